"""An article's history: when each version was current, when there was none, and what each edit changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone

from diff_match_patch import diff_match_patch

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.revisions import COMPARED, LISTS
from linfen_crawler.archive.rows import Record
from linfen_crawler.errors import ConfigError

SITE_ZONE = timezone(timedelta(hours=8))
"""Asia/Shanghai, which has had no summer time since 1991."""
_BACK = frozenset({"returned", "merged"})
"""What ends an absence: it is there again, or was merged with an article that is."""
_LINE = {"credits": ("role", "name"), "images": ("url", "caption", "credit"), "attachments": ("text", "url")}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_FORMS = "give a date (2026-01-31: its end) or a time (2026-01-31T09:30, of the site's clock unless it names a zone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as it was from one visit to another."""

    article_id: int
    revision: int
    seen_at: str
    """When it was first seen so: ISO 8601, UTC."""
    replaced_at: str | None
    """When something else was seen; ``None`` for the current version."""
    fields: Record
    """By the names of the columns; ``credits``, ``images`` and ``attachments`` as text, one per line, where known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time at which the site did not have an article, as its visits have shown."""

    since: str
    """ISO 8601, UTC."""
    until: str | None
    """When it was there again; ``None`` if it has not been since."""
    evidence: str
    """What the site said: ``404: http://…``."""

    def covers(self, moment: str) -> bool:
        """Tell whether the article was away at a time."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period in which one version was current."""

    version: Version
    since: str
    until: str | None
    """``None`` while it is the current one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an edit changed in one field."""

    field: str
    pieces: tuple[tuple[int, str], ...]
    """In order: -1 and what was removed, 1 and what was added, 0 and what stayed."""


def versions_of(archive: Archive, article: Record) -> list[Version]:
    """Return an article's versions, the oldest first; the last is the current one."""
    article_id = int(str(article["id"]))
    before = kept_versions(archive, article_id)
    current = {**article, "seen_at": _since(article, before), "replaced_at": None}
    lists = {name: archive.children(name, article_id) for name in LISTS}
    return [*before, _version(article_id, current, lists)]


def _since(article: Record, before: Sequence[Version]) -> str:
    """Return when an article's current version was first seen."""
    if before:
        return max(str(one.replaced_at) for one in before)
    return str(article["changed_at"] or article["first_seen_at"])


def kept_versions(archive: Archive, article_id: int) -> list[Version]:
    """Return an article's versions before each edit, the oldest first, also for one that was merged into another."""
    return [
        # Unknown for versions from before such lists were kept.
        _version(article_id, row, {name: json.loads(str(row[name])) for name in LISTS if row.get(name) is not None})
        for row in archive.revisions(article_id)
    ]


def _version(article_id: int, row: Record, lists: dict[str, list[Record]]) -> Version:
    listed = {name: "\n".join(_in_one_line(one, _LINE[name]) for one in rows) for name, rows in lists.items()}
    return Version(
        article_id=article_id,
        revision=int(str(row["revision"])),
        seen_at=str(row["seen_at"]),
        replaced_at=None if row["replaced_at"] is None else str(row["replaced_at"]),
        fields={**{name: row[name] for name in COMPARED}, **listed},
    )


def absences_of(archive: Archive, article_id: int) -> list[Absence]:
    """Return the times at which the site did not have an article, the oldest first."""
    article = archive.article(article_id)
    found: list[Absence] = []
    for event in archive.changes(article_id):
        is_away = bool(found) and found[-1].until is None
        at, kind = seen_at(event), event["kind"]
        if kind == "gone" and is_away:
            # It was there between two removals: by another address that came to say the same.
            joined = archive.joined_at(article_id, after=found[-1].since)
            is_away = not found[-1].since < joined < at
            found[-1] = found[-1] if is_away else replace(found[-1], until=joined)
        if kind == "gone" and not is_away:
            found.append(Absence(since=at, until=None, evidence=str(event["evidence"])))
        elif kind in _BACK and is_away:
            found[-1] = replace(found[-1], until=at)
    if article is not None and found and found[-1].until is None:
        last = found.pop()
        # The article's own row knows whether it became one with another that is there, and since when it is gone.
        until = None if article["gone_at"] else archive.joined_at(article_id, after=last.since)
        found.append(replace(last, since=str(article["gone_at"] or last.since), until=until))
    return found


def seen_at(event: Record) -> str:
    """Return when the site said what an event tells: as it was noticed, or before, where others captured it."""
    return str(event.get("seen_at") or event["at"])


def stretches(versions: Sequence[Version], absences: Sequence[Absence]) -> list[Stretch]:
    """Return the periods in which each version was current, without those in which the site had none."""
    return [one for version in versions for one in _standing(version, absences)]


def _standing(version: Version, absences: Sequence[Absence]) -> Iterator[Stretch]:
    since, end = version.seen_at, version.replaced_at
    for away in absences:
        if away.until is not None and away.until <= since:
            continue
        if end is not None and away.since >= end:
            break
        if since < away.since:
            yield Stretch(version=version, since=since, until=away.since)
        if away.until is None or (end is not None and away.until >= end):
            return
        since = away.until
    yield Stretch(version=version, since=since, until=end)


def _in_one_line(row: Record, names: Sequence[str]) -> str:
    return "  ".join(str(row[name]) for name in names if row[name])


def differences(one: Version, other: Version) -> Iterator[Difference]:
    """Yield what changed between two versions, field by field, by characters."""
    for name in filter(other.fields.__contains__, one.fields):
        old, new = one.fields[name], other.fields[name]
        if old != new:
            yield Difference(field=name, pieces=_pieces(_text(old), _text(new)))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _pieces(old: str, new: str) -> tuple[tuple[int, str], ...]:
    """Split two texts into equal and differing pieces; scattered single characters are joined into readable pieces."""
    engine = diff_match_patch()
    # By paragraphs first, then by characters in those that differ; of two texts that share nothing it tires soon.
    pieces = engine.diff_main(old, new, checklines=True)
    engine.diff_cleanupSemantic(pieces)
    return tuple(pieces)


def at(versions: Sequence[Version], moment: datetime) -> Version | None:
    """Return the version that was current at an aware time; ``None`` if the article was not archived yet."""
    return at_instant(versions, instant(moment))


def at_instant(versions: Sequence[Version], moment: str) -> Version | None:
    """Return the version that was current at a time, written as the archive writes it."""
    return next((one for one in reversed(versions) if one.seen_at <= moment), None)


def moment_of(text: str) -> datetime:
    """Return the time that a date or a time of the site's clock means: of a date, its last microsecond.

    >>> moment_of("2026-01-31").isoformat()
    '2026-01-31T23:59:59.999999+08:00'

    Raises :class:`ConfigError` for anything else.
    """
    if not (_DAY.fullmatch(text) or _TIME.fullmatch(text)):
        raise ConfigError(f"{text}: {_FORMS}")
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{text} does not exist in the calendar: {_FORMS}") from error
    if _DAY.fullmatch(text):
        found = datetime.combine(found.date(), time.max)
    found = found if found.tzinfo else found.replace(tzinfo=SITE_ZONE)
    try:
        found.astimezone(UTC)
    except OverflowError as error:
        raise ConfigError(f"{text}: give a time that the calendar has, in UTC too") from error
    return found
