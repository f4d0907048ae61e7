"""Copy an archive, even while a crawl is writing it, and put a copy back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE, fold_log, open_writer, reading_uri
from linfen_crawler.archive.copies import mark_copy
from linfen_crawler.archive.incoming import Incoming, put
from linfen_crawler.archive.leftovers import STAGED, remove_left, sweep
from linfen_crawler.archive.lock import held
from linfen_crawler.archive.log import LOG
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.media import is_behind, media_files, named_files
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.targets import check_target
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.errors import ArchiveError, ConfigError, said_of
from linfen_crawler.raw import FOLDER, OPEN, all_files
from linfen_crawler.raw.files import PART, file_sha256

Prove = Callable[[Archive], Iterable[Damage]]
"""Yield the damages of an archive."""


def back_up(folder: Path, target: Path, *, prove: Prove = verify) -> list[Damage]:
    """Copy an archive into a folder, prove the copy, and return its damages.

    An existing copy is brought up to date: only files that it lacks are copied, one that grows, any of which something
    was taken down since, so that it is in the copy, too, and any that has rotted in the copy. All of it waits until the
    whole is proved, as it will be; otherwise the copy stays as it was. Once anything was taken down, what commands have
    left in the copy is removed as in the archive.

    Raises :class:`ConfigError` if the folder holds anything else, or a copy that has gone on by itself,
    :class:`ArchiveError` where it cannot be written, or is read or written by somebody else.
    """
    check_target(folder, target)
    with held(target), _writing(target):
        # A run may have gone on with the copy since.
        check_target(folder, target)
        staged, lacking = _stage(folder, target)
        # A tombstone is as long as what it replaces. Beside an older database it would be a damage.
        altered = Incoming(target)
        _add(altered, lacking, _altered(staged, folder, target, is_taken_down=True))
        found = _damages(staged, target, (lacking, altered), prove)
        # A bit may have rotted in the copy alone: then the archive has the file as it was stored.
        if found and _add(altered, lacking, _rotten(staged, folder, target)):
            found = _damages(staged, target, (lacking, altered), prove)
        if found and (target / DATABASE).exists():
            return found
        _take_place(staged, lacking, target)
        altered.settle()
        for path in _unnamed(target, target):
            (target / path).unlink()
        with Archive.open(target) as copy:
            is_taken_down = copy.has_tombstones()
        if is_taken_down:
            sweep(target, folder)
        return found


def restore(source: Path, folder: Path, *, prove: Prove = verify) -> list[Damage]:
    """Put a copy in the place of an archive, and return its damages; a damaged copy is not put anywhere.

    Raises :class:`ConfigError` if an archive is there, except for this copy, which a killed call has left, or files of
    another one; :class:`ArchiveError` where nothing can be written.
    """
    _check_free(source, folder)
    check_target(source, folder)
    with Archive.open(source) as copy:
        damages = list(prove(copy))
    if damages:
        return damages
    with held(folder), _writing(folder):
        # While the copy was proved a run may have begun an archive.
        _check_free(source, folder)
        staged, lacking = _stage(source, folder, is_put_back=True)
        _take_place(staged, lacking, folder)
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
    """Raise as this project's what keeps a folder from being written, and leave nothing there that waits."""
    try:
        try:
            yield
        finally:
            remove_left(target)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{target} cannot be written: {said_of(error)}") from error


def _stage(folder: Path, target: Path, *, is_put_back: bool = False) -> tuple[Path, Incoming]:
    """Copy an archive beside its places; after a kill at any instant, the same is simply done again.

    The database is copied first: files only grow, so that they hold all that it refers to. For the same reason no file
    takes the place of a longer one: a copy may be put beside WARC files that outlived their database. Where there is no
    database yet, files take their places at once, so that a killed call goes on with them. Only the holder of the
    target's lock may call it. Returns the folder of the copied database, and the files that wait with it.
    """
    remove_left(target)
    staged = target / STAGED
    staged.mkdir()
    _copy_database(folder / DATABASE, staged / DATABASE)
    if is_put_back:
        # A copy from before there was a mark gets one.
        open_writer(staged).close()
    mark_copy(staged / DATABASE)
    lacking = Incoming(target, is_direct=not (target / DATABASE).exists())
    for path in all_files(folder):
        try:
            _add_file(lacking, path, target)
        except FileNotFoundError:
            # The run has closed it in the meantime.
            _add_file(lacking, path.with_name(path.name.removesuffix(OPEN)), target)
    _add_media(lacking, staged, folder, target)
    return staged, lacking


def _take_place(staged: Path, lacking: Incoming, target: Path) -> None:
    """Put a copied database where it belongs, and before it all that it refers to."""
    fold_log(target / DATABASE)
    lacking.settle()
    for ending in (LOG, "-shm"):
        # Of a database that could not be folded: the new one would be taken for what it goes on from.
        (target / f"{DATABASE}{ending}").unlink(missing_ok=True)
    put(staged / DATABASE, target / DATABASE)


