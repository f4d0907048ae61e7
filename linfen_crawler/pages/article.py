"""Read one page of an article, and join the pages of a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from linfen_crawler.datelines import DateLine, read_date_line
from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import LinkKind, Nature, RawArticle, RawImage, RawLink
from linfen_crawler.pages import generic, known, nature
from linfen_crawler.pages.blocks import Embed, read_blocks
from linfen_crawler.pages.captions import Slot, pair
from linfen_crawler.pages.document import Document, Page, parse
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.gallery import read_images
from linfen_crawler.pages.headline import Headlines, part_headlines
from linfen_crawler.pages.heads import find_head
from linfen_crawler.pages.layouts import match, name_of
from linfen_crawler.pages.margin import Margin, has_related, part_body, read_tail
from linfen_crawler.pages.pager import is_own_part, next_part
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import NEIGHBOUR_HEADINGS, NOTICE_HEADINGS, RELATED_HEADINGS
from linfen_crawler.text import fingerprint_text
from linfen_crawler.urls import article_address

_T = TypeVar("_T", str, RawLink)
_MAX_DATE_LINE = 80
_NO_SOURCE = frozenset({"临汾新闻网", "未知", "不详", "网络", "本站", "本网"})
"""What importers write where they know none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page of an article as read, and what it was read from."""

    article: RawArticle
    content: tuple[Text | Slot, ...]
    """The text and its images in order, for the HTML of the body."""
    rules: Mapping[str, str]
    """By which rule each part of the page was found."""


def read_article(page: Page) -> RawArticle:
    """Read one page of an article.

    Raises :class:`OtherPageError` for a page that is plainly something else, :class:`ExtractionError` naming the
    field that is missing: ``layout``, ``title`` or ``body``.
    """
    return read(page).article


def read(page: Page) -> Reading:
    """Read one page of an article, with the rules that found its parts; raises what :func:`read_article` does."""
    document = parse(page)
    parts = match(document)
    error = ExtractionError(page.url, "layout", "none of the site's, and no dated text that could be an article's")
    if parts is not None:
        try:
            return _told_apart(page, _read(page, document, _dated(document, known.take(page.url, document, parts))))
        except OtherPageError:
            raise
        except ExtractionError as missing:
            error = missing
    # An element that stands there empty says so itself; one that is missing may have another name by now.
    is_told = parts is not None and bool(parts.titles) and bool(parts.bodies)
    found = None if is_told else generic.find(document)
    if found is not None:
        return _told_apart(page, _read(page, document, found))
    if said := nature.of_message(document) or nature.of_rest(page, document, has_layout=is_told):
        raise OtherPageError(page.url, *said) from error
    raise error


def _told_apart(page: Page, reading: Reading) -> Reading:
    """Return a reading that is an article's; raises :class:`OtherPageError` for a message in the template of one."""
    article = reading.article
    if not article.images and (said := nature.of_article(article.title, article.paragraphs)):
        raise OtherPageError(page.url, *said)
    return reading


def _dated(document: Document, found: Found) -> Found:
    """Let the labels find the date line of a known layout that has lost the element for it."""
    if found.date_line is not None:
        return found
    head = find_head(read_blocks(document.body), document, found.title)
    if head is None or not head.is_dated or fingerprint_text(head.title) != fingerprint_text(found.title):
        return found
    rules = {**found.rules, "date_line": "the dated line beside the title: the layout's element for it is missing"}
    return replace(found, date_line=head.date_line, rules=rules)


def _read(page: Page, document: Document, found: Found) -> Reading:
    """Take the text apart from what stands in and around it."""
    dated = read_date_line(found.date_line)
    blocks, margin = part_body(found.body, page.url, page.link, source=_own_source(dated))
    _read_around(found, margin, page)
    has_headlines = _has_headlines(page, found)
    paired = pair(blocks, found.title, page.link, has_headlines=has_headlines)
    texts = [one for one in paired if isinstance(one, Text)]
    told = part_headlines(texts, found.title) if has_headlines else Headlines(texts=tuple(texts))
    content = tuple(_content(paired, told))
    following = next_part(page, document)
    article = RawArticle(
        url=page.url,
        layout=name_of(found.layout, page.url, dated.published_at, is_imported=margin.is_imported),
        title=found.title,
        breadcrumbs=found.breadcrumbs,
        date_line=found.date_line,
        source_line=margin.source_line,
        kicker=_both(found.kicker, told.kicker, found.title),
        headline=told.headline,
        subtitle=told.subtitle,
        bylines=told.bylines,
        paragraphs=tuple(block.text for block in told.texts),
        editor_lines=tuple(margin.editor_lines),
        notice=margin.notice,
        images=_images(page, document, found, content),
        links=_once(link for link in margin.links if not is_own_part(link.url, page.url)),
        next_part=following,
        complete=following is None,
    )
    if not article.paragraphs and not article.images:
        if any(isinstance(block, Embed) for block in found.body):
            raise OtherPageError(page.url, Nature.VIDEO, "a player and no text")
        raise ExtractionError(page.url, "body", f"neither text nor images in {found.rules.get('body', 'any element')}")
    return Reading(article=article, content=content, rules=found.rules)


