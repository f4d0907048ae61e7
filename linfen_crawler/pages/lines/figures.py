"""Recognise a line of figures, which is no headline: the numbers of a lottery, a score, a price list."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d{1,9}")
_WORD = re.compile(r"[^\W\d_]")
_MIN_NUMBERS = 4


def are_figures(line: str) -> bool:
    """Recognise a folded line of several numbers with fewer characters of words beside them.

    >>> are_figures("红球:03 08 12 19 25 31 蓝球:07"), are_figures("2023年1至5月全市GDP增长6.5%")
    (True, False)
    """
    numbers = _NUMBER.findall(line)
    return len(numbers) >= _MIN_NUMBERS and len(_WORD.findall(line)) < sum(map(len, numbers))
