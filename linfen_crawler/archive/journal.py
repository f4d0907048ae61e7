"""Index the journal: where each entry is in the WARC files, and which entries still wait to be stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from linfen_crawler.archive import copies, deferred
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import Row, insert
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw import Place


def last_number(database: ArchiveDatabase) -> int:
    """Return the number of the last entry, 0 where there is none."""
    return int(database.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()[0])


def gaps(database: ArchiveDatabase) -> Iterator[str]:
    """Yield a sentence for each stretch of entries that is missing before the last."""
    rows = database.execute(
        "SELECT before + 1, number - 1 FROM (SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS before "
        "FROM journal) WHERE number > before + 1"
    )
    for first, last in rows:
        yield f"entries {first} to {last} of the journal are in no file of warc/: restore what is missing from a copy"


def insert_entry(database: ArchiveDatabase, entry: Entry, place: Place, run_id: int | None, *, is_stored: bool) -> None:
    """Record where an entry is; what it notes is deferred no longer.

    Raises :class:`sqlite3.IntegrityError` if another has its number.
    """
    at: Row = {"warc_file": place.file, "warc_offset": place.offset, "warc_length": place.length}
    row: Row = {"number": entry.number, "what": entry.what, "run_id": run_id, "is_stored": int(is_stored)}
    insert(database, "journal", {**row, **at})
    deferred.settle(database, entry)
    copies.settle(database, entry)


def settle_entry(database: ArchiveDatabase, entry: Entry) -> None:
    """Record that an entry is stored; the events it made are those that it made the first time.

    A newer reading may see other events in the same bytes; what programs have read cannot be changed.
    """
    database.execute("UPDATE journal SET is_stored = 1 WHERE number = ?", [entry.number])
    if [dict(row) for row in entry.changes] != database.logged:
        for row in database.logged:
            database.execute("DELETE FROM changes WHERE id = ?", [row["id"]])
        for told in entry.changes:
            insert(database, "changes", {"at": entry.at, **told})


def references(database: ArchiveDatabase, capture_ids: Iterable[int]) -> list[list[str | int]]:
    """Return how an entry names captures: what others captured may have another of its address and second before it."""
    named: list[list[str | int]] = []
    for capture_id in capture_ids:
        url, at, before = database.execute(
            "SELECT url, fetched_at, (SELECT count(*) FROM captures o WHERE o.url = c.url "
            "AND o.fetched_at = c.fetched_at AND o.id < c.id) FROM captures c WHERE id = ?",
            [capture_id],
        ).fetchone()
        named.append([url, at, before] if before else [url, at])
    return named


NAMED = "SELECT * FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id LIMIT 1 OFFSET ?"
"""The capture that an entry names."""


def named(reference: Sequence[str | int]) -> list[str | int]:
    """Return what :data:`NAMED` asks for: address, time, and how many come before."""
    url, at, *before = reference
    return [url, at, *(before or [0])]


def captures_of(database: ArchiveDatabase, entry: Entry, captures: tuple[Capture, ...]) -> dict[Capture, int]:
    """Return the ids of the captures that an entry rests on.

    Raises :class:`sqlite3.IntegrityError` if the database does not know one.
    """
    ids: dict[Capture, int] = {}
    for capture, reference in zip(captures, entry.captures, strict=True):
        row = database.execute(NAMED, named(reference)).fetchone()
        if row is None:
            url, at, *_ = reference
            raise sqlite3.IntegrityError(f"entry {entry.number} rests on {url} at {at}, which no capture is")
        ids[capture] = int(row["id"])
    return ids
