"""Tell lines that are set alike: paragraphs of one text."""

from __future__ import annotations

from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text


def are_set_alike(one: Block, other: Block) -> bool:
    """Tell two lines of one element that are set alike; what is set in the middle or bold need not be set in."""
    if not isinstance(one, Text) or not isinstance(other, Text) or one.node is None or other.node is None:
        return False
    if one.node.tag != other.node.tag or one.node.attributes.get("class") != other.node.attributes.get("class"):
        return False
    if not (one.is_centred or one.is_strong) and one.is_indented != other.is_indented:
        return False
    around, beside = one.node.parent, other.node.parent
    return around is not None and beside is not None and around.mem_id == beside.mem_id
