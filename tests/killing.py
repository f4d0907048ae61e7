"""End a process at its n-th step on an archive's files, or let the step fail: before it, or with half of it written.

A step is what changes files, or brings a change to the disk: a write, a cut, a sync, a commit, a name given or taken,
those inside SQLite included. What lies between two steps leaves the files as the second one finds them, so that before
each step, and in the middle of each write, is every state that a kill can leave.
"""

from __future__ import annotations

import ctypes
import errno
import io
import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

KILLED = 86
"""The exit code of a process that was ended at a step."""
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_SQLITES = "SQLite's "
_NAMED = {"os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.link": "link"}
_TAKES_ROOM = ("write", "mkdir", "open", f"{_SQLITES}write")


class How(Enum):
    """What happens to a process at a step."""

    EXIT = "ends"
    FULL = "finds the disk full from there on"
    FAULT = "finds that step to fail, and no other"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a process came to."""

    number: int
    """From 1 on."""
    what: str
    """Such as ``write warc/linfen-….warc.gz.open``."""
    can_be_torn: bool

    @property
    def is_sqlites(self) -> bool:
        """Tell whether SQLite took it by itself."""
        return self.what.startswith(_SQLITES)


@dataclass(frozen=True, slots=True)
class Kill:
    """End the process that calls it at the n-th step on the files of a folder, or only write down what it comes to."""

    folder: Path
    log: Path
    """Gets a line a step where no step is given. Must lie outside of the folder."""
    at: int | None = None
    is_torn: bool = False
    how: How = How.EXIT

    def __call__(self) -> None:
        """Watch this process from now on."""
        steps = _Steps(self)
        sys.addaudithook(steps.audit)
        _watch_files(steps)
        _watch_commits(steps)
        _watch_sqlite(steps)


def read_log(log: Path) -> list[Step]:
    """Return the steps that a process came to."""
    lines = enumerate(log.read_text("utf-8").splitlines(), start=1)
    return [Step(number, line[2:], line.startswith("/")) for number, line in lines]


class _Steps:
    """Count the steps, and end at the one asked for."""

    def __init__(self, kill: Kill) -> None:
        self._kill = kill
        self._folder = f"{kill.folder.resolve()}/"
        self._number = 0
        self._log = os.open(kill.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def take(self, kind: str, file: object, tear: Callable[[], object] | None = None) -> None:
        """Come to a step on a file, given by path or descriptor; ``tear`` does half of it."""
        path = os.path.realpath(f"/proc/self/fd/{file}" if isinstance(file, int) else os.fspath(file))  # type: ignore[arg-type]
        if not f"{path}/".startswith(self._folder):
            return
        self._number += 1
        if self._kill.at is None:
            os.write(self._log, f"{'/' if tear else '-'} {kind} {path.removeprefix(self._folder)}\n".encode())
        elif self._kill.at == self._number:
            if self._kill.is_torn and tear is not None:
                tear()
            if self._kill.how is How.EXIT:
                os._exit(KILLED)
            self._fail(kind, errno.EIO if self._kill.how is How.FAULT else errno.ENOSPC)
        elif self._kill.how is How.FULL and self._kill.at < self._number:
            self._fail(kind, errno.ENOSPC)

    @staticmethod
    def _fail(kind: str, why: int) -> None:
        if why == errno.EIO or kind in _TAKES_ROOM:
            raise OSError(why, os.strerror(why))

    def audit(self, event: str, given: tuple[Any, ...]) -> None:
        """Take the steps that Python reports itself."""
        if event in _NAMED:
            self.take(_NAMED[event], given[0])
        elif event == "open" and isinstance(given[0], str | os.PathLike) and (given[2] or 0) & _CHANGES:
            self.take("open", given[0])


def _watch_files(steps: _Steps) -> None:
    """Put ours in the place of the files that Python opens to write, and of its sync."""

    class File(io.FileIO):
        def write(self, data: Any, /) -> int:
            half = memoryview(data)[: len(data) // 2]
            steps.take("write", self.fileno(), lambda: super(File, self).write(half))
            return super().write(data)

        def truncate(self, size: int | None = None, /) -> int:
            steps.take("truncate", self.fileno())
            return super().truncate(size)

    opened, sync = io.open, os.fsync

    def open_ours(file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, *more: Any) -> Any:
        if mode.strip("rbt") == "":
            return opened(file, mode, buffering, encoding, *more)
        raw = File(file, mode.replace("b", "").replace("t", ""))
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, *more)

    def sync_ours(descriptor: int) -> None:
        steps.take("sync", descriptor)
        sync(descriptor)

    io.open = open_ours  # type: ignore[assignment]
    os.fsync = sync_ours


def _watch_commits(steps: _Steps) -> None:
    connect = sqlite3.connect

    def connect_ours(database: str | Path, **more: Any) -> sqlite3.Connection:
        connection = connect(database, **more)
        path = os.fspath(database).removeprefix("file://").partition("?")[0]
        connection.set_trace_callback(lambda sql: steps.take("commit", path) if sql == "COMMIT" else None)
        return connection

    sqlite3.connect = connect_ours


class _Vfs(ctypes.Structure):
    """SQLite's face to the system, third version (``sqlite3_vfs``)."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("sizes", ctypes.c_int * 2),
        ("others", ctypes.c_void_p * 16),
        ("set_system_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get_system_call", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


_INT, _SIZE, _ADDRESS = ctypes.c_int, ctypes.c_ssize_t, ctypes.c_void_p
_form = partial(ctypes.CFUNCTYPE, use_errno=True)
_CALLS: dict[bytes, tuple[str, Any]] = {
    b"write": ("write", _form(_SIZE, _INT, _ADDRESS, _SIZE)),
    b"pwrite": ("write", _form(_SIZE, _INT, _ADDRESS, _SIZE, ctypes.c_int64)),
    b"pwrite64": ("write", _form(_SIZE, _INT, _ADDRESS, _SIZE, ctypes.c_int64)),
    b"ftruncate": ("truncate", _form(_INT, _INT, ctypes.c_int64)),
    b"unlink": ("remove", _form(_INT, ctypes.c_char_p)),
}
_kept: list[object] = []
"""What C calls must not be freed."""


def sqlite_can_be_watched() -> bool:
    """Tell whether SQLite's own writes can be met: where Python has it built in, its functions cannot be reached."""
    return _vfs() is not None


def _vfs() -> Any:
    import _sqlite3

    try:
        find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    except (AttributeError, OSError):
        return None
    find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
    found = find(None)
    return found if found and found.contents.version >= 3 else None


def _watch_sqlite(steps: _Steps) -> None:
    """Put ours in the place of the calls by which SQLite changes files."""
    vfs = _vfs()
    if vfs is None:
        return
    for name, (kind, form) in _CALLS.items():
        if address := vfs.contents.get_system_call(vfs, name):
            ours = form(_watched(steps, kind, form(address)))
            _kept.append(ours)
            vfs.contents.set_system_call(vfs, name, ctypes.cast(ours, ctypes.c_void_p))


def _watched(steps: _Steps, kind: str, call: Any) -> Any:
    def watched(file: Any, *more: Any) -> Any:
        # Half of a write: the number of bytes follows their address.
        tear = (lambda: call(file, more[0], more[1] // 2, *more[2:])) if kind == "write" else None
        try:
            steps.take(f"{_SQLITES}{kind}", file if isinstance(file, int) else file.decode(), tear)
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return -1
        return call(file, *more)

    return watched
