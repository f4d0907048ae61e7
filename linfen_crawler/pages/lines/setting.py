"""Recognise lines that are set alike: paragraphs of one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linfen_crawler.pages.lines.furniture import prose_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import are_alike
from linfen_crawler.pages.tree.texts import Text

_FAR = 400
"""Blocks below a sub-head in which the next one is looked for."""


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


def is_first_of_several(blocks: Sequence[Block], at: int) -> bool:
    """Recognise the first of several sub-heads: a line below is set as it is, and has a sentence below it as well."""
    setting = setting_of(blocks[at])
    behind = blocks[at + 1 : at + 1 + _FAR]
    return any(setting_of(one) == setting and not prose_of(one) and prose_of(two) for one, two in pairwise(behind))
