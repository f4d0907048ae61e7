"""How near two texts are: damage as mirrors do it costs little, and other articles are far away."""

from __future__ import annotations

import itertools
import subprocess
import sys
from functools import cache
from random import Random

import pytest
from damage import Damage
from hypothesis import given, settings
from hypothesis import strategies as st

from linfen_crawler.replica import Replica
from linfen_crawler.similarity import (
    KEYS,
    MIN_CHARS,
    SIMILAR,
    SIMILAR_BY_PATH,
    article_text,
    compared,
    keys,
    score,
)

TEXT = "临汾新闻网讯 我市隆重举行五一劳动奖表彰大会，市委书记代表市委、市政府向受表彰的集体和个人表示热烈祝贺。" * 2


@cache
def replica_texts() -> list[tuple[str, str]]:
    """Return title and body of the replica's articles that are long enough to be recognised by their text alone."""
    articles = Replica(seed=11, size=400).articles()
    return [(a.title, a.body) for a in articles if len(compared(a.body)) >= MIN_CHARS]


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("授予市五一勞動(dòng)獎(jiǎng)?wù)?", "授予市五一劳动奖"),
        ("要自覺向勞??待R,學(xué)先進(jìn)", "要自觉向劳待学先进"),
        ("会议召开。。?/p>", "会议召开"),
        ("来源：临汾 ２０２１", "来源临汾2021"),
        ("アカ会の议", "会议"),
    ],
)
def test_what_damage_leaves_behind_is_not_compared(damaged: str, clean: str) -> None:
    assert compared(damaged) == clean


def test_a_short_text_is_compared_with_its_title_and_captions() -> None:
    assert article_text(title="题目", body="组图", captions=["图为现场", None]) == "题目图为现场组图"
    assert article_text(title="题目", body="长" * MIN_CHARS, captions=["图为现场"]) == "长" * MIN_CHARS


def test_a_text_too_short_to_be_told_by_has_no_keys() -> None:
    assert keys("短" * (MIN_CHARS - 1)) == ()
    assert score("短", "短") == 0.0


def test_keys_are_the_same_for_good() -> None:
    """Stored keys are looked up by later versions of this program: a change needs a new SIGNATURE_VERSION."""
    text = compared("临汾市召开五一劳动奖表彰大会" * 3 + "授予49个单位奖状并为30个集体颁奖")
    assert len(keys(text)) == KEYS
    assert keys(text)[:3] == GOLDEN
    command = f"from linfen_crawler.similarity import keys; print(keys({text!r})[:3])"
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", command], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert done.stdout == f"{GOLDEN}\n"


GOLDEN = (14172464917235, 20800099101393, 24696461531962)


def test_all_keys_of_a_text_are_among_the_hashes_of_a_longer_one_that_holds_it() -> None:
    spam = "澳门新葡京娱乐场线上开户优惠活动" * 40
    longer = compared(spam + TEXT + spam)
    assert set(keys(compared(TEXT))) <= set(keys(longer, len(longer)))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 299),
    st.integers(0, 1 << 30),
    st.floats(0, 0.1),
    st.sampled_from([0, 20, 100, 400]),
    st.booleans(),
)
def test_a_copy_damaged_as_mirrors_do_is_near(
    number: int, seed: int, eaten: float, spam_chars: int, has_date_line: bool
) -> None:
    """Up to a tenth of the characters eaten, and twice four hundred of spam, whatever the length of the article."""
    title, body = replica_texts()[number % len(replica_texts())]
    damage = Damage(eaten=eaten, spam_chars=spam_chars, has_date_line=has_date_line)
    copied = compared(damage.copy(body, Random(seed), title=title))
    assert score(compared(body), copied) >= SIMILAR
    assert len(set(keys(compared(body))) & set(keys(copied, 4096))) >= 2


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 299), st.integers(0, 1 << 30))
def test_a_copy_of_which_a_fifth_was_eaten_is_near_enough_for_its_path(number: int, seed: int) -> None:
    _, body = replica_texts()[number % len(replica_texts())]
    copied = compared(Damage(eaten=0.2, spam_chars=400).copy(body, Random(seed)))
    assert score(compared(body), copied) >= SIMILAR_BY_PATH


def test_a_copy_of_one_page_of_several_is_near() -> None:
    _, body = max(replica_texts(), key=lambda text: len(text[1]))
    first_page = compared(Damage(eaten=0.05).copy(body[: len(body) // 3], Random(1)))
    assert score(compared(body), first_page) >= SIMILAR


def test_other_articles_are_far_away() -> None:
    """The replica's stories are told from the same sentences: nothing on the site is more alike."""
    some = [compared(body) for _, body in replica_texts()[:200]]
    assert max(itertools.starmap(score, itertools.combinations(some, 2))) < SIMILAR
