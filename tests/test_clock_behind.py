"""A clock that is behind: no run dates by it what it reads, and none that is right is kept from its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from foreign import warc, write
from harness import Run, run
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from test_bad_input import html, path_of
from test_clock import AHEAD
from test_ingest import ARTICLES, captured

from linfen_crawler.archive import Archive
from linfen_crawler.clock import STEP, TOLERANCE, Clock, ClockError
from linfen_crawler.options import Options
from linfen_crawler.replica import RunningReplica
from linfen_crawler.run import Run as TheRun
from linfen_crawler.timekeeping import ClockMiddleware

Opened = Callable[[], Archive]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
NEVER_SET = datetime(2000, 1, 1, tzinfo=UTC)
BEHIND = "this machine's clock is behind: it says 2000-01-01T00:00:"
SAME, HOUR, DAY = timedelta(), timedelta(hours=1), timedelta(days=1)


def http(moment: datetime) -> list[bytes]:
    return [format_datetime(moment, usegmt=True).encode()]


def heard(*answers: tuple[timedelta, timedelta], latest: timedelta = -HOUR, trusted: bool = False) -> Clock:
    """Return a clock after some answers: how long after the run began each came, and by how much its date differs."""
    clock = Clock(now=NOW, latest=NOW + latest, trusted=trusted)
    for after, difference in answers:
        clock.hear(NOW + after, http(NOW + after + difference))
    return clock


def test_only_a_later_date_proves_that_a_clock_is_behind() -> None:
    assert "behind: it says 2026-05-01T12:00:00Z" in str(heard((SAME, 2 * DAY)).proof)
    for difference in (SAME, DAY / 2, -DAY / 2, -2 * DAY, -4000 * DAY):
        assert heard((SAME, difference)).fault is None
    # A cache can only be older.
    assert heard((SAME, -4000 * DAY), (SAME, 2 * DAY)).fault is not None
    assert heard((SAME, SAME), (HOUR, 2 * DAY)).fault is not None


@pytest.mark.parametrize(
    "said",
    [
        [],
        [b""],
        [b"0"],
        [b"-1"],
        [b"yesterday"],
        [b"Thu, 31 Feb 2028 00:00:00 GMT"],
        [b"Thu, 01 Jan 10000 00:00:00 GMT"],
        [b"Fri, 31 Dec 9999 23:59:59 -2300"],
        [b"\xe4\xbb\x8a\xe5\xa4\xa9"],
        [b"," * 5000],
        [b"1" * 5000],
        [*http(NOW), *http(NOW + 9 * DAY)],
    ],
    ids=lambda said: repr(said)[:40],
)
def test_a_date_without_sense_says_nothing(said: list[bytes]) -> None:
    clock = Clock(now=NOW, latest=NOW - HOUR)
    clock.hear(NOW, said)
    assert (clock.fault, clock.remarks()) == (None, [])
    doubted = Clock(now=NOW, latest=NOW + HOUR)
    doubted.hear(NOW, said)
    assert "no answer of the site said what time it is" in str(doubted.fault)


@pytest.mark.parametrize(
    "said", [b"Sun, 10 May 2026 12:00:00 GMT", b"Sunday, 10-May-26 12:00:00 GMT", b"Sun May 10 12:00:00 2026"]
)
def test_each_form_of_a_date_is_understood(said: bytes) -> None:
    """RFC 9110, 5.6.7."""
    clock = Clock(now=NOW)
    clock.hear(NOW, [said])
    assert "the site dated an answer 2026-05-10T12:00:00Z" in str(clock.proof)


def test_a_clock_that_is_ahead_is_suspect_unless_one_answer_agrees() -> None:
    (said,) = heard((SAME, -9 * DAY), (HOUR, -3 * DAY)).remarks()
    assert "seems to be ahead: it says 2026-05-01T13:00:00Z" in said
    assert "2026-04-28T13:00:00Z" in said
    assert heard((SAME, -9 * DAY), (HOUR, -HOUR)).remarks() == []
    assert heard().remarks() == []


@pytest.mark.parametrize(
    ("age", "remarks"),
    [(b"777600", 0), (b" 777600 ", 0), (b"0", 1), (b"nine days", 1), (b"", 1), (b"-777600", 1), (b"9" * 5000, 1)],
)
def test_what_a_cache_has_kept_is_dated_by_its_age(age: bytes, remarks: int) -> None:
    clock = Clock(now=NOW)
    clock.hear(NOW, http(NOW - 9 * DAY), [age])
    assert (len(clock.remarks()), clock.fault) == (remarks, None)


def test_the_site_says_whether_the_clock_or_the_archive_is_wrong() -> None:
    for ahead in (2 * STEP, HOUR, 8 * HOUR, 3 * DAY, 4000 * DAY):
        # The clock is behind: the site's time is after that of the archive.
        assert heard((SAME, ahead), latest=ahead).fault is not None
        assert heard((SAME, ahead + HOUR), latest=ahead).proof is not None
        # The clock is right: the archive's was ahead.
        assert heard((SAME, SAME), latest=ahead).fault is None
        assert heard((SAME, min(ahead / 3, TOLERANCE)), latest=ahead).fault is None
        assert heard((SAME, -min(ahead / 3, TOLERANCE)), latest=ahead).fault is None
        # Nobody knows: not while only old answers have come.
        assert "was ahead then" in str(heard(latest=ahead).fault)
        assert "dated none of its answers later than" in str(heard((SAME, -9 * DAY), latest=ahead).fault)
        assert heard((SAME, -9 * DAY), (SAME, SAME), latest=ahead).fault is None
    assert heard(latest=STEP).fault is None


def test_an_old_answer_that_happens_to_agree_does_not_confirm_a_clock_that_is_behind() -> None:
    """A time zone's hours behind, with a robots.txt that a cache has kept as long."""
    clock = heard((SAME, SAME), latest=7 * HOUR)
    assert clock.fault is None
    clock.hear(NOW, http(NOW + 8 * HOUR))
    assert clock.proof is not None


