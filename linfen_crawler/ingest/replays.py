"""Recognise what a web archive has replayed: bytes of the site, as of a time that the address gives."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from linfen_crawler.ingest.records import Record

_ARCHIVES = frozenset({"web.archive.org"})
_REPLAY = re.compile(
    r"/(?:[^/]+/){0,2}(\d{4,14})([a-z]{2}_)?/(https?):/{1,2}(.+)", re.ASCII | re.IGNORECASE | re.DOTALL
)
_UNCHANGED = "id_"
"""The flag by which a web archive is asked for bytes as captured, without its own links in them."""


def as_captured(record: Record, hosts: Collection[str]) -> Record | str:
    """Return a record of a web archive's answer as one of the page that it replays, or why it is none of that.

    Any other record is returned as it is. ``hosts`` are those that are believed, beside the one web archive that all
    know: whoever is not could say anything of the site.
    """
    try:
        parts = urlsplit(record.url or "")
    except ValueError:
        return record
    if parts.hostname not in _ARCHIVES and not {parts.hostname, parts.netloc} & set(hosts):
        return record
    found = _REPLAY.fullmatch(parts.path + (f"?{parts.query}" if parts.query else ""))
    if found is None:
        return record
    stamp, flag, scheme, address = found.groups()
    if flag != _UNCHANGED:
        return "rewritten by a web archive"
    return replace(record, url=f"{scheme.lower()}://{address}", at=_moment(stamp))


def _moment(stamp: str) -> datetime | None:
    """Return the time of fourteen digits: a request with fewer may have got a capture of any time."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(stamp) == 14 else None
    except ValueError:
        return None
