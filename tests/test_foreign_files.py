"""Files of other crawlers are read in all their shapes; what is damaged costs nothing but itself."""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from foreign import Page, arc, chunked, crawled, decoded, wacz, warc, write, zipped

from linfen_crawler.ingest import Damage, Given, Record, Role, Wanted, read_file, wanted
from linfen_crawler.ingest.bodies import CutShortError
from linfen_crawler.ingest.members import DamagedError
from linfen_crawler.raw import members
from linfen_crawler.urls import Site

SITE = "http://www.lfxww.com"
PAGES = [Page(url=f"{SITE}/shanxi/{number}.html", body=f"<html>{number}".encode() * 50) for number in range(4)]
WHOLE = {page.url: page.body for page in PAGES}


def read(path: Path, *, max_bytes: int = 1 << 20, given: Given | None = None) -> tuple[dict[str, bytes], list[Damage]]:
    """Return the bodies that a file holds, by address, and its damages."""
    bodies, damages = {}, []
    for found in read_file(path, site=Site(), given=given or Given(), max_bytes=max_bytes):
        if isinstance(found, Damage):
            damages.append(found)
        elif found.kind in {"response", "resource"}:
            try:
                capture = found.capture()
            except (DamagedError, CutShortError):
                continue
            if capture is not None:
                bodies[capture.url] = capture.payload
    return bodies, damages


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc.gz", warc(PAGES)),
        ("a.warc", warc(PAGES, is_gzip=False)),
        ("one.warc.gz", gzip.compress(warc(PAGES, is_gzip=False))),
        ("twice.warc.gz", gzip.compress(warc(PAGES))),
        ("named otherwise", warc(PAGES)),
        ("a.wacz", wacz({"data.warc.gz": warc(PAGES[:2]), "more.warc.gz": warc(PAGES[2:])})),
        ("deflated.wacz", wacz({"data.warc": warc(PAGES, is_gzip=False)}, method=zipfile.ZIP_DEFLATED)),
        ("a.arc", arc(PAGES)),
        ("a.arc.gz", gzip.compress(arc(PAGES))),
    ],
)
def test_each_shape_of_file_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    assert read(write(tmp_path, name, data)) == (WHOLE, [])


@pytest.mark.parametrize("kept", [chunked, crawled])
def test_a_body_is_had_without_its_chunks(tmp_path: Path, kept) -> None:
    assert read(write(tmp_path, "a.warc.gz", warc(map(kept, PAGES)))) == (WHOLE, [])


def test_what_says_that_it_is_chunked_and_is_not_stays_as_it_is(tmp_path: Path) -> None:
    page = Page(url=PAGES[0].url, body=PAGES[0].body, headers=(("Transfer-Encoding", "chunked"),))
    assert read(write(tmp_path, "a.warc.gz", warc([page])))[0] == {page.url: page.body}


def test_a_content_coding_stays_on(tmp_path: Path) -> None:
    page = zipped(PAGES[0])
    assert read(write(tmp_path, "a.warc.gz", warc([page])))[0] == {page.url: page.body}


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "one.warc.gz", "a.wacz"])
def test_a_file_cut_off_anywhere_keeps_what_is_before(tmp_path: Path, name: str) -> None:
    plain = warc(PAGES, is_gzip=False)
    whole = {
        "a.warc.gz": warc(PAGES),
        "a.warc": plain,
        "one.warc.gz": gzip.compress(plain),
        "a.wacz": wacz({"data.warc.gz": warc(PAGES)}),
    }[name]
    counted = []
    for length in range(10, len(whole) - 4, 97):
        bodies, damages = read(write(tmp_path, name, whole[:length]))
        assert bodies.items() <= WHOLE.items()
        # A file that ends between two records is as whole as any other.
        assert damages or name == "a.warc.gz" or (name == "a.warc" and whole[:length].endswith(b"\r\n"))
        counted.append(len(bodies))
    assert counted == sorted(counted)
    assert counted[-1] >= 3


