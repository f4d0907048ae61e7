"""Merge articles with equal texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linfen_crawler.archive.changes import MERGED_INTO, log_change
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.revisions import next_revision
from linfen_crawler.archive.rows import Row, Value, update
from linfen_crawler.archive.similar import enter_anew, withdraw
from linfen_crawler.urls import article_address

LISTS = ("credits", "images", "links")
"""The tables of an article's dependent rows."""
_TOPIC = re.compile(r"^/\d{4}/", re.ASCII)


def rank(url: str) -> tuple[bool, int, str]:
    """Order the addresses of one text; the lowest is canonical.

    A regular section before a special topic, the lowest id first. A mirror's address never comes this far.
    """
    address = article_address(url)
    if address is None:
        return (True, 0, url)
    return (bool(_TOPIC.match(address.section)), address.site_id, url)


def join_articles(database: ArchiveDatabase, ids: Sequence[int]) -> int:
    """Merge articles with equal texts and return the id: the lowest, stable for ever.

    A text published on the 1st and on the 7th is two articles, until one of the 4th lies within a few days of both.
    """
    kept, *others = ids
    for other in others:
        rows = {
            row["id"]: dict(row) for row in database.execute("SELECT * FROM articles WHERE id IN (?, ?)", [kept, other])
        }
        best = min(rows, key=lambda article_id: rank(str(rows[article_id]["url"])))
        revision = max(int(row["revision"]) for row in rows.values())
        given = "SELECT 1 FROM revisions WHERE article_id = ? AND revision = ?"
        if database.execute(given, [kept, revision]).fetchone():
            revision = next_revision(database, kept)
        withdraw(database, kept)
        withdraw(database, other)
        for table in ("article_urls", "urls", "mirrors"):
            database.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", [kept, other])
        _keep_children(database, kept, other, best)
        _keep_parts(database, kept, other, rows[best], revision)
        database.execute("DELETE FROM articles WHERE id = ?", [other])
        update(database, "articles", kept, {**rows[best], "id": kept, "revision": revision, **_times(rows, kept)})
        enter_anew(database, kept)
        log_change(database, other, "merged", evidence=f"{MERGED_INTO}{kept}")
    return kept


def _times(rows: Mapping[int, Mapping[str, Value]], kept: int) -> Row:
    """Return the times of an article that became one with another, by the rows of both.

    Since when it stands as it does is its own time: the other one may have come to say the same later.
    """
    first_seen = min(str(row["first_seen_at"]) for row in rows.values())
    since = rows[kept]["changed_at"]
    if since is None and first_seen < str(rows[kept]["first_seen_at"]):
        since = rows[kept]["first_seen_at"]
    # It is gone once none of its addresses is left.
    gone = [row["gone_at"] for row in rows.values()]
    return {
        "first_seen_at": first_seen,
        "last_seen_at": max(str(row["last_seen_at"]) for row in rows.values()),
        "changed_at": since,
        "gone_at": max(map(str, gone)) if all(gone) else None,
    }


def _keep_children(database: ArchiveDatabase, kept: int, other: int, best: int) -> None:
    """Leave the kept article with the dependent rows of the better of two."""
    for table in LISTS:
        loser = other if best == kept else kept
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", [loser])
        database.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", [kept, best])


def _keep_parts(database: ArchiveDatabase, kept: int, other: int, best: Mapping[str, Value], revision: int) -> None:
    """Leave the kept article with the pages of the better of two; those of revisions before stay with their own."""
    loser = other if best["id"] == kept else kept
    database.execute(
        "DELETE FROM article_parts WHERE article_id = ? AND revision = (SELECT revision FROM articles WHERE id = ?)",
        [loser, loser],
    )
    database.execute(
        "UPDATE article_parts SET article_id = ?, revision = ? WHERE article_id = ? AND revision = ?",
        [kept, revision, best["id"], best["revision"]],
    )
