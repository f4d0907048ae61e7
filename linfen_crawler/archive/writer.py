"""Write the archive: one writer, one transaction per batch, the bytes always before the rows that rest on them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from filelock import FileLock

from linfen_crawler import __version__
from linfen_crawler.archive import (
    articles,
    copies,
    deferred,
    journal,
    known,
    media,
    mirrors,
    putting_right,
    recovery,
    runs,
    similar,
    takedowns,
)
from linfen_crawler.archive import captures as captures_table
from linfen_crawler.archive.branches import said_of_run
from linfen_crawler.archive.connection import ArchiveDatabase, now, open_writer, passed_over
from linfen_crawler.archive.effacing import efface
from linfen_crawler.archive.facts import facts_of
from linfen_crawler.archive.leftovers import remove_left
from linfen_crawler.archive.lock import take_lock
from linfen_crawler.archive.renewal import renew
from linfen_crawler.archive.storing import store_item
from linfen_crawler.archive.withholding import Withholding
from linfen_crawler.errors import ArchiveDamagedError, ArchiveError, ArchiveMismatchError, said_of
from linfen_crawler.images import ImageFile
from linfen_crawler.items import Article, Capture, Item, Mirror, Similar
from linfen_crawler.journal import RUN_BEGUN, RUN_ENDED, Entry
from linfen_crawler.raw import WarcWriter
from linfen_crawler.rewrites import Reread
from linfen_crawler.similarity import text_of

_TAKEN_BACK = "the database has taken the batch back"


class ArchiveWriter:
    """The one writer of an archive; it holds the archive's lock from :meth:`open` to :meth:`close`."""

    def __init__(self, folder: Path, lock: FileLock, database: ArchiveDatabase) -> None:
        self.folder = folder
        self._lock = lock
        self._database = database
        self._warc: WarcWriter | None = None
        self.run_id = 0
        self.pending_items = 0
        """How many items the open transaction has."""
        self.damages: list[str] = []
        """What was found to be lost when the archive was opened, in sentences."""
        self._readers: set[str] = set()
        """The versions of the reader of which it is noted that they make rows."""
        self._has_orphans = False
        self._is_begun = False
        """Whether a batch waits for its commit. SQLite rolls one back by itself if the disk is full or fails."""
        self._number = 0
        self._has_lost = False
        self._has_read_again = False
        self.announced = 0
        """How many readings that a rebuild had changed :meth:`begin_run` has logged."""
        self._files = media.MediaFiles(folder)
        self._withholding = Withholding(database, folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Take the lock, migrate the schema, and repair what a killed run left.

        Raises :class:`ArchiveLockedError` at once where another run holds the archive, :class:`ArchiveError` where the
        folder cannot be written, and what :func:`~linfen_crawler.archive.connection.open_writer` raises.
        """
        lock = take_lock(folder)
        try:
            passed = passed_over(folder)
            writer = cls(folder, lock, open_writer(folder))
            writer.damages.extend([passed] if passed else [])
            renew(writer._database)
            writer._recover()
        except (OSError, sqlite3.OperationalError) as error:
            lock.release()
            raise ArchiveError(f"{folder} cannot be written: {said_of(error)}") from error
        except sqlite3.DatabaseError as error:
            lock.release()
            raise ArchiveDamagedError(f"{folder} is damaged ({said_of(error)}): restore a backup") from error
        except BaseException:
            lock.release()
            raise
        return writer

    def _recover(self) -> None:
        remove_left(self.folder)
        is_doubted = bool(self.damages)
        self.damages.extend(recovery.mend(self._database, self.folder, is_doubted=is_doubted))
        if is_doubted:
            # What follows the damage would be taken for it again.
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        efface(self._database, self.folder)
        self._number = journal.last_number(self._database)
        self._remove_bytes()

    def _remove_bytes(self) -> None:
        """Finish a takedown, even if a kill came in between."""
        if takedowns.is_unfinished(self._database):
            self.damages.extend(takedowns.remove_bytes(self._database, self.folder))

    def note_reader(self, version: str) -> None:
        """Note that from now on a version of the reader makes rows, beside those that have made some before."""
        if version in self._readers:
            return
        (found,) = self._database.execute("SELECT read_by FROM archive").fetchone()
        known = json.loads(found)
        if version not in known:
            with self._database.atomic():
                self._database.execute("UPDATE archive SET read_by = ?", [json.dumps([*known, version])])
        self._readers.add(version)

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

        ``replica`` names the replica that a demo crawls. Raises :class:`ArchiveError` if the archive holds another
        site: invented articles and real ones, under the same addresses, must never meet.

        What was deferred until then is noted first.
        """
        self._claim(replica)
        self.run_id = runs.next_id(self._database)
        uuid, created_at = self._database.execute("SELECT uuid, created_at FROM archive").fetchone()
        at, last = now(), max(runs.begun(self._database).items(), default=None)
        whose = said_of_run(uuid, (self.run_id, at), last)
        self._warc = WarcWriter(self.folder, run_id=self.run_id, max_bytes=warc_bytes, about={**about, **whose})
        run: dict[str, object] = {"run": self.run_id, "spider": spider, "arguments": arguments, "version": __version__}
        with self._database.atomic():
            facts = run | {"created_at": created_at, "replica": replica}
            if (branch := copies.branch_of(self._database, at)) is not None:
                facts["branch"] = branch
            runs.begin(self._database, self._note(at, RUN_BEGUN, facts))
            copies.leave_out(self._database, "changes")
            self._warc.sync()
        self._note_deferred()
        self.commit()
        return self.run_id

    def last_written(self) -> str | None:
        """Return when the archive was last written, by the clock of then; ``None`` if it never was."""
        return runs.last_written(self._database)

    def _note_deferred(self) -> None:
        """Note what a database is the first to say that has taken another's place, all of it or nothing."""
        for item in deferred.deferred_items(self._database, self.folder):
            self.store(item)
            self.announced += 1

    def _claim(self, replica: str | None) -> None:
        """Refuse to mix an archive with another site's articles."""
        held = self._database.execute("SELECT replica FROM archive").fetchone()[0]
        if held != replica and not runs.is_new(self._database):
            of = "the real site's articles" if held is None else f"the invented articles of {held}"
            raise ArchiveMismatchError(f"{self.folder} holds {of}: choose another folder with --archive")

    def same_text(self, article: Article, *, within_days: int) -> tuple[int, ...]:
        """Return the ids of articles with the same text, those of the open transaction included."""
        return articles.same_text(self._database, article, within_days=within_days)

    def similar_to(self, article: Article) -> tuple[Similar, ...]:
        """Return the articles with nearly the same text, those of the open transaction included."""
        return similar.find_similar(self._database, text_of(article))

    def original_of(self, mirror: Mirror) -> Similar | None:
        """Return the article that a mirror's page copies; ``None`` if none is archived."""
        return mirrors.find_original(self._database, mirror)

    def read_by_another(self, article: Article) -> putting_right.ReadBefore | None:
        """Return from what the archive has an article's address, if another version of the reading has read it."""
        return putting_right.read_by_another(self._database, article.url, article.parser_version)

    def holds(self, url: str) -> bool:
        """Tell whether an article of that address is archived."""
        return mirrors.article_at(self._database, url) is not None

    def forbids(self, url: str) -> str | None:
        """Return why nothing of an address may be kept: it was taken down; ``None`` if it may."""
        return takedowns.reason_of(self._database, url)

    def withholds(self, article: Article, *, is_sound: bool) -> str | None:
        """Return why nothing of a page may be kept: it was taken down, or nearly the same; ``None`` if it may."""
        return self._withholding.reason(article, is_sound=is_sound)

    def standing_of(self, image: str) -> media.Standing:
        """Return what is known about the address of an image, including the open transaction."""
        return media.standing_of(self._database, image)

    def due_images(self, *, after: int, limit: int) -> list[tuple[int, str, str]]:
        """Return the next images that are due for another try: ledger id, address, and the article that shows it."""
        return media.due_images(self._database, after=after, limit=limit)

    def store(self, item: Item) -> str:
        """Write an item into the open transaction and return what became of it; :meth:`commit` makes it permanent.

        What is read otherwise of the entries that were read again is noted before anything new, which may rest on it.
        Raises :class:`sqlite3.Error` or :class:`OSError`; nothing of the item is then in the transaction.
        """
        if item.entry is None and self._has_read_again:
            self._has_read_again = False
            self._note_deferred()
        self._has_read_again |= item.entry is not None and not isinstance(item, Reread)
        try:
            return self._store(item)
        except (sqlite3.Error, OSError):
            # Bytes may have been written that no row knows, though the rest of the batch is committed.
            self._has_orphans = True
            raise

    def _store(self, item: Item) -> str:
        self._begin_batch()
        entry, database = item.entry, self._database
        database.moment = now() if entry is None else entry.at
        # Others' clocks may be ahead by some hours: what they captured was there before it came here.
        captured_at = captures_table.seen_at(item)
        database.seen = min(captured_at or database.moment, database.moment)
        database.is_others = captured_at is not None
        database.logged = []
        ids = self._keep(item.captures) if entry is None else journal.captures_of(database, entry, item.captures)
        with database.atomic():
            if (reader := _reader_of(item)) is not None:
                self.note_reader(reader)
            outcome = store_item(database, item, ids)
            if entry is None:
                self._note(database.moment, type(item).__name__, facts_of(item), item=item, ids=ids, outcome=outcome)
            else:
                deferred.defer_untold(database, entry, item)
                journal.settle_entry(database, entry)
            if isinstance(item, ImageFile) and outcome == "stored":
                # After its entry: a file that no row names is recovered with it.
                self._files.add(item)
        self.pending_items += 1
        return outcome

    def _begin_batch(self) -> None:
        if self._is_begun and not self._database.conn.in_transaction:
            raise sqlite3.OperationalError(_TAKEN_BACK)
        if not self._is_begun:
            self._database.execute("BEGIN IMMEDIATE")
            self._is_begun = True

    def _note(
        self,
        at: str,
        what: str,
        facts: Mapping[str, object],
        *,
        item: Item | None = None,
        ids: Mapping[Capture, int] | None = None,
        outcome: str | None = None,
    ) -> Entry:
        """Append an entry to the journal, in the WARC file and in the open transaction."""
        if self._warc is None:
            raise ArchiveError("no run was begun: call begin_run() before store()")
        entry = Entry(
            number=self._number + 1,
            at=at,
            what=what,
            url=item.url if item else None,
            facts=facts,
            captures=journal.references(self._database, [ids[one] for one in item.captures]) if item and ids else (),
            outcome=outcome,
            changes=self._database.logged if item else (),
        )
        place = self._warc.note(entry)
        self._number = entry.number
        journal.insert_entry(self._database, entry, place, self.run_id, is_stored=True)
        return entry

    def _keep(self, captures: tuple[Capture, ...]) -> dict[Capture, int]:
        """Append captures to the WARC file and return their ids."""
        if self._warc is None:
            raise ArchiveError("no run was begun: call begin_run() before store()")
        ids: dict[Capture, int] = {}
        are_foreign = any(one.provenance is not None for one in captures)
        for capture in captures:
            # A later page may be joined to several captures of the first, or be one that the archive has asked for.
            held = known.dealt_with(self._database, self.folder, capture) if are_foreign else None
            if held is not None:
                ids[capture] = held
                continue
            kept, lost = captures_table.kept_as(self._database, self.folder, capture)
            self._note_lost(lost)
            place = self._warc.write(capture, kept.original)
            ids[capture] = captures_table.insert_capture(self._database, kept, place, self.run_id)
        return ids

    def _note_lost(self, lost: str | None) -> None:
        """Note once a run that earlier bytes are lost, which are kept once more."""
        if lost is not None and not self._has_lost:
            self._has_lost = True
            said = f"bytes in warc/ cannot be read, such as {lost}: what the site sends of them again is kept again"
            self.damages.append(f"{said}; `linfen verify` names them all")

    def commit(self) -> None:
        """Write the bytes to disk, then the rows.

        Raises :class:`sqlite3.Error` or :class:`OSError`; the whole batch is then rolled back.
        """
        if not self._is_begun:
            return
        try:
            if not self._database.conn.in_transaction:
                raise sqlite3.OperationalError(_TAKEN_BACK)
            if self._warc is not None:
                self._warc.sync()
                self._insert_closed(self._warc)
            self._files.settle()
            self._database.commit()
        except (sqlite3.Error, OSError):
            self.rollback()
            raise
        self._is_begun = False
        self.pending_items = 0

    def rollback(self) -> None:
        """Roll back the open transaction. The bytes written stay; the next run recovers them."""
        # Also of an item that failed half-way: its first captures are written.
        self._has_orphans = self._has_orphans or self._is_begun
        self._is_begun = False
        with contextlib.suppress(sqlite3.Error):
            self._database.rollback()
        with contextlib.suppress(OSError):
            self._files.drop()
        self.pending_items = 0

    def finish_run(self, *, verdict: str, reasons: list[str], counters: Mapping[str, object]) -> None:
        """Write how the run ended, and close its WARC file.

        If a batch was rolled back, the file stays open and is not recorded as closed: the next run recovers the
        records that no row knows.
        """
        self.commit()
        if self._warc is None:
            return
        # What this run has taken up of another version's.
        self._note_deferred()
        self.commit()
        with self._database.atomic():
            facts = {"run": self.run_id, "verdict": verdict, "reasons": reasons, "counters": counters}
            runs.end(self._database, self._note(now(), RUN_ENDED, facts))
            if self._has_orphans:
                self._warc.sync()
            else:
                self._warc.close()
            self._insert_closed(self._warc)
        self._remove_bytes()

    def _insert_closed(self, warc: WarcWriter) -> None:
        """Record the files that are full, but none that may hold what no row knows: the next run looks at those."""
        if not self._has_orphans:
            recovery.insert_closed(self._database, warc.take_closed(), self.run_id)

    def close(self) -> None:
        """Release the database and the lock; what was not committed is rolled back."""
        self.rollback()
        if self._warc is not None:
            self._warc.abandon()
        self._database.close()
        self._lock.release()


def _reader_of(item: Item) -> str | None:
    """Return the version of the reader that has made an item of a page; ``None`` if it does not say."""
    version = getattr(item.article if isinstance(item, Mirror) else item, "parser_version", None)
    return None if version is None else str(version)
