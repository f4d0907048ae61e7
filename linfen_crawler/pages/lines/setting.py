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


def setting_of(block: Block) -> tuple[object, ...]:
    """Return the key by which lines set alike are recognised."""
    if not isinstance(block, Text):
        return ()
    node = block.node
    shown = () if node is None else (node.tag, node.attributes.get("class"), node.attributes.get("style"))
    return block.is_centred, block.is_indented, block.is_strong, *shown
