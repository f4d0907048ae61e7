"""Extract the parts of a page of a known layout from its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.known.lost import ByLabels, dated, drop_strays, labelled, placed, titled
from linfen_crawler.pages.known.overflow import overflow
from linfen_crawler.pages.known.parts import Parts, is_below, tagged
from linfen_crawler.pages.known.titles import InTitle, read_title
from linfen_crawler.pages.lines.bylines import DASH
from linfen_crawler.pages.lines.furniture import is_furniture
from linfen_crawler.pages.lines.notes import is_note
from linfen_crawler.pages.lines.parting import apart_from_values
from linfen_crawler.pages.lines.publishers import SITE_NAMES
from linfen_crawler.pages.lines.staffed import staff_apart
from linfen_crawler.pages.lines.wording import ANY_EDITOR, Headings, has_heading
from linfen_crawler.pages.tree.blocks import IGNORED, Block, line_of, read_blocks
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.styles import is_hidden
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.text import clean_line, fold

_MAX_KICKER = 80
"""Characters; a longer line above the title is no kicker."""
_DASHES = "—–―-－"
_COLONS = (":", "：")
_LABEL_ALONE = re.compile(rf"[【\[( ]{{0,2}}(?:{ANY_EDITOR}) ?: ?")
_NO_KICKER = "ul, ol, form, input:not([type=hidden i])"


def take(url: str, document: Document, parts: Parts, by_labels: ByLabels) -> Found:
    """Return the parts in a page's elements and, if one is missing, the part found by its label.

    Raises :class:`ExtractionError` if there is neither title nor body, or if they are on another's page.
    """
    other = labelled(document, parts, by_labels)
    if other is not None:
        drop_strays(url, parts, other)
    parts.bodies = list(_one_text(parts.bodies, {node.mem_id for node in parts.editors}))
    title = _title(parts)
    found = _found(document, parts, title)
    if title is None:
        found = _titled(url, found, parts) if other is None else titled(found, other)
    if read_date_line(found.date_line).published_at is None:
        found = dated(found, by_labels())
    return found if found.breadcrumbs else placed(found, by_labels())


def _found(document: Document, parts: Parts, title: LexborNode | None) -> Found:
    column = _column(parts)
    own = read_title(title, document) if title is not None else InTitle("")
    editors = [block for one in parts.editors for block in staff_apart(list(_labelled(read_blocks(one))))]
    return Found(
        template=parts.template,
        title=own.title,
        kicker=own.kicker or (_kicker_above(title, parts) if title is not None else None),
        subtitle=own.subtitle or (_subtitle_below(title, parts) if title is not None else None),
        date_line=_date_line(parts),
        breadcrumbs=_breadcrumbs(parts),
        body=[*_body(document, parts), *filter(_is_in_brackets, editors)],
        editors=[one for one in editors if not _is_in_brackets(one)],
        tail=_tail(parts),
        outer=frozenset(node.mem_id for one in (column,) if one is not None for node in (one, *ancestors(one))),
        elsewhere=partial(_elsewhere, document, parts),
        rules=parts.rules,
    )


def _one_text(bodies: list[LexborNode], ends: set[int]) -> Iterator[LexborNode]:
    """Yield the first of several bodies, and those that continue it: beside it, before any editor."""
    if not bodies:
        return
    yield bodies[0]
    rest = {node.mem_id: node for node in bodies[1:]}
    node = bodies[0].next if rest else None
    while node is not None and node.mem_id not in ends:
        if node.mem_id in rest:
            yield node
        node = node.next


def _titled(url: str, found: Found, parts: Parts) -> Found:
    """Return what was found under the first heading of the column."""
    headings = tagged(parts.column, parts.template.title_tags) if parts.column is not None else []
    if title := next(filter(None, map(line_of, headings)), None):
        parts.rules["title"] = f"{parts.rules['column']} {headings[0].tag}"
        return replace(found, title=title, kicker=_kicker_above(headings[0], parts))
    raise ExtractionError(url, "title", f"no text in {parts.rules.get('title', 'any element that could hold it')}")


def _breadcrumbs(parts: Parts) -> tuple[str, ...]:
    if parts.breadcrumb is None:
        return ()
    return tuple(filter(None, (line_of(one) for one in parts.breadcrumb.traverse() if one.tag == "a")))


def _is_in_brackets(block: Block) -> bool:
    """Recognise a note on the text beside the template's own editor: （未完待续）."""
    if not isinstance(block, Text) or block.anchors or not block.line.startswith("("):
        return False
    return is_note(block.line)


def _body(document: Document, parts: Parts) -> list[Block]:
    # A class may have moved out to what holds title and date line as well.
    is_around = bool(parts.titles and parts.bodies) and is_below(parts.titles[0], parts.bodies[0])
    head = [*parts.titles, *parts.date_lines] if is_around else []
    skip = {node.mem_id for node in (*parts.editors, *head)}
    blocks = [block for one in parts.bodies for block in read_blocks(one, skip)]
    return [*blocks, *overflow(document, parts, blocks)]


def _labelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines of an editor's element, a label that is on a line of its own with what follows it."""
    label: Text | None = None
    for block in blocks:
        if label is not None:
            whole = joined([label, block]) if isinstance(block, Text) else None
            yield from (label, block) if whole is None else (whole,)
            label = None
        elif isinstance(block, Text) and block.text.endswith(_COLONS) and _LABEL_ALONE.fullmatch(block.line):
            label = block
        else:
            yield block
    if label is not None:
        yield label


