"""Log what happened to an item, not what it says: no takedown reaches an operator's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

from linfen_crawler.items import Item

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


class ShortLogFormatter(LogFormatter):
    """Name an item by its kind and its address, where Scrapy writes down the whole of it."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:  # noqa: ANN401
        """Log what a spider yielded, once it is stored."""
        return super().scraped(_named(item), response, spider)

    def dropped(
        self,
        item: Any,  # noqa: ANN401  # Scrapy's signature
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Log what was not stored."""
        return super().dropped(_named(item), exception, response, spider)

    def item_error(
        self,
        item: Any,  # noqa: ANN401  # Scrapy's signature
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Log at what a step failed."""
        return super().item_error(_named(item), exception, response, spider)


def _named(item: object) -> str:
    name = type(item).__name__
    return f"{name} {item.url}" if isinstance(item, Item) else name
