"""Decide from its bytes whether an answer is an image, and of which type."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from puremagic import PureError, from_string

from linfen_crawler.items import Capture, Item, Refusal
from linfen_crawler.kinds import Kind

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/bmp": "bmp",
}
"""What browsers show as an image, with the ending of its file's name. SVG is a document that may hold scripts."""
TORN = "no whole image"
"""Why an image is refused that says what it is, and cannot be decoded to its end."""
_HEAD_BYTES = 4096
_BMP = "image/x-ms-bmp"
_BMP_RESERVED = slice(6, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile(Item):
    """The bytes of an image that an article shows."""

    part_of: str
    """Canonical address of the article that had it asked for; others may show it, too."""
    body: bytes = field(repr=False)
    """As the image's file has them, the content coding of the response off."""
    media_type: str
    """One of :data:`SUFFIXES`."""
    sha256: str
    """The hexadecimal digest of ``body``."""

    @property
    def path(self) -> str:
        """Where the file lies below the archive's folder: one file for the same bytes, whatever their addresses."""
        return f"media/{self.sha256[:2]}/{self.sha256}.{SUFFIXES[self.media_type]}"


def image_of(body: bytes, *, url: str, part_of: str, captures: tuple[Capture, ...]) -> ImageFile | Refusal:
    """Return the image that an answer holds by its first bytes; neither its address nor its headers are believed.

    For what was proved once: what is stored does not depend on how much a decoder forgives.
    """
    media_type = media_type_of(body)
    if media_type in SUFFIXES:
        digest = hashlib.sha256(body).hexdigest()
        return ImageFile(url=url, captures=captures, part_of=part_of, body=body, media_type=media_type, sha256=digest)
    reason = f"no image: {media_type or 'of no known type'}" if body else "no image: empty"
    return refused_image(reason, url=url, part_of=part_of, captures=captures)


def refused_image(reason: str, *, url: str, part_of: str, captures: tuple[Capture, ...]) -> Refusal:
    """Return the refusal of an image; no version of the reading of pages has a part in it."""
    return Refusal(url=url, kind=Kind.IMAGE, part_of=part_of, reason=reason, parser_version=None, captures=captures)


def media_type_of(body: bytes) -> str | None:
    """Return what bytes are by themselves, such as ``image/jpeg`` or ``text/html``; ``None`` if nothing tells.

    >>> media_type_of(b"GIF89a" + bytes(40))
    'image/gif'
    """
    try:
        found = str(from_string(body[:_HEAD_BYTES], mime=True))
    except (PureError, ValueError):
        return None
    if found != _BMP:
        return found or None
    # Two letters are all that it looks for: a text may begin with them, but holds no zeros.
    return "image/bmp" if not any(body[_BMP_RESERVED]) and len(body) > _BMP_RESERVED.stop else None
