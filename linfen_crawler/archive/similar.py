"""Store and find articles whose texts are nearly the same, through an index of keys and never pairwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlite_utils import Database

from linfen_crawler.items import Similar
from linfen_crawler.similarity import SIMILAR, article_text, keys, score

_PER_KEY = 32
"""Of a key that more articles have, only the newest are looked at: a stock phrase says little."""
_CANDIDATES = 512
"""Of so many articles it is asked which of such keys they have, too: all that the keys of an article lead to."""
_MEASURED = 32
"""How many of the articles that share most keys are measured: so the cost of one more article stays what it is."""
_SHARED = 3
"""Articles that share fewer keys are not nearly the same."""
_PROBES = 4096
"""How many keys of a mirror's page are looked up: all keys of an article down to a hundredth of the page are there."""
_SHARED_WITH_COPY = 2
_IN_ONE_QUERY = 100


def text_of(database: Database, article_id: int) -> str:
    """Return what is compared of an article's current state."""
    title, body = database.execute("SELECT title, body FROM articles WHERE id = ?", [article_id]).fetchone()
    captions = database.execute("SELECT caption FROM images WHERE article_id = ? ORDER BY position", [article_id])
    return article_text(title=title, body=body, captions=(row[0] for row in captions))


def find_similar(database: Database, text: str) -> tuple[Similar, ...]:
    """Return the articles whose text is nearly the same as a compared text, the nearest first."""
    return _measured(database, text, _sharing(database, keys(text), at_least=_SHARED))


def find_copied(database: Database, text: str) -> tuple[Similar, ...]:
    """Return the articles that a compared text may copy, however much is around it, the nearest first."""
    return _measured(database, text, _sharing(database, keys(text, _PROBES), at_least=_SHARED_WITH_COPY))


def _sharing(database: Database, wanted: Sequence[int], *, at_least: int) -> list[int]:
    """Return the articles that share keys, those that share most first, and of these the oldest."""
    shared: Counter[int] = Counter()
    last_of: dict[int, list[int]] = {}
    for start in range(0, len(wanted), _IN_ONE_QUERY):
        lot = wanted[start : start + _IN_ONE_QUERY]
        for key, article_id in database.execute(_holders_sql(len(lot)), lot):
            shared[article_id] += 1
            last_of.setdefault(key, []).append(article_id)
    _count_older(database, shared, {key: min(ids) for key, ids in last_of.items() if len(ids) == _PER_KEY})
    near = sorted((-count, article_id) for article_id, count in shared.items() if count >= at_least)
    return [article_id for _, article_id in near[:_MEASURED]]


def _count_older(database: Database, shared: Counter[int], looked_at: Mapping[int, int]) -> None:
    """Count for the articles that some key leads to also the keys of which only newer ones were looked at.

    The third of sixty notices of one form is told from the others by the keys of its own words, which may be few.
    ``looked_at`` is by such a key the lowest id that was looked at.
    """
    found = [article_id for article_id, _ in shared.most_common(_CANDIDATES)]
    held = f"SELECT article_id FROM text_keys WHERE key = ? AND article_id IN ({', '.join('?' * len(found))})"
    for key, lowest in looked_at.items():
        rows = database.execute(held, [key, *found]).fetchall()
        shared.update(row[0] for row in rows if row[0] < lowest)


@cache
def _holders_sql(keys_asked: int) -> str:
    """Return the query for the articles that have some keys, the newest of each; each is looked at by itself."""
    newest = f"SELECT key, article_id FROM text_keys WHERE key = ? ORDER BY article_id DESC LIMIT {_PER_KEY}"
    return " UNION ALL ".join([f"SELECT * FROM ({newest})"] * keys_asked)


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


def still_similar(database: Database, article_id: int, text: str, found: Iterable[Similar]) -> tuple[Similar, ...]:
    """Return with which articles one is to be linked whose text is read otherwise: the same as before if still similar.

    Those that came after it have found it, not it them: of many alike it would find but some. Where it was linked with
    few, those that are found now are added.
    """
    rows = database.execute(
        "SELECT other_id FROM similar WHERE article_id = ?1 UNION SELECT article_id FROM similar WHERE other_id = ?1",
        [article_id],
    )
    kept = _measured(database, text, [row[0] for row in rows.fetchall()])
    known = {one.article_id for one in kept}
    return kept + tuple(one for one in found if one.article_id not in known)[: max(_MEASURED - len(kept), 0)]


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
