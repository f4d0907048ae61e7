"""Read what comes after a body: editors, notice, fields, related links, the articles before and after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice, takewhile

from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages.body.margin import Margin, with_whole_notice
from linfen_crawler.pages.lines.attachments import is_attachment, is_file
from linfen_crawler.pages.lines.foot import is_foot, may_be_foot
from linfen_crawler.pages.lines.staffed import staff_apart
from linfen_crawler.pages.lines.wording import (
    OWN_RELATED,
    RELATED,
    Wording,
    is_own_notice,
    opens_neighbours,
    pieces,
    text_as_line,
    wording_of,
)
from linfen_crawler.pages.pager.lines import LinkTo
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line

_LEVELS = 64
_BULLETS = re.compile(r"[\W\d]*")


def read_tail(
    blocks: Iterable[Block],
    margin: Margin,
    link_to: LinkTo,
    *,
    outer: Collection[int] = (),
    is_column: bool = True,
    is_staff: bool = False,
    source: str = "",
) -> None:
    """Add what comes after the body; outside the article's own column only links and the site's notice are its own.

    ``outer`` are the elements around the column, by ``mem_id``; ``source`` is what the date line names; ``is_staff``
    tells the template's own element of the editor, in which others who made the article may be named. Fields of other
    kinds than an editor's are the page's where nothing is between that may be another's.
    """
    is_near = is_column
    heading = RELATED if is_column else OWN_RELATED
    run: set[int] | None = None
    whole = with_whole_notice(
        [piece for one in staff_apart(list(blocks)) if isinstance(one, Text) for piece in pieces(one)]
    )
    for block in (one for one in whole if isinstance(one, Text)):
        line = text_as_line(block)
        said = wording_of(line)
        if run is not None and (listed := _listed(block, run, outer)) is not None:
            margin.take_links(block.anchors, LinkKind.RELATED, link_to)
            run = listed
            continue
        run = None
        is_near = is_near and may_be_foot(block)
        if is_near and is_foot(block):
            margin.take_foot(block, source)
        elif said is Wording.NOTICE and (is_column or is_own_notice(line)):
            margin.take_notice(block)
        elif (is_column and said in {Wording.RESPONSIBLE, Wording.EDITOR}) or (is_staff and _credits_alone(block)):
            margin.editor_lines.append(block.text)
        elif opens_neighbours(line):
            margin.take_neighbours(block, link_to)
        elif heading.match(line):
            margin.take_links(block.anchors, LinkKind.RELATED, link_to)
            run = set()
        elif is_column and block.anchors:
            files = block.anchors if is_attachment(block) else filter(is_file, block.anchors)
            margin.take_links(files, LinkKind.ATTACHMENT, link_to)


def _credits_alone(block: Text) -> bool:
    """Recognise a line that credits someone and says nothing else: 供图：刘洋."""
    return not block.anchors and is_credit_line(block.text)


def _listed(block: Text, run: set[int], outer: Collection[int]) -> set[int] | None:
    """Return the elements by which the next item of a list is told, ``run`` being those of this one.

    ``None`` for what is no item: friends' sites in the page's foot are links as well.
    """
    if not (block.anchors or _BULLETS.fullmatch(block.line)) or opens_neighbours(block.line):
        return None
    around = _around(block, outer)
    if run and run.isdisjoint(around):
        return None
    return around if block.anchors else run


def _around(block: Text, outer: Collection[int]) -> set[int]:
    """Return the elements around a paragraph, up to the column."""
    if block.node is None:
        return set()
    ids = (node.mem_id for node in islice(ancestors(block.node), _LEVELS))
    return set(takewhile(lambda one: one not in outer, ids))


def has_related(blocks: Iterable[Block]) -> bool:
    """Tell whether blocks hold the heading of related links."""
    return any(isinstance(block, Text) and RELATED.match(block.line) for block in blocks)
