"""What a newer reader makes of entries that an earlier one left is told, though no database knows them."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from another_reader import MARK, other_reader
from harness import run
from test_rebuild import EQUAL, captured, copy_database
from test_upgraded_proof import refusal

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.replica import RunningReplica


def linfen(*arguments: str, folder: Path, site: RunningReplica | None = None) -> str:
    done = run([*arguments, "--archive", str(folder), *(["--site-url", site.url] if site else [])])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kinds(folder: Path) -> Counter[str]:
    """Return how many events of each kind were told, none of them twice."""
    with Archive.open(folder) as archive:
        rows = archive.rows("SELECT article_id, kind, fields FROM changes")
    told = Counter((row["article_id"], row["kind"]) for row in rows)
    assert set(told.values()) <= {1}, told
    return Counter(str(kind) for _, kind in told)


def ids(folder: Path) -> list[tuple[object, object]]:
    with Archive.open(folder) as archive:
        return [(row["id"], row["url"]) for row in archive.rows("SELECT id, url FROM articles ORDER BY id")]


def remove_database(folder: Path) -> None:
    for path in folder.glob("linfen.db*"):
        path.unlink()


@pytest.mark.parametrize("is_older", [False, True])
def test_pages_that_were_refused_before_a_kill_are_told_when_they_are_read(
    is_older: bool, folder: Path, site: RunningReplica, tmp_path: Path
) -> None:
    """Killed before their rows were committed, or an older database was put back."""
    urls = [one.url for one in site.replica.articles() if one.layout == "regular"][:3]
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={}, replica="a replica")
    older = tmp_path / "older"
    older.mkdir()
    copy_database(folder, older)
    for url in urls:
        writer.store(refusal(url, captured(site, url)))
    if is_older:
        writer.finish_run(verdict="ok", reasons=[], counters={})
    else:
        writer.rollback()
    writer.close()
    if is_older:
        remove_database(folder)
        shutil.copy(older / "linfen.db", folder / "linfen.db")
    said = linfen("forget", f"{urls[2]}x", "--reason", "x", "--yes", folder=folder)
    assert "was taken down" in said
    assert kinds(folder) == {"added": 3}
    before = ids(folder)
    assert "sound" in linfen("verify", folder=folder)
    assert EQUAL in linfen("rebuild", "--apply", folder=folder)
    assert (ids(folder), kinds(folder)) == (before, {"added": 3})


@pytest.mark.parametrize("how", ["crawl", "rebuild", "rebuild of a damaged one"])
def test_what_is_read_otherwise_is_told_though_the_database_is_lost(
    how: str, folder: Path, site: RunningReplica
) -> None:
    assert run(["crawl", "--archive", str(folder), "--site-url", site.url], before=other_reader()).returncode == 0
    before, count = ids(folder), kinds(folder)["added"]
    remove_database(folder)
    if how == "rebuild of a damaged one":
        (folder / "linfen.db").write_bytes(b"SQLite format 3\0" + b"rotten" * 1000)
    if how == "crawl":
        linfen("crawl", folder=folder, site=site)
    else:
        linfen("rebuild", "--apply", folder=folder)
    with Archive.open(folder) as archive:
        assert not archive.rows(f"SELECT 1 FROM articles WHERE title LIKE '%{MARK}%'")
        assert archive.rows("SELECT * FROM deferred") == []
    assert (ids(folder), kinds(folder)["added"], kinds(folder)["reparsed"]) == (before, count, count)
    assert "sound" in linfen("verify", folder=folder)
    # Once told, it is not told again: neither by the next run nor by one that loses the database once more.
    linfen("crawl", folder=folder, site=site)
    remove_database(folder)
    linfen("crawl", folder=folder, site=site)
    assert kinds(folder)["reparsed"] == count
    assert EQUAL in linfen("rebuild", folder=folder)
