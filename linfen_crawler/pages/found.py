"""The parts found on a page, by its layout or by the generic reading, before its text is taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linfen_crawler.pages.known.layouts import Template
from linfen_crawler.pages.lines.wording import Headings
from linfen_crawler.pages.tree.blocks import Block

_MAX_TOLD = 1
"""How many elements a page of a layout may lack; one that lacks more is of another layout."""
_UNNAMED = {"breadcrumb": "the path above the title", "editor": "the line that says 责任编辑 or the like"}
FindBlocks = Callable[[Headings], Sequence[Block]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The parts of one page, in the page's own strings and blocks."""

    template: Template | None = None
    """The parts found by its elements; ``None`` if it was read by labels alone."""
    title: str
    is_shown: bool = True
    """The page shows its title; ``False`` if the browser's title alone says it."""
    kicker: str | None = None
    """The line right above the title."""
    subtitle: str | None = None
    """The 副题 below the title, in an element of its own."""
    bylines: tuple[str, ...] = ()
    """The author named between title and text."""
    date_line: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    body: Sequence[Block]
    is_whole: bool = True
    """``False`` if what comes after the body may be text as well."""
    editors: Sequence[Block] = ()
    """What is in the editor's place."""
    tail: Sequence[Block] = ()
    """What comes after the body in the article's own column."""
    outer: frozenset[int] = frozenset()
    """The column and the elements around it, by ``mem_id``."""
    elsewhere: FindBlocks = field(default=lambda _: (), repr=False)
    """Reads what is outside the column, if the page has any of some headings there."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """By which rule each part was found."""
    told: frozenset[str] = frozenset()
    """The parts found by labels because the template's element for them is missing."""

    @property
    def is_gallery(self) -> bool:
        """True for a page that shows its images by script."""
        return self.template is not None and bool(self.template.gallery)

    @property
    def is_of_template(self) -> bool:
        """Tell whether the page lacks at most one element of the template."""
        return self.template is not None and len(self.told) <= _MAX_TOLD

    def told_by(self, other: Found, part: str) -> Found:
        """Note that a part was found by its label."""
        rule = f"{other.rules.get(part) or _UNNAMED[part]}: the layout's element for it is missing"
        return replace(self, told=self.told | {part}, rules={**self.rules, part: rule})
