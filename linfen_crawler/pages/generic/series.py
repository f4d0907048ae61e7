"""Recognise lines that are text only as a series: the numbers of its sections, the rows of a programme.

Alone a number is a counter, and a line with a date one of the page's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.furniture import INTRODUCES, LABEL, prose_of
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN

_NUMBER = re.compile(r"[(【\[〔第 ]{0,2}0?(\d{1,2})[)】\]〕.、 ]{0,2}")
_MAX_NUMBER = 6
_UP_TO_TEXT = 2
"""Blocks below a number up to the text of its section: a sub-head may be between."""
_MIN_SECTIONS = 2
_MIN_ROWS = 3
_WHEN = re.compile(r"\d{1,2}月\d{1,2}[日号]|(?<!\d)\d{1,2}[:：]\d\d(?!\d)")
_BY_MACHINE = re.compile(r"(?:19|20)\d\d ?[-/.] ?\d")
_MAX_ROW = 80
_TELLS = re.compile(f"[{HAN}]{{2}}")
_OF_TIME = re.compile(r"\d{1,2}月\d{1,2}[日号]|[上下]午|星期[一二三四五六日]|周[一二三四五六日]")


def in_series(blocks: Sequence[Block], region: Sequence[int]) -> frozenset[int]:
    """Return the lines that are text by others like them: section numbers, and what is on at which hour."""
    return frozenset((*_numbers(blocks, region), *_rows(blocks, region)))


def _numbers(blocks: Sequence[Block], region: Sequence[int]) -> list[int]:
    """Return the numbers alone that count sections: one after the other, each with text below it.

    The first section may go without.
    """
    found: list[int] = []
    least = 1
    for at in region:
        block = blocks[at]
        if not isinstance(block, Text) or len(block.text) > _MAX_NUMBER or block.anchors or block.rows:
            continue
        number = _NUMBER.fullmatch(block.line)
        if number is None or not _heads_text(blocks, at):
            continue
        told = int(number[1])
        if told == least or (not found and told == least + 1 and _follows_text(blocks, at)):
            found.append(at)
            least = told + 1
        elif not found:
            least = 1
    return found if len(found) >= _MIN_SECTIONS else []


def _heads_text(blocks: Sequence[Block], at: int) -> bool:
    for block in blocks[at + 1 : at + 1 + _UP_TO_TEXT]:
        if isinstance(block, Picture) or prose_of(block):
            return True
        if not isinstance(block, Text) or block.anchors:
            return False
    return False


def _follows_text(blocks: Sequence[Block], at: int) -> bool:
    return at > 0 and (isinstance(blocks[at - 1], Picture) or prose_of(blocks[at - 1]) > 0)


def _rows(blocks: Sequence[Block], region: Sequence[int]) -> Iterator[int]:
    """Yield the lines, set alike in one element, that say when what is on: 3月10日 15:00 机关队—教育队."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for at in region:
        block = blocks[at]
        if not isinstance(block, Text) or not _is_row(block):
            continue
        node = block.node
        if node is not None and node.parent is not None:
            alike.setdefault((*_named(node.parent), node.tag, node.attributes.get("class")), []).append(at)
    for rows in alike.values():
        if len(rows) >= _MIN_ROWS:
            yield from rows


def _named(box: LexborNode) -> tuple[object, ...]:
    """Return what an element has in common with the halves beside it: its name, where it has one."""
    name = box.attributes.get("class")
    return (box.parent.mem_id, name) if name and box.parent is not None else (box.mem_id, None)


def _is_row(block: Text) -> bool:
    """Recognise a line, written by people, that says when and what: content systems write days differently."""
    if len(block.text) > _MAX_ROW or block.anchors or block.rows or not _WHEN.search(block.line):
        return False
    if _BY_MACHINE.search(block.line) or LABEL.match(block.line) or INTRODUCES.match(block.line):
        return False
    return wording_of(block.line) is None and _TELLS.search(_OF_TIME.sub("", block.line)) is not None
