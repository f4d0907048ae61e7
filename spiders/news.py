"""Read the sections' listings newest first, and the articles that the archive does not hold yet.

The ledger in the archive is the frontier. First comes what is pending or due for another try, then each section, its
unfinished sweeps before a new one. So the next run continues one that was killed, and no plan is kept in memory that a
kill would lose. A listing page that never answers keeps its own sweep unfinished and no other: what is new on top is
found by the next sweep, which ends where it meets what an older one has shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from scrapy import Request

from linfen_crawler.answers import Outcome, refused
from linfen_crawler.archive.ledger import State
from linfen_crawler.archive.places import Spot, compared, newest_listing
from linfen_crawler.errors import ConfigError, ExtractionError
from linfen_crawler.items import Absence, Listing, Menu
from linfen_crawler.kinds import Kind, SweepEnd
from linfen_crawler.pages import PARSER_VERSION, ListingPage, Page, read_listing, read_menu
from linfen_crawler.rewrites import Unlisted
from linfen_crawler.sections import SEEN
from linfen_crawler.urls import SITE_URL, first_part, listing_page, listing_section, listing_url
from linfen_crawler.values import section_path
from spiders.base import Captures, Output, SiteSpider, Visit

_ROUND = 100
"""Addresses per round, so that a long list of pending ones is not held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A sweep through a section's listing, newest first; it is passed on from page to page."""

    section: str
    sweep_id: int | None = None
    """The unfinished sweep that is continued; ``None`` for a new one."""
    known_to: int
    """Links shown by sweeps up to this one are known, and a page without others ends this one. 0: none is known."""
    shown: tuple[str, ...] = ()
    """The links of the previous page."""
    known_pages: int = 0
    """How many pages in a row had only known links."""
    listings_to: int
    """Links shown by listing pages up to this one were there before this sweep."""
    last: Spot | None = None
    """The lowest previous position of the links on the pages above."""
    pages: frozenset[int] = frozenset()
    """The pages read, so that a circular pager is not followed."""
    is_seeking: bool = False
    """True while a continued sweep goes back, looking for a page with links that it has shown before."""


