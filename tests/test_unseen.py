"""Damages that could hide after what is none: a torn end, a run without its end, files that are to be taken up."""

from __future__ import annotations

import contextlib
import gzip
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from harness import run
from test_identity import article
from test_rebuild import columns, copy_database
from test_verify import archived, copied, damages, execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.proof import UNSHOWN, unproved
from linfen_crawler.archive.rows import Record
from linfen_crawler.archive.unstored import waiting_in_files
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import closed_files, left_open, members

__all__ = ["archived", "copied"]
UNKNOWN = "linfen-20261126T000000-000009-0000.warc.gz"
"""A name that a run gives, and that no row has."""
REFERRING = ("urls", "article_parts", "article_urls", "listings", "media", "mirrors")


@pytest.fixture
def killed(copied: Path) -> Path:
    """Return an archive of which the last run was killed in the middle of a write, after two batches."""
    writer = ArchiveWriter.open(copied)
    writer.begin_run("news", {}, warc_bytes=1 << 30, about={})
    for number in (5, 6):
        page = article(f"/shanxi/{number}", text=f"别的{number}" * 40)
        robots = replace(page.captures[0], url="http://www.lfxww.com/robots.txt", payload=b"%d" % number)
        writer.store(replace(page, captures=(robots, *page.captures)))
        writer.commit()
    writer.close()
    (path,) = left_open(copied)
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xff torn")
    return copied


@pytest.fixture
def new(archived: Path, tmp_path: Path) -> Iterator[Archive]:
    """Return the database that the archive's bytes give."""
    folder = tmp_path / "sound"
    shutil.copytree(archived, folder)
    assert run(["rebuild", "--archive", str(folder)]).returncode == 0
    with Archive.open(folder / "rebuild") as archive:
        yield archive


def test_a_torn_end_is_no_damage_and_a_flipped_bit_before_it_is(killed: Path) -> None:
    assert damages(killed) == []
    (path,) = left_open(killed)
    sound = path.read_bytes()
    spans = [(offset, length) for offset, length, _ in members(path)]
    assert len(spans) == 12
    for offset, length in spans:
        data = bytearray(sound)
        data[offset + length // 2] ^= 1
        path.write_bytes(data)
        assert damages(killed), f"a flipped bit in the record at {offset}"


@pytest.mark.parametrize("name", [f"{UNKNOWN}.open", UNKNOWN])
def test_a_flipped_bit_of_a_file_that_waits_to_be_taken_up_is_found(name: str, copied: Path) -> None:
    path = copied / "warc" / name
    shutil.copy(closed_files(copied)[0], path)
    assert damages(copied) == []
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    (damage,) = damages(copied)
    assert (damage.where, "are no record" in damage.what) == (f"warc/{name.removesuffix('.open')}", True)


def test_a_record_that_is_not_as_its_digest_says_is_named(copied: Path) -> None:
    """Where it was packed again after it was altered, no checksum of gzip tells."""
    response = next(one for _, _, one in members(closed_files(copied)[0]) if b"WARC-Type: response" in one)
    altered = response[:-5] + bytes([response[-5] ^ 1]) + response[-4:]
    (copied / "warc" / UNKNOWN).write_bytes(gzip.compress(altered))
    said = {(one.where, one.what.partition(" failed")[0]) for one in damages(copied)}
    assert said == {
        (f"warc/{UNKNOWN} at 0", "block digest"),
        (f"warc/{UNKNOWN} at 0", "payload digest"),
    }


def test_a_row_that_is_missing_before_the_last_that_is_known_is_named(killed: Path) -> None:
    (path,) = left_open(killed)
    own = f"WHERE warc_file = '{path.name.removesuffix('.open')}'"
    execute(killed, f"DELETE FROM captures {own} AND id = (SELECT min(id) FROM captures {own})")
    execute(killed, f"DELETE FROM journal {own} AND number = (SELECT min(number) + 1 FROM journal {own})")
    said = "\n".join(one.what for one in damages(killed))
    assert "a capture of http://www.lfxww.com/robots.txt that no row knows" in said
    assert "a journal entry, " in said


@pytest.mark.parametrize("quick", [False, True])
def test_a_file_whose_row_is_missing_is_named(quick: bool, copied: Path) -> None:
    execute(copied, "DELETE FROM warc_files")
    said = "is closed, but no row says so"
    assert damages(copied, quick=quick) == [Damage(f"warc/{path.name}", said) for path in closed_files(copied)]


def test_rows_of_nothing_else_are_missed_also_where_no_row_has_their_file(copied: Path) -> None:
    execute(copied, "DELETE FROM warc_files")
    needed = " UNION ".join(f"SELECT capture_id FROM {one}" for one in REFERRING)
    unneeded = f"id NOT IN (SELECT * FROM ({needed} UNION SELECT refers_to FROM captures) WHERE capture_id NOT NULL)"
    execute(copied, f"DELETE FROM captures WHERE id = (SELECT min(id) FROM captures WHERE {unneeded})")
    assert [one.what for one in damages(copied) if "that no row knows" in one.what]


def test_an_entry_that_no_row_knows_is_named(copied: Path) -> None:
    execute(copied, "DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)")
    assert [one for one in damages(copied) if "a journal entry, " in one.what]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("warc/notes.txt", "is not a WARC file"),
        ("warc/garbage.warc.gz", "is no file of this archive"),
        ("warc/garbage.warc.gz.open", "is no file of this archive"),
        (f"warc/{UNKNOWN}", "7 bytes at 0, the end of the file, are no record"),
        ("media/notes.txt", "is no image's file"),
        ("media/letters/deeper/notes.png", "is no image's file"),
        ("media/00/notes.png", "no row names it"),
    ],
)
def test_a_file_that_nothing_needs_is_named(path: str, said: str, copied: Path) -> None:
    (copied / path).parent.mkdir(parents=True, exist_ok=True)
    (copied / path).write_bytes(b"garbage")
    (damage,) = damages(copied)
    assert (damage.where, said in damage.what) == (path, True)


