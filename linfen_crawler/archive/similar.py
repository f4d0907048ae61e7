"""Store and find articles whose texts are nearly the same, through an index of keys and never pairwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from sqlite_utils import Database

from linfen_crawler.items import Similar
from linfen_crawler.similarity import SIMILAR, article_text, keys, score

_PER_KEY = 32
"""Of a key that more articles have, the newest of them are looked at: a stock phrase tells little."""
_MEASURED = 32
"""How many of the articles that share most keys are measured: so the cost of one more article stays what it is."""
_SHARED = 3
"""Articles that share fewer keys are not nearly the same."""
_PROBES = 4096
"""So many keys of a mirror's page are looked up: all keys of an article down to a hundredth of the page are there."""
_SHARED_WITH_COPY = 2
_IN_ONE_QUERY = 100


def text_of(database: Database, article_id: int) -> str:
    """Return what is compared of an article as it stands."""
    title, body = database.execute("SELECT title, body FROM articles WHERE id = ?", [article_id]).fetchone()
    captions = database.execute("SELECT caption FROM images WHERE article_id = ? ORDER BY position", [article_id])
    return article_text(title=title, body=body, captions=(row[0] for row in captions))


def find_similar(database: Database, text: str) -> tuple[Similar, ...]:
    """Return the articles whose text is nearly the same as a compared text, the nearest first."""
    return _measured(database, text, _sharing(database, keys(text), at_least=_SHARED))


def find_copied(database: Database, text: str) -> tuple[Similar, ...]:
    """Return the articles that a compared text may copy, however much stands around it, the nearest first."""
    return _measured(database, text, _sharing(database, keys(text, _PROBES), at_least=_SHARED_WITH_COPY))


def _sharing(database: Database, wanted: Sequence[int], *, at_least: int) -> list[int]:
    """Return the articles that share keys, those that share most first, and of these the oldest."""
    shared: Counter[int] = Counter()
    lots = [wanted[start : start + _IN_ONE_QUERY] for start in range(0, len(wanted), _IN_ONE_QUERY)]
    for lot in lots:
        rows = database.execute(_sharing_sql(len(lot)), [*lot, at_least if len(lots) == 1 else 1])
        shared.update({row[0]: row[1] for row in rows})
    near = sorted((-count, article_id) for article_id, count in shared.items() if count >= at_least)
    return [article_id for _, article_id in near[:_MEASURED]]


@cache
def _sharing_sql(keys_asked: int) -> str:
    """Return the query for articles by how many of some keys they have; each key is looked at by itself."""
    one = f"SELECT * FROM (SELECT article_id FROM text_keys WHERE key = ? ORDER BY article_id DESC LIMIT {_PER_KEY})"
    every = " UNION ALL ".join([one] * keys_asked)
    return f"SELECT article_id, count(*) FROM ({every}) GROUP BY article_id HAVING count(*) >= ?"


def _measured(database: Database, text: str, article_ids: Iterable[int]) -> tuple[Similar, ...]:
    found = (Similar(article_id, score(text, text_of(database, article_id))) for article_id in article_ids)
    return tuple(sorted((one for one in found if one.score >= SIMILAR), key=lambda one: (-one.score, one.article_id)))


def enter(database: Database, article_id: int, text: str, similar: Iterable[Similar]) -> None:
    """Enter a new article's text into the index, and link it with those that are similar."""
    rows = [(key, article_id) for key in keys(text)]
    database.conn.executemany("INSERT INTO text_keys (key, article_id) VALUES (?, ?)", rows)
    for one in similar:
        if one.article_id != article_id:
            # One that was merged into another since it was found is linked as that one.
            database.execute(
                "INSERT OR REPLACE INTO similar (article_id, other_id, score) SELECT ?, ?, ? "
                "WHERE EXISTS (SELECT 1 FROM articles WHERE id = ?)",
                [*sorted((article_id, one.article_id)), one.score, one.article_id],
            )


def withdraw(database: Database, article_id: int) -> None:
    """Take an article out of the index, with its links; it must still hold the text that it was entered with."""
    rows = [(key, article_id) for key in keys(text_of(database, article_id))]
    database.conn.executemany("DELETE FROM text_keys WHERE key = ? AND article_id = ?", rows)
    database.execute("DELETE FROM similar WHERE article_id = ?", [article_id])
    database.execute("DELETE FROM similar WHERE other_id = ?", [article_id])


def enter_anew(database: Database, article_id: int) -> None:
    """Enter an article that holds another text than before, linked with what the archive has like it."""
    text = text_of(database, article_id)
    enter(database, article_id, text, find_similar(database, text))
