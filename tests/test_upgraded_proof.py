"""After an upgrade, what another version of the reader made of a page is no damage; what is damaged still is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from another_reader import OTHER, other_reader
from harness import run
from test_bad_input import path_of
from test_identity import article
from test_rebuild import captured, copy_database, ids

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Absence, Capture, Item, Part, Refusal
from linfen_crawler.kinds import Evidence, Kind
from linfen_crawler.replica import RunningReplica

SAID = f"version {OTHER} of the reader made some rows"


def linfen(*arguments: str, folder: Path, site: RunningReplica | None = None) -> str:
    """Run a command on an archive to a good end; return what it printed."""
    where = ["--archive", str(folder), *(["--site-url", site.url] if site else [])]
    done = run([*arguments, *where])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused_before(site: RunningReplica, folder: Path) -> str:
    """Archive the replica by another version, with its own words alone, which refuses one page; return that address."""
    url = next(
        one.url for one in site.replica.articles() if one.layout == "regular" and not site.replica.parts(one.url)[1:]
    )
    reading = other_reader(mark="", refused=[url])
    run(["crawl", "--archive", str(folder), "--site-url", site.url], before=reading)
    with Archive.open(folder) as archive:
        assert (archive.ledger_entry(url) or {})["state"] == "refused"
    return url


def store(folder: Path, items: list[Item]) -> None:
    writer = ArchiveWriter.open(folder)
    writer.note_reader(OTHER)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica="a replica")
    for item in items:
        writer.store(item)
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()


def refusal(url: str, capture: Capture) -> Refusal:
    return Refusal(url=url, kind=Kind.ARTICLE, reason="title: none", parser_version=OTHER, captures=(capture,))


def absence(url: str, capture: Capture) -> Absence:
    soft = Evidence.SOFT_404
    return Absence(url=url, kind=Kind.ARTICLE, evidence=soft, parser_version=OTHER, captures=(capture,))


@pytest.mark.parametrize("said", [refusal, absence])
def test_pages_that_gave_no_article_are_copied_and_put_back(
    site: RunningReplica, folder: Path, said: Callable[[str, Capture], Item]
) -> None:
    """An archive that has nothing else: what all of its pages give is missing from it, and it is sound."""
    urls = [one.url for one in site.replica.articles() if one.layout == "regular"][:6]
    store(folder, [said(url, captured(site, url)) for url in urls])
    assert SAID in linfen("verify", folder=folder)
    linfen("backup", str(folder.parent / "copy"), folder=folder)
    linfen("restore", str(folder.parent / "copy"), folder=folder.parent / "restored")
    assert SAID in linfen("verify", folder=folder.parent / "restored")


def test_an_article_that_was_taken_for_gone_is_no_damage(site: RunningReplica, folder: Path) -> None:
    """Its row is this version's: the journal alone has what another one made of its page."""
    (url,) = [one.url for one in site.replica.articles() if one.layout == "regular"][:1]
    capture = captured(site, url)
    one = article(path_of(url).removesuffix(".html"))
    read = replace(one, captures=(capture,), parts=(Part(url=url, capture=capture),), parser_version=OTHER)
    store(folder, [read, absence(url, replace(capture, fetched_at=datetime.now(UTC)))])
    linfen("verify", folder=folder)


def test_a_page_that_was_refused_and_is_read_now_keeps_its_id(site: RunningReplica, folder: Path) -> None:
    url = refused_before(site, folder)
    linfen("crawl", folder=folder, site=site)
    with Archive.open(folder) as archive:
        assert (archive.article(url) or {})["id"] == 40
    before = ids(folder)
    assert SAID in linfen("verify", folder=folder)
    run(["rebuild", "--apply", "--archive", str(folder)])
    assert ids(folder) == before
    assert SAID not in linfen("verify", folder=folder)


