"""Find the title of a page of no known layout: the line that the browser's title repeats, or its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.furniture import WHERE
from linfen_crawler.pages.lines.parting import pieces_of
from linfen_crawler.pages.lines.publishers import SITE_NAMES, names_site
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.metadata import TITLE_PARTS, joined_parts
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Anchor, Text, joined
from linfen_crawler.text import clean_line, fingerprint_text

MIN_TITLE = 4
MAX_CHANNEL = 8
"""Characters of a channel's name, which is no better than a shorter title before it: 停水通知-时政要闻-临汾新闻网."""
_MAX_WORDS = 12
"""Words of a part of the browser's title that may be the name of the site and a title of several words."""
_MIN_SAID = 6
_MAX_TITLE = 120
_MAX_BESIDE = 40
"""Characters of what is in a heading beside the title: its kind, a count, a date line."""
_ALL = 1 << 30
FIRST = 4
"""The level of a first heading."""
_HEADINGS = {"h1": FIRST, "h2": 3, "h3": 2, "h4": 1, "strong": 1, "b": 1}
_SIGNS = " |·丨"
"""What may be between a kind and a title."""
_FIRST_PAGE = re.compile(
    r"(?:(?:https?:)?//[^/?#]{1,80})?(?:\.{0,2}/){0,8}(?:(?:index|default)\.\w{3,5})?", re.IGNORECASE
)
_CUT = re.compile(r"(?:…|\.{3,6}).*", re.DOTALL)
_WORDS = re.compile(r"[\s【】\[\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and where it is among the blocks: ``at`` is -1 where only the metadata say it."""

    text: str
    at: int
    node: LexborNode | None
    is_said: bool
    """The browser's title repeats it."""

    @property
    def rule(self) -> str:
        """Say by what it was found."""
        if self.at < 0:
            return "the browser's title, of which the page shows no line"
        return "the line that the browser's title repeats" if self.is_said else "the line set largest above the text"


class Agreement(IntEnum):
    """How far the browser's title says a line again."""

    NONE = 0
    SOME = 1
    """The line is within it, or it within the line."""
    WHOLE = 2
    """The line is all of it, or a part that a sign or a space parts from the others: the article's, a channel's."""


class Claim(NamedTuple):
    """A candidate for the title, and what supports it."""

    title: Title
    name: str
    """The line, folded."""
    agreement: Agreement
    length: int
    """Characters that agree; as many as of a long channel at least, for the part that is the article's."""
    level: int
    """How high a heading it is."""
    is_own: bool
    """It is the part of the browser's title that is the article's."""


def parted(blocks: Sequence[Block], title: Title) -> tuple[Sequence[Block], Title]:
    """Return the blocks with the title in one of its own, where more than that is in it, and where it is then."""
    block = blocks[title.at] if title.at >= 0 else None
    own = "".join(title.text.split())
    if not isinstance(block, Text) or own == "".join(block.text.split()):
        return blocks, title
    places = [at for at, character in enumerate(block.text) if not character.isspace()]
    begin = "".join(block.text.split()).find(own)
    if begin < 0:
        return blocks, title
    start, end = places[begin], places[begin + len(own) - 1] + 1
    around = (block.cut(0, start), block.cut(start, end), block.cut(end, _ALL))
    before, shown, behind = ([] if one is None else one.lines() for one in around)
    whole = filter(None, [joined(shown)])
    at = title.at + len(before)
    return [*blocks[: title.at], *before, *whole, *behind, *blocks[title.at + 1 :]], replace(title, at=at)


def claims(blocks: Sequence[Block], page_title: str) -> Iterator[Claim]:
    """Yield what can be the title: what the browser's title repeats, and first-level headings."""
    said = fingerprint_text(page_title)
    parts = frozenset(map(fingerprint_text, _parts_of(page_title)))
    own = own_part(page_title)
    raw = _raw_part(page_title)
    for at, block in enumerate(blocks):
        if not isinstance(block, Text) or block.rows or len(block.text) > _MAX_TITLE + _MAX_TITLE:
            continue
        level = level_of(block)
        shown = _beside_kind(block) if block.anchors and level >= _HEADINGS["h3"] else block.text
        line = _own_words(block, shown, page_title, raw=raw, is_heading=level > 0)
        name = fingerprint_text(line)
        agreement, count = _agreement(name, said, parts)
        if agreement and name != own and names_site(line):
            agreement, count = Agreement.NONE, 0
        if name == own and (len(name) > 1 or level >= _HEADINGS["h3"]):
            agreement, count = Agreement.WHOLE, max(len(name), MAX_CHANNEL)
        # Sidebars have headings as well; a first-level one is the page's own.
        is_first = level == _HEADINGS["h1"] and len(line) > 1
        # A title may link to its own page, but only a heading that is repeated; the site's name links to its first.
        is_linked = bool(block.anchors) and not (agreement and level >= _HEADINGS["h3"] and not _is_logo(block))
        if is_linked or len(line) > _MAX_TITLE or not (agreement or is_first) or WHERE.match(block.line):
            continue
        title = Title(text=line, at=at, node=block.node, is_said=agreement > Agreement.NONE)
        yield Claim(title, name, agreement, count, level, is_own=name == own)


def _parts_of(page_title: str) -> Iterator[str]:
    """Yield the browser's title, its parts with their wordings, and the first and the last ones together.

    A column's name may be a part of the title: 身边故事｜柏头村完工交付醋坊|临汾新闻网.
    """
    yield from joined_parts(page_title)
    for part in TITLE_PARTS.split(page_title):
        yield from _wordings(part)


def _wordings(part: str) -> Iterator[str]:
    """Yield a part of the browser's title and its words, each alone, and the first and the last ones together."""
    yield part
    words = _WORDS.split(part)
    if len(words) > 1:
        yield from words
    for count in range(2, len(words) if len(words) <= _MAX_WORDS else 0):
        yield "".join(words[:count])
        yield "".join(words[-count:])


def _own_words(block: Text, shown: str, page_title: str, *, raw: str, is_heading: bool) -> str:
    """Return of a heading what the browser's title says, less a kind, a count or a date set into it; else all of it.

    A title in two lines is written in one by the browser's title, whose wording is then the page's own.
    """
    own, name = fingerprint_text(raw), fingerprint_text(shown)
    # A short name beside a date is an account's.
    least = MIN_TITLE if is_heading else MAX_CHANNEL + 1
    if name != own and len(own) >= least and own in name and len(name) <= len(own) + _MAX_BESIDE:
        lines = shown.split("\n")
        told = ("\n".join(lines[:count]) for count in range(1, len(lines)))
        shown = next(
            (
                one
                for one in (*told, *(piece.strip(_SIGNS) for piece in pieces_of(block)))
                if fingerprint_text(one) == own
            ),
            shown,
        )
    if "\n" in shown:
        first = shown.partition("\n")[0]
        if "".join(shown.split()) == "".join(raw.split()):
            return clean_line(raw)
        if fingerprint_text(shown) != own and fingerprint_text(first) in fingerprint_text(page_title):
            return first
    return clean_line(shown)


def _beside_kind(line: Text) -> str:
    """Return a title without the link to its kind before it: [新闻]."""
    return line.beside_links.strip() or line.text


def own_part(page_title: str) -> str:
    """Return the part of the browser's title that is the article's: the first, or the last after the site's name."""
    own = fingerprint_text(_raw_part(page_title))
    return "" if own in SITE_NAMES else own


def _raw_part(page_title: str) -> str:
    parts = TITLE_PARTS.split(page_title)
    return parts[-1] if names_site(fingerprint_text(parts[0])) else parts[0]


def _is_logo(line: Text) -> bool:
    return any(map(leads_home, line.anchors))


def leads_home(link: Anchor) -> bool:
    """Recognise a link to the first page of a site."""
    return _FIRST_PAGE.fullmatch(link.href.strip()) is not None


def _agreement(own: str, said: str, parts: frozenset[str]) -> tuple[Agreement, int]:
    """Return how far the browser's title, which may itself be cut, repeats a line, and how many characters of it.

    更正 it repeats only whole.
    """
    if own in SITE_NAMES or len(own) < 2:
        return Agreement.NONE, 0
    is_within = len(own) >= MIN_TITLE and own in said
    # 我市召开防汛工作会… cuts its title itself.
    is_cut = len(cut := _CUT.sub("", said)) < len(said) and len(cut) >= _MIN_SAID and own.startswith(cut)
    is_around = _MIN_SAID <= len(said) < len(own) < 2 * len(said) and said in own
    if own in parts:
        return Agreement.WHOLE, max(len(own), MIN_TITLE)
    # A section's or the site's name is no better for being a little longer.
    return (Agreement.SOME, max(len(own), MIN_TITLE)) if is_within or is_cut or is_around else (Agreement.NONE, 0)


def level_of(block: Text) -> int:
    """Return how high a heading a line is; 0 for none."""
    return max((_HEADINGS.get(tag, 0) for tag in _tags(block)), default=0)


def _tags(block: Text) -> Iterator[str]:
    """Yield the tags that a line is in, up to the third."""
    yield from (span.tag for span in block.spans if span.end - span.start == len(block.text))
    if block.node is not None:
        yield block.node.tag or ""
        yield from (one.tag or "" for one in islice(ancestors(block.node), 2))
