"""Serve as the site: the page at each path, and the truth about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache, partial

from linfen_crawler.items import Article
from linfen_crawler.kinds import Nature
from linfen_crawler.replica import impostors, markup, media, notices, truth
from linfen_crawler.replica.listings import Listings
from linfen_crawler.replica.plan import Days, Place, Plan
from linfen_crawler.replica.press import Press, Sheet
from linfen_crawler.replica.sections import Section
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import surroundings
from linfen_crawler.replica.telling import retell, tell
from linfen_crawler.urls import SITE_URL

ROBOTS = b"User-agent: *\nDisallow: /plus/\n"
_LISTING = re.compile(r"^(?P<section>/(?:[^/]+/)+)(?:index(?:_(?P<page>[1-9]\d*))?\.html)?$", re.ASCII)
_IMAGE = re.compile(r"^/images/(?P<id>\d+)/\d+(?:-small)?\.png$", re.ASCII)
_FILE = re.compile(r"^/(?:files|videos)/(?P<id>\d+)\.(?:pdf|docx?|mp4)$", re.ASCII)
_FIXED_IMAGES = ("/images/logo.png", "/images/blank.png", *map(markup.FILE_ICON.format, ("pdf", "doc")))
_STORIES_KEPT = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the server answers for a path; the last two are for faults that tests put in a page's place."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delay_s: float = 0.0
    hangs_up: bool = False
    """Close the connection without an answer."""


class Replica:
    """The site in miniature, the same for the same seed and size.

    ``size`` counts articles, 20 to 100,000; addresses are a few more, for about 3 in 100 are published twice.
    ``redesigned`` serves the same articles in templates that are new; listings stay as they are. ``days`` has them all
    published then, some of them notices of one wording, ``shows`` tells which addresses are listed.
    Construction costs nothing: stories are made when a page needs them. Raises :class:`ValueError` for a size out
    of bounds. The methods that take an address raise :class:`KeyError` for one that the replica does not have.
    """

    def __init__(
        self,
        seed: int = 1,
        size: int = 200,
        *,
        per_page: int = 20,
        redesigned: bool = False,
        days: Days | None = None,
        shows: Callable[[Place], bool] = lambda _: True,
    ) -> None:
        if per_page < 1:
            raise ValueError(f"a listing page holds at least one article, not {per_page}: leave per_page at 20")
        self._plan = Plan(seed=seed, size=size, days=days, shows=shows)
        self._listings = Listings(self._plan, per_page)
        self._press = Press(self._plan, self._listings)
        teller = retell if redesigned else tell
        self._told = lru_cache(maxsize=_STORIES_KEPT)(partial(teller, self._plan))

    @property
    def size(self) -> int:
        """How many articles there are, an article published twice counted once."""
        return self._plan.size

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in the order of the menu."""
        return self._plan.sections

    def addresses(self) -> Iterator[str]:
        """Yield the canonical address of every article, oldest first: copies included, ``<id>_2.html`` not."""
        return (place.url for places in self._all_places() for place in sorted(places, key=lambda one: one.site_id))

    def articles(self) -> Iterator[Article]:
        """Yield the expected article of each text, at its canonical address, oldest first."""
        return (self.expected(places[0].url) for places in self._all_places())

    def _all_places(self) -> Iterator[tuple[Place, ...]]:
        return (self._plan.places(number) for number in range(self.size))

    def story(self, url: str) -> Story:
        """Return what is at an address, be it the first page of an article or a later one."""
        return self._told(self._plan.find(url)[0])

    def expected(self, url: str) -> Article:
        """Return the article that the archive must hold for an address, as that very page has it."""
        story = self.story(url)
        return truth.article(story, surroundings(self._plan, story))

    def encoding(self, url: str) -> str:
        """Return the encoding of an article's bytes, as Python names it, whatever its page claims."""
        return self._press.charset(self._plan.find(url)[0]).encoding

    def same_text(self, url: str) -> tuple[str, ...]:
        """Return all addresses that carry an address's text, itself included, the canonical one first."""
        place, _ = self._plan.find(url)
        return tuple(one.url for one in self._plan.places(place.number))

    def notices(self) -> list[tuple[str, str, str]]:
        """Return the addresses of each two notices of one wording, and what tells them apart; only days have any."""
        found = [number for number in range(self.size) if self._plan.is_notice(number)]
        return [
            (self._plan.original(one).url, self._plan.original(other).url, notices.difference(self._plan, one).value)
            for one, other in zip(found[::2], found[1::2], strict=True)
        ]

    def canonical(self, url: str) -> str:
        """Return the address under which the archive keeps a text: regular section before special topic, lowest id."""
        return self.same_text(url)[0]

    def parts(self, url: str) -> tuple[str, ...]:
        """Return the addresses of all pages of an article, the first included."""
        place, _ = self._plan.find(url)
        return tuple(place.page_url(page) for page in range(1, self._plan.page_count(place.number) + 1))

    def listing_urls(self, section: str) -> tuple[str, ...]:
        """Return the canonical addresses of a section's listing pages."""
        return self._listings.urls(self._section(section))

    def truth_listing(self, section: str) -> list[str]:
        """Return the canonical addresses of the articles that a section lists, newest first."""
        found = self._section(section)
        return [place.url for place in self._plan.listed(found, 0, self._plan.listed_count(found))]

    def skipped(self) -> set[str]:
        """Return the canonical links of all listings that lead off the site or to H5 pages."""
        return {
            url
            for section in self.sections
            for sheet in range(self._listings.sheet_count(section))
            for url in self._listings.foreign(section, sheet)
        }

    def impostors(self) -> Iterator[tuple[str, Nature]]:
        """Yield the paths of pages at articles' addresses that are no articles, with their natures; none is listed."""
        return ((path, nature) for path, _, _, nature in impostors.addresses(self.sections))

    def _section(self, path: str) -> Section:
        """Return the section of a path; raises :class:`KeyError`."""
        found = next((section for section in self.sections if section.path == path), None)
        if found is None:
            raise KeyError(path)
        return found

    def page(self, path: str) -> Page:
        """Return what the site answers for a path; its query counts for nothing."""
        path = path.partition("?")[0].partition("#")[0]
        makers: tuple[Callable[[str], Page | None], ...] = (
            self._fixed,
            self._listing,
            self._article,
            self._medium,
            self._impostor,
        )
        return next((page for make in makers if (page := make(path))), NOT_FOUND)

    def paths(self) -> Iterator[str]:
        """Yield every path that has a page, images and attachments included."""
        yield from ("/robots.txt", "/", *_FIXED_IMAGES)
        for section in self.sections:
            yield from (_path(url) for url in self.listing_urls(section.path))
        for places in self._all_places():
            for place in places:
                yield from (_path(url) for url in self.parts(place.url))
            yield from self._media_paths(self._plan.original(places[0].number))
        yield from (path for path, _ in self.impostors())

    def _media_paths(self, place: Place) -> Iterator[str]:
        """Yield the paths of a story's images, thumbnails and attachment."""
        story = self._told(place)
        for picture in story.pictures:
            if picture.url:
                yield _path(picture.url)
                yield _path(picture.url).replace(".png", "-small.png")
        yield from dict.fromkeys(path for link in story.links if _FILE.match(path := _path(link.url)))

    def _fixed(self, path: str) -> Page | None:
        if path == "/robots.txt":
            return _page(ROBOTS, "text/plain", None)
        if path in _FIXED_IMAGES:
            return _page(media.png(path), "image/png", None)
        return _printed(self._press.home()) if path in {"/", "/index.html"} else None

    def _listing(self, path: str) -> Page | None:
        match = _LISTING.match(path)
        section = next((one for one in self.sections if match and one.path == match["section"]), None)
        if match is None or section is None:
            return None
        sheet = self._press.listing(section, int(match["page"] or 0))
        return _printed(sheet) if sheet else None

    def _article(self, path: str) -> Page | None:
        try:
            place, number = self._plan.find(SITE_URL + path[1:])
        except KeyError:
            return None
        return self.printed(self._told(place), number)

    def printed(self, story: Story, number: int, changed: datetime | None = None) -> Page:
        """Return a page of a story; ``changed`` is when it was printed, where not on its publication."""
        sheet = self._press.article(story, number)
        return _page(sheet.body, sheet.content_type, changed or sheet.changed)

    def impostor(self, kind: str, section: Section) -> Page:
        """Return what may be served in place of a section's article."""
        return _printed(self._press.impostor(kind, section))

    def _medium(self, path: str) -> Page | None:
        match = _IMAGE.match(path) or _FILE.match(path)
        number = self._plan.number_of(int(match["id"])) if match else None
        if number is None:
            return None
        place = self._plan.original(number)
        if path not in self._media_paths(place):
            return None
        if _FILE.match(path):
            return _page(*media.file(path), self._plan.published_at(place))
        return _page(media.png(path, 8 if "-small" in path else 24), "image/png", self._plan.published_at(place))

    def _impostor(self, path: str) -> Page | None:
        found = (one for one in impostors.addresses(self.sections) if one[0] == path)
        return next((self.impostor(kind, section) for _, section, kind, _ in found), None)


def _path(url: str) -> str:
    return "/" + url.removeprefix(SITE_URL)


def _printed(sheet: Sheet) -> Page:
    return _page(sheet.body, sheet.content_type, sheet.changed)


def _page(body: bytes, content_type: str, changed: datetime | None) -> Page:
    headers = [("Content-Type", content_type), ("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"')]
    if changed:
        headers.append(("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)))
    return Page(headers=tuple(headers), body=body)


NOT_FOUND = Page(
    status=404,
    headers=(("Content-Type", "text/html; charset=utf-8"),),
    body="<html><head><title>404</title></head><body><h1>您访问的页面不存在</h1></body></html>".encode(),
)
