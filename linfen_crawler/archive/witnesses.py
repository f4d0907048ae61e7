"""Find articles that are known to be there: they show whether the site removed others, or is itself down."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from linfen_crawler.archive.reader import Archive


def is_standing(archive: Archive, urls: Iterable[str]) -> bool:
    """Tell whether one of some addresses has an article, and was there when it was last asked for."""
    sql = "SELECT 1 FROM article_urls WHERE url = ? AND gone_at IS NULL AND relation IN ('canonical', 'same text')"
    return any(archive.rows(sql, [url]) for url in urls)


def standing(archive: Archive, *, without: Collection[str], limit: int) -> list[str]:
    """Return canonical addresses of articles that are there, those read last first, none of ``without``."""
    sql = "SELECT url FROM articles WHERE gone_at IS NULL ORDER BY last_seen_at DESC, id LIMIT ?"
    found = (str(row["url"]) for row in archive.rows(sql, [limit + len(without)]))
    return [url for url in found if url not in without][:limit]
