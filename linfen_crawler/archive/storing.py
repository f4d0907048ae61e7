"""Write each kind of item into its tables."""

from __future__ import annotations

from collections.abc import Mapping

from linfen_crawler.archive import articles, ledger, listings, media, mirrors, places, takedowns
from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.images import ImageFile
from linfen_crawler.items import Article, Capture, Item, Links, Listing, Menu, Mirror, NoPage
from linfen_crawler.rewrites import Reread, Takedown, Unlisted, Withheld


def store_item(database: ArchiveDatabase, item: Item, capture_ids: Mapping[Capture, int]) -> str:
    """Write an item whose captures are stored, and return what became of it.

    Raises :class:`TypeError` for an item that the archive does not keep.
    """
    last = capture_ids[item.captures[-1]] if item.captures else None
    match item:
        case Article():
            return articles.store_article(database, item, capture_ids)
        case Mirror():
            return mirrors.store_mirror(database, item, capture_ids)
        case Listing() | Menu() | Links():
            return f"{listings.store_found(database, item, last)} new"
        case ImageFile():
            return media.store_image(database, item, last)
        case NoPage():
            return ledger.store_no_page(database, item, last)
        case Reread():
            log_change(database, item.article_id, item.event, fields=item.fields, evidence=item.evidence)
        case Unlisted():
            return places.store_unlisted(database, item.section, item.url)
        case Takedown():
            takedowns.store_takedown(database, item)
        case Withheld():
            takedowns.store_withheld(database, item, capture_ids)
        case _:
            raise TypeError(f"the archive keeps no {type(item).__name__}")
    return type(item).__name__.lower()
