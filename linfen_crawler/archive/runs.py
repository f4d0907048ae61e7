"""Write the records of runs, as they happen or from the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.copies import leave_out
from linfen_crawler.archive.rows import Value, insert, update
from linfen_crawler.journal import Entry

_LAST_CAPTURES = 1000
_KILLED = "killed: the run has no end"


def is_new(database: ArchiveDatabase) -> bool:
    """Tell whether nothing was ever written into an archive."""
    return database.execute("SELECT 1 FROM runs").fetchone() is None


def is_known(database: ArchiveDatabase, run_id: int | None) -> bool:
    """Tell whether a run has a record."""
    return database.execute("SELECT 1 FROM runs WHERE id = ?", [run_id]).fetchone() is not None


def begun(database: ArchiveDatabase) -> dict[int, str]:
    """Return when each run began, by its number."""
    return {int(row["id"]): str(row["started_at"]) for row in database.execute("SELECT id, started_at FROM runs")}


def last_written(database: ArchiveDatabase) -> str | None:
    """Return the latest time at which runs since the last good one wrote by their clock; ``None`` if there was none.

    Earlier ones are not looked at: what a clock that was ahead has dated is not believed for ever, as a good run goes
    on from there. Takedowns and rebuilds do not count as good ones, as they go on whatever the clock says.
    """
    (latest,) = database.execute(
        "WITH good AS (SELECT coalesce(max(id), 0) AS id FROM runs "
        "WHERE verdict IN ('ok', 'suspect') AND spider NOT IN ('forget', 'rebuild')) "
        "SELECT max(at) FROM ("
        "SELECT max(started_at, coalesce(finished_at, started_at)) AS at FROM runs WHERE id >= (SELECT id FROM good) "
        # Of one that was killed. Its last captures: there may be a million before them.
        "UNION ALL SELECT fetched_at FROM "
        "(SELECT fetched_at, run_id, provenance FROM captures ORDER BY id DESC LIMIT ?) "
        "WHERE run_id >= (SELECT id FROM good) AND provenance IS NULL)",
        [_LAST_CAPTURES],
    ).fetchone()
    return None if latest is None else str(latest)


def begin(database: ArchiveDatabase, entry: Entry) -> int:
    """Write the record of a run that begins, and return its id; those that were killed before are interrupted.

    The first says also how the archive was begun, the first of a copy what it leaves out.
    """
    said = entry.facts
    if is_new(database):
        database.execute("UPDATE archive SET created_at = ?, replica = ?", [said["created_at"], said.get("replica")])
    database.execute(
        "UPDATE runs SET verdict = 'interrupted', reasons = ? WHERE verdict IS NULL", [json.dumps([_KILLED])]
    )
    row: dict[str, Value] = {"spider": str(said["spider"]), "version": str(said["version"]), "started_at": entry.at}
    row["arguments"] = as_json(said["arguments"])
    if "branch" in said:
        row["branch"] = as_json(said["branch"])
    run_id = insert(database, "runs", {"id": _id(said), **row})
    leave_out(database, "articles")
    return run_id


def end(database: ArchiveDatabase, entry: Entry) -> None:
    """Write into the record of a run how it ended."""
    said = entry.facts
    lists = {name: as_json(said[name]) for name in ("reasons", "counters")}
    update(database, "runs", _id(said), {"finished_at": entry.at, "verdict": str(said["verdict"]), **lists})


def _id(said: Mapping[str, object]) -> int:
    return int(str(said["run"]))


def next_id(database: ArchiveDatabase) -> int:
    """Return the id of the next run, never used before."""
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'runs'").fetchone()
    return 1 if row is None else int(row[0]) + 1


def as_json(value: object) -> str:
    """Return a value as the archive keeps it in a column."""
    return json.dumps(value, ensure_ascii=False, default=str)
