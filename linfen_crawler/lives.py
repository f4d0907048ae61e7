"""What an address has shown over time: the articles that it belonged to, one after the other.

An address whose text comes to be another's is merged into that article; one whose text comes to differ is split off.
What it said before stays with the article that it belonged to then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from linfen_crawler.archive import Archive
from linfen_crawler.archive.rows import Record
from linfen_crawler.history import Absence, Version, absences_of, at_instant, kept_versions, seen_at, versions_of

_EVER = ""
"""Before any time that the archive writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A time through which an address belonged to one article."""

    article_id: int
    since: str
    """ISO 8601, UTC; empty for the first, whose article is told from its beginning."""
    until: str | None
    """When it came to belong to another; ``None`` where it belongs to this one still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is known of an article, or of an address, over time."""

    article: Record
    """As it stands now: the row of ``articles``."""
    changes: list[Record]
    versions: list[Version]
    absences: list[Absence]


def story_of(archive: Archive, key: str | int) -> Story | None:
    """Return what an article, by its id or one of its addresses, has been; ``None`` where there is none.

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
        begun = [(key, _EVER)]
    elif current is None:
        return []
    else:
        begun = archive.memberships(key)
    until = [*(at for _, at in begun[1:]), None]
    lives = (_followed(archive, one, end) for one, end in zip(begun, until, strict=False))
    found = list(_joined(chain.from_iterable(lives)))
    if current is not None and (not found or found[-1].article_id != current["id"]):
        # An archive of before did not note which address an article was added by.
        found = [Life(article_id=int(str(current["id"])), since=_EVER, until=None)]
    return [replace(found[0], since=_EVER), *found[1:]] if found else []


def _followed(archive: Archive, begun: tuple[int, str], until: str | None) -> Iterator[Life]:
    """Yield an article to which an address came, and those into which that was merged while it was its."""
    article_id, since = begun
    while (merged := archive.merged_into(article_id)) is not None and (until is None or merged[1] < until):
        yield Life(article_id=article_id, since=since, until=merged[1])
        article_id, since = merged
    yield Life(article_id=article_id, since=since, until=until)


def _joined(lives: Iterator[Life]) -> Iterator[Life]:
    """Join lives that follow each other in one article."""
    last: Life | None = None
    for life in lives:
        if last is not None and last.article_id == life.article_id:
            last = replace(last, until=life.until)
            continue
        if last is not None:
            yield last
        last = life
    if last is not None:
        yield last


def _is_within(event: Record, life: Life) -> bool:
    at = str(event["at"])
    return life.since <= at and (life.until is None or at <= life.until)


def _versions(archive: Archive, lives: Sequence[Life]) -> list[Version]:
    stood = [list(_standing(_known_versions(archive, life), life)) for life in lives]
    for (life, found), (_, following) in pairwise(zip(lives, stood, strict=True)):
        end = max((str(one.replaced_at) for one in found), default="") or max(life.since, _begun(archive, life))
        if life.until is not None and following and end < life.until:
            # When it was merged it told the same as the article into which it was.
            found.append(replace(following[0], seen_at=end, replaced_at=life.until))
    return [one for found in stood for one in found]


def _begun(archive: Archive, life: Life) -> str:
    """Return when an article was first seen, also of one that was merged since."""
    return next(map(seen_at, archive.changes(life.article_id)), life.since)


def _known_versions(archive: Archive, life: Life) -> list[Version]:
    article = archive.article(life.article_id)
    return kept_versions(archive, life.article_id) if article is None else versions_of(archive, article)


def _standing(versions: Sequence[Version], life: Life) -> Iterator[Version]:
    """Yield the versions that stood through some of a life, cut to it."""
    first = None if life.since == _EVER else at_instant(versions, life.since)
    for version in versions:
        if version is not first and version.seen_at < life.since:
            continue
        if life.until is not None and version.seen_at >= life.until:
            continue
        ends = [one for one in (version.replaced_at, life.until) if one is not None]
        yield replace(version, seen_at=max(version.seen_at, life.since), replaced_at=min(ends, default=None))


def _absences(archive: Archive, life: Life) -> Iterator[Absence]:
    """Yield the times of a life at which the site had nothing."""
    for away in absences_of(archive, life.article_id):
        ends = [one for one in (away.until, life.until) if one is not None]
        since, until = max(away.since, life.since), min(ends, default=None)
        if until is None or since < until:
            yield replace(away, since=since, until=until)
