"""Sum up what an archive holds, for operators."""

from __future__ import annotations

from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record

_SECTIONS = """
SELECT a.section, max(a.section_name) AS name, count(*) AS articles,
    min(substr(a.published_at, 1, 10)) AS first, max(substr(a.published_at, 1, 10)) AS last,
    sum(a.copyright_notice IS NOT NULL) AS notices,
    sum(EXISTS (SELECT 1 FROM credits c WHERE c.article_id = a.id AND c.role <> 'editor')) AS credited,
    sum((SELECT count(*) FROM images i WHERE i.article_id = a.id)) AS images,
    (SELECT count(*) FROM article_urls u WHERE u.section = a.section AND u.relation = 'same text') AS duplicates,
    sum(a.complete = 0) AS incomplete
FROM articles a GROUP BY a.section ORDER BY articles DESC, a.section
"""
_TOTALS = """
SELECT (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM articles WHERE gone_at IS NOT NULL) AS gone,
    (SELECT count(*) FROM articles WHERE complete = 0) AS incomplete,
    (SELECT count(*) FROM article_urls) AS addresses,
    (SELECT count(*) FROM article_urls WHERE relation = 'same text') AS duplicates,
    (SELECT count(*) FROM copyright_notices) AS notice_wordings,
    (SELECT count(*) FROM captures) AS captures,
    (SELECT count(*) FROM sweeps WHERE ended_at IS NULL AND reason IS NULL) AS unfinished_sweeps,
    (SELECT count(*) FROM sweeps WHERE ended_at IS NULL AND reason IS NOT NULL) AS sweeps_to_confirm
"""
_TELLING = """
SELECT * FROM articles a WHERE complete ORDER BY
    (copyright_notice IS NOT NULL) + (headline IS NOT NULL)
    + EXISTS (SELECT 1 FROM images i WHERE i.article_id = a.id AND i.caption IS NOT NULL)
    + EXISTS (SELECT 1 FROM credits c WHERE c.article_id = a.id AND c.role = 'reporter') DESC, char_count, id LIMIT 1
"""


def totals(archive: Archive) -> Record:
    """Return totals of the archive."""
    return archive.rows(_TOTALS)[0]


def by_section(archive: Archive) -> list[Record]:
    """Return the sections with their articles, the largest first."""
    return archive.rows(_SECTIONS)


def by_state(archive: Archive) -> list[Record]:
    """Return how many addresses of articles are in each state."""
    return archive.rows(
        "SELECT state, kind, count(*) AS addresses FROM urls WHERE kind NOT IN ('listing', 'home') "
        "GROUP BY state, kind ORDER BY addresses DESC, state, kind"
    )


def waiting(archive: Archive, limit: int) -> list[Record]:
    """Return why addresses are not archived, each reason with its number, an example and when it is tried again.

    Listings wait for their section's turn, and past the last page of one there is always a page that is not there.
    """
    return archive.rows(
        "SELECT state, coalesce(reason, 'not requested yet') AS reason, count(*) AS addresses, min(url) AS example, "
        "min(next_try_at) AS next_try_at FROM urls WHERE state IN ('pending', 'failed', 'refused', 'gone') "
        "AND NOT (kind IN ('listing', 'home') AND state IN ('pending', 'gone')) "
        "GROUP BY state, coalesce(reason, 'not requested yet') ORDER BY addresses DESC, state LIMIT ?",
        [limit],
    )


def bytes_on_disk(archive: Archive) -> Record:
    """Return the size of the archive's parts in bytes."""
    folder = archive.folder
    return {
        "database": sum(path.stat().st_size for path in folder.glob("linfen.db*")),
        "warc": sum(path.stat().st_size for path in (folder / "warc").glob("*")),
        "media": sum(path.stat().st_size for path in (folder / "media").glob("*/*")),
    }


def telling_article(archive: Archive) -> Record | None:
    """Return an article with many kinds of fields, as an example; ``None`` in an empty archive."""
    return next(iter(archive.rows(_TELLING)), None)


def quick_check(archive: Archive) -> str:
    """Return ``ok``, or the first damage that SQLite finds in the database's pages."""
    answer = archive.rows("PRAGMA quick_check(1)")[0]
    return str(next(iter(answer.values())))
