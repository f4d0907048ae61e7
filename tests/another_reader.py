"""Be another version of the reader: what it reads otherwise, and the version that it says it is."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import PARSER_VERSION, ListingPage, Page

OTHER = "0"
MARK = "（另读）"
"""What the other version has at the end of each title."""
_READERS = ("spiders.base", "linfen_crawler.replay", "linfen_crawler.ingest.reading")
_LISTING_READERS = ("spiders.news", "linfen_crawler.replay")
_VERSIONED = ("linfen_crawler.normalising", "linfen_crawler.answers", "pipelines.validate", "spiders.news")


def same(read: Any) -> Any:  # an article or a listing
    """Read as this version does."""
    return read


def other_reader(
    *,
    mark: str = MARK,
    refused: Collection[str] = (),
    article: Callable[[RawArticle], RawArticle] = same,
    listing: Callable[[ListingPage], ListingPage] = same,
) -> Callable[[], None]:
    """Return what makes a process read as the other version: it cannot read the addresses ``refused``.

    ``article`` and ``listing``, functions of a module, make of what is read what that version reads.
    """
    return partial(_read_otherwise, mark, tuple(refused), article, listing)


def _read_otherwise(
    mark: str,
    refused: tuple[str, ...],
    change: Callable[[RawArticle], RawArticle],
    listing: Callable[[ListingPage], ListingPage],
) -> None:
    for name in (*_READERS, *_VERSIONED):
        importlib.import_module(name)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in {"linfen_crawler", "pipelines", "spiders"} and hasattr(module, "PARSER_VERSION"):
            assert module.PARSER_VERSION == PARSER_VERSION
            module.PARSER_VERSION = OTHER  # type: ignore[attr-defined]
    read = importlib.import_module(_READERS[0]).read_article
    read_links = importlib.import_module(_LISTING_READERS[0]).read_listing

    def read_article(page: Page) -> RawArticle:
        if page.url in refused:
            raise ExtractionError(page.url, "title", "none")
        article: RawArticle = change(read(page))
        return replace(article, title=article.title + mark)

    def read_listing(page: Page) -> ListingPage:
        return listing(read_links(page))

    for name in _READERS:
        importlib.import_module(name).read_article = read_article  # type: ignore[attr-defined]
    for name in _LISTING_READERS:
        importlib.import_module(name).read_listing = read_listing  # type: ignore[attr-defined]
