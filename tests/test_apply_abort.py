"""A rebuilt database takes the old one's place: whatever comes between, what is read otherwise is told once, or not."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aborting import FAILED, Point
from harness import TIMEOUT_S, run, start
from killing import KILLED, How, Kill, Step, read_log
from test_rebuild import archive_as_another

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.deferred import defer
from linfen_crawler.archive.verify import verify
from linfen_crawler.errors import ExitCode
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import closed_files
from linfen_crawler.rewrites import Reread

BEFORE = [("added", 1)]
AFTER = [*BEFORE, ("reparsed", 1), ("added", 2)]
SAYS_NOTHING = "<link rel=canonical href='http://example.com/'><p>another site's page"


def told(folder: Path) -> list[tuple[object, object]]:
    """Return the events of an archive: their kind and article."""
    with Archive.open(folder) as archive:
        return [(row["kind"], row["article_id"]) for row in archive.rows("SELECT * FROM changes ORDER BY id")]


def is_replaced(folder: Path) -> bool:
    """Tell whether the archive has the database that was rebuilt."""
    with Archive.open(folder) as archive:
        return archive.rows("SELECT DISTINCT parser_version AS v FROM articles") == [{"v": PARSER_VERSION}]


def apply(folder: Path, before: Callable[[], None] | None = None) -> int | None:
    """Rebuild an archive and let the new database take its place; return the exit code."""
    process = start(["rebuild", "--apply", "--archive", str(folder)], before=before)
    process.join(TIMEOUT_S)
    return process.exitcode


def run_anything(folder: Path) -> None:
    """Let the next run come, which has nothing of its own to store."""
    page = folder.parent / "page.html"
    page.write_text(SAYS_NOTHING, "utf-8")
    assert run(["ingest", str(page), "--archive", str(folder)]).returncode == ExitCode.SUSPECT


def check(folder: Path, where: object) -> None:
    """Assert that an archive tells of a reading what its own database has, once, and comes to tell it."""
    # Nobody can read a database that was to give up its log at that moment; the next run finishes that.
    is_readable = not (folder / "linfen.db-journal").exists()
    if is_readable:
        assert told(folder) in ([BEFORE, AFTER] if is_replaced(folder) else [BEFORE]), where
    if is_readable and is_replaced(folder):
        with Archive.open(folder) as archive:
            assert list(verify(archive)) == [], where
    run_anything(folder)
    assert told(folder) == (AFTER if is_replaced(folder) else BEFORE), where
    expected = ExitCode.OK if is_replaced(folder) else ExitCode.SUSPECT
    done = run(["rebuild", "--apply", "--archive", str(folder)])
    assert done.returncode == expected, f"{where}: {done.stderr}"
    assert told(folder) == AFTER, where
    assert len(list(folder.glob("linfen-before-*.db"))) <= 2, where
    done = run(["verify", "--archive", str(folder)])
    assert done.returncode == 0, f"{where}: {done.stdout}"


def disturb(archive: Path, folder: Path, points: list[Point]) -> None:
    """Disturb a rebuild of an archive at each point, and check what is left."""
    for point in points:
        copy = folder / "disturbed" / "archive"
        shutil.copytree(archive, copy)
        kill = Kill(copy, folder / "none", point.step.number, point.is_torn, point.how)
        assert apply(copy, kill) == (KILLED if point.how is How.EXIT else FAILED), point
        check(copy, point)
        shutil.rmtree(copy.parent)


@pytest.fixture
def read_by_another(folder: Path) -> Path:
    """Archive pages of the site by another version's reading."""
    return archive_as_another(folder, None)


@pytest.fixture
def last_steps(read_by_another: Path, tmp_path: Path) -> list[Step]:
    """Return the steps from the one on before which the rebuilt database gets what it has to tell."""
    copy, log = tmp_path / "copy", tmp_path / "log"
    shutil.copytree(read_by_another, copy)
    assert apply(copy, Kill(copy, log)) == ExitCode.SUSPECT
    assert told(copy) == AFTER
    steps = read_log(log)
    (synced,) = [step.number for step in steps if step.what == "sync rebuild/linfen.db"]
    commits = [step.number for step in steps if step.what == "commit rebuild/linfen.db" and step.number < synced]
    found = [step for step in steps if step.number >= commits[-2]]
    assert {"link linfen.db", "rename rebuild/linfen.db"} <= {step.what for step in found}
    return found


def ours(steps: list[Step]) -> list[Step]:
    return [step for step in steps if not step.is_sqlites and "linfen.lock" not in step.what]


def points_of(steps: list[Step]) -> Iterator[Point]:
    for step in steps:
        yield Point(step)
        if step.can_be_torn:
            yield Point(step, is_torn=True)


