"""Whom a notice tells its readers to call, an office's account, and what a site adds to its pages."""

from __future__ import annotations

import pytest
from test_generic import page
from test_generic import read as read_generic
from test_last_lines import SETTINGS
from test_pages import read

OWN = {
    "2022年度《临汾日报》征订启事": (
        "2022年度《临汾日报》征订工作已经开始。",
        "各地邮政局均可办理。",
        "订阅电话：0357-2599100",
        "广告电话：0357-2599101",
    ),
    "临汾日报社广告中心公告": (
        "为进一步规范广告经营秩序，现将有关事项公告如下。",
        "凡在本报刊登广告的客户，请到广告中心办理。",
        "商务合作：0357-2599102",
    ),
    "平阳晚报开展读者节活动": (
        "即日起，凡订阅2022年平阳晚报的读者，均可获赠食用油一桶。",
        "活动时间：即日起至12月31日",
        "发行热线：0357-3012346",
        "广告刊登：0357-3012345",
    ),
    "临汾日报小记者招募启事": ("临汾日报小记者站招募小记者。", "名额有限，先到先得。", "商务合作：0357-2099002"),
    "致读者": ("新的一年，本刊诚征各地发行站点。", "条件面议。", "商务合作：张先生 13835712345"),
    "市图书馆春节期间开放公告": (
        "春节期间，市图书馆正常开放。",
        "咨询电话：0357-2012366",
        "官方微信：lflib",
        "官方微博：@临汾图书馆",
    ),
    "临汾市图书馆恢复开放": ("即日起，我馆恢复开放。", "读者需预约入馆。", "官方微信：lflib"),
    "云丘山景区门票优惠": ("即日起，云丘山景区对医务人员免费开放。", "官方抖音：云丘山景区"),
}
ADDED = {
    "吉县苹果丰收": ("商务合作：0357-2599102", "官方微信：lfrb"),
    "我市部署春季农业生产": ("订阅电话：0357-2599100", "广告电话：0357-2599101"),
    "市图书馆春节开放公告": ("官方微信：临汾日报", "广告热线：0357-2599101"),
    "汾河公园樱花盛开": ("官方微信：lfxww", "官方微博：@临汾新闻网"),
    "大型招商推介会举行": ("发行热线：0357-2599100",),
}
TEXT = ("本报讯（记者 李静）4月12日，记者从有关方面获悉，各项工作进展顺利。", "下一步，将抢抓时机，狠抓落实。")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("title", OWN)
def test_a_notice_of_its_own_affair_ends_with_its_contacts(title: str, setting: str) -> None:
    assert read("".join(map(setting.format, OWN[title])), title=title).paragraphs == OWN[title]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("title", OWN)
def test_so_it_does_on_a_page_of_no_known_layout(title: str, setting: str) -> None:
    body = "".join(map(setting.format, OWN[title]))
    assert read_generic(page(body=body, title=title)).paragraphs == OWN[title]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("title", ADDED)
def test_another_text_does_not_end_with_the_sites(title: str, setting: str) -> None:
    lines = (*TEXT, *ADDED[title])
    body = "".join(map(setting.format, lines))
    assert read(body, title=title).paragraphs == TEXT
    assert read_generic(page(body=body, title=title)).paragraphs == TEXT


def test_set_otherwise_than_the_text_they_are_the_pages() -> None:
    text = "".join(f"<p>　　{one}</p>" for one in TEXT)
    assert read(text + "<div>广告热线：0357-2599101</div>", title="征订启事").paragraphs == TEXT
