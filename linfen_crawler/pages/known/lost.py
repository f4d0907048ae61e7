"""Find by labels and prose the parts that a page of a known layout lacks, and tell its own elements from strays.

A redesign often begins with one part: another class for the date line, a moved path. Parts found so are marked; a
page that lacks several parts is of no known layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.known.parts import Parts
from linfen_crawler.pages.lines.wording import (
    EDITOR_LABELS,
    RESPONSIBLE_LABELS,
    Wording,
    has_heading,
    text_as_line,
    wording_of,
)
from linfen_crawler.pages.tree.blocks import Block, line_of
from linfen_crawler.pages.tree.document import Document
from linfen_crawler.pages.tree.metadata import page_title, shown_title
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fingerprint_text

ByLabels = Callable[[], Found | None]
"""A page's parts by labels and prose; determined only if an element is missing or in doubt."""
_MIN_TITLE = 4
_LEVELS = 64
"""Elements around a paragraph, at most, among which the body's is looked for."""
_SOME = 8
"""Characters by which the end of a paragraph is found again in the page."""
_NEAR = 400
"""Characters of the page around a text, in which its editor is named."""


def labelled(document: Document, parts: Parts, by_labels: ByLabels) -> Found | None:
    """Return what the labels say about a page whose parts may be strays; ``None`` if nothing contradicts them.

    Parts that stand together are doubted only where the browser's title repeats another heading than theirs, and
    another text is under it.
    """
    if not parts.is_together:
        return by_labels()
    titles = [line_of(one) for one in parts.titles]
    # What metadata say takes longer to find, and on nearly every page the browser's title says enough.
    shown = shown_title(document)
    if fingerprint_text(shown) and any(is_same_title(one, shown) for one in titles):
        return None
    said = page_title(document)
    if not fingerprint_text(said) or any(is_same_title(one, said) for one in titles):
        return None
    other = by_labels()
    if other is None or not is_same_title(other.title, said) or _held([*parts.bodies, *parts.galleries], other):
        return None
    return other


def drop_strays(url: str, parts: Parts, other: Found) -> None:
    """Keep of titles and bodies the article's own; raises :class:`ExtractionError` where the page is another's."""
    # On a photo page the labels may take the gallery for the text, and pass over the text beside it.
    has_gallery = bool(_held(parts.galleries, other))
    had_bodies = bool(parts.bodies)
    parts.bodies = _held(parts.bodies, other) or (parts.bodies if has_gallery else [])
    if had_bodies and not parts.bodies:
        raise ExtractionError(url, "body", f"the text stands elsewhere than in {parts.rules['body']}")
    parts.titles = [one for one in parts.titles if is_same_title(line_of(one), other.title)]
    if not parts.titles and not parts.bodies and not has_gallery:
        raise ExtractionError(url, "title", "the page is headed by another than the layout's element")


def _held(nodes: Sequence[LexborNode], other: Found) -> list[LexborNode]:
    """Return the elements that hold any of a text."""
    around = {node.mem_id for block in other.body for node in _around(block)} if nodes else set()
    return [one for one in nodes if one.mem_id in around]


def _around(block: Block) -> Iterator[LexborNode]:
    if block.node is not None:
        yield block.node
        yield from islice(ancestors(block.node), _LEVELS)


def titled(found: Found, other: Found) -> Found:
    """Find the title by labels."""
    return replace(found.told_by(other, "title"), title=other.title, kicker=other.kicker)


def dated(found: Found, other: Found | None) -> Found:
    """Find the date line by its labels, if they give the same title."""
    if other is None or read_date_line(other.date_line).published_at is None:
        return found
    if not is_same_title(found.title, other.title):
        return found
    return replace(found.told_by(other, "date_line"), date_line=other.date_line)


def placed(found: Found, other: Found | None) -> Found:
    """Find the path to a page by its labels."""
    if other is None or not other.breadcrumbs:
        return found
    return replace(found.told_by(other, "breadcrumb"), breadcrumbs=other.breadcrumbs)


def may_name_editor(document: Document, title: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether the label of an editor is between title and text or soon after: elsewhere it is another's."""
    text = document.words
    if not paragraphs or not has_heading(text, EDITOR_LABELS):
        return False
    first, last = (one.rpartition("\n")[2][-_SOME:] for one in (paragraphs[0], paragraphs[-1]))
    end = text.rfind(last)
    begin = max(0, text.rfind(first, 0, end + _SOME) + _SOME - len(paragraphs[0]))
    head = max(begin - _NEAR, text.rfind(title[-_SOME:], 0, begin), 0)
    if has_heading(text[head:begin], EDITOR_LABELS):
        return True
    # 值班编辑 and the like are a sidebar's as well.
    return has_heading(text[max(0, end) : end + _NEAR], RESPONSIBLE_LABELS)


def edited(found: Found, other: Found | None) -> Found:
    """Find the editor by its label: in the head of the page, or outside the column after the text."""
    if other is None or not is_same_title(found.title, other.title):
        return found
    # What is in the body was read there, as an editor's line or as text.
    read = [_solid(one.text) for one in found.body if isinstance(one, Text) and "编" in one.text]
    said = read_date_line(other.date_line)
    line = _solid(other.date_line or "")
    is_read = any(line in text or text in line for text in read)
    if said.editor and not is_read and said.published_at == read_date_line(found.date_line).published_at:
        return replace(found.told_by(other, "editor"), date_line=other.date_line)
    lines = [
        one
        for one in other.tail
        if isinstance(one, Text)
        and wording_of(text_as_line(one)) is Wording.RESPONSIBLE
        and not any(_solid(one.text) in text for text in read)
    ]
    return replace(found.told_by(other, "editor"), editors=lines) if lines else found


def _solid(text: str) -> str:
    return "".join(text.split())


def is_same_title(one: str, other: str) -> bool:
    """Tell one title from another, which may have a kicker or the site's name besides."""
    first, second = sorted((fingerprint_text(one), fingerprint_text(other)), key=len)
    return first == second or (len(first) >= _MIN_TITLE and first in second)