def test_an_apply_that_is_killed_at_a_step_tells_all_once_or_nothing(
    read_by_another: Path, last_steps: list[Step], tmp_path: Path
) -> None:
    """Some of the points: the soak has each."""
    steps = ours(last_steps)
    renamed = next(at for at, step in enumerate(steps) if step.what.startswith("rename"))
    noted = [at for at, step in enumerate(steps) if step.what.startswith("write warc/")]
    chosen = [steps[renamed], steps[renamed + 1], *(steps[at] for at in noted[2:6:2])]
    disturb(read_by_another, tmp_path, [*map(Point, chosen), Point(steps[noted[3]], is_torn=True)])


@pytest.mark.soak
def test_an_apply_that_is_killed_at_each_step_tells_all_once_or_nothing(
    read_by_another: Path, last_steps: list[Step], tmp_path: Path
) -> None:
    points = list(points_of(last_steps))
    disturb(read_by_another, tmp_path, points)
    print(f"rebuild --apply ended at {len(points)} points: each told all once, or nothing of what was not in place")


def test_an_apply_of_which_a_step_fails_tells_all_once_or_nothing(
    read_by_another: Path, last_steps: list[Step], tmp_path: Path
) -> None:
    """Among these steps: no hard links on that file system, no new name, no room for the journal."""
    named = {"link linfen.db", "rename rebuild/linfen.db"}
    chosen = [Point(step, how=How.FAULT) for step in ours(last_steps) if step.what in named]
    noted = [step for step in ours(last_steps) if step.what.startswith("write warc/")]
    disturb(read_by_another, tmp_path, [*chosen, Point(noted[3], how=How.FULL)])


def test_a_database_that_cannot_be_replaced_stays_and_has_no_second_name(
    read_by_another: Path, last_steps: list[Step], tmp_path: Path
) -> None:
    for step in ours(last_steps):
        if step.what in {"link linfen.db", "rename rebuild/linfen.db"}:
            kill = Kill(read_by_another, tmp_path / "none", step.number, how=How.FAULT)
            done = run(["rebuild", "--apply", "--archive", str(read_by_another)], before=kill)
            assert (done.returncode, "cannot be replaced, and stays" in done.stderr) == (1, True), done.stderr
            assert list(read_by_another.glob("linfen-before-*")) == []
            with contextlib.closing(sqlite3.connect(read_by_another / "linfen.db")) as database:
                assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
                assert database.execute("SELECT kind, article_id FROM changes").fetchall() == BEFORE


class ReaderComes:
    """Let another program open the database once it has been read, and before it is to be replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self) -> None:
        """Do so in this process from now on."""
        import linfen_crawler.cli.rebuild as command

        rebuild = command._rebuild

        def then_open(folder: Path, log_level: str | None) -> list[str]:
            losses = rebuild(folder, log_level)
            self.reader = sqlite3.connect(f"file:{self.folder}/linfen.db?mode=ro", uri=True)
            self.reader.execute("BEGIN")
            self.reader.execute("SELECT 1 FROM articles").fetchone()
            return losses

        command._rebuild = then_open


def test_who_opens_the_database_meanwhile_is_told_nothing_that_has_not_happened(read_by_another: Path) -> None:
    files = closed_files(read_by_another)
    for _ in range(2):
        assert apply(read_by_another, ReaderComes(read_by_another)) == FAILED
        assert (told(read_by_another), closed_files(read_by_another)) == (BEFORE, files)
    check(read_by_another, "a reader")


def test_what_is_deferred_is_told_by_the_next_run_whatever_it_is(read_by_another: Path) -> None:
    """Also by one that is killed in the middle of it, and the one after that."""
    assert apply(read_by_another) == ExitCode.SUSPECT
    articles = [Reread(url=f"http://x/{one}", article_id=one, event="reparsed", fields=("body",)) for one in (1, 2)]
    defer(read_by_another, articles)
    writer = ArchiveWriter.open(read_by_another)
    commit, writer.commit = writer.commit, lambda: None  # type: ignore[method-assign]
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.rollback()
    writer.commit = commit  # type: ignore[method-assign]
    writer.close()
    (left,) = (read_by_another / "warc").glob("*.open")
    whole = left.read_bytes()
    for cut in (whole.rindex(b"\x1f\x8b\x08"), len(whole)):
        folder = read_by_another.parent / f"cut-{cut}" / "archive"
        shutil.copytree(read_by_another, folder)
        (folder / "warc" / left.name).write_bytes(whole[: cut + 20])
        run_anything(folder)
        assert told(folder) == [*AFTER, ("reparsed", 1), ("reparsed", 2)]
        run_anything(folder)
        assert len(told(folder)) == len(AFTER) + 2
        assert run(["verify", "--archive", str(folder)]).returncode == 0
