"""Write the archive: one writer, one transaction a batch, the bytes always before the rows that rest on them."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from linfen_crawler import __version__
from linfen_crawler.archive import articles, ledger, mirrors, similar
from linfen_crawler.archive import captures as captures_table
from linfen_crawler.archive.connection import ArchiveDatabase, now, open_writer
from linfen_crawler.archive.renewal import renew
from linfen_crawler.archive.rows import insert, update
from linfen_crawler.errors import ArchiveDamagedError, ArchiveError, ArchiveLockedError, ArchiveMismatchError
from linfen_crawler.items import (
    Absence,
    Article,
    Capture,
    Failure,
    Item,
    Listing,
    Menu,
    Mirror,
    Refusal,
    Similar,
    Skip,
)
from linfen_crawler.raw import FOLDER, ClosedFile, WarcWriter, closed_files, left_open, mend
from linfen_crawler.similarity import text_of

LOCK = "linfen.lock"
HOLDER = "linfen.holder"
"""Says who holds the lock."""


class ArchiveWriter:
    """The one writer of an archive; it holds the archive's lock from :meth:`open` to :meth:`close`."""

    def __init__(self, folder: Path, lock: FileLock, database: ArchiveDatabase) -> None:
        self.folder = folder
        self._lock = lock
        self._database = database
        self._warc: WarcWriter | None = None
        self.run_id = 0
        self.pending_items = 0
        """How many items the open transaction holds."""
        self.damages: list[str] = []
        """What was found to be lost when the archive was opened, in sentences."""
        self._has_orphans = False

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Take the lock, bring the schema up to date, and mend what a killed run left.

        Raises :class:`ArchiveLockedError` at once where another run holds the archive, :class:`ArchiveError` where the
        folder cannot be written, and what :func:`~linfen_crawler.archive.connection.open_writer` raises.
        """
        lock = _take_lock(folder)
        try:
            writer = cls(folder, lock, open_writer(folder))
            renew(writer._database)
            writer._mend()
        except (OSError, sqlite3.OperationalError) as error:
            lock.release()
            raise ArchiveError(f"{folder} cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            lock.release()
            raise ArchiveDamagedError(f"{folder} is damaged ({error}): restore a copy") from error
        except BaseException:
            lock.release()
            raise
        return writer

    def begin_run(
        self,
        spider: str,
        arguments: Mapping[str, object],
        *,
        warc_bytes: int,
        about: Mapping[str, str],
        replica: str | None = None,
    ) -> int:
        """Begin a run's record and return its id; runs that were killed are marked as interrupted.

        ``replica`` names the replica that a demo crawls. Raises :class:`ArchiveError` where the archive holds another
        site: invented articles and real ones, under the same addresses, must never meet.
        """
        self._claim(replica)
        with self._database.atomic():
            self._database.execute(
                "UPDATE runs SET verdict = 'interrupted', reasons = ? WHERE verdict IS NULL",
                [json.dumps(["killed: the run has no end"])],
            )
            row = {"spider": spider, "arguments": _json(arguments), "started_at": now(), "version": __version__}
            self.run_id = insert(self._database, "runs", row)
        self._warc = WarcWriter(self.folder, run_id=self.run_id, max_bytes=warc_bytes, about=about)
        return self.run_id

    def _claim(self, replica: str | None) -> None:
        """Mark a new archive with the replica that it is of; refuse to mix it with another."""
        held, runs = self._database.execute("SELECT replica, (SELECT count(*) FROM runs) FROM archive").fetchone()
        if held == replica:
            return
        if runs:
            of = "the real site's articles" if held is None else f"the invented articles of {held}"
            raise ArchiveMismatchError(f"{self.folder} holds {of}: choose another folder with --archive")
        self._database.execute("UPDATE archive SET replica = ?", [replica])

    def same_text(self, article: Article, *, within_days: int) -> tuple[int, ...]:
        """Return the ids of articles with the same text, those of the open transaction included."""
        return articles.same_text(self._database, article, within_days=within_days)

    def similar_to(self, article: Article) -> tuple[Similar, ...]:
        """Return the articles with nearly the same text, those of the open transaction included."""
        return similar.find_similar(self._database, text_of(article))

    def original_of(self, mirror: Mirror) -> Similar | None:
        """Return the article that a mirror's page copies; ``None`` where none is archived."""
        return mirrors.find_original(self._database, mirror)

    def holds(self, url: str) -> bool:
        """Tell whether an article of that address is archived."""
        return mirrors.article_at(self._database, url) is not None

    def store(self, item: Item) -> str:
        """Write an item into the open transaction and return what became of it; :meth:`commit` makes it last.

        Raises :class:`sqlite3.Error` or :class:`OSError`; nothing of the item is then in the transaction.
        """
        if not self._database.conn.in_transaction:
            self._database.execute("BEGIN IMMEDIATE")
        self._database.moment = now()
        with self._database.atomic():
            outcome = self._dispatch(item, self._keep(item.captures))
        self.pending_items += 1
        return outcome

    def _dispatch(self, item: Item, capture_ids: Mapping[Capture, int]) -> str:
        last = capture_ids[item.captures[-1]] if item.captures else None
        database = self._database
        match item:
            case Article():
                return articles.store_article(database, item, capture_ids)
            case Mirror():
                return mirrors.store_mirror(database, item, capture_ids)
            case Listing():
                return f"{ledger.store_listing(database, item, last)} new"
            case Menu():
                return f"{ledger.store_menu(database, item, last)} new"
            case Absence():
                return ledger.store_absence(database, item, last)
            case Refusal():
                ledger.store_refusal(database, item, last)
            case Skip():
                ledger.store_skip(database, item, last)
            case Failure():
                ledger.store_failure(database, item, last)
            case _:
                raise TypeError(f"the archive keeps no {type(item).__name__}")
        return type(item).__name__.lower()

    def _keep(self, captures: tuple[Capture, ...]) -> dict[Capture, int]:
        """Append captures to the WARC file and return their ids."""
        if self._warc is None:
            raise ArchiveError("no run was begun: call begin_run() before store()")
        ids: dict[Capture, int] = {}
        for capture in captures:
            kept = captures_table.kept_as(self._database, capture)
            place = self._warc.write(capture, kept.original)
            ids[capture] = captures_table.insert_capture(self._database, kept, place, self.run_id)
        return ids

    def commit(self) -> None:
        """Bring the bytes to the disk, then the rows.

        Raises :class:`sqlite3.Error` or :class:`OSError`; the whole batch is then rolled back.
        """
        if not self._database.conn.in_transaction:
            return
        try:
            if self._warc is not None:
                self._warc.sync()
                self._insert_closed(self._warc.take_closed(), self.run_id)
            self._database.commit()
        except (sqlite3.Error, OSError):
            self.rollback()
            raise
        self.pending_items = 0

    def rollback(self) -> None:
        """Take back the open transaction. The bytes written stay; the next run takes them up."""
        self._has_orphans = self._has_orphans or self.pending_items > 0
        with contextlib.suppress(sqlite3.Error):
            self._database.rollback()
        self.pending_items = 0

    def finish_run(self, *, verdict: str, reasons: list[str], counters: Mapping[str, object]) -> None:
        """Write how the run ended, and close its WARC file.

        Where a batch was taken back the file stays open: the next run takes up the records that no row knows.
        """
        self.commit()
        if self._warc is not None and not self._has_orphans:
            self._warc.close()
        with self._database.atomic():
            if self._warc is not None:
                self._insert_closed(self._warc.take_closed(), self.run_id)
            row = {"finished_at": now(), "verdict": verdict, "reasons": _json(reasons), "counters": _json(counters)}
            update(self._database, "runs", self.run_id, row)

    def close(self) -> None:
        """Let go of the database and the lock; what was not committed is taken back."""
        self.rollback()
        if self._warc is not None:
            self._warc.abandon()
        self._database.close()
        self._lock.release()

    def _insert_closed(self, files: Iterable[ClosedFile], run_id: int | None) -> None:
        for file in files:
            self._database.execute(
                "INSERT INTO warc_files (name, run_id, length, sha256, closed_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET length = excluded.length, sha256 = excluded.sha256",
                [file.name, run_id, file.length, file.sha256, now()],
            )

    def _mend(self) -> None:
        """Close the WARC files that a killed run left, and take up whole records that the database does not know."""
        known = {row[0] for row in self._database.execute("SELECT name FROM warc_files")}
        unknown = [path for path in closed_files(self.folder) if path.name not in known]
        for path in [*unknown, *left_open(self.folder)]:
            self._take_up(path)

    def _take_up(self, path: Path) -> None:
        name = path.name.removesuffix(".open")
        row = self._database.execute(
            "SELECT max(warc_offset) + 1, max(run_id), max(warc_offset + warc_length) FROM captures "
            "WHERE warc_file = ?",
            [name],
        ).fetchone()
        closed, found = mend(path, known_to=row[0] or 0)
        if (closed.length if closed else 0) < (row[2] or 0):
            self.damages.append(f"warc/{name} is shorter than what the database knows of it: restore it from a copy")
        if closed is None:
            return
        with self._database.atomic():
            for one in found:
                try:
                    captures_table.insert_capture(self._database, one.kept, one.place, row[1])
                except LookupError as missing:
                    self.damages.append(f"warc/{name} refers to {missing}, which no file holds: restore it from a copy")
            self._insert_closed([closed], row[1])


def _take_lock(folder: Path) -> FileLock:
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


def _holder_file(path: Path) -> Path:
    return path.with_name(HOLDER)


def _holder(path: Path) -> str:
    """Return who holds a lock, as far as it is known."""
    try:
        return _holder_file(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return "its holder is not known"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
