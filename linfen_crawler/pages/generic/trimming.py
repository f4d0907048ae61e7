"""Leave out what is around the text in the element that holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.announced import is_announced
from linfen_crawler.pages.generic.edges import is_advertised, is_label_of_links, is_of_page
from linfen_crawler.pages.generic.heads import is_dated
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.generic.signing import is_field_of_page, is_signature, names_makers
from linfen_crawler.pages.generic.subheads import heads_part
from linfen_crawler.pages.generic.weights import is_of_item
from linfen_crawler.pages.lines.attachments import has_file
from linfen_crawler.pages.lines.boxes import Box
from linfen_crawler.pages.lines.calls import tells_length
from linfen_crawler.pages.lines.foot import edits_work, is_of_record
from linfen_crawler.pages.lines.furniture import (
    heads_another,
    heads_comments,
    is_chrome,
    is_furniture,
    is_icon,
    is_listed,
    is_margin,
    is_small_print,
    prose_of,
)
from linfen_crawler.pages.lines.furniture import names_site as owns_page
from linfen_crawler.pages.lines.moods import moods_at_end
from linfen_crawler.pages.lines.own_contacts import is_own_contact
from linfen_crawler.pages.lines.publishers import names_site
from linfen_crawler.pages.lines.rights import offers_contact, reaches_out
from linfen_crawler.pages.lines.setting import are_set_alike
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors, are_alike, boxes
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold

_ITEMS = frozenset({"li", "dd", "blockquote"})
_LOOK_AHEAD = 100
"""Blocks after a text among which more of it is looked for."""
_LOOK_BACK = 400
"""Blocks among which the prose is looked for that a last line is set like."""
_PAGE_OF_PAPER = re.compile(r"第 ?\w{1,3} ?版(?!\w)")
_MIN_LINES = 4
"""Lines without a sentence that are a text: a poem, a list of names."""
_MIN_LISTED = 4
"""Titles of other pages that make a list of them."""


def trimmed(
    blocks: Sequence[Block],
    place: Place,
    title: LexborNode | None,
    *,
    start: int,
    dated: Collection[int] = (),
) -> tuple[list[Block], int]:
    """Return the body without the buttons and lists around its text, and where it ends.

    ``dated`` are the lines of the date: they may be below the text.
    """
    kept: list[int] = []
    listed: set[int] = set()
    has_ended = has_line = False
    for at in place.inside:
        block = blocks[at]
        if at < start or at in place.hidden or at in dated:
            continue
        has_ended = has_ended or (bool(kept) and is_margin(block) and not edits_work(blocks, at))
        if has_ended and not is_margin(block):
            # After its editor nothing of an article follows but more of the same, and its links.
            break
        if is_advertised(blocks, at) or (isinstance(block, Picture) and is_icon(blocks, at)):
            continue
        if isinstance(block, Text):
            if is_announced(blocks, at, kept, listed):
                listed.add(at)
                kept.append(at)
                continue
            is_own = heads_part(blocks, at, title, is_whole=place.is_whole, is_first=not kept)
            is_others = not is_own and heads_another(blocks, at)
            if kept and is_others:
                break
            if (not kept and tells_length(block)) or (not has_line and is_label_of_links(block)):
                continue
            if at not in place.series and (is_others or (is_chrome(block) and not is_own)):
                continue
            has_line = True
        kept.append(at)
    kept = _to_its_end(blocks, kept, listed, title, is_whole=place.is_whole)
    return [blocks[at] for at in kept], kept[-1] if kept else start - 1


def _to_its_end(
    blocks: Sequence[Block], kept: list[int], listed: Collection[int], title: LexborNode | None, *, is_whole: bool
) -> list[int]:
    """Return the lines of a text up to its own last, and the fields after it, which the margin is read from.

    ``listed`` are titles of other pages that the text announces.
    """
    fields: list[int] = []
    prose = _last_prose(blocks, kept)
    if moods := moods_at_end([blocks[at] for at in kept[-_LOOK_BACK:]]):
        del kept[-moods:]
    while kept:
        at = kept[-1]
        if at in listed:
            break
        if _is_field(blocks[at]) and not is_of_page(blocks, at, None):
            fields.append(at)
        elif _ends_text(
            blocks, kept, None if prose is None else blocks[prose].node, is_whole=is_whole
        ) or _is_own_contact(blocks, kept, title):
            break
        kept.pop()
        if at == prose:
            prose = _last_prose(blocks, kept)
    return [*kept, *reversed(fields)]


def _last_prose(blocks: Sequence[Block], kept: Sequence[int]) -> int | None:
    """Return the last paragraph, or else the line above a table, that what is below is set like."""
    behind = [at for at in reversed(kept[-_LOOK_BACK:]) if prose_of(blocks[at])]
    if not behind or not _is_table(blocks[behind[0]]):
        return next(iter(behind), None)
    above = (at for at in behind if not _is_table(blocks[at]))
    lines = (at for at in reversed(kept[-_LOOK_BACK:]) if at < behind[-1] and isinstance(blocks[at], Text))
    return next(above, next(lines, behind[0]))


def _is_table(block: Block) -> bool:
    return isinstance(block, Text) and bool(block.rows)


def _is_field(block: Block) -> bool:
    """Tell a line that the margin is read from: editor, source, neighbours."""
    return isinstance(block, Text) and wording_of(block.line) is not None


def _ends_text(blocks: Sequence[Block], kept: Sequence[int], prose: LexborNode | None, *, is_whole: bool) -> bool:
    """Tell whether the last block kept can be the text's own end; in an element of the text alone any line can."""
    last = blocks[kept[-1]]
    if isinstance(last, Picture):
        return len(kept) == 1 or kept[-1] - kept[-2] <= 2
    if not isinstance(last, Text):
        return True
    if is_of_page(blocks, kept[-1], prose):
        return False
    if prose_of(last) or last.rows or has_file(last):
        return True
    if len(kept) > 1 and kept[-1] - kept[-2] == 1 and names_makers(last):
        return True
    if _is_signature(last, prose) or _is_contact(blocks, kept):
        return True
    if is_furniture(last) or is_field_of_page(last.line):
        return is_of_record(blocks, kept[-1])
    return is_whole or is_signature(last) or _is_set_as_text(blocks, kept, prose)


