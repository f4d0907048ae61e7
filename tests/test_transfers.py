"""An answer that is not whole is kept, asked for again, and never read as a page."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import brotli
import pytest
from backports import zstd
from foreign import warc, write
from harness import Run
from test_bad_input import HTML, path_of
from test_ingest import ARTICLES, captured

from linfen_crawler.archive import Archive
from linfen_crawler.raw import closed_files, members
from linfen_crawler.replica import Page, RunningReplica
from linfen_crawler.transfers import is_torn

Opened = Callable[[], Archive]
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": partial(gzip.compress, mtime=0),
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
}
BODIES = {"short": b"<p>1", "random": os.urandom(200_000), "a bomb": bytes(5_000_000)}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_coded_body_is_cut_off_wherever_its_end_is_missing(body: str, coding: str) -> None:
    coded = CODINGS[coding](BODIES[body])
    assert not is_torn(coded, coding)
    for length in {1, 2, len(coded) // 2, len(coded) - 4, len(coded) - 1}:
        assert is_torn(coded[:length], coding) == (length > 0), length


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (zlib.compress(b"raw")[2:-4], "deflate"),
        (gzip.compress(b"one", mtime=0) + gzip.compress(b"two", mtime=0), "gzip"),
        (gzip.compress(b"one", mtime=0) + b"behind", "gzip"),
        (gzip.compress(b"one", mtime=0) + b"\x1f\x8b", "deflate"),
        (zlib.compress(b"one") + b"behind", "deflate"),
        (b"Hello, plain", "deflate"),
        (b"", "gzip"),
        (b"\n<!DOCTYPE html><p>plain", "br"),
        (b"\n<!DOCTYPE html><p>plain", "deflate"),
        (b"plain", "gzip"),
        (b"plain", "zstd"),
        (gzip.compress(b"of another coding", mtime=0), "br"),
        (b"coded in a way that is not known", "compress"),
        (b"not coded", ""),
    ],
)
def test_what_ends_or_is_coded_otherwise_is_not_cut_off(body: bytes, coding: str) -> None:
    assert not is_torn(body, coding)


def flipped(body: bytes, at: int) -> bytes:
    """Return a body with a bit of one of its bytes flipped."""
    at %= len(body)
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "zstd"])
def test_a_coded_body_is_damaged_where_its_checks_do_not_go_with_it(coding: str) -> None:
    checked = zstd.compress(BODIES["random"], options={zstd.CompressionParameter.checksum_flag: 1})
    coded = checked if coding == "zstd" else CODINGS[coding.replace("x-gzip", "X-GZIP")](BODIES["random"])
    assert not is_torn(coded, coding)
    # In the last four bytes lies a length or a check, before them of gzip another check, further before the page.
    assert [at for at in (-1, -4, -5, -9, len(coded) // 2) if not is_torn(flipped(coded, at), coding)] == []


def test_of_several_members_each_must_be_whole() -> None:
    one, two = gzip.compress(b"one", mtime=0), gzip.compress(b"two", mtime=0)
    assert is_torn(flipped(one, -1) + two, "gzip")
    assert is_torn(one + flipped(two, -5), "gzip")
    assert is_torn(one + two[:-1], "gzip")


def coded(page: Page, coding: str = "gzip", *, cut: int = 0) -> Page:
    body = CODINGS[coding](page.body)
    headers = (*page.headers[:1], ("Content-Encoding", coding))
    return replace(page, headers=headers, body=body[: len(body) - cut])


def short(page: Page) -> Page:
    """Return a page of which the connection ends before its end."""
    return replace(page, headers=(*page.headers[:1], ("Content-Length", str(len(page.body) + 99))))


def singles(site: RunningReplica, count: int) -> list[str]:
    """Return addresses of articles of one page, with texts of their own."""
    found = (article.url for article in site.replica.articles())
    alone = [one for one in found if len(site.replica.parts(one)) == len(site.replica.same_text(one)) == 1]
    return alone[:count]


def test_a_truncated_response_is_kept_and_requested_again(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    torn, announced, damaged, once, edited = singles(site, 5)
    pages = {url: site.replica.page(path_of(url)) for url in (torn, announced, damaged, once, edited)}
    answers = iter([coded(pages[once], cut=20)])
    site.overrides[path_of(torn)] = coded(pages[torn], "br", cut=30)
    site.overrides[path_of(announced)] = short(pages[announced])
    whole = coded(pages[damaged])
    site.overrides[path_of(damaged)] = replace(whole, body=flipped(whole.body, -7))
    site.overrides[path_of(once)] = lambda _: next(answers, coded(pages[once]))
    assert crawl().returncode == 0
    archive = opened()
    for url in (torn, announced, damaged):
        entry = archive.ledger_entry(url)
        assert entry is not None
        assert (entry["state"], entry["reason"]) == ("failed", "TornError: the body is cut off or damaged")
        assert [one.path for one in site.requests].count(path_of(url)) == 3
        (kept,) = {archive.capture(int(str(row["id"]))).payload for row in captures(archive, url)}
        assert kept == site.overrides[path_of(url)].body  # type: ignore[union-attr]
    assert archive.article(once) is not None
    assert [archive.capture(int(str(row["id"]))).payload for row in captures(archive, once)] == [
        coded(pages[once], cut=20).body,
        coded(pages[once]).body,
    ]
    site.overrides[path_of(edited)] = coded(replace(pages[edited], body=pages[edited].body[:-300]), cut=20)
    recheck = ["recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h"]
    assert linfen(*recheck).returncode == 0
    assert opened().rows("SELECT * FROM changes WHERE kind != 'added' AND kind != 'merged'") == []
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    headers = [one.partition(b"\r\n\r\n")[0] for path in closed_files(folder) for _, _, one in members(path)]
    said = [one for one in headers if b"WARC-Truncated: disconnect" in one]
    assert said
    assert all(path_of(announced).encode() in one for one in said)


def captures(archive: Archive, url: str) -> list[dict[str, object]]:
    return [dict(row) for row in archive.rows("SELECT id FROM captures WHERE url LIKE ?", [f"%{path_of(url)}"])]


def test_what_another_crawler_kept_without_its_end_is_passed_over(linfen: Run, folder: Path, tmp_path: Path) -> None:
    whole, torn = (captured(article.url) for article in ARTICLES[:2])
    coded_as = (*HTML, ("Content-Encoding", "gzip"))
    bodies = (gzip.compress(whole.body), gzip.compress(torn.body)[:-40])
    pages = [replace(page, headers=coded_as, body=body) for page, body in zip((whole, torn), bodies, strict=True)]
    done = linfen("ingest", str(write(tmp_path, "others.warc.gz", warc(pages))), "--archive", str(folder))
    assert "a coded body that is cut off or damaged" in done.stdout
    with Archive.open(folder) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM captures")] == [whole.url]
