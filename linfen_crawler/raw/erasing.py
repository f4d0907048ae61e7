"""Replace a response that a takedown removes by a tombstone, and remove its page's words from journal entries.

The replacement has exactly the same length.

So every other record stays where it is, and after a kill at any instant the same is simply done again.
"""

from __future__ import annotations

import json
import os
import struct
import uuid
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linfen_crawler.items import Capture
from linfen_crawler.raw.files import FOLDER

FORGOTTEN = "urn:linfen:forgotten:"
"""What the address of a tombstone begins with: no page has it, so that no tool plays it back."""
SILENCED = "taken down"
"""The reason in an entry of what was taken down."""
_OF_TEXT = (b"content-length:", b"warc-block-digest:", b"warc-payload-digest:")
_HEAD = struct.Struct("<4BIBB")
_TAIL = struct.Struct("<II")
_DEFLATE, _COMMENTED, _UNKNOWN_SYSTEM = 8, 0x10, 255


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What remains of a response in the files: the same as its row in ``captures``."""

    url: str
    fetched_at: str
    status: int
    payload_sha256: str
    length: int
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    provenance: str | None = None

    def to_capture(self) -> Capture:
        """Return the response without its payload."""
        named = {"Content-Type": self.content_type, "ETag": self.etag, "Last-Modified": self.last_modified}
        return Capture(
            url=self.url,
            fetched_at=datetime.fromisoformat(self.fetched_at),
            status=self.status,
            headers=tuple((name, value) for name, value in named.items() if value is not None),
            is_forgotten=True,
            provenance=self.provenance,
        )

    @classmethod
    def from_json(cls, text: bytes) -> Tombstone:
        """Return a tombstone from its JSON; raises :class:`ValueError` for what is none."""
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(f"no tombstone: {error}") from error


def write_over(folder: Path, file: str, members: Mapping[int, bytes]) -> None:
    """Overwrite records of a closed file, by offset; each is as long as the one it replaces.

    Raises :class:`OSError`.
    """
    with (folder / FOLDER / file).open("r+b") as writable:
        for offset, member in members.items():
            writable.seek(offset)
            writable.write(member)
            writable.flush()
        os.fsync(writable.fileno())


def tombstone_member(stone: Tombstone, length: int) -> bytes:
    """Return a tombstone as a gzip member of so many bytes: what it lacks is a comment in its head (RFC 1952, 2.3).

    Raises :class:`ValueError` if it is longer.
    """
    member = _padded(_record(stone), length)
    if member is None:
        raise ValueError(
            f"the record of {stone.url} at {stone.fetched_at} is too short for a tombstone: {length} bytes"
        )
    return member


def silenced_member(record: bytes, length: int) -> bytes | None:
    """Return an entry of the journal without the reason that it gives, as a gzip member of so many bytes.

    ``record`` is the entry's, decompressed; ``None`` if it gives none, or is that already. Earlier versions quoted
    there what a page showed. Raises :class:`ValueError` if there is no room for it.
    """
    head, _, text = record.partition(b"\r\n\r\n")
    entry = json.loads(text)
    if entry.get("facts", {}).get("reason") in {None, SILENCED}:
        return None
    entry["facts"]["reason"] = SILENCED
    said = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    # Its digests are those of what it said; a tombstone has none either.
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(_OF_TEXT)]
    block = b"\r\n".join([*lines, b"Content-Length: %d" % len(said)])
    member = _padded(block + b"\r\n\r\n" + said + b"\r\n\r\n", length)
    if member is None:
        raise ValueError(f"the entry {entry.get('number')} of the journal is too short: {length} bytes")
    return member


def _padded(record: bytes, length: int) -> bytes | None:
    """Return a record as a gzip member of so many bytes; ``None`` if it is longer."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = compressor.compress(record) + compressor.flush()
    tail = _TAIL.pack(zlib.crc32(record), len(record))
    missing = length - (_HEAD.size + len(data) + len(tail))
    if missing < 0:
        return None
    head = _HEAD.pack(0x1F, 0x8B, _DEFLATE, _COMMENTED if missing else 0, 0, 0, _UNKNOWN_SYSTEM)
    comment = b" " * (missing - 1) + b"\0" if missing else b""
    return head + comment + data + tail


def _record(stone: Tombstone) -> bytes:
    """Return the record: by hand, for each header that the library adds must fit into the place of the response."""
    said = {name: value for name in stone.__slots__ if (value := getattr(stone, name)) is not None}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{stone.url} {stone.fetched_at} {stone.payload_sha256}")
    lines: Iterable[str] = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Target-URI: {FORGOTTEN}{name}",
        f"WARC-Date: {stone.fetched_at}",
        "Content-Type: application/json",
        f"Content-Length: {len(text)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text + b"\r\n\r\n"
