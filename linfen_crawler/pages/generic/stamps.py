"""Find the date that is below a text without a label, set apart from it: 2024-05-08 09:17 临汾日报.

A reader's comment has one too, so it is right after the text, with its page's own fields and buttons between at the
most; and what is announced says more than when, and by whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.generic.heads import Head, is_dated, is_label, names_event
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.lines.fields import names_day
from linfen_crawler.pages.lines.furniture import LABEL, is_chrome, is_margin, prose_of
from linfen_crawler.pages.lines.parting import spaced
from linfen_crawler.pages.lines.publishers import names_publisher
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import is_name_alone
from linfen_crawler.text import fold

_NEAR = 8
"""Blocks after the text among which its date is, with what is set beside that."""
_MAX_LINE = 80
_MAX_LABEL = 10
_MOMENT = re.compile(
    r"(?P<machine>(?:19|20)\d\d ?(?P<mark>[-/.]) ?\d{1,2} ?(?P=mark) ?\d{1,2}(?!\d)|[a-z]{3,9}\.? \d{1,2},? 20\d\d)"
    r"|(?:(?:19|20)\d\d|[一二][〇○◯零一二三四五六七八九]{3})年 ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月 ?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[ T|]{0,3}(?:(?:星期|周)[一二三四五六日天] ?)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?)?")
_PARTS = re.compile(r"[\s|,;·•/()\[\]【】—-]+")
_WORDS = re.compile(
    r"由|于|发[布表]于?|提交于?|更新于?|刊发于?|编辑于?|原创|转载|来自|admin|山西|临汾"
    r"|\d{1,9}(?:\.\d{1,2})?[万w]?\+?(?:次?(?:阅读|浏览|点击|评论)|赞)?|(?:阅读|浏览|点击|评论|点赞)量?\d{0,9}",
    re.IGNORECASE,
)
"""What a content system sets beside a moment, except for names."""
_OFFICE = re.compile(r"\w{2,16}(?:[局办部委站院室科处厅府]|中心|在线|之窗|发布)")


def with_stamp(head: Head, blocks: Sequence[Block], place: Place) -> tuple[Head, Place]:
    """Return a head with the date below the text where none other dates the page, and the text less its line.

    Without one, it is a head with the source that is named there: that speaks for an article as well.
    """
    if head.is_dated:
        return head, place
    lines = _lines(blocks, place)
    is_stamped = any(_is_stamp(blocks[at], is_apart=True) for at in lines)
    if not is_stamped and (head.date_line is not None or not any(map(_names_source, map(blocks.__getitem__, lines)))):
        return head, place
    texts = [head.date_line, *(spaced(one) for at in lines if isinstance(one := blocks[at], Text))]
    return (
        replace(
            head,
            date_line="\u3000".join(filter(None, texts)),
            is_dated=is_stamped,
            lines=head.lines.union(lines),
            rule="the date below the text" if is_stamped else head.rule,
        ),
        replace(place, inside=[at for at in place.inside if at not in lines]),
    )


def _lines(blocks: Sequence[Block], place: Place) -> list[int]:
    """Return the lines right below a text that say when and by whom it was published."""
    last = next((at for at in reversed(place.inside) if prose_of(blocks[at])), place.inside[-1])
    end = place.inside[-1]
    own = {at for at in place.inside if at > last}
    found: list[int] = []
    has_stamp = False
    for at in range(last + 1, min(end + 1 + _NEAR, len(blocks))):
        block = blocks[at]
        if not isinstance(block, Text):
            continue
        is_stamp = not has_stamp and _is_stamp(block, is_apart=at not in own)
        if is_stamp or (at not in own and (is_label(blocks, at) or names_publisher(block.text))):
            found.append(at)
        elif at not in own and not (is_chrome(block) or is_margin(block)):
            break
        has_stamp = has_stamp or is_stamp
    return [at for at in found if not is_margin(blocks[at])]


def _names_source(block: Block) -> bool:
    return isinstance(block, Text) and bool(read_date_line(spaced(block)).source)


def _is_stamp(block: Block, *, is_apart: bool) -> bool:
    """Recognise a line that says when a page was published, and by whom at most.

    In the element of the text it is as machines write it, with the time: a day there is of those who sign.
    """
    if not isinstance(block, Text) or len(block.text) > _MAX_LINE or not is_dated(block):
        return False
    line = fold(spaced(block))
    is_event = names_event(line) and not names_day(line[:_MAX_LABEL].partition(":")[0])
    if is_event or (match := _MOMENT.search(line)) is None or (clock := _CLOCK.match(line, match.end())) is None:
        return False
    has_clock = clock["clock"] is not None
    if not is_apart and not (has_clock and match["machine"]):
        return False
    beside = f"{line[: match.start()]} {line[clock.end() :]}"
    parts = [one for one in _PARTS.split(beside) if one]
    if not has_clock and match["machine"] is None and not any(_is_named(one) for one in parts):
        return False
    return all(map(_is_beside, parts, ["", *parts]))


def _is_named(part: str) -> bool:
    return LABEL.match(part) is not None or names_day(part) or names_publisher(part)


def _is_beside(part: str, before: str) -> bool:
    """Tell what is beside a moment in a line of a content system: a field, who published it, how often read."""
    if _is_named(part) or _WORDS.fullmatch(part) or _OFFICE.fullmatch(part) or is_name_alone(part):
        return True
    return before.endswith(":") and LABEL.fullmatch(before) is not None
