"""Name the WARC files of an archive, and locate records in them."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

FOLDER = "warc"
_ENDING = ".warc.gz"
_CHUNK_BYTES = 1 << 18
OPEN = ".open"
"""The suffix of a file's name until it is closed."""
PART = ".part"
"""The suffix of any other file's name until it is complete; remains of a kill are removed."""


_OURS = re.compile(r"-(\d{6,})-(\d{4,})(?:\.\d+)?\.warc\.gz", re.ASCII)


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
    """A closed WARC file."""

    name: str
    length: int
    sha256: str


def left_open(folder: Path) -> list[Path]:
    """Return the files of ``warc/`` that no run has closed, in the order in which they were begun."""
    return sorted((folder / FOLDER).glob(f"*{_ENDING}{OPEN}"), key=_place_of)


def closed_files(folder: Path) -> list[Path]:
    """Return the closed files of ``warc/``, in the order in which they were begun."""
    return sorted((folder / FOLDER).glob(f"*{_ENDING}"), key=_place_of)


def all_files(folder: Path) -> list[Path]:
    """Return all files of ``warc/``, in the order in which they were begun."""
    return sorted([*closed_files(folder), *left_open(folder)], key=_place_of)


def other_files(folder: Path) -> list[Path]:
    """Return what is in ``warc/`` and is no WARC file by its name, nor what a kill has left of one."""
    others = {*(folder / FOLDER).glob("*")} - {*all_files(folder)}
    return sorted(path for path in others if not path.name.endswith(PART))


def _place_of(path: Path) -> tuple[int, int, str]:
    return begun_as(path.name)


def begun_as(name: str) -> tuple[int, int, str]:
    """Return what orders files by run and number: a clock may have been set back. Foreign files come first."""
    ours = _OURS.search(name)
    return (int(ours[1]), int(ours[2]), name) if ours else (0, 0, name)


def is_named_as_ours(name: str) -> bool:
    """Tell whether a file has a name that a run gives."""
    return _OURS.search(name) is not None


def close_name(path: Path) -> Path:
    """Remove ``.open`` from a file's name; raises :class:`FileExistsError` if that name exists."""
    closed = _closed_name(path)
    if closed.exists():
        raise FileExistsError(f"{closed} is there already")
    path.rename(closed)
    sync_folder(path.parent)
    return closed


def set_apart(path: Path) -> None:
    """Let an open file have a name that it can be closed with, or go where a closed one holds all of it.

    Both may lie there where a copy was put beside what outlived it. Of two the longer one stays, if it begins with the
    other: nothing is lost. Two that differ both stay. Raises :class:`OSError`.
    """
    closed = _closed_name(path)
    if not closed.exists():
        return
    if _begins_with(closed, path):
        path.unlink()
    elif _begins_with(path, closed):
        closed.unlink()
    else:
        stem = closed.name.removesuffix(_ENDING)
        names = (closed.with_name(f"{stem}.{number}{_ENDING}") for number in count(1))
        free = next(name for name in names if not name.exists() and not name.with_name(name.name + OPEN).exists())
        path.rename(free.with_name(free.name + OPEN))


def _closed_name(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(OPEN))


def _begins_with(longer: Path, shorter: Path) -> bool:
    size = shorter.stat().st_size
    if longer.stat().st_size < size:
        return False
    with longer.open("rb") as one, shorter.open("rb") as other:
        return all(one.read(len(chunk)) == chunk for chunk in iter(lambda: other.read(_CHUNK_BYTES), b""))


def sync_folder(folder: Path) -> None:
    """Flush names created or changed in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_sha256(path: Path) -> str:
    """Return the hexadecimal digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def closed_file(path: Path) -> ClosedFile:
    """Return what is known about a closed file."""
    return ClosedFile(path.name, path.stat().st_size, file_sha256(path))
