"""Read WARC files member by member: to find a capture again, and to mend a file that a kill has torn."""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.raw.files import FOLDER, OPEN, ClosedFile, Place, close_name, closed_file
from linfen_crawler.raw.records import Kept, capture_of, content_of

_CHUNK_BYTES = 1 << 18
_GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_WBITS = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True)
class Found:
    """A record read back from a WARC file."""

    content: Kept | Entry | dict[str, str]
    """As :func:`~linfen_crawler.raw.records.content_of` returns it."""
    place: Place


def read_records(path: Path) -> Iterator[Found]:
    """Yield what the whole records of a file hold, those of our kinds, in order; also those after a damaged one."""
    name = path.name.removesuffix(OPEN)
    for offset, length, member in members(path):
        if (content := content_of(member)) is not None:
            yield Found(content, Place(name, offset, length))


def close_left(path: Path) -> ClosedFile | None:
    """Close a file that a killed run left: cut off its undecodable end; a closed one stays as it is.

    A file without a whole record is removed, and ``None`` is returned for it. Raises :class:`OSError`.
    """
    if path.name.endswith(OPEN):
        whole = max((offset + length for offset, length, _ in members(path)), default=0)
        if whole == 0:
            path.unlink()
            return None
        _cut(path, whole)
        path = close_name(path)
    return closed_file(path)


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
    """Return content and length of the gzip member at an offset; ``None`` if it is torn or there is none."""
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


def read_entry(folder: Path, place: Place) -> Entry:
    """Return an entry of the journal from its bytes.

    Raises :class:`OSError` if the file is missing and :class:`ValueError` if there is no entry at that place.
    """
    entry = content_of(read_member(folder, place))
    if not isinstance(entry, Entry):
        raise ValueError(f"{place.file} holds no entry of the journal at {place.offset}")  # noqa: TRY004  # of the file
    return entry


def read_capture(folder: Path, place: Place, original: Place | None = None) -> Capture:
    """Return a capture from its bytes; the payload of one that repeats another lies at the ``original``'s place.

    Of one that a takedown has removed it is empty. Raises :class:`OSError` if the file is missing and
    :class:`ValueError` if there is no response at that place.
    """
    kept = _read(folder, place)
    if kept.original is None:
        return kept.capture
    if original is None:
        raise ValueError(f"{place.file} holds at {place.offset} no payload, but a reference to {kept.original.url}")
    repeated = _read(folder, original).capture
    return replace(kept.capture, payload=repeated.payload, is_forgotten=repeated.is_forgotten)


def _read(folder: Path, place: Place) -> Kept:
    kept = capture_of(read_member(folder, place))
    if kept is None:
        raise ValueError(f"{place.file} holds no response at {place.offset}")
    return kept


def read_member(folder: Path, place: Place) -> bytes:
    """Return a record as it is written; raises :class:`OSError` and :class:`zlib.error` if it cannot be read."""
    path = folder / FOLDER / place.file
    with (path if path.exists() else path.with_name(path.name + OPEN)).open("rb") as file:
        file.seek(place.offset)
        return zlib.decompress(file.read(place.length), wbits=_GZIP_WBITS)
