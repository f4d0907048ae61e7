"""Read the records of WARC and ARC files that others wrote."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from linfen_crawler.digests import fits
from linfen_crawler.ingest.bodies import payload_of
from linfen_crawler.ingest.framing import START, Records
from linfen_crawler.ingest.members import DamagedError, Member, TornError, find, members
from linfen_crawler.ingest.provenance import of_record
from linfen_crawler.items import Capture
from linfen_crawler.raw import records_in, time_of
from linfen_crawler.raw.records import FAULTS

RESPONSE, REVISIT, RESOURCE = "response", "revisit", "resource"
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_PROTOCOL = re.compile(r"HTTP/\d(?:\.\d)?", re.ASCII)
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_FAULTS = (DamagedError, StatusAndHeadersParserException, zlib.error, *FAULTS)


_FALSE = "it is not what its digest says"


class FalseDigestError(DamagedError):
    """The bytes are not those of which the record states a digest."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What of a file cannot be read."""

    what: str
    is_whole: bool = False
    """True if nothing of the file can be read."""
    offset: int = 0
    """Where the damage begins: in a compressed file, the gzip member."""
    position: int = 0
    """Where it begins in the content of that member."""
    may_hide: bool = False
    """True if what follows it may not have been read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of a foreign file."""

    kind: str
    """As ``WARC-Type`` has it."""
    url: str | None = None
    """The address as requested; ``None`` if it is none of HTTP."""
    at: datetime | None = None
    """When it was captured; ``None`` if the record has no usable date."""
    provenance: str = ""
    status: int | None = None
    """Of an answer; ``None`` if there is none, or none that can be read."""
    content_type: str = ""
    digest: str | None = None
    """Of the payload, as the file states it."""
    refers_to: tuple[str, str] | None = None
    """Of a ``revisit``: address and date of the record that has its payload."""
    body: bytes | None = field(default=None, repr=False)
    """Of a page that was saved."""
    is_truncated: bool = False
    """True if the crawler that wrote it cut it short."""
    is_segment: bool = False
    """True if other records have the rest of it."""
    source: _Source | None = field(default=None, repr=False, compare=False)

    @property
    def is_page(self) -> bool:
        """True for HTML, or what may be."""
        return not self.content_type or self.content_type.lower().startswith(_PAGE_TYPES)

    def capture(self) -> Capture | None:
        """Return the capture, its chunks taken apart and its content coding on; ``None`` for one too large.

        Raises :class:`DamagedError` if its bytes are not whole, :class:`CutShortError` where the answer was not.
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

    def __init__(self, records: Records, record: ArcWarcRecord, max_bytes: int) -> None:
        self._records = records
        self._record = record
        self._max_bytes = max_bytes

    def payload(self) -> bytes | None:
        """Return the payload without its chunks; ``None`` if it is too large to be a page."""
        record, said = self._record, self._record.rec_headers.get_header
        length = record.payload_length if record.http_headers else record.length
        if length is None or length < 0:
            raise DamagedError("nothing says how long it is")
        if length > self._max_bytes:
            return None
        head = self._records.last_lines(record.length - length)
        body = _read_all(record.raw_stream)
        # To the record's very end: a gzip member's checksum is there.
        self._records.read_to_end()
        if len(body) < length:
            raise DamagedError("it is cut off")
        if self._records.is_astray:
            raise DamagedError("its length is not what it says")
        if record.rec_type == REVISIT:
            # Its digests are mostly those of the record that it refers to, by whatever writer.
            return body
        if not fits(said("WARC-Block-Digest"), head + body):
            raise FalseDigestError(_FALSE)
        payload = body if record.rec_type == RESOURCE else payload_of(body, self._header, max_bytes=self._max_bytes)
        # A digest is of what was sent, or, as many write it, of what is in the record.
        if not fits(said("WARC-Payload-Digest"), body, body if payload is None else payload):
            raise FalseDigestError(_FALSE)
        return payload

    def _header(self, name: str) -> str:
        """Return the value of a header; of several lines as if they were one (RFC 9110, 5.3)."""
        head = self._record.http_headers
        headers = head.headers if head is not None else ()
        return ", ".join(value for key, value in headers if key.lower() == name.lower())

    def head(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return protocol and headers of the answer."""
        head = self._record.http_headers
        if head is None:
            return "HTTP/1.1", ()
        is_one = _PROTOCOL.fullmatch(head.protocol or "")
        return head.protocol if is_one else "HTTP/1.1", tuple(head.headers)


