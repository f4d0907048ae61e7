"""Read a page of no known layout by its labels and by text density.

What names editor, notice and source is recognised by the same wording as everywhere
(:mod:`linfen_crawler.pages.lines.wording`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.generic.beside import below_title, kicker_of
from linfen_crawler.pages.generic.headings import find_title
from linfen_crawler.pages.generic.heads import Head, read_head
from linfen_crawler.pages.generic.opening import opened
from linfen_crawler.pages.generic.paths import MOST, leads_to_article, path_in
from linfen_crawler.pages.generic.portraits import without_portrait
from linfen_crawler.pages.generic.prose import find_place, where_another_begins
from linfen_crawler.pages.generic.ranks import told_title
from linfen_crawler.pages.generic.sheets import Sheet
from linfen_crawler.pages.generic.sources import with_source
from linfen_crawler.pages.generic.stamps import with_stamp
from linfen_crawler.pages.generic.titles import parted
from linfen_crawler.pages.generic.trimming import goes_on, is_foot_of_page, is_index, is_outweighed, is_told, trimmed
from linfen_crawler.pages.known.layouts import LAYOUTS
from linfen_crawler.pages.lines.amid import boxes_amid, without_boxes
from linfen_crawler.pages.lines.attachments import FILES_FOLLOW, has_file
from linfen_crawler.pages.lines.boxes import Box
from linfen_crawler.pages.lines.buttons import is_button
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.lines.fields import with_fields
from linfen_crawler.pages.lines.foot import foot_of
from linfen_crawler.pages.lines.furniture import WHERE, is_chrome, is_margin, prose_of, unbuttoned
from linfen_crawler.pages.lines.labels import with_whole_editors
from linfen_crawler.pages.lines.parting import with_terms
from linfen_crawler.pages.lines.staffed import staff_apart
from linfen_crawler.pages.lines.wording import Wording, pieces, wording_of
from linfen_crawler.pages.nature.kinds import of_message
from linfen_crawler.pages.tree.blocks import Block, line_of
from linfen_crawler.pages.tree.document import Document, Page
from linfen_crawler.pages.tree.metadata import page_titles
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text

_AT_LENGTH = 200
"""Characters of prose that are no message, without a date or any label."""
LEVELS = 64
_TAIL = 12
"""Blocks after the body in which its editor and its notice are, buttons left out."""
_MOST = 48
_KNOWN_CRUMBS = sorted({f".{name}" for layout in LAYOUTS for name in layout.template.breadcrumb})
_CRUMBS = ", ".join(["[aria-label*='位置']", "[aria-label*='readcrumb']", "[class*='crumb']", *_KNOWN_CRUMBS])


def find(page: Page, document: Document) -> Found | None:
    """Return the parts of a page of no known layout; ``None`` if nothing on it reads like an article."""
    whole = with_whole_editors(document.shown)
    blocks: Sequence[Block] = [unbuttoned(block) for block in with_terms(staff_apart(list(with_fields(whole))))]
    said = told_title(blocks, page_titles(document))
    sheet = Sheet(document)
    title = find_title(blocks, said, sheet)
    if title is None:
        return None
    blocks, title = parted(blocks, title)
    blocks = without_portrait(blocks, title.at + 1, title.node)
    boxes = boxes_amid(blocks, title.at + 1, title.node)
    shown, blocks = blocks, without_boxes(blocks, boxes)
    behind = range(title.at + 1, where_another_begins(blocks, title.at + 1, title.node))
    place = find_place(blocks, title.node, behind)
    if place is None:
        return None
    place, extent = opened(blocks, place, title.at + 1, document)
    head = read_head(blocks, document, title, extent)
    head, place = with_stamp(head, blocks, place)
    head = with_source(head, blocks, place.first)
    body, end = trimmed(blocks, place, title.node, start=head.last + 1, dated=head.lines)
    if not body or is_index(head.title, body) or is_foot_of_page(blocks, place, body, title.node):
        return None
    tail = [piece for one in _near(blocks[end + 1 : end + 1 + _MOST]) for piece in _pieces(one)]
    if not title.is_said and not is_told(body):
        return None
    is_signed = read_date_line(head.date_line).source is not None or any(map(is_margin, (*body, *tail)))
    if not is_signed and is_outweighed(body, shown, boxes):
        return None
    if not head.is_dated and (of_message(page, document) or not _is_plain(head, body, tail)):
        return None
    below = below_title(blocks, head, place, body, sheet)
    return Found(
        title=head.title,
        is_shown=head.title_at >= 0,
        kicker=kicker_of(blocks, head, said),
        subtitle=below.subtitle,
        bylines=below.bylines,
        date_line=head.date_line,
        breadcrumbs=_breadcrumbs(document, blocks[: max(head.title_at, 0)]),
        body=body,
        is_whole=not goes_on(blocks, body, end),
        tail=_tail(tail),
        outer=frozenset(node.mem_id for node in (place.node, *islice(ancestors(place.node), LEVELS))),
        elsewhere=lambda _: _behind(shown, boxes, blocks[end + 1 :]),
        rules={
            "title": title.rule,
            "date_line": head.rule,
            "body": f"the like elements with the most prose beside it, in {_name(place.node)}",
        },
    )


def _behind(shown: Sequence[Block], boxes: Sequence[Box], behind: Sequence[Block]) -> list[Block]:
    """Return what is in boxes of links and after a text, as the page has it."""
    wanted = {id(one) for one in behind}.union(id(shown[at]) for one in boxes for at in one.lines)
    return [one for one in shown if id(one) in wanted]


def _near(behind: Sequence[Block]) -> Iterator[Block]:
    """Yield what stands near after a text; no buttons and counts, of which DedeCMS sets a dozen before the editor."""
    near = (one for one in behind if not (isinstance(one, Text) and is_button(one.line.strip())))
    return islice(near, _TAIL)


def _pieces(block: Block) -> Iterable[Block]:
    """Part what stands in one line: 文章录入：admin 责任编辑：X."""
    return pieces(block) if isinstance(block, Text) else (block,)


def _tail(behind: Sequence[Block]) -> list[Block]:
    """Return what is the article's after its text: editor and notice, and the files that nothing parts from it."""
    between = (at for at, block in enumerate(behind) if isinstance(block, Text) and not _is_beside_files(block))
    near = next(between, len(behind))
    foot = list(foot_of(behind))
    return [
        block
        for at, block in enumerate(behind)
        if is_margin(block) or block in foot or (at < near and isinstance(block, Text) and has_file(block))
    ]


