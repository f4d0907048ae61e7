"""A copy that goes on gives no number again that the archive which it replaces may have given since."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

from harness import Run
from test_bad_input import html, path_of
from test_branches import live
from test_rebuild import EQUAL
from test_verify import damages, execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.backup import back_up, restore
from linfen_crawler.archive.verify import verify
from linfen_crawler.replica import RunningReplica


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    """Return the rows of a query."""
    with Archive.open(folder) as archive:
        return [dict(row) for row in archive.rows(sql)]


def given(folder: Path) -> dict[tuple[str, int], str]:
    """Return what each id of an article and of an event stands for."""
    articles = {("article", row["id"]): row["url"] for row in rows(folder, "SELECT id, url FROM articles")}
    events = {("event", row["id"]): f"{row['kind']} {row['at']}" for row in rows(folder, "SELECT * FROM changes")}
    return articles | events


def branches(folder: Path) -> list[dict[str, Any]]:
    """Return what runs noted that were the first of a copy."""
    return [json.loads(row["branch"]) for row in rows(folder, "SELECT branch FROM runs WHERE branch NOT NULL")]


def assert_apart(*archives: dict[tuple[str, int], str]) -> None:
    """Assert that an id stands for the same thing wherever it is."""
    said: dict[tuple[str, int], set[str]] = {}
    for one in archives:
        for key, what in one.items():
            said.setdefault(key, set()).add(what)
    assert [key for key, whats in said.items() if len(whats) > 1] == []


def test_who_follows_an_archive_that_is_put_back_misses_nothing_and_mistakes_nothing(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path
) -> None:
    copy, back = tmp_path / "copy", tmp_path / "back"
    of_site = ("--archive", str(back), "--site-url", site.url)
    crawl("--max-articles", "8")
    assert linfen("backup", str(copy), "--archive", str(folder)).returncode == 0
    crawl("--max-articles", "6")
    seen = given(folder)
    cursor = max(number for kind, number in seen if kind == "event")
    assert linfen("restore", str(copy), "--archive", str(back)).returncode == 0
    # A rebuild keeps the mark of a copy that no run has written to.
    assert EQUAL in linfen("rebuild", "--apply", "--archive", str(back)).stdout
    assert linfen("verify", "--archive", str(back)).returncode == 0
    first, second, *_ = (str(row["url"]) for row in rows(back, "SELECT url FROM articles ORDER BY id"))
    page = site.replica.page(path_of(first))
    body = page.body.replace("。".encode("gb18030"), "！".encode("gb18030")).replace("。".encode(), "！".encode())
    site.overrides[path_of(first)] = type(page)(status=200, headers=page.headers[:1], body=body)
    site.overrides[path_of(second)] = html("gone", 404)
    assert linfen("recheck", "--older-than", "0h", *of_site).returncode == 0
    linfen("crawl", *of_site)
    told = rows(back, f"SELECT * FROM changes WHERE id > {cursor} ORDER BY id")
    assert {"edited", "gone", "added"} <= {row["kind"] for row in told}
    known = {number for kind, number in seen if kind == "event"}
    assert [row for row in rows(back, "SELECT * FROM changes") if row["id"] <= cursor and row["id"] not in known] == []
    assert_apart(seen, given(back))
    # What it has seen of the lost archive is where the documents say.
    (branch,) = branches(back)
    lost = {number for number in known if branch["last_event"] < number <= branch["ids_above"]}
    assert lost == known - {row["id"] for row in rows(back, "SELECT id FROM changes")}
    assert linfen("verify", "--archive", str(back)).returncode == 0
    # Also where the rebuilt database has no event since.
    assert EQUAL in linfen("rebuild", "--apply", "--archive", str(back)).stdout
    before = given(back)
    del site.overrides[path_of(second)]
    linfen("recheck", "--older-than", "0h", *of_site)
    assert max(given(back).keys() - before.keys())[1] > branch["ids_above"]
    assert_apart(seen, before, given(back))
    assert (len(branches(back)), linfen("verify", "--archive", str(back)).returncode) == (1, 0)


def test_each_copy_that_goes_on_gives_numbers_of_its_own(tmp_path: Path) -> None:
    """Put back twice; used where it lies; and a copy of a copy."""
    archive, copy = tmp_path / "archive", tmp_path / "copy"
    live(archive, "/shanxi/1", "/shanxi/2")
    assert back_up(archive, copy) == []
    live(archive, "/shanxi/3", "/shanxi/4")
    lives = [given(archive)]
    for number, name in enumerate(("one", "two"), start=5):
        folder = tmp_path / name
        assert restore(copy, folder) == []
        live(folder, f"/shanxi/{number}")
        lives.append(given(folder))
        assert damages(folder) == []
        time.sleep(0.01)
    assert back_up(tmp_path / "one", tmp_path / "of-one") == []
    live(tmp_path / "one", "/shanxi/8")
    live(tmp_path / "of-one", "/shanxi/9")
    live(copy, "/shanxi/10")
    lives += [given(tmp_path / "one"), given(tmp_path / "of-one"), given(copy)]
    assert_apart(*lives)
    assert len(branches(tmp_path / "of-one")) == 2


def test_a_copy_whose_first_run_is_killed_leaves_out_the_same_numbers_once(tmp_path: Path) -> None:
    """Its entry is in a file that the database does not know."""
    archive, copy = tmp_path / "archive", tmp_path / "copy"
    live(archive, "/shanxi/1")
    assert back_up(archive, copy) == []
    shutil.copytree(copy, tmp_path / "killed")
    written, *_ = live(copy)
    shutil.copy(written, tmp_path / "killed" / "warc" / f"{written.name}.open")
    live(tmp_path / "killed", "/shanxi/2")
    assert branches(tmp_path / "killed") == branches(copy)
    (above,) = {row["ids_above"] for row in branches(copy)}
    ids = [row["id"] for row in rows(tmp_path / "killed", "SELECT id FROM articles")]
    assert ids == [1, above + 1]
    assert damages(tmp_path / "killed") == []


def test_a_copy_without_a_mark_gets_one_when_it_is_put_back(tmp_path: Path) -> None:
    """As one made by an earlier version; and a clock that was set back makes no difference."""
    archive, copy = tmp_path / "archive", tmp_path / "copy"
    live(archive, "/shanxi/1")
    assert back_up(archive, copy) == []
    execute(copy, "DELETE FROM deferred")
    assert restore(copy, tmp_path / "back") == []
    with Archive.open(tmp_path / "back") as back:
        assert back.is_copy()
    assert restore(copy, tmp_path / "back") == [], "nothing has been written to it"
    execute(tmp_path / "back", "UPDATE runs SET started_at = '2999-01-01T00:00:00.000000Z'")
    writer = ArchiveWriter.open(tmp_path / "back")
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.close()
    (branch,) = branches(tmp_path / "back")
    assert branch["ids_above"] == 1 + 1_000_000
    with Archive.open(tmp_path / "back") as back:
        assert not back.is_copy()
        assert list(verify(back, quick=True)) == []


def test_a_rebuild_of_a_database_from_before_the_mark_keeps_what_was_taken_down(
    crawl: Run, linfen: Run, folder: Path
) -> None:
    """Its table of marks is missing, not that of takedowns."""
    crawl("--max-articles", "3")
    (url,) = (str(row["url"]) for row in rows(folder, "SELECT url FROM articles LIMIT 1"))
    assert linfen("forget", url, "--reason", "x", "--yes", "--archive", str(folder)).returncode == 0
    erased = rows(folder, "SELECT url, erased_at FROM tombstones")
    execute(folder, "ALTER TABLE runs DROP COLUMN branch")
    execute(folder, "DROP TABLE deferred")
    execute(folder, "DELETE FROM _sqlite_migrations WHERE name IN ('m012_deferred', 'm013_branch')")
    execute(folder, "UPDATE archive SET schema_version = schema_version - 2")
    assert linfen("verify", "--archive", str(folder)).returncode == 0
    linfen("rebuild", "--apply", "--archive", str(folder))
    assert rows(folder, "SELECT url, erased_at FROM tombstones") == erased
    assert erased[0]["erased_at"] is not None
    assert linfen("verify", "--archive", str(folder)).returncode == 0
