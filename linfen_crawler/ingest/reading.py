"""Read what was staged into items, in order of time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy.http import Response

from linfen_crawler.answers import page_of
from linfen_crawler.archive import Archive
from linfen_crawler.archive.staging import Staged, Staging
from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ArchiveError, ExtractionError, OtherPageError
from linfen_crawler.ingest.roles import Role
from linfen_crawler.items import Capture, Item, Links, Part, RawArticle
from linfen_crawler.pages import Page, is_repeat, join_parts, read_article, read_links
from linfen_crawler.reasons import of_refusal
from linfen_crawler.urls import Site, is_on_site, original_of

logger = logging.getLogger(__name__)

_MAX_PARTS = 100
"""Pages of one article: a pager that never ends would be followed for ever."""
_TOO_EARLY = timedelta(days=2 * 366)
Count = Callable[[str, str], None]
"""Counts what became of a capture, by its provenance."""
OTHERS = "another site, under the path of no article that is known"
KNOWN, UNREAD, STUMBLED = "known", "not read", "the program stumbled on it"


class StagedReader:
    """Reads captures that others made; what is no page of an article is counted, and nothing of it is kept."""

    def __init__(
        self,
        staging: Staging,
        archive: Archive,
        *,
        site: Site,
        mirrors: Collection[str],
        respond: Callable[[Capture], Response],
        count: Count,
    ) -> None:
        self._staging = staging
        self._archive = archive
        self._site = site
        self._mirrors = mirrors
        self._respond = respond
        self._count = count

    def items(self) -> Iterator[Item]:
        """Yield what the site said, then what mirrors have of it: all that the files know of the site is known then."""
        for one in self._new((Role.ARTICLE, Role.LISTING)):
            yield from self._safely(one, self._links(one) if one.role == Role.LISTING else self._article(one))
        for one in self._new((Role.MIRROR,)):
            if self._may_be_copy(one.url):
                yield from self._safely(one, self._article(one))
            else:
                self._count(_provenance(one), f"passed/{OTHERS}")
        for provenance in self._staging.unused((Role.PART, Role.MIRROR_PART)):
            self._count(provenance, "passed/a later page, and no page before it that leads there")

    def _safely(self, one: Staged, items: Iterator[Item]) -> Iterator[Item]:
        """Yield what a capture is read into; as in a crawl, what the program stumbles on stops nothing else."""
        try:
            yield from items
        except ArchiveError:
            raise
        except Exception:
            logger.exception("not read %s of %s", one.url, _provenance(one))
            self._count(_provenance(one), f"passed/{UNREAD}: {STUMBLED}")

    def _new(self, roles: Collection[Role]) -> Iterator[Staged]:
        for one in self._staging.captures(roles):
            if self._archive.tombstone(one.url) is not None:
                self._count(_provenance(one), "passed/taken down")
            elif self._archive.knows(one.capture) and not self._is_completed_by(one):
                self._count(_provenance(one), KNOWN)
                self._use_parts_of(one)
            else:
                yield one

    def _is_completed_by(self, known: Staged) -> bool:
        """Tell whether a file now has pages of an article that were missing when its first was ingested."""
        held = self._archive.article(known.url) if known.role == Role.ARTICLE else None
        if held is None or held["complete"]:
            return False
        parts = self._archive.children("article_parts", int(str(held["id"])))
        kept = sum(part["revision"] == held["revision"] for part in parts)
        return any(
            isinstance(item, RawArticle) and len(item.parts) > kept
            for item in self._safely(known, self._article(known))
        )

    def _use_parts_of(self, known: Staged) -> None:
        """Count no later page of a known article as one that is left over."""
        for url in self._archive.later_pages(known.url):
            self._staging.part(url, known.capture.fetched_at)

    def _may_be_copy(self, url: str) -> bool:
        """Tell a copy from any other site's page whose path happens to look like an article's."""
        parts = urlsplit(url)
        if {parts.hostname, parts.netloc} & set(self._mirrors):
            return True
        original = original_of(url)
        return original is not None and (
            self._staging.has_shown(original) or self._archive.ledger_entry(original) is not None
        )

    def _links(self, one: Staged) -> Iterator[Item]:
        try:
            links = read_links(self._page(one))
        except ExtractionError as error:
            self._refuse(one, error)
            return
        self._staging.show(link.url for link in links)
        yield Links(url=one.url, links=links, captures=(one.capture,))

    def _article(self, one: Staged) -> Iterator[Item]:
        """Yield an article with those of its later pages that are available."""
        try:
            pages = [self._read(one, self._page(one))]
        except ExtractionError as error:
            self._refuse(one, error)
            return
        is_whole = True
        while (following := pages[-1].next_part) is not None and all(following != page.url for page in pages):
            further = self._further(pages, following, one) if len(pages) < _MAX_PARTS else None
            if further is None:
                is_whole = False
                break
            pages.append(further)
        if _is_too_early(one.capture, pages[0]):
            self._count(_provenance(one), "passed/a date long before that of the page")
            return
        # A pager that leads back has shown all that it has.
        is_last = is_whole and (pages[-1].complete or pages[-1].next_part is not None)
        yield replace(join_parts(pages), complete=is_last, redirected_from=())

    def _further(self, pages: list[RawArticle], url: str, first: Staged) -> RawArticle | None:
        """Return the next page of an article, captured as near to the first as can be; ``None`` if it is missing."""
        staged = self._staging.part(url, first.capture.fetched_at) or self._held(url, first)
        if staged is None:
            return None
        page = replace(self._page(staged), first=pages[0].url, number=len(pages) + 1)
        try:
            article = self._read(staged, page)
        except ExtractionError as error:
            logger.info("not read %s: %s", url, of_refusal(error))
            return None
        return None if is_repeat(pages, article) else article

    def _held(self, url: str, first: Staged) -> Staged | None:
        """Return the archive's own capture of a later page."""
        capture_id = self._archive.part_nearest(url, first.capture.fetched_at) if is_on_site(url) else None
        if capture_id is None:
            return None
        try:
            capture = self._archive.capture(capture_id)
        except ArchiveError as error:
            logger.warning("%s is read without a page of it: %s", first.url, error)
            return None
        return Staged(Role.PART, url, capture, capture)

    def _page(self, one: Staged) -> Page:
        return page_of(self._respond(one.read_from), one.url, self._site)

    def _read(self, one: Staged, page: Page) -> RawArticle:
        part = Part(url=one.url, capture=one.capture)
        return replace(read_article(page), captures=(one.capture,), parts=(part,))

    def _refuse(self, one: Staged, error: ExtractionError) -> None:
        logger.info("not read %s of %s: %s", one.url, _provenance(one), of_refusal(error))
        what = error.nature if isinstance(error, OtherPageError) else f"no {error.field}"
        self._count(_provenance(one), f"passed/{UNREAD}: {what}")


def _is_too_early(capture: Capture, article: RawArticle) -> bool:
    """Recognise a capture of a clock that was never set: it is dated years before what it shows was published.

    Smaller differences do not count: a page may have a date in the future, and a typing error around New Year is off by
    a year.
    """
    published = read_date_line(article.date_line).published_at
    return published is not None and datetime.fromisoformat(published) - capture.fetched_at > _TOO_EARLY


def _provenance(one: Staged) -> str:
    return one.capture.provenance or ""
