"""Keep in a database what is to be noted in the journal once that database has taken its place.

An entry in ``warc/`` is read by whatever database lies beside it. So what is true of a new one alone must not be there
before it is in place; nor may it be forgotten by a kill that comes in between.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE, ArchiveDatabase
from linfen_crawler.archive.facts import facts_of
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.journal import Entry
from linfen_crawler.raw import Place, read_entry
from linfen_crawler.rewrites import Reread

_REREAD = Reread.__name__
_WAITING = "SELECT * FROM journal WHERE what = ? AND is_stored = 0 ORDER BY number"


def defer(folder: Path, items: Iterable[Reread]) -> None:
    """Keep what is to be noted in the database of a folder, which nobody else has open.

    Raises :class:`sqlite3.Error`.
    """
    rows = (
        (_REREAD, one.article_id, json.dumps({"url": one.url} | facts_of(one), ensure_ascii=False)) for one in items
    )
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.executemany("INSERT INTO deferred (what, article_id, facts) VALUES (?, ?, ?)", rows)


def deferred_items(database: ArchiveDatabase, folder: Path) -> Iterator[Reread]:
    """Yield what an archive has deferred, in order; first what a killed run had noted of it, but not stored.

    Raises :class:`ArchiveDamagedError` if an entry cannot be read.
    """
    left = database.execute("SELECT facts FROM deferred WHERE what = ? ORDER BY id", [_REREAD]).fetchall()
    if not left:
        # What has been noted whole is read like any other entry that waits.
        return
    for row in database.execute(_WAITING, [_REREAD]).fetchall():
        place = Place(row["warc_file"], row["warc_offset"], row["warc_length"])
        try:
            entry = read_entry(folder, place)
        except (OSError, ValueError, zlib.error) as error:
            raise ArchiveDamagedError(f"{folder}: the journal cannot be read: {error}") from error
        yield _item({"url": entry.url, **entry.facts}, entry)
    for row in left:
        yield _item(json.loads(row["facts"]), None)


def settle(database: ArchiveDatabase, entry: Entry) -> None:
    """Keep nothing any more that an entry has noted: it is in the journal now, stored or not."""
    if entry.what == _REREAD:
        database.execute("DELETE FROM deferred WHERE article_id = ?", [int(str(entry.facts["article_id"]))])


def _item(facts: dict[str, object], entry: Entry | None) -> Reread:
    fields: list[str] = facts.pop("fields")  # type: ignore[assignment]
    return Reread(fields=tuple(fields), entry=entry, **facts)  # type: ignore[arg-type]
