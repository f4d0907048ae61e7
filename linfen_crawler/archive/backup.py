"""Copy an archive, even while a crawl is writing it, and put a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from linfen_crawler.archive.branches import OF_ARCHIVE
from linfen_crawler.archive.connection import DATABASE, fold_log, open_writer, reading_uri
from linfen_crawler.archive.copies import mark_copy
from linfen_crawler.archive.leftovers import STAGED, remove_left, sweep
from linfen_crawler.archive.lock import HOLDER, LOCK, held
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.media import is_behind, make_folder, media_files, named_files
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.errors import ArchiveError, ConfigError, said_of
from linfen_crawler.raw import FOLDER, OPEN, all_files, read_records, sync_folder
from linfen_crawler.raw.files import PART, file_sha256

_OURS = frozenset({FOLDER, MEDIA, LOCK, HOLDER})
"""What an archive without its database still holds."""
_OF_FILE_SYSTEM = "lost+found"
"""What a disk of its own has from the start (`man mkfs.ext4`)."""
Prove = Callable[[Archive], Iterable[Damage]]
"""Yield the damages of an archive."""


def back_up(folder: Path, target: Path, *, prove: Prove = verify) -> list[Damage]:
    """Copy an archive into a folder, prove the copy, and return its damages.

    An existing copy is brought up to date: only files that it lacks are copied, one that grows, any of which something
    was taken down since, so that it is in the copy, too, and any that has rotted in the copy. Its database is replaced
    only by one that is proved; otherwise the copy stays as good as it was. Once anything was taken down, what commands
    have left in the copy is removed as in the archive.

    Raises :class:`ConfigError` if the folder holds anything else, :class:`ArchiveError` where it cannot be written,
    or is read or written by somebody else.
    """
    _check_target(folder, target)
    with held(target), _writing(target):
        staged = _stage(folder, target)
        others = _replaceable(staged, folder, target, is_taken_down=True)
        found = _damages(staged, folder, target, others, prove)
        if found:
            # A bit may have rotted in the copy alone: then the archive has the file as it was closed.
            others = _replaceable(staged, folder, target, is_taken_down=False)
            found = _damages(staged, folder, target, others, prove) if others else found
        if found and (target / DATABASE).exists():
            remove_left(target)
            return found
        _take_place(staged, target)
        for name in others:
            _replace(folder / FOLDER / name, target / FOLDER / name)
        for path in _unnamed(target, target):
            (target / path).unlink()
        with Archive.open(target) as copy:
            is_taken_down = copy.has_tombstones()
        if is_taken_down:
            sweep(target, folder)
        return found


def restore(source: Path, folder: Path, *, prove: Prove = verify) -> list[Damage]:
    """Put a copy in the place of an archive, and return its damages; a damaged copy is not put anywhere.

    Raises :class:`ConfigError` if an archive is there, except for this copy, which a killed call has left;
    :class:`ArchiveError` where nothing can be written.
    """
    _check_free(source, folder)
    _check_target(source, folder)
    with Archive.open(source) as copy:
        damages = list(prove(copy))
    if damages:
        return damages
    with held(folder), _writing(folder):
        # While the copy was proved a run may have begun an archive.
        _check_free(source, folder)
        _take_place(_stage(source, folder, is_put_back=True), folder)
        with Archive.open(folder) as archive:
            return list(verify(archive))


def _check_free(source: Path, folder: Path) -> None:
    if (folder / DATABASE).exists() and not _is_put_back(source, folder):
        raise ConfigError(f"{folder} holds an archive already: move it away first, nothing is overwritten")


def _is_put_back(source: Path, folder: Path) -> bool:
    """Recognise a copy that has been put back already, and that no run has written to since."""
    with Archive.open(source) as copy, Archive.open(folder) as archive:
        last = "SELECT max(number) AS number FROM journal"
        return archive.is_copy() and archive.uuid == copy.uuid and archive.rows(last) == copy.rows(last)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{target} cannot be written: {said_of(error)}") from error


def _stage(folder: Path, target: Path, *, is_put_back: bool = False) -> Path:
    """Copy an archive but for its database's place; after a kill at any instant, the same is simply done again.

    The database is copied first, beside its place: files only grow, so that they hold all that it refers to. For the
    same reason no file takes the place of a longer one: a copy may be put beside WARC files that outlived their
    database. Only the holder of the target's lock may call it. Returns the folder of the copied database.
    """
    remove_left(target)
    staged = target / STAGED
    staged.mkdir()
    _copy_database(folder / DATABASE, staged / DATABASE)
    if is_put_back:
        # A copy from before there was a mark gets one.
        open_writer(staged).close()
    mark_copy(staged / DATABASE)
    _copy_files(folder / FOLDER, target / FOLDER)
    _copy_media(staged, folder, target)
    return staged


def _take_place(staged: Path, target: Path) -> None:
    """Put a copied database where it belongs: all that it refers to is there."""
    fold_log(target / DATABASE)
    _put(staged / DATABASE, target / DATABASE)
    shutil.rmtree(staged)


def _damages(staged: Path, folder: Path, target: Path, others: Iterable[str], prove: Prove) -> list[Damage]:
    """Return the damages that a copy would have with its new database, and some files as the archive has them."""
    view = staged / "proved"
    (view / FOLDER).mkdir(parents=True)
    for path in all_files(target):
        source = folder if path.name in others else target
        (view / FOLDER / path.name).symlink_to((source / FOLDER / path.name).absolute())
    if (target / MEDIA).exists():
        (view / MEDIA).symlink_to((target / MEDIA).absolute(), target_is_directory=True)
    (view / DATABASE).symlink_to((staged / DATABASE).absolute())
    unnamed = _unnamed(view, target)
    with Archive.open(view) as copy:
        found = [one for one in prove(copy) if one.where not in unnamed]
    shutil.rmtree(view)
    return found


def _replaceable(staged: Path, folder: Path, target: Path, *, is_taken_down: bool) -> list[str]:
    """Return the names of the copy's WARC files that the archive has as the database knows them, and the copy has not.

    With ``is_taken_down`` only those of which something was taken down: a tombstone is as long as what it replaces. A
    file replaces another only if it is the one that the database knows: a damaged one never does.
    """
    of_takedowns = "WHERE name IN (SELECT warc_file FROM captures WHERE forgotten_at NOT NULL)"
    with Archive.open(staged) as copy:
        rows = copy.rows(f"SELECT name, sha256 FROM warc_files {of_takedowns if is_taken_down else ''} ORDER BY name")
    found = []
    for row in rows:
        name = str(row["name"])
        source, copied = (one / FOLDER / name for one in (folder, target))
        is_there = source.is_file() and copied.is_file()
        if is_there and file_sha256(copied) != row["sha256"] == file_sha256(source):
            found.append(name)
    return found


def _unnamed(database: Path, target: Path) -> set[str]:
    """Return the image files of a copy that a database does not name any more."""
    with Archive.open(database) as copy:
        if is_behind(copy):
            return set()
        return {str(path) for path in media_files(target)} - {str(row["path"]) for row in named_files(copy)}


def _replace(source: Path, copied: Path) -> None:
    """Copy a file beside the one that it will replace."""
    part = copied.with_name(copied.name + PART)
    shutil.copyfile(source, part)
    _put(part, copied)


def _check_target(folder: Path, target: Path) -> None:
    """Raise :class:`ConfigError` if a folder cannot hold a copy."""
    with Archive.open(folder) as archive:
        uuid = archive.uuid
    if target.resolve() == folder.resolve() or folder.resolve() in target.resolve().parents:
        raise ConfigError(f"{target} is inside the archive: choose another folder, on another disk")
    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target} is a file: choose a folder")
    if (target / DATABASE).exists():
        with Archive.open(target) as copy:
            if copy.uuid != uuid:
                raise ConfigError(f"{target} is a copy of another archive: choose another folder")
    elif target.exists() and not all(map(_may_be_there, target.iterdir())):
        raise ConfigError(f"{target} holds something else: choose an empty folder")
    else:
        for path in all_files(target):
            if not (folder / FOLDER / path.name).exists() and _is_others(path, uuid):
                raise ConfigError(f"{path} is a file of another archive: choose another folder")


def _may_be_there(path: Path) -> bool:
    return path.name in _OURS or path.name == _OF_FILE_SYSTEM or path.name.endswith(PART)


def _is_others(path: Path, uuid: str) -> bool:
    """Tell by its first record whether another archive of this program wrote a WARC file."""
    first = next((found.content for found in read_records(path)), None)
    return isinstance(first, dict) and first.get(OF_ARCHIVE, uuid) != uuid


def _copy_database(source: Path, target: Path) -> None:
    """Copy a consistent state of a database, whatever is being written to it."""
    with (
        closing(sqlite3.connect(reading_uri(source), uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # In one step: a copy in several would restart with each commit.
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = WAL")


def _copy_files(source: Path, target: Path) -> None:
    for path in sorted(source.glob("*.warc.gz*")):
        try:
            _copy_file(path, target)
        except FileNotFoundError:
            # The run has closed it in the meantime.
            _copy_file(path.with_name(path.name.removesuffix(OPEN)), target)


def _copy_media(staged: Path, folder: Path, target: Path) -> None:
    """Copy the image files that a copied database names; those added since belong to the next copy."""
    with Archive.open(staged) as copy:
        named = list(named_files(copy))
    for row in named:
        source, copied = folder / str(row["path"]), target / str(row["path"])
        is_there = copied.is_file() and copied.stat().st_size == row["length"]
        # One that is missing is named when the copy is proved.
        if source.is_file() and not is_there:
            make_folder(copied.parent)
            # Where a run with the copy removes what is left of it, should this be killed.
            part = target / MEDIA / f"{copied.name}{PART}"
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
    """Flush a file to disk under its name."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
