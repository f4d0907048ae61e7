"""Read font sizes from a page's own style sheets: ``.title{font-size:26px}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.nodes import ancestors

PLAIN = 16.0
"""Pixels of a text that nothing sets otherwise, in every browser."""
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": PLAIN, "rem": PLAIN, "%": PLAIN / 100}
_SIZE = re.compile(
    r"\bfont(?:-size)?\s{0,4}:[^;]{0,40}?(?<![\d.])(\d{1,3}(?:\.\d{1,4})?)\s?(px|pt|r?em|%)", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*[^*]{0,2000}\*/")
_LAST = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]{0,10})?([.#][\w-]{1,60})?(?:[.#:][\w:().-]{0,80})?$", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]{1,60}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_SHEETS = 1 << 16
_MAX_RULES = 2000
_MAX_SELECTOR = 200
_LEVELS = 3


def stated_size(style: str) -> float | None:
    """Return the size in pixels that a style gives its text; ``None`` if it gives none."""
    if "font" not in style and "FONT" not in style:
        return None
    match = _SIZE.search(style)
    return float(match[1]) * _UNITS[match[2].lower()] if match else None


@dataclass(frozen=True)
class Sheet:
    """The sizes that a page's style sheets state, read when first needed."""

    document: Document

    @cached_property
    def _sizes(self) -> dict[str, float]:
        """Sizes by ``.class``, ``#id``, heading, or an element below one of these: ``.title span``."""
        if "<style" not in self.document.text:
            return {}
        text = "\n".join(one.text() for one in self.document.root.css("style"))[:_MAX_SHEETS]
        return dict(_stated(_COMMENT.sub("", text))) if "font" in text else {}

    def size(self, node: LexborNode) -> float | None:
        """Return the size that a page's sheets state for an element."""
        sizes = self._sizes
        if not sizes:
            return None
        tag = node.tag or ""
        above = (f"{name} {tag}" for one in islice(ancestors(node), _LEVELS) for name in _names(one))
        return next((sizes[key] for key in (*_names(node), *above, tag) if key in sizes), None)


def _names(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    if own := attributes.get("id"):
        yield f"#{own}"
    yield from (f".{name}" for name in (attributes.get("class") or "").split())


def _stated(text: str) -> Iterator[tuple[str, float]]:
    """Yield the sizes of a sheet by what they are for; those for other screens, in ``@media``, are left out."""
    is_nested = False
    for rule in text.split("}")[:_MAX_RULES]:
        selectors, _, style = rule.rpartition("{")
        if not selectors.strip():
            is_nested = False
            continue
        is_nested = is_nested or "{" in selectors
        size = None if is_nested else stated_size(style)
        if size is not None:
            yield from ((key, size) for one in selectors.split(",") if (key := _key(one.strip()[-_MAX_SELECTOR:])))


def _key(selector: str) -> str | None:
    """Return by what a selector is looked up: the class or id of its last element, or the last one above its tag."""
    last = _LAST.search(selector)
    if last is None:
        return None
    if last[2]:
        return last[2]
    tag = (last[1] or "").lower()
    names = _NAME.findall(selector[: last.start()])
    if names and tag:
        return f"{names[-1]} {tag}"
    return tag if tag in _HEADINGS and not names else None
