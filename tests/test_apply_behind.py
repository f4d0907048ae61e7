"""A rebuilt database takes the place of one that is behind its journal: what the journal tells is not told again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from another_reader import OTHER, other_reader
from harness import run
from test_bad_input import path_of
from test_identity import article
from test_rebuild import EQUAL, captured
from test_upgraded_journal import linfen
from test_upgraded_recheck import change, commented, edited, recheck

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Article, Capture, Part
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.replica import Page, RunningReplica

Event = tuple[object, object, object]
NOTHING = "<title>暂无内容</title><p>暂无内容</p>".encode()


def events(folder: Path) -> list[Event]:
    with Archive.open(folder) as archive:
        rows = archive.rows("SELECT * FROM changes ORDER BY id")
        return [(row["article_id"], row["kind"], row["fields"]) for row in rows]


def keep(folder: Path) -> None:
    """Keep the database as it is now, beside the archive."""
    shutil.copy(folder / "linfen.db", folder.parent / "older.db")


def put_back(folder: Path) -> None:
    """Put the database back that was kept."""
    for path in folder.glob("linfen.db*"):
        path.unlink()
    shutil.copy(folder.parent / "older.db", folder / "linfen.db")


def apply(folder: Path, before: Callable[[], None] | None = None) -> None:
    done = run(["rebuild", "--apply", "--archive", str(folder)], before=before)
    assert done.returncode in {0, 3}, done.stdout + done.stderr


def is_settled(folder: Path) -> bool:
    """Tell whether an archive is sound, and a second call has nothing more to replace or to tell."""
    told = events(folder)
    assert linfen("verify", folder=folder)
    assert EQUAL in linfen("rebuild", "--apply", folder=folder)
    return events(folder) == told


@pytest.fixture
def urls(site: RunningReplica, folder: Path) -> list[str]:
    """Archive a part of the replica, keep that database, and go on: with an edit, a removal and articles that are new.

    Return addresses of the first two articles.
    """
    linfen("crawl", "--max-articles", "10", folder=folder, site=site)
    keep(folder)
    linfen("crawl", "--max-articles", "5", folder=folder, site=site)
    with Archive.open(folder) as archive:
        found = [str(row["url"]) for row in archive.rows("SELECT url FROM articles WHERE id <= 2 ORDER BY id")]
    change(site, found[0], edited)
    site.overrides[path_of(found[1])] = Page(status=404, body=b"x")
    recheck(site, folder)
    assert {kind for _, kind, _ in events(folder)} >= {"added", "edited", "gone"}
    return found


def test_what_an_older_database_does_not_know_is_not_told_again(urls: list[str], folder: Path) -> None:
    before = events(folder)
    put_back(folder)
    apply(folder)
    assert events(folder) == before
    assert is_settled(folder)


def test_what_waits_after_a_kill_is_not_told_again(folder: Path, site: RunningReplica) -> None:
    """The bytes of a batch are there, and its rows are not; a rebuild is what comes next."""
    linfen("crawl", "--max-articles", "5", folder=folder, site=site)
    before = events(folder)
    urls = [one.url for one in site.replica.articles()]
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica=replica_of(folder))
    for url in urls:
        one = article(path_of(url).removesuffix(".html"))
        if not writer.holds(url) and not site.replica.parts(url)[1:]:
            capture = captured(site, url)
            part = Part(url=url, capture=capture)
            writer.store(replace(one, captures=(capture,), parts=(part,), parser_version=PARSER_VERSION))
            break
    writer.rollback()
    writer.close()
    apply(folder)
    assert [(id_, kind) for id_, kind, _ in events(folder)[len(before) :]] == [(6, "added")]
    assert is_settled(folder)


def replica_of(folder: Path) -> str | None:
    with Archive.open(folder) as archive:
        return archive.replica


def test_what_was_told_of_another_reading_is_not_told_again(folder: Path, site: RunningReplica) -> None:
    """Of the database that another version has made, put back after this one's had taken its place."""
    run(["crawl", "--archive", str(folder), "--site-url", site.url], before=other_reader())
    keep(folder)
    apply(folder)
    before = events(folder)
    assert {kind for _, kind, _ in before} == {"added", "merged", "reparsed"}
    put_back(folder)
    apply(folder)
    assert events(folder) == before
    assert is_settled(folder)


