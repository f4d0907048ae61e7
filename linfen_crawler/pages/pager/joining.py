"""Join the pages of a long article; what they repeat is kept once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from linfen_crawler.datelines import lead, read_date_line
from linfen_crawler.items import RawArticle, RawImage, RawLink
from linfen_crawler.kinds import Precision
from linfen_crawler.pages.pager.lines import is_page_number
from linfen_crawler.text import fingerprint_text, fold

_T = TypeVar("_T", str, RawLink)
_MAX_DATE_LINE = 80
_NUMBER = re.compile(r"[\s_(\[【—–-]{1,4}(?:续|第? ?(\d{1,2}) ?页?(?: ?/ ?\d{1,2})?) ?[)\]】]?\Z")
_MAX_NUMBER = 14


def join_parts(pages: Sequence[RawArticle]) -> RawArticle:
    """Join the pages of an article in order; what they repeat is kept once.

    Raises :class:`ValueError` without a page.
    """
    if not pages:
        raise ValueError("an article has at least one page")
    first, last = pages[0], pages[-1]
    if first is last and not (first.complete and first.next_part):
        # A page alone repeats nothing, and most articles have one.
        return first
    paragraphs: list[str] = []
    images: list[RawImage] = []
    for at, page in enumerate(pages):
        skipped = repeated(first, page, at + 1) if at else 0
        shift = len(paragraphs) - skipped
        captions = {image.caption for image in images}
        images.extend(
            replace(image, position=max(image.position + shift, len(paragraphs)))
            for image in page.images
            if image.url or image.caption not in captions
        )
        paragraphs.extend(page.paragraphs[skipped:])
    return replace(
        first,
        paragraphs=tuple(paragraphs),
        bylines=tuple(line for page in pages for line in page.bylines),
        images=distinct(images),
        links=once(link for page in pages for link in page.links),
        editor_lines=next((page.editor_lines for page in reversed(pages) if page.editor_lines), ()),
        notice=next((page.notice for page in reversed(pages) if page.notice), None),
        captures=tuple(capture for page in pages for capture in page.captures),
        parts=tuple(part for page in pages for part in page.parts),
        next_part=last.next_part,
        complete=last.complete and last.next_part is None,
    )


def is_repeat(pages: Sequence[RawArticle], page: RawArticle) -> bool:
    """Recognise a further page that repeats one of those before it: a server may ignore the suffix of its address."""
    own = _own_content(pages[0], page, len(pages) + 1)
    return any(_own_content(pages[0], one, at) == own for at, one in enumerate(pages, 1))


def _own_content(first: RawArticle, page: RawArticle, number: int) -> tuple[tuple[str, ...], set[str]]:
    """Return the text of a page without what it repeats, and its images: some pages have nothing else."""
    return page.paragraphs[repeated(first, page, number) :], {image.url or image.caption for image in page.images}


def repeated(first: RawArticle, page: RawArticle, number: int) -> int:
    """Return how many paragraphs at the head of a later page repeat what opens the article.

    A title may be there with the number of the page: 汾河两岸（2）.
    """
    said = (first.title, first.kicker, first.headline, first.subtitle, first.date_line, page.title)
    known = {fingerprint_text(line) for line in (*said, *first.bylines) if line}
    known.update(fingerprint_text(text) for text in first.paragraphs[:1] if lead(text))
    count = 0
    for text in page.paragraphs:
        is_known = fingerprint_text(text) in known or fingerprint_text(_unnumbered(text, number)) in known
        if not (is_known or is_page_number(text) or _is_date_line(text, first.date_line)):
            break
        count += 1
    return count


def _unnumbered(line: str, number: int) -> str:
    """Return a line without the number of the page that it ends with, or the word for a continuation."""
    folded = fold(line) if len(line) < _MAX_DATE_LINE else ""
    match = _NUMBER.search(folded[-_MAX_NUMBER:])
    if match is None or (match[1] is not None and int(match[1]) != number):
        return line
    return folded.removesuffix(match[0])


def _is_date_line(text: str, date_line: str | None) -> bool:
    """Recognise a date line of the same day; a sentence that begins with that day is none."""
    if len(text) >= _MAX_DATE_LINE or "。" in text:
        return False
    said, own = read_date_line(text), read_date_line(date_line).published_at
    if said.published_at is None or own is None or said.published_at[:10] != own[:10]:
        return False
    return said.source is not None or said.precision is not Precision.DAY


def distinct(images: Iterable[RawImage]) -> tuple[RawImage, ...]:
    """Keep an image once, where it comes first, with the first caption that it has.

    Captions without an image are as many as the page has.
    """
    kept: dict[object, RawImage] = {}
    for at, image in enumerate(images):
        shown = kept.setdefault(image.url or at, image)
        if image.caption and not shown.caption:
            kept[image.url or at] = replace(shown, caption=image.caption)
    return tuple(kept.values())


def once(values: Iterable[_T]) -> tuple[_T, ...]:
    """Keep duplicates once, where they come first."""
    return tuple(dict.fromkeys(values))
