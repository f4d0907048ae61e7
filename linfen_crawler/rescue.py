"""Turn an error of our own code on a page into an item, so that the address is recorded as failed and is tried again.

The one catch-all of the crawl: a page on which the program fails must neither stop the others nor vanish.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from linfen_crawler.addon import options_of
from linfen_crawler.capture import captures_of
from linfen_crawler.items import Failure, Item
from linfen_crawler.reasons import of_error
from linfen_crawler.urls import Site, kind_of

logger = logging.getLogger(__name__)


class RescueMiddleware:
    """Answer an exception in a callback with a :class:`~linfen_crawler.items.Failure`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware."""
        return cls(crawler)

    def process_spider_exception(self, response: Response, exception: Exception) -> Iterable[Item | Request]:
        """Yield the failure of the page whose reading raised."""
        site: Site = options_of(self._crawler.settings).site
        visit = response.cb_kwargs.get("visit")
        url = site.canonical(response.url) or response.url if visit is None else visit.url
        logger.error("reading %s raised %s", url, of_error(exception), exc_info=exception)
        self._crawler.stats.inc_value("linfen/spider/error")
        failure = Failure(
            url=url,
            kind=kind_of(url),
            reason=f"program error: {of_error(exception)}",
            captures=captures_of(response.request),
        )
        # The visit knows more: the pages of a long article that were read before are kept.
        yield from [failure] if visit is None else visit.give_up(failure, visit)
