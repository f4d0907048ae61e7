"""Archive the articles of Linfen News: what an article is, how its page is read, how the archive keeps it."""

__version__ = "0.1.0"
SOFTWARE = "linfen-crawler"
"""What this program calls itself in what it writes."""
