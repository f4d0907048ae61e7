"""Take from a page of a known layout what its elements hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages.blocks import Block, line_of, read_blocks
from linfen_crawler.pages.document import Document
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.layouts import Parts, ancestors
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import Headings, has_heading, is_overflow
from linfen_crawler.text import clean_line

_MAX_KICKER = 80
"""Characters; a longer line above the title is no kicker."""
_NO_KICKER = "ul, ol, form, input"


def take(url: str, document: Document, parts: Parts) -> Found:
    """Return what the elements of a page hold; raises :class:`ExtractionError` where none holds a title."""
    title = _title(parts)
    if title is None:
        raise ExtractionError(url, "title", f"no text in {parts.rules.get('title', 'any element that could hold it')}")
    return Found(
        layout=parts.layout,
        title=line_of(title),
        kicker=_kicker_above(title, parts),
        date_line=_date_line(parts),
        breadcrumbs=tuple(filter(None, map(line_of, parts.breadcrumbs))),
        body=_body(parts),
        editors=[block for one in parts.editors for block in read_blocks(one)],
        tail=_tail(parts),
        outer=frozenset(node.mem_id for one in (_column(parts),) if one is not None for node in (one, *ancestors(one))),
        elsewhere=partial(_elsewhere, document, parts),
        is_gallery=parts.is_gallery,
        rules=parts.rules,
    )


def _body(parts: Parts) -> list[Block]:
    editors = {node.mem_id for node in parts.editors}
    return [*(block for one in parts.bodies for block in read_blocks(one, editors)), *_overflow(parts)]


def _overflow(parts: Parts) -> list[Block]:
    """Return paragraphs that a stray end tag has put between body and editor."""
    if not parts.bodies or not parts.editors:
        return []
    ends = {node.mem_id for node in parts.editors}
    ends.update(around.mem_id for node in parts.editors for around in ancestors(node))
    found: list[Block] = []
    node = parts.bodies[-1].next
    while node is not None and node.mem_id not in ends:
        if node.is_element_node:
            found.extend(read_blocks(node))
        node = node.next
    return [block for block in found if isinstance(block, Text) and is_overflow(block)] if node is not None else []


def _tail(parts: Parts) -> Sequence[Block]:
    column = _column(parts)
    if column is None:
        return ()
    skip = {node.mem_id for node in parts.editors}
    if parts.bodies:
        skip.update(_up_to(column, parts.bodies[-1]))
    return read_blocks(column, skip)


def _elsewhere(document: Document, parts: Parts, headings: Headings) -> Sequence[Block]:
    """Return what stands outside the column; nothing where the page has none of the headings looked for."""
    column = _column(parts)
    if column is None or not has_heading(document.text, headings):
        return ()
    return read_blocks(document.body, {column.mem_id})


def _column(parts: Parts) -> LexborNode | None:
    """Return what holds the article and no sidebar: the template's column, or else the body's parent."""
    if not parts.bodies:
        return parts.column
    if parts.column is not None and any(one.mem_id == parts.column.mem_id for one in ancestors(parts.bodies[0])):
        return parts.column
    return parts.bodies[0].parent


def _up_to(column: LexborNode, body: LexborNode) -> Iterator[int]:
    """Yield the body and all that stands before it in the column, by ``mem_id``."""
    yield body.mem_id
    for node in (body, *ancestors(body)):
        if node.mem_id == column.mem_id:
            return
        before = node.prev
        while before is not None:
            yield before.mem_id
            before = before.prev


def _title(parts: Parts) -> LexborNode | None:
    """Return the element that holds the title; a kicker may be set as a title of its own above it."""
    titles = [node for node in parts.titles if line_of(node)]
    if len(titles) < 2:
        return titles[0] if titles else None
    beside = titles[0].parent
    return [one for one in titles if one.parent is not None and beside and one.parent.mem_id == beside.mem_id][-1]


def _kicker_above(title: LexborNode, parts: Parts) -> str | None:
    """Return the line that stands right before the title in its column: text alone, no breadcrumb and no date."""
    if parts.column is None:
        return None
    for node in (title, *ancestors(title)):
        if node.mem_id == parts.column.mem_id:
            return None
        before = node.prev
        while before is not None:
            if before.is_text_node and (line := (before.text_content or "").strip()):
                return _kicker(line)
            if before.is_element_node and (blocks := read_blocks(before)):
                is_title = any(one.mem_id == before.mem_id for one in parts.date_lines)
                return None if is_title or before.css_first(_NO_KICKER) is not None else _kicker_of(blocks)
            before = before.prev
    return None


def _kicker_of(blocks: Sequence[Block]) -> str | None:
    """Return the text of an element above the title; ``None`` where it holds links or images."""
    if not all(isinstance(block, Text) and not block.anchors for block in blocks):
        return None
    return _kicker(clean_line(" ".join(block.text for block in blocks if isinstance(block, Text))))


def _kicker(line: str) -> str | None:
    return line if len(line) <= _MAX_KICKER and read_date_line(line).published_at is None else None


def _date_line(parts: Parts) -> str | None:
    """Return the line with the time or the source's label: a kicker may be set in the same class."""
    lines = [line for found in parts.date_lines if (line := line_of(found))]
    if len(lines) < 2:
        return lines[0] if lines else None
    read_lines = (line for line in lines if (said := read_date_line(line)).published_at or said.source is not None)
    return next(read_lines, lines[-1])
