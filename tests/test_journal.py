"""The journal: what no byte shows, noted beside the bytes and read back as it was."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

import pytest
from harness import Run
from hypothesis import given
from hypothesis import strategies as st
from test_identity import article
from warcio.archiveiterator import ArchiveIterator

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.facts import facts_of
from linfen_crawler.items import Absence, Failure, Item, Refusal, Skip
from linfen_crawler.journal import Entry
from linfen_crawler.kinds import Evidence, Kind, Nature, SweepEnd
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import closed_files
from linfen_crawler.raw.records import content_of, entry_record
from linfen_crawler.replay import read_again
from linfen_crawler.replica import RunningReplica
from linfen_crawler.urls import Site

URL = "http://www.lfxww.com/shanxi/5.html"
AT = "2026-11-23T22:36:38.938205Z"
SAID: list[Item] = [
    Absence(url=URL, kind=Kind.ARTICLE, evidence=Evidence.GONE),
    Absence(url=URL, kind=Kind.LISTING, evidence=Evidence.NOT_FOUND, ends_sweep=SweepEnd.NOT_FOUND, sweep_id=7),
    Refusal(url=URL, kind=Kind.ARTICLE, reason="challenge", parser_version=PARSER_VERSION, nature=Nature.CHALLENGE),
    Refusal(url=URL, kind=Kind.PART, reason="x", parser_version="0", part_of=URL),
    Skip(url=URL, kind=Kind.H5, reason="not read", may_change=True),
    Failure(url=URL, kind=Kind.ARTICLE, reason="HTTP 500", is_site_wide=True),
]


@given(st.text(), st.dictionaries(st.text(), st.integers() | st.text() | st.none() | st.booleans()))
def test_an_entry_is_read_back_as_it_was(text: str, facts: dict[str, object]) -> None:
    try:
        text.encode()
        repr(facts).encode()
    except UnicodeEncodeError:
        return
    entry = Entry(number=3, at=AT, what="Skip", url=text or None, facts=facts, captures=[["http://a/", AT]])
    assert content_of(gzip.decompress(entry_record(entry))) == entry


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"number": 1}', b'{"number":1,"at":"","what":"","odd":1}', b"\xff"]
)
def test_what_is_no_entry_is_none(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"journal|JSON|decode|Expecting"):
        Entry.from_json(text)


@pytest.mark.parametrize("item", SAID, ids=lambda item: f"{type(item).__name__} {item.kind}")
def test_what_was_said_of_an_address_is_said_again(item: Item) -> None:
    noted = Entry(number=1, at=AT, what=type(item).__name__, url=item.url, facts=facts_of(item))
    entry = Entry.from_json(noted.to_json())
    again = read_again(entry, (), site=Site(), respond=lambda _: pytest.fail("nothing is to be read"))
    assert again == item
    assert again.entry == entry
    assert {name: type(getattr(again, name)) for name in facts_of(item)} == {
        name: type(getattr(item, name)) for name in facts_of(item)
    }


def test_an_entry_of_an_unknown_kind_says_so() -> None:
    entry = Entry(number=1, at=AT, what="Listing", url=URL, facts={})
    with pytest.raises(ValueError, match="entry 1 of the journal cannot be read"):
        read_again(entry, (), site=Site(), respond=lambda _: pytest.fail("there is nothing to read"))


def test_entries_follow_the_captures_they_rest_on(crawl: Run, tmp_path: Path, site: RunningReplica) -> None:
    crawl("--max-articles", "3")
    (path,) = closed_files(tmp_path / "archive")
    seen: set[str] = set()
    numbers: list[int] = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            if record.rec_type == "response":
                seen.add(record.rec_headers.get_header("WARC-Date"))
            elif record.rec_type == "metadata":
                entry = Entry.from_json(record.content_stream().read())
                numbers.append(entry.number)
                assert {at for _, at in entry.captures} <= seen
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 6


def test_an_entry_that_cannot_be_read_waits_and_stops_no_other(
    linfen: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A page of an earlier file is missing: what rests on it waits, what comes after is stored."""
    folder = tmp_path / "archive"
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1, about={})
    writer.store(article("/shanxi/5"))
    writer.store(Skip(url="http://www.lfxww.com/shanxi/6.html", kind=Kind.ARTICLE, reason="x"))
    writer.rollback()
    writer.close()
    lost = [path for path in (folder / "warc").iterdir() if b"shanxi/5.html" in b"".join(_members(path))]
    for path in lost:
        path.unlink()
    assert lost
    caplog.set_level(logging.ERROR)
    done = linfen("recheck", "--archive", str(folder), "--site-url", "http://127.0.0.1:9")
    with Archive.open(folder) as archive:
        assert archive.ledger_entry("http://www.lfxww.com/shanxi/6.html") is not None
    assert done.returncode in {0, 3}


def _members(path: Path) -> list[bytes]:
    from linfen_crawler.raw import members

    return [content for _, _, content in members(path)]


def test_files_of_another_archive_add_no_entries(tmp_path: Path) -> None:
    for name in ("one", "other"):
        writer = ArchiveWriter.open(tmp_path / name)
        writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
        writer.store(Skip(url=f"http://www.lfxww.com/{name}/6.html", kind=Kind.ARTICLE, reason="x"))
        writer.finish_run(verdict="ok", reasons=[], counters={})
        writer.close()
    (path,) = closed_files(tmp_path / "other")
    path.rename(tmp_path / "one" / "warc" / f"other-{path.name}")
    writer = ArchiveWriter.open(tmp_path / "one")
    assert [one for one in writer.damages if "no file of this archive" not in one] == []
    writer.close()
    with Archive.open(tmp_path / "one") as archive:
        assert archive.rows("SELECT count(*) AS n FROM journal WHERE is_stored = 0") == [{"n": 0}]
        assert archive.rows("SELECT count(*) AS n FROM runs") == [{"n": 1}]
