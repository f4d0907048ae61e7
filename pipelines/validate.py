"""Refuse what is no article, and say why: a refused page is recorded, never dropped in silence."""

from __future__ import annotations

from linfen_crawler.items import Article, Refusal
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.pages.lines.attachments import holds_document
from linfen_crawler.urls import kind_of

_REPLACEMENT = "\ufffd"


class Validate:
    """Make a refusal of each article that cannot be one; other items pass."""

    def process_item(self, item: object) -> object:
        """Return the item, or the refusal in its place."""
        if not isinstance(item, Article):
            return item
        reason = fault(item)
        if reason is None:
            return item
        return Refusal(
            url=item.url,
            kind=kind_of(item.url),
            reason=reason,
            parser_version=PARSER_VERSION,
            captures=item.captures,
            entry=item.entry,
        )


def fault(article: Article) -> str | None:
    """Return why a page is no article; ``None`` if it is one."""
    if not article.title:
        return "title: empty"
    if not (article.body or article.images or holds_document(article.links)):
        return "body: empty, and neither images nor documents"
    if _REPLACEMENT in article.title:
        return "title: characters that its charset does not hold"
    return None
