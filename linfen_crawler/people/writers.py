"""Find whom a byline names beside where he is from, what he wrote, or that he wrote it: 山西　X, 散文　X, X 著.

Such a word is no label: the same line elsewhere says where something is, or who made another work.
"""

from __future__ import annotations

import re

from linfen_crawler.people.marks import has_mark
from linfen_crawler.people.names import HAN, Gate, Span, names_in

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古?|广西|西藏|宁夏|新疆|香港|澳门"
)
_CITIES = "太原|大同|阳泉|长治|晋城|朔州|晋中|运城|忻州|临汾|吕梁"
"""Those of the newspaper's own province: others are named with theirs."""
_FROM = rf"(?:(?:{_PROVINCES})[省市]?(?:[ ·]?[{HAN}]{{2,6}})?|(?:{_CITIES})市?)"
_GENRE = rf"[{HAN}]{{0,2}}(?:散文|小说|诗[歌词]?|随笔|杂文|文学|童话|寓言|故事|小品|游记|[书影时]评|评论|[札散]记|纪实)"
_WRITES = r" ?(?:着|撰写?|作|译|编[着写译])"
"""Folded: 著 is 着."""
_NAMES = rf"[{HAN}]{{1,4}}(?:[ 、][{HAN}]{{1,4}}){{0,5}}?"
_WRITER = re.compile(
    rf"\(?(?:{_FROM}|{_GENRE})(?:\) ?| ?: ?| )(?P<beside>{_NAMES})(?:{_WRITES})?"
    rf"|(?P<before>{_NAMES})(?:{_WRITES}| {_GENRE})"
)
_MADE = re.compile(rf"{_WRITES}\W*$")
_PLACE = re.compile(_FROM)
_MAX_LINE = 30
"""Folded characters of such a byline."""
_MAX_NAMES = 3


def writer_in(text: str, start: int, end: int) -> Span | None:
    """Return where the names are in a folded line that holds them and what is beside a writer's; ``None`` of others.

    >>> line = "散文 王志刚"
    >>> line[slice(*writer_in(line, 0, len(line)))]
    '王志刚'
    """
    if end - start > _MAX_LINE or (found := _WRITER.fullmatch(text, start, end)) is None:
        return None
    if has_mark(text, start, end):
        return None  # 山西日报记者 张浩
    who = found.span("beside" if found["beside"] else "before")
    names = names_in(text, *who, Gate.STRICT, may_run_together=False)
    return who if names and len(names) <= _MAX_NAMES else None


def says_made(line: str) -> bool:
    """Tell whether a folded line ends as that of who made one work does: 王志刚 撰 below a couplet of several."""
    return _MADE.search(line) is not None


def is_place(word: str) -> bool:
    """Tell whether a folded word names a province, with what is in it, or a city: 山西临汾, 河北, 太原."""
    return _PLACE.fullmatch(word) is not None
