"""What cannot be committed is taken back: it is not counted, nothing of it is lost, and no error quotes a text."""

from __future__ import annotations

import resource
import signal
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from harness import Run, run
from test_identity import article
from test_verify import execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.media import media_files
from linfen_crawler.errors import said_of
from linfen_crawler.raw import closed_files, left_open
from linfen_crawler.replica import RunningReplica

Opened = Callable[[], Archive]
FAILS_AT_COMMIT = """
CREATE TABLE nowhere (id INTEGER PRIMARY KEY);
CREATE TABLE broken (id INTEGER REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TRIGGER breaks AFTER INSERT ON articles BEGIN INSERT INTO broken VALUES (7); END
"""
FAILS_AT_THE_FIFTH = """
CREATE TRIGGER breaks BEFORE INSERT ON credits WHEN (SELECT count(*) FROM articles) = 5
BEGIN SELECT RAISE(ABORT, 'no room'); END
"""

FAILS_AS_A_FULL_DISK = """
CREATE TRIGGER breaks BEFORE INSERT ON credits WHEN (SELECT count(*) FROM articles) = 5
BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END
"""
"""As at SQLITE_FULL the whole transaction is gone, and no longer there when the error comes."""


@pytest.fixture
def begun(folder: Path) -> Path:
    """Return an archive of which nothing is archived."""
    ArchiveWriter.open(folder).close()
    return folder


def prepare(folder: Path, statements: str) -> None:
    """Let a database fail, by what it is itself told to do."""
    for statement in statements.strip().split(";\n"):
        execute(folder, statement)


@pytest.mark.parametrize(
    "statements", [FAILS_AT_COMMIT, FAILS_AT_THE_FIFTH, FAILS_AS_A_FULL_DISK], ids=["commit", "half an item", "all"]
)
def test_what_was_rolled_back_is_not_counted_and_is_recovered(
    statements: str, begun: Path, crawl: Run, linfen: Run, site: RunningReplica, opened: Opened
) -> None:
    prepare(begun, statements)
    done = crawl(env={"LINFEN_BATCH_ITEMS": "1000", "LINFEN_BATCH_S": "1000"})
    assert (done.returncode, "the archive could not be written" in done.stdout) == (1, True), done.stdout
    (articles,) = opened().rows("SELECT count(*) AS n FROM articles")
    (events,) = opened().rows("SELECT count(*) AS n FROM changes WHERE kind = 'added'")
    run = opened().run(1)
    assert run is not None
    assert run.counters.get("article/added", 0) == articles["n"] == events["n"]
    execute(begun, "DROP TRIGGER breaks")
    asked = len(site.requests)
    assert crawl().returncode == 0
    assert len(site.requests) > asked
    for table in ("broken", "nowhere"):
        execute(begun, f"DROP TABLE IF EXISTS {table}")
    done = linfen("verify", "--archive", str(begun))
    assert done.returncode == 0, done.stdout
    assert "equal row for row" in linfen("rebuild", "--archive", str(begun)).stdout


def test_a_disk_that_is_full_costs_nothing(folder: Path, site: RunningReplica, linfen: Run, opened: Opened) -> None:
    """No file may grow beyond what is allowed: the database's own log cannot be written."""
    where = ["--archive", str(folder), "--site-url", site.url]
    ArchiveWriter.open(folder).close()
    room = sum(path.stat().st_size for path in folder.glob("linfen.db*"))
    done = run(["crawl", *where], before=partial(no_larger_than, room + 40_000))
    assert (done.returncode, "could not be written" in done.stdout) == (1, True), done.stdout
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    done = linfen("crawl", *where)
    assert done.returncode == 0, done.stderr
    assert opened().last_runs(1)[0].counters["taken_up"] > 0
    done = linfen("verify", "--archive", str(folder))
    assert done.returncode == 0, done.stdout
    assert "equal row for row" in linfen("rebuild", "--archive", str(folder)).stdout


