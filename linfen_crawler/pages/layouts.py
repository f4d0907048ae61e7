"""What the site's pages are built of: one declaration a layout, with the dates for which it was seen.

Parts are named by class *tokens*, several in order of trust, for a class attribute may gain or lose a class. They come
from three public crawlers written against the site; none is an exact attribute, none a position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.document import Document

Tokens = tuple[str, ...]
"""Class tokens, the most trusted first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a template keeps its parts, and which of its pages it speaks of."""

    name: str
    seen: tuple[str, str] | None
    """First and last publication date of a page seen in this layout; ``None`` where no date is known."""
    column: Tokens
    """What holds title, text, editor and notice, and no sidebar."""
    breadcrumb: Tokens = ("navlf",)
    title: Tokens = ()
    title_tags: Tokens = ()
    """Tags that hold the title inside the column, where it has lost its class."""
    date_line: Tokens = ()
    date_tags: Tokens = ()
    body: Tokens
    gallery: Tokens = ()
    """What shows images by script: with any of them a page is of this layout."""
    editor: Tokens = ("zrbj",)
    path: re.Pattern[str] | None = None
    """Only pages at such addresses."""
    published: tuple[str, str] | None = None
    """Only pages published between these dates."""


REGULAR = Layout(
    name="regular",
    seen=("2013-04-25", "2026-01-23"),
    column=("xb-left",),
    title=("xb-h2",),
    title_tags=("h1", "h2"),
    date_line=("xb-h4",),
    date_tags=("h3", "h4"),
    body=("jcontent", "nry"),
)
TOPIC = replace(
    REGULAR, name="topic", seen=("2019-05-01", "2019-05-31"), path=re.compile(r"^/(?:19|20)\d\d/[^/]+/", re.ASCII)
)
"""Special topics, ``/<year>/<slug>/``: the regular parts, never a view label, an older copyright notice for longer."""
LEGACY = replace(REGULAR, name="legacy", seen=("2009-01-01", "2012-12-31"), published=("2009-01-01", "2012-12-31"))
"""The regular parts around imported text, which brings its own source line and editor; told by its date."""
GALLERY = Layout(
    name="gallery",
    seen=None,
    column=("piccontext",),
    title_tags=("h2", "h1"),
    date_line=("source_left", "source"),
    body=("pictext",),
    gallery=("piccontext", "picshow", "picshowlist"),
)
LAYOUTS = (GALLERY, LEGACY, TOPIC, REGULAR)
"""In the order in which a page is held against them."""

_TOKENS = tuple(
    dict.fromkeys(
        chain.from_iterable(
            (*one.column, *one.breadcrumb, *one.title, *one.date_line, *one.body, *one.gallery, *one.editor)
            for one in LAYOUTS
        )
    )
)
_ANY = ",".join(f".{token}" for token in _TOKENS)


@dataclass(slots=True, kw_only=True)
class Parts:
    """The elements of one page that its layout names."""

    layout: str
    column: LexborNode | None = None
    titles: list[LexborNode] = field(default_factory=list)
    date_lines: list[LexborNode] = field(default_factory=list)
    bodies: list[LexborNode] = field(default_factory=list)
    editors: list[LexborNode] = field(default_factory=list)
    breadcrumbs: list[LexborNode] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    """By which rule each part was found."""

    @property
    def is_gallery(self) -> bool:
        """True for a page that shows its images by script."""
        return self.layout == GALLERY.name


def match(document: Document) -> Parts | None:
    """Return the parts of a page in the layout that it is of; ``None`` where it is none that is known.

    A page without its body or its title is still the template: what is missing is then named. A slider of images in a
    sidebar makes no photo page of an article.
    """
    marked = _by_token(document)
    is_regular = any(one in marked for one in REGULAR.title) and any(one in marked for one in REGULAR.body)
    for layout in (REGULAR, GALLERY) if is_regular else (GALLERY, REGULAR):
        if any(token in marked for token in (*layout.gallery, *layout.title, *layout.body, *layout.column)):
            return _parts(layout, marked)
    return None


def name_of(layout_name: str, url: str, published_at: str | None, *, is_imported: bool) -> str:
    """Return the name of the layout among those that share a page's parts, by its date and address."""
    if layout_name != REGULAR.name:
        return layout_name
    day = (published_at or "")[:10]
    path = urlsplit(url).path
    for layout in (LEGACY, TOPIC):
        is_of_time = layout.published is not None and layout.published[0] <= day <= layout.published[1]
        if is_of_time or (layout.path is not None and layout.path.match(path)):
            return layout.name
    return LEGACY.name if is_imported and not day else REGULAR.name


def _by_token(document: Document) -> dict[str, list[LexborNode]]:
    """Return the elements with a class token that any layout names, in the page's order: the tree is searched once."""
    found: dict[str, list[LexborNode]] = {}
    # An element that fits several of the selectors comes once for each.
    for node in {node.mem_id: node for node in document.root.css(_ANY)}.values():
        for token in dict.fromkeys((node.attributes.get("class") or "").split()):
            found.setdefault(token, []).append(node)
    return found


def _parts(layout: Layout, marked: dict[str, list[LexborNode]]) -> Parts:
    """Return the elements that carry a layout's tokens: those in its column, where it has one."""
    rules: dict[str, str] = {}
    column = next((marked[token][0] for token in layout.column if token in marked), None)

    def by_token(part: str, *tokens: str) -> list[LexborNode]:
        found = {node.mem_id: node for token in tokens for node in marked.get(token, ())}
        inside = [node for node in found.values() if column is not None and _is_below(node, column)]
        if found:
            rules[part] = ", ".join(f".{token}" for token in tokens if token in marked)
        return outermost(inside or list(found.values()))

    def by_trust(part: str, tokens: Tokens) -> list[LexborNode]:
        return next((found for token in tokens if (found := by_token(part, token))), [])

    if column is not None:
        rules["column"] = next(f".{token}" for token in layout.column if token in marked)
    parts = Parts(
        layout=layout.name,
        column=column,
        titles=by_trust("title", layout.title),
        date_lines=by_trust("date_line", layout.date_line),
        # One of its two classes may have moved to an inner wrapper: the outer one holds the whole text.
        bodies=by_token("body", *layout.body),
        editors=by_trust("editor", layout.editor),
        breadcrumbs=[link for one in by_trust("breadcrumb", layout.breadcrumb) for link in one.css("a")],
        rules=rules,
    )
    if column is not None:
        parts.titles = parts.titles or _tagged(column, layout.title_tags, "title", rules)
        parts.date_lines = parts.date_lines or _tagged(column, layout.date_tags, "date_line", rules)
    return parts


def _is_below(node: LexborNode, column: LexborNode) -> bool:
    return any(one.mem_id == column.mem_id for one in ancestors(node))


def _tagged(column: LexborNode, tags: Tokens, part: str, rules: dict[str, str]) -> list[LexborNode]:
    for tag in tags:
        if found := column.css(tag):
            rules[part] = f"{rules.get('column', 'column')} {tag}"
            return found[:1]
    return []


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the elements that stand inside no other of them."""
    ids = {node.mem_id for node in nodes}
    # What lies in another mostly lies right in it, so the way up is short however deep they nest.
    return [node for node in nodes if len(nodes) == 1 or not any(one.mem_id in ids for one in ancestors(node))]


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, the innermost first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent
