"""Abort at each step (``os._exit``), or let it fail: the same command makes of it what an undisturbed run would."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from aborting import ENV, Point, Trial, abort_all
from harness import run
from killing import How, Kill, Step, sqlite_can_be_watched
from searching import sentences
from sqlite_utils import Database
from test_bad_input import html, path_of
from test_verify import execute

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.schema import migrations
from linfen_crawler.archive.unstored import waiting_in_files
from linfen_crawler.replica import Page, Replica, RunningReplica, serve
from linfen_crawler.urls import article_address

SECTION = "/hongtong/"
FAILS = (How.FULL, How.FAULT)


@pytest.fixture
def site() -> Iterator[RunningReplica]:
    """Serve a section of a dozen articles, one of them of two pages."""
    with serve(Replica(seed=1, size=20, per_page=8)) as running:
        yield running


def crawl(site: RunningReplica, folder: Path) -> Trial:
    """Return the crawl of a section: one article is gone, one is none, one leads to another that is read as well.

    Of the images one is none, and one is as another.
    """
    gone, empty, moved, other, *_ = (path_of(url) for url in site.replica.truth_listing(SECTION))
    site.overrides[gone] = html("gone", 404)
    site.overrides[empty] = html("")
    site.overrides[moved] = html("", 302, Location=other)
    images = [path for path in site.replica.paths() if "-small" not in path and re.match(r"/images/\d+/", path)]
    shown = [path for path in images if int(path.split("/")[2]) in ids_of(site)]
    site.overrides[shown[0]] = html("none")
    site.overrides[shown[1]] = site.replica.page(shown[2])
    return Trial(("crawl", "--site-url", site.url, "--section", SECTION), None, folder / "undisturbed")


def ids_of(site: RunningReplica) -> set[int]:
    """Return the numbers of the articles that are read of the section."""
    addresses = map(article_address, site.replica.truth_listing(SECTION)[4:])
    return {address.site_id for address in addresses if address is not None}


def recheck(site: RunningReplica, folder: Path) -> Trial:
    """Return the second look at a section: one article is edited, one removed, and one is there again."""
    trial = crawl(site, folder)
    trial.run(folder / "crawled")
    returned, _, _, edited, removed, *_ = (path_of(url) for url in site.replica.truth_listing(SECTION))
    page = site.replica.page(edited)
    body = page.body.replace("。".encode("gb18030"), "！".encode("gb18030")).replace("。".encode(), "！".encode())
    site.overrides[edited] = Page(status=200, headers=page.headers[:1], body=body)
    site.overrides[removed] = html("gone", 404)
    del site.overrides[returned]
    command = ("recheck", "--site-url", site.url, "--older-than", "0h")
    return Trial(command, folder / "crawled", folder / "undisturbed")


def mend(site: RunningReplica, folder: Path) -> Trial:
    """Return a crawl that continues where one was killed, with keys that an older version has made."""
    trial = crawl(site, folder)
    killed = kill_late(trial, folder)
    execute(killed, "UPDATE archive SET signature_version = 0")
    return Trial(trial.command, killed, folder / "mended")


def forget(site: RunningReplica, folder: Path) -> Trial:
    """Return the takedown of an article that was edited."""
    looked = recheck(site, folder)
    looked.run(looked.begin or folder)
    with Archive.open(looked.begin or folder) as archive:
        (article,) = archive.rows("SELECT * FROM articles WHERE revision = 2")
    command = ("forget", str(article["url"]), "--reason", "x", "--yes")
    return Trial(command, looked.begin, folder / "forgotten", takes_down=tuple(sentences(article)))


def kill_late(trial: Trial, folder: Path) -> Path:
    """Kill a crawl in the middle of a write, so that its file is torn and entries of it are not stored.

    How answers fall into batches differs from run to run: the last write at which some are waiting is taken.
    """
    writes = [step for step in trial.steps() if step.what.startswith("write warc")]
    for step in reversed(writes[:-7]):
        killed = folder / f"killed-{step.number}"
        trial.run_watched(killed, Kill(killed, folder / "log", step.number, is_torn=True))
        with Archive.open(killed) as archive:
            if waiting_in_files(archive):
                return killed
    raise AssertionError("wherever a crawl is killed, nothing waits")


def migrate(site: RunningReplica, folder: Path) -> Trial:
    """Return a crawl that begins with an archive of the first schema."""
    older = folder / "older"
    older.mkdir()
    database = sqlite3.connect(older / DATABASE, isolation_level=None)
    migrations.apply(Database(database), stop_before="m002_roles")
    database.execute("INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, 'one', 1, 'then')")
    database.close()
    return Trial(crawl(site, folder).command, older, folder / "undisturbed")


def points(steps: list[Step], *, torn_every: int) -> list[Point]:
    """Return the points before each step, and in the middle of each write of ours and of each n-th of SQLite's."""
    torn = [step for step in steps if step.can_be_torn]
    ours = [step for step in torn if not step.is_sqlites]
    theirs = [step for step in torn if step.is_sqlites]
    return [*map(Point, steps), *(Point(step, is_torn=True) for step in (*ours, *theirs[::torn_every]))]


