"""Plan what happens to each address of a replica over time: drawn once from its seed, given for any moment.

An article appears, is edited, grows page by page, vanishes, returns; now and then the site answers with something else
in its place. A state is the sum of all that has happened to an address; nothing here writes a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, reduce
from random import Random

from linfen_crawler.replica.plan import Place, Plan


class Deed(StrEnum):
    """What happens to an address."""

    PUBLISHED = "published"
    TITLE = "another title"
    BODY = "another paragraph in place of one"
    EDITOR = "another editor"
    CREDIT = "another photographer"
    REVERTED = "as it was at first"
    VIEWS = "read more often"
    RELATED = "other related links"
    CUT = "its last page is not there"
    GROWN = "one page more is there"
    NOT_FOUND = "404"
    GONE = "410"
    SENT_HOME = "a redirect to the home page"
    SOFT_404 = "a page that says it is not there"
    RESTORED = "there again"
    FORBIDDEN = "403"
    FAILING = "500"
    CHALLENGED = "a challenge"
    RECOVERED = "answers again"


REMOVALS = frozenset({Deed.NOT_FOUND, Deed.GONE, Deed.SENT_HOME, Deed.SOFT_404})
TROUBLES = frozenset({Deed.FORBIDDEN, Deed.FAILING, Deed.CHALLENGED})
_TELLING = frozenset({Deed.TITLE, Deed.BODY, Deed.CREDIT, Deed.CUT})
REWRITINGS = frozenset({Deed.TITLE, Deed.BODY, Deed.EDITOR, Deed.CREDIT, Deed.VIEWS, Deed.RELATED})
_DEEDS = (
    *(Deed.TITLE, Deed.BODY, Deed.BODY, Deed.EDITOR, Deed.CREDIT, Deed.REVERTED, Deed.VIEWS, Deed.RELATED),
    *(Deed.NOT_FOUND, Deed.GONE, Deed.SENT_HOME, Deed.SOFT_404),
    *(Deed.FORBIDDEN, Deed.FAILING, Deed.CHALLENGED),
    *(Deed.CUT, Deed.CUT),
)
_ENDS = {
    **dict.fromkeys(REMOVALS, (Deed.RESTORED, timedelta(days=4), 0.7)),
    **dict.fromkeys(TROUBLES, (Deed.RECOVERED, timedelta(hours=20), 1.0)),
    Deed.CUT: (Deed.GROWN, timedelta(days=3), 0.9),
}
"""What ends a deed, after how long on average, and how probable it is."""
_SOONEST = timedelta(hours=30)
_DEEDS_AT_A_MEAN = 4


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """A deed, when and where."""

    at: datetime
    url: str
    """Canonical address of the article's first page."""
    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What an address is at a moment."""

    printed_at: datetime
    """When its pages were last written, with the links around them at that moment."""
    rewritings: tuple[Deed, ...] = ()
    """In their order."""
    missing: int = 0
    """How many of its last pages are not there."""
    removal: Deed | None = None
    trouble: Deed | None = None


class Timeline:
    """What happens to the articles of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def _by_url(self) -> dict[str, tuple[Happening, ...]]:
        places = (place for number in range(self._plan.size) for place in self._plan.places(number))
        return {place.url: tuple(sorted(self._draw(place))) for place in places}

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """All of them, in the order of time: the log of the replica."""
        return tuple(sorted(one for found in self._by_url.values() for one in found))

    def last(self, moment: datetime) -> datetime | None:
        """Return when anything last happened up to a moment; ``None`` if nothing has yet."""
        at = bisect_right(self.happenings, moment, key=lambda one: one.at)
        return self.happenings[at - 1].at if at else None

    def state(self, url: str, moment: datetime) -> State | None:
        """Return what an article's address is at a moment; ``None`` before it appears."""
        past = (one for one in self._by_url[url] if one.at <= moment)
        first = next(past, None)
        return None if first is None else reduce(_after, past, State(printed_at=first.at))

    def is_listed(self, place: Place, moment: datetime) -> bool:
        """Tell whether listings lead to an address: a removal takes it out of them, a passing trouble does not."""
        state = self.state(place.url, moment)
        return state is not None and state.removal is None

    def _draw(self, place: Place) -> Iterator[Happening]:
        """Draw what happens to an address: the older it is, the less."""
        rng = Random(f"{self._plan.seed}:{place.url}:befalls")
        begun = self._plan.published_at(place)
        yield Happening(begun, place.url, Deed.PUBLISHED)
        yield from self._draw_pages(place, rng)
        at = begun + rng.random() * _SOONEST / 4
        for _ in range(rng.choice(range(2 * _DEEDS_AT_A_MEAN + 1))):
            deed = self._possible(place, rng.choice(_DEEDS))
            yield from (done := tuple(self._with_end(place, at, deed, rng)))
            at = done[-1].at + rng.expovariate(1.0) * max(_SOONEST, (at - begun) / 2)

    def _draw_pages(self, place: Place, rng: Random) -> Iterator[Happening]:
        """Draw which pages of a long article come later than its first."""
        if not self._is_alone(place):
            return
        at = self._plan.published_at(place)
        for missing in range(rng.randrange(self._plan.page_count(place.number))):
            begun = at + timedelta(seconds=1 + missing)
            yield from self._with_end(place, begun, Deed.CUT, rng)

    def _possible(self, place: Place, deed: Deed) -> Deed:
        """Return a deed, or one in its place: what is at two addresses keeps what it tells."""
        if deed is Deed.CUT and self._plan.page_count(place.number) == 1:
            deed = Deed.BODY
        return deed if self._is_alone(place) or deed not in _TELLING else Deed.EDITOR

    def _is_alone(self, place: Place) -> bool:
        return len(self._plan.places(place.number)) == 1

    def _with_end(self, place: Place, at: datetime, deed: Deed, rng: Random) -> Iterator[Happening]:
        yield Happening(at, place.url, deed)
        if deed not in _ENDS:
            return
        end, mean, chance = _ENDS[deed]
        if rng.random() < chance:
            yield Happening(at + rng.expovariate(1.0) * mean, place.url, end)


def _after(state: State, happening: Happening) -> State:
    """Return the state after an event."""
    deed, printed = happening.deed, replace(state, printed_at=happening.at)
    if deed in REWRITINGS:
        return replace(printed, rewritings=(*state.rewritings, deed))
    if deed in TROUBLES or deed is Deed.RECOVERED:
        return replace(state, trouble=deed if deed in TROUBLES else None)
    if deed in REMOVALS:
        return replace(state, removal=deed)
    if deed in {Deed.CUT, Deed.GROWN}:
        return replace(printed, missing=state.missing + (1 if deed is Deed.CUT else -1))
    return replace(printed, rewritings=()) if deed is Deed.REVERTED else replace(printed, removal=None)
