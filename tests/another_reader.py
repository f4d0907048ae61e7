"""Be another version of the reader: what it reads otherwise, and the version that it says it is."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import PARSER_VERSION, ListingPage, Page

OTHER = "0"
MARK = "（另读）"
"""What the other version has at the end of each title."""
_READERS = ("spiders.base", "linfen_crawler.replay")
_VERSIONED = ("linfen_crawler.normalising", "linfen_crawler.answers", "pipelines.validate", "spiders.news")


def other_reader(
    *, mark: str = MARK, refused: Collection[str] = (), editor: str | None = None, drops_links: bool = False
) -> Callable[[], None]:
    """Return what makes a process read as the other version.

    It cannot read the addresses ``refused``, takes ``editor`` for each article's, and overlooks each listing's last
    link if it ``drops_links``.
    """
    return partial(_read_otherwise, mark, tuple(refused), editor, drops_links)


def _read_otherwise(mark: str, refused: tuple[str, ...], editor: str | None, drops_links: bool) -> None:
    for name in (*_READERS, *_VERSIONED):
        importlib.import_module(name)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in {"linfen_crawler", "pipelines", "spiders"} and hasattr(module, "PARSER_VERSION"):
            assert module.PARSER_VERSION == PARSER_VERSION
            module.PARSER_VERSION = OTHER  # type: ignore[attr-defined]
    read = importlib.import_module(_READERS[0]).read_article

    def read_article(page: Page) -> RawArticle:
        if page.url in refused:
            raise ExtractionError(page.url, "title", "none")
        article: RawArticle = read(page)
        return replace(article, title=article.title + mark, editor_lines=(editor,) if editor else article.editor_lines)

    read_links = importlib.import_module("spiders.news").read_listing

    def read_listing(page: Page) -> ListingPage:
        found: ListingPage = read_links(page)
        return replace(found, links=found.links[:-1])

    if drops_links:
        importlib.import_module("spiders.news").read_listing = read_listing  # type: ignore[attr-defined]
    for name in _READERS:
        importlib.import_module(name).read_article = read_article  # type: ignore[attr-defined]