def failing(steps: list[Step], *, every: int) -> list[Point]:
    """Return each n-th step, once on a disk that is full from there on and once as the one that fails.

    A commit is none that can fail: what SQLite does by it are steps of its own.
    """
    chosen = [step for step in steps if step.what.split()[0] != "commit"][::every]
    return [Point(step, is_torn=step.can_be_torn and step.number % 2 == 0, how=how) for step in chosen for how in FAILS]


def rows(folder: Path, sql: str) -> list[object]:
    """Return the first column of a query."""
    with Archive.open(folder) as archive:
        return [next(iter(row.values())) for row in archive.rows(sql)]


def begin_of(steps: list[Step]) -> list[Step]:
    """Return the steps before a run's own file: schema, keys, mending."""
    own = "-000002-" if any("-000002-" in step.what for step in steps) else "-000001-"
    return list(takewhile(lambda step: own not in step.what, steps))


def test_each_step_is_met(site: RunningReplica, tmp_path: Path) -> None:
    """What the points are worth: all kinds of steps, in a crawl that meets all kinds of answers."""
    trial = crawl(site, tmp_path)
    steps = trial.steps()
    kinds = {"mkdir", "open", "write", "sync", "commit", "rename"}
    assert kinds <= {step.what.split()[0] for step in steps}
    assert sqlite_can_be_watched() == (sum(step.is_sqlites for step in steps) > 300)
    states = Counter(rows(trial.undisturbed, "SELECT state FROM urls WHERE kind = 'article'"))
    assert states == {"archived": 9, "gone": 1, "refused": 1, "duplicate": 1}
    (files,) = rows(trial.undisturbed, "SELECT count(*) FROM warc_files")
    (revisits,) = rows(trial.undisturbed, "SELECT count(*) FROM captures WHERE refers_to IS NOT NULL")
    (parts,) = rows(trial.undisturbed, "SELECT max(position) FROM article_parts")
    assert (files, revisits, parts) == (5, 1, 2)
    images = rows(trial.undisturbed, "SELECT state || count(*) FROM urls WHERE kind = 'image' GROUP BY state")
    (paths,) = rows(trial.undisturbed, "SELECT count(DISTINCT path) FROM media")
    assert (images, paths) == (["archived11", "refused1"], 10)


def test_bytes_are_on_the_disk_before_a_row_rests_on_them(site: RunningReplica, tmp_path: Path) -> None:
    """Each commit finds all synced that was written to WARC files and files of images until then."""
    not_synced: set[str] = set()
    commits = 0
    for step in crawl(site, tmp_path).steps():
        kind, _, name = step.what.partition(" ")
        if kind == "write" and name.startswith(("warc/", "media/")):
            not_synced.add(name)
        elif kind == "sync":
            not_synced.discard(name)
        elif kind == "commit":
            assert not not_synced, f"before step {step.number}"
            commits += 1
    assert commits > 5


