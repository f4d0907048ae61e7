"""The bytes: WARC that other tools read, mended after a kill, whole records never thrown away."""

from __future__ import annotations

import gzip
import io
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.verify import verify
from linfen_crawler.items import Capture
from linfen_crawler.raw import Kept, Place, WarcWriter, close_left, closed_files, left_open, read_capture, read_records
from linfen_crawler.raw.records import capture_of, capture_records
from linfen_crawler.replica import RunningReplica


def capture(number: int = 1, payload: bytes = b"<p>\xe4\xb8\xb4\xe6\xb1\xbe</p>") -> Capture:
    """Return a capture, different for each number."""
    return Capture(
        url=f"http://127.0.0.1:8000/shanxi/{number}.html",
        fetched_at=datetime(2026, 11, 23, 22, 0, 0, number, tzinfo=UTC),
        status=200,
        request_headers=(("User-Agent", "linfen-crawler"),),
        headers=(("Content-Type", "text/html"), ("X-Twice", "a"), ("X-Twice", "b")),
        payload=payload,
    )


def written(folder: Path, count: int) -> Path:
    """Write captures as a run that is then killed, and return the file it leaves."""
    folder.mkdir(exist_ok=True)
    writer = WarcWriter(folder, run_id=1, max_bytes=1 << 30, about={"software": "linfen-crawler/0"})
    for number in range(1, count + 1):
        writer.write(capture(number))
    writer.sync()
    writer.abandon()
    (path,) = left_open(folder)
    return path


def found_in(path: Path) -> list[tuple[str, Place]]:
    """Return the addresses of the captures that a file holds, with their places."""
    return [(one.content.capture.url, one.place) for one in read_records(path) if isinstance(one.content, Kept)]


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2000), st.integers(100, 599))
def test_a_capture_is_read_back_as_it_was(payload: bytes, status: int) -> None:
    one = Capture(
        url="http://127.0.0.1/a?b=c",
        fetched_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        status=status,
        headers=(("Content-Encoding", "gzip"),),
        payload=payload,
    )
    response, _ = capture_records(one)
    kept = capture_of(gzip.decompress(response))
    assert kept is not None
    back = kept.capture
    assert (back.url, back.fetched_at, back.status, back.payload) == (one.url, one.fetched_at, one.status, one.payload)
    assert back.payload_sha256 == one.payload_sha256


@pytest.mark.parametrize(
    "head",
    [
        b"ETag: \xe4\xb8\xb4", b"ETag: \xc1\xd9", b"ETag: a;b=\xff", b"ETag: 100%\xff%20", b"\xff: 1", b"ETag: a\x0bb",
        b"Content-Type: text/html; charset=\xff", b"Content-Type: \xd7\xd6", b"Last-Modified: \xe5\xb9\xb4",
        b"X Y: 1", b"ETag:",
    ],
)  # fmt: skip
def test_the_head_of_an_answer_is_kept_byte_for_byte(head: bytes) -> None:
    name, _, value = head.decode("latin-1").partition(":")
    one = replace(capture(), headers=((name, value.strip()),))
    member = gzip.decompress(capture_records(one)[0])
    assert b"\r\n" + name.encode("latin-1") + b": " + value.strip().encode("latin-1") + b"\r\n" in member
    kept = capture_of(member)
    assert kept is not None
    assert kept.capture.headers == (*one.headers, ("Content-Length", str(len(one.payload))))


def test_other_peoples_tools_read_it(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, run_id=1, max_bytes=1 << 30, about={"software": "test"})
    places = [writer.write(capture(number)) for number in range(1, 4)]
    writer.close()
    (path,) = closed_files(tmp_path)
    with path.open("rb") as file:
        kinds = [(record.rec_type, record.rec_headers.protocol) for record in ArchiveIterator(file, check_digests=True)]
    assert kinds == [("warcinfo", "WARC/1.1"), *([("response", "WARC/1.1"), ("request", "WARC/1.1")] * 3)]
    assert Checker(type("Arguments", (), {"inputs": [str(path)], "verbose": False})()).process_all() == 0
    assert [read_capture(tmp_path, place).url for place in places] == [capture(n).url for n in range(1, 4)]


