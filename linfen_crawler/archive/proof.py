"""Prove a database row by row: compare it with the one that its bytes give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from linfen_crawler.archive.difference import Difference
from linfen_crawler.archive.passing import Passed
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record

UNSHOWN = {
    ("warc_files", "closed_at"): "no byte of a file says when it was closed",
    ("tombstones", "erased_at"): "no byte that is left says when the others were removed",
    ("archive", "read_by"): "no byte says by which versions of the reader the rows were made",
}
"""The columns that cannot be derived from bytes, each with the reason."""
_SEQUENCES = "SELECT name, seq FROM sqlite_sequence"
_EXAMPLES = 3


@dataclass(slots=True)
class TableReport:
    """How a table of one database differs from another's."""

    table: str
    rows: int = 0
    """Rows of the new one."""
    added: int = 0
    """Rows that only the new one has."""
    lost: int = 0
    """Rows that only the old one has."""
    columns: dict[str, int] = field(default_factory=dict)
    """In how many rows a column differs."""
    examples: list[Difference] = field(default_factory=list)

    def count(self, found: Difference) -> None:
        """Count a difference; of each kind the first are kept."""
        if found.column is not None:
            self.columns[found.column] = self.columns.get(found.column, 0) + 1
        elif found.old is None:
            self.added += 1
        else:
            self.lost += 1
        if sum(one.column == found.column for one in self.examples) < _EXAMPLES:
            self.examples.append(found)


def compared(old: Archive, new: Archive) -> list[TableReport]:
    """Compare each table of a new database with the old one's, except what bytes cannot show."""
    reports = []
    for table in _tables_of(new):
        report = TableReport(table)
        for one, other in paired(old, new, table):
            report.rows += other is not None
            for found in _differences(old, table, one, other):
                report.count(found)
        reports.append(report)
    return reports


def unproved(
    old: Archive, new: Archive, *, parser_version: str, unsettled: Counter[str] | None = None
) -> Iterator[Difference]:
    """Yield where an archive differs from its bytes as this version reads them.

    Excluded are what a run has written meanwhile and what another version may have read; :func:`compared` shows that.
    In ``unsettled`` is counted, by table, what may be either: altered, or read by another version.
    """
    yield from _altered_schema(old, new)
    passed = Passed(old, parser_version)
    yield from _lowered_sequences(old, new, passed)
    for table in _tables_of(new):
        for one, other in paired(old, new, table):
            if passed.row(table, one):
                continue
            found = [each for each in _differences(old, table, one, other) if not passed.value(each)]
            if not passed.table(table):
                yield from found
            elif found and unsettled is not None:
                unsettled[table] += 1


def _lowered_sequences(old: Archive, new: Archive, passed: Passed) -> Iterator[Difference]:
    """Yield where ids that were given could be given again: SQLite notes the highest of each table."""
    given, told = ({str(row["name"]): int(str(row["seq"])) for row in one.rows(_SEQUENCES)} for one in (old, new))
    for table in sorted((given.keys() | told.keys()) & set(_tables_of(new))):
        (row,) = old.rows(f"SELECT coalesce(max(id), 0) AS id FROM {table}")
        highest = int(str(row["id"]))
        if passed.is_told(table, new):
            highest = max(highest, told.get(table, 0))
        if given.get(table, 0) < highest:
            yield Difference("sqlite_sequence", table, "seq", given.get(table), highest)


def _altered_schema(old: Archive, new: Archive) -> Iterator[Difference]:
    """Yield where the schema stored by SQLite differs from that of the migrations."""
    one, other = (
        {
            str(row["name"]): row["sql"]
            for row in archive.rows("SELECT name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'")
        }
        for archive in (old, new)
    )
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            yield Difference("sqlite_master", name, "sql", one.get(name), other.get(name))


def predates_journal(archive: Archive) -> bool:
    """Recognise an archive of which some was written before there was a journal: its bytes do not give all of it."""
    begun = "SELECT run_id FROM journal WHERE what = 'RunBegun'"
    return bool(archive.rows(f"SELECT 1 FROM runs WHERE id NOT IN ({begun}) LIMIT 1"))


def _tables_of(archive: Archive) -> list[str]:
    """Return the names of an archive's tables, in the order in which they were made.

    What is deferred is in no journal yet.
    """
    rows = archive.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_sqlite_*' "
        "AND name NOT GLOB 'sqlite_*' AND name <> 'deferred'"
    )
    return [str(row["name"]) for row in rows]


def _differences(archive: Archive, table: str, one: Record | None, other: Record | None) -> Iterator[Difference]:
    """Yield how a row differs from the other database's."""
    if one == other:
        # Nearly all are: the schema is consulted only for the others.
        return
    some = one or other or {}
    key = "/".join(str(some[name]) for name in archive.primary_key(table))
    if one is None or other is None:
        yield Difference(table, key, None, "a row" if one else None, "a row" if other else None)
        return
    for column in dict.fromkeys([*one, *other]):
        if one.get(column) == other.get(column) or (table, column) in UNSHOWN:
            continue
        if not (column == "signature_version" and _is_of_before(one.get(column), other.get(column))):
            yield Difference(table, key, column, one.get(column), other.get(column))


def _is_of_before(stored: object, current: object) -> bool:
    """Recognise the version of an earlier program: the next run that writes makes the signatures anew."""
    versions = [str(one).split(".") for one in (stored, current)]
    if not all(part.isdecimal() for one in versions for part in one):
        return False
    earlier, later = ([int(part) for part in one] for one in versions)
    return earlier < later


def paired(old: Archive, new: Archive, table: str) -> Iterator[tuple[Record | None, Record | None]]:
    """Yield the rows of the same primary key together; ``None`` stands for the one that is missing."""
    keys = new.primary_key(table)
    left, right = old.table(table), new.table(table)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and _key(one, keys) < _key(other, keys)):
            yield one, None
            one = next(left, None)
        elif one is None or _key(other, keys) < _key(one, keys):
            yield None, other
            other = next(right, None)
        else:
            yield one, other
            one, other = next(left, None), next(right, None)


def _key(row: Record, keys: list[str]) -> tuple[Any, ...]:
    return tuple(row[key] for key in keys)
