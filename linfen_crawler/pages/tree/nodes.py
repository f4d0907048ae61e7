"""Walk the tree around an element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.blocks import IGNORED


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the elements that stand inside no other of them."""
    if len(nodes) < 2:
        return nodes
    ids = {node.mem_id for node in nodes}
    # What lies in another mostly lies right in it, so the way up is short however deep they nest.
    return [node for node in nodes if not any(one.mem_id in ids for one in ancestors(node))]


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, the innermost first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def boxes(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one that hold another as well, the innermost first: what holds one wraps it."""
    for around in ancestors(node):
        shown = (one for one in around.iter() if one.is_element_node and one.tag not in IGNORED)
        if sum(1 for _ in islice(shown, 2)) > 1:
            yield around


def shared(left: Sequence[int], right: Sequence[int]) -> int:
    """Return how many elements two paths share, each from the outermost element inwards by ``mem_id``."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        # Elements are nested: what is the same at one depth is the same above it.
        low, high = (middle, high) if left[middle - 1] == right[middle - 1] else (low, middle - 1)
    return low
