"""Place a state that others captured earlier in an article's history."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.content import content_row, kept_lists, write_parts
from linfen_crawler.archive.revisions import CONTENT, LISTS, changed_fields, lists_of, next_revision, says_same
from linfen_crawler.archive.rows import Row, Value, insert, update
from linfen_crawler.items import Article, Capture

SEEN, EARLIER, SET_ASIDE = "seen", "earlier", "set_aside"


@dataclass(frozen=True, slots=True)
class _State:
    """An article's state from one time on."""

    row: sqlite3.Row
    """Of ``revisions``, or of ``articles`` if it is the current state."""
    revision: int
    seen_at: str
    lists: Row
    is_present: bool


def set_in_place(
    database: ArchiveDatabase, article_id: int, article: Article, capture_ids: Mapping[Capture, int], *, last_seen: str
) -> str | None:
    """Set a state that was captured before ``last_seen`` in its place and return what became of it.

    ``seen``: the article stood so then, or did next, and is known to have stood so from this time on. ``earlier``: a
    state that was not known. ``set_aside``: fewer of its pages than are known. ``None`` for one that has pages which
    the article as it stands lacks: that takes its place.
    """
    states = _states_of(database, article_id)
    before = next((one for one in reversed(states) if one.seen_at <= database.seen), None)
    after = next((one for one in states if one.seen_at > database.seen), None)
    if before is not None and _is_same(database, article_id, before, article, capture_ids):
        return SEEN
    if after is not None and _is_same(database, article_id, after, article, capture_ids):
        _begin_earlier(database, article_id, after)
        return SEEN
    beside = [one for one in (before, after) if one is not None]
    # Only the site's own statement makes an article shorter that was known whole.
    is_shortened = any(one.row["complete"] for one in states[:-1])
    if not is_shortened and any(one.is_present and _lacks_pages(database, article_id, one, article) for one in beside):
        return None
    if any(_has_more_pages(database, article_id, one, article) for one in beside):
        return SET_ASIDE
    if after is None and before is not None:
        after = _part(database, article_id, before, last_seen)
    if after is not None:
        _insert(database, article_id, article, capture_ids, after)
    return EARLIER


def _states_of(database: ArchiveDatabase, article_id: int) -> list[_State]:
    """Return the states of an article in chronological order."""
    rows = database.execute(
        "SELECT * FROM revisions WHERE article_id = ? ORDER BY seen_at, replaced_at, revision", [article_id]
    ).fetchall()
    states = [
        _State(row, int(row["revision"]), row["seen_at"], {name: row[name] for name in LISTS}, is_present=False)
        for row in rows
    ]
    row = database.execute("SELECT * FROM articles WHERE id = ?", [article_id]).fetchone()
    since = row["changed_at"] or row["first_seen_at"]
    return [*states, _State(row, int(row["revision"]), since, lists_of(database, article_id), is_present=True)]


def _is_same(
    database: ArchiveDatabase, article_id: int, state: _State, article: Article, capture_ids: Mapping[Capture, int]
) -> bool:
    """Tell whether a state says the same: by its content, or by its bytes, whatever version has read them."""
    if says_same(state.row, state.lists, article):
        return True
    held = [row["payload_sha256"] for row in _parts_of(database, article_id, state)]
    ids = [capture_ids[part.capture] for part in article.parts]
    sql = "SELECT payload_sha256 FROM captures WHERE id = ?"
    return held == [database.execute(sql, [one]).fetchone()[0] for one in ids]


def _parts_of(database: ArchiveDatabase, article_id: int, state: _State) -> list[sqlite3.Row]:
    return database.execute(
        "SELECT position, p.url, capture_id, payload_sha256 FROM article_parts p JOIN captures c ON c.id = capture_id "
        "WHERE article_id = ? AND revision = ? ORDER BY position",
        [article_id, state.revision],
    ).fetchall()


def _lacks_pages(database: ArchiveDatabase, article_id: int, state: _State, article: Article) -> bool:
    """Recognise a state of which pages are missing that a capture has."""
    if state.row["complete"]:
        return False
    return article.complete or len(article.parts) > len(_parts_of(database, article_id, state))


def _has_more_pages(database: ArchiveDatabase, article_id: int, state: _State, article: Article) -> bool:
    """Recognise a state that has pages which a capture lacks: that it says less is no evidence that the site did."""
    if article.complete:
        return False
    return bool(state.row["complete"]) or len(article.parts) < len(_parts_of(database, article_id, state))


def _begin_earlier(database: ArchiveDatabase, article_id: int, state: _State) -> None:
    """Make a state begin at the time of the item, where the one before it ends."""
    at = database.seen
    database.execute(
        "UPDATE revisions SET replaced_at = ? WHERE article_id = ? AND revision <> ? AND seen_at <= ? "
        "AND replaced_at > ?",
        [at, article_id, state.revision, at, at],
    )
    if not state.is_present:
        database.execute(
            "UPDATE revisions SET seen_at = ? WHERE article_id = ? AND revision = ?", [at, article_id, state.revision]
        )
    elif state.row["changed_at"] is not None:
        update(database, "articles", article_id, {"changed_at": at})
    widen(database, article_id)


def _part(database: ArchiveDatabase, article_id: int, present: _State, last_seen: str) -> _State:
    """Split the present state in two: the one before the item's time, and the one last seen.

    The article keeps its revision's number, for that is cited; the time before gets one of its own.
    """
    number = next_revision(database, article_id)
    copied: dict[str, Value] = {name: present.row[name] for name in CONTENT}
    times: dict[str, Value] = {"seen_at": present.seen_at, "replaced_at": database.seen}
    key: dict[str, Value] = {"article_id": article_id, "revision": number}
    insert(database, "revisions", {**key, **times, **copied, **present.lists})
    for part in _parts_of(database, article_id, present):
        insert(database, "article_parts", {**key, **{name: part[name] for name in ("position", "url", "capture_id")}})
    update(database, "articles", article_id, {"changed_at": last_seen})
    return _State(present.row, present.revision, last_seen, present.lists, is_present=True)


def _insert(
    database: ArchiveDatabase, article_id: int, article: Article, capture_ids: Mapping[Capture, int], after: _State
) -> None:
    """Insert a state before another, and log its discovery."""
    number = next_revision(database, article_id)
    content = content_row(database, article)
    lists = kept_lists(article)
    if after.is_present:
        # Where it was never edited, it stood so since it was first seen: that is now another time.
        update(database, "articles", article_id, {"changed_at": after.seen_at})
    database.execute(
        "UPDATE revisions SET replaced_at = ? WHERE article_id = ? AND seen_at <= ? AND replaced_at > ?",
        [database.seen, article_id, database.seen, database.seen],
    )
    row: dict[str, Value] = {"article_id": article_id, "revision": number}
    row |= {"seen_at": database.seen, "replaced_at": after.seen_at}
    insert(database, "revisions", {**row, **{name: content[name] for name in CONTENT}, **lists})
    write_parts(database, article_id, number, article, capture_ids)
    widen(database, article_id)
    fields = changed_fields(after.row, content, after.lists, lists)
    log_change(database, article_id, EARLIER, fields=fields, evidence=article.url)


def widen(database: ArchiveDatabase, article_id: int) -> None:
    """Set an article's first sighting to the time of the item, if that is earlier."""
    sql = "UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?"
    database.execute(sql, [database.seen, article_id])