def test_a_clock_that_is_set_back_in_a_run_is_doubted_from_there_on() -> None:
    clock = heard((SAME, SAME), (HOUR, SAME), (-8 * HOUR, 9 * HOUR))
    assert clock.proof is not None
    # It was ahead, and is now right.
    assert heard((SAME, -9 * HOUR), (-8 * HOUR, SAME), (-7 * HOUR, SAME)).fault is None
    silent = heard((HOUR, SAME))
    silent.hear(NOW - 8 * HOUR, [])
    assert silent.fault is not None


def test_a_trusted_clock_is_only_suspect() -> None:
    for clock in (
        heard((SAME, 9 * DAY), trusted=True),
        heard(latest=9 * DAY, trusted=True),
        heard((SAME, -9 * DAY), latest=9 * DAY, trusted=True),
    ):
        assert (clock.proof, clock.fault, len(clock.remarks())) == (None, None, 1)
        clock.check()
    assert heard((SAME, SAME), latest=9 * DAY, trusted=True).remarks() == []


def test_who_cannot_ask_the_site_believes_the_archive() -> None:
    with pytest.raises(ClockError, match="call `linfen crawl` first"):
        heard(latest=HOUR).check()
    heard(latest=STEP).check()
    Clock(now=NOW).check()


def test_another_host_does_not_speak_for_the_site() -> None:
    class Hearing(TheRun):
        heard: list[object]

        def hear(self, now: datetime, said: object, age: object) -> None:  # type: ignore[override]
            self.heard.append((said, age))

    one = Hearing(get_crawler(), Options.from_values({"LINFEN_ARCHIVE": "x"}), None)  # type: ignore[arg-type]
    one.heard = []
    middleware = ClockMiddleware(one)
    for url in ("https://mmbiz.qpic.cn/1.jpg", "http://www.lfxww.com/robots.txt"):
        middleware.process_response(Request(url), Response(url, headers={"Date": "x", "Age": "1"}))
    assert one.heard == [([b"x"], [b"1"])]


def where(site: RunningReplica, folder: Path) -> tuple[str, ...]:
    return ("--archive", str(folder), "--site-url", site.url)


WRITTEN = ("archive", "captures", "articles", "article_urls", "revisions", "changes", "urls", "listings", "sweeps")


