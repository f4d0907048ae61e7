"""Say by which rule each field of an article was read, and what of its page was left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import GENERIC, RawArticle
from linfen_crawler.pages.article import Reading
from linfen_crawler.pages.blocks import read_blocks
from linfen_crawler.pages.document import Page, parse
from linfen_crawler.pages.layouts import GALLERY, LEGACY, TOPIC
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import pieces
from linfen_crawler.text import fingerprint_text

_RULES = {
    "kicker": "the line above the title, and those above the headline",
    "headline": "of the short lines before the text, the one most like the title",
    "subtitle": "the short lines between headline and text",
    "published_precision": "what the date line shows",
    "source": "来源 in the date line",
    "dateline": "the phrase that opens the text, such as 临汾新闻网讯",
    "section_name": "the last of the breadcrumbs",
    "editor": "责任编辑：, 编辑： …; a person before a desk",
    "copyright_notice": "the line that begins with 版权声明：",
    "view_label": "浏览次数 and the like in the date line",
    "view_count": "the number behind that label",
    "complete": "whether no link leads to a further page",
    "credits": "记者 X, X 摄, 文/X … where credits stand",
    "links": "相关阅读, 上一篇, 下一篇, files, links in the text",
}
_OF_LAYOUT = {
    LEGACY.name: ", the date being of 2009–2012 or the editor an imported page's",
    TOPIC.name: ", the address being /<year>/<slug>/…",
}
"""What tells layouts apart that have the regular parts."""


def rules_of(reading: Reading) -> dict[str, str]:
    """Return the rule by which each field was looked for, by the field's name; of an absent field as well."""
    found, layout = reading.rules, reading.article.layout
    is_generic, is_gallery = layout == GENERIC, layout == GALLERY.name
    own_source = {"source": "a line of its own in the body"} if reading.article.source_line is not None else {}
    return {
        **_RULES,
        "layout": "no known layout: labels and prose" if is_generic else _layout_rule(found, layout),
        "title": found.get("title", "none"),
        "body": found.get("body", "none"),
        "published_at": f"the first date of {found['date_line']}" if "date_line" in found else "no date line",
        "breadcrumbs": "the path above the title" if is_generic else f"the links of {found.get('breadcrumb', 'none')}",
        "images": "img and bigimg, with text as caption" if is_gallery else "img, with the caption beside it",
        **own_source,
    }


def _layout_rule(found: Mapping[str, str], layout: str) -> str:
    marks = [found[part] for part in ("column", "body", "title", "gallery") if part in found][:1]
    return f"classes such as {''.join(marks)}{_OF_LAYOUT.get(layout, '')}"


def left_over(page: Page, article: RawArticle) -> list[str]:
    """Return the lines of a page that no field holds: its frame, and what a rule has missed."""
    used = "\n".join(map(fingerprint_text, _used(article)))
    linked = {fingerprint_text(link.text) for link in article.links}
    blocks = (block for block in read_blocks(parse(page).body) if isinstance(block, Text))
    # Parted as the reader parts them: an editor glued to the last sentence is a line of its own.
    lines = (line for block in blocks for piece in pieces(block) for line in piece.text.split("\n"))
    return [line for line in lines if (said := fingerprint_text(line)) and not _is_used(said, used, linked)]


def _is_used(said: str, used: str, linked: set[str]) -> bool:
    """Tell whether a field holds a line, or what stands behind its label: ``上一篇：春运平稳有序``."""
    return said in used or said.partition(":")[2] in linked


def _used(article: RawArticle) -> Iterator[str]:
    """Yield every string that an article keeps of its page."""
    single = (article.title, article.date_line, article.source_line, article.kicker, article.headline, article.notice)
    yield from filter(None, (*single, article.subtitle))
    yield from (*article.breadcrumbs, *article.bylines, *article.paragraphs, *article.editor_lines)
    yield from (image.caption for image in article.images)
    yield from (link.text for link in article.links)
    if article.date_line and read_date_line(article.date_line).published_at:
        # In a page of no known layout the date line's fields may be lines of their own.
        yield from article.date_line.split("\u3000")
