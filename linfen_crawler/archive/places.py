"""Where each listing last showed an address, and which articles it has omitted since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.reader import Archive


class Spot(NamedTuple):
    """A position in a section's listing, the topmost first; what newer sweeps have shown is above the rest."""

    before: int
    """The sweep that showed it last, counted backwards: its id with a minus."""
    listing: int
    """The listing page, by its id: a sweep reads downwards, also when it is continued."""
    position: int


class Stretch(NamedTuple):
    """What a page of a listing shows, compared with what was shown there before."""

    left_out: tuple[str, ...]
    """The archived articles that were between those that it still shows."""
    last: Spot | None
    """The previous position of the lowest of its links."""


def newest_listing(archive: Archive) -> int:
    """Return the id of the listing page that was read last, 0 where none was."""
    (row,) = archive.rows("SELECT coalesce(max(id), 0) AS id FROM listings")
    return int(str(row["id"]))


def compared(
    archive: Archive, section: str, urls: Sequence[str], *, page: int, above: Spot | None, up_to: int
) -> Stretch:
    """Compare a page's links, in their order, with their previous positions.

    ``above`` is where the lowest of the page before stood, ``up_to`` the id of the last listing page that was read
    before the section's were begun. What is new has no place yet; what was moved to the top says nothing of the
    others, but what was moved down has left its place. Of what is known to be gone there is no news.
    """
    spots = _spots(archive, section, urls, up_to)
    kept = _longest_run([spots[url] for url in urls if url in spots])
    if not kept:
        return Stretch((), above)
    last = kept[-1]
    first = above or (Spot(kept[0].before, 0, 0) if page == 0 else kept[0])
    rows = archive.rows(
        "SELECT u.url FROM listings l JOIN section_urls s ON s.listing_id = l.id "
        "JOIN urls u ON u.id = s.url_id JOIN article_urls a ON a.url = u.url "
        "WHERE l.section = ? AND l.sweep_id BETWEEN ? AND ? AND l.id <= ? AND a.gone_at IS NULL "
        "AND (-l.sweep_id, l.id, s.position) > (?, ?, ?) AND (-l.sweep_id, l.id, s.position) < (?, ?, ?) "
        "ORDER BY l.sweep_id DESC, l.id, s.position",
        [section, -last.before, -first.before, up_to, *first, *last],
    )
    return Stretch(tuple(url for row in rows if (url := str(row["url"])) not in spots), last)


def _spots(archive: Archive, section: str, urls: Sequence[str], up_to: int) -> dict[str, Spot]:
    marks = ", ".join("?" * len(urls))
    rows = archive.rows(
        "SELECT u.url, -l.sweep_id AS before, l.id AS listing, s.position "
        "FROM section_urls s JOIN urls u ON u.id = s.url_id JOIN listings l ON l.id = s.listing_id "
        f"WHERE s.section = ? AND l.id <= ? AND u.url IN ({marks})",
        [section, up_to, *urls],
    )
    return {str(row["url"]): Spot(*(int(str(row[name])) for name in Spot._fields)) for row in rows}


def _longest_run(spots: Sequence[Spot]) -> list[Spot]:
    """Return the longest run of places that go down the listing.

    >>> pinned = [Spot(-1, 5, 3), Spot(-1, 0, 0), Spot(-1, 0, 1)]
    >>> _longest_run(pinned) == pinned[1:]
    True
    """
    ends: list[Spot] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, spot in enumerate(spots):
        length = bisect_left(ends, spot)
        before.append(at[length - 1] if length else None)
        ends[length:] = [spot, *ends[length + 1 :]]
        at[length:] = [index, *at[length + 1 :]]
    run: list[Spot] = []
    step = at[-1] if at else None
    while step is not None:
        run.append(spots[step])
        step = before[step]
    return run[::-1]


def set_places(database: ArchiveDatabase, section: str, urls: Iterable[str], *, sweep_id: int, listing_id: int) -> None:
    """Write where a listing page shows addresses, and of those that no sweep has shown before that this one has.

    A sweep that is taken up reads some of its pages again, which have moved since: first places are in one order.
    """
    for position, url in enumerate(urls):
        database.execute(
            "INSERT INTO section_urls (section, url_id, sweep_id, listing_id, position) "
            "SELECT ?, id, ?, ?, ? FROM urls WHERE url = ? ON CONFLICT (section, url_id) DO UPDATE SET "
            "listing_id = excluded.listing_id, position = excluded.position WHERE section_urls.listing_id IS NULL "
            "OR (SELECT sweep_id FROM listings WHERE id = section_urls.listing_id) < ?",
            [section, sweep_id, listing_id, position, url, sweep_id],
        )


def store_unlisted(database: ArchiveDatabase, section: str, url: str) -> str:
    """Make an article that a section's listing has left out due, and return what became of it.

    That is no absence: listings are cut, and editors sort them.
    """
    database.execute(
        "UPDATE section_urls SET listing_id = NULL, position = NULL "
        "WHERE section = ? AND url_id = (SELECT id FROM urls WHERE url = ?)",
        [section, url],
    )
    marked = database.execute(
        "UPDATE articles SET next_check_at = min(coalesce(next_check_at, ?), ?) "
        "WHERE id = (SELECT article_id FROM article_urls WHERE url = ?)",
        [database.moment, database.moment, url],
    )
    return "due" if marked.rowcount else "unknown"