def rows(folder: Path, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    with Archive.open(folder) as archive:
        return {table: [tuple(row.values()) for row in archive.rows(f"SELECT * FROM {table}")] for table in tables}


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    before = rows(folder, *WRITTEN)
    yield
    assert rows(folder, *WRITTEN) == before


def alter(site: RunningReplica) -> tuple[str, str]:
    """Let the site edit one article and remove another; return their addresses."""
    alone = [one for one in site.replica.articles() if len(site.replica.same_text(one.url)) == 1]
    edited, removed = [one.url for one in alone if not site.replica.parts(one.url)[1:]][:2]
    page = site.replica.page(path_of(edited))
    title = str(next(one.title for one in alone if one.url == edited))
    codec = site.replica.encoding(edited)
    body = page.body.decode(codec).replace(title, f"{title}改").encode(codec)
    headers = tuple(pair for pair in page.headers if pair[0].lower() not in {"etag", "last-modified"})
    site.overrides[path_of(edited)] = replace(page, body=body, headers=headers)
    site.overrides[path_of(removed)] = html("x", 404)
    return edited, removed


def test_a_recheck_whose_clock_is_behind_changes_no_row(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    assert crawl().returncode == 0
    edited, removed = alter(site)
    again = ["recheck", "--older-than", "0h", *where(site, folder)]
    site.forget_requests()
    with unchanged(folder):
        done = run(again, moment=NEVER_SET)
    assert (done.returncode, BEHIND in done.stdout, BEHIND in done.stderr) == (1, True, True)
    assert [one.path for one in site.requests] == ["/robots.txt"]
    assert f"the site dated an answer {datetime.now(UTC):%Y-%m-}" in done.stdout
    # A correct clock sees all of it, and dates it.
    assert linfen(*again).returncode == 0
    with Archive.open(folder) as archive:
        (kept,) = archive.rows("SELECT * FROM revisions")
        first = archive.article(edited) or {}
        assert str(first["first_seen_at"]) == str(kept["seen_at"]) < str(kept["replaced_at"]) == first["changed_at"]
        assert str((archive.article(removed) or {})["gone_at"]) > str(kept["seen_at"])
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    assert linfen("rebuild", "--archive", str(folder)).returncode == 0


def test_a_first_crawl_whose_clock_is_behind_stores_nothing(linfen: Run, site: RunningReplica, folder: Path) -> None:
    done = run(["crawl", *where(site, folder)], moment=NEVER_SET)
    assert (done.returncode, BEHIND in done.stdout) == (1, True)
    assert not any(found for name, found in rows(folder, *WRITTEN).items() if name != "archive")
    assert linfen("crawl", *where(site, folder)).returncode == 0
    assert linfen("verify", "--archive", str(folder)).returncode == 0


def test_a_site_that_does_not_say_what_time_it_is_is_crawled(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path
) -> None:
    site.clock = lambda: None
    assert crawl().returncode == 0
    again = ["recheck", "--older-than", "0h", *where(site, folder)]
    with unchanged(folder):
        done = run(again, moment=datetime.now(UTC) - DAY)
    assert done.returncode == 1
    assert "no answer of the site said what time it is" in done.stdout
    # The operator knows.
    trusted = run(again, moment=datetime.now(UTC) - DAY, env={"LINFEN_TRUST_CLOCK": "1"})
    assert (trusted.returncode, "suspect" in trusted.stdout) == (3, True)
    assert linfen(*again).returncode == 0


def test_a_recheck_without_a_request_does_not_confirm_the_clock(crawl: Run, site: RunningReplica, folder: Path) -> None:
    assert crawl().returncode == 0
    nothing = ["recheck", "--newer-than", "0h", *where(site, folder)]
    done = run(nothing, moment=datetime.now(UTC) - HOUR)
    assert (done.returncode, "was ahead then" in done.stdout) == (1, True), done.stdout


def test_a_site_that_is_down_while_the_clock_is_doubted_dates_no_failure(
    crawl: Run, site: RunningReplica, folder: Path
) -> None:
    assert crawl().returncode == 0
    site.clock = lambda: None
    site.overrides["/robots.txt"] = html("down", 503)
    with unchanged(folder):
        assert run(["crawl", *where(site, folder)], moment=NEVER_SET).returncode == 1


def test_a_clock_that_is_ahead_of_the_site_is_suspect(linfen: Run, site: RunningReplica, folder: Path) -> None:
    done = run(["crawl", *where(site, folder)], moment=datetime.now(UTC) + AHEAD)
    assert (done.returncode, "this machine's clock seems to be ahead" in done.stdout) == (3, True), done.stdout
    # One that is right is not kept from its work by what was written then, nor ever after.
    again = linfen("crawl", *where(site, folder))
    assert (again.returncode, "nothing new" in again.stdout) == (0, True), again.stdout


def test_what_others_captured_waits_until_the_clock_is_settled(
    linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path
) -> None:
    assert run(["crawl", *where(site, folder)], moment=datetime.now(UTC) + AHEAD).returncode == 3
    file = write(tmp_path, "x.warc.gz", warc([replace(captured(ARTICLES[0].url), at="2024-03-01T08:00:00Z")]))
    ingest = ["ingest", str(file), "--archive", str(folder)]
    with unchanged(folder):
        runs = rows(folder, "runs")
        refused = linfen(*ingest)
        assert rows(folder, "runs") == runs
    assert (refused.returncode, "call `linfen crawl` first" in refused.stderr) == (1, True), refused.stderr
    assert linfen("crawl", *where(site, folder)).returncode == 0
    assert linfen(*ingest).returncode == 0
    # Behind all the more, even after a run that failed for it.
    assert run(["crawl", *where(site, folder)], moment=NEVER_SET).returncode == 1
    with unchanged(folder):
        assert run(ingest, moment=NEVER_SET + HOUR).returncode == 1


def test_a_takedown_is_made_whatever_the_clock_says(crawl: Run, site: RunningReplica, folder: Path) -> None:
    assert crawl().returncode == 0
    url = next(iter(site.replica.articles())).url
    taken = ["forget", url, "--reason", "x", "--yes", "--archive", str(folder)]
    assert run(taken, moment=NEVER_SET).returncode == 0
    # It does not make that time the archive's, though the site does not say another.
    site.clock = lambda: None
    with unchanged(folder):
        assert run(["crawl", *where(site, folder)], moment=NEVER_SET + DAY).returncode == 1


def test_a_lost_database_is_recovered_whatever_the_clock_says(crawl: Run, site: RunningReplica, folder: Path) -> None:
    """What was read in time bears its own times; nothing is added to it."""
    assert crawl().returncode == 0
    before = rows(folder, "articles", "changes", "captures", "urls")
    for file in folder.glob("linfen.db*"):
        file.unlink()
    assert run(["crawl", *where(site, folder)], moment=NEVER_SET).returncode == 1
    assert rows(folder, "articles", "changes", "captures", "urls") == before