def test_a_file_is_rolled_over_by_size(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, run_id=1, max_bytes=1500, about={})
    rng = random.Random(1)
    for number in range(1, 7):
        writer.write(capture(number, rng.randbytes(500)))
    writer.close()
    closed = writer.take_closed()
    assert len(closed) == len(closed_files(tmp_path)) > 2
    assert {file.length for file in closed} == {path.stat().st_size for path in closed_files(tmp_path)}


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    """A restored database begins the same run again, within the same second."""
    for _ in range(3):
        writer = WarcWriter(tmp_path, run_id=1, max_bytes=1 << 30, about={})
        writer.write(capture())
        writer.close()
    assert len(closed_files(tmp_path)) == 3


def test_files_are_read_in_the_order_of_their_runs_though_the_clock_was_set_back(tmp_path: Path) -> None:
    names = [
        "other.warc.gz",
        "linfen-20260101T000000-000001-0000.1.warc.gz",
        "linfen-20260101T000000-000001-0000.warc.gz",
        "linfen-20250101T000000-000002-0000.warc.gz",
    ]
    (tmp_path / "warc").mkdir()
    for name in names:
        (tmp_path / "warc" / name).touch()
    assert [path.name for path in closed_files(tmp_path)] == names


def beside_its_twin(folder: Path, *, closed: bytes, opened: bytes) -> dict[str, bytes]:
    """Open an archive in which a file lies closed and open, and return the files that it then has."""
    (path,) = closed_files(folder)
    path.write_bytes(closed)
    path.with_name(path.name + ".open").write_bytes(opened)
    writer = ArchiveWriter.open(folder)
    assert writer.damages == []
    writer.close()
    assert left_open(folder) == []
    with Archive.open(folder) as archive:
        assert list(verify(archive)) == []
    return {one.name: one.read_bytes() for one in closed_files(folder)}


@pytest.mark.parametrize("torn", [b"", b"\x1f\x8b\x08\x00 torn"])
@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize("whole_is", ["closed", "opened"])
def test_of_a_file_that_lies_closed_and_open_the_longer_one_stays(
    whole_is: str, is_known: bool, torn: bytes, tmp_path: Path
) -> None:
    """An older copy put beside what outlived it, or the other way round."""
    path = written(tmp_path, 3)
    whole, part = path.read_bytes(), path.read_bytes()[: path.stat().st_size // 2]
    close_left(path)
    if is_known:
        ArchiveWriter.open(tmp_path).close()
    closed, opened = (whole, part) if whole_is == "closed" else (part, whole)
    left = beside_its_twin(tmp_path, closed=closed, opened=opened + (torn if whole_is == "opened" else b""))
    assert list(left.values()) == [whole]


def test_of_a_file_that_lies_closed_and_open_both_stay_where_they_differ(tmp_path: Path) -> None:
    path = written(tmp_path / "other", 2)
    other = path.read_bytes()
    close_left(written(tmp_path, 3))
    (path,) = closed_files(tmp_path)
    whole = path.read_bytes()
    left = beside_its_twin(tmp_path, closed=whole, opened=other)
    assert left == {path.name: whole, path.name.replace(".warc.gz", ".1.warc.gz"): other}


def test_a_file_is_not_closed_over_another(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, run_id=1, max_bytes=1 << 30, about={})
    writer.write(capture())
    (path,) = left_open(tmp_path)
    twin = path.with_name(path.name.removesuffix(".open"))
    twin.write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError):
        writer.close()
    assert twin.read_bytes() == b"of somebody else"
    assert path.exists()


