"""Keep an article's state before an edit."""

from __future__ import annotations

import json
import sqlite3

from linfen_crawler import fingerprint
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import Row, Value, insert
from linfen_crawler.items import Article

CONTENT = (
    "url",
    "section",
    "section_name",
    "breadcrumbs",
    "layout",
    "title",
    "kicker",
    "headline",
    "subtitle",
    "published_at",
    "published_precision",
    "source",
    "dateline",
    "body",
    "editor",
    "copyright_notice",
    "view_label",
    "view_count",
    "complete",
    "char_count",
    "content_sha256",
    "text_sha256",
    "fold_version",
    "parser_version",
)
"""The columns of ``articles`` that ``revisions`` has as well."""
LISTS = {
    "credits": ("name", "role", "verbatim"),
    "images": ("url", "caption", "credit"),
    "attachments": ("url", "text"),
}
"""What is kept of an article's lists as JSON arrays: by the name of each, the columns."""
_LINKED = "(SELECT * FROM links WHERE kind = 'attachment')"
COMPARED = tuple(name for name in fingerprint.CONTENT if name not in LISTS)
"""The columns that an edit may change."""


def lists_of(database: ArchiveDatabase, article_id: int) -> dict[str, Value]:
    """Return an article's credits, images and attachments as JSON."""
    return {name: _rows(database, name, article_id) for name in LISTS}


def _rows(database: ArchiveDatabase, name: str, article_id: int) -> str:
    rows = database.execute(
        f"SELECT {', '.join(LISTS[name])} FROM {source_of(name)} WHERE article_id = ? ORDER BY position", [article_id]
    )
    return json.dumps([dict(row) for row in rows], ensure_ascii=False)


def source_of(name: str) -> str:
    """Return the SQL of what holds the rows of a list: the table of its name, of ``attachments`` that of links."""
    return _LINKED if name == "attachments" else name


def keep_revision(database: ArchiveDatabase, stored: sqlite3.Row, lists: Row) -> None:
    """Copy an article's row and its lists before an edit takes their place."""
    row: dict[str, Value] = {
        "article_id": stored["id"],
        "revision": stored["revision"],
        # Not after its end, where the clock was ahead when it began.
        "seen_at": min(stored["changed_at"] or stored["first_seen_at"], database.seen),
        "replaced_at": database.seen,
        **{name: stored[name] for name in CONTENT},
    }
    insert(database, "revisions", row | dict(lists))


def next_revision(database: ArchiveDatabase, article_id: int) -> int:
    """Return an unused revision number of an article; numbers once given are cited and never change.

    The article's own number is not always the highest: an earlier state may have come to light since.
    """
    row = database.execute(
        "SELECT max(revision) FROM (SELECT revision FROM articles WHERE id = ?1 "
        "UNION ALL SELECT revision FROM revisions WHERE article_id = ?1)",
        [article_id],
    ).fetchone()
    return 1 + int(row[0] or 0)


def says_same(stored: sqlite3.Row, lists: Row, article: Article) -> bool:
    """Tell whether a row of ``articles`` or ``revisions`` says what an article says, read by the same version."""
    if stored["content_sha256"] == article.content_sha256:
        return True
    if stored["parser_version"] != article.parser_version:
        return False
    said = fingerprint.fields_of(article)
    kept = {name: said[name] if lists[name] is None else json.loads(str(lists[name])) for name in LISTS}
    row = {name: stored[name] for name in COMPARED}
    row |= {"breadcrumbs": json.loads(stored["breadcrumbs"]), "complete": bool(stored["complete"])}
    return fingerprint.said_sha256({**row, **kept}) == fingerprint.said_sha256(said)


def changed_fields(stored: sqlite3.Row, content: Row, before: Row, after: Row) -> list[str]:
    """Return the names of what an edit changed: columns and lists, without unknown ones (``None``).

    A credit's other wording is named only if nothing else differs, as with another version's reading.
    """
    columns = [name for name in COMPARED if stored[name] != content[name]]
    known = [name for name in LISTS if before[name] is not None and after[name] is not None]
    lists = [name for name in known if before[name] != after[name]]
    if columns + lists != ["credits"] and _people(before) == _people(after):
        lists = [name for name in lists if name != "credits"]
    return columns + lists


def _people(lists: Row) -> list[tuple[str, str]]:
    return [(one["name"], one["role"]) for one in json.loads(str(lists["credits"]))]
