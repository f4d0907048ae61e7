"""Part a line into words as its elements and its white space do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.nodes import texts_apart
from linfen_crawler.pages.tree.texts import Text


class Word(NamedTuple):
    """A stretch of a line that elements or white space part from the others."""

    start: int
    end: int
    is_element: bool
    """An element begins or ends before it."""


_MAX_NODES = 2000
"""Nodes of the element that holds a line; a text between ``<br>`` stands in one with all of its page."""


def words_of(block: Text) -> list[Word]:
    """Return the words of a line in order."""
    text = block.text
    borders = _borders(block.node, text)
    starts = {0, *borders, *(one.end() for one in re.finditer(r"\s+", text))}
    ordered = sorted(at for at in starts if at < len(text))
    return [
        Word(at, end, at in borders or bool(borders.intersection(range(_back(text, at), at))))
        for at, end in zip(ordered, [*ordered[1:], len(text)], strict=True)
    ]


def _back(text: str, at: int) -> int:
    return len(text[:at].rstrip())


def _borders(node: LexborNode | None, text: str) -> frozenset[int]:
    """Return where in a line an element begins or ends; none where the block's element holds too much to tell."""
    if node is None or (only := node.child) is None or (only.is_text_node and only.next is None):
        return frozenset()
    pieces = list(_pieces(node))
    at = "".join(pieces).rfind("".join(text.split()))
    if at < 0:
        return frozenset()
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    found: set[int] = set()
    end = 0
    for piece in pieces:
        if 0 < end - at < len(solid):
            found.add(solid[end - at])
        end += len(piece)
    return frozenset(found)


def _pieces(root: LexborNode) -> Iterator[str]:
    """Yield the first texts below an element, without white space, as its elements part them; comments part nothing."""
    before = ""
    has_ended = False
    for node, is_apart in texts_apart(root, _MAX_NODES):
        if (is_apart or has_ended) and before:
            yield before
            before = ""
        before, has_ended = before + "".join((node.text_content or "").split()), node.next is None
    if before:
        yield before


def until_element(line: str, words: list[Word], start: int) -> str:
    """Return what stands from one word to where the next element begins or ends."""
    return line[start : next((one.start for one in words if one.is_element and one.start > start), len(line))]
