"""A run is judged by its counters: an empty one is never good by itself."""

from __future__ import annotations

import pytest

from linfen_crawler.verdict import Verdict, judge

GOOD = {"article/added": 5, "listing/read": 3, "home/read": 1}


@pytest.mark.parametrize(
    ("counters", "verdict", "reason"),
    [
        (GOOD, Verdict.OK, "5 new articles"),
        ({"listing/read": 3, "home/read": 1}, Verdict.OK, "nothing new"),
        ({}, Verdict.FAILED, "the site could not be reached"),
        ({"home/failed": 1, "home/without_menu": 1}, Verdict.FAILED, "the site could not be reached"),
        (
            {"home/read": 1, "home/without_menu": 1, "listing/read": 2},
            Verdict.SUSPECT,
            "sections known from before were read instead",
        ),
        (GOOD | {"listing/refused": 1}, Verdict.SUSPECT, "without the articles expected there: 1"),
        (GOOD | {"listing/failed": 2}, Verdict.SUSPECT, "could not be fetched: 2"),
        (GOOD | {"listing/section_gone": 1}, Verdict.SUSPECT, "sections that no longer exist: 1"),
        (GOOD | {"spider/error": 1}, Verdict.SUSPECT, "which this program failed"),
        ({"home/read": 1}, Verdict.SUSPECT, "neither a listing nor an article was read"),
        ({"listing/read": 1, "article/refused": 3, "article/added": 1}, Verdict.SUSPECT, "of 4 articles requested, 3"),
        (GOOD | {"article/failed": 1, "article/gone": 1}, Verdict.OK, "5 new articles; 2 could not be read"),
        (
            GOOD | {"article/failed": 1, "article/gone": 2},
            Verdict.SUSPECT,
            "of 8 articles requested, 3 could not be read",
        ),
        (GOOD | {"image/stored": 3, "image/gone": 3}, Verdict.OK, "5 new articles"),
        (GOOD | {"image/stored": 1, "image/gone": 2}, Verdict.OK, "5 new articles"),
        (
            GOOD | {"image/stored": 3, "image/gone": 1, "image/failed": 2, "image/refused": 1},
            Verdict.SUSPECT,
            "of 7 images requested, 4 could not be fetched",
        ),
        (GOOD | {"listing/without_articles": 1}, Verdict.SUSPECT, "sections that listed no article: 1"),
        (GOOD | {"listing/unknown_pager": 1}, Verdict.SUSPECT, "an unknown form"),
        (GOOD | {"layout/regular": 5}, Verdict.OK, "5 new articles"),
        (GOOD | {"layout/regular": 3, "layout/generic": 1}, Verdict.SUSPECT, "1 of 4 articles (25%) were read without"),
        (
            GOOD | {"layout/regular": 9, "missing/published_at": 4},
            Verdict.SUSPECT,
            "4 of 9 articles have no published_at",
        ),
        (
            GOOD | {"layout/regular": 9, "labels/date_line": 4},
            Verdict.SUSPECT,
            "4 of 9 articles lack the layout's element for the date line, which was found by labels",
        ),
        (GOOD | {"layout/regular": 90, "labels/date_line": 4}, Verdict.OK, "5 new articles"),
        (GOOD | {"layout/regular": 90, "missing/published_at": 4}, Verdict.OK, "5 new articles"),
        (GOOD | {"article/refused": 1, "nature/challenge": 1}, Verdict.SUSPECT, "not articles but a challenge: 1"),
    ],
)
def test_verdicts(counters: dict[str, int], verdict: Verdict, reason: str) -> None:
    judgement = judge(counters, finish_reason="finished")
    assert (judgement.verdict, reason in "; ".join(judgement.reasons)) == (verdict, True), judgement


def test_what_ends_a_run_overrides_what_it_found() -> None:
    assert judge(GOOD, finish_reason="shutdown", signal=15).exit_code == 143
    assert judge(GOOD, finish_reason="storage", storage_error="disk full").exit_code == 1
    assert judge(GOOD, finish_reason="finished", blocked="robots.txt unreachable").exit_code == 1
    assert judge(GOOD, finish_reason="start_error").exit_code == 3
    assert judge(GOOD, finish_reason="finished").exit_code == 0


def test_what_a_second_look_finds_gone_is_news_and_was_read() -> None:
    (reason,) = judge({"recheck/due": 3, "article/seen": 2, "article/gone": 1}, finish_reason="finished").reasons
    assert reason == "3 addresses rechecked: 1 gone"
    (reason,) = judge({"recheck/due": 3, "article/gone": 1, "article/failed": 1}, finish_reason="finished").reasons
    assert reason.startswith("3 addresses rechecked: 1 gone; 1 could not be read and will be tried again")
