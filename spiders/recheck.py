"""Request archived articles again, to find edits, removals and returns.

When it is due is stored with each article: young ones often, old ones seldom. Each of the site's own addresses is
asked, on condition that it has changed; a page that has not is read again from the archive's bytes, so that an article
of several pages is compared as a whole.

That an article is gone which stood is believed when the site has said so twice. Where it says so of many, or of all
that were asked for, some that stood are asked again as witnesses: if none of them stands any more, the site itself is
away (docs/decisions/0018-…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scrapy import Request

from linfen_crawler.answers import Outcome
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.ledger import State
from linfen_crawler.archive.witnesses import is_standing, standing
from linfen_crawler.errors import ConfigError
from linfen_crawler.items import Absence, Failure, RawArticle
from linfen_crawler.pages import Page
from linfen_crawler.run import Run
from linfen_crawler.urls import kind_of
from spiders.base import Captures, Output, SiteSpider, Visit

_ROUND = 100
_MANY = 5
"""If this many of a round are gone, the site itself may be down, though others stood earlier in the round."""
_WITNESSES = 5
_AGE = re.compile(r"(\d{1,5})([hdw])", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 168}


class RecheckSpider(SiteSpider):
    """Request again: ``scrapy crawl recheck -a older_than=7d -a newer_than=90d -a limit=1000``."""

    name = "recheck"
    command = "recheck"

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
            raise ConfigError(f"limit={limit!r}: must be a whole number, 1 or more")
        self._limit = int(limit) if limit else None
        self._is_away = False
        self._stood: list[str] = []
        """Articles of the round that are there, in the order in which they were read."""
        self._doubted: dict[str, None] = {}
        """Articles of the round that are said to be gone: the addresses to ask again."""
        self._believed: set[str] = set()
        """Addresses for which the next answer, the second, is believed."""

    def plan(self) -> Iterator[list[Request]]:
        """Yield rounds of the articles that are due when the run begins, those that have waited longest first."""
        due = self.archive.due_for_check(
            limit=self._limit, seen_before=self._seen_before, published_since=self._published_since
        )
        self._count(0)
        for first in range(0, len(due), _ROUND):
            if self.is_blocked or self._is_away:
                return
            # One that has meanwhile been merged into another has no address left.
            addresses = [urls for one in due[first : first + _ROUND] if (urls := self.archive.own_addresses(one))]
            self._count(len(addresses))
            # The canonical address first: what was edited alike everywhere is then the same text as before, unchanged.
            yield [self.article_request(url) for urls in addresses for url in urls[:1]]
            yield [self.article_request(url) for urls in addresses for url in urls[1:]]
            yield from self._settle_doubts()

    def _settle_doubts(self) -> Iterator[list[Request]]:
        """Yield the requests that distinguish removals from a site that is down; if it is down, request no more."""
        doubted = list(self._doubted)
        witnesses = self._stood[-_WITNESSES:] or standing(self.archive, without=doubted, limit=_WITNESSES)
        # Of few, who stood in this round has shown that the site is there; where an archive has no others, none can.
        if len(doubted) >= _MANY or (doubted and witnesses and not self._stood):
            self._stood.clear()
            yield [self.article_request(url) for url in witnesses]
            if not self._stood:
                Run.of(self.crawler).remarks.append(
                    f"{len(doubted)} articles are said to be gone, and none of {len(witnesses)} others that were "
                    "checked is there: the site itself seems to be away, and nothing was marked as gone"
                )
                self._is_away = True
                return
        # One witness is gone, and another is still there.
        self._believed = set(self._doubted)
        yield [self.article_request(url) for url in self._doubted]
        self._stood.clear()
        self._doubted.clear()

    def read_part(self, page: Page, captures: Captures, visit: Visit) -> Output:
        """Read a page as every spider does, and note which articles are there."""
        for found in super().read_part(page, captures, visit):
            # Not an article that is kept without this page, which is gone.
            if isinstance(found, RawArticle) and found.parts[-1].url == visit.url:
                self._stood.append(found.url)
            yield found

    def give_up(self, outcome: Outcome, visit: Visit) -> Output:
        """Yield what became of an address; that an article, or a page of one, is gone only once that is believed."""
        first = _asked_first(visit)
        if not isinstance(outcome, Absence) or first in self._believed or not self._is_news(visit):
            yield from super().give_up(outcome, visit)
            return
        self._doubted[first] = None
        # Everything read on the way is kept.
        captures = (*(one for page in visit.before for one in page.captures), *outcome.captures)
        reason = f"{outcome.evidence}: to be asked again before it is believed"
        part_of = visit.before[0].url if visit.before else None
        url = visit.url if visit.before else first
        kind = visit.kind if visit.before else kind_of(first)
        yield Failure(url=url, kind=kind, part_of=part_of, reason=reason, captures=captures, is_doubted=True)

    def _is_news(self, visit: Visit) -> bool:
        """Tell whether what is gone was there at the last request."""
        entry = self.archive.ledger_entry(visit.url) if visit.before else None
        is_known = entry is not None and entry["state"] == State.GONE
        of_article = visit.before[0].url if visit.before else visit.url
        return not is_known and is_standing(self.archive, (*visit.via, of_article))

    def _count(self, due: int) -> None:
        self.crawler.stats.inc_value("linfen/recheck/due", due)

    def known_as(self, url: str) -> int | None:
        """Return the capture from which an address was last read."""
        return self.archive.last_read(url)


def _asked_first(visit: Visit) -> str:
    """Return the address at which to start reading an article again, whichever of its pages came last."""
    page = visit.before[0] if visit.before else None
    return (*page.redirected_from, page.url)[0] if page else (*visit.via, visit.url)[0]


def _ago(name: str, text: str) -> str | None:
    """Return the time an age such as ``12h``, ``7d`` or ``8w`` ago, as the archive writes it."""
    if not text:
        return None
    age = _AGE.fullmatch(text)
    if age is None:
        raise ConfigError(f"{name}={text!r}: must be a number of hours, days or weeks, such as 12h, 7d or 8w")
    return instant(datetime.now(UTC) - timedelta(hours=int(age[1]) * _HOURS[age[2]]))