def test_a_disk_that_is_full_leaves_no_file_of_an_image_that_no_row_names(
    folder: Path, site: RunningReplica, linfen: Run, opened: Opened
) -> None:
    """What lies there is of entries that wait, and no damage; after the next run each file has its row."""
    where, images = ["--archive", str(folder), "--site-url", site.url], {"LINFEN_MEDIA": "1"}
    ArchiveWriter.open(folder).close()
    room = sum(path.stat().st_size for path in folder.glob("linfen.db*"))
    done = run(["crawl", *where], env=images, before=partial(no_larger_than, room + 40_000))
    assert (done.returncode, "could not be written" in done.stdout) == (1, True), done.stdout
    # A file has its name before the commit that fails.
    assert [*media_files(folder)]
    for arguments in (["verify"], ["verify", "--quick"]):
        done = linfen(*arguments, "--archive", str(folder))
        assert done.returncode == 0, done.stdout
    done = linfen("crawl", *where, env=images)
    assert done.returncode == 0, done.stderr
    assert opened().last_runs(1)[0].counters["taken_up"] > 0
    assert set(media_files(folder)) == {str(row["path"]) for row in opened().rows("SELECT path FROM media")}
    assert not [*(folder / "media").glob("*.part")]
    done = linfen("verify", "--archive", str(folder))
    assert done.returncode == 0, done.stdout


def no_larger_than(most: int) -> None:
    """Let this process write no file larger than so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_the_bytes_of_an_item_that_failed_half_way_are_recovered(tmp_path: Path) -> None:
    """Also where nothing else is in its batch: then no item is pending, and the file must stay open all the same."""
    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    execute(tmp_path, "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError):
        writer.store(article("/shanxi/5"))
    assert writer.pending_items == 0
    writer.rollback()
    writer.finish_run(verdict="failed", reasons=[], counters={})
    writer.close()
    assert (len(left_open(tmp_path)), closed_files(tmp_path)) == (1, [])
    execute(tmp_path, "DROP TRIGGER full")
    ArchiveWriter.open(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM captures")] == [article("/shanxi/5").url]


def test_no_error_of_a_damaged_database_quotes_a_text(
    crawl: Run, linfen: Run, folder: Path, site: RunningReplica
) -> None:
    """Python's own decoding quotes the whole of a text that is none."""
    assert crawl("--max-articles", "10").returncode == 0
    secret = "这一段文字谁也不该在日志里看到"
    torn = f"CAST(x'{secret.encode().hex()}ff' AS TEXT)"
    execute(folder, f"UPDATE articles SET body = {torn}, title = {torn}, source = {torn}")
    done = [
        linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h"),
        crawl(),
        linfen("status", "--archive", str(folder)),
        linfen("verify", "--archive", str(folder)),
    ]
    assert [one.returncode for one in (done[0], done[-1])] == [3, 5], done[0].stdout + done[0].stderr
    assert not [one for one in done if secret[:5] in one.stdout + one.stderr]
    with Archive.open(folder) as archive:
        assert not [row for row in archive.rows("SELECT reasons FROM runs") if secret[:5] in str(row)]
        assert not [row for row in archive.rows("SELECT reason FROM urls") if secret[:5] in str(row)]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.DatabaseError("malformed database schema (临汾) - near"), "malformed database schema"),
        (sqlite3.OperationalError("database or disk is full"), "database or disk is full"),
        (OSError(28, "No space left on device", "/srv (old)"), "[Errno 28] No space left on device: '/srv (old)'"),
    ],
)
def test_of_an_errors_words_those_stay_that_quote_nothing(error: Exception, said: str) -> None:
    assert said_of(error) == said


def test_no_file_that_holds_what_was_taken_back_is_closed(tmp_path: Path) -> None:
    """Also where the run has begun others since: each waits for the next run, which takes up what is there."""
    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1, about={})
    for number in (5, 6):
        writer.store(article(f"/shanxi/{number}"))
    writer.rollback()
    writer.finish_run(verdict="failed", reasons=[], counters={})
    writer.close()
    with Archive.open(tmp_path) as archive:
        (run,) = archive.rows("SELECT warc_file FROM journal WHERE what = 'RunBegun'")
        closed = {row["name"] for row in archive.rows("SELECT name FROM warc_files")}
        assert closed <= {run["warc_file"]}
        assert archive.rows("SELECT url FROM captures") == []
    ArchiveWriter.open(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        urls = [row["url"] for row in archive.rows("SELECT url FROM captures ORDER BY id")]
        assert urls == [article(f"/shanxi/{number}").url for number in (5, 6)]
