"""Read the addresses that a section's listing or the home page's menu holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import ListedLink
from linfen_crawler.kinds import Kind
from linfen_crawler.pages.nature import kinds as nature
from linfen_crawler.pages.tree.document import Document, Page, parse
from linfen_crawler.pages.tree.nodes import ancestors, outermost
from linfen_crawler.text import fold
from linfen_crawler.urls import article_address, is_on_site, kind_of, listing_section

_CONTAINER = "#contentText"
"""Where a crawler of the site found the list: ``//*[@id="contentText"]/div/ul/li/a``."""
_MAX_TEXT = 200
_MAX_PAGER = 40
"""Characters of a link that leads to another page of a listing."""
_MAX_ANCHORS = 5000
_MIN_LISTED = 2
_LEVELS = 6
"""Elements around a link, at most, among which the list's is looked for."""
_READ = frozenset({Kind.ARTICLE, Kind.PART})
_PAGER_WORD = re.compile(r"[\W_]*(?:(?:[上下前后]一?|[尾末]|最后一)页|next|prev(?:ious)?|last)[\W_]*", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[\W_]*(?:[下后]一?页|next(?: page)?)[\W_]*", re.IGNORECASE)
_PAGER_LINK = re.compile(
    r"[\W_]*(?:(?:[上下前后]一?|首|[尾末]|最后一|第一)页|next|prev(?:ious)?|last|\d{1,4}|更多|more)?[\W_]*", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """A page of a listing, as read."""

    links: tuple[ListedLink, ...]
    """In the page's order, canonical, each address once."""
    has_pager: bool
    """The page links to other pages of its own listing."""
    next_page: str | None
    """Canonical address to which 下一页 leads."""


def read_listing(page: Page) -> ListingPage:
    """Read a listing's links: articles, and the H5 pages and other sites among them.

    An empty list is a valid result. Raises :class:`OtherPageError` for a page that is plainly something else,
    :class:`ExtractionError` where it holds no list at all.
    """
    document = parse(page)
    root = document.root
    container = _container(page, root)
    if container is None:
        _raise_nature(page, document)
        raise ExtractionError(page.url, "links", f"neither {_CONTAINER} nor a list of links to articles")
    links = _links(page, (one for one in container.css("a[href]") if not _is_pager_link(page, one)))
    return ListingPage(links=links, has_pager=_has_pager(page, root), next_page=_next_page(page, root))


def _raise_nature(page: Page, document: Document) -> None:
    if said := nature.of_message(page, document):
        raise OtherPageError(page.url, *said)


def read_menu(page: Page) -> tuple[ListedLink, ...]:
    """Return the links of the home page's menu of channels; empty if it has none."""
    root = parse(page).root
    menus = [one for one in root.css(".m-l-content") if _is_in(one, "menu")] or root.css(".menu")
    anchors = (anchor for menu in outermost(menus) for anchor in menu.css("a[href]"))
    return _links(page, (anchor for anchor in anchors if any(one.tag == "li" for one in _near(anchor))))


def read_links(page: Page) -> tuple[ListedLink, ...]:
    """Read what a listing, or the home page with its menu, links to.

    Raises :class:`ExtractionError` if that is nothing.
    """
    menu = read_menu(page) if kind_of(page.url) is Kind.HOME else ()
    try:
        listed = read_listing(page).links
    except ExtractionError:
        if not menu:
            raise
        listed = ()
    if kind_of(page.url) is Kind.HOME:
        # There, links to partner sites are among the news.
        listed = tuple(link for link in listed if is_on_site(link.url))
    if not (menu or listed):
        raise ExtractionError(page.url, "links", "a listing without links")
    return tuple(dict.fromkeys((*menu, *listed)))


def _is_in(node: LexborNode, token: str) -> bool:
    return any(token in (one.attributes.get("class") or "").split() for one in _near(node))


def _near(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, some levels up: a selector of several steps takes for ever on a deep page."""
    return islice(ancestors(node), _LEVELS)


def _container(page: Page, root: LexborNode) -> LexborNode | None:
    """Return the listing's own container, or else the element with the most of its section's articles and few others.

    An empty container is an empty listing; one that holds links alone that lead to no article is another's.
    """
    named = root.css_first(_CONTAINER)
    anchors = named.css("a[href]") if named is not None else []
    if named is not None and (not anchors or any(_leads_to(page, one) for one in anchors)):
        return named
    return _densest(page, root) or named


def _leads_to(page: Page, anchor: LexborNode) -> str | None:
    """Return the article that a link leads to."""
    url = page.link(anchor.attributes.get("href"))
    return url if url is not None and kind_of(url) in _READ else None


def _densest(page: Page, root: LexborNode) -> LexborNode | None:
    section = listing_section(page.url)
    nodes: dict[int, LexborNode] = {}
    own: dict[int, set[str]] = {}
    others: dict[int, set[str]] = {}
    for anchor in root.css("a[href]")[:_MAX_ANCHORS]:
        url = _leads_to(page, anchor)
        if url is None:
            continue
        address = article_address(url)
        found = own if address is not None and address.section == section else others
        for node in _near(anchor):
            nodes[node.mem_id] = node
            found.setdefault(node.mem_id, set()).add(url)

    def weight(key: int) -> int:
        # A sidebar's 热点 are of all sections; where none is of the section itself, it may list what is below it.
        held, strange = len(own.get(key, ())), len(others.get(key, ()))
        return held - strange if own else strange

    # Ancestors are met from the inside outwards, so the first of equals is the smallest; a list of one is none.
    best = max(nodes, key=weight, default=None)
    return (
        nodes[best] if best is not None and len(own.get(best, ())) + len(others.get(best, ())) >= _MIN_LISTED else None
    )


def _links(page: Page, anchors: Iterable[LexborNode]) -> tuple[ListedLink, ...]:
    urls = dict.fromkeys(url for anchor in anchors if (url := page.link(anchor.attributes.get("href"))) is not None)
    return tuple(ListedLink(url=url, kind=kind_of(url)) for url in urls)


def _is_pager_link(page: Page, anchor: LexborNode) -> bool:
    """Tell a link to another page of the listing from what is listed; an article may be titled 2021."""
    url = page.link(anchor.attributes.get("href"))
    if url is None:
        return True
    return kind_of(url) not in _READ and bool(_PAGER_LINK.fullmatch(_text(anchor)))


def _has_pager(page: Page, root: LexborNode) -> bool:
    """Tell whether the page links to other pages of its own listing: words alone may be a carousel's."""
    section = listing_section(page.url)
    said = (one for one in root.css("a[href]") if _PAGER_WORD.fullmatch(_text(one)))
    urls = (page.link(one.attributes.get("href")) for one in said)
    return any(url is not None and url != page.url and listing_section(url) == section for url in urls)


def _next_page(page: Page, root: LexborNode) -> str | None:
    for url in _candidates(page, root):
        if is_on_site(url) and url != page.url:
            return url
    return None


def _candidates(page: Page, root: LexborNode) -> Iterator[str]:
    said = (
        one
        for one in root.css("a[href]")
        if _NEXT_WORD.fullmatch(_text(one)) or _NEXT_WORD.fullmatch(one.attributes.get("title") or "")
    )
    for one in [*root.css("link[rel~=next]"), *root.css("a[rel~=next]"), *said]:
        if url := page.link(one.attributes.get("href")):
            yield url


def _text(element: LexborNode) -> str:
    """Return a link's text, folded if it is short enough to be a pager's."""
    text = " ".join(element.text(separator=" ")[:_MAX_TEXT].split())
    return fold(text) if len(text) <= _MAX_PAGER else text
