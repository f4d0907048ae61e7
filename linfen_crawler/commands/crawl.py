"""``scrapy crawl SPIDER`` with the exit codes of this project; Scrapy's own is 0 with the site down."""

from __future__ import annotations

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from linfen_crawler.crawling import crawl


class Command(ScrapyCrawl):
    """Run a spider and end with the verdict's exit code."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider that is named."""
        if len(args) != 1:
            raise UsageError("name one spider: scrapy crawl news")
        if self.crawler_process is None:
            raise UsageError("scrapy gave this command no process to crawl in")
        if args[0] not in self.crawler_process.spider_loader.list():
            raise UsageError(f"there is no spider {args[0]!r}; `scrapy list` names those there are", print_help=False)
        self.exitcode = crawl(self.crawler_process, self._create_crawler(args[0]), **opts.spargs).exit_code
