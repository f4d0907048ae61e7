"""Fingerprint an article: its text, to know it again elsewhere, and its content, to see edits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from linfen_crawler.items import Article
from linfen_crawler.text import fingerprint_text

_SHORT_CHARS = 50
"""A folded body with fewer characters says too little by itself (photo pages): its title is counted with it."""

# View counts and related links change without the article; addresses and captures are not its content.
_CONTENT = (
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


def text_sha256(*, title: str, body: str) -> str:
    """Return the digest of the folded body; of title and body where the body is short.

    >>> text_sha256(title="甲", body="勞動獎" * 20) == text_sha256(title="乙", body="劳动奖 " * 20)
    True
    """
    text = fingerprint_text(body)
    if len(text) < _SHORT_CHARS:
        text = f"{fingerprint_text(title)}\n{text}"
    return hashlib.sha256(text.encode()).hexdigest()


def content_sha256(article: Article) -> str:
    """Return the digest of all content fields as kept."""
    fields = asdict(article)
    content = json.dumps([fields[name] for name in _CONTENT], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
