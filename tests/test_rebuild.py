"""The database is recreated from the WARC files alone, equal row for row: so each row is proved by its bytes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import TIMEOUT_S, Run, run, start
from test_bad_input import path_of
from test_identity import article, store
from test_recheck import some

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.proof import UNSHOWN, unproved
from linfen_crawler.archive.summary import bytes_on_disk
from linfen_crawler.archive.verify import verify
from linfen_crawler.items import Capture, Part, Refusal
from linfen_crawler.kinds import Kind
from linfen_crawler.options import Options, about
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import WarcWriter, closed_files
from linfen_crawler.replica import Page, Replica, RunningReplica, serve

Opened = Callable[[], Archive]
EQUAL = "equal row for row"


@pytest.fixture
def rebuild(linfen: Run, folder: Path) -> Run:
    """Rebuild what ``crawl`` has archived."""

    def run(*arguments: str) -> object:
        return linfen("rebuild", "--archive", str(folder), *arguments)

    return run  # type: ignore[return-value]


@pytest.fixture
def recheck(linfen: Run, site: RunningReplica, folder: Path) -> Run:
    """Ask again for all that ``crawl`` has archived."""

    def run() -> object:
        return linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h")

    return run  # type: ignore[return-value]


def remove_database(folder: Path) -> None:
    """Leave an archive nothing but its WARC files."""
    for path in folder.glob("linfen.db*"):
        path.unlink()


def ids(folder: Path) -> list[tuple[object, ...]]:
    """Return what programs remember of an archive: uuid, article ids, the cursor of its events."""
    with Archive.open(folder) as archive:
        asked = ("SELECT uuid FROM archive", "SELECT id, url, content_sha256 FROM articles", "SELECT * FROM changes")
        return [tuple(row.values()) for sql in asked for row in archive.rows(sql)]


def live_a_little(crawl: Run, recheck: Run, site: RunningReplica, opened: Opened) -> None:
    """Let an archive see what the site may do: edits, removals of each kind, returns, challenges, errors."""
    crawl("--max-articles", "15", env={"LINFEN_MEDIA": "1"})
    crawl(env={"LINFEN_MEDIA": "1"})
    edited, removed, moved, challenged, failing, soft = some(opened(), 6)
    page = site.replica.page(path_of(edited))
    charset = "utf-8" if b"charset=utf-8" in page.body[:500] else "gb18030"
    body = page.body.replace("。".encode(charset), "！".encode(charset))
    site.overrides[path_of(edited)] = Page(status=200, headers=page.headers[:1], body=body)
    site.overrides[path_of(removed)] = Page(status=410)
    site.overrides[path_of(moved)] = Page(status=302, headers=(("Location", "/"),))
    site.overrides[path_of(challenged)] = Page(status=403, body=b"no")
    site.overrides[path_of(failing)] = Page(status=500)
    site.overrides[path_of(soft)] = Page(
        status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), body="您访问的页面不存在".encode()
    )
    recheck()
    site.overrides.clear()
    recheck()


def test_everything_is_rebuilt_row_for_row(
    crawl: Run, recheck: Run, rebuild: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    live_a_little(crawl, recheck, site, opened)
    kinds = {row["kind"] for row in opened().rows("SELECT kind FROM changes")}
    assert kinds >= {"added", "edited", "gone", "returned"}
    site.forget_requests()
    done = rebuild()
    assert (done.returncode, EQUAL in done.stdout, done.stderr) == (0, True, "")
    assert site.requests == []
    assert "journal" in done.stdout


def test_an_archive_without_its_database_is_recovered(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "20")
    before = ids(folder)
    remove_database(folder)
    done = rebuild("--apply")
    assert (done.returncode, "there was no old database" in done.stdout) == (0, True)
    assert ids(folder) == before
    assert crawl().returncode == 0
    assert rebuild().returncode == 0


def test_a_crawl_without_a_database_begins_with_what_the_files_tell(
    crawl: Run, rebuild: Run, folder: Path, site: RunningReplica
) -> None:
    """The same as after a kill: what was read is taken up, nothing of it is requested again."""
    crawl()
    before = ids(folder)
    remove_database(folder)
    site.forget_requests()
    done = crawl()
    assert (done.returncode, "resumed" in done.stdout) == (0, True)
    assert [record.path for record in site.requests if record.path.endswith((".html", ".shtml"))] == [
        record.path for record in site.requests if "index" in record.path
    ]
    assert ids(folder) == before
    assert rebuild().returncode == 0


def test_an_older_database_put_back_catches_up(crawl: Run, rebuild: Run, folder: Path, site: RunningReplica) -> None:
    crawl("--max-articles", "5")
    shutil.copy(folder / "linfen.db", folder.parent / "older.db")
    crawl()
    before = ids(folder)
    remove_database(folder)
    shutil.copy(folder.parent / "older.db", folder / "linfen.db")
    crawl()
    assert ids(folder) == before
    assert rebuild().returncode == 0


def test_what_was_rolled_back_is_recovered_by_the_next_run(linfen: Run, folder: Path) -> None:
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    refused = Refusal(url="http://www.lfxww.com/shanxi/9.html", kind=Kind.ARTICLE, reason="x", parser_version="1")
    writer.store(refused)
    writer.rollback()
    writer.finish_run(verdict="failed", reasons=["the disk was full"], counters={})
    writer.close()
    linfen("recheck", "--archive", str(folder), "--site-url", "http://127.0.0.1:9")
    with Archive.open(folder) as archive:
        entry = archive.ledger_entry(refused.url)
        assert entry is not None
        assert (entry["state"], entry["reason"]) == ("refused", "x")
        assert archive.run(1).verdict == "failed"  # type: ignore[union-attr]
    assert linfen("rebuild", "--archive", str(folder)).returncode == 0


def test_nothing_takes_the_place_of_a_database_that_is_open(crawl: Run, rebuild: Run, folder: Path) -> None:
    """The log of the old one would lie beside the new one, and be taken for its own."""
    crawl()
    for begin in ("BEGIN", "SELECT 1"):
        with contextlib.closing(sqlite3.connect(folder / "linfen.db", isolation_level=None)) as reader:
            reader.execute(begin)
            (before,) = reader.execute("SELECT count(*) FROM captures").fetchone()
            done = rebuild("--apply")
            assert (done.returncode, "linfen.db is open in another program" in done.stderr) == (1, True)
            assert list(folder.glob("linfen-before-*")) == []
            assert reader.execute("SELECT count(*) FROM captures").fetchone() == (before,)
    assert rebuild("--apply").returncode == 0
    assert sorted(path.name for path in folder.glob("linfen.db*")) == ["linfen.db"]
    crawl()
    assert run(["verify", "--archive", str(folder)]).returncode == 0


def test_bytes_that_are_missing_are_named(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "5")
    crawl("--max-articles", "20")
    closed_files(folder)[0].unlink()
    done = rebuild()
    assert done.returncode == 5
    assert "missing: " in done.stdout
    assert "restore it from a backup" in done.stdout


def test_a_file_of_another_archive_of_this_program_is_refused_as_well(tmp_path: Path) -> None:
    for name in ("one", "two"):
        store(tmp_path / name, [article("/shanxi/5")])
    (path,) = closed_files(tmp_path / "two")
    others = tmp_path / "one" / "warc" / path.name.replace("-000001-", "-000002-")
    shutil.copy(path, others)
    writer = ArchiveWriter.open(tmp_path / "one")
    writer.close()
    assert [said.partition(",")[0] for said in writer.damages] == [f"warc/{others.name} is no file of this archive"]
    with Archive.open(tmp_path / "one") as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 1}]


def test_a_file_from_before_the_journal_is_recovered(tmp_path: Path) -> None:
    """It says what has made it, and no more."""
    store(tmp_path, [article("/shanxi/5")])
    warc_folder = tmp_path / "warc"
    writer = WarcWriter(tmp_path, run_id=2, max_bytes=1 << 30, about=about(Options.from_values({})))
    writer.write(article("/shanxi/6").captures[0])
    writer.close()
    assert len([*warc_folder.iterdir()]) == 2
    opened = ArchiveWriter.open(tmp_path)
    opened.close()
    assert opened.damages == []
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 2}]


def test_a_file_that_lies_closed_and_open_stops_no_rebuild(
    crawl: Run, rebuild: Run, folder: Path, site: object
) -> None:
    crawl("--max-articles", "5")
    (path,) = closed_files(folder)
    path.with_name(path.name + ".open").write_bytes(path.read_bytes()[:3000])
    done = rebuild()
    assert (done.returncode, EQUAL in done.stdout) == (0, True), done.stdout + done.stderr
    assert closed_files(folder) == [path]


def test_what_lacks_bytes_takes_the_place_of_nothing(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "5")
    crawl("--max-articles", "20")
    before = ids(folder)
    closed_files(folder)[0].unlink()
    done = rebuild("--apply")
    assert (done.returncode, "it cannot be applied until what is missing is restored" in done.stdout) == (5, True)
    assert ids(folder) == before
    assert list(folder.glob("linfen-before-*")) == []
    with contextlib.closing(sqlite3.connect(folder / "linfen.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_lacks_bytes_takes_the_place_of_no_damaged_database_either(
    crawl: Run, rebuild: Run, folder: Path, site: object
) -> None:
    """Only its owner can tell whether it is worth more than what the files still give: once it is away, they do."""
    crawl("--max-articles", "5")
    crawl("--max-articles", "20")
    closed_files(folder)[0].unlink()
    path = folder / "linfen.db"
    damaged = path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:]
    path.write_bytes(damaged)
    done = rebuild("--apply")
    assert (done.returncode, f"move {path} away first" in done.stdout) == (5, True), done.stdout + done.stderr
    assert path.read_bytes()[4096:] == damaged[4096:]
    path.rename(folder.parent / "away.db")
    assert "applied; there was no old database" in rebuild("--apply").stdout


@pytest.mark.parametrize("option", [[], ["--apply"]])
def test_a_newer_programs_database_is_neither_judged_nor_replaced(
    option: list[str], crawl: Run, rebuild: Run, folder: Path, site: object
) -> None:
    crawl("--max-articles", "5")
    database = sqlite3.connect(folder / "linfen.db")
    with contextlib.closing(database), database:
        database.execute("UPDATE archive SET schema_version = schema_version + 1")
    done = rebuild(*option)
    assert (done.returncode, "install a newer version" in done.stderr) == (5, True), done.stdout + done.stderr
    assert not (folder / "rebuild").exists()
    assert list(folder.glob("linfen-before-*")) == []


def test_a_rebuild_that_is_interrupted_replaces_nothing(crawl: Run, folder: Path, site: object) -> None:
    crawl()
    before = ids(folder)
    process = start(["rebuild", "--apply", "--archive", str(folder)])
    while not (folder / "rebuild" / "linfen.db-wal").exists():
        assert process.is_alive(), "it has ended before it was interrupted"
        time.sleep(0.001)
    time.sleep(0.1)
    os.kill(process.pid or 0, signal.SIGTERM)
    process.join(TIMEOUT_S)
    assert process.exitcode in {128 + signal.SIGTERM, -signal.SIGTERM}
    assert ids(folder) == before
    assert list(folder.glob("linfen-before-*")) == []


def test_an_entry_that_has_rotted_is_named(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "5")
    with Archive.open(folder) as archive:
        (entry,) = archive.rows("SELECT * FROM journal WHERE number = 4")
    (path,) = closed_files(folder)
    data = bytearray(path.read_bytes())
    data[int(str(entry["warc_offset"])) + 40] ^= 0xFF
    path.write_bytes(data)
    done = rebuild()
    assert done.returncode == 5
    assert "missing: entries 4 to 4 of the journal are in no file of warc/" in done.stdout


def test_the_old_database_is_kept(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "5")
    done = rebuild("--apply")
    (kept,) = folder.glob("linfen-before-*.db")
    assert str(kept) in done.stdout
    database = sqlite3.connect(kept)
    assert database.execute("SELECT count(*) FROM articles").fetchone() == (5,)
    database.close()
    assert not (folder / "rebuild").exists()


def test_nothing_is_rebuilt_while_a_run_holds_the_archive(crawl: Run, rebuild: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "2")
    writer = ArchiveWriter.open(folder)
    assert rebuild().returncode == 4
    writer.close()


@pytest.fixture
def read_by_another(folder: Path) -> Path:
    """Archive pages of a replica by another version's reading."""
    return archive_as_another(folder, "a replica")


