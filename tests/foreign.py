"""Write files as other crawlers do: WARC in all its shapes, WACZ, and pages that a browser has saved."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a crawler was answered."""

    url: str
    at: str = "2022-03-01T08:00:00Z"
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = HTML
    kind: str = "response"
    said: tuple[tuple[str, str], ...] = ()
    """Further fields of the WARC record."""


def digest(body: bytes) -> str:
    """Return a payload digest as WARC files have it."""
    return f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}"


def warc(pages: Iterable[Page], *, is_gzip: bool = True, version: str = "WARC/1.0") -> bytes:
    """Return a WARC file: a gzip member a record, or none is compressed; request and metadata records between."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=is_gzip, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another crawler"}))
    for page in pages:
        for record in records(writer, page):
            writer.write_record(record)
    return buffer.getvalue()


def records(writer: WARCWriter, page: Page) -> Iterator[object]:
    """Yield the records of a page as crawlers write them: request, response, metadata."""
    said = {"WARC-Date": page.at, **dict(page.said)}
    if page.kind == "resource":
        yield writer.create_warc_record(
            page.url,
            "resource",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            warc_content_type=dict(page.headers)["Content-Type"],
            warc_headers_dict=said,
        )
        return
    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
    yield writer.create_warc_record(page.url, "request", http_headers=request, warc_headers_dict={"WARC-Date": page.at})
    head = StatusAndHeaders(f"{page.status} OK", list(page.headers), protocol="HTTP/1.1")
    yield writer.create_warc_record(
        page.url,
        page.kind,
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=head,
        warc_headers_dict=said,
    )
    notes = b"fetchTimeMs: 12\r\n"
    yield writer.create_warc_record(
        page.url,
        "metadata",
        payload=io.BytesIO(notes),
        length=len(notes),
        warc_headers_dict={"WARC-Date": page.at},
        warc_content_type="application/warc-fields",
    )


def crawled(page: Page) -> Page:
    """Return a page as Common Crawl keeps it: decoded, what was said of its coding under other names."""
    aside = (("X-Crawler-content-encoding", "gzip"), ("X-Crawler-content-length", "123"))
    length = ("Content-Length", str(len(page.body)))
    said = (("WARC-Identified-Payload-Type", "text/html"), ("WARC-Payload-Digest", digest(page.body)))
    return Page(url=page.url, at=page.at, body=page.body, headers=(*page.headers, *aside, length), said=said)


def chunked(page: Page) -> Page:
    """Return a page as wget keeps it: its chunks still on."""
    half = len(page.body) // 2
    pieces = [page.body[:half], page.body[half:]]
    body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"
    return Page(url=page.url, at=page.at, body=body, headers=(*page.headers, ("Transfer-Encoding", "chunked")))


def zipped(page: Page) -> Page:
    """Return a page whose content coding is on."""
    body = gzip.compress(page.body)
    return Page(url=page.url, at=page.at, body=body, headers=(*page.headers, ("Content-Encoding", "gzip")))


def decoded(page: Page) -> Page:
    """Return a page as a browser hands it out: decoded, but with the headers of what was sent."""
    headers = (*page.headers, ("Content-Encoding", "gzip"), ("Content-Length", "77"))
    return Page(url=page.url, at=page.at, body=page.body, headers=headers)


def wacz(files: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a WACZ of WARC files, as its specification has it: data package, pages, index."""
    buffer = io.BytesIO()
    resources = []
    with zipfile.ZipFile(buffer, "w", method) as archive:

        def put(path: str, data: bytes) -> None:
            archive.writestr(path, data)
            sha256 = hashlib.sha256(data).hexdigest()
            name = path.rpartition("/")[2]
            resources.append({"name": name, "path": path, "hash": f"sha256:{sha256}", "bytes": len(data)})

        for name, data in files.items():
            put(f"archive/{name}", data)
        put("indexes/index.cdx.gz", gzip.compress(b'com,lfxww)/ 20220301080000 {"url": "http://www.lfxww.com/"}\n'))
        put("pages/pages.jsonl", b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n')
        package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
        archive.writestr("datapackage.json", json.dumps(package))
    return buffer.getvalue()


def arc(pages: Iterable[Page]) -> bytes:
    """Return an ARC file, as crawlers wrote before there was WARC."""
    version = b"1 0 Old Crawler\nURL IP-address Archive-date Content-type Archive-length\n\n"
    written = b"filedesc://x.arc 0.0.0.0 20080101000000 text/plain %d\n" % len(version) + version
    for page in pages:
        at = "".join(one for one in page.at if one.isdecimal())[:14]
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.body
        written += f"\n{page.url} 1.2.3.4 {at} text/html {len(block)}\n".encode() + block
    return written


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a file, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
