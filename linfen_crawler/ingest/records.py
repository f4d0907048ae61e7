"""Read the records of WARC and ARC files that others wrote."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from linfen_crawler.ingest.members import DamagedError, Member, find, members
from linfen_crawler.ingest.provenance import of_record
from linfen_crawler.items import Capture
from linfen_crawler.raw import records_in, time_of
from linfen_crawler.raw.records import FAULTS

RESPONSE, REVISIT, RESOURCE = "response", "revisit", "resource"
_HTTP = ("http://", "https://")
_START = b"WARC/1."
_MAX_HEAD_BYTES = 1 << 20
_PROTOCOL = re.compile(r"HTTP/\d(?:\.\d)?", re.ASCII)
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_FAULTS = (DamagedError, StatusAndHeadersParserException, zlib.error, *FAULTS)


class CutShortError(Exception):
    """The body of an answer is not whole, and the record is."""


class _Lines(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """The lines that heads of records are made of: no head is longer than any that can be meant."""

    left = _MAX_HEAD_BYTES

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(self.left if length is None else min(length, self.left))
        self.left -= len(line)
        if self.left <= 0:
            raise DamagedError("its head has no end")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's reader, which keeps to itself what it thinks of a record's length: it is told as a damage."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO | Member, **options: bool) -> None:
        super().__init__(stream, **options)
        self.reader = _Lines(self.fh)

    def _next_record(self, next_line: bytes | None) -> ArcWarcRecord:
        self.reader.left = _MAX_HEAD_BYTES
        return super()._next_record(next_line)


@dataclass(frozen=True, slots=True)
class Damage:
    """What of a file cannot be read."""

    what: str
    is_whole: bool = False
    """True where nothing of the file can be read."""
    offset: int = 0
    """Where the damage begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of a foreign file."""

    kind: str
    """As ``WARC-Type`` has it."""
    url: str | None = None
    """The address as asked; ``None`` where it is none of HTTP."""
    at: datetime | None = None
    """When it was captured; ``None`` where the record has no usable date."""
    provenance: str = ""
    status: int | None = None
    """Of an answer; ``None`` where there is none, or none that can be read."""
    content_type: str = ""
    digest: str | None = None
    """Of the payload, as the file states it."""
    refers_to: tuple[str, str] | None = None
    """Of a ``revisit``: address and date of the record that has its payload."""
    body: bytes | None = field(default=None, repr=False)
    """Of a page that was saved."""
    is_truncated: bool = False
    """True where the crawler that wrote it cut it short."""
    source: _Source | None = field(default=None, repr=False, compare=False)

    @property
    def is_page(self) -> bool:
        """True for HTML, or what may be."""
        return not self.content_type or self.content_type.lower().startswith(_PAGE_TYPES)

    def capture(self) -> Capture | None:
        """Return the capture, its chunks taken apart and its content coding on; ``None`` for one too large.

        Raises :class:`DamagedError` where its bytes are not whole, :class:`CutShortError` where the answer was not.
        """
        if self.url is None or self.at is None:
            raise DamagedError("it has no address or no date")
        payload = self.body if self.source is None else self.source.payload()
        if payload is None:
            return None
        shared = {"url": self.url, "fetched_at": self.at, "payload": payload, "provenance": self.provenance}
        if self.kind == RESOURCE or self.source is None:
            typed = ("Content-Type", self.content_type or "text/html")
            return Capture(status=0, protocol="", headers=(typed,), **shared)  # type: ignore[arg-type]
        protocol, headers = self.source.head()
        return Capture(status=self.status or 0, protocol=protocol, headers=headers, **shared)  # type: ignore[arg-type]


class _Source:
    """The bytes of the record that is being read."""

    def __init__(self, records: _Records, record: ArcWarcRecord, max_bytes: int) -> None:
        self._records = records
        self._record = record
        self._max_bytes = max_bytes

    def payload(self) -> bytes | None:
        """Return the payload without its chunks; ``None`` where it is too large to be a page."""
        length = self._record.payload_length if self._record.http_headers else self._record.length
        if length is None or length < 0:
            raise DamagedError("nothing says how long it is")
        if length > self._max_bytes:
            return None
        body = _read_all(self._record.raw_stream)
        # To the record's very end: a gzip member's checksum stands there.
        self._records.read_to_end()
        if len(body) < length:
            raise DamagedError("it is cut off")
        if self._is_short_of(body):
            raise CutShortError
        head = self._record.http_headers
        is_chunked = head is not None and "chunked" in (head.get_header("Transfer-Encoding") or "").lower()
        return _without_chunks(body) if is_chunked else body

    def _is_short_of(self, body: bytes) -> bool:
        """Tell a body that is shorter than the server said: the connection broke. One that was decoded is longer."""
        head = self._record.http_headers
        stated = (head.get_header("Content-Length") or "") if head is not None else ""
        is_coded = head is not None and head.get_header("Content-Encoding")
        is_told = stated.isdecimal() and not is_coded and self._record.rec_type == RESPONSE
        return is_told and len(body) < int(stated[:18])

    def head(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return protocol and headers of the answer."""
        head = self._record.http_headers
        if head is None:
            return "HTTP/1.1", ()
        is_one = _PROTOCOL.fullmatch(head.protocol or "")
        return head.protocol if is_one else "HTTP/1.1", tuple(head.headers)


