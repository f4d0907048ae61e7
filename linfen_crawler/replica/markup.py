"""Write the blocks of a story as HTML, in the ways that the site's editors paste them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.replica.phrases import SOFT_BREAK
from linfen_crawler.replica.story import Block, Embed, Headlines, Markup, PageMark, Paragraph, Picture, Story, Table
from linfen_crawler.urls import SITE_URL

BLANK_IMAGE = "/images/blank.png"
FILE_ICON = "/ueditor/dialogs/attachment/fileTypeImages/icon_{}.gif"
_DATA_URI = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_WECHAT = (
    '<section style="margin: 0 8px;"><section powered-by="xiumi.us"><span style="font-size: 16px;">{}</span></section>'
    "</section>\n<section><p><br></p></section>"
)
_FORMS = {
    Markup.WIDE_INDENT: "<p>\u3000\u3000{}</p>",
    Markup.NBSP_INDENT: "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>",
    Markup.EN_INDENT: "<p>\u2002\u2002\u2002\u2002{}</p>",
    Markup.EM_INDENT: "<p>\u2003\u2003{}</p>",
    Markup.STYLED: '<p style="text-indent: 2em;"><span style="font-size: 16px;">{}</span></p>',
    Markup.BARE: "\u3000\u3000{}<br><br>",
    Markup.DIVISIONS: "<div>&emsp;&emsp;{}</div>",
    Markup.SECTIONS: _WECHAT,
}
_MIXED = ("<p>\u3000\u3000{}</p>", "\u3000\u3000{}", "<div>\u3000\u3000{}</div>")
_CENTRED = '<p style="text-align: center;">{}</p>'
_WECHAT_IMAGE = '<p><br></p>\n<section style="text-align: center;">{}</section>\n<p><br></p>'


def reference(url: str) -> str:
    """Return how a page refers to an address: root-relative on the site, now and then absolute."""
    if not url.startswith(SITE_URL):
        return url
    return url if zlib.crc32(url.encode()) % 4 == 0 else "/" + url.removeprefix(SITE_URL)


def text(raw: str) -> str:
    """Escape text; a line break becomes ``<br>``, one of the source stays one of the source."""
    return escape(raw, quote=False).replace("\n", "<br>").replace(SOFT_BREAK, "\n")


def anchor(link: RawLink) -> str:
    """Write a link."""
    return f'<a href="{escape(reference(link.url))}">{text(link.text)}</a>'


def page_of(story: Story, page: int) -> str:
    """Write all that is in the body of one of a story's pages; the first is 1."""
    blocks = list(story.pages[page - 1])
    ending = story.editor.line if story.editor and story.editor.is_in_body and page == len(story.pages) else None
    if ending and story.editor and story.editor.is_glued and isinstance(last := blocks[-1], Paragraph):
        blocks[-1], ending = replace(last, text=last.text + ending), None
    parts = [body(blocks, story.markup)]
    if page == 1:
        if story.body_source:
            parts.insert(0, line(f"来源：{story.body_source}", story.markup))
        if story.headlines.headline or story.headlines.bylines:
            parts.insert(0, headlines(story.headlines))
    if ending:
        parts.append(line(ending, story.markup))
    return "\n".join(parts)


def body(blocks: Sequence[Block], markup: Markup) -> str:
    """Write the blocks of one page."""
    return "\n".join(_block(block, markup, at) for at, block in enumerate(blocks))


def line(raw: str, markup: Markup) -> str:
    """Write a line of text as the body's paragraphs are written."""
    return _FORMS.get(markup, _MIXED[0]).format(text(raw))


def _block(block: Block, markup: Markup, at: int) -> str:
    if isinstance(block, Picture):
        return _picture(block, is_wechat=markup is Markup.SECTIONS)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Embed):
        return _embed(block)
    if isinstance(block, PageMark):
        return line(block.text, markup)
    return _paragraph(block, markup, at)


def _paragraph(paragraph: Paragraph, markup: Markup, at: int) -> str:
    inner = text(paragraph.text)
    if paragraph.link:
        inner = inner.replace(text(paragraph.link.text), _icon(paragraph.link) + anchor(paragraph.link))
    elif markup is Markup.SECTIONS and len(paragraph.text) > 20 and "\n" not in paragraph.text:
        # Text from WeChat comes in pieces, cut anywhere.
        cut = 7 + at % 9
        inner = f'{text(paragraph.text[:cut])}</span><span style="color: #333;">{text(paragraph.text[cut:])}'
    if paragraph.is_subhead and at % 4 == 1:
        return f"<h3>{inner}</h3>"
    if paragraph.is_subhead:
        inner = f"<strong>{inner}</strong>"
    form = _MIXED[at % len(_MIXED)] if markup is Markup.MIXED else _FORMS[markup]
    return form.format(inner)


def _icon(link: RawLink) -> str:
    """Write the image that editors set before some files."""
    if link.kind is not LinkKind.ATTACHMENT or zlib.crc32(link.url.encode()) % 2:
        return ""
    return f'<img style="vertical-align: middle;" src="{FILE_ICON.format(link.url.rpartition(".")[2][:3])}">'


def _table(table: Table) -> str:
    head, *rows = table.rows
    cells = "".join(f"<th>{text(cell)}</th>" for cell in head)
    lines = "\n".join("<tr>" + "".join(f"<td><p>{text(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f'<table border="1" cellspacing="0"><tbody><tr>{cells}</tr>\n{lines}</tbody></table>'


def _embed(embed: Embed) -> str:
    address = escape(reference(embed.link.url))
    if embed.is_frame:
        return f'<p><iframe class="video_iframe" src="{address}" allowfullscreen></iframe></p>'
    return f'<p><video controls src="{address}">您的浏览器不支持 video 标签。</video></p>'


def _picture(picture: Picture, *, is_wechat: bool) -> str:
    """Write an image and the lines under it; a bare caption has its lines alone."""
    captions = [_CENTRED.format(text(line)) for line in picture.lines]
    if picture.url is None:
        return "\n".join(captions)
    image = _image(picture)
    if is_wechat:
        return "\n".join([_WECHAT_IMAGE.format(image), *captions])
    if captions and picture.is_tight:
        return "\n".join([_CENTRED.format(f"{image}<br>{text(picture.lines[0])}"), *captions[1:]])
    return "\n".join([_CENTRED.format(image), *captions])


def _image(picture: Picture) -> str:
    address = escape(reference(picture.url or ""))
    blank = {"data-src": f' src="{BLANK_IMAGE}"', "data-original": f' src="{_DATA_URI}"'}
    source = f'{blank[picture.lazy]} {picture.lazy}="{address}"' if picture.lazy else f' src="{address}"'
    alt = f' alt="{escape(picture.caption)}"' if picture.has_alt and picture.caption else ""
    return f"<img{source}{alt}>"


def headlines(block: Headlines) -> str:
    """Write the headline block: its lines are paragraphs at the head of the body."""
    return "\n".join(_headline_lines(block))


def _headline_lines(block: Headlines) -> Iterator[str]:
    form = "<p>{}</p>" if block.is_plain else _CENTRED
    if block.kicker:
        yield form.format(text(block.kicker))
    if block.headline:
        yield form.format(text(block.headline) if block.is_plain else f"<strong>{text(block.headline)}</strong>")
    for raw in (*block.subtitles, *(phrase.text for phrase in block.bylines)):
        yield form.format(text(raw))