def abort(trial: Trial, steps: list[Step], *, every: int, torn_every: int) -> str:
    """Abort at each n-th point, and say in a line how it went."""
    started = time.monotonic()
    chosen = points(steps, torn_every=torn_every)[::every]
    torn = sum(point.is_torn for point in chosen)
    outcomes = list(abort_all(trial, chosen))
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    assert not faults, f"{len(faults)} of {len(chosen)} points failed, first: " + "\n".join(faults[:5])
    # How answers fall into batches differs from run to run, on a busy machine by much: the last steps may not come.
    met = sum(outcome.met for outcome in outcomes)
    assert met > 0.5 * len(chosen), "most points must be met"
    took = time.monotonic() - started
    where = f"ended before {len(chosen) - torn} of its {len(steps)} steps and in the middle of {torn}"
    return f"{trial.command[0]} {where}: {met} of {met} went on to an equal, sound archive, in {took:.0f} s"


COMMANDS = pytest.mark.parametrize(
    ("prepared", "of"),
    [(crawl, list), (recheck, list), (mend, list), (migrate, begin_of), (forget, list)],
    ids=["crawl", "recheck", "mend", "migrate", "forget"],
)
Prepared = Callable[[RunningReplica, Path], Trial]
Of = Callable[[list[Step]], list[Step]]


@COMMANDS
def test_an_abort_at_a_step_is_made_good(prepared: Prepared, of: Of, site: RunningReplica, tmp_path: Path) -> None:
    """Some of the points: the soak has each."""
    trial = prepared(site, tmp_path)
    abort(trial, of(trial.steps()), every=97, torn_every=1)


@pytest.mark.figures
@COMMANDS
def test_an_abort_at_each_eighth_step_is_made_good(
    prepared: Prepared, of: Of, site: RunningReplica, tmp_path: Path
) -> None:
    trial = prepared(site, tmp_path)
    print(abort(trial, of(trial.steps()), every=8, torn_every=20), flush=True)


@pytest.mark.soak
@COMMANDS
def test_an_abort_at_each_step_is_made_good(prepared: Prepared, of: Of, site: RunningReplica, tmp_path: Path) -> None:
    trial = prepared(site, tmp_path)
    print(abort(trial, of(trial.steps()), every=1, torn_every=20), flush=True)


def fail(trial: Trial, steps: list[Step], *, every: int) -> str:
    """Let each n-th step fail, and say in a line how it went."""
    outcomes = list(abort_all(trial, failing(steps, every=every)))
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    assert not faults, f"{len(faults)} of {len(outcomes)} points failed, first: " + "\n".join(faults[:5])
    met = sum(outcome.met for outcome in outcomes)
    assert met > 0.5 * len(outcomes), "most of what fails must end the run"
    return (
        f"{trial.command[0]} let {len(outcomes)} times a step fail: {met} runs failed, all were made good by the next"
    )


def test_a_step_that_fails_is_made_good(site: RunningReplica, tmp_path: Path) -> None:
    """As on a disk that is full, or that once cannot write: the run ends, and what it took back waits for the next."""
    trial = crawl(site, tmp_path)
    fail(trial, trial.steps(), every=149)


@pytest.mark.soak
@COMMANDS
def test_each_eighth_step_that_fails_is_made_good(
    prepared: Prepared, of: Of, site: RunningReplica, tmp_path: Path
) -> None:
    trial = prepared(site, tmp_path)
    print(fail(trial, of(trial.steps()), every=8), flush=True)


def test_a_database_that_cannot_be_written_ends_the_run_that_takes_up(site: RunningReplica, tmp_path: Path) -> None:
    """Items that no response leads to keep Scrapy from closing, as long as one is under way."""
    trial = crawl(site, tmp_path)
    killed = kill_late(trial, tmp_path)
    execute(killed, "CREATE TRIGGER full BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'full'); END")
    done = run([*trial.command, "--archive", str(killed)], env=ENV)
    assert (done.returncode, "full" in done.stderr) == (1, True)