def _is_signature(last: Text, prose: LexborNode | None) -> bool:
    """Tell who made a text, named below it as its paragraphs are set; editors and source are the margin's."""
    if last.node is None or prose is None or not names_makers(last):
        return False
    return last.node.tag == prose.tag and last.node.attributes.get("class") == prose.attributes.get("class")


def _is_contact(blocks: Sequence[Block], kept: Sequence[int]) -> bool:
    """Tell whom a text's readers may call, set as its paragraphs are; above the page's small print it is of that."""
    last = blocks[kept[-1]]
    if not isinstance(last, Text) or last.anchors or not reaches_out(last.line):
        return False
    return _is_set_in_text(blocks, kept, last)


def _is_own_contact(blocks: Sequence[Block], kept: Sequence[int], title: LexborNode | None) -> bool:
    """Tell whom a newspaper's own notice, set as the text is, tells its subscribers to call."""
    last = blocks[kept[-1]]
    if not isinstance(last, Text) or last.anchors or not offers_contact(last.line):
        return False
    told = [one.line for at in kept[-_LOOK_BACK:-1] if isinstance(one := blocks[at], Text) and not one.rows]
    said = "" if title is None else fold(title.text())
    return is_own_contact(last.line, said, told) and _is_set_in_text(blocks, kept, last)


def _is_set_in_text(blocks: Sequence[Block], kept: Sequence[int], last: Text) -> bool:
    """Tell a last line that is set as the paragraphs are from one of the small print below it."""
    below = blocks[kept[-1] + 1] if kept[-1] + 1 < len(blocks) else None
    text = next((one for at in reversed(kept[-_LOOK_BACK:]) if prose_of(one := blocks[at])), None)
    is_own = text is not None and are_set_alike(last, text)
    return is_own and not (isinstance(below, Text) and owns_page(below) and are_set_alike(below, last))


def _is_set_as_text(blocks: Sequence[Block], kept: Sequence[int], prose: LexborNode | None) -> bool:
    """Tell a last line that is set as the text is: an item of a list, a caption, a child of what holds the prose."""
    last = blocks[kept[-1]].node
    if last is None or last.tag in _ITEMS or (len(kept) > 1 and isinstance(blocks[kept[-2]], Picture)):
        return True
    if prose is None:
        return True
    if prose.tag != last.tag:
        return False
    # Where a wrapper is all that there is, none holds anything else.
    box, other = (next(iter(boxes(node)), None) for node in (prose, last))
    return _are_alike(box, other) or _are_alike(prose.parent, last.parent)


