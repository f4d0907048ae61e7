"""Reduce what happened to a living replica to what some visits could see of it: what an archive must have logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from linfen_crawler.items import Article
from linfen_crawler.kinds import Evidence
from linfen_crawler.replica.living import LivingReplica, Sight

_SAID = (
    *("title", "kicker", "headline", "subtitle", "published_at", "published_precision", "source", "dateline", "body"),
    *("editor", "copyright_notice", "breadcrumbs", "section_name", "complete", "credits", "images"),
)
"""What an article says, without view counts and links."""


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """An article that was requested."""

    at: datetime
    url: str
    """Canonical address of its first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change that a visit shows."""

    at: datetime
    url: str
    """The canonical address of the article's text, whatever address was requested."""
    kind: str
    fields: frozenset[str] = frozenset()
    evidence: str | None = None
    """Of a removal, or of an edit that takes a page away: how the site says it."""


@dataclass(slots=True)
class _Known:
    """What the visits so far have shown of a text."""

    kept_url: str = ""
    """The best of its addresses, from which it is kept."""
    kept: Sight | None = None
    addresses: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    @property
    def is_gone(self) -> bool:
        return bool(self.addresses) and self.gone == self.addresses


def seen(replica: LivingReplica, visits: Iterable[Visit]) -> Iterator[Event]:
    """Yield what visits, in the order of time, show that those before did not."""
    known: dict[str, _Known] = {}
    for visit in visits:
        url = replica.canonical(visit.url)
        one = known.setdefault(url, _Known())
        sight = replica.sight(visit.url, visit.at)
        if isinstance(sight, Evidence):
            found = _missed(one, visit.url, sight)
        else:
            found = _met(one, visit.url, sight, replica.same_text(visit.url)) if sight else iter(())
        for kind, fields, evidence in found:
            yield Event(at=visit.at, url=url, kind=kind, fields=fields, evidence=evidence)


_Found = Iterator[tuple[str, frozenset[str], str | None]]
_NONE: frozenset[str] = frozenset()


def _missed(known: _Known, url: str, evidence: Evidence) -> _Found:
    """Note that an address is not there: a text is gone with the last of those that it was found at."""
    was_gone = known.is_gone
    known.gone |= {url} & known.addresses
    if known.is_gone and not was_gone:
        yield "gone", _NONE, evidence


def _met(known: _Known, url: str, sight: Sight, ranked: tuple[str, ...]) -> _Found:
    """Note what is at an address; of two with one text the first in rank is kept."""
    was_gone, is_new = known.is_gone, url not in known.addresses
    known.addresses.add(url)
    known.gone.discard(url)
    if was_gone:
        yield "returned", _NONE, None
    if is_new:
        yield "added" if known.kept is None else "merged", _NONE, None
        if known.kept is None or ranked.index(url) < ranked.index(known.kept_url):
            known.kept_url, known.kept = url, sight
    elif url == known.kept_url and known.kept and (sight.is_said or sight.missing <= known.kept.missing):
        fields = _changed(known.kept.article, sight.article)
        evidence = Evidence.NOT_FOUND if sight.missing > known.kept.missing else None
        if fields:
            yield "completed" if sight.missing < known.kept.missing else "edited", fields, evidence
        known.kept = sight


def _changed(before: Article, after: Article) -> frozenset[str]:
    return frozenset(name for name in _SAID if getattr(before, name) != getattr(after, name))
