"""Recognise the pager of a long article, the line of links to its pages, which is no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from linfen_crawler.lazily import asked_once
from linfen_crawler.pages.lines.parting import pieces_of
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

LinkTo = Callable[[str], str | None]
"""Gives the canonical address of a link as written."""

MAX_PAGER = 200
"""Characters; a longer line is no pager."""
_MAX_BESIDE = 30
"""Characters beside the links of a pager: 共3页, the page that is shown."""
NUMBER = r"(?:(?<!\d)\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3}(?=[页,/ ]))"
_CHARACTERS = (
    "第共总页码数次当前篇翻为是的中有分计成本全正文您在浏览阅读显示每字未完"
    "请点击继续进度首尾末最上下后一余剩展开查看部到转跳导航更多精彩内容确定"
)
_SIGNS = r"\[\]【】().,…<>«»‹›/|:·▼▽▾↓-"
# Each number is one token: a long run of digits could be separated in as many ways as would take years to try.
PAGER = re.compile(
    rf"(?:[{_CHARACTERS}]|{NUMBER}|\d{{3,4}} ?字|(?:page|of|prev(?:ious)?|next|current|go)(?![a-z])"
    rf"|[\s{_SIGNS}])++",
    re.IGNORECASE,
)
"""What a pager consists of, folded: numbers, and the characters of words that count or turn pages.

A text may consist of these, too; only words that turn (:data:`TURNS`) or count pages make it a pager.
"""
_BEGINS = re.compile(rf"[\d一二三四五六七八九十pongc{_CHARACTERS}{_SIGNS}]", re.IGNORECASE)
TURNS = re.compile(
    r"[上下前后]一?页|[尾末]页|(?:阅读|查看|[显展][示开]|[余剩]下|剩余)(?:全[文部])|全文阅读|[分翻]页|转[到至]|prev|next",
    re.IGNORECASE,
)
PART = re.compile(r"(?:(?:[_,-]p?|/(?:index_|page/?|p)?)(\d{1,3}))?(?:\.[a-z]{2,6}|/)?")
"""What follows the name of an article in the address of one of its pages: _2.html, -2.html, ,2.html, /2.html."""
_TOTAL = re.compile(
    rf"(?:[共总分]|分[为成])[共计有分]? ?({NUMBER}) ?页|总页[次码数] ?:? ?(\d{{1,3}})(?!\d)"
    rf"|(?:(?<!\d)\d{{1,3}} ?/|\bof) ?(\d{{1,3}})(?!\d)|({NUMBER}) ?页中",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    rf"第 ?({NUMBER}) ?[页/]|(?<!\d)(\d{{1,3}}) ?(?:/|of) ?\d{{1,3}}(?!\d)|当前页 ?:? ?(\d{{1,3}})", re.IGNORECASE
)
_NAMES_PAGE = re.compile("页|page", re.IGNORECASE)
_MAX_ARROW = 4
_SMALL = re.compile(r"\d{1,2}(?:px)?")
_NAMES_ARROW = re.compile(r"next|prev|arrow|page|btn|button|(?:^|[_-])(?:left|right|up|down)(?:$|[_-])", re.IGNORECASE)
_TITLED = re.compile(r"\W{0,4}第 ?\d{1,3} ?页 ?:[^。]{0,40}")
_OF_PAGES = re.compile(r"页|\d|全[文部]|导航|转[到至]|page|prev|next|^[\W_]+$", re.IGNORECASE)
"""What a line says that may be in a pager; （完） of the same characters ends a text."""
_TWO_DIGITS = re.compile(r"\d\d")
_SENTENCE_ENDS = ("。", "！", "？", "…", "”", "）", ")")
_DIGITS = "〇一二三四五六七八九十"
_PAGE_NUMBER = re.compile(r"\W{0,4}第 ?\d{1,4} ?页\W{0,4}(?:共 ?\d{1,4} ?页\W{0,4})?")


def behind_name(url: str, first: str) -> str | None:
    """Return what an address adds to that of an article's first page, query included; ``None`` if it is another."""
    stem = first.removesuffix(".html") if first.endswith(".html") else first.removesuffix(".htm")
    rest = url.removeprefix(stem)
    return None if rest == url or rest[:1].isdecimal() else rest


