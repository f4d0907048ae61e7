"""Say by which rule each field of an article was read, and what of its page was left over."""

from __future__ import annotations

from collections.abc import Iterator

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import GENERIC, RawArticle
from linfen_crawler.pages.article import Reading
from linfen_crawler.pages.blocks import read_blocks
from linfen_crawler.pages.document import Page, parse
from linfen_crawler.pages.texts import Text
from linfen_crawler.text import fingerprint_text

_BLOCK = "headline block between date line and text: the line most like the web title is the headline"
_RULES = {
    "kicker": f"the line above the title, and {_BLOCK}; above it the kicker",
    "headline": _BLOCK,
    "subtitle": f"{_BLOCK}; below it the subtitle",
    "published_at": "the first date in the date line that the calendar knows; the site's clock is +08:00",
    "published_precision": "whether the date line shows seconds, minutes or the day alone",
    "source": "the label 来源 in the date line",
    "dateline": "the phrase that opens the first paragraph, such as 临汾新闻网讯",
    "editor": "editor lines in and behind the body, a person before the importer's default",
    "copyright_notice": "the line that begins with 版权声明：, verbatim",
    "view_label": "a label such as 浏览次数 in the date line",
    "view_count": "the number behind that label",
    "credits": "credit phrases in headline block, text, captions, date line and editor lines",
    "images": "img elements, each with the caption beside it; galleries by bigimg and text",
    "links": "相关阅读, 上一篇/下一篇, files, and links in the text",
    "complete": "no link leads to a further page of the article",
}


def rules_of(reading: Reading) -> dict[str, str]:
    """Return the rule by which each field was read, by the field's name."""
    found = reading.rules
    column = f"class tokens of the layout ({found['column']})" if "column" in found else "class tokens of the layout"
    rules = {
        **_RULES,
        "layout": "no known layout: labels and prose" if reading.article.layout == GENERIC else column,
        "title": found.get("title", "none"),
        "body": found.get("body", "none"),
        "section_name": "the last link of the breadcrumb",
        "breadcrumbs": f"the links of {found['breadcrumb']}" if "breadcrumb" in found else "links in a row before it",
    }
    if "date_line" in found:
        rules["published_at"] += f" ({found['date_line']})"
    if reading.article.source_line is not None:
        rules["source"] = "a line of its own in the body: imported pages name the newspaper there"
    return rules


def left_over(page: Page, article: RawArticle) -> list[str]:
    """Return the lines of a page that no field holds: its frame, and what a rule has missed."""
    used = "\n".join(map(fingerprint_text, _used(article)))
    found = (block.text for block in read_blocks(parse(page).body) if isinstance(block, Text))
    lines = (line for text in found for line in text.split("\n"))
    return [line for line in lines if (said := fingerprint_text(line)) and said not in used]


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
