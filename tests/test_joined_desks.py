"""Reporters of a newspaper and its app, whatever joins their names: 山西晚报·山河+记者 张浩."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of

LEAD = "临汾新闻网讯（{}）4月29日，全市春季农业生产现场会在洪洞县召开。"
DESKS = """
山西晚报·山河+记者 山河+记者 齐鲁晚报·齐鲁壹点记者 本报·临汾+记者
新华社·临汾日报+首席记者 封面新闻·青蕉拍客记者
山西晚报/山河+记者 山西晚报·山河＋记者 浙江日报·潮新闻记者 央视新闻+记者 红星新闻+见习记者
"""
READ = {
    "文/山西晚报·山河+记者 张浩": "张浩 reporter",
    "记者 李静 山西晚报·山河+记者 张浩": "李静 reporter, 张浩 reporter",
    "山西晚报·山河+ 记者 张浩": "张浩 reporter",
    "山西晚报·山河+记者 张浩 通讯员 李静": "张浩 reporter, 李静 correspondent",
    "临汾日报·临汾新闻网记者 张浩": "张浩 reporter",
    "张浩/李静 记者": "",
    "买买提·阿不都 记者 张浩": "买买提·阿不都 author, 张浩 reporter",
    "1+1记者": "",
}


def spelled(text: str) -> str:
    return ", ".join(f"{one.name} {one.role}" for one in credits_of(text))


@pytest.mark.parametrize("desk", DESKS.split())
@pytest.mark.parametrize("gap", ["", " ", "　"])
def test_an_app_in_the_name_of_a_desk_loses_nobody(desk: str, gap: str) -> None:
    assert spelled(f"{desk}{gap}张浩") == "张浩 reporter"
    assert spelled(f"（{desk}{gap}张浩）") == "张浩 reporter"
    assert spelled(LEAD.format(f"{desk}{gap}张浩 通讯员 李静")) == "张浩 reporter, 李静 correspondent"
    assert spelled(f"图为现场。{desk}{gap}张浩 摄") == "张浩 photographer"


@pytest.mark.parametrize("line", READ)
def test_what_is_joined_beside_a_label_is_told_apart(line: str) -> None:
    assert spelled(line) == READ[line]
