"""The errors of this project: one tree; each carries its data and the exit code with which it ends a command."""

from __future__ import annotations

import copyreg
import sqlite3
from enum import IntEnum
from pathlib import Path

from linfen_crawler.kinds import Nature


class ExitCode(IntEnum):
    """What a command's exit status means, for every command."""

    OK = 0
    FAILED = 1
    USAGE = 2
    SUSPECT = 3
    LOCKED = 4
    DAMAGED = 5
    SIGNAL = 128
    """Added to the number of the signal that interrupted the run."""


class LinfenError(Exception):
    """Any error that this project raises on purpose; its text says what to do."""

    exit_code = ExitCode.FAILED


class ConfigError(LinfenError):
    """A setting or an option has no usable value."""

    exit_code = ExitCode.USAGE


class ExtractionError(LinfenError):
    """A page is not the article that its address promises."""

    def __init__(self, url: str, field: str, reason: str) -> None:
        super().__init__(f"{url}: {field}: {reason}")
        self.url = url
        self.field = field
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        """Let a page be read in another process: exceptions are otherwise recreated from their text alone."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class OtherPageError(ExtractionError):
    """A page is recognisably something else than its address promises."""

    def __init__(self, url: str, nature: Nature, reason: str) -> None:
        super().__init__(url, "nature", f"{nature}: {reason}")
        self.nature = nature


class ArchiveError(LinfenError):
    """The archive cannot be read or written."""


class ArchiveLockedError(ArchiveError):
    """Another run holds the archive."""

    exit_code = ExitCode.LOCKED

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"another run holds the archive {path} ({holder}); wait for it to finish, or stop it")
        self.path = path
        self.holder = holder


class RebuildError(ArchiveError):
    """A rebuild did not finish."""

    def __init__(self, folder: Path, exit_code: int) -> None:
        super().__init__(
            f"the database could not be rebuilt in {folder}, for the reason given above: nothing was proved or replaced"
        )
        self.exit_code = exit_code  # type: ignore[assignment]  # of a signal


class ArchiveMismatchError(ArchiveError):
    """The archive belongs to another site than the one to be crawled."""

    exit_code = ExitCode.USAGE


class ArchiveDamagedError(ArchiveError):
    """The archive is damaged, or is no archive of this program."""

    exit_code = ExitCode.DAMAGED


class SchemaTooNewError(ArchiveDamagedError):
    """The archive was written by a newer version of this program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, but this program knows only {known}: install a newer version"
        )
        self.path = path
        self.found = found
        self.known = known


def said_of(error: Exception) -> str:
    """Return the text of a file or database error, without the content that SQLite quotes in brackets.

    That may be an article's text, and no takedown reaches a log or the row of a run.

    >>> said_of(sqlite3.DatabaseError("malformed database schema (\u4e34\u6c7e)"))
    'malformed database schema'
    """
    return str(error).partition(" (")[0] if isinstance(error, sqlite3.Error) else str(error)
