"""Find the source of a page of no known layout, if its date line names none: beside the date, often without a label.

Without a label only a newspaper, a site or a station is taken for one, and only right beside the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.generic.heads import DAY_AND_TIME, Head, is_dated
from linfen_crawler.pages.lines.furniture import is_chrome, is_listed
from linfen_crawler.pages.lines.parting import partings, pieces_of
from linfen_crawler.pages.lines.publishers import names_publisher
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import boxes
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

_MAX_LINE = 60
_AROUND = 4
"""Lines above the title, and below it, among which a labelled source is."""
_BESIDE = 2
"""Lines, and elements around them, between a date and the source that is beside it."""


def with_source(head: Head, blocks: Sequence[Block], begin: int) -> Head:
    """Return a head with the source that is beside its date line, before the text begins."""
    if not head.is_dated or head.date_line is None:
        return head
    said = read_date_line(head.date_line).source
    if said is not None and " " not in said:
        return head
    if said is not None:
        return replace(head, date_line=_unglued(head.date_line, said, (blocks[at] for at in head.lines)))
    found = next(_sources(head, blocks, begin), None)
    return head if found is None else replace(head, date_line=f"{head.date_line}\u3000{found}")


def _unglued(date_line: str, source: str, blocks: Iterable[Block]) -> str:
    """Return a date line in which a gap parts its source from the buttons that come right after it."""
    pieces = (piece for block in blocks for piece in _pieces(block))
    for piece in pieces:
        if piece in source[1:] and not piece.isdigit() and is_chrome(Text(text=piece)):
            return date_line.replace(piece, f"\u3000{piece}", 1)
    return date_line


def _sources(head: Head, blocks: Sequence[Block], begin: int) -> Iterator[str]:
    """Yield what names a source: labelled near the title, then a newspaper's name beside the date."""
    near = range(max(head.title_at - _AROUND, 0), min(begin, head.title_at + _AROUND + 1, len(blocks)))
    for at in near:
        yield from (piece for piece in _pieces(blocks[at]) if wording_of(fold(piece)) is Wording.SOURCE)
    for date in (at for at in sorted(head.lines) if is_dated(blocks[at]) or _tells_day(blocks[at])):
        # Above the title of a page stands the name of its site.
        first = max(date - _BESIDE, head.title_at + 1 if date > head.title_at else 0)
        beside = range(first, min(date + _BESIDE + 1, begin, len(blocks)))
        for at in (date, *(at for at in beside if _share_box(blocks[at].node, blocks[date].node))):
            names = (piece for piece in _parted(blocks[at]) if at != head.title_at and names_publisher(piece))
            yield from (f"来源：{name}" for name in names)


def _tells_day(block: Block) -> bool:
    """Recognise a day and a time without the year, which the metadata say: 07-18 16:30."""
    return isinstance(block, Text) and DAY_AND_TIME.search(block.line) is not None


def _pieces(block: Block) -> list[str]:
    return pieces_of(block) if isinstance(block, Text) and _is_short(block) else []


def _parted(block: Block) -> Iterator[str]:
    """Yield a line, and what its elements part it into, the outer ones first: within a name they part nothing."""
    if isinstance(block, Text) and _is_short(block):
        yield block.text
        yield from (piece for pieces in partings(block) for piece in pieces)


def _is_short(block: Text) -> bool:
    return len(block.text) <= _MAX_LINE and not is_listed(block)


def _share_box(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Recognise two lines of one element, or of two that stand side by side."""
    if one is None or other is None:
        return False
    around = {node.mem_id for node in islice(boxes(other), _BESIDE)}
    return any(node.mem_id in around for node in islice(boxes(one), _BESIDE))
