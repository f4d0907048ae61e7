"""Recognise a caption by its words: it begins with 图为, or ends with a photographer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from linfen_crawler.kinds import Role
from linfen_crawler.pages.body.headline import is_subhead
from linfen_crawler.pages.body.photo_heads import are_heads
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.lines.setting import setting_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import is_credit_line, is_photo_credit, speaks_of_photo

MAX_MARKED = 200
MAX_CREDITED = 90
MAX_PLAIN = 50
"""Folded characters of a caption that begins with 图为, that only ends with a credit, that does neither."""

_ARROW = re.compile(r"[▲△▴↑▼▽↓←→◀▶◤◥]{1,2} ?(?=\w)")
_SHOWN = r"图为(?![^。!?]{0,60}\?)"
"""图为什么总能打动人？ asks, as no caption does."""
_OPENING = re.compile(
    rf"{_ARROW.pattern}"
    rf"|[(\[【]?(?:{_SHOWN}|(?:[左右][上下]|[上下][左右]|上|下|左|右|中|题|配|主|小|资料|组)图(?:为|是|[:,.])|图[一二三四五六\d]?[:.]|图[一二三四五六\d]为|图片说明|资料图)"
)
_ROW = 3
"""Lines set alike that are no caption and its credit: a stanza, a list."""
_DIGITS = "〇○零一二三四五六七八九十"
_DAY = re.compile(r"\d{4}年|\d日")
_DAY_ALONE = re.compile(
    rf" ?(?:\d{{4}}|[{_DIGITS}]{{4}}) ?年 ?[\d{_DIGITS}]{{1,2}} ?月(?: ?[\d{_DIGITS}]{{1,3}} ?日)? ?"
)
_RIGHT = re.compile(r"text-align\s{0,4}:\s{0,4}(?:right|end)", re.IGNORECASE)
_LEVELS = 1
"""Elements around a paragraph that may set it at the right: a box of its own."""
_FROM_FILES = re.compile(r"\((?:资料|档案|网络|历史)(?:图片?|照片)\)$")
SHOWS = re.compile(rf"[。!?;] ?{_SHOWN}")
_POINTS_DOWN = ("▼", "▽", "↓", "￬", "下图")
_OPENS = frozenset("▲△▴↑▼▽↓←→◀▶◤◥￩￪￫￬")


def is_marked(text: Text) -> bool:
    """Tell whether a line says itself that it is a caption."""
    return is_opened(text) or is_credited(text)


def is_opened(text: Text) -> bool:
    """Recognise a line that begins with 图为, or has a sentence that does: ``4月29日，大会举行。图为会场。``."""
    if not _may_be_opened(text.text) or len(line := text.line) > MAX_MARKED:
        return False
    is_opened = bool(_OPENING.match(line) or SHOWS.search(line))
    return is_opened and not leads(text) and not is_credit_line(text.text)


def _may_be_opened(text: str) -> bool:
    return len(text) <= 2 * MAX_MARKED and ("图" in text or "圖" in text or text[:1] in _OPENS)


def points_down(text: Text) -> bool:
    """Recognise a caption that says that its image is below: ▼会场, 下图为会场。."""
    return text.text.startswith(_POINTS_DOWN)


def points_at_nothing(text: Text, *, has_images: bool) -> bool:
    """Recognise a line whose arrow heads a link or, on a page without images, a part of the text."""
    if not _ARROW.match(text.line):
        return False
    return not has_images or (bool(text.anchors) and not any(map(str.isalnum, text.beside_links)))


def is_credited(text: Text) -> bool:
    """Recognise a short line that ends with the credit of a photograph, or says that it is an old one."""
    if len(text.text) > 2 * MAX_CREDITED or not (speaks_of_photo(text.text) or "照" in text.text):
        return False
    if len(text.line) > MAX_CREDITED or leads(text):
        return False
    if _FROM_FILES.search(text.line):
        return True
    return speaks_of_photo(text.text) and not is_credit_line(text.text) and is_photo_credit(text.text)


def is_from_files(text: Text) -> bool:
    """Recognise a line of its own that says of the caption above it that the photograph is an old one: （资料图）."""
    return len(text.text) <= MAX_PLAIN and _FROM_FILES.match(text.line) is not None


def is_photographers(text: Text) -> bool:
    """Tell whether a line is nothing but the credit of a photograph."""
    if len(text.text) > MAX_CREDITED or not speaks_of_photo(text.text) or not is_credit_line(text.text):
        return False
    return is_photo_credit(text.text) or {credit.role for credit in credits_of(text.text)} == {Role.PHOTOGRAPHER}


def is_signature(block: Text, following: Block | None) -> bool:
    """Tell who signs a text, or on which day, from a caption: at the right, or above the day."""
    if _DAY_ALONE.fullmatch(block.line) or (isinstance(following, Text) and _DAY_ALONE.fullmatch(following.line)):
        return True
    around = () if block.node is None else (block.node, *islice(ancestors(block.node), _LEVELS))
    return any(map(_is_right, around))


def _is_right(node: LexborNode) -> bool:
    """Recognise an element that sets its text at the right."""
    attributes = node.attributes
    is_told = (attributes.get("align") or "").lower() == "right" or _RIGHT.search(attributes.get("style") or "")
    return bool(is_told) or "text-right" in (attributes.get("class") or "").split()


def parted_at_captions(block: Block) -> list[Block]:
    """Separate the caption lines from a paragraph that holds others as well; with its photographer a caption ends."""
    if not isinstance(block, Text) or "\n" not in block.text or block.rows:
        return [block]
    lines = block.lines()
    if not is_marked(block):
        return list(lines) if any(map(is_marked, lines)) else [block]
    end = 0
    for at, line in enumerate(lines):
        if 0 < end == at and not is_marked(line):
            break
        if _is_shot(line):
            end = at + 1
    if end in (0, len(lines)) or is_marked(lines[end]):
        return [block]
    return list(filter(None, (joined(lines[:end]), joined(lines[end:]))))


def _is_shot(line: Text) -> bool:
    return is_photographers(line) or is_credited(line)


def is_series_of_captions(blocks: Sequence[Block]) -> bool:
    """Recognise a page of several images with a short line below each: the text is never set so."""
    below = [following for one, following in pairwise([*blocks, None]) if isinstance(one, Picture)]
    return len(below) > 1 and all(isinstance(one, Text) and is_short(one) for one in below)


def lines_of_text(blocks: Sequence[Block]) -> frozenset[int]:
    """Return which lines right after an image are text by those set alike: a row of lines, other parts' sub-heads."""
    behind = [at for at, (one, _) in enumerate(pairwise(blocks), 1) if isinstance(one, Picture)]
    candidates = [at for at in behind if _may_be_plain(blocks[at]) and not _is_below(blocks, at)]
    if not candidates:
        return frozenset()
    rows = {at for at in candidates if _opens_row(blocks, at)}
    by_setting: dict[object, list[int]] = {}
    for at in candidates:
        by_setting.setdefault(setting_of(blocks[at]), []).append(at)
    for alike in by_setting.values():
        if all(tells(blocks, at + 1) and is_plain(blocks[at]) for at in alike) and are_heads(blocks, alike):
            rows.update(alike)
    settings = set(by_setting)
    heads = {
        setting
        for at in range(1, len(blocks) - 1)
        if _may_be_plain(blocks[at]) and (setting := setting_of(blocks[at])) in settings and _parts_text(blocks, at)
    }
    if not heads or is_series_of_captions(blocks):
        return frozenset(rows)
    return frozenset(rows) | {
        at for at in candidates if setting_of(blocks[at]) in heads and tells(blocks, at + 1) and is_plain(blocks[at])
    }


