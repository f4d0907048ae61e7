"""When an article is to be asked for again: young ones often, old ones seldom."""

from __future__ import annotations

from datetime import datetime, timedelta

from linfen_crawler.archive.connection import ArchiveDatabase, instant
from linfen_crawler.archive.rows import update

_SOONEST = timedelta(hours=12)
_LATEST = timedelta(days=180)


def wait_of(age: timedelta) -> timedelta:
    """Return how long to leave an article alone: half of its age, no less than 12 hours and no more than 180 days.

    So one is looked at some ten times in its first month, and the whole archive twice a year.

    >>> [wait_of(timedelta(days=days)) // timedelta(hours=1) for days in (0, 2, 30, 4000)]
    [12, 24, 360, 4320]
    """
    return min(max(age / 2, _SOONEST), _LATEST)


def set_next_check(database: ArchiveDatabase, article_id: int) -> None:
    """Write when an article is due next: by its age, of one that is gone by the time for which it has been."""
    row = database.execute(
        "SELECT coalesce(gone_at, published_at, first_seen_at) AS since, first_seen_at FROM articles WHERE id = ?",
        [article_id],
    ).fetchone()
    moment = datetime.fromisoformat(database.moment)
    since = datetime.fromisoformat(row["since"])
    if since.tzinfo is None:
        # A date alone: of the site's clock, hours more or less do not matter.
        since = since.replace(tzinfo=moment.tzinfo)
    update(database, "articles", article_id, {"next_check_at": instant(moment + wait_of(moment - since))})