def _read_all(stream: BinaryIO) -> bytes:
    return b"".join(iter(lambda: stream.read(1 << 16), b""))


def records_of_members(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    """Yield the records of a compressed file: a gzip member a record, or one over all of them."""
    for member in members(file):
        yield from _resumed(member, name, max_bytes, member.offset)


def records_of(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    """Yield the records of a file that is not compressed."""
    yield from _resumed(file, name, max_bytes, None)


def _resumed(stream: BinaryIO | Member, name: str, max_bytes: int, member: int | None) -> Iterator[Record | Damage]:
    """Yield the records of a stream, and what is wrong with it; after damage the next record is looked for."""
    position: int | None = 0
    try:
        while position is not None:
            stream.seek(position)
            damage = None
            for found in _read(stream, name, max_bytes, member):
                if isinstance(found, Damage):
                    damage = found
                else:
                    yield found
            position = None
            if damage is not None:
                position, may_hide = _behind(stream, damage)
                yield replace(damage, may_hide=may_hide)
    except DamagedError as error:
        yield Damage(f"what lies at byte {member or 0}: {error}", offset=member or 0, may_hide=True)


def _behind(stream: BinaryIO | Member, damage: Damage) -> tuple[int | None, bool]:
    """Return where the next record begins, and whether records may lie there that are not found."""
    try:
        found = find(stream, b"\n" + START, damage.position)
    except TornError:
        return None, False
    except DamagedError:
        # Of a member that holds one record alone nothing else is lost; the first of a file may hold them all.
        return None, damage.position > 0 or damage.offset == 0
    return (None, damage.may_hide) if found is None else (found + 1, False)


def _read(stream: BinaryIO | Member, name: str, max_bytes: int, member: int | None) -> Iterator[Record | Damage]:
    """Yield the records of a stream up to its end, or to what is wrong with it."""
    records = records_in(stream, Records, arc2warc=True)
    begun = records.offset
    try:
        for record in records:
            yield _record(records, record, name, max_bytes, member)
            records.read_to_end()
            if record.length is None or getattr(record.raw_stream, "limit", 0) > 0:
                raise DamagedError("it is cut off")
            if records.is_astray:
                raise DamagedError("its length is not what it says")
            begun = records.offset
        # warcio takes a record that ends among its fields for the file's end.
        if records.fh.tell() > records.offset:
            raise DamagedError("it is cut off")
    except _FAULTS as error:
        offset = begun if member is None else member
        said = str(error) if isinstance(error, DamagedError) else "it is no record of a WARC file"
        told = f"the record at byte {offset}: {said}"
        yield Damage(told, offset=offset, position=begun, may_hide=records.may_hide)


def _record(records: Records, record: ArcWarcRecord, name: str, max_bytes: int, member: int | None) -> Record:
    said = record.rec_headers.get_header
    url = said("WARC-Target-URI")
    # warcio gives records of an ARC file an identity of its own making, another each time.
    identity = "" if records.is_arc else (said("WARC-Record-ID") or "").strip("<> ")
    place = f"<{identity}>" if identity else f"<at {records.offset if member is None else member}>"
    status, content_type = _answer(record)
    refers = said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")
    return Record(
        kind=record.rec_type or "unknown",
        url=_address(url or ""),
        at=_time(said("WARC-Date")),
        provenance=of_record(name, place),
        status=status,
        content_type=content_type,
        digest=said("WARC-Payload-Digest"),
        refers_to=(refers[0], refers[1]) if refers[0] and refers[1] else None,
        is_truncated=said("WARC-Truncated") is not None,
        is_segment=said("WARC-Segment-Number") is not None,
        source=_Source(records, record, max_bytes),
    )


def _address(url: str) -> str | None:
    """Return an address of HTTP, its scheme as all write it, whose case says nothing; ``None`` for any other."""
    scheme = _HTTP.match(url)
    return scheme[0].lower() + url[scheme.end() :] if scheme is not None else None


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
