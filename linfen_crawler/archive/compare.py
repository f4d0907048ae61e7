"""Compare two archives: equal in all but ids, times of fetching, runs and captures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Value

_ARTICLE = "(SELECT url FROM articles WHERE id = t.article_id)"

# Left out: ids, times at which this program did something, what a run or a capture is recognised by, and attempts,
# which count fetches. An article stands for its id by its canonical address. What was fetched twice after a kill (a
# listing page of the overlap) is the same listing once, and how far a sweep has come depends on the runs.
_CONTENT = {
    "articles": (
        "SELECT url, site_id, section, section_name, breadcrumbs, layout, title, kicker, headline, subtitle, "
        "published_at, published_precision, source, dateline, body, editor, copyright_notice, view_label, view_count, "
        "complete, char_count, content_sha256, text_sha256, fold_version, revision, gone_at IS NULL, parser_version "
        "FROM articles"
    ),
    "article_parts": f"SELECT {_ARTICLE}, revision, position, url FROM article_parts t",
    "article_urls": (
        f"SELECT url, {_ARTICLE}, relation, section, title, published_at, source, editor, text_sha256, gone_at IS NULL "
        "FROM article_urls t"
    ),
    "credits": f"SELECT {_ARTICLE}, position, name, role, verbatim FROM credits t",
    "images": f"SELECT {_ARTICLE}, position, url, caption, credit, sha256, path FROM images t",
    "media": "SELECT url, sha256, path, media_type, length FROM media",
    "links": f"SELECT {_ARTICLE}, position, url, text, kind FROM links t",
    "copyright_notices": "SELECT text, sha256, holders, first_published_at, last_published_at FROM copyright_notices",
    "similar": (
        "SELECT min(a.url, o.url), max(a.url, o.url), score FROM similar s "
        "JOIN articles a ON a.id = s.article_id JOIN articles o ON o.id = s.other_id"
    ),
    "mirrors": (
        f"SELECT url, original_url, {_ARTICLE}, score, title, published_at, source, editor, text, text_sha256 "
        "FROM mirrors t"
    ),
    "changes": f"SELECT {_ARTICLE}, kind FROM changes t",
    "urls": f"SELECT url, kind, state, discovered_on, reason, {_ARTICLE}, parser_version FROM urls t",
    "section_urls": "SELECT section, (SELECT url FROM urls WHERE id = t.url_id) FROM section_urls t",
    "listings": "SELECT DISTINCT section, page, link_count FROM listings",
    "sweeps": "SELECT DISTINCT section FROM sweeps",
}
TABLES = tuple(_CONTENT)
"""The tables that are compared."""


def content(archive: Archive, table: str) -> list[tuple[Value, ...]]:
    """Return the rows of a table in an order of their own, without what two equal archives may differ in."""
    rows = (tuple(row.values()) for row in archive.rows(_CONTENT[table]))
    return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row])


def differences(one: Archive, other: Archive) -> Iterator[str]:
    """Yield a line for each row that only one of two archives holds; nothing where they are equal."""
    for table in TABLES:
        left, right = content(one, table), content(other, table)
        for sign, rows, others in (("-", left, right), ("+", right, left)):
            for row in (Counter(rows) - Counter(others)).elements():
                yield f"{sign} {table} {row}"
