"""What rots, a bit, the end of a file, a value: ``linfen verify`` names it, and itself never fails."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from rotting import Outcome, Spot, rot_all, spots, verified
from test_verify import archived, copied, execute

from linfen_crawler.archive.connection import DATABASE

__all__ = ["archived", "copied"]

UNPROVED = {"warc_files.closed_at", "articles.parser_version", "urls.parser_version", "revisions.parser_version"}
"""Columns of which a change may be missed: see ``docs/archive.md``."""


def check(outcomes: Iterable[Outcome]) -> list[str]:
    """Assert what holds of every damage, and return a line for each kind of them."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        assert outcome.code in {0, 5}, outcome
        is_cut, in_database = outcome.spot.bit is None, outcome.spot.file == DATABASE
        assert outcome.is_found or (in_database and not is_cut), outcome
        assert outcome.changed <= UNPROVED, outcome
        where = DATABASE if in_database else f"{outcome.spot.file.partition('/')[0]}/"
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


@pytest.mark.parametrize("bit", range(8))
def test_a_format_that_is_unknown_is_a_damage(bit: int, archived: Path) -> None:
    """The number of the schema's format, in the header of the file: SQLite calls it an error of the query."""
    (outcome,) = rot_all(archived, [Spot(DATABASE, 47, bit)])
    assert outcome.is_found or not outcome.changed
    assert outcome.code in {0, 5}


def test_a_text_that_is_none_is_named(copied: Path) -> None:
    execute(copied, "UPDATE articles SET body = CAST(x'e4b8ff' AS TEXT) WHERE id = 3")
    code, output = verified(copied)
    assert (code, "Could not decode to UTF-8 column 'body'" in output) == (5, True)


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


@pytest.mark.soak
def test_five_hundred_flipped_bits_and_cuts(archived: Path) -> None:
    print("", *check(rot_all(archived, spots(archived, count=500, rng=random.Random(1)))), sep="\n")
