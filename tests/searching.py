"""Search all files of an archive for texts, byte by byte, whatever they are packed and written in."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "unicode_escape")
_GZIP = b"\x1f\x8b\x08"
_SQLITE = b"SQLite format 3\0"


def found_in(folder: Path, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return in which files each text is that is anywhere: in any encoding, also where it is compressed."""
    needles = {text: [text.encode(name, "ignore") for name in _ENCODINGS] for text in texts}
    found: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        contents = list(contents_of(path))
        for text, encoded in needles.items():
            if any(needle in content for content in contents for needle in encoded):
                found.setdefault(text, []).append(str(path.relative_to(folder)))
    return found


def contents_of(path: Path) -> Iterator[bytes]:
    """Yield a file as it is, and each stretch of it that can be decompressed, also of what is damaged."""
    data = path.read_bytes()
    yield data
    yield from inflated(data)
    if data.startswith(_SQLITE):
        for value in values_of(path):
            yield from inflated(value)


def values_of(path: Path) -> Iterator[bytes]:
    """Yield the values of a SQLite file that are bytes: it parts long ones, wherever its pages lie."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f"SELECT * FROM {table}"):
                yield from (value for value in row if isinstance(value, bytes))


def inflated(data: bytes) -> Iterator[bytes]:
    """Yield whatever begins as gzip does, and what is compressed again within."""
    at = data.find(_GZIP)
    while at >= 0:
        inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            member = inflate.decompress(data[at:])
        except zlib.error:
            member = b""
        yield member
        yield from inflated(member)
        at = data.find(_GZIP, at + 1)


def sentences(article: dict[str, object]) -> list[str]:
    """Return pieces of a text that stand nowhere else."""
    body = str(article["body"])
    return [body[at : at + 24] for at in range(30, len(body) - 60, 60) if "\n" not in body[at : at + 24]]
