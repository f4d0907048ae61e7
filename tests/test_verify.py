"""Proving an archive: a sound one has no damage, and each damage is named."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from harness import TIMEOUT_S, Run, run, start
from sqlite_utils import Database
from test_recheck import ALL

from linfen_crawler.archive import Archive
from linfen_crawler.archive.invariants import INVARIANTS
from linfen_crawler.archive.media import media_files
from linfen_crawler.archive.schema import migrations
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.errors import LinfenError
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import closed_files, members
from linfen_crawler.raw.files import file_sha256
from linfen_crawler.replica import Replica, serve


def archive_replica(folder: Path, *options: str) -> Path:
    """Crawl a small replica with its images, ask again, and return the archive's folder."""
    with serve(Replica(seed=7, size=40)) as site:
        where = ("--archive", str(folder), "--site-url", site.url)
        assert run(["crawl", *where, *options], env={"LINFEN_MEDIA": "1"}).returncode == 0
        assert run(["recheck", *where, *ALL]).returncode == 0
    database = sqlite3.connect(folder / "linfen.db")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive a small replica; nobody may change it."""
    return archive_replica(tmp_path_factory.mktemp("archived"))


@pytest.fixture
def copied(archived: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive that a test may damage."""
    return Path(shutil.copytree(archived, tmp_path / "copied"))


def damages(folder: Path, *, quick: bool = False) -> list[Damage]:
    """Return what is wrong with an archive; what keeps it from being opened is a damage as well."""
    try:
        with Archive.open(folder) as archive:
            return list(verify(archive, quick=quick))
    except LinfenError as error:
        return [Damage("linfen.db", str(error))]


def execute(folder: Path, sql: str) -> None:
    """Change the database behind the program's back."""
    database = sqlite3.connect(folder / "linfen.db", isolation_level=None)
    assert database.execute(sql).rowcount != 0
    database.close()


@pytest.mark.parametrize("quick", [False, True])
def test_a_sound_archive_has_no_damage(archived: Path, quick: bool) -> None:
    assert damages(archived, quick=quick) == []


def test_the_command_says_so(archived: Path, linfen: Run) -> None:
    done = linfen("verify", "--archive", str(archived))
    assert (done.returncode, done.stdout.startswith("sound: ")) == (0, True)
    assert json.loads(linfen("verify", "--json", "--archive", str(archived)).stdout) == []


def test_a_damage_is_named_with_exit_code_5(copied: Path, linfen: Run) -> None:
    path = closed_files(copied)[0]
    path.write_bytes(path.read_bytes()[:-100])
    for how in ((), ("--quick",)):
        done = linfen("verify", *how, "--archive", str(copied))
        assert done.returncode == 5
        assert f"warc/{path.name}: has {path.stat().st_size} bytes, but had" in done.stdout
    (first, *_) = json.loads(linfen("verify", "--json", "--archive", str(copied)).stdout)
    assert first["where"] == f"warc/{path.name}"


def spoil(path: Path) -> None:
    """Leave of a file its length alone."""
    path.write_bytes(bytes(path.stat().st_size))


QUICK: dict[str, tuple[Callable[[Path], object], bool]] = {
    "a file cut off": (lambda folder: os.truncate(closed_files(folder)[0], 99), True),
    "a file that is missing": (lambda folder: closed_files(folder)[0].unlink(), True),
    "an image's file that is missing": (lambda folder: (folder / next(media_files(folder))).unlink(), True),
    "a file of somebody else": (lambda folder: (folder / "media" / "x.txt").write_text("x"), True),
    "a rule that is broken": (lambda folder: execute(folder, "DELETE FROM changes WHERE article_id = 3"), True),
    "a database that is cut off": (lambda folder: os.truncate(folder / "linfen.db", 3 * 4096), True),
    "bytes of a WARC file": (lambda folder: spoil(closed_files(folder)[0]), False),
    "bytes of an image": (lambda folder: spoil(folder / next(media_files(folder))), False),
}


@pytest.mark.parametrize("damage", QUICK)
def test_a_quick_look_names_what_shows_without_the_bytes_of_the_files(damage: str, copied: Path) -> None:
    """And nothing else: what is within them is for the whole proof."""
    make, is_seen = QUICK[damage]
    make(copied)
    assert bool(damages(copied, quick=True)) == is_seen
    assert damages(copied)


def test_a_file_that_is_missing_is_named(copied: Path) -> None:
    path = closed_files(copied)[0]
    path.unlink()
    assert damages(copied, quick=True) == [Damage(f"warc/{path.name}", "is missing: restore it from a backup")]


