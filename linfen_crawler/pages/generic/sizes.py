"""Determine a line's type size: by heading, ``<font>``, style, the page's sheets, or a title's class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.sheets import PLAIN, Sheet, stated_size
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import clean_line

_BOLD = 0.5
"""What bold type adds: it tells two lines of one size apart."""
_OF_HEADINGS = {"h1": 32.0, "h2": 24.0, "h3": 18.7, "h4": 17.0, "h5": 16.5, "h6": 16.5}
_OF_FONTS = (16.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
_TITLED = 24.0
_TITLE_CLASS = re.compile(r"(?:title|headline|biaoti)\d?(?![a-z])|(?<![a-z])(?:tit|bt|tt)\d?(?![a-z])", re.IGNORECASE)
_NO_TITLE_CLASS = re.compile(
    r"(?:sub|intro|kicker|shoulder|vice|second|lead|yin|pre|fu)[\w-]{0,3}(?:title|tit|headline|biaoti|bt)"
    r"|(?:title|tit)[_-]?(?:sub|intro|info|small|fu)",
    re.IGNORECASE,
)
_LEVELS = 3


def size_of(line: Text, sheet: Sheet) -> float:
    """Return the size of a line in pixels, as far as its markup tells; bold type counts for half a pixel.

    The innermost element that says one is believed, as in a browser; a class only says which line is the title.
    """
    if line.node is None:
        return PLAIN
    elements = list(_around(line, line.node))
    size = next((said for one in elements if (said := _said_by(one, sheet)) is not None), None)
    if size is None and any(map(_calls_title, elements)):
        size = _TITLED
    is_bold = line.is_strong or any(one.tag in _OF_HEADINGS for one in elements)
    return (PLAIN if size is None else size) + _BOLD * is_bold


def _around(line: Text, node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that hold a line and nothing else, the innermost first."""
    inner = [node]
    while len(inner) <= _LEVELS and (child := _only_child(inner[-1])) is not None:
        inner.append(child)
    yield from reversed(inner)
    shown = len(clean_line(line.text))
    for one in islice(ancestors(node), _LEVELS):
        if len(clean_line(one.text())) > shown:
            return
        yield one


def _only_child(node: LexborNode) -> LexborNode | None:
    """Return the element that holds all that another shows."""
    children = [one for one in node.iter(include_text=True) if not one.is_text_node or (one.text_content or "").strip()]
    return children[0] if len(children) == 1 and children[0].is_element_node else None


def _said_by(node: LexborNode, sheet: Sheet) -> float | None:
    attributes = node.attributes
    if (size := stated_size(attributes.get("style") or "")) is not None:
        return size
    if node.tag == "font" and (said := (attributes.get("size") or "").strip()):
        steps = int(said) if re.fullmatch(r"[+-]?\d", said) else 3
        return _OF_FONTS[min(max(steps + 3 * (said[0] in "+-"), 1), 7)]
    return sheet.size(node) or _OF_HEADINGS.get(node.tag or "")


def _calls_title(node: LexborNode) -> bool:
    name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return _TITLE_CLASS.search(name) is not None and _NO_TITLE_CLASS.search(name) is None
