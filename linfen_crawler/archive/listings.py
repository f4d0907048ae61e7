"""Record the pages that lead to others: listings, the home page, and what others captured."""

from __future__ import annotations

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.ledger import State, discover, settle
from linfen_crawler.archive.places import set_places
from linfen_crawler.archive.rows import insert, update
from linfen_crawler.archive.sweeps import current_sweep, end_sweep, new_sweep
from linfen_crawler.items import Links, Listing, Menu
from linfen_crawler.kinds import Kind
from linfen_crawler.urls import kind_of


def store_found(database: ArchiveDatabase, item: Listing | Menu | Links, capture_id: int | None) -> int:
    """Record a page that leads to others, and return how many of its links were unknown."""
    match item:
        case Listing():
            return store_listing(database, item, capture_id)
        case Menu():
            return store_menu(database, item, capture_id)
    return store_links(database, item, capture_id)


def store_menu(database: ArchiveDatabase, item: Menu, capture_id: int | None) -> int:
    """Record the listings that the home page leads to, and return how many were unknown."""
    new = discover(database, item.links, on=item.url)
    settle(database, item.url, Kind.HOME, State.ARCHIVED, {"capture_id": capture_id})
    return len(new)


def store_links(database: ArchiveDatabase, item: Links, capture_id: int | None) -> int:
    """Record the links of a page that others captured, and return how many addresses were unknown.

    How far a section's sweeps have come is not touched by it, nor what a crawl has last read of the page.
    """
    new = discover(database, item.links, on=item.url)
    row = database.execute("SELECT capture_id FROM urls WHERE url = ?", [item.url]).fetchone()
    if row is None or row["capture_id"] is None:
        settle(database, item.url, kind_of(item.url), State.ARCHIVED, {"capture_id": capture_id})
    return len(new)


def store_listing(database: ArchiveDatabase, item: Listing, capture_id: int | None) -> int:
    """Record a listing page with all its links, move its sweep on, and return how many links were unknown."""
    sweep = item.sweep_id or (current_sweep if item.page else new_sweep)(database, item.section)
    new = discover(database, item.links, on=item.url)
    listing = insert(
        database,
        "listings",
        {
            "sweep_id": sweep,
            "section": item.section,
            "page": item.page,
            "seen_at": database.moment,
            "link_count": len(item.links),
            "new_count": len(new),
            "capture_id": capture_id,
        },
    )
    set_places(database, item.section, (link.url for link in item.links), sweep_id=sweep, listing_id=listing)
    settle(database, item.url, Kind.LISTING, State.ARCHIVED, {"capture_id": capture_id})
    database.execute("UPDATE sweeps SET next_page = max(next_page, ?) WHERE id = ?", [item.page + 1, sweep])
    if item.ends_sweep is not None:
        end_sweep(database, sweep, item.ends_sweep)
    elif new:
        # What seemed to be the end was not.
        update(database, "sweeps", sweep, {"reason": None})
    return len(new)
