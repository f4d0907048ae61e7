"""What the site's pages are built of: one declaration a layout, with the dates for which it was seen.

Selectors name class *tokens*, several in order of trust, for a class attribute may gain or lose a class. They come from
three public crawlers written against the site; none is positional.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsel import Selector, SelectorList

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a template keeps its parts; for each part the selectors to try, in order."""

    name: str
    column: Selectors
    """What holds title, text, editor and notice, and no sidebar."""
    breadcrumb: Selectors
    title: Selectors
    date_line: Selectors
    body: Selectors
    editor: Selectors
    seen: tuple[str, str] | None
    """First and last publication date of a page seen in this layout; ``None`` where no date is known."""


_BREADCRUMB = (".navlf a",)
_EDITOR = (".zrbj",)

REGULAR = Layout(
    name="regular",
    column=(".xb-left", ".col-md-8:has(.jcontent, .nry)"),
    breadcrumb=_BREADCRUMB,
    title=(".xb-left .xb-h2", ".xb-h2", ".xb-left h2"),
    date_line=(".xb-left .xb-h4", ".xb-h4", ".xb-left h3"),
    body=(".xb-left .jcontent", ".xb-left .nry", ".jcontent", ".nry"),
    editor=_EDITOR,
    seen=("2013-04-25", "2026-01-23"),
)
LEGACY = Layout(
    name="legacy",
    column=REGULAR.column,
    breadcrumb=REGULAR.breadcrumb,
    title=REGULAR.title,
    date_line=REGULAR.date_line,
    body=REGULAR.body,
    editor=REGULAR.editor,
    seen=("2009-01-01", "2012-12-31"),
)
"""The regular markup around imported text, which brings its own source line and editor; told by its date."""
GALLERY = Layout(
    name="gallery",
    column=(".piccontext",),
    breadcrumb=_BREADCRUMB,
    title=(".piccontext h2",),
    date_line=(".source_left", ".piccontext .source"),
    body=(".pictext",),
    editor=_EDITOR,
    seen=None,
)


def layout_of(root: Selector) -> Layout | None:
    """Return the layout of a page; ``None`` where it is none that is known."""
    if root.css(".piccontext, .picshow, .picshowlist"):
        return GALLERY
    if find(root, REGULAR.body) and (find(root, REGULAR.title) or find(root, REGULAR.date_line)):
        return REGULAR
    # A page without its body or its title is still the template: what is missing is then named.
    return REGULAR if root.css(".xb-left, .xb-h2, .jcontent") else None


def find(root: Selector, selectors: Selectors) -> SelectorList[Selector]:
    """Return the elements that the first fitting selector finds, none inside another of them."""
    for selector in selectors:
        found = root.css(selector)
        if found:
            return SelectorList(outer for outer in found if not _is_inside(outer, found))
    return SelectorList()


def _is_inside(inner: Selector, others: SelectorList[Selector]) -> bool:
    ancestors = set(map(id, inner.root.iterancestors()))
    return any(id(other.root) in ancestors for other in others)
