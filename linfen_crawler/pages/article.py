"""Read one page of an article, and join the pages of a long one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from parsel import Selector, SelectorList

from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import RawArticle, RawImage, RawLink
from linfen_crawler.pages.blocks import Block, Node, Text, line_of, read_blocks
from linfen_crawler.pages.captions import pair
from linfen_crawler.pages.document import Page, tree
from linfen_crawler.pages.gallery import read_images
from linfen_crawler.pages.headline import Headlines, part_headlines
from linfen_crawler.pages.layouts import GALLERY, LEGACY, REGULAR, Layout, find, layout_of
from linfen_crawler.pages.margin import Margin, has_related, is_own_part, part_body, read_tail
from linfen_crawler.text import fingerprint_text
from linfen_crawler.urls import article_address
from linfen_crawler.urls import next_part as address_of_next_part

_T = TypeVar("_T", str, RawLink)
_LAST_LEGACY_DAY = "2012-12-31"
"""Legacy pages are those of 2009–2012."""
_SITE_NAME = "临汾新闻网"
_MAX_KICKER = 80
"""Characters; a longer line above the title is no kicker."""


def read_article(page: Page) -> RawArticle:
    """Read one page of an article.

    Raises :class:`ExtractionError` naming the field that is missing: ``layout``, ``title`` or ``body``.
    """
    root = tree(page)
    layout = layout_of(root)
    if layout is None:
        raise ExtractionError(page.url, "layout", "none of the site's layouts; see linfen_crawler/pages/layouts.py")
    titles = [found for found in find(root, layout.title) if line_of(found.root)]
    if not titles:
        raise ExtractionError(page.url, "title", f"no text in {layout.title[0]}")
    # A kicker may be set as a title of its own: the last in a row is the title.
    title_at = [one for one in titles if one.root.getparent() is titles[0].root.getparent()][-1]
    title = line_of(title_at.root)
    article = _read_body(page, root, layout, title)
    if not article.paragraphs and not article.images:
        raise ExtractionError(page.url, "body", f"neither text nor images in {layout.body[0]}")
    return replace(
        article,
        breadcrumbs=tuple(filter(None, (line_of(link.root) for link in find(root, layout.breadcrumb)))),
        kicker=_both(_kicker_above(title_at), article.kicker),
    )


def join_parts(pages: Sequence[RawArticle]) -> RawArticle:
    """Join the pages of an article in order; what each of them repeats is kept once.

    Raises :class:`ValueError` without a page.
    """
    if not pages:
        raise ValueError("an article has at least one page")
    first, last = pages[0], pages[-1]
    return replace(
        first,
        paragraphs=tuple(paragraph for page in pages for paragraph in page.paragraphs),
        bylines=tuple(line for page in pages for line in page.bylines),
        images=_distinct(image for page in pages for image in page.images),
        links=_once(link for page in pages for link in page.links),
        editor_lines=next((page.editor_lines for page in reversed(pages) if page.editor_lines), ()),
        notice=next((page.notice for page in reversed(pages) if page.notice), None),
        captures=tuple(capture for page in pages for capture in page.captures),
        parts=tuple(part for page in pages for part in page.parts),
        next_part=last.next_part,
        complete=last.next_part is None,
    )


def _read_body(page: Page, root: Selector, layout: Layout, title: str) -> RawArticle:
    """Take the text apart from what stands in and around it."""
    bodies = find(root, layout.body)
    editors = find(root, layout.editor)
    date_line = _date_line(root, layout)
    blocks, margin = part_body(
        _blocks_of(bodies, skip=_nodes(editors)), page.url, page.link, source=_own_source(date_line)
    )
    _read_around(root=root, layout=layout, bodies=bodies, editors=editors, margin=margin, page=page)
    texts, images = pair(blocks, title, page.link)
    found = _headlines(page, layout, texts, title)
    next_part = _next_part(page, root)
    return RawArticle(
        url=page.url,
        layout=_layout_name(layout, date_line, margin),
        title=title,
        date_line=date_line,
        source_line=margin.source_line,
        kicker=found.kicker,
        headline=found.headline,
        subtitle=found.subtitle,
        bylines=found.bylines,
        paragraphs=tuple(block.text for block in found.texts),
        editor_lines=tuple(margin.editor_lines),
        notice=margin.notice,
        images=_distinct((*(read_images(page, root) if layout is GALLERY else ()), *images)),
        links=_links(page, margin),
        next_part=next_part,
        complete=next_part is None,
    )


def _headlines(page: Page, layout: Layout, texts: Sequence[Text], title: str) -> Headlines:
    """Return the headline block of a first page; later pages open in the middle of the text."""
    address = article_address(page.url)
    if layout is GALLERY or (address is not None and address.part > 1):
        return Headlines(texts=tuple(texts))
    return part_headlines(texts, title)


def _read_around(
    *,
    root: Selector,
    layout: Layout,
    bodies: SelectorList[Selector],
    editors: SelectorList[Selector],
    margin: Margin,
    page: Page,
) -> None:
    """Read what stands behind the body: in the article's column, then related links wherever the page has them."""
    read_tail(_blocks_of(editors), margin, page.link)
    column = _column(root, layout, bodies)
    if column is None:
        return
    skip = {*_nodes(editors), *(node for body in bodies for node in _up_to(column, body))}
    tail = read_blocks(column.root, skip)
    read_tail(tail, margin, page.link)
    if not has_related(tail):
        read_tail(read_blocks(root.root, {column.root}), margin, page.link, is_column=False)


def _column(root: Selector, layout: Layout, bodies: SelectorList[Selector]) -> Selector | None:
    """Return what holds the article and no sidebar: the template's column, or else the body's parent."""
    if not bodies:
        return next(iter(find(root, layout.column)), None)
    ancestors = {id(node) for node in bodies[0].root.iterancestors()}
    known = (column for column in find(root, layout.column) if id(column.root) in ancestors)
    return next(known, next(iter(bodies[0].xpath("..")), None))


def _up_to(column: Selector, body: Selector) -> list[Node]:
    """Return the body and all that stands before it in the column."""
    nodes: list[Node] = [body.root]
    for node in [body.root, *body.root.iterancestors()]:
        if node is column.root:
            break
        nodes.extend(node.itersiblings(preceding=True))
    return nodes


def _kicker_above(title: Selector) -> str | None:
    """Return the line that stands right before the title in its column: text alone, no breadcrumb and no date."""
    before = title.xpath("preceding-sibling::*[1]")
    line = _line(before)
    is_other = bool(before.css("a, img, ul, form")) or read_date_line(line).published_at is not None
    return line if line and len(line) <= _MAX_KICKER and not is_other else None


def _both(above: str | None, inside: str | None) -> str | None:
    """Keep a kicker above the web title and one above the headline, where they differ."""
    lines = {fingerprint_text(line): line for line in (inside, above) if line}
    return "\n".join(reversed(lines.values())) or None


def _date_line(root: Selector, layout: Layout) -> str | None:
    """Return the line with the time or the source's label: a kicker may be set in the same class."""
    lines = [line for found in find(root, layout.date_line) if (line := line_of(found.root))]
    read = (line for line in lines if (said := read_date_line(line)).published_at or said.source is not None)
    return next(read, lines[-1] if lines else None)


def _own_source(date_line: str | None) -> str:
    """Return the source that a date line names; ``""`` for the site itself, which is the importer's default."""
    source = read_date_line(date_line).source or ""
    return "" if fingerprint_text(source) == _SITE_NAME else source


def _layout_name(layout: Layout, date_line: str | None, margin: Margin) -> str:
    published_at = read_date_line(date_line).published_at
    is_old = published_at is not None and published_at[:10] <= _LAST_LEGACY_DAY
    return LEGACY.name if layout is REGULAR and (is_old or margin.is_imported) else layout.name


def _next_part(page: Page, root: Selector) -> str | None:
    """Return the page that continues this one, where any link leads to it, whatever the link says."""
    if article_address(page.url) is None:
        return None
    following = address_of_next_part(page.url)
    links = (page.link(href) for href in root.css("a::attr(href), link::attr(href)").getall())
    return following if following in links else None


def _links(page: Page, margin: Margin) -> tuple[RawLink, ...]:
    return _once(link for link in margin.links if not is_own_part(link.url, page.url))


def _line(found: SelectorList[Selector]) -> str:
    """Return the text of the first element that has any."""
    return next(filter(None, (line_of(one.root) for one in found)), "")


def _blocks_of(found: SelectorList[Selector], skip: Iterable[Node] = ()) -> tuple[Block, ...]:
    passed = set(skip)
    return tuple(block for one in found if one.root not in passed for block in read_blocks(one.root, passed))


def _nodes(found: SelectorList[Selector]) -> list[Node]:
    return [one.root for one in found]


def _distinct(images: Iterable[RawImage]) -> tuple[RawImage, ...]:
    """Keep an image once; captions without an image are as many as the page has."""
    kept: list[RawImage] = []
    for image in images:
        if image.url is None or image not in kept:
            kept.append(image)
    return tuple(kept)


def _once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
