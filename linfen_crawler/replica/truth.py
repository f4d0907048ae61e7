"""Define what the archive must hold for a story's address, derived from the story and never from its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linfen_crawler.items import Article, Credit, Image, RawLink
from linfen_crawler.kinds import LinkKind, Role
from linfen_crawler.replica.phrases import shown
from linfen_crawler.replica.story import Embed, Paragraph, Picture, Story, Table
from linfen_crawler.replica.surroundings import Surroundings


def article(story: Story, around: Surroundings) -> Article:
    """Return the expected article; digests, captures and the parser's version are not the replica's to know."""
    return Article(
        url=story.place.url,
        site_id=story.place.site_id,
        section=story.place.section.path,
        section_name=story.place.section.name,
        breadcrumbs=story.place.section.names,
        layout=story.layout.value,
        title=story.title,
        kicker="\n".join(dict.fromkeys(filter(None, (story.title_kicker, story.headlines.kicker)))) or None,
        headline=story.headlines.headline,
        subtitle="\n".join(story.headlines.subtitles) or None,
        published_at=story.date_line.shown(story.published_at),
        published_precision=story.date_line.form.precision,
        # The date line of an imported page names the site; the newspaper's own line is the real source.
        source=story.body_source or story.date_line.source,
        dateline=story.dateline,
        body="\n\n".join(_texts(story)),
        editor=story.editor.names if story.editor else None,
        copyright_notice=story.notice,
        view_label=story.date_line.has_view_label,
        view_count=story.date_line.view_count,
        complete=True,
        parser_version="",
        credits=_first_of_each(_credits(story)),
        images=tuple(map(_image, story.pictures)),
        links=tuple(_links(story, around)),
    )


def _credits(story: Story) -> Iterator[Credit]:
    """Yield the credits: below the headline, in the text and at its images as they stand, and the editors."""
    for byline in story.headlines.bylines:
        yield from byline.credits
    for block in story.blocks:
        if isinstance(block, Paragraph):
            yield from block.credits
        elif isinstance(block, Picture) and block.credit:
            yield from block.credit.credits
    if story.editor:
        yield from story.editor.credits


def _texts(story: Story) -> Iterator[str]:
    """Yield the text, tables among it; a paragraph that is a file to load is no text of the article."""
    for block in story.blocks:
        if isinstance(block, Table):
            yield block.text
        elif isinstance(block, Paragraph) and not (block.link and block.link.kind is LinkKind.ATTACHMENT):
            yield shown(block.text)


def _first_of_each(found: Iterable[Credit]) -> tuple[Credit, ...]:
    """Drop credits that name the same person in the same role again."""
    first: dict[tuple[str, Role], Credit] = {}
    for credit in found:
        first.setdefault((credit.name, credit.role), credit)
    return tuple(first.values())


def _image(picture: Picture) -> Image:
    return Image(url=picture.url, caption=picture.caption, credit=picture.credit.text if picture.credit else None)


def _links(story: Story, around: Surroundings) -> Iterator[RawLink]:
    """Yield the links page by page; what is below the text of each page counts where it comes first."""
    for number, page in enumerate(story.pages):
        for block in page:
            if isinstance(block, Paragraph | Embed) and block.link:
                yield block.link
        if number == 0:
            yield from around.links
