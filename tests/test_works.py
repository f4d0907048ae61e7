"""Who made the works of which a page reports, and who signs the page itself."""

from __future__ import annotations

import pytest
from test_generic import page
from test_generic import read as read_unknown
from test_pages import SENTENCE, paragraphs, read

from pipelines.normalise import normalise

TEXT = SENTENCE.strip()
BOOK = ("书名：《平阳史话》", "作者：王天然", "出版社：三晋出版社", "责任编辑：李小明")


def credited_in(body: str) -> list[str]:
    return [one.name for one in normalise(read(body)).credits if one.role == "author"]


def credited(*lines: str) -> list[str]:
    """Return whom a page credits, except for the template's own editor."""
    article = normalise(read(paragraphs(*lines)))
    return [one.name for one in article.credits if one.name != article.editor]


@pytest.mark.parametrize(
    "lines",
    [
        (*BOOK, TEXT),
        (TEXT, *BOOK, TEXT),
        (TEXT, "《平阳史话》 王天然 著", "责任编辑：李小明", "三晋出版社 2020年版", TEXT),
        (TEXT, "一等奖：《壶口飞瀑》 作者：张小兰", "三等奖：《姑射云海》 摄影：王天明"),
        (TEXT, "《故乡的河》（作者：张小兰）", "《父亲的麦田》（作者：李大海）", TEXT),
        (
            TEXT,
            "一等奖",
            "《深山里的灯火》",
            "作者：亢亚莉",
            "编辑：郝海军",
            "二等奖",
            "《山村》",
            "作者：李大海",
            TEXT,
        ),
        (
            TEXT,
            "一等奖",
            "《晨曲》　张国庆　摄",
            "二等奖",
            "《壶口飞瀑》　李红霞　摄",
            "《古城新韵》　王志军　摄",
            TEXT,
        ),
        (TEXT, "一等奖：《晨曲》　张国庆　摄", "二等奖：《壶口飞瀑》　李红霞　摄", TEXT),
        (TEXT, "金奖（1名）", "1.《晨曲》　张国庆/摄", TEXT),
        (TEXT, "优秀奖作品", "《晨曲》（张国庆 摄）", "《雪》　文/李静"),
        (TEXT, "一等奖", "晨曲　张国庆　摄", "二等奖", "壶口飞瀑　李红霞　摄"),
        (TEXT, "导演：王小帅", "编剧：李强", "摄影：张建国", "主演：赵丽", TEXT),
        ("1.歌曲《走进新时代》 演唱：张丽", "2.诗朗诵《尧都颂》 作者：王军 朗诵：赵敏"),
    ],
)
def test_the_makers_of_works_are_not_the_pages(lines: tuple[str, ...]) -> None:
    assert credited(*lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        (TEXT, "作者：王军"),
        (TEXT, TEXT, "（原载《平阳文艺》2021年第3期）", "作者：王军"),
        (TEXT, TEXT, "选自《汾河集》 作者：王军"),
        (TEXT, "《春晨》", "作者：王军", "杨柳依依", "汾河水绿"),
        (TEXT, "导演：李强", "摄像：王军"),
        ("<img src='1.jpg'>", "《壶口飞瀑》 王军 摄", TEXT),
        ("《春晨》 作者：王军", TEXT, TEXT),
    ],
)
def test_who_signs_a_page_that_names_a_work_is_credited(lines: tuple[str, ...]) -> None:
    assert "王军" in credited(*lines)


@pytest.mark.parametrize("lines", [(*BOOK, TEXT), (TEXT, "责任编辑：李小明", "作者：王天然", TEXT, TEXT)])
def test_an_editor_in_the_middle_of_a_text_is_text(lines: tuple[str, ...]) -> None:
    raw = read(paragraphs(*lines))
    assert raw.paragraphs == lines
    assert normalise(raw).editor != "李小明"


LISTS = (
    ("一等奖", "《汾河边的脚印》　郝晓明", "二等奖", "《老街的味道》　秦丽萍"),
    ("一等奖", "《汾河边的脚印》　郝晓明"),
    ("一等奖：《晨曲》　张国庆 摄", "二等奖：《暮归》　王军 摄"),
    ("一、书法类", "《春》 作者：郝晓明", "二、绘画类", "《秋》 作者：王军"),
    ("《汾河边的脚印》　郝晓明", "《老街的味道》　秦丽萍", "《秋》　王军"),
    ("优秀奖", "1.《汾河边的脚印》　郝晓明（尧都区）", "2.《老街的味道》　秦丽萍（洪洞县）"),
)