@pytest.mark.parametrize("left", [b"", None])
def test_a_database_that_lost_all_its_rows_is_a_damage(left: bytes | None, copied: Path) -> None:
    """Emptied or removed while its bytes are there: another than a folder in which nothing was begun."""
    path = copied / "linfen.db"
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    done = run(["verify", "--archive", str(copied)])
    assert (done.returncode, "and warc/ is not: restore a backup" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE captures SET url = 'http://www.lfxww.com/x' WHERE id = 3",
            "but capture 3 has 'http://www.lfxww.com/x'",
        ),
        ("UPDATE captures SET payload_sha256 = 'x' WHERE id = 3", "but capture 3 has 'x'"),
        ("UPDATE captures SET status = 404 WHERE id = 3", "status is 200, but capture 3 has 404"),
        ("UPDATE captures SET fetched_at = '2020' WHERE id = 3", "but capture 3 says 2020"),
        ("UPDATE captures SET warc_offset = 1 WHERE id = 3", "is not there"),
        ("UPDATE captures SET refers_to = NULL WHERE status = 304", "does not know"),
        ("DELETE FROM article_urls WHERE relation = 'canonical' AND article_id = 3", "article 3 has no address"),
        ("DELETE FROM article_parts WHERE article_id = 3", "article 3 has no page it was read from"),
        ("UPDATE articles SET gone_at = 'x' WHERE id = 3", "article 3 is gone, though"),
        ("UPDATE articles SET copyright_notice = 'x' WHERE id = 3", "article 3 has a different notice"),
        ("UPDATE articles SET revision = 2 WHERE id = 3", "article 3 lacks a revision"),
        ("DELETE FROM changes WHERE article_id = 3", "has no event in changes"),
    ],
)
def test_a_row_that_was_changed_is_named(sql: str, said: str, copied: Path) -> None:
    execute(copied, sql)
    assert said in "\n".join(f"{one.where} {one.what}" for one in damages(copied))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'articles'", "sqlite_sequence articles: seq is 1"),
        ("DELETE FROM sqlite_sequence WHERE name = 'captures'", "sqlite_sequence captures: seq is nothing"),
        ("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'changes'", "sqlite_sequence changes: seq is"),
    ],
)
def test_an_id_that_could_be_given_again_is_named(sql: str, said: str, copied: Path) -> None:
    execute(copied, sql)
    done = run(["verify", "--archive", str(copied)])
    assert (done.returncode, said in done.stdout) == (5, True), done.stdout


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM _sqlite_migrations WHERE id = 5",
        "UPDATE _sqlite_migrations SET name = 'm011_sean' WHERE name = 'm011_seen'",
        "DROP TABLE _sqlite_migrations",
        "UPDATE archive SET schema_version = schema_version - 1",
    ],
)
def test_migrations_that_are_not_those_noted_are_named_and_not_applied_again(sql: str, copied: Path) -> None:
    database = sqlite3.connect(copied / "linfen.db", isolation_level=None)
    database.execute(sql)
    database.close()
    done = run(["verify", "--archive", str(copied)])
    assert (done.returncode, "_sqlite_migrations" in done.stdout) == (5, True), done.stdout + done.stderr
    done = run(["recheck", "--archive", str(copied), "--site-url", "http://127.0.0.1:9/"])
    assert (done.returncode, "linfen rebuild --apply" in done.stderr) == (5, True), done.stderr
    done = run(["rebuild", "--apply", "--archive", str(copied)])
    # The number is content: the rebuilt database differs in it.
    assert done.returncode == (3 if "schema_version" in sql else 0), done.stdout + done.stderr
    assert damages(copied) == []


def test_a_row_of_a_version_that_the_archive_does_not_know_is_named(copied: Path) -> None:
    """A row that says of itself that another version read it is not excused for that."""
    execute(copied, "UPDATE articles SET parser_version = '5' WHERE id = 3")
    done = run(["verify", "--archive", str(copied)])
    assert done.returncode == 5
    assert "articles has rows read by version '5', of which archive.read_by is silent" in done.stdout


def test_rows_of_another_version_hide_no_event(copied: Path) -> None:
    execute(copied, "UPDATE articles SET parser_version = '5' WHERE id = 3")
    execute(copied, f'UPDATE archive SET read_by = \'["5", "{PARSER_VERSION}"]\'')
    execute(copied, "UPDATE urls SET attempts = attempts + 7 WHERE kind = 'listing'")
    done = run(["verify", "--archive", str(copied)])
    assert done.returncode == 0, done.stdout
    assert "version 5 of the reader made some rows" in done.stdout
    assert "rows that this version reads differently, or that were altered: 1 of articles, " in done.stdout
    execute(copied, "UPDATE changes SET kind = 'returned' WHERE article_id = 5")
    done = run(["verify", "--archive", str(copied)])
    assert (done.returncode, "changes" in done.stdout) == (5, True), done.stdout