def _tail(parts: Parts) -> Sequence[Block]:
    column = _column(parts)
    if column is None:
        return ()
    skip = {node.mem_id for node in parts.editors}
    if parts.bodies:
        skip.update(_up_to(column, parts.bodies[-1]))
    return read_blocks(column, skip)


def _elsewhere(document: Document, parts: Parts, headings: Headings) -> Sequence[Block]:
    """Return what is outside the column; nothing where the page has none of the headings looked for."""
    if not has_heading(document.words, headings):
        return ()
    column = _column(parts)
    return read_blocks(document.body, {column.mem_id} if column is not None else ())


def _column(parts: Parts) -> LexborNode | None:
    """Return what holds the article and no sidebar: the template's column, or else the body's parent."""
    if not parts.bodies:
        return parts.column
    if parts.column is not None and is_below(parts.bodies[0], parts.column):
        return parts.column
    return parts.bodies[0].parent


def _up_to(column: LexborNode, body: LexborNode) -> Iterator[int]:
    """Yield the body and all that comes before it in the column, by ``mem_id``."""
    yield body.mem_id
    for node in (body, *ancestors(body)):
        if node.mem_id == column.mem_id:
            return
        before = node.prev
        while before is not None:
            yield before.mem_id
            before = before.prev


def _title(parts: Parts) -> LexborNode | None:
    """Return the element that holds the title; a kicker may be set as a title of its own above it."""
    titles = [node for node in parts.titles if line_of(node)]
    if len(titles) < 2:
        return titles[0] if titles else None
    beside = titles[0].parent
    return [one for one in titles if one.parent is not None and beside and one.parent.mem_id == beside.mem_id][-1]


def _kicker_above(title: LexborNode, parts: Parts) -> str | None:
    """Return the line that comes right before the title in its column: text alone, no breadcrumb and no date."""
    if parts.column is None:
        return None
    for node in (title, *ancestors(title)):
        if node.mem_id == parts.column.mem_id:
            return None
        before = node.prev
        while before is not None:
            if before.is_text_node and (line := (before.text_content or "").strip()):
                return _kicker(line)
            is_shown = before.is_element_node and before.tag not in IGNORED and not is_hidden(before.attributes)
            if is_shown and (blocks := read_blocks(before)):
                is_title = any(one.mem_id == before.mem_id for one in parts.date_lines)
                return None if is_title or before.css_first(_NO_KICKER) is not None else _kicker_of(blocks)
            before = before.prev
    return None


def _subtitle_below(title: LexborNode, parts: Parts) -> str | None:
    """Return the line between title and text, where it opens with ——: anything else there is none."""
    around = {node.mem_id for part in parts.bodies for node in (part, *ancestors(part))}
    dates = {node.mem_id for part in parts.date_lines for node in (part, part.parent) if node is not None}
    below = title.next
    while below is not None and below.mem_id not in around:
        said = "" if below.mem_id in dates or below.tag in IGNORED else _raw_text(below)
        if said:
            # Mostly a bar of buttons is there: anything that opens otherwise is not read.
            line = _line_in(below) if said[0] in _DASHES else ""
            return line if 0 < len(line) <= _MAX_KICKER and DASH.match(fold(line)) else None
        below = below.next
    return None


def _raw_text(node: LexborNode) -> str:
    return ((node.text_content if node.is_text_node else node.text()) or "").strip()


def _line_in(node: LexborNode) -> str:
    return clean_line(node.text_content or "") if node.is_text_node else line_of(node)


def _kicker_of(blocks: Sequence[Block]) -> str | None:
    """Return the text of an element above the title; ``None`` if it holds links or images."""
    if not all(isinstance(block, Text) and not block.anchors for block in blocks):
        return None
    return _kicker(clean_line(" ".join(block.text for block in blocks if isinstance(block, Text))))


def _kicker(line: str) -> str | None:
    """Return a line that can be a kicker: no date, no path or button, and not the site's own name."""
    if len(line) > _MAX_KICKER or read_date_line(line).published_at is not None or fold(line) in SITE_NAMES:
        return None
    return None if is_furniture(Text(text=line)) else line


def _date_line(parts: Parts) -> str | None:
    """Return the lines with time and source: a kicker, or the head of a list, may have the same class."""
    lines = [line for found in parts.date_lines if (line := _date_text(found))]
    if len(lines) < 2:
        return lines[0] if lines else None
    dated = [line for line in lines if read_date_line(line).published_at is not None]
    sourced = [line for line in lines if read_date_line(line).source is not None]
    # 更新时间 may be above the line that names the source as well.
    whole = [line for line in dated if line in sourced] or [*dated[:1], *sourced[:1]]
    return "\u3000".join(whole[:2] if whole[:1] != sourced[:1] else whole[:1]) or lines[-1]


def _date_text(node: LexborNode) -> str:
    """Return an element's text as one line, with a gap between what is on lines of its own."""
    if (only := node.child) is None or (only.is_text_node and only.next is None):
        return line_of(node)
    blocks = (block for block in read_blocks(node) if isinstance(block, Text))
    return clean_line("\u3000".join(apart_from_values(block, block.text) for block in blocks))
