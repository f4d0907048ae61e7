"""Print the replica's pages: each in its frame, in the bytes that it is served in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from linfen_crawler.replica import charsets, impostors, indexes, redesign, templates
from linfen_crawler.replica.charsets import Charset
from linfen_crawler.replica.chrome import Chrome, Era, ListLink, chrome, era_of
from linfen_crawler.replica.listings import Listings
from linfen_crawler.replica.plan import Layout, Place, Plan
from linfen_crawler.replica.sections import Pager, Section
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import surroundings

_HOME_LINKS = 14
_SIDEBAR_LINKS = 14
_NOW = 2026
"""The frame of pages that are written again all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as printed."""

    body: bytes
    content_type: str
    changed: datetime


class Press:
    """Print pages of a plan; each page depends on the plan alone."""

    def __init__(self, plan: Plan, listings: Listings) -> None:
        self._plan = plan
        self._listings = listings
        self.frame: Callable[[Era, Section], Chrome] = lru_cache(maxsize=None)(self._frame)
        """The frame of an era's pages in a section."""

    def _frame(self, era: Era, section: Section) -> Chrome:
        return chrome(era, self._plan.sections, self._rooted(section, _SIDEBAR_LINKS))

    def _rooted(self, section: Section, count: int) -> list[ListLink]:
        """Return the newest links of a section, such as any page can hold: a listing may link relative to itself."""
        links = self._listings.links(section, 0)[:count]
        return [replace(link, href=urljoin(section.path, link.href)) for link in links]

    def charset(self, place: Place) -> Charset:
        """Return how an article's pages are encoded."""
        return charsets.special(place.section, self._plan.chance("charset", place.number, place.is_copy))

    def article(self, story: Story, page: int) -> Sheet:
        """Print one page of an article; the first is 1."""
        charset = self.charset(story.place)
        write = redesign.article if story.layout is Layout.GENERIC else templates.article
        frame = self.frame(era_of(story.published_at.year), story.place.section)
        html = write(story, surroundings(self._plan, story), page, meta=charset.meta, frame=frame)
        return _sheet(html, charset, story.published_at)

    def listing(self, section: Section, number: int) -> Sheet | None:
        """Print a page of a section's listing, 0 its root; ``None`` beyond the last."""
        sheet = self._listings.sheet_at(section, number)
        if sheet is None:
            return None
        last = self._listings.sheet_count(section) - 1
        pager = indexes.pager(number, last) if section.pager is Pager.LINKED else ""
        charset = charsets.usual(section)
        frame = self.frame(era_of(_NOW), section)
        html = indexes.listing(section, self._listings.links(section, sheet), pager, meta=charset.meta, frame=frame)
        return _sheet(html, charset, self._changed(section, sheet))

    def home(self) -> Sheet:
        """Print the home page."""
        section, charset = self._plan.sections[0], charsets.usual(None)
        frame = self.frame(era_of(_NOW), section)
        html = indexes.home(self._rooted(section, _HOME_LINKS), meta=charset.meta, frame=frame)
        return _sheet(html, charset, self._changed(section))

    def impostor(self, kind: str, section: Section) -> Sheet:
        """Print what is at an article's address and is no article."""
        if kind == "listing":
            found = self.listing(section, 0)
            if found is not None:
                return found
        if kind == "home":
            return self.home()
        charset = charsets.usual(section)
        html = impostors.page(kind, section, meta=charset.meta, frame=self.frame(era_of(_NOW), section))
        return _sheet(html, charset, self._changed(section))

    def _changed(self, section: Section, sheet: int = 0) -> datetime:
        """Return when the newest article on a page of a listing was published; of one without any, the oldest."""
        places = self._listings.places(section, sheet) or (self._plan.original(0),)
        return self._plan.published_at(places[0])


def _sheet(html: str, charset: Charset, changed: datetime) -> Sheet:
    return Sheet(body=html.encode(charset.encoding), content_type=charset.content_type, changed=changed)
