"""A text that opens with a day, on pages whose head is in the same element: 2021年8月31日…会议通过：."""

from __future__ import annotations

import pytest

from tests.test_generic import read

TITLE = "平阳大地纪事"
HEADS = {
    "class": "<p class=xx>来源：临汾日报　时间：2017-03-14 09:00:21</p>",
    "centred": "<p align=center>来源：临汾日报　时间：2017-03-14 09:00:21</p>",
    "day": "<div>2017年3月14日</div>",
    "metadata": "<meta name=PubDate content='2017-03-14 09:00:21'>",
    "below": "",
}
BELOW = "<p align=right>发布时间：2017-03-14 09:00:21</p>"
FIRST, SECOND = "天还没亮，我就被窗外的锣鼓声吵醒了。", "今天村里要升国旗，父亲早早换上了新衣裳。"


def page(head: str, *lines: str, behind: str = "") -> str:
    """Return a page whose title, date and text are in one element."""
    body = "".join(f"<p>　　{one}</p>" for one in lines)
    return (
        f"<title>{TITLE}-吉县融媒</title><div class=nr><h2>{TITLE}</h2>{head}{body}{behind}<p>责任编辑：段宁</p></div>"
    )


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "opening",
    [
        "2021年8月31日市第四届人民代表大会常务委员会第四十五次会议通过：",
        "（2020年1月10日在市第四届人民代表大会第五次会议上）",
        "2019年10月1日 星期二 晴",
        "2022年4月5日清晨六点",
        "2017年3月14日市人大常委会会议通过",
    ],
)
def test_a_day_that_opens_a_text_is_text_where_something_else_dates_the_page(opening: str, head: str) -> None:
    article = read(page(HEADS[head], opening, FIRST, SECOND, behind=BELOW if head == "below" else ""))
    assert article.paragraphs == (opening, FIRST, SECOND)
    assert (article.date_line or "").count("20") == (article.date_line or "").count("2017") > 0


@pytest.mark.parametrize(
    "head",
    [
        "<p>2017年3月14日</p>",
        f"{HEADS['metadata']}<p>2017年3月14日</p>",
        f"{HEADS['metadata']}<p>2017年03月14日 09:00</p>",
        "<p>发布时间：2017-03-14 09:00</p><p>更新时间：2017年3月15日</p>",
        "<div>2017-03-14 09:00</div><p>2017年3月14日 星期二</p>",
        "<p>2017-03-14 09:00</p><p>来源：临汾日报 2017年3月14日</p>",
        "<div>2017-03-14 09:00</div><p>发布日期：2017年3月15日　阅读：22</p>",
    ],
)
def test_the_day_of_a_head_that_is_set_as_the_text_is_stays_out_of_it(head: str) -> None:
    assert read(page(head, FIRST, SECOND)).paragraphs == (FIRST, SECOND)
