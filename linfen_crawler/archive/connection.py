"""Open the database file; it is checked first, so that a foreign file is never touched."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from linfen_crawler.archive.log import LOG, fault_of_log, is_behind
from linfen_crawler.archive.schema import SCHEMA_VERSION, UNNOTED, migrations
from linfen_crawler.errors import ArchiveDamagedError, ArchiveError, SchemaTooNewError, said_of
from linfen_crawler.raw import all_files

DATABASE = "linfen.db"
_JOURNAL = "-journal"
_BUSY_TIMEOUT_MS = 10_000
_CACHE_KB = 64 * 1024
_LOG_PAGES = 16 * 1024
"""Pages of 4 KB: how far the write-ahead log may grow before it is checkpointed."""


class ArchiveDatabase(Database):
    """The database of an archive: the rows of one item bear one time, the moment at which it is stored."""

    moment: str = ""
    """As :func:`now` writes it."""
    seen: str = ""
    """When the site served the item: the same time, except for what others captured earlier."""
    is_others: bool = False
    """Whether the item tells what others captured."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # sqlite-utils' signature
        super().__init__(*args, **kwargs)
        self.logged: list[dict[str, str | int | float | None]] = []
        """The rows of ``changes`` that the item made."""
        self.fixed: tuple[Path, int, int] | None = None
        """The file, its time and its length, where it is read as one that nobody writes: see :func:`reading_uri`."""


def now() -> str:
    """Return the time as the archive writes it: ISO 8601, UTC, microseconds."""
    return instant(datetime.now(UTC))


def instant(moment: datetime) -> str:
    """Return an aware time as the archive writes it, so that text sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def open_reader(folder: Path) -> ArchiveDatabase:
    """Open an archive's database for reading only.

    Raises :class:`ArchiveError` if there is none, :class:`ArchiveDamagedError` for a file that is no archive and
    :class:`SchemaTooNewError` for one of a newer program.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise _nothing(folder, f"{folder} holds no archive", f"{path} is missing")
    fixed = _state(path) if _is_fixed(path) else None
    database = _connect(reading_uri(path))
    database.fixed = fixed
    try:
        version = check_version(database, path)
    except ArchiveError:
        database.close()
        raise
    if version == 0:
        database.close()
        raise _nothing(folder, f"{path} is empty", f"{path} is empty")
    return database


def check_begun(folder: Path) -> None:
    """Raise :class:`ArchiveError` for a folder with neither a database nor a WARC file."""
    if not ((folder / DATABASE).exists() or all_files(folder)):
        raise _nothing(folder, f"{folder} holds no archive", "")


def _nothing(folder: Path, said: str, said_of_bytes: str) -> ArchiveError:
    """Return the error for a folder without an archive's rows: none was begun, or only its bytes are left."""
    if all_files(folder):
        return ArchiveDamagedError(
            f"{said_of_bytes}, and warc/ is not: restore a backup, or `linfen crawl --archive {folder}` rebuilds it"
        )
    return ArchiveError(f"{said}; `linfen crawl --archive {folder}` creates one")


def reading_uri(path: Path) -> str:
    """Return how SQLite is to open a database that is only read.

    On read-only media it cannot create the file by which readers and writers know of each
    other. It needs none if everything is in the one file and nobody changes it.

    Raises :class:`ArchiveError` if there is a log, which cannot be read without that file.
    """
    if _is_fixed(path):
        return f"{path.absolute().as_uri()}?immutable=1"
    if _is_read_only(path) and _has(path, LOG) and not _has(path, "-shm"):
        raise ArchiveError(
            f"{path} has a log, which cannot be read on read-only storage: copy the folder to a writable place"
        )
    return f"{path.absolute().as_uri()}?mode=ro"


def check_unchanged(database: ArchiveDatabase) -> None:
    """Raise :class:`ArchiveError` where a database was written that was read as one that nobody writes."""
    if database.fixed is not None and _state(database.fixed[0]) != database.fixed:
        raise ArchiveError(f"{database.fixed[0]} was written to while it was being read: try again")


def _is_read_only(path: Path) -> bool:
    return not os.access(path.parent, os.W_OK)


def _is_fixed(path: Path) -> bool:
    return _is_read_only(path) and not _has(path, LOG) and not _has(path, _JOURNAL)


def _has(path: Path, ending: str) -> bool:
    beside = path.with_name(path.name + ending)
    return beside.exists() and beside.stat().st_size > 0


def _state(path: Path) -> tuple[Path, int, int]:
    found = path.stat()
    return path, found.st_mtime_ns, found.st_size


def open_writer(folder: Path) -> ArchiveDatabase:
    """Open an archive's database for writing; a new one is created, an older one brought to the present schema.

    Only the holder of the archive's lock may call it. Raises as :func:`open_reader` does.
    """
    path = folder / DATABASE
    if path.exists():
        _probe(path)
    database = _connect(path.absolute().as_uri())
    try:
        database.enable_wal()
        database.execute("PRAGMA synchronous = FULL")
        # The keys of a text lie anywhere in their index, a page each. With SQLite's own 2 MB of cache and 4 MB of log
        # these pages are written again and again: an article among 100,000 took three times as long to store.
        database.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        database.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        database.execute("PRAGMA foreign_keys = ON")
        _migrate(database)
    except sqlite3.Error as error:
        database.close()
        raise ArchiveError(f"{path} cannot be written: {said_of(error)}") from error
    return database


