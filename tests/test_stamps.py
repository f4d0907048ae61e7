"""A page of no known layout whose date is below its text without a label, set apart from it."""

from __future__ import annotations

import pytest
from test_fields import BODY, DAY, LINES, MOMENT, PLACES, TITLE, page
from test_generic import LISTED, TEXT, read

from linfen_crawler.errors import ExtractionError
from pipelines.normalise import normalise

SOURCE = "<p>来源：市水利局</p>"


@pytest.mark.parametrize(
    ("below", "published_at", "source"),
    [
        ("<p>2024-05-08 09:17 临汾日报</p>", MOMENT, "临汾日报"),
        ("<p>临汾日报 2024/5/8 9:17</p>", MOMENT, "临汾日报"),
        ("<div>2024-05-08 09:17</div>", MOMENT, None),
        ("<div>2024.05.08</div>", DAY, None),
        ("<p>（2024-05-08 09:17）</p>", MOMENT, None),
        ("<p>发表于 2024-05-08 09:17　由 尧都区融媒体中心 发布</p>", MOMENT, None),
        ("<p>由 admin 发布于 2024-05-08 09:17</p>", MOMENT, None),
        ("<p>发稿时间 2024-05-08 09:17</p>", MOMENT, None),
        ("<p><i></i> 葛俊平 <i></i> 2024-05-08 09:17 <i></i> 233</p>", MOMENT, None),
        ("<p>2024-05-08 09:17 市水利局 阅读 73</p>", MOMENT, None),
        ("<div>2024-05-08 <em>09:17</em></div><div>来源：<img src=/i.png>临汾日报</div>", MOMENT, "临汾日报"),
        ("<div><div>临汾日报</div><div>2024-05-08 09:17</div><div>1.3万阅读</div></div>", MOMENT, "临汾日报"),
        ("<ul><li>2024-05-08</li><li>阅读 55</li><li>临汾日报</li></ul>", DAY, "临汾日报"),
        ("<p>【打印】 【关闭】</p><p>2024-05-08 09:17</p>", MOMENT, None),
        ("<p>二〇二四年五月八日　来源：临汾日报</p>", DAY, "临汾日报"),
        ("<p>May 8, 2024</p>", DAY, None),
    ],
)
def test_a_moment_right_below_a_text_dates_it(below: str, published_at: str, source: str | None) -> None:
    article = page(PLACES["below"], below)
    assert (article.published_at, article.body.split("\n\n")) == (published_at, [*LINES])
    assert source in (None, article.source)
    assert (article.headline, article.subtitle) == (None, None)


def test_what_is_announced_above_a_labelled_date_is_not_of_it() -> None:
    below = "<p>报名截止：2024-05-18 18:00</p><p>发布日期：2024-05-08</p>"
    assert page(PLACES["below"], below).published_at == DAY


def test_a_moment_with_its_time_that_ends_the_element_of_a_text_dates_it() -> None:
    article = page(PLACES["below"], "", BODY.replace("</div>", "<p class=t>2024-05-08 09:17</p></div>"))
    assert (article.published_at, article.body.split("\n\n")) == (MOMENT, [*LINES])


@pytest.mark.parametrize(
    "below",
    [
        "<div>距开幕还有3天 2024-05-18 09:00</div>",
        "<div>报名截止：2024-05-18 18:00</div>",
        "<div>开标 2024-05-18 09:00</div>",
        "<div><div>汾河老李</div><div>2024-05-18 09:00</div><div>说得好！</div></div>",
        "<div><a href=/linfen/shizheng/2799100.html>全市三级干部会议明日召开</a><span>2024-05-18</span></div>",
        "<p align=right>2024年5月18日</p>",
    ],
)
def test_what_else_is_below_a_text_with_a_day_does_not_date_it(below: str) -> None:
    article = page(f"<h1>{{title}}</h1>{SOURCE}{{body}}{{fields}}", below)
    assert (article.published_at, article.source) == (None, "市水利局")
    assert article.body.startswith("\n\n".join(LINES))


@pytest.mark.parametrize("day", ["2024年5月18日", "二〇二四年五月十八日"])
def test_the_day_of_those_who_sign_is_text(day: str) -> None:
    article = page(f"<h1>{{title}}</h1>{SOURCE}{{body}}", "", BODY.replace("</div>", f"<p>{day}</p></div>"))
    assert (article.published_at, article.body.split("\n\n")) == (None, [*LINES, day])


def test_without_a_date_the_source_below_a_text_speaks_for_an_article() -> None:
    article = page(PLACES["below"], "<p>来源：市水利局</p>")
    assert (article.published_at, article.source, article.body.split("\n\n")) == (None, "市水利局", [*LINES])
    with pytest.raises(ExtractionError):
        page(PLACES["below"], "<p>市水利局 宣</p>")


def test_what_was_done_on_a_day_gives_way_to_what_dates_the_page() -> None:
    told = "（2024年4月30日市第五届人民代表大会常务委员会第十六次会议通过）"
    body = f"<div class=con><section>{told}</section><p>{TEXT}</p><p>{LINES[1]}</p></div>"
    below = page(PLACES["below"], "<p>发布时间：2024-05-08 09:17</p>", body)
    meta = f"<title>{TITLE}</title><meta name=PubDate content='2024-05-08 09:17'>"
    said = f"{meta}<div class=m><h1>{TITLE}</h1>{body}</div>{LISTED}"
    for article in (below, normalise(read(said))):
        assert (article.published_at, article.body.split("\n\n")) == (MOMENT, [told, TEXT, LINES[1]])
