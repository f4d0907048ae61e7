"""The children of an element: which of them are alike, and together hold the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linfen_crawler.pages.generic.region import Tree, is_prose
from linfen_crawler.pages.generic.weights import is_day, is_head
from linfen_crawler.pages.lines.furniture import leads_elsewhere, prose_of
from linfen_crawler.pages.tree.blocks import Embed, Picture
from linfen_crawler.pages.tree.texts import Text

_CROWDED = 0.3
"""Share of links, buttons and small print, to the text, from which on an element holds more than the body."""
_NEARLY_ALL = 0.9
_MIN_LINES = 2
"""Lines without a sentence in a box that make it one of the text; a head's has fewer."""
_PARAGRAPHS = frozenset(
    {
        "a", "b", "blockquote", "br", "center", "dd", "dl", "em", "figure", "font", "h2", "h3", "h4", "h5", "h6", "i",
        "img", "li", "ol", "p", "pre", "span", "strong", "table", "ul",
    }
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
_IN_TEXT = frozenset({"p", "table", "tbody", "tr", "td", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CELLS = frozenset({"tbody", "tr", "td", "th"})


def branches_of(tree: Tree, inside: Sequence[int], depth: int) -> dict[int, list[int]]:
    """Return the blocks below each child of an element; bare text is a child of its own."""
    branches: dict[int, list[int]] = {}
    for at in inside:
        path = tree.paths[at]
        branches.setdefault(path[depth + 1] if len(path) > depth + 1 else -1 - at, []).append(at)
    return branches


def kind_of(tree: Tree, branch: int, held: Sequence[int]) -> str:
    """Return what the children that are alike have in common; ``""`` of paragraphs.

    Those that hold prose are alike if they have the same name except for its numbers, or all have none.
    """
    node = tree.nodes.get(branch)
    if node is None or node.tag in _PARAGRAPHS:
        return ""
    if node.tag in _CELLS:
        return f"#{branch}"
    name = (node.attributes.get("class") or node.attributes.get("id") or "").strip()
    if not name and len(held) == 1:
        return ""
    if any(is_prose(tree, at) for at in held):
        return f"{node.tag}.{_NUMBER.sub('', name)}"
    return f"{node.tag}.{name}" if name else f"#{branch}"


def with_most_text(tree: Tree, branches: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Return the children of an element that are alike and have the most text together, from the first with text.

    What holds none ahead of it is of the head, in a box of its own also a line; and what holds buttons alone is of the
    page.
    """
    groups: dict[str, list[int]] = {}
    for branch, held in branches.items():
        if any(tree.text[at] or not tree.furniture[at] for at in held):
            groups.setdefault(kind_of(tree, branch, held), []).append(branch)
    # A wrapper without a name around some paragraphs of a text parts them from the others in nothing.
    nameless = [kind for kind in groups if kind.endswith(".") or not kind]
    held_by = {kind: [at for one in groups[kind] for at in branches[one]] for kind in nameless}
    if len(nameless) > 1 and all(any(is_prose(tree, at) for at in held) for held in held_by.values()):
        groups[""] = [one for kind in nameless for one in groups.pop(kind)]
    kind = max(groups, key=lambda kind: sum(tree.text[at] for one in groups[kind] for at in branches[one]))
    alike = groups[kind]
    texts = [count for count, one in enumerate(alike) if any(tree.text[at] for at in branches[one])]
    told = (count for count in texts if _is_told(tree, branches[alike[count]]))
    first = next(told, texts[0]) if kind else texts[0]
    shape = _shape(tree, alike[first], branches[alike[first]]) if texts[0] < first else ()
    # What is built alike ahead of it is text as well, except for a box with the date.
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


def _is_told(tree: Tree, held: Sequence[int]) -> bool:
    """Tell what is of the text from a box of the head: a sentence, an image, a table, or several lines."""
    if any(_tells(tree, at) for at in held):
        return True
    return sum(tree.text[at] > 0 for at in held) >= _MIN_LINES and not any(is_head(tree.blocks[at]) for at in held)


def _tells(tree: Tree, at: int) -> bool:
    """Tell a sentence, an image or a table from a line."""
    block = tree.blocks[at]
    return tree.text[at] > 0 and (not isinstance(block, Text) or bool(block.rows) or prose_of(block) > 0)


def are_halves(tree: Tree, branches: Mapping[int, Sequence[int]], members: Sequence[int]) -> bool:
    """Tell elements of one name with paragraphs in them from the rows of a page, its head among them."""
    named = [one for one in members if any(tree.text[at] for at in branches[one])]
    if len(named) < 2 or kind_of(tree, named[0], branches[named[0]]) == "":
        return False
    return all(_shape(tree, one, branches[one]) for one in named)


def is_crowded(tree: Tree, inside: Sequence[int], best: Sequence[int]) -> bool:
    """Tell an element that holds more than the text: much furniture, or some beside a child with nearly all text."""
    text = sum(tree.text[at] for at in inside)
    furniture = sum(tree.furniture[at] for at in inside)
    if furniture > _CROWDED * text:
        return True
    is_beside = furniture > sum(tree.furniture[at] for at in best)
    return is_beside and sum(tree.text[at] for at in best) >= _NEARLY_ALL * text


def span_of(tree: Tree, branches: Mapping[int, list[int]], members: Sequence[int]) -> list[int]:
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
    """Recognise a child in which images that lead elsewhere are alone: after an advertisement a text may continue."""
    pictures = (tree.blocks[at] for at in held)
    return all(isinstance(one, Picture) and leads_elsewhere(one) for one in pictures)


def _is_image(tree: Tree, held: Sequence[int]) -> bool:
    """Recognise a child that holds an image or a film, with its caption at most."""
    blocks = [tree.blocks[at] for at in held]
    films = sum(isinstance(one, Embed) and one.node is not None and one.node.tag == "video" for one in blocks)
    pictures = films + sum(isinstance(tree.blocks[at], Picture) and tree.text[at] > 0 for at in held)
    return not any(tree.furniture[at] for at in held) and len(held) <= 2 * pictures
