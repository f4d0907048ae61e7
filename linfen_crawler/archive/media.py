"""Keep the files of images, one for the same bytes whatever their addresses, and a row for each address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.ledger import State, settle
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record, Row, Value, insert
from linfen_crawler.archive.schedule import IS_RETRIED, retried_between
from linfen_crawler.images import ImageFile
from linfen_crawler.kinds import Kind
from linfen_crawler.raw import all_files, sync_folder
from linfen_crawler.raw.files import PART, file_sha256

FOLDER = "media"


def store_image(database: ArchiveDatabase, item: ImageFile, capture_id: int | None) -> str:
    """Record an image's file, with all that shows it; an address that has one keeps it."""
    if database.execute("SELECT 1 FROM media WHERE url = ?", [item.url]).fetchone():
        return "known"
    row: dict[str, Value] = {
        "sha256": item.sha256,
        "path": item.path,
        "media_type": item.media_type,
        "length": len(item.body),
    }
    insert(database, "media", {"url": item.url, **row, "capture_id": capture_id})
    database.execute("UPDATE images SET sha256 = ?, path = ? WHERE url = ?", [item.sha256, item.path, item.url])
    settle(database, item.url, Kind.IMAGE, State.ARCHIVED, {"capture_id": capture_id}, discovered_on=item.part_of)
    return "stored"


def file_of(database: ArchiveDatabase, url: str | None) -> Row:
    """Return what the row of an image says about its file: nothing if it is not archived."""
    found = database.execute("SELECT sha256, path FROM media WHERE url = ?", [url]).fetchone()
    return {} if found is None else dict(found)


class Standing(StrEnum):
    """What the archive knows about the address of an image."""

    NEW = "new"
    """Not known as an image."""
    ARCHIVED = "archived"
    DUE = "due"
    """Requested in vain, and to be requested again."""
    WAITING = "waiting"
    """Requested in vain, and not due yet; or taken down, or the address of a page."""
    PASSED = "passed"
    """Not requested, like all images of its host."""


def standing_of(database: ArchiveDatabase, url: str) -> Standing:
    """Return what the archive knows about the address of an image, including the open transaction."""
    if database.execute("SELECT 1 FROM tombstones WHERE url = ?", [url]).fetchone():
        return Standing.WAITING
    row = database.execute("SELECT kind, state, next_try_at FROM urls WHERE url = ?", [url]).fetchone()
    is_passed = row is not None and row["state"] == State.SKIPPED and row["next_try_at"] is None
    if row is None or (is_passed and row["kind"] != Kind.IMAGE):
        return Standing.NEW
    if is_passed:
        return Standing.PASSED
    if row["kind"] == Kind.IMAGE and row["state"] == State.ARCHIVED:
        return Standing.ARCHIVED
    soonest, latest = retried_between()
    is_waiting = row["next_try_at"] is None or soonest < row["next_try_at"] <= latest
    return Standing.WAITING if is_waiting or row["kind"] != Kind.IMAGE else Standing.DUE


def due_images(database: ArchiveDatabase, *, after: int, limit: int) -> list[tuple[int, str, str]]:
    """Return the next images that are due for another try: ledger id, address, and the article that shows it."""
    rows = database.execute(
        "SELECT id, url, coalesce(discovered_on, url) FROM urls WHERE id > ? AND kind = 'image' "
        f"AND state IN ('failed', 'refused', 'gone', 'skipped') AND {IS_RETRIED} ORDER BY id LIMIT ?",
        [after, *retried_between(), limit],
    )
    return [(int(row[0]), str(row[1]), str(row[2])) for row in rows]


