"""Join an editor's line that is set over several paragraphs: ``<p>[责任编辑:</p><p>李雪</p><p>]</p>``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN

_MAX_LINES = 4
_MAX_PIECE = 24
"""Characters of a paragraph that is a part of the line."""
_LABEL = r"(?:责任编辑|责编|编辑)"
_OPENS = re.compile(rf"[【\[(] ?(?:{_LABEL}(?: ?[:/][^】\])]{{0,12}})?)?")
_LABEL_ALONE = re.compile(rf"{_LABEL} ?:")
_NAMES = re.compile(rf"[{HAN}]{{1,4}}(?:[ 、,]{{1,2}}[{HAN}]{{1,4}}){{0,3}}")
_OPENING = frozenset("责責编編【[［(（〔")
_CLOSING = ("】", "]", ")", "）")


def with_whole_editors(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with each editor's line whole: up to its closing bracket, or the name after a last label."""
    whole: list[Block] = []
    at = 0
    while at < len(blocks):
        count = _count(blocks, at) if _may_open(blocks[at]) else 1
        whole.append(_as_line(blocks[at : at + count]) if count > 1 else blocks[at])
        at += count
    return whole


def _may_open(block: Block) -> bool:
    return isinstance(block, Text) and block.text[:1] in _OPENING and _may_be_piece(block)


def _may_be_piece(block: Text) -> bool:
    return len(block.text) <= _MAX_PIECE and not block.rows


def _count(blocks: Sequence[Block], at: int) -> int:
    """Return how many blocks from one on are an editor's line together; 1 for any other."""
    lines: list[Text] = []
    for block in blocks[at : at + _MAX_LINES]:
        if not isinstance(block, Text) or not _may_be_piece(block) or (lines and block.text.endswith("。")):
            break
        lines.append(block)
        if len(lines) > 1 and block.text.endswith(_CLOSING):
            break
    if len(lines) < 2 or lines[0].text.endswith(_CLOSING):
        return 1
    if _LABEL_ALONE.fullmatch(lines[0].line):
        is_last = not any(isinstance(one, Text) and one.text.endswith("。") for one in blocks[at + 1 :])
        return 2 if is_last and _NAMES.fullmatch(lines[1].line) else 1
    if not _OPENS.fullmatch(lines[0].line) or not lines[-1].text.endswith(_CLOSING):
        return 1
    return len(lines) if wording_of(_as_line(lines).line) in {Wording.RESPONSIBLE, Wording.EDITOR} else 1


def _as_line(blocks: Sequence[Block]) -> Text:
    return Text(text=" ".join(one.text for one in blocks if isinstance(one, Text)), node=blocks[0].node)