def test_what_a_newer_reader_reads_otherwise_is_told_beside_what_the_journal_tells(
    folder: Path, site: RunningReplica
) -> None:
    """Once of each article; what an older database had is not what was read last, so no field is named there."""
    reading = other_reader()
    where = ["--archive", str(folder), "--site-url", site.url]
    run(["crawl", *where, "--max-articles", "10"], before=reading)
    keep(folder)
    run(["crawl", *where, "--max-articles", "5"], before=reading)
    with Archive.open(folder) as archive:
        urls = [str(row["url"]) for row in archive.rows("SELECT url FROM articles WHERE id <= 2 ORDER BY id")]
    change(site, urls[0], edited)
    run(["recheck", *where, "--older-than", "0h"], before=reading)
    before = events(folder)
    put_back(folder)
    apply(folder)
    told = events(folder)
    assert told[: len(before)] == before
    with Archive.open(folder) as archive:
        ids = [row["id"] for row in archive.rows("SELECT id FROM articles ORDER BY id")]
    later = {id_ for id_, kind, _ in before if kind == "edited" or (kind == "added" and int(str(id_)) > 10)}
    merged = {id_ for id_, kind, _ in before if kind == "merged"}
    assert sorted(told[len(before) :]) == [
        (id_, "reparsed", json.dumps([] if id_ in later | merged else ["title"])) for id_ in ids
    ]
    assert is_settled(folder)


@pytest.mark.parametrize("is_lost", [False, True], ids=["older", "lost"])
def test_that_a_newer_reader_has_no_article_any_more_is_told_once(folder: Path, *, is_lost: bool) -> None:
    """Of one that an older database has, and the journal tells more of; and of one that it does not have."""

    def read_by_another(path: str, title: str) -> Article:
        one = article(path, title=title)
        capture = Capture(url=one.url, fetched_at=datetime.now(UTC), status=200, payload=NOTHING)
        part = Part(url=one.url, capture=capture)
        return replace(one, captures=(capture,), parts=(part,), parser_version=OTHER)

    for path, title in (("/shanxi/5", "read"), ("/shanxi/5", "edited"), ("/shanxi/6", "later")):
        writer = ArchiveWriter.open(folder)
        writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica="a replica")
        writer.store(read_by_another(path, title))
        writer.finish_run(verdict="ok", reasons=[], counters={})
        writer.close()
        if title == "read":
            keep(folder)
    before = events(folder)
    assert [(id_, kind) for id_, kind, _ in before] == [(1, "added"), (1, "edited"), (2, "added")]
    put_back(folder)
    if is_lost:
        (folder / "linfen.db").write_bytes(b"SQLite format 3\0" + b"rotten" * 1000)
    apply(folder)
    assert [(id_, kind) for id_, kind, _ in events(folder)[3:]] == [(1, "reparsed"), (2, "reparsed")]
    with Archive.open(folder) as archive:
        said = archive.rows("SELECT evidence FROM changes WHERE kind = 'reparsed'")
        assert all(str(row["evidence"]).startswith("no article: ") for row in said)
        assert archive.rows("SELECT 1 FROM articles") == []
    put_back(folder)
    apply(folder)
    assert len(events(folder)) == 5
    assert is_settled(folder)


def test_what_another_version_told_in_the_end_is_not_told_again(folder: Path, site: RunningReplica) -> None:
    """It read the title otherwise at first, and later as this version does: who follows the events knows the latter."""
    where = ["--archive", str(folder), "--site-url", site.url]
    run(["crawl", *where, "--max-articles", "5"], before=other_reader())
    keep(folder)
    for one in site.replica.articles():
        change(site, one.url, commented)
    run(["recheck", *where, "--older-than", "0h"], before=other_reader(mark=""))
    before = events(folder)
    assert [fields for _, kind, fields in before if kind == "edited"] == ['["title"]'] * 5
    put_back(folder)
    apply(folder)
    assert events(folder) == before
    assert is_settled(folder)
