"""``docs/schema.md`` describes the database that the program makes: every table, every column, no other."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ROOT
from sqlite_utils import Database

from linfen_crawler.archive.connection import DATABASE, open_reader, open_writer
from linfen_crawler.archive.schema import SCHEMA_VERSION, migrations
from linfen_crawler.errors import ArchiveError
from linfen_crawler.kinds import Role


def described() -> dict[str, list[str]]:
    """Return tables and columns, as the page has them."""
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    sections = re.split(r"^## (\w+)$", page, flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^\| `(\w+)` \| \S", text, flags=re.MULTILINE)
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def test_the_page_describes_the_database(tmp_path: Path) -> None:
    database = open_writer(tmp_path)
    names = [name for name in database.table_names() if name != "sqlite_sequence"]
    made = {name: [row["name"] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}
    database.close()
    assert described() == made


def test_our_tables_are_strict_and_their_ids_are_never_given_twice(tmp_path: Path) -> None:
    database = open_writer(tmp_path)
    for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
        if name.startswith(("sqlite_", "_sqlite_")):
            continue
        assert "STRICT" in sql.rsplit(")", 1)[1], name
        if "\n    id INTEGER PRIMARY KEY" in sql and name != "archive":
            assert "AUTOINCREMENT" in sql, name
    assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert database.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert database.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    database.close()


def test_every_role_may_be_archived(tmp_path: Path) -> None:
    database = open_writer(tmp_path)
    sql = database.execute("SELECT sql FROM sqlite_master WHERE name = 'credits'").fetchone()[0]
    database.close()
    assert set(re.findall(r"'(\w+)'", sql)) == {str(role) for role in Role}


def test_an_archive_of_the_first_schema_keeps_its_rows(tmp_path: Path) -> None:
    """As the first release made it: rows in ``credits`` and in what refers to the same article."""
    before = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    migrations.apply(Database(before), stop_before="m002_roles")
    before.execute("INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, 'one', 1, 'then')")
    before.execute(
        "INSERT INTO articles (id, url, section, breadcrumbs, layout, title, body, view_label, complete, char_count,"
        " content_sha256, text_sha256, fold_version, first_seen_at, last_seen_at, parser_version)"
        " VALUES (7, 'u', '/', '[]', 'regular', 't', 'b', 0, 1, 1, 'c', 't', 1, 'then', 'then', '1')"
    )
    rows = [(7, 1, "魏华", "photographer", "记者 魏　华 摄"), (7, 2, "李甲", "editor", "责任编辑：李甲")]
    before.executemany("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", rows)
    before.close()
    database = open_writer(tmp_path)
    assert [tuple(row) for row in database.execute("SELECT * FROM credits ORDER BY position")] == rows
    assert tuple(database.execute("SELECT uuid, schema_version FROM archive").fetchone()) == ("one", SCHEMA_VERSION)
    database.execute("INSERT INTO credits VALUES (7, 3, '王五', 'reviewer', '校对：王五')")
    for refused in ((7, 3, "重", "editor", ""), (7, 4, "甲", "chief", ""), (8, 1, "无", "editor", "")):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", refused)
    indexes = {row[1] for row in database.execute("PRAGMA index_list(credits)")}
    assert "credits_name" in indexes
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_widened_events_keep_their_numbers(tmp_path: Path) -> None:
    """A program remembers the last number that it has seen; also where that event is there no more."""
    before = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    migrations.apply(Database(before), stop_before="m006_others_and_takedowns")
    before.execute("INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, 'one', 5, 'then')")
    row = "INSERT INTO changes (id, at, article_id, kind, evidence) VALUES (?, 'then', 7, ?, 'u')"
    before.executemany(row, [(4, "added"), (9, "edited"), (12, "gone")])
    before.execute("DELETE FROM changes WHERE id = 12")
    before.close()
    database = open_writer(tmp_path)
    assert [tuple(row) for row in database.execute("SELECT id, kind FROM changes")] == [(4, "added"), (9, "edited")]
    database.execute("INSERT INTO changes (at, article_id, kind) VALUES ('now', 7, 'earlier')")
    assert database.execute("SELECT max(id) FROM changes").fetchone()[0] == 13
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO changes (at, article_id, kind) VALUES ('now', 7, 'odd')")
    database.close()


def test_a_database_that_a_killed_run_left_half_made_is_finished(tmp_path: Path) -> None:
    """Between the first write of a new file and the end of its journal."""
    made = tmp_path / "made"
    made.mkdir()
    script = (
        "import os, sqlite3; d = sqlite3.connect('linfen.db', isolation_level=None);"
        "d.execute('PRAGMA cache_size = 1'); d.execute('BEGIN');"
        "d.execute('CREATE TABLE t (x)'); d.execute('INSERT INTO t SELECT zeroblob(1000000)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=made, check=True)
    assert (made / f"{DATABASE}-journal").stat().st_size > 0
    with pytest.raises(ArchiveError, match="was left unfinished by a killed run"):
        open_reader(made)
    open_writer(made).close()
    open_reader(made).close()