def _read_all(stream: BinaryIO) -> bytes:
    return b"".join(iter(lambda: stream.read(1 << 16), b""))


def _without_chunks(body: bytes) -> bytes:
    """Take chunks apart; a body that has none, whatever its header says, stays as it is."""
    return _read_all(ChunkedDataReader(BytesIO(body)))


def records_of_members(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    """Yield the records of a compressed file: a gzip member a record, or one over all of them."""
    for member in members(file):
        yield from _read(member, name, max_bytes, member.offset)


def records_of(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    """Yield the records of a file that is not compressed; behind a damage the next record is looked for."""
    offset: int | None = 0
    while offset is not None:
        file.seek(offset)
        damaged = None
        for found in _read(file, name, max_bytes, None):
            yield found
            damaged = found.offset if isinstance(found, Damage) else None
        offset = None if damaged is None else find(file, _START, damaged + 1)


def _read(stream: BinaryIO | Member, name: str, max_bytes: int, member: int | None) -> Iterator[Record | Damage]:
    """Yield the records of a stream up to its end, or to what is wrong with it."""
    records = records_in(stream, _Records, arc2warc=True)
    try:
        for record in records:
            yield _record(records, record, name, max_bytes, member)
            records.read_to_end()
            if record.length is None or getattr(record.raw_stream, "limit", 0) > 0:
                raise DamagedError("it is cut off")
            if records.err_count:
                raise DamagedError("its length is not what it says")
        # warcio takes a record that ends among its fields for the file's end.
        if records.fh.tell() > records.offset:
            raise DamagedError("it is cut off")
    except _FAULTS as error:
        offset = records.offset if member is None else member
        said = str(error) if isinstance(error, DamagedError) else "it is no record of a WARC file"
        yield Damage(f"the record at byte {offset}: {said}", offset=offset)


def _record(records: _Records, record: ArcWarcRecord, name: str, max_bytes: int, member: int | None) -> Record:
    said = record.rec_headers.get_header
    url = said("WARC-Target-URI")
    # warcio gives records of an ARC file an identity of its own making, another each time.
    identity = (said("WARC-Record-ID") or "").strip("<> ") if record.rec_headers.total_len else ""
    place = f"<{identity}>" if identity else f"<at {records.offset if member is None else member}>"
    status, content_type = _answer(record)
    refers = said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")
    return Record(
        kind=record.rec_type or "unknown",
        url=url if url and url.startswith(_HTTP) else None,
        at=_time(said("WARC-Date")),
        provenance=of_record(name, place),
        status=status,
        content_type=content_type,
        digest=said("WARC-Payload-Digest"),
        refers_to=(refers[0], refers[1]) if refers[0] and refers[1] else None,
        is_truncated=said("WARC-Truncated") is not None,
        source=_Source(records, record, max_bytes),
    )


def _answer(record: ArcWarcRecord) -> tuple[int | None, str]:
    """Return status and content type of an answer."""
    head = record.http_headers
    if record.rec_type == RESOURCE or head is None:
        return None, record.content_type or "" if record.rec_type == RESOURCE else ""
    code = head.get_statuscode()
    return (int(code) if code.isdecimal() and len(code) == 3 else None), head.get_header("Content-Type") or ""


def _time(text: str | None) -> datetime | None:
    try:
        return time_of(text or "")
    except ValueError:
        return None
