"""Tell the first lines of a text from the last lines of the page's head: 记者：今年收成怎么样？ and 记者：张浩.

Both may begin with the same words; a line of the text is set as the text is, and says more than a field does.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.heads import WHEN, Extent, is_dated, names_event
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.lines.furniture import LABEL_WORD, is_furniture, is_margin, prose_of
from linfen_crawler.pages.lines.parting import LABEL_ALONE, spaced
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

_FIELD = re.compile(
    r"[\s|\[(【]{0,4}(?:"
    r"(?:浏览|点击|阅读|访问|人气|评论)(?:次数|量|数|率)? ?[:|] ?[\d.,万次人() ]{0,16}"
    r"|字[体号] ?[:|] ?[大中小特默认号+\-Aa|\[\]()【】 ]{0,16}"
    rf"|(?!浏览|点击|阅读|字体|字号|时间|日期){LABEL_WORD} ?[:|][^?!。,:;…]{{0,20}}"
    r")"
)
"""A field of a head with its value: a name, a number; what asks, calls or tells is text."""


def opened(blocks: Sequence[Block], place: Place, start: int) -> tuple[Place, Extent]:
    """Return a place with the lines ahead of its first prose that are the text's own, and where that text stands."""
    first = next((one for at in place.inside if at >= place.first and isinstance(one := blocks[at], Text)), None)
    ahead = range(place.first - 1, start - 1, -1)
    alike = frozenset(at for at in ahead if first is not None and _are_set_alike(blocks[at].node, first.node))
    inside = alike.union(place.inside) if place.is_whole else alike
    dated = [at for at in ahead if is_dated(blocks[at]) and (at not in inside or not _tells_when(blocks[at]))]
    events = {at for at in inside if dated and at not in dated and at < place.first and _tells_when(blocks[at])}
    lines = list(_opening(blocks, ahead, alike, events | place.series))
    begin = lines[-1] if lines else place.first
    end = max((at for at in place.inside if prose_of(blocks[at])), default=begin) + 1
    own = frozenset(at for at in alike if place.is_whole and at < begin)
    is_apart = bool(lines) or place.is_apart or place.first in place.series
    extent = Extent(begin=begin if is_apart else None, end=end, own=own)
    return replace(place, inside=sorted({*place.inside, *range(begin, place.first)}), first=begin), extent


def _opening(
    blocks: Sequence[Block], ahead: Sequence[int], alike: Container[int], events: Container[int]
) -> Iterator[int]:
    """Yield the lines of a text ahead of its first prose, the nearest first."""
    for at in ahead:
        block = blocks[at]
        if not isinstance(block, Text):
            continue
        if at not in events and (is_furniture(block) or is_margin(block)):
            return
        if at not in events and (at not in alike or is_field(blocks, at)):
            return
        yield at


def _are_set_alike(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Tell two lines of one element that have the same tag and class."""
    if one is None or other is None or one.parent is None or other.parent is None:
        return False
    is_same = one.tag == other.tag and one.attributes.get("class") == other.attributes.get("class")
    return is_same and one.parent.mem_id == other.parent.mem_id


def is_field(blocks: Sequence[Block], at: int) -> bool:
    """Tell a line of a head by what it says alone: a date, 来源：X, 点击：9, or what a label on its own names."""
    block = blocks[at]
    if not isinstance(block, Text):
        return False
    above = blocks[at - 1] if at else None
    if isinstance(above, Text) and LABEL_ALONE.fullmatch(above.line):
        return True
    line = fold(spaced(block))
    if is_dated(block):
        return not names_event(line)
    return _FIELD.fullmatch(line) is not None or LABEL_ALONE.fullmatch(line) is not None


def _tells_when(block: Block) -> bool:
    """Tell a line with a label for a time that need not be the page's: 时间：, 活动时间：."""
    return isinstance(block, Text) and WHEN.match(block.line) is not None
