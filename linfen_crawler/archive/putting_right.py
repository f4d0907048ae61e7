"""Put an article's archived state, as this version reads its bytes, in the place of what another version read.

What the site changed can only be seen between two readings of one version: what a newer reader makes of a page is no
edit, whatever else is new on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.content import content_row, write_lists
from linfen_crawler.archive.mirrors import claim_copies
from linfen_crawler.archive.revisions import changed_fields, lists_of
from linfen_crawler.archive.rows import Value, update
from linfen_crawler.archive.similar import enter, still_similar, withdraw
from linfen_crawler.archive.wholeness import pages_kept
from linfen_crawler.items import Article
from linfen_crawler.similarity import text_of

_OF_ADDRESS = ("section", "title", "published_at", "source", "editor", "text_sha256")
"""The columns of ``article_urls`` that are read from the page."""


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """From which bytes an archived state was read."""

    url: str
    """The article's canonical address."""
    complete: bool
    parts: tuple[tuple[str, int], ...]
    """Of each page its canonical address and its capture's id."""
    run_id: int | None
    """The run that captured the first page."""


def read_by_another(database: ArchiveDatabase, url: str, parser_version: str) -> ReadBefore | None:
    """Return from what the article at an address was read, if another version than the given has read it."""
    row = database.execute(
        "SELECT a.id, a.url, a.complete, a.revision FROM article_urls u JOIN articles a ON a.id = u.article_id "
        "WHERE u.url = ? AND a.parser_version <> ?",
        [url, parser_version],
    ).fetchone()
    if row is None:
        return None
    parts = database.execute(
        "SELECT p.url, c.id, c.run_id FROM article_parts p JOIN captures c ON c.id = p.capture_id "
        "WHERE p.article_id = ? AND p.revision = ? ORDER BY p.position",
        [row["id"], row["revision"]],
    ).fetchall()
    if not parts or parts[0]["url"] != row["url"]:
        return None
    pages = tuple((str(part["url"]), int(part["id"])) for part in parts)
    return ReadBefore(row["url"], bool(row["complete"]), pages, parts[0]["run_id"])


def put_right(database: ArchiveDatabase, url: str, before: Article) -> bool:
    """Write the archived state of the article at an address as it is read now, and return whether it says otherwise.

    It stands since when it stood, in the same revision: nothing is said of the site. A reading with fewer pages than
    are kept changes nothing.
    """
    stored = database.execute(
        "SELECT * FROM articles WHERE id = (SELECT article_id FROM article_urls WHERE url = ?)", [url]
    ).fetchone()
    if stored is None or stored["url"] != before.url or len(before.parts) < pages_kept(database, stored):
        return False
    article_id = int(stored["id"])
    lists, content = lists_of(database, article_id), content_row(database, before, is_read_again=True)
    text = text_of(before)
    similar = still_similar(database, article_id, text, before.similar_to)
    withdraw(database, article_id)
    update(database, "articles", article_id, content)
    write_lists(database, article_id, before)
    enter(database, article_id, text, similar)
    facts: dict[str, Value] = {name: content[name] for name in _OF_ADDRESS}
    database.execute(
        f"UPDATE article_urls SET {', '.join(f'{name} = ?' for name in facts)} WHERE url = ?",
        [*facts.values(), before.url],
    )
    database.conn.executemany(
        "UPDATE urls SET parser_version = ? WHERE url = ? AND parser_version = ?",
        [(before.parser_version, part.url, stored["parser_version"]) for part in before.parts],
    )
    if stored["content_sha256"] == before.content_sha256:
        return False
    fields = changed_fields(stored, content, lists, lists_of(database, article_id))
    log_change(database, article_id, "reparsed", fields=fields, evidence=before.url, seen_at=database.moment)
    claim_copies(database, article_id, (before.url,), text)
    return True
