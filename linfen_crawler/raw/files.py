"""Name the WARC files of an archive, and where a record lies in them."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = "warc"
OPEN = ".open"
"""What a file's name ends with until it is closed."""


_OURS = re.compile(r"-(\d{6,})-(\d{4,})\.warc\.gz", re.ASCII)


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


def left_open(folder: Path) -> list[Path]:
    """Return the files of ``warc/`` that no run has closed, in the order in which they were begun."""
    return sorted((folder / FOLDER).glob(f"*.warc.gz{OPEN}"), key=_order)


def closed_files(folder: Path) -> list[Path]:
    """Return the closed files of ``warc/``, in the order in which they were begun."""
    return sorted((folder / FOLDER).glob("*.warc.gz"), key=_order)


def all_files(folder: Path) -> list[Path]:
    """Return all files of ``warc/``, in the order in which they were begun."""
    return sorted([*closed_files(folder), *left_open(folder)], key=_order)


def _order(path: Path) -> tuple[int, int, str]:
    """Order files by run and number: a clock may have been set back. What others have put there comes first."""
    ours = _OURS.search(path.name)
    return (int(ours[1]), int(ours[2]), path.name) if ours else (0, 0, path.name)


def close_name(path: Path) -> Path:
    """Take ``.open`` off a file's name."""
    closed = path.with_name(path.name.removesuffix(OPEN))
    path.rename(closed)
    sync_folder(path.parent)
    return closed


def sync_folder(folder: Path) -> None:
    """Bring names made or changed in a folder to the disk."""
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
    """Return what is known of a file that nothing is added to any more."""
    return ClosedFile(path.name, path.stat().st_size, file_sha256(path))
