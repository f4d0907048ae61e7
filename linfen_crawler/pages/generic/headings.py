"""Choose the title of a page of no known layout among what can be it, by the date and the headings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.heads import is_dated, is_machines, names_time
from linfen_crawler.pages.generic.titles import MAX_CHANNEL, Title, find_titles, level_of, parts_of
from linfen_crawler.pages.lines.furniture import WHERE, prose_of
from linfen_crawler.pages.lines.publishers import names_site
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import clean_line, fingerprint_text

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MIN_TITLE = 3
_MAX_TITLE = 60
_MIN_NAME = 4
"""Characters of an account's name; 夏日 is a title."""
_LEVELS = 3
_NEAR = 6
"""Blocks between a title and its date, or an account's name and the title, at most."""


def find_title(blocks: Sequence[Block], said: str) -> Title | None:
    """Return the likeliest title that a date stands beside, else the likeliest; ``None`` where nothing can be one.

    On a page on which nothing repeats the browser's title, it is the line above a labelled date, if there is one; above
    any that a machine wrote, where the browser's title is made of names alone.
    """
    titles = find_titles(blocks, said)
    is_name = all(len(part) <= MAX_CHANNEL for part in parts_of(said))
    if titles and titles[0].at >= 0 and not titles[1:]:
        return _headed(blocks, titles[0], is_name=is_name)
    dated = [at for at, block in enumerate(blocks) if is_dated(block)]
    if titles and titles[0].at >= 0:
        reached = {near for at in dated for near in range(at - _NEAR, at + _NEAR + 1)}
        best = next((title for title in titles if title.at in reached), titles[0])
        return _headed(blocks, best, is_name=is_name)
    for at in dated:
        if names_time(blocks[at]) or (is_name and is_machines(blocks[at])):
            near = _beside_date(blocks, at, is_name=is_name)
            if near is not None:
                return near
    return titles[0] if titles else None


def _beside_date(blocks: Sequence[Block], at: int, *, is_name: bool) -> Title | None:
    """Return the line above a date as the title, or the heading below one that an account's name stands in."""
    above, below = (blocks[one] if 0 <= one < len(blocks) else None for one in (at - 1, at + 1))
    if isinstance(above, Text) and _can_be_title(above):
        return Title(text=clean_line(above.text), at=at - 1, node=above.node, is_said=False)
    if not is_name or not isinstance(below, Text) or not level_of(below) or not _can_be_title(below):
        return None
    return Title(text=clean_line(below.text), at=at + 1, node=below.node, is_said=False)


def _can_be_title(block: Text) -> bool:
    least = 2 if block.node is not None and block.node.tag in _HEADINGS else _MIN_TITLE
    is_short = least <= len(block.text) <= _MAX_TITLE and "\n" not in block.text
    if block.anchors or WHERE.match(block.line) or block.text.endswith(("。", "：", ":")):
        return False
    return is_short and not is_dated(block)


def _headed(blocks: Sequence[Block], name: Title, *, is_name: bool) -> Title:
    """Return a title, or the heading beside it if it is the name of an account, 浮山融媒.

    ``is_name`` says that the browser's title, which repeats it, is made of names alone.
    """
    block = blocks[name.at]
    if not is_name or not isinstance(block, Text) or not _MIN_NAME <= len(name.text) <= MAX_CHANNEL:
        return name
    for at in _beside(blocks, name.at):
        near = blocks[at]
        if not isinstance(near, Text) or level_of(near) <= level_of(block) or not _can_be_title(near):
            continue
        is_long = len(fingerprint_text(near.text)) > MAX_CHANNEL and not names_site(near.text)
        # Above a title stands the head of the site, in a box of its own.
        if is_long and (at > name.at or _is_beside(near.node, block.node)):
            return Title(text=clean_line(near.text), at=at, node=near.node, is_said=False)
    return name


def _is_beside(heading: LexborNode | None, name: LexborNode | None) -> bool:
    """Tell a heading in the element of a name, or in one around it."""
    if heading is None or heading.parent is None or name is None:
        return False
    box = heading.parent.mem_id
    return any(one.mem_id == box for one in islice(ancestors(name), _LEVELS))


def _beside(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Yield the places of the lines around one, those below it up to the text, and then those above it."""
    yield from takewhile(lambda one: not prose_of(blocks[one]), range(at + 1, min(at + 1 + _NEAR, len(blocks))))
    yield from range(at - 1, max(at - 1 - _NEAR, -1), -1)
