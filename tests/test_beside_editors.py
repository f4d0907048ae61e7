"""What stands beside an editor's name keeps its role, what it says of the text stays in that.

Each text stands in a known layout and in an unknown one, above the template's own editor.
"""

from __future__ import annotations

import pytest
from test_no_editors import articles
from test_pages import LEAD, SENTENCE, paragraphs, read

from linfen_crawler.pages.lines.notes import is_credit, is_note, is_of_share_bar
from pipelines.normalise import normalise


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("<span>【责任编辑：郇丽】</span><span>张浩 摄</span>", "张浩", "photographer"),
        ("【责任编辑：郇丽】张浩 摄", "张浩", "photographer"),
        ("【责任编辑：郇丽】 文/图 张浩", "张浩", "photographer"),
        ("[责任编辑：郇丽]<br>张浩 摄", "张浩", "photographer"),
        ("（责任编辑：郇丽）（张浩 摄）", "张浩", "photographer"),
        ("<b>责任编辑：郇丽</b><i>张浩 摄</i>", "张浩", "photographer"),
        ("<b>责任编辑：郇丽</b><i>张浩/图</i>", "张浩", "photographer"),
        ("<b>责任编辑：郇丽</b><i>张浩摄</i>", "张浩", "photographer"),
        ("<b>责任编辑：郇丽</b><i>记者 张浩 摄</i>", "张浩", "photographer"),
        ("<span>【责任编辑：郇丽】</span><span>通讯员 张浩</span>", "张浩", "correspondent"),
    ],
)
def test_who_is_credited_beside_an_editor_is_none_and_the_editor_took_no_photo(line: str, name: str, role: str) -> None:
    for article, behind in articles(line):
        assert article.editor == "郇丽"
        assert "责任编辑" not in behind
        roles = {(one.name, str(one.role)) for one in article.credits}
        assert (name, role) in roles
        assert ("郇丽", "photographer") not in roles


def test_nor_did_he_in_the_editors_own_element() -> None:
    for line in ("<span>【责任编辑：郇丽】</span><span>张浩 摄</span>", "责任编辑：郇丽<span>张浩 摄</span>"):
        article = normalise(read(paragraphs(LEAD, SENTENCE), editor_line=line))
        assert article.editor == "郇丽"
        assert {(one.name, str(one.role)) for one in article.credits} >= {("张浩", "photographer"), ("郇丽", "editor")}
        assert ("郇丽", "photographer") not in {(one.name, str(one.role)) for one in article.credits}


NOTES = [
    "本版图片均为资料图片。",
    "（本文有删节）",
    "（图片由市总工会提供）",
    "（未完待续）",
    "下期请看《汾水长》",
    "本文图片均由作者提供",
    "作者系市文联主席",
    "注：文中数据截至4月底。",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "line",
    [
        "<span>【责任编辑：郇丽】</span><span>{}</span>",
        "<span>责任编辑：郇丽</span><span>{}</span>",
        "<span>{}</span><span>责任编辑：郇丽</span>",
        "【责任编辑：郇丽】{}",
        "<span>责任编辑：郇丽</span><span>{}</span><span>分享</span>",
    ],
)
def test_a_note_beside_an_editor_stays_in_the_text(line: str, note: str) -> None:
    for article, behind in articles(line.format(note)):
        assert (article.editor, behind) == ("郇丽", note)


def test_a_note_over_several_elements_stays_whole() -> None:
    for _, behind in articles("<b>责任编辑：郇丽</b><i>本版</i><u>图片</u><i>均为资料图片。</i>"):
        assert behind == "本版图片均为资料图片。"


@pytest.mark.parametrize("beside", ["（实习）", "更多精彩内容请关注平阳发布", "收藏本文", "【打印】【关闭】", "微信"])
def test_a_rank_and_a_call_beside_an_editor_are_no_note(beside: str) -> None:
    for article, behind in articles(f"<span>责任编辑：郇丽</span><span>{beside}</span>"):
        assert (article.editor, behind) == ("郇丽", "")


@pytest.mark.parametrize("name", ["马力", "和平", "黄河", "文章", "乜芳", "缑芳", "江河", "向阳"])
@pytest.mark.parametrize("line", ["责任编辑：<span>张浩</span><span>{}</span>", "<b>责任编辑：张浩</b> <b>{}</b>"])
def test_a_name_in_its_own_element_is_another_s_though_it_is_a_word_or_rare(line: str, name: str) -> None:
    article = normalise(read(paragraphs(LEAD, SENTENCE), editor_line=line.format(name)))
    assert article.editor == f"张浩、{name}"


@pytest.mark.parametrize(
    "word", ["关注", "收藏", "打印", "分享", "复制", "朗读", "更多", "朋友圈", "放大", "顶一下", "查看", "上一条"]
)
def test_a_button_s_word_in_its_own_element_is_no_name(word: str) -> None:
    article = normalise(read(paragraphs(LEAD, SENTENCE), editor_line=f"责任编辑：<span>张浩</span><span>{word}</span>"))
    assert article.editor == "张浩"


def test_nor_is_a_word_that_leads_somewhere() -> None:
    article = normalise(read(paragraphs(LEAD, SENTENCE), editor_line="责任编辑：<span>张浩</span><a href=/x/>和平</a>"))
    assert article.editor == "张浩"


def test_notes_credits_and_buttons_are_told_apart() -> None:
    assert [is_note(one) for one in ("(完)", "(李敏)", "(打印)", "融媒体中心", "新闻热线:0357-2222333")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert [is_credit(one) for one in ("张浩 摄", "责任编辑:张浩", "张浩")] == [True, False, False]
    assert [is_of_share_bar(one) for one in ("收藏", "和平")] == [True, False]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("他笑了。（来源：山西日报）", "山西日报"),
        ("他笑了。稿源：山西日报", "山西日报"),
        ("他笑了。 [稿源：山西晚报]", "山西晚报"),
        ("他笑了。来源：山西日报", "山西日报"),
    ],
)
def test_the_source_before_an_editor_is_parted_from_the_text(line: str, source: str) -> None:
    for lines in ((line, "【责任编辑：郇丽】"), (f"{line}【责任编辑：郇丽】",)):
        article, behind = articles(*lines)[0]
        assert (article.source, article.editor, behind) == (source, "郇丽", "他笑了。")


@pytest.mark.parametrize(
    "line", ["他笑了。（数据来源：市统计局）", "他介绍了经费来源：财政拨款", "他说水的来源：汾河。"]
)
def test_the_source_of_something_else_is_text(line: str) -> None:
    article, behind = articles(line, "【责任编辑：郇丽】")[0]
    assert (article.editor, behind) == ("郇丽", line)
