"""Tell the lines by which a page names source and editor from those of its text: a book has an editor as well."""

from __future__ import annotations

from collections.abc import Sequence

from linfen_crawler.pages.blocks import Block
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import Wording, text_as_line, wording_of
from linfen_crawler.works import makers_of_works

_BRACKETS = ("【", "[", "(")
_ENDS_SENTENCE = ("。", "!", "?", "”", "……")
_GOES_ON = 2
"""Paragraphs of sentences behind an editor's line from which it stands in the midst of a text; one may be a remark."""


def editors_in_text(blocks: Sequence[Block]) -> frozenset[int]:
    """Return which blocks name an editor as part of the text: a book's, or a line with more of the text behind it.

    An editor in brackets is the page's wherever he stands: imported pages bring him so. The cells of a table are text.
    """
    editors = [at for at, one in enumerate(blocks) if isinstance(one, Text) and _names_editor(one)]
    told = {at for at in editors if _is_table(blocks[at])}
    open_ones = [at for at in editors if not _text(blocks[at]).startswith(_BRACKETS)]
    if not set(open_ones) - told:
        return frozenset(told)
    lines = [
        (at, line) for at, one in enumerate(blocks) for line in (one.text if isinstance(one, Text) else "").split("\n")
    ]
    makers = makers_of_works([line for _, line in lines])
    told.update({lines[at][0] for at in makers}.intersection(open_ones))
    sentences = [at for at, one in enumerate(blocks) if _is_sentence(one)]
    told.update(at for at in open_ones if _stands_within(at, sentences))
    return frozenset(told)


def _stands_within(at: int, sentences: Sequence[int]) -> bool:
    behind = sum(one > at for one in sentences)
    return len(sentences) - behind > 0 and behind >= _GOES_ON


def _names_editor(block: Text) -> bool:
    return wording_of(text_as_line(block)) is Wording.RESPONSIBLE


def _is_table(block: Block) -> bool:
    return isinstance(block, Text) and bool(block.rows)


def _is_sentence(block: Block) -> bool:
    line = _text(block)
    return line.endswith(_ENDS_SENTENCE) and wording_of(line) is None


def _text(block: Block) -> str:
    return block.line if isinstance(block, Text) else ""