def _damages(staged: Path, target: Path, incoming: Iterable[Incoming], prove: Prove) -> list[Damage]:
    """Return the damages that a copy would have with its new database and the files that wait."""
    view = staged / "proved"
    (view / FOLDER).mkdir(parents=True)
    files = {path.relative_to(target).as_posix(): path for path in _lying_in(target)}
    for one in incoming:
        one.apply(files)
    for name, path in {**files, DATABASE: staged / DATABASE}.items():
        (view / name).parent.mkdir(parents=True, exist_ok=True)
        (view / name).symlink_to(path.absolute())
    unnamed = _unnamed(view, target)
    with Archive.open(view) as copy:
        found = [one for one in prove(copy) if one.where not in unnamed]
    shutil.rmtree(view)
    return found


def _lying_in(target: Path) -> Iterator[Path]:
    """Yield what lies in the folders of a copy, whatever it is, but for what waits there."""
    for folder in (target / FOLDER, target / MEDIA):
        for path in folder.rglob("*"):
            if not path.is_dir() and not (path.parent == folder and path.name.endswith(PART)):
                yield path


def _add(altered: Incoming, lacking: Incoming, files: Iterable[tuple[Path, str]]) -> bool:
    """Let files wait that do not yet, and tell whether there were any."""
    added = [(source, name) for source, name in files if name not in altered and name not in lacking]
    for source, name in added:
        altered.add(source, name)
    return bool(added)


def _altered(staged: Path, folder: Path, target: Path, *, is_taken_down: bool) -> Iterator[tuple[Path, str]]:
    """Yield the closed WARC files that the archive has as the database knows them, and the copy has not.

    With ``is_taken_down`` only those of which something was taken down. A file replaces another only if it is the one
    that the database knows: a damaged one never does.
    """
    of_takedowns = "WHERE name IN (SELECT warc_file FROM captures WHERE forgotten_at NOT NULL)"
    with Archive.open(staged) as copy:
        rows = copy.rows(f"SELECT name, sha256 FROM warc_files {of_takedowns if is_taken_down else ''} ORDER BY name")
    yield from _differing(((f"{FOLDER}/{row['name']}", row["sha256"]) for row in rows), folder, target)


def _rotten(staged: Path, folder: Path, target: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that the archive has as they were stored, and the copy has not."""
    yield from _altered(staged, folder, target, is_taken_down=False)
    with Archive.open(staged) as copy:
        closed = {row["name"] for row in copy.rows("SELECT name FROM warc_files")}
        images = [(str(row["path"]), row["sha256"]) for row in named_files(copy)]
    yield from _differing(images, folder, target)
    for source in all_files(folder):
        copied = target / FOLDER / source.name
        # No digest of it is known: what grows is the better for being longer.
        is_in_both = source.name not in closed and source.is_file() and copied.is_file()
        if is_in_both and copied.stat().st_size <= source.stat().st_size and file_sha256(copied) != file_sha256(source):
            yield source, f"{FOLDER}/{source.name}"


def _differing(known: Iterable[tuple[str, object]], folder: Path, target: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that have the digest that is known of them in the archive, and another one in the copy."""
    for name, sha256 in known:
        source, copied = folder / name, target / name
        if source.is_file() and copied.is_file() and file_sha256(copied) != sha256 == file_sha256(source):
            yield source, name


def _unnamed(database: Path, target: Path) -> set[str]:
    """Return the image files of a copy that a database does not name any more."""
    with Archive.open(database) as copy:
        if is_behind(copy):
            return set()
        return {str(path) for path in media_files(target)} - {str(row["path"]) for row in named_files(copy)}


def _copy_database(source: Path, target: Path) -> None:
    """Copy a consistent state of a database, whatever is being written to it."""
    with (
        closing(sqlite3.connect(reading_uri(source), uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # In one step: a copy in several would restart with each commit.
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = WAL")


def _add_file(lacking: Incoming, path: Path, target: Path) -> None:
    """Add a WARC file that a copy lacks, or has shorter, and let go the one that it takes the place of."""
    closed = path.name.removesuffix(OPEN)
    is_closed = path.name == closed
    copied = target / FOLDER / path.name
    other = target / FOLDER / (f"{closed}{OPEN}" if is_closed else closed)
    size = path.stat().st_size
    if not is_closed and other.exists() and other.stat().st_size >= size:
        # There it has been closed since, and holds all that it held before.
        return
    if not copied.exists() or copied.stat().st_size < size:
        lacking.add(path, f"{FOLDER}/{path.name}")
    if other.exists():
        # It was still being written when the last copy was made; or a command has closed it in the copy.
        lacking.drop(f"{FOLDER}/{other.name}")


def _add_media(lacking: Incoming, staged: Path, folder: Path, target: Path) -> None:
    """Add the image files that a copied database names; those added since belong to the next copy."""
    with Archive.open(staged) as copy:
        named = list(named_files(copy))
    for row in named:
        source, copied = folder / str(row["path"]), target / str(row["path"])
        is_there = copied.is_file() and copied.stat().st_size == row["length"]
        # One that is missing is named when the copy is proved.
        if source.is_file() and not is_there:
            lacking.add(source, str(row["path"]))