@pytest.mark.parametrize("lines", LISTS)
@pytest.mark.parametrize("editor", [("责任编辑：吉政",), ("责任编辑：吉政　审核：李静",), ("责编：吉政", "审核：李静")])
def test_the_one_editor_after_a_list_of_works_is_the_pages(lines: tuple[str, ...], editor: tuple[str, ...]) -> None:
    for raw in (
        read(paragraphs(TEXT, *lines, *editor), editor_line=""),
        read_unknown(page(body=paragraphs(TEXT, *lines, *editor))),
    ):
        assert raw.paragraphs == (TEXT, *lines)
        assert normalise(raw).editor == "吉政"


@pytest.mark.parametrize(
    "lines",
    [
        ("一等奖", "《汾河》", "作者：王军", "责任编辑：吉政"),
        ("一等奖", "《汾河》", "责任编辑：吉政", "二等奖", "《老街》", "责任编辑：吉政"),
        ("一等奖", "《汾河》", "《老街》", "责任编辑：吉政", "三晋出版社 2020年版"),
    ],
)
def test_an_editor_among_the_fields_of_works_or_of_each_is_theirs(lines: tuple[str, ...]) -> None:
    raw = read(paragraphs(TEXT, *lines), editor_line="责任编辑：畅任杰")
    assert (raw.paragraphs, normalise(raw).editor) == ((TEXT, *lines), "畅任杰")


@pytest.mark.parametrize(
    "lines",
    [("书名：《平阳史话》", "责任编辑：吉政", "出版社：三晋出版社"), (BOOK[0], BOOK[1], BOOK[3], BOOK[2])],
)
def test_the_editor_of_a_book_ends_no_text_of_an_unknown_layout(lines: tuple[str, ...]) -> None:
    glued = tuple(
        line.replace("责任编辑：", "<b>责任编辑：") + "</b><i>定价：38元</i>" * ("责" in line) for line in lines
    )
    shown = tuple(line + "定价：38元" * ("责" in line) for line in lines)
    assert read_unknown(page(body=paragraphs(TEXT, *glued, TEXT))).paragraphs == (TEXT, *shown, TEXT)
    raw = read_unknown(page(body=paragraphs(TEXT, *lines, TEXT)))
    assert (raw.paragraphs, normalise(raw).editor, raw.complete) == ((TEXT, *lines, TEXT), None, True)


@pytest.mark.parametrize("line", ["【责任编辑： 李甲】", "[责任编辑：李甲]"])
def test_a_bracketed_editor_in_the_middle_of_a_text_is_the_pages(line: str) -> None:
    raw = read(paragraphs(TEXT, line, TEXT, TEXT))
    assert normalise(raw).editor == "李甲"
    assert line not in raw.paragraphs


@pytest.mark.parametrize(
    "lines",
    [("导演：张艺谋", "编剧：邹静之", "主演：巩俐", "摄影：王军"), ("导演：李静　主演：张浩　摄影：王军",)],
)
def test_who_shot_a_film_that_has_a_cast_shot_nothing_of_the_page(lines: tuple[str, ...]) -> None:
    assert credited(TEXT, TEXT, *lines) == []


@pytest.mark.parametrize(
    "caption",
    ["书法　王军", "国画《春》　王军", "《汾河春色》（油画） 王　军 作", "汾河春色（版画）　王军", "《春》 王军 作"],
)
def test_who_made_the_work_that_a_picture_shows_is_an_author(caption: str) -> None:
    shown = f"<p align=center><img src='1.jpg'></p><p align=center>{caption}</p>"
    assert credited_in(shown + paragraphs(TEXT, TEXT)) == ["王军"]
    assert credited_in(shown + paragraphs(TEXT, "王军自幼学画。")) == []


@pytest.mark.parametrize("caption", ["春耕　王军", "《春》 王军", "书法家王军", "国画展现场"])
def test_whom_a_picture_shows_made_nothing(caption: str) -> None:
    shown = f"<p align=center><img src='1.jpg'></p><p align=center>{caption}</p>"
    assert credited_in(shown + paragraphs(TEXT, TEXT)) == []


@pytest.mark.parametrize(
    ("lines", "photographers"),
    [
        ((TEXT, "一等奖", "《晨曲》　张国庆　摄", "二等奖", "《雪》　李静　摄", "（记者 王军）"), ["王军"]),
        ((TEXT, "一等奖", "《晨曲》　张国庆　摄", "本报记者 王军 摄影报道"), ["王军", "王军"]),
        ((TEXT, "一等奖", "《晨曲》　张国庆　摄", TEXT, "王军 摄"), ["王军"]),
        ((TEXT, "一等奖：张国庆", "图片：王军 摄"), ["王军"]),
        ((TEXT, "《晨曲》　张国庆　摄", "《雪》　李静　摄"), ["张国庆", "李静"]),
        ((TEXT, "一等奖", "<img src='/1.jpg'>", "《晨曲》　张国庆　摄"), ["张国庆"]),
        (("<img src='/1.jpg'>", TEXT, "一等奖", "《晨曲》　张国庆　摄"), ["张国庆"]),
    ],
)
def test_who_is_named_beside_a_list_of_prizes_is_the_pages(lines: tuple[str, ...], photographers: list[str]) -> None:
    assert credited(*lines) == photographers


