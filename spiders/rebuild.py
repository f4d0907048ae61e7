"""Read everything again from the archive's own bytes, into a new database; nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from linfen_crawler.archive.rebuilding import RebuildingWriter
from linfen_crawler.errors import ConfigError
from spiders.base import SiteSpider


class RebuildSpider(SiteSpider):
    """Rebuild: ``scrapy crawl rebuild -s LINFEN_ARCHIVE=DIR``, of a folder that holds nothing but ``warc/``."""

    name = "rebuild"
    writer = RebuildingWriter
    custom_settings = {"LINFEN_MEDIA": "0"}  # noqa: RUF012  # as Scrapy declares it
    """What the environment says of images is for runs that ask for something."""

    def __init__(self, up_to: str = "", **others: object) -> None:
        if others or (not up_to.isdecimal() and up_to):
            raise ConfigError("the spider rebuild takes up_to, the number of an entry of the journal, and nothing else")
        super().__init__()
        self.arguments = {"up_to": up_to} if up_to else {}
        self.up_to = int(up_to) if up_to else None

    def plan(self) -> Iterator[list[Request]]:
        """Yield no round: all that there is to read is in the journal."""
        self.crawler.stats.inc_value("linfen/rebuild/begun")
        yield from ()
