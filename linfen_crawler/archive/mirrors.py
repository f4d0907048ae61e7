"""Record copies on foreign hosts: each is linked with its article, whose wording it never replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.ledger import State, discover, settle
from linfen_crawler.archive.relation import Relation
from linfen_crawler.archive.rows import Value, insert, update
from linfen_crawler.archive.similar import find_copied, text_of
from linfen_crawler.items import Capture, ListedLink, Mirror, Similar
from linfen_crawler.kinds import Kind
from linfen_crawler.similarity import SIMILAR, SIMILAR_BY_PATH, compared, copy_text, has_other_figures, keys, score

_KEYS = 64
"""Keys kept of a copy: all of an article that makes up a quarter of the page are among them, however much is spam."""
_SHARED = 2
_DAY = len("2021-04-30")


def find_original(database: ArchiveDatabase, mirror: Mirror) -> Similar | None:
    """Return the archived article that a mirror's page copies, by path and by text; ``None`` if there is none."""
    text = compared(copy_text(mirror.article))
    archived = article_at(database, mirror.original)
    if archived is not None:
        by_path = Similar(archived, score(text, text_of(database, archived)))
        if by_path.score >= SIMILAR_BY_PATH:
            return by_path
    day, said = mirror.article.published_at, copy_text(mirror.article)
    return next((one for one in find_copied(database, text) if not _is_of_another_day(database, one, day, said)), None)


def _is_of_another_day(database: ArchiveDatabase, found: Similar, published_at: str | None, text: str) -> bool:
    """Tell a copy of another day's forecast or price list: both say when they were published, and other figures."""
    asked = "SELECT title, published_at, body FROM articles WHERE id = ?"
    own = database.execute(asked, [found.article_id]).fetchone()
    if published_at is None or own["published_at"] is None or published_at[:_DAY] == own["published_at"][:_DAY]:
        return False
    return has_other_figures(f"{own['title']}\n{own['body']}", text)


def article_at(database: ArchiveDatabase, url: str | None) -> int | None:
    """Return the article that an address of the site belongs to."""
    row = database.execute("SELECT article_id FROM article_urls WHERE url = ?", [url]).fetchone()
    return None if row is None else int(row[0])


def _is_there(database: ArchiveDatabase, article_id: int) -> bool:
    return database.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is not None


def store_mirror(database: ArchiveDatabase, item: Mirror, capture_ids: Mapping[Capture, int]) -> str:
    """Record a mirror's page and return what became of it: ``linked``, or ``waiting`` for its article.

    ``set_aside`` is what others captured before the page was last read: its bytes are kept. The site's address under
    the same path becomes pending where it was never discovered.
    """
    last = database.execute("SELECT seen_at FROM mirrors WHERE url = ?", [item.url]).fetchone()
    if last is not None and database.seen < last["seen_at"] and database.seen != database.moment:
        return "set_aside"
    mirror_id = _keep(database, item, capture_ids)
    if item.original is not None:
        discover(database, [ListedLink(url=item.original, kind=Kind.ARTICLE)], on=item.url)
    for part in item.article.parts[1:]:
        settle(database, part.url, Kind.OFFSITE, State.SKIPPED, {"reason": f"a later page of {item.url}"})
    copy_of = item.copy_of
    if copy_of is not None and not _is_there(database, copy_of.article_id):
        # It was merged into another since it was found.
        copy_of = find_original(database, item)
    if copy_of is not None:
        _link(database, mirror_id, copy_of)
        return "linked"
    _unlink(database, mirror_id)
    reason = (
        "off the site, and like no article of the archive"
        if item.original is None
        else f"a mirror's page of {item.original}, which is not archived"
    )
    settle(database, item.url, Kind.OFFSITE, State.SKIPPED, {"reason": reason, "article_id": None})
    return "waiting"


def _keep(database: ArchiveDatabase, item: Mirror, capture_ids: Mapping[Capture, int]) -> int:
    """Write the row of a mirror's page, in place of what was read from its address before."""
    article = item.article
    row: dict[str, Value] = {
        "url": item.url,
        "original_url": item.original,
        "title": article.title,
        "published_at": article.published_at,
        "source": article.source,
        "editor": article.editor,
        "text": copy_text(article),
        "text_sha256": article.text_sha256,
        "capture_id": capture_ids[article.parts[0].capture] if article.parts else None,
        "seen_at": database.seen,
    }
    known = database.execute("SELECT id FROM mirrors WHERE url = ?", [item.url]).fetchone()
    if known is None:
        mirror_id = insert(database, "mirrors", row)
    else:
        mirror_id = int(known["id"])
        update(database, "mirrors", mirror_id, row)
    _enter(database, mirror_id, str(row["text"]))
    return mirror_id


