"""Find boxes of links to other pages: 推荐阅读 and its list, cards, a table.

A box is an element that holds titles of other pages and what belongs to them (a heading, thumbnails, dates, sources,
counts, a teaser), and no paragraph; or a heading and the titles below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.asking import asks_reader
from linfen_crawler.pages.lines.attachments import has_file
from linfen_crawler.pages.lines.furniture import (
    heads_another,
    is_chrome,
    is_listed,
    is_margin,
    leads_elsewhere,
    lists_pages,
    names_others,
    prose_of,
)
from linfen_crawler.pages.lines.wording import RELATED, Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_LEVELS = 24
_MIN_TITLES = 2
"""Titles of a box that no heading says to be one: a card among the paragraphs may be the text's."""
_MAX_BESIDE = 24
"""Characters of a heading, or of what is beside a title: its day, its source, how often it was read."""
_MAX_TEASER = 120
_MAX_AHEAD = 2
"""Lines of a box above its first title."""
_MAX_BEHIND = 3
_A_TITLE = 3
"""Lines that go with a title, at most."""
_MAX_BOX = 200
"""Blocks of a box."""
_MAX_BOXES = 50
"""Boxes of a page; what has more is no article."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BELOW_TITLE = frozenset({None, Wording.SOURCE, Wording.RELATED})
_BESIDE_TITLE = re.compile(r"\W*(?:(?:19|20)?\d\d[-/.年])?(?:\d{1,2}[-/.月]\d{1,2}日?\W*)?")


@dataclass(frozen=True, slots=True)
class Box:
    """A box of links: its blocks, and the element that holds it together with what it is among."""

    begin: int
    end: int
    """The block after its last."""
    around: LexborNode

    @property
    def lines(self) -> range:
        """The blocks that it holds."""
        return range(self.begin, self.end)


@dataclass(slots=True)
class Boxed:
    """What is below a title: boxes of links, and what is none."""

    blocks: Sequence[Block]
    start: int
    of_title: frozenset[int]
    boxes: list[Box] = field(default_factory=list)
    boxed: set[int] = field(default_factory=set)
    """The blocks that they hold."""
    _paths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _leads: dict[int, bool] = field(default_factory=dict)
    _no_box: set[int] = field(default_factory=set)
    """The elements that hold more than a box, as the one around thousands of boxes does, or what is in none."""
    _may_be_in_box: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The first and the last block of elements that are no box, but may be in one."""

    def __post_init__(self) -> None:
        """Find the boxes, the first first."""
        at = self.start
        while at < len(self.blocks) and len(self.boxes) < _MAX_BOXES:
            box = self._box_at(at) if self.leads_on(at) else None
            if box is not None:
                self.boxes.append(box)
                self.boxed.update(box.lines)
            at = at + 1 if box is None else box.end

    def holds(self, around: LexborNode, at: int) -> bool:
        """Tell whether a block is in an element."""
        return around.mem_id in self.path(at)

    def path(self, at: int) -> tuple[int, ...]:
        """Return a block's element and those around it, the innermost first."""
        node = self.blocks[at].node
        if node is None:
            return ()
        if (known := self._paths.get(node.mem_id)) is None:
            known = self._paths[node.mem_id] = tuple(ids_of(node))
        return known

    def leads_on(self, at: int) -> bool:
        """Tell whether a block is a title of another page: each is asked for every element around it."""
        if (known := self._leads.get(at)) is None:
            known = self._leads[at] = leads_on(self.blocks[at])
        return known

    def _box_at(self, at: int) -> Box | None:
        """Return the largest element around a title of another page that holds nothing but such and what goes along."""
        node = self.blocks[at].node
        begin = end = at
        if not self._goes_along(at):
            return None
        found: Box | None = None
        for around in () if node is None else (node, *islice(ancestors(node), _LEVELS)):
            if around.mem_id in self.of_title or around.mem_id in self._no_box or around.parent is None:
                break
            if around.mem_id in self._may_be_in_box and found is None:
                begin, end = self._may_be_in_box[around.mem_id]
                continue
            first, last = begin, end
            begin, end = self._extent(around.mem_id, begin, end)
            added = chain(range(begin, first), range(last + 1, end + 1))
            if end - begin >= _MAX_BOX or not (all(map(self._goes_along, added)) and self._is_free(begin, end)):
                self._no_box.add(around.mem_id)
                break
            if found is not None and self._adds_text(found, range(begin, end + 1)):
                break
            if self._is_box(begin, end + 1):
                found = Box(begin, end + 1, around.parent)
            elif found is None:
                self._may_be_in_box[around.mem_id] = begin, end
        return self._run_at(at) if found is None else self._headed(found)

    def _extent(self, element: int, begin: int, end: int) -> tuple[int, int]:
        """Return the first and the last block of an element, from some that it holds."""
        while begin > self.start and end - begin < _MAX_BOX and element in self.path(begin - 1):
            begin -= 1
        while end + 1 < len(self.blocks) and end - begin < _MAX_BOX and element in self.path(end + 1):
            end += 1
        return begin, end

    def _is_free(self, begin: int, end: int) -> bool:
        return self.boxed.isdisjoint(range(begin, end + 1))

    def _goes_along(self, at: int) -> bool:
        """Tell what may be in a box: a title, a thumbnail, a short line, and a teaser after them."""
        block = self.blocks[at]
        if self.leads_on(at) or isinstance(block, Picture):
            return True
        if not isinstance(block, Text) or is_margin(block) or has_file(block):
            return False
        if prose_of(block):
            return len(block.text) <= _MAX_TEASER and any(map(self.leads_on, range(max(at - 2, 0), at)))
        is_short = len(block.text) <= _MAX_BESIDE and wording_of(block.line) in _BELOW_TITLE
        return is_short or is_chrome(block)

    def _adds_text(self, box: Box, lines: range) -> bool:
        """Recognise an element that adds to a box lines that are neither a heading nor asked of readers nor a title's.

        A title that is added has its own, but none is between it and a box that has its heading.
        """
        ahead, behind = range(lines.start, box.begin), range(box.end, lines.stop)
        titles = [at for at in (*ahead, *behind) if self.leads_on(at)]
        if titles and not _says_so(self.blocks[box.begin]):
            return False
        near = next((at for at in behind if at in titles or self._heads(at)), lines.stop) if titles else lines.stop
        told = [at for at in (*ahead, *range(box.end, near)) if self._is_line(at) and at not in titles]
        return any(at > box.begin or not self._heads(at) for at in told)

    def _is_line(self, at: int) -> bool:
        block = self.blocks[at]
        return isinstance(block, Text) and not (is_chrome(block) or asks_reader(block))

    def _heads(self, at: int) -> bool:
        block = self.blocks[at]
        is_heading = block.node is not None and block.node.tag in _HEADINGS
        return is_heading or _says_so(block) or heads_another(self.blocks, at)

    def _is_box(self, begin: int, end: int) -> bool:
        """Recognise several titles of other pages, with few lines that are none."""
        titles = [at for at in range(begin, end) if self.leads_on(at)]
        if titles[0] - begin > _MAX_AHEAD or end - 1 - titles[-1] > _MAX_BEHIND:
            return False
        if end - begin - len(titles) > _A_TITLE * len(titles) + 1:
            return False
        texts = sum(len(block.rows or titles_in(block)) for at in titles if isinstance(block := self.blocks[at], Text))
        return texts >= _MIN_TITLES or (texts > 0 and _says_so(self.blocks[begin]))

    def _headed(self, box: Box) -> Box:
        """Return a box with the heading that is beside it."""
        at = box.begin - 1
        if not self._is_heading(at, box.around) or self._is_of_row(at, box.end):
            return box
        return Box(at, box.end, box.around)

    def _is_of_row(self, at: int, end: int) -> bool:
        """Tell a line above a list from its heading: the lines before it and after the list are set as it is."""
        if at <= self.start or end >= len(self.blocks) or _says_so(self.blocks[at]):
            return False
        nodes = [node for one in (at - 1, at, end) if (node := self.blocks[one].node) is not None]
        kinds = {(one.tag, one.attributes.get("class"), one.parent and one.parent.mem_id) for one in nodes}
        return len(nodes) == 3 and len(kinds) == 1 and nodes[0].tag not in _HEADINGS

    def _is_heading(self, at: int, around: LexborNode) -> bool:
        block = self.blocks[at] if at >= self.start else None
        if not isinstance(block, Text) or block.anchors or len(block.text) > _MAX_BESIDE or prose_of(block):
            return False
        if block.node is None or not self.holds(around, at) or is_margin(block):
            return False
        return self._heads(at)

    def _run_at(self, at: int) -> Box | None:
        """Return the titles below a heading of other pages that are among the paragraphs, in no box of their own."""
        node = self.blocks[at].node
        if node is None or node.parent is None or not self._is_heading(at - 1, node.parent):
            return None
        if not _says_so(self.blocks[at - 1]):
            return None
        end = at
        while end < len(self.blocks) and self.holds(node.parent, end) and _is_linked(self.blocks[end]):
            end += 1
        return Box(at - 1, end, node.parent)


