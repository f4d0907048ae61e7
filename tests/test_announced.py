"""Titles of other pages that a text itself announces are of it: 有关文件如下：; what a page adds is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linfen_crawler.kinds import LinkKind
from tests.test_generic import read
from tests.test_subheads import apart, flat, paragraphs

FIRST = "4月9日，全市小麦现场会在襄汾县召开，各县负责人参加。"
LAST = "会议要求，各县要抓住关键时期，确保夏粮丰收。"
TITLES = ("关于加强小麦田间管理的通知", "关于做好一喷三防的通知", "农机作业意见")
LINKS = [f"<a href=/x/{at}.html>{one}</a>" for at, one in enumerate(TITLES)]
LISTS = {
    "list": f"<ul>{''.join(f'<li>{one}</li>' for one in LINKS)}</ul>",
    "paragraphs": "".join(f"<p>　　{one}</p>" for one in LINKS),
}


@pytest.mark.parametrize("frame", [apart, flat])
@pytest.mark.parametrize("links", LISTS.values())
@pytest.mark.parametrize("line", ["有关文件如下：", "会上印发了以下三个文件：", "近期出台的主要政策文件有："])
def test_links_that_a_text_announces_are_text(line: str, links: str, frame: Callable[..., str]) -> None:
    amid = read(frame(paragraphs(FIRST, line) + links + paragraphs(LAST)))
    assert (amid.paragraphs, amid.complete) == ((FIRST, line, *TITLES, LAST), True)
    assert [one.kind for one in amid.links] == [LinkKind.BODY] * len(TITLES)
    ending = read(frame(paragraphs(FIRST, LAST, line) + links + "<p align=right>责任编辑：段宁</p>"))
    assert ending.paragraphs == (FIRST, LAST, line, *TITLES)


@pytest.mark.parametrize("frame", [apart, flat])
@pytest.mark.parametrize("links", LISTS.values())
@pytest.mark.parametrize("line", ["相关链接：", "推荐阅读：", "更多新闻：", "所属专题：", "标签："])
def test_links_below_a_heading_are_none(line: str, links: str, frame: Callable[..., str]) -> None:
    assert read(frame(paragraphs(FIRST, LAST) + f"<p>{line}</p>{links}")).paragraphs == (FIRST, LAST)
