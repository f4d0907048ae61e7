"""Recognise the boxes of links that are in the middle of an article, whose text continues after them.

It continues as it was before, begins below the box, or its editor follows; or the box is the last that is beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.asking import asks_reader
from linfen_crawler.pages.lines.boxes import Box, Boxed, ids_of, is_title_alone, leads_on
from linfen_crawler.pages.lines.calls import calls_on, is_end
from linfen_crawler.pages.lines.furniture import (
    files_text,
    heads_another,
    is_furniture,
    is_icon,
    is_margin,
    is_small_print,
    leads_elsewhere,
    prose_of,
)
from linfen_crawler.pages.lines.wording import RELATED, Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text

_FAR = 300
"""Blocks around a box in which to look for the text that it interrupts."""
_NEAR = 8
"""Lines above a box that the one below it may be set like."""
_MIN_LINES = 3
"""Lines without a sentence that are a text, and no head of a page."""
_INTRODUCES = ("：", ":")


def boxes_amid(blocks: Sequence[Block], start: int, title: LexborNode | None) -> list[Box]:
    """Return the boxes of links in the middle of an article that begins at ``start``, below its title."""
    page = Boxed(blocks, start, frozenset(ids_of(title)))
    return [one for one in page.boxes if _Around(page).is_amid(one)]


def boxes_in(blocks: Sequence[Block]) -> list[Box]:
    """Return the boxes of links in an element that holds an article's text, and more of it than of such boxes."""
    if not any(isinstance(one, Text) and one.anchors for one in blocks):
        # As in most texts: a box has one title at least.
        return []
    page = Boxed(blocks, 0, frozenset())
    return [one for one in page.boxes if _Around(page).is_beside_text(one)]


def without_boxes(blocks: Sequence[Block], boxes: Sequence[Box]) -> Sequence[Block]:
    """Return the blocks that are in no box."""
    if not boxes:
        return blocks
    left_out = {at for one in boxes for at in one.lines}
    return [block for at, block in enumerate(blocks) if at not in left_out]


def is_related(blocks: Sequence[Block], box: Box) -> bool:
    """Recognise a box that its heading says to be of related articles."""
    first = blocks[box.begin]
    return isinstance(first, Text) and not first.anchors and RELATED.match(first.line) is not None


