"""Read one page of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from linfen_crawler.datelines import DateLine, read_date_line
from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import GENERIC, RawArticle, RawImage, RawLink
from linfen_crawler.kinds import LinkKind, Nature, Role
from linfen_crawler.lazily import asked_once
from linfen_crawler.pages.body.captions import pair, texts_above_captions_alone
from linfen_crawler.pages.body.gallery import read_images
from linfen_crawler.pages.body.headline import part_headlines, part_headlines_above_captions
from linfen_crawler.pages.body.margin import Margin, part_body
from linfen_crawler.pages.body.slots import Slot
from linfen_crawler.pages.body.tail import has_related, read_tail
from linfen_crawler.pages.body.verses import Headlines
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.generic.find import find
from linfen_crawler.pages.known.elements import take
from linfen_crawler.pages.known.layouts import name_of
from linfen_crawler.pages.known.lost import ByLabels, edited, may_name_editor
from linfen_crawler.pages.known.parts import Parts, match
from linfen_crawler.pages.lines.attachments import holds_document
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.lines.wording import (
    NEIGHBOUR_HEADINGS,
    NOTICE_HEADINGS,
    RELATED_HEADINGS,
)
from linfen_crawler.pages.nature import kinds as nature
from linfen_crawler.pages.nature import listings
from linfen_crawler.pages.pager.joining import distinct, once
from linfen_crawler.pages.pager.lines import is_own_part
from linfen_crawler.pages.pager.onward import find_onward
from linfen_crawler.pages.tree.blocks import Embed
from linfen_crawler.pages.tree.document import Document, Page, parse, unveiled
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import everyone
from linfen_crawler.text import fingerprint_text

_T = TypeVar("_T", str, RawLink)
_SIGNED = re.compile(r"记者|通讯员|本报|本网|新华社|[网报台社]讯")
_NO_SOURCE = frozenset({"临汾新闻网", "未知", "不详", "网络", "本站", "本网"})
"""What importers write if they know no source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page of an article as read, and what it was read from."""

    article: RawArticle
    content: tuple[Text | Slot, ...]
    """The text and its images in order, for the HTML of the body."""
    rules: Mapping[str, str]
    """By which rule each part of the page was found."""
    told: frozenset[str]
    """Parts of a known layout that were found by their labels, because its elements do not give them."""


def read_article(page: Page) -> RawArticle:
    """Read one page of an article.

    Raises :class:`OtherPageError` for a page that is plainly something else, :class:`ExtractionError` naming the
    field that is missing: ``layout``, ``title`` or ``body``.
    """
    return read(page).article


def read(page: Page) -> Reading:
    """Read a page of an article, with the rules that found its parts; raises what :func:`read_article` does.

    A page that shows a title and a date and hides its text shows it by script.
    """
    document = parse(page)
    try:
        return _read_page(page, document)
    except ExtractionError as refused:
        is_message = isinstance(refused, OtherPageError) and refused.nature is not Nature.EMPTY
        whole = None if is_message else unveiled(document)
        if whole is None:
            raise
        with suppress(ExtractionError):
            reading = _read_page(page, whole)
            if read_date_line(reading.article.date_line).published_at is not None:
                return reading
        raise


def _read_page(page: Page, document: Document) -> Reading:
    by_labels = asked_once(lambda: find(page, document))
    offered = match(document)
    error = ExtractionError(page.url, "layout", "none of the site's, and no dated text that could be an article's")
    for parts in offered:
        try:
            return _told_apart(page, _read_known(page, document, parts, by_labels))
        except OtherPageError:
            raise
        except ExtractionError as missing:
            error = missing if parts is offered[0] else error
    # An empty element means an empty part; a missing one may have got another name.
    is_told = any(parts.titles and parts.bodies and parts.is_together for parts in offered)
    found = None if is_told else by_labels()
    if found is not None:
        try:
            return _of_no_layout(page, document, _told_apart(page, _read(page, document, found)))
        except OtherPageError:
            raise
        except ExtractionError as missing:
            # A pager below a list of links reads like a text until it is recognised.
            error = missing
    if said := nature.of_page(page, document, has_layout=is_told):
        raise OtherPageError(page.url, *said) from error
    raise error


def _of_no_layout(page: Page, document: Document, reading: Reading) -> Reading:
    """Return a reading by labels; raises :class:`OtherPageError` where it is a listing's or another site's."""
    article = reading.article
    said = None
    if not (article.editor_lines or article.notice):
        has_items = len(article.paragraphs) > 1
        said = listings.of_summaries(page, document, article.date_line, article.paragraphs) if has_items else None
        said = said or listings.of_search(page, document) or listings.of_stamps(article.paragraphs)
    if said is None and not _is_signed(article):
        said = nature.of_stranger(page, document)
    if said is not None:
        raise OtherPageError(page.url, *said)
    return reading


def _read_known(page: Page, document: Document, parts: Parts, by_labels: ByLabels) -> Reading:
    """Read a page by a template's elements; an editor missing there may be found by labels."""
    found = take(page.url, document, parts, by_labels)
    reading = _read(page, document, found)
    is_edited = (
        any("编" in one or "編" in one for one in reading.article.editor_lines)
        or read_date_line(found.date_line).editor
    )
    if is_edited or not may_name_editor(document, found.title, reading.article.paragraphs):
        return reading
    completed = edited(found, by_labels())
    return reading if completed is found else _read(page, document, completed)


