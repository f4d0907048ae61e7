"""Prove the WARC files: each file against what is recorded of it, each record against the row that names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

from linfen_crawler.archive.branches import OF_ARCHIVE, OTHER_BRANCH, of_other_branches
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.recovery import NOT_OURS, is_foreign
from linfen_crawler.archive.rows import Record
from linfen_crawler.journal import Entry
from linfen_crawler.raw import FOLDER, OPEN, Kept, all_files
from linfen_crawler.raw.checking import Member, checked_members
from linfen_crawler.raw.files import begun_as, file_sha256, other_files

Fault = tuple[str, str]
"""Where something is not as it was stored, such as ``warc/NAME at 4711``, and what is wrong with it."""
_RUN_OF_FILE = (
    "SELECT warc_file, max(run_id) AS run_id FROM "
    "(SELECT warc_file, run_id FROM captures UNION SELECT warc_file, run_id FROM journal) GROUP BY warc_file"
)


class _Standing(Enum):
    """Which records of a file the database must know."""

    CLOSED = "all"
    GOES_ON = "those before the last that it knows: a run writes the file, or was killed"
    WAITS = "none: a batch was taken back, or the database is an older one, and the next run takes up what it holds"


def faults_of_files(archive: Archive, *, quick: bool) -> Iterator[Fault]:
    """Yield each WARC file, or record in one, that is not as the database has it, with what is wrong with it.

    What is in ``warc/`` and is no WARC file is named as well.
    """
    closed = {str(row["name"]): row for row in archive.rows("SELECT * FROM warc_files ORDER BY name")}
    runs = {str(row["warc_file"]): row["run_id"] for row in archive.rows(_RUN_OF_FILE)}
    standing = _not_closed(archive, runs) | dict.fromkeys(closed, _Standing.CLOSED)
    named = sorted({*closed, *runs}, key=begun_as)
    for name in named:
        path = _present(archive.folder / FOLDER, name, is_closed=name in closed)
        if path is None:
            yield f"warc/{name}", "is missing: restore it from a backup"
            continue
        if name in closed:
            yield from _size(path, closed[name], quick=quick)
        elif name not in standing:
            yield f"warc/{name}", "is closed, but no row says so"
        if not quick:
            yield from _File(archive, path, name, standing.get(name, _Standing.CLOSED)).faults()
    unnamed = [path for path in all_files(archive.folder) if path.name.removesuffix(OPEN) not in named]
    others = of_other_branches(unnamed, archive.runs_begun(), archive.uuid)
    for path in unnamed:
        if path in others:
            yield f"warc/{path.name}", OTHER_BRANCH
        else:
            yield from _unnamed(archive, path, quick=quick)
    for path in other_files(archive.folder):
        yield f"warc/{path.name}", "is not a WARC file: nothing needs it"


def _unnamed(archive: Archive, path: Path, *, quick: bool) -> Iterator[Fault]:
    """Yield what is wrong with a file that no row names."""
    if is_foreign(path, archive.uuid):
        yield f"warc/{path.name}", NOT_OURS
    elif not quick:
        yield from _File(archive, path, path.name.removesuffix(OPEN), _Standing.WAITS).faults()


def _not_closed(archive: Archive, runs: Mapping[str, object]) -> dict[str, _Standing]:
    """Return the files that hold what the database knows, and that it need not know as closed.

    Each run closes what the runs before have left, so they are of the last. Where that has not ended, the last of its
    files continues; where it has ended and left one open, it had to take something back.
    """
    last = max(runs, key=begun_as, default=None)
    if last is None or runs[last] is None:
        return {}
    if archive.rows("SELECT 1 FROM runs WHERE id = ? AND finished_at IS NULL", [str(runs[last])]):
        return {last: _Standing.GOES_ON}
    own = [name for name, run_id in runs.items() if run_id == runs[last]]
    is_left = any((archive.folder / FOLDER / f"{name}{OPEN}").exists() for name in own)
    return dict.fromkeys(own, _Standing.WAITS) if is_left else {}


def _present(folder: Path, name: str, *, is_closed: bool) -> Path | None:
    """Return where a file is; a run may close it meanwhile."""
    closed = folder / name
    names = [closed] if is_closed else [closed, folder / f"{name}{OPEN}", closed]
    return next((path for path in names if path.exists()), None)


def _size(path: Path, row: Record, *, quick: bool) -> Iterator[Fault]:
    size = path.stat().st_size
    if size != row["length"]:
        yield f"warc/{path.name}", f"has {size} bytes, but had {row['length']} when it was closed"
    elif not quick and file_sha256(path) != row["sha256"]:
        yield f"warc/{path.name}", "has a different digest than when it was closed"


class _File:
    """Compares each record of a file with the row that names it, and each row with its record."""

    def __init__(self, archive: Archive, path: Path, name: str, standing: _Standing) -> None:
        self._path = path
        self._name = name
        self._standing = standing
        self._uuid = archive.uuid
        self._captures = _by_offset(archive, "SELECT * FROM captures WHERE warc_file = ?", name)
        self._entries = _by_offset(archive, "SELECT number, warc_offset FROM journal WHERE warc_file = ?", name)
        self._archive = archive
        self._unknown: list[Fault] = []
        """The records that no row knows, since the last that one does."""
        self._is_ours = False

    def faults(self) -> Iterator[Fault]:
        for found in checked_members(self._path, self._name):
            if isinstance(found, Member):
                yield from self._of_record(found)
            elif not (found.is_end and self._path.name.endswith(OPEN)):
                # A file that is being written ends in what is not whole yet.
                yield f"warc/{self._name}", str(found)
        if self._standing is _Standing.CLOSED:
            yield from self._unknown
        for offset, row in self._captures.items():
            yield self._at(offset), f"the record of {row['url']} that capture {row['id']} names is not there"
        for offset, row in self._entries.items():
            yield self._at(offset), f"the record of journal entry {row['number']} is not there"

    def _of_record(self, found: Member) -> Iterator[Fault]:
        offset, content = found.place.offset, found.content
        yield from ((self._at(offset), fault) for fault in found.faults)
        entry, row = self._entries.pop(offset, None), self._captures.pop(offset, None)
        if row is not None:
            yield from ((self._at(offset), fault) for fault in _differences(found, row, is_erased=self._is_erased(row)))
        if entry is not None or row is not None:
            if self._standing is not _Standing.WAITS:
                yield from self._unknown
            self._unknown = []
        elif isinstance(content, Kept):
            self._unknown.append((self._at(offset), f"a capture of {content.capture.url} that no row knows"))
        elif isinstance(content, Entry) and self._is_ours and not self._is_given_again(content):
            self._unknown.append((self._at(offset), f"a journal entry, {content.number}, that no row knows"))
        elif isinstance(content, dict):
            self._is_ours = content.get(OF_ARCHIVE) == self._uuid

    def _is_erased(self, row: Record) -> bool:
        """Tell whether the takedown of what a capture holds, if there was one, was brought to its end."""
        unfinished = "SELECT 1 FROM tombstones WHERE erased_at IS NULL LIMIT 1"
        return row["forgotten_at"] is None or not self._archive.rows(unfinished)

    def _is_given_again(self, entry: Entry) -> bool:
        """Recognise an entry that a full disk rolled back, and whose number a later run has used again."""
        rows = self._archive.rows("SELECT warc_file FROM journal WHERE number = ?", [entry.number])
        return any(begun_as(str(row["warc_file"]))[0] > begun_as(self._name)[0] for row in rows)

    def _at(self, offset: object) -> str:
        return f"warc/{self._name} at {offset}"


def _by_offset(archive: Archive, sql: str, name: str) -> dict[object, Record]:
    return {row["warc_offset"]: row for row in archive.rows(sql, [name])}


def _differences(found: Member, row: Record, *, is_erased: bool) -> Iterator[str]:
    """Yield how a record differs from its row; where it is not erased yet, the next run will do that."""
    kept = found.content
    if not isinstance(kept, Kept):
        yield f"no response, which capture {row['id']} names"
        return
    capture, stone = kept.capture, kept.tombstone
    said = {"url": capture.url, "status": capture.status, "warc_length": found.place.length}
    said |= {"content_type": capture.header("Content-Type"), "etag": capture.header("ETag")}
    if stone is not None:
        said |= {"payload_sha256": stone.payload_sha256, "length": stone.length}
        if row["forgotten_at"] is None:
            yield "was taken down, and this older database does not know it: the next run takes it down here, too"
    elif row["forgotten_at"] is not None and row["refers_to"] is None:
        advice = "`linfen forget` it again" if is_erased else "the next run removes them"
        yield f"was taken down, and its bytes are there: {advice}"
    elif kept.original is None:
        said |= {"payload_sha256": capture.payload_sha256, "length": len(capture.payload)}
    elif row["refers_to"] is None:
        yield f"refers to {kept.original.url}, which capture {row['id']} does not know"
    for name, value in said.items():
        if row[name] != value:
            yield f"{name} is {value!r}, but capture {row['id']} has {row[name]!r}"
    if str(row["fetched_at"]) != instant(capture.fetched_at):
        yield f"was fetched at {instant(capture.fetched_at)}, but capture {row['id']} says {row['fetched_at']}"