def archive_as_another(folder: Path, replica: str | None) -> Path:
    """Archive pages by another version's reading: an article with another title, and one that was refused."""
    with serve(Replica(seed=7, size=40)) as site:
        urls = [one.url for one in site.replica.articles() if one.layout == "regular"][:2]
        captures = [captured(site, url) for url in urls]
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica=replica)
    other = article(path_of(urls[0]).removesuffix(".html"), title="read otherwise")
    part = Part(url=urls[0], capture=captures[0])
    writer.store(replace(other, captures=captures[:1], parts=(part,), parser_version="0"))
    refused = Refusal(url=urls[1], kind=Kind.ARTICLE, reason="title: none", parser_version="0", captures=(captures[1],))
    writer.store(refused)
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return folder


def captured(site: RunningReplica, url: str) -> Capture:
    """Return a page of the replica as if it had been fetched from the site itself."""
    page = site.replica.page(path_of(url))
    return Capture(url=url, fetched_at=datetime.now(UTC), status=200, headers=page.headers, payload=page.body)


def test_what_a_newer_reading_changes_is_listed_and_told(read_by_another: Path, rebuild: Run) -> None:
    done = rebuild("--json")
    assert done.returncode == 3
    tables = {one["table"]: one for one in json.loads(done.stdout)["tables"]}
    assert tables["articles"]["columns"]["title"] == 1
    assert (tables["articles"]["added"], tables["articles"]["lost"]) == (1, 0)
    assert any(one["old"] == "read otherwise" for one in tables["articles"]["examples"])
    with Archive.open(read_by_another) as archive:
        assert archive.rows("SELECT count(*) AS n FROM changes") == [{"n": 1}]

    assert rebuild("--apply").returncode == 3
    with Archive.open(read_by_another) as archive:
        events = [(row["article_id"], row["kind"]) for row in archive.rows("SELECT * FROM changes ORDER BY id")]
        assert events == [(1, "added"), (1, "reparsed"), (2, "added")]
        assert "title" in json.loads(str(archive.changes(1)[1]["fields"]))
        assert {row["parser_version"] for row in archive.rows("SELECT * FROM articles")} == {PARSER_VERSION}
    assert rebuild().returncode == 0


