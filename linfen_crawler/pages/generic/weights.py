"""Weigh the blocks of a page of no known layout: what each says for its element being the text's, or against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.edges import repeated
from linfen_crawler.pages.lines.furniture import (
    INTRODUCES,
    LABEL,
    heads_summary,
    is_furniture,
    is_icon,
    is_listed,
    leads_elsewhere,
    prose_of,
)
from linfen_crawler.pages.lines.rights import reaches_out
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_OF_AN_IMAGE = 20
"""What an image counts, in characters of prose: photo pages have none."""
OF_A_LINE = 0.5
"""What a character counts in a line that is no sentence: a name of a list, a verse."""
_IN_ITEM = 4
"""Elements of an item around its teaser."""
_NEXT_ITEM = 4
"""Blocks up to the title of the item after, or before."""
_DATED = re.compile(r"(?:19|20)\d\d ?[-/.年]|\d{1,2}[-/月]\d{1,2}日? \d{1,2}:\d\d")


def weigh(blocks: Sequence[Block], at: int, *, is_below_own: bool = False) -> tuple[float, int]:
    """Return how much a block speaks for its element being the body's, and how much against it.

    ``is_below_own``: right above stands a title of another page that is the text's own, and no teaser's.
    """
    block = blocks[at]
    if isinstance(block, Picture):
        return (0.0, 0) if is_icon(blocks, at) or leads_elsewhere(block) else (_OF_AN_IMAGE, 0)
    if not isinstance(block, Text):
        return 0.0, 0
    if not block.anchors and reaches_out(block.line):
        # A text's or the page's: either way it makes no element one that holds more than the text.
        return 0.0, 0
    if is_furniture(block) or (not is_below_own and _is_teaser(blocks, at)):
        return 0.0, len(block.text)
    if is_head(block):
        return 0.0, 0
    return (prose_of(block) or (1.0 if block.rows else OF_A_LINE) * len(block.text)), 0


def is_day(block: Block) -> bool:
    """Recognise a line with a day that is no sentence, as a head's date line is."""
    return isinstance(block, Text) and _DATED.search(block.text) is not None and not prose_of(block)


def is_head(block: Block) -> bool:
    """Tell a line that belongs to a head or to a foot, or introduces the text; a table of more than a row does not."""
    if not isinstance(block, Text) or len(block.rows) > 1:
        return False
    if wording_of(block.line) is not None or INTRODUCES.match(block.line):
        return True
    # 记者：今年收成怎么样？ is asked in an interview.
    return is_day(block) or (LABEL.match(block.line) is not None and not prose_of(block))


def _is_teaser(blocks: Sequence[Block], at: int) -> bool:
    """Tell what follows the title of another page: in the item of a list, or beside it.

    After one card among the paragraphs the text continues; teasers stand with their titles, or one after the other.
    """
    above = blocks[at - 1] if at else None
    if not isinstance(above, Text) or not is_listed(above):
        return False
    item, node = above.node, blocks[at].node
    if item is None or node is None:
        return True
    if item.tag != "li":
        boxes = {one.mem_id for one in (item, item.parent) if one is not None}
        is_beside = node.parent is not None and node.parent.mem_id in boxes
        near = (*blocks[max(0, at - _NEXT_ITEM) : at - 1], *blocks[at + 1 : at + _NEXT_ITEM])
        return is_beside or any(isinstance(one, Text) and is_listed(one) for one in near)
    return any(one.mem_id == item.mem_id for one in (node, *islice(ancestors(node), _IN_ITEM)))


def is_of_item(blocks: Sequence[Block], at: int, title: LexborNode | None) -> bool:
    """Recognise a line below the title of another page, in a box that both share without the article's own title."""
    above, node = blocks[at - 1] if at else None, blocks[at].node
    if node is None or not isinstance(above, Text) or not is_listed(above) or above.node is None:
        return False
    around = {one.mem_id for one in islice(ancestors(above.node), _IN_ITEM)}
    own = {one.mem_id for one in ancestors(title)} if title is not None else set()
    return any(one.mem_id in around and one.mem_id not in own for one in (node, node.parent) if one is not None)


def summaries(blocks: Sequence[Block], region: Sequence[int]) -> frozenset[int]:
    """Return the blocks that sum the text up: what repeats it, and the heading of a box with what shares the box."""
    found = set(repeated(blocks, region))
    for at in region:
        if heads_summary(blocks, at):
            found |= {at, at + 1}
    return frozenset(found)
