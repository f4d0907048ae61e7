"""Tables of people and their posts, of which a text tells, beside those of who made its page."""

from __future__ import annotations

import pytest
from test_pages import LEAD, read

from pipelines.normalise import normalise

SAID = "会议要求，各县（市、区）要抢抓农时，全力以赴抓好春耕备耕各项工作。"
LISTS = """
姓名|职务/李静|编辑/王鹏|会计
岗位|姓名/编辑|李静/校对|王鹏
李静|编辑/王鹏|出纳
编辑|李静/出纳|王鹏
李静|主编/王鹏|编辑
获奖者|作品/李静|摄影/王鹏|漫画
责任编辑|李静/校对|张浩/会计|王鹏
"""
CREDITED = {
    "记者|李静": {"李静"},
    "文|李静/图|王鹏": {"李静", "王鹏"},
    "策划|李静/字幕|王鹏/编辑|张浩": {"李静", "张浩"},
    "李静|文/王鹏|图": {"李静", "王鹏"},
}


def table(rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows.split("/"))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def people(*parts: str) -> set[str]:
    body = "".join(one if one.startswith("<table") else f"<p>{one}</p>" for one in parts)
    return {one.name for one in normalise(read(body)).credits}


@pytest.mark.parametrize("rows", LISTS.strip().split("\n"))
def test_a_table_of_names_and_posts_credits_nobody(rows: str) -> None:
    alone = people(LEAD, SAID)
    assert people(LEAD, table(rows), SAID) == people(LEAD, SAID, table(rows)) == alone


@pytest.mark.parametrize("rows", CREDITED)
def test_a_table_of_who_made_the_page_credits_them(rows: str) -> None:
    assert people(LEAD, SAID, table(rows)) == people(LEAD, SAID) | CREDITED[rows]


def test_whom_a_sentence_announces_is_on_a_list() -> None:
    rows = table("编辑|李静/校对|王鹏")
    assert people(LEAD, "现将新一届工作人员名单公布如下：", rows) == people(LEAD)
    assert people(LEAD, "主创团队：", rows) == people(LEAD) | {"李静", "王鹏"}
