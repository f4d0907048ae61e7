"""Define what a story of the replica consists of: what its pages show, before there is any HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linfen_crawler.items import Credit, RawLink
from linfen_crawler.replica.dated import DateLine
from linfen_crawler.replica.editors import Editor
from linfen_crawler.replica.phrases import Phrase
from linfen_crawler.replica.plan import Layout, Place


class Markup(StrEnum):
    """How the paragraphs of a body are marked up."""

    WIDE_INDENT = "<p> with two U+3000"
    NBSP_INDENT = "<p> with four &nbsp;"
    EN_INDENT = "<p> with four U+2002"
    EM_INDENT = "<p> with two U+2003"
    STYLED = "<p> indented by its style"
    BARE = "bare text, paragraphs parted by <br><br>"
    DIVISIONS = "<div> for <p>, with two &emsp;"
    MIXED = "<p>, bare text and <div> by turns"
    SECTIONS = "<section> and <span>, pasted from WeChat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the text."""

    text: str
    """Verbatim, without indent; a line break is a single ``<br>``."""
    credits: tuple[Credit, ...] = ()
    link: RawLink | None = None
    """A link whose text stands once in ``text``."""
    is_subhead: bool = False
    """Set in bold type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image with what is under it."""

    url: str | None
    """Canonical; ``None`` for a caption line without its image."""
    caption: str | None
    credit: Phrase | None = None
    credit_gap: str = ""
    """What parts the caption from the credit; it belongs to neither."""
    is_credit_apart: bool = False
    """The credit is in a paragraph of its own, below the caption."""
    has_alt: bool = False
    """The caption stands again in the ``alt`` attribute."""
    lazy: str | None = None
    """The attribute that holds the address, where ``src`` is blank or missing."""
    is_tight: bool = False
    """The caption is in the image's own paragraph, below a ``<br>``."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines under the image as the page has them: ``图为…。记者 X 摄``, or caption and credit apart."""
        caption, credit = self.caption or "", self.credit.text if self.credit else ""
        if self.is_credit_apart:
            return tuple(filter(None, (caption, credit)))
        return tuple(filter(None, (caption + (self.credit_gap + credit if credit else ""),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of figures."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The table as the archive's text has it: one line per row, cells separated by bars."""
        return "\n".join(" | ".join(row) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A video of the site's own, or a frame with another site's player; without words, for a browser shows none."""

    link: RawLink
    is_frame: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """A mark by which the old system separated pages, left in the text; it is no text of the article."""

    text: str


Block = Paragraph | Picture | Table | Embed | PageMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """The short lines between the date line and the text, as the newspaper had them."""

    kicker: str | None = None
    headline: str | None = None
    subtitles: tuple[str, ...] = ()
    bylines: tuple[Phrase, ...] = ()
    is_plain: bool = False
    """Set like any paragraph, neither bold nor centred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that the pages at one address show."""

    place: Place
    layout: Layout
    published_at: datetime
    title: str
    title_kicker: str | None = None
    """A line above the web title."""
    date_line: DateLine
    headlines: Headlines = Headlines()
    dateline: str | None = None
    """The phrase that opens the text; it is part of the first paragraph, too."""
    pages: tuple[tuple[Block, ...], ...]
    markup: Markup = Markup.WIDE_INDENT
    body_source: str | None = None
    """The newspaper that legacy pages name at the head of their text."""
    editor: Editor | None = None
    notice: str | None = None
    has_neighbours: bool = False
    """上一篇 and 下一篇 are below the text."""
    related_count: int | None = None
    """How many links 相关阅读 has; 0 is 本文暂无相关文章, ``None`` is no such block."""
    has_page_bar: bool = False
    """The pages of the article are linked in a ``div.page``; otherwise by digits in brackets."""

    @property
    def blocks(self) -> Iterator[Block]:
        """What its pages hold, in order."""
        return (block for page in self.pages for block in page)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs over all pages, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def pictures(self) -> Iterator[Picture]:
        """The images over all pages, in order."""
        return (block for block in self.blocks if isinstance(block, Picture))

    @property
    def links(self) -> Iterator[RawLink]:
        """The links in the text, videos included."""
        for block in self.blocks:
            if isinstance(block, Paragraph | Embed) and block.link:
                yield block.link