class MediaFiles:
    """Writes the files of images into the folder of an archive; with none it does nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._waiting: dict[Path, Path] = {}

    def add(self, item: ImageFile) -> None:
        """Write a file; it has its name after :meth:`settle` only. One that is there, and sound, is left.

        Raises :class:`OSError`.
        """
        if self._folder is None:
            return
        path = self._folder / item.path
        if path in self._waiting or (path.exists() and file_sha256(path) == item.sha256):
            return
        # In the folder itself, until its batch is committed.
        part = self._folder / FOLDER / f"{path.name}{PART}"
        make_folder(part.parent)
        part.write_bytes(item.body)
        self._waiting[path] = part

    def settle(self) -> None:
        """Flush the files to disk under their names.

        Raises :class:`OSError`.
        """
        touched: set[Path] = set()
        for path, part in self._waiting.items():
            with part.open("rb") as file:
                os.fsync(file.fileno())
            make_folder(path.parent)
            part.replace(path)
            touched.add(path.parent)
        self._waiting.clear()
        for folder in touched:
            sync_folder(folder)

    def drop(self) -> None:
        """Discard the files without a name yet."""
        for part in self._waiting.values():
            part.unlink(missing_ok=True)
        self._waiting.clear()


def remove_unnamed(database: ArchiveDatabase, folder: Path) -> None:
    """Remove the files that no row names; what waits to be recovered writes its own again.

    Raises :class:`OSError`.
    """
    named = {row[0] for row in database.execute("SELECT path FROM media")}
    for path in media_files(folder):
        if path not in named:
            (folder / path).unlink()


def make_folder(folder: Path) -> None:
    """Create a folder, and flush its name to disk."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def media_files(folder: Path) -> Iterator[str]:
    """Yield the files that are in the folder of an archive under a name, as paths below it, in order."""
    for path in sorted((folder / FOLDER).glob("??/*")):
        yield f"{FOLDER}/{path.parent.name}/{path.name}"


def named_files(archive: Archive) -> Iterator[Record]:
    """Yield path, digest and length of each file that rows name, in order; what is no path of one is passed over."""
    yield from archive.rows(
        "SELECT DISTINCT path, sha256, length FROM media "
        "WHERE path GLOB 'media/' || substr(sha256, 1, 2) || '/' || sha256 || '.*' ORDER BY path"
    )


def faults_of_media(archive: Archive, *, quick: bool) -> Iterator[tuple[str, str]]:
    """Yield each file of an image that is not as its rows say, with what is wrong with it."""
    named: set[str] = set()
    for row in named_files(archive):
        named.add(str(row["path"]))
        if fault := _fault_of(archive.folder / str(row["path"]), row, quick=quick):
            yield str(row["path"]), f"{fault}: `linfen rebuild` recreates it"
    unnamed = [path for path in media_files(archive.folder) if path not in named]
    # What waits in the WARC files to be taken up may name them yet, or a run that continues.
    if unnamed and not is_behind(archive):
        yield from ((path, "no row names it: nothing needs it") for path in unnamed)
    yield from ((path, "is no image's file: nothing needs it") for path in _others(archive.folder))


def _others(folder: Path) -> Iterator[str]:
    """Yield files in the image folder that belong to nothing and were not left by a run, which removes its own."""
    media = folder / FOLDER
    ours = {*media_files(folder)}
    for path in sorted(one for one in media.rglob("*") if not one.is_dir()):
        named = path.relative_to(folder).as_posix()
        is_left = path.parent == media and path.name.endswith(PART)
        if named not in ours and not is_left:
            yield named


def _fault_of(path: Path, row: Record, *, quick: bool) -> str | None:
    if not path.is_file():
        return "is missing"
    if path.stat().st_size != row["length"]:
        return f"has {path.stat().st_size} bytes, but had {row['length']}"
    return None if quick or file_sha256(path) == row["sha256"] else "has another digest than its name says"


def is_behind(archive: Archive) -> bool:
    """Tell whether the WARC files hold more than a database knows: the next run recovers it."""
    known = {row["name"] for row in archive.rows("SELECT name FROM warc_files")}
    return any(path.name not in known for path in all_files(archive.folder)) or bool(
        archive.rows("SELECT 1 FROM journal WHERE is_stored = 0 LIMIT 1")
    )
