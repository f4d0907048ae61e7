"""Recognise captures that were processed before, so that ingesting them twice changes nothing."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from sqlite_utils import Database

from linfen_crawler.archive.connection import instant
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw import NOT_MODIFIED, Place, read_entry

_CAPTURE = (
    "SELECT *, (SELECT count(*) FROM captures o WHERE o.url = c.url AND o.fetched_at = c.fetched_at AND o.id < c.id) "
    "AS before FROM captures c WHERE id = ?"
)
"""A capture, with how many of its address and time come before it."""


def dealt_with(database: Database, folder: Path, capture: Capture) -> int | None:
    """Return the id of a capture of this address, time and payload that an entry of the journal rests on.

    A capture that a kill separated from its entry is in the archive, and nothing has become of it: ``None``.
    """
    rows = database.execute(
        "SELECT id FROM captures WHERE url = ? AND fetched_at = ? AND status = ? AND (payload_sha256 = ? OR ?)",
        [
            capture.url,
            instant(capture.fetched_at),
            capture.status,
            capture.payload_sha256,
            # An answer without a payload has the digest of what it confirms.
            capture.status == NOT_MODIFIED,
        ],
    ).fetchall()
    return next((int(row["id"]) for row in rows if _has_entry(database, folder, row)), None)


def _has_entry(database: Database, folder: Path, row: sqlite3.Row) -> bool:
    try:
        return entry_of(database, folder, int(row["id"])) is not None
    except (OSError, ValueError, zlib.error):
        # What cannot be read is read again from the file that is ingested.
        return False


def entry_of(database: Database, folder: Path, capture_id: int) -> tuple[Entry, Place] | None:
    """Return the entry that a capture was stored with, and where it is; ``None`` if a kill has separated the two.

    An item's captures are written, then what it was: it is the first entry after them. Raises :class:`OSError`,
    :class:`ValueError` and :class:`zlib.error` if it cannot be read.
    """
    row = database.execute(_CAPTURE, [capture_id]).fetchone()
    found = database.execute(
        "SELECT * FROM journal WHERE warc_file = ? AND warc_offset > ? ORDER BY warc_offset LIMIT 1",
        [row["warc_file"], row["warc_offset"]],
    ).fetchone()
    if found is None:
        # A new file was begun between the two.
        found = database.execute(
            "SELECT * FROM journal WHERE run_id = ? AND warc_file > ? ORDER BY number LIMIT 1",
            [row["run_id"], row["warc_file"]],
        ).fetchone()
    if found is None:
        return None
    place = Place(found["warc_file"], found["warc_offset"], found["warc_length"])
    entry = read_entry(folder, place)
    named = [row["url"], row["fetched_at"], *([row["before"]] if row["before"] else [])]
    return (entry, place) if any(list(reference) == named for reference in entry.captures) else None
