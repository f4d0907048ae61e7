"""No record of a foreign file stops the others, whatever a broken crawler or a strange server has left in it."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from foreign import Page, arc, wacz, warc, write
from harness import Run
from odd_records import among, odd_record
from test_ingest import ARTICLES, Ingest, assert_proved, captured, ingest, rows

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.staging import Staging
from linfen_crawler.ingest import STUMBLED, Damage, Given, Record, Role, StagedReader, read_file
from linfen_crawler.items import Capture
from linfen_crawler.raw.records import content_of
from linfen_crawler.urls import Site

__all__ = ["ingest"]
GOOD = [captured(one.url) for one in ARTICLES[:4]]
ODD = captured(ARTICLES[5].url)


def plain(page: Page) -> bytes:
    """Return the record of a page alone, not compressed."""
    written = warc([page], is_gzip=False)
    begun = written.rindex(b"WARC/1.0", 0, written.index(b"WARC-Type: response"))
    return written[begun : written.rindex(b"WARC/1.0")]


def assert_sound_ones_are_read(folder: Path, said: str) -> None:
    """Make sure that each sound page was read, and that nothing was stumbled on."""
    assert {url for (url,) in rows(folder, "SELECT url FROM captures")} >= {page.url for page in GOOD}
    assert STUMBLED not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("first", [0, 400])
def test_no_record_stops_the_others(first: int, tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path) -> None:
    odd = [odd_record(number, ODD.body) for number in range(first, first + 400)]
    done = ingest(write(tmp_path, "odd.warc.gz", among(odd, map(plain, GOOD))))
    assert done.returncode == 3
    assert_sound_ones_are_read(folder, done.stdout + done.stderr)
    assert_proved(linfen, folder)


def test_no_record_that_lies_in_the_archive_stops_it() -> None:
    for number in range(2000):
        content_of(odd_record(number, b"<html>"))


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (replace(ODD, url="http://[bad/"), "no address of a page"),
        (replace(ODD, url="http://a\u2100b.com/x.html"), "no address of a page"),
        (replace(ODD, at="0001-01-01T00:00:00+14:00"), "no date that can be"),
        (replace(ODD, at="9999-12-31T23:59:59-14:00"), "no date that can be"),
        (replace(ODD, at="0001-01-01T00:00:00Z"), "no date that can be"),
        (replace(ODD, at="1970-01-01T00:00:00Z"), "no date that can be"),
        (
            replace(
                ODD,
                kind="revisit",
                said=(("WARC-Refers-To-Target-URI", ODD.url), ("WARC-Refers-To-Date", "0001-01-01T00:00:00+14:00")),
            ),
            "a revisit of what was not captured from the site",
        ),
    ],
)
def test_an_odd_record_is_passed_over_with_its_reason(
    odd: Page, reason: str, tmp_path: Path, ingest: Ingest, folder: Path
) -> None:
    done = ingest(write(tmp_path, "odd.warc.gz", warc([GOOD[0], odd, *GOOD[1:]])), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["files"]["odd.warc.gz"][f"passed/{reason}"] == 1
    assert_sound_ones_are_read(folder, done.stdout + done.stderr)


def test_a_head_without_an_end_costs_its_record_alone_and_no_memory(tmp_path: Path) -> None:
    endless = [b"WARC/1.0\r\nX: " + b"X" * (64 << 20), b"WARC/1.0\r\n" + b"X: y\r\n" * (8 << 20)]
    length = b"Content-Length: %d" % (64 << 20)
    said = plain(GOOD[0])
    at = said.index(b"Content-Length")
    said = said[:at] + length + said[said.index(b"\r\n", at) :]
    endless.append(said.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 " + b"O" * (64 << 20)))
    data = b"".join(gzip.compress(one, 1) for one in [*endless, *map(plain, GOOD)])
    del endless, said
    path = write(tmp_path, "a.warc.gz", data)
    tracemalloc.start()
    found = list(read_file(path, site=Site(), given=Given(), max_bytes=1 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 << 20
    assert [one.what.partition(": ")[2] for one in found if isinstance(one, Damage)] == ["its head has no end"] * 3
    assert [one.url for one in found if isinstance(one, Record)] == [page.url for page in GOOD]


def test_a_record_without_a_length_is_not_read_to_the_end_of_the_file(
    tmp_path: Path, ingest: Ingest, folder: Path
) -> None:
    data = plain(ODD)
    at = data.index(b"Content-Length")
    without = data[:at] + data[data.index(b"\r\n", at) + 2 :]
    done = ingest(write(tmp_path, "a.warc.gz", among([without], map(plain, GOOD))))
    assert_sound_ones_are_read(folder, done.stdout + done.stderr)
    assert rows(folder, f"SELECT 1 FROM captures WHERE url = '{ODD.url}'") == []


def test_a_revisit_that_is_said_to_be_coded_otherwise_than_its_payload_is_read(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    said = (("WARC-Refers-To-Target-URI", GOOD[0].url), ("WARC-Refers-To-Date", GOOD[0].at))
    coded = (*GOOD[0].headers, ("Content-Encoding", "br"))
    again = replace(GOOD[0], at="2023-01-01T00:00:00Z", kind="revisit", body=b"", headers=coded, said=said)
    done = ingest(write(tmp_path, "a.warc.gz", warc([*GOOD, again])))
    assert done.returncode == 0, done.stdout + done.stderr
    assert_sound_ones_are_read(folder, done.stdout + done.stderr)
    assert rows(folder, f"SELECT count(*) FROM captures WHERE url = '{GOOD[0].url}'") == [(2,)]
    assert_proved(linfen, folder)


def odd_zips() -> dict[str, bytes]:
    """Return WACZ files of which one entry is odd, and the others are sound."""
    files = {"bad.warc.gz": warc([ODD]), "good.warc.gz": warc(GOOD)}
    zips = {}
    for name, method in (("deflate", zipfile.ZIP_DEFLATED), ("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        whole = bytearray(wacz(files, method=method))
        at = whole.index(b"archive/bad.warc.gz") + 60
        whole[at : at + 300] = bytes(range(256)) + bytes(44)
        zips[f"damaged {name}"] = bytes(whole)
    whole = wacz(files)
    local, central = whole.index(b"PK\x03\x04"), whole.index(b"PK\x01\x02")

    def changed(*changes: tuple[int, bytes]) -> bytes:
        data = bytearray(whole)
        for at, value in changes:
            data[at : at + len(value)] = value
        return bytes(data)

    zips["an unknown method"] = changed((local + 8, b"\x63\x00"), (central + 10, b"\x63\x00"))
    zips["a password"] = changed((local + 6, b"\x01\x00"), (central + 8, b"\x01\x00"))
    zips["a place beyond the file"] = changed((central + 42, struct.pack("<I", 0x7FFFFFFF)))
    zips["a place within another"] = changed((central + 42, struct.pack("<I", 5)))
    zips["a length beyond the file"] = changed((central + 20, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF)))
    zips["another name"] = changed((local + 30, b"\xff\xfe"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("a/", "folder.warc.gz/", "\x01.warc.gz", "../../up.warc.gz", "\u4e34\u6c7e.WARC.GZ", "empty.warc"):
            archive.writestr(name, warc(GOOD) if name.endswith("GZ") else b"")
    return zips | {"odd names": buffer.getvalue()}


@pytest.mark.parametrize("kind", odd_zips())
def test_an_odd_entry_of_a_wacz_stops_no_other(kind: str, tmp_path: Path) -> None:
    path = write(tmp_path, "odd.wacz", odd_zips()[kind])
    found = list(read_file(path, site=Site(), given=Given(), max_bytes=1 << 20))
    assert {one.url for one in found if isinstance(one, Record)} >= {page.url for page in GOOD}
    assert any(isinstance(one, Damage) for one in found) or kind in {"odd names"}


def member(path: Path, name: str, data: bytes, *, mode: int = 0, flags: int = 0, beside: bytes | None = None) -> Path:
    """Write a zip file with a member of some mode and flags, and where ``beside`` is given, one WARC file more."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr, info.compress_type = 3, mode << 16, zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, data)
        if beside is not None:
            archive.writestr("archive/beside.warc.gz", beside)
    packed = bytearray(path.read_bytes())
    packed[6] |= flags
    packed[packed.index(b"PK\x01\x02") + 8] |= flags
    path.write_bytes(packed)
    return path


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"name": "archive/a.warc.gz", "data": b"/etc/passwd", "mode": stat.S_IFLNK | 0o777}, "link or a special file"),
        ({"name": "archive/a.warc.gz", "data": b"", "mode": stat.S_IFIFO | 0o666}, "link or a special file"),
        ({"name": "archive/a.warc.gz", "data": warc(GOOD), "flags": 1}, "encrypted"),
        ({"name": "archive/a.wacz", "data": wacz({"a.warc.gz": warc(GOOD)})}, "a WACZ file within it"),
    ],
    ids=["link", "pipe", "encrypted", "nested"],
)
def test_what_is_no_file_in_a_wacz_is_named_and_the_others_are_read(
    odd: dict[str, Any], said: str, tmp_path: Path, *, is_alone: bool
) -> None:
    path = member(tmp_path / "odd.wacz", **odd, beside=None if is_alone else warc(GOOD))
    found = list(read_file(path, site=Site(), given=Given(), max_bytes=1 << 20))
    (damage,) = (one for one in found if isinstance(one, Damage))
    assert (said in damage.what, damage.is_whole) == (True, is_alone)
    assert len([one for one in found if isinstance(one, Record) and one.kind == "response"]) == (
        0 if is_alone else len(GOOD)
    )


