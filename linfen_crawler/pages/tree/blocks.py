"""Read the elements of a page as a reader sees them: paragraphs, tables, images, in order.

Text is taken wherever it is: reading only ``<p>`` loses what is in ``<div>``, ``<section>`` or bare.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.paragraphs import OF_SOURCE, Block, Embed, ParagraphReader, Picture
from linfen_crawler.pages.tree.styles import Attributes, is_hidden, style_in
from linfen_crawler.pages.tree.texts import CellSpans, Text
from linfen_crawler.text import clean_block, clean_line

__all__ = ["Block", "Embed", "Picture", "Text", "line_of", "read_blocks"]

IGNORED = frozenset(
    {
        "-comment", "button", "canvas", "head", "input", "math", "noembed", "noframes", "noscript", "rp",
        "rt", "script", "select", "style", "svg", "template", "textarea", "title", "xml",
    }
)  # fmt: skip
_EMBEDS = frozenset({"audio", "embed", "iframe", "object", "video"})
_APART = _EMBEDS | {"table"}
_SOURCE_NAMES = frozenset({"filename", "movie", "src", "url"})
_ASKED = re.compile(r"[?&](?:file|src|url|pdf|doc) ?= ?([^&#]+)", re.IGNORECASE)
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".ofd")
_MAX_SPAN = 50
"""Rows or columns that one cell is believed to span."""
_MAX_SPANNED = 40
_MAX_SPANNED_A_CELL = 4
"""Places that the cells of a table are believed to span beside their own, at most: so many, and so many a cell."""
_MAX_CELL = 300
"""A table with more characters in a cell lays out a page; one with less holds figures."""
_TITLES = "h1, h2, h3"
_SENTENCE_ENDS = ("。", "！", "？", "…")
_MIN_PAGE = 3
"""Paragraphs of a cell that holds an article: its head, a line of text, its editor."""
_OF_PAGE = re.compile(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}日?[ \u3000]{0,4}"
    r"(?:\d{1,2}:\d\d:\d\d|(?:\d{1,2}:\d\d[ \u3000]{0,4})?(?:来源|稿源) ?[:：])"
    r"|【责任编辑 ?[:：]"
)
"""What content systems write of an article, and no table of figures among the paragraphs of a cell."""


class _Cell:
    """A cell of a table, with what is in it."""

    __slots__ = ("_blocks", "line", "node")

    def __init__(self, node: LexborNode) -> None:
        self.node = node
        only = node.child
        # Most cells are a word or a figure.
        is_bare = only is None or (only.is_text_node and only.next is None)
        self._blocks = None if is_bare else read_blocks(node)
        bare = "" if only is None else only.text_content or ""
        self.line = clean_line(bare) if self._blocks is None else _line_of(self._blocks)

    @property
    def blocks(self) -> Sequence[Block]:
        """Return the cell's blocks; bare text is one."""
        return read_blocks(self.node) if self._blocks is None else self._blocks

    @property
    def marked(self) -> Sequence[Block]:
        """Return the blocks of a cell that holds more than bare text."""
        return self._blocks or ()


def read_blocks(root: LexborNode, skip: Collection[int] = ()) -> list[Block]:
    """Return the paragraphs, images and embeds below an element, in order.

    Elements whose ``mem_id`` is in ``skip`` are passed over. Nesting is walked and counted, never recursed into: pages
    nest deeper than Python's stack.
    """
    reader = ParagraphReader()
    buffer, entered = reader.buffer, reader.stack
    attributes = root.attributes
    reader.enter(root, root.tag or "", attributes, style_in(attributes))
    opened = [root]
    node = None if root.tag in IGNORED else root.child
    while opened:
        if node is None:
            if (left := entered.pop()) is not None:
                reader.leave(left)
            ended = opened.pop()
            node = ended.next if opened else None
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content
            # What only parts the tags of the source begins no paragraph.
            if text and (buffer or text.strip(OF_SOURCE) or reader.preformatted):
                reader.add(text)
        elif not (tag in IGNORED or (skip and node.mem_id in skip)):
            attributes = node.attributes
            style = style_in(attributes)
            if tag in _APART and (apart := _set_apart(node, tag)) is not None:
                reader.flush()
                reader.blocks.extend(apart)
            elif not ("hidden" in attributes or (style is not None and style.hides)):
                if tag != "br":
                    reader.enter(node, tag, attributes, style)
                    opened.append(node)
                    node = node.child
                    continue
                reader.end_line()
        node = node.next
    reader.flush()
    return reader.blocks


def _set_apart(node: LexborNode, tag: str) -> Iterable[Block] | None:
    """Return what a table of figures or an embed shows; ``None`` for a table that lays out the page."""
    if tag != "table":
        return _embedded(node)
    figures = _figures(node)
    return None if figures is None else _table(node, figures)


def _embedded(node: LexborNode) -> Iterator[Block]:
    """Yield an embed, its fallback text left out."""
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


def _figures(node: LexborNode) -> list[list[_Cell]] | None:
    """Return the rows of a table of figures; ``None`` for one that lays out the page.

    Figures are in several short cells in a row, and have no table inside.
    """
    if _holds_table(node):
        return None
    shown = [_cells(row) for row in _shown(node.css("tr"))]
    if all(len(row) < 2 for row in shown):
        return None
    if any(map(_is_line, shown)) or (node.css_first(_TITLES) is not None and any(map(_is_headed, shown))):
        return None
    rows = [[_Cell(cell) for cell in row] for row in shown]
    if any(len(cell.line) > _MAX_CELL for row in rows for cell in row):
        return None
    full = [row for row in rows if sum(bool(cell.line) for cell in row) >= 2]
    is_text = any(_runs_on(cell.marked) or _holds_article(cell.marked) for row in rows for cell in row)
    return rows if full and not is_text and not _is_set_beside(full) and not _captions_photos(rows) else None


