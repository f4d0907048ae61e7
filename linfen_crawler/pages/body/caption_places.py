"""Recognise which of several images a caption says it is of: 上图, 左下图, ①, 图1."""

from __future__ import annotations

import re

from linfen_crawler.pages.body.caption_lines import MAX_MARKED
from linfen_crawler.pages.tree.texts import Text

UP, DOWN = "▲△▴↑", "▼▽↓"
"""Arrows of captions to the image above, and to the one below."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMERALS = "一二三四五六七八九十"
_PLACE = (
    rf"(?:[{UP}{DOWN}(（\[【]{{1,2}}\s?)?(?:"
    r"(?P<where>[左右][上下]|[上下][左右]|[上下左右中])图(?=[\s为是：:，,.])"
    rf"|图片?\s?(?P<number>[{_CIRCLED}]|\d{{1,2}}|[{_NUMERALS}](?=[\s为是：:，,.]))"
    r"(?![\d、和与及至到~—-]|显示|所示|中|里|可见)"
    rf"|(?P<circled>[{_CIRCLED}]))"
)
_OPENS = re.compile(_PLACE)
_PARTS = re.compile(rf"(?:^|(?<=[\s。；;！!]))(?={_PLACE})")
"""Where a part of a line begins that is the caption of another image: 上图：会场。下图：农田。"""
_REFERS = re.compile(
    rf"[(（](?:(?P<where>[左右][上下]|[上下][左右]|[上下左右中])图|图片?\s?(?P<number>[{_CIRCLED}]|\d{{1,2}}|[{_NUMERALS}]))[)）]"
)
_SPOTS = {"上": 0, "左": 0, "左上": 0, "上左": 0, "下": -1, "右": -1, "右下": -1, "下右": -1}


def place_of(text: Text) -> int | str | None:
    """Return which image a line says it is of: its number or place; ``None`` if it names none, or several."""
    if len(text.text) > MAX_MARKED or len(_PARTS.findall(text.text)) > 1:
        return None
    match = _OPENS.match(text.text)
    return None if match is None else _said(match["number"] or match["circled"], match["where"])


def reference_in(text: Text) -> int | str | None:
    """Return the image that a caption refers to in brackets, as text does too: 会场（上图）."""
    references = list(_REFERS.finditer(text.text)) if "图" in text.text else []
    return _said(references[0]["number"], references[0]["where"]) if len(references) == 1 else None


def _said(number: str | None, where: str) -> int | str:
    if number is None:
        return where
    if number in _CIRCLED:
        return 1 + _CIRCLED.index(number)
    return 1 + _NUMERALS.index(number) if number in _NUMERALS else int(number)


def spot_of(place: int | str | None, count: int) -> int | None:
    """Return which of so many images a place is, from 0 on; ``None`` for a number, and where it is not clear."""
    if not isinstance(place, str):
        return None
    if place in _SPOTS:
        return _SPOTS[place] % count
    if place == "中":
        return 1 if count == 3 else None
    # Of three images, one is as high or wide as the two others.
    below = 2 if place in ("左下", "下左") else 1
    return below if count == 4 else 1 if count == 3 else None


def parts_of(text: Text) -> list[Text]:
    """Return a line in parts that each say which image they are of: 上图：会场。下图：农田。; else the line alone."""
    starts = [match.start() for match in _PARTS.finditer(text.text)] if len(text.text) <= 2 * MAX_MARKED else []
    if len(starts) < 2 or starts[0]:
        return [text]
    ends = [*starts[1:], len(text.text)]
    return [one for start, end in zip(starts, ends, strict=True) if (one := text.cut(start, end)) is not None]
