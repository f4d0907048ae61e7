"""Whatever bytes a server sends, reading them ends soon, in an item or in an ExtractionError."""

from __future__ import annotations

import os

import pytest
from fuzzing import damaged, specimens, watch, watch_in_processes

QUICK, FULL = 300, 100_000
MAX_CALL_S = 1.0
MAX_PEAK_MB = 500


def test_a_damaged_page_is_known_by_its_number() -> None:
    assert damaged(17) == damaged(17)
    assert len({damaged(number).body for number in range(100)}) > 90


def test_the_damaged_pages_are_of_both_charsets() -> None:
    types = {specimen.content_type for specimen in specimens()}
    assert {"text/html", "text/html; charset=utf-8"} <= types


def test_nothing_but_an_extraction_error_leaves_the_readers() -> None:
    seen = watch(range(QUICK))
    assert seen.escaped == []
    assert seen.articles > QUICK // 10  # Damage that leaves nothing to read would prove nothing.


@pytest.mark.soak
def test_a_hundred_thousand_damaged_pages() -> None:
    seen = watch_in_processes(FULL, processes=os.cpu_count() or 1)
    print(
        f"\nfuzz: {seen.pages} pages, {seen.articles} read as articles, {len(seen.escaped)} exceptions; slowest call "
        f"{seen.slowest_s:.2f} s ({seen.slowest}); peak memory of a process {seen.peak_mb:.0f} MB"
    )
    assert seen.escaped == []
    assert seen.slowest_s < MAX_CALL_S
    assert seen.peak_mb < MAX_PEAK_MB
