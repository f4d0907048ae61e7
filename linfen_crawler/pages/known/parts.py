"""Find the elements that the site's templates name, and separate those that belong together from strays.

A class may occur again anywhere: on a box of a sidebar, a comment, the page's foot. Parts are those in one column,
title before body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.known.layouts import TEMPLATES, Template, Tokens
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.nodes import ancestors, outermost

_TOKENS = frozenset(
    chain.from_iterable((*one.marks, *one.breadcrumb, *one.date_line, *one.editor) for one in TEMPLATES)
)
_MAX_MARKED = 24
"""Elements with one token that are looked at: a page has one or two, and each is held against the others."""


@dataclass(slots=True, kw_only=True)
class Parts:
    """The elements of one page that a template names, in the page's order."""

    template: Template
    column: LexborNode | None
    titles: list[LexborNode] = field(default_factory=list)
    """What can be the title: it comes before the body."""
    date_lines: list[LexborNode] = field(default_factory=list)
    bodies: list[LexborNode] = field(default_factory=list)
    galleries: list[LexborNode] = field(default_factory=list)
    editors: list[LexborNode] = field(default_factory=list)
    breadcrumb: LexborNode | None = None
    rules: dict[str, str] = field(default_factory=dict)
    """By which rule each part was found."""

    @property
    def count(self) -> int:
        """How many of title, date line and content are there."""
        return bool(self.titles) + bool(self.date_lines) + bool(self.bodies or self.galleries)

    @property
    def is_together(self) -> bool:
        """Recognise parts that are in one column, unlike strays; a heading without a class also needs a date line."""
        needed = (self.titles, self.bodies or self.galleries, *(() if self.template.title else (self.date_lines,)))
        column = self.column
        return column is not None and all(nodes and all(is_below(node, column) for node in nodes) for nodes in needed)


def match(document: Document) -> list[Parts]:
    """Return the parts of a page in each template of which it has a mark, those with the most parts first.

    A page without its body or its title is still of the template: what is missing is then named.
    """
    marked = _by_token(document)
    offered = [_parts(one, marked) for one in TEMPLATES if not marked.nodes.keys().isdisjoint(one.marks)]
    return sorted(offered, key=lambda parts: parts.count, reverse=True)


@dataclass(frozen=True, slots=True)
class _Marked:
    """The elements with a class token that any template names."""

    nodes: dict[str, list[LexborNode]]
    order: dict[int, int]
    """Where each is among them, by ``mem_id``."""

    def of(self, tokens: Iterable[str], column: LexborNode | None) -> list[LexborNode]:
        """Return the elements with any of some tokens: those in a column, or all where it has none."""
        found = {node.mem_id: node for token in tokens for node in self.nodes.get(token, ())}
        if len(found) < 2:
            return list(found.values())
        nodes = sorted(found.values(), key=lambda node: self.order[node.mem_id])
        return [node for node in nodes if column is not None and is_below(node, column)] or nodes

    def is_before(self, node: LexborNode, other: LexborNode) -> bool:
        """Tell which of two elements comes first."""
        return self.order[node.mem_id] < self.order[other.mem_id]


def _by_token(document: Document) -> _Marked:
    """Mark a page's elements in one search of the tree."""
    marked = _Marked({}, {})
    # Asked for each of the tokens, the tree would be searched as often.
    for node in document.root.css("[class]"):
        if tokens := _tokens_in(node.attributes["class"]):
            marked.order[node.mem_id] = len(marked.order)
            for token in tokens:
                nodes = marked.nodes.setdefault(token, [])
                if len(nodes) < _MAX_MARKED:
                    nodes.append(node)
    return marked


# A site has few classes, each many times.
@lru_cache(maxsize=512)
def _tokens_in(names: str | None) -> frozenset[str]:
    return _TOKENS.intersection((names or "").split())


def _parts(template: Template, marked: _Marked) -> Parts:
    """Return the elements that carry a template's tokens."""
    column = _column(template, marked)
    parts = Parts(template=template, column=column)

    def by_trust(part: str, tokens: Tokens) -> list[LexborNode]:
        token = next((one for one in tokens if one in marked.nodes), None)
        if token is not None:
            parts.rules[part] = f".{token}"
        return outermost(marked.of([token], column)) if token is not None else []

    if column is not None:
        parts.rules["column"] = _names(template.column, marked)
    parts.date_lines = by_trust("date_line", template.date_line)
    parts.galleries = by_trust("gallery", template.gallery)
    parts.editors = by_trust("editor", template.editor)
    # One of its two classes may have moved to an inner wrapper: the outer one holds the whole text.
    bodies = _filled(outermost(marked.of(template.body, column)))
    if bodies:
        parts.rules["body"] = _names(template.body, marked)
    titles = by_trust("title", template.title)
    # What opens above all titles is no article's text, and what comes after the text no title.
    parts.bodies = [one for one in bodies if titles and marked.is_before(titles[0], one)] or bodies
    before = [one for one in titles if parts.bodies and marked.is_before(one, parts.bodies[0])]
    parts.titles = before or titles
    if not template.title and column is not None:
        parts.titles = tagged(column, template.title_tags)
        parts.rules["title"] = f"{parts.rules['column']} {' or '.join(template.title_tags)}"
    crumbs = by_trust("breadcrumb", template.breadcrumb)
    above = [one for one in crumbs if not parts.bodies or marked.is_before(one, parts.bodies[0])]
    parts.breadcrumb = next(reversed(above or crumbs), None)
    return parts


def _column(template: Template, marked: _Marked) -> LexborNode | None:
    """Return the column that holds most of the other parts: a sidebar may have its class as well."""
    columns = marked.of(template.column, None)
    if len(columns) < 2:
        return columns[0] if columns else None
    held = [*template.title, *template.date_line, *template.body, *template.gallery]
    around = Counter(one.mem_id for node in marked.of(held, None) for one in ancestors(node))
    return max(columns, key=lambda column: around[column.mem_id])


def _names(tokens: Tokens, marked: _Marked) -> str:
    return ", ".join(f".{token}" for token in tokens if token in marked.nodes)


def _filled(nodes: list[LexborNode]) -> list[LexborNode]:
    """Drop empty elements, if others are not."""
    if len(nodes) < 2:
        return nodes
    return [node for node in nodes if node.text(strip=True) or node.css_first("img, video, iframe")] or nodes


def tagged(column: LexborNode, tags: Tokens) -> list[LexborNode]:
    """Return the first heading of a column in the first of some tags that it has."""
    return next((found[:1] for tag in tags if (found := column.css(tag))), [])


def is_below(node: LexborNode, column: LexborNode) -> bool:
    """Tell an element that stands in another."""
    wanted = column.mem_id
    around = node.parent
    while around is not None and around.mem_id != wanted:
        around = around.parent
    return around is not None
