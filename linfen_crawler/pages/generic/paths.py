"""Recognise the path to a page, unlike a menu, by where its links lead: each below the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import boxes
from linfen_crawler.pages.tree.texts import Anchor, Text

_LEAST, MOST = 3, 6
"""Links of a path: two are a small menu as well, and a large one has more."""
_ARTICLE = re.compile(r"(?<!\w)(?!index|node|list|channel|col)\w{0,40}\d\.s?html?$", re.IGNORECASE)
_ITEMS = frozenset({"li", "dd"})


def path_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names of the channels above a page, from the last line or list whose links lead ever further down.

    Home, a channel, its channel: no mark is between them where a style sheet sets it.
    """
    linked = [one for one in blocks if isinstance(one, Text) and one.anchors]
    lines = [[*group] for _, group in groupby(linked, key=_list_of)]
    for line in reversed(lines):
        anchors = [anchor for block in line for anchor in block.anchors]
        if _LEAST <= len(anchors) <= MOST and _leads_down(anchors):
            return tuple(anchor.text for anchor in anchors)
    return ()


def leads_to_article(href: str) -> bool:
    """Tell the address of an article from that of a channel: 2664201.html, index_1.html."""
    return _ARTICLE.search(href) is not None


def _list_of(block: Text) -> int:
    """Return by what the lines of one list are told; any other line stands alone."""
    node = block.node
    if node is None:
        return id(block)
    item: LexborNode | None = next((one for one in (node, *boxes(node)) if one.tag in _ITEMS), None)
    return id(block) if item is None or item.parent is None else item.parent.mem_id


def _leads_down(anchors: Sequence[Anchor]) -> bool:
    """Recognise links of which each leads below the one before, the first home."""
    paths = [_folder(one.href) for one in anchors]
    return paths[0] == "/" and all(len(two) > len(one) and two.startswith(one) for one, two in pairwise(paths))


def _folder(href: str) -> str:
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        return ""
    folder, _, name = path.rpartition("/")
    return f"{path}/" if name and "." not in name else f"{folder}/"
