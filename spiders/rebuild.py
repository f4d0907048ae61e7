"""Read everything again from the archive's own bytes, into a new database, without any request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapy import Request

from linfen_crawler.archive.rebuilding import RebuildingWriter
from linfen_crawler.errors import ConfigError
from spiders.base import SiteSpider

_STRETCHES = re.compile(r"(?:\d+-\d+(?:,\d+-\d+)*)?", re.ASCII)


class RebuildSpider(SiteSpider):
    """Rebuild: ``scrapy crawl rebuild -s LINFEN_ARCHIVE=DIR``, for a folder that holds only ``warc/``."""

    name = "rebuild"
    command = "rebuild"
    asks_site = False
    dates = False
    writer = RebuildingWriter
    custom_settings = {"LINFEN_MEDIA": "0"}  # noqa: RUF012  # as Scrapy declares it
    """The environment's setting for images concerns only runs that make requests."""

    def __init__(self, up_to: str = "", without: str = "", **others: object) -> None:
        if others or (not up_to.isdecimal() and up_to) or not _STRETCHES.fullmatch(without):
            raise ConfigError(
                "the spider rebuild takes only up_to, the number of a journal entry, and without, ranges of such "
                "numbers (7-9,12-12)"
            )
        super().__init__()
        given = {"up_to": up_to, "without": without}
        self.arguments = {name: value for name, value in given.items() if value}
        self.up_to = int(up_to) if up_to else None
        stretches = (one.split("-") for one in without.split(",") if one)
        self.without = [(int(first), int(last)) for first, last in stretches]

    def plan(self) -> Iterator[list[Request]]:
        """Yield nothing: all there is to read is in the journal."""
        self.crawler.stats.inc_value("linfen/rebuild/begun")
        yield from ()
