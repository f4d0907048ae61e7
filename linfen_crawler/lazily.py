"""Look something up late, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def asked_once(ask: Callable[[], _T]) -> Callable[[], _T]:
    """Return a function that asks at its first call, and remembers.

    ``functools.cache`` does so too, and takes longer to set up than some of what a page is asked for.
    """
    answers: list[_T] = []

    def answer() -> _T:
        if not answers:
            answers.append(ask())
        return answers[0]

    return answer
