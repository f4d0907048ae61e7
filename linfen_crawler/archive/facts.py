"""Collect what an item's bytes do not show, for the journal."""

from __future__ import annotations

from dataclasses import fields

from linfen_crawler.images import ImageFile
from linfen_crawler.items import Article, Item, Links, Listing, Menu, Mirror

_SHARED = {field.name for field in fields(Item)}


def facts_of(item: Item) -> dict[str, object]:
    """Return an item's facts besides address and captures that its page does not show."""
    match item:
        case Article():
            gone = {} if item.gone_part is None else {"gone_part": item.gone_part}
            return gone | {
                "parts": [[part.url, item.captures.index(part.capture)] for part in item.parts],
                "complete": item.complete,
                "redirected_from": item.redirected_from,
                "parser_version": item.parser_version,
                "text_sha256": item.text_sha256,
                "content_sha256": item.content_sha256,
                "same_text_as": item.same_text_as,
            }
        case Mirror():
            return facts_of(item.article)
        case Menu() | Links():
            return {}
        case ImageFile():
            return {"part_of": item.part_of}
    passed = _SHARED | ({"links"} if isinstance(item, Listing) else set())
    return {field.name: getattr(item, field.name) for field in fields(item) if field.name not in passed}
