"""Lock an archive: one writer at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from linfen_crawler.archive.connection import now
from linfen_crawler.errors import ArchiveError, ArchiveLockedError
from linfen_crawler.raw import FOLDER

LOCK = "linfen.lock"
HOLDER = "linfen.holder"
"""The file that says who holds the lock."""


def take_lock(folder: Path) -> FileLock:
    """Take the lock of an archive's folder, which is created if missing; its holder is written beside it.

    Raises :class:`ArchiveLockedError` at once if another run holds it, :class:`ArchiveError` if it cannot be locked.
    """
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FOLDER).mkdir(exist_ok=True)
        lock = FileLock(path, timeout=0)
        lock.acquire()
    except Timeout:
        raise ArchiveLockedError(folder, _holder(path)) from None
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written: {error}. Choose another folder with --archive") from error
    with contextlib.suppress(OSError):
        _holder_file(path).write_text(f"process {os.getpid()}, since {now()}", "utf-8")
    return lock


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of an archive's folder; raises as :func:`take_lock` does."""
    lock = take_lock(folder)
    try:
        yield
    finally:
        lock.release()


def _holder_file(path: Path) -> Path:
    return path.with_name(HOLDER)


def _holder(path: Path) -> str:
    """Return who holds a lock, as far as it is known."""
    try:
        return _holder_file(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return "its holder is not known"
