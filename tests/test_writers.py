"""A byline may say beside the name where its author is from, what he wrote, or that he wrote it."""

from __future__ import annotations

import pytest
from test_headlines import credited
from test_pages import paragraphs, read

TITLE = "村口的老槐树"
TEXT = ("村口的老槐树，已经有三百多年了。", "小时候，奶奶常常抱着我坐在树下，给我讲大槐树移民的故事。")
HEADLINE = "<p align=center><b>{}</b></p>"
FORMS = ["<p align=center>{}</p>", "<p>　　{}</p>", "<p>{}</p>"]
AUTHOR, DESIGNER = "author", "designer"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("口述 王志刚　整理 张红", "张红"),
        ("特约撰稿 王志刚", "王志刚"),
        ("本报特约撰稿　李雪梅　王强", "李雪梅 王强"),
        ("王志刚（山西临汾）", "王志刚"),
        ("刘　洋（河北）", "刘洋"),
        ("山西　王志刚", "王志刚"),
        ("广东深圳 陈立华", "陈立华"),
        ("陕西 西安　李雪梅", "李雪梅"),
        ("太原　李雪梅", "李雪梅"),
        ("（山西）王志刚", "王志刚"),
        ("王志刚　著", "王志刚"),
        ("刘　洋　撰", "刘洋"),
        ("刘洋作", "刘洋"),
        ("王志刚作", "王志刚"),
        ("散文　王志刚", "王志刚"),
        ("报告文学　王志刚 李雪梅", "王志刚 李雪梅"),
        ("随笔：王志刚", "王志刚"),
        ("王志刚　散文", "王志刚"),
    ],
)
def test_whom_such_a_line_names_is_the_author(line: str, names: str, form: str, head: bool) -> None:
    body = (HEADLINE.format(TITLE) if head else "") + form.format(line) + paragraphs(*TEXT)
    article = read(body, title=TITLE)
    assert (article.headline, article.subtitle, article.bylines) == (TITLE if head else None, None, (line,))
    assert article.paragraphs == TEXT
    assert credited(article) == [(name, AUTHOR) for name in names.split()]


@pytest.mark.parametrize("line", ["作者：王志刚 插图：张红", "文/王志刚 插图/张红"])
def test_who_drew_the_pictures_of_a_text_designed_it(line: str) -> None:
    article = read(HEADLINE.format(TITLE) + FORMS[0].format(line) + paragraphs(*TEXT), title=TITLE)
    assert credited(article) == [("王志刚", AUTHOR), ("张红", DESIGNER)]


@pytest.mark.parametrize(
    "line",
    [
        "山西　春意正浓",
        "山西 高质量发展",
        "小说 照进现实",
        "漫画 讲述家风",
        "北京 冬奥会",
        "山西 金银花丰收",
        "王家大院（山西）",
        "诗歌 春天",
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_what_is_no_name_beside_a_place_or_a_genre_is_a_headline(line: str, is_above: bool) -> None:
    lines = [FORMS[0].format(line), HEADLINE.format("我市安排春季农业生产")]
    body = "".join(lines if is_above else lines[::-1])
    article = read(body + paragraphs("临汾新闻网讯 4月12日，我市召开会议。"), title="我市安排春季农业生产")
    assert (article.kicker, article.subtitle) == ((line, None) if is_above else (None, line))
    assert credited(article) == []


def test_a_newspaper_of_a_province_stays_a_label() -> None:
    article = read(
        HEADLINE.format(TITLE) + FORMS[0].format("山西日报记者 孟 婷 李全宏") + paragraphs(*TEXT), title=TITLE
    )
    assert credited(article) == [("孟婷", "reporter"), ("李全宏", "reporter")]


def test_who_made_the_last_of_several_couplets_is_no_author_of_the_page() -> None:
    lines = (
        "广胜寺山门联：",
        "果然清净地；自在妙明天。",
        "（佚名）",
        "尧庙联：",
        "帝德如天；皇恩似海。",
        "（王志刚　撰）",
    )
    assert credited(read(paragraphs(*lines), title="楹联欣赏")) == []
