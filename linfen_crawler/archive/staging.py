"""Stage the site's records from foreign files beside the database, until they can be read in order of time."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from linfen_crawler.archive.connection import instant
from linfen_crawler.digests import differ
from linfen_crawler.errors import ArchiveError, said_of
from linfen_crawler.items import Capture
from linfen_crawler.raw import NOT_MODIFIED, capture_of, capture_records, time_of

_NAME = "ingest.tmp"
_AT_ONCE = 200
_TABLES = """
CREATE TABLE staged (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, url TEXT NOT NULL, asked TEXT NOT NULL, at TEXT NOT NULL,
    sha256 TEXT NOT NULL, digest TEXT, provenance TEXT NOT NULL, record BLOB NOT NULL, read_from BLOB,
    is_used INTEGER NOT NULL DEFAULT 0, UNIQUE (asked, at, sha256)
);
CREATE INDEX staged_order ON staged (role, at, asked, sha256);
CREATE INDEX staged_url ON staged (url, at);
CREATE INDEX staged_digest ON staged (digest) WHERE digest IS NOT NULL;
CREATE TABLE revisits (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, url TEXT NOT NULL, digest TEXT, refers_url TEXT, refers_at TEXT,
    provenance TEXT NOT NULL, record BLOB NOT NULL
);
CREATE TABLE shown (url TEXT PRIMARY KEY) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """A capture of a foreign file."""

    role: str
    url: str
    """Canonical address."""
    capture: Capture
    read_from: Capture
    """The capture that has its payload: another one for an answer 304."""


