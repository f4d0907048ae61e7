"""Be another version of the reader: what it reads otherwise, and the version that it says it is."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import PARSER_VERSION, Page

OTHER = "0"
MARK = "（另读）"
"""What the other version has at the end of each title."""
_READERS = ("spiders.base", "linfen_crawler.replay")
_VERSIONED = ("linfen_crawler.normalising", "linfen_crawler.answers", "pipelines.validate", "spiders.news")


def other_reader(*, mark: str = MARK, refused: Collection[str] = ()) -> Callable[[], None]:
    """Return what makes a process read as the other version: it cannot read the addresses ``refused``."""
    return partial(_read_otherwise, mark, tuple(refused))


def _read_otherwise(mark: str, refused: tuple[str, ...]) -> None:
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
        return replace(article, title=article.title + mark)

    for name in _READERS:
        importlib.import_module(name).read_article = read_article  # type: ignore[attr-defined]
