"""Write captures and entries of the journal as WARC records, and read them back."""

from __future__ import annotations

import http
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw.erasing import FORGOTTEN, Tombstone


@dataclass(frozen=True, slots=True)
class Original:
    """The capture whose payload another repeats, as a ``revisit`` record names it."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as a record keeps it."""

    capture: Capture
    original: Original | None = None
    """Where the payload is; ``None`` if it is in the record itself. That of ``capture`` is then empty."""
    tombstone: Tombstone | None = None
    """What takes the place of the response, where a takedown has removed it. The payload is then empty, too."""


NOT_MODIFIED = 304
"""The status of a response without a payload that confirms an earlier one."""
_NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_MAX_STATUS_DIGITS = 9
FAULTS = (
    ArchiveLoadFailed,
    EOFError,
    ValueError,
    # What warcio raises if a record lacks what it takes for granted, or has an impossible number.
    AttributeError,
    TypeError,
    LookupError,
    OverflowError,
)
"""What is raised if a record is invalid."""
_MONTH = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
"""A time of less precision than a day (WARC 1.1, 5.4)."""
_FIRST_DAY = "-01-01"
_PROVENANCE = "Linfen-Provenance"
"""The field of a foreign capture's record that says what it was copied from."""
_ENTRY = "urn:linfen:journal:"
"""What the address of an entry begins with: no page has it, so that no tool plays it back as the page."""


def capture_records(capture: Capture, original: Original | None = None) -> tuple[bytes, bytes]:
    """Return a capture as two gzip members: its response and its request, which is empty for foreign captures.

    With an ``original`` the response is a ``revisit`` record, which repeats no payload (WARC 1.1, 6.7). A page that was
    saved without its answer is a ``resource``.
    """
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    dated = {"WARC-Date": _written_time(capture.fetched_at)}
    if capture.provenance is not None:
        dated[_PROVENANCE] = capture.provenance
    if capture.is_saved:
        writer.write_record(_resource(writer, capture, dated))
        return buffer.getvalue(), b""
    head = _Head(_status_line(capture), _with_length(capture), protocol=capture.protocol)
    if _is_torn(capture):
        dated["WARC-Truncated"] = "disconnect"
    if original is None:
        response = writer.create_warc_record(
            capture.url,
            "response",
            payload=BytesIO(capture.payload),
            length=len(capture.payload),
            http_headers=head,
            warc_headers_dict=dated,
        )
    else:
        response = writer.create_revisit_record(
            capture.url,
            _payload_digest(capture.payload),
            original.url,
            _written_time(original.fetched_at),
            http_headers=head,
            warc_headers_dict=dated,
        )
        if capture.status == NOT_MODIFIED:
            # There the original's payload is meant, and none was sent that could have a digest.
            response.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED_PROFILE)
            response.rec_headers.remove_header("WARC-Payload-Digest")
    writer.write_record(response)
    if capture.provenance is not None:
        return buffer.getvalue(), b""
    split = buffer.tell()
    request = writer.create_warc_record(
        capture.url,
        "request",
        http_headers=_request_head(capture),
        warc_headers_dict=dated | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
    )
    writer.write_record(request)
    data = buffer.getvalue()
    return data[:split], data[split:]


def _is_torn(capture: Capture) -> bool:
    """Tell whether the site announced more than came; what others captured may be kept without its coding."""
    announced = capture.header("Content-Length") or ""
    is_asked_for = capture.provenance is None and capture.status != NOT_MODIFIED
    return is_asked_for and announced.isdecimal() and int(announced) > len(capture.payload)


def _resource(writer: WARCWriter, capture: Capture, said: Mapping[str, str]) -> ArcWarcRecord:
    return writer.create_warc_record(
        capture.url,
        "resource",
        payload=BytesIO(capture.payload),
        length=len(capture.payload),
        warc_content_type=capture.header("Content-Type") or "text/html",
        warc_headers_dict=dict(said),
    )


def _written_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _payload_digest(payload: bytes) -> str:
    """Return the digest as warcio writes it for a response with the same payload."""
    digester = Digester("sha1")
    digester.update(payload)
    return str(digester)


def _status_line(capture: Capture) -> str:
    try:
        return f"{capture.status} {http.HTTPStatus(capture.status).phrase}"
    except ValueError:
        return f"{capture.status} "


def _with_length(capture: Capture) -> list[tuple[str, str]]:
    """Return the response headers with the length of what is stored: chunks are taken apart on the way."""
    headers = [(k, v) for k, v in capture.headers if k.lower() not in {"content-length", "transfer-encoding"}]
    return [*headers, ("Content-Length", str(len(capture.payload)))]


def _request_head(capture: Capture) -> StatusAndHeaders:
    parts = urlsplit(capture.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), *capture.request_headers]
    return _Head(f"GET {target} HTTP/1.1", headers, is_http_request=True)