def _is_beside_files(block: Text) -> bool:
    """Recognise a file, and what may be between a text and its files."""
    if has_file(block) or is_margin(block) or is_chrome(block) or FILES_FOLLOW.fullmatch(block.text):
        return True
    return wording_of(block.line) is Wording.SOURCE


def _is_plain(head: Head, body: Sequence[Block], tail: Sequence[Block]) -> bool:
    """Recognise an article that nothing dates: it says where it is from or who edited it, or tells at length."""
    has_label = head.date_line is not None or any(map(is_margin, (*body, *tail)))
    has_lead = any(isinstance(block, Text) and leads(block) for block in body[:3])
    return has_label or has_lead or sum(map(prose_of, body)) >= _AT_LENGTH


def _breadcrumbs(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names of the channels: of what calls itself so, or of the last line of several links in a row."""
    named = document.root.css_first(_CRUMBS)
    if named is not None and 0 < len(links := named.css("a")) <= MOST:
        names = tuple(filter(None, map(line_of, links)))
        if names and not any(leads_to_article(one.attributes.get("href") or "") for one in links):
            return names
    for block in reversed(blocks):
        if isinstance(block, Text) and (WHERE.match(block.line) or (len(block.anchors) > 1 and ">" in block.line)):
            return tuple(anchor.text for anchor in block.anchors)
    return path_in(blocks)


def _name(node: LexborNode) -> str:
    classes = ".".join((node.attributes.get("class") or "").split()[:2])
    return f"{node.tag}.{classes}" if classes else str(node.tag)
