"""Who is named behind an editor's label in an interview, a post or a list of works is no editor of the page.

Each text stands in a known layout and in an unknown one, above the template's own editor.
"""

from __future__ import annotations

import re

import pytest
from test_generic import TEXT, page
from test_generic import read as read_unknown
from test_pages import LEAD, SENTENCE, paragraphs, read

from linfen_crawler.items import Article
from linfen_crawler.pages.lines.values import is_speakers, may_be_said, names_nobody
from linfen_crawler.people.records import makers_in_records
from pipelines.normalise import normalise

DEFAULT = "畅任杰"


def articles(*lines: str) -> list[tuple[Article, str]]:
    """Read lines of HTML behind a text in two layouts; return what was read, and what stands in the body behind it."""
    known = normalise(read(paragraphs(LEAD, SENTENCE, *lines), editor_line=f"责任编辑：{DEFAULT}"))
    below = "".join(f"<p>{line}</p>" for line in lines)
    body = f"<p>{TEXT}</p><p>{SENTENCE.strip()}</p>{below}"
    unknown = normalise(read_unknown(page(body=body, behind=f"<div>责任编辑：{DEFAULT}</div>")))
    return [(one, one.body.partition(SENTENCE.strip())[2].strip()) for one in (known, unknown)]


@pytest.mark.parametrize(
    "lines",
    [
        ("<strong>责任编辑：</strong>您好", "<strong>张浩：</strong>您好，很高兴接受采访。"),
        ("责任编辑：请您谈谈感受", "张浩：感受很深，说来话长。"),
        ("张浩：这些年变化很大。", "责任编辑：谢谢"),
        ("主持人：今天的节目就到这里。", "责任编辑：再见"),
        ("招聘岗位：", "<span>责任编辑：</span><span>三名</span><span>本科以上学历</span>"),
        ("责任编辑：2名，本科以上学历", "记者：5名，大专以上学历"),
        ("岗位职责", "责任编辑：负责稿件的审核与编排"),
        ("责任编辑：熟悉新闻采编业务，文字功底扎实",),
        ("招聘岗位如下：", "记者：本科以上", "责任编辑：35周岁以下", "责编：从事编辑工作满5年"),
        ("初审：5月1日至5月5日", "复审：5月10日", "终审：5月20日"),
        ("一审：驳回起诉", "二审：维持原判", "终审：改判"),
        ("审核：已通过",),
        ("监制：市公安局交警支队",),
        ("编辑：《平阳史话》编写组",),
    ],
)
def test_what_names_nobody_behind_an_editors_label_is_text(lines: tuple[str, ...]) -> None:
    for article, behind in articles(*lines):
        assert article.editor == DEFAULT
        assert behind == "\n\n".join(re.sub("<[^>]*>", "", one) for one in lines)


@pytest.mark.parametrize("name", ["乜芳", "雨田", "郇丽", "阿卜杜拉·买买提", "郇丽 李敏"])
def test_a_rare_name_below_what_someone_says_is_an_editors(name: str) -> None:
    for article, behind in articles("张浩：感谢大家。", f"责任编辑：{name}"):
        assert (article.editor, behind) == (name.replace(" ", "、"), "张浩：感谢大家。")


@pytest.mark.parametrize(
    "desk",
    [
        "值班",
        "小编",
        "县委宣传部",
        "县融媒体中心",
        "网络部",
        "平阳晚报编辑部",
        "临汾日报融媒体中心",
        "实习生卫慧婷",
        "",
    ],
)
def test_a_desk_and_an_empty_label_are_no_text(desk: str) -> None:
    assert not names_nobody(f"责任编辑:{desk}")
    for _, behind in articles("张浩：感谢大家。", f"责任编辑：{desk}"):
        assert behind == "张浩：感谢大家。"


def test_who_speaks_is_told_by_name_and_sentence() -> None:
    assert [is_speakers(one) for one in ("问:您怎么看?", "张浩:好,开始。", "记者:张浩", "地点:临汾。")] == [
        True,
        True,
        False,
        False,
    ]
    assert [may_be_said(f"责任编辑:{one}") for one in ("谢谢", "乜芳", "值班")] == [True, False, False]


BOOKS = ("《平阳史话》", "作者：王大有", "责任编辑：李二", "《汾水长》", "作者：霍壮", "责任编辑：亓云")
LISTS = [
    BOOKS,
    ("春到平阳", "作者：王军", "责任编辑：李二", "汾水长", "作者：霍壮", "责任编辑：亓云"),
    ("责编：李二", "题目：晨曲", "责编：亓云", "题目：晚钟"),
    ("《平阳史话》", "责任编辑：李二", "作者：王大有", "《汾水长》", "责任编辑：亓云", "作者：霍壮"),
]


@pytest.mark.parametrize("lines", LISTS)
def test_the_editors_of_several_works_are_theirs(lines: tuple[str, ...]) -> None:
    for article, behind in articles(*lines):
        assert (article.editor, behind) == (DEFAULT, "\n\n".join(lines))
        assert [one.name for one in article.credits if one.role == "editor"] == [DEFAULT]


@pytest.mark.parametrize("lines", LISTS)
def test_the_page_s_own_editor_behind_them_is_read(lines: tuple[str, ...]) -> None:
    for article, behind in articles(*lines, "【责任编辑：郇丽】"):
        assert (article.editor, behind) == ("郇丽", "\n\n".join(lines))


def test_a_table_of_works_that_ends_a_text_keeps_its_editors() -> None:
    cell = "<td><img src=/{}.jpg></td><td><p>《{}》</p><p>作者：{}</p><p>责任编辑：{}</p><p>三晋出版社</p></td>"
    rows = (cell.format(1, "平阳史话", "王大有", "李二"), cell.format(2, "汾水长", "霍壮", "亓云"))
    table = f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    article = normalise(read(paragraphs(LEAD, SENTENCE) + table, editor_line=f"责任编辑：{DEFAULT}"))
    assert article.editor == DEFAULT
    assert "责任编辑：李二" in article.body
    assert "责任编辑：亓云" in article.body


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (("作者：王大有", "责任编辑：郇丽"), set()),
        (("责任编辑：郇丽", "审核：李敏", "责任编辑：亓云", "审核：仝帅"), set()),
        (("作者：王军", "责任编辑：郇丽", "作者：霍壮", "责任编辑：郇丽"), set()),
        (("作者：王军", "责任编辑：李二", "他走了很远。", "作者：霍壮", "责任编辑：亓云"), set()),
        (("责编：李二", "题目：晨曲", "责编：亓云", "题目：晚钟", "责任编辑：郇丽"), {0, 1, 2, 3}),
    ],
)
def test_records_have_an_editor_each(lines: tuple[str, ...], made: set[int]) -> None:
    assert makers_in_records(lines) == made