@pytest.mark.parametrize("packed", [wacz({}), b"PK\x05\x06" + bytes(18)], ids=["no WARC", "empty"])
def test_a_wacz_without_a_warc_file_is_named(packed: bytes, tmp_path: Path) -> None:
    found = list(read_file(write(tmp_path, "a.wacz", packed), site=Site(), given=Given(), max_bytes=1 << 20))
    assert found == [Damage("it is a zip file without a WARC file", is_whole=True)]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.html", "a.wacz"])
def test_a_pipe_is_no_file_and_is_not_waited_for(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    found = list(read_file(tmp_path / name, site=Site(), given=Given(), max_bytes=1 << 20))
    assert found == [Damage("it is not a regular file", is_whole=True)]


@pytest.mark.parametrize("name", ["archive/a.warc", "archive/a.warc.gz"])
def test_what_unpacks_to_very_much_is_not_had_in_memory(name: str, tmp_path: Path) -> None:
    """A member of 100 MB of blanks in 100 KB, or in a gzip member in it."""
    blanks = b" " * (100 << 20)
    bomb = gzip.compress(blanks, 9) if name.endswith(".gz") else warc([GOOD[0]], is_gzip=False) + blanks
    path = member(tmp_path / "bomb.wacz", name, bomb)
    assert path.stat().st_size < 1 << 20
    del blanks, bomb
    tracemalloc.start()
    found = [type(one) for one in read_file(path, site=Site(), given=Given(), max_bytes=1 << 20)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (Damage in found, peak < 16 << 20) == (True, True)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"http://www.lfxww.com/1.html", b"http://[ 1.2.3.4 20080101000000 text/html 10",
        b"x 1.2.3.4 2008 text/html -5",
        b"http://www.lfxww.com/a/1.html 1.2.3.4 99999999999999 text/html 3", b"\xff \xff \xff \xff \xff",
        b"http://www.lfxww.com/a/1.html 1.2.3.4 20080101000000 text/html 99999999999999999999", b"a b c d e f g h",
        b"http://www.lfxww.com/a/1.html  20080101000000  ", b"\x00 \x00 \x00 \x00 0",
    ],
)  # fmt: skip
def test_an_odd_line_of_an_arc_file_ends_nothing_but_this_file(
    line: bytes, tmp_path: Path, ingest: Ingest, folder: Path
) -> None:
    odd = write(tmp_path, "a.arc", arc(GOOD[:1]) + b"\n" + line + b"\nHTTP/1.1 200 OK\r\n\r\nbody")
    done = ingest(odd, write(tmp_path, "b.warc.gz", warc(GOOD[1:])))
    assert_sound_ones_are_read(folder, done.stdout + done.stderr)


