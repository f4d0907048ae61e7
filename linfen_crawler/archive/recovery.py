"""Recover what is in the WARC files and not in the database: after a kill, or when an older database was put back.

If the database is empty, that is everything: it is then rebuilt from the bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from linfen_crawler import SOFTWARE
from linfen_crawler.archive import captures, journal, runs
from linfen_crawler.archive.branches import OF_ARCHIVE, OF_RUN, OTHER_BRANCH, of_other_branches
from linfen_crawler.archive.connection import ArchiveDatabase, now
from linfen_crawler.archive.given import Given
from linfen_crawler.archive.given_ids import keep_ids
from linfen_crawler.journal import RUN_BEGUN, RUN_ENDED, Entry
from linfen_crawler.raw import (
    OPEN,
    ClosedFile,
    Found,
    Kept,
    all_files,
    close_left,
    closed_file,
    is_named_as_ours,
    left_open,
    read_records,
    set_apart,
)

logger = logging.getLogger(__name__)

NOT_OURS = "is no file of this archive, and nothing of it is read: move it away, and `linfen ingest` it from there"


def mend(database: ArchiveDatabase, folder: Path, *, is_doubted: bool = False) -> Iterator[str]:
    """Close the files that a killed run left, recover what the database does not know, and yield what is lost.

    Whole records are never thrown away. The items of entries that were not stored wait for the next run. Where it
    ``is_doubted`` whether the database knows all of the files that it names, these are read as well.
    """
    for left in left_open(folder):
        set_apart(left)
    known = {row[0] for row in database.execute("SELECT name FROM warc_files")}
    paths = all_files(folder)
    others = _of_others(database, (path for path in paths if path.name not in known))
    for path in paths:
        is_known = path.name in known
        if is_known and not is_doubted:
            continue
        if path in others:
            yield f"warc/{path.name} {others[path]}"
            continue
        with database.atomic():
            losses, run_id = take_up(database, path)
            # A file is proved by what was recorded when it was closed.
            closed = None if is_known else close_left(path)
            if closed is not None:
                insert_closed(database, [closed], run_id)
        yield from losses


def take_up_all(database: ArchiveDatabase, folder: Path) -> Iterator[str]:
    """Recover everything in a folder's files without touching them, and yield what is lost."""
    # A run may have closed one in the meantime.
    paths = [path if path.exists() else path.with_name(path.name.removesuffix(OPEN)) for path in all_files(folder)]
    others, given = _of_others(database, paths), Given(database)
    for path in paths:
        found = path if path.exists() else path.with_name(path.name.removesuffix(OPEN))
        if path in others:
            yield f"warc/{path.name} {others[path]}"
            continue
        with database.atomic():
            losses, run_id = take_up(database, found, given)
            if not found.name.endswith(OPEN):
                insert_closed(database, [closed_file(found)], run_id)
        yield from losses
    for said in given.said():
        logger.warning("%s", said)
    yield from journal.gaps(database)


def is_foreign(path: Path, uuid: str | None) -> bool:
    """Decide by name and first record whether a file is foreign to an archive; ``uuid`` is the archive's.

    Foreign records would come between its own captures in a rebuild, and shift their ids. Without a ``uuid``
    the file may be of any archive of this program.
    """
    if not is_named_as_ours(path.name):
        return True
    first = next((found.content for found in read_records(path)), None)
    if not isinstance(first, dict):
        # Its first record is damaged, or is being written.
        return False
    said = first.get(OF_ARCHIVE)
    if said is None:
        # Before there was a journal, a file only said which program wrote it.
        return not first.get("software", "").startswith(f"{SOFTWARE}/")
    return uuid is not None and said != uuid


def _of_others(database: ArchiveDatabase, paths: Iterable[Path]) -> dict[Path, str]:
    """Return the files of which nothing is read, each with the reason."""
    uuid, found = _uuid(database), list(paths)
    others = {path: NOT_OURS for path in found if is_foreign(path, uuid)}
    ours = [path for path in found if path not in others]
    return others | dict.fromkeys(of_other_branches(ours, runs.begun(database), uuid), OTHER_BRANCH)


