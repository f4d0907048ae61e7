"""A run is held against the archive's own past: real archives, whose days and fields are set for the test."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from harness import run

from linfen_crawler import monitors
from linfen_crawler.archive import Archive
from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.archive.rhythm import days_by_section, latest_articles, longest_pause, silence_of
from linfen_crawler.monitors import View, coverage, free_space, layouts, past_runs, silence, speed, watch
from linfen_crawler.options import Options
from linfen_crawler.replica import Page, Replica, RunningReplica, serve

TODAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive 260 articles; nobody may change it."""
    folder = tmp_path_factory.mktemp("archived")
    with serve(Replica(seed=5, size=260)) as site:
        assert run(["crawl", "--archive", str(folder), "--site-url", site.url]).returncode == 0
    return folder


@pytest.fixture
def folder(archived: Path, tmp_path: Path) -> Path:
    """Copy that archive's database."""
    with (
        closing(sqlite3.connect(archived / "linfen.db")) as source,
        closing(sqlite3.connect(tmp_path / "linfen.db")) as copy,
    ):
        source.backup(copy)
    return tmp_path


def execute(folder: Path, sql: str, *rows: Sequence[object]) -> None:
    with closing(sqlite3.connect(folder / "linfen.db")) as database, database:
        database.executemany(sql, rows or [()])


def a_run(**counters: int) -> RunRecord:
    return RunRecord(
        id=1,
        spider="news",
        arguments={},
        started_at="2026-11-01T00:00:00.000000Z",
        finished_at="2026-11-01T00:01:40.000000Z",
        verdict="ok",
        reasons=[],
        counters={"requests": 100, "layout/regular": 50, **counters},
        version="1",
    )


def ask(
    folder: Path,
    monitor: monitors.Monitor,
    *,
    counters: dict[str, int] | None = None,
    seconds: float = 1.0,
    **set_: str,
) -> list[str]:
    options = Options.from_values({"LINFEN_ARCHIVE": str(folder), **set_})
    with Archive.open(folder) as archive:
        view = View(
            options=options,
            archive=archive,
            past=[a_run() for _ in range(10)],
            counters=counters or {"listing/read": 5, "article/added": 3},
            requests=100,
            seconds=seconds,
            now=NOON,
        )
        return list(monitor(view))


def publish(folder: Path, days: dict[str, list[date]]) -> None:
    """Let each section publish on these days, and nothing else be published."""
    execute(folder, "UPDATE articles SET published_at = NULL")
    with closing(sqlite3.connect(folder / "linfen.db")) as database, database:
        ids = iter([row[0] for row in database.execute("SELECT id FROM articles ORDER BY id")])
        for section, own in days.items():
            for day in own:
                database.execute(
                    "UPDATE articles SET section = ?, published_at = ? WHERE id = ?",
                    [section, f"{day.isoformat()}T09:00:00+08:00", next(ids)],
                )


def days_ago(*numbers: int) -> list[date]:
    return sorted(TODAY - timedelta(days=number) for number in numbers)


WORKDAYS = [day for day in days_ago(*range(1, 90)) if day.weekday() < 5]


def test_a_section_that_keeps_its_weekends_is_not_silent(folder: Path) -> None:
    publish(folder, {"/a/": WORKDAYS, "/b/": WORKDAYS})
    assert ask(folder, silence) == []


def test_a_section_that_falls_silent_is_named(folder: Path) -> None:
    publish(folder, {"/a/": WORKDAYS, "/b/": WORKDAYS[:-3]})
    (said,) = ask(folder, silence)
    assert said == "/b/ has published nothing on 3 days on which others did; before it never was more than 0"
    assert ask(folder, silence, LINFEN_SILENCE_FACTOR="9") == [said]
    publish(folder, {"/a/": WORKDAYS, "/b/": WORKDAYS[:-2]})
    assert ask(folder, silence) == []


def test_its_own_rhythm_says_how_long_a_section_may_be_silent(folder: Path) -> None:
    """One that publishes each fifth day is not silent for being as slow as ever."""
    daily, slow = days_ago(*range(1, 120)), days_ago(*range(4, 120, 3))
    publish(folder, {"/a/": daily, "/b/": slow})
    assert ask(folder, silence) == []
    publish(folder, {"/a/": daily, "/b/": slow[:-3]})
    (said,) = ask(folder, silence)
    assert said.startswith("/b/ has published nothing on 12 days")
    assert ask(folder, silence, LINFEN_SILENCE_FACTOR="7") == []


def test_a_holiday_of_the_whole_site_is_no_silence(folder: Path) -> None:
    before = [day for day in WORKDAYS if (TODAY - day).days > 8]
    publish(folder, {"/a/": before, "/b/": before})
    assert ask(folder, silence) == []


def test_a_site_that_is_silent_for_long_is_named(folder: Path) -> None:
    before = [day for day in WORKDAYS if (TODAY - day).days > 14]
    publish(folder, {"/a/": before, "/b/": before})
    (said,) = ask(folder, silence)
    assert said == "the site has published nothing for 15 days; before, its longest pause was 3 days"


def test_one_without_a_rhythm_is_not_missed(folder: Path) -> None:
    publish(folder, {"/a/": WORKDAYS, "/2019/topic/": days_ago(80, 81, 82)})
    assert ask(folder, silence) == []


def test_nothing_is_said_of_silence_where_no_listing_was_read_or_nothing_is_known(folder: Path) -> None:
    publish(folder, {"/a/": WORKDAYS, "/b/": WORKDAYS[:-9]})
    assert ask(folder, silence)
    assert ask(folder, silence, counters={"recheck/due": 3}) == []
    publish(folder, {"/a/": WORKDAYS[-20:], "/b/": WORKDAYS[-20:-9]})
    assert ask(folder, silence) == []


