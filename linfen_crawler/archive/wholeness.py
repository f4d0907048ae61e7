"""Decide whether a reading of an article has all the pages that it is stored with."""

from __future__ import annotations

import sqlite3

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.items import Article


def is_as_whole(database: ArchiveDatabase, stored: sqlite3.Row, article: Article) -> bool:
    """Tell whether a reading has all of an article's pages that are kept and that the site has not taken away.

    A page that failed has cost it the rest.
    """
    return article.gone_part is not None or not has_fewer_pages(database, stored, article)


def has_fewer_pages(database: ArchiveDatabase, stored: sqlite3.Row, article: Article) -> bool:
    """Tell whether a reading lacks pages that an article is kept with."""
    if article.complete or stored["complete"]:
        return not article.complete
    return len(article.parts) < pages_kept(database, stored)


def pages_kept(database: ArchiveDatabase, stored: sqlite3.Row) -> int:
    """Return the number of pages from which an article's current state was read."""
    (kept,) = database.execute(
        "SELECT count(*) FROM article_parts WHERE article_id = ? AND revision = ?", [stored["id"], stored["revision"]]
    ).fetchone()
    return int(kept)
