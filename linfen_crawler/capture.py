"""Keep every response as it came over the wire, on the request that it answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from scrapy import Request
from scrapy.http import Headers, Response

from linfen_crawler.items import Capture
from linfen_crawler.raw import NOT_MODIFIED

_META = "linfen_captures"
CONFIRMED = "linfen_confirmed"
"""The key in a request's meta for the capture that a 304 confirms."""


def captures_of(request: Request | None) -> tuple[Capture, ...]:
    """Return all responses on the way to a request's last one, in order: robots.txt, failed attempts, redirects."""
    return cast("tuple[Capture, ...]", request.meta.get(_META, ())) if request is not None else ()


def carry(request: Request, captures: tuple[Capture, ...]) -> Request:
    """Attach earlier captures to a request, and return it."""
    if captures:
        request.meta[_META] = (*captures, *captures_of(request))
    return request


def response_of(capture: Capture, *, url: str | None = None, request: Request | None = None) -> Response:
    """Return a captured response as it came over the wire, with its content coding; ``url`` is the one requested."""
    headers = {name: [value for key, value in capture.headers if key == name] for name, _ in capture.headers}
    # Not as text: Scrapy would guess at a charset for each, and the pages tell theirs by rules of their own.
    # A saved page has no status; that it could be saved implies success.
    status = capture.status or 200
    return Response(url or capture.url, status=status, headers=headers, body=capture.payload, request=request)


class CaptureMiddleware:
    """Add each response to the captures of its request. Placed nearest to the downloader, before any decoding."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Capture a response and pass it on."""
        known: Capture | None = request.meta.get(CONFIRMED)
        capture = Capture(
            url=request.url,
            fetched_at=datetime.now(UTC),
            status=response.status,
            protocol=response.protocol or "HTTP/1.1",
            request_headers=_pairs(request.headers),
            headers=_pairs(response.headers),
            payload=response.body,
            confirms=known.fetched_at if known is not None and response.status == NOT_MODIFIED else None,
        )
        request.meta[_META] = (*captures_of(request), capture)
        return response


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    # A character a byte, as a record is read back: without white space at its ends, of which Latin-1 has more.
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1").strip())
        for name, values in headers.items()
        for value in values
    )
