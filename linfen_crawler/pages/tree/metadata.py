"""Read what a page's metadata say of it: the browser's title, and when it was published.

Machines are told there what people are told in the page, by conventions that many templates share: Open Graph, the
names that Chinese content systems use, ``<time datetime>``, microdata, JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.text import clean_line, fingerprint_text

_SITE_CLOCK = timezone(timedelta(hours=8))
_TITLE_NAMES = ("og:title", "ArticleTitle")
_TITLES = "meta[property='og:title'], meta[name=ArticleTitle]"
# article:published_time, og:release_date, PubDate, publishdate, apub:time, weibo:article:create_at, DC.date.issued …
_TIME_NAME = re.compile(
    r"(?:^|[:._-])(?:pub|publish|published|publication|release|issue|create)[_-]?(?:date|time|at)$"
    r"|(?:pub|publish)(?:ed)?[_:-]?(?:date|time)|(?:^|[:.])date(?:[:.]issued)?$",
    re.IGNORECASE,
)
_MARKED_TIMES = "[itemprop=datePublished], time[datetime], time[pubdate]"
_JSON_LD = re.compile(r'"(?:datePublished|pubDate)"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_IS_ARTICLE = re.compile(r'"@type"\s{0,4}:[\s\["]{0,8}\w{0,20}(?:Article|Posting|Report)')
TITLE_PARTS = re.compile(r"\s{0,4}(?:[_|｜]|(?<![—–-])[—–-](?![—–-])|--(?!-))\s{0,4}")
"""What parts the article's title from the site's name in the browser's; —— parts it from its own second half."""
_MAX_VALUE = 80
_MAX_META = 60


def page_title(document: Document) -> str:
    """Return the browser's title, or what the page's metadata call its title; ``""`` where there is none."""
    # Few pages have either, and the whole tree is searched for it.
    end = document.text.find("</head")
    is_named = any(document.text.find(name, 0, end) >= 0 for name in _TITLE_NAMES)
    node = document.root.css_first(_TITLES) if is_named else None
    if node is not None and (said := clean_line(node.attributes.get("content") or "")):
        return said
    # Mostly it is a child of the head, which is soon looked through.
    node = next((one for one in document.head.iter() if one.tag == "title"), None) or document.root.css_first("title")
    return clean_line(node.text()) if node is not None else ""


def title_parts(title: str) -> list[str]:
    """Return the parts of the browser's title, folded: the article's title, its channel, its site."""
    return [fingerprint_text(part) for part in TITLE_PARTS.split(title)]


def published_times(document: Document) -> Iterator[str]:
    """Yield the times of publication that a page's metadata say, in order of trust, as the site's clock showed them.

    Such as ``2024-07-17 09:17:15``, or ``2024-07-17`` where no time of the day is said.
    """
    for value in _values(document):
        said = value[:_MAX_VALUE].strip()
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            # 2024年7月17日 09:17, as people are told it.
            if shown := read_date_line(said).published_at:
                yield shown[:19].replace("T", " ")
            continue
        if moment.tzinfo is not None:
            moment = moment.astimezone(_SITE_CLOCK)
        is_day = len(said) <= len("2024-07-17") or not (moment.hour or moment.minute or moment.second)
        yield f"{moment:%Y-%m-%d}" if is_day else f"{moment:%Y-%m-%d %H:%M:%S}"


def _values(document: Document) -> Iterator[str]:
    for node in document.root.css("meta[content]")[:_MAX_META]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if _TIME_NAME.search(name):
            yield attributes.get("content") or ""
    for node in document.root.css(_MARKED_TIMES)[:4]:
        yield node.attributes.get("content") or node.attributes.get("datetime") or ""
    for node in document.root.css("script[type*='ld+json']")[:4]:
        said = node.text()
        # A page, a site or a list of pages has a date of its own.
        if (match := _JSON_LD.search(said)) and ('"@type"' not in said or _IS_ARTICLE.search(said)):
            yield match[1]