def _told_apart(page: Page, reading: Reading) -> Reading:
    """Return the reading of an article; raises :class:`OtherPageError` for a message in an article's template."""
    article = reading.article
    signed = nature.Signed(names_editor=partial(_names_editor, article), bears_notice=article.notice is not None)
    if said := nature.of_article(article.title, article.paragraphs, signed, has_images=bool(article.images)):
        raise OtherPageError(page.url, *said)
    return reading


def _names_editor(article: RawArticle) -> bool:
    """Recognise a page that names its editor, as published articles do."""
    people = everyone(bylines=(), texts=(), captions=(), editor_lines=article.editor_lines)
    return any(one.role is Role.EDITOR for one in people)


def _is_signed(article: RawArticle) -> bool:
    """Tell whether a page says who answers for its text, as a newspaper's does, whatever host it links to."""
    if article.editor_lines or article.bylines or article.notice or read_date_line(article.date_line).source:
        return True
    return any(_SIGNED.search(line) for line in (*article.paragraphs, *(one.caption for one in article.images)))


def _read(page: Page, document: Document, found: Found) -> Reading:
    """Separate the text from what is in and around it."""
    dated = read_date_line(found.date_line)
    is_known = found.template is not None
    onward = find_onward(page, document, found.body)
    blocks, margin = part_body(
        found.body,
        page.first,
        page.link,
        title=found.title,
        source=_own_source(dated),
        is_known=is_known,
        goes_on=onward.url is not None,
    )
    is_document = holds_document(margin.links)
    _read_around(found, margin, page, _own_source(dated))
    has_headlines = _has_headlines(page, found)
    is_whole = page.number == 1 and onward.url is None
    paired = pair(blocks, found.title, page.link, has_headlines=has_headlines, is_whole=is_whole)
    told = _headlines(paired, found.title, has_headlines=has_headlines)
    title, headline = _title_and_headline(found, told, margin)
    content = tuple(_content(paired, told))
    layout = _layout(found, page.url, dated, margin)
    article = RawArticle(
        url=page.url,
        layout=layout,
        title=title,
        breadcrumbs=found.breadcrumbs,
        date_line=found.date_line,
        source_line=margin.source_line,
        kicker=_both(_own_kicker(found), told.kicker, title),
        headline=headline,
        subtitle=_both(found.subtitle, told.subtitle, title),
        bylines=(*found.bylines, *told.bylines),
        paragraphs=tuple(block.text for block in told.texts),
        editor_lines=tuple(margin.editor_lines),
        notice=margin.notice,
        images=_images(page, document, found, content),
        links=once(link for link in margin.links if not (is_own_part(link.url, page.first) or link.url == onward.url)),
        next_part=onward.url,
        found_by_labels=tuple(sorted(found.told)) if layout != GENERIC else (),
        complete=onward.url is None and not onward.is_unknown and found.is_whole,
    )
    if not (article.paragraphs or article.images or is_document):
        if any(isinstance(block, Embed) for block in found.body):
            raise OtherPageError(page.url, Nature.VIDEO, "a player and no text")
        raise ExtractionError(page.url, "body", f"neither text nor images in {found.rules.get('body', 'any element')}")
    return Reading(article=article, content=content, rules=found.rules, told=found.told)


