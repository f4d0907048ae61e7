"""Replace an archive's database with a rebuilt one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE, fold_log, keep_log
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.writer import ArchiveWriter
from linfen_crawler.raw import sync_folder
from linfen_crawler.rewrites import Reread

_LOG = "-wal"


def announce(folder: Path, items: Sequence[Reread], *, warc_bytes: int, about: Mapping[str, str]) -> None:
    """Log what a newer reading has changed, in a run of its own.

    Raises as :class:`ArchiveWriter` does.
    """
    with Archive.open(folder) as archive:
        replica = archive.replica
    writer = ArchiveWriter.open(folder)
    try:
        writer.begin_run("rebuild", {}, warc_bytes=warc_bytes, about=about, replica=replica)
        for item in items:
            writer.store(item)
        reasons = [f"{len(items)} articles are read otherwise by this version"]
        writer.finish_run(verdict="ok", reasons=reasons, counters={"article/reparsed": len(items)})
    finally:
        writer.close()


def replace_database(source: Path, folder: Path) -> Path | None:
    """Move the database of one folder into another, remove the rest of it, and return where the old one is kept.

    At each instant the archive has a whole database under its name, the old or the new one. Only the holder of the
    archive's lock may call it. Raises :class:`OSError` and :class:`sqlite3.Error`, and :class:`ArchiveError` where
    somebody else has the old database open.
    """
    _carry_over(folder / DATABASE, source / DATABASE)
    _settle(source / DATABASE)
    fold_log(folder / DATABASE)
    try:
        kept = _keep(folder / DATABASE)
        with (source / DATABASE).open("rb") as file:
            os.fsync(file.fileno())
        (source / DATABASE).replace(folder / DATABASE)
    except OSError:
        keep_log(folder / DATABASE)
        raise
    sync_folder(folder)
    shutil.rmtree(source)
    return kept


def _carry_over(old: Path, new: Path) -> None:
    """Tell a new database which bytes are gone; those unknown to the old one are removed again by the next run."""
    if not old.exists():
        return
    with contextlib.closing(sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)) as reading:
        try:
            done = reading.execute("SELECT erased_at, url FROM tombstones WHERE erased_at IS NOT NULL").fetchall()
        except sqlite3.DatabaseError:
            # It is damaged, or was made before there were any.
            return
    with contextlib.closing(sqlite3.connect(new)) as writing, writing:
        writing.executemany("UPDATE tombstones SET erased_at = ? WHERE url = ?", done)


def _settle(path: Path) -> None:
    """Checkpoint a new database into its one file; its header records that it keeps a log."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(path: Path) -> Path | None:
    """Give a database a second name, under which it stays."""
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"linfen-before-{stamp}.db")
    log = path.with_name(path.name + _LOG)
    if log.exists() and log.stat().st_size:
        # For a database that is too damaged to be checkpointed.
        log.rename(kept.with_name(kept.name + _LOG))
    os.link(path, kept)
    return kept