@pytest.mark.parametrize("cover", ["", "<img src='/u/7.jpg'>"])
def test_of_books_that_end_a_text_each_has_its_own_editor(cover: str) -> None:
    first = "<p>《平阳史话》</p><p>作者：王天然</p><p>责任编辑：李小明</p><p>山西人民出版社</p>"
    second = "<p>《汾水长》</p><p>作者：霍建国</p><p>责任编辑：亓云</p><p>三晋出版社</p>"
    for books in (first, first + cover + second):
        article = normalise(read(paragraphs(TEXT) + cover + books))
        assert "责任编辑：李小明" in article.body
        assert [one.name for one in article.credits] == [article.editor]
        assert article.editor not in {"李小明", "亓云"}


def test_below_its_publisher_the_last_editor_is_the_pages_own() -> None:
    article = normalise(read(paragraphs(TEXT, "《平阳史话》", "责任编辑：李小明", "三晋出版社", "责任编辑：郇丽")))
    assert article.editor == "郇丽"
    assert article.body.endswith("责任编辑：李小明\n\n三晋出版社")


@pytest.mark.parametrize(
    "lines",
    [
        ("书名：《平凡的世界》", "作者：路遥", "责任编辑：张引墨"),
        ("作品：《守望》", "作者：祁丽峰", "编辑：柴云祥", "作品：《春》", "作者：闫锐鹏"),
        ("一等奖：张子涵（解放路小学）　指导老师：王丽", "二等奖：李子轩（五一路小学）　指导老师：李静"),
        ("一等奖", "张子涵　解放路小学　辅导教师　王丽", "二等奖", "李子轩　五一路小学　辅导教师　李静"),
        ("一审：驳回起诉", "二审：维持原判", "终审：改判"),
        ("审核：已通过",),
    ],
)
def test_who_stands_in_a_list_at_the_end_makes_no_page(lines: tuple[str, ...]) -> None:
    article = normalise(read(paragraphs(TEXT, *(f"　　{one}" for one in lines))))
    assert [one.name for one in article.credits] == [article.editor]
    assert article.body.split("\n\n")[1:] == list(lines)


@pytest.mark.parametrize("line", ["审核：李静", "校对：王军", "二审：张浩　三审：李敏"])
def test_who_reviews_a_page_does(line: str) -> None:
    article = normalise(read(paragraphs(TEXT), editor_line=f"责任编辑：畅任杰　{line}"))
    assert {one.role for one in article.credits} == {"editor", "reviewer"}


def test_the_first_of_the_books_that_a_text_lists_is_no_headline() -> None:
    lines = ("《活着》", "作者：余华", "出版社：作家出版社", "内容简介：一个人的一生。", "推荐人：李静")
    raw = read(paragraphs(*lines))
    assert (raw.headline, raw.bylines, raw.paragraphs) == (None, (), lines)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("出品单位：临汾日报社|总监制：张浩|监制：李静|策划：王鹏|记者：魏华|摄像：刘玮", "张浩 李静 王鹏 魏华 刘玮"),
        ("出品单位：襄汾县融媒体中心|审核：李静|通讯员：魏华", "李静 魏华"),
        ("编导：赵红星|摄像：李静|剪辑：王鹏|记者：魏华", "李静 王鹏 魏华"),
        ("出品单位：临汾日报社|校对：李静|记者　魏华　通讯员　王鹏", "李静 魏华 王鹏"),
        ("出品单位：临汾日报社|策划：李静|本报记者：魏华|配音：王鹏|制图：刘玮", "李静 魏华 刘玮"),
        ("导演：王鹏|摄像：李静|（记者：魏华）", "李静 魏华"),
    ],
)
def test_who_made_a_page_is_credited_above_its_reporter_whatever_opens_the_list(lines: str, names: str) -> None:
    assert sorted(credited(TEXT, *lines.split("|"))) == sorted(names.split())


@pytest.mark.parametrize(
    "lines",
    [
        "片名：《汾水谣》|导演：王鹏|摄影：李静|记者：魏华",
        "导演：王鹏|主演：刘玮|摄影：李静|记者：魏华",
        "出品单位：山西电影制片厂|摄影：李静|影片讲述了一名教师的故事。|记者：魏华",
        "书名：《平阳史话》|责任编辑：李静|出版社：三晋出版社|记者：魏华",
    ],
)
def test_who_made_a_work_is_not_credited_above_the_reporter_of_the_page(lines: str) -> None:
    assert credited(TEXT, *lines.split("|")) == ["魏华"]