def _are_alike(box: LexborNode | None, other: LexborNode | None) -> bool:
    """Recognise an element, and one of its name beside it: an advertisement parts a text in two."""
    if box is None or other is None or box.mem_id == other.mem_id:
        return (box is None) == (other is None)
    name = box.attributes.get("class")
    is_named_so = bool(name) and box.tag == other.tag and other.attributes.get("class") == name
    return (
        is_named_so and box.parent is not None and other.parent is not None and box.parent.mem_id == other.parent.mem_id
    )


def is_foot_of_page(blocks: Sequence[Block], place: Place, body: Sequence[Block], title: LexborNode | None) -> bool:
    """Tell lines without a sentence that stand with a page's small print and without its title: there is no text."""
    if title is not None and any(one.mem_id == place.node.mem_id for one in ancestors(title)):
        return False
    if any(prose_of(block) or isinstance(block, Picture) or (isinstance(block, Text) and block.rows) for block in body):
        return False
    return any(isinstance(one := blocks[at], Text) and owns_page(one) for at in place.inside)


def is_index(title: str, body: Sequence[Block]) -> bool:
    """Tell a list of other articles: as many titles that are links as texts, or no sentence under a paper's name."""
    told: set[int] = set()
    for at in range(1, len(body)):
        if is_announced(body, at, range(at), told):
            told.add(at)
    links = sum(isinstance(block, Text) and is_listed(block) for block in body) - len(told)
    texts = sum(prose_of(block) > 0 for block in body)
    if not texts and (_PAGE_OF_PAPER.search(title) or names_site(title)):
        return True
    return links >= _MIN_LISTED and links >= texts


def is_outweighed(body: Sequence[Block], shown: Sequence[Block], boxes: Sequence[Box]) -> bool:
    """Recognise a page of links with a few words, which say less than the titles in the boxes above their end."""
    kept = {id(one) for one in body}
    end = next(at for at in range(len(shown) - 1, -1, -1) if id(shown[at]) in kept)
    boxed = (shown[at] for one in boxes if one.begin < end for at in one.lines)
    anchors = (anchor for one in boxed if isinstance(one, Text) for anchor in one.anchors)
    return sum(map(prose_of, body)) < sum(len(one.text) for one in anchors)


def goes_on(blocks: Sequence[Block], body: Sequence[Block], end: int) -> bool:
    """Tell whether paragraphs of a text may come after its end: set as they are, or before its editor's line."""
    last = next((one.node for one in reversed(body) if prose_of(one)), None)
    has_more = False
    for at in range(end + 1, min(end + 1 + _LOOK_AHEAD, len(blocks))):
        block = blocks[at]
        if is_margin(block):
            return has_more
        if not isinstance(block, Text):
            continue
        if heads_comments(block):
            return _go_on_as(blocks, at, body)
        if prose_of(block) and not (is_small_print(block) or is_of_page(blocks, at, last)):
            if are_alike(block.node, last):
                return True
            has_more = has_more or not is_of_item(blocks, at, None)
    return False


def _go_on_as(blocks: Sequence[Block], at: int, body: Sequence[Block]) -> bool:
    """Tell whether below the heading of comments the paragraphs are set as those of the text are, in its element."""
    told = next((one for one in blocks[at + 1 : at + 1 + _LOOK_AHEAD] if prose_of(one) or is_margin(one)), None)
    last = next((one for one in reversed(body) if prose_of(one)), None)
    return told is not None and last is not None and are_set_alike(told, last)


def is_told(body: Sequence[Block]) -> bool:
    """Tell a text from a few lines below a heading: a sentence, an image or a table, or some lines without a date."""
    if any(prose_of(one) or isinstance(one, Picture) or (isinstance(one, Text) and one.rows) for one in body):
        return True
    lines = [line for block in body if isinstance(block, Text) and not block.anchors for line in block.lines()]
    return sum(not is_dated(line) for line in lines) >= _MIN_LINES
