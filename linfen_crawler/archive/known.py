"""Tell whether a capture has been dealt with already, so that what is ingested twice changes nothing."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from sqlite_utils import Database

from linfen_crawler.archive.connection import instant
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw import NOT_MODIFIED, Place, read_entry


def dealt_with(database: Database, folder: Path, capture: Capture) -> int | None:
    """Return the id of a capture of this address, time and payload that an entry of the journal rests on.

    A capture that a kill parted from its entry lies in the archive, and nothing has become of it: ``None``.
    """
    rows = database.execute(
        "SELECT *, (SELECT count(*) FROM captures o WHERE o.url = c.url AND o.fetched_at = c.fetched_at "
        "AND o.id < c.id) AS before FROM captures c "
        "WHERE url = ? AND fetched_at = ? AND status = ? AND (payload_sha256 = ? OR ?)",
        [
            capture.url,
            instant(capture.fetched_at),
            capture.status,
            capture.payload_sha256,
            # An answer without a payload has the digest of what it confirms.
            capture.status == NOT_MODIFIED,
        ],
    ).fetchall()
    return next((int(row["id"]) for row in rows if _rests_on(_entry_behind(database, folder, row), row)), None)


def _rests_on(entry: Entry | None, row: sqlite3.Row) -> bool:
    if entry is None:
        return False
    named = [row["url"], row["fetched_at"], *([row["before"]] if row["before"] else [])]
    return any(list(reference) == named for reference in entry.captures)


def _entry_behind(database: Database, folder: Path, row: sqlite3.Row) -> Entry | None:
    """Return the first entry behind a capture: an item's captures are written, then what it was."""
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
    try:
        return read_entry(folder, place)
    except (OSError, ValueError, zlib.error):
        return None
