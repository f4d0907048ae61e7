"""Ask for archived articles again: edits, removals, returns.

Which are due is written with each article: young ones often, old ones seldom. Each of the site's own addresses is
asked, on condition that it has changed; a page that has not is read again from the archive's bytes, so that an article
of several pages is compared as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scrapy import Request

from linfen_crawler.archive.connection import instant
from linfen_crawler.errors import ConfigError
from spiders.base import SiteSpider

_ROUND = 100
_AGE = re.compile(r"(\d{1,5})([hdw])", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 168}


class RecheckSpider(SiteSpider):
    """Ask again: ``scrapy crawl recheck -a older_than=7d -a newer_than=90d -a limit=1000``."""

    name = "recheck"

    def __init__(self, older_than: str = "", newer_than: str = "", limit: str = "", **others: object) -> None:
        if others:
            raise ConfigError(
                f"the spider recheck takes older_than, newer_than and limit, not {', '.join(sorted(others))}"
            )
        super().__init__()
        given = {"older_than": older_than, "newer_than": newer_than, "limit": limit}
        self.arguments = {name: value for name, value in given.items() if value}
        self._seen_before = _ago("older_than", older_than)
        self._published_since = _ago("newer_than", newer_than)
        if limit and (not limit.isdecimal() or int(limit) == 0):
            raise ConfigError(f"limit={limit!r}: give a whole number from 1 up")
        self._left = int(limit) if limit else None

    def plan(self) -> Iterator[list[Request]]:
        """Yield rounds of the articles that are due, in the order in which they were archived."""
        last = 0
        self._count(0)
        while not self.is_blocked and self._left != 0:
            due = self.archive.due_for_check(
                after=last,
                limit=_ROUND if self._left is None else min(_ROUND, self._left),
                seen_before=self._seen_before,
                published_since=self._published_since,
            )
            if not due:
                return
            last = due[-1][0]
            self._count(len(due))
            self._left = None if self._left is None else self._left - len(due)
            # The canonical address first: what was edited alike everywhere is then the same text as before, once more.
            yield [self.article_request(url) for _, urls in due for url in urls[:1]]
            yield [self.article_request(url) for _, urls in due for url in urls[1:]]

    def _count(self, due: int) -> None:
        self.crawler.stats.inc_value("linfen/recheck/due", due)

    def known_as(self, url: str) -> int | None:
        """Return the capture from which an address was last read."""
        return self.archive.last_read(url)


def _ago(name: str, text: str) -> str | None:
    """Return the time that lies an age such as ``12h``, ``7d`` or ``8w`` back, as the archive writes it."""
    if not text:
        return None
    age = _AGE.fullmatch(text)
    if age is None:
        raise ConfigError(f"{name}={text!r}: give a number of hours, days or weeks, such as 12h, 7d or 8w")
    return instant(datetime.now(UTC) - timedelta(hours=int(age[1]) * _HOURS[age[2]]))
