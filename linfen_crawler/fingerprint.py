"""Fingerprint an article: its text, to recognise it elsewhere, and its content, to see edits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import cast

from linfen_crawler.items import Article
from linfen_crawler.kinds import LinkKind
from linfen_crawler.told import told, told_beside

CONTENT = (
    "title",
    "kicker",
    "headline",
    "subtitle",
    "published_at",
    "published_precision",
    "source",
    "dateline",
    "body",
    "editor",
    "copyright_notice",
    "breadcrumbs",
    "section_name",
    "credits",
    "images",
    "complete",
    "attachments",
)
"""What an edit may change: view counts and related links change without the article, addresses are not its content."""


def text_sha256(article: Article) -> str:
    """Return the digest of all that an article tells: equal where nothing differs that tells two notices apart."""
    return _digest("\f".join((told_beside(article), told(article.body))))


def content_sha256(article: Article) -> str:
    """Return the digest of all content fields as kept."""
    return digest_of_content(fields_of(article))


def fields_of(article: Article) -> dict[str, object]:
    """Return an article's fields by name, the files that it hands out among them."""
    return {**asdict(article), "attachments": attachments_of(article)}


def attachments_of(article: Article) -> list[dict[str, str]]:
    """Return the files that an article hands out: a part of what it says, as other links out of it are not."""
    return [{"url": link.url, "text": link.text} for link in article.links if link.kind is LinkKind.ATTACHMENT]


def digest_of_row(row: Mapping[str, object], lists: Mapping[str, object]) -> str:
    """Return the digest of an article's content as its row has it, and what hangs on the row."""
    fields = {**row, "breadcrumbs": _read(row["breadcrumbs"]), "complete": bool(row["complete"]), **lists}
    return digest_of_content(fields)


def _read(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        # Of a damaged row: its digest is another then.
        return text


def said_sha256(fields: Mapping[str, object]) -> str:
    """Return the digest by which an edit is told: of all content fields, but of a credit who and as what alone.

    The words that prove one are the template's as well: a blank after its label, or 责编 for 责任编辑, is no edit.
    """
    people = [(one["name"], one["role"]) for one in cast("Iterable[Mapping[str, str]]", fields["credits"])]
    return digest_of_content({**fields, "credits": people})


def digest_of_content(fields: Mapping[str, object]) -> str:
    """Return the digest of an article's content by the names of its fields, lists of people, images, files included.

    That of an article which hands out no file is what it was before these were content.
    """
    names = CONTENT if fields["attachments"] else CONTENT[:-1]
    content = json.dumps([fields[name] for name in names], ensure_ascii=False, separators=(",", ":"))
    return _digest(content)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
