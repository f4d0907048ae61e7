"""Which of many strings stand in texts, as looking for each of them alone finds."""

from __future__ import annotations

import random

import pytest

from linfen_crawler.substrings import standing_in


@pytest.mark.parametrize("seed", range(20))
def test_strings_are_found_as_one_by_one(seed: int) -> None:
    chance = random.Random(seed)
    texts = ["".join(chance.choices("汾河水", k=chance.randint(0, 40))) for _ in range(6)]
    wanted = {"".join(chance.choices("汾河水清", k=chance.randint(1, 9))) for _ in range(200)}
    assert standing_in(texts, wanted) == {one for one in wanted if any(one in text for text in texts)}


def test_no_string_goes_over_from_one_text_to_the_next() -> None:
    wanted = {"汾河", *(f"第{at}位" for at in range(100))}
    assert standing_in(["汾", "河第7", "第7位"], wanted) == {"第7位"}
    assert standing_in([], wanted) == frozenset()
