"""Read a page whose layout is not known: by its labels, and by where its prose is dense.

What names editor, notice and source is told by the same wording as everywhere (:mod:`linfen_crawler.pages.wording`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.blocks import Block, line_of, read_blocks
from linfen_crawler.pages.document import Document
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.heads import TODAY, find_head
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.prose import (
    LEVELS,
    WHERE,
    densest,
    holds,
    is_chrome,
    is_index,
    is_margin,
    trimmed,
    where_another_begins,
)
from linfen_crawler.pages.texts import Text

_MAX_KICKER = 80
_TAIL = 12
"""Blocks behind the body in which its editor and its notice stand."""
_BESIDE = 3
"""Levels up to the element that two lines share which are set as rows of one table, or closer."""
_CRUMBS = "[aria-label*='位置'], [aria-label*='readcrumb'], [class*='crumb']"


def find(document: Document) -> Found | None:
    """Return what a page of no known layout holds; ``None`` where nothing dated on it reads like an article."""
    blocks = read_blocks(document.body)
    head = find_head(blocks, document)
    if head is None:
        return None
    behind = range(head.last + 1, where_another_begins(blocks, head.last + 1))
    container = densest(blocks, behind)
    if container is None:
        return None
    inside = [at for at in behind if at != head.date_at and holds(container, blocks[at])]
    if is_index(blocks, inside):
        return None
    body, end = trimmed(blocks, inside, default_end=head.last)
    if not body:
        return None
    return Found(
        title=head.title,
        kicker=_kicker(blocks[: head.title_at + 1]),
        date_line=head.date_line,
        breadcrumbs=_breadcrumbs(document, blocks[: head.title_at]),
        body=body,
        tail=[block for block in blocks[end + 1 : end + 1 + _TAIL] if is_margin(block)],
        outer=frozenset(node.mem_id for node in (container, *islice(ancestors(container), LEVELS))),
        elsewhere=lambda _: blocks[end + 1 :],
        rules={
            "title": "the heading that the browser's title repeats",
            "date_line": "the dated line beside the title",
            "body": f"the densest prose behind them, in {_name(container)}",
        },
    )


def _kicker(blocks: Sequence[Block]) -> str | None:
    """Return the line right before the title, set beside it in the same element: text alone, no path and no date."""
    if len(blocks) < 2:
        return None
    above, title = blocks[-2], blocks[-1]
    if not isinstance(above, Text) or not isinstance(title, Text) or above.anchors or len(above.text) > _MAX_KICKER:
        return None
    has_date = read_date_line(above.text).published_at is not None or TODAY.search(above.line)
    if has_date or is_chrome(above) or "。" in above.text or above.node is None or title.node is None:
        return None
    around = {node.mem_id for node in islice(ancestors(title.node), _BESIDE)}
    return above.text if any(node.mem_id in around for node in islice(ancestors(above.node), _BESIDE)) else None


def _breadcrumbs(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names of the channels: of what calls itself so, or of the last line of several links in a row."""
    named = document.root.css_first(_CRUMBS)
    if named is not None and (names := tuple(filter(None, map(line_of, named.css("a"))))):
        return names
    for block in reversed(blocks):
        if isinstance(block, Text) and (WHERE.match(block.line) or (len(block.anchors) > 1 and ">" in block.line)):
            return tuple(anchor.text for anchor in block.anchors)
    return ()


def _name(node: LexborNode) -> str:
    classes = ".".join((node.attributes.get("class") or "").split()[:2])
    return f"{node.tag}.{classes}" if classes else str(node.tag)
