"""Politeness as a guarantee, proved by what the replica was asked and when."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from harness import Run, run, start

from linfen_crawler.archive import Archive
from linfen_crawler.archive.pace import FILE, Asked, PaceFile
from linfen_crawler.archive.summary import by_state
from linfen_crawler.pace import retry_after_s, server_of
from linfen_crawler.replica import Page, Replica, RunningReplica, serve
from linfen_crawler.replica.server import Request
from linfen_crawler.values import hours

SITE_NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
"""Noon in Linfen."""


@pytest.fixture
def site() -> Iterator[RunningReplica]:
    """Serve a small replica that does not say what time it is."""
    with serve(Replica(seed=7, size=24)) as running:
        running.clock = lambda: None
        yield running


@pytest.fixture
def crawl(site: RunningReplica, folder: Path) -> Run:
    def crawl(*arguments: str, moment: datetime | None = None, command: str = "crawl", **env: str) -> object:
        where = ("--archive", str(folder), "--site-url", site.url)
        return run([command, *where, *arguments], env=env, moment=moment)

    return crawl  # type: ignore[return-value]


def gaps_s(site: RunningReplica) -> list[float]:
    """Return the seconds between the site's requests, in the order in which they were read."""
    times = sorted(one.at for one in site.requests)
    return [(later - earlier).total_seconds() for earlier, later in pairwise(times)]


def an_article(site: RunningReplica, at: int = 0) -> str:
    """Return the path of an article of one page, in the order in which sections list them."""
    found = (url for section in site.replica.sections for url in site.replica.truth_listing(section.path))
    alone = [url for url in dict.fromkeys(found) if len(site.replica.parts(url)) == 1]
    return urlsplit(alone[at]).path


def states(folder: Path) -> dict[str, int]:
    with Archive.open(folder) as archive:
        found: dict[str, int] = {}
        for row in by_state(archive):
            found[str(row["state"])] = found.get(str(row["state"]), 0) + int(str(row["addresses"]))
    return found


def images_of(archive: Archive) -> list[tuple[object, ...]]:
    with sqlite3.connect(archive.folder / "linfen.db") as db:
        return db.execute("SELECT url, path FROM images ORDER BY url, path").fetchall()


def once(page: Page) -> Callable[[Request], Page | None]:
    """Serve a page the first time, and what belongs there from then on."""
    pages = [page]
    return lambda _: pages.pop() if pages else None


def test_the_gap_is_kept_through_redirects_retries_and_several_commands(crawl: Run, site: RunningReplica) -> None:
    site.overrides[an_article(site, 0)] = Page(status=500, body=b"oops")
    site.overrides[an_article(site, 1)] = Page(status=302, headers=(("Location", an_article(site, 2)),), body=b"")
    assert crawl("--max-articles", "8", LINFEN_DELAY_S="0.1").returncode in {0, 3}
    crawl("--older-than", "0h", command="recheck", LINFEN_DELAY_S="0.1")
    crawl("--max-articles", "2", LINFEN_DELAY_S="0.1")
    assert len([one for one in site.requests if one.path == an_article(site, 0)]) >= 3
    assert len(site.requests) > 20
    assert min(gaps_s(site)) >= 0.1


def test_the_gap_is_kept_on_a_server_that_takes_long(crawl: Run, site: RunningReplica) -> None:
    """As long as an answer takes, the pause after it lasts: a server under load is asked less."""
    slow_s = 0.3

    def slowly(_: Request) -> None:
        time.sleep(slow_s)

    for at in range(3):
        site.overrides[an_article(site, at)] = slowly
    crawl("--max-articles", "8", LINFEN_DELAY_S="0.05")
    starts = sorted((one.at, one.path) for one in site.requests)
    after = [later[0] - one[0] for one, later in pairwise(starts) if one[1] in site.overrides]
    assert len(after) == 3
    assert min(after) >= timedelta(seconds=2 * slow_s)


