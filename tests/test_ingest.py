"""Ingest files of real and imitated crawlers by the real command: pages are archived as of their capture, once."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from foreign import Page, chunked, crawled, decoded, digest, wacz, warc, write, zipped
from harness import Run, start
from test_bad_input import path_of
from test_rebuild import EQUAL, remove_database
from warcio.archiveiterator import ArchiveIterator

from linfen_crawler.archive import Archive
from linfen_crawler.archive.compare import differences
from linfen_crawler.raw import closed_files, members
from linfen_crawler.replica import Replica, RunningReplica, serve

Done = subprocess.CompletedProcess[str]
Ingest = Callable[..., Done]
REPLICA = Replica(seed=7, size=40)
ARTICLES = [one for one in REPLICA.articles() if len(REPLICA.parts(one.url)) == 1]
LONG = next(REPLICA.parts(one.url) for one in REPLICA.articles() if len(REPLICA.parts(one.url)) > 1)
"""The addresses of the pages of a long article."""


def captured(url: str, at: str = "2022-03-01T08:00:00Z") -> Page:
    """Return a page of the replica as another crawler captured it on the real site."""
    page = REPLICA.page(path_of(url))
    return Page(url=url, at=at, body=page.body, headers=(*page.headers[:1],))


def edited(page: Page, at: str) -> Page:
    """Return another state of a page, captured at another time."""
    charset = "utf-8" if b"charset=utf-8" in page.body[:500] else "gb18030"
    return replace(page, at=at, body=page.body.replace("。".encode(charset), "！".encode(charset)))


@pytest.fixture
def ingest(linfen: Run, folder: Path) -> Ingest:
    """Ingest files; into another archive where one is named."""

    def run(*arguments: str | Path, into: Path = folder) -> Done:
        return linfen("ingest", *map(str, arguments), "--archive", str(into))

    return run


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with Archive.open(folder) as archive:
        return [tuple(row.values()) for row in archive.rows(sql)]


def rows_as_text(folder: Path) -> Iterator[str]:
    """Yield all of a database, and the records of its files, as text."""
    with sqlite3.connect(folder / "linfen.db") as database:
        yield from database.iterdump()
    for path in closed_files(folder):
        yield from (content.decode("utf-8", "replace") for _, _, content in members(path))


def contents(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Return all of a database, except what concerns runs."""
    with Archive.open(folder) as archive:
        names = [
            str(row["name"])
            for row in archive.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*sqlite_*'")
        ]
        own = {"runs", "warc_files", "journal"}
        return {name: list(archive.table(name)) for name in names if name not in own}


def assert_proved(linfen: Run, folder: Path) -> None:
    """Make sure that each row follows from the bytes."""
    done = linfen("rebuild", "--archive", str(folder))
    assert (done.returncode, EQUAL in done.stdout) == (0, True), done.stdout + done.stderr
    done = linfen("verify", "--archive", str(folder))
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)], ids=["gzip", "plain"])
def test_what_wget_has_fetched_is_what_a_crawl_fetches(
    tmp_path: Path, site: RunningReplica, linfen: Run, folder: Path, options: tuple[str, ...]
) -> None:
    listed = [f"{site.url.rstrip('/')}{path_of(one.url)}" for one in REPLICA.articles()]
    (tmp_path / "urls").write_text("\n".join(listed))
    wget = ["wget", "-q", "-i", "urls", "--delete-after", "--warc-file=site", *options]
    subprocess.run(wget, cwd=tmp_path, check=False)
    (file,) = tmp_path.glob("site.warc*")
    done = linfen("ingest", str(file), "--archive", str(folder), "--site-url", site.url)
    assert done.returncode == 0, done.stdout + done.stderr
    crawled_folder = tmp_path / "crawled"
    linfen("crawl", "--archive", str(crawled_folder), "--site-url", site.url)
    with Archive.open(folder) as one, Archive.open(crawled_folder) as other:
        sql = "SELECT url, content_sha256 FROM articles WHERE complete ORDER BY url"
        ingested = {row["url"]: row["content_sha256"] for row in one.rows(sql)}
        fetched = {row["url"]: row["content_sha256"] for row in other.rows(sql)}
    assert len(ingested) > 30
    assert ingested.items() <= fetched.items()
    assert_proved(linfen, folder)


