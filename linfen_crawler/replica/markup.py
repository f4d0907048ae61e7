"""Write the blocks of a story as HTML, in the ways that the site's editors paste them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from html import escape

from linfen_crawler.items import RawLink
from linfen_crawler.replica.phrases import SOFT_BREAK
from linfen_crawler.replica.story import Block, Headlines, Markup, Paragraph, Picture, Story
from linfen_crawler.urls import SITE_URL

BLANK_IMAGE = "/images/blank.png"
_FORMS = {
    Markup.WIDE_INDENT: "<p>\u3000\u3000{}</p>",
    Markup.NBSP_INDENT: "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>",
    Markup.STYLED: '<p style="text-indent: 2em;"><span style="font-size: 16px;">{}</span></p>',
    Markup.BARE: "\u3000\u3000{}<br><br>",
    Markup.DIVISIONS: "<div>&emsp;&emsp;{}</div>",
    Markup.SECTIONS: '<section style="margin: 0 8px;"><section><span>{}</span></section></section>'
    "<section><br></section>",
}


def reference(url: str) -> str:
    """Return how a page refers to an address of the site: root-relative, now and then absolute."""
    return url if zlib.crc32(url.encode()) % 4 == 0 else "/" + url.removeprefix(SITE_URL)


def text(raw: str) -> str:
    """Escape text; a line break becomes ``<br>``."""
    return escape(raw, quote=False).replace("\n", "<br>").replace(SOFT_BREAK, "\n")


def anchor(link: RawLink) -> str:
    """Write a link."""
    return f'<a href="{escape(reference(link.url))}">{text(link.text)}</a>'


def body(blocks: Sequence[Block], markup: Markup) -> str:
    """Write the blocks of one page."""
    return "\n".join(_block(block, markup) for block in blocks)


def page_of(story: Story, page: int) -> str:
    """Write all that stands in the body of one of a story's pages; the first is 1."""
    parts = [body(story.pages[page - 1], story.markup)]
    if page == 1:
        if story.body_source:
            parts.insert(0, line(f"来源：{story.body_source}", story.markup))
        if story.headlines.headline:
            parts.insert(0, headlines(story.headlines))
    if story.editor and story.editor.is_in_body and page == len(story.pages):
        parts.append(line(story.editor.line, story.markup))
    return "\n".join(parts)


def line(raw: str, markup: Markup) -> str:
    """Write a line of text as the body's paragraphs are written."""
    return _FORMS[markup].format(text(raw))


def _block(block: Block, markup: Markup) -> str:
    return _picture(block) if isinstance(block, Picture) else _paragraph(block, markup)


def _paragraph(paragraph: Paragraph, markup: Markup) -> str:
    inner = text(paragraph.text)
    if paragraph.link:
        inner = inner.replace(text(paragraph.link.text), anchor(paragraph.link))
    if paragraph.is_subhead:
        inner = f"<strong>{inner}</strong>"
    return _FORMS[markup].format(inner)


def _picture(picture: Picture) -> str:
    """Write an image and the line under it; a bare caption has the line alone."""
    caption = text(picture.line)
    if picture.url is None:
        return f'<p style="text-align: center;">{caption}</p>'
    image = _image(picture)
    if not caption:
        return f'<p style="text-align: center;">{image}</p>'
    parted = "<br>" if picture.is_tight else '</p>\n<p style="text-align: center;">'
    return f'<p style="text-align: center;">{image}{parted}{caption}</p>'


def _image(picture: Picture) -> str:
    address = escape(reference(picture.url or ""))
    source = f'src="{BLANK_IMAGE}" data-src="{address}"' if picture.is_lazy else f'src="{address}"'
    alt = f' alt="{escape(picture.caption)}"' if picture.has_alt and picture.caption else ""
    return f"<img {source}{alt}>"


def headlines(block: Headlines) -> str:
    """Write the headline block: its lines are paragraphs at the head of the body."""
    return "\n".join(_headline_lines(block))


def _headline_lines(block: Headlines) -> Iterator[str]:
    form = "<p>{}</p>" if block.is_plain else '<p style="text-align: center;">{}</p>'
    if block.kicker:
        yield form.format(text(block.kicker))
    if block.headline:
        yield form.format(text(block.headline) if block.is_plain else f"<strong>{text(block.headline)}</strong>")
    for raw in (*block.subtitles, *(phrase.text for phrase in block.bylines)):
        yield form.format(text(raw))
