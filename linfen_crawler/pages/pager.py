"""Tell the pager of a long article, which is no text: the line of links to its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from linfen_crawler.pages.blocks import Block, Picture
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.texts import Text
from linfen_crawler.text import fold

LinkTo = Callable[[str], str | None]
"""Gives the canonical address behind a link as written."""

MAX_PAGER = 200
"""Characters; a longer line is no pager."""
_MAX_BESIDE = 30
"""Characters beside the links of a pager: 共3页, the page that is shown."""
_WORD = (
    r"[上下前后]一?页|首页|[尾末]页|最后一页|共 ?\d{1,4} ?页|第 ?\d{1,4} ?页|全文阅读"
    r"|(?:点击)?(?:阅读|查看|显示|展开|余下|剩余)(?:全文|全部)|分页 ?:"
)
# Each number is one token: a long run of digits could be parted in as many ways as would take years to try.
PAGER = re.compile(rf"(?:{_WORD}|(?<!\d)\d{{1,3}}(?!\d)|[\s\[\]().…<>«»/|:·▼▽▾↓-])++")
"""What a pager says, folded: numbers, and words that turn the page."""
_TURNS = re.compile(r"[上下]一?页|[尾末]页|全文|[示开]全部|分页")
_ENDING = re.compile(r"\.html?$")
PART = re.compile(r"(?:(?:[_,-]p?|/(?:index_|page/?|p)?)(\d{1,3}))?(?:\.[a-z]{2,6}|/)?")
"""What follows the name of an article in the address of one of its pages: _2.html, -2.html, ,2.html, /2.html."""
_PAGE_NUMBER = re.compile(r"\W{0,4}第 ?\d{1,4} ?页\W{0,4}(?:共 ?\d{1,4} ?页\W{0,4})?")


def behind_name(url: str, first: str) -> str | None:
    """Return what an address adds to that of an article's first page, query included; ``None`` where it is another."""
    stem = _ENDING.sub("", first)
    rest = url.removeprefix(stem)
    return None if rest == url or rest[:1].isdecimal() else rest


def is_page_number(text: str) -> bool:
    """Tell a line that says which page this is, and nothing else: 第2页, （第 2 页，共 3 页）."""
    return len(text) < _MAX_BESIDE and _PAGE_NUMBER.fullmatch(fold(text)) is not None


def is_own_part(url: str, first: str) -> bool:
    """Tell whether an address is a page of an article, which is told by its first page's."""
    rest = behind_name(url, first)
    return rest is not None and PART.fullmatch(rest.partition("?")[0]) is not None


def without_pager(blocks: Sequence[Block], first: str, link_to: LinkTo) -> list[Block]:
    """Drop runs of page numbers and 上一页, 下一页; bare numbers only where such a link stands beside them."""
    kept: list[Block] = []
    run: list[Block] = []
    is_pager = False
    for block in blocks:
        if _leads_to_parts(block, first, link_to):
            run.append(block)
            is_pager = True
            continue
        if isinstance(block, Text) and _is_pager(block):
            run.append(block)
            is_pager = is_pager or _turns_page(block, first, link_to)
            continue
        kept.extend([] if is_pager else run)
        run, is_pager = [], False
        kept.append(block)
    return [*kept, *([] if is_pager else run)]


def _is_pager(block: Text) -> bool:
    text = block.text
    return len(text) < MAX_PAGER and not text.endswith("。") and PAGER.fullmatch(block.line) is not None


def _leads_to_parts(block: Block, first: str, link_to: LinkTo) -> bool:
    """Tell what only links to this very article's pages, whatever it says: 第2页：今日汾河, an arrow."""
    if isinstance(block, Picture):
        link = next((one for one in islice(ancestors(block.node), 3) if one.tag == "a"), None) if block.node else None
        hrefs = [link.attributes.get("href") or ""] if link is not None else []
    elif not isinstance(block, Text) or len(block.text) >= MAX_PAGER or not (anchors := block.anchors):
        return False
    else:
        hrefs = [one.href for one in anchors] if len(block.beside_links) <= _MAX_BESIDE else []
    return bool(hrefs) and all((url := link_to(href)) is not None and is_own_part(url, first) for href in hrefs)


def _turns_page(block: Text, first: str, link_to: LinkTo) -> bool:
    if _TURNS.search(block.line):
        return True
    return any(is_own_part(url, first) for one in block.anchors if (url := link_to(one.href)))
