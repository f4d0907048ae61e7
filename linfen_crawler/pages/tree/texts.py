"""A paragraph as read from a page: its text, and the inline markup that is in it, by offsets.

Parting a paragraph (an editor's line glued to its end, a headline above a ``<br>``) keeps links and markup where they
stand, so that the HTML of a body can be derived from the same blocks as its text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.text import Folded, clean_block, clean_line, fold_with_offsets

_WHITE = " \t\r\n\f\v\u0085\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u3000\ufeff"
_SOLID = re.compile(r"[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""What cleaning never drops: between two such characters it only changes white space."""

_MAX_BUTTON = 6
_MAX_BUTTONS = 60


class Span(NamedTuple):
    """A stretch of a text that is in an inline element."""

    start: int
    end: int
    tag: str
    href: str | None = None


CellSpans = dict[tuple[int, int], tuple[int, int]]
"""By row and column of a table, how many rows and columns the cell that is there spans; those of one are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link as it is in a paragraph; the target as written."""

    href: str
    text: str


@dataclass(slots=True, kw_only=True, eq=False)
class Text:
    """A paragraph: lines separated by a line break where a single ``<br>`` stands."""

    text: str
    spans: tuple[Span, ...] = ()
    is_indented: bool = False
    is_centred: bool = False
    is_strong: bool = False
    linked: tuple[Anchor, ...] = ()
    """The links of a table, whose cells have no offsets of their own."""
    captions: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table; empty for a paragraph."""
    cell_spans: CellSpans | None = None
    node: LexborNode | None = field(default=None, repr=False)
    """The block element that holds the paragraph."""
    _folded: Folded | None = field(default=None, repr=False)
    _anchors: tuple[Anchor, ...] | None = field(default=None, repr=False)

    @property
    def folded(self) -> Folded:
        """The folded text, made once."""
        if self._folded is None:
            self._folded = fold_with_offsets(self.text)
        return self._folded

    @property
    def line(self) -> str:
        """The folded text as a string."""
        return (self._folded or self.folded).text

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The links, in order, made once."""
        if not self.spans:
            return self.linked
        if self._anchors is None:
            found = (
                Anchor(href=span.href, text=clean_line(self.text[span.start : span.end]))
                for span in self.spans
                if span.tag == "a" and span.href
            )
            self._anchors = (*self.linked, *(anchor for anchor in found if anchor.text))
        return self._anchors

    @property
    def beside_links(self) -> str:
        """The text that is no link's."""
        if self.linked:
            return self.text
        kept: list[str] = []
        position = 0
        for span in self.spans:
            if span.tag == "a" and span.href and span.end > position:
                kept.append(self.text[position : max(position, span.start)])
                position = span.end
        return "".join([*kept, self.text[position:]])

    @property
    def is_dead_link(self) -> bool:
        """Words in links to nowhere, which only a script can make buttons of; a target has a name."""
        if not self.spans or len(self.text) > _MAX_BUTTONS:
            return False
        dead = [one for one in self.spans if one.tag == "a" and not one.href]
        if not dead or any(one.end - one.start > _MAX_BUTTON for one in dead):
            return False
        beside = self.text
        for one in reversed(dead):
            beside = f"{beside[: one.start]}{beside[one.end :]}"
        return not beside.strip() and self.node is not None and self.node.css_first("a[name]") is None

    def cut(self, start: int, end: int) -> Text | None:
        """Return a stretch of the paragraph with the markup in it; ``None`` if it holds nothing."""
        if start <= 0 and end >= len(self.text):
            return self
        spans = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.tag, span.href)
            for span in self.spans
            if span.start < end and span.end > start
        ]
        text, kept = text_of(self.text[start:end], spans)
        return self._like(text, kept, tuple(one for one in self.linked if one.text in text)) if text else None

    def with_signs(self, signs: Sequence[tuple[int, str]]) -> Text:
        """Return the paragraph with signs set into it, each before the character at its offset, in order."""
        if not signs:
            return self
        starts = [0, *(at for at, _ in signs)]
        ends = [*starts[1:], len(self.text)]
        set_in = [*(sign for _, sign in signs), ""]
        text = "".join(self.text[start:end] + sign for start, end, sign in zip(starts, ends, set_in, strict=True))
        behind = list(accumulate((len(sign) for _, sign in signs), initial=0))
        spans = tuple(
            one._replace(
                start=one.start + behind[bisect_right(starts, one.start) - 1],
                end=one.end + behind[bisect_left(starts, one.end) - 1],
            )
            for one in self.spans
        )
        return self._like(text, spans, self.linked)

    def lines(self) -> list[Text]:
        """Return the paragraph's lines, each as a text of its own; one pass, however much markup there is."""
        if "\n" not in self.text:
            return [self]
        lines = self.text.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        held: list[list[Span]] = [[] for _ in lines]
        for span in self.spans:
            at = bisect_right(starts, span.start) - 1
            while at < len(lines) and starts[at] < span.end:
                start, end = max(span.start - starts[at], 0), min(span.end - starts[at], len(lines[at]))
                if start < end:
                    held[at].append(Span(start, end, span.tag, span.href))
                at += 1
        linked = self._linked_in(lines)
        parted = [self._like(*one) for one in zip(lines, map(tuple, held), linked, strict=True)]
        # A line of a table is a row of it, and no heading.
        return [replace(line, rows=self.rows) for line in parted] if self.rows else parted

    def _linked_in(self, lines: Sequence[str]) -> list[tuple[Anchor, ...]]:
        """Return the links of a table by its lines, whose order they are in."""
        held: list[tuple[Anchor, ...]] = [()] * len(lines)
        at = 0
        for one in self.linked:
            at = next((line for line in range(at, len(lines)) if one.text in lines[line]), at)
            held[at] = (*held[at], one)
        return held

    def _like(self, text: str, spans: tuple[Span, ...], linked: tuple[Anchor, ...]) -> Text:
        """Return a stretch of the paragraph, set as the whole is."""
        return Text(
            text=text,
            spans=spans,
            is_indented=self.is_indented,
            is_centred=self.is_centred,
            is_strong=self.is_strong,
            linked=linked,
            node=self.node,
        )


