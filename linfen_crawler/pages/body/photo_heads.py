"""Tell the heads of a text's parts, each below a photograph, from captions: 第一步　和面, 王志刚：城市美容师, 1.

Both are short lines right below an image. Heads have text below each of them, and what they say tells that they are of
one kind: they count on, each has a label, or, set as the text is, they begin, end or run alike or name somebody each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from linfen_crawler.pages.body.parts import are_worded_alike
from linfen_crawler.pages.lines.bylines import are_people
from linfen_crawler.pages.lines.setting import setting_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN, is_name_alone

_FEWEST = 2
_COUNTED = "一二三四五六七八九十"
_NUMBER = re.compile(rf"\d{{1,2}}|[{_COUNTED}]{{1,3}}")
_BARE = re.compile(
    rf"\W{{0,3}}(?:\d{{1,3}}|[{_COUNTED}壹贰叁肆伍陆柒捌玖拾]{{1,3}}|[IVX]{{1,4}}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\W{{0,3}}"
)
_MAX_BARE = 10
_LABELLED = re.compile(rf"[{HAN}“”·]{{2,12}} ?: ?[{HAN}][^:]{{1,24}}")
_CIRCLED = re.compile("[①-⑳]")
"""By which a caption says which image of a row it is of."""


def is_bare_number(text: Text) -> bool:
    """Recognise the number of a part alone, which says nothing of an image; a year may."""
    return len(text.text) <= _MAX_BARE and _BARE.fullmatch(text.text) is not None


def are_heads(blocks: Sequence[Block], lines: Sequence[int]) -> bool:
    """Recognise lines set alike, each above text, by what they say as heads of parts; ``lines`` are their places."""
    found = [one for at in lines if isinstance(one := blocks[at], Text)]
    if len(found) < _FEWEST or any(_CIRCLED.match(one.text) for one in found):
        return False
    told = [one.line.strip() for one in found]
    if all(map(_LABELLED.fullmatch, told)) or all(_counts_on(one, two) for one, two in pairwise(told)):
        return True
    if len(set(told)) < len(told) or any(setting_of(blocks[at]) != setting_of(blocks[at + 1]) for at in lines):
        return False
    return are_worded_alike(told) or all(map(is_name_alone, told)) or all(are_people(*two) for two in pairwise(found))


def _counts_on(one: str, other: str) -> bool:
    """Tell whether a line has the number after that of another in the same place: 第一步　和面, 第二步　煮肉."""
    first, second = _NUMBER.search(one), _NUMBER.search(other)
    if first is None or second is None or one[: first.start()] != other[: second.start()]:
        return False
    return _value(second[0]) == 1 + _value(first[0])


def _value(number: str) -> int:
    """Return a number below a hundred: 3, 三, 十二, 二十."""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return 1 + _COUNTED.index(number[-1])
    return 10 * (1 + _COUNTED.index(tens[-1]) if tens else 1) + (1 + _COUNTED.index(ones[-1]) if ones else 0)
