"""A clock that was ahead, this machine's or another crawler's: no time is believed that is yet to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from foreign import warc, write
from harness import Run, run
from test_bad_input import html, path_of
from test_earlier import found
from test_identity import article, store
from test_ingest import ARTICLES, captured
from test_rebuild import EQUAL
from test_verify import damages

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.ledger import retry_wait
from linfen_crawler.archive.schedule import LONGEST_RETRY
from linfen_crawler.replica import RunningReplica

Opened = Callable[[], Archive]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
AHEAD = timedelta(days=400)


def row_of(folder: Path) -> dict[str, object]:
    with Archive.open(folder) as archive:
        return dict(archive.article(1) or {})


def due(folder: Path, *, seen_before: datetime | None = None) -> list[int]:
    with Archive.open(folder) as archive:
        before = None if seen_before is None else instant(seen_before)
        return archive.due_for_check(seen_before=before)


def test_what_was_read_at_a_time_that_is_yet_to_come_is_requested_again_once(tmp_path: Path) -> None:
    with time_machine.travel(NOW + AHEAD, tick=False):
        store(tmp_path, [article("/shanxi/5")])
    with time_machine.travel(NOW, tick=False):
        assert due(tmp_path) == due(tmp_path, seen_before=NOW - timedelta(days=7)) == [1]
        assert store(tmp_path, [article("/shanxi/5")]) == ["seen"]
        assert due(tmp_path) == due(tmp_path, seen_before=NOW - timedelta(days=7)) == []
        assert row_of(tmp_path)["first_seen_at"] == row_of(tmp_path)["last_seen_at"] == instant(NOW)
    assert damages(tmp_path) == []


@pytest.mark.parametrize("days", [1, 20, 170, 2000])
def test_no_article_waits_longer_than_one_that_is_read_now(days: int, tmp_path: Path) -> None:
    """Neither the young nor the old, however little the clock was ahead: by a day at most it may go unnoticed."""
    for path, published in (("/shanxi/5", 1), ("/shanxi/6", 28)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            store(tmp_path, [article(path, day=published, text=path * 99)])
    with time_machine.travel(NOW, tick=False):
        assert due(tmp_path) == ([1, 2] if days > 1 else due(tmp_path))
        store(tmp_path, [article("/shanxi/5", text="/shanxi/5" * 99), article("/shanxi/6", text="/shanxi/6" * 99)])
        assert due(tmp_path) == []


def test_an_edit_after_a_clock_that_was_ahead_ends_no_version_before_it_began(tmp_path: Path) -> None:
    with time_machine.travel(NOW + AHEAD, tick=False):
        store(tmp_path, [article("/shanxi/5"), article("/shanxi/5", title="新题")])
    with time_machine.travel(NOW, tick=False):
        assert store(tmp_path, [article("/shanxi/5", title="又改")]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        times = [(str(one["seen_at"]), str(one["replaced_at"])) for one in archive.revisions(1)]
        assert len(times) == 2
        assert all(since <= until for since, until in times)
    assert damages(tmp_path) == []


def test_what_others_captured_some_hours_ahead_was_there_when_it_came(tmp_path: Path) -> None:
    """As local time that is called UTC. What is read after it is no older."""
    ahead = found(article("/shanxi/5"), 1)
    capture = replace(ahead.captures[0], fetched_at=NOW + timedelta(hours=8))
    ahead = replace(ahead, captures=(capture,), parts=(replace(ahead.parts[0], capture=capture),))
    with time_machine.travel(NOW, tick=False):
        assert store(tmp_path, [ahead]) == ["added"]
        assert row_of(tmp_path)["last_seen_at"] == instant(NOW)
        with Archive.open(tmp_path) as archive:
            assert (archive.ledger_entry(ahead.url) or {})["asked_at"] is None
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert store(tmp_path, [article("/shanxi/5", title="新题")]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        (kept,) = archive.revisions(1)
        assert (kept["seen_at"], kept["replaced_at"]) == (instant(NOW), instant(NOW + timedelta(hours=1)))
        # The capture says what its record said.
        (first, _) = archive.rows("SELECT fetched_at FROM captures ORDER BY id")
        assert first["fetched_at"] == instant(NOW + timedelta(hours=8))
    assert damages(tmp_path) == []


def test_an_archive_of_a_clock_that_was_ahead_continues_and_is_proved(
    linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    where = ("--archive", str(folder), "--site-url", site.url)
    url = next(one.url for one in site.replica.articles() if len(site.replica.same_text(one.url)) == 1)
    site.overrides[path_of(url)] = html("later", 503)
    crawl = ["crawl", *where]
    assert run(crawl, moment=datetime.now(UTC) + AHEAD).returncode in {0, 3}
    del site.overrides[path_of(url)]
    # What failed is requested again, though its time is yet to come, and so is what was read.
    assert linfen(*crawl).returncode == 0
    assert opened().article(url) is not None
    (articles,) = opened().rows("SELECT count(*) AS n FROM articles")
    assert f"{int(str(articles['n'])) - 1} addresses rechecked" in linfen("recheck", *where).stdout
    assert "no address was due" in linfen("recheck", *where).stdout
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    assert EQUAL in linfen("rebuild", "--archive", str(folder)).stdout


def test_a_capture_some_hours_ahead_is_rebuilt_as_it_was(linfen: Run, folder: Path, tmp_path: Path) -> None:
    at = (datetime.now(UTC) + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = replace(captured(ARTICLES[0].url), at=at)
    assert linfen("ingest", str(write(tmp_path, "x.warc.gz", warc([page]))), "--archive", str(folder)).returncode == 0
    with Archive.open(folder) as archive:
        assert str((archive.article(1) or {})["last_seen_at"]) < instant(datetime.now(UTC))
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    assert EQUAL in linfen("rebuild", "--archive", str(folder)).stdout


def test_the_longest_wait_is_that_of_the_ledger() -> None:
    assert 24 * retry_wait(99) == LONGEST_RETRY