def is_page_number(text: str) -> bool:
    """Recognise a line that says which page this is, and nothing else: 第2页, （第 2 页，共 3 页）."""
    return len(text) < _MAX_BESIDE and _PAGE_NUMBER.fullmatch(fold(text)) is not None


def is_own_part(url: str, first: str) -> bool:
    """Tell whether an address is a page of an article, which is recognised by its first page's."""
    rest = behind_name(url, first)
    return rest is not None and PART.fullmatch(rest.partition("?")[0]) is not None


def begins_pager(text: str) -> bool:
    """Recognise by its length and its first character, before it is folded, a text that may be a pager's."""
    begin = _BEGINS.match(fold(text.lstrip()[:1]))
    return begin is not None and len("".join(text.split())) <= MAX_PAGER


def pager_line(block: Block) -> str | None:
    """Return what a line that may be a pager's says, folded, its links separated: ``1 2 3``; ``None`` for text."""
    if not isinstance(block, Text) or len(block.text) >= MAX_PAGER or block.text.endswith("。"):
        return None
    line = block.line
    if not line[:1].isdigit() and PAGER.match(line) is None:
        return None
    if _TWO_DIGITS.search(line):
        line = fold(" ".join(pieces_of(block)))
    return line if PAGER.fullmatch(line) and _OF_PAGES.search(line) else None


def total_in(said: str) -> tuple[int | None, int | None]:
    """Return which page a pager says is shown, and how many there are; ``None`` for what it does not say.

    >>> total_in("页次:1/3"), total_in("第一页 共三页"), total_in("1 2 3 下一页")
    ((1, 3), (1, 3), (None, None))
    """
    total, shown = _TOTAL.search(said), _SHOWN.search(said)
    return _value(shown), _value(total)


def names_page(said: str) -> bool:
    """Tell whether a pager says what it counts."""
    return _NAMES_PAGE.search(said) is not None


def numbers_in(said: str) -> list[int]:
    """Return the numbers of pages in a row, from 1 on; the last may come after a gap: 1 2 3 … 12."""
    numbers = [int(one) for one in re.findall(r"\d{1,3}", said)]
    is_row = numbers[:2] == [1, 2] and all(one < other for one, other in pairwise(numbers))
    return numbers if is_row else []


def ends_sentence(block: Block) -> bool:
    """Tell a paragraph of text after which more of it may follow from a line of the page."""
    is_line = not isinstance(block, Text) or bool(block.anchors) or wording_of(block.line) is not None
    return not is_line and isinstance(block, Text) and block.text.endswith(_SENTENCE_ENDS)


def _value(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    said = next(filter(None, match.groups()))
    if said.isdigit():
        return int(said)
    tens, _, ones = said.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if "十" in said else 0) + (_DIGITS.index(ones) if ones else 0)


def without_pager(blocks: Sequence[Block], first: str, link_to: LinkTo) -> list[Block]:
    """Drop runs of page numbers and 上一页, 下一页; bare numbers only where such a link is beside them."""
    kept: list[Block] = []
    run: list[Block] = []
    said: list[str] = []
    leads = False
    end_of_text = asked_once(lambda: _end_of_text(blocks))
    for at, block in enumerate(blocks):
        if isinstance(block, Text) and block.text.endswith("。") and not (run or block.anchors):
            # So do most paragraphs, and no line of a pager.
            kept.append(block)
            continue
        is_part = _leads_to_parts(block, first, link_to) or _is_shown_part(blocks, at, first, link_to)
        line = "" if is_part else pager_line(block)
        if line is not None:
            run.append(block)
            said.append(line)
            leads = leads or is_part or _links_to_part(block, first, link_to)
            continue
        if run and not (leads or _turns_pages(said, run, at, end_of_text, link_to)):
            kept.extend(run)
        run, said, leads = [], [], False
        is_pager = isinstance(block, Picture) and block.alt and TURNS.search(fold(block.alt))
        kept.append(replace(block, alt="") if is_pager and isinstance(block, Picture) else block)
    return kept if leads or (run and _turns_pages(said, run, len(blocks), end_of_text, link_to)) else [*kept, *run]


