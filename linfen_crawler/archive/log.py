"""Check SQLite's write-ahead log: SQLite silently ignores what is after a damage in it.

Header and frames are as SQLite documents them (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from sys import byteorder

LOG = "-wal"
"""What is added to a database's name for its log."""
_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682
"""Of a log whose sums are of little-endian words; one more where they are of big-endian ones."""
_SUMMED = 24
"""How much of a header its checksums cover."""
_OF_FRAME = 8
"""How much of a frame's header its checksums cover: neither its salts nor the checksums themselves."""
_MASK = 0xFFFFFFFF

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page as it was written, with what stood before it in the log."""

    number: int
    """From 1 on."""
    page: int
    ends: bool
    """Whether a transaction ends with it."""
    salts: Pair
    said: Pair
    """Its checksums."""
    summed: bytes
    """What the checksums cover, after those of the frame before."""

    @property
    def content(self) -> bytes:
        """The page itself."""
        return self.summed[_OF_FRAME:]


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where a log is damaged."""

    frame: int
    """Its number; 0 for the header of the log."""
    what: str


def fault_of_log(path: Path) -> str | None:
    """Return what is wrong with a log, ``None`` for a sound one and where there is none.

    A run may be writing it: damage that a second look does not find was never there.
    """
    found = _fault(_bytes(path))
    return found.what if found is not None and _fault(_bytes(path)) == found else None


def is_behind(log: Path, database: Path) -> bool:
    """Tell whether a database holds pages that its log has after a damage: those before are then older, and win."""
    data = _bytes(log)
    fault = _fault(data)
    if fault is None or fault.frame == 0:
        return False
    _, _, page_size, *_ = _HEADER.unpack_from(data)
    last: dict[int, bytes] = {}
    with database.open("rb") as file:
        for frame in _frames(data, page_size):
            if frame.number < fault.frame:
                last[frame.page] = frame.content
                continue
            file.seek((frame.page - 1) * page_size)
            if frame.content != last.get(frame.page) and frame.content == file.read(page_size):
                return True
    return False


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _fault(data: bytes) -> _Fault | None:
    if len(data) < _HEADER.size or not any(data):
        return None
    magic, _, page_size, _, *rest = _HEADER.unpack_from(data)
    salts, said = (rest[0], rest[1]), (rest[2], rest[3])
    is_big = magic == _MAGIC + 1
    sums = _sums(data[:_SUMMED], (0, 0), is_big=is_big)
    if magic & ~1 != _MAGIC or sums != said or not page_size:
        return _Fault(0, "its header is damaged: SQLite ignores everything in it")
    before = sums
    frames = _frames(data, page_size)
    for frame in frames:
        sums = _sums(frame.summed, before, is_big=is_big)
        if frame.salts == salts and frame.said == sums:
            before = sums
            continue
        # The sound part is followed by what a kill has torn, and what the log held before it was restarted.
        is_ours = frame.said == sums or (frame.salts == salts and _is_a_bit_off(frame, sums))
        if is_ours or _was_whole(frame, frames, salts, is_big=is_big):
            what = f"frame {frame.number} is damaged: SQLite ignores it and everything behind it"
            return _Fault(frame.number, what)
        return None
    return None


def _frames(data: bytes, page_size: int) -> Iterator[_Frame]:
    """Yield the frames that are there in their full length."""
    length = _FRAME.size + page_size
    for number, (start, end) in enumerate(pairwise(range(_HEADER.size, len(data) + 1, length)), 1):
        page, size, *rest = _FRAME.unpack_from(data, start)
        summed = data[start : start + _OF_FRAME] + data[start + _FRAME.size : end]
        yield _Frame(number, page, size != 0, (rest[0], rest[1]), (rest[2], rest[3]), summed)


def _was_whole(frame: _Frame, behind: Iterator[_Frame], salts: Pair, *, is_big: bool) -> bool:
    """Tell whether a transaction of the same log ends after a frame: nothing is written there before it is whole."""
    for one, other in pairwise([frame, *behind]):
        if other.ends and other.salts == salts and _sums(other.summed, one.said, is_big=is_big) == other.said:
            return True
    return False


def _is_a_bit_off(frame: _Frame, sums: Pair) -> bool:
    """Tell whether one bit of a frame is another than when it was summed: a kill leaves another page there, or none.

    What a bit adds to the sums is a power of two times the weight of its word, and that grows towards the front.
    """
    if sum((one ^ other).bit_count() for one, other in zip(frame.said, sums, strict=True)) == 1:
        return True
    off = [((one - other) & _MASK, (other - one) & _MASK) for one, other in zip(frame.said, sums, strict=True)]
    ways = {(off[0][0], off[1][0]), (off[0][1], off[1][1])}
    first, second = 0, 1
    for _ in range(len(frame.summed) // 4):
        if any(((first << bit) & _MASK, (second << bit) & _MASK) in ways for bit in range(32)):
            return True
        first, second = second, (first + second) & _MASK
    return False


def _sums(data: bytes, before: Pair, *, is_big: bool) -> Pair:
    words = array("I", data)
    if is_big != (byteorder == "big"):
        words.byteswap()
    first, second = before
    pairs = iter(words)
    for one, other in zip(pairs, pairs, strict=True):
        first = (first + one + second) & _MASK
        second = (second + other + first) & _MASK
    return first, second