def join_parts(pages: Sequence[RawArticle]) -> RawArticle:
    """Join the pages of an article in order; what each of them repeats is kept once.

    Raises :class:`ValueError` without a page.
    """
    if not pages:
        raise ValueError("an article has at least one page")
    first, last = pages[0], pages[-1]
    paragraphs: list[str] = []
    images: list[RawImage] = []
    for at, page in enumerate(pages):
        skipped = repeated(first, page) if at else 0
        shift = len(paragraphs) - skipped
        images.extend(replace(image, position=max(image.position + shift, len(paragraphs))) for image in page.images)
        paragraphs.extend(page.paragraphs[skipped:])
    return replace(
        first,
        paragraphs=tuple(paragraphs),
        bylines=tuple(line for page in pages for line in page.bylines),
        images=_distinct(images),
        links=_once(link for page in pages for link in page.links),
        editor_lines=next((page.editor_lines for page in reversed(pages) if page.editor_lines), ()),
        notice=next((page.notice for page in reversed(pages) if page.notice), None),
        captures=tuple(capture for page in pages for capture in page.captures),
        parts=tuple(part for page in pages for part in page.parts),
        next_part=last.next_part,
        complete=last.next_part is None,
    )


def is_repeat(pages: Sequence[RawArticle], page: RawArticle) -> bool:
    """Tell a further page that is one of those before it once more: a server may ignore the suffix of its address."""
    own = page.paragraphs[repeated(pages[0], page) :]
    texts = (one.paragraphs[repeated(pages[0], one) if at else 0 :] for at, one in enumerate(pages))
    return own in texts


def repeated(first: RawArticle, page: RawArticle) -> int:
    """Return how many paragraphs at the head of a later page repeat the article's title, headline or date line."""
    said = (first.title, first.kicker, first.headline, first.subtitle, first.date_line, page.title)
    known = {fingerprint_text(line) for line in (*said, *first.bylines) if line}
    day = read_date_line(first.date_line).published_at
    count = 0
    for text in page.paragraphs:
        is_date_line = len(text) < _MAX_DATE_LINE and day is not None and read_date_line(text).published_at == day
        if not is_date_line and fingerprint_text(text) not in known:
            break
        count += 1
    return count


def _images(page: Page, document: Document, found: Found, content: Iterable[Text | Slot]) -> tuple[RawImage, ...]:
    """Return the images that scripts show, and those in the text, each with its place among the paragraphs."""
    images = list(read_images(page, document)) if found.is_gallery else []
    position = 0
    for one in content:
        if isinstance(one, Slot):
            images.append(one.image(position))
        else:
            position += 1
    return _distinct(images)


def _content(content: Sequence[Text | Slot], told: Headlines) -> Iterator[Text | Slot]:
    """Yield text and images in order, without the headline block."""
    position = 0
    for one in content:
        if isinstance(one, Slot):
            yield one
            continue
        if position >= told.begin:
            yield told.texts[position - told.begin]
        position += 1


def _has_headlines(page: Page, found: Found) -> bool:
    """Tell a first page, which may open with the newspaper's headlines; later ones open in the middle of the text."""
    address = article_address(page.url)
    return not found.is_gallery and (address is None or address.part == 1)


def _read_around(found: Found, margin: Margin, page: Page) -> None:
    """Read what stands behind the body: in the article's column, then links and notice wherever they are."""
    read_tail(found.editors, margin, page.link)
    read_tail(found.tail, margin, page.link, outer=found.outer)
    kinds = {link.kind for link in margin.links}
    missing = {
        **({} if has_related(found.tail) else RELATED_HEADINGS),
        **(NOTICE_HEADINGS if margin.notice is None else {}),
        **({} if kinds & {LinkKind.PREVIOUS, LinkKind.NEXT} else NEIGHBOUR_HEADINGS),
    }
    if missing:
        read_tail(found.elsewhere(missing), margin, page.link, outer=found.outer, is_column=False)


def _both(above: str | None, inside: str | None, title: str) -> str | None:
    """Keep a kicker above the web title and one above the headline, where they differ; a title set twice is none."""
    if above is not None and fingerprint_text(above) == fingerprint_text(title):
        above = None
    if above is None or inside is None:
        return above or inside
    return inside if fingerprint_text(above) == fingerprint_text(inside) else f"{above}\n{inside}"


def _own_source(dated: DateLine) -> str:
    """Return the source that a date line names; ``""`` for the importer's defaults, such as the site itself."""
    source = dated.source or ""
    return "" if fingerprint_text(source) in _NO_SOURCE else source


def _distinct(images: Iterable[RawImage]) -> tuple[RawImage, ...]:
    """Keep an image once, where it stands first; captions without an image are as many as the page has."""
    kept: dict[object, RawImage] = {}
    for at, image in enumerate(images):
        kept.setdefault((image.url, image.caption) if image.url else at, image)
    return tuple(kept.values())


def _once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
