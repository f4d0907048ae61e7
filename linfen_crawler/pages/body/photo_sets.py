"""Tell captions by what a page does with all of its images: a line below each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linfen_crawler.pages.body.caption_lines import (
    MAX_MARKED,
    MAX_PLAIN,
    is_photographers,
)
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people import is_credit_line, is_photo_credit, speaks_of_photo


def captions_of_set(blocks: Sequence[Block]) -> frozenset[Text]:
    """Return the lines below the images of a set: a line that ends with its photographer below each image or row.

    Where one photographer took all, the last line names him; then the others are short, and all that the page tells.
    """
    behind = [at for at, (one, two) in enumerate(pairwise(blocks), 1) if _ends_row(one, two)]
    if len(behind) < 2 or isinstance(blocks[-1], Picture):
        return frozenset()
    lines = [*blocks, None]
    below = [one for one in (blocks[at] for at in behind) if isinstance(one, Text)]
    is_set = all(_ends_with_photographer(blocks[at], lines[at + 1]) for at in behind)
    return frozenset(below) if is_set or _is_set_of_one(blocks, behind) else frozenset()


def _ends_row(one: Block, two: Block) -> bool:
    return isinstance(one, Picture) and not isinstance(two, Picture)


def _ends_with_photographer(block: Block, following: Block | None) -> bool:
    """Tell a line, as long as a caption may be, with a photographer at its end or on the next line."""
    if not isinstance(block, Text) or block.rows or len(block.text) > MAX_MARKED or leads(block):
        return False
    if isinstance(following, Text) and is_photographers(following):
        return not is_credit_line(block.text)
    return speaks_of_photo(block.text) and not is_credit_line(block.text) and is_photo_credit(block.text)


def _is_set_of_one(blocks: Sequence[Block], behind: Sequence[int]) -> bool:
    """Tell a set whose last line credits all photographs: one short sentence below each, and no other text."""
    last = blocks[-1]
    if behind[-1] != len(blocks) - 2 or not isinstance(last, Text) or not is_photographers(last):
        return False
    told = [at for at, one in enumerate(blocks) if isinstance(one, Text) and "。" in one.text]
    return told == list(behind) and "报道" not in last.text and all(_is_sentence(blocks[at]) for at in behind)


def _is_sentence(block: Block) -> bool:
    if not isinstance(block, Text) or len(block.text) > MAX_PLAIN or leads(block):
        return False
    return block.text.count("。") == 1 and block.text.endswith("。")
