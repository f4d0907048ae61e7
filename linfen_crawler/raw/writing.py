"""Append captures, and the entries of the journal, to the WARC files of a run."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw.files import FOLDER, OPEN, ClosedFile, Place, close_name, sync_folder
from linfen_crawler.raw.records import Original, capture_records, entry_record, info_record


class WarcWriter:
    """Append to the WARC files of one run."""

    def __init__(self, folder: Path, *, run_id: int, max_bytes: int, about: Mapping[str, str]) -> None:
        self._folder = folder / FOLDER
        self._run_id = run_id
        self._max_bytes = max_bytes
        self._about = dict(about)
        self._serial = 0
        self._file: _OpenFile | None = None
        self._closed: list[ClosedFile] = []
        self._folder.mkdir(exist_ok=True)

    def write(self, capture: Capture, original: Original | None = None) -> Place:
        """Append a capture and return where its response is; it is on disk after :meth:`sync` only.

        ``original`` is the capture whose payload it repeats: that is then not written again.

        Raises :class:`OSError`; the file then ends with its last whole record.
        """
        file = self._writable()
        response, request = capture_records(capture, original)
        return Place(file.name, file.append(response + request), len(response))

    def note(self, entry: Entry) -> Place:
        """Append an entry of the journal and return where it is, as :meth:`write` does a capture."""
        file = self._writable()
        record = entry_record(entry)
        return Place(file.name, file.append(record), len(record))

    def _writable(self) -> _OpenFile:
        if self._file is not None and self._file.length >= self._max_bytes:
            self._roll()
        if self._file is None:
            self._file = self._begin()
        return self._file

    def sync(self) -> None:
        """Flush everything written to disk."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the current file, if any."""
        if self._file is not None:
            self._roll()

    def abandon(self) -> None:
        """Release the current file as it is; the next run closes it."""
        if self._file is not None:
            self._file.abandon()
            self._file = None

    def take_closed(self) -> list[ClosedFile]:
        """Return the files closed since the last call."""
        closed, self._closed = self._closed, []
        return closed

    def _begin(self) -> _OpenFile:
        name = self._free_name()
        opened = _OpenFile(self._folder, name)
        opened.append(info_record(name, self._about))
        return opened

    def _free_name(self) -> str:
        """Return an unused name: with a restored older database the same run id is given again."""
        started = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        while True:
            name = f"linfen-{started}-{self._run_id:06d}-{self._serial:04d}.warc.gz"
            self._serial += 1
            if not (self._folder / name).exists() and not (self._folder / (name + OPEN)).exists():
                return name

    def _roll(self) -> None:
        if self._file is not None:
            opened, self._file = self._file, None
            self._closed.append(opened.close())


class _OpenFile:
    """A WARC file being written, with its running digest."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.length = 0
        self._path = folder / (name + OPEN)
        self._digest = hashlib.sha256()
        self._is_synced = True
        self._file = self._path.open("xb", buffering=0)
        sync_folder(folder)

    def append(self, record: bytes) -> int:
        offset = self.length
        try:
            self._write_all(record)
        except OSError:
            # A full disk takes only part of a record: cut it off, so that the next one can be read.
            with contextlib.suppress(OSError):
                self._file.truncate(offset)
                self._file.seek(offset)
            raise
        self._digest.update(record)
        self.length += len(record)
        self._is_synced = False
        return offset

    def _write_all(self, record: bytes) -> None:
        view = memoryview(record)
        while view:
            view = view[self._file.write(view) or 0 :]

    def sync(self) -> None:
        if not self._is_synced:
            os.fsync(self._file.fileno())
            self._is_synced = True

    def abandon(self) -> None:
        self._file.close()

    def close(self) -> ClosedFile:
        self.sync()
        self._file.close()
        close_name(self._path)
        return ClosedFile(self.name, self.length, self._digest.hexdigest())
