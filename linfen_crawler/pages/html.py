"""Derive the HTML of an article's body from its pages' bytes, for showing: the same text, its links and images.

Nothing of the page's own markup is passed on: paragraphs, line breaks, tables, links and emphasis are written again
from what was read, and finally sanitised by nh3. So no script, no event handler and no foreign style can come through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape

import nh3

from linfen_crawler.pages.article import Reading, read
from linfen_crawler.pages.body.slots import Slot
from linfen_crawler.pages.pager.joining import repeated
from linfen_crawler.pages.tree.document import Page
from linfen_crawler.pages.tree.texts import CellSpans, Span, Text
from linfen_crawler.text import clean_line

_TAGS = {
    "a", "b", "br", "caption", "del", "em", "i", "img", "ins", "p", "s", "strong", "sub", "sup", "table", "tbody",
    "td", "tr", "u",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}}
_PIECE = 2000
"""Characters of a text node, at most."""
_REL = "noopener noreferrer nofollow"


def body_html(pages: Sequence[Page]) -> str:
    """Return the body of an article of these pages as sanitised HTML; its text is that of ``articles.body``.

    Captions become an image's ``alt``, because they are not part of the body's text. Raises what
    :func:`~linfen_crawler.pages.read_article` does, and :class:`ValueError` without a page.
    """
    if not pages:
        raise ValueError("an article has at least one page")
    readings = [(page, read(page)) for page in pages]
    first = readings[0][1]
    written = [
        line
        for at, (page, reading) in enumerate(readings)
        for line in _blocks(page, reading, skip=repeated(first.article, reading.article, at + 1) if at else 0)
    ]
    return nh3.clean(
        "\n".join(written), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel=_REL
    )


def _blocks(page: Page, reading: Reading, *, skip: int) -> Iterator[str]:
    shown = {one.url for one in reading.content if isinstance(one, Slot)}
    # A gallery's images are shown by script, and have no place in the text.
    yield from (_image(one.url, one.caption) for one in reading.article.images if one.url and one.url not in shown)
    passed = 0
    for one in reading.content:
        if isinstance(one, Slot):
            if one.url:
                yield _image(one.url, one.image(passed).caption)
            continue
        passed += 1
        if passed > skip:
            yield _table(one) if one.rows else f"<p>{_inline(page, one)}</p>"


def _image(url: str, caption: str) -> str:
    return f'<p><img src="{escape(url)}" alt="{escape(clean_line(caption))}"></p>'


def _table(table: Text) -> str:
    caption = f"<caption>{'<br>'.join(map(escape, table.captions))}</caption>" if table.captions else ""
    spans = table.cell_spans or {}
    covered = {
        (at + below, column + beside)
        for (at, column), (high, wide) in spans.items()
        for below in range(high)
        for beside in range(wide)
        if below or beside
    }
    rows = "".join(f"<tr>{''.join(_cells(row, at, spans, covered))}</tr>" for at, row in enumerate(table.rows))
    return f"<table>{caption}<tbody>{rows}</tbody></table>"


def _cells(row: Sequence[str], at: int, spans: CellSpans, covered: Collection[tuple[int, int]]) -> Iterator[str]:
    """Write the cells of a row, except where a cell of another row or column reaches."""
    for column, text in enumerate(row):
        if text or (at, column) not in covered:
            high, wide = spans.get((at, column), (1, 1))
            rowspan = f' rowspan="{high}"' if high > 1 else ""
            colspan = f' colspan="{wide}"' if wide > 1 else ""
            yield f"<td{rowspan}{colspan}>{escape(text)}</td>"


def _inline(page: Page, text: Text) -> str:
    """Write a paragraph with its links and emphasis; spans come from a tree: each is in another or beside it."""
    opened: list[Span] = []
    written: list[str] = []
    position = 0
    for span in sorted(text.spans, key=lambda one: (one.start, -one.end)):
        position = _close(text, written, opened, position, span.start)
        written.append(_plain(text.text[position : span.start]))
        position = span.start
        written.append(_opening(page, span))
        opened.append(span)
    position = _close(text, written, opened, position, len(text.text))
    return "".join([*written, _plain(text.text[position:])])


def _close(text: Text, written: list[str], opened: list[Span], position: int, until: int) -> int:
    while opened and opened[-1].end <= until:
        span = opened.pop()
        written.extend([_plain(text.text[position : span.end]), f"</{span.tag}>"])
        position = max(position, span.end)
    return position


def _opening(page: Page, span: Span) -> str:
    url = page.link(span.href) if span.tag == "a" else None
    return f'<a href="{escape(url)}">' if url else f"<{span.tag}>"


def _plain(text: str) -> str:
    # nh3 takes quadratic time in the length of a text node: split long ones by an element that it drops.
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return "<wbr>".join(escape(piece, quote=False).replace("\n", "<br>") for piece in pieces)
