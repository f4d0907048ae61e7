"""Remove the words of what has been taken down since from an older database that was put back: their bytes are gone.

Its rows are then what these bytes give, and what happened to them between its time and the takedown is stored as it was
the first time. With their words, they would be taken for another state, and kept as one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.content import content_row
from linfen_crawler.archive.merging import LISTS
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.revisions import CONTENT
from linfen_crawler.archive.revisions import LISTS as LISTED
from linfen_crawler.archive.rows import insert, update
from linfen_crawler.archive.similar import withdraw
from linfen_crawler.archive.unstored import traces_of
from linfen_crawler.items import Article
from linfen_crawler.rewrites import Removed
from linfen_crawler.wordless import Traces, wordless

_WAITING = "SELECT 1 FROM journal WHERE what = 'Takedown' AND is_stored = 0"
_PARTS = (
    "SELECT p.article_id, p.revision, c.url, c.fetched_at, c.payload_sha256 FROM article_parts p "
    "JOIN captures c ON c.id = p.capture_id ORDER BY p.article_id, p.revision, p.position"
)


def efface(database: ArchiveDatabase, folder: Path) -> None:
    """Remove the words of rows that rest on responses removed by takedowns that are not stored yet."""
    if database.execute(_WAITING).fetchone() is None:
        return
    with Archive.open(folder) as archive:
        traces = traces_of(archive)
    database.execute("PRAGMA secure_delete = ON")
    with database.atomic():
        for article_id, number, left in list(_resting_on(database, traces)):
            _efface_version(database, article_id, number, left)


def _resting_on(database: ArchiveDatabase, traces: Traces) -> Iterator[tuple[int, int, list[Removed | None]]]:
    """Yield each version that rests on a response that was removed, with what is noted of its pages, in order."""
    for (article_id, number), pages in groupby(database.execute(_PARTS), key=itemgetter("article_id", "revision")):
        left = [_noted(row, traces) for row in pages]
        if any(left):
            yield article_id, number, left


def _noted(page: sqlite3.Row, traces: Traces) -> Removed | None:
    noted = traces.get((page["url"], page["fetched_at"]))
    return noted if noted is not None and noted.payload_sha256 == page["payload_sha256"] else None


def _efface_version(database: ArchiveDatabase, article_id: int, number: int, left: list[Removed | None]) -> None:
    key = [article_id, number]
    present = database.execute("SELECT * FROM articles WHERE id = ? AND revision = ?", key).fetchone()
    if present is not None:
        withdraw(database, article_id)
        for table in LISTS:
            database.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        update(database, "articles", article_id, content_row(database, _without_words(present, left)))
        return
    before = database.execute("SELECT * FROM revisions WHERE article_id = ? AND revision = ?", key).fetchone()
    if before is not None:
        content = content_row(database, _without_words(before, left))
        said = {**{name: content[name] for name in CONTENT}, **dict.fromkeys(LISTED, "[]")}
        database.execute("DELETE FROM revisions WHERE article_id = ? AND revision = ?", key)
        insert(database, "revisions", {**dict(before), **said})


def _without_words(row: sqlite3.Row, left: list[Removed | None]) -> Article:
    return wordless(
        row["url"],
        left,
        complete=bool(row["complete"]),
        parser_version=row["parser_version"],
        text_sha256=row["text_sha256"],
    )
