"""Let an archive rot: flip a bit or cut a file off somewhere, call ``linfen verify``, and see what else notices."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import harness

from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.log import LOG
from linfen_crawler.archive.media import media_files
from linfen_crawler.raw import closed_files

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a file is damaged."""

    file: str
    offset: int
    bit: int | None = None
    """Which bit is flipped; ``None`` if the file is cut off."""

    def __str__(self) -> str:
        return f"{self.file} at {self.offset}, {'cut off' if self.bit is None else f'bit {self.bit} flipped'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a damage."""

    spot: Spot
    code: int
    """What ``linfen verify`` ended with."""
    said: str
    changed: frozenset[str] = field(default_factory=frozenset)
    """Where it found nothing: the columns of which a value is another, as ``table.column``."""

    @property
    def is_found(self) -> bool:
        """Tell whether the damage was named."""
        return self.code == 5

    @property
    def is_missed(self) -> bool:
        """Tell whether an answer changes and nothing says so."""
        return self.code == 0 and bool(self.changed)


def spots(folder: Path, *, count: int, rng: Random) -> Iterator[Spot]:
    """Yield places, each a bit and a cut, in turn in the database, in a WARC file and in one of an image."""
    warcs = [f"warc/{path.name}" for path in closed_files(folder)]
    yield from _spots(folder, ([DATABASE], warcs, list(media_files(folder))), count, rng)


def spots_of_log(folder: Path, *, count: int, rng: Random) -> Iterator[Spot]:
    """Yield places in the log of the database, each a bit and a cut."""
    yield from _spots(folder, ([DATABASE + LOG],), count, rng)


def _spots(folder: Path, kinds: Sequence[Sequence[str]], count: int, rng: Random) -> Iterator[Spot]:
    for number in range(count):
        names = kinds[number % len(kinds)]
        (file,) = rng.choices(names, [(folder / name).stat().st_size for name in names])
        offset = rng.randrange((folder / file).stat().st_size)
        yield Spot(file, offset, rng.randrange(8))
        yield Spot(file, offset)


def rot_all(folder: Path, damages: Iterable[Spot]) -> Iterator[Outcome]:
    """Try each damage by itself, on all cores."""
    with (
        tempfile.TemporaryDirectory() as copies,
        ProcessPoolExecutor(
            os.cpu_count(),
            mp_context=multiprocessing.get_context("forkserver"),
            initializer=_begin,
            initargs=(folder, copies),
        ) as pool,
    ):
        yield from pool.map(_rot, damages, chunksize=8)


_copy = Path()
_sound: Rows = {}


def _begin(folder: Path, copies: str) -> None:
    """Take a copy of the archive for this process."""
    global _copy, _sound  # noqa: PLW0603
    harness.fork_from_here()
    _copy = Path(shutil.copytree(folder, Path(tempfile.mkdtemp(dir=copies), "archive")))
    _sound = rows_of(_copy)


def _rot(spot: Spot) -> Outcome:
    """Damage the copy, verify it, and make it whole again."""
    path, log = _copy / spot.file, _copy / (DATABASE + LOG)
    whole, has_log = path.read_bytes(), log.exists()
    damaged = bytearray(whole)
    if spot.bit is None:
        del damaged[spot.offset :]
    else:
        damaged[spot.offset] ^= 1 << spot.bit
    path.write_bytes(damaged)
    try:
        code, said = verified(_copy)
        return Outcome(
            spot=spot, code=code, said=said, changed=frozenset(_changed(_sound)) if code == 0 else frozenset()
        )
    finally:
        path.write_bytes(whole)
        log.with_name(f"{DATABASE}-shm").unlink(missing_ok=True)
        if not has_log:
            log.unlink(missing_ok=True)


def verified(folder: Path) -> tuple[int, str]:
    """Return the exit code of ``linfen verify`` and what it says."""
    done = harness.run(["verify", "--archive", str(folder)])
    return done.returncode, done.stdout + done.stderr


def rows_of(folder: Path) -> Rows:
    """Return all that a database answers: the rows of each table below its name and columns, and its schema."""
    database = sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)
    # Bytes that are no text are compared as they are.
    database.text_factory = bytes
    try:
        schema = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name.decode() for kind, name, _ in schema if kind == b"table"]
        return {"sqlite_master": schema} | {table: _rows(database, table) for table in tables}
    finally:
        database.close()


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    cursor = database.execute(f"SELECT * FROM {table}")
    return [tuple(name for name, *_ in cursor.description), *cursor.fetchall()]


def _changed(sound: Rows) -> Iterator[str]:
    """Yield the columns in which the copy answers otherwise than the sound archive."""
    try:
        rotten = rows_of(_copy)
    except sqlite3.Error as error:
        yield f"cannot be read: {error}"
        return
    for table in sound.keys() | rotten.keys():
        one, other = sound.get(table, []), rotten.get(table, [])
        if len(one) != len(other):
            yield f"{table}: other rows"
        elif one != other:
            names = one[0] if table != "sqlite_master" else ("type", "name", "sql")
            columns = zip(names, zip(*one, strict=True), zip(*other, strict=True), strict=True)
            yield from (f"{table}.{name}" for name, mine, theirs in columns if mine != theirs)
