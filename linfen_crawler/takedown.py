"""Work out what a takedown removes, and which other rows rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from linfen_crawler.answers import page_of
from linfen_crawler.archive import Archive
from linfen_crawler.archive.belonging import belongings_of, is_others_wording
from linfen_crawler.archive.notices import withheld
from linfen_crawler.archive.rows import Record
from linfen_crawler.archive.sketching import sketches_of_texts
from linfen_crawler.errors import ArchiveDamagedError, ConfigError, ExtractionError
from linfen_crawler.fingerprint import fields_of, said_sha256
from linfen_crawler.kinds import Kind
from linfen_crawler.normalising import normalise
from linfen_crawler.pages import read_article
from linfen_crawler.replay import Decode, site_of
from linfen_crawler.rewrites import Removed, Takedown
from linfen_crawler.urls import kind_of

_NEVER = frozenset({Kind.HOME, Kind.LISTING, Kind.ROBOTS})


def check_address(url: str) -> None:
    """Refuse an address that other rows are found by: raises :class:`ConfigError`."""
    if kind_of(url) in _NEVER:
        raise ConfigError(f"{url} is not an article's address; the bytes of a listing stay, as proof of what it led to")


def takedown_of(archive: Archive, url: str, reason: str, decode: Decode) -> Takedown:
    """Return the takedown of a canonical address, with all that the archive has of it, be it nothing yet.

    Raises :class:`ConfigError` as :func:`check_address` does, and what reading the archive raises.
    """
    check_address(url)
    found = belongings_of(archive, url)
    removed = [_removed(archive, row, decode) for row in found.captures]
    own = {
        notice for notice in {one.notice for one in removed} if notice and not is_others_wording(archive, notice, found)
    }
    return Takedown(
        url=url,
        reason=reason,
        article_ids=() if found.article_id is None else (found.article_id,),
        versions=found.versions,
        addresses=tuple((address, str(kind)) for address, kind in found.addresses.items()),
        texts=found.texts,
        removed=tuple(replace(one, notice=withheld(one.notice)) if one.notice in own else one for one in removed),
        sketches=tuple(dict.fromkeys(sketches_of_texts(archive, found))),
    )


def _removed(archive: Archive, row: Record, decode: Decode) -> Removed:
    """Return a response with what its page said of notice and date, if it is one that can be read."""
    removed = Removed(**{name: str(row[name]) for name in ("url", "fetched_at", "payload_sha256")})
    run_id = None if row["run_id"] is None else int(str(row["run_id"]))
    try:
        capture = archive.capture(int(str(row["id"])))
        # As it was read: the addresses of its images are made absolute by its own, and by the site as it was asked.
        page = page_of(decode(capture), _address_of(archive, row), site_of(archive, run_id))
        article = normalise(read_article(page))
    except (ExtractionError, ArchiveDamagedError):
        # Of bytes that cannot be read nothing could be proved before, either.
        return removed
    return replace(
        removed,
        notice=article.copyright_notice,
        published_at=article.published_at,
        content_sha256=said_sha256(fields_of(article)),
    )


def _address_of(archive: Archive, row: Record) -> str:
    """Return the canonical address of the page that a response was read as; where it was none, that asked for."""
    asked, at = str(row["url"]), str(row["fetched_at"])
    entry = archive.entry_of(int(str(row["id"])))
    parts = () if entry is None else cast("Sequence[tuple[str, int]]", entry.facts.get("parts", ()))
    named = [] if entry is None else [tuple(reference[:2]) for reference in entry.captures]
    return next((url for url, place in parts if named[place] == (asked, at)), asked)
