"""``linfen rebuild``: rebuild the database from the bytes alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import DATABASE, check_begun, check_unused
from linfen_crawler.archive.deferred import defer
from linfen_crawler.archive.lock import held
from linfen_crawler.archive.proof import UNSHOWN, TableReport, compared
from linfen_crawler.archive.replacing import announce, replace_database
from linfen_crawler.archive.untold import untold
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_json, print_table, say
from linfen_crawler.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveLockedError,
    ExitCode,
    RebuildError,
    SchemaTooNewError,
)
from linfen_crawler.options import Options, about
from linfen_crawler.raw import close_left, left_open, set_apart
from linfen_crawler.rewrites import Reread

_FOLDER = "rebuild"
"""Where in the archive's folder the new database is."""


@click.command(name="rebuild")
@click.option("--apply", "is_applied", is_flag=True, help="Replace the old database, which is kept under another name.")
@parameters.archive
@parameters.log_level
@parameters.as_json
def command(*, is_applied: bool, log_level: str | None, as_json: bool, **settings: str | None) -> int:
    """Rebuild the database from the WARC files alone, beside the old one, and show how the two differ.

    The site is not contacted. With the version that archived them, all rows are equal; a newer version may read pages
    differently, and what --apply would change is listed field by field. The exit code is 3 if the two differ, and 5 if
    bytes are missing or the old database is a newer program's: nothing is replaced then.
    """
    options = parameters.options(settings)
    folder = options.archive
    check_begun(folder)
    if is_applied:
        _announce_left(folder, options)
    with held(folder):
        _refuse_newer(folder)
        had_database = (folder / DATABASE).exists()
        if is_applied:
            # Checked now rather than after hours of reading: an open database cannot be replaced.
            check_unused(folder / DATABASE)
        losses = _rebuild(folder, log_level)
        reports = _compared(folder)
        # What lacks bytes never takes the place of what had them, readable or not: only its owner can tell its worth.
        may_be_applied = not losses or not had_database
        is_replaced = is_applied and may_be_applied
        if is_replaced:
            _defer_untold(folder)
        is_untold = is_replaced and _has_deferred(folder / _FOLDER)
        kept = replace_database(folder / _FOLDER, folder) if is_replaced else None
    if is_untold:
        _announce(folder, options)
    if as_json:
        print_json({"losses": losses, "tables": None if reports is None else [asdict(one) for one in reports]})
    else:
        _print(losses, reports)
        say(f"\n{_next_step(folder, kept, is_applied=is_applied, may_be_applied=may_be_applied)}")
    if losses:
        return int(ExitCode.DAMAGED)
    return int(ExitCode.SUSPECT if reports and any(one.examples for one in reports) else ExitCode.OK)


def _rebuild(folder: Path, log_level: str | None) -> list[str]:
    """Make the new database; return what is missing for it, in sentences."""
    from linfen_crawler.cli.crawler import rebuild  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    for path in left_open(folder):
        set_apart(path)
    for path in left_open(folder):
        close_left(path)
    target = folder / _FOLDER
    if target.exists():
        shutil.rmtree(target)
    target.mkdir()
    try:
        return rebuild(folder, target, with_media=True, log_level=log_level)
    except RebuildError:
        # It is begun anew by the next call; on a full disk, others need its room.
        shutil.rmtree(target, ignore_errors=True)
        raise


def _refuse_newer(folder: Path) -> None:
    """Raise :class:`SchemaTooNewError` for a database of a newer program: this one cannot tell what it holds."""
    try:
        Archive.open(folder).close()
    except SchemaTooNewError:
        raise
    except ArchiveError:
        # What is damaged or missing is what a rebuild is for.
        return


def _compared(folder: Path) -> list[TableReport] | None:
    """Compare the new database with the old one; ``None`` if there is none that can be read."""
    try:
        with Archive.open(folder) as old, Archive.open(folder / _FOLDER) as new:
            return compared(old, new)
    except ArchiveError as error:
        say(f"linfen: there is nothing to compare with: {error}", err=True)
        return None


def _defer_untold(folder: Path) -> None:
    """Keep in the new database what it has to tell those who follow ``changes`` once it is in place."""
    with Archive.open(folder / _FOLDER) as new:
        items = _untold(folder, new)
    defer(folder / _FOLDER, items)


def _untold(folder: Path, new: Archive) -> list[Reread]:
    """Return what is untold; if the old database cannot be read, that is what the journal shows."""
    with suppress(ArchiveError), Archive.open(folder) as old:
        return list(untold(old, new))
    return list(untold(None, new))


def _announce_left(folder: Path, options: Options) -> None:
    """Log what an earlier call was killed before, unless the database is what a rebuild is for: damaged or missing."""
    if _has_deferred(folder):
        with suppress(ArchiveDamagedError):
            _announce(folder, options)


def _has_deferred(folder: Path) -> bool:
    """Tell whether a database that can be read has something to tell."""
    with suppress(ArchiveError), Archive.open(folder) as archive:
        return archive.has_deferred()
    return False


def _announce(folder: Path, options: Options) -> None:
    """Log what is read otherwise, if no other run that began meanwhile has."""
    try:
        announce(folder, warc_bytes=options.warc_bytes, about=about(options))
    except ArchiveLockedError:
        say("linfen: another run holds the archive: it logs what is read otherwise, or the next does", err=True)


def _print(losses: Iterable[str], reports: list[TableReport] | None) -> None:
    for loss in losses:
        say(f"missing: {loss}")
    if reports is None:
        return
    columns = ("table", "rows", "new", "lost", "differing columns, and in how many rows")
    print_table(columns, [(one.table, one.rows, one.added, one.lost, _columns(one)) for one in reports])
    for report in reports:
        for found in report.examples:
            say(str(found))
    if not any(one.examples for one in reports):
        reasons = "; ".join(f"{table}.{column}: {reason}" for (table, column), reason in UNSHOWN.items())
        say(f"equal row for row, apart from {reasons}")


def _columns(report: TableReport) -> str:
    return ", ".join(f"{name} {count}" for name, count in report.columns.items())


def _next_step(folder: Path, kept: Path | None, *, is_applied: bool, may_be_applied: bool) -> str:
    """Say where the new database is, and what to do about it."""
    if not may_be_applied:
        return (
            f"the new database is {folder / _FOLDER / DATABASE}; it cannot be applied until "
            f"what is missing is restored. If that is lost for good, move {folder / DATABASE} away first"
        )
    if not is_applied:
        return f"the new database is {folder / _FOLDER / DATABASE}; --apply replaces the old one with it"
    return f"applied; the old database is kept as {kept}" if kept else "applied; there was no old database"
