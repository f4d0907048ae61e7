"""What is in an element of its own beside an editor's name is no part of it, on any layout, in the text or after.

Each line is on four pages: a known layout and an unknown one, as the last of the text and after it.
"""

from __future__ import annotations

import re

import pytest
from test_generic import TEXT, page
from test_generic import read as read_unknown
from test_pages import LEAD, SENTENCE, paragraphs, read

from linfen_crawler.items import Article, RawArticle
from linfen_crawler.pages.lines.staffed import staff_apart
from linfen_crawler.pages.tree.texts import Span, Text
from pipelines.normalise import normalise

OWN = (LEAD.strip(), SENTENCE.strip())


def readings(line: str) -> list[tuple[RawArticle, tuple[str, ...]]]:
    """Read a line of HTML on each of the four pages; return what was read and what their text is."""
    return [
        (read(paragraphs(LEAD, SENTENCE), editor_line=line), OWN),
        (read(paragraphs(LEAD, SENTENCE, line), editor_line=""), OWN),
        (read_unknown(page(behind=f"<div>{line}</div>")), (TEXT,)),
        (read_unknown(page(body=f"<p>{TEXT}</p><p>{line}</p>")), (TEXT,)),
    ]


def staff_of(article: Article) -> list[str]:
    return [one.name for one in article.credits if one.role in {"editor", "reviewer", "adviser"}]


@pytest.mark.parametrize(
    "beside",
    [
        "<span>举报</span>",
        "<a href='javascript:;'>纠错</a>",
        "<em>浏览 22</em>",
        "<span>赞</span><span>12</span>",
        "<i>分享到</i>",
        "<span>微信</span><span>微博</span>",
        "<span>我要爆料</span>",
        "<span>手机看新闻</span>",
        "<span>报错</span>",
        "<span>[打印]</span><span>[关闭]</span>",
        "<span>2025-12-04 19:05</span>",
        "<time>2025-12-04T18:00</time>",
        "<span>共 3 页</span>",
        "<span>新闻热线：0357-2222333</span>",
        "<span>QQ：12345678</span>",
        "<span>阅读：1.2万</span>",
        "|<span>版权声明</span>",
        "&nbsp;&nbsp;<span>相关专题</span>",
        "<small>SN123</small>",
    ],
)
@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("<span>责任编辑：吉政</span>", "吉政"),
        ("责任<span>编</span>辑：<b>尉迟小梅</b>", "尉迟小梅"),
        ("责编：<b>畅任杰</b>", "畅任杰"),
        ("<i>责任编辑</i><b>吉政</b>", "吉政"),
    ],
)
def test_what_is_beside_an_editor_is_no_name(label: str, name: str, beside: str) -> None:
    for raw, text in readings(label + beside):
        article = normalise(raw)
        assert (article.editor, staff_of(article), raw.paragraphs) == (name, [name], text)


@pytest.mark.parametrize(
    "ahead",
    ["<span>举报</span>", "<span>浏览 22</span>", "<em>2025-12-04</em>", "<span>分享</span><span>打印</span>"],
)
def test_nor_does_what_is_ahead_of_the_label_hide_it(ahead: str) -> None:
    for raw, text in readings(f"{ahead}<span>责任编辑：吉政</span>"):
        assert (normalise(raw).editor, raw.paragraphs) == ("吉政", text)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<span>责任编辑：吉政</span><span>审核：李静</span>", ["吉政", "李静"]),
        ("<span>责任编辑：吉政</span><span>举报</span><span>校对：李静</span>", ["吉政", "李静"]),
        ("<span>责任编辑：吉政</span><span>李静</span>", ["吉政", "李静"]),
        ("<span>责任编辑：吉政、李静</span><span>举报</span>", ["吉政", "李静"]),
        ("<b>责任编辑：</b><u>吉政</u>、<u>李静</u><i>反馈</i>", ["吉政", "李静"]),
        ("<i>责任编辑</i><b>吉政</b><i>审核</i><b>李静</b>", ["吉政", "李静"]),
        ("<span>责任编辑：实习生卫慧婷</span><span>指导老师：李静</span>", ["卫慧婷", "李静"]),
    ],
)
def test_whom_the_line_names_besides_is_credited(line: str, names: list[str]) -> None:
    for raw, text in readings(line):
        assert (staff_of(normalise(raw)), raw.paragraphs) == (names, text)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("<font>畅</font>任杰", "畅任杰"),
        ("畅<font>任杰</font>", "畅任杰"),
        ("<span>畅任</span><span>杰</span>", "畅任杰"),
        ("<b>吉</b><b>政</b>", "吉政"),
        ("<i>欧阳</i><i>修文</i>", "欧阳修文"),
        ("<b>临汾新闻网</b><b>编辑</b>", "临汾新闻网编辑"),
    ],
)
def test_an_element_within_a_name_parts_nothing(name: str, whole: str) -> None:
    for raw, _ in readings(f"责任编辑：{name}"):
        assert normalise(raw).editor == whole


