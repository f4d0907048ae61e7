"""Send conditional requests; a page that has not changed is read again from the archive's own bytes."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from linfen_crawler.addon import options_of
from linfen_crawler.archive import Archive
from linfen_crawler.capture import CONFIRMED, response_of
from linfen_crawler.errors import ArchiveError
from linfen_crawler.items import Capture
from linfen_crawler.options import Options
from linfen_crawler.raw import NOT_MODIFIED

logger = logging.getLogger(__name__)

KNOWN = "linfen_known"
"""The key in a request's meta for the id of the capture that may still be current."""


class ConditionalMiddleware:
    """Add conditions to requests that name a capture, and replace a 304 by its bytes.

    Placed between the capture of responses and their decoding: its responses are decoded like the site's.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._archive: Archive | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware with the archive of the run."""
        middleware = cls(options_of(crawler.settings))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def close(self) -> None:
        """Release the archive."""
        if self._archive is not None:
            self._archive.close()

    def process_request(self, request: Request) -> None:
        """Add ``If-None-Match`` and ``If-Modified-Since``, where the archive has the bytes to go with them."""
        if KNOWN not in request.meta or CONFIRMED in request.meta:
            return
        try:
            # Opened once, when needed: not every run makes conditional requests.
            self._archive = self._archive or Archive.open(self._options.archive)
            known = self._archive.capture(request.meta[KNOWN])
        except ArchiveError as error:
            # What cannot be read is requested as if it were new.
            logger.warning("%s is asked for without condition: %s", request.url, error)
            return
        if known.url != request.url:
            # A validator from another host is no condition for this one.
            return
        etag, modified = known.header("ETag"), known.header("Last-Modified")
        if etag or modified:
            # A character is a byte here; Scrapy would write UTF-8.
            said = (("If-None-Match", etag), ("If-Modified-Since", modified))
            request.headers.update({name: value.encode("latin-1") for name, value in said if value})
            request.meta[CONFIRMED] = known

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the page that a 304 confirms; any other answer as it is."""
        known: Capture | None = request.meta.get(CONFIRMED)
        if response.status != NOT_MODIFIED or known is None:
            return response
        return response_of(known, url=response.url, request=request)
