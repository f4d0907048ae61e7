"""Find when a page of no known layout was published, and what is beside that: source, editor, counts.

What is between the title and the text is the page's head; its date is believed first, then one that a label names
after the text, then the metadata, which may also say more exactly what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from linfen_crawler.datelines import DateLine, read_date_line
from linfen_crawler.kinds import Precision
from linfen_crawler.pages.generic.titles import Title
from linfen_crawler.pages.generic.weights import is_of_item
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.lines.furniture import LABEL, is_listed, prose_of
from linfen_crawler.pages.lines.parting import LABEL_ALONE, apart_from_values, partings, spaced
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.metadata import published_times
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

_MAX_DATE_LINE = 200
_MAX_LABEL = 60
_ABOVE = 6
"""Blocks above the title in which its date is, at most."""
_BELOW = 16
"""Blocks below it, where no prose ends the head before."""
_NEAR = 6
"""Blocks between a date after the text and its labels, at most."""

_TIME_LABEL = re.compile(
    r"(?:(?<!\w)(?:(?:文章|信息|稿件|新闻)?来源|稿源|(?:文章|信息|稿件|新闻)?(?:发布|发表|更新|录入)?(?:时间|日期)"
    r"|发布|发表于?)|(?:发布|发表|更新|录入)(?:时间|日期)) ?[:|]"
)
WHEN = re.compile(
    r"\W{0,3}(?!\w{0,4}(?:发[布表文稿]|刊[发登]|上传|成文|更新|录入))\w{0,6}(?:时间|日期)(?!\w)"
    r"(?!.{0,60}(?:来源|稿源|点击|浏览|阅读))"
)
"""What may say when something is held, and not when it was published: 活动时间：, 【时间】, 时间：."""
_BY_MACHINE = re.compile(r"\W{0,3}(?:时间|日期)\W{0,4}(?:19|20)\d\d[-/.]\d")
"""时间：2024-05-08 is what a content system writes; people write 时间：5月8日上午."""
_GAP = r"[\s|]{0,8}"
_BETWEEN = re.compile(r"[\s|]+")
_SPLIT = re.compile(
    rf"((?:19|20)\d\d){_GAP}[-/.年]?{_GAP}(\d{{1,2}}){_GAP}[-/.月]{_GAP}(\d{{1,2}})(?!\d){_GAP}日?{_GAP}(\d(?:{_GAP}\d)?(?:{_GAP}:{_GAP}\d{_GAP}\d){{1,2}})?"
)
"""A date whose parts are in elements of their own: 2024, 05/08, 09:17:15."""
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}}){_GAP}(?<!\d)((?:19|20)\d\d)[-/.年](\d{{1,2}})月?(?![\d/.-])")
"""A calendar leaf: 08, and below it 2024-05."""
DAY_AND_TIME = re.compile(r"(?<![\d:])(?<!\d{4}[-/])\d{1,2}[-/月]\d{1,2}(?:日 ?| )\d{1,2}:\d\d")
"""A day without its year."""
_TELLS = re.compile(r"\d日[^\W\d]{6}")
"""A day and what was done on it."""
_IN_NUMERALS = re.compile(r"[一二三四五六七八九]年\s?[一二三四五六七八九十]|[〇○零]年")
_MAX_COUNT = 24
"""Characters of a line that says how often a page was read: 浏览(123), 本文已有 123 人次浏览."""
_CLOCK_ALONE = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_AGO = re.compile(r"\d{1,3} ?(?:秒|分钟|小时|天|周|个?月|年)前|刚刚|昨[天日]|前[天日]")
TODAY = re.compile(r"今天是|今日|现在时间|农历|天气|℃|登录")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Title and date line, and where they are among the blocks."""

    title: str
    title_at: int
    """-1 where only the metadata say it."""
    date_line: str | None
    """``None`` if nothing says when the page was published, nor anything else of it."""
    is_dated: bool
    last: int
    """The last block of the head; the text begins after it."""
    lines: frozenset[int]
    """The blocks that the date line is made of, and their like."""
    rule: str = "the dated line beside the title"
    """By what its date was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where the text is among the blocks, and what of the head is in it."""

    begin: int | None
    """Its first line; ``None`` if title and text share an element, and nothing tells the head from the text."""
    end: int
    """The block after the last of its prose."""
    own: frozenset[int]
    """Lines ahead of its first that are set as the text is, in an element without the title."""


def names_time(block: Block) -> bool:
    """Tell a line with a label for when a page was published, or where it is from."""
    return _TIME_LABEL.search(_spaced_line(block)) is not None


def _to_the_minute(said: DateLine) -> bool:
    return said.precision is not None and said.precision is not Precision.DAY


def _spaced_line(block: Block) -> str:
    return fold(spaced(block)) if isinstance(block, Text) else ""