@pytest.mark.parametrize(
    "line",
    [
        "<span>责任编辑</span><span>是怎样炼成的</span>",
        "<b>责任编辑：王强</b><i>定价：38元</i>",
        "<b>编辑：</b><span>您好，请谈谈创作。</span>",
        "<span>岗位：责任编辑</span><span>人数：2名</span>",
    ],
)
def test_what_a_text_tells_of_editors_stays_as_the_page_has_it(line: str) -> None:
    shown = re.sub("<[^>]*>", "", line)
    found = read(paragraphs(LEAD, SENTENCE, "书名：《平阳史话》", line, "出版社：三晋出版社", SENTENCE, SENTENCE))
    assert shown in found.paragraphs


def test_a_link_beside_an_editor_is_kept() -> None:
    article = read_unknown(page(behind="<div><span>责任编辑：吉政</span><a href=/x/2.html>下一篇：桃花开了</a></div>"))
    assert [(one.kind, one.text) for one in article.links] == [("next", "桃花开了")]


def test_signs_set_into_a_line_leave_its_markup_where_it_stands() -> None:
    line = Text(text="编辑吉政审核李静", spans=(Span(0, 4, "b"), Span(2, 4, "a", "1"), Span(4, 8, "b")))
    found = line.with_signs([(2, "："), (4, "\u3000")])
    assert found.text == "编辑：吉政　审核李静"
    assert [found.text[one.start : one.end] for one in found.spans] == ["编辑：吉政", "吉政", "审核李静"]


def test_only_the_first_lines_of_a_page_that_names_many_editors_are_asked() -> None:
    lines = [Text(text=f"责任编辑：吉政 打印 {at}") for at in range(40)]
    assert sum(one is not line for one, line in zip(staff_apart(lines), lines, strict=True)) < len(lines) // 2


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("供图：刘洋", "photographer"),
        ("海报设计：刘洋", "designer"),
        ("视频：刘洋", "videographer"),
        ("执笔：刘洋", "author"),
        ("（记者 刘洋）", "reporter"),
        ("指导老师：刘洋", "adviser"),
    ],
)
def test_whoever_is_named_in_the_editors_element_is_credited(line: str, role: str) -> None:
    for behind, editor in (("</p><p>责任编辑：吉政", "吉政"), ("", None)):
        article = normalise(read(paragraphs(SENTENCE), editor_line=line + behind))
        assert article.editor == editor
        assert [(one.name, one.role) for one in article.credits if one.name != "吉政"] == [("刘洋", role)]


@pytest.mark.parametrize(
    "line", ["供图：受访者", "新闻热线：0357-2222333", "<a href=/x/1.html>记者 刘洋</a>", "刘洋获奖"]
)
def test_what_else_stands_there_credits_nobody(line: str) -> None:
    article = normalise(read(paragraphs(SENTENCE), editor_line=f"{line}</p><p>责任编辑：吉政"))
    assert [one.name for one in article.credits] == ["吉政"]


DAY = "<span>2024-05-08 09:17</span>"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (f"{DAY}<span>来源：临汾日报</span><span>责任编辑：吉政</span><span>举报</span>", ["吉政"]),
        (f"{DAY} 来源：临汾日报 责任编辑：吉政<span>打印</span>", ["吉政"]),
        (f"{DAY}<span>来源：临汾日报</span><span>责任编辑：吉政、李静</span><em>浏览 22</em>", ["吉政", "李静"]),
        (
            f"{DAY}<span>来源：临汾日报</span><span>作者：李静</span><span>编辑：吉政</span><b>听新闻</b>",
            ["李静", "吉政"],
        ),
        (f"{DAY}<span>来源：临汾日报</span><span>责任编辑：畅<b>任杰</b></span>", ["畅任杰"]),
        (f"<span>编辑：吉政</span><span>举报</span><span>来源：临汾日报</span>{DAY}", ["吉政"]),
    ],
)
def test_in_a_date_line_as_well_a_button_is_no_part_of_a_name(line: str, names: list[str]) -> None:
    for raw in (read(paragraphs(SENTENCE), date_line=line, editor_line=""), read_unknown(page(f"<div>{line}</div>"))):
        article = normalise(raw)
        assert [one.name for one in article.credits] == names
        assert article.source == "临汾日报"
        assert article.published_at == "2024-05-08T09:17:00+08:00"


def test_an_editor_in_the_head_of_an_unknown_layout_leaves_its_counts_to_the_date_line() -> None:
    for line in (f"<span>编辑：吉政</span><span>浏览：22</span>{DAY}", f"编辑：吉政　浏览：22　{DAY}"):
        article = normalise(read_unknown(page(f"<div>{line}</div>")))
        assert (article.editor, article.view_count) == ("吉政", 22)


DIGG = "".join(f"<div>{one}</div>" for one in ("顶一下", "(0)", "0%", "踩一下", "(0)", "0%", "----分隔线----------"))
NEIGHBOURS = "<ul><li>上一篇：<a href=/x/2.html>桃花开了</a></li><li>下一篇：没有了</li></ul>"
ACTIONS = "<ul><li><a href=#>收藏</a></li><li><a href=#>打印</a></li><li><a href=#>评论</a></li></ul>"


def test_an_editor_stands_near_a_text_however_many_buttons_stand_between() -> None:
    behind = f"<div>{DIGG}{NEIGHBOURS}{ACTIONS}</div><div>(责任编辑：吉政)</div>"
    article = normalise(read_unknown(page(behind=behind)))
    assert (article.editor, article.body) == ("吉政", TEXT)
