"""Serve the same articles as a redesign of the site would: in markup that has nothing in common with the old.

Four redesigns, chosen by section, so that no rule made for one reads the others: semantic elements, divisions with the
hashed class names of a framework, tables that lay out the page, and components under a channel's heading, which the
browser's title repeats. All that a page says stays the same except for date line and editor, which follow the
conventions of sibling sites (see :func:`linfen_crawler.replica.telling.retell`).
"""

from __future__ import annotations

from linfen_crawler.replica import county, framework, semantic, tables
from linfen_crawler.replica.chrome import Chrome
from linfen_crawler.replica.outer import outer
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import Surroundings

TEMPLATES = (semantic.document, framework.document, tables.document, county.document)


def article(story: Story, around: Surroundings, page: int, *, meta: str, frame: Chrome) -> str:
    """Write one page of an article; the first is 1."""
    at = frame.sections.index(story.place.section)
    return TEMPLATES[at % len(TEMPLATES)](outer(story, around, page, frame), meta)
