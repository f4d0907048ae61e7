"""``docs/archive.md`` makes no promise without a test that keeps it."""

from __future__ import annotations

import re

import pytest
from harness import ROOT

PAGE = (ROOT / "docs" / "archive.md").read_text("utf-8")
PROMISES = re.findall(r"^(\d+)\. (.+?)(?=^\S)", PAGE, re.MULTILINE | re.DOTALL)


def test_the_promises_are_numbered_in_order() -> None:
    assert [int(number) for number, _ in PROMISES] == list(range(1, len(PROMISES) + 1))
    assert len(PROMISES) > 15


@pytest.mark.parametrize(("number", "promise"), PROMISES)
def test_each_promise_names_a_test_that_there_is(number: str, promise: str) -> None:
    named = re.findall(r"`(test_\w+):(test_\w+)`", promise)
    assert named, f"promise {number} names no test"
    for file, test in named:
        source = (ROOT / "tests" / f"{file}.py").read_text("utf-8")
        assert re.search(rf"^def {test}\(", source, re.MULTILINE), f"{file}:{test} of promise {number}"
