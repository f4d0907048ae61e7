"""Fingerprint an article: its text, to know it again elsewhere, and its content, to see edits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from linfen_crawler.items import Article
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
)
"""What an edit may change: view counts and related links change without the article, addresses are not its content."""


def text_sha256(article: Article) -> str:
    """Return the digest of all that an article tells: equal where nothing differs that tells two notices apart."""
    return _digest("\f".join((told_beside(article), told(article.body))))


def content_sha256(article: Article) -> str:
    """Return the digest of all content fields as kept."""
    return digest_of_content(asdict(article))


def digest_of_content(fields: Mapping[str, object]) -> str:
    """Return the digest of an article's content by the names of its fields, lists of people and images included."""
    content = json.dumps([fields[name] for name in CONTENT], ensure_ascii=False, separators=(",", ":"))
    return _digest(content)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
