"""Let a copy that goes on give no number that the archive which it replaces may have given since.

A program that follows ``changes`` remembers the last event that it saw, and ids of articles. If the copy gave these
again, to other events and articles, the program would miss the ones and take the others for what it knows. So a copied
database is marked, and the next run leaves out as many numbers as can have been given since its last run began.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from linfen_crawler.archive.connection import ArchiveDatabase, now
from linfen_crawler.archive.rows import raise_sequence
from linfen_crawler.journal import RUN_BEGUN, Entry

_COPIED = "Copied"
_NUMBERS_A_MS = 1
"""How many articles or events an archive may give in a millisecond, over a whole run: far more than it can store."""
_LEAST = 1_000_000
"""Numbers to be left out in any case, for a clock that was set back."""
_LAST_GIVEN = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
_MARK = "SELECT facts FROM deferred WHERE what = ?"
_ABOVE = "SELECT max(json_extract(branch, '$.ids_above')) FROM runs"


def mark_copy(path: Path) -> None:
    """Mark a database as a copy; nothing is done to one from before there was such a mark.

    Raises :class:`sqlite3.Error`.
    """
    with closing(sqlite3.connect(path)) as database, database:
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'deferred'").fetchone() is None:
            return
        facts: dict[str, object] = {"copied_at": now()}
        facts["last_run"] = database.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0]
        facts["last_event"], facts["last_article"] = (
            database.execute(_LAST_GIVEN, [table]).fetchone()[0] for table in ("changes", "articles")
        )
        database.execute("DELETE FROM deferred WHERE what = ?", [_COPIED])
        database.execute("INSERT INTO deferred (what, facts) VALUES (?, ?)", [_COPIED, json.dumps(facts)])


def branch_of(database: ArchiveDatabase, at: str) -> dict[str, object] | None:
    """Return what a run that begins ``at`` that time notes, if it is the first of a copy; ``None`` if it is not."""
    row = database.execute(_MARK, [_COPIED]).fetchone()
    if row is None:
        return None
    facts: dict[str, object] = json.loads(row["facts"])
    last = "SELECT coalesce((SELECT started_at FROM runs WHERE id = ?), created_at) FROM archive"
    (since,) = database.execute(last, [str(facts["last_run"])]).fetchone()
    passed_ms = (datetime.fromisoformat(at) - datetime.fromisoformat(since)) // timedelta(milliseconds=1)
    highest = max(int(str(facts[name])) for name in ("last_event", "last_article"))
    return {**facts, "ids_above": highest + _LEAST + max(passed_ms, 0) * _NUMBERS_A_MS}


def settle(database: ArchiveDatabase, entry: Entry) -> None:
    """Remove the mark that a run has noted."""
    branch = entry.facts.get("branch")
    if entry.what == RUN_BEGUN and isinstance(branch, Mapping):
        mark = "DELETE FROM deferred WHERE what = ? AND json_extract(facts, '$.copied_at') = ?"
        database.execute(mark, [_COPIED, branch["copied_at"]])


def leave_out(database: ArchiveDatabase, table: str) -> None:
    """Let the ids that a table gives from now on be above those that an archive lost may have given.

    In a rebuild, those of ``changes`` are given by the journal.
    """
    (above,) = database.execute(_ABOVE).fetchone()
    if above is not None:
        raise_sequence(database, table, int(above))
