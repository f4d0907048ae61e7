"""The site's layouts: one declaration each, with the dates for which it was seen.

Parts are named by class *tokens*, several in order of trust, because a class attribute may gain or lose a class. They
come from three public crawlers written against the site; none is an exact attribute, none a position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from linfen_crawler.items import GENERIC

Tokens = tuple[str, ...]
"""Class tokens, the most trusted first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Where pages have their parts."""

    column: Tokens
    """What holds title, text, editor and notice, and no sidebar."""
    breadcrumb: Tokens = ("navlf",)
    title: Tokens = ()
    title_tags: Tokens = ()
    """Tags that hold the title inside the column, where it has no class of its own."""
    date_line: Tokens
    body: Tokens
    gallery: Tokens = ()
    """What shows images by script."""
    editor: Tokens = ("zrbj",)

    @property
    def marks(self) -> Tokens:
        """The tokens that identify a page of this template; its others are on any page."""
        return (*self.gallery, *self.title, *self.body, *self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A kind of the site's pages: its template, and which pages of that template it covers."""

    name: str
    template: Template
    seen: tuple[str, str] | None
    """First and last publication date of a page seen in this layout; ``None`` if no date is known."""
    address: re.Pattern[str] | None = None
    """Only pages at such addresses."""
    published: tuple[str, str] | None = None
    """Only pages published between these dates, or without a date and with an imported editor in the text."""

    def is_of(self, url: str, day: str, *, is_imported: bool) -> bool:
        """Tell whether a page of this template, with this address and date, has this layout."""
        if self.address is not None and not self.address.match(url):
            return False
        if self.published is None:
            return True
        return self.published[0] <= day <= self.published[1] if day else is_imported


_REGULAR = Template(
    column=("xb-left",),
    title=("xb-h2",),
    title_tags=("h1", "h2"),
    date_line=("xb-h4",),
    body=("jcontent", "nry"),
)
_GALLERY = Template(
    column=("piccontext",),
    title_tags=("h2", "h1"),
    date_line=("source_left", "source"),
    body=("pictext",),
    gallery=("piccontext", "picshow", "picshowlist"),
)

LAYOUTS = (
    Layout(name="gallery", template=_GALLERY, seen=None),
    Layout(
        name="legacy",
        template=_REGULAR,
        seen=("2009-01-01", "2012-12-31"),
        # The regular parts around imported text, which brings its own source line and editor.
        published=("2009-01-01", "2012-12-31"),
    ),
    Layout(
        name="topic",
        template=_REGULAR,
        seen=("2019-05-01", "2019-05-31"),
        # Special topics: never a view label, an older copyright notice for longer.
        address=re.compile(r"https?://[^/]+/(?:19|20)\d\d/[^/?#]+/", re.ASCII),
    ),
    Layout(name="regular", template=_REGULAR, seen=("2013-04-25", "2026-01-23")),
)
"""In the order in which a page is compared with them."""

TEMPLATES = tuple(dict.fromkeys(layout.template for layout in LAYOUTS))


def name_of(template: Template, url: str, published_at: str | None, *, is_imported: bool) -> str:
    """Return the name of the layout among those that share a template, by a page's address and date.

    A page that none of them covers is of no known layout.
    """
    day = (published_at or "")[:10]
    sharing = (one for one in LAYOUTS if one.template is template)
    return next((one.name for one in sharing if one.is_of(url, day, is_imported=is_imported)), GENERIC)
