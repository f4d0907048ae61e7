"""Find the body of a page whose layout is not known: the run of like elements with the most prose, around its title.

An article stands in one element together with its title; in that element the text is one child among others, or a run
of children that are like each other. Words
(:mod:`linfen_crawler.pages.lines.furniture`) only say which lines count as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.series import in_series
from linfen_crawler.pages.generic.signing import is_signature, may_sign
from linfen_crawler.pages.generic.weights import OF_A_LINE, is_day, is_head, summaries, weigh
from linfen_crawler.pages.lines.calls import is_end
from linfen_crawler.pages.lines.furniture import (
    heads_another,
    is_furniture,
    is_margin,
    leads_elsewhere,
    prose_of,
)
from linfen_crawler.pages.tree.blocks import Block, Embed, Picture
from linfen_crawler.pages.tree.nodes import ancestors, shared
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people import is_credit_line

_MAX_BLOCKS = 5000
_MAX_DEPTH = 128
"""Elements around a paragraph, at most, among which the body's is looked for."""
_CROWDED = 0.3
"""Share of links, buttons and small print, to the text, from which on an element holds more than the body."""
_A_TEASER = 3
"""How much more the element around has, where the first with text has only what introduces it."""
_LEAST = 10
"""Characters of prose from which on an element around the title may be the article's."""
_BEHIND_EDITOR = 0.25
"""What text counts behind a line that names the editor of what stands before it."""
_NEARLY_ALL = 0.9
_MAX_SIGNATURE = 4
"""Lines: those who sign, and the day."""
_MIN_LINES = 2
"""Lines without a sentence in a box that make it one of the text; a head's has fewer."""
_PARAGRAPHS = frozenset(
    {
        "a", "b", "blockquote", "br", "center", "dd", "dl", "em", "figure", "font", "h2", "h3", "h4", "h5", "h6", "i",
        "img", "li", "ol", "p", "pre", "span", "strong", "table", "ul",
    }
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_TEXT = frozenset({"p", "table", "tbody", "tr", "td", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CELLS = frozenset({"tbody", "tr", "td", "th"})


@dataclass(slots=True)
class Tree:
    """Where blocks stand: the elements around each, and what each block counts."""

    blocks: Sequence[Block]
    title: LexborNode | None
    region: Sequence[int]
    nodes: dict[int, LexborNode] = field(default_factory=dict)
    paths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """By block, the elements around it, outermost first."""
    text: dict[int, float] = field(default_factory=dict)
    furniture: dict[int, int] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    series: frozenset[int] = frozenset()
    _known: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Weigh the blocks of the region and note where they stand."""
        self.region = self.region[:_MAX_BLOCKS]
        self.hidden = hidden = summaries(self.blocks, self.region)
        self.series = in_series(self.blocks, self.region)
        trust, has_text = 1.0, False
        for at in self.region:
            block = self.blocks[at]
            self.paths[at] = self.path(block.node)
            text, self.furniture[at] = (0.0, 0) if at in hidden else self._weigh(at)
            self.text[at] = trust * text
            has_text = has_text or self.text[at] > 0
            if has_text and is_margin(block):
                trust = _BEHIND_EDITOR

    def _weigh(self, at: int) -> tuple[float, int]:
        block = self.blocks[at]
        if at in self.series and isinstance(block, Text):
            return OF_A_LINE * len(block.text), 0
        return weigh(self.blocks, at)

    def path(self, node: LexborNode | None) -> tuple[int, ...]:
        """Return the elements from the page's body to a node, each by its ``mem_id``."""
        if node is None:
            return ()
        if (known := self._known.get(node.mem_id)) is not None:
            return known
        around = [node, *islice(ancestors(node), _MAX_DEPTH)]
        self.nodes.update((one.mem_id, one) for one in around)
        path = tuple(one.mem_id for one in reversed(around))
        self._known[node.mem_id] = path
        return path


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text stands: in an element, or in a run of its children."""

    node: LexborNode
    inside: Sequence[int]
    """The blocks of it."""
    is_whole: bool
    """The element holds the text alone, and what stands around any text."""
    is_apart: bool
    """The title and the rest of the head stand in other elements."""
    first: int
    """The first block of it that counts as text."""
    hidden: frozenset[int]
    """The blocks that sum the text up."""
    series: frozenset[int]
    """The lines that are text by others like them."""


def where_another_begins(blocks: Sequence[Block], start: int) -> int:
    """Return where, behind some text or image, a heading says that another's begins; a verse is no prose."""
    has_content = has_line = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        is_behind = has_content or (has_line and block.node is not None and block.node.tag in _HEADINGS)
        if is_behind and heads_another(blocks, at):
            return at
        is_image = isinstance(block, Picture) and not leads_elsewhere(block)
        is_line = isinstance(block, Text) and block.rows
        has_line = has_line or (isinstance(block, Text) and not is_furniture(block) and not is_head(block))
        has_content = bool(has_content or is_image or is_line or prose_of(block))
    return len(blocks)


def find_place(blocks: Sequence[Block], title: LexborNode | None, region: Sequence[int]) -> Place | None:
    """Return where the text of an article stands; ``None`` where nothing reads like one."""
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
    """Return a text with the signature that stands below it in its element, or right beside that."""
    last = end = max(place.inside)
    around = place.node.parent if place.is_whole and place.node.parent is not None else place.node
    for at in range(last + 1, last + 1 + _MAX_SIGNATURE):
        if around.mem_id not in tree.paths.get(at, ()) or not may_sign(tree.blocks[at]):
            break
        if is_signature(tree.blocks[at]):
            end = at
    return [*place.inside, *range(last + 1, end + 1)]


def _whole(tree: Tree, inside: Sequence[int]) -> Sequence[int]:
    """Return a text with what a wrapper parts from it: prose up to the editor's line, or down from the head."""
    first, last = min(inside), max(inside)
    start, stop = first, last + 1
    # What is no sentence is a signature only where the text itself goes on behind its wrapper.
    while _is_prose(tree, stop) or (stop > last + 1 and _is_paragraph(tree, stop)) or _is_signed(tree, stop):
        stop += 1
    while _is_prose(tree, start - 1):
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
        branches = _branches(tree, inside, depth)
        members = _most(tree, branches)
        is_one = len(members) == 1 and _kind(tree, members[0], branches[members[0]]) != ""
        if node.mem_id not in of_title and not (is_one and _is_crowded(tree, inside, branches[members[0]])):
            return _place(tree, node, sorted([*inside, *images]), is_whole=True)
        span = _span(tree, branches, members)
        if not is_one:
            place = _place(tree, node, sorted([*span, *images]), is_whole=False)
            return replace(place, is_apart=_are_halves(tree, branches, members))
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


def _are_halves(tree: Tree, branches: Mapping[int, Sequence[int]], members: Sequence[int]) -> bool:
    """Tell elements of one name with paragraphs in them from the rows of a page, its head among them."""
    named = [one for one in members if any(tree.text[at] for at in branches[one])]
    if len(named) < 2 or _kind(tree, named[0], branches[named[0]]) == "":
        return False
    return all(_shape(tree, one, branches[one]) for one in named)


def _most(tree: Tree, branches: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Return the children of an element that are alike and have the most text together, from the first with text.

    What holds none ahead of it is of the head, in a box of its own also a line; and what holds buttons alone is of the
    page.
    """
    groups: dict[str, list[int]] = {}
    for branch, held in branches.items():
        if any(tree.text[at] or not tree.furniture[at] for at in held):
            groups.setdefault(_kind(tree, branch, held), []).append(branch)
    # A wrapper without a name around some paragraphs of a text parts them from the others in nothing.
    nameless = [kind for kind in groups if kind.endswith(".") or not kind]
    held_by = {kind: [at for one in groups[kind] for at in branches[one]] for kind in nameless}
    if len(nameless) > 1 and all(any(_is_prose(tree, at) for at in held) for held in held_by.values()):
        groups[""] = [one for kind in nameless for one in groups.pop(kind)]
    kind = max(groups, key=lambda kind: sum(tree.text[at] for one in groups[kind] for at in branches[one]))
    alike = groups[kind]
    texts = [count for count, one in enumerate(alike) if any(tree.text[at] for at in branches[one])]
    told = (count for count in texts if _is_told(tree, branches[alike[count]]))
    first = next(told, texts[0]) if kind else texts[0]
    shape = _shape(tree, alike[first], branches[alike[first]]) if texts[0] < first else ()
    # What is built alike ahead of it is text as well, but for a box with the date.
    ahead = (
        count
        for count in texts
        if _shape(tree, alike[count], branches[alike[count]]) == shape
        and not any(is_day(tree.blocks[at]) for at in branches[alike[count]])
    )
    return alike[min(next(ahead, first), first) if shape else first :]


def _shape(tree: Tree, branch: int, held: Sequence[int]) -> tuple[str | None, ...]:
    """Return the boxes from an element to the first paragraph that it holds, by their tags; nothing of bare text."""
    path = tree.paths[next((at for at in held if tree.text[at]), held[0])]
    tags = [tree.nodes[one].tag for one in path[path.index(branch) + 1 :]] if branch in path else []
    return (*(tag for tag in tags if tag not in _IN_TEXT), "p") if any(tag in _IN_TEXT for tag in tags) else ()


def _is_prose(tree: Tree, at: int) -> bool:
    return tree.text.get(at, 0) > 0 and prose_of(tree.blocks[at]) > 0


def _is_told(tree: Tree, held: Sequence[int]) -> bool:
    """Tell what is of the text from a box of the head: a sentence, an image, a table, or several lines."""
    if any(_tells(tree, at) for at in held):
        return True
    return sum(tree.text[at] > 0 for at in held) >= _MIN_LINES and not any(is_head(tree.blocks[at]) for at in held)


def _tells(tree: Tree, at: int) -> bool:
    """Tell a sentence, an image or a table from a line."""
    block = tree.blocks[at]
    return tree.text[at] > 0 and (not isinstance(block, Text) or bool(block.rows) or prose_of(block) > 0)


def _is_paragraph(tree: Tree, at: int) -> bool:
    """Tell a line of the region in a ``<p>``, which is no button and no field."""
    node = tree.blocks[at].node if at in tree.text else None
    return node is not None and node.tag == "p" and not tree.furniture[at] and not is_margin(tree.blocks[at])


def _is_signed(tree: Tree, at: int) -> bool:
    """Tell a line behind a text that says who made it, and one that says that it ends."""
    block = tree.blocks[at] if at in tree.text else None
    return isinstance(block, Text) and (is_end(block) or (not is_margin(block) and is_credit_line(block.text)))


def _is_crowded(tree: Tree, inside: Sequence[int], best: Sequence[int]) -> bool:
    """Tell an element that holds more than the text: much furniture, or some beside a child with nearly all text."""
    text = sum(tree.text[at] for at in inside)
    furniture = sum(tree.furniture[at] for at in inside)
    if furniture > _CROWDED * text:
        return True
    is_beside = furniture > sum(tree.furniture[at] for at in best)
    return is_beside and sum(tree.text[at] for at in best) >= _NEARLY_ALL * text


def _branches(tree: Tree, inside: Sequence[int], depth: int) -> dict[int, list[int]]:
    """Return the blocks below each child of an element; bare text is a child of its own."""
    branches: dict[int, list[int]] = {}
    for at in inside:
        path = tree.paths[at]
        branches.setdefault(path[depth + 1] if len(path) > depth + 1 else -1 - at, []).append(at)
    return branches


def _kind(tree: Tree, branch: int, held: Sequence[int]) -> str:
    """Return what the children that are alike have in common; ``""`` of paragraphs.

    Those that hold prose are alike if they have the same name but for its numbers, or all have none.
    """
    node = tree.nodes.get(branch)
    if node is None or node.tag in _PARAGRAPHS:
        return ""
    if node.tag in _CELLS:
        return f"#{branch}"
    name = (node.attributes.get("class") or node.attributes.get("id") or "").strip()
    if not name and len(held) == 1:
        return ""
    if any(_is_prose(tree, at) for at in held):
        return f"{node.tag}.{_NUMBER.sub('', name)}"
    return f"{node.tag}.{name}" if name else f"#{branch}"


def _span(tree: Tree, branches: Mapping[int, list[int]], members: Sequence[int]) -> list[int]:
    """Return the blocks from the first to the last of some children, and those with images beside them."""
    alike = set(members)
    runs = list(branches.items())
    ours = [at for at, (branch, held) in enumerate(runs) if branch in alike and any(tree.text[one] for one in held)]
    first, last = ours[0], ours[-1]
    while first and _is_image(tree, runs[first - 1][1]):
        first -= 1
    at = last + 1
    while at < len(runs) and (runs[at][0] in alike or _is_image(tree, runs[at][1]) or _leads_on(tree, runs[at][1])):
        last = last if _leads_on(tree, runs[at][1]) else at
        at += 1
    return [at for _, held in runs[first : last + 1] for at in held]


def _leads_on(tree: Tree, held: Sequence[int]) -> bool:
    """Tell a child in which images that lead elsewhere stand alone: behind an advertisement a text may go on."""
    pictures = (tree.blocks[at] for at in held)
    return all(isinstance(one, Picture) and leads_elsewhere(one) for one in pictures)


def _is_image(tree: Tree, held: Sequence[int]) -> bool:
    """Tell a child that holds an image or a film, with its caption at the most."""
    blocks = [tree.blocks[at] for at in held]
    films = sum(isinstance(one, Embed) and one.node is not None and one.node.tag == "video" for one in blocks)
    pictures = films + sum(isinstance(tree.blocks[at], Picture) and tree.text[at] > 0 for at in held)
    return not any(tree.furniture[at] for at in held) and len(held) <= 2 * pictures