def test_the_bare_host_and_www_are_one_server(site: RunningReplica, folder: Path) -> None:
    path = an_article(site)
    moved = f"http://lfxww.com{path}"
    site.overrides[path] = once(Page(status=301, headers=(("Location", moved),), body=b""))
    env = {"http_proxy": site.url, "LINFEN_DELAY_S": "0.1"}
    run(["crawl", "--archive", str(folder), "--max-articles", "6"], env=env)
    assert {one.host for one in site.requests} == {"www.lfxww.com", "lfxww.com"}
    assert min(gaps_s(site)) >= 0.1


@pytest.mark.parametrize("said", ["2", "date"])
@pytest.mark.parametrize("delay", ["0", "0.05"])
def test_retry_after_pauses_the_whole_crawl(crawl: Run, site: RunningReplica, said: str, delay: str) -> None:
    refused: list[datetime] = []

    def refuse(_: Request) -> Page | None:
        if refused:
            return None
        refused.append(datetime.now(UTC))
        after = said if said != "date" else format_datetime(refused[0] + timedelta(seconds=3), usegmt=True)
        return Page(status=429, headers=(("Retry-After", after),), body=b"slow down")

    site.overrides[an_article(site, 3)] = refuse
    assert crawl(LINFEN_DELAY_S=delay).returncode == 0
    at = refused[0]
    # Without a pace of our own, up to eight others were under way.
    later = [one.at for one in site.requests if one.at > at + timedelta(seconds=0.5)]
    assert len(later) > 10
    assert min(later) >= at + timedelta(seconds=1.9)
    if delay != "0":
        assert not [one for one in site.requests if at < one.at < at + timedelta(seconds=1.9)]


def test_without_retry_after_each_pause_in_a_row_is_twice_as_long(crawl: Run, site: RunningReplica) -> None:
    path = an_article(site, 3)
    site.overrides[path] = Page(status=503, body=b"busy")
    crawl(LINFEN_DELAY_S="0.05")
    times = [one.at for one in site.requests if one.path == path]
    assert len(times) == 3
    starts = sorted((one.at, one.path) for one in site.requests)
    after = [(later[0] - one[0]).total_seconds() for one, later in pairwise(starts) if one[1] == path]
    # Between two of its own, other pages were answered: each time the pause is the first in a row again.
    assert min(after) >= 0.5


def test_a_site_that_answers_nothing_else_is_asked_less_and_less(crawl: Run, site: RunningReplica) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"busy")
    assert crawl(LINFEN_DELAY_S="0.05").returncode == 1
    first, second = gaps_s(site)
    assert (first >= 0.5, second >= 1.0) == (True, True)


def test_a_long_pause_ends_the_run_and_holds_for_the_next(crawl: Run, site: RunningReplica, folder: Path) -> None:
    site.overrides[an_article(site, 3)] = once(Page(status=503, headers=(("Retry-After", "7200"),), body=b""))
    first = crawl("--json", LINFEN_DELAY_S="0.02", moment=SITE_NOON)
    assert first.returncode == 3
    (reason,) = json.loads(first.stdout)["reasons"]
    assert reason.startswith("the run ended early: the site asks for no requests before 2026-11-27 14:00:")
    waiting = states(folder)
    assert waiting["pending"] > 3
    assert "failed" not in waiting
    asked = len(site.requests)
    again = crawl("--json", LINFEN_DELAY_S="0.02", moment=SITE_NOON + timedelta(hours=1.5))
    assert (again.returncode, len(site.requests)) == (3, asked)
    assert "before 2026-11-27 14:00:" in again.stdout
    assert states(folder) == waiting
    done = crawl(LINFEN_DELAY_S="0.02", moment=SITE_NOON + timedelta(hours=2.1))
    assert done.returncode == 0
    assert "pending" not in states(folder)


