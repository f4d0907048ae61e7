"""Read the elements of a page as a reader sees them: paragraphs, tables, images, in order.

Text is taken wherever it stands: reading only ``<p>`` loses what stands in ``<div>``, ``<section>`` or bare.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.paragraphs import Block, Embed, ParagraphReader, Picture
from linfen_crawler.pages.tree.styles import is_hidden
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import clean_block, clean_line

__all__ = ["Block", "Embed", "Picture", "Text", "line_of", "read_blocks"]

IGNORED = frozenset(
    {
        "-comment", "button", "canvas", "head", "input", "math", "noembed", "noframes", "noscript", "rp",
        "rt", "script", "select", "style", "svg", "template", "textarea", "title", "xml",
    }
)  # fmt: skip
_EMBEDS = frozenset({"audio", "embed", "iframe", "object", "video"})
_SOURCE_NAMES = frozenset({"filename", "movie", "src", "url"})
_ASKED = re.compile(r"[?&](?:file|src|url|pdf|doc) ?= ?([^&#]+)", re.IGNORECASE)
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".ofd")
_MAX_SPAN = 50
"""Rows or columns that one cell is believed to span."""
_MAX_CELL = 300
"""A table with more characters in a cell lays out a page; one with less holds figures."""
_SENTENCE_ENDS = ("。", "！", "？", "…")


def read_blocks(root: LexborNode, skip: Collection[int] = ()) -> list[Block]:
    """Return the paragraphs, images and embeds below an element, in order.

    Elements whose ``mem_id`` is in ``skip`` are passed over. Nesting is walked and counted, never recursed into: pages
    nest deeper than Python's stack.
    """
    reader = ParagraphReader()
    reader.enter(root, root.tag or "", root.attributes)
    node, depth = None if root.tag in IGNORED else root.child, 1
    while node is not None and depth:
        tag = node.tag or ""
        following: LexborNode | None = None
        if tag == "-text":
            reader.add(node.text_content)
        elif tag not in IGNORED and not (skip and node.mem_id in skip):
            attributes = node.attributes
            if tag in _EMBEDS or (tag == "table" and _is_data_table(node)):
                reader.flush()
                reader.blocks.extend(_whole(node, tag))
            elif not (attributes and is_hidden(attributes)):
                reader.enter(node, tag, attributes)
                following = node.child
                if following is None:
                    reader.leave()
        if following is not None:
            node, depth = following, depth + 1
            continue
        while node is not None and (following := node.next) is None:
            node, depth = node.parent, depth - 1
            reader.leave()
            if depth == 0:
                break
        else:
            node = following
    reader.flush()
    return reader.blocks


def _whole(node: LexborNode, tag: str) -> Iterator[Block]:
    """Yield the blocks of an element that is taken whole: a table, or an embed, its fallback text left out."""
    if tag == "table":
        yield from _table(node)
        return
    sources = filter(None, map(_source, (node, *node.css("[src], param, [href]"))))
    yield from (Embed(src=_shown_document(src), node=node) for src in islice(sources, 1))


def _source(node: LexborNode) -> str | None:
    """Return the address of what an element shows; a player's frame names it in parameters."""
    attributes = node.attributes
    if node.tag == "param":
        return attributes.get("value") if (attributes.get("name") or "").lower() in _SOURCE_NAMES else None
    return attributes.get("data" if node.tag == "object" else "href" if node.tag == "a" else "src")


def _shown_document(src: str) -> str:
    """Return the address of the document that a viewer is asked to show: ``viewer.html?file=/a.pdf``."""
    asked = (one for one in _ASKED.finditer(src) if one[1].lower().endswith(_DOCUMENTS))
    return next((urljoin(src[: one.start()], unquote(one[1])) for one in asked), src)


def line_of(root: LexborNode) -> str:
    """Return an element's text as one line, scripts left out."""
    only = root.child
    if only is not None and only.is_text_node and only.next is None and root.tag not in IGNORED:
        return clean_line(only.text_content or "")
    return _line_of(read_blocks(root))