def _title_and_headline(found: Found, told: Headlines, margin: Margin) -> tuple[str, str | None]:
    """Return title and headline; a browser's title that the page does not show, unlike its headline, is the site's.

    A reprint that shows no headline may name the one that it had: 原标题：….
    """
    if told.headline is None and margin.former_title is not None:
        is_same = fingerprint_text(margin.former_title) == fingerprint_text(found.title)
        return found.title, None if is_same else margin.former_title
    if found.is_shown or told.headline is None or likeness(told.headline, found.title) > 0:
        return found.title, told.headline
    return told.headline, None


def _layout(found: Found, url: str, dated: DateLine, margin: Margin) -> str:
    """Return the name of a page's layout; a page that has lost several elements is of no known one."""
    if found.template is None or not found.is_of_template:
        return GENERIC
    return name_of(found.template, url, dated.published_at, is_imported=margin.is_imported)


def _headlines(paired: Sequence[Text | Slot], title: str, *, has_headlines: bool) -> Headlines:
    texts = [one for one in paired if isinstance(one, Text)]
    if not has_headlines:
        return Headlines(texts=tuple(texts))
    above = texts_above_captions_alone(paired)
    return part_headlines(texts, title) if above is None else part_headlines_above_captions(texts, title, above)


def _images(page: Page, document: Document, found: Found, content: Iterable[Text | Slot]) -> tuple[RawImage, ...]:
    """Return the images that scripts show, and those in the text, each with its place among the paragraphs."""
    images = list(read_images(page, document)) if found.is_gallery else []
    position = 0
    for one in content:
        if isinstance(one, Slot):
            images.append(one.image(position))
        else:
            position += 1
    return distinct(images)


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
    return not found.is_gallery and page.number == 1


def _read_around(found: Found, margin: Margin, page: Page, source: str) -> None:
    """Read what comes after the body: in the article's column, then links and notice wherever they are."""
    read_tail(found.editors, margin, page.link, is_staff=True, source=source)
    read_tail(found.tail, margin, page.link, outer=found.outer, source=source)
    kinds = {link.kind for link in margin.links}
    missing = {
        **({} if has_related(found.tail) else RELATED_HEADINGS),
        **(NOTICE_HEADINGS if margin.notice is None else {}),
        **({} if kinds & {LinkKind.PREVIOUS, LinkKind.NEXT} else NEIGHBOUR_HEADINGS),
    }
    if missing:
        read_tail(found.elsewhere(missing), margin, page.link, outer=found.outer, is_column=False)


def _own_kicker(found: Found) -> str | None:
    """Return the line above the title; the channel's name may be there as its heading."""
    return None if found.kicker in found.breadcrumbs else found.kicker


def _both(above: str | None, inside: str | None, title: str) -> str | None:
    """Keep a line beside the web title and one beside the headline if they differ; a repeated title is none."""
    if above is not None and fingerprint_text(above) == fingerprint_text(title):
        above = None
    if above is None or inside is None:
        return above or inside
    return inside if fingerprint_text(above) == fingerprint_text(inside) else f"{above}\n{inside}"


def _own_source(dated: DateLine) -> str:
    """Return the source that a date line names; ``""`` for the importer's defaults, such as the site itself."""
    source = dated.source or ""
    return "" if fingerprint_text(source) in _NO_SOURCE else source
