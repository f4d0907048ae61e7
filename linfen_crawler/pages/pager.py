"""Tell the pages of a long article: the line of links to them, and the address that continues a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from linfen_crawler.pages.blocks import Block, Picture
from linfen_crawler.pages.document import Document, Page
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.texts import Text
from linfen_crawler.text import fold
from linfen_crawler.urls import article_address
from linfen_crawler.urls import next_part as address_of_next_part

LinkTo = Callable[[str], str | None]
"""Gives the canonical address behind a link as written."""

_MAX_PAGER = 200
_MAX_BESIDE = 30
"""Characters beside the links of a pager: 共3页, the page that is shown."""
_WORD = (
    r"[上下前后]一?页|首页|[尾末]页|最后一页|共 ?\d{1,4} ?页|第 ?\d{1,4} ?页|全文阅读|阅读全文|展开全文|余下全文"
    r"|分页 ?:"
)
# Each number is one token: a long run of digits could be parted in as many ways as would take years to try.
_PAGER = re.compile(rf"(?:{_WORD}|(?<!\d)\d{{1,3}}(?!\d)|[\s\[\]().…<>«»/|:·-])++")
_TURNS = re.compile(r"[上下]一?页|[尾末]页|全文|分页")
_PAGE_NUMBER = re.compile(r"\W{0,4}第 ?\d{1,4} ?页\W{0,4}(?:共 ?\d{1,4} ?页\W{0,4})?")
_PART_NAME = re.compile(r"(?<![\w-])(\d{1,18}_\d{1,4}\.htm)l?(?![\w-])")


def next_part(page: Page, document: Document) -> str | None:
    """Return the page that continues this one, where the source names it: in a link, a list, a script."""
    if article_address(page.url) is None:
        return None
    following = address_of_next_part(page.url)
    name = following.rpartition("/")[2].removesuffix("l")
    if name not in document.text:
        return None
    return following if any(match[1] == name for match in _PART_NAME.finditer(document.text)) else None


def is_page_number(text: str) -> bool:
    """Tell a line that says which page this is, and nothing else: 第2页, （第 2 页，共 3 页）."""
    return len(text) < _MAX_BESIDE and _PAGE_NUMBER.fullmatch(fold(text)) is not None


def is_own_part(url: str, page_url: str) -> bool:
    """Tell whether an address is a page of the same article."""
    own = article_address(page_url)
    if own is None or str(own.site_id) not in url:
        return False
    found = article_address(url)
    return found is not None and (found.section, found.site_id) == (own.section, own.site_id)


def without_pager(blocks: Sequence[Block], page_url: str, link_to: LinkTo) -> list[Block]:
    """Drop runs of page numbers and 上一页, 下一页; bare numbers only where such a link stands beside them."""
    kept: list[Block] = []
    run: list[Block] = []
    is_pager = False
    for block in blocks:
        if _leads_to_parts(block, page_url, link_to):
            run.append(block)
            is_pager = True
            continue
        if isinstance(block, Text) and len(block.text) < _MAX_PAGER and _PAGER.fullmatch(block.line):
            run.append(block)
            is_pager = is_pager or _turns_page(block, page_url, link_to)
            continue
        kept.extend([] if is_pager else run)
        run, is_pager = [], False
        kept.append(block)
    return [*kept, *([] if is_pager else run)]


def _leads_to_parts(block: Block, page_url: str, link_to: LinkTo) -> bool:
    """Tell what only links to this very article's pages, whatever it says: 第2页：今日汾河, an arrow."""
    if isinstance(block, Picture):
        link = next((one for one in islice(ancestors(block.node), 3) if one.tag == "a"), None) if block.node else None
        hrefs = [link.attributes.get("href") or ""] if link is not None else []
    elif isinstance(block, Text) and len(block.text) < _MAX_PAGER and len(block.beside_links) <= _MAX_BESIDE:
        hrefs = [one.href for one in block.anchors]
    else:
        return False
    return bool(hrefs) and all((url := link_to(href)) is not None and is_own_part(url, page_url) for href in hrefs)


def _turns_page(block: Text, page_url: str, link_to: LinkTo) -> bool:
    if _TURNS.search(block.line):
        return True
    return any(is_own_part(url, page_url) for one in block.anchors if (url := link_to(one.href)))
