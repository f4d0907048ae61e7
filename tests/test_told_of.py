"""People of whom a whole page tells – the winners of a prize – beside its own."""

from __future__ import annotations

import pytest
from test_pages import LEAD, read

from linfen_crawler.items import Article
from pipelines.normalise import normalise

SAID = "4月29日，我市有关方面公布了有关情况。"
WINNERS = """
一等奖|王志刚（尧都区）|二等奖|李雪梅（洪洞县）|三等奖|张红（侯马市）
最美医生|王志刚　市人民医院|李雪梅　市中心医院|最美护士|张红　市妇幼保健院|刘丽　尧都区医院
大赛结果揭晓，现公布如下：|一等奖|王志刚（尧都区）|二等奖|张红（侯马市）|刘芳（曲沃县）
现将结果公布。|教师组一等奖|贺丽娟（安泽县）|学生组一等奖|乔一凡（古县）
"""
TOLD = [line for lines in (WINNERS,) for line in lines.strip().split("\n")]
OWN = {
    "村里的人都走了。|只有老槐树还在。|张红（侯马市）": {("张红", "author")},
    "细雨落在田野上|唤醒沉睡的麦苗|老农扛着锄头|走向村口的地头|张红（侯马市）": {("张红", "author")},
    f"{LEAD}|一等奖|王志刚（尧都区）|二等奖|李雪梅（洪洞县）|供稿：张红": {("张红", "author")},
}


def _read(lines: str) -> Article:
    return normalise(read("".join(f"<p>\u3000\u3000{line}</p>" for line in lines.split("|")), title="有关情况公布"))


@pytest.mark.parametrize("lines", TOLD)
def test_of_whom_a_page_tells_is_not_credited_and_stays_in_its_text(lines: str) -> None:
    article = _read(lines)
    assert [one.name for one in article.credits if one.role != "editor"] == []
    assert article.body.replace("\n\n", "|") == lines
    assert article.headline is None


@pytest.mark.parametrize("lines", OWN)
def test_who_made_such_a_page_is(lines: str) -> None:
    article = _read(lines)
    people = {(one.name, str(one.role)) for one in article.credits if one.name != article.editor}
    lead = {(name, "reporter") for name in ("张浩", "霍壮") if LEAD in lines}
    assert people == OWN[lines] | lead