@dataclass(frozen=True, slots=True)
class _Around:
    """What is around the boxes of a page."""

    page: Boxed

    def is_amid(self, box: Box) -> bool:
        """Tell a box that the text continues after, begins below or ends above, with or without its editor's line."""
        above, below = self._above(box), self._below(box)
        if self._is_introduced(box, above) or not self._is_small(box):
            return False
        prose = self._text_above(above)
        if self._goes_on(box, above):
            return True
        following = self._following(below)
        if following is not None and is_margin(self.page.blocks[following]):
            return any(self.page.holds(box.around, one) for one in (prose, following) if one is not None)
        if following is None:
            return prose is not None and self._is_beside(box.around, prose) and self._is_last(box)
        if not self.page.holds(box.around, following):
            return False
        if prose is None:
            return self._holds_no_title(box.around, following)
        return self.page.holds(box.around, prose) and self._are_alike(box.around, prose, following)

    def _goes_on(self, box: Box, above: Sequence[int]) -> bool:
        """Tell a box in the text's own element, after which a line stands as those before it, or a table or an image.

        In the element of the title such a line may be of the page's foot, if that is there too.
        """
        at = next((one for one in self._below(box) if not self._is_thumbnail(one)), None)
        if at is None or not self._is_line(at) or not self.page.holds(box.around, at):
            return False
        if box.around.mem_id in self.page.of_title and self._holds_foot(box):
            return False
        lines = (one for one in above if self.page.holds(box.around, one) and self._is_line(one))
        text = list(islice(lines, _NEAR))
        if not text:
            return self._begins(box, above)
        return self._is_set(at, box) or any(self._are_alike(box.around, one, at) for one in text)

    def _begins(self, box: Box, above: Sequence[int]) -> bool:
        """Recognise a box above whose text the page's head stands alone, and below it several lines."""
        head = list(islice((at for at in above if self._is_line(at)), _MIN_LINES))
        if len(head) == _MIN_LINES or any(prose_of(self.page.blocks[at]) for at in head):
            return False
        below = (at for at in islice(self._below(box), _NEAR) if self.page.holds(box.around, at) and self._is_line(at))
        return sum(self._holds_no_title(box.around, at) for at in below) >= _MIN_LINES

    def _is_thumbnail(self, at: int) -> bool:
        block = self.page.blocks[at]
        return isinstance(block, Picture) and leads_elsewhere(block)

    def _is_set(self, at: int, box: Box) -> bool:
        """Recognise a table and an image, which are like no paragraph; beside the title an image may be the page's."""
        block = self.page.blocks[at]
        if isinstance(block, Picture):
            return box.around.mem_id not in self.page.of_title
        return isinstance(block, Text) and bool(block.rows) and self._holds_no_title(box.around, at)

    def _holds_foot(self, box: Box) -> bool:
        """Recognise an element with a page's small print, or its way to other pages, below a box."""
        for at in islice(self._below(box), _FAR):
            block = self.page.blocks[at]
            if not self.page.holds(box.around, at):
                return False
            if isinstance(block, Text) and (is_small_print(block) or wording_of(block.line) is Wording.NEIGHBOUR):
                return True
        return False

    def _is_line(self, at: int) -> bool:
        """Recognise a line or an image of a text: no link, no button, no small print, and no heading of another's."""
        block = self.page.blocks[at]
        if isinstance(block, Picture):
            return not leads_elsewhere(block) and not is_icon(self.page.blocks, at)
        if not isinstance(block, Text) or block.anchors or wording_of(block.line) is not None or is_end(block):
            return False
        asks = asks_reader(block) or calls_on(block) or files_text(block.line)
        return not (asks or is_furniture(block) or heads_another(self.page.blocks, at))

    def is_beside_text(self, box: Box) -> bool:
        """Recognise a box that says more than titles and that no paragraph announces, in an element with paragraphs."""
        beside = (at for at in range(self.page.start, len(self.page.blocks)) if at not in self.page.boxed)
        if not any(prose_of(self.page.blocks[at]) for at in beside) or self._is_introduced(box, self._above(box)):
            return False
        return self._is_small(box) and not all(is_title_alone(self.page.blocks[at]) for at in box.lines)

    def _above(self, box: Box) -> list[int]:
        """Return the lines before a box that are in none, the nearest first, down from any editor's."""
        found = []
        for at in range(box.begin - 1, max(self.page.start, box.begin - _FAR) - 1, -1):
            if at in self.page.boxed:
                continue
            if is_margin(self.page.blocks[at]):
                break
            found.append(at)
        return found

    def _text_above(self, above: Sequence[int]) -> int | None:
        """Return the last paragraph above, or else the last of several lines in one element that are a text without."""
        prose = next((at for at in above if prose_of(self.page.blocks[at])), None)
        if prose is not None:
            return prose
        lines = list(islice((at for at in above if self._is_line(at)), _MIN_LINES))
        is_text = len(lines) == _MIN_LINES and len({self._parent(at) for at in lines}) == 1
        return lines[0] if is_text else None

    def _parent(self, at: int) -> int:
        return next(islice(self.page.path(at), 1, None), 0)

    def _below(self, box: Box) -> Iterator[int]:
        return (at for at in range(box.end, len(self.page.blocks)) if at not in self.page.boxed)

    def _following(self, below: Iterator[int]) -> int | None:
        """Return the paragraph or the editor's line that follows a box; ``None`` if another's begins first."""
        for at in islice(below, _FAR):
            block = self.page.blocks[at]
            if is_margin(block):
                return at
            if not isinstance(block, Text) or is_small_print(block):
                continue
            if heads_another(self.page.blocks, at):
                return None
            if prose_of(block):
                return at
        return None

    def _is_introduced(self, box: Box, above: Sequence[int]) -> bool:
        """Recognise a list that the text itself announces: 文件如下：."""
        line = self.page.blocks[above[0]] if above else None
        return leads_on(self.page.blocks[box.begin]) and isinstance(line, Text) and line.text.endswith(_INTRODUCES)

    def _is_small(self, box: Box) -> bool:
        """Tell whether a box says less than what it is among: a digest is made of summaries with links."""
        told = sum(prose_of(self.page.blocks[at]) for at in box.lines)
        if not told:
            return True
        beside = (at for at in range(self.page.start, len(self.page.blocks)) if at not in self.page.boxed)
        return told <= sum(prose_of(self.page.blocks[at]) for at in beside if self.page.holds(box.around, at))

    def _is_last(self, box: Box) -> bool:
        """Recognise a box after which nothing is in the element of its text, not even an image."""
        behind = islice(self._below(box), _FAR)
        return not any(self.page.holds(box.around, at) for at in behind)

    def _is_beside(self, around: LexborNode, at: int) -> bool:
        """Recognise a paragraph that is in an element, and not with the title in a column of that."""
        return self.page.holds(around, at) and self._holds_no_title(around, at)

    def _holds_no_title(self, around: LexborNode, at: int) -> bool:
        """Tell a paragraph of the article from one in a column that is beside the title's."""
        return self._child(around, at) not in self.page.of_title

    def _are_alike(self, around: LexborNode, one: int, other: int) -> bool:
        """Recognise two paragraphs in children of an element that are alike, neither of which holds the title."""
        children = [self._child(around, at) for at in (one, other)]
        if any(child in self.page.of_title for child in children):
            return False
        if children[0] == children[1]:
            return True
        inside = (child for child in around.iter() if child.is_element_node)
        kinds = {child.mem_id: (child.tag, child.attributes.get("class")) for child in inside}
        return kinds.get(children[0]) == kinds.get(children[1])

    def _child(self, around: LexborNode, at: int) -> int:
        """Return the child of an element in which a block is, by ``mem_id``; the element itself for bare text."""
        path = self.page.path(at)
        place = path.index(around.mem_id)
        return path[place - 1] if place else around.mem_id