def passed_over(folder: Path) -> str | None:
    """Return what SQLite will pass over, in a sentence, where an archive's log is damaged; ``None`` if it is not.

    Raises :class:`ArchiveDamagedError` if the rows that it leaves do not go together, or those of a sound log with its
    database: then it is another database's, such as an older one's that was put back after a kill. Nothing is written.
    """
    path = folder / DATABASE
    log = path.with_name(path.name + LOG)
    if not path.exists() or not log.exists() or not log.stat().st_size:
        return None
    fault = fault_of_log(log)
    if fault is None:
        # Only a kill leaves one, so that it costs no other start anything.
        if _goes_together(path):
            return None
        raise ArchiveDamagedError(
            f"{path} and {log.name} do not go together: if you have put back an older database, remove {log.name} and "
            f"{path.name}-shm, and the next run recovers what warc/ holds beyond it; otherwise "
            f"`linfen rebuild --apply --archive {folder}` rebuilds the database from warc/"
        )
    if is_behind(log, path) or not _goes_together(path):
        raise ArchiveDamagedError(
            f"{path.name}{LOG}: {fault}, and the rest of the database is inconsistent: "
            f"`linfen rebuild --apply --archive {folder}` rebuilds it from warc/"
        )
    return (
        f"{path.name}{LOG}: {fault}; what it held was recovered from warc/. Check the disk, and prove what is there "
        "now with `linfen verify`"
    )


def _goes_together(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a database."""
    probe = _connect(f"{path.absolute().as_uri()}?mode=ro")
    try:
        check_version(probe, path)
        is_sound = [row[0] for row in probe.execute("PRAGMA integrity_check(1)")] == ["ok"]
        return is_sound and probe.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError:
        return False
    finally:
        probe.close()


def fold_log(path: Path) -> None:
    """Checkpoint a database into its one file, with none beside it, so that another may take its place.

    Only the holder of the archive's lock may call it. Raises :class:`ArchiveError` if somebody else has the database
    open: what he continues would lie beside the new one, and be taken for its own.
    """
    if not path.exists():
        return
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise ArchiveError(f"{path} is open in another program: close that, and try again") from error
        # Nothing can be read from what is too damaged for it.
    finally:
        database.close()


def keep_log(path: Path) -> None:
    """Let a database keep a log again, which was folded and stays in its place."""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")


def check_unused(path: Path) -> None:
    """Raise :class:`ArchiveError` for a database that cannot be replaced; only the lock's holder may call it.

    Somebody else has it open, or it is a link: what that leads to would stay there, and no takedown would reach it.
    """
    if path.is_symlink():
        raise ArchiveError(
            f"{path} is a symbolic link, and cannot be replaced: move the file itself here, or link the whole folder"
        )
    fold_log(path)
    if path.exists():
        keep_log(path)


def _probe(path: Path) -> None:
    """Check a file before anything is written to it."""
    # A run that was killed as it made the database has left a journal, which nobody can read over who may not write.
    mode = "rw" if path.with_name(path.name + _JOURNAL).exists() else "ro"
    probe = _connect(f"{path.absolute().as_uri()}?mode={mode}")
    try:
        if check_version(probe, path) and _is_unnoted(probe):
            raise ArchiveDamagedError(
                f"{path} has other migrations than _sqlite_migrations notes: "
                f"`linfen rebuild --apply --archive {path.parent}` rebuilds it from warc/"
            )
    finally:
        probe.close()


def _is_unnoted(database: ArchiveDatabase) -> bool:
    """Tell whether it is not noted any more which migrations a database has had, or not of all."""
    try:
        return database.execute(UNNOTED).fetchone() is not None
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return True
        raise


def _connect(uri: str) -> ArchiveDatabase:
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    except sqlite3.Error as error:
        raise ArchiveError(f"{uri} cannot be opened: {said_of(error)}") from error
    connection.row_factory = sqlite3.Row
    # Of a text that is none the error of Python's own decoding holds the whole: that must be in no log.
    connection.text_factory = bytes.decode
    # Plugins of sqlite-utils that an operator installed are for their shell, not for what the archive is written with.
    return ArchiveDatabase(connection, recursive_triggers=False, execute_plugins=False)


def check_version(database: ArchiveDatabase, path: Path) -> int:
    """Return the schema version of a database, 0 for an empty file.

    Raises :class:`ArchiveDamagedError` for what is no archive, :class:`SchemaTooNewError` for a newer one.
    """
    try:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return 0
        columns = {row[1] for row in database.execute("PRAGMA table_info(archive)")}
        is_ours = "schema_version" in columns
        row = database.execute("SELECT schema_version FROM archive").fetchone() if is_ours else None
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:
            raise ArchiveError(
                f"{path} was left unfinished by a killed run; the next crawl carries on with it"
            ) from error
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            raise ArchiveDamagedError(f"{path} is damaged ({said_of(error)}): restore a backup") from error
        raise ArchiveError(f"{path} cannot be read: {said_of(error)}") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # The latter comes from a name that is no text, or if SQLite's own message quotes one.
        raise ArchiveDamagedError(
            f"{path} is not a SQLite database ({said_of(error)}): move it away or restore a backup"
        ) from error
    if row is None:
        if tables <= {"_sqlite_migrations", "sqlite_sequence"}:
            return 0
        raise ArchiveDamagedError(f"{path} is another program's database: choose another folder with --archive")
    if row[0] > SCHEMA_VERSION:
        raise SchemaTooNewError(path, row[0], SCHEMA_VERSION)
    return int(row[0])


def _migrate(database: ArchiveDatabase) -> None:
    with database.atomic():
        migrations.apply(database)
        database.execute(
            "INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET schema_version = excluded.schema_version",
            [str(uuid.uuid4()), SCHEMA_VERSION, now()],
        )
