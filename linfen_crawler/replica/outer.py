"""Gather what a redesigned page shows, piece by piece, before a template sets it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from linfen_crawler.items import RawLink
from linfen_crawler.replica import markup, pagers
from linfen_crawler.replica.chrome import Chrome, ListLink
from linfen_crawler.replica.editors import below
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    """The pieces of a page as HTML; one that the page does not have is ``""``, or no item of a list."""

    title: str
    kicker: str
    trail: tuple[str, ...]
    """Links to the channels, outermost first."""
    date_line: str
    body: str
    pager: str
    editors: tuple[str, ...]
    notice: str
    neighbours: tuple[str, ...]
    related: tuple[str, ...] | None
    """``None`` if the page has no such block; empty where it says that there is nothing."""
    channels: tuple[str, ...]
    newest: tuple[ListLink, ...]


def outer(story: Story, around: Surroundings, page: int, frame: Chrome) -> Outer:
    """Return the pieces of one page of an article; the first is 1."""
    section = story.place.section
    neighbours = (("上一篇：", around.previous), ("下一篇：", around.next)) if story.has_neighbours else ()
    has_related = story.related_count is not None
    return Outer(
        title=markup.text(story.title),
        kicker=markup.text(story.title_kicker or ""),
        trail=(
            *(f'<a href="/">{name}</a>' for name in section.names[:-1]),
            f'<a href="{section.path}">{section.name}</a>',
        ),
        date_line=markup.text(story.date_line.text(story.published_at)),
        body=markup.page_of(story, page),
        pager=pagers.bar(story, page) if len(story.pages) > 1 else "",
        editors=tuple(markup.text(editor.line) for editor in below(story.editor, is_imported=bool(story.body_source))),
        notice=story.notice or "",
        neighbours=tuple(f"{label}{_neighbour(link)}" for label, link in neighbours),
        related=tuple(map(markup.anchor, around.related)) if has_related else None,
        channels=tuple(f'<a href="{one.path}">{one.name}</a>' for one in frame.sections),
        newest=frame.newest,
    )


def _neighbour(link: RawLink | None) -> str:
    return markup.anchor(link) if link else "没有了"


def anchor(link: ListLink) -> str:
    """Write a link of a sidebar."""
    return f'<a href="{escape(link.href)}">{markup.text(link.title)}</a>'
