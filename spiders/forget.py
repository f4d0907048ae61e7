"""Take down what must no longer be archived: rows, bytes, and every way in which it might come back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from scrapy import Request

from linfen_crawler.errors import ConfigError, LinfenError
from linfen_crawler.items import Item
from linfen_crawler.replay import decoder
from linfen_crawler.run import Run
from linfen_crawler.takedown import check_address, takedown_of
from linfen_crawler.urls import Site
from spiders.base import SiteSpider

_GLANCE_S = 0.05


class ForgetSpider(SiteSpider):
    """Forget: ``scrapy crawl forget -a url=URL -a reason=TEXT``. It makes no request."""

    name = "forget"
    command = "forget"
    asks_site = False
    # Whatever the time is, what must not be kept is removed.
    dates = False

    def __init__(self, url: str = "", reason: str = "", **others: object) -> None:
        if others or not url or not reason.strip():
            raise ConfigError("the spider forget takes only url, the address to take down, and reason")
        super().__init__()
        canonical = Site().canonical(url)
        if canonical is None:
            raise ConfigError(f"{url!r} is not an http(s) address")
        check_address(canonical)
        self._url, self._reason = canonical, reason.strip()
        self.arguments = {"url": self._url, "reason": self._reason}

    async def start(self) -> AsyncIterator[Item]:
        """Yield the takedown, after everything that was read before and is not stored yet."""
        async for item in super().start():
            yield item
        slot = self.crawler.engine.scraper.slot
        # Scrapy sends no signal when its scraper is idle.
        while slot is not None and not slot.is_idle():  # noqa: ASYNC110
            await asyncio.sleep(_GLANCE_S)
        try:
            yield takedown_of(self.archive, self._url, self._reason, decoder(self.crawler))
        except LinfenError as error:
            Run.of(self.crawler).failure = str(error)

    def plan(self) -> Iterator[list[Request]]:
        """Yield nothing: there are no rounds."""
        yield from ()
