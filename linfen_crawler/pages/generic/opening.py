"""Separate the first lines of a text from the last lines of the page's head: 记者：今年收成怎么样？ and 记者：张浩.

Both may begin with the same words; a line of the text is set as the text is, and says more than a field does.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.generic.heads import (
    WHEN,
    Extent,
    date_score,
    dates_behind,
    is_dated,
    names_event,
    names_time,
    tells_what,
)
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.lines.furniture import LABEL, LABEL_WORD, is_furniture, is_margin, prose_of
from linfen_crawler.pages.lines.parting import LABEL_ALONE, spaced
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.metadata import published_times
from linfen_crawler.pages.tree.nodes import are_alike
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
_BY_MACHINE = re.compile(r"(?:19|20)\d\d ?[-/.] ?\d")
"""2024-05-08 is what a content system writes; people write 2024年5月8日."""
_DAY = len("2024-05-08")


def opened(blocks: Sequence[Block], place: Place, start: int, document: Document) -> tuple[Place, Extent]:
    """Return a place with the lines ahead of its first prose that are the text's own, and where that text stands."""
    first = next((one for at in place.inside if at >= place.first and isinstance(one := blocks[at], Text)), None)
    ahead = range(place.first - 1, start - 1, -1)
    alike = frozenset(at for at in ahead if first is not None and are_alike(blocks[at].node, first.node))
    inside = alike.union(place.inside) if place.is_whole else alike
    dated = [at for at in ahead if is_dated(blocks[at]) and (at not in inside or not _tells_when(blocks[at]))]
    events = {at for at in inside if dated and at not in dated and at < place.first and _tells_when(blocks[at])}
    days = _days(blocks, ahead, alike, place, document) if dated else set()
    lines = list(_opening(blocks, ahead, alike, events | days | place.series))
    begin = lines[-1] if lines else place.first
    end = max((at for at in place.inside if prose_of(blocks[at])), default=begin) + 1
    own = frozenset(at for at in alike if place.is_whole and at < begin)
    is_apart = bool(lines) or place.is_apart or place.first in place.series
    extent = Extent(begin=begin if is_apart else None, end=end, own=own)
    return replace(place, inside=sorted({*place.inside, *range(begin, place.first)}), first=begin), extent


def _days(
    blocks: Sequence[Block], ahead: Sequence[int], alike: Container[int], place: Place, document: Document
) -> set[int]:
    """Return the lines with a day that open a text, set as it is, on a page that something else dates.

    2021年8月31日市人大常委会第四十五次会议通过： is above what was passed, 2019年10月1日 晴 above a diary.
    """
    found = {at for at in ahead if at in alike and _opens_with_day(blocks[at])}
    if not found:
        return found
    end = max((at for at in place.inside if prose_of(blocks[at])), default=place.first)
    elsewhere = {one[:_DAY] for one in (*published_times(document), *dates_behind(blocks, end + 1))}
    dated = [at for at in ahead if is_dated(blocks[at])]
    heads = {
        at: elsewhere.union(_day_of(blocks[one]) for one in dated if _dates(blocks, one, at, alike)) for at in found
    }
    return {at for at in found if heads[at] and (tells_what(blocks[at]) or _day_of(blocks[at]) not in heads[at])}


def _dates(blocks: Sequence[Block], one: int, at: int, alike: Container[int]) -> bool:
    """Tell a date above another that says more of when a page was published, or as much and is not set as the text."""
    more = date_score(blocks[one]) - date_score(blocks[at])
    return one < at and (more > 0 or (more == 0 and one not in alike))


def _day_of(block: Block) -> str:
    return (read_date_line(spaced(block)).published_at or "")[:_DAY] if isinstance(block, Text) else ""


def _opens_with_day(block: Block) -> bool:
    """Recognise a day as people write it, in a line with no label and no source, as a content system would set."""
    if not isinstance(block, Text) or "月" not in block.text or not is_dated(block) or names_time(block):
        return False
    line = fold(spaced(block))
    return _BY_MACHINE.search(line) is None and not LABEL.match(line) and not read_date_line(line).source


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


def is_field(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a line of a head by what it says alone: a date, 来源：X, 点击：9, or what a label on its own names."""
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
    """Recognise a line with a label for a time that need not be the page's: 时间：, 活动时间：."""
    return isinstance(block, Text) and WHEN.match(block.line) is not None
