"""Insert and update rows on the write path.

The table API of sqlite-utils asks the schema before each call (about 130 µs where the statement takes 7): it serves
what happens once per run, this serves what happens once per item.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlite_utils import Database

Value = str | int | float | None
Row = Mapping[str, Value]
Record = dict[str, Value]
"""A row as it is read, by the names of its columns."""


@cache
def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"


@cache
def _update_sql(table: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f"{column} = :{column}" for column in columns)
    return f"UPDATE {table} SET {changes} WHERE id = :id"


def insert(database: Database, table: str, row: Row) -> int:
    """Insert a row and return its rowid."""
    return int(database.execute(_insert_sql(table, tuple(row)), dict(row)).lastrowid or 0)


def update(database: Database, table: str, row_id: int, row: Row) -> None:
    """Change the given columns of the row with that ``id``."""
    database.execute(_update_sql(table, tuple(row)), {**row, "id": row_id})


def raise_sequence(database: Database, table: str, least: int) -> None:
    """Let a table give no id up to a given one any more."""
    database.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
        [table],
    )
    database.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [least, table])
