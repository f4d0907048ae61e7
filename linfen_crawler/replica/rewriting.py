"""Tell a story as it is after its editors have changed it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from linfen_crawler.replica import editors, phrases, texts
from linfen_crawler.replica.plan import Layout, Plan
from linfen_crawler.replica.story import Block, Paragraph, Picture, Story
from linfen_crawler.replica.telling import other_title
from linfen_crawler.replica.timeline import Deed

_PROSE_CHARS = 60


def rewritten(plan: Plan, story: Story, rewritings: Sequence[Deed]) -> Story:
    """Return a story after some rewritings, one after the other; what it has no place for leaves it as it is."""
    for at, deed in enumerate(rewritings):
        if deed is Deed.TITLE:
            story = replace(story, title=other_title(plan, story.place, story.title))
        else:
            story = _REWRITE[deed](story, Random(f"{plan.seed}:{story.place.url}:{at}:{deed}"))
    return story


def in_part(story: Story, pages: int) -> Story:
    """Return what the first of a story's pages tell."""
    if pages == len(story.pages):
        return story
    is_named_later = story.editor is not None and story.editor.is_in_body
    return replace(story, pages=story.pages[:pages], editor=None if is_named_later else story.editor)


def _change_body(story: Story, rng: Random) -> Story:
    """Set a new paragraph in the place of one of running text; the first holds the dateline."""
    first = next(story.paragraphs, None)
    spots = [
        (at, spot)
        for at, page in enumerate(story.pages)
        for spot, block in enumerate(page)
        if isinstance(block, Paragraph) and block != first and _is_prose(block)
    ]
    if not spots:
        return story
    return _with_block(story, *texts.draw(rng, spots), Paragraph(text=texts.paragraph(rng, texts.event(rng))))


def _is_prose(block: Paragraph) -> bool:
    is_plain = block.link is None and not block.credits and not block.is_subhead
    return is_plain and len(block.text) > _PROSE_CHARS and "\n" not in block.text


def _change_editor(story: Story, rng: Random) -> Story:
    """Name another editor below the text; photo pages name none."""
    if story.layout is Layout.GALLERY or (story.editor and story.editor.is_in_body):
        return story
    return replace(story, editor=editors.regular(rng))


def _change_credit(story: Story, rng: Random) -> Story:
    """Credit the first image that has a caption to another."""
    for at, page in enumerate(story.pages):
        for spot, block in enumerate(page):
            if isinstance(block, Picture) and block.url and block.caption:
                credited = replace(block, credit=phrases.photographer(rng, is_certain=True))
                return _with_block(story, at, spot, credited)
    return story


def _with_block(story: Story, page: int, spot: int, block: Block) -> Story:
    blocks = list(story.pages[page])
    blocks[spot] = block
    return replace(story, pages=(*story.pages[:page], tuple(blocks), *story.pages[page + 1 :]))


def _count_views(story: Story, rng: Random) -> Story:
    if story.date_line.view_count is None:
        return story
    count = story.date_line.view_count + 1 + int(rng.random() * 500)
    return replace(story, date_line=replace(story.date_line, view_count=count))


def _relate(story: Story, rng: Random) -> Story:
    """Show another number of related links, where a page has a place for them."""
    if story.related_count is None:
        return story
    return replace(story, related_count=(story.related_count + 1 + int(rng.random() * 3)) % 5)


_REWRITE: dict[Deed, Callable[[Story, Random], Story]] = {
    Deed.BODY: _change_body,
    Deed.EDITOR: _change_editor,
    Deed.CREDIT: _change_credit,
    Deed.VIEWS: _count_views,
    Deed.RELATED: _relate,
}
