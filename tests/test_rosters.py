"""Lists of people of whom a text tells – committees, juries, ranks, casts – beside the credits of its page."""

from __future__ import annotations

import pytest
from test_pages import LEAD, paragraphs, read

from linfen_crawler.items import Article
from linfen_crawler.people.rosters import rosters_in
from pipelines.normalise import normalise

SAID = "4月29日，我市有关方面公布了有关情况。"
LISTS = """
组长：王军|副组长：李静|审核：张浩|秘书：王丽
封面设计：王军|海报设计：李静|服装设计：张浩
项目负责人：王军|设计单位：市规划设计院|设计：李静|监理：张浩
建设单位：市住建局|设计：省建筑设计院 张浩|监制：市质监站
检测：王军|审核：李静|批准：张浩
制表：王军|审核：李静|填报日期：2021年4月29日
制表：王军 校对：李静
主任编辑：王军|编辑：李静|主任记者：张浩|助理编辑：王丽
高级记者：王军|主任编辑：李静|助理记者：张浩
吉祥物设计：王军|标识设计：李静
指导教师：王军|参赛学生：李静
值班记者：王军 电话：0357-2012345
驻村记者：王军（大阳镇）
联系记者：王军 13900000000
演职人员：|导演 王军|摄影 李静|录音 张浩
团队成员：|策划 王军|设计 李静
新任命：|编辑部主任 王军|记者部主任 李静
会长：王军|副会长：李静|摄影：张浩
队长：王军|拍摄：李静|后勤：张浩
"""
ANNOUNCED = """
现将编委会名单公布如下：|主编：王金平|副主编：李静|编辑：张浩 王丽|校对：王军
根据规定，现公示如下。|记者：祁丽峰 柴云祥|编辑：亢亚莉|摄影：闫锐鹏
摄制组成员名单如下：|导演：王军|摄像：李静
"""
CLOSINGS = {
    "第二批名单将在6月公布。|文字：王军|制图：李静": {"王军", "李静"},
    "入选人员将于近日公示。|文字：王军|摄像：李静|编辑：张浩": {"王军", "李静", "张浩"},
    "活动安排如下：|时间：5月1日|供稿：王军": {"王军"},
    "策划：王军|文字：李静|摄影：张浩|设计：王丽": {"王军", "李静", "张浩", "王丽"},
    "主持人：王军|编辑：李静": {"李静"},
    "联系人：王军|电话：0357-2222222|供稿：李静": {"李静"},
    "负责人：王军|供稿：李静": {"李静"},
    "会长：王军|副会长：李静|责任编辑：张浩": {"张浩"},
    "会长：王军|副会长：李静|编辑：张浩": {"张浩"},
    "编辑：王军|主任：李静|审核：张浩": {"王军", "张浩"},
    "摄像：王军|队长：李静|剪辑：张浩": {"王军", "张浩"},
    "记者：王军|编辑：李静|审核：张浩": {"王军", "李静", "张浩"},
    "来源：市住建局|编辑：李静|审核：张浩": {"李静", "张浩"},
    "播音员：王军|摄像：李静|剪辑：张浩": {"李静", "张浩"},
    "撰稿人：王军|海报设计：李静|美术设计：张浩": {"王军", "李静", "张浩"},
    "值班编辑：王军|值班主任：李静": {"王军", "李静"},
    "咨询电话：0357-2222222|通讯员：王军": {"王军"},
    "时间：5月1日|地点：市图书馆|摄影：王军": {"王军"},
}


def _read(lines: str, *, before: str = SAID) -> Article:
    return normalise(read(paragraphs(LEAD, before, *lines.split("|"))))


@pytest.mark.parametrize("lines", LISTS.strip().split("\n"))
def test_whom_a_text_lists_is_not_credited_and_stays_in_it(lines: str) -> None:
    article = _read(lines)
    without = normalise(read(paragraphs(LEAD, SAID)))
    assert article.credits == without.credits
    assert article.body.endswith("\n".join(lines.split("|")).replace("\n", "\n\n"))


@pytest.mark.parametrize("lines", ANNOUNCED.strip().split("\n"))
def test_a_list_that_the_text_announces_is_its_own_whatever_the_labels(lines: str) -> None:
    article = _read(lines)
    without = normalise(read(paragraphs(LEAD, SAID)))
    assert article.credits == without.credits
    assert article.body.endswith(lines.replace("|", "\n\n"))


@pytest.mark.parametrize("lines", CLOSINGS)
def test_whoever_made_the_page_is_credited(lines: str) -> None:
    without = normalise(read(paragraphs(LEAD, SAID)))
    found = {(one.name, one.role) for one in _read(lines).credits}
    more = found - {(one.name, one.role) for one in without.credits}
    assert {name for name, _ in more} == CLOSINGS[lines]


def test_entries_that_no_page_could_have_make_the_others_the_lists() -> None:
    assert rosters_in(["组长：王军", "设计：李静"]) == {0, 1}
    assert rosters_in(["设计：李静", "", "组长：王军"]) == frozenset()
    assert rosters_in(["吉祥物设计：李静"]) == {0}
    assert rosters_in(["设计：李静", "摄影：王军"]) == frozenset()
