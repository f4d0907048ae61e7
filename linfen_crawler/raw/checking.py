"""Prove a WARC file: each byte belongs to a whole gzip member, each member is a record, each digest is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from linfen_crawler.journal import Entry
from linfen_crawler.raw.files import Place
from linfen_crawler.raw.reading import members
from linfen_crawler.raw.records import FAULTS, Kept, content_of, records_in


@dataclass(frozen=True, slots=True)
class Member:
    """A gzip member of a WARC file, as it was found."""

    place: Place
    content: Kept | Entry | dict[str, str] | None
    """As :func:`~linfen_crawler.raw.records.content_of` returns it."""
    faults: tuple[str, ...]
    """What is wrong with it, in words."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of bytes of a WARC file that belongs to no gzip member."""

    offset: int
    length: int
    is_end: bool
    """Whether nothing whole follows it: a kill in the middle of a write leaves that behind."""

    def __str__(self) -> str:
        """Describe it in a sentence."""
        return f"{self.length} bytes at {self.offset}{', the end of the file,' if self.is_end else ''} are no record"


def checked_members(path: Path, name: str) -> Iterator[Member | Gap]:
    """Yield the members of a file in order, and each stretch of bytes between them that belongs to none.

    Also where a file is cut off: ``warcio check`` passes over an end that cannot be decoded.
    """
    expected = 0
    for offset, length, content in members(path):
        if offset > expected:
            yield Gap(expected, offset - expected, is_end=False)
        expected = offset + length
        yield Member(Place(name, offset, length), content_of(content), tuple(_faults(content)))
    size = path.stat().st_size
    if size > expected:
        yield Gap(expected, size - expected, is_end=True)


def _faults(content: bytes) -> Iterator[str]:
    try:
        record = next(iter(records_in(BytesIO(content), check_digests=True)), None)
        if record is None:
            yield "no WARC record"
            return
        # As transferred: a body's coding does not matter to its digests, and a decoder may fail on sound data.
        while record.raw_stream.read(1 << 18):
            pass
        yield from record.digest_checker.problems
    except FAULTS as error:
        yield f"no WARC record: {error}"
