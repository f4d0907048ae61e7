"""Find how a site publishes: on which days each section did, and what its latest articles have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from linfen_crawler.archive.reader import Archive

_FIELDS = ("editor", "copyright_notice", "source", "section_name", "credits")
"""Fields that most articles of a template have, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """What one of the latest articles has."""

    url: str
    fields: frozenset[str]
    """Of ``editor``, ``copyright_notice``, ``source``, ``section_name`` and ``credits``, those that are not empty."""
    char_count: int


def days_by_section(archive: Archive, *, since: date) -> dict[str, list[date]]:
    """Return the days on which each section published, from a day on, in order; days are the site's."""
    rows = archive.rows(
        "SELECT section, substr(published_at, 1, 10) AS day FROM articles "
        "WHERE published_at >= ? AND section IS NOT NULL GROUP BY section, day ORDER BY section, day",
        [since.isoformat()],
    )
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(str(row["section"]), []).append(date.fromisoformat(str(row["day"])))
    return found


def latest_articles(archive: Archive, count: int) -> list[Latest]:
    """Return what the articles published last have, newest first."""
    rows = archive.rows(
        "SELECT id, url, editor, copyright_notice, source, section_name, char_count, "
        "(SELECT count(*) FROM credits WHERE article_id = articles.id) AS credits "
        "FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT ?",
        [count],
    )
    return [
        Latest(
            url=str(row["url"]),
            fields=frozenset(name for name in _FIELDS if row[name]),
            char_count=int(str(row["char_count"])),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """How long a section has published nothing."""

    days: int
    """Days since on which others published."""
    longest: int
    """The most such days that ever lay between two of its own."""


def silence_of(own: list[date], others: Iterable[date], *, today: date) -> Silence:
    """Return how long a section has been silent, in days on which the site published.

    So weekends and holidays, on which nobody publishes, are no silence, and a section that keeps them is compared with
    itself.

    >>> work = [date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    >>> silence_of(work[:5], work, today=date(2026, 11, 13))
    Silence(days=4, longest=0)
    """
    site = sorted({*own, *(day for day in others if day <= today)})
    number = {day: at for at, day in enumerate(site)}
    between = [number[later] - number[earlier] - 1 for earlier, later in pairwise(own)]
    # Today is not over.
    since = sum(own[-1] < day < today for day in site)
    return Silence(days=since, longest=max(between, default=0))


def longest_pause(days: Iterable[date]) -> timedelta:
    """Return the longest time between two of some days."""
    ordered = sorted(set(days))
    return max((later - earlier for earlier, later in pairwise(ordered)), default=timedelta(0))
