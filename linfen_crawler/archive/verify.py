"""Prove an archive: the database by itself, and every capture by its bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.invariants import INVARIANTS
from linfen_crawler.archive.media import faults_of_media
from linfen_crawler.archive.reader import Archive, Record
from linfen_crawler.archive.revisions import LISTS
from linfen_crawler.archive.upgraded import upgraded
from linfen_crawler.errors import ArchiveError
from linfen_crawler.fingerprint import digest_of_content
from linfen_crawler.raw import FOLDER, OPEN
from linfen_crawler.raw.checking import Member, checked_members
from linfen_crawler.raw.files import file_sha256

_SHOWN = 10
"""Of each broken rule so many examples are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was stored."""

    where: str
    """Such as ``linfen.db``, ``warc/NAME``, ``warc/NAME at 4711`` or ``media/ab/NAME``."""
    what: str


def verify(archive: Archive, *, quick: bool = False) -> Iterator[Damage]:
    """Yield each damage of an archive; none of a sound one.

    ``quick`` reads no file but the database, but looks whether each is there in its full length. Of an archive of an
    older schema a copy of the database is brought up to date for it.
    """
    sound = True
    for damage in _database(archive, quick=quick):
        sound = False
        yield damage
    if sound:
        with upgraded(archive) as present:
            yield from _of_sound_database(present, quick=quick)


def _of_sound_database(archive: Archive, *, quick: bool) -> Iterator[Damage]:
    """Yield the damages that SQLite does not see."""
    yield from _readable(_unfinished(archive))
    yield from _readable(_invariants(archive))
    if not quick:
        yield from _readable(_contents(archive))
    yield from _readable(_files(archive, quick=quick))
    yield from _readable(Damage(*found) for found in faults_of_media(archive, quick=quick))


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


def _database(archive: Archive, *, quick: bool) -> Iterator[Damage]:
    """Let SQLite check its file; what it cannot read, nothing else can."""
    try:
        for row in archive.rows("PRAGMA quick_check" if quick else "PRAGMA integrity_check"):
            (said,) = row.values()
            if said != "ok":
                yield Damage("linfen.db", str(said))
        for row in archive.rows("PRAGMA foreign_key_check"):
            yield Damage("linfen.db", f"row {row['rowid']} of {row['table']} refers to no row of {row['parent']}")
    except (ArchiveError, sqlite3.DatabaseError) as error:
        yield Damage("linfen.db", str(error))


def _invariants(archive: Archive) -> Iterator[Damage]:
    for what, sql in INVARIANTS.items():
        names = [str(next(iter(row.values()))) for row in archive.rows(sql)]
        yield from (Damage("linfen.db", f"{name} {what}") for name in names[:_SHOWN])
        if len(names) > _SHOWN:
            yield Damage("linfen.db", f"and {len(names) - _SHOWN} more of which the same is true")


def _unfinished(archive: Archive) -> Iterator[Damage]:
    """Name what was being taken down when a run was killed."""
    for row in archive.rows("SELECT url FROM tombstones WHERE erased_at IS NULL ORDER BY url"):
        yield Damage("linfen.db", f"{row['url']} is being taken down: the next run goes on with it")


def _contents(archive: Archive) -> Iterator[Damage]:
    """Hold the content of each article against its digest."""
    for row in archive.rows("SELECT * FROM articles ORDER BY id"):
        lists = {name: archive.children(name, int(str(row["id"]))) for name in LISTS}
        content = {name: [{key: one[key] for key in LISTS[name]} for one in rows] for name, rows in lists.items()}
        fields = {**row, "breadcrumbs": _list(row["breadcrumbs"]), "complete": bool(row["complete"]), **content}
        if digest_of_content(fields) != row["content_sha256"]:
            yield Damage("linfen.db", f"article {row['id']} has another content than its digest says")


def _list(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        return text


def _files(archive: Archive, *, quick: bool) -> Iterator[Damage]:
    closed = {str(row["name"]): row for row in archive.rows("SELECT * FROM warc_files ORDER BY name")}
    used = [str(row["warc_file"]) for row in archive.rows("SELECT DISTINCT warc_file FROM captures ORDER BY warc_file")]
    folder = archive.folder / FOLDER
    for name in dict.fromkeys([*closed, *used]):
        path = folder / name
        # What the database has not closed goes on: a run writes it, or the next one takes up what lies behind.
        goes_on = name not in closed
        path = path.with_name(name + OPEN) if goes_on and not path.exists() else path
        if not path.exists():
            yield Damage(f"warc/{name}", "is missing: restore it from a copy")
            continue
        if name in closed:
            yield from _size(path, closed[name], quick=quick)
        if not quick:
            yield from _records(archive, path, name, goes_on=goes_on)


def _size(path: Path, row: Record, *, quick: bool) -> Iterator[Damage]:
    size = path.stat().st_size
    if size != row["length"]:
        yield Damage(f"warc/{path.name}", f"has {size} bytes, and had {row['length']} when it was closed")
    elif not quick and file_sha256(path) != row["sha256"]:
        yield Damage(f"warc/{path.name}", "has another digest than when it was closed")


def _records(archive: Archive, path: Path, name: str, *, goes_on: bool) -> Iterator[Damage]:
    """Hold each record of a file against the row that names it, and each row against its record."""
    rows = {row["warc_offset"]: row for row in archive.rows("SELECT * FROM captures WHERE warc_file = ?", [name])}
    entries = {
        row["warc_offset"]: row["number"]
        for row in archive.rows("SELECT number, warc_offset FROM journal WHERE warc_file = ?", [name])
    }
    for found in checked_members(path, name):
        if isinstance(found, str):
            # A file that is being written ends in what is not whole yet.
            if not goes_on:
                yield Damage(f"warc/{name}", found)
            continue
        where = f"warc/{name} at {found.place.offset}"
        yield from (Damage(where, fault) for fault in found.faults)
        entries.pop(found.place.offset, None)
        row = rows.pop(found.place.offset, None)
        if row is not None:
            yield from (Damage(where, fault) for fault in _differences(found, row))
        elif found.kept is not None and not goes_on:
            yield Damage(where, f"a capture of {found.kept.capture.url} that no row knows")
    for offset, row in rows.items():
        yield Damage(f"warc/{name} at {offset}", f"no record of {row['url']}, which capture {row['id']} names")
    for offset, number in entries.items():
        yield Damage(f"warc/{name} at {offset}", f"no record of entry {number} of the journal")


def _differences(found: Member, row: Record) -> Iterator[str]:
    """Yield how a record differs from its row."""
    if found.kept is None:
        yield f"no response, which capture {row['id']} names"
        return
    capture = found.kept.capture
    said = {"url": capture.url, "status": capture.status, "warc_length": found.place.length}
    said |= {"content_type": capture.header("Content-Type"), "etag": capture.header("ETag")}
    stone = found.kept.tombstone
    if stone is not None:
        said |= {"payload_sha256": stone.payload_sha256, "length": stone.length}
        if row["forgotten_at"] is None:
            yield "was taken down, and this older database does not know it: the next run takes it down here, too"
    elif row["forgotten_at"] is not None and row["refers_to"] is None:
        yield "was taken down, and its bytes are there: `linfen forget` it again"
    elif found.kept.original is None:
        said |= {"payload_sha256": capture.payload_sha256, "length": len(capture.payload)}
    elif row["refers_to"] is None:
        yield f"refers to {found.kept.original.url}, which capture {row['id']} does not know"
    for name, value in said.items():
        if row[name] != value:
            yield f"{name} is {value!r}, and capture {row['id']} has {row[name]!r}"
    if str(row["fetched_at"]) != instant(capture.fetched_at):
        yield f"was fetched at {instant(capture.fetched_at)}, and capture {row['id']} says {row['fetched_at']}"
