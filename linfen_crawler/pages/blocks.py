"""Read the elements of a text as a reader sees them: paragraphs, with their links, and images, in order.

A paragraph ends where a browser starts a new one – at any block element, whatever its name – and at an empty line that
two ``<br>`` make. Text is taken wherever it stands: reading only ``<p>`` loses what stands in ``<div>``, ``<section>``
or bare in the body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from linfen_crawler.text import clean_block, clean_line


class Node(Protocol):
    """What is used of an lxml element, which comes without types."""

    tag: object
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def iter(self, *tags: str) -> Iterator[Node]:
        """Iterate over the element and all below it."""

    def __iter__(self) -> Iterator[Node]:
        """Iterate over the children."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link as it stands in a paragraph; the target as written."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph: lines parted by a line break where a single ``<br>`` stands."""

    text: str
    anchors: tuple[Anchor, ...] = ()
    is_indented: bool = False
    is_centred: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image; its address as written, ``""`` where the page gives none."""

    src: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A video, a sound or a frame; its address as written."""

    src: str


Block = Text | Picture | Embed

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_IGNORED = frozenset(
    {
        "button", "canvas", "head", "input", "math", "noscript", "object", "script", "select", "style", "svg",
        "template", "textarea", "title",
    }
)  # fmt: skip
_EMBEDS = frozenset(
    {
        "audio", "embed", "iframe", "video",
    }
)  # fmt: skip
_MAX_CELL = 300
"""A table with more characters in a cell lays out a page; one with less holds figures."""
_HEADINGS = frozenset(
    {
        "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6",
    }
)  # fmt: skip
_LAZY_ATTRIBUTES = ("data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-url", "_src")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:loading|lazyload|lazy|blank|placeholder|spacer|grey|gray|transparent|pixel|1x1)(?:[_.-]|$)", re.I
)
_ICON = re.compile(r"/fileTypeImages/|/(?:icon|ico)_(?:pdf|docx?|xlsx?|pptx?|zip|rar|txt)\.(?:gif|png)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_CSS_INDENT = re.compile(r"text-indent\s*:\s*(?!0)\d", re.I)
_WIDE_INDENT = re.compile(r"[ \t\r\n\f]*(?:[\u3000\u2003]{2}|[\u00a0\u2002]{3}|(?:[\u00a0\u2002] ?){4})")
_CENTRED_BY_SPACES = re.compile(r"[ \t\r\n\f]*[\u3000\u2003]{4}")
_SOURCE_WHITE = re.compile(r"[ \t\r\n\f]+")
_PAGE_MARK = re.compile(r"#p#[^#\n]{0,80}#e#")
_EMPTY_LINE = re.compile(r"\n[\s\u200b\ufeff]*\n")
# After a full stop, a line that is indented is a new paragraph, though only one <br> parts them.
_NEW_PARAGRAPH = re.compile(r"(?<=[。！？”：…])[ \u00a0]*\n(?=\s*\u3000\u3000)")


def read_blocks(root: Node, skip: Collection[Node] = ()) -> tuple[Block, ...]:
    """Return the paragraphs, images and embeds below an element, in order; elements of ``skip`` are passed over."""
    reader = _Reader()
    reader.start(root)
    stack = [(root, iter(root))]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            reader.end(node)
            reader.add(node.tail if stack else None)
        elif child in skip or _is_unseen(child):
            reader.add(child.tail)
        elif child.tag in _EMBEDS or _is_data_table(child):
            reader.whole(child)
            reader.add(child.tail)
        else:
            reader.start(child)
            stack.append((child, iter(child)))
    reader.flush()
    return tuple(reader.blocks)


def line_of(root: Node) -> str:
    """Return an element's text as one line, scripts left out."""
    return clean_line(" ".join(block.text for block in read_blocks(root) if isinstance(block, Text)))


@dataclass(slots=True)
class _OpenAnchor:
    href: str
    start: int
    end: int | None = None


