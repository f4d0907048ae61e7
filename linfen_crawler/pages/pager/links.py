"""Recognise the link of a pager that leads to the next page of the same article, whatever its address looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.kinds import Kind
from linfen_crawler.pages.pager.counts import may_stand_between
from linfen_crawler.pages.pager.lines import MAX_PAGER, PAGER, PART, behind_name
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document, Page
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold
from linfen_crawler.urls import kind_of

_MAX_LINKS = 2000
_LEVELS = 12
_LINKS = 'a, option[value], link[rel~="next"], [onclick], [data-href], [data-url], [data-page]'
_HOLD_ADDRESS = ("href", "value", "data-href", "data-url")
_ONWARD = re.compile(
    r"\W{0,4}(?:.{0,6}(?:下|后)[一1]?页.{0,12}|.{0,8}[余剩]下?全文|next(?: page)?)\W{0,4}|[>»›→]{1,3}", re.IGNORECASE
)
_WHOLE = re.compile(r"\W{0,4}(?:在?本页)?(?:(?:阅读|查看|显示|展开)全文|全文阅读)\W{0,4}")
_ALL = re.compile(r"\d|all|full|whole", re.IGNORECASE)
_NUMBER = re.compile(r"\W{0,4}第 ?(\d{1,3}) ?页.*|\W{0,4}(\d{1,3})\W{0,4}")
_CHINESE_NUMBER = re.compile(r"\W{0,4}第([一二三四五六七八九])页.*")
_CHINESE = "〇一二三四五六七八九"
_MAY_NAME_PAGE = re.compile(r"[页頁]|全文|^[^\w>»›→]{0,4}(?:\d{1,3}\D{0,4}$|[>»›→]|next)|[０-９]", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(?<!\d)(\d{1,4})(?!\d)\D*\Z")
_PAGE_KEY = re.compile(
    r"(?:^|[&;])(?:cur(?:rent)?_?)?(?:p|pg|pn|pp|paged?)[_-]?(?:no|num|number|index|id)?=(\d{1,4})(?!\d)", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"']([^\"'\s]{0,200}[./?][^\"'\s]{0,200})[\"']")
_CALL = re.compile(r"\w\s?\([^()\d]{0,40}(\d{1,4})\b")
_IN_PAGER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_TURNS = re.compile(r"[下后][一1]?页")
_TURNS_BY_SCRIPT = re.compile(
    r"\b(?!void\b)(?!\w{0,20}(?:pic|img|image|photo|slid|swip|album))[a-z]\w{0,20}\s?\(", re.IGNORECASE
)
"""A call that is no image viewer's."""
_NO_PAGE = frozenset({Kind.FILE, Kind.VIDEO})


@dataclass(frozen=True, slots=True)
class Onward:
    """The continuation of a page of an article."""

    url: str | None = None
    """Canonical address of the page that continues this one, its query kept."""
    is_unknown: bool = False
    """True if the page is continued at an address that no link gives."""


NOWHERE = Onward()


class _Says(IntEnum):
    """What a link calls the page that it leads to, the most reliable first."""

    NEXT_NUMBER = 0
    NEXT = 1
    NOTHING = 2


