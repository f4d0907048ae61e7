"""An image is what its bytes are: its type is recognised by their beginning, and that it is whole by decoding it."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from linfen_crawler.decoding import fault_of
from linfen_crawler.images import ImageFile, image_of, media_type_of
from linfen_crawler.replica.media import png

IMAGE = png("one", 24)


def drawn(name: str, frames: int = 1) -> bytes:
    """Return an image of noise, as Pillow writes it."""
    noise = random.Random(5)
    pictures = [Image.frombytes("RGB", (40, 30), noise.randbytes(3600)) for _ in range(frames)]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(file, name, **more)
    return file.getvalue()


DRAWN = {
    "image/jpeg": drawn("JPEG"),
    "image/png": drawn("PNG"),
    "image/gif": drawn("GIF", frames=3),
    "image/webp": drawn("WEBP", frames=3),
    "image/avif": drawn("AVIF"),
    "image/bmp": drawn("BMP"),
}


@pytest.mark.parametrize("media_type", DRAWN)
def test_an_image_is_one_as_far_as_its_end(media_type: str) -> None:
    whole = DRAWN[media_type]
    assert media_type_of(whole) == media_type
    # Some have a word of the camera's, or of the editor's, after their end.
    assert fault_of(whole, media_type) is fault_of(whole + b"\0\0and more", media_type) is None
    for length in range(12, len(whole) - 5, 41):
        assert fault_of(whole[:length], media_type) == "no whole image", length


@pytest.mark.parametrize("side_px", [10_001, 60_000])
def test_an_image_that_would_fill_the_memory_is_not_decoded(side_px: int) -> None:
    head = struct.pack(">IIBBBBB", side_px, side_px, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", b""), (b"IEND", b""))
    )
    assert fault_of(body, "image/png") == "more than 100000000 pixels"


def test_frames_that_would_take_for_ever_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault_of(DRAWN["image/gif"], "image/gif") is None
    monkeypatch.setattr("linfen_crawler.decoding._MAX_PIXELS", 2 * 40 * 30)
    assert fault_of(DRAWN["image/gif"], "image/gif") == "more than 100000000 pixels"


def test_what_was_proved_once_is_read_again_without_a_decoder() -> None:
    """A rebuild has the images that a run had, whatever a newer decoder forgives."""
    torn = DRAWN["image/png"][:-40]
    assert isinstance(image_of(torn, url="", part_of="", captures=()), ImageFile)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + bytes(40), "image/jpeg"),
        (b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + bytes(40), "image/jpeg"),
        (b"\xff\xd8\xff\xdb\0C\0" + bytes(40), "image/jpeg"),
        (IMAGE, "image/png"),
        (b"GIF87a" + bytes(40), "image/gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "image/webp"),
        (b"RIFF\x24\0\0\0WEBPVP8L" + bytes(40), "image/webp"),
        (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1" + bytes(40), "image/avif"),
        (b"BM\x8a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + bytes(60), "image/bmp"),
        (b"BM: a list of what Beemers cost", None),
        (b"", None),
        (b"\0", None),
    ],
)
def test_the_type_is_recognised_by_the_bytes(body: bytes, media_type: str | None) -> None:
    assert media_type_of(body) == media_type
