"""Separate the signature of a text, who signs it and when, from what a page adds below it."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.heads import names_event
from linfen_crawler.pages.lines.foot import names_medium
from linfen_crawler.pages.lines.furniture import LABEL, is_furniture, is_margin, prose_of
from linfen_crawler.pages.lines.values import names_nobody
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.text import fold

_MAX_SIGNATURE = 40
_MAX_MAKERS = 60
_OF_MARGIN = re.compile("[源编审校]|作者|撰文|采写")
_RIGHT = re.compile(r"text-align\s{0,3}:\s{0,3}(?:right|end)\b", re.IGNORECASE)
_NUMERAL = "〇○零一二三四五六七八九十Oo0"
_MONTH_AND_DAY = rf"(?:[\d{_NUMERAL}]{{1,3}} ?月 ?)?(?:[\d{_NUMERAL}]{{1,3}} ?[日号])?"
_DAY = re.compile(
    rf"[(\[ ]{{0,2}}(?:(?:(?:19|20)\d\d|[{_NUMERAL}]{{4}}) ?年 ?{_MONTH_AND_DAY}"
    r"|\d{1,2}月\d{1,2}[日号]|(?:19|20)\d\d ?\. ?[1-9]\d? ?\. ?[1-9]\d?)[)\] 晨夜晚凌午上下早]{0,3}"
)
"""A day alone, as people write it: whoever signs says when. Content systems write 2014-03-08, or 2014.03.08."""
_OF_QUOTATION = re.compile(r"\W{0,3}出处 ?[:|] ?(?P<work>[^。《]{0,16}《[^。]{1,40})")
_HAS_DIGIT = re.compile(r"\d")


def is_signature(block: Block) -> bool:
    """Tell a line below a text that is set at the right, or that is a day alone: no button, no field of the page."""
    if not isinstance(block, Text) or block.rows or block.anchors or len(block.text) > _MAX_SIGNATURE:
        return False
    if is_furniture(block) or is_margin(block) or is_field_of_page(block.line):
        return False
    return is_set_right(block.node) or _DAY.fullmatch(fold(block.text.rpartition("\n")[2])) is not None


def names_makers(block: Block) -> bool:
    """Recognise a line of nothing but who made a text or its photographs; editors, source and 作者： are the margin's.

    Right below a text it is the text's however it is set: 记者　张浩　摄 is centred, or below a break.
    """
    if not isinstance(block, Text) or block.rows or block.anchors or len(block.text) > _MAX_MAKERS:
        return False
    return _OF_MARGIN.search(block.line) is None and not is_margin(block) and is_credit_line(block.text)


def may_sign(block: Block) -> bool:
    """Recognise a short line that may be above a signature's day."""
    if not isinstance(block, Text) or block.rows or block.anchors or len(block.text) > _MAX_SIGNATURE:
        return False
    return not (prose_of(block) or is_furniture(block) or is_margin(block) or is_field_of_page(block.line))


def is_set_right(node: LexborNode | None) -> bool:
    """Recognise an element that is set at the right, or the one around it: so a signature is."""
    if node is None:
        return False
    return any(
        (one.attributes.get("align") or "").lower() == "right" or _RIGHT.search(one.attributes.get("style") or "")
        for one in (node, *islice(ancestors(node), 1))
    )


def is_field_of_page(line: str) -> bool:
    """Tell a line with the label of a head's field; posts, and when something is held, are none.

    >>> is_field_of_page("作者:张三"), is_field_of_page("时间:3月20日上午"), is_field_of_page("出处:《帝王世纪》")
    (True, False, False)
    """
    if not LABEL.match(line):
        return False
    quoted = _OF_QUOTATION.fullmatch(line)
    is_work = quoted is not None and not names_medium(quoted["work"])
    return not (is_work or names_nobody(line) or (names_event(line) and _HAS_DIGIT.search(line)))