def test_days_are_the_sites(folder: Path) -> None:
    publish(folder, {"/a/": WORKDAYS})
    with Archive.open(folder) as archive:
        assert days_by_section(archive, since=WORKDAYS[5]) == {"/a/": WORKDAYS[5:]}


@pytest.mark.parametrize(
    ("own", "others", "silent", "longest"),
    [
        ((5, 6, 7), (1, 2, 3, 4, 5, 6, 7), 4, 0),
        ((1,), (2, 3), 0, 0),
        ((9, 20), (1, 5, 12, 13), 2, 2),
        ((3,), (0, 1), 1, 0),
    ],
)
def test_silence_is_counted_in_days_of_the_site(
    own: tuple[int, ...], others: tuple[int, ...], silent: int, longest: int
) -> None:
    found = silence_of(days_ago(*own), days_ago(*others), today=TODAY)
    assert (found.days, found.longest) == (silent, longest)


def test_the_longest_pause_of_nothing_is_none() -> None:
    assert longest_pause([]) == timedelta(0) == longest_pause([TODAY])


@pytest.mark.parametrize("name", ["editor", "copyright_notice", "source", "section_name"])
def test_a_field_that_most_had_and_the_latest_lack_is_named(folder: Path, name: str) -> None:
    execute(folder, f"UPDATE articles SET {name} = 'x'")
    assert ask(folder, coverage) == []
    latest = "SELECT id FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT"
    execute(folder, f"UPDATE articles SET {name} = NULL WHERE id IN ({latest} 5)")
    assert ask(folder, coverage) == []
    execute(folder, f"UPDATE articles SET {name} = NULL WHERE id IN ({latest} 7)")
    (said,) = ask(folder, coverage)
    assert said.startswith(f"65% of the 20 articles published last have {monitors._WORDS[name]}, of those before 100%")
    with Archive.open(folder) as archive:
        assert f"one without is {latest_articles(archive, 1)[0].url}: look at it" in said
    assert ask(folder, coverage, LINFEN_MAX_COVERAGE_DROP="0.5") == []
    # A recheck, or a crawl that finds nothing new, has no new evidence.
    assert ask(folder, coverage, counters={"recheck/due": 9}) == []


def test_credits_that_are_lost_and_texts_that_are_cut_are_named(folder: Path) -> None:
    execute(folder, "UPDATE articles SET char_count = 800")
    latest = "SELECT id FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT 20"
    execute(folder, f"UPDATE articles SET char_count = 120 WHERE id IN ({latest})")
    execute(folder, f"DELETE FROM credits WHERE article_id IN ({latest})")
    said = ask(folder, coverage)
    assert [one.partition(",")[0] for one in said] == [
        "0% of the 20 articles published last have a credit",
        "the 20 articles published last have 120 characters at the median",
    ]


def test_a_share_that_was_never_high_does_not_fall(folder: Path) -> None:
    execute(folder, "UPDATE articles SET source = CASE WHEN id % 2 THEN 'x' END")
    latest = "SELECT id FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT 16"
    execute(folder, f"UPDATE articles SET source = NULL WHERE id IN ({latest})")
    assert ask(folder, coverage) == []


def test_a_layout_that_no_run_has_met_is_named(folder: Path) -> None:
    assert ask(folder, layouts, counters={"layout/regular": 3, "layout/generic": 1}) == []
    (said,) = ask(folder, layouts, counters={"layout/regular": 3, "layout/gallery": 2})
    assert said == "2 articles have the layout gallery, which none of the last 500 had"


def test_a_site_that_has_become_slow_is_named(folder: Path) -> None:
    assert ask(folder, speed, seconds=290) == []
    assert ask(folder, speed, seconds=310) == ["a request took 3.1 s on average, and 1.0 s in most runs before"]
    assert ask(folder, speed, seconds=310, LINFEN_MAX_SLOWDOWN="4") == []


def test_a_disk_that_is_nearly_full_is_named(folder: Path) -> None:
    assert ask(folder, free_space, LINFEN_MIN_FREE_BYTES="0") == []
    (said,) = ask(folder, free_space, LINFEN_MIN_FREE_BYTES=str(10**18))
    assert said.endswith("of at least 1000000000.0 GB (LINFEN_MIN_FREE_BYTES)")


def test_a_monitor_that_breaks_breaks_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: View) -> list[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(monitors, "MONITORS", (broken, free_space))
    (said,) = ask(folder, lambda view: iter(watch(view)), LINFEN_MIN_FREE_BYTES=str(10**18))
    assert "are free for the archive" in said
    assert "the monitor broken failed" in caplog.text


def test_runs_that_ended_by_themselves_are_the_past(archived: Path, tmp_path: Path) -> None:
    with Archive.open(archived) as archive:
        assert [one.id for one in past_runs(archive, "news", before=2)] == [1]
        assert past_runs(archive, "news", before=1) == []
        assert past_runs(archive, "recheck", before=2) == []


def test_a_run_is_suspect_for_what_a_monitor_says(
    linfen: Callable[..., object], site: RunningReplica, folder: Path
) -> None:
    done = run(
        ["crawl", "--archive", str(folder / "new"), "--site-url", site.url, "--max-articles", "3"],
        env={"LINFEN_MIN_FREE_BYTES": str(10**18)},
    )
    assert done.returncode == 3
    assert "are free for the archive" in done.stdout


def test_a_site_that_is_down_fails_all_the_same(site: RunningReplica, folder: Path) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    done = run(
        ["crawl", "--archive", str(folder / "new"), "--site-url", site.url], env={"LINFEN_MIN_FREE_BYTES": str(10**18)}
    )
    assert done.returncode == 1
