"""What rots, a bit, the end of a file, a value: ``linfen verify`` names it, and itself never fails."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from rotting import Outcome, Spot, rot_all, spots, spots_of_log, verified
from test_identity import article
from test_verify import archive_replica, copied, execute

from linfen_crawler.archive import ArchiveWriter
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.log import LOG

__all__ = ["copied"]

UNPROVED = {"warc_files.closed_at"}
"""Columns of which a change may be missed: see ``docs/archive.md``."""


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive ten articles, for each damage asks for a proof of all; nobody may change it."""
    return archive_replica(tmp_path_factory.mktemp("archived"), "--max-articles", "10")


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive a small replica to its end; nobody may change it."""
    return archive_replica(tmp_path_factory.mktemp("larger"))


@pytest.fixture(scope="module")
def logged(archived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive whose last run was killed between two commits: what it wrote is in the log alone."""
    folder = Path(shutil.copytree(archived, tmp_path_factory.mktemp("logged") / "archive"))
    writer = ArchiveWriter.open(folder)
    writer.begin_run("news", {}, warc_bytes=1 << 30, about={})
    for number in range(12):
        writer.store(article(f"/shanxi/{number}", text=f"别的{number}" * 40))
        writer.commit()
    killed = Path(shutil.copytree(folder, folder.with_name("killed")))
    writer.close()
    return killed


def check(outcomes: Iterable[Outcome]) -> list[str]:
    """Assert what holds of every damage, and return a line for each kind of them."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        assert outcome.code in {0, 5}, outcome
        is_cut, where = outcome.spot.bit is None, outcome.spot.file
        if where == DATABASE + LOG and is_cut:
            # The database is what it was at an earlier moment, as a kill leaves it: what it lacks waits in warc/.
            continue
        assert outcome.is_found or (where == DATABASE and not is_cut), outcome
        assert outcome.changed <= UNPROVED, outcome
        where = where if where.startswith(DATABASE) else f"{where.partition('/')[0]}/"
        kinds.setdefault(f"{'cut' if is_cut else 'bit'} in {where}", []).append(outcome)
    return [told(kind, of_kind) for kind, of_kind in kinds.items()]


def told(kind: str, outcomes: list[Outcome]) -> str:
    """Say in a line what became of damages."""
    found, missed = sum(one.is_found for one in outcomes), [one for one in outcomes if one.is_missed]
    columns = Counter(column for one in missed for column in one.changed)
    names = f" ({', '.join(sorted(columns))})" if columns else ""
    harmless = len(outcomes) - found - len(missed)
    return f"{kind}: of {len(outcomes)} {found} named, {harmless} change no answer, {len(missed)} missed{names}"


def test_a_flipped_bit_or_a_cut_is_named_or_changes_no_answer(archived: Path) -> None:
    """Some of the places: the figures have more."""
    check(rot_all(archived, spots(archived, count=18, rng=random.Random(20261126))))


def test_a_flipped_bit_of_the_log_is_named(logged: Path) -> None:
    """SQLite passes over the frame that it is in, and all after it: rows vanish, and its own checks see nothing."""
    size = (logged / (DATABASE + LOG)).stat().st_size
    last = Spot(DATABASE + LOG, size - 1, 7)
    print(check(rot_all(logged, [last, *spots_of_log(logged, count=8, rng=random.Random(20261126))])))


@pytest.mark.parametrize("bit", range(8))
def test_a_format_that_is_unknown_is_a_damage(bit: int, archived: Path) -> None:
    """The number of the schema's format, in the header of the file: SQLite calls it an error of the query."""
    (outcome,) = rot_all(archived, [Spot(DATABASE, 47, bit)])
    assert outcome.is_found or not outcome.changed
    assert outcome.code in {0, 5}


def test_a_text_that_is_none_is_named(copied: Path) -> None:
    execute(copied, "UPDATE articles SET body = CAST(x'e4b8ff' AS TEXT) WHERE id = 3")
    code, output = verified(copied)
    assert (code, "'utf-8' codec can't decode byte" in output) == (5, True)


def test_a_schema_that_is_no_text_is_named(archived: Path) -> None:
    """SQLite quotes it in what it says, and Python cannot read that."""
    data = (archived / DATABASE).read_bytes()
    at = data.index(b"CREATE TABLE captures")
    (outcome,) = rot_all(archived, [Spot(DATABASE, at + len(b"CREATE TABLE captures (\n    i"), 7)])
    assert outcome.is_found


def test_a_schema_that_reads_otherwise_is_named(archived: Path) -> None:
    """In what a CHECK allows: no row is another, and the next would be refused."""
    at = (archived / DATABASE).read_bytes().index(b"'same text'")
    (outcome,) = rot_all(archived, [Spot(DATABASE, at + 1, 0)])
    assert outcome.is_found


@pytest.mark.figures
def test_a_hundred_flipped_bits_and_cuts(archived: Path) -> None:
    print("", *check(rot_all(archived, spots(archived, count=100, rng=random.Random(2)))), sep="\n")


@pytest.mark.figures
def test_a_hundred_flipped_bits_of_the_log(logged: Path) -> None:
    print("", *check(rot_all(logged, spots_of_log(logged, count=100, rng=random.Random(3)))), sep="\n")


@pytest.mark.soak
def test_five_hundred_flipped_bits_and_cuts(larger: Path) -> None:
    print("", *check(rot_all(larger, spots(larger, count=500, rng=random.Random(1)))), sep="\n")
