"""Recognise the folio of a newspaper's page, pasted with a headline: 2021年4月29日　第1版, 临汾日报, （图）.

Paper, day, page and section are in any order; each is told by its shape. A day alone is a text's as often.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN

_MAX_LINE = 48
_DAY = r"(?P<day>(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?)"
_PAGE = r"(?P<page>第 ?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2}) ?版|[A-Z]?\d{1,2} ?版|[头一]版(?:头条)?)"
_PAPER = rf"(?P<paper>《?[{HAN}]{{2,6}}(?:[日晚晨早周时商]报|都市报|新闻网)[社版]?》?)"
_SECTION = rf"(?P<section>[{HAN}]{{0,4}}(?:要闻|新闻|综合|[专特]版|专刊|副刊|周刊|时政|民生|文化|社会|广告))"
_PIECE = re.compile(rf"[ :·|/,—-]{{0,3}}(?:{_DAY}|{_PAGE}|{_PAPER}|{_SECTION})")
_PICTURED = re.compile(r"\W{0,2}[(\[【](?:[组附配多]?图片?|图文|[组附]照)[)\]】]\W{0,2}")
_NAMED = re.compile(rf"[ :·|/,—-]{{1,3}}[{HAN}]{{2,4}}")
"""What any word after the page is: its section."""


def is_folio(folded: str) -> bool:
    """Recognise a folded line that is nothing but a paper's name, a page, or both with day and section; or （图）.

    >>> is_folio("临汾日报 2021年4月29日 1版 要闻"), is_folio("2021年4月29日"), is_folio("晚报上的故事")
    (True, False, False)
    """
    line = folded.strip()
    if not line or len(line) > _MAX_LINE:
        return False
    if line[0] in "([【" and _PICTURED.fullmatch(line):
        return True
    kinds: set[str] = set()
    at = 0
    while (piece := _PIECE.match(line, at)) is not None and piece.end() > at:
        kinds.add(piece.lastgroup or "")
        at = piece.end()
    if "page" in kinds:
        return at == len(line) or _NAMED.fullmatch(line, at) is not None
    return at == len(line) and "paper" in kinds
