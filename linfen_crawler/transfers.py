"""Recognise an incomplete answer, cut off or damaged on its way: it is requested again, and never read as a page."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Self, cast

import brotli
from backports import zstd
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

_TORN = "the body is cut off or damaged"
_CHUNK_BYTES = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class TornError(Exception):
    """A response is incomplete, however often it was requested."""


class WholeMiddleware:
    """Request incomplete responses again. Placed after the capture: what did arrive is kept all the same."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return a complete response, or the request for another; raises :class:`TornError` after enough attempts."""
        codings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if "dataloss" not in response.flags and not is_torn(response.body, codings):
            return response
        spider = cast("Spider", self._crawler.spider)
        again = get_retry_request(request, spider=spider, reason=_TORN)
        if again is None:
            raise TornError(_TORN)
        return again


def is_torn(body: bytes, codings: str) -> bool:
    """Tell whether a coded body is not whole, by the last of its codings; ``codings`` as headers say them.

    Its end is missing, or it begins as its coding does and cannot be decoded as far as its checksums: Scrapy hands on
    what comes before as if it were the page. What is not coded as it is called may be whole.
    """
    if body.lstrip().startswith(b"<"):
        return False
    coding = codings.rpartition(",")[2].strip().lower()
    ends = _ENDS.get(coding)
    try:
        return bool(body) and ends is not None and not ends(body)
    except (zlib.error, brotli.error, zstd.ZstdError):
        return _begins_as(coding, body)


def _begins_as(coding: str, body: bytes) -> bool:
    """Tell whether a body has the head of its coding; ``br`` has none."""
    match coding:
        case "gzip" | "x-gzip":
            return body.startswith(_GZIP_MAGIC)
        case "deflate":
            # RFC 1950: the method is 8, and the two bytes are a multiple of 31.
            return len(body) > 1 and body[0] & 0x8F == 0x08 and int.from_bytes(body[:2]) % 31 == 0
        case "zstd":
            return body.startswith(_ZSTD_MAGIC)
    return False


def _gzip_ends(body: bytes) -> bool:
    """Tell whether the last member of a gzip body has its end; anything else after it does not matter."""
    while True:
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        if not _inflates_to_its_end(decoder, body):
            return False
        body = decoder.unused_data
        if not body.startswith(_GZIP_MAGIC):
            return True


def _deflate_ends(body: bytes) -> bool:
    try:
        return _inflates_to_its_end(zlib.decompressobj(), body)
    except zlib.error:
        # Some send it without the head that the standard asks for.
        return _inflates_to_its_end(zlib.decompressobj(-zlib.MAX_WBITS), body)


def _inflates_to_its_end(decoder: zlib._Decompress, body: bytes) -> bool:
    """Decode chunk by chunk, for what is small may unpack to more than there is room for."""
    while body and not decoder.eof:
        decoder.decompress(body, _CHUNK_BYTES)
        body = decoder.unconsumed_tail
    return decoder.eof


def _brotli_ends(body: bytes) -> bool:
    decoder = brotli.Decompressor()
    decoder.process(body, output_buffer_limit=_CHUNK_BYTES)
    while not decoder.is_finished() and decoder.process(b"", output_buffer_limit=_CHUNK_BYTES):
        pass
    return bool(decoder.is_finished())


def _zstd_ends(body: bytes) -> bool:
    decoder = zstd.ZstdDecompressor()
    while not decoder.eof:
        unpacked = decoder.decompress(body, _CHUNK_BYTES)
        body = b""
        if decoder.needs_input or not (unpacked or decoder.eof):
            break
    return decoder.eof


_ENDS: dict[str, Callable[[bytes], bool]] = {
    "gzip": _gzip_ends,
    "x-gzip": _gzip_ends,
    "deflate": _deflate_ends,
    "br": _brotli_ends,
    "zstd": _zstd_ends,
}
"""By coding, what tells whether a body has its end."""
