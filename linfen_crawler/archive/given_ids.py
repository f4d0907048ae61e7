"""Give articles the ids that the journal gives them, whichever version reads their pages again."""

from __future__ import annotations

from linfen_crawler.archive.changes import MERGED_INTO
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import raise_sequence
from linfen_crawler.items import Article
from linfen_crawler.journal import Entry


def keep_ids(database: ArchiveDatabase, entry: Entry) -> None:
    """Let no other article take an id that an entry gives, and remember at which address it was given, and until when.

    What is remembered is of this connection alone: it is for the items that are read again from these entries.
    """
    highest = max((int(str(row["article_id"])) for row in entry.changes), default=0)
    raise_sequence(database, "articles", highest)
    if not entry.changes:
        return
    # In SQLite's own temporary file: an archive may have more addresses than are to be held in memory.
    database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS given "
        "(article_id INTEGER PRIMARY KEY, url TEXT NOT NULL, number INTEGER NOT NULL, ended INTEGER)"
    )
    database.execute("CREATE INDEX IF NOT EXISTS temp.given_url ON given (url)")
    given = _given(entry)
    if given is not None and entry.url is not None:
        database.execute("INSERT OR IGNORE INTO given VALUES (?, ?, ?, NULL)", [given, entry.url, entry.number])
    for row in entry.changes:
        if row["kind"] == "merged" and str(row["evidence"]).startswith(MERGED_INTO):
            database.execute("UPDATE given SET ended = ? WHERE article_id = ?", [entry.number, row["article_id"]])


def given_id(database: ArchiveDatabase, article: Article) -> int | None:
    """Return the id that the journal gives to an article that is new; ``None`` if any will do.

    Where another version has read the pages of an address, an article may begin with another of them than it did then:
    it has the id that its address had been given by then, or else the one that it was given next.
    """
    if article.entry is None:
        return None
    number, given = article.entry.number, _given(article.entry)
    if given is not None or not _has_given(database):
        return given
    row = database.execute(
        "SELECT article_id FROM given WHERE url = ?1 AND (ended IS NULL OR ended > ?2) AND NOT EXISTS "
        "(SELECT 1 FROM articles WHERE id = article_id) ORDER BY number > ?2, abs(number - ?2) LIMIT 1",
        [article.url, number],
    ).fetchone()
    return None if row is None else int(row["article_id"])


def is_given(database: ArchiveDatabase, article_id: int) -> bool:
    """Tell whether an entry that is read again gives an id: its event tells of the article."""
    sql = "SELECT 1 FROM given WHERE article_id = ?"
    return _has_given(database) and database.execute(sql, [article_id]).fetchone() is not None


def _has_given(database: ArchiveDatabase) -> bool:
    return database.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'given'").fetchone() is not None


def _given(entry: Entry) -> int | None:
    given = [row["article_id"] for row in entry.changes if row["kind"] in {"added", "split"}]
    return int(str(given[0])) if given else None
