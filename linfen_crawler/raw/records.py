"""Write a capture as WARC records, and read it back."""

from __future__ import annotations

import http
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linfen_crawler.items import Capture

_WARC_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def capture_records(capture: Capture) -> tuple[bytes, bytes]:
    """Return a capture as two gzip members: its response and its request."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    dated = {"WARC-Date": capture.fetched_at.astimezone(UTC).strftime(_WARC_TIME)}
    response = writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(capture.payload),
        length=len(capture.payload),
        http_headers=StatusAndHeaders(_status_line(capture), _with_length(capture), protocol=capture.protocol),
        warc_headers_dict=dated,
    )
    writer.write_record(response)
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
    return StatusAndHeaders(f"GET {target} HTTP/1.1", headers, is_http_request=True)


def info_record(name: str, about: Mapping[str, str]) -> bytes:
    """Return the ``warcinfo`` record that a file begins with."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    fields = {"format": "WARC File Format 1.1", **about}
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return buffer.getvalue()


def capture_of(member: bytes) -> Capture | None:
    """Return the capture of a decompressed ``response`` record; ``None`` for anything else.

    ``warc/`` may hold what other tools wrote: records of other types, other schemes than HTTP, or no WARC at all.
    """
    if not member.startswith(b"WARC/"):
        return None
    try:
        record: ArcWarcRecord | None = next(iter(ArchiveIterator(BytesIO(member))), None)
        return None if record is None or record.rec_type != "response" else _http_capture(record)
    except (ArchiveLoadFailed, ValueError, EOFError):
        return None


def _http_capture(record: ArcWarcRecord) -> Capture | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not record.http_headers or not (url or "").startswith(("http://", "https://")):
        return None
    protocol, _, _ = (record.http_headers.protocol or "HTTP/1.1").partition(" ")
    return Capture(
        url=url,
        fetched_at=_read_time(record.rec_headers.get_header("WARC-Date")),
        status=int(record.http_headers.get_statuscode()),
        protocol=protocol,
        headers=tuple(record.http_headers.headers),
        payload=record.raw_stream.read(),
    )


def _read_time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
