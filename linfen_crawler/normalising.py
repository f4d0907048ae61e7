"""Turn the strings of a page into an article as the archive keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from linfen_crawler.datelines import DateLine, lead, read_date_line
from linfen_crawler.items import Article, Credit, Image, RawArticle, RawImage
from linfen_crawler.kinds import Role
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.people.credits import editor as editor_of
from linfen_crawler.people.credits import everyone, split_caption
from linfen_crawler.text import clean_block, clean_line
from linfen_crawler.urls import article_address


def normalise(raw: RawArticle) -> Article:
    """Return an article with clean text, times with their zone, and people by role.

    The page's own wording is kept: nothing is converted between scripts, completed or corrected.
    """
    address = article_address(raw.url)
    dated = read_date_line(raw.date_line)
    imported = read_date_line(raw.source_line)
    source = imported.source or dated.source
    paragraphs = [text for text in map(clean_block, raw.paragraphs) if text]
    titles = _titles(raw)
    images = tuple(Image(url=image.url, **_caption(image.caption, titles)) for image in raw.images)
    people = _people(raw, paragraphs, (dated, imported))
    breadcrumbs = tuple(name for name in map(clean_line, raw.breadcrumbs) if name)
    return Article(
        url=raw.url,
        captures=raw.captures,
        entry=raw.entry,
        layout=raw.layout,
        links=raw.links,
        parts=raw.parts,
        redirected_from=raw.redirected_from,
        found_by_labels=raw.found_by_labels,
        site_id=address.site_id if address else None,
        section=address.section if address else "",
        section_name=breadcrumbs[-1] if breadcrumbs else None,
        breadcrumbs=breadcrumbs,
        title=clean_line(raw.title),
        kicker=_or_none(raw.kicker),
        headline=_or_none(raw.headline),
        subtitle=_or_none(raw.subtitle),
        published_at=dated.published_at,
        published_precision=dated.precision,
        source=source,
        dateline=lead(paragraphs[0]) if paragraphs else None,
        body="\n\n".join(paragraphs),
        editor=_editor(raw, people),
        copyright_notice=_or_none(raw.notice),
        view_label=dated.view_label,
        view_count=dated.view_count,
        complete=raw.complete,
        unasked=raw.unasked,
        gone_part=raw.gone_part,
        parser_version=PARSER_VERSION,
        credits=people,
        images=images,
    )


def _or_none(text: str | None) -> str | None:
    return clean_block(text or "") or None


def _titles(raw: RawArticle) -> tuple[str, ...]:
    return tuple(title for title in (raw.title, raw.headline) if title)


def _caption(caption: str, titles: tuple[str, ...]) -> dict[str, str | None]:
    text, credit = split_caption(clean_block(caption), titles)
    return {"caption": text, "credit": credit}


def _people(raw: RawArticle, paragraphs: list[str], dated: Iterable[DateLine]) -> tuple[Credit, ...]:
    """Return everyone credited, each once per role, in the order of the page; those in editor lines last."""
    return everyone(
        bylines=(*(one.author for one in dated if one.author), *raw.bylines),
        texts=_in_order(paragraphs, raw.images),
        captions={image.caption for image in raw.images},
        editor_lines=(*raw.editor_lines, *(one.editor for one in dated if one.editor)),
        titles=_titles(raw),
    )


def _in_order(paragraphs: list[str], images: Iterable[RawImage]) -> Iterator[str]:
    """Yield paragraphs and captions as they are on the page."""
    captions = sorted(((image.position, image.caption) for image in images), key=itemgetter(0))
    passed = 0
    for position, caption in captions:
        yield from paragraphs[passed:position]
        passed = max(passed, position)
        yield caption
    yield from paragraphs[passed:]


def _editor(raw: RawArticle, people: Iterable[Credit]) -> str | None:
    """Return the editor named by the editor lines, else by the text, else the importer's default."""
    named = (credit.verbatim for credit in people if credit.role is Role.EDITOR)
    return editor_of((*raw.editor_lines, *named))
