"""Decide whether a folder may hold a copy of an archive: before anything in it is touched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from linfen_crawler.alerts import FILE as TOLD
from linfen_crawler.archive.branches import of_other_branches, runs_of_branch
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.lock import HOLDER, LOCK
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.pace import FILE as PACE
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.recovery import is_foreign
from linfen_crawler.errors import ConfigError
from linfen_crawler.raw import FOLDER, OPEN, all_files
from linfen_crawler.raw.files import PART

_OURS = frozenset({FOLDER, MEDIA, LOCK, HOLDER, PACE, TOLD})
"""What an archive without its database still holds."""
_OF_FILE_SYSTEM = "lost+found"
"""What a disk of its own has from the start (`man mkfs.ext4`)."""


def check_target(folder: Path, target: Path) -> None:
    """Raise :class:`ConfigError` if a folder cannot hold a copy of an archive, or must not become one.

    It must not if it has what the archive has not: a run of its own, or one that an older archive, which was put back,
    does not know; or files that are of another archive or another branch. Nothing is written.
    """
    if target.resolve() == folder.resolve() or folder.resolve() in target.resolve().parents:
        raise ConfigError(f"{target} is inside the archive: choose another folder, on another disk")
    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target} is a file: choose a folder")
    with Archive.open(folder) as archive:
        if (target / DATABASE).exists():
            with Archive.open(target) as copy:
                _check_copy(archive, copy)
        elif target.exists() and not all(map(_may_be_there, target.iterdir())):
            raise ConfigError(f"{target} holds something else: choose an empty folder")
        _check_files(archive, target)


def _check_copy(archive: Archive, copy: Archive) -> None:
    """Check that a database is of a state that the archive has gone through."""
    if copy.uuid != archive.uuid:
        raise ConfigError(f"{copy.folder} is a copy of another archive: choose another folder")
    if (copy.folder / DATABASE).is_symlink():
        raise ConfigError(f"{copy.folder / DATABASE} is a symbolic link: move the file itself here, or link the folder")
    alone = sorted(_runs_of(copy).items() - _runs_of(archive).items())
    if alone:
        number, at = alone[0]
        raise ConfigError(
            f"{copy.folder} is no earlier state of {archive.folder}: it alone has run {number}, begun at {at}. "
            "It stays as it is: choose another folder"
        )


def _runs_of(archive: Archive) -> dict[int, str]:
    """Return when each run of an archive began, also those that wait in its files."""
    closed = {str(row["name"]) for row in archive.rows("SELECT name FROM warc_files")}
    waiting = [path for path in all_files(archive.folder) if path.name not in closed]
    return runs_of_branch(waiting, archive.runs_begun(), archive.uuid)


def _check_files(archive: Archive, target: Path) -> None:
    """Check that what lies in a folder, and not in the archive, is the archive's all the same."""
    known = {path.name.removesuffix(OPEN) for path in all_files(archive.folder)}
    known |= {str(row["name"]) for row in archive.rows("SELECT name FROM warc_files")}
    strange = [path for path in all_files(target) if path.name.removesuffix(OPEN) not in known]
    for path in strange:
        # A run may close it meanwhile: then that holds the lock.
        with suppress(FileNotFoundError):
            if is_foreign(path, archive.uuid):
                raise ConfigError(f"{path} is a file of another archive: move it away, or choose another folder")
    for path in sorted(of_other_branches(strange, _runs_of(archive), archive.uuid)):
        raise ConfigError(
            f"{path} is of a branch of this archive that {archive.folder} does not come from: move it away, or choose "
            "another folder"
        )


def _may_be_there(path: Path) -> bool:
    return path.name in _OURS or path.name == _OF_FILE_SYSTEM or path.name.endswith(PART)
