"""Record what the site says is gone."""

from __future__ import annotations

from dataclasses import dataclass

from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase


def mark_gone(database: ArchiveDatabase, url: str, *, at: str, evidence: str) -> int:
    """Mark an article as gone with the last of its addresses, and return its id; mirrors do not count.

    Its address is known to be gone; ``evidence`` is what says so.
    """
    marked = database.execute(
        "UPDATE articles SET gone_at = ? WHERE gone_at IS NULL "
        "AND id = (SELECT article_id FROM article_urls WHERE url = ?) AND NOT EXISTS ("
        "SELECT 1 FROM article_urls u WHERE u.article_id = articles.id AND u.gone_at IS NULL "
        "AND u.relation IN ('canonical', 'same text')) RETURNING id",
        [at, url],
    ).fetchall()
    for row in marked:
        log_change(database, row["id"], "gone", evidence=f"{evidence}: {url}", seen_at=at)
    return int(database.execute("SELECT article_id FROM article_urls WHERE url = ?", [url]).fetchone()[0])


def mark_left(database: ArchiveDatabase, article_id: int) -> None:
    """Mark an article as gone whose last address now shows something else.

    What says so is what the site last said of one of the others.
    """
    row = database.execute(
        "SELECT a.url, a.gone_at, u.reason FROM article_urls a LEFT JOIN urls u ON u.url = a.url "
        "WHERE a.article_id = ? AND a.relation IN ('canonical', 'same text') AND a.gone_at IS NOT NULL "
        "ORDER BY a.gone_at DESC, a.url LIMIT 1",
        [article_id],
    ).fetchone()
    if row is not None:
        at = max(row["gone_at"], database.seen)
        mark_gone(database, row["url"], at=at, evidence=row["reason"] or "gone")


@dataclass(frozen=True, slots=True)
class Gone:
    """The site's statement that an address does not exist."""

    at: str
    evidence: str


def gone_later(database: ArchiveDatabase, url: str) -> Gone | None:
    """Return the site's last statement about an address since the item was captured; ``None`` if it still exists.

    Of one that was never archived that is known by the answer that says so, or else by when it was discovered.
    """
    if database.seen == database.moment:
        return None
    row = database.execute(
        "SELECT coalesce(max(a.gone_at, c.fetched_at), a.gone_at, c.fetched_at, u.discovered_at) AS at, u.reason "
        "FROM urls u LEFT JOIN captures c ON c.id = u.capture_id AND u.state = 'gone' "
        "LEFT JOIN article_urls a ON a.url = u.url WHERE u.url = ? AND (u.state = 'gone' OR a.gone_at IS NOT NULL)",
        [url],
    ).fetchone()
    is_later = row is not None and database.seen < row["at"]
    return Gone(row["at"], row["reason"] or "gone") if is_later else None
