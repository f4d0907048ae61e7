"""Given names that are labels as well, 文 and 图: short names are spaced out, 李　文, and stand beside labels so."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import editor

NAMED = {
    "（记者 张　浩　李　文）": "张浩 reporter, 李文 reporter",
    "本报记者　张　浩　李　文": "张浩 reporter, 李文 reporter",
    "（记者 张　浩 李　文 姚　望）": "张浩 reporter, 李文 reporter, 姚望 reporter",
    "（记者：王强、李　文、张　浩）": "王强 reporter, 李文 reporter, 张浩 reporter",
    "（记者李　文）": "李文 reporter",
    "（记者 文　静 通讯员 王　图）": "文静 reporter, 王图 correspondent",
    "记者 张　浩 李　文 摄": "张浩 photographer, 李文 photographer",
    "李　文 摄": "李文 photographer",
    "李　文/摄": "李文 photographer",
    "记者 李　文 文/图": "李文 reporter, 李文 photographer",
    "（王　文 文 张　红 图）": "王文 author, 张红 photographer",
    "（冯　文/文 卢　刚/图）": "冯文 author, 卢刚 photographer",
    "（记者 张浩/文 李文/图）": "张浩 reporter, 李文 photographer",
    "文/李　文　图/张　浩": "李文 author, 张浩 photographer",
    "文 王　文 图 王　图": "王文 author, 王图 photographer",
}
LABELS = {
    "（张　浩 文 李　静 图）": "张浩 author, 李静 photographer",
    "记者 张　浩 文 李　方 图": "张浩 reporter, 李方 photographer",
    "文 张　浩 图 李　静": "张浩 author, 李静 photographer",
    "张　浩 李　静 文/图": "张浩 author, 张浩 photographer, 李静 author, 李静 photographer",
    "（张　浩 文）": "张浩 author",
    "（记者 丁玲玲/文 陈　实/图）": "丁玲玲 reporter, 陈实 photographer",
    "张浩 文 降　强 时萍 图": "张浩 author, 降强 photographer, 时萍 photographer",
    "畅 任杰 文": "畅任杰 author",
    "文 畅 任杰 图 张浩": "畅任杰 author, 张浩 photographer",
}


@pytest.mark.parametrize("line", NAMED)
def test_a_given_name_that_is_a_label_belongs_to_its_surname(line: str) -> None:
    assert told(line) == NAMED[line]


@pytest.mark.parametrize("line", LABELS)
def test_a_label_between_whole_names_is_one(line: str) -> None:
    assert told(line) == LABELS[line]


@pytest.mark.parametrize("line", ["责任编辑：李 文", "【责任编辑:李　文】", "编辑：李 文 校对：王 图"])
def test_an_editor_may_be_called_so(line: str) -> None:
    assert editor([line]) == "李文"


def test_an_agencys_reporter_may_be_called_so() -> None:
    assert told("新华社太原3月5日电（李　文）今天，招聘会举行。") == "李文 reporter"


def told(line: str) -> str:
    return ", ".join(f"{one.name} {one.role}" for one in credits_of(line))