def _opens_row(blocks: Sequence[Block], at: int) -> bool:
    row = blocks[at : at + _ROW]
    is_row = len(row) == _ROW and all(map(_may_be_plain, row)) and len({setting_of(one) for one in row}) == 1
    return is_row and all(map(is_plain, row))


def _parts_text(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a short line with a sentence above it and one below."""
    block = blocks[at]
    is_parted = tells(blocks, at - 1) and tells(blocks, at + 1)
    return is_parted and isinstance(block, Text) and is_short(block) and is_plain(block)


def tells(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a block that holds a sentence and is no caption by its words."""
    block = blocks[at] if at < len(blocks) else None
    return isinstance(block, Text) and "。" in block.line and not is_marked(block)


def _may_be_plain(block: Block) -> bool:
    """Decide by length alone what may be such a line: the other checks take long."""
    if not isinstance(block, Text) or len(block.text) > MAX_PLAIN or "\n" in block.text or block.rows:
        return False
    return not block.text.endswith("。")


def is_plain(block: Block) -> bool:
    """Recognise a line that neither ends a sentence nor says what it is: a verse, a sub-head, a plain caption."""
    if not isinstance(block, Text) or not _may_be_plain(block):
        return False
    if block.line.endswith("。") or _DAY.search(block.line) or is_marked(block):
        return False
    return not is_credit_line(block.text) and not is_photographers(block)


def _is_below(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a line in the paragraph of the image above it, which does not hold the text below as well."""
    image, line = blocks[at - 1].node, blocks[at].node
    if image is None or image.parent is None or line is None or image.parent.mem_id != line.mem_id:
        return False
    below = blocks[at + 1].node if at + 1 < len(blocks) else None
    return below is None or below.mem_id != line.mem_id


def is_short(text: Text) -> bool:
    """Recognise a line that neither heads nor ends a sentence."""
    return len(text.line) <= MAX_PLAIN and text.line[-1:].isalnum() and not is_head_of_text(text)


def is_head_of_text(text: Text) -> bool:
    """Recognise a line that opens a text, or a part of one."""
    return text.is_strong or is_subhead(text.line) or leads(text)
