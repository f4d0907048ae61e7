"""Find the page that continues a page of an article: by its pager, by its name in the source, by a script's call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from linfen_crawler.pages.pager.counts import counted
from linfen_crawler.pages.pager.links import NOWHERE, Onward, PagerLinks
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document, Page
from linfen_crawler.text import holds
from linfen_crawler.urls import article_address, listing_section
from linfen_crawler.urls import next_part as address_of_next_part

_MARKS = {
    "页": re.compile(r"页(?:(?<=[下后]一.)|(?<=下.)|(?<=下1.))"),
    "全": re.compile(r"全(?<=[余剩]下.|剩余.)"),
    "?": re.compile(r"\?(?:(?<==.)|(?<==[\"'].))"),
}
"""What a pager says, by its rarest sign: 下一页, 余下全文, a query alone."""
_OPENS = re.compile(r"第(?<=[>\s].)")
_OPTION = re.compile(r"<option[^<>]{0,60}>\s{0,4}第")
"""A list of pages to choose from; every page has other lists, and few lines that open so."""
_NEXT_LINK = re.compile(r"rel=[\"']?next")
# After the article's number in the address of one of its pages: _2.html, -2.html, ,2.html, /p2.html, .html?page=2;
# its images may be numbered as well.
_VARIED = re.compile(
    r"(?:[_,/&-]|(?:\.[a-z]{2,6})?\?)[^\s\"'<>]{0,24}?\d(?:\.\w{0,3}html?\b|/?(?![\w./-]))|_(?:all|full|whole)\b",
    re.IGNORECASE,
)
_TRS_PAGER = re.compile(
    r"createPageHTML\(\s{0,4}(?P<element>[\"'][\w-]{0,40}[\"']\s{0,4},\s{0,4})?(?P<count>\d{1,4})\s{0,4},"
    r"\s{0,4}(?P<current>\d{1,4})\s{0,4},\s{0,4}[\"'](?P<name>[\w-]{1,60})[\"']\s{0,4},"
    r"\s{0,4}[\"'](?P<ending>\w{1,6})[\"']"
)
"""The call by which pages of TRS write their pager; it counts pages from 0, after an element's name from 1."""
_HAS_SCRIPT = re.compile("P(?:(?<=createP)ageHTML|(?<=countP)age)")
_TRS_COUNT = re.compile(r"countPage\s{0,4}=\s{0,4}(\d{1,4})")
_TRS_CURRENT = re.compile(r"currentPage\s{0,4}=\s{0,4}(\d{1,4})")
_DIGIT = re.compile(r"\d")
_FOLDER = re.compile(r"[^\s\"'<>()=,;]*\Z")
_MAX_PATH = 200


def find_onward(page: Page, document: Document, body: Sequence[Block]) -> Onward:
    """Find where a page of an article is continued; ``body`` is its text, beside which its pager is."""
    if article_address(page.first) is None:
        return NOWHERE
    text = document.text
    # The source around each place where it names the article; for most pages nothing else need be checked.
    pieces = text.split(page.first.rpartition("/")[2].partition(".")[0])
    has_pager = any(map(_VARIED.match, pieces[1:])) or _says_pager(text)
    said = counted(page, body)
    has_pager = has_pager or said.is_shown
    linked = PagerLinks(page, document, body, is_last=said.is_last).onward() if has_pager else NOWHERE
    if linked.url is not None:
        return linked
    script = text if holds(text, "P", _HAS_SCRIPT) else ""
    url = _named(page, pieces) or _called(page, script)
    return (
        Onward(url) if url is not None else Onward(is_unknown=linked.is_unknown or said.is_more or _is_counted(script))
    )


def _says_pager(text: str) -> bool:
    """Tell whether a page's source has the words of a pager anywhere."""
    if any(holds(text, *mark) for mark in _MARKS.items()):
        return True
    # Each of the two is searched for only if a cheaper sign of it is found.
    is_choice = holds(text, "第", _OPENS) and _OPTION.search(text) is not None
    return is_choice or ("next" in text and _NEXT_LINK.search(text) is not None)


def _named(page: Page, pieces: Sequence[str]) -> str | None:
    """Return this site's address of the next page, if the source names it: in a list, in a script."""
    own = article_address(page.url)
    following = None if own is None else address_of_next_part(page.url)
    for before, behind in pairwise(pieces):
        if own is None or not behind.startswith(f"_{own.part + 1}.htm"):
            continue
        folder = _FOLDER.search(before[-_MAX_PATH:])
        if folder is not None and page.link(f"{folder[0]}{own.site_id}_{own.part + 1}.html") == following:
            return following
    return None


def _called(page: Page, text: str) -> str | None:
    """Return the address of the next page that the call of a TRS page writes; a listing's name has no number."""
    for call in _TRS_PAGER.finditer(text):
        following = int(call["current"]) + 1
        is_begun = following < int(call["count"]) + (1 if call["element"] else 0)
        url = page.link(f"{call['name']}_{following}.{call['ending']}")
        if is_begun and url is not None and _DIGIT.search(call["name"]) and listing_section(url) is None:
            return url
    return None


def _is_counted(text: str) -> bool:
    """Recognise a page that is not the last by the variables of a TRS page, whose script writes the links."""
    count, current = _TRS_COUNT.search(text), _TRS_CURRENT.search(text)
    return count is not None and current is not None and int(current[1]) + 1 < int(count[1])
