"""Record how far the sweeps of each section have come."""

from __future__ import annotations

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.rows import insert, update
from linfen_crawler.kinds import SweepEnd

_TO_BE_CONFIRMED = frozenset({SweepEnd.NOT_FOUND, SweepEnd.EMPTY, SweepEnd.REPEATED})


def new_sweep(database: ArchiveDatabase, section: str) -> int:
    """Begin a sweep of a section, and return its id."""
    return insert(database, "sweeps", {"section": section, "started_at": database.moment, "next_page": 0})


def current_sweep(database: ArchiveDatabase, section: str) -> int:
    """Return the sweep that this run is in: the newest unfinished one, or a new one where none is."""
    row = database.execute("SELECT max(id) FROM sweeps WHERE section = ? AND ended_at IS NULL", [section]).fetchone()
    return new_sweep(database, section) if row[0] is None else int(row[0])


def end_sweep(database: ArchiveDatabase, sweep_id: int, reason: SweepEnd) -> None:
    """End a sweep; if the site merely had no further page, only once a later run finds the same.

    One passing 404 on a deep page would otherwise hide all that lies below it for ever.
    """
    said = database.execute("SELECT reason FROM sweeps WHERE id = ?", [sweep_id]).fetchone()[0]
    is_final = reason not in _TO_BE_CONFIRMED or said is not None
    update(database, "sweeps", sweep_id, {"ended_at": database.moment if is_final else None, "reason": reason})
