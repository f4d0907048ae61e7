"""Send each request when its turn has come: the last thing before the network, which nothing passes by."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from linfen_crawler.run import Run


class PacedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, one turn a request."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        run = crawler.get_extension(Run)
        self._pacer = run.pacer if run is not None else None
        """``None`` where a single page is read, and nothing archived."""

    async def download_request(self, request: Request) -> Response:
        """Wait for the turn, and send a request; raises as :meth:`~linfen_crawler.pace.Pacer.turn` does."""
        if self._pacer is None:
            return await super().download_request(request)
        async with self._pacer.turn(request.url) as turn:
            response = await super().download_request(request)
            turn.answered(response.status, response.headers.getlist("Retry-After"))
            return response
