"""Commands of ``scrapy`` in this project: those that need other exit codes than Scrapy's."""
