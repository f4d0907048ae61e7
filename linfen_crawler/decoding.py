"""Check an image by decoding it to its end, within bounds: its first bytes alone may belong to anything."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from linfen_crawler.images import TORN, ImageFile, image_of, refused_image
from linfen_crawler.items import Capture, Refusal

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


def whole_image_of(body: bytes, *, url: str, part_of: str, captures: tuple[Capture, ...]) -> ImageFile | Refusal:
    """Return the image that an answer holds, decoded to its end to prove it, or why it holds none."""
    found = image_of(body, url=url, part_of=part_of, captures=captures)
    fault = fault_of(found.body, found.media_type) if isinstance(found, ImageFile) else None
    return found if fault is None else refused_image(fault, url=url, part_of=part_of, captures=captures)


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
        # After a photograph there may be other things than frames.
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
