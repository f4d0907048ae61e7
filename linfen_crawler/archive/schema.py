"""The schema as a list of migrations; ``docs/schema.md`` describes each column."""

from __future__ import annotations

import json

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from linfen_crawler.archive.tables import first, later
from linfen_crawler.fingerprint import digest_of_row

migrations = Migrations("linfen_crawler")


def _execute(db: Database, statements: str) -> None:
    """Execute statements one by one: a script would commit the transaction that the migrations share."""
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_first(db: Database) -> None:
    """Create all tables but those of history, similarity and search."""
    _execute(db, first.FIRST)


@migrations()
def m002_roles(db: Database) -> None:
    """Allow credits of reviewers, videographers, producers and advisers: SQLite widens a CHECK by a new table."""
    _execute(db, later.CREDITS)


@migrations()
def m003_similar(db: Database) -> None:
    """Create the tables of what is nearly the same: articles with articles, and mirrors with articles."""
    _execute(db, later.SIMILAR)


@migrations()
def m004_revisions(db: Database) -> None:
    """Keep articles as they stood, also those that were merged into another since: as ``changes`` names them.

    Until now an event held the columns that an edit had replaced: from these the rows are made, the latest first.
    """
    _execute(db, later.REVISIONS)
    unlisted = {"credits": "[]", "images": "[]"}
    for article in db.execute("SELECT * FROM articles WHERE revision > 1").fetchall():
        state = dict(article)
        events = db.execute(
            "SELECT id, at, fields FROM changes WHERE article_id = ? AND kind IN ('edited', 'completed') "
            "ORDER BY id DESC",
            [article["id"]],
        ).fetchall()
        begun = [*(event["at"] for event in events[1:]), article["first_seen_at"]]
        for event, seen_at in zip(events, begun, strict=True):
            replaced = json.loads(event["fields"])
            state |= replaced | {"revision": state["revision"] - 1}
            row = {name: state[name] for name in _REVISED} | unlisted
            times = {"article_id": article["id"], "seen_at": seen_at, "replaced_at": event["at"]}
            db.table("revisions").insert({**row, **times})
            names = json.dumps([name for name in replaced if name in _REVISED], ensure_ascii=False)
            db.execute("UPDATE changes SET fields = ? WHERE id = ?", [names, event["id"]])
    db.execute("UPDATE changes SET fields = '[]' WHERE fields = '{}'")


@migrations()
def m005_journal(db: Database) -> None:
    """Add the index of the journal's entries in the WARC files."""
    _execute(db, later.JOURNAL)


@migrations()
def m006_others_and_takedowns(db: Database) -> None:
    """Add foreign captures and takedowns."""
    _execute(db, later.OTHERS_AND_TAKEDOWNS)


@migrations()
def m007_media(db: Database) -> None:
    """Add the files of images."""
    _execute(db, later.MEDIA)


@migrations()
def m008_places(db: Database) -> None:
    """Add where each listing last showed an address."""
    _execute(db, later.PLACES)


@migrations()
def m009_attachments(db: Database) -> None:
    """Keep which files an article handed out before an edit, and let these be content.

    Of versions from before they are not known. A row that is not what its digest says keeps it, to be named as damaged.
    """
    _execute(db, later.ATTACHMENTS)
    rows = db.execute("SELECT * FROM articles WHERE id IN (SELECT article_id FROM links WHERE kind = 'attachment')")
    for row in rows.fetchall():
        lists = {name: [dict(one) for one in db.execute(sql, [row["id"]])] for name, sql in _LISTED.items()}
        if digest_of_row(dict(row), {**lists, "attachments": []}) == row["content_sha256"]:
            digest = digest_of_row(dict(row), lists)
            db.execute("UPDATE articles SET content_sha256 = ? WHERE id = ?", [digest, row["id"]])


@migrations()
def m010_asked(db: Database) -> None:
    """Add when each address was last requested. It is unknown for older addresses: they come first."""
    _execute(db, later.ASKED)


@migrations()
def m011_seen(db: Database) -> None:
    """Know when the site said what an event tells, and what an address said before. Of those from before it is not."""
    _execute(db, later.SEEN)


@migrations()
def m012_deferred(db: Database) -> None:
    """Keep what the next run is to note in its journal: what a database read otherwise that took another's place."""
    _execute(db, later.DEFERRED)


@migrations()
def m013_branch(db: Database) -> None:
    """Know which run was the first of a copy that was put back."""
    _execute(db, later.BRANCH)


@migrations()
def m014_read_by(db: Database) -> None:
    """Know which versions of the reader have made rows: those that the rows themselves name."""
    _execute(db, later.READ_BY)
    sql = " UNION ".join(
        f"SELECT parser_version AS version FROM {table} WHERE parser_version IS NOT NULL"
        for table in ("articles", "revisions", "urls")
    )
    versions = sorted(str(row["version"]) for row in db.execute(sql).fetchall())
    db.execute("UPDATE archive SET read_by = ?", [json.dumps(versions)])


_LISTED = {
    "credits": "SELECT name, role, verbatim FROM credits WHERE article_id = ? ORDER BY position",
    "images": "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position",
    "attachments": "SELECT url, text FROM links WHERE article_id = ? AND kind = 'attachment' ORDER BY position",
}
# As m004 made the table: later ones may know other columns.
_REVISED = (
    "revision", "url", "section", "section_name", "breadcrumbs", "layout", "title", "kicker", "headline", "subtitle",
    "published_at", "published_precision", "source", "dateline", "body", "editor", "copyright_notice", "view_label",
    "view_count", "complete", "char_count", "content_sha256", "text_sha256", "fold_version", "parser_version",
)  # fmt: skip

_ALL = (
    "m001_first", "m002_roles", "m003_similar", "m004_revisions", "m005_journal", "m006_others_and_takedowns",
    "m007_media", "m008_places", "m009_attachments", "m010_asked", "m011_seen", "m012_deferred",
    "m013_branch", "m014_read_by",
)  # fmt: skip
SCHEMA_VERSION = len(_ALL)
"""How many migrations this program knows."""
_NAMES = ", ".join(f"'{name}'" for name in _ALL)
UNNOTED = (
    "SELECT 'schema ' || schema_version FROM archive WHERE schema_version <> "
    "(SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'linfen_crawler') "
    "UNION ALL SELECT 'note ' || name FROM _sqlite_migrations "
    f"WHERE migration_set = 'linfen_crawler' AND name NOT IN ({_NAMES})"
)
"""A row where the note of a migration that was applied is gone or another: it would be applied again, and fail.

So is it where the archive says another number than the notes: one transaction writes both.
"""
