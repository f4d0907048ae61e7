"""Open the database of an archive for reading, with SQLite's errors as this project's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from linfen_crawler.archive.connection import ArchiveDatabase, check_unchanged, open_reader
from linfen_crawler.archive.rows import Record, Value
from linfen_crawler.errors import ArchiveDamagedError, ArchiveError, said_of


class ReadOnlyDatabase:
    """The database of an archive, read-only; consistent while a crawl is writing it."""

    def __init__(self, folder: Path, database: ArchiveDatabase) -> None:
        self.folder = folder
        self._database = database

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the archive in a folder.

        Raises :class:`~linfen_crawler.errors.ArchiveError` if there is none, and its kinds for one that is damaged
        or newer than this program.
        """
        return cls(Path(folder), open_reader(Path(folder)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @property
    def uuid(self) -> str:
        """What distinguishes this archive from every other except its copies."""
        return str(self.rows("SELECT uuid FROM archive")[0]["uuid"])

    @property
    def schema_version(self) -> int:
        """How many migrations it has had."""
        return int(str(self.rows("SELECT schema_version AS version FROM archive")[0]["version"]))

    @property
    def read_by(self) -> frozenset[str]:
        """The versions of the reader that have made its rows; empty where none has said so.

        Raises :class:`ArchiveDamagedError` for what is no list.
        """
        (row,) = self.rows("SELECT read_by FROM archive")
        try:
            return frozenset(str(version) for version in json.loads(str(row["read_by"])))
        except (ValueError, TypeError) as error:
            raise ArchiveDamagedError(f"archive.read_by is {row['read_by']!r}, and no list of versions") from error

    @property
    def replica(self) -> str | None:
        """Which replica's invented articles it holds; ``None`` for the real site's."""
        held = self.rows("SELECT replica FROM archive")[0]["replica"]
        return None if held is None else str(held)

    def has_deferred(self) -> bool:
        """Tell whether the next run is to log what this version reads otherwise: see ``docs/schema.md``."""
        return self._defers("what <> 'Copied'")

    def is_copy(self) -> bool:
        """Tell whether it is a copy that no run has written to since it was made or put back."""
        return self._defers("what = 'Copied'")

    def _defers(self, what: str) -> bool:
        return self._has_table("deferred") and self._row(f"SELECT 1 FROM deferred WHERE {what} LIMIT 1") is not None

    def rows(self, sql: str, parameters: Iterable[Value] = ()) -> list[Record]:
        """Return the rows of a query.

        Raises :class:`ArchiveDamagedError` for a damaged database, :class:`ArchiveError` for any other of SQLite's.
        """
        with self._errors():
            return [dict(row) for row in self._database.execute(sql, list(parameters))]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise SQLite's errors as this project's."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"{self.folder}: {said_of(error)}") from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # The latter comes from an invalid text, or if SQLite's own message quotes one.
            raise ArchiveDamagedError(f"{self.folder}: {said_of(error)}; restore a backup") from error
        finally:
            check_unchanged(self._database)

    def hold(self) -> None:
        """Keep reading the present state of the archive, whatever is being written to it."""
        self._database.execute("BEGIN")
        self.rows("SELECT 1 FROM archive")

    def table(self, name: str) -> Iterator[Record]:
        """Yield the rows of a table by its primary key, without having them all in memory.

        Raises as :meth:`rows` does.
        """
        with self._errors():
            for row in self._database.execute(f"SELECT * FROM {name} ORDER BY {', '.join(self.primary_key(name))}"):
                yield dict(row)

    def primary_key(self, table: str) -> list[str]:
        """Return the columns of a table's primary key, in their order."""
        return [
            str(row["name"]) for row in self.rows("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", [table])
        ]

    def _row(self, sql: str, parameters: Iterable[Value] = ()) -> Record | None:
        return next(iter(self.rows(sql, parameters)), None)

    def _has_table(self, name: str) -> bool:
        """Tell whether there is a table: an archive that no newer program has written yet may lack one."""
        return self._row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name]) is not None
