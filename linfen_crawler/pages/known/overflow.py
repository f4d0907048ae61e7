"""Find the rest of a text that a stray end tag has put outside of its element.

An editor who pastes from elsewhere leaves a ``</div>`` too many: it closes the body, and what follows stands beside it,
or outside of the column, as far as the editor. What a template itself has there, overlays and notes to its readers, is
in elements with classes of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.known.parts import Parts
from linfen_crawler.pages.lines.wording import is_overflow
from linfen_crawler.pages.tree.blocks import Block, read_blocks
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_LEVELS = 3
"""Elements around the body that a stray end tag may have closed as well: the template's own then closes those."""
_OF_TEXT = frozenset(
    (
        "p", "br", "table", "img", "h2", "h3", "h4", "h5", "h6", "strong", "b", "i", "em", "u", "font", "span",
        "section", "center", "ul", "ol", "blockquote", "figure", "-text",
    )
)  # fmt: skip
_OF_NONE = frozenset(["script", "style", "form", "iframe", "nav", "header", "footer", "aside"])
_LAST = 8
"""Paragraphs of the body that those beside it are held against."""


def overflow(document: Document, parts: Parts, blocks: Sequence[Block]) -> list[Block]:
    """Return what comes after the body, up to the editor, and is of the text; ``blocks`` are those of the body.

    If the page has an end tag too many, that is all that is set as texts are; otherwise no more than sentences that are
    set in, as those of the body are.
    """
    if not parts.bodies or not parts.editors:
        return []
    body = parts.bodies[-1]
    nodes = _between(body, parts.editors, 0)
    if nodes is not None and all(one.is_text_node and not (one.text_content or "").strip() for one in nodes):
        # As on nearly every page.
        return []
    is_torn = _is_torn(document, body)
    if nodes is None:
        nodes = _between(body, parts.editors, _LEVELS) if is_torn else None
    if not nodes:
        return []
    classes = {one.attributes.get("class") for one in body.css("[class]")} if is_torn else set()
    found = _blocks_of([one for one in nodes if _may_be_text(one, classes)])
    if is_torn:
        return found
    is_set_in = any(isinstance(one, Text) and one.is_indented for one in blocks[-_LAST:])
    sentences = (one for one in found if isinstance(one, Text) and is_overflow(one))
    return [one for one in sentences if is_set_in and one.is_indented]


def _is_torn(document: Document, body: LexborNode) -> bool:
    """Tell whether a page has more end tags of the body's kind than it has begun."""
    text = document.text.lower()
    return text.count(f"</{body.tag}") > text.count(f"<{body.tag}")


def _between(body: LexborNode, editors: Sequence[LexborNode], levels: int) -> list[LexborNode] | None:
    """Return what comes after the body, beside it or what is around it, up to the editor; ``None`` without him."""
    ends = {node.mem_id for node in editors}
    ends.update(around.mem_id for node in editors for around in ancestors(node))
    found: list[LexborNode] = []
    for around in (body, *islice(ancestors(body), levels)):
        node = around.next
        while node is not None:
            if node.mem_id in ends:
                return found
            found.append(node)
            node = node.next
    return None


def _may_be_text(node: LexborNode, classes: set[str | None]) -> bool:
    """Recognise what an editor writes, unlike a template's own elements, by tag and class."""
    tag = node.tag or ""
    if tag in _OF_NONE or (tag.startswith("-") and tag != "-text"):
        return False
    name = node.attributes.get("class") if node.is_element_node else None
    return name in classes if name else tag in _OF_TEXT or (tag == "div" and not node.attributes.get("id"))


def _blocks_of(nodes: Sequence[LexborNode]) -> list[Block]:
    """Return the blocks of some nodes as their parents hold them: a table alone would be none."""
    wanted = {one.mem_id for one in nodes}
    parents = {one.parent.mem_id: one.parent for one in nodes if one.parent is not None}
    return [
        block
        for parent in parents.values()
        for block in read_blocks(
            parent, {one.mem_id for one in parent.iter(include_text=True) if one.mem_id not in wanted}
        )
    ]
