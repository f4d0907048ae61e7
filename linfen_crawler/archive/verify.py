"""Prove an archive: the database by itself, and every capture by its bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.invariants import INVARIANTS
from linfen_crawler.archive.log import LOG, fault_of_log
from linfen_crawler.archive.media import faults_of_media
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.revisions import LISTS
from linfen_crawler.archive.rows import Record
from linfen_crawler.archive.schema import SCHEMA_VERSION, UNNOTED
from linfen_crawler.archive.upgraded import upgraded
from linfen_crawler.archive.warc_files import faults_of_files
from linfen_crawler.errors import ArchiveError, said_of
from linfen_crawler.fingerprint import digest_of_row

_SHOWN = 10
"""How many examples of each broken rule are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that differs from what was stored."""

    where: str
    """Such as ``linfen.db``, ``warc/NAME``, ``warc/NAME at 4711`` or ``media/ab/NAME``."""
    what: str


def verify(archive: Archive, *, quick: bool = False) -> Iterator[Damage]:
    """Yield each damage of an archive; nothing for a sound one.

    ``quick`` reads no file but the database, but looks whether each is there in its full length. Of an archive of an
    older schema a copy of the database is brought up to date for it.
    """
    yield from _log(archive.folder / f"{DATABASE}{LOG}")
    sound = True
    for damage in _database(archive, quick=quick):
        sound = False
        yield damage
    for damage in _readable(_migrations(archive)) if sound else ():
        # What would be upgraded wrongly is looked at no further.
        sound = archive.schema_version == SCHEMA_VERSION
        yield damage
    if sound:
        with upgraded(archive) as present:
            yield from _of_sound_database(present, quick=quick)


def _of_sound_database(archive: Archive, *, quick: bool) -> Iterator[Damage]:
    """Yield the damages that SQLite does not see."""
    yield from _readable(_unfinished(archive))
    yield from _readable(_invariants(archive))
    yield from _readable(_readers(archive))
    if not quick:
        yield from _readable(_contents(archive))
    for faults in (faults_of_files, faults_of_media):
        yield from _readable(Damage(*found) for found in faults(archive, quick=quick))


def _readable(damages: Iterator[Damage]) -> Iterator[Damage]:
    """Yield damages up to what cannot be read: SQLite's own check knows neither texts nor the names in a schema."""
    try:
        yield from damages
    except ArchiveError as error:
        yield Damage("linfen.db", str(error))


def count(archive: Archive) -> Record:
    """Return how many articles and captures an archive has."""
    (counted,) = archive.rows(
        "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM captures) AS captures"
    )
    return counted


def _log(path: Path) -> Iterator[Damage]:
    """Report what SQLite ignores: rows after it are then outdated, and none of SQLite's own checks notices."""
    if fault := fault_of_log(path):
        yield Damage(path.name, f"{fault}; the next run recovers from warc/ what it held")


def _database(archive: Archive, *, quick: bool) -> Iterator[Damage]:
    """Let SQLite check its file; nothing else can read what SQLite cannot."""
    try:
        for row in archive.rows("PRAGMA quick_check" if quick else "PRAGMA integrity_check"):
            (said,) = row.values()
            if said != "ok":
                yield Damage("linfen.db", str(said))
        for row in archive.rows("PRAGMA foreign_key_check"):
            yield Damage(
                "linfen.db",
                f"row {row['rowid']} of {row['table']} refers to a row of {row['parent']} that does not exist",
            )
    except (ArchiveError, sqlite3.DatabaseError) as error:
        yield Damage("linfen.db", said_of(error))


def _migrations(archive: Archive) -> Iterator[Damage]:
    """Compare the migrations noted with the version that the archive says it has, before a copy is upgraded."""
    for row in archive.rows(UNNOTED):
        (name,) = row.values()
        yield Damage("linfen.db", f"{name} has other migrations than _sqlite_migrations notes")


def _invariants(archive: Archive) -> Iterator[Damage]:
    for what, sql in INVARIANTS.items():
        names = [str(next(iter(row.values()))) for row in archive.rows(sql)]
        yield from (Damage("linfen.db", f"{name} {what}") for name in names[:_SHOWN])
        if len(names) > _SHOWN:
            yield Damage("linfen.db", f"and {len(names) - _SHOWN} more of the same kind")


def _readers(archive: Archive) -> Iterator[Damage]:
    """Report versions of the reader that rows name and the archive does not: whatever others made would be excused."""
    known = archive.read_by
    for table in ("articles", "revisions", "urls") if known else ():
        sql = f"SELECT DISTINCT parser_version AS version FROM {table} WHERE parser_version IS NOT NULL"
        for version in sorted({str(row["version"]) for row in archive.rows(sql)} - known):
            yield Damage(
                "linfen.db", f"{table} has rows read by version {version!r}, of which archive.read_by is silent"
            )


def _unfinished(archive: Archive) -> Iterator[Damage]:
    """Report takedowns during which a run was killed."""
    for row in archive.rows("SELECT url FROM tombstones WHERE erased_at IS NULL ORDER BY url"):
        yield Damage("linfen.db", f"{row['url']} is still being taken down: the next run finishes it")


def _contents(archive: Archive) -> Iterator[Damage]:
    """Compare the content of each article with its digest."""
    for row in archive.rows("SELECT * FROM articles ORDER BY id"):
        lists = {name: archive.children(name, int(str(row["id"]))) for name in LISTS}
        content = {name: [{key: one[key] for key in LISTS[name]} for one in rows] for name, rows in lists.items()}
        if digest_of_row(row, content) != row["content_sha256"]:
            yield Damage("linfen.db", f"the content of article {row['id']} does not match its digest")
