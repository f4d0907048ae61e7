"""Let the run hear from each answer of the site what time it is there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from linfen_crawler.run import Run
from linfen_crawler.unsent import NotAskedError


class ClockMiddleware:
    """Compare this machine's clock with the site's. Placed before the capture, which dates what is read by it."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, unless nothing is archived."""
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(run)

    def process_request(self, request: Request) -> None:  # noqa: ARG002  # Scrapy gives it
        """Raise :class:`NotAskedError` once nothing more may be stored: a run that ends sends no more requests."""
        if self._run.is_ending:
            raise NotAskedError("the run ends")

    def process_response(self, request: Request, response: Response) -> Response:
        """Compare the clocks, and pass the response on. Other hosts, which have images, do not speak for the site."""
        if self._run.options.site.is_asked(request.url):
            headers = response.headers
            self._run.hear(datetime.now(UTC), headers.getlist("Date"), headers.getlist("Age"))
        return response
