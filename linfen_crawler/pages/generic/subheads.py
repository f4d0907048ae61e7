"""Tell a heading of the text's own from one of what is another's: 回复：, 编辑推荐 and 相关新闻 may be either.

What readers comment, and what else there is to read, stands in a box of its own or is set otherwise than the text is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.asking import asks_reader
from linfen_crawler.pages.lines.furniture import (
    heads_another,
    is_chrome,
    is_furniture,
    is_margin,
    names_others,
    prose_of,
)
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_NEAR = 12
"""Blocks around a heading among which the paragraphs stand that it may part."""
_LEVELS = 6
"""Elements of a heading up to that of the paragraphs."""
_MAX_HEADING = 24
_MAX_WORD = 8
"""Characters of a button's word that a text may have for a sub-head: 收藏, 分享, THE END."""
_IN_TEXTS = re.compile(r"\W{0,4}(?:\w{0,4}(?:评论|留言|跟帖|回复)|(?:相关|编辑|最新|热点))")
"""What newspapers set above parts of a text as well; 热门推荐 and 猜你喜欢 are of pages alone."""


def begins_another(blocks: Sequence[Block], at: int, *, is_apart: bool) -> bool:
    """Tell the heading of what is another's from one of the text's own."""
    return heads_another(blocks, at) and not heads_part(blocks, at, is_apart=is_apart)


def heads_part(blocks: Sequence[Block], at: int, *, is_apart: bool, is_first: bool = False) -> bool:
    """Tell a line worded like what is another's, or like a button, that heads a part of the text.

    It is set as the paragraphs above and below are, or stands in their element without the title (``is_apart``). Both
    are alike: a box of comments has paragraphs of its own. ``is_first``: above the line no text need stand.
    """
    line = blocks[at]
    if not isinstance(line, Text) or len(line.text) > _MAX_HEADING or line.anchors or line.rows:
        return False
    is_button = False
    if not names_others(line):
        is_button = is_apart and len(line.text) <= _MAX_WORD and is_chrome(line)
        if not is_button:
            return False
    elif not (is_apart or _IN_TEXTS.match(line.line)):
        return False
    if any(map(str.isdigit, line.text)) or (below := _below(blocks, at)) is None:
        # 评论 2 counts what readers said.
        return False
    above = next((one for one in reversed(blocks[max(at - _NEAR, 0) : at]) if prose_of(one)), None)
    if above is None or not are_set_alike(above, below):
        return is_first and not is_button and are_set_alike(line, below)
    if are_set_alike(line, below):
        return True
    return is_apart and not is_button and _IN_TEXTS.match(line.line) is not None and _is_beside(line.node, below.node)


def _below(blocks: Sequence[Block], at: int) -> Block | None:
    """Return the next paragraph below a line, up to the editor's line, a link or a button."""
    for block in blocks[at + 1 : at + 1 + _NEAR]:
        if not isinstance(block, Text):
            continue
        if block.anchors or is_margin(block) or asks_reader(block) or wording_of(block.line) is not None:
            return None
        if prose_of(block):
            return None if is_furniture(block) else block
    return None


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


def _is_beside(node: LexborNode | None, other: LexborNode | None) -> bool:
    """Tell a line that stands in the element of a paragraph, in however many of its own."""
    around = None if other is None else other.parent
    if node is None or around is None:
        return False
    return any(one.mem_id == around.mem_id for one in islice(ancestors(node), _LEVELS))
