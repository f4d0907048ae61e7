"""What travels from the spiders through the pipelines: a frozen dataclass for each thing that can happen to an address.

Spiders yield what a page says, verbatim (:class:`RawArticle`); pipelines turn it into what the archive keeps
(:class:`Article`). Every item carries the captures it rests on, so that the bytes are stored before the rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from linfen_crawler.journal import Entry
from linfen_crawler.kinds import Evidence, Kind, LinkKind, Nature, Precision, Role, SweepEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A response as received, before any decoding but that of the transfer (chunks)."""

    url: str
    """The address as requested, with the host of a replica or mirror."""
    fetched_at: datetime
    """Aware, UTC."""
    status: int
    """0 for a page that was saved without its response headers."""
    protocol: str = "HTTP/1.1"
    request_headers: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes = field(default=b"", repr=False)
    """The body as transferred, with its content coding (gzip) still applied."""
    confirms: datetime | None = None
    """For a 304: when the response that it confirms was fetched."""
    is_forgotten: bool = False
    """True if a takedown has removed the payload."""
    provenance: str | None = None
    """For what others captured: the file and record that it was copied from; ``None`` for what we requested."""

    @property
    def is_saved(self) -> bool:
        """True for a page that was saved without its response headers."""
        return self.status == 0

    @property
    def payload_sha256(self) -> str:
        """The hexadecimal digest of ``payload``."""
        return hashlib.sha256(self.payload).hexdigest()

    def header(self, name: str) -> str | None:
        """Return the first value of a response header; its name in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items share."""

    url: str
    """The canonical address: the site's own, whatever host was requested."""
    captures: tuple[Capture, ...] = ()
    """Every response on the way, in order: robots.txt, redirects, failed attempts, the page itself."""
    entry: Entry | None = field(default=None, compare=False, repr=False)
    """Its journal entry, if it was stored before and is read again; ``None`` for a new item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawImage:
    """An image as the page has it."""

    url: str | None
    """Absolute, canonical; ``None`` for a caption whose image is not on the page."""
    caption: str = ""
    """Verbatim, its credit included."""
    position: int = 0
    """How many paragraphs of the text come before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLink:
    """A link out of an article, its address absolute and canonical."""

    url: str
    text: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of an article of several pages."""

    url: str
    """Canonical address of the page."""
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle(Item):
    """An article in the page's own strings: split into parts, not yet interpreted."""

    layout: str
    title: str
    """The web title."""
    breadcrumbs: tuple[str, ...] = ()
    """Names of the channels, outermost first."""
    date_line: str | None = None
    """Such as ``2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数：``."""
    source_line: str | None = None
    """Such as ``来源：临汾日报`` in the body of an imported page, whose date line names the site alone."""
    kicker: str | None = None
    """引题 (kicker): above the headline, or above the web title."""
    headline: str | None = None
    """The newspaper's own headline, which is seldom the web title."""
    subtitle: str | None = None
    """副题 (subtitle); several lines are separated by a line break."""
    bylines: tuple[str, ...] = ()
    """Lines of the headline block with nothing but credits; a line of credits that ends the text stays in it."""
    paragraphs: tuple[str, ...] = ()
    """The text, lead and sub-heads included; headline block, captions, editor and notice excluded."""
    editor_lines: tuple[str, ...] = ()
    """Such as ``责任编辑：畅任杰``; one that is in the body comes before the template's."""
    notice: str | None = None
    """The copyright notice, verbatim; ``None`` if the page has none."""
    images: tuple[RawImage, ...] = ()
    links: tuple[RawLink, ...] = ()
    next_part: str | None = None
    """Canonical address of the page that continues this one."""
    parts: tuple[Part, ...] = ()
    complete: bool = True
    """False if a later page could not be read, or if its address cannot be followed."""
    gone_part: str | None = None
    """What the site says about the missing next page: ``404: http://…_2.html``; ``None`` if it says nothing,
    as about one that merely failed."""
    unasked: str | None = None
    """The next page, if it is not known yet that there is one: of an article whose pages another version asked for."""
    redirected_from: tuple[str, ...] = ()
    """Canonical addresses that led here."""
    found_by_labels: tuple[str, ...] = ()
    """Parts such as ``date_line`` that were found by their labels, because the layout's elements did not give them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A person credited. A desk without a name is not one."""

    name: str
    """Spaced-out names joined: ``魏　华`` is 魏华."""
    role: Role
    verbatim: str
    """The page's own words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image with its caption and credit separated."""

    url: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Similar:
    """An archived article with nearly the same text."""

    article_id: int
    score: float
    """The share of the shorter text found in the longer: :func:`linfen_crawler.similarity.score`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Item):
    """An article as the archive keeps it. Its fields are the columns of the table ``articles``."""

    site_id: int | None
    section: str
    """Path of the section, such as ``/linfen/shizheng/``."""
    section_name: str | None
    breadcrumbs: tuple[str, ...]
    layout: str
    title: str
    kicker: str | None
    headline: str | None
    subtitle: str | None
    published_at: str | None
    """ISO 8601 with +08:00; a date alone if the page shows no time."""
    published_precision: Precision | None
    source: str | None
    """``None`` if the page has no label for it, ``""`` if the label has no value."""
    dateline: str | None
    """The phrase that opens the text, such as ``临汾新闻网讯``."""
    body: str
    """Paragraphs separated by a blank line."""
    editor: str | None
    copyright_notice: str | None
    view_label: bool
    view_count: int | None
    complete: bool
    parser_version: str
    gone_part: str | None = None
    """As in :class:`RawArticle`."""
    unasked: str | None = None
    """As in :class:`RawArticle`."""
    credits: tuple[Credit, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[RawLink, ...] = ()
    parts: tuple[Part, ...] = ()
    redirected_from: tuple[str, ...] = ()
    found_by_labels: tuple[str, ...] = ()
    """As in :class:`RawArticle`; the verdict on a run counts them."""
    text_sha256: str = ""
    content_sha256: str = ""
    same_text_as: tuple[int, ...] = ()
    """Ids of archived articles with the same text, published within a few days."""
    similar_to: tuple[Similar, ...] = ()
    """Archived articles with nearly the same text, the nearest first."""
    before: Article | None = None
    """What this version reads from the bytes of the archived state, if another version has read that; ``None`` if
    there is none, or its bytes give no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Item):
    """A foreign host's page that may be a copy of an article; never used as the article's wording."""

    article: Article
    """The page as read."""
    original: str | None
    """The site's address with the same path; ``None`` if the path is not an article's."""
    copy_of: Similar | None = None
    """The archived article that it copies; ``None`` if unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLink:
    """A link in a listing, in the page's order."""

    url: str
    """Canonical."""
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Item):
    """A page of a section's listing, read in a sweep."""

    section: str
    page: int
    """0 is the section's root, which shows the newest."""
    sweep_id: int | None
    """The sweep that is continued; ``None`` for one that this run began with page 0."""
    links: tuple[ListedLink, ...]
    ends_sweep: SweepEnd | None = None
    """Why the sweep ends here; ``None`` if it continues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Item):
    """The home page's menu: the listings that it leads to."""

    links: tuple[ListedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links(Item):
    """A listing or home page that others captured: part of no sweep, but its links are discovered."""

    links: tuple[ListedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPage(Item):
    """What became of an address that gave no page to read."""

    kind: Kind
    part_of: str | None = None
    """Canonical address of the article that it is a page or image of; ``None`` if it belongs to no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(NoPage):
    """The site says that the page does not exist."""

    evidence: Evidence
    ends_sweep: SweepEnd | None = None
    """Why the section's sweep ends here, for a listing's later page that does not exist."""
    sweep_id: int | None = None
    """The sweep that ends, as in :class:`Listing`."""
    parser_version: str | None = None
    """The version of the reader that decided so; ``None`` if the server did."""


GENERIC = "generic"
"""The layout of an article whose page matches no known layout: it was read by labels and text density."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(NoPage):
    """A page that is not an article although its address says so: a challenge, an empty body, no title."""

    reason: str
    parser_version: str | None
    nature: Nature | None = None
    """What the page is instead; ``None`` if a required field is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(NoPage):
    """An address that is recorded but not read: off the site, H5, forbidden by robots.txt."""

    reason: str
    may_change: bool = False
    """True if a later run may decide otherwise: robots.txt changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(NoPage):
    """A fetch that failed, or a page on which the program failed; tried again later."""

    reason: str
    is_site_wide: bool = False
    """True if no request could be made at all: not this address's fault, so it keeps its state."""
    is_doubted: bool = False
    """True if the site says that a page is gone and this is not believed yet."""
