"""Replace an archive's database with a rebuilt one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE, fold_log, keep_log
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.writer import ArchiveWriter
from linfen_crawler.errors import ArchiveError, said_of
from linfen_crawler.raw import sync_folder

_LOG = "-wal"
_KEPT = "linfen-before-{}.db"
"""The name under which a replaced database is kept."""


def announce(folder: Path, *, warc_bytes: int, about: Mapping[str, str]) -> int:
    """Log what a newer reading has changed in a database that has taken its place, in a run of its own.

    Returns how many articles that concerns; where it is none, there is no run. Raises as :class:`ArchiveWriter` does,
    and :class:`ArchiveError` where nothing can be written: the next run does it then.
    """
    with Archive.open(folder) as archive:
        if not archive.has_deferred():
            return 0
        replica = archive.replica
    writer = ArchiveWriter.open(folder)
    try:
        writer.begin_run("rebuild", {}, warc_bytes=warc_bytes, about=about, replica=replica)
        reasons = [f"{writer.announced} articles are read otherwise by this version"]
        writer.finish_run(verdict="ok", reasons=reasons, counters={"article/reparsed": writer.announced})
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(
            f"{folder} cannot be written: {said_of(error)}; what this version reads otherwise is logged by the next run"
        ) from error
    finally:
        writer.close()
    return writer.announced


def replace_database(source: Path, folder: Path) -> Path | None:
    """Move the database of one folder into another, remove the rest of it, and return where the old one is kept.

    At each instant the archive has a whole database under its name, the old or the new one. Only the holder of the
    archive's lock may call it. Raises :class:`sqlite3.Error`, and :class:`ArchiveError` where somebody else has the old
    database open, or it cannot be replaced.
    """
    _drop_second_names(folder / DATABASE)
    _carry_over(folder / DATABASE, source / DATABASE)
    _settle(source / DATABASE)
    fold_log(folder / DATABASE)
    try:
        with (source / DATABASE).open("rb") as file:
            os.fsync(file.fileno())
        kept = _keep(folder / DATABASE)
        (source / DATABASE).replace(folder / DATABASE)
    except OSError as error:
        _drop_second_names(folder / DATABASE)
        keep_log(folder / DATABASE)
        raise ArchiveError(f"{folder / DATABASE} cannot be replaced, and stays: {said_of(error)}") from error
    sync_folder(folder)
    shutil.rmtree(source, ignore_errors=True)
    return kept


def _drop_second_names(path: Path) -> None:
    """Remove the names that a killed or failed call gave to a database that has stayed in its place."""
    for kept in path.parent.glob(_KEPT.format("*")):
        if path.exists() and not kept.is_symlink() and kept.samefile(path):
            kept.unlink()


def _carry_over(old: Path, new: Path) -> None:
    """Tell a new database which bytes are gone, and whether it is a copy: no byte says so.

    What is gone and unknown to the old one is removed again by the next run.
    """
    if not old.exists():
        return
    with contextlib.closing(sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)) as reading:
        done = _rows(reading, "SELECT erased_at, url FROM tombstones WHERE erased_at IS NOT NULL")
        marks = _rows(reading, "SELECT what, facts FROM deferred WHERE what = 'Copied'")
    with contextlib.closing(sqlite3.connect(new)) as writing, writing:
        writing.executemany("UPDATE tombstones SET erased_at = ? WHERE url = ?", done)
        writing.executemany("INSERT INTO deferred (what, facts) VALUES (?, ?)", marks)


def _rows(database: sqlite3.Connection, sql: str) -> list[tuple[str, str]]:
    try:
        return database.execute(sql).fetchall()
    except sqlite3.DatabaseError:
        # It is damaged, or was made before there were any.
        return []


def _settle(path: Path) -> None:
    """Checkpoint a new database into its one file; its header records that it keeps a log."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(path: Path) -> Path | None:
    """Give a database a second name, under which it stays."""
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = chain([stamp], (f"{stamp}-{number}" for number in count(2)))
    kept = next(found for name in names if not (found := path.with_name(_KEPT.format(name))).exists())
    os.link(path, kept)
    log = path.with_name(path.name + _LOG)
    if log.exists() and log.stat().st_size:
        # For a database that is too damaged to be checkpointed.
        log.rename(kept.with_name(kept.name + _LOG))
    return kept
