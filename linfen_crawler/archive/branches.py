"""Recognise the WARC files of another branch: of this archive, but of runs that its database does not descend from.

A restored backup carries on from its own time, and reuses the numbers that the lost archive has given since. If the
files of that archive turn up later, their journal cannot be merged into this one's. Each file says when its run began,
and which run came before: so two runs with one number can be told apart, and what followed either of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from linfen_crawler.journal import RUN_BEGUN, Entry
from linfen_crawler.raw import read_records

OF_ARCHIVE, OF_RUN = "linfen-archive", "linfen-run"
"""What a WARC file of ours says in its ``warcinfo`` record: whose it is."""
_BEGUN, _BEFORE = "linfen-run-begun", "linfen-run-before"
OTHER_BRANCH = (
    "is of this archive, but of a branch that this database does not come from: a copy was put back, and both went on. "
    "Nothing of it is read: move it away, and `linfen ingest` it from there"
)
Run = tuple[int, str]
"""A run's number, and when it began."""


@dataclass(frozen=True, slots=True)
class _Begun:
    archive: str
    run: Run
    before: Run | None


def said_of_run(archive: str, run: Run, before: Run | None) -> dict[str, str]:
    """Return what each file of a run says about itself in its first record."""
    said = {OF_ARCHIVE: archive, OF_RUN: str(run[0]), _BEGUN: run[1]}
    return said if before is None else said | {_BEFORE: f"{before[0]} {before[1]}"}


def of_other_branches(paths: Iterable[Path], known: Mapping[int, str], archive: str | None) -> set[Path]:
    """Return the files that do not go with the runs that a database knows, each by its number and its begin.

    Where it does not know them, nor which went on, it is the branch whose last run began last. ``archive`` is the uuid;
    ``None`` for a database that has none of its own yet. What says nothing of its run is of no other branch.
    """
    said = {path: begun for path in paths if (begun := _begun(path)) is not None and archive in {None, begun.archive}}
    return {path for whose in {one.archive for one in said.values()} for path in _others(said, known, whose)}


def runs_of_branch(paths: Iterable[Path], known: Mapping[int, str], archive: str) -> dict[int, str]:
    """Return when each run of a branch began, by its number: those that a database knows, and that files add to it."""
    own = [begun for path in paths if (begun := _begun(path)) is not None and begun.archive == archive]
    return _chosen(own, known)[0]


def _others(said: Mapping[Path, _Begun], known: Mapping[int, str], archive: str) -> Iterator[Path]:
    own = {path: one for path, one in said.items() if one.archive == archive}
    _, refused = _chosen(own.values(), known)
    yield from (path for path, one in own.items() if one.run in refused)


def _chosen(own: Iterable[_Begun], known: Mapping[int, str]) -> tuple[dict[int, str], set[Run]]:
    """Return the runs of a branch, and those of others."""
    before = {one.run: one.before for one in own}
    chosen = dict(known)
    refused: set[Run] = set()
    for last in sorted(before, key=lambda run: run[1], reverse=True):
        # From a run back to one of which it is known whether it is of this branch.
        chain: list[Run] = []
        run: Run | None = last
        while run is not None and run not in refused and chosen.get(run[0]) is None:
            chain.append(run)
            # A run that no file mentions came before either, as far as is known.
            run = before.get(run)
        if run is not None and chosen.get(run[0]) != run[1]:
            refused.update(chain, [run])
        else:
            chosen.update(chain)
    return chosen, refused


def _begun(path: Path) -> _Begun | None:
    """Return what a file says of its run: in its first record, or, before that did, with the run's first entry."""
    records: list[object] = []
    with suppress(FileNotFoundError):
        # A run closes it meanwhile: it is the database's own.
        records = [found.content for found in islice(read_records(path), 2)]
    info = records[0] if records else None
    if len(records) < 2 or not isinstance(info, dict):
        # Killed before its first entry a run has no record, and its number is given to the next.
        return None
    first = records[1]
    archive, number = info.get(OF_ARCHIVE), info.get(OF_RUN, "")
    if archive is None or not number.isdecimal():
        return None
    begun = info.get(_BEGUN)
    if begun is None and isinstance(first, Entry) and first.what == RUN_BEGUN:
        begun = first.at
    before, _, at = info.get(_BEFORE, "").partition(" ")
    return None if begun is None else _Begun(archive, (int(number), begun), (int(before), at) if at else None)
