"""Read a page's metadata: the browser's title, and when it was published.

They repeat for machines what the page shows, by conventions that many templates share: Open Graph, the
names that Chinese content systems use, ``<time datetime>``, microdata, JSON-LD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.linked_data import dates_of_article, tells_of_article
from linfen_crawler.text import clean_line, fingerprint_text, holds

_SITE_CLOCK = timezone(timedelta(hours=8))
_TITLES = ("articletitle", "og:title", "title")
"""What names a title, in order of trust: the first says what it is the title of, the others may be the site's."""
_TITLE_MARKS = ("og:title", '"title"', "'title'", "rticleTitle", "rticletitle", "RTICLETITLE", "OG:TITLE")
"""What names one in the source; to look for each takes less time than to fold the cases of a page's head."""
_LINKED_DATA = re.compile(r"\+(?<=ld\+)json")
_HEADLINE = re.compile(r'"headline"\s{0,4}:\s{0,4}("(?:[^"\\]|\\.){1,400}")')
# article:published_time, og:release_date, PubDate, publishdate, apub:time, weibo:article:create_at, DC.date.issued …
_TIME_NAME = re.compile(
    r"(?:^|[:._-])(?:pub|publish|published|publication|release|issue|create)[_-]?(?:date|time|at)$"
    r"|(?:pub|publish)(?:ed)?[_:-]?(?:date|time)|(?:^|[:.])date(?:[:.]issued)?$",
    re.IGNORECASE,
)
_MARKED_TIMES = "[itemprop=datePublished], time[datetime], time[pubdate]"
_SECONDS = re.compile(r"\d:\d\d:\d\d")
TITLE_PARTS = re.compile(r"\s{0,4}(?:[_|｜]|(?<![—–-])[—–-](?![—–-])|--(?!-)|\s[>»]{1,2}\s)\s{0,4}")
"""What parts the article's title from the site's name in the browser's; —— parts it from its own second half."""
_MAX_PARTS = 12
_MAX_VALUE = 80
_MAX_META = 60
_MAX_HEAD = 1 << 16


def page_title(document: Document) -> str:
    """Return the browser's title, or what the page's metadata call its title; ``""`` if there is none."""
    return next(iter(page_titles(document)), "")


def shown_title(document: Document) -> str:
    """Return the title that a browser shows; ``""`` if there is none."""
    # Mostly it is a child of the head, which is soon looked through.
    node = next((one for one in document.head.iter() if one.tag == "title"), None) or document.root.css_first("title")
    return clean_line(node.text()) if node is not None else ""


def page_titles(document: Document) -> list[str]:
    """Return what the metadata call the page's title, in order of trust; of those that say the same, one.

    Last comes what the browser's title sets after its first part: mostly the name of the site, which a template says
    on every page.
    """
    shown = shown_title(document)
    # Few pages have others, and the whole tree is searched for them.
    named = list(_named_titles(document)) if _has_named_title(document.text) else []
    if not named:
        return [shown] if shown else []
    own, *others = title_parts(shown)
    known: dict[str, str] = {}
    for one in named:
        known.setdefault(fingerprint_text(one), one)
    first = [one for name, one in known.items() if name not in others]
    last = [one for name, one in known.items() if name in others]
    return [*first, *([shown] if shown and own not in known else []), *last]


def _has_named_title(text: str) -> bool:
    end = text.find("</head")
    head = text[: end if end >= 0 else _MAX_HEAD]
    return any(name in head for name in _TITLE_MARKS) or holds(text, "+", _LINKED_DATA)


def _named_titles(document: Document) -> Iterator[str]:
    """Yield the titles that the metadata name as such, in order of trust; none that is the site's name as well."""
    told: dict[str, str] = {}
    for node in document.root.css("meta[content]")[:_MAX_META]:
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        told.setdefault(name, clean_line(attributes.get("content") or ""))
    site = told.get("og:site_name")
    article = (match[1] for one in _article_data(document) if (match := _HEADLINE.search(one)))
    for said in (told.get(_TITLES[0]), *map(_unescaped, article), *map(told.get, _TITLES[1:])):
        if said and said != site:
            yield said


def _unescaped(literal: str) -> str:
    """Return the string that a literal of JSON writes; ``""`` if it is not a string."""
    try:
        return clean_line(json.loads(literal))
    except ValueError:
        return ""


def _article_data(document: Document) -> Iterator[str]:
    """Yield the JSON-LD of an article: a page, a site or a list of pages has a date and a title of its own."""
    for node in document.root.css("script[type*='ld+json']")[:4]:
        if tells_of_article(said := node.text()):
            yield said


def title_parts(title: str) -> list[str]:
    """Return the parts of the browser's title, folded: the article's title, its channel, its site."""
    return [fingerprint_text(part) for part in TITLE_PARTS.split(title)]


def joined_parts(title: str) -> Iterator[str]:
    """Yield the browser's title, and the first and the last of its parts together: 身边故事｜柏头村完工交付醋坊."""
    yield title
    for sign in islice(TITLE_PARTS.finditer(title), 1, _MAX_PARTS):
        yield title[: sign.start()]
    for sign in islice(TITLE_PARTS.finditer(title), _MAX_PARTS):
        yield title[sign.end() :]


def published_times(document: Document) -> Iterator[str]:
    """Yield the times of publication that a page's metadata say, in order of trust, as the site's clock showed them.

    Such as ``2024-07-17 09:17:15``, as exactly as they say it: ``2024-07-17 09:17``, ``2024-07-17``.
    """
    for value in _values(document):
        said = value[:_MAX_VALUE].strip()
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            # 2024年7月17日 09:17, as written for people.
            if shown := read_date_line(said).published_at:
                yield shown[:19].replace("T", " ")
            continue
        if moment.tzinfo is not None:
            moment = moment.astimezone(_SITE_CLOCK)
        is_day = len(said) <= len("2024-07-17") or not (moment.hour or moment.minute or moment.second)
        clock = "" if is_day else " %H:%M:%S" if _SECONDS.search(said) else " %H:%M"
        yield f"{moment:%Y-%m-%d{clock}}"


def _values(document: Document) -> Iterator[str]:
    for node in document.root.css("meta[content]")[:_MAX_META]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if _TIME_NAME.search(name):
            yield attributes.get("content") or ""
    for node in document.root.css(_MARKED_TIMES)[:4]:
        yield node.attributes.get("content") or node.attributes.get("datetime") or ""
    for said in _article_data(document):
        yield from dates_of_article(said)