def info_record(name: str, about: Mapping[str, str]) -> bytes:
    """Return the ``warcinfo`` record that a file begins with."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    fields = {"format": "WARC File Format 1.1", **about}
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return buffer.getvalue()


def entry_record(entry: Entry) -> bytes:
    """Return an entry of the journal as a ``metadata`` record."""
    buffer, text = BytesIO(), entry.to_json()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        f"{_ENTRY}{entry.number}",
        "metadata",
        payload=BytesIO(text),
        length=len(text),
        warc_content_type="application/json",
        warc_headers_dict={"WARC-Date": entry.at},
    )
    writer.write_record(record)
    return buffer.getvalue()


def content_of(member: bytes) -> Kept | Entry | dict[str, str] | None:
    """Return what a decompressed record holds: a capture, an entry, or what a ``warcinfo`` record says of its file.

    ``None`` for anything else: ``warc/`` may hold what other tools wrote, records of other types, other schemes than
    HTTP, or no WARC at all.
    """
    if not member.startswith(b"WARC/"):
        return None
    try:
        record = next(iter(records_in(BytesIO(member))), None)
        return None if record is None else _content(record)
    except FAULTS:
        return None


def records_in(stream: object, reader: type[ArchiveIterator] = ArchiveIterator, **options: bool) -> ArchiveIterator:
    """Return warcio's reader of a stream, with one character for each byte in the head of a response."""
    records = reader(stream, **options)
    records.loader.http_parser = _HeadParser([], verify=False)
    return records


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """The head of a response or request, byte for byte: warcio alters anything that is not ASCII."""

    def compute_headers_buffer(self, header_filter: None = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


class _HeadParser(StatusAndHeadersParser):  # type: ignore[misc]
    """Reads heads as :class:`_Head` writes them: warcio would read as UTF-8 what happens to look like it."""

    @staticmethod
    def decode_header(line: bytes) -> str:
        return line.decode("latin-1")


def capture_of(member: bytes) -> Kept | None:
    """Return the capture of a decompressed record, or of the tombstone in its place.

    ``None`` for one that holds no response and no saved page.
    """
    found = content_of(member)
    return found if isinstance(found, Kept) else None


def _content(record: ArcWarcRecord) -> Kept | Entry | dict[str, str] | None:
    if record.rec_type in {"response", "revisit"}:
        return _kept(record)
    if record.rec_type == "resource":
        return _saved(record)
    if record.rec_type == "warcinfo":
        lines = record.content_stream().read().decode("utf-8", "replace").splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines) if name}
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if address.startswith(_ENTRY):
        return Entry.from_json(record.content_stream().read())
    if address.startswith(FORGOTTEN):
        stone = Tombstone.from_json(record.content_stream().read())
        return Kept(stone.to_capture(), tombstone=stone)
    return None


def _kept(record: ArcWarcRecord) -> Kept | None:
    capture = _http_capture(record)
    if capture is None or record.rec_type == "response":
        return None if capture is None else Kept(capture)
    url = record.rec_headers.get_header("WARC-Refers-To-Target-URI")
    at = record.rec_headers.get_header("WARC-Refers-To-Date")
    return Kept(capture, Original(url, time_of(at))) if url and at else None


def _http_capture(record: ArcWarcRecord) -> Capture | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not record.http_headers or not (url or "").startswith(("http://", "https://")):
        return None
    protocol, _, _ = (record.http_headers.protocol or "HTTP/1.1").partition(" ")
    code = record.http_headers.get_statuscode()
    if len(code) > _MAX_STATUS_DIGITS:
        return None
    return Capture(
        url=url,
        fetched_at=time_of(record.rec_headers.get_header("WARC-Date")),
        status=int(code),
        protocol=protocol,
        headers=tuple(record.http_headers.headers),
        payload=record.raw_stream.read(),
        provenance=record.rec_headers.get_header(_PROVENANCE),
    )


def _saved(record: ArcWarcRecord) -> Kept | None:
    """Return a saved page; a resource written by another tool does not say where it is from, and is ignored."""
    said = record.rec_headers.get_header
    if said(_PROVENANCE) is None:
        return None
    return Kept(
        Capture(
            url=said("WARC-Target-URI"),
            fetched_at=time_of(said("WARC-Date")),
            status=0,
            protocol="",
            headers=(("Content-Type", said("Content-Type")),),
            payload=record.raw_stream.read(),
            provenance=said(_PROVENANCE),
        )
    )


def time_of(text: str) -> datetime:
    """Return a time as a record has it, in UTC, which it is without a zone; one of less precision is its beginning.

    Raises :class:`ValueError` for what is none, and for one beyond what a calendar has.

    >>> time_of("2022-05").isoformat()
    '2022-05-01T00:00:00+00:00'
    """
    said = text.strip()
    found = datetime.fromisoformat(said + _FIRST_DAY[len(said) - 4 :] if _MONTH.fullmatch(said) else said)
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(f"{text} is beyond the calendar") from error
