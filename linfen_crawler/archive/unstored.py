"""Read the journal entries that are not stored yet, and the captures that they rest on."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from linfen_crawler.archive.branches import OF_ARCHIVE, of_other_branches
from linfen_crawler.archive.journal import NAMED, named
from linfen_crawler.archive.reader import Archive, place_of
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw import OPEN, Place, all_files, read_entry, read_records
from linfen_crawler.rewrites import Removed
from linfen_crawler.sketches import Sketch
from linfen_crawler.wordless import Traces

logger = logging.getLogger(__name__)

_AT_ONCE = 500


Stretch = tuple[int, int]
"""The first and the last number of entries that follow each other."""


def waiting_entries(
    archive: Archive, *, up_to: int | None = None, without: Sequence[Stretch] = ()
) -> Iterator[tuple[Place, int | None]]:
    """Yield where each entry lies that is not stored yet, in order, with the run that noted it."""
    last = 0
    while rows := archive.rows(
        "SELECT * FROM journal WHERE is_stored = 0 AND number > ? AND number <= coalesce(?, number) "
        "ORDER BY number LIMIT ?",
        [last, up_to, _AT_ONCE],
    ):
        last = int(str(rows[-1]["number"]))
        for row in rows:
            if not _is_in(int(str(row["number"])), without):
                yield place_of(row), None if row["run_id"] is None else int(str(row["run_id"]))


def _is_in(number: int, stretches: Sequence[Stretch]) -> bool:
    return any(first <= number <= last for first, last in stretches)


def left_out(archive: Archive) -> list[Stretch]:
    """Return the entries before the last that a database has not stored: where a batch was taken back, for one.

    They are in files that are not closed for it, and the next run recovers them.
    """
    rows = archive.rows(
        "SELECT before + 1 AS first, number - 1 AS last FROM (SELECT number, lag(number, 1, 0) OVER (ORDER BY number) "
        "AS before FROM journal) WHERE number > before + 1 "
        "UNION ALL SELECT number, number FROM journal WHERE is_stored = 0 ORDER BY 1"
    )
    return [(int(str(row["first"])), int(str(row["last"]))) for row in rows]


def waiting_in_files(archive: Archive) -> int:
    """Return how many entries the files hold that the database has not stored: after a kill, or where it is older."""
    closed = {row["name"] for row in archive.rows("SELECT name FROM warc_files")}
    uuid, numbers = archive.uuid, set[int]()
    paths = [path for path in all_files(archive.folder) if path.name.removesuffix(OPEN) not in closed]
    for path in set(paths) - of_other_branches(paths, archive.runs_begun(), uuid):
        numbers |= set(_numbers_in(path, uuid))
    known = {row["number"] for row in archive.rows("SELECT number FROM journal")} if numbers else set()
    (unstored,) = archive.rows("SELECT count(*) AS number FROM journal WHERE is_stored = 0")
    return len(numbers - known) + int(str(unstored["number"]))


def _numbers_in(path: Path, uuid: str) -> Iterator[int]:
    """Yield the numbers of the entries in a file that is this archive's."""
    is_ours = False
    for found in read_records(path):
        if isinstance(found.content, dict):
            is_ours = found.content.get(OF_ARCHIVE) == uuid
        elif isinstance(found.content, Entry) and is_ours:
            yield found.content.number


def traces_of(archive: Archive) -> Traces:
    """Return what takedowns have noted of the responses that they removed, stored or not."""
    return {(one.url, one.fetched_at): one for _, removed, _ in _takedowns(archive) for one in removed}


def sketches_of(archive: Archive) -> Iterator[tuple[str, Sketch]]:
    """Yield what takedowns have kept of texts to know them again, each with the address that was taken down."""
    for url, _, sketches in _takedowns(archive):
        yield from ((url, sketch) for sketch in sketches)


def _takedowns(archive: Archive) -> Iterator[tuple[str, list[Removed], list[Sketch]]]:
    """Yield of each takedown the address, the responses that it removed, and the sketches of their texts."""
    for place in map(place_of, archive.rows("SELECT * FROM journal WHERE what = 'Takedown' ORDER BY number")):
        try:
            entry = entry_at(archive, place)
            facts = cast("Mapping[str, Sequence[Mapping[str, Any]]]", entry.facts)
            removed = [Removed(**one) for one in facts["removed"]]
            # Until they were kept no takedown had any.
            yield str(entry.url), removed, [Sketch(**one) for one in facts.get("sketches", ())]
        except (ArchiveDamagedError, KeyError, TypeError) as error:
            # What rests on it is read without these traces; the entry itself is counted where it is read again.
            logger.warning("a takedown's entry cannot be read, record at %d of %s: %s", place.offset, place.file, error)


def unread(archive: Archive, *, up_to: int | None = None, without: Sequence[Stretch] = ()) -> list[str]:
    """Return a sentence on the entries that a rebuild could not store, if there are any."""
    rows = archive.rows(
        "SELECT number FROM journal WHERE is_stored = 0 AND number <= coalesce(?, number) ORDER BY number", [up_to]
    )
    numbers = [number for row in rows if not _is_in(number := int(str(row["number"])), without)]
    return [f"{len(numbers)} journal entries cannot be read, the first of them {numbers[0]}"] if numbers else []


def entry_at(archive: Archive, place: Place) -> Entry:
    """Return an entry from its bytes.

    Raises :class:`ArchiveDamagedError` if they cannot be read.
    """
    try:
        return read_entry(archive.folder, place)
    except (OSError, ValueError, zlib.error) as error:
        raise ArchiveDamagedError(f"{archive.folder}: the journal cannot be read: {error}") from error


def captures_of(archive: Archive, entry: Entry) -> tuple[Capture, ...]:
    """Return the captures that an entry rests on; one that confirms an earlier one with that one's bytes.

    Raises :class:`ArchiveDamagedError` if one is missing or cannot be read.
    """
    return tuple(_captured(archive, reference) for reference in entry.captures)


def _captured(archive: Archive, reference: Sequence[str | int]) -> Capture:
    rows = archive.rows(NAMED, named(reference))
    if not rows:
        url, at, *_ = reference
        raise ArchiveDamagedError(f"{archive.folder}: no capture of {url} at {at}: restore its WARC file from a backup")
    row = rows[0]
    # What one confirms may be another's: what is said of the capture itself is the row's.
    said = None if row["provenance"] is None else str(row["provenance"])
    fetched_at = datetime.fromisoformat(str(row["fetched_at"]))
    return replace(archive.capture(int(str(row["id"]))), fetched_at=fetched_at, provenance=said)
