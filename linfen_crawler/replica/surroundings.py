"""Find the links that are below a text: its neighbours and what the site calls related."""

from __future__ import annotations

from dataclasses import dataclass

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.replica.plan import Place, Plan
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.telling import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a page links to below its text."""

    previous: RawLink | None = None
    next: RawLink | None = None
    related: tuple[RawLink, ...] = ()

    @property
    def links(self) -> tuple[RawLink, ...]:
        """All of them, in the order of the page."""
        return (*(link for link in (self.previous, self.next) if link), *self.related)


def surroundings(plan: Plan, story: Story) -> Surroundings:
    """Return the links below a story's text."""
    older, newer = plan.neighbours(story.place) if story.has_neighbours else (None, None)
    return Surroundings(
        previous=_link(plan, older, LinkKind.PREVIOUS) if older else None,
        next=_link(plan, newer, LinkKind.NEXT) if newer else None,
        related=tuple(_link(plan, place, LinkKind.RELATED) for place in _related(plan, story)),
    )


def _link(plan: Plan, place: Place, kind: LinkKind) -> RawLink:
    return RawLink(url=place.url, text=title_of(plan, place), kind=kind)


def _related(plan: Plan, story: Story) -> tuple[Place, ...]:
    """Choose older stories, from anywhere on the site."""
    number = story.place.number
    chosen = {plan.chance("related", number, at) % max(1, number) for at in range(story.related_count or 0)}
    return tuple(plan.original(other) for other in sorted(chosen) if other != number)
