"""Which articles are requested again first, and how long each waits that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import time_machine
from test_clock import NOW, due, row_of
from test_identity import article
from test_removals import absent, events, store
from test_verify import damages

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import instant
from linfen_crawler.items import Capture, Failure, NoPage, Refusal, Skip
from linfen_crawler.kinds import Kind

_ONE: Final = {"url": "http://www.lfxww.com/shanxi/5.html", "kind": Kind.ARTICLE}
UNREAD = [
    Failure(**_ONE, reason="status 503"),
    Refusal(**_ONE, reason="a challenge", parser_version=None),
    Skip(**_ONE, reason="robots.txt", may_change=True),
]
"""What may be answered of an article and says nothing of it."""
PATHS = [f"/shanxi/{number}" for number in range(1, 9)]


def of_all() -> Iterator[str]:
    """Yield the addresses of the eight articles, in the order in which they were archived."""
    return (f"http://www.lfxww.com{path}.html" for path in PATHS)


@pytest.fixture
def eight(tmp_path: Path) -> Path:
    """Return an archive of eight articles that were read an hour after each other."""
    for number, path in enumerate(PATHS):
        with time_machine.travel(NOW + timedelta(hours=number), tick=False):
            store(tmp_path, article(path, text=path * 40))
    return tmp_path


@pytest.mark.parametrize("is_aged", [False, True], ids=["due", "older than a week"])
def test_what_cannot_be_read_keeps_no_other_waiting(eight: Path, *, is_aged: bool) -> None:
    """As where a section is closed, and each run asks for three: all are requested in turn."""
    urls = list(of_all())
    asked: list[int] = []
    for run in range(8):
        moment = NOW + timedelta(days=200 + run)
        with time_machine.travel(moment, tick=False):
            with Archive.open(eight) as archive:
                seen_before = f"{moment - timedelta(days=7):%Y-%m-%dT%H:%M:%S.%fZ}" if is_aged else None
                chosen = archive.due_for_check(limit=3, seen_before=seen_before)
            failed = [Failure(url=urls[one - 1], kind=Kind.ARTICLE, reason="status 403") for one in chosen if one < 4]
            store(eight, *failed, *(article(PATHS[one - 1], text=PATHS[one - 1] * 40) for one in chosen if one > 3))
            asked += chosen
    assert asked[:8] == [1, 2, 3, 4, 5, 6, 7, 8]
    # Those that failed are asked again when it is their turn.
    assert {1, 2, 3} <= set(asked[8:])
    assert damages(eight) == []


@pytest.mark.parametrize(
    ("days", "wait"),
    [(0, "12:00:00"), (1, "12:00:00"), (4, "2 days, 0:00:00"), (13, "6 days, 12:00:00"), (99, "7 days, 0:00:00")],
)
@pytest.mark.parametrize("unread", UNREAD)
def test_an_article_that_could_not_be_read_waits_by_how_long_it_was_not(
    unread: NoPage, days: int, wait: str, tmp_path: Path
) -> None:
    one = article("/shanxi/5")
    with time_machine.travel(NOW, tick=False):
        store(tmp_path, one)
    moment = NOW + timedelta(days=days)
    with time_machine.travel(moment, tick=False):
        store(tmp_path, unread)
        assert due(tmp_path) == []
    due_at = datetime.fromisoformat(str(row_of(tmp_path)["next_check_at"]))
    assert str(due_at - moment) == wait


def test_it_never_waits_longer_for_it_than_by_its_age(tmp_path: Path) -> None:
    """Else it were taken for one that was written by a clock that was ahead, and asked for at once."""
    one = article("/shanxi/5")
    with time_machine.travel(NOW, tick=False):
        store(tmp_path, one)
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        store(tmp_path, absent(one.url))
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        store(tmp_path, Failure(url=one.url, kind=Kind.ARTICLE, reason="status 503"))
        assert due(tmp_path) == []
    with time_machine.travel(NOW + timedelta(days=31, hours=12), tick=False):
        assert due(tmp_path) == [1]


def test_another_of_its_addresses_is_not_made_to_wait(tmp_path: Path) -> None:
    """A check that is due sooner stays due then."""
    one, other = article("/shanxi/5"), article("/hongtong/9")
    with time_machine.travel(NOW - timedelta(days=40), tick=False):
        store(tmp_path, other)
    with time_machine.travel(NOW, tick=False):
        store(tmp_path, one)
        store(tmp_path, Failure(url=one.url, kind=Kind.ARTICLE, reason="status 503"))
        sooner = row_of(tmp_path)["next_check_at"]
        store(tmp_path, Failure(url=other.url, kind=Kind.ARTICLE, reason="status 503"))
        assert row_of(tmp_path)["next_check_at"] == sooner


@pytest.mark.parametrize("unread", UNREAD)
def test_what_is_gone_stays_gone_whatever_else_is_answered(unread: NoPage, tmp_path: Path) -> None:
    one = article("/shanxi/5")
    store(tmp_path, one)
    store(tmp_path, absent(one.url), unread)
    with Archive.open(tmp_path) as archive:
        entry = archive.ledger_entry(one.url) or {}
    assert (entry["state"], entry["reason"], entry["next_try_at"]) == ("gone", "404", None)
    assert [kind for kind, _ in events(tmp_path)] == ["gone"]
    assert damages(tmp_path) == []


@pytest.mark.parametrize("answer", [absent(str(_ONE["url"])), *UNREAD[1:]])
def test_an_address_that_gave_no_article_is_tried_again_after_days(answer: NoPage, tmp_path: Path) -> None:
    """1, 4, 16, 64 and then 168: a site may answer so for an hour. After a failure these are hours."""
    waits = []
    with time_machine.travel(NOW, tick=False):
        for _ in range(6):
            store(tmp_path, answer)
            with Archive.open(tmp_path) as archive:
                entry = archive.ledger_entry(answer.url) or {}
            waits.append(datetime.fromisoformat(str(entry["next_try_at"])) - NOW)
            assert entry["asked_at"] == instant(NOW)
    assert waits == [timedelta(days=days) for days in (1, 4, 16, 64, 168, 168)]


@pytest.mark.parametrize("unread", UNREAD)
def test_what_others_could_not_read_makes_nothing_wait(unread: NoPage, tmp_path: Path) -> None:
    one = article("/shanxi/5")
    others = Capture(url=one.url, fetched_at=NOW, status=503, provenance="x.warc.gz")
    with time_machine.travel(NOW, tick=False):
        store(tmp_path, one)
        before = row_of(tmp_path)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        store(tmp_path, replace(unread, captures=(others,)))
        assert row_of(tmp_path) == before
        with Archive.open(tmp_path) as archive:
            entry = archive.ledger_entry(one.url) or {}
    assert (entry["state"], entry["reason"], entry["asked_at"]) == ("archived", None, instant(NOW))
