"""Recognise captions by what a page does with all of its images: a line below each, or a line above each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from linfen_crawler.pages.body.caption_lines import (
    MAX_MARKED,
    MAX_PLAIN,
    is_head_of_text,
    is_photographers,
    tells,
)
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.lines.setting import setting_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line, is_photo_credit, speaks_of_photo

_LIKE_TITLE = 0.4
"""Likeness with the web title from which a line above the first image is the headline."""


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
    """Recognise a line, as long as a caption may be, with a photographer at its end or on the next line."""
    if not isinstance(block, Text) or block.rows or len(block.text) > MAX_MARKED or leads(block):
        return False
    if isinstance(following, Text) and is_photographers(following):
        return not is_credit_line(block.text)
    return speaks_of_photo(block.text) and not is_credit_line(block.text) and is_photo_credit(block.text)


def _is_set_of_one(blocks: Sequence[Block], behind: Sequence[int]) -> bool:
    """Recognise a set whose last line credits all photographs: one short sentence below each, and no other text."""
    last = blocks[-1]
    if behind[-1] != len(blocks) - 2 or not isinstance(last, Text) or not is_photographers(last):
        return False
    told = [at for at, one in enumerate(blocks) if isinstance(one, Text) and "。" in one.text]
    return told == list(behind) and all(_is_sentence(blocks[at]) for at in behind)


def _is_sentence(block: Block) -> bool:
    if not isinstance(block, Text) or len(block.text) > MAX_PLAIN or leads(block):
        return False
    return block.text.count("。") == 1 and block.text.endswith("。")


def captions_above(blocks: Sequence[Block], title: str) -> frozenset[int]:
    """Return which lines are above their images as captions: all lines set so do, and an image ends the text.

    A sub-head has text below it, in its last part as well.
    """
    above = [at for at, (one, two) in enumerate(pairwise(blocks)) if _opens_images(one, two)]
    lines = [one for one in (blocks[at] for at in above) if isinstance(one, Text)]
    if len(lines) < 2 or isinstance(blocks[0], Picture) or not all(map(_may_stand_above, lines)):
        return frozenset()
    if not _ends_with_image(blocks):
        return frozenset()
    # The newspaper's headline is set so as well, and comes before the text.
    opening = next((at for at, one in enumerate(blocks) if tells(blocks, at)), len(blocks))
    may_be_headline = above[0] == 0 and opening < len(blocks)
    if may_be_headline or (above[0] < opening and likeness(lines[0].text, title) >= _LIKE_TITLE):
        return frozenset()
    setting = setting_of(lines[-1])
    alike = [at for at in range(min(above[0], opening), len(blocks)) if setting_of(blocks[at]) == setting]
    if alike != above:
        return frozenset()
    is_told = all("。" not in one.text for one in lines)
    has_text = sum(isinstance(one, Text) and "。" in one.text for one in blocks) > len(lines)
    return frozenset(above) if is_told or has_text else frozenset()


def _ends_with_image(blocks: Sequence[Block]) -> bool:
    """Tell whether nothing but credits comes after the last image."""
    behind = takewhile(lambda one: isinstance(one, Text), reversed(blocks))
    return all(isinstance(one, Text) and is_credit_line(one.text) for one in behind)


def _opens_images(one: Block, two: Block) -> bool:
    return isinstance(one, Text) and isinstance(two, Picture)


def _may_stand_above(line: Text) -> bool:
    """Recognise a short line in the middle that heads nothing."""
    return line.is_centred and len(line.text) <= MAX_PLAIN and not (is_head_of_text(line) or line.line.endswith(":"))


def centres_text(blocks: Sequence[Block]) -> bool:
    """Recognise a page whose every sentence is centred, the first of them above any image."""
    telling = (one for one in blocks if isinstance(one, Picture) or (isinstance(one, Text) and "。" in one.text))
    first = next(telling, None)
    is_text = isinstance(first, Text) and first.is_centred
    return is_text and all(one.is_centred for one in telling if isinstance(one, Text))