class NewsSpider(SiteSpider):
    """Crawl what is new: ``scrapy crawl news -a section=/shanxi/,/hongtong/ -a max_articles=100 -a full=1``."""

    name = "news"
    command = "crawl"

    def __init__(self, section: str = "", max_articles: str = "", full: str = "", **others: object) -> None:
        if others:
            raise ConfigError(f"the spider news takes section, max_articles and full, not {', '.join(sorted(others))}")
        super().__init__()
        given = {"section": section, "max_articles": max_articles, "full": full}
        self.arguments = {name: value for name, value in given.items() if value}
        self.is_full = _is_yes(full)
        self.max_articles = _limit(max_articles)
        self.only = _paths(section)
        self._sections: tuple[str, ...] = ()
        self._asked: set[str] = set()

    @property
    def is_done(self) -> bool:
        """True once this run may request no further article."""
        return self.is_blocked or (self.max_articles is not None and len(self._asked) >= self.max_articles)

    def plan(self) -> Iterator[list[Request]]:
        """Yield rounds: what is due, the home page if it provides the sections, then each section's sweeps."""
        yield from self._due()
        self._sections = self.only or self.options.sections
        if not self._sections and not self.is_done:
            yield [self.visit(Visit(url=SITE_URL, read=self.read_home, give_up=self._without_menu))]
        # A sweep that was begun is finished even if its section has left the menu.
        for section in dict.fromkeys((*self._sections, *(() if self.only else self.archive.unfinished_sections()))):
            # The archive is asked again for each round, because the one before has changed it.
            for sweep in [*self.archive.unfinished_sweeps(section), None]:
                if not self.is_done:
                    yield [self._first_listing(section, sweep)]

    def _due(self) -> Iterator[list[Request]]:
        """Yield what is pending or due for another try, in the order of discovery."""
        last = 0
        while not self.is_done and (due := self.archive.due(after=last, limit=_ROUND, parser_version=PARSER_VERSION)):
            last = due[-1][0]
            yield list(self._ask(url for _, url in due))

    def _first_listing(self, section: str, unfinished: tuple[int, int] | None) -> Request:
        """Return the request that begins a new sweep, or continues an unfinished one.

        It continues one page before the one where it stopped: listings shift when articles are withdrawn.
        """
        before = newest_listing(self.archive)
        if unfinished is None:
            known_to = self.archive.newest_sweep(section)
            return self._listing_request(0, Sweep(section=section, known_to=known_to, listings_to=before))
        sweep_id, next_page = unfinished
        sweep = Sweep(section=section, sweep_id=sweep_id, known_to=sweep_id - 1, listings_to=before, is_seeking=True)
        return self._listing_request(max(0, next_page - 1), sweep)

    def _ask(self, urls: Iterable[str]) -> Iterator[Request]:
        """Yield requests for the articles that this run has not requested yet, up to its limit."""
        for url in urls:
            if self.is_done:
                return
            if url not in self._asked:
                self._asked.add(url)
                yield self.article_request(url)

    def read_home(self, page: Page, captures: Captures, visit: Visit) -> Output:
        """Find the sections in the home page's menu."""
        links = read_menu(page)
        yield Menu(url=visit.url, links=links, captures=captures)
        found = (listing_section(link.url) for link in links if link.kind is Kind.LISTING)
        self._sections = tuple(dict.fromkeys(section for section in found if section))
        if not self._sections:
            self._take_known_sections()

    def _without_menu(self, outcome: Outcome, visit: Visit) -> Output:
        yield from self.give_up(outcome, visit)
        self._take_known_sections()

    def _take_known_sections(self) -> None:
        """Fall back on the sections ever swept, or else seen, so that a redesigned home page stops no crawl."""
        self.crawler.stats.inc_value("linfen/home/without_menu")
        self._sections = self.archive.sections() or SEEN

    def _listing_request(self, page: int, sweep: Sweep) -> Request:
        """Return the request for a listing page, which is sent once the previous page's articles are under way."""
        read, give_up = partial(self.read_listing_page, sweep=sweep), partial(self.give_up_listing, sweep=sweep)
        return self.visit(Visit(url=listing_url(sweep.section, page), read=read, give_up=give_up), priority=-1)

    def give_up_listing(self, outcome: Outcome, visit: Visit, *, sweep: Sweep) -> Output:
        """Yield what became of a listing page; a later one that does not exist ends the sweep."""
        number = listing_page(visit.url)
        if isinstance(outcome, Absence) and number > 0:
            if sweep.is_seeking:
                yield self._listing_request(number - 1, sweep)
            else:
                outcome = replace(outcome, ends_sweep=SweepEnd.NOT_FOUND, sweep_id=sweep.sweep_id)
        yield from self.give_up(outcome, visit)

    def read_listing_page(self, page: Page, captures: Captures, visit: Visit, *, sweep: Sweep) -> Output:
        """Yield a listing with its links, requests for its new articles, and the one for the page that follows."""
        try:
            found = _read_listing(page)
        except ExtractionError as error:
            yield from self.give_up_listing(refused(page, error, captures), visit, sweep=sweep)
            return
        number = listing_page(visit.url)
        urls = tuple(link.url for link in found.links)
        stretch = compared(self.archive, sweep.section, urls, page=number, above=sweep.last, up_to=sweep.listings_to)
        onward = replace(self._onward(sweep, number, urls), last=stretch.last)
        end = None if onward.is_seeking else self._end(found, number, sweep, onward)
        # Before the listing, which rewrites the places of its links.
        yield from (Unlisted(url=url, section=sweep.section) for url in stretch.left_out)
        yield Listing(
            url=visit.url,
            section=sweep.section,
            page=number,
            sweep_id=sweep.sweep_id,
            links=found.links,
            ends_sweep=end,
            captures=captures,
        )
        listed = (link for link in found.links if link.kind in {Kind.ARTICLE, Kind.PART})
        yield from self._ask(self._unread(first_part(link.url) for link in listed))
        if end is None and not self.is_done:
            yield self._listing_request(self._following(found, number, onward), onward)

    def _onward(self, sweep: Sweep, number: int, links: tuple[str, ...]) -> Sweep:
        """Return the sweep as it continues from a page."""
        is_known = self.archive.are_known(sweep.section, links, known_to=sweep.known_to)
        # A continued sweep has found its place on a page with a link that it has shown before.
        is_lost = sweep.is_seeking and number > 0 and not self._has_shown(sweep, links)
        return replace(
            sweep,
            is_seeking=is_lost,
            shown=links,
            pages=frozenset() if is_lost else sweep.pages | {number},
            known_pages=sweep.known_pages + 1 if is_known else 0,
        )

    def _has_shown(self, sweep: Sweep, links: tuple[str, ...]) -> bool:
        known_to = sweep.sweep_id or 0
        return any(self.archive.are_known(sweep.section, [link], known_to=known_to) for link in links)

    def _following(self, found: ListingPage, number: int, sweep: Sweep) -> int:
        """Return the number of the next page: backwards while seeking, else the pager's, else one more."""
        if sweep.is_seeking:
            return number - 1
        if found.next_page is None:
            return number + 1
        if listing_section(found.next_page) != sweep.section:
            # Only index_N.html was ever seen; any other form is worth an operator's look.
            self.crawler.stats.inc_value("linfen/listing/unknown_pager")
            return number + 1
        following = listing_page(found.next_page)
        return number + 1 if following in sweep.pages else following

    def _unread(self, urls: Iterable[str]) -> list[str]:
        """Return the addresses without an outcome yet; those that failed wait until they are due."""
        wanted = list(urls)
        known = self.archive.known(wanted)
        return [url for url in wanted if url not in known or known[url].state == State.PENDING]

    def _end(self, found: ListingPage, number: int, sweep: Sweep, onward: Sweep) -> SweepEnd | None:
        """Return why the sweep ends with a page; ``None`` if it continues."""
        if not found.links:
            return SweepEnd.EMPTY
        # index_1.html may repeat the root: that alone is no end.
        if onward.shown == sweep.shown and number > 1:
            return SweepEnd.REPEATED
        if found.has_pager and found.next_page is None:
            return SweepEnd.LAST_PAGE
        if onward.known_pages >= self.options.known_pages and not self.is_full:
            return SweepEnd.KNOWN
        return None


def _read_listing(page: Page) -> ListingPage:
    """Read a listing page. Raises :class:`ExtractionError` for a section's root without any link."""
    found = read_listing(page)
    if not found.links and listing_page(page.url) == 0:
        raise ExtractionError(page.url, "links", "a listing without links")
    return found


def _is_yes(text: str) -> bool:
    if text.lower() in {"1", "true", "yes"}:
        return True
    if text.lower() in {"", "0", "false", "no"}:
        return False
    raise ConfigError(f"full={text!r}: must be 1 or 0")


def _limit(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) == 0:
        raise ConfigError(f"max_articles={text!r}: must be a whole number, 1 or more")
    return int(text)


def _paths(text: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(section_path(part) for part in text.split(",") if part.strip()))
    except ValueError as error:
        raise ConfigError(str(error)) from error
