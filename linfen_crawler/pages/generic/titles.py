"""Find the title of a page whose layout is not known: the line that the browser's title repeats, or its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.furniture import WHERE
from linfen_crawler.pages.lines.publishers import SITE_NAMES, names_site
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import clean_line, fingerprint_text

_MIN_TITLE = 4
MAX_CHANNEL = 8
"""Characters of a channel's name, which is no better than a shorter title before it: 停水通知-时政要闻-临汾新闻网."""
_MIN_SAID = 6
_MAX_TITLE = 120
_HEADINGS = {"h1": 4, "h2": 3, "h3": 2, "h4": 1, "strong": 1, "b": 1}
_PARTS = re.compile(r"\s{0,4}(?:[_|｜]|(?<![—–-])[—–-](?![—–-])|--(?!-))\s{0,4}")
"""What parts the article's title from the site's name in the browser's; —— parts it from its own second half."""


def parted(blocks: Sequence[Block], title: Title) -> Sequence[Block]:
    """Return the blocks with the title's own parted into lines, where more than the title stands in it."""
    block = blocks[title.at] if title.at >= 0 else None
    if not isinstance(block, Text) or clean_line(block.text) == title.text:
        return blocks
    return [*blocks[: title.at], *block.lines(), *blocks[title.at + 1 :]]


_WORDS = re.compile(r"[\s【】\[\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and where it stands among the blocks: ``at`` is -1 where only the metadata say it."""

    text: str
    at: int
    node: LexborNode | None
    is_said: bool
    """The browser's title repeats it."""


def find_titles(blocks: Sequence[Block], said: str) -> list[Title]:
    """Return what can be the title, the likeliest first, by what the metadata say it is; empty where nothing can.

    Without a line of it in the page, the browser's title itself is the title, less the name of the site.
    """
    ranked = sorted(_ranked(blocks, said), key=lambda one: one[0], reverse=True)
    if ranked:
        best = ranked[0][0]
        return [title for rank, title in ranked if rank[0] == best[0] or rank[1] >= best[1]]
    own = max(_PARTS.split(said), key=len).strip()
    if len(own) < _MIN_TITLE or fingerprint_text(own) in SITE_NAMES:
        return []
    return [Title(text=own, at=-1, node=None, is_said=True)]


def _ranked(blocks: Sequence[Block], page_title: str) -> Iterator[tuple[tuple[int, int, int], Title]]:
    """Yield what can be the title with its rank: repeated by the browser's title, then by its tag, then the first."""
    said = fingerprint_text(page_title)
    parts = frozenset(fingerprint_text(one) for part in _PARTS.split(page_title) for one in (part, *_WORDS.split(part)))
    own_part = _own_part(page_title)
    for at, block in enumerate(blocks):
        if not isinstance(block, Text) or block.rows or len(block.text) > _MAX_TITLE + _MAX_TITLE:
            continue
        # A date line may stand in the heading itself, below the title.
        for line in (*block.lines()[:1], block) if "\n" in block.text else (block,):
            level = level_of(block)
            shown = _beside_kind(line) if line.anchors and level >= _HEADINGS["h3"] else line.text
            name = fingerprint_text(shown)
            repeated = _repeated(name, said, parts)
            if repeated and name != own_part and names_site(shown):
                repeated = 0
            if name == own_part and (len(name) > 1 or level >= _HEADINGS["h3"]):
                repeated = max(len(name), MAX_CHANNEL)
            # Sidebars have headings as well; a first-level one is the page's own.
            is_own = level == _HEADINGS["h1"] and len(line.text) > 1 and line is block
            # A title may link to its own page, but only a heading that is repeated.
            is_linked = bool(line.anchors) and not (repeated and level >= _HEADINGS["h3"])
            if is_linked or len(line.text) > _MAX_TITLE or not (repeated or is_own):
                continue
            if not WHERE.match(line.line):
                title = Title(text=clean_line(shown), at=at, node=block.node, is_said=repeated > 0)
                yield (repeated, level, -at), title
                break


def _beside_kind(line: Text) -> str:
    """Return a title without the link to its kind before it: [新闻]."""
    return line.beside_links.strip() or line.text


def parts_of(page_title: str) -> list[str]:
    """Return the parts of the browser's title, folded: the article's title, its channel, its site."""
    return [fingerprint_text(part) for part in _PARTS.split(page_title)]


def _own_part(page_title: str) -> str:
    """Return the part of the browser's title that is the article's: the first, or the last behind the site's name."""
    parts = parts_of(page_title)
    own = parts[-1] if names_site(parts[0]) else parts[0]
    return "" if own in SITE_NAMES else own


def _repeated(own: str, said: str, parts: frozenset[str]) -> int:
    """Return how many characters of a line the browser's title repeats, which may itself be cut; 更正 only whole."""
    is_said = own in parts or (len(own) >= _MIN_TITLE and own in said)
    is_part = _MIN_SAID <= len(said) < len(own) < 2 * len(said) and said in own
    # A section's or the site's name is no better for being a little longer.
    return max(len(own), _MIN_TITLE) if own not in SITE_NAMES and len(own) > 1 and (is_said or is_part) else 0


def level_of(block: Text) -> int:
    """Return how high a heading a line is; 0 for none."""
    return max((_HEADINGS.get(tag, 0) for tag in _tags(block)), default=0)


def _tags(block: Text) -> Iterator[str]:
    """Yield the tags that a line stands in, up to the third."""
    yield from (span.tag for span in block.spans if span.end - span.start == len(block.text))
    if block.node is not None:
        yield block.node.tag or ""
        yield from (one.tag or "" for one in islice(ancestors(block.node), 2))