def test_what_a_kill_leaves_of_an_image_or_a_file_is_no_damage(copied: Path) -> None:
    """The next run removes both."""
    (copied / "media" / "left.png.part").write_bytes(b"torn")
    (copied / "warc" / f"{UNKNOWN}.open").write_bytes(b"\x1f\x8b torn")
    assert damages(copied) == []


def changes_of(archive: Archive) -> Iterator[str]:
    """Yield statements that change more than a value: a column empty, a row all different, a row gone."""
    for table in sorted({table for table, _ in columns(archive.folder)}):
        shape = archive.rows(f"SELECT name, type, pk, \"notnull\" AS needed FROM pragma_table_info('{table}')")
        others = [row for row in shape if not row["pk"] and (table, row["name"]) not in UNSHOWN]
        yield from (f"UPDATE {table} SET {row['name']} = NULL" for row in others if not row["needed"])
        keys = ", ".join(str(row["name"]) for row in shape if row["pk"])
        last = f"WHERE ({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} DESC LIMIT 1)"
        values = [f"{row['name']} = {_other(row)}" for row in others]
        if values:
            yield f"UPDATE {table} SET {', '.join(values)} {last}"
        yield f"DELETE FROM {table} {last}"


def _other(column: Record) -> str:
    return "NULL" if not column["needed"] else "'{}'" if column["type"] == "TEXT" else "4711"


def test_no_row_can_be_emptied_altered_whole_or_removed_unseen(archived: Path, tmp_path: Path, new: Archive) -> None:
    altered = tmp_path / "altered"
    altered.mkdir()
    for name in ("warc", "media"):
        (altered / name).symlink_to(archived / name)
    unseen, tried = [], 0
    with Archive.open(archived) as archive:
        changes = [sql for sql in changes_of(archive) if not sql.startswith(("UPDATE archive", "DELETE FROM archive"))]
    for sql in changes:
        copy_database(archived, altered)
        with contextlib.closing(sqlite3.connect(altered / "linfen.db")) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            before = list(database.iterdump())
            database.execute(sql)
            is_changed = before != list(database.iterdump())
            database.commit()
        if is_changed:
            tried += 1
            with Archive.open(altered) as old:
                found = chain(unproved(old, new, parser_version=PARSER_VERSION), verify(old))
                if next(found, None) is None:
                    unseen.append(sql)
    assert tried > 80
    assert unseen == []


@pytest.fixture
def logged(archived: Path, tmp_path: Path) -> Path:
    """Return what a power cut leaves of an archive while it is written and read: three transactions are in its log."""
    live, left = tmp_path / "live", tmp_path / "left"
    shutil.copytree(archived, live)
    with contextlib.closing(sqlite3.connect(live / "linfen.db", isolation_level=None)) as reader:
        reader.execute("SELECT * FROM articles").fetchone()
        writer = ArchiveWriter.open(live)
        writer.begin_run("news", {}, warc_bytes=1 << 30, about={})
        for number in (5, 6, 7):
            writer.store(article(f"/shanxi/{number}", text=f"别的{number}" * 40))
            writer.commit()
        shutil.copytree(live, left)
        writer.close()
    (left / "linfen.db-shm").unlink()
    return left


def articles(folder: Path) -> list[Record]:
    with Archive.open(folder) as archive:
        return archive.rows("SELECT * FROM articles")


def test_a_flipped_bit_of_the_log_is_found_or_changes_nothing(logged: Path, tmp_path: Path) -> None:
    """After it SQLite takes the log as ended, and is silent, except about the last transaction, which a kill tears."""
    assert damages(logged) == []
    log, before = (logged / "linfen.db-wal").read_bytes(), articles(logged)
    rng, lost = random.Random(20261126), 0
    for at in [*range(0, 32, 3), *(rng.randrange(32, len(log)) for _ in range(40))]:
        copied = Path(shutil.copytree(logged, tmp_path / str(at)))
        data = bytearray(log)
        data[at] ^= 1 << rng.randrange(8)
        (copied / "linfen.db-wal").write_bytes(data)
        found = damages(copied)
        if articles(copied) != before:
            lost += 1
            with Archive.open(copied) as archive:
                assert "linfen.db-wal" in {one.where for one in found} or waiting_in_files(archive) > 0, at
        shutil.rmtree(copied)
    assert lost > 25


def test_a_log_that_was_cut_off_is_no_damage_and_what_it_held_waits(logged: Path) -> None:
    log = (logged / "linfen.db-wal").read_bytes()
    (logged / "linfen.db-wal").write_bytes(log[: len(log) // 2])
    done = run(["verify", "--archive", str(logged)])
    assert (done.returncode, "entries wait for the next run to pick them up" in done.stdout) == (0, True), done.stdout
