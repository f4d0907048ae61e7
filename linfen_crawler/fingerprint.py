"""Fingerprint an article: its text, to know it again elsewhere, and its content, to see edits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from linfen_crawler.items import Article, Image
from linfen_crawler.text import fingerprint_text

_SHORT_CHARS = 50
"""A folded body with fewer characters says too little by itself (photo pages): title and images count with it."""

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


def text_sha256(*, title: str, body: str, images: Sequence[Image] = ()) -> str:
    """Return the digest of the folded body; where the body is short, of title, body and images with their captions.

    >>> text_sha256(title="甲", body="勞動獎" * 20) == text_sha256(title="乙", body="劳动奖 " * 20)
    True
    """
    text = fingerprint_text(body)
    if len(text) < _SHORT_CHARS:
        shown = [part for image in images for part in (image.url or "", fingerprint_text(image.caption or ""))]
        text = "\n".join((fingerprint_text(title), text, *shown))
    return hashlib.sha256(text.encode()).hexdigest()


def content_sha256(article: Article) -> str:
    """Return the digest of all content fields as kept."""
    return digest_of_content(asdict(article))


def digest_of_content(fields: Mapping[str, object]) -> str:
    """Return the digest of an article's content by the names of its fields, lists of people and images included."""
    content = json.dumps([fields[name] for name in CONTENT], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
