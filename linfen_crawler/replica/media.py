"""Make the replica's images and attachments: the smallest files that are what their names say."""

from __future__ import annotations

import struct
import zlib


def png(key: str, side_px: int = 24) -> bytes:
    """Return a square image of one colour, which the key decides."""
    colour = zlib.crc32(key.encode()).to_bytes(4, "big")[:3]
    rows = (b"\0" + colour * side_px) * side_px
    header = struct.pack(">IIBBBBB", side_px, side_px, 8, 2, 0, 0, 0)
    # The key itself goes in too: no two addresses serve the same bytes.
    chunks = ((b"IHDR", header), (b"tEXt", b"Source\0" + key.encode()), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf(key: str) -> bytes:
    """Return an empty page with a comment that names the key."""
    return (
        f"%PDF-1.4\n%{key}\n"
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()
