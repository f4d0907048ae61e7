"""Work out what a takedown removes, and what of it other rows rest on."""

from __future__ import annotations

from dataclasses import replace

from linfen_crawler.answers import page_of
from linfen_crawler.archive import Archive
from linfen_crawler.archive.belonging import belongings_of
from linfen_crawler.archive.reader import Record
from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ArchiveDamagedError, ConfigError, ExtractionError
from linfen_crawler.items import Kind
from linfen_crawler.pages import read_article
from linfen_crawler.replay import Decode
from linfen_crawler.rewrites import Removed, Takedown
from linfen_crawler.text import clean_block
from linfen_crawler.urls import Site, kind_of

_NEVER = frozenset({Kind.HOME, Kind.LISTING, Kind.ROBOTS})


def check_address(url: str) -> None:
    """Refuse an address that other rows are found by: raises :class:`ConfigError`."""
    if kind_of(url) in _NEVER:
        raise ConfigError(f"{url} is no article's address; a listing's bytes prove what it led to, and stay")


def takedown_of(archive: Archive, url: str, reason: str, decode: Decode) -> Takedown:
    """Return the takedown of a canonical address, with all that the archive has of it, be it nothing yet.

    Raises :class:`ConfigError` as :func:`check_address` does, and what reading the archive raises.
    """
    check_address(url)
    found = belongings_of(archive, url)
    return Takedown(
        url=url,
        reason=reason,
        article_ids=found.article_ids,
        addresses=tuple((address, str(kind)) for address, kind in found.addresses.items()),
        texts=found.texts,
        removed=tuple(_removed(archive, row, decode) for row in found.captures),
    )


def _removed(archive: Archive, row: Record, decode: Decode) -> Removed:
    """Return a response with what its page said of notice and date, if it is one that can be read."""
    removed = Removed(**{name: str(row[name]) for name in ("url", "fetched_at", "payload_sha256")})
    try:
        capture = archive.capture(int(str(row["id"])))
        raw = read_article(page_of(decode(capture), str(row["url"]), Site()))
    except (ExtractionError, ArchiveDamagedError):
        # Of bytes that cannot be read nothing could be proved before, either.
        return removed
    notice = clean_block(raw.notice or "") or None
    return replace(removed, notice=notice, published_at=read_date_line(raw.date_line).published_at)