def _is_data_table(node: LexborNode) -> bool:
    """Tell a table of figures from one that lays out the page: several short cells in a row, no table inside."""
    if any(one.tag == "table" and one.mem_id != node.mem_id for one in node.traverse()):
        return False
    if any(_lays_out(_cells(row)) for row in node.css("tr")):
        return False
    rows = [[read_blocks(cell) for cell in _cells(row)] for row in _shown(node.css("tr"))]
    if any(len(_line_of(cell)) > _MAX_CELL for row in rows for cell in row):
        return False
    full = [row for row in rows if sum(map(_holds_text, row)) >= 2]
    return bool(full) and not any(map(_runs_on, (cell for row in rows for cell in row))) and not _is_set_beside(full)


def _is_set_beside(full: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Tell photos in a grid, and the one row that sets a text beside a menu, a photo, a heading or another text."""
    if all(any(isinstance(block, Picture) for block in cell) for row in full for cell in row):
        return True
    blocks = [block for row in full for cell in row for block in cell]
    return len(full) == 1 and any(isinstance(block, Picture) or _is_sentence(block) for block in blocks)


def _runs_on(cell: Sequence[Block]) -> bool:
    """Tell a cell that holds a text: paragraphs set in, each a sentence, as no figures are."""
    return sum(1 for block in cell if _is_sentence(block) and isinstance(block, Text) and block.is_indented) >= 2


def _is_sentence(block: Block) -> bool:
    return isinstance(block, Text) and block.text.rstrip("”’）)").endswith(_SENTENCE_ENDS)


def _holds_text(cell: Sequence[Block]) -> bool:
    return any(isinstance(block, Text) for block in cell)


def _lays_out(cells: Sequence[LexborNode]) -> bool:
    """Tell a row that holds a page's title or its text: figures have no heading, and a row of one cell is a line."""
    if any(cell.css_first("h1, h2, h3") is not None for cell in cells):
        return True
    return len(cells) == 1 and len(cells[0].css("p")) > 1


def _table(node: LexborNode) -> Iterator[Block]:
    """Yield a table as one paragraph, a line a row, cells parted by ``|``; then the images it holds."""
    rows = [row for row in _rows(node) if any(row)]
    captions = tuple(line for one in node.css("caption") if (line := line_of(one)))
    inside = [block for row in _shown(node.css("tr")) for cell in _cells(row) for block in read_blocks(cell)]
    anchors = [span for block in inside if isinstance(block, Text) for span in block.anchors]
    text = clean_block("\n".join([*captions, *(" | ".join(row) for row in rows)]))
    yield Text(text=text, linked=tuple(anchors), captions=captions, rows=tuple(map(tuple, rows)), node=node)
    yield from (block for block in inside if not isinstance(block, Text))


def _rows(node: LexborNode) -> list[list[str]]:
    """Return the cells of each row; before a cell, those that others span are empty: columns stay in line."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}
    for row in _shown(node.css("tr")):
        texts: list[str] = []
        column = 0
        for cell in _cells(row):
            column = _free(column, below)
            texts.extend([*[""] * (column - len(texts)), _cell_text(cell)])
            high, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            below.update((column + at, high - 1) for at in range(wide))
            column += wide
        _free(column, below)
        rows.append(texts)
    return rows


def _free(column: int, below: dict[int, int]) -> int:
    """Return the next column into which no cell of a row above reaches."""
    while below.get(column, 0) > 0:
        below[column] -= 1
        column += 1
    return column


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdecimal() and value != "0" else 1


def _shown(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    return (node for node in nodes if not is_hidden(node.attributes))


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in _shown(row.iter()) if cell.tag in {"td", "th"}]


def _cell_text(cell: LexborNode) -> str:
    return _line_of(read_blocks(cell))


def _line_of(blocks: Iterable[Block]) -> str:
    return clean_line(" ".join(block.text for block in blocks if isinstance(block, Text)))
