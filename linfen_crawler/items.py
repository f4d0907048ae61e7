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
    """The address as asked: host of a replica or mirror included."""
    fetched_at: datetime
    """Aware, UTC."""
    status: int
    """0 for a page that was saved without the answer it came in."""
    protocol: str = "HTTP/1.1"
    request_headers: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes = field(default=b"", repr=False)
    """The body as transferred, its content coding (gzip) still on."""
    confirms: datetime | None = None
    """Of an answer 304: when the response of this address was fetched that was asked for again."""
    is_forgotten: bool = False
    """True where a takedown has removed the payload."""
    provenance: str | None = None
    """Of what others captured: the file and the record that it was copied from; ``None`` for what we asked for."""

    @property
    def is_saved(self) -> bool:
        """True for a page that was saved without the answer it came in."""
        return self.status == 0

    @property
    def payload_sha256(self) -> str:
        """The hexadecimal digest of ``payload``."""
        return hashlib.sha256(self.payload).hexdigest()

    def header(self, name: str) -> str | None:
        """Return the first value of a response header, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items share."""

    url: str
    """The canonical address: the site's own, whatever host was asked."""
    captures: tuple[Capture, ...] = ()
    """Every response on the way, in order: robots.txt, redirects, retries' answers, the page itself."""
    entry: Entry | None = field(default=None, compare=False, repr=False)
    """What the journal says of it, where it was stored before and is read again; ``None`` for what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawImage:
    """An image as the page has it."""

    url: str | None
    """Absolute, canonical; ``None`` for a caption whose image the page does not hold."""
    caption: str = ""
    """Verbatim, its credit included."""
    position: int = 0
    """How many paragraphs of the text stand before it."""


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
    """An article in the page's own strings: taken apart, not yet interpreted."""

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
    """引题: above the headline, or above the web title."""
    headline: str | None = None
    """The newspaper's own headline, which seldom is the web title."""
    subtitle: str | None = None
    """副题; several lines are kept, parted by a line break."""
    bylines: tuple[str, ...] = ()
    """Lines of the headline block that hold nothing but credits; one that closes the text stays in it."""
    paragraphs: tuple[str, ...] = ()
    """The text, lead and sub-heads included; headline block, captions, editor and notice excluded."""
    editor_lines: tuple[str, ...] = ()
    """Such as ``责任编辑：畅任杰``; one that stands in the body comes before the template's."""
    notice: str | None = None
    """The copyright notice, verbatim; ``None`` where the page has none."""
    images: tuple[RawImage, ...] = ()
    links: tuple[RawLink, ...] = ()
    next_part: str | None = None
    """Canonical address of the page that continues this one."""
    parts: tuple[Part, ...] = ()
    complete: bool = True
    """False where a later page could not be read, or has an address that cannot be followed."""
    gone_part: str | None = None
    """What the site says of the page that would continue it: ``404: http://…_2.html``; ``None`` where it says nothing,
    as of one that merely failed."""
    redirected_from: tuple[str, ...] = ()
    """Canonical addresses that led here."""
    found_by_labels: tuple[str, ...] = ()
    """The parts of a known layout that its elements do not give, such as ``date_line``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A person credited; a desk without a name is none."""

    name: str
    """Spaced-out names joined: ``魏　华`` is 魏华."""
    role: Role
    verbatim: str
    """The phrase of the page that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image with its caption and credit parted."""

    url: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Similar:
    """An archived article with nearly the same text."""

    article_id: int
    score: float
    """The share of the shorter text that stands in the longer, as :func:`linfen_crawler.similarity.score` has it."""


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
    """ISO 8601 with +08:00; a date alone where the page shows no time."""
    published_precision: Precision | None
    source: str | None
    """``None`` where the page has no label for it, ``""`` where the label stands without a source."""
    dateline: str | None
    """The phrase that opens the text, such as ``临汾新闻网讯``."""
    body: str
    """Paragraphs parted by a blank line."""
    editor: str | None
    copyright_notice: str | None
    view_label: bool
    view_count: int | None
    complete: bool
    parser_version: str
    gone_part: str | None = None
    """What the site says of the page that would continue it, as in :class:`RawArticle`."""
    credits: tuple[Credit, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[RawLink, ...] = ()
    parts: tuple[Part, ...] = ()
    redirected_from: tuple[str, ...] = ()
    found_by_labels: tuple[str, ...] = ()
    """The parts of a known layout that its elements did not give: what the verdict on a run is told by."""
    text_sha256: str = ""
    content_sha256: str = ""
    same_text_as: tuple[int, ...] = ()
    """Ids of archived articles with the same text, published within a few days."""
    similar_to: tuple[Similar, ...] = ()
    """Archived articles with nearly the same text, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Item):
    """A foreign host's page that may be a copy of an article: known as its copy, never taken for its wording."""

    article: Article
    """The page as it was read."""
    original: str | None
    """The site's address that has the same path; ``None`` where the path is no article's."""
    copy_of: Similar | None = None
    """The archived article that it copies; ``None`` while there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLink:
    """A link of a listing, in the page's order."""

    url: str
    """Canonical."""
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Item):
    """A page of a section's listing, read in a sweep."""

    section: str
    page: int
    """0 is the section's root, newest first."""
    sweep_id: int | None
    """The sweep that is taken up; ``None`` for the one that this run began with page 0."""
    links: tuple[ListedLink, ...]
    ends_sweep: SweepEnd | None = None
    """Why the sweep ends here; ``None`` where it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Item):
    """The home page's menu: the listings that it leads to."""

    links: tuple[ListedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links(Item):
    """A listing, or the home page, that others captured: no sweep has read it, but what it links to is discovered."""

    links: tuple[ListedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPage(Item):
    """What happens to an address that gives no page to read."""

    kind: Kind
    part_of: str | None = None
    """Canonical address of the article whose page or image it is; ``None`` for an address of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(NoPage):
    """The site says that the page is not there."""

    evidence: Evidence
    ends_sweep: SweepEnd | None = None
    """Why the section's sweep ends here, for a listing's later page that is not there."""
    sweep_id: int | None = None
    """The sweep that ends, as in :class:`Listing`."""
    parser_version: str | None = None
    """The version of the reading that said so; ``None`` where the server did."""


GENERIC = "generic"
"""The layout of an article whose page no known layout fits: it was read by its labels and its prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(NoPage):
    """A page that is not what its address promised: a challenge, an empty body, no title."""

    reason: str
    parser_version: str | None
    nature: Nature | None = None
    """What the page plainly is instead; ``None`` where something that it should have is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(NoPage):
    """An address that is known and not read: off the site, H5, forbidden by robots.txt."""

    reason: str
    may_change: bool = False
    """True where a later run may find otherwise: robots.txt changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(NoPage):
    """A fetch that failed, or a page that the program failed on; tried again later."""

    reason: str
    is_site_wide: bool = False
    """True where nothing could be asked at all: no fault of this address, which keeps its state."""
    is_doubted: bool = False
    """True of an answer that says that a page is gone, and is not believed before more is known."""