class Staging:
    """The site's records from foreign files. Only the holder of the archive's lock may open it."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Start empty; what a killed run has left is removed.

        Raises :class:`ArchiveError`, as all methods do, where the file cannot be written.
        """
        clear(folder)
        path = folder / _NAME
        with _errors(path):
            database = sqlite3.connect(path, isolation_level=None)
            database.row_factory = sqlite3.Row
            # It is made again from the start after a kill.
            for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *_TABLES.split(";\n")):
                database.execute(statement)
        return cls(path, database)

    def close(self) -> None:
        """Remove it."""
        self._database.close()
        self._path.unlink(missing_ok=True)

    def add(self, role: str, url: str, capture: Capture, digest: str | None) -> bool:
        """Stage a capture; return whether it differs from those staged.

        Of several files that have the same one, the first by name is named as its provenance, in whatever order they
        are read.
        """
        record = capture_records(capture)[0]
        # As it will be read back, so that it is found again: whatever a foreign header had in it.
        kept = _read(record)
        row = [role, url, kept.url, instant(kept.fetched_at), kept.payload_sha256, digest, kept.provenance, record]
        with _errors(self._path):
            held = self._database.execute(
                "SELECT id, provenance FROM staged WHERE asked = ? AND at = ? AND sha256 = ?", row[2:5]
            ).fetchone()
            if held is None:
                self._database.execute(
                    "INSERT INTO staged (role, url, asked, at, sha256, digest, provenance, record) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
            elif str(kept.provenance) < held["provenance"]:
                better = [kept.provenance, record, held["id"]]
                self._database.execute("UPDATE staged SET provenance = ?, record = ? WHERE id = ?", better)
        return held is None

    def add_revisit(
        self, role: str, url: str, capture: Capture, digest: str | None, refers_to: tuple[str, str] | None
    ) -> None:
        """Stage a capture without its payload, which another record has."""
        refers_url, refers_at = refers_to or (None, None)
        row = [role, url, digest, refers_url, refers_at, capture.provenance, capture_records(capture)[0]]
        with _errors(self._path):
            self._database.execute(
                "INSERT INTO revisits (role, url, digest, refers_url, refers_at, provenance, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def resolve(
        self, find: Callable[[str, str], Capture | None], settled: Callable[[Capture], Capture]
    ) -> Iterator[tuple[str, bool]]:
        """Give each revisit its payload; yield its provenance, and whether it was found.

        ``find`` looks in the archive, by address and time as written; ``settled`` makes of head and payload, which come
        from two records, an answer that can be read.
        """
        last = 0
        while rows := self._rows("SELECT * FROM revisits WHERE id > ? ORDER BY id LIMIT ?", [last, _AT_ONCE]):
            last = rows[-1]["id"]
            for row in rows:
                yield row["provenance"], self._resolve(row, find, settled)

    def _resolve(
        self,
        row: sqlite3.Row,
        find: Callable[[str, str], Capture | None],
        settled: Callable[[Capture], Capture],
    ) -> bool:
        revisit = _read(row["record"])
        held = self._original(row, revisit)
        original = _read(held["record"]) if held is not None else None
        at = _instant_of(row["refers_at"])
        if original is None and row["refers_url"] and at is not None:
            original = find(row["refers_url"], at)
        if original is None or original.is_saved:
            return False
        if revisit.status != NOT_MODIFIED:
            head = revisit if revisit.headers else original
            whole = replace(head, url=revisit.url, fetched_at=revisit.fetched_at, payload=original.payload)
            self.add(row["role"], row["url"], settled(replace(whole, provenance=row["provenance"])), row["digest"])
            return True
        return self._confirm(row, revisit, original)

    def _original(self, row: sqlite3.Row, revisit: Capture) -> sqlite3.Row | None:
        """Return the record that a revisit refers to by address and time, or else by the digest of its payload."""
        named = [row["refers_url"], _instant_of(row["refers_at"])]
        found = self._rows("SELECT * FROM staged WHERE asked = ? AND at = ? ORDER BY sha256", named)
        if revisit.status == NOT_MODIFIED:
            # It has no payload of its own: some writers note the digest of none.
            return found[0] if found else None
        same = [one for one in found if row["digest"] in {None, one["digest"]}]
        same = same or [one for one in found if not differ(row["digest"], one["digest"])]
        if not same and row["digest"] is not None:
            same = self._rows("SELECT * FROM staged WHERE digest = ? ORDER BY at, asked LIMIT 1", [row["digest"]])
        return same[0] if same else None

    def _confirm(self, row: sqlite3.Row, revisit: Capture, original: Capture) -> bool:
        """Stage a response that repeats an earlier one of the same address, to which the archive refers by its time."""
        if original.url != revisit.url or original.fetched_at >= revisit.fetched_at:
            return False
        values = [row["role"], row["url"], revisit.url, instant(revisit.fetched_at), "", row["provenance"]]
        with _errors(self._path):
            self._database.execute(
                "INSERT OR IGNORE INTO staged (role, url, asked, at, sha256, provenance, record, read_from) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [*values, row["record"], capture_records(original)[0]],
            )
        return True

    def captures(self, roles: Iterable[str]) -> Iterator[Staged]:
        """Yield the captures that are read as one of some roles, in order of their time."""
        wanted = list(roles)
        marks = ", ".join("?" * len(wanted))
        after: list[object] = ["", "", ""]
        while rows := self._rows(
            f"SELECT * FROM staged WHERE role IN ({marks}) AND (at, asked, sha256) > (?, ?, ?) "
            "ORDER BY at, asked, sha256 LIMIT ?",
            [*wanted, *after, _AT_ONCE],
        ):
            after = [rows[-1][name] for name in ("at", "asked", "sha256")]
            yield from map(self._staged, rows)

    def part(self, url: str, at: datetime) -> Staged | None:
        """Return the capture of a later page that is nearest in time to its first page's."""
        rows = self._rows(
            "SELECT *, abs(julianday(at) - julianday(?)) AS distance FROM staged WHERE url = ? "
            "ORDER BY distance, at, asked, sha256 LIMIT 1",
            [instant(at), url],
        )
        if not rows:
            return None
        with _errors(self._path):
            self._database.execute("UPDATE staged SET is_used = 1 WHERE id = ?", [rows[0]["id"]])
        return self._staged(rows[0])

    def unused(self, roles: Iterable[str]) -> Iterator[str]:
        """Yield the provenance of each capture of some roles that was never asked for."""
        wanted = list(roles)
        marks = ", ".join("?" * len(wanted))
        last = 0
        while rows := self._rows(
            f"SELECT id, url, provenance FROM staged s WHERE role IN ({marks}) AND id > ? AND NOT EXISTS "
            "(SELECT 1 FROM staged o WHERE o.url = s.url AND o.is_used) ORDER BY id LIMIT ?",
            [*wanted, last, _AT_ONCE],
        ):
            last = rows[-1]["id"]
            yield from (row["provenance"] for row in rows)

    def show(self, urls: Iterable[str]) -> None:
        """Remember that a page has shown addresses."""
        with _errors(self._path):
            self._database.executemany("INSERT OR IGNORE INTO shown VALUES (?)", [(url,) for url in urls])

    def has_shown(self, url: str) -> bool:
        """Tell whether a file has an address, or a page in one links to it."""
        sql = "SELECT 1 FROM shown WHERE url = ?1 UNION ALL SELECT 1 FROM staged WHERE url = ?1 LIMIT 1"
        return bool(self._rows(sql, [url]))

    def _staged(self, row: sqlite3.Row) -> Staged:
        capture = _read(row["record"])
        if row["read_from"] is None:
            return Staged(row["role"], row["url"], capture, capture)
        read_from = _read(row["read_from"])
        return Staged(row["role"], row["url"], replace(capture, confirms=read_from.fetched_at), read_from)

    def _rows(self, sql: str, parameters: Iterable[object]) -> list[sqlite3.Row]:
        with _errors(self._path):
            return self._database.execute(sql, list(parameters)).fetchall()


def clear(folder: Path) -> None:
    """Remove what a killed run has left."""
    for name in (_NAME, f"{_NAME}-journal"):
        (folder / name).unlink(missing_ok=True)


def _read(record: bytes) -> Capture:
    kept = capture_of(zlib.decompress(record, wbits=zlib.MAX_WBITS | 16))
    if kept is None:
        raise ValueError("a record of our own cannot be read back")
    return kept.capture


def _instant_of(text: str | None) -> str | None:
    try:
        return None if text is None else instant(time_of(text))
    except ValueError:
        return None


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as this project's."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path} cannot be written: {said_of(error)}") from error
