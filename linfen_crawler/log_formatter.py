"""Log what happened to an item, not what it says: no takedown reaches an operator's log."""

from __future__ import annotations

import logging
from time import gmtime
from typing import TYPE_CHECKING, Any, Self

from pythonjsonlogger.json import JsonFormatter
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.logformatter import LogFormatter

from linfen_crawler.addon import options_of
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


class JsonLog:
    """Write each line of the log as a JSON object: time (UTC, as all times of the archive), level, logger, message."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Set the format of the log that Scrapy has begun, if ``LINFEN_LOG_FORMAT`` says so."""
        if options_of(crawler.settings).log_format != "json":
            raise NotConfigured
        log = cls()
        # Extensions write already; then Scrapy makes its handler anew.
        log.set_format()
        crawler.signals.connect(log.set_format, signals.spider_opened)
        return log

    def set_format(self) -> None:
        """Let all that is logged from now on be JSON."""
        fields = {"asctime": "time", "levelname": "level", "name": "logger"}
        formatter = JsonFormatter(
            "{asctime}{levelname}{name}{message}", style="{", rename_fields=fields, json_ensure_ascii=False
        )
        formatter.converter = gmtime
        formatter.default_time_format = "%Y-%m-%dT%H:%M:%S"
        formatter.default_msec_format = "%s.%03dZ"
        for handler in logging.getLogger().handlers:
            handler.setFormatter(formatter)
