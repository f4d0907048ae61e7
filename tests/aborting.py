"""Try what an archive is after an abort: a command is ended at a step, called again, and compared."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import harness
from killing import KILLED, How, Kill, Step, read_log
from searching import found_in

from linfen_crawler.archive import Archive
from linfen_crawler.archive.compare import differences
from linfen_crawler.archive.media import media_files
from linfen_crawler.archive.schema import SCHEMA_VERSION
from linfen_crawler.archive.verify import verify
from linfen_crawler.errors import ArchiveError, LinfenError
from linfen_crawler.raw import OPEN, closed_files, members

FAILED = 1
"""The exit code of a run that could not write its archive."""
_SHOWN_CHARS = 300
# Small batches and files, and none by the clock: many commits and files, the same each time.
ENV = {"LINFEN_BATCH_ITEMS": "8", "LINFEN_BATCH_S": "1000", "LINFEN_WARC_BYTES": "20000", "LINFEN_MEDIA": "1"}


@dataclass(frozen=True, slots=True)
class Point:
    """Where something happens to a command: before a step, or in the middle of it."""

    step: Step
    is_torn: bool = False
    how: How = How.EXIT

    def __str__(self) -> str:
        where = "in the middle of" if self.is_torn else "before"
        return f"it {self.how.value} {where} step {self.step.number}, {self.step.what}"


@dataclass(frozen=True, slots=True)
class Trial:
    """A command that writes an archive, and what it makes of it when nobody disturbs it."""

    command: tuple[str, ...]
    begin: Path | None
    """The archive that it begins with; ``None`` for none."""
    undisturbed: Path
    takes_down: tuple[str, ...] = ()
    """Texts that it removes: what holds them is not asked to stay, and no file may hold them in the end."""

    def run(self, folder: Path) -> None:
        """Run the command to its end."""
        done = harness.run([*self.command, "--archive", str(folder)], env=ENV)
        assert done.returncode == 0, done.stdout + done.stderr

    def run_watched(self, folder: Path, kill: Kill) -> int | None:
        """Begin as the command begins, run it until it is killed, and return its exit code."""
        if self.begin is not None:
            shutil.copytree(self.begin, folder)
        process = harness.start([*self.command, "--archive", str(folder)], env=ENV, before=kill)
        process.join(harness.TIMEOUT_S)
        return process.exitcode

    def steps(self) -> list[Step]:
        """Run undisturbed, and return the steps that it takes."""
        log = self.undisturbed.with_suffix(".log")
        assert self.run_watched(self.undisturbed, Kill(self.undisturbed, log)) == 0
        return read_log(log)

    def abort(self, point: Point) -> Outcome:
        """Disturb the command at a point, call it again, and say whether its archive is that of an undisturbed run.

        It must also be sound, and hold all that it held when the command ended.
        """
        with TemporaryDirectory(dir=self.undisturbed.parent) as temporary:
            folder = Path(temporary, "archive")
            kill = Kill(folder, Path(temporary, "log"), point.step.number, point.is_torn, point.how)
            code = self.run_watched(folder, kill)
            if code not in {0, KILLED if point.how is How.EXIT else FAILED}:
                return Outcome(met=True, fault=f"{point}: exit code {code}")
            try:
                before = set() if self.takes_down else _kept(folder)
                self.run(folder)
                _check(folder, self.undisturbed)
                _prove(folder)
                _none("things lost", before - _kept(folder))
                _none("texts that were taken down", found_in(folder, self.takes_down))
            except (AssertionError, LinfenError, sqlite3.Error, OSError) as error:
                return Outcome(met=True, fault=f"{point}: {type(error).__name__} {error}")
        return Outcome(met=code != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an abort."""

    met: bool
    """Whether the command came to the point at all."""
    fault: str | None = None


def abort_all(trial: Trial, points: Iterable[Point]) -> Iterator[Outcome]:
    """Abort at each point, on all cores."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=harness.fork_from_here) as pool:
        yield from pool.map(trial.abort, points)


def _kept(folder: Path) -> set[object]:
    """Return all that an archive holds, of which nothing may be lost: rows by their ids, records by their places."""
    names = {path: path.name.removesuffix(OPEN) for path in folder.glob("warc/*")}
    records = {(name, offset, content) for path, name in names.items() for offset, _, content in members(path)}
    try:
        with Archive.open(folder) as archive:
            if archive.rows("SELECT schema_version FROM archive") == [{"schema_version": SCHEMA_VERSION}]:
                _none("damages where it was ended", verify(archive))
            captures = archive.rows("SELECT id, url, fetched_at, warc_file, warc_offset FROM captures")
            articles = archive.rows("SELECT id, url FROM articles")
            urls = archive.rows("SELECT id, url FROM urls")
    except ArchiveError:
        # It was ended before there was an archive.
        return set(records)
    return records | {tuple(row.values()) for row in (*captures, *articles, *urls)}


def _check(folder: Path, undisturbed: Path) -> None:
    """Assert that an archive equals an undisturbed one, that its runs have ended, and that all files are known."""
    _none("files left open", folder.glob(f"warc/*{OPEN}"))
    with Archive.open(folder) as archive, Archive.open(undisturbed) as other:
        _none("differences", differences(archive, other))
        rows = {(row["name"], row["length"]) for row in archive.rows("SELECT name, length FROM warc_files")}
        _none("files not known", {(path.name, path.stat().st_size) for path in closed_files(folder)} ^ rows)
        named = {row["path"] for row in archive.rows("SELECT path FROM media")}
        _none("files of images not named, or missing", named ^ set(media_files(folder)))
        _none("files of images without a name", folder.glob("media/*.part"))
        _none("runs without an end", archive.rows("SELECT id FROM runs WHERE verdict IS NULL"))


def _prove(folder: Path) -> None:
    """Assert that ``linfen verify`` finds nothing: it recreates the database from the bytes."""
    done = harness.run(["verify", "--archive", str(folder)])
    assert done.returncode == 0, done.stdout + done.stderr


def _none(what: str, found: Iterable[object]) -> None:
    listed = [str(one)[:_SHOWN_CHARS] for one in found]
    assert not listed, f"{len(listed)} {what}: {listed[:3]}"
