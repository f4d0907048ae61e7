"""Prove a WARC file: each byte belongs to a whole gzip member, each member is a record, each digest is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from linfen_crawler.raw.files import Place
from linfen_crawler.raw.reading import members
from linfen_crawler.raw.records import FAULTS, Kept, capture_of, records_in


@dataclass(frozen=True, slots=True)
class Member:
    """A gzip member of a WARC file, as it was found."""

    place: Place
    kept: Kept | None
    """The capture in it; ``None`` for a record of another type."""
    faults: tuple[str, ...]
    """What is wrong with it, in words."""


def checked_members(path: Path, name: str) -> Iterator[Member | str]:
    """Yield the members of a file in order, and a sentence for each stretch of bytes that belongs to none.

    Also where a file is cut off: ``warcio check`` passes over an end that cannot be decoded.
    """
    expected = 0
    for offset, length, content in members(path):
        if offset > expected:
            yield f"{offset - expected} bytes at {expected} are no record"
        expected = offset + length
        yield Member(Place(name, offset, length), capture_of(content), tuple(_faults(content)))
    size = path.stat().st_size
    if size > expected:
        yield f"{size - expected} bytes at {expected}, the end of the file, are no record"


def _faults(content: bytes) -> Iterator[str]:
    try:
        record = next(iter(records_in(BytesIO(content), check_digests=True)), None)
        if record is None:
            yield "no WARC record"
            return
        # As transferred: how a body is coded is nothing to its digests, and a decoder may fail at what is sound.
        while record.raw_stream.read(1 << 18):
            pass
        yield from record.digest_checker.problems
    except FAULTS as error:
        yield f"no WARC record: {error}"
