"""Keep every response as it came over the wire, on the request that it answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from scrapy import Request
from scrapy.http import Headers, Response

from linfen_crawler.items import Capture

_META = "linfen_captures"


def captures_of(request: Request | None) -> tuple[Capture, ...]:
    """Return all responses on the way to a request's last, in order: robots.txt, retries' answers, redirects."""
    return cast("tuple[Capture, ...]", request.meta.get(_META, ())) if request is not None else ()


def carry(request: Request, captures: tuple[Capture, ...]) -> Request:
    """Let a request carry captures that came before it, and return it."""
    if captures:
        request.meta[_META] = (*captures, *captures_of(request))
    return request


class CaptureMiddleware:
    """Add each response to the captures of its request. Stands nearest to the downloader, before any decoding."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Capture a response and pass it on."""
        capture = Capture(
            url=request.url,
            fetched_at=datetime.now(UTC),
            status=response.status,
            protocol=response.protocol or "HTTP/1.1",
            request_headers=_pairs(request.headers),
            headers=_pairs(response.headers),
            payload=response.body,
        )
        request.meta[_META] = (*captures_of(request), capture)
        return response


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