def joined(lines: Sequence[Text]) -> Text | None:
    """Return lines of one paragraph as one again; ``None`` without a line."""
    if len(lines) <= 1:
        return lines[0] if lines else None
    spans: list[Span] = []
    offset = 0
    for line in lines:
        spans.extend(Span(one.start + offset, one.end + offset, one.tag, one.href) for one in line.spans)
        offset += len(line.text) + 1
    first = lines[0]
    return Text(
        text="\n".join(line.text for line in lines),
        spans=tuple(spans),
        is_indented=first.is_indented,
        is_centred=first.is_centred,
        is_strong=first.is_strong,
        linked=tuple(one for line in lines for one in line.linked),
        node=first.node,
    )


def _solid(text: str, span: Span, shift: int) -> Span | None:
    """Return a span, moved back by ``shift``, without white space at its ends; ``None`` for white space alone."""
    start = max(span.start - shift, 0)
    inside = text[start : max(span.end - shift, 0)]
    first = _SOLID.search(inside)
    if first is None:
        return None
    return Span(start + first.start(), start + len(inside.rstrip(_WHITE)), span.tag, span.href)


def text_of(raw: str, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return a paragraph's clean text, and the spans of the raw one where they are in it.

    >>> text_of("　　a <b>"[:6], [Span(2, 3, "b")])
    ('a <b', (Span(start=0, end=1, tag='b', href=None),))
    """
    text = clean_block(raw)
    wanted = list(spans)
    if not wanted or not text:
        return text, ()
    shift = raw.find(text)
    if shift >= 0:
        return text, tuple(span for one in wanted if (span := _solid(text, one, shift)) is not None)
    before = [match.start() for match in _SOLID.finditer(raw)]
    after = [match.start() for match in _SOLID.finditer(text)]
    kept = []
    for span in wanted:
        first, last = bisect_left(before, span.start), bisect_left(before, span.end)
        if first < last:
            kept.append(Span(after[first], after[last - 1] + 1, span.tag, span.href))
    return text, tuple(kept)
