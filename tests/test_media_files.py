"""The files of images: each damage is named, what is lost is recreated from the bytes, and copies have them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run, run, start
from test_backup import are_equal
from test_media import ON, Crawl, prove
from test_verify import damages, execute

from linfen_crawler.archive import Archive
from linfen_crawler.archive.backup import back_up, restore
from linfen_crawler.raw import closed_files
from linfen_crawler.replica import Replica, RunningReplica, serve


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive a small replica with its images; nobody may change it."""
    folder = tmp_path_factory.mktemp("illustrated")
    with serve(Replica(seed=7, size=20)) as site:
        assert run(["crawl", "--archive", str(folder), "--site-url", site.url], env=ON).returncode == 0
    return folder


@pytest.fixture
def copied(illustrated: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive that a test may damage."""
    return Path(shutil.copytree(illustrated, tmp_path / "copied"))


def some_file(folder: Path) -> Path:
    return min((folder / "media").glob("*/*"))


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "bytes, but had"),
        (lambda path: path.write_bytes(b"~" + path.read_bytes()[1:]), "has another digest than its name says"),
        (lambda path: path.with_name("letter.txt").write_bytes(b"dear"), "no row names it"),
    ],
)
def test_each_damage_of_a_file_is_named(copied: Path, damage: Callable[[Path], object], what: str, quick: bool) -> None:
    damage(some_file(copied))
    found = [one for one in damages(copied, quick=quick) if what in one.what]
    assert len(found) == (0 if quick and "digest" in what else 1)
    assert all(one.where.startswith("media/") for one in found)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE media SET path = path || '~' WHERE rowid = 2",
        "UPDATE media SET sha256 = replace(sha256, 'a', 'b')",
        "UPDATE media SET length = length + 1 WHERE rowid = 2",
        "UPDATE media SET url = url || '~' WHERE rowid = 2",
        "UPDATE images SET sha256 = NULL WHERE sha256 IS NOT NULL",
        "DELETE FROM media WHERE rowid = 3",
    ],
)
def test_a_row_of_a_file_that_was_changed_is_named(copied: Path, sql: str) -> None:
    execute(copied, sql)
    assert damages(copied) != []


def test_files_that_are_missing_or_damaged_are_restored_from_the_bytes(copied: Path, linfen: Run) -> None:
    first, second, *_ = sorted((copied / "media").glob("*/*"))
    bodies = first.read_bytes(), second.read_bytes()
    first.unlink()
    second.write_bytes(b"~" + bodies[1][1:])
    assert linfen("rebuild", "--archive", str(copied)).returncode == 0
    assert (first.read_bytes(), second.read_bytes()) == bodies
    assert damages(copied) == []


def test_an_archive_with_its_warc_files_alone_is_recovered_with_its_images(
    illustrated: Path, tmp_path: Path, linfen: Run
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(illustrated / "warc", bare / "warc")
    assert linfen("rebuild", "--apply", "--archive", str(bare)).returncode == 0
    assert are_equal(illustrated, bare)
    files = [path.relative_to(illustrated) for path in (illustrated / "media").glob("*/*")]
    assert all((bare / path).read_bytes() == (illustrated / path).read_bytes() for path in files)
    assert damages(bare) == []


def test_a_proof_writes_no_file(copied: Path, linfen: Run) -> None:
    path = some_file(copied)
    path.unlink()
    assert linfen("verify", "--archive", str(copied)).returncode == 5
    assert not path.exists()


def test_a_copy_has_the_images_and_is_put_back_with_them(illustrated: Path, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy", tmp_path / "back"
    assert back_up(illustrated, copy) == []
    times = {path: path.stat().st_mtime_ns for path in (copy / "media").glob("*/*")}
    assert back_up(illustrated, copy) == []
    assert {path: path.stat().st_mtime_ns for path in (copy / "media").glob("*/*")} == times
    assert restore(copy, back) == []
    for path in (illustrated / "media").glob("*/*"):
        assert (back / path.relative_to(illustrated)).read_bytes() == path.read_bytes()


def test_a_copy_without_one_of_its_images_is_not_put_back(copied: Path, tmp_path: Path) -> None:
    some_file(copied).unlink()
    assert [one.what for one in restore(copied, tmp_path / "back")] == ["is missing: `linfen rebuild` recreates it"]
    assert not (tmp_path / "back").exists()


def test_a_copy_made_while_images_come_is_sound(site: RunningReplica, folder: Path, tmp_path: Path) -> None:
    process = start(
        ["crawl", "--archive", str(folder), "--site-url", site.url],
        env={**ON, "LINFEN_DELAY_S": "0.01", "LINFEN_BATCH_ITEMS": "2"},
    )
    copies = 0
    while process.is_alive():
        if (folder / "linfen.db").exists() and list((folder / "warc").glob("*.warc.gz*")):
            assert back_up(folder, tmp_path / "copy") == []
            copies += 1
    process.join()
    assert copies > 1
    assert back_up(folder, tmp_path / "copy") == []
    assert are_equal(folder, tmp_path / "copy")


def test_an_older_database_beside_newer_files_is_no_damage_and_catches_up(
    crawl: Crawl, folder: Path, tmp_path: Path
) -> None:
    crawl("--max-articles", "5", env=ON)
    assert back_up(folder, tmp_path / "copy") == []
    crawl(env=ON)
    for path in folder.glob("linfen.db*"):
        path.unlink()
    shutil.copy(tmp_path / "copy" / "linfen.db", folder / "linfen.db")
    assert damages(folder) == []
    crawl(env=ON)
    prove(folder)


def test_images_are_captures_as_any(illustrated: Path) -> None:
    assert len(closed_files(illustrated)) == 1
    with Archive.open(illustrated) as archive:
        for row in archive.rows("SELECT * FROM media"):
            capture = archive.capture(int(str(row["capture_id"])))
            assert hashlib.sha256(capture.payload).hexdigest() == row["sha256"]
            assert capture.header("Content-Type") == row["media_type"]
