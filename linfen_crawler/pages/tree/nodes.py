"""Walk the tree around an element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.blocks import IGNORED
from linfen_crawler.pages.tree.styles import is_hidden

_MAX_DEPTH = 200
"""Elements around a node that are asked whether they hide it."""
_WRAPPERS = 4
"""Elements around a paragraph that hold nothing else, at most."""


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the elements that are inside no other of them."""
    if len(nodes) < 2:
        return nodes
    ids = {node.mem_id for node in nodes}
    # What is in another mostly lies right in it, so the way up is short however deep they nest.
    return [node for node in nodes if not any(one.mem_id in ids for one in ancestors(node))]


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, the innermost first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def is_unseen(node: LexborNode, root: LexborNode) -> bool:
    """Recognise a node that an element around it, below a root, hides."""
    below = takewhile(lambda one: one.mem_id != root.mem_id, ancestors(node))
    return any(is_hidden(one.attributes) for one in islice(below, _MAX_DEPTH))


def texts_apart(root: LexborNode, most: int) -> Iterator[tuple[LexborNode, bool]]:
    """Yield the shown texts below an element, and whether an element begins between one and the one before.

    ``most`` is the number of nodes looked at. Comments part nothing.
    """
    is_apart = False
    for node in islice(root.traverse(include_text=True), most):
        if not node.is_text_node:
            is_apart = is_apart or node.tag != "-comment"
        elif not ((node.parent is not None and node.parent.tag in IGNORED) or is_unseen(node, root)):
            yield node, is_apart
            is_apart = False


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


def are_alike(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Recognise two elements of one kind, by tag and classes, that are beside each other."""
    return one is not None and other is not None and _are_of_kind(one, other) and are_beside(one, other)


def _are_of_kind(one: LexborNode, other: LexborNode) -> bool:
    return one.tag == other.tag and one.attributes.get("class") == other.attributes.get("class")


def are_beside(one: LexborNode, other: LexborNode) -> bool:
    """Recognise two elements of one parent, or whose wrappers are: ``<div><p>…</p></div><div><p>…</p></div>``.

    A wrapper holds nothing else, and that of the other is of the same kind.
    """
    for _ in range(_WRAPPERS):
        around, beside = one.parent, other.parent
        if around is None or beside is None:
            return False
        if around.mem_id == beside.mem_id:
            return True
        if not (_are_of_kind(around, beside) and _is_alone(one) and _is_alone(other)):
            return False
        one, other = around, beside
    return False


def _is_alone(node: LexborNode) -> bool:
    return all(one is None or _is_blank_alone(one) for one in (node.prev, node.next))


def _is_blank_alone(node: LexborNode) -> bool:
    """Recognise white space of the source, with nothing on one of its sides."""
    return node.is_text_node and (node.prev is None or node.next is None) and not (node.text_content or "").strip()
