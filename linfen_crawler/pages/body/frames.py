"""Recognise captions by the element that frames an image with them: a figure, a cell, the row of a table below photos.

Photos stand side by side in one row of a table, and their captions in the next: in the order of the source all photos
would come before all captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_FRAMES = frozenset({"figure", "dl", "table"})
_CELLS = frozenset({"td", "th"})
_LEVELS = 12
"""Elements between a frame and what is in it."""
_MAX_LENGTH = 150
"""Characters of a line of a caption; a portrait beside a photograph is longer."""
_MAX_LINES = 2
"""Lines of a caption: itself, and its photographer."""
_SENTENCE_ENDS = re.compile("[。！？!?]")


class _Place(NamedTuple):
    """Where something is: in which frame and, for a table, in which row and cell."""

    frame: LexborNode
    row: LexborNode | None
    cell: LexborNode | None


class _Placed(NamedTuple):
    block: Block
    place: _Place | None


class Framed(NamedTuple):
    """The blocks of a page, captions after the image that shares their frame."""

    blocks: Sequence[Block]
    captions: frozenset[Text] = frozenset()
    told: frozenset[Text] = frozenset()
    """Lines beside an image that tell of what it shows, as the text does: a candidate's life beside his portrait."""


class _Cell(NamedTuple):
    """What one cell of a row holds; a figure is a row of one."""

    node: LexborNode | None
    photos: list[Picture]
    lines: list[Text]
    blocks: list[Block]


def framed(blocks: Sequence[Block]) -> Framed:
    """Return blocks with each caption after the image that shares its frame, and which lines beside one are text.

    Where all text of a page is in one frame, that lays out the page, and says nothing about a line.
    """
    if not any(isinstance(block, Picture) and _place(block) is not None for block in blocks):
        return Framed(blocks)
    ordered: list[Block] = []
    captions: set[Text] = set()
    told: set[Text] = set()
    telling = sum(map(_tells, blocks))
    placed = [_Placed(block, _place(block)) for block in blocks]
    for frame, held in groupby(placed, key=lambda one: 0 if one.place is None else one.place.frame.mem_id):
        group = list(held)
        if not frame or not any(isinstance(one.block, Picture) for one in group):
            ordered.extend(one.block for one in group)
            continue
        rows = _rows(group)
        inside, below = _in_frame(rows)
        ordered.extend(inside)
        if sum(map(_tells, inside)) < telling:
            captions.update(below)
        told.update(_told_beside(rows))
    return Framed(ordered, frozenset(captions), frozenset(told))


def _place(block: Block) -> _Place | None:
    """Return where a block is; ``None`` if nothing frames it."""
    row = cell = None
    for one in () if block.node is None else (block.node, *islice(ancestors(block.node), _LEVELS)):
        if one.tag in _FRAMES:
            return _Place(one, row, cell)
        if one.tag in _CELLS:
            cell = cell or one
        elif one.tag == "tr":
            row = row or one
    return None


def _tells(block: Block) -> bool:
    return isinstance(block, Text) and "。" in block.text


def _told_beside(rows: Sequence[Sequence[_Cell]]) -> list[Text]:
    """Return the lines in the cells beside an image's where one of these cells holds several sentences.

    A caption is a single sentence, or a short line.
    """
    beside = [
        cell.lines
        for row in rows
        if any(cell.photos and not cell.lines for cell in row)
        for cell in row
        if cell.lines and not cell.photos and any(map(_tells, cell.lines))
    ]
    if not any(sum(len(_SENTENCE_ENDS.findall(one.text)) for one in lines) > 1 for lines in beside):
        return []
    return [line for lines in beside for line in lines]


