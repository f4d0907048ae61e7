"""``docs/schema.md`` describes the database that the program makes: every table, every column, no other."""

from __future__ import annotations

import re
from pathlib import Path

from harness import ROOT

from linfen_crawler.archive.connection import open_writer


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
