"""Let the files of a copy wait beside the places that they will take, until the whole is proved with them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

from linfen_crawler.archive.media import make_folder
from linfen_crawler.raw import sync_folder
from linfen_crawler.raw.files import PART


class Incoming:
    """Files that take their places in a folder together. Each is named by its path below it.

    They wait where :func:`~linfen_crawler.archive.leftovers.remove_left` finds them after a kill.
    """

    def __init__(self, target: Path, *, is_direct: bool = False) -> None:
        """``is_direct``: where there is nothing yet that could suffer, each file takes its place at once."""
        self._target = target
        self._is_direct = is_direct
        self._parts: dict[str, Path] = {}
        self._dropped: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def add(self, source: Path, name: str) -> None:
        """Copy a file beside its place.

        Raises :class:`OSError`.
        """
        part = self._target / PurePosixPath(name).parts[0] / f"{PurePosixPath(name).name}{PART}"
        make_folder(part.parent)
        shutil.copyfile(source, part)
        self._parts[name] = part
        if self._is_direct:
            self.settle()

    def drop(self, name: str) -> None:
        """Let a file go once those that take its place are there.

        Raises :class:`OSError`.
        """
        self._dropped.add(name)
        if self._is_direct:
            self.settle()

    def apply(self, files: dict[str, Path]) -> None:
        """Change a list of files, by their names, into what it will be."""
        for name in self._dropped:
            files.pop(name, None)
        files.update(self._parts)

    def settle(self) -> None:
        """Flush the files to disk under their names, in the order in which they came.

        Raises :class:`OSError`.
        """
        for name, part in self._parts.items():
            make_folder((self._target / name).parent)
            put(part, self._target / name)
        for name in self._dropped:
            (self._target / name).unlink(missing_ok=True)
        self._parts.clear()
        self._dropped.clear()


def put(part: Path, path: Path) -> None:
    """Flush a file to disk under its name.

    Raises :class:`OSError`.
    """
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
