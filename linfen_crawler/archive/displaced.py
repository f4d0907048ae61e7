"""Handle addresses that showed an article's text and lead elsewhere now: to another address of it, or of another."""

from __future__ import annotations

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.gone import mark_gone
from linfen_crawler.archive.ledger import State, settle
from linfen_crawler.archive.schedule import set_next_check
from linfen_crawler.items import Article
from linfen_crawler.kinds import Evidence
from linfen_crawler.urls import kind_of


def own_article(database: ArchiveDatabase, url: str) -> int | None:
    """Return the id of the article whose text an address has shown itself; ``None`` if it has shown none."""
    row = database.execute(
        "SELECT article_id FROM article_urls WHERE url = ? AND relation IN ('canonical', 'same text')", [url]
    ).fetchone()
    return None if row is None else int(row["article_id"])


def displace(database: ArchiveDatabase, article: Article, article_id: int) -> bool:
    """Record that addresses of other articles now lead to this one; return whether any did not before.

    Their articles are gone with them, as with a redirect to the home page. What others were shown is no evidence.
    """
    if database.is_others:
        return False
    displaced = False
    for url in article.redirected_from:
        owner = own_article(database, url)
        if owner is None or owner == article_id:
            continue
        marked = database.execute(
            "UPDATE article_urls SET gone_at = ? WHERE url = ? AND gone_at IS NULL", [database.seen, url]
        )
        displaced = displaced or marked.rowcount > 0
        mark_gone(database, url, at=database.seen, evidence=f"{Evidence.REDIRECT_ARTICLE}, {article.url}")
        settle(database, url, kind_of(url), State.GONE, {"reason": f"redirects to {article.url}"})
        set_next_check(database, owner)
    return displaced