def _is_set_beside(full: Sequence[Sequence[_Cell]]) -> bool:
    """Tell photos in a grid, and the one row that sets a text beside a menu, a photo, a heading or another text."""
    if all(any(isinstance(block, Picture) for block in cell.marked) for row in full for cell in row):
        return True
    if len(full) > 1:
        return False
    return any(isinstance(block, Picture) or _is_sentence(block) for cell in full[0] for block in cell.blocks)


def _captions_photos(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Recognise rows of photos in turn with rows that have a line for each of them at most."""
    shown = [sum(isinstance(block, Picture) for cell in row for block in cell.marked) for row in rows]
    if not any(shown):
        return False
    counted = ((photos, sum(bool(cell.line) for cell in row)) for photos, row in zip(shown, rows, strict=True))
    told = [(photos, lines) for photos, lines in counted if photos or lines]
    are_pairs = all(
        photos * lines == more_photos * more_lines == 0 and photos + more_photos >= lines + more_lines > 0
        for (photos, lines), (more_photos, more_lines) in zip(told[::2], told[1::2], strict=False)
    )
    return are_pairs and (len(told) % 2 == 0 or not told[-1][1])


def _runs_on(cell: Sequence[Block]) -> bool:
    """Recognise a cell that holds a text: paragraphs set in, each a sentence, as no figures are."""
    return sum(1 for block in cell if _is_sentence(block) and isinstance(block, Text) and block.is_indented) >= 2


def _holds_article(cell: Sequence[Block]) -> bool:
    """Recognise a cell with an article's date line or its editor among its paragraphs, however short these are."""
    return len(cell) >= _MIN_PAGE and any(isinstance(one, Text) and _OF_PAGE.search(one.text) for one in cell)


def _is_sentence(block: Block) -> bool:
    return isinstance(block, Text) and block.text.rstrip("”’）)").endswith(_SENTENCE_ENDS)


def _holds_table(node: LexborNode) -> bool:
    """Recognise a table with another inside; of thousands in each other no more than the first is looked for."""
    return any(one.tag == "table" and one.mem_id != node.mem_id for one in node.traverse())


def _is_headed(cells: Sequence[LexborNode]) -> bool:
    """Recognise a row that holds a page's title: figures have no heading."""
    return any(cell.css_first(_TITLES) is not None for cell in cells)


def _is_line(cells: Sequence[LexborNode]) -> bool:
    """Recognise a row that holds a page's text in one cell."""
    return len(cells) == 1 and len(cells[0].css("p")) > 1


def _table(node: LexborNode, figures: Sequence[Sequence[_Cell]]) -> Iterator[Block]:
    """Yield a table as one paragraph, one line per row, cells separated by ``|``; then the images it holds."""
    rows, spans = _without_empty(*_in_columns(figures))
    captions = tuple(line for one in node.css("caption") if (line := line_of(one)))
    inside = [block for row in figures for cell in row for block in cell.marked]
    anchors = [span for block in inside if isinstance(block, Text) for span in block.anchors]
    text = clean_block("\n".join([*captions, *(" | ".join(row) for row in rows)]))
    yield Text(text=text, linked=tuple(anchors), captions=captions, rows=rows, cell_spans=spans, node=node)
    yield from (block for block in inside if not isinstance(block, Text))


def _without_empty(rows: list[list[str]], spans: CellSpans) -> tuple[tuple[tuple[str, ...], ...], CellSpans]:
    """Return the rows with a text in any of their cells, and which of these span others."""
    kept = [at for at, row in enumerate(rows) if any(row)]
    told = {
        (bisect_left(kept, at), column): (bisect_left(kept, at + high) - bisect_left(kept, at), wide)
        for (at, column), (high, wide) in spans.items()
        if any(rows[at])
    }
    return tuple(tuple(rows[at]) for at in kept), told


def _in_columns(figures: Sequence[Sequence[_Cell]]) -> tuple[list[list[str]], CellSpans]:
    """Return the cells of each row, and which of them span others.

    Before a cell, those that others span are empty: columns stay in line.
    """
    rows: list[list[str]] = []
    spans: CellSpans = {}
    below: dict[int, int] = {}
    left = _MAX_SPANNED + _MAX_SPANNED_A_CELL * sum(map(len, figures))
    for at, row in enumerate(figures):
        texts: list[str] = []
        column = 0
        for cell in row:
            column = _free(column, below)
            texts.extend([*[""] * (column - len(texts)), cell.line])
            attributes = cell.node.attributes
            if "rowspan" in attributes or "colspan" in attributes:
                high, wide = min(_span(attributes, "rowspan"), len(figures) - at), _span(attributes, "colspan")
                if high * wide > left:
                    high = wide = 1
                left -= high * wide - 1
                if high > 1:
                    below.update((column + beside, high - 1) for beside in range(wide))
                if high * wide > 1:
                    spans[at, column] = high, wide
                column += wide
            else:
                column += 1
        _free(column, below)
        rows.append(texts)
    return rows, spans


def _free(column: int, below: dict[int, int]) -> int:
    """Return the next column into which no cell of a row above reaches."""
    while below.get(column, 0) > 0:
        below[column] -= 1
        column += 1
    return column


def _span(cell: Attributes, name: str) -> int:
    value = cell.get(name) or ""
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdecimal() and value != "0" else 1


def _shown(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    return (node for node in nodes if not is_hidden(node.attributes))


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in _shown(row.iter()) if cell.tag in {"td", "th"}]


def _line_of(blocks: Iterable[Block]) -> str:
    return clean_line(" ".join(block.text for block in blocks if isinstance(block, Text)))
