"""A takedown leaves no byte of an article in any file of the archive, and a tombstone that keeps it away for ever."""

from __future__ import annotations

import contextlib
import gzip
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as WarcIterator
from foreign import warc, write
from harness import TIMEOUT_S, Run, start
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import found_in, sentences
from test_bad_input import HTML, html, path_of
from test_ingest import ARTICLES, MIRROR, captured, edited
from test_long_articles import TEXTS
from test_long_articles import long_article as long_article_at
from test_pages import LEAD, paragraphs, template
from test_rebuild import live_a_little
from test_recheck import some
from test_verify import execute
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from linfen_crawler.archive import Archive
from linfen_crawler.archive.staging import Staging
from linfen_crawler.items import Capture
from linfen_crawler.raw import Kept, Tombstone, closed_files
from linfen_crawler.raw.erasing import tombstone_member
from linfen_crawler.raw.records import capture_of, capture_records
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]
REASON = "依法院裁定删除"
FEW = ("--max-articles", "12")
"""Enough to take one of them down; each proof reads all that there is again."""


@pytest.fixture
def command(linfen: Run, folder: Path) -> Run:
    """Run a command on what ``crawl`` has archived."""

    def run(*arguments: str) -> object:
        return linfen(*arguments, "--archive", str(folder))

    return run  # type: ignore[return-value]


def long_article_of(site: RunningReplica) -> str:
    """Let the site have an article of several pages, and return its address."""
    return long_article_at(site, [paragraphs(LEAD, text) for text in TEXTS[:3]])


def with_much_text(archive: Archive) -> dict[str, object]:
    """Return an article with much text."""
    return archive.rows("SELECT * FROM articles WHERE length(body) > 300 ORDER BY id LIMIT 1")[0]


