"""Store and look up: the only package with SQL."""

from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.writer import ArchiveWriter

__all__ = ["Archive", "ArchiveWriter"]
