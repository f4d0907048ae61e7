"""Log what happens to articles as numbered events: a program that remembers the last one misses none."""

from __future__ import annotations

import json
from collections.abc import Sequence

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import Value, insert

MERGED_INTO = "into article "
"""The evidence of a ``merged`` logged for an article that became one with another, before that one's id."""


def log_change(
    database: ArchiveDatabase,
    article_id: int,
    kind: str,
    *,
    fields: Sequence[str] = (),
    evidence: str | None = None,
    seen_at: str | None = None,
    left_at: str | None = None,
) -> None:
    """Append an event; ``fields`` names what an edit changed, ``revisions`` has what it replaced.

    ``seen_at`` is when the site said so, where that is not the time of the item; ``left_at`` is when an address that
    was another article's was last read as that one's.
    """
    row: dict[str, Value] = {"article_id": article_id, "kind": kind, "evidence": evidence}
    row["fields"] = json.dumps(fields, ensure_ascii=False)
    seen_at = seen_at or database.seen
    if seen_at != database.moment:
        row["seen_at"] = seen_at
    if left_at is not None:
        row["left_at"] = left_at
    number = insert(database, "changes", {"at": database.moment, **row})
    database.logged.append({"id": number, **row})
