"""A page of no known layout whose date is below its text, and what else parts or follows a text."""

from __future__ import annotations

import pytest

from linfen_crawler.errors import ExtractionError
from pipelines.normalise import normalise
from tests.test_generic import DATE, TEXT, TITLE, read
from tests.test_generic_ends import LISTED

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
BODY = f"<p>{TEXT}</p><p>{SECOND}</p>"
SIGNATURE = "<p>汾河公园管理处</p><p>2024年5月6日</p>"
AD = "<div class={}><a href=http://ad.example.com/3><img src=/ads/3.gif></a></div>"


def ended(below: str, body: str = BODY) -> str:
    """Return a page with title, text, fields, and other articles."""
    return (
        f"<title>{TITLE}_蒲县融媒</title><div class=nav><a href=/>首页</a></div><div class=box><h1>{TITLE}</h1>"
        f"<div class=con>{body}</div>{below}<div class=xg><b>相关新闻</b><ul>{LISTED}</ul></div></div>"
    )


@pytest.mark.parametrize("body", [BODY, BODY + SIGNATURE])
@pytest.mark.parametrize(
    ("below", "source"),
    [
        (
            "<div><span>作者：王小山</span><span>发布时间：2024-05-08 09:17</span><span>阅读：<b>73</b></span></div>",
            None,
        ),
        ("<p>2024-05-08 09:17 蒲县融媒</p>", "蒲县融媒"),
        ("<p>蒲县融媒 2024年05月08日 09:17 山西</p>", "蒲县融媒"),
        ("<div>2024-05-08 <em>09:17</em></div><div>来源：蒲县融媒</div>", "蒲县融媒"),
        ("<div><p>发布时间</p><p>2024-05-08 09:17</p></div><div><p>信息来源</p><p>蒲县融媒</p></div>", "蒲县融媒"),
        ("<table><tr><th>发布时间<td>2024-05-08 09:17<th>来源<td>蒲县融媒</table>", "蒲县融媒"),
    ],
    ids=["fields", "source behind", "source before", "parts", "label above", "table"],
)
def test_the_date_below_a_text_is_the_page_s(below: str, source: str | None, body: str) -> None:
    article = normalise(read(ended(below, body)))
    assert (article.published_at, article.source) == ("2024-05-08T09:17:00+08:00", source)
    assert article.body.split("\n\n")[:2] == [TEXT, SECOND]
    assert article.body.endswith(SECOND if body == BODY else "2024年5月6日")


@pytest.mark.parametrize(
    "below",
    [
        "<p>2024年5月8日</p>",
        "<div><h3>网友评论</h3><p>晋南汉子 2024-05-08 09:17</p></div>",
        "<div><a href=/x/9.html>大宁苹果花开满山坡</a> 2024-05-08 09:17</div>",
        "<p>活动时间：2024年5月8日 09:17</p>",
    ],
    ids=["signed", "comment", "another", "event"],
)
def test_another_date_below_a_text_is_none(below: str) -> None:
    try:
        article = normalise(read(ended(below)))
    except ExtractionError:
        return
    assert article.published_at is None


def test_the_days_of_other_articles_after_it_are_not_part_of_the_date_line() -> None:
    items = "".join(
        f"<div><a href=/x/{at}.html>大宁县举办消夏晚会{at}</a><time>2024-04-0{at} 10:00</time></div>" for at in (1, 2)
    )
    page = (
        f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div>{BODY}</div><p>更新时间：2024-05-08 09:17</p></main>{items}"
    )
    assert normalise(read(page)).published_at == "2024-05-08T09:17:00+08:00"


def parted(between: str) -> str:
    """Return a dated page whose text is in two elements of one name."""
    return (
        f"<title>{TITLE}_蒲县融媒</title><div class=main><h1>{TITLE}</h1><div class=info>{DATE}</div>"
        f"<div class=content>{{}}</div>{between}<div class=content>{{}}</div></div>"
    )


@pytest.mark.parametrize("name", ["ad-300", "ads", "banner", "advertisement"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["姓名：郭福林", "性别：男"], [TEXT, "联系电话：13935712345"]),
        ([TEXT, SECOND], ["汾河公园管理处", "2024年5月6日"]),
        ([TEXT, "联系人：张老师"], ["联系电话：0357-3118888"]),
        (["华夏之源　黄河之魂", "尧风舜雨　临汾等你"], ["寻根大槐树　问道云丘山", SECOND]),
    ],
)
def test_an_advertisement_parts_a_text(first: list[str], second: list[str], name: str) -> None:
    paragraphs = ("".join(f"<p>{one}</p>" for one in lines) for lines in (first, second))
    article = read(parted(AD.format(name)).format(*paragraphs))
    assert (article.paragraphs, article.images) == ((*first, *second), ())


def test_a_photo_that_leads_elsewhere_is_kept_where_nothing_calls_it_an_advertisement() -> None:
    photo = "<p><a href=http://photo.example.com/3><img src=/upload/3.jpg></a></p>"
    article = read(parted("").format(f"<p>{TEXT}</p>{photo}<p>{SECOND}</p>", f"<p>{SECOND}</p>"))
    assert len(article.images) == 1


@pytest.mark.parametrize(
    "lines", [[TEXT, SECOND], ["上联：春风送暖", "下联：瑞雪迎春", "上联：政通人和", "下联：国泰民安"]]
)
def test_the_banner_and_the_name_of_a_topic_are_not_part_of_a_text(lines: list[str]) -> None:
    topic = "<div><a href=/zt/1.html><img src=/zt.jpg></a><p>专题：<a href=/zt/1.html>聚焦国庆假期</a></p></div>"
    text = "".join(f"<p>{one}</p>" for one in lines)
    page = f"<title>{TITLE}_蒲县融媒</title><h1>{TITLE}</h1><div>{DATE}</div><div class=c>{topic}{text}</div>"
    article = read(page)
    assert ([line for one in article.paragraphs for line in one.split("\n")], article.images) == (lines, ())


@pytest.mark.parametrize("source", ["大宁县委宣传部", "汾西县文化馆"])
def test_the_source_that_the_date_line_names_is_no_text_at_the_end(source: str) -> None:
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>2024-05-08 来源：{source}</p><div class=c>{BODY}<p align=right>"
    assert read(f"{page}来源：{source}</p></div>").paragraphs == (TEXT, SECOND)
    assert read(f"{page}来源：市统计局</p></div>").paragraphs[-1] == "来源：市统计局"
