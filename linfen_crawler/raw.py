"""Write the bytes of every response to WARC 1.1 files, and mend what a kill has torn.

One gzip member a record, a ``response`` and its ``request`` a capture; one file a run, rolled over by size, with
``.open`` at the end of its name until it is closed.
"""

from __future__ import annotations

import contextlib
import hashlib
import http
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linfen_crawler.items import Capture

FOLDER = "warc"
_OPEN = ".open"
_CHUNK_BYTES = 1 << 18
_GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_WBITS = zlib.MAX_WBITS | 16
_WARC_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies."""

    file: str
    """Name in ``warc/``, without ``.open``."""
    offset: int
    length: int
    """Bytes of the gzip member."""


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A WARC file that nothing is added to any more."""

    name: str
    length: int
    sha256: str


class WarcWriter:
    """Append captures to the WARC files of one run."""

    def __init__(self, folder: Path, *, run_id: int, max_bytes: int, about: Mapping[str, str]) -> None:
        self._folder = folder / FOLDER
        self._run_id = run_id
        self._max_bytes = max_bytes
        self._about = dict(about)
        self._serial = 0
        self._file: _OpenFile | None = None
        self._closed: list[ClosedFile] = []
        self._folder.mkdir(exist_ok=True)

    def write(self, capture: Capture) -> Place:
        """Append a capture and return where its response lies; it is on disk after :meth:`sync` only.

        Raises :class:`OSError`; the file then ends with its last whole record.
        """
        if self._file is not None and self._file.length >= self._max_bytes:
            self._roll()
        if self._file is None:
            self._file = self._begin()
        response, request = capture_records(capture)
        offset = self._file.append(response + request)
        return Place(self._file.name, offset, len(response))

    def sync(self) -> None:
        """Bring all that was written to the disk."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the present file, if any."""
        if self._file is not None:
            self._roll()

    def take_closed(self) -> list[ClosedFile]:
        """Return the files closed since the last call."""
        closed, self._closed = self._closed, []
        return closed

    def _begin(self) -> _OpenFile:
        started = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        name = f"linfen-{started}-{self._run_id:06d}-{self._serial:04d}.warc.gz"
        self._serial += 1
        opened = _OpenFile(self._folder, name)
        opened.append(info_record(name, self._about))
        return opened

    def _roll(self) -> None:
        if self._file is not None:
            opened, self._file = self._file, None
            self._closed.append(opened.close())


class _OpenFile:
    """A WARC file being written, its digest counted along."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.length = 0
        self._path = folder / (name + _OPEN)
        self._digest = hashlib.sha256()
        self._is_synced = True
        self._file = self._path.open("xb", buffering=0)
        _sync_folder(folder)

    def append(self, record: bytes) -> int:
        offset = self.length
        try:
            self._write_all(record)
        except OSError:
            # A disk that is full takes part of a record: cut it off, so that the next one can be read.
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

    def close(self) -> ClosedFile:
        self.sync()
        self._file.close()
        _close_name(self._path)
        return ClosedFile(self.name, self.length, self._digest.hexdigest())


def _close_name(path: Path) -> Path:
    """Take ``.open`` off a file's name."""
    closed = path.with_name(path.name.removesuffix(_OPEN))
    path.rename(closed)
    _sync_folder(path.parent)
    return closed


def _sync_folder(folder: Path) -> None:
    """Bring names made or changed in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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


@dataclass(frozen=True, slots=True)
class Found:
    """A capture read back from a WARC file."""

    capture: Capture
    place: Place


def mend(path: Path, *, known_to: int) -> tuple[ClosedFile | None, list[Found]]:
    """Close a file that a killed run left: cut off an undecodable end, return the captures that it holds.

    Only captures that begin at offset ``known_to`` or later are returned: the database knows the others. Whole records
    stay, also behind a damaged one. A file without a whole record is removed, and ``None`` is returned for it.
    Raises :class:`OSError`.
    """
    name = path.name.removesuffix(_OPEN)
    found: list[Found] = []
    whole = 0
    for offset, length, content in members(path):
        whole = offset + length
        if offset >= known_to and (capture := _capture_of(content)) is not None:
            found.append(Found(capture, Place(name, offset, length)))
    if path.name.endswith(_OPEN):
        if whole == 0:
            path.unlink()
            return None, []
        _cut(path, whole)
        path = _close_name(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ClosedFile(name, path.stat().st_size, digest), found


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as file:
        file.truncate(length)
        os.fsync(file.fileno())


def members(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield offset, length and content of each whole gzip member; what cannot be decoded is passed over."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        offset = data.find(_GZIP_MAGIC)
        while offset >= 0:
            member = _member(data, offset)
            if member is None:
                offset = data.find(_GZIP_MAGIC, offset + 1)
                continue
            content, length = member
            yield offset, length, content
            offset = data.find(_GZIP_MAGIC, offset + length)


def _member(data: mmap.mmap, offset: int) -> tuple[bytes, int] | None:
    """Return content and length of the gzip member at an offset; ``None`` where it is torn or none."""
    inflate = zlib.decompressobj(wbits=_GZIP_WBITS)
    content, position = bytearray(), offset
    try:
        while not inflate.eof:
            chunk = data[position : position + _CHUNK_BYTES]
            if not chunk:
                return None
            content += inflate.decompress(chunk)
            position += len(chunk) - len(inflate.unused_data)
    except zlib.error:
        return None
    return bytes(content), position - offset


def _capture_of(member: bytes) -> Capture | None:
    """Return the capture of a decompressed ``response`` record; ``None`` for a record of another type."""
    record: ArcWarcRecord = next(iter(ArchiveIterator(BytesIO(member))))
    if record.rec_type != "response":
        return None
    protocol, _, _ = (record.http_headers.protocol or "HTTP/1.1").partition(" ")
    return Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=_read_time(record.rec_headers.get_header("WARC-Date")),
        status=int(record.http_headers.get_statuscode()),
        protocol=protocol,
        headers=tuple(record.http_headers.headers),
        payload=record.raw_stream.read(),
    )


def _read_time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def left_open(folder: Path) -> list[Path]:
    """Return the files of ``warc/`` that no run has closed, oldest first."""
    return sorted((folder / FOLDER).glob(f"*.warc.gz{_OPEN}"))


def closed_files(folder: Path) -> list[Path]:
    """Return the closed files of ``warc/``, oldest first."""
    return sorted((folder / FOLDER).glob("*.warc.gz"))


def read_capture(folder: Path, place: Place) -> Capture:
    """Return a capture from its bytes.

    Raises :class:`OSError` where the file is missing and :class:`ValueError` where no response lies at that place.
    """
    path = folder / FOLDER / place.file
    with (path if path.exists() else path.with_name(path.name + _OPEN)).open("rb") as file:
        file.seek(place.offset)
        content = zlib.decompress(file.read(place.length), wbits=_GZIP_WBITS)
    capture = _capture_of(content)
    if capture is None:
        raise ValueError(f"{place.file} holds no response at {place.offset}")
    return capture
