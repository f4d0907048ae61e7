"""Tell whom the quotations of a text are from, below each or in brackets behind it, from who wrote the text.

A sentence alone says nothing of whose it is: two or more sayings that name somebody in one way do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from linfen_crawler.people.marks import has_mark
from linfen_crawler.people.names import HAN
from linfen_crawler.text import fold

_MAX_SAYING = 60
"""Characters of a saying with its bracket, before they are folded; the news of one paragraph is longer."""
_NAMED_BELOW = re.compile(
    rf" ?[—–―-]{{1,3}} ?(?:[{HAN}]{{1,3}}[·. ])?(?:[{HAN}]{{2,4}}|[{HAN}] [{HAN}]|[{HAN}·]{{4,12}})"
)
_NAMED_BEHIND = re.compile(
    rf"[\W\d]{{0,4}}(?P<said>[^\d()市县区局厅]{{4,40}})\((?P<name>(?:[{HAN}]{{1,3}}[·. ])?[{HAN}· ]{{2,10}})\)[。. ]?"
)
"""公生明，廉生威。（郭允礼）: news has a number, or a place or an office, which sayings have not."""
_BRACKETS = frozenset("）)")
_DASHES = frozenset("—–―-")
_SEVERAL = 2


def quoted_in(texts: Sequence[str]) -> frozenset[int]:
    """Return which paragraphs say whom a saying is from, behind it or below it, where several do so in one way.

    >>> sorted(quoted_in(["公生明，廉生威。（郭允礼）", "少壮不努力，老大徒伤悲。（李商隐）", "记住。"]))
    [0, 1]
    """
    below = [at for at, text in enumerate(texts) if text[:1] in _DASHES]
    # （杜甫）, and before a full stop.
    behind = [at for at, text in enumerate(texts) if text[-1:] in _BRACKETS or text[-2:-1] in _BRACKETS]
    if len(below) < _SEVERAL and len(behind) < _SEVERAL:
        return frozenset()
    named = {at for at in below if _is(_NAMED_BELOW, texts[at])}
    said = {at for at in behind if _is_saying(texts[at])}
    return frozenset(_if_several(named) | _if_several(said))


def _is(form: re.Pattern[str], text: str) -> bool:
    return len(text) <= _MAX_SAYING and form.fullmatch(fold(text).strip()) is not None


def _is_saying(text: str) -> bool:
    if len(text) > _MAX_SAYING or "(" not in (folded := fold(text)):
        return False
    found = _NAMED_BEHIND.fullmatch(folded)
    return found is not None and not has_mark(folded, *found.span("name"))


def _if_several(found: set[int]) -> set[int]:
    return found if len(found) >= _SEVERAL else set()
