"""Separate the records of WARC and ARC files with warcio's reader, and notice where one is not what it claims."""

from __future__ import annotations

from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from linfen_crawler.ingest.members import DamagedError, Member

START = b"WARC/"
"""What the first line of a record begins with."""
_MAX_HEAD_BYTES = 1 << 20


class _Lines(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """The lines that heads of records are made of: no head is longer than any that can be meant."""

    def begin(self) -> None:
        """Begin another record."""
        self._lines: list[bytes] = []
        self._left = _MAX_HEAD_BYTES

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(self._left if length is None else min(length, self._left))
        self._left -= len(line)
        if self._left <= 0:
            raise DamagedError("its head has no end")
        self._lines.append(line)
        return line

    def first(self) -> bytes:
        """Return the first line."""
        return self._lines[0]

    def last(self, length: int) -> bytes:
        """Return so many bytes that were last read as lines."""
        lines = b"".join(self._lines)
        return lines[len(lines) - length :]


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """warcio's, which takes an address for one of HTTP by its scheme, whose case says nothing."""

    def load_http_headers(self, rec_type: str, uri: str | None, stream: object, length: int | None) -> object:
        return super().load_http_headers(rec_type, (uri or "").lower(), stream, length)


class Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's reader, which keeps to itself what it thinks of a record's length: it is told as a damage."""

    is_arc = False
    """Whether the last record is of an ARC file, to which warcio gives a head of its own making."""
    is_astray = False
    """Whether what follows a record is no record: the length of one is not what it says."""

    def __init__(self, stream: BinaryIO | Member, **options: bool) -> None:
        super().__init__(stream, **options)
        self.loader = _Loader(**{**options, "verify_http": False})
        self.reader = _Lines(self.fh)
        self.reader.begin()

    def _next_record(self, next_line: bytes | None) -> ArcWarcRecord:
        self.reader.begin()
        record = super()._next_record(next_line)
        self.is_arc = not (next_line or self.reader.first()).startswith(START)
        return record

    def last_lines(self, length: int) -> bytes:
        """Return so many bytes that were last read as lines of a head."""
        return self.reader.last(length)

    @property
    def may_hide(self) -> bool:
        """True if no line says for sure that a record begins there: in an ARC file, or below another compression."""
        return self.is_arc or getattr(self.reader, "decompressor", None) is not None

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        """Return the line that follows a record, and how many bytes come before it."""
        size = 0
        while line := self.reader.readline():
            if line.strip():
                self.is_astray = not (line.startswith(START) or self.is_arc)
                return line, size
            size += len(line)
        return None, size
