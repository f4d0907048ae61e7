"""Folding: what is equal and what is not, and that each folded character knows where it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linfen_crawler.text import clean_block, clean_line, fingerprint_text, fold, fold_with_offsets

TEXT = st.text(
    st.sampled_from("临臨汾新聞网網勞动動獎() （）ōòng　 \n\tＷＴＯabc，,。：:“”魏华1２㈱\u0301\u3099"), max_size=40
)

IDEOGRAPHS_AND_SIGNS = [chr(point) for point in range(0x2000, 0x10000) if not 0xD800 <= point < 0xE000]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("勞動(dòng)獎(jiǎng)", "劳动奖"),
        ("責(zé)任編輯：", "责任编辑:"),
        ("加入(WTO)", "加入(WTO)"),
        ("什麼(me)", "什么"),
        ("Ｗ２（甲）", "W2(甲)"),
        ("著力 瞭解", "着力 了解"),
        ("临　汾", "临 汾"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_does_not_depend_on_its_neighbours() -> None:
    """OpenCC's phrases would turn 乾 one way in 乾坤 and another in 乾淨."""
    text = "乾坤乾淨頭髮發現皇后後天"
    assert fold(text) == "".join(fold(character) for character in text)


@settings(max_examples=500)
@given(TEXT)
def test_each_folded_character_comes_from_where_it_says(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.original(0, len(folded.text)) == (text if folded.starts is None else text[folded.starts[0] :])
    for at in range(len(folded.text)):
        assert folded.text[at] in fold(folded.original(at, at + 1)) + " "
    if folded.starts is not None:
        assert list(folded.starts) == sorted(folded.starts)
        assert len(folded.starts) == len(folded.text) + 1


@given(TEXT)
def test_white_space_is_one_space_and_for_fingerprints_none(text: str) -> None:
    assert "  " not in fold(text)
    assert not any(character.isspace() for character in fingerprint_text(text))
    assert fingerprint_text(f" {text}\u3000") == fingerprint_text(text)


def test_cleaning_keeps_every_character_but_white_space_at_the_ends() -> None:
    assert clean_line("\u3000\u3000魏　华 \u00a0\n 摄\u2003") == "魏　华 \u00a0 摄"
    assert clean_block("　　甲\n\n 乙 \n") == "甲\n乙"


def test_what_nothing_shows_is_dropped_and_joined_signs_stay() -> None:
    assert clean_line("\u200b临\u00ad汾\ufeff新\u2060闻\u202d1\u202c\u200b") == "临汾新闻1"
    assert clean_line("👨\u200d👩\u200d👧都来了") == "👨\u200d👩\u200d👧都来了"


def test_of_long_texts_no_folding_is_kept() -> None:
    assert fold_with_offsets("临" * 100) is fold_with_offsets("临" * 100)
    assert fold_with_offsets("临" * 5000) is not fold_with_offsets("临" * 5000)


def test_every_character_that_folds_to_another_is_found_in_a_text() -> None:
    alone = {one: fold(one) for one in IDEOGRAPHS_AND_SIGNS}
    changing = [one for one, folded in alone.items() if one != folded and len(folded) == 1 and folded not in "() "]
    assert len(changing) > 4000
    assert fold("".join(changing)) == "".join(alone[one] for one in changing)


@pytest.mark.parametrize(("folded", "written"), [("编", "编編"), ("图", "图圖"), ("导", "导導"), ("摄", "摄攝")])
def test_a_character_that_is_looked_for_unfolded_is_written_in_two_ways(folded: str, written: str) -> None:
    assert {one for one in IDEOGRAPHS_AND_SIGNS if fold(one) == folded} == set(written)