def test_what_is_read_of_a_later_page_keeps_the_id_of_its_address(site: RunningReplica, folder: Path) -> None:
    """This version cannot read the first capture, from which another one made the article."""
    urls = [one.url for one in site.replica.articles() if one.layout == "regular"][:2]
    nothing = Capture(url=urls[0], fetched_at=datetime.now(UTC), status=200, payload="<p>暂无内容</p>".encode())
    items: list[Item] = []
    for url, capture in ((urls[0], nothing), (urls[1], captured(site, urls[1])), (urls[0], captured(site, urls[0]))):
        one = article(path_of(url).removesuffix(".html"), text=url * 9)
        items.append(replace(one, captures=(capture,), parts=(Part(url=url, capture=capture),), parser_version=OTHER))
    store(folder, items)
    run(["rebuild", "--apply", "--archive", str(folder)])
    with Archive.open(folder) as archive:
        assert [(archive.article(url) or {})["id"] for url in urls] == [1, 2]
        kinds = {(row["article_id"], row["kind"]) for row in archive.rows("SELECT * FROM changes")}
        assert kinds == {(1, "added"), (2, "added"), (1, "reparsed"), (2, "reparsed")}
    linfen("verify", folder=folder)


NAMED = {
    "the text of an article": "UPDATE articles SET body = body || '。' WHERE id = 5",
    "a credit": "UPDATE credits SET name = '无名' WHERE rowid = (SELECT min(rowid) FROM credits)",
    "a capture": "UPDATE captures SET status = 404 WHERE id = 5",
    "an event": "UPDATE changes SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 2",
    "a run": "UPDATE runs SET started_at = '2020-01-01T00:00:00.000000Z' WHERE id = 2",
    "who has read it": "UPDATE archive SET read_by = '[\"7\"]'",
    "what is no list of readers": 'UPDATE archive SET read_by = \'["0", "\'',
}
COUNTED = {
    "urls": "UPDATE urls SET discovered_at = '2020-01-01T00:00:00.000000Z' WHERE kind = 'home'",
    "section_urls": "UPDATE section_urls SET position = 99 WHERE url_id = (SELECT min(url_id) FROM section_urls)",
    "listings": "UPDATE listings SET new_count = new_count + 1 WHERE id = 1",
    "article_urls": "UPDATE article_urls SET title = 'x' WHERE article_id = 5",
}


def test_what_no_reader_has_a_part_in_is_named_and_the_rest_counted(site: RunningReplica, folder: Path) -> None:
    """What a row rests on may have been read otherwise: only after ``rebuild --apply`` does a difference tell."""
    refused_before(site, folder)
    linfen("crawl", folder=folder, site=site)
    kept = folder.parent / "kept"
    kept.mkdir()
    copy_database(folder, kept)
    for what, sql in {**NAMED, **COUNTED}.items():
        with closing(sqlite3.connect(folder / "linfen.db")) as database, database:
            assert database.execute(sql).rowcount > 0, what
        done = run(["verify", "--archive", str(folder)])
        assert done.returncode == (5 if what in NAMED else 0), what + done.stdout
        if what in COUNTED:
            assert f" of {what}" in done.stdout.partition("that were altered: ")[2], what + done.stdout
        copy_database(kept, folder)
    run(["rebuild", "--apply", "--archive", str(folder)])
    linfen("verify", folder=folder)
    for what, sql in COUNTED.items():
        copy_database(folder, kept)
        with closing(sqlite3.connect(folder / "linfen.db")) as database, database:
            database.execute(sql)
        assert run(["verify", "--archive", str(folder)]).returncode == 5, what
        copy_database(kept, folder)


def test_a_page_that_was_refused_has_more_pages_than_one(site: RunningReplica, folder: Path) -> None:
    """Those after it in the ledger have other numbers then: they are counted, and are no damages."""
    url = next(one.url for one in site.replica.articles() if site.replica.parts(one.url)[1:])
    run(
        ["crawl", "--archive", str(folder), "--site-url", site.url, "--max-articles", "20"],
        before=other_reader(mark="", refused=[url]),
    )
    run(["recheck", "--older-than", "0h", "--archive", str(folder), "--site-url", site.url])
    linfen("crawl", folder=folder, site=site)
    linfen("verify", folder=folder)
    run(["rebuild", "--apply", "--archive", str(folder)])
    linfen("verify", folder=folder)
