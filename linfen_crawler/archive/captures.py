"""Write the rows of captures; a payload that an address has shown before is referred to, not stored again."""

from __future__ import annotations

import zlib
from datetime import datetime
from pathlib import Path
from sqlite3 import Row

from linfen_crawler.archive.connection import ArchiveDatabase, instant
from linfen_crawler.archive.reader import place_of
from linfen_crawler.archive.rows import insert
from linfen_crawler.items import Article, Capture, Item, Mirror
from linfen_crawler.raw import Kept, Original, Place, read_capture
from linfen_crawler.rewrites import Withheld


def seen_at(item: Item) -> str | None:
    """Return when others captured an item; ``None`` for what this archive requested."""
    read = item.captures
    match item:
        case (Article() as article) | Mirror(article=article) | Withheld(article=Article() as article):
            read = tuple(part.capture for part in article.parts[:1]) or read
    return instant(read[-1].fetched_at) if read and read[-1].provenance is not None else None


def kept_as(database: ArchiveDatabase, folder: Path, capture: Capture) -> tuple[Kept, str | None]:
    """Return a capture as it is to be kept: with the one that it repeats, if there is one.

    One whose bytes are lost or damaged is repeated by none: then the payload is kept once more, and the second value
    says what of the earlier one cannot be read.
    """
    row = _repeated(database, capture)
    if row is None:
        return Kept(capture), None
    if capture.confirms is None and not _is_kept(folder, row, capture.payload):
        return Kept(capture), f"capture {row['id']} of {row['url']}"
    return Kept(capture, Original(row["url"], datetime.fromisoformat(row["fetched_at"]))), None


def _repeated(database: ArchiveDatabase, capture: Capture) -> Row | None:
    """Return the row of the capture that has the payload of another; ``None`` where there is none."""
    found: Row | None = None
    if capture.confirms is not None:
        found = database.execute(
            "SELECT o.* FROM captures c JOIN captures o ON o.id = coalesce(c.refers_to, c.id) "
            "WHERE c.url = ? AND c.fetched_at = ? ORDER BY c.id",
            [capture.url, instant(capture.confirms)],
        ).fetchone()
    elif capture.payload and not capture.is_saved:
        # A reference goes by address and time: of several that share both only the first can be referred to.
        found = database.execute(
            "SELECT * FROM captures c WHERE url = ? AND payload_sha256 = ? AND refers_to IS NULL "
            "AND status > 0 AND forgotten_at IS NULL AND NOT EXISTS (SELECT 1 FROM captures o WHERE o.url = c.url "
            "AND o.fetched_at = c.fetched_at AND o.refers_to IS NULL AND o.id < c.id) ORDER BY id DESC LIMIT 1",
            [capture.url, capture.payload_sha256],
        ).fetchone()
    return found


def _is_kept(folder: Path, row: Row, payload: bytes) -> bool:
    """Tell whether a capture can be read back with a payload."""
    try:
        return read_capture(folder, place_of(dict(row))).payload == payload
    except (OSError, ValueError, zlib.error):
        return False


def insert_capture(database: ArchiveDatabase, kept: Kept, place: Place, run_id: int | None) -> int:
    """Insert the row of a capture and return its id.

    Raises :class:`LookupError` if it refers to one that the database does not know: its payload is missing.
    """
    capture = kept.capture
    original = None if kept.original is None else _row_of(database, kept.original)
    payload_sha256, length = capture.payload_sha256, len(capture.payload)
    if original is not None:
        payload_sha256, length = original["payload_sha256"], original["length"]
    elif kept.tombstone is not None:
        payload_sha256, length = kept.tombstone.payload_sha256, kept.tombstone.length
    return insert(
        database,
        "captures",
        {
            "url": capture.url,
            "fetched_at": instant(capture.fetched_at),
            "status": capture.status,
            "content_type": capture.header("Content-Type"),
            "etag": capture.header("ETag"),
            "last_modified": capture.header("Last-Modified"),
            "payload_sha256": payload_sha256,
            "length": length,
            "warc_file": place.file,
            "warc_offset": place.offset,
            "warc_length": place.length,
            "run_id": run_id,
            "refers_to": None if original is None else original["id"],
            "provenance": capture.provenance,
        },
    )


def _row_of(database: ArchiveDatabase, original: Original) -> Row:
    found: Row | None = database.execute(
        "SELECT id, payload_sha256, length FROM captures WHERE url = ? AND fetched_at = ? AND refers_to IS NULL "
        "ORDER BY id",
        [original.url, instant(original.fetched_at)],
    ).fetchone()
    if found is None:
        raise LookupError(f"the capture of {original.url} at {instant(original.fetched_at)}")
    return found
