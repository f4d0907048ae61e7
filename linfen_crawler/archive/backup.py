"""Copy an archive, also while a crawl is writing it, and put a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.lock import HOLDER, LOCK
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.media import is_behind, make_folder, media_files, named_files
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.recovery import OF_ARCHIVE
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.errors import ArchiveError, ConfigError
from linfen_crawler.raw import FOLDER, OPEN, all_files, read_records, sync_folder
from linfen_crawler.raw.files import file_sha256

_OURS = frozenset({FOLDER, MEDIA, LOCK, HOLDER})
"""What an archive without its database still holds."""
_PART = ".part"
"""What the name of a file ends with until it is copied whole."""


def back_up(folder: Path, target: Path) -> list[Damage]:
    """Copy an archive into a folder, prove the copy, and return its damages.

    A copy that is there already is brought up to date: only files that it lacks are copied, one that grows, and one of
    which something was taken down since; so it is in the copy, too.

    Raises :class:`ConfigError` where the folder holds anything else, :class:`ArchiveError` where it cannot be written.
    """
    return _copy(folder, target, takes_down=True)


def _copy(folder: Path, target: Path, *, takes_down: bool) -> list[Damage]:
    """Copy an archive and prove the copy.

    The database is copied first: files only grow, so that they hold all that it refers to. For the same reason no file
    takes the place of a longer one: a copy may be put beside WARC files that outlived their database.
    """
    with Archive.open(folder) as archive:
        uuid = archive.uuid
    _check_target(folder, target, uuid)
    try:
        (target / FOLDER).mkdir(parents=True, exist_ok=True)
        _remove_parts(target)
        _copy_database(folder / DATABASE, target / DATABASE)
        _copy_files(folder / FOLDER, target / FOLDER)
        _copy_media(folder, target)
        with Archive.open(target) as copy:
            if takes_down:
                _take_down(folder, copy)
            return list(verify(copy))
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{target} cannot be written: {error}") from error


def _remove_parts(target: Path) -> None:
    """Remove what a killed copying has left: it may hold what is taken down since."""
    for place in (target, target / FOLDER, target / MEDIA):
        for part in place.glob(f"*{_PART}"):
            part.unlink()


def _take_down(folder: Path, copy: Archive) -> None:
    """Let a copy hold nothing more of what was taken down in the archive: a tombstone is as long as what it replaces.

    A file takes another's place only if it is the one that the database knows: a rotten one never does.
    """
    rows = copy.rows(
        "SELECT name, sha256 FROM warc_files WHERE name IN (SELECT warc_file FROM captures WHERE forgotten_at NOT NULL)"
    )
    for row in rows:
        source, copied = (one / FOLDER / str(row["name"]) for one in (folder, copy.folder))
        is_there = source.is_file() and copied.is_file()
        if is_there and file_sha256(copied) != row["sha256"] == file_sha256(source):
            _replace(source, copied)
    if not is_behind(copy):
        named = {row["path"] for row in named_files(copy)}
        for path in media_files(copy.folder):
            if path not in named:
                (copy.folder / path).unlink()


def _replace(source: Path, copied: Path) -> None:
    """Copy a file beside the one whose place it takes."""
    part = copied.with_name(copied.name + _PART)
    shutil.copyfile(source, part)
    _put(part, copied)


def restore(source: Path, folder: Path) -> list[Damage]:
    """Put a copy in the place of an archive, prove it, and return its damages; a damaged copy is not put anywhere.

    Raises :class:`ConfigError` where an archive stands there, :class:`ArchiveError` where nothing can be written.
    """
    if (folder / DATABASE).exists():
        raise ConfigError(f"{folder} holds an archive: move it away first, nothing is written over")
    with Archive.open(source) as copy:
        damages = list(verify(copy))
    return damages or _copy(source, folder, takes_down=False)


def _check_target(folder: Path, target: Path, uuid: str) -> None:
    if target.resolve() == folder.resolve() or folder.resolve() in target.resolve().parents:
        raise ConfigError(f"{target} lies in the archive: choose another folder, on another disk")
    if (target / DATABASE).exists():
        with Archive.open(target) as copy:
            if copy.uuid != uuid:
                raise ConfigError(f"{target} is a copy of another archive: choose another folder")
    elif target.exists() and any(one.name not in _OURS and not one.name.endswith(_PART) for one in target.iterdir()):
        raise ConfigError(f"{target} holds something else: choose an empty folder")
    else:
        for path in all_files(target):
            if not (folder / FOLDER / path.name).exists() and _is_others(path, uuid):
                raise ConfigError(f"{path} is a file of another archive: choose another folder")


def _is_others(path: Path, uuid: str) -> bool:
    """Tell by its first record whether another archive wrote a WARC file; what no archive of ours did is nobody's."""
    first = next((found.content for found in read_records(path)), None)
    return isinstance(first, dict) and first.get(OF_ARCHIVE, uuid) != uuid


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, whatever is being written to it."""
    part = target.with_name(target.name + _PART)
    part.unlink(missing_ok=True)
    reading, writing = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(part)
    try:
        # All at once: copied in steps, it would begin anew with each commit.
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = WAL")
    finally:
        reading.close()
        writing.close()
    for left in ("-wal", "-shm"):
        target.with_name(target.name + left).unlink(missing_ok=True)
    _put(part, target)


def _copy_files(source: Path, target: Path) -> None:
    for path in sorted(source.glob("*.warc.gz*")):
        try:
            _copy_file(path, target)
        except FileNotFoundError:
            # The run has closed it in the meantime.
            _copy_file(path.with_name(path.name.removesuffix(OPEN)), target)


def _copy_media(folder: Path, target: Path) -> None:
    """Copy the files of images that a copied database names: what a run has added since is of its next copy."""
    with Archive.open(target) as copy:
        named = list(named_files(copy))
    for row in named:
        source, copied = folder / str(row["path"]), target / str(row["path"])
        is_there = copied.is_file() and copied.stat().st_size == row["length"]
        # One that is missing is named when the copy is proved.
        if source.is_file() and not is_there:
            make_folder(copied.parent)
            # Where a run with the copy removes what is left of it, should this be killed.
            part = target / MEDIA / f"{copied.name}{_PART}"
            shutil.copyfile(source, part)
            _put(part, copied)


def _copy_file(path: Path, target: Path) -> None:
    closed = path.name.removesuffix(OPEN)
    if path.name != closed and (target / closed).exists():
        # There it has been closed since, and holds all that it held before.
        return
    copied = target / path.name
    if not copied.exists() or copied.stat().st_size < path.stat().st_size:
        _replace(path, copied)
    if path.name == closed:
        # It was still being written when the last copy was made.
        copied.with_name(closed + OPEN).unlink(missing_ok=True)


def _put(part: Path, path: Path) -> None:
    """Bring a file to the disk under its name."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