def test_nothing_is_asked_outside_the_hours(crawl: Run, site: RunningReplica, folder: Path) -> None:
    done = crawl("--json", LINFEN_HOURS="00:00-06:00", moment=SITE_NOON)
    assert (done.returncode, site.requests) == (0, [])
    early, nothing = json.loads(done.stdout)["reasons"]
    assert early == "ended early: the site is asked only at 00:00-06:00 of its time (LINFEN_HOURS)"
    assert nothing == "nothing was asked for"
    # Two seconds before the hours end, and a crawl takes longer.
    closing = SITE_NOON.replace(hour=21, minute=59, second=58)
    done = crawl("--json", LINFEN_HOURS="00:00-06:00", LINFEN_DELAY_S="0.1", moment=closing)
    assert done.returncode == 0
    assert json.loads(done.stdout)["reasons"][0].startswith("ended early: the site is asked only at 00:00-06:00")
    assert 0 < len(site.requests) < 30
    assert states(folder)["pending"] > 0
    assert "failed" not in states(folder)
    done = crawl(LINFEN_HOURS="00:00-06:00", LINFEN_DELAY_S="0.01", moment=closing + timedelta(hours=20))
    assert done.returncode == 0
    assert "pending" not in states(folder)


def test_the_days_budget_holds_across_runs_and_kills(crawl: Run, site: RunningReplica, folder: Path) -> None:
    env = {"LINFEN_DAILY_REQUESTS": "25", "LINFEN_DELAY_S": "0.1"}
    where = ("--archive", str(folder), "--site-url", site.url)
    killed = start(["crawl", *where], env=env, moment=SITE_NOON)
    while len(site.requests) < 8:
        time.sleep(0.02)
    killed.kill()
    killed.join()
    before = len(site.requests)
    second = crawl("--json", **env, moment=SITE_NOON + timedelta(hours=1))
    assert second.returncode == 0
    assert "today's 25 requests are spent" in second.stdout
    # The request that was under way as the kill came may not have been answered, but it was sent.
    assert 24 <= len(site.requests) <= 25
    assert before >= 8
    third = crawl(**env, moment=SITE_NOON + timedelta(hours=2))
    assert (third.returncode, len(site.requests) <= 25) == (0, True)
    next_day = SITE_NOON + timedelta(hours=12, minutes=1)
    assert crawl(**{**env, "LINFEN_DAILY_REQUESTS": "500"}, moment=next_day).returncode == 0
    assert "pending" not in states(folder)