def _end_of_text(blocks: Sequence[Block]) -> int:
    """Return where the last paragraph of text ends; 0 without one."""
    return next((at + 1 for at in reversed(range(len(blocks))) if ends_sentence(blocks[at])), 0)


def _turns_pages(
    lines: Sequence[str], run: Sequence[Block], behind: int, end_of_text: Callable[[], int], link_to: LinkTo
) -> bool:
    """Recognise a pager by its words; a page count alone, or numbers handled by a script, only below the text."""
    said = " ".join(lines)
    if TURNS.search(said):
        return True
    shown, total = total_in(said)
    if total is not None and shown is not None and names_page(said):
        return True
    if end_of_text() > behind:
        return False
    links = (span for block in run if isinstance(block, Text) for span in block.spans if span.tag == "a")
    return total is not None or (bool(numbers_in(said)) and any(not link_to(one.href or "") for one in links))


def _leads_to_parts(block: Block, first: str, link_to: LinkTo) -> bool:
    """Recognise what only links to this article's pages, whatever it says: 第2页：今日汾河, an arrow."""
    if isinstance(block, Picture):
        link = next((one for one in islice(ancestors(block.node), 3) if one.tag == "a"), None) if block.node else None
        hrefs = [link.attributes.get("href") or ""] if link is not None and _is_arrow(block, link) else []
    elif not isinstance(block, Text) or len(block.text) >= MAX_PAGER or not (anchors := block.anchors):
        return False
    else:
        hrefs = [one.href for one in anchors] if len(block.beside_links) <= _MAX_BESIDE else []
    return bool(hrefs) and all((url := link_to(href)) is not None and is_own_part(url, first) for href in hrefs)


def _is_arrow(picture: Picture, link: LexborNode) -> bool:
    """Distinguish a pager's image from a photo that leads to the next page when clicked.

    An arrow is small, its name or text says what it does, or it is in one row with other links.
    """
    sides = () if picture.node is None else map(picture.node.attributes.get, ("width", "height"))
    if any(_SMALL.fullmatch(side or "") for side in sides):
        return True
    name = picture.src.rpartition("/")[2].partition(".")[0]
    # A photo says 点击图片进入下一页, an arrow says 下一页.
    if _NAMES_ARROW.search(name) or (len(picture.alt) <= _MAX_ARROW and TURNS.search(fold(picture.alt))):
        return True
    return any(one is not None and one.tag == "a" for one in (_beside(link.prev, "prev"), _beside(link.next, "next")))


def _beside(node: LexborNode | None, side: str) -> LexborNode | None:
    """Return what comes before or after an element in its row, white space left out."""
    while node is not None and node.is_text_node and not (node.text_content or "").strip():
        node = node.prev if side == "prev" else node.next
    return node


def _is_shown_part(blocks: Sequence[Block], at: int, first: str, link_to: LinkTo) -> bool:
    """Recognise the page that is shown among links to the others: 第1页：开篇 above a linked 第2页：过程."""
    block = blocks[at]
    if not isinstance(block, Text) or "页" not in block.text or len(block.text) >= MAX_PAGER:
        return False
    if not _TITLED.fullmatch(block.line):
        return False
    return any(_leads_to_parts(one, first, link_to) for one in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]))


def _links_to_part(block: Block, first: str, link_to: LinkTo) -> bool:
    anchors = block.anchors if isinstance(block, Text) else ()
    return any(is_own_part(url, first) for one in anchors if (url := link_to(one.href)))
