"""Read what is in the element of a title: the title, and what its elements set beside it.

Content systems put the kind of an article there (图文, 置顶), and editors a 引题 or a 副题.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.lines.bylines import DASH
from linfen_crawler.pages.lines.furniture import is_furniture
from linfen_crawler.pages.lines.kinds import names_kind
from linfen_crawler.pages.lines.parting import pieces_of
from linfen_crawler.pages.tree.blocks import line_of, read_blocks
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.metadata import joined_parts, page_title, title_parts
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import clean_line, fingerprint_text, fold

MAX_BESIDE = 80
"""Characters of a line beside a title."""
_MIN_BESIDE = 5
_MAX_ELEMENTS = 50
"""Elements of a title that are looked at; a subtitle in it is one of the first."""
_HYPHENS = "-－"
_SIGNS = " |:：·丨\u3000"


class InTitle(NamedTuple):
    """A title, and the lines beside it in its own element."""

    title: str
    kicker: str | None = None
    subtitle: str | None = None


class _Piece(NamedTuple):
    text: str
    is_small: bool


def read_title(node: LexborNode, document: Document) -> InTitle:
    """Return the title that an element holds, without its kind, and the 引题 or 副题 that elements part from it.

    The browser's title says which words are the title's own; a kind is recognised by its word where that says neither.
    """
    whole = line_of(node)
    if (only := node.child) is None or only.next is None:
        return InTitle(whole)
    if dashed := _dashed(node, whole):
        return InTitle(whole.removesuffix(dashed).rstrip(), subtitle=dashed)
    small = frozenset(clean_line(one.text()) for one in node.css("small"))
    pieces = [_Piece(one, one in small) for one in pieces_of(Text(text=whole, node=node))]
    said = page_title(document)
    return _parted(whole, pieces, [*title_parts(said), *map(fingerprint_text, joined_parts(said))])


def _parted(line: str, pieces: Sequence[_Piece], said: Collection[str]) -> InTitle:
    """Separate from a title the elements before and after it of which the browser's title says nothing."""
    kicker = subtitle = None
    while len(pieces) > 1 and fingerprint_text(line) not in said:
        first, last = pieces[0], pieces[-1]
        rest = line.removeprefix(first.text).lstrip(_SIGNS)
        if line.startswith(first.text) and _is_beside(first, rest, said):
            kicker, line, pieces = _told(first.text) or kicker, rest, pieces[1:]
            continue
        rest = line.removesuffix(last.text).rstrip(_SIGNS)
        if line.endswith(last.text) and _is_beside(last, rest, said):
            subtitle, line, pieces = _told(last.text) or subtitle, rest, pieces[:-1]
        else:
            break
    return InTitle(line, kicker, subtitle)


def _is_beside(piece: _Piece, rest: str, said: Collection[str]) -> bool:
    """Tell what is beside a title: its kind, what is set small, what the browser's title leaves out of the rest."""
    is_own = fingerprint_text(rest) in said or read_date_line(piece.text).published_at is not None
    return is_own or piece.is_small or names_kind(piece.text)


def _told(piece: str) -> str | None:
    """Return a 引题 or a 副题; a kind, a button or a count is none."""
    is_short = len(piece) < _MIN_BESIDE or not piece[0].isalnum()
    is_dated = read_date_line(piece).published_at is not None
    return None if is_short or is_dated or len(piece) > MAX_BESIDE or is_furniture(Text(text=piece)) else piece


def _dashed(title: LexborNode, whole: str) -> str | None:
    """Return a ——副题 that is an element or a line of its own at the end of a title's."""
    lines = [line for block in read_blocks(title) if isinstance(block, Text) for line in block.text.split("\n")]
    for part in (*lines[1:], *(clean_line(element.text()) for element in title.css("*")[:_MAX_ELEMENTS])):
        # After a hyphen comes the site's name.
        is_end = len(part) <= MAX_BESIDE and part != whole and whole.endswith(part) and part[:1] not in _HYPHENS
        if is_end and DASH.match(fold(part)):
            return part
    return None
