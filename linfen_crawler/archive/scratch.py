"""Temporary databases, for one look: beside the archive, in the system's folder for temporary files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from filelock import FileLock, Timeout

_PREFIX = "linfen-scratch-"
_LOCK = ".lock"


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder that is removed with the process; remains of killed ones are removed first."""
    remove_scratch()
    folder = Path(gettempdir()) / f"{_PREFIX}{uuid4().hex}"
    lock = folder.with_suffix(_LOCK)
    with FileLock(lock):
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def remove_scratch() -> None:
    """Remove what killed processes have left, of whatever archive: a text that is taken down may be there."""
    for path in Path(gettempdir()).glob(f"{_PREFIX}*{_LOCK}"):
        try:
            with FileLock(path, timeout=0):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)
        except (Timeout, OSError):
            # In use, or another user's.
            continue
