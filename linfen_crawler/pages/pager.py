"""Tell the pages of a long article: the line of links to them, the address that continues a page, or that one does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

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
_MAX_LINKS = 2000
_MAX_BESIDE = 30
"""Characters beside the links of a pager: 共3页, the page that is shown."""
_WORD = (
    r"[上下前后]一?页|首页|[尾末]页|最后一页|共 ?\d{1,4} ?页|第 ?\d{1,4} ?页|全文阅读|阅读全文|展开全文|余下全文"
    r"|分页 ?:"
)
# Each number is one token: a long run of digits could be parted in as many ways as would take years to try.
_PAGER = re.compile(rf"(?:{_WORD}|(?<!\d)\d{{1,3}}(?!\d)|[\s\[\]().…<>«»/|:·-])++")
_TURNS = re.compile(r"[上下]一?页|[尾末]页|全文|分页")
_ONWARD = re.compile(
    r"(?:下|后)一?页|[余剩]下?全文|第[二三四五六七八九十]{1,2}页|\bnext\b|^[>»›→]{1,3}$", re.IGNORECASE
)
_WHOLE = re.compile(r"\W{0,4}(?:在?本页)?(?:(?:阅读|查看|显示|展开)全文|全文阅读)\W{0,4}")
_ALL = re.compile(r"\d|all|full|whole", re.IGNORECASE)
_NUMBER = re.compile(r"\W{0,4}第 ?(\d{1,3}) ?页.*|\W{0,4}(\d{1,3})\W{0,4}")
_OWN_ENDING = re.compile(r"(?:_\d{1,9})?\.html?$")
# What follows the name of an article in the address of one of its pages: _2.html, -2.html, /2.html, _2.shtml.
_PART = re.compile(r"(?:(?:[_-]p?|/(?:index_|page/?|p)?)(\d{1,3}))?(?:\.s?html?|/)?")
_PAGE_KEY = re.compile(
    r"(?:^|[&;])(?:cur(?:rent)?_?)?(?:p|pg|pn|pp|paged?)_?(?:no|num|number|index|id)?=(\d{1,4})(?!\d)", re.I
)
_VARIED = re.compile(r"(?:[_/-]|(?:\.s?html?)?\?)\w")
_QUERY_ALONE = re.compile(r"href=[\"']?\?")
_TRS_PAGER = re.compile(
    r"createPageHTML\(\s{0,4}(?P<element>[\"'][\w-]{0,40}[\"']\s{0,4},\s{0,4})?(?P<count>\d{1,4})\s{0,4},"
    r"\s{0,4}(?P<current>\d{1,4})\s{0,4},\s{0,4}[\"'](?P<name>[\w-]{1,60})[\"']"
)
"""The call by which pages of TRS write their pager."""
_PAGE_NUMBER = re.compile(r"\W{0,4}第 ?\d{1,4} ?页\W{0,4}(?:共 ?\d{1,4} ?页\W{0,4})?")
_PART_NAME = re.compile(r"(?<![\w-])(\d{1,18}_\d{1,4}\.htm)l?(?![\w-])")


def next_part(page: Page, document: Document) -> str | None:
    """Return the page that continues this one, where the source names it: in a link, a list, a script."""
    if article_address(page.url) is None:
        return None
    following = address_of_next_part(page.url)
    name = following.rpartition("/")[2].removesuffix("l")
    if name not in document.text or _counts_from_one(page, document):
        return None
    return following if any(match[1] == name for match in _PART_NAME.finditer(document.text)) else None


def goes_on(page: Page, document: Document) -> bool:
    """Tell a page whose own pager leads on to a page of the same article, whatever address that one has."""
    own = article_address(page.url)
    if own is None:
        return False
    name = str(own.site_id)
    if any(name in match["name"] and _is_begun(match) for match in _TRS_PAGER.finditer(document.text)):
        return True
    is_named = any(map(_VARIED.match, document.text.split(name)[1:]))
    if not is_named and not _QUERY_ALONE.search(document.text):
        return False
    # Most links of a page name other articles: only those that may name this one are made canonical.
    links = ((one.attributes["href"] or "", one) for one in document.root.css("a[href]")[:_MAX_LINKS])
    own_links = (link for href, link in links if name in href or href.lstrip().startswith("?"))
    return any(_leads_on(link, page, own.part) for link in own_links)


def _counts_from_one(page: Page, document: Document) -> bool:
    """Tell a first page whose second is counted as 1: what this site would call the second is its third."""
    own = article_address(page.url)
    if own is None or own.part > 1 or f"{own.site_id}_1.htm" not in document.text:
        return False
    second = [one for one in document.root.css("a[href]") if f"{own.site_id}_1.htm" in (one.attributes["href"] or "")]
    return any(_leads_on(anchor, page, own.part) for anchor in second)


def _is_begun(match: re.Match[str]) -> bool:
    """Tell the script of a page that is not the last: it counts pages from 0, or from 1 behind an element's name."""
    return int(match["current"]) + (0 if match["element"] else 1) < int(match["count"])


def _leads_on(anchor: LexborNode, page: Page, own: int) -> bool:
    """Tell a link to a later page: by its path whatever it says, by its query where it says so: 下一页, a number."""
    href = anchor.attributes.get("href") or ""
    url = page.link(href)
    rest = None if url is None else _behind_name(url, page.url)
    if rest is None:
        return False
    suffix = _PART.fullmatch(rest)
    if suffix is not None and suffix[1] and int(suffix[1]) > own:
        return True
    said = fold(anchor.text()[:_MAX_PAGER]).strip()
    if own == 1 and _WHOLE.fullmatch(said) and _ALL.search(rest + _query(href)):
        return True
    numbered = _NUMBER.fullmatch(said)
    is_next = int(numbered[1] or numbered[2]) == own + 1 if numbered else _ONWARD.search(said) is not None
    return is_next and (_is_second(suffix, own) or any(int(one) > own for one in _PAGE_KEY.findall(_query(href))))


def _is_second(suffix: re.Match[str] | None, own: int) -> bool:
    """Tell the second page where the first has no number: some systems count it as 1."""
    return own == 1 and suffix is not None and suffix[1] == "1"


def _query(href: str) -> str:
    return href.partition("#")[0].partition("?")[2][:_MAX_PAGER]


def _behind_name(url: str, page_url: str) -> str | None:
    """Return what an address adds to the name of the page's article; ``None`` where it is no address of it."""
    stem = _OWN_ENDING.sub("", page_url)
    rest = url.removeprefix(stem)
    return None if rest == url or rest[:1].isdecimal() else rest.partition("?")[0]


def is_page_number(text: str) -> bool:
    """Tell a line that says which page this is, and nothing else: 第2页, （第 2 页，共 3 页）."""
    return len(text) < _MAX_BESIDE and _PAGE_NUMBER.fullmatch(fold(text)) is not None


def is_own_part(url: str, page_url: str) -> bool:
    """Tell whether an address is a page of the same article."""
    own = article_address(page_url)
    if own is None or str(own.site_id) not in url:
        return False
    rest = _behind_name(url, page_url)
    return rest is not None and _PART.fullmatch(rest) is not None


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