def test_what_an_older_program_did_not_keep_is_no_damage(copied: Path) -> None:
    """Places in listings are kept since schema 8; the rows that were there before have none."""
    database = sqlite3.connect(copied / "linfen.db", isolation_level=None)
    database.execute("UPDATE section_urls SET listing_id = NULL, position = NULL")
    database.execute(
        "UPDATE _sqlite_migrations SET applied_at = '2999-01-01 00:00:00+00:00' WHERE name = 'm008_places'"
    )
    database.close()
    done = run(["verify", "--archive", str(copied)])
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_every_rule_can_be_asked(archived: Path) -> None:
    with Archive.open(archived) as archive:
        for what, sql in INVARIANTS.items():
            assert archive.rows(sql) == [], what


def test_a_flipped_bit_of_the_bytes_is_found(archived: Path, tmp_path: Path) -> None:
    """Damage the files, a bit at a time, at places that a seed chooses."""
    rng = random.Random(20261125)
    names = [path.name for path in closed_files(archived)]
    for round_ in range(30):
        copied = Path(shutil.copytree(archived, tmp_path / str(round_)))
        path = copied / "warc" / names[round_ % len(names)]
        data = bytearray(path.read_bytes())
        at = rng.randrange(len(data))
        data[at] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        assert damages(copied), f"a flipped bit at {at} of {path.name} was not found"
        shutil.rmtree(copied)


def test_a_record_that_was_repacked_is_named_by_its_own_digest(copied: Path) -> None:
    """The file is sound, and its row says so; what no row is made of is proved by what is beside it."""
    path = closed_files(copied)[0]
    offset, length, content = next(one for one in members(path) if b"WARC-Type: request" in one[2])
    assert b"User-Agent: linfen-crawler" in content
    repacked = padded(content.replace(b"User-Agent: linfen-crawler", b"User-Agent: aaaaaaaaaaaaaa"), length)
    data = path.read_bytes()
    path.write_bytes(data[:offset] + repacked + data[offset + length :])
    execute(copied, f"UPDATE warc_files SET sha256 = '{file_sha256(path)}' WHERE name = '{path.name}'")
    (damage,) = damages(copied)
    assert (damage.where, "digest" in damage.what) == (f"warc/{path.name} at {offset}", True), damage


def padded(content: bytes, length: int) -> bytes:
    """Pack bytes into a gzip member of a length: its header may hold the name of a file."""
    packed = gzip.compress(content)
    assert len(packed) < length
    return packed[:3] + b"\x08" + packed[4:10] + b"x" * (length - len(packed) - 1) + b"\0" + packed[10:]


def test_an_index_that_does_not_hold_what_its_table_holds_is_named(copied: Path) -> None:
    """Who looks a name up by it finds another's credits; the table, and all that is made of it, are as they were."""
    execute(copied, "UPDATE credits SET name = name || '改' WHERE article_id = 3")
    database = sqlite3.connect(copied / "linfen.db", isolation_level=None)
    index = database.execute("SELECT * FROM sqlite_master WHERE name = 'credits_name'").fetchone()
    database.execute("PRAGMA writable_schema = ON")
    database.execute("DELETE FROM sqlite_master WHERE name = 'credits_name'")
    database.execute("PRAGMA writable_schema = RESET")
    database.execute("UPDATE credits SET name = rtrim(name, '改') WHERE article_id = 3")
    database.execute("PRAGMA writable_schema = ON")
    database.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    database.close()
    assert damages(copied, quick=True) == []
    assert "missing from index credits_name" in "\n".join(one.what for one in damages(copied))


def test_a_response_that_no_row_knows_is_named(copied: Path) -> None:
    execute(copied, "DELETE FROM captures WHERE url LIKE '%/robots.txt'")
    said = [one.what for one in damages(copied) if one.what.endswith("/robots.txt that no row knows")]
    assert said, damages(copied)
    assert said[0].startswith("a capture of http://")


@pytest.mark.parametrize("column", ["title", "body", "published_at", "editor", "source", "kicker", "section_name"])
def test_a_text_that_was_changed_is_named(column: str, copied: Path) -> None:
    execute(copied, f"UPDATE articles SET {column} = coalesce({column}, '') || '改' WHERE id = 3")
    assert Damage("linfen.db", "the content of article 3 does not match its digest") in damages(copied)


def test_a_credit_that_was_changed_is_named(copied: Path) -> None:
    execute(copied, "UPDATE credits SET name = '改' WHERE article_id = 3")
    assert damages(copied) == [Damage("linfen.db", "the content of article 3 does not match its digest")]