def _uuid(database: ArchiveDatabase) -> str | None:
    """Return an archive's uuid; ``None`` while it has none: its first file will give it."""
    return None if runs.is_new(database) else str(database.execute("SELECT uuid FROM archive").fetchone()[0])


def take_up(database: ArchiveDatabase, path: Path, given: Given | None = None) -> tuple[list[str], int | None]:
    """Record what a file holds; return what it lacks, in sentences, and the run that wrote it.

    In a rebuild, what is ``given`` again by a later run was rolled back before, and is passed over.
    """
    reader = _FileReader(database, path.name.removesuffix(OPEN), given)
    for found in read_records(path):
        reader.read(found)
    return [*reader.shortened(), *reader.losses], reader.run_id


class _FileReader:
    """Reads the records of one file, in order."""

    def __init__(self, database: ArchiveDatabase, name: str, given: Given | None) -> None:
        self._database = database
        self._name = name
        self._given = given
        self._rows = {
            row["warc_offset"]: row["warc_length"]
            for table in ("captures", "journal")
            for row in database.execute(f"SELECT warc_offset, warc_length FROM {table} WHERE warc_file = ?", [name])
        }
        self._end = 0
        self._is_ours = False
        self._said_run: int | None = None
        self.losses: list[str] = []

    def read(self, found: Found) -> None:
        """Record in the database a WARC record that it does not know."""
        self._end = found.place.offset + found.place.length
        content = found.content
        if isinstance(content, dict):
            self._read_info(content)
        elif found.place.offset in self._rows:
            return
        elif isinstance(content, Kept):
            self._read_capture(content, found)
        elif self._is_ours:
            self._read_entry(content, found)

    def _read_info(self, info: dict[str, str]) -> None:
        """Decide by its first record whether a file is this archive's; records of another are ignored."""
        uuid = info.get(OF_ARCHIVE)
        if uuid is not None and runs.is_new(self._database):
            self._database.execute("UPDATE archive SET uuid = ?", [uuid])
        self._is_ours = uuid == self._database.execute("SELECT uuid FROM archive").fetchone()[0]
        self._said_run = int(info.get(OF_RUN, 0)) or None

    @property
    def run_id(self) -> int | None:
        """The run that wrote the file, if the database knows it."""
        if self._is_ours and runs.is_known(self._database, self._said_run):
            return self._said_run
        # Before there was a journal, no file said it.
        row = self._database.execute("SELECT max(run_id) FROM captures WHERE warc_file = ?", [self._name]).fetchone()
        return None if row[0] is None else int(row[0])

    def _read_capture(self, kept: Kept, found: Found) -> None:
        try:
            captures.insert_capture(self._database, kept, found.place, self.run_id)
        except LookupError as missing:
            what = f"warc/{self._name} refers to {missing}, which no file holds: restore it from a backup"
            self.losses.append(what)

    def _read_entry(self, entry: Entry, found: Found) -> None:
        if self._given is not None:
            self._given.pass_over(entry, self.run_id or self._said_run)
        if self._database.execute("SELECT 1 FROM journal WHERE number = ?", [entry.number]).fetchone():
            self.losses.append(
                f"warc/{self._name} repeats journal entry {entry.number} of another file: it is passed over"
            )
            return
        if entry.what == RUN_BEGUN:
            runs.begin(self._database, entry)
        elif entry.what == RUN_ENDED:
            runs.end(self._database, entry)
        is_stored = entry.what in {RUN_BEGUN, RUN_ENDED}
        journal.insert_entry(self._database, entry, found.place, self.run_id, is_stored=is_stored)
        keep_ids(self._database, entry)
        if self._given is not None:
            self._given.add(entry)

    def shortened(self) -> Iterator[str]:
        """Yield what a file lacks that the database knows of it."""
        if self._end < max((offset + length for offset, length in self._rows.items()), default=0):
            yield f"warc/{self._name} is shorter than the database says: restore it from a backup"


def insert_closed(database: ArchiveDatabase, files: Iterable[ClosedFile], run_id: int | None) -> None:
    """Record the size and the digest of closed files."""
    for file in files:
        database.execute(
            "INSERT INTO warc_files (name, run_id, length, sha256, closed_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET length = excluded.length, sha256 = excluded.sha256",
            [file.name, run_id, file.length, file.sha256, now()],
        )
