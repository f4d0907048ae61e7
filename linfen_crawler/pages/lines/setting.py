"""Recognise lines that are set alike: paragraphs of one text."""

from __future__ import annotations

from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import are_alike
from linfen_crawler.pages.tree.texts import Text


def are_set_alike(one: Block, other: Block) -> bool:
    """Recognise two lines of one element that are set alike; what is set in the middle or bold need not be indented."""
    if not isinstance(one, Text) or not isinstance(other, Text):
        return False
    if not (one.is_centred or one.is_strong) and one.is_indented != other.is_indented:
        return False
    return are_alike(one.node, other.node)
