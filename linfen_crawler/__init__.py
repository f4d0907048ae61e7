"""Archive the articles of Linfen News: what an article is, how its page is read, how the archive keeps it."""

__version__ = "0.1.0"
