"""Tell which line of a headline block stands out by its type: the one bold line, or the one that is set larger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.texts import Text

_LEVELS = 6
"""Elements inside a line that may each say how large it is set."""
_MAX_STYLE = 400
_SIZE = re.compile(r"font-size\s{0,4}:\s{0,4}(\d{1,3}(?:\.\d{1,3})?)\s{0,4}(px|pt|r?em)", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
"""Pixels of a unit, where the text around is of a browser's usual size."""
_OF_FONT = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
"""Pixels of the sizes of <font>."""
_USUAL = 16.0


def stands_out(lines: Sequence[Text]) -> int | None:
    """Return which of several lines alone is bold, or else alone is set larger than each other; ``None`` if none is."""
    strong = [at for at, line in enumerate(lines) if line.is_strong]
    if len(lines) < 2 or len(strong) not in (0, len(lines)):
        return strong[0] if len(lines) > 1 and len(strong) == 1 else None
    if len({line.node.mem_id for line in lines if line.node is not None}) < len(lines):
        # Lines of one element, with a <br> between.
        return None
    sizes = [_size_of(line.node) for line in lines]
    largest = max(sizes)
    return sizes.index(largest) if sizes.count(largest) == 1 else None


def _size_of(node: LexborNode | None) -> float:
    """Return in pixels how large the text of an element is set, by the innermost element that holds all of it."""
    size = _USUAL
    for _ in range(_LEVELS):
        if node is None:
            break
        size = _said(node) or size
        inner = list(islice((one for one in node.iter(include_text=True) if _shows(one)), 2))
        node = inner[0] if len(inner) == 1 and inner[0].is_element_node else None
    return size


def _shows(node: LexborNode) -> bool:
    return node.is_element_node or bool((node.text_content or "").strip())


def _said(node: LexborNode) -> float | None:
    attributes = node.attributes
    if node.tag == "font":
        return _OF_FONT.get((attributes.get("size") or "").strip())
    found = _SIZE.search((attributes.get("style") or "")[:_MAX_STYLE])
    return None if found is None else float(found[1]) * _PIXELS[found[2].lower()]
