"""The log ahead of the database: what is damaged is told from what a kill leaves, and from what was there before."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from harness import run, start
from test_bad_input import path_of
from test_identity import article
from test_verify import damages

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.log import _sums, fault_of_log
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.items import Failure
from linfen_crawler.kinds import Kind
from linfen_crawler.raw import Kept, all_files, read_records
from linfen_crawler.replica import Replica, serve
from linfen_crawler.urls import SITE_URL, kind_of

_HEADER, _FRAME = 32, 24 + 4096


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    """Return a database with a log."""
    made = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
    return made


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "one.db-wal"


def write(database: sqlite3.Connection, count: int, *, chars: int = 3000) -> None:
    """Write texts, a transaction each."""
    for number in range(count):
        database.execute("INSERT INTO texts (text) VALUES (?)", [chr(ord("a") + number % 26) * chars])


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


def fault_in(data: bytes, path: Path) -> str | None:
    """Return what is wrong with a log of these bytes."""
    path.write_bytes(data)
    return fault_of_log(path)


def test_a_flipped_bit_is_found_wherever_it_lies(database: sqlite3.Connection, log: Path, tmp_path: Path) -> None:
    write(database, 20)
    data, rng = log.read_bytes(), random.Random(1)
    last = len(data) - _FRAME
    places = [
        *range(_HEADER),
        *range(last, last + 24),
        len(data) - 1,
        *(rng.randrange(last, len(data)) for _ in range(50)),
        *(rng.randrange(len(data)) for _ in range(50)),
    ]
    for at in places:
        said = fault_in(flipped(data, at, rng.randrange(8)), tmp_path / "flipped")
        number = 1 + (at - _HEADER) // _FRAME
        assert said is not None, f"{at} of {len(data)}"
        assert said.startswith(f"frame {number} " if number else "its header "), f"{at}: {said}"


def test_what_a_kill_cuts_off_or_tears_is_no_damage(database: sqlite3.Connection, log: Path, tmp_path: Path) -> None:
    write(database, 20)
    data, rng = log.read_bytes(), random.Random(2)
    last = len(data) - _FRAME
    for cut in (0, 16, _HEADER, last, last + 16, last + 24, *(rng.randrange(len(data)) for _ in range(20))):
        assert fault_in(data[:cut], tmp_path / "cut") is None, cut
    # The next frame, over what was there: its header is new, or half of it, or its page is so far as it was written.
    for written in (16, 24, 24 + 2048):
        assert fault_in(data[: last + written] + bytes(_FRAME - written), tmp_path / "torn") is None, written
    assert fault_in(bytes(3 * _FRAME), tmp_path / "empty") is None
    assert fault_of_log(tmp_path / "none") is None


def test_what_the_log_held_before_it_was_begun_again_is_no_damage(
    database: sqlite3.Connection, log: Path, tmp_path: Path
) -> None:
    write(database, 20)
    database.execute("PRAGMA wal_checkpoint(RESTART)")
    write(database, 2)
    data = log.read_bytes()
    assert len(data) > 20 * _FRAME
    assert fault_of_log(log) is None
    assert fault_in(flipped(data, _HEADER + 5), tmp_path / "flipped") is not None
    assert fault_in(flipped(data, len(data) - 1), tmp_path / "flipped") is None


def test_what_was_written_and_taken_back_is_no_damage(database: sqlite3.Connection, log: Path) -> None:
    """A transaction that is larger than the cache is written before it ends."""
    write(database, 5)
    before = log.stat().st_size
    database.execute("PRAGMA cache_size = 10")
    database.execute("BEGIN")
    write(database, 100)
    database.execute("UPDATE texts SET text = replace(text, 'a', 'b')")
    assert log.stat().st_size > before + 50 * _FRAME
    assert fault_of_log(log) is None
    database.execute("ROLLBACK")
    write(database, 3)
    assert fault_of_log(log) is None


def test_sums_of_big_endian_words_are_known(database: sqlite3.Connection, log: Path, tmp_path: Path) -> None:
    """A machine writes the log in its own order; another may read it."""
    write(database, 1)
    data = log.read_bytes()
    header = bytes([*data[:3], data[3] | 1, *data[4:24]])
    sums = _sums(header, (0, 0), is_big=True)
    made = bytearray(header + b"".join(one.to_bytes(4, "big") for one in sums))
    for at in range(_HEADER, len(data), _FRAME):
        page = data[at + 24 : at + _FRAME]
        sums = _sums(data[at : at + 8] + page, sums, is_big=True)
        made += data[at : at + 16] + b"".join(one.to_bytes(4, "big") for one in sums) + page
    assert fault_in(bytes(made), tmp_path / "big") is None
    assert fault_in(flipped(bytes(made), 100), tmp_path / "big") is not None


def killed_after(log_bytes: int, folder: Path, site_url: str) -> None:
    """Crawl, and kill the crawl once its log has grown so long."""
    log = folder / "linfen.db-wal"
    # So small are the files that some of them are closed on the way.
    env = {"LINFEN_BATCH_ITEMS": "5", "LINFEN_WARC_BYTES": "60000"}
    process = start(["crawl", "--archive", str(folder), "--site-url", site_url], env=env)
    while process.is_alive() and not (log.exists() and log.stat().st_size > log_bytes):
        time.sleep(0.01)
    process.kill()
    process.join()


def damage_log(log: Path, *, at: float) -> None:
    """Flip a bit of the frame that lies so far after a log's beginning."""
    data = log.read_bytes()
    log.write_bytes(flipped(data, _HEADER + _FRAME * int(len(data) // _FRAME * at) + 100))


def in_files(folder: Path) -> list[str]:
    """Return the addresses of all captures that are in the WARC files."""
    kept = (found.content for path in all_files(folder) for found in read_records(path))
    return [one.capture.url for one in kept if isinstance(one, Kept)]


def test_rows_that_a_flipped_bit_hides_are_recovered_by_the_next_run(tmp_path: Path) -> None:
    """All that the WARC files hold is read again, and nothing of it asked for; the run begins with saying so."""
    folder, log = tmp_path / "archive", tmp_path / "archive" / "linfen.db-wal"
    with serve(Replica(seed=7, size=40)) as site:
        crawl = ["crawl", "--archive", str(folder), "--site-url", site.url]
        killed_after(700_000, folder, site.url)
        damage_log(log, at=3 / 4)
        for quick in (False, True):
            (damage,) = [one for one in damages(folder, quick=quick) if one.where == "linfen.db-wal"]
            assert "is damaged: SQLite ignores " in damage.what
        had = in_files(folder)
        with Archive.open(folder) as archive:
            (known,) = archive.rows("SELECT count(*) AS n FROM captures")
        assert len(had) > int(str(known["n"])) > 0
        asked = len(site.requests)
        done = run(crawl)
        assert (done.returncode, "verdict   suspect" in done.stdout) == (3, True), done.stdout
        assert "is damaged: SQLite ignores " in done.stderr.splitlines()[0]
        assert "with `linfen verify`" in done.stderr.splitlines()[0]
        again = {one.path for one in site.requests[asked:] if kind_of(SITE_URL + one.path[1:]) is Kind.ARTICLE}
        # The kill may have come between an answer and the entry that mentions it: that one is requested again.
        assert len(again & {path_of(url) for url in had}) <= 1
        assert run(["verify", "--archive", str(folder)]).returncode == 0
        with Archive.open(folder) as archive:
            assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": 40}]
            (known,) = archive.rows("SELECT count(*) AS n FROM captures")
        assert known["n"] == len(in_files(folder)) > len(had)
        assert run(crawl).returncode == 0


def test_files_that_the_database_names_are_read_again_where_its_log_is_damaged(tmp_path: Path) -> None:
    """What it says to know of a file may be in the database, and the rows of what the file holds in the log."""
    one = article("/shanxi/5")
    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(Failure(url=one.url, kind=Kind.ARTICLE, reason="HTTP 500", captures=one.captures))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    with closing(sqlite3.connect(tmp_path / "linfen.db")) as database, database:
        database.execute("UPDATE urls SET capture_id = NULL")
        database.execute("DELETE FROM captures")
    (closed,) = (path.read_bytes() for path in all_files(tmp_path))
    (tmp_path / "linfen.db-wal").write_bytes(bytes([1] * 5000))
    ArchiveWriter.open(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM captures")] == [one.url]
    assert [path.read_bytes() for path in all_files(tmp_path)] == [closed]


def test_inconsistent_rows_after_a_damaged_log_stop_the_run(tmp_path: Path) -> None:
    """Of a log that was brought into the database already, what is left before a damage is older than that."""
    folder, copied = tmp_path / "archive", tmp_path / "copied"
    with serve(Replica(seed=7, size=40)) as site:
        killed_after(700_000, folder, site.url)
        database = sqlite3.connect(folder / "linfen.db", isolation_level=None)
        database.execute("PRAGMA wal_checkpoint(PASSIVE)")
        shutil.copytree(folder, copied, ignore=shutil.ignore_patterns("*-shm"))
        database.close()
        damage_log(copied / "linfen.db-wal", at=1 / 3)
        before = {path.name: path.read_bytes() for path in copied.glob("linfen.db*")}
        crawl = ["crawl", "--archive", str(copied), "--site-url", site.url]
        done = run(crawl)
        assert (done.returncode, "linfen rebuild --apply" in done.stderr) == (5, True), done.stderr
        assert {name: (copied / name).read_bytes() for name in before} == before
        rebuilt = run(["rebuild", "--apply", "--archive", str(copied)])
        assert (rebuilt.returncode, "applied" in rebuilt.stdout) == (3, True), rebuilt.stdout
        assert run(crawl).returncode == 0
    assert run(["verify", "--archive", str(copied)]).returncode == 0
    with Archive.open(copied) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": 40}]


def test_the_log_of_another_database_is_not_mixed_with_an_older_one(tmp_path: Path) -> None:
    """A kill leaves a log; who puts back a copy of the database leaves that beside it."""
    folder, older = tmp_path / "archive", tmp_path / "older.db"
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for number in range(60):
        writer.store(article(f"/shanxi/{number}", text=f"第{number}条" * 200))
        writer.commit()
        if number == 20:
            with closing(sqlite3.connect(folder / "linfen.db")) as reading, closing(sqlite3.connect(older)) as copy:
                reading.backup(copy)
        if number in {20, 40}:
            writer._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = (folder / "linfen.db-wal").read_bytes()
    writer.close()
    shutil.copy(older, folder / "linfen.db")
    (folder / "linfen.db-wal").write_bytes(left)
    before = {path: path.read_bytes() for path in folder.rglob("*.gz*")}
    with pytest.raises(ArchiveDamagedError, match="do not go together: if you have put back an older database"):
        ArchiveWriter.open(folder)
    assert (folder / "linfen.db").read_bytes() == older.read_bytes()
    assert {path: path.read_bytes() for path in folder.rglob("*.gz*")} == before
    for name in ("linfen.db-wal", "linfen.db-shm"):
        (folder / name).unlink(missing_ok=True)
    ArchiveWriter.open(folder).close()
    assert damages(folder) == []
    with Archive.open(folder) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 60}]
