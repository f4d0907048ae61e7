"""When an article is due for a recheck: young ones often, old ones seldom."""

from __future__ import annotations

from datetime import datetime, timedelta

from linfen_crawler.archive.connection import ArchiveDatabase, instant, now
from linfen_crawler.archive.rows import update

_SOONEST = timedelta(hours=12)
_LATEST = timedelta(days=180)
_LONGEST_PUT_OFF = timedelta(days=7)
"""The longest wait of an article of which an address could not be read."""
LONGEST_RETRY = timedelta(days=168)
"""The longest wait of an address that gave no page."""
IS_DUE = (
    "(coalesce(next_check_at, '') <= ?1 OR julianday(next_check_at) - julianday(?1) > "
    f"{1 / 24} + min(max((julianday(?1) - julianday(coalesce(gone_at, published_at, first_seen_at))) / 2, "
    f"{_SOONEST / timedelta(days=1)}), {_LATEST / timedelta(days=1)}))"
)
"""The SQL of what articles are due at ``?1``: those whose time has come, or lies further ahead than one that were
asked now would have to wait. That was written by a clock that was ahead, and might be years from now."""
IS_RETRIED = "(next_try_at <= ? OR next_try_at > ?)"
"""The same of addresses that gave no page; bound to :func:`retried_between`."""


def retried_between() -> tuple[str, str]:
    """Return now, and the latest time for which an address waits if a correct clock wrote it."""
    moment = now()
    return moment, instant(datetime.fromisoformat(moment) + LONGEST_RETRY)


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
        "SELECT coalesce(gone_at, published_at, first_seen_at) AS since FROM articles WHERE id = ?", [article_id]
    ).fetchone()
    moment = datetime.fromisoformat(database.moment)
    update(database, "articles", article_id, {"next_check_at": instant(moment + _wait_since(row["since"], moment))})


def put_off(database: ArchiveDatabase, url: str) -> None:
    """Make an article of which an address could not be read wait, so that it does not hold up others.

    For half of the time for which that address was not read, 12 hours at least and a week at most, but no longer than
    by its age. Where it is due sooner by another of its addresses, that stays.
    """
    row = database.execute(
        "SELECT a.id, a.next_check_at, u.seen_at, coalesce(a.gone_at, a.published_at, a.first_seen_at) AS since "
        "FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE u.url = ?",
        [url],
    ).fetchone()
    if row is None:
        return
    moment = datetime.fromisoformat(database.moment)
    unread = wait_of(moment - datetime.fromisoformat(row["seen_at"]))
    at = instant(moment + min(unread, _LONGEST_PUT_OFF, _wait_since(row["since"], moment)))
    is_sooner = row["next_check_at"] is not None and database.moment < row["next_check_at"] < at
    if not is_sooner:
        update(database, "articles", row["id"], {"next_check_at": at})


def _wait_since(since: str, moment: datetime) -> timedelta:
    began = datetime.fromisoformat(since)
    if began.tzinfo is None:
        # A date alone: of the site's clock, hours more or less do not matter.
        began = began.replace(tzinfo=moment.tzinfo)
    return wait_of(moment - began)
