"""Write the ledger: every address ever discovered, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from linfen_crawler.archive.connection import ArchiveDatabase, instant
from linfen_crawler.archive.gone import mark_gone
from linfen_crawler.archive.rows import Row, Value, insert, update
from linfen_crawler.archive.schedule import put_off, set_next_check
from linfen_crawler.archive.sweeps import current_sweep, end_sweep
from linfen_crawler.items import Absence, Failure, ListedLink, NoPage, Refusal, Skip
from linfen_crawler.kinds import Kind
from linfen_crawler.urls import first_part, listing_section

_WEEK = timedelta(days=7)


class State(StrEnum):
    """What became of an address."""

    PENDING = "pending"
    ARCHIVED = "archived"
    DUPLICATE = "duplicate"
    GONE = "gone"
    REFUSED = "refused"
    SKIPPED = "skipped"
    FAILED = "failed"


_ARCHIVED = frozenset({State.ARCHIVED, State.DUPLICATE})
_READ_KINDS = frozenset({Kind.ARTICLE, Kind.LISTING, Kind.HOME})


def discover(database: ArchiveDatabase, links: Iterable[ListedLink], *, on: str) -> list[int]:
    """Record the links of a page, in their order, and return the ids of those that were unknown.

    What is no page of the site to read (H5, off the site, a file) is recorded as skipped, and so is a later page
    of an article: it is read with its first, which is recorded with it.
    """
    at = database.moment
    new: list[int] = []
    for link in _with_first_parts(links):
        is_read = link.kind in _READ_KINDS
        cursor = database.execute(
            "INSERT INTO urls (url, kind, state, reason, discovered_at, discovered_on) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (url) DO NOTHING",
            [
                link.url,
                link.kind,
                State.PENDING if is_read else State.SKIPPED,
                None if is_read else _not_read(link.kind),
                at,
                on,
            ],
        )
        if cursor.rowcount:
            new.append(int(cursor.lastrowid or 0))
    return new


def _not_read(kind: Kind) -> str:
    return f"not read: {kind}"


def _with_first_parts(links: Iterable[ListedLink]) -> Iterator[ListedLink]:
    for link in links:
        yield link
        if link.kind is Kind.PART:
            yield ListedLink(url=first_part(link.url), kind=Kind.ARTICLE)


def await_part(database: ArchiveDatabase, url: str, *, of: str) -> None:
    """Record a later page of an article that nobody has asked for: it is read with the first, the next time."""
    database.execute(
        "INSERT INTO urls (url, kind, state, discovered_at, discovered_on) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (url) DO UPDATE SET kind = ?2, state = ?3, reason = NULL, discovered_on = ?5 WHERE reason = ?6",
        [url, Kind.PART, State.PENDING, database.moment, of, _not_read(Kind.PART)],
    )


def settle(
    database: ArchiveDatabase,
    url: str,
    kind: Kind,
    state: State,
    columns: Row,
    *,
    discovered_on: str | None = None,
) -> None:
    """Record the outcome of an address; one that was never listed is discovered by it.

    A part is known by its article, whatever its own address looks like, and whatever else showed it first; an image is
    known by any.
    """
    row: dict[str, Value] = {"reason": None, "next_try_at": None, **columns, "state": state}
    if not database.is_others:
        row["asked_at"] = database.moment
    if kind is Kind.PART and discovered_on is not None:
        row |= {"kind": kind, "discovered_on": discovered_on}
    elif kind is Kind.IMAGE:
        row |= {"kind": kind}
    known = database.execute("SELECT id, attempts FROM urls WHERE url = ?", [url]).fetchone()
    if known is None:
        found = {
            "url": url,
            "kind": kind,
            "discovered_at": database.moment,
            "discovered_on": discovered_on,
            "attempts": 1,
        }
        insert(database, "urls", {**found, **row})
    else:
        update(database, "urls", known["id"], {**row, "attempts": known["attempts"] + 1})


def attempts_of(database: ArchiveDatabase, url: str) -> int:
    """Return how often an address was requested."""
    row = database.execute("SELECT attempts FROM urls WHERE url = ?", [url]).fetchone()
    return 0 if row is None else int(row[0])


def _after(database: ArchiveDatabase, wait: timedelta) -> str:
    return instant(datetime.fromisoformat(database.moment) + wait)


def retry_wait(attempts: int) -> timedelta:
    """Return how long to wait after the n-th failure: 1 h, 4 h, 16 h, 64 h, then a week each.

    >>> [retry_wait(n) // timedelta(hours=1) for n in (1, 2, 3, 4, 5, 50)]
    [1, 4, 16, 64, 168, 168]
    """
    return min(timedelta(hours=4 ** min(attempts - 1, 5)), _WEEK)


def _outlasts(database: ArchiveDatabase, item: Failure | Refusal | Skip) -> bool:
    """Tell whether the archive holds an article from an address, or what else it shows, and record its outcome now.

    What is archived stays so, and what the site said is gone stays gone, until the site says
    something else of it: this answer does not. The article is requested again sooner than its age alone would have it.
    """
    row = database.execute(
        "SELECT u.state, a.url IS NOT NULL AS is_read FROM urls u LEFT JOIN article_urls a ON a.url = u.url "
        "WHERE u.url = ?",
        [item.url],
    ).fetchone()
    if item.kind is Kind.PART or row is None or not (row["is_read"] or row["state"] in _ARCHIVED):
        return False
    if database.is_others:
        # What others were shown says nothing of when this archive asked, or is to ask again.
        return True
    database.execute("UPDATE urls SET asked_at = ? WHERE url = ?", [database.moment, item.url])
    database.execute("UPDATE urls SET reason = ? WHERE url = ? AND state <> ?", [item.reason, item.url, State.GONE])
    put_off(database, item.url)
    return True


def store_no_page(database: ArchiveDatabase, item: NoPage, capture_id: int | None) -> str:
    """Record what happened to an address that gave no page to read, and return what became of it.

    Raises :class:`TypeError` for an item of another kind.
    """
    match item:
        case Absence():
            return store_absence(database, item, capture_id)
        case Refusal():
            store_refusal(database, item, capture_id)
        case Skip():
            store_skip(database, item, capture_id)
        case Failure():
            store_failure(database, item, capture_id)
        case _:
            raise TypeError(f"the archive keeps no {type(item).__name__}")
    return type(item).__name__.lower()


def store_failure(database: ArchiveDatabase, item: Failure, capture_id: int | None) -> None:
    """Record a failed fetch: tried again later. What is archived stays archived."""
    if _outlasts(database, item):
        return
    if item.kind is not Kind.PART and item.is_site_wide:
        discover(database, [ListedLink(url=item.url, kind=item.kind)], on=item.url)
        database.execute("UPDATE urls SET reason = ? WHERE url = ?", [item.reason, item.url])
        return
    wait = retry_wait(attempts_of(database, item.url) + 1)
    settle(
        database,
        item.url,
        item.kind,
        State.FAILED,
        {"reason": item.reason, "next_try_at": _after(database, wait), "capture_id": capture_id},
        discovered_on=item.part_of,
    )


def store_refusal(database: ArchiveDatabase, item: Refusal, capture_id: int | None) -> None:
    """Record a page that is not an article although its address says so: tried again after days.

    A foreign capture is no reason to wait before requesting it from the site.
    """
    if item.kind is not Kind.OFFSITE and database.is_others:
        discover(database, [ListedLink(url=item.url, kind=item.kind)], on=item.url)
        return
    if _outlasts(database, item):
        return
    settle(
        database,
        item.url,
        item.kind,
        State.REFUSED,
        {
            "reason": item.reason,
            "next_try_at": _after(database, _days(database, item.url)),
            "capture_id": capture_id,
            "parser_version": item.parser_version,
        },
        discovered_on=item.part_of,
    )


def store_skip(database: ArchiveDatabase, item: Skip, capture_id: int | None) -> None:
    """Record an address that is known and not read; if that may change, it is requested again after days."""
    if _outlasts(database, item):
        return
    next_try_at = _after(database, _days(database, item.url)) if item.may_change else None
    columns: Row = {"reason": item.reason, "next_try_at": next_try_at, "capture_id": capture_id}
    settle(database, item.url, item.kind, State.SKIPPED, columns, discovered_on=item.part_of)


def store_absence(database: ArchiveDatabase, item: Absence, capture_id: int | None) -> str:
    """Record that the site says a page is gone, and return whether that is news: ``gone``, ``still gone``.

    The text of an archived one stays.

    An article that was never archived is requested again after days: a site that answers 404 or sends everyone home
    for an hour must not lose what it listed in that hour. A foreign capture is no evidence at all.
    """
    if database.is_others:
        discover(database, [ListedLink(url=item.url, kind=item.kind)], on=item.url)
        return "no evidence"
    known = database.execute("SELECT gone_at FROM article_urls WHERE url = ?", [item.url]).fetchone()
    marked = database.execute(
        "UPDATE article_urls SET gone_at = coalesce(gone_at, ?) WHERE url = ?", [database.moment, item.url]
    )
    was_archived = marked.rowcount > 0
    if was_archived:
        article_id = mark_gone(database, item.url, at=database.moment, evidence=item.evidence)
        set_next_check(database, article_id)
    next_try_at = None
    if item.kind in {Kind.ARTICLE, Kind.PART, Kind.IMAGE} and not was_archived:
        next_try_at = _after(database, _days(database, item.url))
    columns: Row = {
        "reason": item.evidence,
        "next_try_at": next_try_at,
        "capture_id": capture_id,
        "parser_version": item.parser_version,
    }
    settle(database, item.url, item.kind, State.GONE, columns, discovered_on=item.part_of)
    if item.ends_sweep is not None:
        end_sweep(database, item.sweep_id or current_sweep(database, listing_section(item.url) or ""), item.ends_sweep)
    return "gone" if known is None or known["gone_at"] is None else "still gone"


def _days(database: ArchiveDatabase, url: str) -> timedelta:
    """Return how long to wait after a response that may be temporary: 1, 4, 16, 64 days, then 168 each."""
    return 24 * retry_wait(attempts_of(database, url) + 1)