@dataclass(slots=True)
class _Reader:
    """Collect text until a block ends; nesting is counted, for pages nest deeper than Python's stack."""

    blocks: list[Block] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[_OpenAnchor] = field(default_factory=list)
    centred: int = 0
    indented: int = 0
    strong: int = 0
    preformatted: int = 0
    plain_length: int = 0
    """Characters of the buffer that are not bold."""

    def start(self, node: Node) -> None:
        """Enter an element and take the text at its head."""
        if node.tag in _BLOCKS:
            self.flush()
        self._count(node, 1)
        if node.tag == "br":
            self._append("\n")
        elif node.tag == "hr":
            self.flush()
        elif node.tag == "img":
            self.flush()
            self.blocks.append(Picture(src=_address(node), alt=clean_line(node.get("alt") or "")))
        elif node.tag == "a" and (href := node.get("href")):
            self.anchors.append(_OpenAnchor(href, self.length))
        self.add(node.text)

    def end(self, node: Node) -> None:
        """Leave an element."""
        if node.tag in _BLOCKS:
            self.flush()
        self._count(node, -1)
        if node.tag == "a" and node.get("href") and self.anchors:
            self.anchors[-1].end = self.length

    def add(self, text: str | None) -> None:
        """Take text as the browser shows it: a line break of the source is a space."""
        if text:
            self._append(text if self.preformatted else _SOURCE_WHITE.sub(" ", text))

    def whole(self, node: Node) -> None:
        """Take an element that is one block: a table, or an embed with its fallback text left out."""
        self.flush()
        if node.tag == "table":
            self.blocks.extend(_table(node))
        elif src := next((src for one in node.iter() if isinstance(one.tag, str) and (src := one.get("src"))), None):
            self.blocks.append(Embed(src=src))

    def flush(self) -> None:
        """End the paragraph."""
        raw = "".join(self.buffer)
        edges = [0, *(at for found in _breaks(raw) for at in found), len(raw)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            self._paragraph(raw, start, end)
        self.anchors = [_OpenAnchor(one.href, 0) for one in self.anchors if one.end is None]
        self.buffer, self.length, self.plain_length = [], 0, 0

    def _paragraph(self, raw: str, start: int, end: int) -> None:
        text = clean_block(_PAGE_MARK.sub("", raw[start:end]))
        if not text:
            return
        here = [one for one in self.anchors if start <= one.start < end]
        anchors = (Anchor(href=one.href, text=clean_line(raw[one.start : one.end])) for one in here)
        self.blocks.append(
            Text(
                text=text,
                anchors=tuple(anchor for anchor in anchors if anchor.text),
                is_indented=bool(self.indented or _WIDE_INDENT.match(raw[start:end])),
                is_centred=bool(self.centred or _CENTRED_BY_SPACES.match(raw[start:end])),
                is_strong=self.plain_length == 0,
            )
        )

    def _append(self, text: str) -> None:
        self.buffer.append(text)
        self.length += len(text)
        if not self.strong:
            self.plain_length += len(text.strip())

    def _count(self, node: Node, step: int) -> None:
        style = node.get("style") or ""
        self.strong += step * (node.tag in _HEADINGS)
        self.preformatted += step * (node.tag == "pre")
        self.indented += step * bool(_CSS_INDENT.search(style))
        is_centre = node.tag == "center" or (node.get("align") or "").lower() == "center"
        self.centred += step * bool(
            is_centre or _CENTRED.search(style) or "text-center" in (node.get("class") or "").split()
        )


def _breaks(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs are parted inside one element, in order."""
    found = [match.span() for pattern in (_EMPTY_LINE, _NEW_PARAGRAPH) for match in pattern.finditer(raw)]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def _is_unseen(node: Node) -> bool:
    """Tell whether a reader never sees an element: comments, scripts, what its style hides."""
    if not isinstance(node.tag, str) or node.tag in _IGNORED:
        return True
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _address(image: Node) -> str:
    """Return an image's address, which lazy loading keeps beside a placeholder."""
    src = (image.get("src") or "").strip()
    lazy = next((value.strip() for name in _LAZY_ATTRIBUTES if (value := image.get(name))), "")
    return lazy if lazy and (not src or src.startswith("data:") or _PLACEHOLDER.search(src)) else src


def is_icon(picture: Picture) -> bool:
    """Tell whether an image only marks a file's type, as editors set before an attachment."""
    return bool(_ICON.search(picture.src))


def _is_data_table(node: Node) -> bool:
    """Tell a table of figures from one that lays out the page: several short cells in a row, no table inside."""
    if node.tag != "table" or any(inner is not node for inner in node.iter("table")):
        return False
    rows = [[_cell_text(cell) for cell in _cells(row)] for row in node.iter("tr")]
    is_short = all(len(cell) <= _MAX_CELL for row in rows for cell in row)
    return is_short and any(sum(map(bool, row)) >= 2 for row in rows)


def _table(node: Node) -> Iterator[Block]:
    """Yield a table as one paragraph, a line a row, cells parted by ``|``; then the images it holds."""
    rows = [[_cell_text(cell) for cell in _cells(row)] for row in node.iter("tr")]
    inside = [block for row in node.iter("tr") for cell in _cells(row) for block in read_blocks(cell)]
    captions = [line_of(caption) for caption in node.iter("caption")]
    text = "\n".join([*captions, *(" | ".join(row) for row in rows if any(row))])
    yield Text(text=text, anchors=tuple(a for block in inside if isinstance(block, Text) for a in block.anchors))
    yield from (block for block in inside if not isinstance(block, Text))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _cell_text(cell: Node) -> str:
    return " ".join(block.text.replace("\n", " ") for block in read_blocks(cell) if isinstance(block, Text))