def test_no_file_holds_what_was_taken_down(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    crawl()
    article = with_much_text(opened())
    pieces = sentences(article)
    assert len(pieces) > 3
    before = found_in(folder, pieces)
    assert all(len(before[piece]) >= 2 for piece in pieces), "the search must find what is there"
    done = command("forget", str(article["url"]), "--reason", REASON, "--yes")
    assert done.returncode == 0, done.stderr
    assert found_in(folder, pieces) == {}
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in command("rebuild").stdout


def test_whatever_happened_to_an_article_it_is_taken_down_whole(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """Edited, gone, returned, of several pages, under several addresses: row for row what the bytes still give."""
    url = long_article_of(site)
    live_a_little(crawl, lambda: command("recheck", "--older-than", "0h", "--site-url", site.url), site, opened)
    crawl()
    archive = opened()
    chosen = [
        str(row["url"])
        for sql in (
            "SELECT url FROM articles a WHERE (SELECT count(*) FROM article_urls WHERE article_id = a.id) > 1",
            "SELECT url FROM articles WHERE id IN (SELECT article_id FROM changes WHERE kind <> 'added')",
            "SELECT url FROM article_parts WHERE position > 1",
            "SELECT url FROM urls WHERE kind = 'article' AND state NOT IN ('archived', 'duplicate')",
        )
        for row in archive.rows(sql)
    ]
    chosen = list(dict.fromkeys([*chosen, url]))
    texts = {url: archive.article(url) for url in chosen}
    assert len(chosen) > 8
    for one in chosen:
        done = command("forget", one, "--reason", REASON, "--yes")
        assert done.returncode == 0, done.stderr
    for one in chosen:
        assert opened().article(one) is None
        stone = opened().tombstone(one)
        assert stone is not None
        assert (stone["reason"], stone["erased_at"] is None) == (REASON, False)
    for article in filter(None, texts.values()):
        assert found_in(folder, sentences(article)) == {}
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "equal row for row" in command("rebuild").stdout
    crawl("--full")
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    assert [one for one in chosen if opened().article(one) is not None] == []
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_it_never_comes_again_under_whatever_address(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    crawl()
    article = with_much_text(opened())
    url = str(article["url"])
    command("forget", url, "--reason", REASON, "--yes")
    entry = opened().ledger_entry(url)
    assert entry is not None
    assert (entry["state"], entry["reason"]) == ("skipped", f"taken down: {REASON}")
    other = str(opened().rows("SELECT url FROM articles ORDER BY id DESC LIMIT 1")[0]["url"])
    site.overrides[path_of(other)] = site.replica.page(path_of(url))
    site.forget_requests()
    crawl("--full")
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    asked = [record.path for record in site.requests]
    assert (path_of(url) in asked, path_of(other) in asked) == (False, True)
    assert found_in(folder, sentences(article)) == {}
    said = opened().ledger_entry(other)
    assert said is not None
    assert said["reason"] == f"the text of {url}, which was taken down"
    assert opened().article(other) is not None, "what it held before stays"
    assert command("verify").returncode == 0


def test_what_is_not_archived_yet_is_kept_away_too(
    crawl: Run, command: Run, site: RunningReplica, opened: Opened
) -> None:
    crawl("--max-articles", "3")
    pending = str(opened().rows("SELECT url FROM urls WHERE state = 'pending' AND kind = 'article'")[0]["url"])
    unknown = "http://www.lfxww.com/linfen/shizheng/999999999.html"
    for url in (pending, unknown):
        assert command("forget", url, "--reason", REASON, "--yes").returncode == 0
    site.forget_requests()
    crawl("--full")
    assert [record.path for record in site.requests if record.path in {path_of(pending), path_of(unknown)}] == []
    assert command("verify").returncode == 0


def test_an_older_database_put_back_forgets_as_well(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    crawl(*FEW)
    article = with_much_text(opened())
    (folder.parent / "older").mkdir()
    command("backup", str(folder.parent / "older"))
    command("forget", str(article["url"]), "--reason", REASON, "--yes")
    for path in folder.glob("linfen.db*"):
        path.unlink()
    shutil.copy(folder.parent / "older" / "linfen.db", folder / "linfen.db")
    assert sentences(article)[0] in found_in(folder, sentences(article))
    assert "this older database does not know it: the next run takes it down here, too" in command("verify").stdout
    crawl(*FEW)
    assert found_in(folder, sentences(article)) == {}
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout


def test_an_older_database_of_whatever_time_forgets_as_well(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """Asked for again, edited, shown by another address in between: whatever is put back is brought to what is now."""
    crawl(*FEW)
    taken, other = plain_articles(opened())[:2]
    url, elsewhere = str(taken["url"]), str(other["url"])
    page = site.replica.page(path_of(url))
    charset = "utf-8" if b"charset=utf-8" in page.body[:500] else "gb18030"
    edit = replace(page, headers=HTML, body=page.body.replace("。".encode(charset), "！".encode(charset)))
    older = []
    for changes in ({}, {elsewhere: page}, {elsewhere: None}, {url: edit}):
        older.append(folder.parent / f"older-{len(older)}")
        assert command("backup", str(older[-1])).returncode == 0
        for address, shown in changes.items():
            site.overrides.pop(path_of(address), None)
            site.overrides |= {path_of(address): shown} if shown else {}
        for _ in range(2):
            command("recheck", "--older-than", "0h", "--site-url", site.url)
    before = opened().article(elsewhere)
    assert command("forget", url, "--reason", REASON, "--yes").returncode == 0
    for number, copy in enumerate(older):
        for path in folder.glob("linfen.db*"):
            path.unlink()
        shutil.copy(copy / "linfen.db", folder / "linfen.db")
        if number % 2:
            shutil.copytree(copy / "warc", folder / "warc", dirs_exist_ok=True)
        assert found_in(folder, sentences(taken))
        done = crawl("--max-articles", "1")
        assert (done.returncode, "resumed" in done.stdout) == (0, True), done.stderr
        assert found_in(folder, sentences(taken)) == {}, copy
        assert opened().article(elsewhere) == before
        assert_proved(command, folder)


def test_who_reads_holds_the_bytes_for_as_long_as_he_reads(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    crawl(*FEW)
    archive = opened()
    article = with_much_text(archive)
    archive.hold()
    done = command("forget", str(article["url"]), "--reason", REASON, "--yes")
    assert (done.returncode, "the next run removes them" in done.stderr) == (1, True)
    assert "is still being taken down: the next run finishes it" in command("verify", "--quick").stdout
    archive.close()
    crawl(*FEW)
    assert found_in(folder, sentences(article)) == {}
    assert command("verify").returncode == 0


def test_databases_that_were_replaced_go_with_it(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    crawl(*FEW)
    with opened() as archive:
        article = with_much_text(archive)
    command("rebuild", "--apply")
    command("rebuild")
    assert len(list(folder.glob("linfen-before-*.db"))) == 1
    # What a killed restore has left.
    shutil.copy(folder / "linfen.db", folder / "linfen.db.part")
    for path in closed_files(folder):
        shutil.copy(path, path.with_name(f"{path.name}.part"))
    command("forget", str(article["url"]), "--reason", REASON, "--yes")
    assert found_in(folder, sentences(article)) == {}
    assert not (folder / "rebuild").exists()


def test_a_replaced_database_goes_with_it_though_it_was_moved_and_linked(
    crawl: Run, command: Run, folder: Path, opened: Opened, tmp_path: Path
) -> None:
    crawl(*FEW)
    with opened() as archive:
        article = with_much_text(archive)
    command("rebuild", "--apply")
    (kept,) = folder.glob("linfen-before-*.db")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept.rename(elsewhere / "old.db")
    kept.symlink_to(elsewhere / "old.db")
    kept.with_name("linfen-before-now.db").symlink_to(folder / "linfen.db")
    done = command("forget", str(article["url"]), "--reason", REASON, "--yes")
    assert done.returncode == 0, done.stderr
    assert list(elsewhere.iterdir()) == list(folder.glob("linfen-before-*")) == []
    assert command("verify").returncode == 0


def test_a_database_that_is_a_link_is_not_replaced(crawl: Run, command: Run, folder: Path, tmp_path: Path) -> None:
    """What it leads to would be left behind, out of reach of any takedown."""
    crawl(*FEW)
    (folder / "linfen.db").rename(tmp_path / "moved.db")
    (folder / "linfen.db").symlink_to(tmp_path / "moved.db")
    assert command("verify").returncode == 0
    done = command("rebuild", "--apply")
    assert (done.returncode, "is a symbolic link, and cannot be replaced" in done.stderr) == (1, True), done.stderr
    assert (folder / "linfen.db").is_symlink()
    assert list(folder.glob("linfen-before-*")) == []


def test_a_rebuilt_database_knows_which_bytes_are_gone(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    crawl(*FEW)
    with opened() as archive:
        url = str(with_much_text(archive)["url"])
    command("forget", url, "--reason", REASON, "--yes")
    with opened() as archive:
        before = archive.tombstone(url)
    command("rebuild", "--apply")
    assert opened().tombstone(url) == before
    assert command("verify").returncode == 0
    assert len(list(folder.glob("linfen-before-*.db"))) == 1


def test_a_demos_article_is_taken_down_as_well(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    """As the README's reader will try it first."""
    crawl("--max-articles", "3")
    execute(folder, "UPDATE archive SET replica = 'seed 1'")
    (url,) = some(opened(), 1)
    done = command("forget", url, "--reason", REASON, "--yes")
    assert (done.returncode, "no file in" in done.stdout) == (0, True), done.stderr


def test_other_peoples_tools_read_what_is_left(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    crawl(*FEW)
    url = str(with_much_text(opened())["url"])
    before = {(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in records(folder)}
    command("forget", url, "--reason", REASON, "--yes")
    after = list(records(folder))
    kinds = [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in after]
    assert len([kind for kind, at in kinds if kind == "metadata" and at.startswith("urn:linfen:forgotten:")]) == 1
    assert len(before - set(kinds)) == 1
    for path in closed_files(folder):
        with path.open("rb") as file:
            assert list(WarcIterator(file))
        assert subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=False).returncode == 0


def records(folder: Path) -> Iterator[ArcWarcRecord]:
    """Yield all records of an archive, read by warcio."""
    for path in closed_files(folder):
        with path.open("rb") as file:
            yield from ArchiveIterator(file)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("http://www.lfxww.com/linfen/",), "is not an article's address"),
        (("http://www.lfxww.com/",), "is not an article's address"),
        (("http://www.lfxww.com/robots.txt",), "is not an article's address"),
        (("mailto:a@b",), "is not an http(s) address"),
    ],
)
def test_what_proves_other_rows_is_not_taken_down(
    crawl: Run, command: Run, arguments: tuple[str, ...], said: str
) -> None:
    crawl("--max-articles", "1")
    done = command("forget", *arguments, "--reason", REASON, "--yes")
    assert (done.returncode, said in done.stderr) == (2, True)


def test_nothing_is_taken_down_unless_somebody_says_yes(crawl: Run, command: Run, opened: Opened) -> None:
    crawl("--max-articles", "3")
    (url,) = some(opened(), 1)
    done = command("forget", url, "--reason", REASON)
    assert (done.returncode, "pass --yes" in done.stderr) == (2, True)
    assert str(opened().article(url)["title"]) in done.stdout  # type: ignore[index]
    done = command("forget", url, "--yes")
    assert (done.returncode, "--reason" in done.stderr) == (2, True)
    done = command("forget", url, "--reason", " ", "--yes")
    assert (done.returncode, "say why it is taken down" in done.stderr) == (2, True)


def test_an_article_is_taken_down_by_its_id(crawl: Run, command: Run, opened: Opened) -> None:
    """As `linfen show` finds it, and no address that is made of the number."""
    crawl("--max-articles", "2")
    done = command("forget", "2", "--reason", REASON, "--yes")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in opened().rows("SELECT id FROM articles")] == [1]
    for number, code, said in [("7", 1, "has the id 7: give its address"), ("9" * 23, 2, "it has 23 digits")]:
        done = command("forget", number, "--reason", REASON, "--yes")
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert {row["article_id"] for row in opened().rows("SELECT article_id FROM tombstones")} == {2}


def test_a_takedown_by_id_that_was_held_up_is_repeated_by_it(
    crawl: Run, command: Run, folder: Path, opened: Opened
) -> None:
    crawl("--max-articles", "2")
    archive = opened()
    [article] = archive.rows("SELECT * FROM articles WHERE id = 2")
    taken = sentences(article)
    archive.hold()
    forget = ("forget", "2", "--reason", REASON, "--yes")
    assert command(*forget).returncode == 1
    assert found_in(folder, taken)
    archive.close()
    done = command(*forget)
    assert (done.returncode, "no file in" in done.stdout) == (0, True), done.stderr
    assert found_in(folder, taken) == {}


def stone(**said: str) -> Tombstone:
    """Return what stays of a response."""
    url = "http://www.lfxww.com/linfen/shizheng/2664279.html"
    return Tombstone(url, "2026-11-26T04:52:51.052780Z", 200, "a" * 64, 12345, **said)


@pytest.mark.parametrize("extra", range(40))
def test_a_tombstone_has_any_length_that_it_must_have(extra: int) -> None:
    shortest = next(length for length in range(100, 1000) if fits(length))
    for length in (shortest + extra, 70_000 + extra):
        member = tombstone_member(stone(), length)
        assert len(member) == length
        assert capture_of(gzip.decompress(member)) == Kept(stone().to_capture(), tombstone=stone())
        assert next(iter(ArchiveIterator(BytesIO(member)))).rec_type == "metadata"


def fits(length: int) -> bool:
    """Tell whether a tombstone has room in so many bytes."""
    try:
        tombstone_member(stone(), length)
    except ValueError:
        return False
    return True


@settings(deadline=None)
@given(payload=st.binary(max_size=300), etag=st.text("abc-0123456789", max_size=40))
def test_a_tombstone_fits_into_the_place_of_any_response(payload: bytes, etag: str) -> None:
    headers = (("Content-Type", "text/html"), *((("ETag", etag),) if etag else ()))
    at = datetime(2026, 11, 26, 4, 52, 51, 52780, tzinfo=UTC)
    capture = Capture(url=stone().url, fetched_at=at, status=200, headers=headers, payload=payload)
    response, _ = capture_records(capture)
    assert len(tombstone_member(stone(content_type="text/html", etag=etag), len(response))) == len(response)


def test_an_address_that_was_split_off_keeps_its_own_text_alone(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """What it showed while it was an address of the text that is taken down goes; what it shows since stays."""
    crawl()
    article = opened().rows(
        "SELECT a.*, u.url AS other FROM articles a JOIN article_urls u ON u.article_id = a.id AND u.url <> a.url "
        "WHERE relation = 'same text' AND length(body) > 200 LIMIT 1"
    )[0]
    other = str(article["other"])
    site.overrides[path_of(other)] = html(template(paragraphs(LEAD, TEXTS[0], TEXTS[1])))
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    split = opened().article(other)
    assert split is not None
    assert split["id"] != article["id"]
    (event,) = opened().rows("SELECT article_id, evidence FROM changes WHERE kind = 'split'")
    assert event == {"article_id": split["id"], "evidence": other}
    command("forget", str(article["url"]), "--reason", REASON, "--yes")
    assert found_in(folder, sentences(article)) == {}
    assert opened().article(other) == split
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout


def test_copies_and_captures_of_others_go_with_their_article(tmp_path: Path, command: Run, folder: Path) -> None:
    """A copy on a mirror, an earlier state, a saved page; ingested again, none comes back."""
    one = next(article for article in ARTICLES if len(article.body) > 300)
    page, on_mirror = captured(one.url), one.url.replace("http://www.lfxww.com", MIRROR)
    saved = tmp_path / "saved.html"
    saved.write_bytes(edited(page, "").body)
    others = [captured(article.url) for article in ARTICLES[:5] if article is not one]
    states = [page, edited(page, "2020-01-01T00:00:00Z"), replace(page, url=on_mirror)]
    file = write(tmp_path, "x.warc.gz", warc([*states, *others]))
    assert command("ingest", str(file)).returncode == 0
    assert command("ingest", str(saved), "--url", one.url, "--at", "2019-05-04").returncode == 0
    with Archive.open(folder) as archive:
        article = archive.article(one.url)
        assert article is not None
        assert len(archive.revisions(int(str(article["id"])))) > 0
        assert len(archive.mirrors(int(str(article["id"])))) == 1
    command("forget", one.url, "--reason", REASON, "--yes")
    assert found_in(folder, sentences(article)) == {}
    assert_proved(command, folder)
    assert command("ingest", str(file), str(saved)).returncode in {0, 3}
    assert found_in(folder, sentences(article)) == {}
    with Archive.open(folder) as archive:
        assert archive.article(one.url) is None
        assert len(archive.rows("SELECT 1 FROM articles")) == len(others)
    assert_proved(command, folder)


def test_no_file_keeps_what_a_saved_page_was_called(tmp_path: Path, command: Run, folder: Path, opened: Opened) -> None:
    """A browser calls file and folder as the page is titled: the title goes with the page, however it was named."""
    one = next(article for article in ARTICLES if len(article.body) > 300)
    title = one.title
    page = b"<!-- saved from url=(0048)%s -->" % one.url.encode() + captured(one.url).body
    shown = tmp_path / f"{title}_files"
    files = {
        tmp_path / f"{title}.html": page,
        shown / "ad.html": b"<html>" + title.encode(),
        shown / f"{title}.mhtml": b"From: " + title.encode(),
        shown / f"2021.{title}": b"<html>" + title.encode(),
        shown / "torn.warc.gz": warc([captured(one.url)])[:-400],
    }
    for path, content in files.items():
        write(path.parent, path.name, content)
    command("ingest", *map(str, [*files, shown, tmp_path]))
    assert opened().article(one.url) is not None
    assert command("forget", one.url, "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, [title, title[2:]]) == {}
    assert_proved(command, folder)


def assert_proved(command: Run, folder: Path) -> None:
    """Make sure that each row follows from the bytes."""
    done = command("verify")
    assert done.returncode == 0, done.stdout


def test_of_a_file_that_is_missing_nothing_is_left_to_remove(
    crawl: Run, command: Run, folder: Path, opened: Opened
) -> None:
    """Put back from a copy it is named by what it holds, and taken down again."""
    crawl(*FEW)
    article = with_much_text(opened())
    (path,) = closed_files(folder)
    copy = folder.parent / path.name
    shutil.copy(path, copy)
    path.unlink()
    assert command("forget", str(article["url"]), "--reason", REASON, "--yes").returncode == 0
    shutil.copy(copy, path)
    assert "was taken down, and its bytes are there: `linfen forget` it again" in command("verify").stdout
    assert command("forget", str(article["url"]), "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, sentences(article)) == {}
    # What its notice was, was in the bytes that were missing.
    command("rebuild", "--apply")
    assert command("verify").returncode == 0


def test_verify_advises_no_second_takedown_where_the_next_run_ends_the_first(
    crawl: Run, command: Run, folder: Path, opened: Opened
) -> None:
    """It was killed behind the rows, before the bytes."""
    crawl(*FEW)
    article = with_much_text(opened())
    shutil.copytree(folder / "warc", folder.parent / "before")
    command("forget", str(article["url"]), "--reason", REASON, "--yes")
    for path in (folder.parent / "before").iterdir():
        shutil.copy(path, folder / "warc" / path.name)
    execute(folder, "UPDATE tombstones SET erased_at = NULL")
    said = command("verify").stdout
    assert "is still being taken down: the next run finishes it" in said
    assert "was taken down, and its bytes are there: the next run removes them" in said
    assert "`linfen forget` it again" not in said
    crawl(*FEW)
    assert found_in(folder, sentences(article)) == {}
    assert_proved(command, folder)


def test_a_takedowns_entry_that_has_rotted_stops_no_run(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    crawl(*FEW)
    command("forget", str(with_much_text(opened())["url"]), "--reason", REASON, "--yes")
    (row,) = opened().rows("SELECT * FROM journal WHERE what = 'Takedown'")
    with (folder / "warc" / str(row["warc_file"])).open("r+b") as file:
        file.seek(int(str(row["warc_offset"])) + 20)
        file.write(b"rotten")
    done = crawl(*FEW)
    assert (done.returncode, "a takedown's entry cannot be read" in done.stderr) == (0, True), done.stderr
    assert command("verify").returncode == 5


@pytest.mark.parametrize("asks", [1, 2])
@pytest.mark.parametrize("ranks_first", [True, False])
def test_what_another_address_showed_for_a_time_goes_and_its_own_article_stays(
    crawl: Run,
    command: Run,
    site: RunningReplica,
    folder: Path,
    opened: Opened,
    ranks_first: bool,
    asks: int,
) -> None:
    """Whichever of the two articles went on under its number, and however often the text was read there."""
    crawl(*FEW)
    pair = plain_articles(opened())[:2]
    taken, other = (pair[1], pair[0]) if ranks_first else (pair[0], pair[1])
    url, elsewhere = str(taken["url"]), str(other["url"])

    def ask() -> None:
        command("recheck", "--older-than", "0h", "--site-url", site.url)

    page = site.replica.page(path_of(url))
    for number in range(asks):
        site.overrides[path_of(elsewhere)] = replace(page, headers=HTML, body=page.body + b"<!-- %d -->" % number)
        ask()
    del site.overrides[path_of(elsewhere)]
    ask()
    before = opened().article(elsewhere)
    assert before is not None
    assert found_in(folder, sentences(other))
    done = command("forget", url, "--reason", REASON, "--yes")
    assert done.returncode == 0, done.stderr
    assert found_in(folder, sentences(taken)) == {}
    assert opened().article(elsewhere) == before
    assert opened().tombstone(elsewhere) is None
    told = opened().rows("SELECT text_sha256 FROM revisions")
    assert {row["text_sha256"] for row in told} <= {other["text_sha256"]}
    verified = command("verify")
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in command("rebuild").stdout
    # The other article is taken down as whole as any.
    assert command("forget", elsewhere, "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, sentences(other)) == {}
    assert opened().rows("SELECT 1 FROM revisions") == []
    assert_proved(command, folder)


def plain_articles(archive: Archive) -> list[dict[str, object]]:
    """Return articles of one address and one page with much text, those of the lowest number first."""
    return archive.rows(
        "SELECT * FROM articles a WHERE layout = 'regular' AND length(body) > 300 AND "
        "(SELECT count(*) FROM article_urls WHERE article_id = a.id) = 1 AND "
        "(SELECT count(*) FROM article_parts WHERE article_id = a.id) = 1 ORDER BY site_id"
    )


def test_every_answer_goes_whatever_its_status(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """The text may be in a page that says it is not there, or in one that leads away."""
    crawl()
    answers = dict(zip((404, 410, 403, 500, 301, 206), plain_articles(opened()), strict=False))
    for status, article in answers.items():
        url = str(article["url"])
        page = site.replica.page(path_of(url))
        led = (("Location", site.url),) if status == 301 else ()
        body = page.body + f"<!-- {status} -->".encode()
        site.overrides[path_of(url)] = Page(status=status, headers=(*HTML, *led), body=body)
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    statuses = {row["status"] for row in opened().rows("SELECT DISTINCT status FROM captures")}
    assert statuses >= answers.keys() - {500}
    for article in answers.values():
        assert command("forget", str(article["url"]), "--reason", REASON, "--yes").returncode == 0
        assert found_in(folder, sentences(article)) == {}
    assert_proved(command, folder)


def test_what_a_killed_ingestion_has_staged_goes(tmp_path: Path, command: Run, folder: Path) -> None:
    one = next(article for article in ARTICLES if len(article.body) > 300)
    assert command("ingest", str(write(tmp_path, "x.warc.gz", warc([captured(one.url)])))).returncode == 0
    with Archive.open(folder) as archive:
        article = archive.article(one.url)
    assert article is not None
    page = captured(one.url)
    staging = Staging.open(folder)
    capture = Capture(
        url=page.url,
        fetched_at=datetime(2021, 1, 1, tzinfo=UTC),
        status=200,
        headers=page.headers,
        payload=page.body + random.Random(1).randbytes(9000).hex().encode(),
        provenance="y.warc.gz record 1",
    )
    staging.add("article", one.url, capture, None)
    # The process is gone, its file is not.
    assert any("ingest.tmp" in files for files in found_in(folder, sentences(article)).values())
    assert command("forget", one.url, "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, sentences(article)) == {}


def test_what_a_killed_verify_has_made_to_compare_with_goes(
    crawl: Run, command: Run, folder: Path, site: RunningReplica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    crawl()
    with Archive.open(folder) as archive:
        article = archive.article(some(archive, 1)[0])
    assert article is not None
    process = start(["verify", "--archive", str(folder)])
    deadline = time.monotonic() + TIMEOUT_S
    found: dict[str, list[str]] = {}
    while not found:
        assert process.is_alive(), "verify has ended before it wrote a text"
        assert time.monotonic() < deadline
        # SQLite's own files come and go.
        with contextlib.suppress(FileNotFoundError):
            found = found_in(temporary, sentences(article))
    process.kill()
    process.join(60)
    assert found_in(temporary, sentences(article)), "it left nothing to remove"
    assert command("forget", str(article["url"]), "--reason", REASON, "--yes").returncode == 0
    assert found_in(temporary, sentences(article)) == {}
    assert list(temporary.glob("linfen-*")) == []


def test_free_pages_of_the_database_are_written_over(crawl: Run, command: Run, folder: Path, opened: Opened) -> None:
    """Whether or not SQLite was built to write over what it deletes: what was deleted long ago it has not."""
    crawl(*FEW)
    article = with_much_text(opened())
    with contextlib.closing(sqlite3.connect(folder / "linfen.db", isolation_level=None)) as database:
        for statement in (
            "PRAGMA secure_delete = OFF",
            "CREATE TABLE former AS SELECT body || id AS body FROM articles",
            "DROP TABLE former",
            "PRAGMA wal_checkpoint(TRUNCATE)",
        ):
            database.execute(statement)
        (free,) = database.execute("PRAGMA freelist_count").fetchone()
    assert free > 0
    piece = sentences(article)[0].encode()
    assert (folder / "linfen.db").read_bytes().count(piece) > 1
    assert command("forget", str(article["url"]), "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, sentences(article)) == {}


def test_a_page_of_several_that_another_address_showed_goes_as_well(
    crawl: Run, command: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """Its text is not the article's, but its bytes are."""
    url = long_article_of(site)
    crawl()
    taken, other = opened().article(url), plain_articles(opened())[0]
    assert taken is not None
    elsewhere = str(other["url"])
    site.overrides[path_of(elsewhere)] = site.overrides[path_of(url)]
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    site.overrides[path_of(elsewhere)] = site.replica.page(path_of(elsewhere))
    command("recheck", "--older-than", "0h", "--site-url", site.url)
    before = opened().article(elsewhere)
    assert (before or {})["text_sha256"] == other["text_sha256"]
    assert command("forget", url, "--reason", REASON, "--yes").returncode == 0
    assert found_in(folder, sentences(taken)) == {}
    assert opened().article(elsewhere) == before
    assert_proved(command, folder)