def test_the_images_of_an_article_wait_with_it(crawl: Run, site: RunningReplica, folder: Path) -> None:
    env = {"LINFEN_DAILY_REQUESTS": "30", "LINFEN_MEDIA": "1", "LINFEN_DELAY_S": "0.01"}
    assert crawl(**env, moment=SITE_NOON).returncode == 0
    assert len(site.requests) == 30
    crawl(LINFEN_MEDIA="1", LINFEN_DELAY_S="0", moment=SITE_NOON + timedelta(days=1))
    with Archive.open(folder) as archive, serve(Replica(seed=7, size=24)) as other:
        other.clock = lambda: None
        alone = folder.parent / "alone"
        run(["crawl", "--archive", str(alone), "--site-url", other.url], env={"LINFEN_MEDIA": "1"}, moment=SITE_NOON)
        with Archive.open(alone) as undisturbed:
            assert images_of(archive) == images_of(undisturbed) != []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_stop_ends_within_ten_seconds(
    crawl: Run, site: RunningReplica, folder: Path, number: signal.Signals
) -> None:
    """Though the site holds an answer back, and others wait for their turn."""
    hangs, released = threading.Event(), threading.Event()

    def hang(_: Request) -> None:
        hangs.set()
        released.wait(60)

    site.overrides[an_article(site, 3)] = hang
    where = ("--archive", str(folder), "--site-url", site.url)
    stopped = start(["crawl", *where], env={"LINFEN_DELAY_S": "0.05"})
    assert hangs.wait(60)
    begun = time.monotonic()
    os.kill(stopped.pid or 0, number)
    stopped.join(60)
    took_s = time.monotonic() - begun
    released.set()
    assert stopped.exitcode == 128 + number
    assert took_s < 10
    with Archive.open(folder) as archive:
        (last,) = archive.last_runs(1)
        assert (last.verdict, last.reasons) == ("interrupted", [f"stopped by signal {number:d}"])
    assert "failed" not in states(folder)
    assert crawl().returncode == 0
    assert "pending" not in states(folder)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.lfxww.com/a.html", "lfxww.com"),
        ("https://lfxww.com./", "lfxww.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]:8000/", "::1"),
        ("http://img.lfxww.com/", "img.lfxww.com"),
    ],
)
def test_a_server_is_a_host(url: str, name: str) -> None:
    assert server_of(url) == name


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        ([], None),
        ([b""], None),
        ([b"0"], 0.0),
        ([b" 120 "], 120.0),
        ([b"-5"], None),
        ([b"1.5"], None),
        ([b"9" * 400], None),
        ([b"99999999999"], 7 * 24 * 3600.0),
        ([b"Fri, 27 Nov 2026 04:01:00 GMT"], 60.0),
        ([b"Friday, 27-Nov-26 04:01:00 GMT"], 60.0),
        ([b"Fri, 27 Nov 2026 03:59:00 GMT"], 0.0),
        ([b"Fri, 27 Nov 2026 12:01:00 +0800"], 60.0),
        ([b"Fri, 27 Nov 0 04:01:00 GMT"], 0.0),
        ([b"\xff\xfe"], None),
        ([b"later", b"7"], 7.0),
    ],
)
def test_retry_after_is_read_as_the_standard_has_it(values: list[bytes], seconds: float | None) -> None:
    assert retry_after_s(values, SITE_NOON) == seconds


@pytest.mark.parametrize("text", ["6-7", "25:00-26:00", "06:00-06:00", "24:00-06:00", "00:00-24:01", "06:60-07:00"])
def test_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match="no span of hours"):
        hours(text)


def test_hours_as_written() -> None:
    assert str(hours(" 0:00-6:00, 22:00-24:00")) == "00:00-06:00,22:00-24:00"


def test_what_is_noted_of_a_server_outlasts_a_damaged_file(tmp_path: Path) -> None:
    asked = Asked(at=SITE_NOON, day="2026-11-27", requests=3, refused_at=SITE_NOON, pause_s=60)
    PaceFile(tmp_path)["lfxww.com"] = asked
    assert PaceFile(tmp_path)["lfxww.com"] == asked
    text = (tmp_path / FILE).read_text("utf-8")
    for damaged in ("", "[]", "{", text.replace("+00:00", ""), text.replace("3,", '"x",'), '{"a": {}}', "\x00" * 80):
        (tmp_path / FILE).write_text(damaged)
        assert PaceFile(tmp_path)["lfxww.com"] == Asked()


def test_a_pause_lasts_no_longer_than_was_asked_whatever_the_clock_says() -> None:
    asked = Asked(refused_at=SITE_NOON, pause_s=60)
    assert asked.paused_until(SITE_NOON + timedelta(seconds=59)) == SITE_NOON + timedelta(seconds=60)
    assert asked.paused_until(SITE_NOON + timedelta(seconds=60)) is None
    long_before = SITE_NOON - timedelta(days=400)
    assert asked.paused_until(long_before) == long_before + timedelta(seconds=60)


def test_a_pace_file_that_cannot_be_written_stops_no_crawl(crawl: Run, folder: Path, site: RunningReplica) -> None:
    (folder / f"{FILE}.new").mkdir(parents=True)
    done = crawl("--max-articles", "3", LINFEN_DELAY_S="0.01")
    assert done.returncode == 0
    assert done.stderr.count("the pace of this run cannot be noted") == 1
    assert min(gaps_s(site)) >= 0.01
