"""Compute a value lazily, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def asked_once(ask: Callable[[], _T]) -> Callable[[], _T]:
    """Return a function that computes a value at its first call, and remembers it.

    ``functools.cache`` does so too, but takes longer to set up than some of the values take to compute.
    """
    answers: list[_T] = []

    def answer() -> _T:
        if not answers:
            answers.append(ask())
        return answers[0]

    return answer
