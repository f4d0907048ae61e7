"""Index the journal: where each entry is in the WARC files, and which entries still wait to be stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from linfen_crawler.archive import deferred
from linfen_crawler.archive.changes import MERGED_INTO
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import Row, insert
from linfen_crawler.items import Article, Capture
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


def keep_ids(database: ArchiveDatabase, entry: Entry) -> None:
    """Let no other article take an id that an entry gives, and remember at which address it was given, and until when.

    What is remembered is of this connection alone: it is for the items that are read again from these entries.
    """
    highest = max((int(str(row["article_id"])) for row in entry.changes), default=0)
    database.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'articles', 0 "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'articles')"
    )
    database.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'articles'", [highest])
    if not entry.changes:
        return
    # In SQLite's own temporary file: an archive may have more addresses than are to be held in memory.
    database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS given "
        "(article_id INTEGER PRIMARY KEY, url TEXT NOT NULL, number INTEGER NOT NULL, ended INTEGER)"
    )
    database.execute("CREATE INDEX IF NOT EXISTS temp.given_url ON given (url)")
    given = _given(entry)
    if given is not None and entry.url is not None:
        database.execute("INSERT OR IGNORE INTO given VALUES (?, ?, ?, NULL)", [given, entry.url, entry.number])
    for row in entry.changes:
        if row["kind"] == "merged" and str(row["evidence"]).startswith(MERGED_INTO):
            database.execute("UPDATE given SET ended = ? WHERE article_id = ?", [entry.number, row["article_id"]])


def given_id(database: ArchiveDatabase, article: Article) -> int | None:
    """Return the id that the journal gives to an article that is new; ``None`` if any will do.

    Where another version has read the pages of an address, an article may begin with another of them than it did then:
    it has the id that its address had been given by then, or else the one that it was given next.
    """
    if article.entry is None:
        return None
    number, given = article.entry.number, _given(article.entry)
    if given is not None or not _has_given(database):
        return given
    row = database.execute(
        "SELECT article_id FROM given WHERE url = ?1 AND (ended IS NULL OR ended > ?2) AND NOT EXISTS "
        "(SELECT 1 FROM articles WHERE id = article_id) ORDER BY number > ?2, abs(number - ?2) LIMIT 1",
        [article.url, number],
    ).fetchone()
    return None if row is None else int(row["article_id"])


def _has_given(database: ArchiveDatabase) -> bool:
    return database.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'given'").fetchone() is not None


def _given(entry: Entry) -> int | None:
    given = [row["article_id"] for row in entry.changes if row["kind"] in {"added", "split"}]
    return int(str(given[0])) if given else None


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
