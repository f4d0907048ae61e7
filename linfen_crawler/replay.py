"""Make the items of a journal again: of what it notes, and of the bytes that they were read from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from linfen_crawler.answers import page_of, read_answer, refused
from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.unstored import Stretch, captures_of, entry_at, takedown_entries, waiting_entries
from linfen_crawler.capture import response_of
from linfen_crawler.errors import ArchiveDamagedError, ExtractionError
from linfen_crawler.fingerprint import content_sha256
from linfen_crawler.images import ImageFile, image_of
from linfen_crawler.items import (
    Absence,
    Article,
    Capture,
    Evidence,
    Failure,
    Item,
    Kind,
    Links,
    Listing,
    Menu,
    Nature,
    Part,
    RawArticle,
    Refusal,
    Skip,
    SweepEnd,
)
from linfen_crawler.journal import Entry
from linfen_crawler.pages import PARSER_VERSION, join_parts, read_article, read_links, read_listing, read_menu
from linfen_crawler.rewrites import Removed, Reread, Takedown, Unlisted, Withheld
from linfen_crawler.urls import Site, article_address, is_on_site

logger = logging.getLogger(__name__)

_ENUMS: Mapping[str, type] = {"kind": Kind, "evidence": Evidence, "ends_sweep": SweepEnd, "nature": Nature}
Decode = Callable[[Capture], Response]
Traces = Mapping[tuple[str, str], Removed]
"""By address as asked and time, what takedowns have noted of the responses that they removed."""
_SAID: Mapping[str, type[Item]] = {
    one.__name__: one for one in (Absence, Refusal, Skip, Failure, Reread, Takedown, Unlisted)
}
"""The items that a page is not read for: the journal has all of them."""


def decoder(crawler: Crawler) -> Decode:
    """Return what makes of a capture the response as a spider sees it, without its content coding."""
    return partial(_decoded, HttpCompressionMiddleware.from_crawler(crawler))


def waiting_items(
    archive: Archive, crawler: Crawler, *, up_to: int | None = None, without: Sequence[Stretch] = ()
) -> Iterator[Item]:
    """Yield the items of the journal that are not stored, read from the bytes; of what cannot be read, log why."""
    respond = decoder(crawler)
    sites: dict[int | None, Site] = {}
    traces = traces_of(archive)
    for place, run_id in waiting_entries(archive, up_to=up_to, without=without):
        if run_id not in sites:
            sites[run_id] = _site_of(archive, run_id)
        try:
            entry = entry_at(archive, place)
            captures = captures_of(archive, entry)
            yield read_again(entry, captures, site=sites[run_id], respond=respond, traces=traces)
        except Exception:
            # As in a crawl: what the program stumbles on stops nothing else.
            logger.exception("an entry of the journal waits: record at %d of %s", place.offset, place.file)
            crawler.stats.inc_value("linfen/journal/unreadable")


def traces_of(archive: Archive) -> Traces:
    """Return what takedowns have noted of the responses that they removed."""
    traces: dict[tuple[str, str], Removed] = {}
    for place in takedown_entries(archive):
        try:
            removed = _typed(entry_at(archive, place).facts)["removed"]
        except (ArchiveDamagedError, KeyError, TypeError) as error:
            # What rests on it is read without these traces; the entry itself is counted where it is read again.
            logger.warning("a takedown's entry cannot be read, record at %d of %s: %s", place.offset, place.file, error)
            continue
        traces |= {(one.url, one.fetched_at): one for one in removed}
    return traces


def _site_of(archive: Archive, run_id: int | None) -> Site:
    """Return the site as a run asked for it."""
    run = None if run_id is None else archive.run(run_id)
    return Site(run.arguments["site_url"]) if run is not None and "site_url" in run.arguments else Site()


def _decoded(decoding: HttpCompressionMiddleware, capture: Capture) -> Response:
    """Return a captured response without its content coding, as the spider saw it."""
    # What was stored was within the limit of its time.
    request = Request(capture.url, meta={"download_maxsize": 0})
    return cast("Response", decoding.process_response(request, response_of(capture, request=request)))


def read_again(
    entry: Entry,
    captures: tuple[Capture, ...],
    *,
    site: Site,
    respond: Decode,
    traces: Traces | None = None,
) -> Item:
    """Return the item of an entry, read anew from its captures as the spider yielded it.

    ``site`` is the site as it was asked then, ``respond`` takes the content coding off a capture. Where a page is read
    otherwise by this version, so is the item; of one whose bytes a takedown has removed ``traces`` tell.

    Raises :class:`ValueError` for an entry that this version cannot read.
    """
    try:
        item = _Reader(entry, captures, site, respond, traces or {}).item()
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"entry {entry.number} of the journal cannot be read: {error!r}") from error
    return replace(item, captures=captures, entry=entry)


class _Reader:
    """Reads one entry with its captures."""

    def __init__(
        self,
        entry: Entry,
        captures: tuple[Capture, ...],
        site: Site,
        respond: Decode,
        traces: Traces,
    ) -> None:
        self._entry = entry
        self._url = cast("str", entry.url)
        self._what = entry.what
        self._facts = cast("dict[str, Any]", entry.facts)
        self._captures = captures
        self._site = site
        self._respond = respond
        self._traces = traces

    def item(self) -> Item:
        if self._what in _SAID:
            return self._said_or_read()
        if self._what in {"Article", "Mirror"}:
            return self._article(self._facts["parts"], complete=self._facts["complete"])
        if self._what == ImageFile.__name__:
            if self._captures[-1].is_forgotten:
                return Withheld(url=self._url, parts=(), image_of=self._facts["part_of"])
            body = self._respond(self._captures[-1]).body
            return image_of(body, url=self._url, part_of=self._facts["part_of"], captures=())
        page = page_of(self._respond(self._captures[-1]), self._url, self._site)
        try:
            if self._what == "Links":
                return Links(url=self._url, links=read_links(page))
            if self._what == "Menu":
                return Menu(url=self._url, links=read_menu(page))
            return Listing(url=self._url, links=read_listing(page).links, **_typed(self._facts))
        except ExtractionError as error:
            return refused(page, error, ())

    def _said_or_read(self) -> Item:
        """Return what was said of an address, unless another version of the reading said it of an article's page."""
        item = _SAID[self._what](url=self._url, **_typed(self._facts))
        version = getattr(item, "parser_version", None)
        if version in {None, PARSER_VERSION} or self._facts.get("kind") != Kind.ARTICLE or not self._captures:
            return item
        if self._captures[-1].is_forgotten:
            return item
        answer = read_answer(self._respond(self._captures[-1]), self._url, Kind.ARTICLE, self._site)
        return self._article([(self._url, -1)], complete=True) if answer is None else item

    def _article(self, parts: list[tuple[str, int]], *, complete: bool) -> Item:
        if any(self._captures[at].is_forgotten for _, at in parts):
            return self._withheld(parts)
        pages: list[RawArticle] = []
        for number, (url, at) in enumerate(parts, start=1):
            capture = self._captures[at]
            page = page_of(self._respond(capture), url, self._site)
            if pages:
                page = replace(page, first=pages[0].url, number=number)
            try:
                article = read_article(page)
            except ExtractionError as error:
                if not pages:
                    return refused(page, error, ())
                complete = False
                break
            pages.append(replace(article, parts=(Part(url=url, capture=capture),)))
        led = tuple(self._facts.get("redirected_from", ()))
        return replace(join_parts(pages), complete=complete, redirected_from=led)

    def _withheld(self, parts: list[tuple[str, int]]) -> Withheld:
        """Return the traces of what was read from these pages, joined as the pages of an article are."""
        said = Withheld(url=self._url, parts=tuple(url for url, _ in parts))
        return replace(said, article=self._wordless(parts)) if is_on_site(self._url) else said

    def _wordless(self, parts: list[tuple[str, int]]) -> Article:
        """Return an article whose words are gone: equal to another of its address where that said the same.

        In the place of a headline stand the digests of its pages.
        """
        asked = (self._captures[at] for _, at in parts)
        left = [self._traces.get((one.url, instant(one.fetched_at))) for one in asked]
        known = [one for one in left if one is not None]
        address = article_address(self._url)
        article = Article(
            url=self._url,
            captures=self._captures,
            entry=self._entry,
            site_id=address.site_id if address else None,
            section=address.section if address else "",
            section_name=None,
            breadcrumbs=(),
            layout="",
            title="",
            kicker=None,
            subtitle=None,
            published_precision=None,
            source=None,
            dateline=None,
            body="",
            editor=None,
            view_count=None,
            headline=" ".join(one.content_sha256 or one.payload_sha256 for one in known),
            copyright_notice=next((one.notice for one in reversed(known) if one.notice), None),
            published_at=known[0].published_at if known else None,
            view_label=False,
            complete=self._facts["complete"],
            parser_version=self._facts.get("parser_version", PARSER_VERSION),
            parts=tuple(Part(url=url, capture=self._captures[at]) for url, at in parts),
            redirected_from=tuple(self._facts.get("redirected_from", ())),
            text_sha256=self._facts.get("text_sha256", ""),
            same_text_as=tuple(self._facts.get("same_text_as", ())),
        )
        return replace(article, content_sha256=content_sha256(article))


def _typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts in the types of an item's fields."""
    typed = {
        name: _ENUMS[name](value) if name in _ENUMS and value is not None else value for name, value in facts.items()
    }
    if "removed" in facts:
        typed["removed"] = tuple(Removed(**one) for one in facts["removed"])
    return typed
