"""Rare surnames right behind a label, and the sentences and words that begin with the same characters."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of

LEAD = "临汾新闻网讯{}4月29日，全市春季农业生产现场会在洪洞县召开。"
NAMED = {
    LEAD.format("（记者要文君）"): "要文君",
    LEAD.format("（记者张浩、要文君）"): "张浩 要文君",
    LEAD.format("（通讯员 铁光明）"): "铁光明",
    "记者柴云祥　要文君　实习生赵军令": "柴云祥 要文君 赵军令",
    "首席记者 要文君 见习记者 秦风": "要文君 秦风",
    "（首席记者郇文雯　记者要文君 摄影报道）": "郇文雯 要文君",
    "图为会场。记者仪晓红摄": "仪晓红",
    "图为会场。本报记者拓小军 摄": "拓小军",
    "通讯员介建军": "介建军",
    "通讯员相里勇 记者张浩": "相里勇 张浩",
    "本报记者巨伟": "巨伟",
    "记者行俊文 种占军": "行俊文 种占军",
    "通讯员：农建军": "农建军",
}
PASSED_OVER = {
    "记者张浩 彧文君": "张浩",
    "记者彧文君 通讯员张浩": "张浩",
    LEAD.format("（记者张浩、彧文君）"): "张浩",
    "记者虎伟 王芳": "王芳",
}
NOBODY = """
记者要求 记者行走 记者介绍 记者青睐 （记者介绍） 记者行走摄 记者青春 记者相信 记者种植摄 记者化名 记者化解
记者铁军 记者光明 记者要文明 记者要健康 记者双双 记者公平 记者水平 记者国庆摄 记者仪式 记者呼吁 记者银行 记者铁路
记者行平阳 记者黑龙江 记者巨献 （记者要新春） 记者红军 本报记者花海 通讯员水利局 记者行军路 （记者广场）
4月29日，记者要求采访。
"""


def names(text: str) -> str:
    return " ".join(dict.fromkeys(one.name for one in credits_of(text)))


@pytest.mark.parametrize("line", NAMED)
def test_a_rare_surname_right_behind_a_label_is_a_persons(line: str) -> None:
    assert names(line) == NAMED[line]


@pytest.mark.parametrize("line", PASSED_OVER)
def test_a_name_that_is_not_known_loses_no_other(line: str) -> None:
    assert names(line) == PASSED_OVER[line]


@pytest.mark.parametrize("line", NOBODY.split())
def test_a_word_that_begins_as_a_rare_name_is_none(line: str) -> None:
    assert names(line) == ""