@pytest.mark.parametrize("tail", [b"", b"\x1f", b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x00" + b"x" * 500, b"\x00" * 4096])
def test_a_torn_end_is_cut_off_and_whole_records_stay(tmp_path: Path, tail: bytes) -> None:
    path = written(tmp_path, 3)
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    assert [url for url, _ in found_in(path)] == [capture(n).url for n in range(1, 4)]
    assert close_left(path) is not None
    (path,) = closed_files(tmp_path)
    assert path.read_bytes() == whole


def test_a_file_torn_at_any_byte_keeps_every_record_before_it(tmp_path: Path) -> None:
    path = written(tmp_path, 2)
    whole = path.read_bytes()
    ends = [place.offset + place.length for _, place in found_in(path)]
    for length in range(0, len(whole), 7):
        torn = path.with_name("torn.warc.gz.open")
        torn.write_bytes(whole[:length])
        assert len(found_in(torn)) == sum(end <= length for end in ends)
        closed = close_left(torn)
        assert (closed is None) == (not list(tmp_path.glob("warc/torn*")))
        for left in tmp_path.glob("warc/torn*"):
            left.unlink()


def test_a_damaged_record_costs_none_of_those_after_it(tmp_path: Path) -> None:
    path = written(tmp_path, 4)
    places = [place for _, place in found_in(path)]
    data = bytearray(path.read_bytes())
    data[places[1].offset + 60] ^= 0xFF
    path.write_bytes(data)
    assert [place for _, place in found_in(path)] == [places[0], *places[2:]]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"hello"),
        gzip.compress(b""),
        gzip.compress(b"WARC/1.1\r\n"),
        gzip.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: dns:lfxww.com\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            b"Content-Type: text/dns\r\nContent-Length: 9\r\n\r\n127.0.0.1\r\n\r\n"
        ),
        gzip.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nWARC-Date: yesterday\r\n"
            b"Content-Type: application/http;msgtype=response\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        ),
        b"no gzip at all",
        b"",
    ],
    ids=["text", "nothing", "a line of WARC", "dns", "a bad date", "no gzip", "empty"],
)
@pytest.mark.parametrize("name", ["other.warc.gz", "other.warc.gz.open"])
def test_what_others_put_beside_it_stops_nothing(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc" / name).write_bytes(content)
    for _ in range(2):
        writer = ArchiveWriter.open(tmp_path)
        writer.close()
        assert [said.partition(" and nothing")[0] for said in writer.damages] == [
            f"warc/{name} is no file of this archive,"
        ]
    assert (tmp_path / "warc" / name).read_bytes() == content
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 0}]


def test_bytes_that_are_missing_are_named(crawl: Run, site: RunningReplica, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    crawl("--max-articles", "5")
    (path,) = closed_files(folder)
    left = path.with_name(path.name + ".open")
    path.rename(left)
    left.write_bytes(left.read_bytes()[:2000])
    done = crawl()
    assert done.returncode == 3
    assert f"warc/{path.name} is shorter than the database says" in done.stdout


def test_records_unknown_to_a_restored_older_database_are_recovered(
    crawl: Run, site: RunningReplica, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    crawl("--max-articles", "3")
    shutil.copy(folder / "linfen.db", tmp_path / "older.db")
    crawl()
    for path in folder.glob("linfen.db*"):
        path.unlink()
    shutil.copy(tmp_path / "older.db", folder / "linfen.db")
    requests = len(site.requests)
    assert crawl().returncode == 0
    with Archive.open(folder) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures")[0]["n"] == len(site.requests) > requests
        assert archive.rows("SELECT count(*) AS n FROM articles")[0]["n"] == 40


def test_a_batch_that_cannot_be_committed_leaves_its_bytes(tmp_path: Path) -> None:
    """A kill between the sync of the bytes and the commit of the rows."""
    from test_identity import article

    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.rollback()
    writer.close()
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 0}]
    ArchiveWriter.open(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT url FROM captures")
        assert row["url"] == "http://www.lfxww.com/shanxi/5.html"
        assert archive.rows("SELECT count(*) AS n FROM warc_files")[0]["n"] == 1
    assert io.BytesIO(closed_files(tmp_path)[0].read_bytes()).read(2) == b"\x1f\x8b"


def test_a_file_that_was_full_before_its_batch_was_taken_back_is_looked_at_again(tmp_path: Path) -> None:
    """The disk is full, the batch goes back, and the run still ends in order."""
    from test_identity import article

    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1, about={})
    writer.store(article("/shanxi/5"))
    writer.store(article("/shanxi/6"))
    writer.rollback()
    writer.finish_run(verdict="failed", reasons=[], counters={})
    writer.close()
    ArchiveWriter.open(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        urls = {row["url"] for row in archive.rows("SELECT url FROM captures")}
    assert urls == {f"http://www.lfxww.com/shanxi/{number}.html" for number in (5, 6)}
