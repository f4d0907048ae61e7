"""Read the entries of the journal that are not stored, and the captures that they rest on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from linfen_crawler.archive.journal import NAMED, named
from linfen_crawler.archive.reader import Archive, place_of
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw import Place, read_entry

_AT_ONCE = 500


def waiting_entries(archive: Archive, *, up_to: int | None = None) -> Iterator[tuple[Place, int | None]]:
    """Yield where each entry lies that is not stored yet, in order, with the run that noted it."""
    last = 0
    while rows := archive.rows(
        "SELECT * FROM journal WHERE is_stored = 0 AND number > ? AND number <= coalesce(?, number) "
        "ORDER BY number LIMIT ?",
        [last, up_to, _AT_ONCE],
    ):
        last = int(str(rows[-1]["number"]))
        yield from ((place_of(row), None if row["run_id"] is None else int(str(row["run_id"]))) for row in rows)


def takedown_entries(archive: Archive) -> Iterator[Place]:
    """Yield where the entries of takedowns lie, in order."""
    yield from map(place_of, archive.rows("SELECT * FROM journal WHERE what = 'Takedown' ORDER BY number"))


def unread(archive: Archive, *, up_to: int | None = None) -> list[str]:
    """Return a sentence on the entries that a rebuild could not store, if there are any."""
    (row,) = archive.rows(
        "SELECT count(*) AS count, min(number) AS first FROM journal "
        "WHERE is_stored = 0 AND number <= coalesce(?, number)",
        [up_to],
    )
    said = f"{row['count']} entries of the journal cannot be read, the first is {row['first']}"
    return [said] if row["count"] else []


def entry_at(archive: Archive, place: Place) -> Entry:
    """Return an entry from its bytes.

    Raises :class:`ArchiveDamagedError` where they cannot be read.
    """
    try:
        return read_entry(archive.folder, place)
    except (OSError, ValueError, zlib.error) as error:
        raise ArchiveDamagedError(f"{archive.folder}: the journal cannot be read: {error}") from error


def captures_of(archive: Archive, entry: Entry) -> tuple[Capture, ...]:
    """Return the captures that an entry rests on; one that confirms an earlier one with that one's bytes.

    Raises :class:`ArchiveDamagedError` where one is missing or cannot be read.
    """
    return tuple(_captured(archive, reference) for reference in entry.captures)


def _captured(archive: Archive, reference: Sequence[str | int]) -> Capture:
    rows = archive.rows(NAMED, named(reference))
    if not rows:
        url, at, *_ = reference
        raise ArchiveDamagedError(f"{archive.folder}: no capture of {url} at {at}: restore its WARC file from a copy")
    row = rows[0]
    # What one confirms may be another's: what is said of the capture itself is the row's.
    said = None if row["provenance"] is None else str(row["provenance"])
    fetched_at = datetime.fromisoformat(str(row["fetched_at"]))
    return replace(archive.capture(int(str(row["id"]))), fetched_at=fetched_at, provenance=said)
