"""Read a foreign file, whatever it is: WARC or ARC, compressed or not, WACZ, or a saved page."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from linfen_crawler.ingest.members import GZIP_MAGIC
from linfen_crawler.ingest.provenance import name_of
from linfen_crawler.ingest.records import Damage, Record, records_of, records_of_members
from linfen_crawler.ingest.saved import Given, read_saved
from linfen_crawler.urls import Site

__all__ = ["Damage", "Record", "read_file"]

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""Of the first member, or of the end, where there is none."""
_ENCRYPTED = 1
"""The bit of a member's flags that says so (APPNOTE.TXT, 4.4.4)."""
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_PLAIN = (b"WARC/", b"filedesc://")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    # A method or a version that is not known, a password, and what each way of packing raises where it is damaged.
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
_BUFFER_BYTES = 1 << 18
_WARC_ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_WACZ_ENDING = ".wacz"
_HTML_ENDINGS = (".html", ".htm", ".shtml", ".xhtml")


def read_file(path: Path, *, site: Site, given: Given, max_bytes: int) -> Iterator[Record | Damage]:
    """Yield the records of a file in order, and what of it cannot be read; records after damage are read.

    ``given`` says of a saved page what it does not say itself. A record's payload must be read before the next one is
    asked for.
    """
    name = name_of(path)
    if not path.is_file():
        # A pipe might wait for ever, and none can be read twice.
        yield Damage("it is not a regular file", is_whole=True)
        return
    try:
        with path.open("rb", buffering=_BUFFER_BYTES) as file:
            head = file.read(1024)
            file.seek(0)
            if head.startswith(_ZIP_MAGIC):
                yield from _read_zip(file, name, max_bytes)
            elif head.startswith((GZIP_MAGIC, *_PLAIN)):
                yield from _read_warc(file, name, max_bytes)
            elif path.name.lower().endswith(_HTML_ENDINGS) or _is_html(head):
                yield read_saved(path, _whole(file, max_bytes), site=site, given=given)
            else:
                yield Damage(_what_it_is(head), is_whole=True)
    except OSError as error:
        yield Damage(f"it cannot be read: {error.strerror or error}", is_whole=True)
    except ValueError as error:
        yield Damage(str(error), is_whole=True)


def _whole(file: BinaryIO, max_bytes: int) -> bytes:
    body = file.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise ValueError(f"it is larger than LINFEN_MAX_PAGE_BYTES, {max_bytes} bytes")
    return body


def _is_html(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and b"\0" not in head


def _what_it_is(head: bytes) -> str:
    if not head:
        return "it is empty"
    if head.startswith(_ZSTD_MAGIC):
        return "it is compressed by zstd: decompress it first (`zstd -d`)"
    return "it is neither WARC nor WACZ nor a page saved as HTML"


def _read_warc(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    head = file.read(len(GZIP_MAGIC))
    file.seek(0)
    yield from (records_of_members if head == GZIP_MAGIC else records_of)(file, name, max_bytes)


def _read_zip(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Record | Damage]:
    """Read the WARC files of a WACZ; of one that is torn the members that are in it as they are."""
    try:
        archive = zipfile.ZipFile(file)
    except _ZIP_FAULTS as error:
        yield Damage(f"it is no whole zip file ({error})", may_hide=True)
        yield from (one for one in records_of_members(file, name, max_bytes) if isinstance(one, Record))
        return
    inner = [one for one in archive.infolist() if one.filename.lower().endswith((*_WARC_ENDINGS, _WACZ_ENDING))]
    is_any = any(_objection(one) is None for one in inner)
    if not inner:
        yield Damage("it is a zip file without a WARC file", is_whole=True)
    for one in inner:
        if objection := _objection(one):
            yield Damage(f"{one.filename} {objection}", is_whole=not is_any)
            continue
        try:
            with io.BufferedReader(archive.open(one), _BUFFER_BYTES) as stream:  # type: ignore[type-var]
                for found in _read_warc(stream, name, max_bytes):
                    yield found if isinstance(found, Record) else replace(found, what=f"{one.filename}: {found.what}")
        except _ZIP_FAULTS as error:
            yield Damage(f"{one.filename} cannot be read ({error})")


def _objection(member: zipfile.ZipInfo) -> str | None:
    """Return why a member of a WACZ is not read; nothing is followed that leads out of it, and nothing unpacked twice.

    The mode is that of Unix, in the upper half (APPNOTE.TXT, 4.4.15); of other systems it is 0.
    """
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted: decrypt it first"
    if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "is a link or a special file, and no file"
    if member.filename.lower().endswith(_WACZ_ENDING):
        return "is a WACZ file within it: extract it, and ingest that"
    return None


def files_of(path: Path) -> list[Path]:
    """Return a file, or those that lie anywhere in a folder and may hold pages, in order."""
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and _may_hold_pages(one))


def kept_name(path: Path) -> str:
    """Return what the archive calls a file for ever: a WARC or WACZ file by its name, all others by none.

    A browser calls a saved page, and the folder of what it shows, as the page is titled.

    >>> kept_name(Path("/srv/题目_files/2021.warc.gz")), kept_name(Path("/srv/saved/题目.html"))
    ('2021.warc.gz', 'a saved page')
    """
    if path.is_dir():
        return "a folder"
    if path.name.lower().endswith((*_WARC_ENDINGS, _WACZ_ENDING)):
        return name_of(path)
    return "a saved page" if path.name.lower().endswith(_HTML_ENDINGS) else "a file"


def _may_hold_pages(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((*_WARC_ENDINGS, _WACZ_ENDING, *_HTML_ENDINGS))
