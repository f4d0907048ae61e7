"""Measure how alike two lines are, such as a web title and the headline from which the editors made it."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from linfen_crawler.people.names import HAN
from linfen_crawler.text import fingerprint_text

SAME = 0.8
"""The share at which lines are the title, whether one or two that it is broken into."""
_NO_WORD = re.compile(rf"[^{HAN}A-Za-z0-9]")


@lru_cache(maxsize=256)
def likeness(line: str, title: str) -> float:
    """Return the share of character pairs that two lines have in common, 0 to 1 (Dice).

    >>> likeness("我市隆重舉行表彰大會", "临汾市隆重举行表彰大会") > 0.7
    True
    """
    ours, theirs = _pairs(line), _pairs(title)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


@lru_cache(maxsize=256)
def _pairs(line: str) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(letters_of(line)))


def letters_of(line: str) -> str:
    """Return the characters of a line as they are compared, without punctuation."""
    return _NO_WORD.sub("", fingerprint_text(line))
