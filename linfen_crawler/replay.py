"""Recreate the items of a journal from what it records and from the bytes that they were read from."""

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
from linfen_crawler.archive.unstored import Stretch, captures_of, entry_at, traces_of, waiting_entries
from linfen_crawler.capture import response_of
from linfen_crawler.errors import ExtractionError
from linfen_crawler.images import ImageFile, image_of
from linfen_crawler.items import (
    Absence,
    Article,
    Capture,
    Failure,
    Item,
    Links,
    Listing,
    Menu,
    Part,
    RawArticle,
    Refusal,
    Skip,
)
from linfen_crawler.journal import Entry
from linfen_crawler.kinds import Evidence, Kind, Nature, SweepEnd
from linfen_crawler.pages import PARSER_VERSION, join_parts, read_article, read_links, read_listing, read_menu
from linfen_crawler.rewrites import Removed, Reread, Takedown, Unlisted, Withheld
from linfen_crawler.sketches import Sketch
from linfen_crawler.urls import Site, is_on_site
from linfen_crawler.wordless import Traces, wordless

logger = logging.getLogger(__name__)

_ENUMS: Mapping[str, type] = {"kind": Kind, "evidence": Evidence, "ends_sweep": SweepEnd, "nature": Nature}
Decode = Callable[[Capture], Response]
_SAID: Mapping[str, type[Item]] = {
    one.__name__: one for one in (Absence, Refusal, Skip, Failure, Reread, Takedown, Unlisted)
}
"""The items for which no page is read: the journal has all of their data."""


def decoder(crawler: Crawler) -> Decode:
    """Return a function that turns a capture into the response as a spider sees it, without its content coding."""
    return partial(_decoded, HttpCompressionMiddleware.from_crawler(crawler))


def waiting_items(
    archive: Archive, crawler: Crawler, *, up_to: int | None = None, without: Sequence[Stretch] = ()
) -> Iterator[Item]:
    """Yield the journal's items that are not stored, read from the bytes; log why an item cannot be read."""
    respond = decoder(crawler)
    sites: dict[int | None, Site] = {}
    traces = traces_of(archive)
    for place, run_id in waiting_entries(archive, up_to=up_to, without=without):
        if run_id not in sites:
            sites[run_id] = site_of(archive, run_id)
        try:
            entry = entry_at(archive, place)
            captures = captures_of(archive, entry)
            yield read_again(entry, captures, site=sites[run_id], respond=respond, traces=traces)
        except Exception:
            # As in a crawl, an item on which the program fails stops no other.
            logger.exception("an entry of the journal waits: record at %d of %s", place.offset, place.file)
            crawler.stats.inc_value("linfen/journal/unreadable")


def site_of(archive: Archive, run_id: int | None) -> Site:
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
    """Return the item of an entry, read again from its captures as the spider yielded it.

    ``site`` is the site as it was asked then, ``respond`` takes the content coding off a capture. Where a page is read
    otherwise by this version, so is the item; of one whose bytes a takedown has removed ``traces`` tell.

    Raises :class:`ValueError` for an entry that this version cannot read.
    """
    try:
        item = _Reader(entry, captures, site, respond, traces or {}).item()
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"entry {entry.number} of the journal cannot be read: {error!r}") from error
    return replace(item, captures=captures, entry=entry)


def read_pages(pages: Sequence[tuple[str, Capture]], site: Site, respond: Decode) -> RawArticle | Absence | Refusal:
    """Return an article read from its pages' captures, each with its canonical address, up to one that gives none.

    It is complete if the last of them leads to no other page. If the first gives none, why is returned instead.
    """
    read: list[RawArticle] = []
    for number, (url, capture) in enumerate(pages, start=1):
        page = page_of(respond(capture), url, site)
        if read:
            page = replace(page, first=read[0].url, number=number)
        try:
            article = read_article(page)
        except ExtractionError as error:
            if not read:
                return refused(page, error, ())
            break
        read.append(replace(article, parts=(Part(url=url, capture=capture),)))
    return replace(join_parts(read), complete=_is_end(read))


def _is_end(pages: Sequence[RawArticle]) -> bool:
    """Tell whether an article ends with these pages; a pager that leads back has shown all."""
    onward = pages[-1].next_part
    return pages[-1].complete if onward is None else any(onward == page.url for page in pages)


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
            return self._article(self._facts["parts"])
        if self._what == ImageFile.__name__:
            if self._is_gone(-1):
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
        if self._is_gone(-1):
            return item
        answer = read_answer(self._respond(self._captures[-1]), self._url, Kind.ARTICLE, self._site)
        return self._article([(self._url, -1)]) if answer is None else item

    def _article(self, parts: list[tuple[str, int]]) -> Item:
        if any(self._is_gone(at) for _, at in parts):
            return self._withheld(parts)
        pages = [(url, self._captures[at]) for url, at in parts]
        read = read_pages(pages, self._site, self._respond)
        if not isinstance(read, RawArticle):
            return read
        is_whole = len(read.parts) == len(parts)
        # Another version may have seen an end where this one sees that there are more pages, or none though this does.
        is_own = self._facts.get("parser_version", PARSER_VERSION) == PARSER_VERSION
        complete = is_whole and (self._facts["complete"] if is_own else read.complete)
        return replace(
            read,
            complete=complete,
            unasked=read.next_part if is_whole and not complete and self._facts.get("complete", True) else None,
            gone_part=self._facts.get("gone_part") if is_whole else None,
            redirected_from=tuple(self._facts.get("redirected_from", ())),
        )

    def _withheld(self, parts: list[tuple[str, int]]) -> Withheld:
        """Return the traces of what was read from these pages, joined as the pages of an article are."""
        said = Withheld(url=self._url, parts=tuple(url for url, _ in parts))
        return replace(said, article=self._wordless(parts)) if is_on_site(self._url) else said

    def _wordless(self, parts: list[tuple[str, int]]) -> Article:
        """Return an article whose words are gone, with all that was noted of it."""
        left = [self._traces.get(_named(self._captures[at])) for _, at in parts]
        article = wordless(
            self._url,
            left,
            complete=self._facts["complete"],
            parser_version=self._facts.get("parser_version", PARSER_VERSION),
            text_sha256=self._facts.get("text_sha256", ""),
        )
        return replace(
            article,
            captures=self._captures,
            entry=self._entry,
            parts=tuple(Part(url=url, capture=self._captures[at]) for url, at in parts),
            redirected_from=tuple(self._facts.get("redirected_from", ())),
            gone_part=self._facts.get("gone_part"),
            same_text_as=tuple(self._facts.get("same_text_as", ())),
        )

    def _is_gone(self, at: int) -> bool:
        """Recognise a response that was taken down, also where its bytes are still to be removed, or were put back."""
        capture = self._captures[at]
        noted = self._traces.get(_named(capture))
        return capture.is_forgotten or (noted is not None and noted.payload_sha256 == capture.payload_sha256)


def _named(capture: Capture) -> tuple[str, str]:
    return capture.url, instant(capture.fetched_at)


def _typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts in the types of an item's fields; what a reparsed article rests on is said in words."""
    enums = {} if "event" in facts else _ENUMS
    typed = {
        name: enums[name](value) if name in enums and value is not None else value for name, value in facts.items()
    }
    if "removed" in facts:
        typed["removed"] = tuple(Removed(**one) for one in facts["removed"])
        typed["sketches"] = tuple(Sketch(**one) for one in facts.get("sketches", ()))
    return typed
