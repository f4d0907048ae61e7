"""What of a headline block its type and its siblings tell: the headline below its 引题, the head of a first part."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

LINE = {
    "in the middle": "<p align=center>{}</p>",
    "at the margin": "<p>{}</p>",
    "indented": "<p>　　{}</p>",
}
LARGER = {
    "bold": "<b>{}</b>",
    "font": "<font size=5>{}</font>",
    "pixels": "<span><span style='font-size: 24px'>{}</span></span>",
    "points": "<span style='FONT-SIZE:18pt;color:red'>{}</span>",
}
EVENT, SLOGAN, CHAIR = "市委理论学习中心组举行集体学习", "学深悟透 知行合一", "岳普煜主持并讲话"
HEADS = {
    "equally long": ("撑船的老张", "卖鱼的老李"),
    "one ending": ("花开满城", "好戏连台满城"),
    "counted": ("4月9日　晴", "4月12日　雨转阴"),
    "first longer": ("牛肉丸子面", "曲沃羊汤", "吉县油糕"),
    "three": ("云丘山：清凉世界", "七里峪：天然的大氧吧", "人祖山看日出"),
}
TITLE = "汾河边的人们"


@pytest.mark.parametrize("larger", LARGER)
@pytest.mark.parametrize("line", LINE)
@pytest.mark.parametrize("title", [EVENT, "市委中心组举行集体学习"])
def test_the_one_line_in_larger_type_is_the_headline_below_the_web_title(title: str, line: str, larger: str) -> None:
    headline = LARGER[larger].format(SLOGAN)
    body = "".join(map(LINE[line].format, (EVENT, headline, CHAIR))) + paragraphs(LEAD, SENTENCE)
    article = read(body, title=title)
    assert (article.kicker, article.headline, article.subtitle) == (EVENT, SLOGAN, CHAIR)


@pytest.mark.parametrize("larger", LARGER)
@pytest.mark.parametrize("line", LINE)
def test_a_web_title_in_larger_type_stays_the_headline(line: str, larger: str) -> None:
    lines = (SLOGAN, LARGER[larger].format(EVENT), CHAIR)
    article = read("".join(map(LINE[line].format, lines)) + paragraphs(LEAD, SENTENCE), title=EVENT)
    assert (article.kicker, article.headline, article.subtitle) == (SLOGAN, EVENT, CHAIR)
    lines = (LARGER[larger].format(EVENT), SLOGAN)
    article = read("".join(map(LINE[line].format, lines)) + paragraphs(LEAD, SENTENCE), title=EVENT)
    assert (article.kicker, article.headline, article.subtitle) == (None, EVENT, SLOGAN)


@pytest.mark.parametrize("second", ["<b>岳普煜主持并讲话</b>", "<b>——我市学习教育侧记</b>"])
def test_neither_who_was_there_nor_what_opens_with_a_dash_is_the_headline(second: str) -> None:
    body = "".join(map(LINE["in the middle"].format, (EVENT, second))) + paragraphs(LEAD, SENTENCE)
    assert read(body, title=EVENT).headline == EVENT


def test_what_is_bold_in_the_text_is_no_headline_of_a_title_in_the_middle() -> None:
    body = LINE["in the middle"].format(EVENT) + f"<p><b>{SLOGAN}</b></p>" + paragraphs(LEAD, SENTENCE)
    assert read(body, title=EVENT).headline == EVENT


def test_lines_of_one_element_are_equally_large() -> None:
    body = f"<p align=center>{EVENT}<br><span style='font-size:24px'>{SLOGAN}</span></p>"
    assert read(body + paragraphs(LEAD, SENTENCE), title=EVENT).headline == EVENT


@pytest.mark.parametrize("bold", ["{}", "<b>{}</b>"])
@pytest.mark.parametrize("heading", ["{}", "<b>{}</b>"])
@pytest.mark.parametrize("heads", HEADS)
def test_the_head_of_the_first_part_below_the_web_title_is_text(heads: str, heading: str, bold: str) -> None:
    line, text = LINE["in the middle"], SENTENCE.strip()
    body = line.format(heading.format(TITLE))
    for head in HEADS[heads]:
        body += line.format(bold.format(head)) + paragraphs(SENTENCE, SENTENCE)
    article = read(body, title=TITLE)
    assert (article.kicker, article.headline, article.subtitle) == (None, TITLE, None)
    assert article.paragraphs == tuple(one for head in HEADS[heads] for one in (head, text, text))


@pytest.mark.parametrize("heads", ["equally long", "one ending", "counted"])
def test_so_it_is_set_as_the_text_is(heads: str) -> None:
    body = LINE["in the middle"].format(f"<b>{TITLE}</b>")
    body += "".join(paragraphs(f"　　{head}", SENTENCE) for head in HEADS[heads])
    article = read(body, title=TITLE)
    assert (article.headline, article.subtitle, article.paragraphs[0]) == (TITLE, None, HEADS[heads][0])


@pytest.mark.parametrize("heads", [HEADS["one ending"], HEADS["three"]])
@pytest.mark.parametrize("subtitle", ["首季开工项目23个，总投资86亿元", "——二〇二一年春日走笔", "岳普煜出席并讲话"])
def test_a_subtitle_stays_one_above_a_text_with_parts(subtitle: str, heads: tuple[str, ...]) -> None:
    line = LINE["in the middle"]
    body = line.format(f"<b>{TITLE}</b>") + line.format(subtitle) + paragraphs(SENTENCE)
    body += "".join(line.format(head) + paragraphs(SENTENCE) for head in heads)
    article = read(body, title=TITLE)
    assert (article.headline, article.subtitle) == (TITLE, subtitle)


@pytest.mark.parametrize("setting", ["{}", "<b>{}</b>"])
@pytest.mark.parametrize("line", LINE)
@pytest.mark.parametrize(
    ("series", "title"),
    [
        ("产业振兴看临汾①", "探访隰县玉露香梨产业"),
        ("新春走基层⑫", "新春走基层"),
        ("“乡村振兴看襄汾”系列报道之三", "乡村振兴看襄汾系列报道"),
        ("优化营商环境系列述评之一", "优化营商环境系列述评之一"),
        ("汾河巡礼（二）", "汾河巡礼（二）一颗梨的甜蜜之路"),
        ("平阳人物(12)", "平阳人物"),
    ],
)
def test_the_name_of_a_series_with_its_number_is_no_headline(series: str, title: str, line: str, setting: str) -> None:
    lines = (setting.format(series), "一颗梨的“甜蜜”之路", "——探访隰县玉露香梨产业")
    article = read("".join(map(LINE[line].format, lines)) + paragraphs(SENTENCE), title=title)
    assert (article.kicker, article.headline, article.subtitle) == (series, *lines[1:])


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("临汾抗战往事（一）", ("临汾抗战往事（一）", "——血战韩略村")),
        ("平阳记忆①", ("平阳记忆①",)),
        ("老电影院的灯光之二", ("尧都文史", "老电影院的灯光之二")),
        ("我市成为全国示范城市之一", ("我市成为全国示范城市之一", "全国仅有30个城市入选其中")),
    ],
)
def test_a_headline_with_the_number_of_its_part_stays_one(title: str, lines: tuple[str, ...]) -> None:
    body = "".join(map(LINE["in the middle"].format, lines)) + paragraphs(SENTENCE)
    assert read(body, title=title).headline == title
