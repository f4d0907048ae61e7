"""Pass over the offices with which people sign, whatever their names end with: 通讯员 霍州煤电 程瑞芳.

Behind a label that names nobody but people, who is named in full stands behind a gap; a word before him that is no
name is his office. All of it is folded text.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN, Gate, Name, names_in

_CHUNK = re.compile(rf"[{HAN}\w·、 :/|]*")
_WORD = re.compile(rf"[{HAN}\w·]+")
_MAX_OFFICE = 16
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