def titles_in(block: Text) -> Sequence[Text]:
    """Return the lines of a block that are titles of other pages; none where a line is more than goes with a title."""
    lines = block.lines()
    titles = [one for one in lines if is_listed(one)]
    beside = [one for one in lines if not is_listed(one)]
    is_text = any(len(one.text) > _MAX_BESIDE or prose_of(one) for one in beside)
    return [] if is_text or len(beside) > len(titles) + 1 else titles


def _says_so(block: Block) -> bool:
    """Recognise the heading of other pages by its words."""
    return isinstance(block, Text) and (names_others(block) or RELATED.match(block.line) is not None)


def leads_on(block: Block) -> bool:
    """Recognise the title of another page, a table of such titles, and a thumbnail."""
    if isinstance(block, Picture):
        return leads_elsewhere(block)
    if not isinstance(block, Text) or not block.anchors or has_file(block):
        return False
    if block.rows:
        return lists_pages(block, _MAX_BESIDE)
    if wording_of(block.line) is Wording.NEIGHBOUR:
        return False
    return bool(titles_in(block))


def _is_linked(block: Block) -> bool:
    """Recognise a title, however short, and a thumbnail."""
    return leads_on(block) or (isinstance(block, Text) and is_title_alone(block) and not has_file(block))


def is_title_alone(block: Block) -> bool:
    """Recognise a link and nothing else but its day, as a text may set several of its own."""
    return isinstance(block, Text) and bool(block.anchors) and _BESIDE_TITLE.fullmatch(block.beside_links) is not None


def ids_of(node: LexborNode | None) -> Iterator[int]:
    """Yield an element and those around it, the innermost first, each by its ``mem_id``."""
    return (one.mem_id for one in ((node, *islice(ancestors(node), 4 * _LEVELS)) if node is not None else ()))
