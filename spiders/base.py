"""Work in rounds, follow redirects, read articles with all their pages: what every spider of this site shares."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from linfen_crawler.addon import options_of
from linfen_crawler.answers import Outcome, Redirected, page_of, read_answer, read_failure, refused
from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.unstored import Stretch
from linfen_crawler.capture import captures_of, carry
from linfen_crawler.conditional import KNOWN
from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import Absence, Capture, Failure, Item, Part, RawArticle, Skip
from linfen_crawler.kinds import Kind
from linfen_crawler.options import Options
from linfen_crawler.pages import Page, is_repeat, join_parts, read_article
from linfen_crawler.replay import waiting_items
from linfen_crawler.unsent import NotAskedError
from linfen_crawler.urls import kind_of

Captures = tuple[Capture, ...]
Output = Iterator[Item | Request]
_MAX_REDIRECTS = 5
_MAX_PARTS = 100
"""Pages of one article; limits a pager that never ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a request is for. It travels with the request, through redirects."""

    url: str
    """Canonical address."""
    read: Callable[[Page, Captures, Visit], Output]
    """Read the page, with all responses on the way to it."""
    give_up: Callable[[Outcome, Visit], Output]
    """Yield what became of the address if there is no page to read."""
    via: tuple[str, ...] = ()
    """Canonical addresses that redirected here."""
    before: tuple[RawArticle, ...] = ()
    """The pages of the article that were read before this one."""

    @property
    def kind(self) -> Kind:
        """The kind of address: a part if another page led to it, whatever its form."""
        return Kind.PART if self.before else kind_of(self.url)


class SiteSpider(Spider):
    """Plan rounds of requests, the next whenever the spider is idle, and read articles."""

    arguments: dict[str, str]
    """The run's parameters, for its record."""
    command: ClassVar[str]
    """The command of ``linfen`` that runs it."""
    asks_site: ClassVar[bool] = True
    """Requests go to the site, for pages and for images; otherwise nothing is asked of anybody."""
    dates: ClassVar[bool] = True
    """What it stores is dated by this machine's clock, which must therefore not be behind."""
    writer: ClassVar[type[ArchiveWriter]] = ArchiveWriter
    """The run's writer of the archive."""
    up_to: int | None = None
    without: Sequence[Stretch] = ()
    """The last journal entry to be read again; ``None`` for all."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401  # Scrapy's signature
        """Create the spider and have it plan its next round whenever it is idle."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.plan_next, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Item]:
        """Yield what is in the journal but, after a kill, not in the database. The rounds begin after that."""
        self.options: Options = options_of(self.settings)
        self.archive = Archive.open(self.options.archive)
        self.is_blocked = False
        self._rounds = self.plan()
        for item in waiting_items(self.archive, self.crawler, up_to=self.up_to, without=self.without):
            yield item

    def plan(self) -> Iterator[list[Request]]:
        """Yield the rounds; each is planned once the one before is done."""
        raise NotImplementedError

    def plan_next(self) -> None:
        """Start the next round, if there is one."""
        for requests in self._rounds:
            for request in requests:
                self.crawler.engine.crawl(request)
            if requests:
                raise DontCloseSpider

    def closed(self, reason: str) -> None:  # noqa: ARG002  # Scrapy gives it
        """Release the archive."""
        if hasattr(self, "archive"):
            self.archive.close()

    def visit(self, visit: Visit, *, priority: int = 0, location: str | None = None) -> Request:
        """Return the request for a visit, sent to ``location`` if a redirect says so.

        Nothing is filtered: the ledger knows what was read, and a request dropped silently would be lost.
        """
        request = Request(
            location or self.options.site.asked(visit.url),
            callback=self.read_response,
            errback=self.read_error,
            cb_kwargs={"visit": visit},
            priority=priority,
            dont_filter=True,
        )
        if (known := self.known_as(visit.url)) is not None:
            request.meta[KNOWN] = known
        return request

    def known_as(self, url: str) -> int | None:  # noqa: ARG002  # for spiders that ask again
        """Return the id of the capture to make the request conditional on; ``None`` for an unconditional request."""
        return None

    def read_response(self, response: Response, visit: Visit) -> Output:
        """Follow a redirect, read a page, or yield why there is none."""
        captures = captures_of(response.request)
        before = {page.url for page in visit.before}
        answer = read_answer(response, visit.url, visit.kind, self.options.site, before=before)
        if answer is None:
            yield from visit.read(page_of(response, visit.url, self.options.site), captures, visit)
        elif not isinstance(answer, Redirected):
            yield from visit.give_up(answer, visit)
        elif len(visit.via) >= _MAX_REDIRECTS:
            reason = f"more than {_MAX_REDIRECTS} redirects"
            lost = Failure(url=visit.url, kind=visit.kind, reason=reason, captures=captures)
            yield from visit.give_up(lost, visit)
        else:
            onward = replace(visit, url=answer.url, via=(*visit.via, visit.url))
            yield carry(self.visit(onward, priority=1, location=answer.location), captures)

    def read_error(self, failure: TwistedFailure) -> Output:
        """Yield what became of an address that did not answer; nothing, if it was not asked because the run ends."""
        if isinstance(failure.value, NotAskedError):
            return
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        visit: Visit = request.cb_kwargs["visit"]
        outcome = read_failure(failure.value or TimeoutError(), visit.url, request)
        if isinstance(outcome, Failure) and outcome.is_site_wide:
            self.is_blocked = True
        yield from visit.give_up(outcome, visit)

    def article_request(self, url: str) -> Request:
        """Return the request for an article, from its first page."""
        return self.visit(Visit(url=url, read=self.read_part, give_up=self.give_up))

    def read_part(self, page: Page, captures: Captures, visit: Visit) -> Output:
        """Yield an article once its last page is read."""
        if visit.before:
            page = replace(page, first=visit.before[0].url, number=len(visit.before) + 1)
        try:
            article = read_article(page)
        except ExtractionError as error:
            yield from self.give_up(refused(page, error, captures), visit)
            return
        if visit.before and is_repeat(visit.before, article):
            repeated = ExtractionError(page.url, "body", "the page before once more")
            yield from self.give_up(refused(page, repeated, captures), visit)
            return
        part = Part(url=visit.url, capture=captures[-1])
        pages = (*visit.before, replace(article, captures=captures, parts=(part,), redirected_from=visit.via))
        if article.next_part is not None and all(article.next_part != one.url for one in pages):
            yield from self._go_on(pages, article.next_part)
            return
        # A pager that leads back has shown all its pages.
        is_last = article.complete or article.next_part is not None
        if not is_last:
            # Its own pager continues to an address that no link gives: worth an operator's look.
            self.crawler.stats.inc_value("linfen/article/unknown_pager")
        yield _joined(pages, complete=is_last)

    def _go_on(self, pages: tuple[RawArticle, ...], url: str) -> Output:
        """Yield the request for the article's next page, or the article if it has too many."""
        onward = Visit(url=url, read=self.read_part, give_up=self.give_up, before=pages)
        if len(pages) < _MAX_PARTS:
            yield self.visit(onward, priority=1)
        else:
            reason = f"not read: more than {_MAX_PARTS} pages of one article"
            yield from self.give_up(Skip(url=url, kind=onward.kind, reason=reason), onward)

    def give_up(self, outcome: Outcome, visit: Visit) -> Output:
        """Yield what became of an address and of those that led to it; an article's pages read so far are kept."""
        if visit.before:
            gone = f"{outcome.evidence}: {outcome.url}" if isinstance(outcome, Absence) else None
            yield replace(_joined(visit.before, complete=False), gone_part=gone)
            outcome = replace(outcome, kind=Kind.PART, part_of=visit.before[0].url)
        yield outcome
        for url in dict.fromkeys(visit.via):
            if url != outcome.url:
                yield replace(outcome, url=url, kind=kind_of(url), captures=())


def _joined(pages: tuple[RawArticle, ...], *, complete: bool) -> RawArticle:
    first = pages[0]
    return replace(
        join_parts(pages),
        complete=complete,
        redirected_from=tuple(url for url in dict.fromkeys(first.redirected_from) if url != first.url),
    )
