"""Recognise the column that a web title names, which is above the newspaper's headline: 【我为群众办实事】."""

from __future__ import annotations

import re

from linfen_crawler.pages.lines.likeness import letters_of
from linfen_crawler.people.names import HAN, is_name_alone
from linfen_crawler.text import fingerprint_text, fold

_OPENS = "【[("
_CLOSES = "】])"
_MARKS = re.compile(r"[:：·|｜丨—]+|(?<=\)) ")
SIGNED = re.compile("[■□●○◆◇▲△★☆◎▌]")
"""What newspapers set before a column's name."""
_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_PART = re.compile(rf"[①-⑳]$|[(（]{_NUMERAL}[)）]$|之(?!一$){_NUMERAL}$|(?:系列|报道|述评|评论|综述|篇|谈|记)之一$")
"""What a series' name ends with; 示范城市之一 is no part of one."""
_COLUMN = re.compile(
    rf"[【\[〖][^【】\[\]〖〗]{{2,20}}[】\]〗]"
    rf"|(?P<sign>[·●○■□◆◇★☆▲◎|—-])(?P=sign)? ?[{HAN}“”]{{2,10}} ?(?P=sign){{1,2}}"
    rf"|{SIGNED.pattern} ?[{HAN}“”]{{2,8}}|[{HAN}]{{0,4}}(?:要闻|新闻|专版|专刊|副刊)"
)
_NO_WORD = re.compile(r"[^\w“”]+")
_IN_BRACKETS = re.compile(r"^[【\[(]([^【】\[\]()]{2,20})[】\])]|[【\[(]([^【】\[\]()]{2,20})[】\])]$")


def follows_column(line: str, title: str) -> bool:
    """Tell whether a line is what a web title says after the name of a column: 平阳记忆·老电影院, 之一（三）｜甲：乙.

    Any of its marks may end the name: a headline has colons of its own.
    """
    own, wanted = without_column(title), letters_of(line)
    return bool(wanted) and any(letters_of(own[mark.end() :]) == wanted for mark in _MARKS.finditer(own))


def names_column(folded: str) -> bool:
    """Recognise a line that is the name of a column or a section by its signs, or by its word: ·要闻·, 【聚焦就业】.

    >>> names_column("·要闻·"), names_column("●民生●"), names_column("聚焦就业")
    (True, True, False)
    """
    line = folded.strip()
    # ◎王志刚 is who wrote the text.
    return _COLUMN.fullmatch(line) is not None and not is_name_alone(_NO_WORD.sub("", line))


def names_series(line: str) -> bool:
    """Recognise the name of a series with the number of its part, below which the headline of the part stands.

    >>> names_series("产业振兴看临汾①"), names_series("系列报道之三"), names_series("我市成为示范城市之一")
    (True, True, False)
    """
    return _PART.search(line.strip()) is not None


def without_column(title: str) -> str:
    """Return a folded web title without the column that is in brackets before or after it."""
    folded = fold(title).strip()
    return _IN_BRACKETS.sub("", folded) if folded[:1] in _OPENS or folded[-1:] in _CLOSES else folded


def is_column(folded: str, title: str) -> bool:
    """Recognise the line that a web title sets in brackets, whether it is in brackets itself or not."""
    line = fingerprint_text(folded.strip("【】[]() "))
    return any(line == fingerprint_text(one[1] or one[2]) for one in _IN_BRACKETS.finditer(fold(title).strip()))
