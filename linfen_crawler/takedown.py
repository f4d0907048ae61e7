"""Work out what a takedown removes, and what of it other rows rest on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from linfen_crawler.answers import page_of
from linfen_crawler.archive import Archive
from linfen_crawler.archive.belonging import belongings_of
from linfen_crawler.archive.reader import Record
from linfen_crawler.archive.sketching import sketches_of_texts
from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ArchiveDamagedError, ConfigError, ExtractionError
from linfen_crawler.items import RawArticle
from linfen_crawler.kinds import Kind
from linfen_crawler.pages import read_article
from linfen_crawler.replay import Decode
from linfen_crawler.rewrites import Removed, Takedown
from linfen_crawler.text import clean_block
from linfen_crawler.urls import Site, kind_of

_NEVER = frozenset({Kind.HOME, Kind.LISTING, Kind.ROBOTS})
_WORDS = ("title", "kicker", "headline", "subtitle", "notice")
_LINES = ("breadcrumbs", "bylines", "paragraphs", "editor_lines")


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
        article_ids=() if found.article_id is None else (found.article_id,),
        versions=found.versions,
        addresses=tuple((address, str(kind)) for address, kind in found.addresses.items()),
        texts=found.texts,
        removed=tuple(_removed(archive, row, decode) for row in found.captures),
        sketches=tuple(dict.fromkeys(sketches_of_texts(archive, found))),
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
    published_at = read_date_line(raw.date_line).published_at
    return replace(removed, notice=notice, published_at=published_at, content_sha256=_digest(raw))


def _digest(raw: RawArticle) -> str:
    """Return the digest of what an edit may change of a page: neither views nor links."""
    words = [clean_block(getattr(raw, name) or "") for name in _WORDS]
    lines = [[clean_block(line) for line in getattr(raw, name)] for name in _LINES]
    images = [(image.url, clean_block(image.caption)) for image in raw.images]
    dated = [read_date_line(line) for line in (raw.date_line, raw.source_line)]
    dates = [(one.published_at, one.precision, one.source, one.author, one.editor) for one in dated]
    said = json.dumps([words, lines, images, dates], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
