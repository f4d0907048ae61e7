"""Make the replica's images and attachments: the smallest files that are what their names say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"pdf": "application/pdf", "doc": "application/msword", "docx": _WORD, "mp4": "video/mp4"}
_SCHEMA = "http://schemas.openxmlformats.org"
_DOCX = {
    "[Content_Types].xml": f'<Types xmlns="{_SCHEMA}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_SCHEMA}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_SCHEMA}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{_SCHEMA}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>{key}</w:t></w:r></w:p></w:body></w:document>",
}


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


def file(path: str) -> tuple[bytes, str]:
    """Return an attachment or a video and its media type, both derived from the suffix of its path."""
    ending = path.rpartition(".")[2]
    makers = {"pdf": pdf, "doc": rich_text, "docx": docx, "mp4": mp4}
    return makers[ending](path), _TYPES[ending]


def rich_text(key: str) -> bytes:
    """Return a text as word processors read it under ``.doc``."""
    return rb"{\rtf1\ansi " + key.encode() + b"}"


def docx(key: str) -> bytes:
    """Return a document of one paragraph, the key."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in _DOCX.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content.format(key=key))
    return made.getvalue()


def mp4(key: str) -> bytes:
    """Return the head of a film and nothing to show."""
    data = key.encode()
    return struct.pack(">I", 16) + b"ftypisom\0\0\0\0" + struct.pack(">I", 8 + len(data)) + b"free" + data


def pdf(key: str) -> bytes:
    """Return an empty page with a comment that names the key."""
    return (
        f"%PDF-1.4\n%{key}\n"
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()
