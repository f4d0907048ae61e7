"""Headings of a text's own that are worded like those of what a page adds: 回复：, 编辑推荐, 相关新闻."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.test_generic import read

ASKED = "滨河西路夜间大货车噪音扰民，请管一管。"
TOLD = "市交警支队已在该路段设置禁货标志，并安排夜间巡查。"
LAST = "下一步，将在路口增设抓拍设备，望市民继续监督。"
DATE = "2025-12-04 19:05 来源：临汾日报"


def apart(body: str, behind: str = "") -> str:
    """Return a page whose text is in an element of its own."""
    head = f"<title>一周回应_吉县融媒</title><div><h1>一周回应</h1><div>{DATE}</div>"
    return f"{head}<div class=c>{body}</div>{behind}</div>"


def flat(body: str, behind: str = "") -> str:
    """Return a page whose text is in an element with title, date and what is after it."""
    head = f"<title>一周回应_吉县融媒</title><div class=nr><h2>一周回应</h2><p align=center>{DATE}</p>"
    return f"{head}{body}{behind}</div>"


def paragraphs(*lines: str) -> str:
    """Return lines in paragraphs that are indented."""
    return "".join(f"<p>　　{one}</p>" for one in lines)


def boxes(*lines: str) -> str:
    """Return lines in boxes, as a page made of WeChat's has them."""
    return f"<section>{''.join(f'<section><span>{one}</span></section>' for one in lines)}</section>"


def breaks(*lines: str) -> str:
    """Return lines that breaks part."""
    return "<br><br>".join(f"　　{one}" for one in lines)


@pytest.mark.parametrize("frame", [apart, flat])
@pytest.mark.parametrize("setting", [paragraphs, boxes, breaks])
@pytest.mark.parametrize(
    "lines",
    [
        (ASKED, "回复：", TOLD),
        ("留言：", ASKED, "回复：", TOLD),
        (ASKED, "部门回复", TOLD, "网友评论", LAST),
        (ASKED, "评论：", TOLD),
        (ASKED, "<b>相关新闻</b>", TOLD, LAST),
        (TOLD, "【编辑推荐】", LAST),
    ],
)
def test_a_heading_set_among_the_paragraphs_of_a_text_ends_nothing(
    lines: tuple[str, ...], setting: Callable[..., str], frame: Callable[..., str]
) -> None:
    article = read(frame(setting(*lines)))
    shown = tuple(one.replace("<b>", "").replace("</b>", "") for one in lines)
    assert (article.paragraphs, article.complete) == (shown, True)


def test_a_heading_element_within_a_text_that_is_apart_from_its_title_is_the_texts() -> None:
    body = f"<p>{ASKED}</p><h3>部门回复</h3><p>{TOLD}</p>"
    assert read(apart(body)).paragraphs == (ASKED, "部门回复", TOLD)


@pytest.mark.parametrize("frame", [apart, flat])
@pytest.mark.parametrize(
    "behind",
    [
        "<div class=m><h3>网友评论</h3><p>说得好，支持！</p><p>希望尽快落实，方便老百姓。</p></div>",
        "<div><p>评论</p><p>说得好，支持！</p></div>",
        "<p>评论(2)</p><p>说得好，支持！</p>",
        "<h3>网友评论</h3><p>说得好，支持！</p>",
        "<p class=m>网友评论：</p><p class=m>说得好，支持！</p>",
        "<p>网友评论</p><p>暂无评论，快来抢沙发吧！</p>",
        "<p>　　相关新闻</p><p>　　<a href=/x/1.html>洪洞大槐树景区客流创新高</a></p>",
    ],
)
def test_a_heading_of_what_is_set_otherwise_than_the_text_ends_it(behind: str, frame: Callable[..., str]) -> None:
    article = read(frame(paragraphs(ASKED, TOLD), behind))
    assert (article.paragraphs, article.complete) == ((ASKED, TOLD), True)


def test_comments_set_as_the_text_is_are_left_out_and_the_article_is_not_whole() -> None:
    article = read(flat(f"<p>{ASKED}</p><p>{TOLD}</p><h3>网友评论</h3><p>{LAST}</p>"))
    assert (article.paragraphs, article.complete) == ((ASKED, TOLD), False)


@pytest.mark.parametrize("setting", [paragraphs, breaks])
@pytest.mark.parametrize("heading", ["图片新闻", "排行榜", "更多内容", "为您推荐", "收藏", "返回", "标签"])
def test_whatever_a_line_says_it_is_text_among_the_paragraphs_of_an_element_of_the_text(
    heading: str, setting: Callable[..., str]
) -> None:
    article = read(apart(setting(ASKED, heading, TOLD)))
    assert (article.paragraphs, article.complete) == ((ASKED, heading, TOLD), True)


@pytest.mark.parametrize("behind", ["<h3>热门推荐</h3>", "<p>热门推荐</p>"])
def test_the_heading_of_a_page_beside_its_title_ends_a_text_that_may_continue(behind: str) -> None:
    article = read(flat(f"<p>{ASKED}</p><p>{TOLD}</p>{behind}<p>{LAST}</p>"))
    assert (article.paragraphs, article.complete) == ((ASKED, TOLD), False)


def test_a_row_of_buttons_below_a_text_is_not_part_of_it() -> None:
    article = read(apart(f"<p>{ASKED}</p><p>{TOLD}</p><p>收藏</p><p>分享</p><p>打印</p>"))
    assert article.paragraphs == (ASKED, TOLD)
