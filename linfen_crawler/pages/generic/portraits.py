"""Leave out the portrait of an author bar: the account's face beside its name and the date, between title and text.

The bar is a box of its own, which holds nothing but short words, and the date is an element of its own in it: the
caption of a photograph is one text, and is below a date line that dates the page already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.heads import is_dated
from linfen_crawler.pages.lines.furniture import is_listed, prose_of
from linfen_crawler.pages.lines.parting import pieces_of
from linfen_crawler.pages.lines.publishers import names_publisher
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

_NEAR = 6
"""Blocks below the title among which the bar begins."""
_MAX_BAR = 10
"""Blocks of a bar: the face, the sign of a verified account, the name, what it is, the date, buttons."""
_MAX_LINE = 60
_LEVELS = 5
"""Elements around the portrait up to the bar."""
_WHEN = re.compile(
    r"\W{0,3}(?:(?:发[布表]|更新|刊发|编辑)?(?:时间|日期|于)?\W{0,3})"
    r"(?:(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}|\d{1,2}[-/月]\d{1,2}日? ?\d{1,2}:\d\d"
    r"|\d{1,3} ?(?:秒|分钟|小时|天|周|个?月|年)前|刚刚|(?:今|昨|前)[天日] ?\d{1,2}:\d\d)"
)
"""What a content system writes first of all of a moment."""
_STAMP = re.compile(rf"{_WHEN.pattern}日?[T ]?[\d: ]{{0,9}}")


def without_portrait(blocks: Sequence[Block], start: int, title: LexborNode | None) -> Sequence[Block]:
    """Return the blocks of a page without the images of the author bar that begins near ``start``, below the title."""
    first = next((at for at in range(start, min(start + _NEAR, len(blocks))) if isinstance(blocks[at], Picture)), None)
    if first is None or title is None or any(_ends_head(blocks[at]) for at in range(start, first)):
        return blocks
    bar = _bar(blocks, first, title)
    images = {at for at in bar if isinstance(blocks[at], Picture)}
    return [one for at, one in enumerate(blocks) if at not in images] if images else blocks


def _ends_head(block: Block) -> bool:
    """Recognise what the images behind it belong to the text by: a sentence, a table, or a date."""
    return isinstance(block, Text) and bool(prose_of(block) or block.rows or is_dated(block))


def _bar(blocks: Sequence[Block], first: int, title: LexborNode) -> range:
    """Return the blocks of the bar whose portrait is the first of them; none where it is no bar's."""
    none = range(0)
    near = range(first + 1, min(first + _MAX_BAR, len(blocks)))
    dated = next((at for at in near if not _may_be_in_bar(blocks[at]) or _shows_moment(blocks[at])), None)
    if dated is None or not _may_be_in_bar(blocks[dated]):
        return none
    box = _box(blocks[first].node, blocks[dated].node)
    if box is None or _is_in(title, box):
        return none
    end = dated + 1
    while end < len(blocks) and _is_in(blocks[end].node, box):
        if end - first >= _MAX_BAR or not _may_be_in_bar(blocks[end]):
            return none
        end += 1
    return none if end < len(blocks) and is_dated(blocks[end]) else range(first, end)


def _may_be_in_bar(block: Block) -> bool:
    if isinstance(block, Picture):
        return True
    return isinstance(block, Text) and len(block.text) <= _MAX_LINE and not (prose_of(block) or is_listed(block))


def _shows_moment(block: Block) -> bool:
    """Recognise a line in which an element of its own says when, or that says it beside a newspaper's name alone."""
    if not isinstance(block, Text):
        return False
    if any(_WHEN.match(fold(piece)) for piece in pieces_of(block)):
        return True
    beside = _STAMP.sub("", block.line.removeprefix("by "), 1)
    return beside != block.line and names_publisher(beside)


def _box(image: LexborNode | None, line: LexborNode | None) -> LexborNode | None:
    """Return the smallest element around a portrait that holds a line as well; ``None`` for a figure, and far away."""
    if image is None or line is None:
        return None
    near = {line.mem_id, *(one.mem_id for one in islice(ancestors(line), _LEVELS))}
    for around in islice(ancestors(image), _LEVELS):
        if around.mem_id in near:
            return None if around.tag == "figure" else around
    return None


def _is_in(node: LexborNode | None, box: LexborNode) -> bool:
    if node is None:
        return False
    return node.mem_id == box.mem_id or any(one.mem_id == box.mem_id for one in islice(ancestors(node), 2 * _LEVELS))
