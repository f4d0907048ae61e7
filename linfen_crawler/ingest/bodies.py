"""Remove the transfer and content codings from the body of an answer, and recognise an incomplete one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from linfen_crawler.ingest.members import DamagedError

Header = Callable[[str], str]
"""Returns the value of a header of an answer, nothing where it has none."""
_CHUNK_HEAD = re.compile(rb"[ \t]{0,9}([0-9a-f]{1,16})[ \t]*(?:;[^\r\n]{0,9999})?\r?\n", re.IGNORECASE)
_CHUNK_BEGUN = re.compile(rb"(?:\r?\n)?[ \t]{0,9}[0-9a-f]{0,16}[ \t]*(?:;[^\r\n]{0,9999})?\r?", re.IGNORECASE)
_CHUNK_END = re.compile(rb"\r?\n")
_RANGE = re.compile(r"bytes\s+0-(\d{1,18})/(\d{1,18})", re.IGNORECASE | re.ASCII)
_WINDOWS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_NO_CODING = {"", "identity", "chunked"}


class CutShortError(Exception):
    """The body of an answer is not whole, and the record is."""


class RangeError(Exception):
    """The body of an answer is a range of the page."""


def payload_of(body: bytes, header: Header, *, max_bytes: int) -> bytes | None:
    """Return what was sent, its transfer codings off and its content coding on; ``None`` if it is too large.

    Raises :class:`RangeError`, :class:`CutShortError`, or :class:`DamagedError` if it is coded in a way that is not
    known, or not as it should be.
    """
    if stated := header("Content-Range"):
        _refuse_a_part(stated)
    if _is_short_of(body, header):
        raise CutShortError
    codings = [one.strip().lower() for one in header("Transfer-Encoding").split(",")]
    if "chunked" in codings:
        body = _without_chunks(body)
    for coding in reversed(codings):
        # A browser hands out what it has decoded, with the headers of what was sent.
        if coding not in _NO_CODING and not body.lstrip().startswith(b"<"):
            body = _inflated(body, coding, max_bytes)
    return body if len(body) <= max_bytes else None


def _refuse_a_part(stated: str) -> None:
    whole = _RANGE.fullmatch(stated.strip())
    if whole is None or int(whole[1]) + 1 != int(whole[2]):
        raise RangeError


def _is_short_of(body: bytes, header: Header) -> bool:
    """Tell a body that is shorter than the server said: the connection broke. What was decoded has another length."""
    stated = header("Content-Length")
    is_decoded = header("Content-Encoding").strip().lower() not in _NO_CODING and body.lstrip().startswith(b"<")
    return stated.isdecimal() and not is_decoded and len(body) < int(stated[:18])


def _without_chunks(body: bytes) -> bytes:
    """Take chunks apart; a body that has none, whatever its header says, stays as it is."""
    pieces: list[bytes] = []
    at = 0
    while (head := _CHUNK_HEAD.match(body, at)) is not None:
        length = int(head[1], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[head.end() : head.end() + length])
        at = head.end() + length
        end = _CHUNK_END.match(body, at)
        if end is None:
            break
        at = end.end()
    if not pieces:
        return body
    # What is left may be the beginning of what comes before a chunk.
    raise CutShortError if _CHUNK_BEGUN.fullmatch(body, at) else DamagedError("its chunks are not as long as they say")


def _inflated(body: bytes, coding: str, max_bytes: int) -> bytes:
    if coding not in _WINDOWS:
        raise DamagedError("it was transferred in a coding that is not known")
    decoder = zlib.decompressobj(_WINDOWS[coding])
    try:
        found = decoder.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise DamagedError(f"it cannot be decompressed ({error})") from error
    if not decoder.eof and len(found) <= max_bytes:
        raise CutShortError
    return found
