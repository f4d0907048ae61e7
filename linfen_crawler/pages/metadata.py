"""Read what a page's metadata say of it: the browser's title, and when it was published.

Machines are told there what people are told in the page, by conventions that many templates share: Open Graph, the
names that Chinese content systems use, ``<time datetime>``, microdata, JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from linfen_crawler.pages.document import Document
from linfen_crawler.text import clean_line

_SITE_CLOCK = timezone(timedelta(hours=8))
_TITLES = "meta[property='og:title'], meta[name=ArticleTitle]"
_TIMES = (
    ("meta[property='article:published_time'], meta[name=PubDate], meta[name=publishdate]", "content"),
    ("[itemprop=datePublished]", "content"),
    ("[itemprop=datePublished], time[pubdate], time[datetime]", "datetime"),
)
_JSON_LD = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_MAX_VALUE = 80


def page_title(document: Document) -> str:
    """Return the browser's title, or what the page's metadata call its title; ``""`` where there is none."""
    node = document.root.css_first(_TITLES)
    if node is not None and (said := clean_line(node.attributes.get("content") or "")):
        return said
    node = document.root.css_first("title")
    return clean_line(node.text()) if node is not None else ""


def published_time(document: Document) -> str | None:
    """Return when a page was published by its metadata, as the site's clock showed it: ``2024-07-17 09:17:15``."""
    for value in _times(document):
        try:
            moment = datetime.fromisoformat(value[:_MAX_VALUE].strip())
        except ValueError:
            continue
        if moment.tzinfo is not None:
            moment = moment.astimezone(_SITE_CLOCK)
        return f"{moment:%Y-%m-%d}" if len(value.strip()) <= len("2024-07-17") else f"{moment:%Y-%m-%d %H:%M:%S}"
    return None


def _times(document: Document) -> Iterator[str]:
    for selector, name in _TIMES:
        for node in document.root.css(selector)[:4]:
            if value := node.attributes.get(name):
                yield value
    if match := _JSON_LD.search(document.text):
        yield match[1]