def test_pages_have_the_time_and_the_provenance_of_their_capture(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    pages = [crawled(captured(one.url)) for one in ARTICLES[:3]]
    done = ingest(write(tmp_path, "cc.warc.gz", warc(pages)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert rows(folder, "SELECT DISTINCT first_seen_at, last_seen_at FROM articles") == [
        ("2022-03-01T08:00:00.000000Z", "2022-03-01T08:00:00.000000Z")
    ]
    ((provenance,),) = rows(folder, "SELECT DISTINCT substr(provenance, 1, 21) FROM captures")
    assert provenance == "cc.warc.gz <urn:uuid:"
    (path,) = closed_files(folder)
    with path.open("rb") as file:
        kinds = [
            (record.rec_type, record.rec_headers.get_header("WARC-Date"))
            for record in ArchiveIterator(file)
            if record.rec_type in {"request", "response"}
        ]
    # What was asked we do not know, and what was not of the site is in no file of ours.
    assert kinds == [("response", "2022-03-01T08:00:00.000000Z")] * 3
    assert "3 added" in done.stdout
    assert "3 request record" in done.stdout
    assert_proved(linfen, folder)


@pytest.mark.parametrize("kept", [chunked, zipped, decoded, crawled])
def test_each_way_of_keeping_a_body_gives_the_same_article(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path, kept: Callable[[Page], Page]
) -> None:
    plain = captured(ARTICLES[0].url)
    ingest(write(tmp_path, "plain.warc.gz", warc([plain])), into=tmp_path / "plain")
    assert ingest(write(tmp_path, "x.warc.gz", warc([kept(plain)]))).returncode == 0
    sql = "SELECT url, content_sha256 FROM articles"
    assert rows(folder, sql) == rows(tmp_path / "plain", sql)
    assert_proved(linfen, folder)


def test_a_wacz_is_ingested(tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path) -> None:
    pages = [decoded(captured(one.url)) for one in ARTICLES[:4]]
    data = wacz({"a.warc.gz": warc(pages[:2]), "b.warc": warc(pages[2:], is_gzip=False)}, method=zipfile.ZIP_DEFLATED)
    assert ingest(write(tmp_path, "crawl.wacz", data)).returncode == 0
    assert rows(folder, "SELECT count(*) FROM articles") == [(4,)]
    assert_proved(linfen, folder)


def test_all_names_of_the_host_are_one_address(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    page = captured(ARTICLES[0].url)
    spelled = [
        page.url.replace("http://www.", prefix) for prefix in ("http://www.", "https://www.", "http://", "https://")
    ]
    spelled.append(f"{page.url}?from=timeline")
    pages = [replace(page, url=url, at=f"2022-03-0{day}T08:00:00Z") for day, url in enumerate(spelled, start=1)]
    assert ingest(write(tmp_path, "x.warc.gz", warc(pages))).returncode == 0
    assert rows(folder, "SELECT url, first_seen_at, last_seen_at FROM articles") == [
        (page.url, "2022-03-01T08:00:00.000000Z", "2022-03-05T08:00:00.000000Z")
    ]
    assert [row[0] for row in rows(folder, "SELECT url FROM captures ORDER BY fetched_at")] == spelled


def test_ingesting_twice_changes_nothing(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    pages = [captured(one.url) for one in ARTICLES[:5]]
    pages += [edited(page, "2021-01-01T00:00:00Z") for page in pages[:2]]
    pages += [captured(url) for url in LONG]
    pages += [captured("http://www.lfxww.com/linfen/shizheng/"), captured("http://www.lfxww.com/")]
    pages += [replace(captured(ARTICLES[0].url), url=ARTICLES[0].url.replace("www.lfxww.com", "mirror.example"))]
    file = write(tmp_path, "x.warc.gz", warc(pages))
    assert ingest(file).returncode == 0
    before = contents(folder)
    assert len(before["articles"]) == 6
    assert len(before["mirrors"]) == 1
    for _ in range(2):
        done = ingest(file)
        assert (done.returncode, "nothing new" in done.stdout) == (0, True), done.stdout
        assert contents(folder) == before
    # The same records under another file's name are the same captures.
    assert ingest(write(tmp_path, "copy.warc.gz", warc(pages))).returncode == 0
    assert contents(folder) == before


def test_our_own_files_are_known(crawl: Run, ingest: Ingest, folder: Path, site: RunningReplica, linfen: Run) -> None:
    crawl("--max-articles", "5")
    before = contents(folder)
    (path,) = closed_files(folder)
    done = linfen("ingest", str(path), "--archive", str(folder), "--site-url", site.url)
    assert done.returncode == 0, done.stdout
    assert contents(folder) == before


def test_what_came_before_a_crawl_is_told_with_the_history(
    tmp_path: Path, crawl: Run, linfen: Run, folder: Path, site: RunningReplica
) -> None:
    crawl()
    pages = [captured(one.url) for one in ARTICLES[:6]]
    older = [edited(page, "2021-01-01T00:00:00Z") for page in pages[:3]]
    file = write(tmp_path, "x.warc.gz", warc([*pages, *older]))
    done = linfen("ingest", str(file), "--archive", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 earlier" in done.stdout
    assert rows(folder, "SELECT count(*) FROM changes WHERE kind = 'earlier'") == [(3,)]
    shown = linfen("show", pages[0].url, "--as-of", "2021-06-01", "--archive", str(folder))
    assert "！" in shown.stdout
    assert "。" not in shown.stdout.replace("版权声明", "").split("\n\n")[1]
    assert_proved(linfen, folder)
    # Articles are still asked for on condition that they have changed since they were last read, by whomever.
    done = linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h")
    assert "nothing has changed" in done.stdout
    assert_proved(linfen, folder)


def test_a_long_article_is_joined_from_the_pages_captured_nearest(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    first, *later = LONG
    pages = [captured(first, "2022-03-05T00:00:00Z")]
    pages += [captured(url, "2022-03-05T00:00:09Z") for url in later]
    pages += [edited(captured(url), "2021-03-05T00:00:09Z") for url in later]
    assert ingest(write(tmp_path, "x.warc.gz", warc(pages))).returncode == 0
    ingest(write(tmp_path, "y.warc.gz", warc(pages[: 1 + len(later)])), into=tmp_path / "other")
    sql = "SELECT url, complete, content_sha256 FROM articles"
    assert rows(folder, sql) == rows(tmp_path / "other", sql)
    assert rows(folder, "SELECT complete FROM articles") == [(1,)]
    assert rows(folder, "SELECT count(*) FROM article_parts") == [(1 + len(later),)]
    assert_proved(linfen, folder)


def test_a_page_that_is_in_no_file_is_taken_from_the_archive(
    tmp_path: Path, crawl: Run, linfen: Run, folder: Path, site: RunningReplica
) -> None:
    crawl()
    before = rows(folder, "SELECT count(*) FROM captures")
    file = write(tmp_path, "x.warc.gz", warc([captured(LONG[0])]))
    done = linfen("ingest", str(file), "--archive", str(folder))
    assert (done.returncode, "1 seen" in done.stdout) == (0, True), done.stdout
    sql = f"SELECT first_seen_at, complete FROM articles WHERE url = '{LONG[0]}'"
    assert rows(folder, sql) == [("2022-03-01T08:00:00.000000Z", 1)]
    assert rows(folder, "SELECT count(*) FROM captures") == [(int(str(before[0][0])) + 1,)]
    assert_proved(linfen, folder)


def test_an_article_without_its_later_pages_is_incomplete(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    ingest(write(tmp_path, "x.warc.gz", warc([captured(LONG[0])])))
    assert rows(folder, "SELECT complete FROM articles") == [(0,)]
    done = ingest(write(tmp_path, "y.warc.gz", warc([captured(LONG[1])])), into=tmp_path / "other")
    assert "a later page, and no page before it that leads there" in done.stdout
    assert rows(tmp_path / "other", "SELECT * FROM captures") == []


def test_pages_that_come_later_with_their_first_complete_an_article(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    pages = [captured(url) for url in LONG]
    ingest(write(tmp_path, "x.warc.gz", warc(pages[:1])))
    whole = write(tmp_path, "y.warc.gz", warc(pages))
    assert "1 completed" in ingest(whole).stdout
    assert rows(folder, "SELECT complete FROM articles") == [(1,)]
    before = contents(folder)
    ingest(whole)
    assert contents(folder) == before
    assert_proved(linfen, folder)


def test_pages_of_which_none_can_be_read_are_suspect(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    done = ingest(write(tmp_path, "x.warc.gz", warc([replace(captured(ARTICLES[0].url), body=b"<html>")])))
    assert (done.returncode, "of 1 pages of the site, 1 could not be read" in done.stdout) == (3, True)
    assert rows(folder, "SELECT * FROM captures") == []


def test_listings_are_discovered_and_no_sweep_is_touched(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    urls = ["http://www.lfxww.com/", "http://www.lfxww.com/linfen/shizheng/"]
    assert ingest(write(tmp_path, "x.warc.gz", warc(map(captured, urls)))).returncode == 0
    assert rows(folder, "SELECT * FROM sweeps") == rows(folder, "SELECT * FROM articles") == []
    states = dict(rows(folder, "SELECT kind, state FROM urls WHERE kind IN ('article', 'home')"))  # type: ignore[arg-type]
    assert states == {"article": "pending", "home": "archived"}
    assert_proved(linfen, folder)
    with serve(REPLICA) as site:
        linfen("crawl", "--archive", str(folder), "--site-url", site.url)
        linfen("crawl", "--archive", str(tmp_path / "other"), "--site-url", site.url)
    with Archive.open(folder) as one, Archive.open(tmp_path / "other") as other:
        passed = ("- urls", "+ urls", "- changes", "+ changes")
        assert [line for line in differences(one, other) if not line.startswith(passed)] == []
    assert_proved(linfen, folder)


MIRROR = "http://mirror.example"


def test_mirrors_pages_are_linked_as_copies(tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path) -> None:
    one, other, third = ARTICLES[:3]
    pages = [
        captured(one.url),
        replace(captured(one.url), url=one.url.replace("http://www.lfxww.com", MIRROR)),
        replace(captured(other.url), url=f"{MIRROR}/show.php?id=9"),
        replace(captured(third.url), url=third.url.replace("http://www.lfxww.com", MIRROR)),
        replace(captured(third.url), url="http://news.example/politics/china/12345.html"),
    ]
    file = write(tmp_path, "x.warc.gz", warc(pages))
    done = ingest(file)
    assert (done.returncode, "mirrors: 1 linked" in done.stdout) == (0, True), done.stdout
    # Any site may have a page under such a path: only one that is known says that it is a copy.
    assert "under the path of no article that is known" in done.stdout
    assert rows(folder, "SELECT url, seen_at FROM mirrors") == [(pages[1].url, "2022-03-01T08:00:00.000000Z")]
    assert rows(folder, "SELECT url FROM urls WHERE state = 'pending'") == []
    done = ingest(file, "--mirror", "mirror.example")
    assert "2 waiting" in done.stdout
    assert rows(folder, "SELECT url FROM urls WHERE state = 'pending'") == [(third.url,)]
    assert_proved(linfen, folder)


@pytest.mark.parametrize("noted", [None, captured(ARTICLES[0].url).body, b""], ids=["no digest", "its own", "of none"])
def test_revisits_are_resolved(noted: bytes | None, tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path) -> None:
    """A response without a body may bear the digest of what it confirms, of its empty payload, or none."""
    page = captured(ARTICLES[0].url)
    of_empty = () if noted is None else (("WARC-Payload-Digest", digest(noted)),)
    same = (("WARC-Payload-Digest", digest(page.body)),)
    named = (("WARC-Refers-To-Target-URI", page.url), ("WARC-Refers-To-Date", page.at))
    unchanged = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    pages = [
        replace(page, kind="revisit", at="2022-04-01T00:00:00Z", body=b"", said=same),
        replace(page, said=same),
        replace(page, kind="revisit", at="2022-05-01T00:00:00Z", body=b"", said=(*same, *named)),
        replace(
            page,
            kind="revisit",
            at="2022-06-01T00:00:00Z",
            body=b"",
            status=304,
            headers=(),
            said=(*named, *of_empty, ("WARC-Profile", unchanged)),
        ),
        replace(captured(ARTICLES[1].url), kind="revisit", body=b"", said=(("WARC-Payload-Digest", "sha1:X"),)),
    ]
    file = write(tmp_path, "x.warc.gz", warc(pages, version="WARC/1.1"))
    done = ingest(file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 a revisit of what was not captured from the site" in done.stdout
    assert rows(folder, "SELECT url, first_seen_at, last_seen_at FROM articles") == [
        (page.url, "2022-03-01T08:00:00.000000Z", "2022-06-01T00:00:00.000000Z")
    ]
    assert [row[0] for row in rows(folder, "SELECT status FROM captures ORDER BY id")] == [200, 200, 200, 304]
    assert [row[0] for row in rows(folder, "SELECT refers_to FROM captures ORDER BY id")] == [None, 1, 1, 1]
    assert_proved(linfen, folder)
    before = contents(folder)
    assert ingest(file).returncode == 0
    assert contents(folder) == before
    # What an archived page is a revisit of may be in another file of another day.
    later = replace(pages[2], at="2022-07-01T00:00:00Z")
    assert ingest(write(tmp_path, "later.warc.gz", warc([later]))).returncode == 0
    assert rows(folder, "SELECT last_seen_at FROM articles") == [("2022-07-01T00:00:00.000000Z",)]
    assert_proved(linfen, folder)


def test_two_texts_of_one_second_both_survive_a_rebuild(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    page = captured(ARTICLES[0].url)
    assert ingest(write(tmp_path, "x.warc.gz", warc([page, edited(page, page.at)]))).returncode == 0
    assert rows(folder, "SELECT count(DISTINCT payload_sha256), count(DISTINCT fetched_at) FROM captures") == [(2, 1)]
    assert rows(folder, "SELECT count(*) FROM revisions") == [(1,)]
    assert_proved(linfen, folder)
    with serve(REPLICA) as site:
        linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h")
    assert_proved(linfen, folder)


def test_saved_pages_are_ingested(tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path) -> None:
    page = captured(ARTICLES[0].url)
    chrome = write(
        tmp_path,
        "存档.html",
        page.body.replace(b"<html", b"<!-- saved from url=(0048)%s -->\r\n<html" % page.url.encode(), 1),
    )
    os.utime(chrome, (1_600_000_000, 1_600_000_000))
    mirrored = write(
        tmp_path / f"www.lfxww.com{path_of(ARTICLES[1].url).rpartition('/')[0]}",
        path_of(ARTICLES[1].url).rpartition("/")[2],
        captured(ARTICLES[1].url).body,
    )
    os.utime(mirrored, (1_600_000_000, 1_600_000_000))
    assert ingest(chrome, tmp_path / "www.lfxww.com").returncode == 0
    named = write(tmp_path, "x.htm", captured(ARTICLES[2].url).body)
    done = ingest(named, "--url", ARTICLES[2].url, "--at", "2020-05-01T12:00")
    assert done.returncode == 0, done.stdout + done.stderr
    saved = ((mirrored, "2020-09-13T12:26:40"), (chrome, "2020-09-13T12:26:40"), (named, "2020-05-01T04:00:00"))
    assert set(rows(folder, "SELECT provenance, status, content_type, fetched_at FROM captures")) == {
        (f"saved file sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}", 0, "text/html", f"{at}.000000Z")
        for path, at in saved
    }
    # A browser calls the file as the page is titled: that would outlive a takedown.
    database = "\n".join(rows_as_text(folder))
    assert "存档" not in database
    assert rows(folder, "SELECT json_extract(arguments, '$.files') FROM runs")[0] == ('["a saved page", "a folder"]',)
    records = [record for path in closed_files(folder) for record in _types(path)]
    # An honest record: nobody knows with which headers the page was sent.
    assert records.count("resource") == 3
    assert not {"response", "request"} & set(records)
    assert_proved(linfen, folder)
    before = contents(folder)
    assert ingest(named, "--url", ARTICLES[2].url, "--at", "2020-05-01T12:00").returncode == 0
    assert ingest(chrome).returncode == 0
    assert contents(folder) == before


def _types(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        yield from (record.rec_type for record in ArchiveIterator(file))


def test_a_saved_page_is_compared_with_what_the_site_sends(
    tmp_path: Path, crawl: Run, linfen: Run, folder: Path, site: RunningReplica
) -> None:
    saved = write(tmp_path, "x.html", captured(ARTICLES[0].url).body)
    linfen("ingest", str(saved), "--url", ARTICLES[0].url, "--at", "2020-05-01", "--archive", str(folder))
    crawl()
    done = linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h")
    assert "nothing has changed" in done.stdout, done.stdout
    assert_proved(linfen, folder)


def test_what_another_crawler_did_not_get_is_no_evidence(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    page = captured(ARTICLES[0].url)
    ingest(write(tmp_path, "x.warc.gz", warc([page])))
    before = contents(folder)
    soft = "<html><title>出错了</title><body>您访问的页面不存在</body>".encode()
    pages = [
        replace(page, at="2022-04-01T00:00:00Z", status=404),
        replace(page, at="2022-04-02T00:00:00Z", status=302, headers=(("Location", "/"),)),
        replace(page, at="2022-04-03T00:00:00Z", status=403, body=b"no"),
        replace(page, at="2022-04-04T00:00:00Z", body=soft),
        replace(page, at="2022-04-05T00:00:00Z", said=(("WARC-Truncated", "length"),)),
        replace(page, at="2999-04-06T00:00:00Z"),
        replace(page, at="2022-04-06T00:00:00Z", headers=(("Content-Type", "image/png"),)),
    ]
    done = ingest(write(tmp_path, "y.warc.gz", warc(pages)))
    assert contents(folder) == before
    for reason in (
        "1 HTTP 404",
        "1 HTTP 302",
        "1 HTTP 403",
        "1 not read: soft 404",
        "1 cut short by the crawler",
        "1 no date that can be",
        "1 no HTML",
    ):
        assert reason in " ".join(done.stdout.split()), reason


def test_files_that_cannot_be_read_stop_no_other(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    good = write(tmp_path, "good.warc.gz", warc([captured(ARTICLES[0].url)]))
    cut = write(tmp_path, "cut.warc.gz", warc([captured(one.url) for one in ARTICLES[1:4]])[:-400])
    junk = write(tmp_path, "junk.pdf", b"%PDF")
    done = ingest(junk, cut, good)
    assert done.returncode == 3
    assert rows(folder, "SELECT count(*) FROM articles")[0][0] >= 3  # type: ignore[operator]
    assert "a file was not read: it is neither WARC nor WACZ nor a page saved as HTML (the log" in done.stdout
    assert f"{junk}: it is neither" in done.stderr
    assert "cut.warc.gz is damaged" in done.stdout
    done = ingest(junk)
    assert (done.returncode, "was not read" in done.stdout) == (1, True)


def test_articles_captured_where_nobody_said_that_the_site_is_are_suspect(tmp_path: Path, ingest: Ingest) -> None:
    """Such as a copy of the site that was served on another host: their paths are of the site's form."""
    elsewhere = [
        replace(one, url=f"http://copy.example{path_of(one.url)}")
        for one in (captured(one.url) for one in ARTICLES[:3])
    ]
    done = ingest(write(tmp_path, "x.warc.gz", warc(elsewhere)), "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (3, "suspect")
    assert "the files have no page of the site; the most frequent hosts are copy.example (3)" in said["reasons"][0]


def test_files_without_a_page_of_the_site_are_suspect(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    pages = [Page(url=f"http://news.example/{n}", body=b"<html>") for n in range(3)]
    done = ingest(write(tmp_path, "x.warc.gz", warc(pages)), "--json")
    assert done.returncode == 3
    said = json.loads(done.stdout)
    assert "the files have no page of the site; the most frequent hosts are news.example (3)" in said["reasons"][0]
    assert said["files"]["x.warc.gz"]["passed/another site"] == 3
    assert rows(folder, "SELECT * FROM captures") == rows(folder, "SELECT * FROM urls") == []


def test_wrong_usage_says_what_to_give(tmp_path: Path, ingest: Ingest, scrapy: Run, folder: Path) -> None:
    file = write(tmp_path, "x.html", b"<html>")
    assert ingest(tmp_path / "none.warc").returncode == 2
    assert ingest().returncode == 2
    assert ingest(file, "--at", "gestern").returncode == 2
    assert ingest(file, "--url", "lfxww.com/1.html").returncode == 2
    done = ingest(file)
    assert (done.returncode, "ingest it alone, with --url ADDRESS" in done.stdout) == (1, True)
    done = scrapy("crawl", "ingest", "-s", f"LINFEN_ARCHIVE={folder}")
    assert (done.returncode, "give at least one file" in done.stderr) == (2, True)


def test_scrapy_does_the_same(tmp_path: Path, scrapy: Run, folder: Path) -> None:
    file = write(tmp_path, "x.warc.gz", warc([captured(ARTICLES[0].url)]))
    done = scrapy("crawl", "ingest", "-a", f"files={file}", "-s", f"LINFEN_ARCHIVE={folder}")
    assert done.returncode == 0, done.stderr
    assert rows(folder, "SELECT count(*) FROM articles") == [(1,)]


def test_nothing_is_left_beside_the_archive(tmp_path: Path, ingest: Ingest, folder: Path) -> None:
    folder.mkdir()
    (folder / "ingest.tmp").write_bytes(b"left by a killed run")
    ingest(write(tmp_path, "x.warc.gz", warc([captured(ARTICLES[0].url)])))
    assert not list(folder.glob("ingest*"))


def test_a_killed_ingestion_is_continued(tmp_path: Path, linfen: Run, folder: Path) -> None:
    pages = [captured(one.url) for one in ARTICLES[:20]]
    pages += [edited(page, "2021-01-01T00:00:00Z") for page in pages]
    file = write(tmp_path, "x.warc.gz", warc(pages))
    linfen("ingest", str(file), "--archive", str(tmp_path / "whole"))
    for delay in (0.02, 0.05, 0.1, 0.2, 0.4):
        process = start(["ingest", str(file), "--archive", str(folder)], env={"LINFEN_BATCH_ITEMS": "3"})
        while process.is_alive() and not (folder / "linfen.db-wal").exists():
            time.sleep(0.001)
        time.sleep(delay)
        process.kill()
        process.join()
    assert linfen("ingest", str(file), "--archive", str(folder)).returncode == 0
    with Archive.open(tmp_path / "whole") as one, Archive.open(folder) as other:
        assert list(differences(one, other)) == []
        states = "SELECT article_id, seen_at, replaced_at, content_sha256 FROM revisions ORDER BY 1, 2"
        assert one.rows(states) == other.rows(states)
    assert not list(folder.glob("ingest*"))
    assert_proved(linfen, folder)


def test_without_a_database_an_ingestion_is_recovered(
    tmp_path: Path, ingest: Ingest, linfen: Run, folder: Path
) -> None:
    pages = [captured(one.url) for one in ARTICLES[:5]]
    ingest(write(tmp_path, "x.warc.gz", warc([*pages, *(edited(page, "2021-01-01T00:00:00Z") for page in pages)])))
    before = contents(folder)
    remove_database(folder)
    assert linfen("rebuild", "--apply", "--archive", str(folder)).returncode == 0
    assert contents(folder) == before


FILES = [
    [captured(one.url, "2021-05-01T00:00:00Z") for one in ARTICLES[:4]],
    [edited(captured(one.url), "2020-01-01T00:00:00Z") for one in ARTICLES[:3]],
    [captured(url, "2021-06-01T00:00:00Z") for url in LONG] + [captured(ARTICLES[0].url, "2021-07-01T00:00:00Z")],
    [replace(captured(one.url), url=one.url.replace("http://www.lfxww.com", MIRROR)) for one in ARTICLES[2:6]],
]


@pytest.mark.parametrize("is_together", [True, False])
def test_files_in_any_order_give_the_same_archive(tmp_path: Path, ingest: Ingest, is_together: bool) -> None:
    files = [write(tmp_path, f"{number}.warc.gz", warc(pages)) for number, pages in enumerate(FILES)]
    orders = list(itertools.permutations(range(len(files))))[::7]
    for number, order in enumerate(orders):
        lots = [[files[index] for index in order]] if is_together else [[files[index]] for index in order]
        for some in lots:
            ingest(*some, "--mirror", "mirror.example", into=tmp_path / f"archive-{number}")
    asked = (
        "SELECT url, content_sha256, complete, first_seen_at, last_seen_at, changed_at FROM articles ORDER BY url",
        "SELECT url, seen_at, replaced_at, content_sha256 FROM revisions ORDER BY url, seen_at",
        "SELECT url, relation, seen_at, gone_at FROM article_urls ORDER BY url",
        "SELECT url, original_url, seen_at, article_id IS NULL FROM mirrors ORDER BY url",
        "SELECT url, kind, state, reason FROM urls ORDER BY url",
        # Which of several captures with one content a row rests on is as ids are: that of the first to come.
        "SELECT article_id IS NULL, position, url FROM article_parts ORDER BY 3, 2",
    )
    found = [[rows(tmp_path / f"archive-{number}", sql) for sql in asked] for number in range(len(orders))]
    for other in found[1:]:
        assert other == found[0]
    assert len(found[0][0]) == 5
    assert len(found[0][1]) == 3


@pytest.mark.parametrize("name", ["wget.warc.gz", "linfen-20200101T000000-000001-0000.warc.gz"])
def test_what_others_captured_is_refused_in_warc_and_shifts_no_id(
    name: str, crawl: Run, linfen: Run, folder: Path, site: RunningReplica, tmp_path: Path
) -> None:
    crawl("--max-articles", "5")
    foreign = folder / "warc" / name
    foreign.write_bytes(warc([captured(article.url) for article in ARTICLES[:3]]))
    done = crawl("--max-articles", "5")
    assert (done.returncode, f"warc/{name} is no file of this archive" in done.stdout) == (3, True), done.stdout
    assert "`linfen ingest` it from there" in done.stderr.splitlines()[0]
    done = linfen("verify", "--archive", str(folder))
    assert (done.returncode, f"warc/{name}: is no file of this archive" in done.stdout) == (5, True), done.stdout
    done = linfen("rebuild", "--apply", "--archive", str(folder))
    assert (done.returncode, f"missing: warc/{name} is no file of this archive" in done.stdout) == (5, True)
    foreign.rename(tmp_path / name)
    assert linfen("ingest", str(tmp_path / name), "--archive", str(folder)).returncode == 0
    assert crawl().returncode == 0
    done = linfen("rebuild", "--archive", str(folder))
    assert (done.returncode, EQUAL in done.stdout) == (0, True), done.stdout