def read_head(blocks: Sequence[Block], document: Document, title: Title, text: Extent) -> Head:
    """Return what is around a title, up to the text."""
    begin = title.at + 1
    end = _end(blocks, begin) if text.begin is None else text.begin
    above = [at for at in range(max(title.at - _ABOVE, 0), title.at) if not is_of_item(blocks, at, title.node)]
    below = _apart(blocks, range(begin, end), text, document)
    dated = [at for at in (*above, *below) if is_dated(blocks[at])]
    dated = [at for at in dated if at not in text.own] or dated
    best = max(dated, key=lambda at: (date_score(blocks[at]), at > title.at, -abs(at - title.at)), default=None)
    ago = _told_ago(blocks, (*below, *above)) if best is None else None
    shown = ago.at if ago else best
    labels = _labels(blocks, [at for at in (*above, *range(begin, end)) if at == shown or is_label(blocks, at)])
    told = None if shown is not None else _split_date(blocks, above, below)
    told = ago.date if ago else told
    if shown is None and told is None and (behind := _behind_text(blocks, text.end)):
        head = _head(blocks, title, behind[0], [*labels, *behind[1]], last=max([title.at, *labels]))
        head = replace(head, rule="the labelled date behind the text")
    else:
        head = _head(blocks, title, shown, labels, last=max([title.at, *labels]))
        if told is not None:
            # 来源：临汾日报 3天前 names no source of three days ago.
            apart = _AGO.sub("\u3000\\g<0>", head.date_line) if ago and head.date_line else head.date_line
            head = replace(head, date_line=_line([told, apart]), is_dated=True)
    return _made_exact(head, document)


def _apart(blocks: Sequence[Block], lines: Sequence[int], text: Extent, document: Document) -> Sequence[int]:
    """Return the lines that may date a page.

    One that is set as the text is may only where the metadata say no date; one that tells what was done on a day,
    （2023年8月30日…会议通过）, only where no label after the text says another either.
    """
    told = {at for at in lines if tells_what(blocks[at])}
    if not (text.own or told):
        return lines
    if any(published_times(document)):
        return [at for at in lines if at not in text.own and at not in told]
    return [at for at in lines if at not in told] if told and _behind_text(blocks, text.end) else lines


def tells_what(block: Block) -> bool:
    """Tell what was done on a day, 2021年8月31日…会议通过, from a date line whose fields nothing parts."""
    return isinstance(block, Text) and bool(_TELLS.search(block.text)) and not read_date_line(spaced(block)).source


def _labels(blocks: Sequence[Block], lines: Sequence[int]) -> list[int]:
    """Return the lines of a head up to a second source, which is the text's own."""
    has_source = False
    for count, at in enumerate(lines):
        line = _spaced_line(blocks[at])
        if has_source and wording_of(line) is Wording.SOURCE:
            return list(lines[:count])
        has_source = has_source or read_date_line(line).source is not None
    return list(lines)


def _head(blocks: Sequence[Block], title: Title, date_at: int | None, lines: Sequence[int], *, last: int) -> Head:
    texts = [apart_from_values(block, spaced(block)) for at in lines if isinstance(block := blocks[at], Text)]
    return Head(
        title=title.text,
        title_at=title.at,
        date_line=_line(texts),
        is_dated=date_at is not None,
        last=last,
        lines=frozenset(lines),
    )


def _line(texts: Sequence[str | None]) -> str | None:
    return "\u3000".join(filter(None, texts)) or None


def _made_exact(head: Head, document: Document) -> Head:
    """Take the publication time from the metadata if the page does not show it, or shows it less exactly."""
    shown = read_date_line(head.date_line)
    if shown.precision is Precision.SECOND:
        return head
    known = (shown.published_at or "").removesuffix(":00+08:00").replace("T", " ")
    for told in published_times(document):
        if told.startswith(known) and len(told) > len(known):
            # 09:17:00 is what a machine makes of 09:17.
            if shown.precision is Precision.MINUTE and told.endswith(":00"):
                continue
            rule = f"{head.rule}, more exactly in the metadata" if head.is_dated else "the metadata"
            return replace(head, date_line=_line([told, head.date_line]), is_dated=True, rule=rule)
    return head


def dates_behind(blocks: Sequence[Block], start: int) -> list[str]:
    """Return the date that a label names after the text, with the time where it says it."""
    found = _behind_text(blocks, start)
    block = blocks[found[0]] if found else None
    said = read_date_line(spaced(block)).published_at if isinstance(block, Text) else None
    return [said] if said else []