def test_an_archive_of_which_a_newer_reading_loses_an_article_is_proved_after_it(
    folder: Path, rebuild: Run, linfen: Run
) -> None:
    """What was announced of it says in words why, and is read back with all else."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica="a replica")
    other = article("/shanxi/5", title="read otherwise")
    payload = "<title>暂无内容</title><p>暂无内容</p>".encode()
    capture = Capture(url=other.url, fetched_at=datetime.now(UTC), status=200, headers=(), payload=payload)
    writer.store(replace(other, captures=(capture,), parts=(Part(url=other.url, capture=capture),), parser_version="0"))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    assert rebuild("--apply").returncode == 3
    with Archive.open(folder) as archive:
        assert archive.rows("SELECT id FROM articles") == []
        (told,) = archive.rows("SELECT * FROM changes WHERE kind = 'reparsed'")
        assert str(told["evidence"]).startswith("no article: ")
    done = linfen("verify", "--archive", str(folder))
    assert done.returncode == 0, done.stdout


def test_verify_does_not_take_another_versions_reading_for_a_damage(read_by_another: Path, linfen: Run) -> None:
    done = linfen("verify", "--archive", str(read_by_another))
    assert done.returncode == 0, done.stdout
    assert "version 0 of the reader made some rows" in done.stdout
    assert "rows that this version reads differently, or that were altered: " in done.stdout


def alter(path: Path, table: str, column: str) -> bool:
    """Change one value of a database; tell whether there was one."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        keys = [row[0] for row in database.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk")]
        first = " AND ".join(f"{key} = (SELECT {key} FROM {table} ORDER BY {', '.join(keys)} LIMIT 1)" for key in keys)
        (is_text,) = database.execute(
            f"SELECT type = 'TEXT' FROM pragma_table_info('{table}') WHERE name = ?", [column]
        ).fetchone()
        other = f"coalesce({column}, '') || '~'" if is_text else f"coalesce({column}, 0) + 7777"
        changed = database.execute(f"UPDATE {table} SET {column} = {other} WHERE {first}").rowcount
        database.commit()
    return bool(changed)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database with what its log holds."""
    with (
        contextlib.closing(sqlite3.connect(source / "linfen.db")) as reading,
        contextlib.closing(sqlite3.connect(target / "linfen.db")) as writing,
    ):
        reading.backup(writing)


def columns(folder: Path) -> list[tuple[str, str]]:
    """Return each column of each table, but those that an archive cannot be opened with another value of."""
    sql = (
        "SELECT t.name AS t, c.name AS c FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT GLOB '*sqlite_*'"
    )
    with Archive.open(folder) as archive:
        found = [(str(row["t"]), str(row["c"])) for row in archive.rows(sql)]
    return [one for one in found if one != ("archive", "schema_version")]


def test_no_value_of_the_database_can_be_altered_unseen(
    crawl: Run, recheck: Run, rebuild: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    live_a_little(crawl, recheck, site, opened)
    (url,) = some(opened(), 1)
    run(["forget", url, "--reason", "x", "--yes", "--archive", str(folder)])
    assert rebuild().returncode == 0
    copy, unseen, tried = folder.parent / "altered", [], 0
    copy.mkdir()
    for table, column in columns(folder):
        copy_database(folder, copy)
        if not alter(copy / "linfen.db", table, column):
            continue
        tried += 1
        with Archive.open(copy) as old, Archive.open(folder / "rebuild") as new:
            # What is no list of versions is named before anything is compared.
            is_named = [table, column] == ["archive", "read_by"] and bool(list(verify(old)))
            if not is_named and not list(unproved(old, new, parser_version=PARSER_VERSION)):
                unseen.append((table, column))
    assert tried > 120
    assert unseen == [one for one in UNSHOWN if one != ("archive", "read_by")]


def test_verify_names_a_row_that_its_bytes_do_not_give(crawl: Run, linfen: Run, folder: Path, site: object) -> None:
    crawl("--max-articles", "5")
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    database = sqlite3.connect(folder / "linfen.db")
    database.execute("UPDATE urls SET discovered_at = '2020-01-01T00:00:00.000000Z' WHERE kind = 'home'")
    database.commit()
    database.close()
    done = linfen("verify", "--archive", str(folder))
    assert done.returncode == 5
    assert "discovered_at is '2020-01-01T00:00:00.000000Z', but its bytes give" in done.stdout


def crawled_and_rebuilt(folder: Path, size: int) -> None:
    """Crawl a replica, rebuild its archive, and print both speeds as one ratio."""
    with serve(Replica(seed=9, size=size)) as site:
        began = time.perf_counter()
        done = run(["crawl", "--archive", str(folder), "--site-url", site.url], timeout_s=3600)
        crawled_s = time.perf_counter() - began
    assert done.returncode == 0, done.stdout
    began = time.perf_counter()
    done = run(["rebuild", "--archive", str(folder)], timeout_s=3600)
    rebuilt_s = time.perf_counter() - began
    assert (done.returncode, EQUAL in done.stdout) == (0, True), done.stdout
    with Archive.open(folder) as archive:
        (counted,) = archive.rows("SELECT count(*) AS addresses FROM article_urls")
        (noted,) = archive.rows("SELECT avg(warc_length) AS bytes FROM journal")
        each = {name: int(str(size)) / int(str(counted["addresses"])) for name, size in bytes_on_disk(archive).items()}
    speed = f"{crawled_s / rebuilt_s:.1f} times as fast as crawled"
    print(f"{counted['addresses']} addresses rebuilt equal row for row, {speed}")
    print(f"an entry of the journal takes {noted['bytes']:.0f} bytes")
    print("bytes an address: " + ", ".join(f"{name} {size:,.0f}" for name, size in each.items()))


@pytest.mark.figures
def test_a_thousand_articles_are_rebuilt(folder: Path) -> None:
    crawled_and_rebuilt(folder, 1000)


@pytest.mark.soak
def test_ten_thousand_articles_are_rebuilt(folder: Path) -> None:
    crawled_and_rebuilt(folder, 10_000)
