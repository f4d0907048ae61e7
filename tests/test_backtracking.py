"""No text is long or odd enough to make reading it take long."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest
from backtracking import Found, expressions, in_namespaces, slow_inputs
from hard_pages import HARD, measured, work
from large_pages import in_another, in_template

QUICK, FULL = 10_000, 1_000_000
MAX_PAGE_S = 2.5
"""CPU seconds for a page of 1 MB; linear, and a hundred times what a real page has."""

FEW, MANY = 10_000, 40_000
MAX_CALLS = 70
"""Calls of functions for each byte of a page."""
LITTLE = 5
MAX_GROWTH = 7
"""Calls on four times the input, from a little work on: linear with what comes once, where square would be 16."""

MAX_SPANNED_S = 1.0
"""CPU seconds for a table of that size, however many places its cells are said to span."""


def test_every_expression_is_found() -> None:
    """What the modules' names hold at run time is what their source says; in functions the source alone tells."""
    found = {(one.pattern.pattern, one.pattern.flags) for one in expressions()}
    assert found >= {(pattern.pattern, pattern.flags) for pattern in in_namespaces()}
    assert len(found) > 80


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(a+)+$", "search"),  # exponential
        (r"(?:\d{1,3}|-)+", "fullmatch"),  # exponential, by the way digits can be shared out
        (r" *:", "search"),  # quadratic, for each space is a beginning
        (r"\s*(?:x)?\s*y", "match"),  # quadratic, by the way spaces can be shared out
        (r"[^,]*摄", "search"),  # quadratic, by steps that cost next to nothing
        (r"<[^<]*?(?:\"[^\"]*\")*>", "search"),
    ],
)
def test_an_expression_at_fault_is_found(pattern: str, method: str) -> None:
    assert slow_inputs(Found("here", re.compile(pattern), (method,)), QUICK, most=12, limit_s=0.5)


@pytest.mark.parametrize("pattern", [r"a{1,40}:", r"(?>\d{1,3})(?!\d)-", r" *+x", r"[^,]{0,80}?摄", r"(?<! ) +x"])
def test_an_expression_without_fault_is_not(pattern: str) -> None:
    assert not slow_inputs(Found("here", re.compile(pattern), ("match",)), QUICK, most=12, limit_s=0.5)


def test_expressions_are_linear() -> None:
    slow = [str(one) for found in expressions() for one in slow_inputs(found, QUICK, most=12, limit_s=0.3)]
    assert not slow, "\n".join(slow)


def test_hard_pages_are_read() -> None:
    """Without a look at the clock, except for the limit at which a reader is broken off."""
    assert not {
        name: taken for name, taken in measured(50_000, tuple(HARD), together=30).items() if isinstance(taken, str)
    }


@pytest.mark.soak
def test_expressions_are_linear_on_a_megabyte() -> None:
    found = expressions()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        answers = list(pool.map(partial(slow_inputs, large=FULL), found))
    slow = [str(one) for some in answers for one in some]
    faulty = {one.split()[0] for one in slow}
    print(f"\nbacktracking: {len(found) - len(faulty)} of {len(found)} expressions linear on 1 MB")
    assert not slow, "\n".join(slow)


def _work(name: str) -> tuple[str, int, int]:
    return name, work(name, FEW), work(name, MANY)


@pytest.mark.soak
def test_work_grows_with_the_length_of_a_page_and_no_faster() -> None:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        done = list(pool.map(_work, HARD))
    for name, few, many in sorted(done, key=lambda one: one[2], reverse=True)[:20]:
        print(f"{many / MANY:6.1f} calls a byte, {many / few:4.1f} times those on a quarter  {name}")
    assert not [one for one in done if one[2] > MAX_CALLS * MANY]
    assert not [one for one in done if one[2] > LITTLE * MANY and one[2] > MAX_GROWTH * one[1]]


@pytest.mark.parametrize("template", [in_template, in_another])
def test_alternative_texts_are_looked_for_in_one_pass(template: Callable[[str], str]) -> None:
    name = f"images with alternative texts, {template.__name__}"
    few, many = (work(name, size, within="body/captions.py") for size in (FEW, MANY))
    assert 0 < many < MAX_GROWTH * few


@pytest.mark.soak
def test_hard_pages_of_a_megabyte_end_soon() -> None:
    taken = measured(FULL)
    worst = {name: max(one.values()) if isinstance(one, dict) else float("inf") for name, one in taken.items()}
    for name in sorted(worst, key=worst.__getitem__, reverse=True)[:20]:
        print(f"{worst[name]:6.2f} s  {name}")
    assert not {name: taken[name] for name, seconds in worst.items() if seconds > MAX_PAGE_S}
    assert worst["a table of spanning cells"] <= MAX_SPANNED_S
