"""What an address has shown before is not kept again: a ``revisit`` record refers to it, and every tool can follow."""

from __future__ import annotations

import gzip
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from harness import Run
from warcio.archiveiterator import ArchiveIterator

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Absence, Capture
from linfen_crawler.kinds import Evidence, Kind
from linfen_crawler.raw import closed_files
from linfen_crawler.replica import RunningReplica

URL = "http://www.lfxww.com/shanxi/1.html"
FIRST = datetime(2026, 11, 23, 22, 0, 0, 123456, tzinfo=UTC)
PAGE = gzip.compress("临汾".encode() * 500, mtime=0)


def answer(days: int, payload: bytes = PAGE) -> Capture:
    """Return an answer of some later day, its headers that day's."""
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Day", str(days)))
    return Capture(url=URL, fetched_at=FIRST + timedelta(days=days), status=404, headers=headers, payload=payload)


def store(folder: Path, *captures: Capture) -> None:
    """Store each capture in a run of its own."""
    for one in captures:
        writer = ArchiveWriter.open(folder)
        writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
        writer.store(Absence(url=URL, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND, captures=(one,)))
        writer.finish_run(verdict="ok", reasons=[], counters={})
        writer.close()


def test_a_payload_seen_before_is_referred_to(tmp_path: Path) -> None:
    captures = [answer(0), answer(1), answer(2, b"other"), answer(3)]
    store(tmp_path, *captures)
    with Archive.open(tmp_path) as archive:
        rows = archive.rows("SELECT refers_to, length, payload_sha256 FROM captures ORDER BY id")
        assert [row["refers_to"] for row in rows] == [None, 1, None, 1]
        assert [row["length"] for row in rows] == [len(one.payload) for one in captures]
        assert [row["payload_sha256"] for row in rows] == [one.payload_sha256 for one in captures]
        back = [archive.capture(at) for at in range(1, 5)]
    assert [one.payload for one in back] == [one.payload for one in captures]
    assert [one.header("X-Day") for one in back] == ["0", "1", "2", "3"]
    assert [one.fetched_at for one in back] == [one.fetched_at for one in captures]


@pytest.mark.parametrize("how", ["rotten", "missing", "another record"])
def test_what_cannot_be_read_any_more_is_kept_again(how: str, tmp_path: Path) -> None:
    store(tmp_path, answer(0), answer(1))
    path = closed_files(tmp_path)[0]
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "rotten":
        with Archive.open(tmp_path) as archive:
            (row,) = archive.rows("SELECT warc_offset FROM captures WHERE id = 1")
        at = int(str(row["warc_offset"])) + 20
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    else:
        with sqlite3.connect(tmp_path / "linfen.db") as database:
            database.execute("UPDATE captures SET warc_offset = 0, warc_length = 400 WHERE id = 1")
    writer = ArchiveWriter.open(tmp_path)
    before = len(writer.damages)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for day in (2, 3):
        writer.store(Absence(url=URL, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND, captures=(answer(day),)))
    (said,) = writer.damages[before:]
    writer.finish_run(verdict="suspect", reasons=[said], counters={})
    writer.close()
    assert "cannot be read, such as capture 1 of" in said
    with Archive.open(tmp_path) as archive:
        rows = archive.rows("SELECT refers_to FROM captures ORDER BY id")
        assert [row["refers_to"] for row in rows] == [None, 1, None, 3]
        assert {archive.capture(at).payload for at in (3, 4)} == {PAGE}


def test_an_empty_payload_is_kept_as_it_is(tmp_path: Path) -> None:
    store(tmp_path, answer(0, b""), answer(1, b""))
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures WHERE refers_to IS NULL") == [{"n": 2}]


def test_other_peoples_tools_follow_the_reference(tmp_path: Path) -> None:
    store(tmp_path, answer(0), answer(1))
    first, second = closed_files(tmp_path)
    with first.open("rb") as file:
        (original,) = (one.rec_headers for one in ArchiveIterator(file) if one.rec_type == "response")
    with second.open("rb") as file:
        (revisit,) = (one.rec_headers for one in ArchiveIterator(file, check_digests=True) if one.rec_type == "revisit")
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert revisit.get_header("WARC-Profile") == profile
    assert revisit.get_header("WARC-Refers-To-Target-URI") == original.get_header("WARC-Target-URI")
    assert revisit.get_header("WARC-Refers-To-Date") == original.get_header("WARC-Date")
    assert revisit.get_header("WARC-Payload-Digest") == original.get_header("WARC-Payload-Digest")
    with second.open("rb") as stream:
        kinds = [record.record_type for record in FastIterator(stream, parse_http=False)]
    assert WarcRecordType.revisit in kinds
    assert len(kinds) == 6


def test_a_reference_is_taken_up_after_a_kill(tmp_path: Path) -> None:
    store(tmp_path, answer(0))
    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(Absence(url=URL, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND, captures=(answer(1),)))
    writer.rollback()
    writer.close()
    writer = ArchiveWriter.open(tmp_path)
    assert writer.damages == []
    writer.close()
    with Archive.open(tmp_path) as archive:
        assert archive.capture(2) == replace(answer(1), headers=archive.capture(2).headers)


def test_a_reference_to_bytes_that_are_gone_is_named(tmp_path: Path) -> None:
    store(tmp_path, answer(0), answer(1))
    first, _ = closed_files(tmp_path)
    first.unlink()
    for path in tmp_path.glob("linfen.db*"):
        path.unlink()
    writer = ArchiveWriter.open(tmp_path)
    writer.close()
    (damage,) = writer.damages
    assert damage.endswith("2026-11-23T22:00:00.123456Z, which no file holds: restore it from a backup")


def test_a_second_crawl_keeps_no_page_again(crawl: Run, site: RunningReplica, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    crawl("--max-articles", "5")
    crawl("--full", "--max-articles", "6")
    with Archive.open(folder) as archive:
        again = archive.rows("SELECT c.url FROM captures c JOIN captures o ON o.id = c.refers_to AND o.url = c.url")
        assert any(str(row["url"]).endswith("/robots.txt") for row in again)
        copies = archive.rows(
            "SELECT url FROM captures WHERE refers_to IS NULL AND length > 0 "
            "GROUP BY url, payload_sha256 HAVING count(*) > 1"
        )
        assert copies == []
