"""Read an article's JSON-LD, what a page tells search engines in schema.org's vocabulary.

One script may describe several things: the site, the path to the page, the article. Each has a date of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_DATE = re.compile(r'"(?:datePublished|pubDate)"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_IS_ARTICLE = re.compile(r'"@type"\s{0,4}:[\s\["]{0,8}\w{0,20}(?:Article|Posting|Report)')
_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_MAX_THINGS = 200
"""Things of one script that are looked at, and parts of each."""


def tells_of_article(script: str) -> bool:
    """Recognise a script that describes an article, or something unnamed; pages, sites and lists have titles too."""
    return '"@type"' not in script or _IS_ARTICLE.search(script) is not None


def dates_of_article(script: str) -> Iterator[str]:
    """Yield when the article that a script of JSON-LD describes was published, as it is written there.

    Of a script that is no JSON – a line break in a headline, a comma too many – it is the first date, if an article
    is in it; and so where no type is named.
    """
    if (match := _DATE.search(script)) is None or not tells_of_article(script):
        return
    try:
        told = json.loads(script) if '"@type"' in script else None
    except (ValueError, RecursionError):
        told = None
    yield from [match[1]] if told is None else _dates(told)


def _dates(told: object) -> Iterator[str]:
    """Yield the dates of the articles in what a script tells, in order."""
    left = [told]
    for _ in range(_MAX_THINGS):
        if not left:
            return
        one = left.pop()
        parts = one if isinstance(one, list) else list(one.values()) if isinstance(one, dict) else []
        left += [part for part in parts[:_MAX_THINGS] if isinstance(part, list | dict)][::-1]
        if isinstance(one, dict) and _is_article(one.get("@type")):
            date = one.get("datePublished") or one.get("pubDate")
            if isinstance(date, str):
                yield date


def _is_article(types: object) -> bool:
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _TYPE.search(name) for name in names)
