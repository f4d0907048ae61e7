"""The office that a photograph's credit names goes with the credit, and nothing of a credit is lost."""

from __future__ import annotations

import pytest
from test_pages import LEAD, read

from linfen_crawler.people.credits import split_caption
from pipelines.normalise import normalise

SHOWN = ("求职者在咨询。", "6月2日，招聘会举行。图为现场。", "图为矿工升井。", "孩子们真高兴！")
NAMED = (
    "霍州煤电", "洪洞县融媒体中心", "尧都公安", "蒲县消防", "隰县税务", "市总工会", "市公安局", "省地震局",
    "国网临汾供电公司", "襄汾县委宣传部",
)  # fmt: skip
ACTING = (
    "洪洞县融媒体中心", "市人社局", "市公安局", "翼城县委宣传部", "吉县广播电视台", "临汾市消防救援支队",
    "晋南钢铁集团",
)  # fmt: skip
GIVEN = (*NAMED, "受访者", "主办方", "网友")


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("office", NAMED)
@pytest.mark.parametrize("form", ["{} 魏华 摄", "{} 魏 华 摄", "（{} 魏华 摄）", "通讯员 {} 魏华 摄"])
def test_an_office_behind_a_sentence_goes_with_its_photographer(shown: str, office: str, form: str) -> None:
    credit = form.format(office)
    assert split_caption(shown + credit) == (shown, credit.strip("（）"))


@pytest.mark.parametrize("office", ACTING)
@pytest.mark.parametrize("form", ["招聘会现场 {} 魏华 摄", "招聘会现场（{} 魏华 摄）", "招聘会现场　　{}　魏华　摄"])
def test_an_office_behind_a_gap_goes_with_its_photographer(office: str, form: str) -> None:
    caption, credit = split_caption(form.format(office))
    assert caption == "招聘会现场"
    assert credit is not None
    assert credit.startswith(office)


@pytest.mark.parametrize(
    ("caption", "shown"),
    [
        ("晨练 汾河公园 魏华 摄", "晨练 汾河公园"),
        ("大雪 洪洞县广胜寺 魏华 摄", "大雪 洪洞县广胜寺"),
        ("比赛现场 市体育中心 魏华 摄", "比赛现场 市体育中心"),
        ("汾河晨曦 魏华 摄", "汾河晨曦"),
        ("霍州秋色 魏华 摄", "霍州秋色"),
        ("果农在采摘。喜获丰收 魏华 摄", "果农在采摘。喜获丰收"),
        ("灯会亮灯。市民争睹 魏华 摄", "灯会亮灯。市民争睹"),
        ("开学第一课 解放路学校 魏华 摄", "开学第一课 解放路学校"),
        ("演员们在社区的舞台 魏华 摄", "演员们在社区的舞台"),
    ],
)
def test_what_a_photograph_shows_remains_in_the_caption(caption: str, shown: str) -> None:
    assert split_caption(caption) == (shown, "魏华 摄")


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("office", GIVEN)
@pytest.mark.parametrize("form", ["{}供图", "{} 供图", "（{}供图）", "（图片由{}提供）", "图片由{}提供"])
def test_who_provides_a_photograph_is_its_credit(shown: str, office: str, form: str) -> None:
    credit = form.format(office)
    assert split_caption(shown + credit) == (shown, credit.strip("（）"))
    assert split_caption(credit) == (None, credit.strip("（）"))


@pytest.mark.parametrize(
    "caption",
    ["市民为展览供图", "志愿者为老人提供热饮。", "便民服务由市人社局提供", "服务台为旅客提供图书", "他在展厅里供图"],
)
def test_other_words_are_no_credit(caption: str) -> None:
    assert split_caption(caption) == (caption, None)


@pytest.mark.parametrize(
    "credit",
    [
        "（本文图片由魏华拍摄）",
        "（图片由记者魏华拍摄）",
        "（以上图片均由魏华拍摄）",
        "本版图片由魏华摄",
        "（本文图片由市人社局提供）",
    ],
)
def test_nothing_is_lost_of_a_line_that_credits_photographs(credit: str) -> None:
    assert split_caption(credit) == (None, credit.strip("（）"))
    images = "<p align=center><img src=/1.jpg></p><p align=center><img src=/2.jpg></p>"
    article = normalise(read(f"<p>　　{LEAD.strip()}</p>{images}<p align=right>{credit}</p>"))
    told = [*article.body.split("\n\n"), *(one.credit for one in article.images)]
    assert sum(credit.strip("（）") in (one or "") for one in told) == 1
