"""What a page was found to hold, before its text is taken apart: by its layout, or by the generic reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from linfen_crawler.pages.blocks import Block
from linfen_crawler.pages.wording import Headings

FindBlocks = Callable[[Headings], Sequence[Block]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The parts of one page, in the page's own strings and blocks."""

    layout: str
    title: str
    kicker: str | None = None
    """The line right above the title."""
    date_line: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    body: Sequence[Block]
    editors: Sequence[Block] = ()
    """What stands where the editor does."""
    tail: Sequence[Block] = ()
    """What stands behind the body in the article's own column."""
    outer: frozenset[int] = frozenset()
    """The column and the elements around it, by ``mem_id``."""
    elsewhere: FindBlocks = field(default=lambda _: (), repr=False)
    """Reads what stands outside the column, if the page has any of some headings there."""
    is_gallery: bool = False
    """The page shows its images by script."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """By which rule each part was found."""
