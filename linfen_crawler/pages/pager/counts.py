"""Determine from a pager how many pages an article has: 第1页 共3页, 页次：1/3, 1 2 3 下一页."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.kinds import Kind
from linfen_crawler.pages.lines.furniture import heads_comments, is_chrome, is_margin
from linfen_crawler.pages.pager.lines import (
    MAX_PAGER,
    PAGER,
    TURNS,
    begins_pager,
    ends_sentence,
    is_own_part,
    names_page,
    numbers_in,
    pager_line,
    total_in,
)
from linfen_crawler.pages.tree.blocks import IGNORED, Block, Picture
from linfen_crawler.pages.tree.document import Page
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.styles import is_hidden
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold
from linfen_crawler.urls import kind_of

_MAX_BACK = 40
"""Blocks at the end of a body among which its pager is."""
_MAX_BEHIND = 8
"""Elements after a text, at most, among which its pager is."""
_MAX_BETWEEN = 300
"""Characters, white space aside; what is longer is neither editor, notice nor buttons."""
_LEVELS = 12
_UNSEEN = IGNORED - {"button"}


class _Line(NamedTuple):
    """A line of a pager."""

    said: str
    hrefs: tuple[str | None, ...]
    """Where its links lead; ``None`` for one that a script answers."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a pager says about an article's pages, without a link that could be followed."""

    is_shown: bool = False
    """There is a pager, whatever it says."""
    is_more: bool = False
    """There are more than this one."""
    is_last: bool = False
    """This one is the last."""


def counted(page: Page, body: Sequence[Block]) -> Counted:
    """Return what the pager in or right after a text says; its numbers count only if none of its links leads away."""
    lines, is_below_image = _lines(body)
    said = " ".join(line.said for line in lines)
    if not said or (is_below_image and not names_page(said)):
        # 1/3 and 1 2 3 below a photograph count the photographs.
        return Counted(is_shown=bool(said))
    targets = {page.link(href, keeps_query=True) for line in lines for href in line.hrefs}
    urls = {url for url in targets if url is not None and url not in {page.url, page.first}}
    if any(kind_of(url) is Kind.LISTING for url in urls):
        return Counted(is_shown=True)
    shown, total = total_in(said)
    if total is not None:
        is_own = shown in {None, page.number}
        return Counted(is_shown=True, is_more=is_own and total > page.number, is_last=total == page.number)
    numbers = numbers_in(said)
    is_dead = None in targets or page.url in targets or TURNS.search(said)
    if not numbers or not is_dead or any("?" in url or not is_own_part(url, page.first) for url in urls):
        return Counted(is_shown=True)
    return Counted(is_shown=True, is_more=page.number + 1 in numbers, is_last=numbers[-1] == page.number)


def _lines(body: Sequence[Block]) -> tuple[list[_Line], bool]:
    """Return the lines of the pager that ends a text or comes after it, and whether an image comes before them."""
    lines: list[_Line] = []
    is_below_image = False
    for block in islice(reversed(body), _MAX_BACK):
        if not isinstance(block, Text):
            is_below_image = isinstance(block, Picture)
            break
        if (said := pager_line(block)) is not None:
            lines.insert(0, _Line(said, tuple(span.href for span in block.spans if span.tag == "a")))
        elif heads_comments(block):
            lines.clear()
        elif ends_sentence(block):
            break
    last = next((block.node for block in reversed(body) if block.node is not None), None)
    return [*lines, *(_behind(last) if last is not None else ())], is_below_image


def _behind(node: LexborNode) -> Iterator[_Line]:
    """Yield the lines of a pager that come right after an element, except for editor, notice and buttons."""
    between: list[LexborNode] = []
    for one, text in islice(_following(node), _MAX_BEHIND):
        if begins_pager(text) and _is_pager(said := _shown(one)):
            # Editor, notice and buttons take longer to tell than that there is no pager after them.
            if not all(_may_stand_between(_shown(other)) for other in between):
                return
            between.clear()
            yield _Line(said, tuple(link.attributes.get("href") for link in one.css("a")))
        elif len(text) > _MAX_BETWEEN and len("".join(text.split())) > _MAX_BETWEEN:
            return
        else:
            between.append(one)


def _following(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Yield what comes after an element, then after those around it, each with its text as in the source."""
    for around in (node, *islice(ancestors(node), _LEVELS)):
        behind = around.next
        while behind is not None:
            text = behind.text_content if (tag := behind.tag) == "-text" else _source_of(behind, tag)
            if text and not text.isspace():
                yield behind, text
            behind = behind.next


def _source_of(node: LexborNode, tag: str | None) -> str | None:
    """Return the text of an element as it is in the source; ``None`` for what is not shown."""
    return None if tag in _UNSEEN else node.text_lexbor()


def may_stand_between(node: LexborNode) -> bool:
    """Tell what may be between a text and its pager: another pager, editor, notice, buttons, nothing."""
    said = _shown(node)
    return _is_pager(said) or _may_stand_between(said)


def _may_stand_between(said: str) -> bool:
    line = Text(text=said)
    return not said or is_margin(line) or (is_chrome(line) and not heads_comments(line))


def _is_pager(said: str) -> bool:
    return len(said) <= MAX_PAGER and PAGER.fullmatch(said) is not None


def _shown(node: LexborNode) -> str:
    """Return the folded text of a node, its elements separated."""
    if node.is_text_node:
        text = (node.text_content or "").strip()
        return fold(text) if text else ""
    if node.tag in _UNSEEN or is_hidden(node.attributes):
        return ""
    return " ".join(fold(node.text(separator=" ")[: 2 * MAX_PAGER]).split())
