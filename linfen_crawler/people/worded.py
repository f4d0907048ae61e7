"""Recognise lines that hold nothing but who signs, where a name may be a word as well: 记者 马力.

Such a label names nobody but people, and no sentence is that short: so a word is a name there that ends as names do.
All of it is folded text.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.rare_names import sounds_like_name
from linfen_crawler.people.surnames import WORDS

_LABEL = "(?:记者|通讯员|实习生|见习生|评论员)"
_NAMES = rf"[{HAN}]{{2,4}}(?:[ 、][{HAN}]{{2,4}}){{0,3}}"
_SIGNED = re.compile(rf"[{HAN}·]{{0,12}}{_LABEL} {_NAMES}(?: [{HAN}·]{{0,12}}{_LABEL} {_NAMES}){{0,2}}")
_LABELLED = re.compile(rf"[{HAN}·]{{0,12}}{_LABEL}")
_WORD = re.compile(rf"[{HAN}·]+")
_SHORT = 2
"""Characters of a name that is a word as often."""
_BEGIN_SENTENCES = frozenset("那何于全应")
"""With which begin words of a sentence, and hardly a name: 那里, 全力."""
_NEVER_LAST = frozenset("化学子士园生本建")
"""With which end words for things, offices and people: 石化, 卫生, 党建, 游子."""
_LAST = frozenset("力里天疆")
"""With which end names that are words, and hardly any other name: 马力, 夏天."""


def signs_with_word(text: str, start: int, end: int) -> bool:
    """Tell whether a range is labels and names alone, one of them a word.

    >>> signs_with_word("记者 马力", 0, 5), signs_with_word("记者 那么", 0, 5), signs_with_word("记者 张浩", 0, 5)
    (True, False, False)
    """
    if _SIGNED.fullmatch(text, start, end) is None:
        return False
    words = [word[0] for word in _WORD.finditer(text, start, end) if not _LABELLED.fullmatch(word[0])]
    return any(map(_is_word, words)) and all(_is_word(word) or is_name(word, Gate.STRICT) for word in words)


def _is_word(word: str) -> bool:
    """Recognise a word that is a name as well; 关注 and 林业 are none."""
    if len(word) != _SHORT or word not in WORDS or not is_name(word, Gate.SURNAME) or is_post(word):
        return False
    if word[0] in _BEGIN_SENTENCES or word[1] in _NEVER_LAST:
        return False
    return word[1] in _LAST or sounds_like_name(word)
