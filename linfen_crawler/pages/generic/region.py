"""The blocks between a page's head and its foot: where each is, and how much text it counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.announced import is_announced
from linfen_crawler.pages.generic.series import in_series
from linfen_crawler.pages.generic.weights import OF_A_LINE, summaries, weigh
from linfen_crawler.pages.lines.furniture import is_margin, prose_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_MAX_BLOCKS = 5000
_MAX_DEPTH = 128
"""Elements around a paragraph, at most, among which the body's is looked for."""
_BEHIND_EDITOR = 0.25
"""What text counts after a line that names the editor of what comes before it."""


@dataclass(slots=True)
class Tree:
    """Where blocks are: the elements around each, and what each block counts."""

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
    _announced: set[int] = field(default_factory=set)
    """The titles of other pages that the text announces."""

    def __post_init__(self) -> None:
        """Weigh the blocks of the region and note where they are."""
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
        if isinstance(block, Text) and (at in self.series or self._is_announced(at)):
            return OF_A_LINE * len(block.text), 0
        return weigh(self.blocks, at, is_below_own=at - 1 in self._announced)

    def _is_announced(self, at: int) -> bool:
        is_so = is_announced(self.blocks, at, (at - 1,), self._announced)
        if is_so:
            self._announced.add(at)
        return is_so

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
    """Where the text is: in an element, or in a run of its children."""

    node: LexborNode
    inside: Sequence[int]
    """The blocks of it."""
    is_whole: bool
    """The element holds the text alone, and what is around any text."""
    is_apart: bool
    """The title and the rest of the head are in other elements."""
    first: int
    """The first block of it that counts as text."""
    hidden: frozenset[int]
    """The blocks that sum the text up."""
    series: frozenset[int]
    """The lines that are text by others like them."""


def is_prose(tree: Tree, at: int) -> bool:
    """Recognise a block that counts as text and has a sentence."""
    return tree.text.get(at, 0) > 0 and prose_of(tree.blocks[at]) > 0
