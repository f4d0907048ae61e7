"""However a body is coded, and however wrongly it is labelled, its record is kept, proved and read by others."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
from backports import zstd
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from foreign import warc, write
from harness import Run
from test_bad_input import path_of
from test_ingest import ARTICLES, assert_proved, captured
from warcio.archiveiterator import ArchiveIterator

from linfen_crawler.archive import Archive
from linfen_crawler.raw import closed_files
from linfen_crawler.replica import Request, RunningReplica

Code = Callable[[bytes], bytes]
READ: dict[str, tuple[str, Code]] = {
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", lambda body: zlib.compress(body)[2:-4]),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "upper case": ("GZIP", gzip.compress),
    "gzip twice": ("gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
    "gzip, then brotli": ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
    "bytes behind": ("gzip", lambda body: gzip.compress(body) + b"behind"),
    "identity": ("identity", bytes),
}
ODD: dict[str, tuple[str, Code]] = {
    "an unknown coding": ("compress", bytes),
    "brotli cut off": ("br", lambda body: brotli.compress(body)[:-40]),
    "zstd cut off": ("zstd", lambda body: zstd.compress(body)[:-40]),
    "gzip cut off": ("gzip", lambda body: gzip.compress(body)[:-40]),
    "plain called brotli": ("br", bytes),
    "plain called zstd": ("zstd", bytes),
    "plain called gzip": ("gzip", bytes),
    "gzip called brotli": ("br", gzip.compress),
    "brotli called gzip": ("gzip", brotli.compress),
    "nothing called brotli": ("br", lambda _: b""),
}
ALL = READ | ODD
"""What a page is coded by, and called."""


def assert_all_can_be_had(linfen: Run, folder: Path, sent: dict[str, bytes], aside: Path) -> None:
    """Make sure that an archive is proved, copied and put back, and that its records hold what was sent."""
    assert_proved(linfen, folder)
    for command in (["backup", str(aside / "copy"), "--archive", str(folder)],
                    ["restore", str(aside / "copy"), "--archive", str(aside / "back")],
                    ["verify", "--archive", str(aside / "back")]):  # fmt: skip
        done = linfen(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    read: dict[str, Counter[str]] = {"warcio": Counter(), "fastwarc": Counter()}
    found: dict[str, bytes] = {}
    for path in closed_files(folder):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                body = record.raw_stream.read()
                assert record.digest_checker.passed in {True, None}, record.digest_checker.problems
                read["warcio"][record.rec_type] += 1
                if record.rec_type == "response":
                    found[record.rec_headers.get_header("WARC-Target-URI")] = body
        with path.open("rb") as file:
            for one in FastIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                assert one.verify_block_digest()
                read["fastwarc"][one.headers["WARC-Type"]] += 1
    assert read["warcio"] == read["fastwarc"]
    assert found.items() >= sent.items()


def test_what_the_site_sends_in_any_coding_is_proved(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path
) -> None:
    urls = {name: article.url for name, article in zip(ALL, ARTICLES, strict=False)}
    sent: dict[str, bytes] = {}
    for name, (coding, code) in ALL.items():
        page = site.replica.page(path_of(urls[name]))
        coded = replace(page, headers=(*page.headers, ("Content-Encoding", coding)), body=code(page.body))
        site.overrides[path_of(urls[name])] = coded
        sent[f"{site.url.rstrip('/')}{path_of(urls[name])}"] = coded.body
    done = crawl()
    assert done.returncode == 3, done.stdout + done.stderr
    with Archive.open(folder) as archive:
        unread = {name: archive.ledger_entry(url) for name, url in urls.items() if archive.article(url) is None}
    assert not unread.keys() & READ.keys(), unread
    assert_all_can_be_had(linfen, folder, sent, tmp_path)
    shown = linfen("show", urls["brotli"], "--archive", str(folder))
    assert (shown.returncode, site.replica.expected(urls["brotli"]).title in shown.stdout) == (0, True)


def test_only_codings_that_are_played_back_are_requested(crawl: Run, site: RunningReplica) -> None:
    """Those of pywb: it has no page for a body that is coded by br or zstd."""
    asked: set[str] = set()
    paths = ["/robots.txt", "/", *(path_of(article.url) for article in ARTICLES)]

    def note(request: Request) -> None:
        asked.add(request.headers.get("accept-encoding", ""))

    site.overrides.update(dict.fromkeys(paths, note))
    assert crawl().returncode == 0
    assert asked == {"gzip, deflate"}


def test_heads_that_are_not_ascii_are_proved(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path
) -> None:
    sent = ("\xe4\xb8\xb4", "\xc1\xd9", '"\xff"', "\xa0x\x85")
    for article, odd in zip(ARTICLES, sent, strict=False):
        page = site.replica.page(path_of(article.url))
        headers = (*page.headers[:1], ("Last-Modified", odd), ("ETag", odd))
        site.overrides[path_of(article.url)] = replace(page, headers=headers)
    assert crawl().returncode == 0
    with Archive.open(folder) as archive:
        kept = [
            archive.rows("SELECT etag FROM captures WHERE url LIKE ?", [f"%{path_of(a.url)}"]) for a in ARTICLES[:4]
        ]
    assert [rows[0]["etag"] for rows in kept] == [odd.strip() for odd in sent]
    assert_all_can_be_had(linfen, folder, {}, tmp_path)


def test_what_others_captured_in_any_coding_is_proved(linfen: Run, folder: Path, tmp_path: Path) -> None:
    pages = []
    for (coding, code), article in zip(ALL.values(), ARTICLES, strict=False):
        page = captured(article.url)
        headers = (*page.headers, ("Content-Encoding", coding))
        pages.append(replace(page, headers=headers, body=code(page.body)))
    done = linfen("ingest", str(write(tmp_path, "coded.warc.gz", warc(pages))), "--archive", str(folder))
    assert done.returncode in {0, 3}, done.stdout + done.stderr
    with Archive.open(folder) as archive:
        kept = {str(row["url"]) for row in archive.rows("SELECT url FROM captures")}
        read = {str(row["url"]) for row in archive.rows("SELECT url FROM article_urls")}
    plain = {"plain called brotli", "plain called zstd", "plain called gzip", "an unknown coding"}
    assert read == kept
    assert kept >= {page.url for name, page in zip(ALL, pages, strict=True) if name in READ.keys() | plain}
    assert_all_can_be_had(linfen, folder, {page.url: page.body for page in pages if page.url in kept}, tmp_path)
