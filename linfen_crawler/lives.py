"""What an address has shown over time: the articles that it belonged to, one after the other.

An address whose text becomes another article's is merged into it; one whose text comes to differ is split off.
What it said before stays with the article that it belonged to then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from linfen_crawler.archive import Archive
from linfen_crawler.archive.rows import Record
from linfen_crawler.history import Absence, Version, absences_of, at_instant, kept_versions, seen_at, versions_of

_EVER = ""
"""Before any time that the archive writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A period in which an address belonged to one article."""

    article_id: int
    since: str
    """ISO 8601, UTC; empty for the first, whose article is told from its beginning."""
    until: str | None
    """When it came to belong to another; ``None`` if it belongs to this one still."""
    left_at: str | None = None
    """When it was last read as this one's, where it was split off: what others showed since, it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is known of an article, or of an address, over time."""

    article: Record
    """As it is now: the row of ``articles``."""
    changes: list[Record]
    versions: list[Version]
    absences: list[Absence]


def story_of(archive: Archive, key: str | int) -> Story | None:
    """Return what an article, by its id or one of its addresses, has been; ``None`` if there is none.

    Of an address that belonged to other articles before, and of an article that was merged into another, each time is
    told by the article that it belonged to then.
    """
    lives = _lives_of(archive, key)
    article = archive.article(lives[-1].article_id) if lives else None
    if article is None:
        return None
    changes = [event for life in lives for event in archive.changes(life.article_id) if _is_within(event, life)]
    absences = [away for life in lives for away in _absences(archive, life)]
    return Story(
        article=article,
        changes=sorted(changes, key=lambda event: int(str(event["id"]))),
        versions=_versions(archive, lives),
        absences=absences,
    )


def _lives_of(archive: Archive, key: str | int) -> list[Life]:
    current = archive.article(key)
    if isinstance(key, int):
        found = list(_followed(archive, Life(article_id=key, since=_EVER, until=None)))
    elif current is None:
        return []
    else:
        events = archive.memberships(key)
        ends = [*((seen_at(one), _left_at(one)) for one in events[1:]), (None, None)]
        begun = (
            Life(article_id=int(str(one["article_id"])), since=seen_at(one), until=until, left_at=left_at)
            for one, (until, left_at) in zip(events, ends, strict=False)
        )
        found = list(_joined(chain.from_iterable(_followed(archive, one) for one in begun)))
        if found:
            found[0] = replace(found[0], since=_beginning(archive, found[0], str(events[0]["kind"])))
    if current is not None and (not found or found[-1].article_id != current["id"]):
        # Older archives did not record the address by which an article was added.
        found = [Life(article_id=int(str(current["id"])), since=_EVER, until=None)]
    return found


def _left_at(event: Record) -> str | None:
    return None if event.get("left_at") is None else str(event["left_at"])


def _beginning(archive: Archive, life: Life, kind: str) -> str:
    """Return since when an address is told by its first article.

    Of one that joined an article, since what that said then was seen; of any other, since ever.
    """
    if kind != "merged":
        return _EVER
    joined = at_instant(_known_versions(archive, life), life.since)
    return life.since if joined is None else joined.seen_at


def _followed(archive: Archive, life: Life) -> Iterator[Life]:
    """Yield an article to which an address came, and those into which that was merged while it was its."""
    while (merged := archive.merged_into(life.article_id)) is not None:
        article_id, event = merged
        at = max(seen_at(event), life.since)
        if life.until is not None and at >= life.until:
            break
        yield replace(life, until=at, left_at=None)
        life = replace(life, article_id=article_id, since=at)
    yield life


def _joined(lives: Iterator[Life]) -> Iterator[Life]:
    """Join lives that follow each other in one article."""
    last: Life | None = None
    for life in lives:
        if last is not None and last.article_id == life.article_id:
            last = replace(last, until=life.until, left_at=life.left_at)
            continue
        if last is not None:
            yield last
        last = life
    if last is not None:
        yield last


def _is_within(event: Record, life: Life) -> bool:
    at = seen_at(event)
    return life.since <= at and (life.until is None or at <= life.until)


def _versions(archive: Archive, lives: Sequence[Life]) -> list[Version]:
    return [one for life in lives for one in _standing(_known_versions(archive, life), life)]


def _versions_of(archive: Archive, article_id: int) -> list[Version]:
    """Return an article's versions; of one that was merged, the last is what the other said at that time.

    No row of its own is kept then, as both told the same.
    """
    article = archive.article(article_id)
    if article is not None:
        return versions_of(archive, article)
    kept = kept_versions(archive, article_id)
    merged = archive.merged_into(article_id)
    if merged is None:
        return kept
    into, event = merged
    until = seen_at(event)
    since = max((str(one.replaced_at) for one in kept), default="") or next(
        map(seen_at, archive.changes(article_id)), until
    )
    joined = at_instant(_versions_of(archive, into), until)
    if joined is None or since >= until:
        return kept
    return [*kept, replace(joined, seen_at=since, replaced_at=until)]


def _known_versions(archive: Archive, life: Life) -> list[Version]:
    """Return the versions of a life's article, but those of which only other addresses have told."""
    found = _versions_of(archive, life.article_id)
    # It may have been read before its own article became this one: what that said then, this one said, too.
    shown = [one for one in found if life.left_at is None or one.seen_at <= max(life.left_at, life.since)]
    if shown and len(shown) < len(found):
        shown[-1] = replace(shown[-1], replaced_at=None)
    return shown


def _standing(versions: Sequence[Version], life: Life) -> Iterator[Version]:
    """Yield the versions that were current during some of a life, cut to it."""
    first = None if life.since == _EVER else at_instant(versions, life.since)
    for version in versions:
        if version is not first and version.seen_at < life.since:
            continue
        if life.until is not None and version.seen_at >= life.until:
            continue
        ends = [one for one in (version.replaced_at, life.until) if one is not None]
        yield replace(version, seen_at=max(version.seen_at, life.since), replaced_at=min(ends, default=None))


def _absences(archive: Archive, life: Life) -> Iterator[Absence]:
    """Yield the periods of a life in which the site had nothing."""
    for away in absences_of(archive, life.article_id):
        ends = [one for one in (away.until, life.until) if one is not None]
        since, until = max(away.since, life.since), min(ends, default=None)
        if until is None or since < until:
            yield replace(away, since=since, until=until)
