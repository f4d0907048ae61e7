"""Find the address and the time of a saved page, in what browsers and mirroring tools leave in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from linfen_crawler.ingest.provenance import of_saved
from linfen_crawler.ingest.records import RESOURCE, Record
from linfen_crawler.pages.tree.document import Page, parse
from linfen_crawler.urls import SITE_URL, Site

_HEAD_BYTES = 64 * 1024
_SAVED_FROM = re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000})", re.IGNORECASE)
"""What Internet Explorer, Chrome and Edge write above a page that they save."""
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s{1,9}url:\s{0,9}(https?://[^\s<>]{1,2000})"
    rb"(?:\s{1,9}saved date: \w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4}))?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SITE_HOSTS = frozenset({"www.lfxww.com", "lfxww.com"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an operator says of saved pages."""

    url: str | None = None
    at: datetime | None = None
    hosts: frozenset[str] = frozenset()
    """The hosts after which a mirroring tool may have named a folder, beside the site's own."""


def read_saved(path: Path, body: bytes, *, site: Site, given: Given) -> Record:
    """Return a saved page as a record.

    Raises :class:`ValueError` if nothing says which address it had.
    """
    url = given.url or next(_addresses(path, body, site, given.hosts), None)
    if url is None:
        raise ValueError("nothing in it says which address it came from: ingest it alone, with --url ADDRESS")
    at = given.at or _saved_at(body) or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Record(
        kind=RESOURCE,
        url=url,
        at=at.astimezone(UTC),
        provenance=of_saved(body),
        content_type="text/html",
        body=body,
    )


def _addresses(path: Path, body: bytes, site: Site, hosts: frozenset[str]) -> Iterator[str]:
    """Yield what says where a page was, the surest first."""
    head = body[:_HEAD_BYTES]
    for match in (_SAVED_FROM.search(head), _SINGLE_FILE.search(head)):
        if match is not None:
            yield match[1].decode("utf-8", "replace")
    yield from _by_path(path, {*_SITE_HOSTS, *hosts, urljoin(site.asked_at, "/").split("/")[2]})
    tree = parse(Page(url=SITE_URL, body=head, content_type=None, site=site)).root
    for selector, attribute in (("link[rel~=canonical]", "href"), ('meta[property="og:url"]', "content")):
        found = tree.css_first(selector)
        value = (found.attributes.get(attribute) or "").strip() if found is not None else ""
        if value.startswith(("http://", "https://")):
            yield value


def _by_path(path: Path, hosts: set[str]) -> Iterator[str]:
    """Yield the address that a mirroring tool such as ``wget -r`` made a path of: a folder that is named as a host."""
    parts = path.absolute().parts
    for at, part in enumerate(parts[:-1]):
        if part in hosts:
            yield f"http://{'/'.join(parts[at:])}"


def _saved_at(body: bytes) -> datetime | None:
    match = _SINGLE_FILE.search(body[:_HEAD_BYTES])
    if match is None or match[2] is None:
        return None
    month, day, year, clock, zone = (one.decode() for one in match.groups()[1:])
    try:
        return datetime.strptime(f"{year} {_MONTHS.index(month) + 1} {day} {clock} {zone}", "%Y %m %d %H:%M:%S %z")
    except ValueError:
        return None
