"""Tell a text's own heading from one of other content: 回复：, 编辑推荐 and 相关新闻 may be either.

What readers comment, and what else there is to read, is in a box of its own or is set otherwise than the text is.
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
from linfen_crawler.pages.lines.setting import are_set_alike, is_first_of_several
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_NEAR = 12
"""Blocks around a heading in which to look for the paragraphs that it may separate."""
_LEVELS = 6
"""Elements of a heading up to that of the paragraphs."""
_DEPTH = 128
_MAX_HEADING = 24
_MAX_WORD = 8
"""Characters of a button's word that a text may have for a sub-head: 收藏, 分享, THE END."""
_IN_TEXTS = re.compile(r"\W{0,4}(?:\w{0,4}(?:评论|留言|跟帖|回复)|(?:相关|编辑|最新|热点))")
"""What newspapers set above parts of a text as well; 热门推荐 and 猜你喜欢 are of pages alone."""


def begins_another(blocks: Sequence[Block], at: int, title: LexborNode | None) -> bool:
    """Tell the heading of what is another's from one of the text's own."""
    return heads_another(blocks, at) and not heads_part(blocks, at, title)


def heads_part(
    blocks: Sequence[Block], at: int, title: LexborNode | None, *, is_whole: bool = False, is_first: bool = False
) -> bool:
    """Recognise a line worded like what is another's, or like a button, that heads a part of the text.

    It is set as the paragraphs above and below are, or is in their element without the title; ``is_whole``: that
    is known. Both are alike: a box of comments has paragraphs of its own. ``is_first``: above the line no text need
    stand.
    """
    line = blocks[at]
    if not isinstance(line, Text) or len(line.text) > _MAX_HEADING or line.anchors or line.rows:
        return False
    is_heading = names_others(line)
    if not (is_heading or (len(line.text) <= _MAX_WORD and is_chrome(line))):
        return False
    if any(map(str.isdigit, line.text)) or (below := _below(blocks, at)) is None:
        # 评论 2 counts what readers said.
        return False
    if is_first and (line.is_centred or line.is_strong) and is_first_of_several(blocks, at):
        return True
    near = reversed(blocks[max(at - _NEAR, 0) : at])
    above = next((one for one in near if isinstance(one, Text) and prose_of(one)), None)
    is_alike = are_set_alike(line, below)
    if above is None or not are_set_alike(above, below):
        return is_first and is_heading and is_alike
    is_of_texts = is_heading and _IN_TEXTS.match(line.line) is not None
    if not (is_alike or (is_of_texts and _is_beside(line.node, below.node))):
        return False
    if is_alike and is_of_texts:
        return True
    # No button is indented as a paragraph is, nor is 猜你喜欢.
    is_own = is_of_texts or (line.is_indented and below.is_indented)
    return is_own and (is_whole or not _holds_title(above, below, title))


def _holds_title(above: Text, below: Text, title: LexborNode | None) -> bool:
    """Tell whether the element of two paragraphs is the title's as well; of bare text it is the node itself."""
    if title is None or above.node is None or below.node is None:
        return True
    is_bare = above.node.mem_id == below.node.mem_id
    around = below.node if is_bare else below.node.parent
    return around is None or any(one.mem_id == around.mem_id for one in islice(ancestors(title), _DEPTH))


def _below(blocks: Sequence[Block], at: int) -> Text | None:
    """Return the next paragraph below a line, up to the editor's line, a link or a button."""
    for block in blocks[at + 1 : at + 1 + _NEAR]:
        if not isinstance(block, Text):
            continue
        if block.anchors or is_margin(block) or asks_reader(block) or wording_of(block.line) is not None:
            return None
        if prose_of(block):
            return None if is_furniture(block) else block
    return None


def _is_beside(node: LexborNode | None, other: LexborNode | None) -> bool:
    """Recognise a line that is in the element of a paragraph, in however many of its own."""
    around = None if other is None else other.parent
    if node is None or around is None:
        return False
    return any(one.mem_id == around.mem_id for one in islice(ancestors(node), _LEVELS))
