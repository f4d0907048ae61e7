"""Find title and date line of a page whose layout is not known.

The title is the heading that the browser's title repeats; the date line is the dated line beside it, with the labels
that go on with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import Precision
from linfen_crawler.pages.blocks import Block
from linfen_crawler.pages.document import Document
from linfen_crawler.pages.headline import leads
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.metadata import page_title, published_time
from linfen_crawler.pages.prose import prose_of
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import Wording, wording_of
from linfen_crawler.text import clean_line, fingerprint_text

_MIN_TITLE = 4
_MIN_SAID = 6
_MAX_TITLE = 120
_MAX_DATE_LINE = 200
_MAX_LABEL = 60
_NEAR = 6
"""Blocks between title and date line, or between the date and its label, at most."""
_TERMS = frozenset({"dt", "th"})
_SITE_NAMES = frozenset({"临汾新闻网", "临汾日报", "首页", "正文"})
_HEADINGS = {"h1": 4, "h2": 3, "h3": 2, "h4": 1, "strong": 1, "b": 1}

_LABEL = re.compile(
    r"(?:文章|信息|稿件|新闻)?(?:来源|稿源|出处|作者|记者|编辑|责任编辑|责编|时间|日期|发布时间|发布日期|发表时间|更新时间|浏览|点击|阅读|字体|字号)"
    r"(?:次数|量|数|率)? ?[:|]"
)
_LABEL_ALONE = re.compile(r"[\w ]{2,8}[:：]")
_TIME_LABEL = re.compile(r"(?:来源|稿源|(?:发布|发表|更新|录入)?(?:时间|日期)) ?:")
_OWN_TITLE = re.compile(r"\s{0,4}[_|–—－-]{1,2}\s{0,4}")
"""What parts the article's title from the site's name in the browser's."""
TODAY = re.compile(r"今天是|今日|现在时间|农历|天气")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where title and date line stand among the blocks."""

    title: str
    title_at: int
    date_at: int | None
    """The block with the date; ``None`` where only the metadata say it."""
    date_line: str
    last: int
    """The last block of the head; the text begins behind it."""


def find_head(blocks: Sequence[Block], document: Document) -> Head | None:
    """Return title and date line; ``None`` where nothing says when the page was published.

    The date stands near the title, or else behind the text under a label of its own, or in the metadata alone.
    """
    said = page_title(document)
    dated = [at for at, block in enumerate(blocks) if isinstance(block, Text) and is_dated(block)]
    headings = [-negative for _, negative in sorted(_titles(blocks, said), reverse=True)]
    for at in headings:
        near = dated[bisect_left(dated, at - _NEAR) : bisect_right(dated, at + _NEAR)]
        if near:
            best = max(near, key=lambda one: (_date_score(blocks[one]), one > at, -abs(one - at)))
            return _head_at(blocks, at, best)
    labelled = [at for at in dated if _TIME_LABEL.search(_line(blocks[at]))]
    if headings and (behind := [at for at in labelled if at > headings[0]]):
        return replace(_head_at(blocks, headings[0], behind[0]), last=headings[0])
    if headings and (told := published_time(document)):
        return _told(blocks, headings[0], told)
    return _untitled(blocks, said, labelled)


def _told(blocks: Sequence[Block], title_at: int, told: str) -> Head:
    """Return a head whose time only the metadata say, with the labels that stand behind the title."""
    last = title_at
    while last + 1 < len(blocks) and last - title_at < _NEAR and _is_label(blocks, last + 1, has_source=False):
        last += 1
    lines = [_text(block).replace("\n", " ") for block in blocks[title_at + 1 : last + 1]]
    title = clean_line(_text(blocks[title_at]))
    return Head(title=title, title_at=title_at, date_at=None, date_line="\u3000".join([told, *lines]), last=last)


def _untitled(blocks: Sequence[Block], said: str, dated: Sequence[int]) -> Head | None:
    """Return the head of a page on which nothing repeats the browser's title: the line above the date, or it."""
    for at in dated:
        above = blocks[at - 1] if at else None
        if isinstance(above, Text) and _can_be_title(above):
            return _head_at(blocks, at - 1, at)
    own = _OWN_TITLE.split(said, maxsplit=1)[0].strip()
    if not dated or len(own) < _MIN_TITLE or fingerprint_text(own) in _SITE_NAMES:
        return None
    return replace(_head_at(blocks, dated[0], dated[0]), title=own)


