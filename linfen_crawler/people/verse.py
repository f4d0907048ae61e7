"""Recognise verse, unlike prose or a list, by its lines alone, in folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from linfen_crawler.people.names import is_name_alone
from linfen_crawler.text import fold

FEWEST = 4
_LONGEST = 24
"""Characters of a line on which two verses are: 云丘叠翠入青冥，石径蜿蜒上顶亭。"""
_LONGEST_NAME = 5
"""Characters of a name with the spaces in it."""
_SHORTEST_METRE = 5
_SEVERAL = 2
_FEW, _WORD = 4, 2
"""One line in this many, of this many characters, may sound like a name in any poem."""
_NAME_ALONE = frozenset(
    "王李张刘陈赵吴周徐孙朱胡郭何林罗郑谢宋许邓韩冯曹彭曾肖董袁潘蒋蔡贾丁魏薛阎余杜戴吕苏卢姜崔钟谭陆范廖韦傅邹孟熊秦邱"
    "侯邵段郝孔邢裴闫乔卫尉畅亢原郎聂申樊靳苗尚贺荀吉卜柴尹祁逯席师上欧司诸"
)
"""Surnames that in a verse of today hardly begin a word, those of compound ones with them."""
_NO_VERSE = re.compile(r"[\d:：|]|^\(?[一二三四五六七八九十]{1,3}[)、]")
_PAUSES = re.compile(r"[,。;!?…“”]+")


def is_verse(lines: Sequence[str]) -> bool:
    """Recognise a poem, of four lines or more: each is short and without a number, and they list no names.

    >>> is_verse(["汾河的水", "在春风里醒来", "唤绿两岸的柳", "也放飞一个梦"])
    True
    """
    return len(lines) >= FEWEST and are_verse_lines(lines)


def are_verse_lines(lines: Sequence[str]) -> bool:
    """Tell verses, however few, from plain sentences, one per line, and from names."""
    if not all(map(is_verse_line, lines)) or list_names(lines):
        return False
    return any(not line.endswith("。") or _PAUSES.search(line, 0, len(line) - 1) for line in lines)


def is_verse_line(line: str) -> bool:
    """Recognise a line that may be verse: a sentence of several clauses is, where they are as long as each other."""
    if len(line) > _LONGEST or _NO_VERSE.search(line):
        return False
    return "。" not in line or len({len(clause) for clause in _PAUSES.split(line) if clause}) == 1


def poets_among(paragraphs: Sequence[str], *, is_signed: bool) -> list[int]:
    """Return which paragraphs name the poets of a page of several people's verse, each alone above his, or below.

    Below the author of a page (``is_signed``) some of the verse is his. 井台 may be the title of a poem, or a verse: so
    may any word of two characters that sounds like a name, and such a word alone identifies nobody.
    """
    alike = {at for at, text in enumerate(paragraphs) if len(text) <= _LONGEST_NAME and is_name_alone(fold(text))}
    # 夏夜 above its author's name is a title.
    names = without_titles(sorted(at for at in alike if at + 1 not in alike), paragraphs)
    if sum(is_surely_name(paragraphs[at]) for at in names) + is_signed < _SEVERAL:
        return []
    ends = [-1, *names] if names[-1] == len(paragraphs) - 1 else [*names, len(paragraphs)]
    if is_signed:
        ends = sorted({-1, *ends})
    parts = [
        [fold(line) for text in paragraphs[begin + 1 : end] for line in text.split("\n")]
        for begin, end in pairwise(ends)
    ]
    return names if all(map(_holds_couplet, parts)) else []


def without_titles(names: Sequence[int], paragraphs: Sequence[str]) -> list[int]:
    """Return which paragraphs name poets, less the titles of one author's poems: 秋　思, as short as 春　雨 before it.

    A title is between two poems, where a poet's name has the title of his poem below it, or is there itself.
    """
    first = int(bool(names) and names[0] == 0)
    if len(paragraphs) <= first or len(paragraphs[first]) > _LONGEST_NAME or is_surely_name(paragraphs[first]):
        return list(names)
    inner = range(first + 1, len(paragraphs) - 1)
    return [at for at in names if at not in inner or not _is_title_between(at, paragraphs)]


def _is_title_between(at: int, paragraphs: Sequence[str]) -> bool:
    is_word = len(fold(paragraphs[at]).replace(" ", "")) == _WORD
    return is_word and all(len(paragraphs[beside]) > _LONGEST_NAME for beside in (at - 1, at + 1))


def is_surely_name(line: str) -> bool:
    """Recognise a name alone that is no word of two characters: of three, or spaced out."""
    folded = fold(line).strip()
    return len(folded) > _WORD and is_name_alone(folded)


def begins_as_word(name: str) -> bool:
    """Tell a folded name that begins as verses do, with a thing or how it is, from 张浩: 白云, 江水, 古槐.

    >>> begins_as_word("白云"), begins_as_word("张浩")
    (True, False)
    """
    return name[:1] not in _NAME_ALONE


def are_in_metre(lines: Sequence[str]) -> bool:
    """Recognise verses in metre, all of one length."""
    lengths = {len(clause) for line in lines for clause in _PAUSES.split(line) if clause}
    return len(lengths) == 1 and min(lengths) >= _SHORTEST_METRE


def _holds_couplet(lines: Sequence[str]) -> bool:
    """Recognise verses beside their title: two in a row of one length, in metre."""
    if not all(map(is_verse_line, lines)):
        return False
    return any(len(one) == len(other) >= _SHORTEST_METRE for one, other in pairwise(lines))


def list_names(lines: Sequence[str]) -> bool:
    """Tell lines among which several people are named, each alone, from those of which one sounds like it: 白云."""
    names = [line.strip() for line in lines if is_name_alone(line)]
    return len(names) * _FEW > len(lines) or any(len(name) > _WORD for name in names)