def test_a_page_that_the_program_stumbles_on_stops_no_other(tmp_path: Path) -> None:
    """Whatever it is: nobody knows the next one."""
    from scrapy.utils.test import get_crawler

    from linfen_crawler.replay import decoder

    ArchiveWriter.open(tmp_path).close()
    staging = Staging.open(tmp_path)
    decode, counted = decoder(get_crawler()), []
    for record in read_file(write(tmp_path, "a.warc.gz", warc(GOOD)), site=Site(), given=Given(), max_bytes=1 << 20):
        if isinstance(record, Record) and record.kind == "response":
            capture = record.capture()
            assert capture is not None
            staging.add(Role.ARTICLE, capture.url, capture, None)

    def respond(capture: Capture) -> object:
        if capture.url == GOOD[1].url:
            raise RecursionError
        return decode(capture)

    with Archive.open(tmp_path) as archive:
        reader = StagedReader(
            staging, archive, site=Site(), mirrors=(), respond=respond, count=lambda *what: counted.append(what)
        )
        urls = {item.url for item in reader.items()}
    staging.close()
    assert urls == {page.url for page in GOOD if page != GOOD[1]}
    assert [what for _, what in counted] == [f"passed/not read: {STUMBLED}"]


def test_a_saved_page_that_is_too_large_is_not_read(tmp_path: Path, linfen: Run, folder: Path) -> None:
    large = write(tmp_path, "large.html", GOOD[0].body.replace(b"</body>", b"<!--" + b"x" * 200_000 + b"--></body>"))
    named = ("ingest", str(large), "--url", GOOD[0].url, "--archive", str(folder))
    done = linfen(*named, env={"LINFEN_MAX_PAGE_BYTES": "50000"})
    assert done.returncode == 1
    assert "a saved page was not read: it is larger than LINFEN_MAX_PAGE_BYTES, 50000 bytes" in done.stdout
    assert linfen(*named).returncode == 0