def _can_be_title(block: Text) -> bool:
    is_short = _MIN_TITLE <= len(block.text) <= _MAX_LABEL and "\n" not in block.text
    return is_short and not block.anchors and not block.text.endswith(("。", "：", ":")) and not is_dated(block)


def _head_at(blocks: Sequence[Block], title_at: int, date_at: int) -> Head:
    first, last = date_at, date_at
    has_source = read_date_line(_text(blocks[date_at])).source is not None
    while last + 1 < len(blocks) and last - date_at < _NEAR and _is_label(blocks, last + 1, has_source=has_source):
        last += 1
    while first > title_at + 1 and date_at - first < _NEAR and _is_label(blocks, first - 1, has_source=has_source):
        first -= 1
    return Head(
        title=clean_line(_text(blocks[title_at])),
        title_at=title_at,
        date_at=date_at,
        date_line="\u3000".join(_with_colon(block) for block in blocks[first : last + 1] if isinstance(block, Text)),
        # A date behind the text is near the title where the text is short.
        last=title_at if _has_text(blocks[title_at + 1 : first]) else max(last, title_at),
    )


def _has_text(between: Sequence[Block]) -> bool:
    return sum(map(prose_of, between)) > _MAX_LABEL


def _with_colon(block: Text) -> str:
    """Return a line of the head; a term of a list gets the colon that its markup stands for."""
    line = block.text.replace("\n", " ")
    is_term = block.node is not None and block.node.tag in _TERMS and not line.endswith(("：", ":"))
    return f"{line}：" if is_term else line


def _titles(blocks: Sequence[Block], page_title: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the headings that can be the title, with their rank: repeated by the browser's title, then by their tag."""
    said = fingerprint_text(page_title)
    for at, block in enumerate(blocks):
        if not isinstance(block, Text) or len(block.text) > _MAX_TITLE or block.anchors:
            continue
        own = fingerprint_text(block.text)
        level = max((_HEADINGS.get(tag, 0) for tag in _tags(block)), default=0)
        is_said = len(own) >= _MIN_TITLE and own not in _SITE_NAMES and own in said
        is_part = _MIN_SAID <= len(said) < len(own) < 2 * len(said) and said in own
        # Sidebars have headings as well; a first-level one is the page's own.
        if is_said or is_part or (level == _HEADINGS["h1"] and len(own) > 1):
            yield (len(own) if is_said or is_part else 0, level), -at


def _tags(block: Text) -> Iterator[str]:
    """Yield the tags that a line stands in, up to the third."""
    yield from (span.tag for span in block.spans if span.end - span.start == len(block.text))
    if block.node is not None:
        yield block.node.tag or ""
        yield from (one.tag or "" for one in islice(ancestors(block.node), 2))


def is_dated(block: Text) -> bool:
    """Tell a line with a date that can be the article's: no item of a list of links, no clock of the page's head."""
    if len(block.text) > _MAX_DATE_LINE or (block.anchors and len(block.beside_links) < 8) or "。" in block.text:
        return False
    if leads(block) or not any(character.isdigit() for character in block.text):
        return False
    return not TODAY.search(block.line) and read_date_line(block.text).published_at is not None


def _date_score(block: Block) -> int:
    if not isinstance(block, Text):
        return 0
    said = read_date_line(block.text)
    is_exact = said.precision is not None and said.precision is not Precision.DAY
    return 2 * bool(_TIME_LABEL.search(block.line)) + is_exact + (block.node is not None and block.node.tag == "time")


def _line(block: Block) -> str:
    return block.line if isinstance(block, Text) else ""


def _text(block: Block) -> str:
    return block.text if isinstance(block, Text) else ""


def _is_label(blocks: Sequence[Block], at: int, *, has_source: bool) -> bool:
    """Tell a line that goes on with the date line: 来源：X, 编辑：X, 点击：9; a second source is the text's own.

    In a list of terms the label and what it names are lines of their own.
    """
    block = blocks[at]
    if not isinstance(block, Text) or len(block.text) > _MAX_LABEL or "。" in block.text:
        return False
    if has_source and wording_of(block.line) is Wording.SOURCE:
        return False
    if _LABEL.match(block.line.lstrip(" |[(【")):
        return True
    if block.node is not None and block.node.tag in _TERMS and _LABEL.match(block.line + ":"):
        return True
    above = blocks[at - 1] if at else None
    return isinstance(above, Text) and bool(_LABEL_ALONE.fullmatch(_with_colon(above)))
