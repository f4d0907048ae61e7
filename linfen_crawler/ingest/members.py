"""Iterate over the gzip members of a file, even after damaged ones, without holding any of them whole in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK_BYTES = 16 * 1024
_MAX_INFLATED = 256 * 1024
_MAX_RESTARTS = 100
"""How often a member, which may be long, is read again from its beginning."""
_WBITS = zlib.MAX_WBITS | 16


class DamagedError(Exception):
    """Bytes that cannot be read; its text says why."""


class TornError(DamagedError):
    """The file ends before what is read from it."""


class Member:
    """The content of one gzip member, readable as a stream."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self.offset = offset
        self._restarts = 0
        self._begin()

    def _begin(self) -> None:
        self._inflate = zlib.decompressobj(wbits=_WBITS)
        self._waiting = b""
        self._read = 0
        self._position = 0
        self._file.seek(self.offset)

    def tell(self) -> int:
        """Return how much of the content was read."""
        return self._position

    def seek(self, position: int) -> None:
        """Go to a place in the content, reading from its beginning again where that is earlier.

        Raises :class:`DamagedError` if it cannot be read so far, or has been too often.
        """
        if position < self._position:
            self._restarts += 1
            if self._restarts > _MAX_RESTARTS:
                raise DamagedError("too much of it is damaged")
            self._begin()
        while self._position < position and self.read(position - self._position):
            pass

    @property
    def end(self) -> int:
        """Where the member ends, once it is read to its end."""
        return self.offset + self._read - len(self._inflate.unused_data)

    def read(self, size: int = -1) -> bytes:
        """Return some of the content, nothing at its end.

        Raises :class:`DamagedError` if it cannot be decompressed, ends too early, or is not what its checksum says.
        """
        limit = min(size, _MAX_INFLATED) if size > 0 else _MAX_INFLATED
        while not self._inflate.eof:
            if not self._waiting:
                self._waiting = self._file.read(_CHUNK_BYTES)
                self._read += len(self._waiting)
                if not self._waiting:
                    raise TornError("it is cut off")
            try:
                content = self._inflate.decompress(self._waiting, limit)
            except zlib.error as error:
                raise DamagedError(f"it cannot be decompressed ({error})") from error
            self._waiting = self._inflate.unconsumed_tail
            if content:
                self._position += len(content)
                return content
        return b""


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield the gzip members of a file; where one turns out to be damaged, look for the next after it."""
    offset = find(file, GZIP_MAGIC, 0)
    while offset is not None:
        member = Member(file, offset)
        yield member
        try:
            while member.read():
                pass
            behind = member.end
        except DamagedError:
            behind = offset + 1
        offset = find(file, GZIP_MAGIC, behind)


def find(file: BinaryIO | Member, pattern: bytes, offset: int) -> int | None:
    """Return where a pattern next occurs in a file; ``None`` if it does not."""
    file.seek(offset)
    window = b""
    while chunk := file.read(_CHUNK_BYTES):
        window += chunk
        if (at := window.find(pattern)) >= 0:
            return offset + at
        kept = len(pattern) - 1
        offset += len(window) - len(window[-kept:])
        window = window[-kept:]
    return None
