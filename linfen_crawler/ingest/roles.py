"""Decide from its address what a captured page is for the archive."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from linfen_crawler.kinds import Kind
from linfen_crawler.urls import Site, is_on_site, kind_of, original_of

_LATER_PAGE = re.compile(r"/\d+_(?!1\.)\d+\.html?$", re.ASCII)
_LIKE_A_PART = re.compile(r"^/(?:[^/]+/){1,3}\d+[^\d/]|^/(?:[^/]+/){1,3}\d+/", re.ASCII)
"""What an article's number begins: <id>-2.html, <id>/2.html."""
_PAGE_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


class Role(StrEnum):
    """What a captured page is read as."""

    ARTICLE = "article"
    PART = "part"
    """A later page of an article; read only where the page before leads to it."""
    LISTING = "listing"
    """Also the home page: what it links to is discovered."""
    MIRROR = "mirror"
    MIRROR_PART = "mirror part"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a captured page is read as, and its canonical address."""

    role: Role
    url: str


def wanted(asked: str, site: Site, mirrors: Collection[str]) -> Wanted | str:
    """Return what the page of an address is read as, or why it is passed over.

    ``mirrors`` are the hosts of which every page may be a copy; of any other the path alone says so.
    """
    url = site.canonical(asked)
    if url is None:
        return "no address of a page"
    if is_on_site(url):
        return _on_site(url, site.canonical(asked, keeps_query=True) or url)
    parts = urlsplit(url)
    if original_of(url) is None and not {parts.hostname, parts.netloc} & set(mirrors):
        return "another site"
    return Wanted(Role.MIRROR_PART if _LATER_PAGE.search(parts.path) else Role.MIRROR, url)


def _on_site(url: str, exact: str) -> Wanted | str:
    kind = kind_of(url)
    if kind is Kind.ARTICLE and not _chooses_a_page(exact):
        return Wanted(Role.ARTICLE, url)
    if kind in {Kind.ARTICLE, Kind.PART} or (kind is Kind.OTHER and _LIKE_A_PART.match(urlsplit(url).path)):
        return Wanted(Role.PART, exact)
    if kind in {Kind.LISTING, Kind.HOME}:
        return Wanted(Role.LISTING, url)
    return f"no page to read ({kind})"


def _chooses_a_page(url: str) -> bool:
    """Recognise a query that may choose a page of an article; a longer number defeats caches."""
    return any(_PAGE_NUMBER.fullmatch(value) for _, value in parse_qsl(urlsplit(url).query))