def test_a_file_cut_off_anywhere_is_found(archived: Path, tmp_path: Path) -> None:
    rng = random.Random(20261125)
    names = ["linfen.db", *(f"warc/{path.name}" for path in closed_files(archived))]
    for round_ in range(20):
        copied = Path(shutil.copytree(archived, tmp_path / str(round_)))
        path = copied / names[round_ % len(names)]
        path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])
        assert damages(copied), f"{path.name} of {path.stat().st_size} bytes"
        shutil.rmtree(copied)


def test_an_archive_that_is_being_written_is_sound(
    archived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_identity import article

    from linfen_crawler.archive import ArchiveWriter

    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    writer.store(article("/shanxi/6", text="别的" * 40))
    try:
        assert damages(tmp_path) == []
    finally:
        writer.close()


def test_what_a_full_disk_kept_from_the_database_waits_and_is_no_damage(tmp_path: Path, folder: Path) -> None:
    """The batch is taken back, the end of the run is written, and its entries are in a file that the next run reads."""
    from test_identity import article

    from linfen_crawler.archive import ArchiveWriter

    writer = ArchiveWriter.open(folder)
    writer.begin_run("news", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    for number in (6, 7, 8):
        writer.store(article(f"/shanxi/{number}", text=f"别的{number}" * 40))
    writer.rollback()
    writer.finish_run(verdict="failed", reasons=["the disk is full"], counters={})
    writer.close()
    for quick in ([], ["--quick"]):
        done = run(["verify", "--archive", str(folder), *quick])
        assert (done.returncode, done.stderr) == (0, "")
        assert "sound: " in done.stdout
        assert "3 entries wait for the next run to pick them up" in done.stdout
    backed = run(["backup", str(tmp_path / "copy"), "--archive", str(folder)])
    assert backed.returncode == 0, backed.stdout + backed.stderr
    execute(folder, "DELETE FROM journal WHERE number = 2")
    assert run(["verify", "--archive", str(folder)]).returncode == 5


def allow_files_of(size: int) -> None:
    """Let this process write no larger file, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_where_there_is_no_room_for_the_proof_it_says_so_and_logs_no_text(archived: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    size = (archived / "linfen.db").stat().st_size * 2
    process = start(["verify", "--archive", str(archived)], before=partial(allow_files_of, size), stderr=said)
    process.join(TIMEOUT_S)
    text = said.read_text("utf-8")
    assert (process.exitcode, "nothing was proved or replaced" in text) == (1, True), text
    assert "the archive cannot be written" in text
    with Archive.open(archived) as archive:
        bodies = [str(row["body"]) for row in archive.rows("SELECT body FROM articles WHERE length(body) > 50")]
    assert not [body for body in bodies if body[:30] in text]
    assert len(text.splitlines()) < 10, text


def test_a_rebuild_that_finds_no_room_takes_none(archived: Path, tmp_path: Path) -> None:
    """Others need it, such as a takedown."""
    size = (archived / "linfen.db").stat().st_size * 2 // 3
    for applied in ([], ["--apply"]):
        said = tmp_path / "said"
        arguments = ["rebuild", "--archive", str(archived), *applied]
        process = start(arguments, before=partial(allow_files_of, size), stderr=said)
        process.join(TIMEOUT_S)
        assert (process.exitcode, "nothing was proved or replaced" in said.read_text("utf-8")) == (1, True)
        assert not (archived / "rebuild").exists()
    assert damages(archived) == []


@pytest.mark.parametrize("quick", [False, True])
def test_an_archive_of_an_older_schema_is_proved_as_it_will_be(tmp_path: Path, quick: bool) -> None:
    """After an upgrade, before the next run: also a backup proves its copy, and changes nothing of it."""
    (tmp_path / "warc").mkdir()
    before = sqlite3.connect(tmp_path / "linfen.db", isolation_level=None)
    migrations.apply(Database(before), stop_before="m003_similar")
    before.execute("INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, 'one', 2, 'then')")
    before.execute("INSERT INTO runs (spider, arguments, started_at, version) VALUES ('news', '{}', 'then', '0')")
    before.close()
    assert damages(tmp_path, quick=quick) == []
    execute(tmp_path, "INSERT INTO warc_files (name, length, sha256, closed_at) VALUES ('a.warc.gz', 7, 'x', 'then')")
    (missing,) = damages(tmp_path, quick=quick)
    assert missing == Damage("warc/a.warc.gz", "is missing: restore it from a backup")
    execute(tmp_path, "DELETE FROM warc_files")
    done = run(["verify", "--archive", str(tmp_path), *(["--quick"] if quick else [])])
    assert (done.returncode, "sound: " in done.stdout) == (0, True), done.stdout + done.stderr
    with Archive.open(tmp_path) as archive:
        assert archive.schema_version == 2
