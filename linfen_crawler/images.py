"""Tell by its bytes whether what was answered is an image, and of which type."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field

from PIL import Image
from puremagic import PureError, from_string

from linfen_crawler.items import Capture, Item, Kind, Refusal

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/bmp": "bmp",
}
"""What browsers show as an image, with the ending of its file's name. SVG is a document that may hold scripts."""
_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/bmp": "BMP",
}
"""What Pillow calls them: what else it can read is not tried."""
_MAX_PIXELS = 100_000_000
"""Of all frames together: a scanned page of a newspaper has less, and what has more is made to fill the memory."""
_TOO_LARGE = f"more than {_MAX_PIXELS} pixels"
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


def whole_image_of(body: bytes, *, url: str, part_of: str, captures: tuple[Capture, ...]) -> ImageFile | Refusal:
    """Return the image that an answer holds, decoded to its end to prove it, or why it holds none."""
    found = image_of(body, url=url, part_of=part_of, captures=captures)
    fault = fault_of(found.body, found.media_type) if isinstance(found, ImageFile) else None
    return found if fault is None else refused_image(fault, url=url, part_of=part_of, captures=captures)


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


def fault_of(body: bytes, media_type: str) -> str | None:
    """Return why an image is refused that begins as one of a type: all of it is decoded, within bounds."""
    try:
        with warnings.catch_warnings():
            # Of what it forgives Pillow warns.
            warnings.simplefilter("ignore")
            return _TOO_LARGE if _is_too_large(body, media_type) else None
    except Image.DecompressionBombError:
        return _TOO_LARGE
    # Each format has errors of its own.
    except Exception:  # noqa: BLE001
        return TORN


def _is_too_large(body: bytes, media_type: str) -> bool:
    """Decode an image to its end; tell whether that was left undone, as it has too many pixels."""
    formats = (_FORMATS[media_type],)
    with Image.open(io.BytesIO(body), formats=formats) as image:
        width, height = image.size
        if width * height > _MAX_PIXELS:
            return True
        image.verify()
    with Image.open(io.BytesIO(body), formats=formats) as image:
        # All is read of a JPEG, and as little as can be kept of it.
        image.draft(None, (1, 1))
        frames = 1
        image.load()
        # Behind a photograph there may be other things than frames.
        while media_type != "image/jpeg" and _has_frame(image, frames):
            frames += 1
            if frames * width * height > _MAX_PIXELS:
                return True
            image.load()
    return False


def _has_frame(image: Image.Image, number: int) -> bool:
    try:
        image.seek(number)
    except EOFError:
        return False
    return True


def media_type_of(body: bytes) -> str | None:
    """Return what bytes are by themselves, such as ``image/jpeg`` or ``text/html``; ``None`` where nothing tells.

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