def _in_frame(rows: Sequence[Sequence[_Cell]]) -> tuple[list[Block], list[Text]]:
    """Return what the rows of one frame hold, captions after their images, and these captions."""
    are_photos = [all(cell.photos and not cell.lines for cell in row) for row in rows]
    are_lines = [all(not cell.photos and _may_be_caption(cell.lines) for cell in row) for row in rows]
    # Captions are above their photos where all of them do.
    is_above = are_lines[0] and are_photos[-1] and all(one != other for one, other in pairwise(are_lines))
    ordered: list[Block] = []
    captions: list[Text] = []
    at = 0
    while at < len(rows):
        row, below = rows[at], at + 1
        told = [cell for cell in row if _holds_caption(cell)]
        told = told if len(told) == len(row) else []
        if below < len(rows) and (are_lines if is_above else are_photos)[at]:
            # A line above a row of photos heads them.
            if is_above and are_photos[below] and len(row) >= min(len(rows[below]), 2):
                told = _paired(rows[below], row)
            elif not is_above and are_lines[below]:
                told = _paired(row, rows[below])
            at += bool(told)
        at += 1
        captions.extend(line for cell in told for line in cell.lines)
        for cell in told:
            ordered.extend((*cell.photos, *cell.lines))
        if not told:
            ordered.extend(block for cell in row for block in cell.blocks)
    return ordered, captions


def _rows(placed: Sequence[_Placed]) -> list[list[_Cell]]:
    """Return the rows of a frame with the cells that hold anything."""
    return [_cells(row) for _, row in groupby(placed, key=_row_of)]


def _row_of(one: _Placed) -> int:
    return one.place.row.mem_id if one.place is not None and one.place.row is not None else 0


def _cells(placed: Iterable[_Placed]) -> list[_Cell]:
    cells: list[_Cell] = []
    for block, place in placed:
        node = place.cell if place is not None else None
        last = cells[-1].node if cells else None
        is_next = not cells or (node is not None and (last is None or last.mem_id != node.mem_id))
        if is_next:
            cells.append(_Cell(node, [], [], []))
        cells[-1].blocks.append(block)
        if isinstance(block, Picture):
            cells[-1].photos.append(block)
        elif isinstance(block, Text):
            cells[-1].lines.append(block)
    return cells


def _holds_caption(cell: _Cell) -> bool:
    """Recognise a cell with a caption below or above all its photos; where each has its own, they are in turn."""
    turns = sum(1 for _ in groupby(cell.blocks, key=lambda one: isinstance(one, Picture)))
    return turns == 2 and bool(cell.photos) and _may_be_caption(cell.lines)


def _may_be_caption(lines: Sequence[Text]) -> bool:
    """Tell what a cell says of its photo from a text that is laid out beside one."""
    return 1 <= len(lines) <= _MAX_LINES and not any(
        one.rows or len(one.text) > _MAX_LENGTH or leads(one) for one in lines
    )


def _paired(photos: Sequence[_Cell], lines: Sequence[_Cell]) -> list[_Cell]:
    """Return photos with the lines of their column; one line alone is the last one's, for it refers to all."""
    if len(photos) == len(lines):
        return [one._replace(lines=other.lines) for one, other in zip(photos, lines, strict=True)]
    if len(lines) == 1 and _spans(lines[0]):
        return [*photos[:-1], photos[-1]._replace(lines=lines[0].lines)]
    told = dict(zip(_columns(lines), lines, strict=True))
    columns = _columns(photos)
    if not told.keys() <= set(columns):
        return []
    return [
        one._replace(lines=told[column].lines if column in told else [])
        for column, one in zip(columns, photos, strict=True)
    ]


def _spans(cell: _Cell) -> bool:
    return cell.node is not None and "colspan" in cell.node.attributes


def _columns(cells: Sequence[_Cell]) -> list[int]:
    """Return the place of each cell in its row."""
    row = cells[0].node.parent if cells[0].node is not None else None
    places = [] if row is None else [one.mem_id for one in row.iter() if one.tag in _CELLS]
    at = {mem_id: column for column, mem_id in enumerate(places)}
    return [-1 if cell.node is None else at.get(cell.node.mem_id, -1) for cell in cells]
