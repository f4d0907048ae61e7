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
from linfen_crawler.archive.given_ids import is_given
from linfen_crawler.archive.reader import Archive
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.items import Article, Item
from linfen_crawler.journal import Entry
from linfen_crawler.raw import Place, read_entry
from linfen_crawler.rewrites import Reread

_REREAD = Reread.__name__
_VALUES = "INTO deferred (what, article_id, facts) VALUES (?, ?, ?)"
_WAITING = "SELECT * FROM journal WHERE what = ? AND is_stored = 0 ORDER BY number"

_TOLD = (
    "DELETE FROM deferred WHERE json_extract(facts, '$.event') = 'reparsed' AND article_id = (SELECT a.id "
    "FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE u.url = ? AND a.content_sha256 = ?)"
)


def defer(folder: Path, items: Iterable[Reread]) -> None:
    """Keep what is to be noted in the database of a folder, which nobody else has open, and nothing else.

    Raises :class:`sqlite3.Error`.
    """
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("DELETE FROM deferred WHERE what = ?", [_REREAD])
        database.executemany(f"INSERT {_VALUES}", map(_row, items))


def defer_untold(database: ArchiveDatabase, entry: Entry, item: Item) -> None:
    """Keep what is read otherwise than by the version that made an entry, and no event of the journal tells.

    What this version has told since is deferred no longer, nor what an entry tells of an article as it is read now,
    whichever version made it. To be called when the item is stored.
    """
    told = {int(str(row["article_id"])) for row in entry.changes if row["kind"] == "reparsed"}
    version = entry.facts.get("parser_version")
    for article_id in told if getattr(item, "parser_version", None) == version is not None else ():
        database.execute(
            "DELETE FROM deferred WHERE article_id = ? AND json_extract(facts, '$.parser_version') = ?",
            [article_id, version],
        )
    if isinstance(item, Article):
        database.execute(_TOLD, [item.url, str(entry.facts.get("content_sha256"))])
    for one in _untold(database, entry, item):
        # Of several entries that make an article what it is now, the first says enough.
        database.execute(f"INSERT OR IGNORE {_VALUES}", _row(one))


def _untold(database: ArchiveDatabase, entry: Entry, item: Item) -> Iterator[Reread]:
    said = entry.facts.get("parser_version")
    if said is None or not isinstance(item, Article) or item.parser_version == said:
        return
    noted = {row["article_id"] for row in entry.changes}
    by = item.parser_version
    added = [int(str(row["article_id"])) for row in database.logged if row["kind"] in {"added", "split"}]
    for article_id in added:
        if article_id not in noted and not is_given(database, article_id):
            yield Reread(url=item.url, article_id=article_id, event="added", evidence=item.url, parser_version=by)
    row = database.execute("SELECT article_id FROM article_urls WHERE url = ?", [item.url]).fetchone()
    if row is None or row["article_id"] in set(added) - noted:
        return
    # Before that was noted, a text that is another is all that shows.
    digest = "content_sha256" if "content_sha256" in entry.facts else "text_sha256"
    if entry.facts.get(digest) not in {None, getattr(item, digest)}:
        yield Reread(url=item.url, article_id=int(row["article_id"]), event="reparsed", parser_version=by)


def _row(item: Reread) -> tuple[str, int, str]:
    return _REREAD, item.article_id, json.dumps({"url": item.url} | facts_of(item), ensure_ascii=False)


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


def deferred_in(archive: Archive) -> Iterator[Reread]:
    """Yield what a database has deferred, in order."""
    for row in archive.rows("SELECT facts FROM deferred WHERE what = ? ORDER BY id", [_REREAD]):
        yield _item(json.loads(str(row["facts"])), None)


def settle(database: ArchiveDatabase, entry: Entry) -> None:
    """Keep nothing any more that an entry has noted: it is in the journal now, stored or not."""
    if entry.what == _REREAD:
        database.execute("DELETE FROM deferred WHERE article_id = ?", [int(str(entry.facts["article_id"]))])


def _item(facts: dict[str, object], entry: Entry | None) -> Reread:
    fields: list[str] = facts.pop("fields")  # type: ignore[assignment]
    return Reread(fields=tuple(fields), entry=entry, **facts)  # type: ignore[arg-type]