def _behind_text(blocks: Sequence[Block], start: int) -> tuple[int, list[int]] | None:
    """Return a labelled date after the text, with the labels that are beside it."""
    for at in range(start, len(blocks)):
        block = blocks[at]
        line = _spaced_line(block)
        is_labelled = is_dated(block) and (_TIME_LABEL.search(line) or _is_labelled_above(blocks, at))
        if is_labelled and not names_event(line):
            first = last = at
            while last + 1 < len(blocks) and last - at < _NEAR and is_label(blocks, last + 1):
                last += 1
            while first > start and at - first < _NEAR and is_label(blocks, first - 1):
                first -= 1
            return at, list(range(first, last + 1))
    return None


def _is_labelled_above(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a date right below its label, in an element of its own: 发布时间."""
    above = blocks[at - 1] if at else None
    return isinstance(above, Text) and _TIME_LABEL.fullmatch(f"{above.line.strip(' :|')}:") is not None


def _end(blocks: Sequence[Block], start: int) -> int:
    """Return where the head ends: at the first prose, or else after its date and the labels that continue it."""
    stop = min(start + _BELOW, len(blocks))
    prose = next((at for at in range(start, stop) if prose_of(blocks[at]) and not is_dated(blocks[at])), None)
    if prose is not None:
        return prose
    at = next((at + 1 for at in range(start, min(start + _NEAR, stop)) if is_dated(blocks[at])), start)
    while at < stop and is_label(blocks, at):
        at += 1
    return at


def is_dated(block: Block) -> bool:
    """Tell a line with a date that can be the article's: no item of a list of links, no clock of the page's head."""
    if not isinstance(block, Text) or len(block.text) > _MAX_DATE_LINE or "。" in block.text:
        return False
    if not (any(character.isdigit() for character in block.text) or _IN_NUMERALS.search(block.text)) or leads(block):
        return False
    if is_listed(block) or TODAY.search(block.line):
        return False
    return read_date_line(spaced(block)).published_at is not None


def names_event(line: str) -> bool:
    """Recognise a folded line that says when something is held: no content system would write it of a page."""
    return WHEN.match(line) is not None and _BY_MACHINE.match(line) is None


def date_score(block: Block) -> int:
    """Return how strongly a dated line looks like the page's: a label, a time of day, a ``<time>``."""
    if not isinstance(block, Text):
        return 0
    said = read_date_line(spaced(block))
    return 2 * names_time(block) + _to_the_minute(said) + (block.node is not None and block.node.tag == "time")


class _Ago(NamedTuple):
    """A line that shows how long ago a page was published, and the date that it has for those who point at it."""

    at: int
    date: str


def _told_ago(blocks: Sequence[Block], lines: Sequence[int]) -> _Ago | None:
    """Return the line that says 3天前, with the date in its element's title."""
    for at in lines:
        block = blocks[at]
        if not isinstance(block, Text) or block.node is None or not _AGO.search(block.text[:_MAX_LABEL]):
            continue
        titles = (node.attributes.get("title") or "" for node in (block.node, *block.node.css("[title]")[:_NEAR]))
        if (date := next((one for one in titles if read_date_line(one).published_at), None)) is not None:
            return _Ago(at, date)
    return None


def _split_date(blocks: Sequence[Block], above: Sequence[int], below: Sequence[int]) -> str | None:
    """Return a date of the head whose parts are in elements of their own."""
    for places, is_inner in product((below, above), (False, True)):
        short = [one for at in places if isinstance(one := blocks[at], Text) and len(one.text) <= _MAX_LABEL]
        parted = (list(partings(one))[-is_inner] for one in short if not (TODAY.search(one.line) or is_listed(one)))
        text = " | ".join(piece for pieces in parted for piece in pieces)
        if match := _SPLIT.search(text):
            year, month, day, clock = match.groups()
            return f"{year}-{month}-{day} {_BETWEEN.sub('', clock or '')}".strip()
        if match := _DAY_FIRST.search(text):
            return f"{match[2]}-{match[3]}-{match[1]}"
    return None


def is_label(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a line that goes with the date line: 来源：X, 编辑：X, 点击：9.

    In a list of terms the label and what it names are lines of their own.
    """
    block = blocks[at]
    if not isinstance(block, Text) or len(block.text) > _MAX_LABEL or "。" in block.text:
        return False
    line = _spaced_line(block).lstrip(" |[(【")
    # In the item of a list the day is another's.
    is_day = not block.anchors and DAY_AND_TIME.search(line)
    if is_day or LABEL.match(line) or LABEL_ALONE.fullmatch(line) or wording_of(line) in _SAYS_WHOSE:
        return True
    if len(line) <= _MAX_COUNT and read_date_line(line).view_label:
        return True
    above = blocks[at - 1] if at else None
    is_told = isinstance(above, Text) and LABEL_ALONE.fullmatch(above.line)
    return bool(is_told or (above is not None and _CLOCK_ALONE.fullmatch(line) and is_dated(above)))


_SAYS_WHOSE = frozenset({Wording.EDITOR, Wording.RESPONSIBLE, Wording.SOURCE})
