"""Find the links that a text itself announces: 有关文件如下：, and their titles below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from linfen_crawler.pages.lines.announcing import announces
from linfen_crawler.pages.lines.buttons import is_button
from linfen_crawler.pages.lines.furniture import is_listed
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text

_BESIDE = " \u3000·•.、0123456789()（）《》"


def is_announced(blocks: Sequence[Block], at: int, kept: Sequence[int], known: Collection[int]) -> bool:
    """Recognise a title of another page right below a line that announces it, or below another such title.

    ``kept`` are the lines of the text so far, ``known`` the titles among them that it announces.
    """
    block = blocks[at]
    if not (at and kept and kept[-1] == at - 1 and isinstance(block, Text) and block.anchors and _is_title(block)):
        return False
    line, above = blocks[at - 1], at - 1
    return above in known or (isinstance(line, Text) and not line.anchors and announces(line.line))


def _is_title(block: Text) -> bool:
    """Recognise a title of another page, however short, with its number or its day beside it."""
    return is_listed(block) or not (block.beside_links.strip(_BESIDE) or is_button(block.line))
