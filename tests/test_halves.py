"""Of what others captured nothing is archived that is not whole, or not what it is said to be; and all that is, is."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from foreign import HTML, Page, arc, chunked, digest, warc, write
from harness import Run
from test_foreign_files import PAGES, WHOLE, read
from test_ingest import ARTICLES, Ingest, assert_proved, captured, ingest, rows

from linfen_crawler.digests import differ, fits
from linfen_crawler.ingest.bodies import CutShortError, RangeError, payload_of
from linfen_crawler.ingest.members import DamagedError

__all__ = ["ingest"]
BODY = b"<html>" + bytes(range(32, 127)) * 40
CHUNKED = chunked(Page(url="", body=BODY)).body
MAX_BYTES = 1 << 20


def with_headers(page: Page, **headers: str) -> Page:
    """Return a page with further headers of its answer."""
    return replace(page, headers=(*page.headers, *((name.replace("_", "-"), value) for name, value in headers.items())))


def with_fields(page: Page, **fields: str) -> Page:
    """Return a page with further fields of its record."""
    return replace(page, said=(*page.said, *((name.replace("_", "-"), value) for name, value in fields.items())))


def short(page: Page) -> Page:
    return replace(page, body=page.body[: len(page.body) // 2])


def chunks(body: bytes) -> bytes:
    return chunked(Page(url="", body=body)).body


IN_CHUNKS = {"Transfer_Encoding": "chunked"}
ZIPPED = {"Content_Encoding": "gzip"}
WRONG = digest(b"another page")
HALVES: dict[str, tuple[Callable[[Page], Page], str]] = {
    "payload": (lambda page: with_fields(page, WARC_Payload_Digest=WRONG), "damaged: not what its digest says"),
    "block": (lambda page: with_fields(page, WARC_Block_Digest=WRONG), "damaged: not what its digest says"),
    "md5": (
        lambda page: with_fields(page, WARC_Payload_Digest=f"md5:{'0' * 32}"),
        "damaged: not what its digest says",
    ),
    "segment": (lambda page: with_fields(short(page), WARC_Segment_Number="1"), "a segment of a record"),
    "range": (
        lambda page: with_headers(short(page), Content_Range="bytes 0-1000/99999"),
        "a range of a page",
    ),
    "206": (lambda page: replace(short(page), status=206), "HTTP 206"),
    "within a chunk": (
        lambda page: with_headers(replace(page, body=chunks(page.body)[:-400]), **IN_CHUNKS),
        "cut short by the crawler",
    ),
    "no last chunk": (
        lambda page: with_headers(replace(page, body=chunks(page.body)[: -len(b"0\r\n\r\n")]), **IN_CHUNKS),
        "cut short by the crawler",
    ),
    "gzip": (
        lambda page: with_headers(replace(page, body=gzip.compress(page.body)[:-900]), **ZIPPED),
        "a coded body that is cut off or damaged",
    ),
    "gzip of another length": (
        lambda page: with_headers(replace(page, body=gzip.compress(page.body)[:-4] + b"1234"), **ZIPPED),
        "a coded body that is cut off or damaged",
    ),
    "gzip that says its length": (
        lambda page: with_headers(
            replace(page, body=gzip.compress(page.body)[:-900]),
            Content_Length=str(len(gzip.compress(page.body))),
            **ZIPPED,
        ),
        "cut short by the crawler",
    ),
    "gzip for the way": (
        lambda page: with_headers(
            replace(page, body=chunks(gzip.compress(page.body)[:-900])), Transfer_Encoding="gzip, chunked"
        ),
        "cut short by the crawler",
    ),
    "an old clock": (lambda page: replace(page, at="1999-03-01T08:00:00Z"), "a date long before that of the page"),
    "a clock ahead": (
        lambda page: replace(page, at=(datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")),
        "no date that can be",
    ),
    "a revisit of a 404": (lambda page: replace(page, status=404, kind="revisit", body=b""), "HTTP 404"),
    "a replay with other links": (
        lambda page: replace(page, url=f"http://web.archive.org/web/20220301080000/{page.url}"),
        "rewritten by a web archive",
    ),
    "a replay of some day": (
        lambda page: replace(page, url=f"http://web.archive.org/web/2022id_/{page.url}"),
        "no date that can be",
    ),
    "a replay by whom nobody knows": (
        lambda page: replace(page, url=f"http://archive.example/web/20220301080000id_/{page.url}"),
        "another site",
    ),
}


def archived(folder: Path) -> dict[str, tuple[str, int]]:
    """Return when each address was captured, and with which status."""
    found = rows(folder, "SELECT url, fetched_at, status FROM captures WHERE provenance IS NOT NULL")
    return {str(url): (str(at)[:19], int(str(status))) for url, at, status in found}


def test_what_is_not_whole_or_not_what_it_says_is_passed_over_by_its_reason(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    pages = [captured(one.url) for one in ARTICLES[: len(HALVES)]]
    halves = [half(page) for page, (half, _) in zip(pages, HALVES.values(), strict=True)]
    sound = captured(ARTICLES[len(HALVES)].url)
    done = ingest(write(tmp_path, "halves.warc.gz", warc([*halves, sound])), "--json")
    counted = json.loads(done.stdout)["files"]["halves.warc.gz"]
    expected: dict[str, int] = {}
    for _, reason in HALVES.values():
        expected[f"passed/{reason}"] = expected.get(f"passed/{reason}", 0) + 1
    passed = {name: number for name, number in counted.items() if name.startswith("passed/")}
    assert {name: number for name, number in passed.items() if not name.endswith(" record")} | {
        "passed/a segment of a record": 1
    } == expected
    assert list(archived(folder)) == [sound.url]
    assert_proved(linfen, folder)


def replayed(page: Page, stamp: str = "20210501093000", host: str = "web.archive.org") -> Page:
    return replace(page, url=f"https://{host}/web/{stamp}id_/{page.url}", at="2023-01-01T00:00:00Z")


def test_whatever_is_whole_is_archived_as_of_its_time(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    pages = [captured(one.url) for one in ARTICLES[:10]]
    zipped_on_the_way = replace(pages[0], body=chunks(gzip.compress(pages[0].body)))
    in_chunks = chunked(with_fields(pages[1], WARC_Payload_Digest=digest(pages[1].body)))
    odd = [
        replace(zipped_on_the_way, headers=(*HTML, ("Transfer-Encoding", "gzip"), ("transfer-encoding", "Chunked"))),
        replace(in_chunks, said=(("WARC-Payload-Digest", digest(pages[1].body)),)),
        replace(pages[2], url=pages[2].url.replace("http://www.lfxww.com", "HTTP://WWW.LFXWW.COM")),
        replace(pages[3], at="2022"),
        replace(pages[4], at="2022-05"),
        replace(pages[5], status=203),
        with_headers(pages[6], Content_Range=f"bytes 0-{len(pages[6].body) - 1}/{len(pages[6].body)}"),
        replayed(pages[7]),
        replayed(pages[8], host="archive.example"),
        with_fields(pages[9], WARC_Payload_Digest=f"SHA-256:{hashlib.sha256(pages[9].body).hexdigest().upper()}"),
    ]
    done = ingest(write(tmp_path, "whole.warc.gz", warc(odd)), "--mirror", "archive.example")
    assert done.returncode == 0, done.stdout + done.stderr
    usual = ("2022-03-01T08:00:00", 200)
    states = {page.url: usual for page in pages} | {
        pages[3].url: ("2022-01-01T00:00:00", 200),
        pages[4].url: ("2022-05-01T00:00:00", 200),
        pages[5].url: ("2022-03-01T08:00:00", 203),
        pages[7].url: ("2021-05-01T09:30:00", 200),
        pages[8].url: ("2021-05-01T09:30:00", 200),
    }
    found = {url.replace("WWW.LFXWW.COM", "www.lfxww.com"): said for url, said in archived(folder).items()}
    assert found == states
    assert {str(url) for (url,) in rows(folder, "SELECT url FROM articles")} <= {page.url for page in pages}
    assert rows(folder, "SELECT count(*) FROM article_urls") == [(len(pages),)]
    assert_proved(linfen, folder)


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_a_digest_is_read_however_it_is_written(name: str) -> None:
    value = hashlib.new(name, BODY).digest()
    spellings = [
        value.hex(),
        value.hex().upper(),
        base64.b32encode(value).decode(),
        base64.b32encode(value).decode().lower().rstrip("="),
        base64.b64encode(value).decode(),
        base64.urlsafe_b64encode(value).decode().rstrip("="),
    ]
    for spelling in spellings:
        assert fits(f"{name}:{spelling}", b"other", BODY)
        assert not fits(f"{name.upper()}:{spelling}", b"other")
        assert not differ(f"{name}:{spelling}", f"{name}:{value.hex()}")


@pytest.mark.parametrize("stated", [None, "", "sha1:", "sha1", "crc32:00000000", "sha1:\x00", "md5:" + "Z" * 32])
def test_what_is_no_digest_says_nothing(stated: str | None) -> None:
    assert fits(stated, BODY)
    assert not differ(stated, digest(BODY))


def test_a_revisit_of_other_bytes_is_none(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    first = with_fields(captured(ARTICLES[0].url), WARC_Payload_Digest=digest(captured(ARTICLES[0].url).body))
    said = (("WARC-Refers-To-Target-URI", first.url), ("WARC-Refers-To-Date", first.at))
    again = replace(first, at="2023-01-01T00:00:00Z", kind="revisit", body=b"", said=said)
    other = replace(again, at="2023-02-01T00:00:00Z", said=(*said, ("WARC-Payload-Digest", WRONG)))
    again = with_fields(again, WARC_Payload_Digest=digest(first.body))
    done = ingest(write(tmp_path, "a.warc.gz", warc([first, again, other])))
    assert "1 a revisit of what was not captured from the site" in done.stdout
    assert [at for (at,) in rows(folder, "SELECT substr(fetched_at, 1, 4) FROM captures ORDER BY 1")] == [
        "2022",
        "2023",
    ]


def payload(body: bytes, **headers: str) -> bytes | None:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return payload_of(body, lambda name: said.get(name, ""), max_bytes=MAX_BYTES)


def test_chunks_that_end_anywhere_are_no_body() -> None:
    assert payload(CHUNKED, **IN_CHUNKS) == BODY
    end = CHUNKED.rindex(b"0\r\n")
    for length in range(8, end, 37):
        with pytest.raises(CutShortError):
            payload(CHUNKED[:length], **IN_CHUNKS)
    assert payload(CHUNKED[: end + 3], **IN_CHUNKS) == BODY
    with pytest.raises(DamagedError):
        payload(CHUNKED[:300] + CHUNKED[310:], **IN_CHUNKS)


@pytest.mark.parametrize("body", [BODY, gzip.compress(BODY), b"", b"abc of a text"])
def test_what_is_not_in_chunks_stays_as_it_is(body: bytes) -> None:
    assert payload(body, **IN_CHUNKS) == body


def test_what_was_coded_for_the_way_is_had_without_it() -> None:
    for coded, coding in ((gzip.compress(BODY), "gzip"), (zlib.compress(BODY), "deflate"), (BODY, "gzip")):
        assert payload(coded, Transfer_Encoding=coding) == BODY
    assert payload(gzip.compress(bytes(MAX_BYTES * 9)), Transfer_Encoding="gzip") is None
    with pytest.raises(DamagedError):
        payload(gzip.compress(BODY), Transfer_Encoding="br")


@pytest.mark.parametrize("coding", ["", "identity", "br", "utf-8"])
def test_a_body_shorter_than_it_was_announced_is_none(coding: str) -> None:
    body = BODY[6:]
    assert payload(body, Content_Encoding=coding, Content_Length=str(len(body))) == body
    with pytest.raises(CutShortError):
        payload(body, Content_Encoding=coding, Content_Length=str(len(body) + 1))


@pytest.mark.parametrize("stated", ["bytes 0-99/200", "bytes 5-99/100", "bytes 0-99/*", "bytes */100", "lines 0-9/10"])
def test_a_range_is_no_page(stated: str) -> None:
    with pytest.raises(RangeError):
        payload(BODY, Content_Range=stated)


def with_length(data: bytes, number: int, change: int) -> bytes:
    """Return a file whose record of a page, by number, is said to be longer or shorter than it is."""
    begun = data.index(b"WARC-Type: response", data.index(b"WARC-Target-URI: " + PAGES[number].url.encode()))
    at = data.index(b"Content-Length: ", begun) + len(b"Content-Length: ")
    end = data.index(b"\r\n", at)
    return data[:at] + str(int(data[at:end]) + change).encode() + data[end:]


@pytest.mark.parametrize("change", [-300, -40, -10, 5, 40, 2000, 10**9])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "one member"])
def test_only_a_record_of_a_false_length_is_lost(change: int, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    # No digest covers it.
    plain = re.sub(rb"WARC-(?:Block|Payload)-Digest: [^\r]*\r\n", b"", warc(PAGES, is_gzip=False))
    data = pack(with_length(plain, 1, change))
    bodies, damages = read(write(tmp_path, "a.warc", data))
    assert bodies == {url: body for url, body in WHOLE.items() if url != PAGES[1].url}
    assert damages
    assert not any(one.may_hide for one in damages)


def test_records_that_no_empty_line_parts_are_read(tmp_path: Path) -> None:
    data = warc(PAGES, is_gzip=False).replace(b"\r\n\r\nWARC/1.0", b"WARC/1.0")
    assert read(write(tmp_path, "a.warc", data)) == (WHOLE, [])


def test_a_damage_that_may_hide_records_says_so(tmp_path: Path, ingest: Ingest) -> None:
    whole = bytearray(gzip.compress(warc(PAGES, is_gzip=False)))
    middle = len(whole) // 2
    whole[middle : middle + 8] = b"\xff" * 8
    _, damages = read(write(tmp_path, "one.warc.gz", bytes(whole)))
    assert damages[-1].may_hide
    lines = arc(PAGES).replace(PAGES[1].url.encode() + b" ", b"")
    bodies, (damage,) = read(write(tmp_path, "a.arc", lines))
    assert (list(bodies), damage.may_hide) == ([PAGES[0].url], True)
    done = ingest(write(tmp_path, "b.arc", lines))
    assert "what follows may not have been read" in done.stdout
