"""Find the body of a page of no known layout: the run of like elements with the most prose, near its title.

An article is in one element together with its title; in that element the text is one child among others, or a run
of children that are like each other. Words
(:mod:`linfen_crawler.pages.lines.furniture`) only say which lines count as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.branches import are_halves, branches_of, is_crowded, kind_of, span_of, with_most_text
from linfen_crawler.pages.generic.region import Place, Tree, is_prose
from linfen_crawler.pages.generic.signing import is_signature, may_sign, names_makers
from linfen_crawler.pages.generic.subheads import begins_another
from linfen_crawler.pages.generic.weights import is_head
from linfen_crawler.pages.lines.calls import is_end
from linfen_crawler.pages.lines.furniture import (
    is_furniture,
    is_margin,
    leads_elsewhere,
    prose_of,
)
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import shared
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line

_A_TEASER = 3
"""How much more the element around has, where the first with text has only what introduces it."""
_LEAST = 10
"""Characters of prose from which on an element around the title may be the article's."""
_MAX_SIGNATURE = 4
"""Lines: those who sign, and the day."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def where_another_begins(blocks: Sequence[Block], start: int, title: LexborNode | None) -> int:
    """Return where, after some text or image, a heading says that another's begins; a verse is no prose."""
    has_content = has_line = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        is_behind = has_content or (has_line and block.node is not None and block.node.tag in _HEADINGS)
        if is_behind and begins_another(blocks, at, title):
            return at
        is_image = isinstance(block, Picture) and not leads_elsewhere(block)
        is_line = isinstance(block, Text) and block.rows
        has_line = has_line or (isinstance(block, Text) and not is_furniture(block) and not is_head(block))
        has_content = bool(has_content or is_image or is_line or prose_of(block))
    return len(blocks)


def find_place(blocks: Sequence[Block], title: LexborNode | None, region: Sequence[int]) -> Place | None:
    """Return where the text of an article is; ``None`` if nothing reads like one."""
    tree = Tree(blocks, title, region)
    if not any(tree.text.values()):
        return None
    around = tree.path(title)
    depth = _around_title(tree, around)
    inside = [at for at in tree.region if tree.paths[at][: depth + 1] == around[: depth + 1]] if around else tree.region
    # An element too deep for its path to reach the page's body stands nowhere.
    place = _descend(tree, list(inside), depth, set(around)) if any(tree.text[at] for at in inside) else None
    return place and replace(place, inside=_whole(tree, _signed(tree, place)))


def _signed(tree: Tree, place: Place) -> Sequence[int]:
    """Return a text with the signature that is below it in its element, or right beside that."""
    last = end = max(place.inside)
    around = place.node.parent if place.is_whole and place.node.parent is not None else place.node
    for at in range(last + 1, last + 1 + _MAX_SIGNATURE):
        if around.mem_id not in tree.paths.get(at, ()) or not may_sign(tree.blocks[at]):
            break
        if is_signature(tree.blocks[at]) or names_makers(tree.blocks[at]):
            end = at
    return [*place.inside, *range(last + 1, end + 1)]


def _whole(tree: Tree, inside: Sequence[int]) -> Sequence[int]:
    """Return a text with what a wrapper parts from it: prose up to the editor's line, or down from the head."""
    first, last = min(inside), max(inside)
    start, stop = first, last + 1
    # What is no sentence is a signature only where the text itself continues after its wrapper.
    while is_prose(tree, stop) or (stop > last + 1 and _is_paragraph(tree, stop)) or _is_signed(tree, stop):
        stop += 1
    while is_prose(tree, start - 1):
        start -= 1
    is_to_editor = stop in tree.text and is_margin(tree.blocks[stop])
    is_from_head = start - 1 not in tree.text or is_head(tree.blocks[start - 1])
    ahead = range(start, first) if is_from_head else ()
    return [*ahead, *inside, *(range(last + 1, stop) if is_to_editor else ())]


def _around_title(tree: Tree, around: tuple[int, ...]) -> int:
    """Return how deep the smallest element around the title stands that has text."""
    sums = [0.0] * max(len(around), 1)
    for at in tree.region:
        sums[max(shared(tree.paths[at], around) - 1, 0)] += tree.text[at]
    total = 0.0
    for depth in range(len(sums) - 1, 0, -1):
        total += sums[depth]
        if total >= _LEAST and sums[depth - 1] <= _A_TEASER * total:
            return depth
    return 0


def _descend(tree: Tree, inside: list[int], depth: int, of_title: set[int]) -> Place | None:
    """Follow the run of like elements with the most text down to where it is several, or stands alone."""
    images: list[int] = []
    while True:
        node = tree.nodes.get(tree.paths[inside[0]][depth])
        if node is None:
            return None
        branches = branches_of(tree, inside, depth)
        members = with_most_text(tree, branches)
        is_one = len(members) == 1 and kind_of(tree, members[0], branches[members[0]]) != ""
        if node.mem_id not in of_title and not (is_one and is_crowded(tree, inside, branches[members[0]])):
            return _place(tree, node, sorted([*inside, *images]), is_whole=True)
        span = span_of(tree, branches, members)
        if not is_one:
            place = _place(tree, node, sorted([*span, *images]), is_whole=False)
            return replace(place, is_apart=are_halves(tree, branches, members))
        inside = branches[members[0]]
        images += sorted({*span} - {*inside})
        depth += 1


def _place(tree: Tree, node: LexborNode, inside: Sequence[int], *, is_whole: bool) -> Place:
    first = next((at for at in inside if tree.text[at]), inside[0])
    return Place(
        node=node,
        inside=inside,
        is_whole=is_whole,
        is_apart=is_whole,
        first=first,
        hidden=tree.hidden,
        series=tree.series,
    )


def _is_paragraph(tree: Tree, at: int) -> bool:
    """Recognise a line of the region in a ``<p>``, which is no button and no field."""
    node = tree.blocks[at].node if at in tree.text else None
    return node is not None and node.tag == "p" and not tree.furniture[at] and not is_margin(tree.blocks[at])


def _is_signed(tree: Tree, at: int) -> bool:
    """Recognise a line after a text that says who made it, and one that says that it ends."""
    block = tree.blocks[at] if at in tree.text else None
    return isinstance(block, Text) and (is_end(block) or (not is_margin(block) and is_credit_line(block.text)))