class PagerLinks:
    """The links of a page that may lead to another page of its article."""

    def __init__(self, page: Page, document: Document, body: Sequence[Block], *, is_last: bool) -> None:
        self._page = page
        self._document = document
        self._body = body
        self._is_last = is_last
        self._name = page.first.rpartition("/")[2].partition(".")[0]
        self._others: set[int] = set()
        """Elements that are no pager, by ``mem_id``: the text of one that holds most of a page is taken once."""

    def onward(self) -> Onward:
        """Return where the links lead: the next number before 下一页, and that before a link that says neither."""
        found: dict[_Says, str] = {}
        is_unknown = False
        for node in islice(self._document.root.css(_LINKS), _MAX_LINKS):
            said = _label(node)
            says = _Says.NEXT if node.tag == "link" else self._says(said)
            href = _target(node)
            if says is None or (says is _Says.NOTHING and self._name not in href):
                continue
            url = self._page.link(href, keeps_query=True)
            if url in {self._page.url, self._page.first}:
                continue
            if url is not None and self._is_next(url, says, node):
                found.setdefault(says, url)
            elif not is_unknown:
                is_unknown = self._leads_on(node, url, says, said)
        return Onward(found[min(found)]) if found else Onward(is_unknown=is_unknown)

    def _says(self, said: str) -> _Says | None:
        """Return what a link says; ``None`` for the number of any other page."""
        number = _number(said)
        if number is not None:
            return _Says.NEXT_NUMBER if number == self._page.number + 1 else None
        return _Says.NEXT if _ONWARD.fullmatch(said) else _Says.NOTHING

    def _is_next(self, url: str, says: _Says, node: LexborNode) -> bool:
        rest = behind_name(url, self._page.first)
        if rest is None:
            return says is not _Says.NOTHING and kind_of(url) is Kind.OTHER and self._is_named_otherwise(url, node)
        path, _, query = rest.partition("?")
        part = PART.fullmatch(path)
        if part is not None and part[1] is None:
            return self._is_by_query(query, says)
        found = _LAST_NUMBER.search(path)
        if found is None or kind_of(url) in _NO_PAGE:
            return False
        ahead = int(found[1]) - self._page.number
        # Some systems count the second page as 1.
        return ahead == 1 and part is not None if says is _Says.NOTHING else ahead in {0, 1}

    def _is_by_query(self, query: str, says: _Says) -> bool:
        ahead = {int(one) - self._page.number for one in _PAGE_KEY.findall(query)}
        return says is not _Says.NOTHING and (1 in ahead or (0 in ahead and says is _Says.NEXT_NUMBER))

    def _is_named_otherwise(self, url: str, node: LexborNode) -> bool:
        """Recognise a page of another name by its pager: a pager beside the text turns the text's pages."""
        pager = self._numbered_pager_of(node)
        return pager is not None and (self._name in url or _TURNS.search(pager.text()) is not None)

    def _leads_on(self, node: LexborNode, url: str | None, says: _Says, said: str) -> bool:
        """Recognise a link to more of the article that cannot be followed: a script's, or one to the whole text."""
        if url is None:
            return says is not _Says.NOTHING and self._calls_next(node, says) and self._pager_of(node) is not None
        rest = behind_name(url, self._page.first)
        if rest is not None:
            if self._page.number == 1 and _WHOLE.fullmatch(said):
                return _ALL.search(rest) is not None
            return says is _Says.NEXT and PART.fullmatch(rest.partition("?")[0]) is None
        if says is not _Says.NEXT_NUMBER or kind_of(url) is not Kind.ARTICLE:
            return False
        pager = self._numbered_pager_of(node)
        return pager is not None and _TURNS.search(pager.text()) is not None

    def _calls_next(self, node: LexborNode, says: _Says) -> bool:
        """Recognise a link whose script is given the number of the next page, goPage(2), or turns to it: nextPage()."""
        script = _script(node)
        if numbers := _CALL.findall(script):
            return any(int(one) == self._page.number + 1 for one in numbers)
        return says is _Says.NEXT and not self._is_last and _TURNS_BY_SCRIPT.search(script) is not None

    def _numbered_pager_of(self, node: LexborNode) -> LexborNode | None:
        """Return the pager beside the text in which a link is, where it numbers pages."""
        pager = self._pager_of(node)
        return pager if pager is not None and _IN_PAGER.search(fold(pager.text())) else None

    def _pager_of(self, node: LexborNode) -> LexborNode | None:
        """Return the pager beside the text in which a link is."""
        pager = node
        for outer in islice(ancestors(node), _LEVELS):
            text = "" if outer.mem_id in self._others else outer.text(separator=" ").strip()
            # The wrapper of an <input> has no text.
            is_pager = len(text) <= MAX_PAGER and (not text or PAGER.fullmatch(fold(text)))
            if not is_pager or outer.mem_id in self._others:
                self._others.add(outer.mem_id)
                break
            pager = outer
        return pager if self._is_beside(pager) else None

    def _is_beside(self, pager: LexborNode) -> bool:
        """Tell what is among the paragraphs of the text, or after the element that holds them: no text between."""
        parent = pager.parent
        if parent is not None and parent.mem_id in self._containers:
            return True
        before = pager.prev
        while before is not None and before.mem_id not in self._ends and may_stand_between(before):
            before = before.prev
        return before is not None and before.mem_id in self._ends

    @cached_property
    def _nodes(self) -> list[LexborNode]:
        return [block.node for block in self._body if isinstance(block, Text) and block.node is not None]

    @cached_property
    def _containers(self) -> set[int]:
        """The elements in which paragraphs of the text are."""
        first = self._nodes[:1]
        return {one.mem_id for node in first for one in (node, node.parent) if one is not None}

    @cached_property
    def _ends(self) -> set[int]:
        """The elements with which the text ends."""
        return {one.mem_id for node in self._nodes[-1:] for one in (node, *islice(ancestors(node), _LEVELS))}


def _label(node: LexborNode) -> str:
    """Return what a link says, folded; ``""`` if that cannot name a page: most links are titles."""
    text = (node.attributes.get("value") or "") if node.tag == "input" else node.text()
    return fold(text).strip() if len(text) <= MAX_PAGER and _MAY_NAME_PAGE.search(text) else ""


def _target(node: LexborNode) -> str:
    """Return the address in a link or its script: location.href='2664279-2.html'."""
    held = next(filter(None, map(node.attributes.get, _HOLD_ADDRESS)), "") if node.tag != "input" else ""
    if held.isdecimal():
        return ""
    if held and not held.startswith(("#", "javascript:")):
        return held
    quoted = _QUOTED.search(_script(node))
    return quoted[1] if quoted else held


def _script(node: LexborNode) -> str:
    """Return what a link does by script; a link with only a number is looked up by one."""
    attributes = node.attributes
    number = attributes.get("data-page") or (attributes.get("value") if node.tag == "option" else None) or ""
    script = f"{attributes.get('href') or ''} {attributes.get('onclick') or ''}"[:MAX_PAGER]
    return f"turn({number})" if number.isdecimal() else script


def _number(said: str) -> int | None:
    """Return the page that a label numbers: 2, [2], 第2页：今日汾河, 第二页."""
    if found := _NUMBER.fullmatch(said):
        return int(found[1] or found[2])
    found = _CHINESE_NUMBER.fullmatch(said)
    return _CHINESE.index(found[1]) if found else None
