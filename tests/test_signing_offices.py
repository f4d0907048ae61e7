"""Correspondents who sign with their office, whatever its name ends with: 通讯员 霍州煤电 程瑞芳."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import everyone

LEAD = "临汾新闻网讯{}4月29日，全市春季农业生产现场会在洪洞县召开。"
OFFICES = """
霍州煤电 山西焦煤 临汾供电 国网洪洞 临汾移动 建行临汾分行 尧都农商 立恒钢铁 晋南钢铁 中升钢铁 侯马公安 翼城检察
隰县税务 蒲县消防 霍州监狱 平安保险 人保财险 中国人寿 临汾高速 晋能控股 潞安化工 中国石化 太平洋保险 曲沃检察
乡宁林草 大宁农商银行 华电霍州 农商行 三维
国能蒲县 尧都应急 霍州交警 浮山气象 洪洞大槐树 安泽林场管护 师大 市政协 市热力 中铁十二局
"""
READ = {
    "（记者 张浩 通讯员 临汾公安 李静）": "张浩 reporter, 李静 correspondent",
    "（通讯员 霍州煤电 程瑞芳 李静）": "程瑞芳 correspondent, 李静 correspondent",
    "（通讯员 霍州煤电 程瑞芳 立恒钢铁 李 静）": "程瑞芳 correspondent, 李静 correspondent",
    "（通讯员 程瑞芳 霍州煤电 李静）": "程瑞芳 correspondent, 李静 correspondent",
    "（通讯员 隰县税务 程瑞芳 记者 张浩）": "程瑞芳 correspondent, 张浩 reporter",
    "（通讯员：隰县税务 程瑞芳）": "程瑞芳 correspondent",
    "（通讯员 隰县税务 程瑞芳 文/图）": "程瑞芳 correspondent, 程瑞芳 photographer",
    "（记者 张浩 通讯员 霍州煤电）": "张浩 reporter",
    # People, whatever they are called.
    "（通讯员 安泰 程瑞芳）": "安泰 correspondent, 程瑞芳 correspondent",
    "（通讯员 欧阳静怡 程瑞芳）": "欧阳静怡 correspondent, 程瑞芳 correspondent",
    "（通讯员 张王佳慧 程瑞芳）": "张王佳慧 correspondent, 程瑞芳 correspondent",
    "（通讯员 展红 程瑞芳）": "展红 correspondent, 程瑞芳 correspondent",
    "（通讯员 畅 任杰 程瑞芳）": "畅任杰 correspondent, 程瑞芳 correspondent",
    "（通讯员 阿依努尔 程瑞芳）": "阿依努尔 correspondent, 程瑞芳 correspondent",
}
NOBODY = """
通讯员 走进田间地头 王丽
通讯员 近日从侯马公安了解到 王丽
通讯员 在霍州煤电采访 王丽
通讯员 霍州煤电 深入一线
通讯员 霍州煤电 立恒钢铁
"""


def spelled(text: str) -> str:
    return ", ".join(f"{one.name} {one.role}" for one in credits_of(text))


@pytest.mark.parametrize("office", OFFICES.split())
@pytest.mark.parametrize("form", ["通讯员 {} 程瑞芳", "（通讯员　{}　程瑞芳）", "记者 张浩 通讯员 {} 程瑞芳"])
def test_behind_a_label_an_office_is_nobody_and_loses_nobody(office: str, form: str) -> None:
    named = "张浩 reporter, " * ("张浩" in form) + "程瑞芳 correspondent"
    assert spelled(form.format(office)) == named
    assert spelled(LEAD.format(f"（{form.strip('（）').format(office)}）")) == named


@pytest.mark.parametrize("bracket", READ)
def test_offices_and_people_are_told_apart_in_any_order(bracket: str) -> None:
    assert spelled(LEAD.format(bracket)) == READ[bracket]


@pytest.mark.parametrize("line", NOBODY.strip().split("\n"))
def test_a_sentence_or_an_office_alone_is_nobody(line: str) -> None:
    assert spelled(line) == ""


PLACED = "霍州煤电 侯马公安 翼城检察 隰县税务 蒲县消防 市热力 市政协 山西焦煤 国网洪洞 中国移动 市妇幼 浮山林草"
UNSIGNED = """
（临汾尧庙 华门）
（洪洞大槐树 王家坟）
（临汾蒲剧 窦娥冤）
（念奴娇 苏轼）
（临汾三宝 金银铜）
（吉县壶口 黄河）
（霍州鼓楼 明清建筑）
（市一中 高三年级）
（临汾从此 张浩）
（临汾人 张浩然）
（隰县小西天 大雄宝殿）
（侯马晋国 古都）
（洪洞明代 苏三监狱）
"""
SAID = "该单位负责人表示，将扎实推进各项工作。"


@pytest.mark.parametrize("office", PLACED.split())
def test_the_last_bracket_of_a_text_names_who_signs_from_an_office_of_the_place(office: str) -> None:
    for names in ("程瑞芳", "李　静", "程瑞芳 张浩", "程瑞芳、张浩"):
        wanted = ["程瑞芳", "张浩"] if "张" in names else [names.replace("　", "")]
        for texts in ([SAID, f"（{office} {names}）"], [f"{SAID}（{office}　{names}）"]):
            assert [one.name for one in everyone(texts=texts)] == wanted


@pytest.mark.parametrize("bracket", UNSIGNED.strip().split("\n"))
def test_a_place_a_work_or_whom_a_text_quotes_signs_nothing(bracket: str) -> None:
    assert everyone(texts=[SAID, f"{SAID}{bracket}"]) == ()
    labelled = everyone(texts=[SAID, "（县委宣传部通讯员 程瑞芳）"])
    assert [(one.name, str(one.role)) for one in labelled] == [("程瑞芳", "correspondent")]
    assert everyone(texts=[f"{SAID}（霍州煤电 程瑞芳）", SAID]) == ()
