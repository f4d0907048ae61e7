"""What a browser shows of a page, by a parser that shares nothing with the reader: html5lib."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib
from html5lib._inputstream import HTMLBinaryInputStream

INSERTED = "data-inserted"
"""Marks what a change adds to a page that was not there: it is left out of what is compared."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset(
    {
        "head", "noscript", "script", "style", "template", "title",
    }
)  # fmt: skip
_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Rendered:
    """The lines that a reader sees, the links and images in order, and how often each attribute stands."""

    blocks: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    attributes: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def shows(self, other: Rendered, *, all_classes: bool = True) -> bool:
        """Tell whether all is the same, except for attributes that the other has besides, and classes if it may."""
        same = (self.blocks, self.links, self.images) == (other.blocks, other.links, other.images)
        kept = Counter({one: n for one, n in self.attributes.items() if all_classes or one[1] != "class"})
        return same and kept <= other.attributes


def render(page: str | bytes, charset: str | None = None) -> Rendered:
    """Return what is seen of a page; bytes are decoded as a browser would with the header's charset."""
    source = _decoded(page, charset) if isinstance(page, bytes) else page
    document = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    rendered = Rendered()
    line: list[str] = []
    for piece in _pieces(document, rendered):
        if piece is not None:
            line.append(piece)
        else:
            _end(line, rendered)
    _end(line, rendered)
    return rendered


def _decoded(page: bytes, charset: str | None) -> str:
    name = HTMLBinaryInputStream(page, transport_encoding=charset, useChardet=False).charEncoding[0].name
    # A browser's GBK is GB18030; Python's lacks the characters of four bytes.
    return page.decode("gb18030" if name.startswith("gb") else name).removeprefix("\ufeff")


def _pieces(node: Element, rendered: Rendered) -> Iterator[str | None]:
    """Yield the text below an element, ``None`` if a line ends."""
    if not isinstance(node.tag, str) or node.get(INSERTED) is not None:
        return
    _count(node, rendered)
    if node.tag in _UNSEEN:
        return
    if node.tag in _BLOCKS or node.tag == "br":
        yield None
    if node.tag == "img":
        rendered.images.append((node.get("src", ""), node.get("alt", "")))
        yield "\ufffc"
    if node.tag == "a":
        # A link may hold blocks: white space between them is none, and what it holds is among the blocks as well.
        rendered.links.append((node.get("href", ""), _WHITE.sub("", _text(node))))
    yield node.text or ""
    for child in node:
        yield from _pieces(child, rendered)
        yield child.tail or ""
    if node.tag in _BLOCKS:
        yield None


def _text(node: Element) -> str:
    if not isinstance(node.tag, str):
        return ""
    return (node.text or "") + "".join(_text(child) + (child.tail or "") for child in node)


def _count(node: Element, rendered: Rendered) -> None:
    for name, value in node.items():
        values = value.split() if name == "class" else [value]
        rendered.attributes.update((str(node.tag), name, one) for one in values if node.tag != "meta")


def _end(line: list[str], rendered: Rendered) -> None:
    text = _WHITE.sub(" ", "".join(line)).strip(" ")
    if text:
        rendered.blocks.append(text)
    line.clear()
