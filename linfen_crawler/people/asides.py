"""Recognise what ends a line of credits and is not part of a name: where someone works, studies or reports from."""

from __future__ import annotations

import re

from linfen_crawler.people.marks import has_mark, marks_in
from linfen_crawler.people.names import HAN
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.units import is_unit
from linfen_crawler.people.writers import is_place

# 王磊（左二）
_WHERE_IN_PHOTO = r"[左右中前后上下][左右中起一二三四五六七八九十\d]\)"
# 作者：张三（临汾市一中）, 张三（作者单位：临汾市一中）
_ASIDE = re.compile(
    r" ?\((?:作者(?:单位|系|为|现为|是)[^()]{2,40}|单位 ?:[^()]{2,40}"
    rf"|(?P<office>(?!{_WHERE_IN_PHOTO})[{HAN}]{{2,20}}))\)$"
    rf"| 发自[{HAN}]{{2,8}}\)$"
    # 王小丽（14岁）
    r"| ?\(?\d{1,2}岁\)$"
)
# 记者张浩摄于2021年4月; without a label 张浩摄于北京 is a portrait as well. 图由受访者提供 names nobody.
_BEHIND = re.compile(
    rf"(?:记者|通讯员)[ :]?[{HAN}· ]{{2,12}}摄(?P<at>[于自][{HAN}\d]{{2,20}})$"
    rf"|[ ,;、](?P<by>[{HAN}]{{0,2}}(?:文?图片?|照片|视频)[均都]?由[{HAN}]{{2,12}}(?: [{HAN}]{{1,4}}){{0,2}} ?提供)$"
)
_MAX_BEHIND = 60
_MAX_PLACE = 3
_CLASS = re.compile("年级$|班$")


def aside_of(text: str, start: int, *, byline: bool) -> re.Match[str] | None:
    """Return what ends a line and says where the person works, studies or reports from."""
    aside = _ASIDE.search(text, start) if "(" in text or "发自" in text or "岁" in text else None
    office = aside["office"] if aside else None
    if aside is None or office is None:
        return aside
    if is_unit(office) or is_post(office) or _CLASS.search(office):
        return aside
    if has_mark(office, 0, len(office)):
        return None
    is_from = byline and (len(office) <= _MAX_PLACE or is_place(office))
    is_labelled = (label := next(marks_in(text, start, aside.start()), None)) is not None and label.start == start
    return aside if is_from or is_labelled else None


def without_pictures(text: str, start: int, end: int) -> int:
    """Return where a credit ends, before remarks on its pictures: where they were shot, whose they are."""
    if not text.endswith("提供", start, end) and text.find("摄", start, end) < 0:
        return end
    behind = _BEHIND.search(text, max(start, end - _MAX_BEHIND), end)
    return behind.start(behind.lastgroup or 0) if behind else end