def _enter(database: ArchiveDatabase, mirror_id: int, text: str) -> None:
    database.execute("DELETE FROM mirror_keys WHERE mirror_id = ?", [mirror_id])
    for key in keys(compared(text), _KEYS):
        insert(database, "mirror_keys", {"key": key, "mirror_id": mirror_id})


def enter_anew(database: ArchiveDatabase) -> None:
    """Recompute the keys of all copies; their links stay."""
    for mirror in database.execute("SELECT id, text FROM mirrors").fetchall():
        _enter(database, mirror["id"], mirror["text"])


def _link(database: ArchiveDatabase, mirror_id: int, copy_of: Similar) -> None:
    """Make a mirror's page one more address of the article that it copies."""
    update(database, "mirrors", mirror_id, {"article_id": copy_of.article_id, "score": copy_of.score})
    mirror = database.execute("SELECT * FROM mirrors WHERE id = ?", [mirror_id]).fetchone()
    same = ("url", "article_id", "title", "published_at", "source", "editor", "text_sha256", "capture_id", "seen_at")
    database.execute("DELETE FROM article_urls WHERE url = ?", [mirror["url"]])
    insert(database, "article_urls", {**{name: mirror[name] for name in same}, "relation": Relation.MIRROR})
    reason = "a mirror's copy"
    settle(database, mirror["url"], Kind.OFFSITE, State.DUPLICATE, {"reason": reason, "article_id": copy_of.article_id})


def _unlink(database: ArchiveDatabase, mirror_id: int) -> None:
    """Let a mirror's page wait: it copies no archived article, or no longer."""
    database.execute(
        "DELETE FROM article_urls WHERE relation = 'mirror' AND url = (SELECT url FROM mirrors WHERE id = ?)",
        [mirror_id],
    )
    update(database, "mirrors", mirror_id, {"article_id": None, "score": None})


def claim_copies(database: ArchiveDatabase, article_id: int, addresses: Sequence[str], text: str) -> None:
    """Link a new article, or one with a new text, with its copies on mirrors.

    A copy under the path of one of the article's addresses takes precedence over one that is known by its text alone.
    """
    marks = ", ".join("?" * len(addresses))
    by_path = database.execute(
        f"SELECT * FROM mirrors WHERE original_url IN ({marks}) AND article_id IS NOT ?", [*addresses, article_id]
    )
    for mirror in by_path.fetchall():
        found = Similar(article_id, score(text, compared(mirror["text"])))
        if found.score >= SIMILAR_BY_PATH:
            _link(database, mirror["id"], found)
        elif mirror["article_id"] is None:
            _refuse(database, mirror["id"], mirror["url"], mirror["original_url"])
    for mirror_id in _sharing(database, keys(text)):
        _claim_by_text(database, mirror_id, article_id, text)


def _sharing(database: ArchiveDatabase, wanted: Iterable[int]) -> list[int]:
    """Return the copies that share keys with an article."""
    found = list(wanted)
    marks = ", ".join("?" * len(found))
    rows = database.execute(
        f"SELECT mirror_id FROM mirror_keys WHERE key IN ({marks}) GROUP BY mirror_id HAVING count(*) >= {_SHARED}",
        found,
    )
    return [int(row[0]) for row in rows]


def _claim_by_text(database: ArchiveDatabase, mirror_id: int, article_id: int, text: str) -> None:
    """Link a copy without a matching path with the article that it is nearest to."""
    mirror = database.execute("SELECT * FROM mirrors WHERE id = ?", [mirror_id]).fetchone()
    by_path = article_at(database, mirror["original_url"])
    if mirror["article_id"] == article_id or (by_path is not None and by_path == mirror["article_id"]):
        return
    found = Similar(article_id, score(text, compared(mirror["text"])))
    is_nearer = found.score >= SIMILAR and found.score > (mirror["score"] or 0)
    if is_nearer and not _is_of_another_day(database, found, mirror["published_at"], mirror["text"]):
        _link(database, mirror_id, found)


def _refuse(database: ArchiveDatabase, mirror_id: int, url: str, original: str) -> None:
    """Let go of a page under an article's path that holds something else."""
    database.execute("DELETE FROM mirror_keys WHERE mirror_id = ?", [mirror_id])
    database.execute("DELETE FROM mirrors WHERE id = ?", [mirror_id])
    settle(database, url, Kind.OFFSITE, State.REFUSED, {"reason": no_copy(original)})


def no_copy(original: str) -> str:
    """Return why a mirror's page is refused."""
    return f"under the path of {original}, but with another text"
