"""Serve the replica over time: each page as it is at the time of its clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache, partial

from linfen_crawler.items import Article
from linfen_crawler.kinds import Evidence
from linfen_crawler.replica import truth
from linfen_crawler.replica.calendar import CLOCK
from linfen_crawler.replica.plan import Place
from linfen_crawler.replica.rewriting import in_part, rewritten
from linfen_crawler.replica.site import NOT_FOUND, Page, Replica
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import surroundings
from linfen_crawler.replica.timeline import Deed, State, Timeline
from linfen_crawler.urls import SITE_URL

_MOMENTS_KEPT = 64
_EVIDENCE = {
    Deed.NOT_FOUND: Evidence.NOT_FOUND,
    Deed.GONE: Evidence.GONE,
    Deed.SENT_HOME: Evidence.REDIRECT_HOME,
    Deed.SOFT_404: Evidence.SOFT_404,
}
_ANSWERS = {
    Deed.NOT_FOUND: NOT_FOUND,
    Deed.GONE: replace(NOT_FOUND, status=410),
    Deed.SENT_HOME: Page(status=302, headers=(("Location", "/"),)),
    Deed.FORBIDDEN: Page(status=403, headers=NOT_FOUND.headers, body=b"<h1>403 Forbidden</h1>"),
    Deed.FAILING: Page(status=500, headers=NOT_FOUND.headers, body=b"<h1>500 Internal Server Error</h1>"),
}
_IMPOSTORS = {Deed.SOFT_404: ("soft 404", "withdrawn", "homeward"), Deed.CHALLENGED: ("cookie", "cdn", "check")}
"""What is in an article's place, with 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An article as a careful reader finds it at a moment."""

    article: Article
    missing: int
    """How many of its last pages are not there."""
    is_said: bool = False
    """Whether the site says so of them; they fail otherwise."""


class LivingReplica(Replica):
    """A replica of some days, whose articles appear, change, vanish and return, the same for the same seed.

    ``now`` is its clock: whoever serves it sets it, and it stands still until it is set again. No story is older than
    ``begins``; ``story`` and ``expected`` tell it as it was when it was first published.
    """

    def __init__(self, seed: int, size: int, *, begins: date, days: int, per_page: int = 20) -> None:
        span = (begins, begins + timedelta(days=days))
        super().__init__(seed, size, per_page=per_page, days=span)
        self.timeline = Timeline(self._plan)
        self.now = datetime(begins.year, begins.month, begins.day, tzinfo=CLOCK)
        self._snapshot = partial(Replica, seed, size, per_page=per_page, days=span)
        self._at = lru_cache(maxsize=_MOMENTS_KEPT)(self._stand)

    def page(self, path: str) -> Page:
        """Return what the site answers for a path at the moment of its clock."""
        try:
            place, number = self._plan.find(SITE_URL + path.partition("?")[0].removeprefix("/"))
        except KeyError:
            return self._around(path)
        state = self.timeline.state(place.url, self.now)
        return NOT_FOUND if state is None else self._article_page(place, number, state)

    def sight(self, url: str, moment: datetime) -> Sight | Evidence | None:
        """Return what can be seen of an article at a moment: itself, that it is not there, or nothing of either."""
        place, _ = self._plan.find(url)
        state = self.timeline.state(url, moment)
        if state is None or state.trouble:
            return None
        if state.removal:
            return _EVIDENCE[state.removal]
        story = self._story_at(place, state)
        there = _pages_there(story, state)
        shown = in_part(story, there)
        article = truth.article(shown, surroundings(self._plan, shown))
        missing = len(story.pages) - there
        is_said = bool(missing) and _ending(place) is Deed.NOT_FOUND
        return Sight(article=replace(article, complete=not missing), missing=missing, is_said=is_said)

    def listed(self, moment: datetime) -> set[str]:
        """Return the canonical addresses to which listings lead at a moment."""
        return {url for section in self.sections for url in self.listing(section.path, moment)}

    def listing(self, section: str, moment: datetime) -> list[str]:
        """Return the canonical addresses that a section lists at a moment, newest first."""
        return self._at(moment).truth_listing(section)

    def _stand(self, moment: datetime) -> Replica:
        """Return the site as its listings are at a moment."""
        return self._snapshot(shows=partial(self.timeline.is_listed, moment=moment))

    def _around(self, path: str) -> Page:
        """Return a page that is no article's: it is printed again whenever anything happens."""
        changed = self.timeline.last(self.now) or self.now
        page = self._at(changed).page(path)
        dated = format_datetime(changed.astimezone(UTC), usegmt=True)
        headers = ((name, dated if name == "Last-Modified" else value) for name, value in page.headers)
        return replace(page, headers=tuple(headers))

    def _article_page(self, place: Place, number: int, state: State) -> Page:
        """Return a page of an article, or what is answered in its place."""
        instead = state.trouble or state.removal
        if instead in _IMPOSTORS:
            kinds = _IMPOSTORS[instead]
            return self._at(self.now).impostor(kinds[place.number % len(kinds)], place.section)
        if instead:
            return _ANSWERS[instead]
        story = self._story_at(place, state)
        if number > _pages_there(story, state):
            return _ANSWERS[_ending(place)]
        return self._at(state.printed_at).printed(story, number, state.printed_at)

    def _story_at(self, place: Place, state: State) -> Story:
        return rewritten(self._plan, self._told(place), state.rewritings)


def _ending(place: Place) -> Deed:
    """Return what is answered in place of a page of an article that is not there."""
    return Deed.FAILING if place.number % 2 else Deed.NOT_FOUND


def _pages_there(story: Story, state: State) -> int:
    """Return how many pages of an article are there: the first always."""
    return max(1, len(story.pages) - state.missing)