def test_records_after_damage_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.warc.gz", warc(PAGES))
    places = [(offset, length) for offset, length, content in members(path) if b"WARC-Type: response" in content[:400]]
    data = bytearray(path.read_bytes())
    offset, length = places[1]
    data[offset + length // 2] ^= 0xFF
    bodies, damages = read(write(tmp_path, "flipped.warc.gz", bytes(data)))
    assert set(bodies) == set(WHOLE) - {PAGES[1].url}
    assert [one.offset for one in damages] == [offset]
    data[offset : offset + length] = os.urandom(length).replace(b"\x1f", b"\x00")
    assert set(read(write(tmp_path, "erased.warc.gz", bytes(data)))[0]) == set(WHOLE) - {PAGES[1].url}


def test_no_page_of_a_damaged_record_is_taken(tmp_path: Path) -> None:
    """A wrong checksum comes after the whole body."""
    path = write(tmp_path, "a.warc.gz", warc(PAGES))
    offset, length = next((o, n) for o, n, content in members(path) if b"WARC-Type: response" in content[:400])
    for at in range(offset + 20, offset + length, 7):
        data = bytearray(path.read_bytes())
        data[at] ^= 0x10
        bodies, damages = read(write(tmp_path, "flipped.warc.gz", bytes(data)))
        assert bodies.items() <= WHOLE.items()
        assert damages


def test_records_after_a_wrong_length_are_read(tmp_path: Path) -> None:
    data = warc(PAGES, is_gzip=False)
    at = data.index(b"Content-Length: ", data.index(b"shanxi/1.html")) + len(b"Content-Length: ")
    bodies, damages = read(write(tmp_path, "a.warc", data[:at] + b"9" + data[at:]))
    assert PAGES[0].url in bodies
    assert PAGES[3].url in bodies
    assert damages


def test_a_torn_wacz_gives_what_lies_in_it(tmp_path: Path) -> None:
    data = wacz({"data.warc.gz": warc(PAGES)})
    bodies, damages = read(write(tmp_path, "a.wacz", data[:-100]))
    assert bodies == WHOLE
    assert "no whole zip file" in damages[0].what


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.warc.gz", b"", "it is empty"),
        ("a.pdf", b"%PDF-1.4", "neither WARC nor WACZ nor a page saved as HTML"),
        ("a.warc.zst", b"\x28\xb5\x2f\xfd1234", "zstd -d"),
        ("no.wacz", wacz({}), "a zip file without a WARC file"),
        ("page.html", b"<html>x", "--url ADDRESS"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    bodies, (damage,) = read(write(tmp_path, name, data))
    assert (bodies, damage.is_whole, said in damage.what) == ({}, True, True)


def test_too_large_a_page_is_none(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.warc.gz", warc(PAGES)), max_bytes=100) == ({}, [])


def test_what_a_crawler_got_in_part_is_no_page(tmp_path: Path) -> None:
    page = Page(url=PAGES[0].url, body=PAGES[0].body, headers=(("Content-Length", "5000"),))
    assert read(write(tmp_path, "a.warc.gz", warc([page]))) == ({}, [])
    coded = decoded(page)
    assert read(write(tmp_path, "a.warc.gz", warc([coded])))[0] == {page.url: page.body}


def test_records_of_an_arc_file_are_recognised_by_their_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a.arc", arc(PAGES))
    found = [one for one in read_file(path, site=Site(), given=Given(), max_bytes=1 << 20) if isinstance(one, Record)]
    again = [one for one in read_file(path, site=Site(), given=Given(), max_bytes=1 << 20) if isinstance(one, Record)]
    assert [one.provenance for one in found[1:]] == [one.provenance for one in again[1:]]
    assert found[1].provenance.startswith("a.arc <at ")


URL = f"{SITE}/linfen/shizheng/2664279.html"
SAVED = {
    "chrome": f"<!DOCTYPE html>\r\n<!-- saved from url=(0048){URL} -->\r\n<html><head>",
    "single": f"<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: {URL} \n"
    " saved date: Wed Jan 05 2022 10:12:33 GMT+0800 (中国标准时间)\n--><meta charset=utf-8>",
    "canonical": f'<html><head><link href="{URL}" rel="canonical"></head>',
    "og": f'<html><head><meta content="{URL}" property="og:url"></head>',
}


@pytest.mark.parametrize("kind", SAVED)
def test_a_saved_page_says_where_it_was(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, "x.html", SAVED[kind].encode())
    os.utime(path, (1_600_000_000, 1_600_000_000))
    (record,) = read_file(path, site=Site(), given=Given(), max_bytes=1 << 20)
    assert isinstance(record, Record)
    assert record.url == URL
    saved = datetime(2022, 1, 5, 2, 12, 33, tzinfo=UTC)
    assert record.at == (saved if kind == "single" else datetime.fromtimestamp(1_600_000_000, UTC))
    assert record.provenance == f"saved file sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


@pytest.mark.parametrize("host", ["www.lfxww.com", "lfxww.com", "mirror.example"])
def test_a_mirrored_folder_says_where_a_page_was(tmp_path: Path, host: str) -> None:
    path = write(tmp_path / host / "linfen" / "shizheng", "12.html", b"<html>")
    given = Given(hosts=frozenset({"mirror.example"}))
    (record,) = read_file(path, site=Site(), given=given, max_bytes=1 << 20)
    assert isinstance(record, Record)
    assert record.url == f"http://{host}/linfen/shizheng/12.html"


def test_what_the_operator_says_overrides_what_the_page_says(tmp_path: Path) -> None:
    path = write(tmp_path, "x.html", SAVED["single"].encode())
    at = datetime(2020, 1, 1, tzinfo=UTC)
    (record,) = read_file(path, site=Site(), given=Given(url=f"{SITE}/a/1.html", at=at), max_bytes=1 << 20)
    assert isinstance(record, Record)
    assert (record.url, record.at) == (f"{SITE}/a/1.html", at)


MIRROR = "http://mirror.example"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (URL, Wanted(Role.ARTICLE, URL)),
        (URL.replace("http://www.", "https://"), Wanted(Role.ARTICLE, URL)),
        (f"{URL}?from=timeline&t=1622334455", Wanted(Role.ARTICLE, URL)),
        (f"{URL}?page=2", Wanted(Role.PART, f"{URL}?page=2")),
        (URL.replace(".html", "_2.html"), Wanted(Role.PART, URL.replace(".html", "_2.html"))),
        (URL.replace(".html", "-2.html"), Wanted(Role.PART, URL.replace(".html", "-2.html"))),
        (f"{SITE}/linfen/shizheng/index.html", Wanted(Role.LISTING, f"{SITE}/linfen/shizheng/")),
        ("http://lfxww.com", Wanted(Role.LISTING, f"{SITE}/")),
        (f"{SITE}/h5/2021/1.html", "no page to read (h5)"),
        (f"{SITE}/a.jpg", "no page to read (file)"),
        (f"{MIRROR}/linfen/shizheng/2664279.html", Wanted(Role.MIRROR, f"{MIRROR}/linfen/shizheng/2664279.html")),
        (f"{MIRROR}/shanxi/12_2.html", Wanted(Role.MIRROR_PART, f"{MIRROR}/shanxi/12_2.html")),
        (f"{MIRROR}/show.php?id=3", "another site"),
        ("http://named.example/show.php?id=3", Wanted(Role.MIRROR, "http://named.example/show.php?id=3")),
        ("http://[", "no address of a page"),
    ],
)
def test_an_address_tells_what_a_page_is_read_as(asked: str, found: Wanted | str) -> None:
    assert wanted(asked, Site(), {"named.example"}) == found
