"""Pass over the offices with which people sign, whatever their names end with: 通讯员 霍州煤电 程瑞芳.

Behind a label that names nobody but people, who is named in full stands behind a gap; a word before him that is no
name is his office. All of it is folded text.
"""

from __future__ import annotations

import re

from linfen_crawler.people.marks import has_mark
from linfen_crawler.people.names import HAN, Gate, Name, names_in
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.surnames import COUNTIES

_CHUNK = re.compile(rf"[{HAN}\w·、 :/|]*")
_WORD = re.compile(rf"[{HAN}\w·]+")
_MIN_OFFICE = 3
"""Characters; more than those of a place with one behind it, 临汾人."""
_MAX_OFFICE = 16
_OWN = frozenset("市县")
"""With which begin the offices of a city or county: 市热力, 县供电."""
_PLACES = COUNTIES | {"山西", "国网", "中国"}
_IN_SENTENCES = re.compile(
    "[的了着是不就且把被很没我你他她它们在于为从到对]|走进|走访|采访|获悉|深入|近日|日前|连日|[今昨][日天年]|去年|关于|如图"
)
"""What the name of no office holds, but a sentence."""


def names_beside_offices(text: str, start: int, end: int) -> tuple[Name, ...] | None:
    """Return who is named in a range, behind offices and between them; ``None`` if no name ends it.

    >>> line = "霍州煤电 程瑞芳"
    >>> [[line[a:b] for a, b in name] for name in names_beside_offices(line, 0, len(line)) or ()]
    [['程瑞芳']]
    """
    if _CHUNK.fullmatch(text, start, end) is None:
        return None
    found: list[Name] = []
    begin = start
    for word in _WORD.finditer(text, start, end):
        if not _is_no_name(text, *word.span()):
            continue
        if len(word[0]) > _MAX_OFFICE or _IN_SENTENCES.search(word[0]):
            return None
        named = names_in(text, begin, word.start(), Gate.STRICT)
        if named is None:
            return None
        found.extend(named)
        begin = word.end()
    last = names_in(text, begin, end, Gate.STRICT)
    return (*found, *last) if last else None


def _is_no_name(text: str, start: int, end: int) -> bool:
    """Tell a word that is neither a name nor a part of one that is spaced out."""
    return end - start > 1 and names_in(text, start, end, Gate.STRICT) is None


def is_from_place(word: str) -> bool:
    """Recognise an office, by the place that its name begins with, where it can hardly be anything else.

    >>> is_from_place("霍州煤电"), is_from_place("市热力"), is_from_place("临汾"), is_from_place("念奴娇")
    (True, True, False, False)
    """
    if not _MIN_OFFICE - (word[0] in _OWN) < len(word) <= _MAX_OFFICE or is_post(word) or _IN_SENTENCES.search(word):
        return False
    return (word[0] in _OWN or word[:2] in _PLACES) and not has_mark(word, 0, len(word))
