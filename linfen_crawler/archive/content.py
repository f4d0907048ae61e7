"""Turn an article into the rows that hold its content."""

from __future__ import annotations

import json
from collections.abc import Mapping

from linfen_crawler import told
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.media import file_of
from linfen_crawler.archive.notices import keep_notice
from linfen_crawler.archive.rows import Row, Value, insert
from linfen_crawler.fingerprint import attachments_of
from linfen_crawler.items import Article, Capture


def content_row(database: ArchiveDatabase, article: Article, *, is_read_again: bool = False) -> dict[str, Value]:
    """Return the columns of ``articles`` that an article fills; one may be read again from the archive's bytes."""
    return {
        "url": article.url,
        "site_id": article.site_id,
        "section": article.section,
        "section_name": article.section_name,
        "breadcrumbs": _json(article.breadcrumbs),
        "layout": article.layout,
        "title": article.title,
        "kicker": article.kicker,
        "headline": article.headline,
        "subtitle": article.subtitle,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "source": article.source,
        "dateline": article.dateline,
        "body": article.body,
        "editor": article.editor,
        "copyright_notice": article.copyright_notice,
        "copyright_id": keep_notice(
            database, article.copyright_notice, article.published_at, is_read_again=is_read_again
        ),
        "view_label": int(article.view_label),
        "view_count": article.view_count,
        "complete": int(article.complete),
        "char_count": sum(not character.isspace() for character in article.body),
        "content_sha256": article.content_sha256,
        "text_sha256": article.text_sha256,
        "fold_version": told.VERSION,
        "parser_version": article.parser_version,
    }


def list_rows(article: Article) -> dict[str, list[dict[str, Value]]]:
    """Return the dependent rows of an article, by table, in their order."""
    return {
        "credits": [{"name": c.name, "role": c.role, "verbatim": c.verbatim} for c in article.credits],
        "images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images],
        "links": [{"url": link.url, "text": link.text, "kind": link.kind} for link in article.links],
    }


def write_lists(database: ArchiveDatabase, article_id: int, article: Article) -> None:
    """Replace the people, images and links of an article."""
    for table, rows in list_rows(article).items():
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        for position, row in enumerate(rows, start=1):
            file = file_of(database, article.images[position - 1].url) if table == "images" else {}
            insert(database, table, {"article_id": article_id, "position": position, **row, **file})


def kept_lists(article: Article) -> Row:
    """Return the lists of an article as ``revisions`` keeps them."""
    rows = list_rows(article)
    return {name: _json(rows[name]) for name in ("credits", "images")} | {"attachments": _json(attachments_of(article))}


def write_parts(
    database: ArchiveDatabase, article_id: int, revision: int, article: Article, capture_ids: Mapping[Capture, int]
) -> None:
    """Record which pages a revision was read from, replacing earlier records of it."""
    database.execute("DELETE FROM article_parts WHERE article_id = ? AND revision = ?", [article_id, revision])
    for position, part in enumerate(article.parts, start=1):
        key: dict[str, Value] = {"article_id": article_id, "revision": revision, "position": position}
        insert(database, "article_parts", {**key, "url": part.url, "capture_id": capture_ids[part.capture]})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
