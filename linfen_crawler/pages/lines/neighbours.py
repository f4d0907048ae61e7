"""Recognise the articles before and after this one: 上一篇：, 下一篇：, each with its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages.lines.wording import NEIGHBOUR
from linfen_crawler.pages.tree.texts import Anchor, Text
from linfen_crawler.text import fold, fold_with_offsets

_LABEL = re.compile(r"([上下前后])一[篇条](?: ?[:|>\-—] ?|$| {1,4})")
_BESIDE = re.compile(r"(?:[^\w(]|[上下前后]一[篇条]|没有了|暂?无){0,40}")


def neighbours_of(block: Text) -> Iterator[tuple[LinkKind, list[Anchor]]]:
    """Yield the links after each label of a line, without the label where it is in the link."""
    labels = list(_LABEL.finditer(block.line))
    starts = [len(block.folded.original(0, label.start())) for label in labels]
    for label, start, end in zip(labels, starts, [*starts[1:], len(block.text)], strict=True):
        part = block.cut(start, end)
        kind = LinkKind.PREVIOUS if label[1] in "上前" else LinkKind.NEXT
        yield kind, [_titled(anchor) for anchor in part.anchors] if part else []


def is_neighbour(block: Text) -> bool:
    """Tell whether a line of the body holds 上一篇： and a link or 没有了, and no text besides."""
    if "一" not in block.text:
        return False
    opening = NEIGHBOUR.match(block.line)
    if opening is None:
        # ‹上一篇 下一篇›.
        return bool(block.anchors) and _BESIDE.fullmatch(block.line) is not None
    return opening["none"] is not None or (
        bool(block.anchors) and _BESIDE.fullmatch(fold(block.beside_links)) is not None
    )


def _titled(anchor: Anchor) -> Anchor:
    folded = fold_with_offsets(anchor.text)
    label = _LABEL.match(folded.text)
    title = folded.original(label.end(), len(folded.text)) if label else ""
    return replace(anchor, text=title) if title else anchor
