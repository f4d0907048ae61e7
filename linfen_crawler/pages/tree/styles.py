"""Determine from an element's attributes how its text is set, and whether a reader sees it at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

Attributes = Mapping[str, str | None]

_MAX_STYLE = 4096
# Or set aside by a thousand pixels, where no screen reaches.
_HIDDEN = re.compile(
    r"display\s{0,4}:\s{0,4}none|(?<![\w-])(?:left|top|text-indent)\s{0,4}:\s{0,4}-(?:\d{4}|9\d\d)", re.I
)
# Unlike display:none both are inherited, and an element inside may undo each, for itself: editors set images in
# font-size:0. Of backface-visibility it says nothing.
_SIZE = re.compile(r"font-size\s{0,4}:\s{0,4}(0(?:\.0{1,4})?(?:px|pt|r?em|%)?\s{0,4}(?:[;!]|$))?", re.I)
_VISIBILITY = re.compile(r"(?<!-)visibility\s{0,4}:\s{0,4}(?:(hidden)|visible)", re.I)
# WeChat sends its text hidden and shows it by script; an editor who pastes the text takes the wrapper with it.
_SHOWN_BY_SCRIPT = frozenset({"js_content", "rich_media_content"})
_BLOCK = re.compile(r"display\s{0,4}:\s{0,4}(?:block|flex|grid|table|list-item)\b", re.I)
_CENTRED = re.compile(r"text-align\s{0,4}:\s{0,4}center", re.I)
_CSS_INDENT = re.compile(r"text-indent\s{0,4}:\s{0,4}(?!0)\d", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """What of a style attribute tells how text is set."""

    hides: bool = False
    is_block: bool = False
    """Whether it is on lines of its own, whatever its tag is."""
    centres: bool = False
    indents: bool = False
    is_sizeless: bool | None = None
    """Whether its own text has no size; ``None`` if that is as around it."""
    is_invisible: bool | None = None
    """Whether its own text leaves a blank; ``None`` if that is as around it."""

    sets_text: bool = field(init=False)
    """Whether it says more about the text inside than where its lines begin."""

    def __post_init__(self) -> None:
        """Tell once what is asked of every element that has the style."""
        sets_text = self.centres or self.indents or self.is_sizeless is not None or self.is_invisible is not None
        object.__setattr__(self, "sets_text", sets_text)


def style_of(attributes: Attributes) -> Style:
    """Return how an element is set by its style attribute."""
    return read_style(attributes.get("style"))


def style_in(attributes: Attributes) -> Style | None:
    """Return how an element is set by its style attribute; ``None`` where it has none."""
    return read_style(attributes["style"]) if "style" in attributes else None


def is_hidden(attributes: Attributes) -> bool:
    """Tell whether a reader never sees an element."""
    return "hidden" in attributes or ("style" in attributes and style_of(attributes).hides)


def is_shown_by_script(attributes: Attributes) -> bool:
    """Recognise the element that a page sends invisible and its script shows: its text is what a reader sees."""
    return attributes.get("id") in _SHOWN_BY_SCRIPT or not _SHOWN_BY_SCRIPT.isdisjoint(
        (attributes.get("class") or "").split()
    )


def is_centring(attributes: Attributes) -> bool:
    """Tell whether an element centres its text without a style attribute."""
    if "align" in attributes and (attributes["align"] or "").lower() == "center":
        return True
    names = attributes.get("class")
    return names is not None and "text-center" in names and "text-center" in names.split()


@lru_cache(maxsize=1024)
def read_style(style: str | None) -> Style:
    """Return how a style attribute sets an element; a page has few, each many times."""
    if not style:
        return Style()
    style = style[:_MAX_STYLE]
    return Style(
        hides=_HIDDEN.search(style) is not None,
        is_block=_BLOCK.search(style) is not None,
        centres=_CENTRED.search(style) is not None,
        indents=_CSS_INDENT.search(style) is not None,
        is_sizeless=_is_set(_SIZE, style),
        is_invisible=_is_set(_VISIBILITY, style),
    )


def _is_set(rule: re.Pattern[str], style: str) -> bool | None:
    """Tell whether a style hides text by a property, ``None`` if it leaves that alone; the last declaration counts."""
    said = None
    for match in rule.finditer(style):
        said = match[1] is not None
    return said
