"""Portraits with what is told of a person beside them, in the cells of a table: that is text, and no caption."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, read
from test_photo_sets import image, row, told

TITLE = "我市“最美教师”候选人"
TEXT = LEAD.strip()
ONE = "张浩，男，1970年生，尧都区解放路学校教师。从教30年，多次获奖。"
TWO = "李静，女，1975年生，洪洞县第一小学教师。从教25年，多次获奖。"
SHORT = "王鹏，男，市三中教师。"
HEAD = f"<p>　　{TEXT}</p>"


def table(*rows: str) -> str:
    return f"<table>{''.join(rows)}</table>"


@pytest.mark.parametrize("below", ["", f"<p>　　{SENTENCE.strip()}</p>"], ids=["last", "text below"])
@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([row(image(0), ONE)], (ONE,)),
        ([row(image(0), ONE), row(image(1), TWO)], (ONE, TWO)),
        ([row(ONE, image(0)), row(TWO, image(1))], (ONE, TWO)),
        ([row(image(0), ONE), row(TWO, image(1))], (ONE, TWO)),
        ([row(image(0), ONE), row(image(1), SHORT)], (ONE, SHORT)),
        ([row(image(0), f"<p>{SHORT}</p><p>{TWO}</p>")], (SHORT, TWO)),
        ([row(f"<p align=center>{image(0)}</p>", f"<div>{ONE}</div>")], (ONE,)),
        ([row(image(0), "王鹏，男，市三中教师。<br>从教20年。")], ("王鹏，男，市三中教师。\n从教20年。",)),
    ],
    ids=["one", "two", "right", "in turn", "one of a sentence", "paragraphs", "centred", "lines"],
)
def test_sentences_in_the_cell_beside_a_portrait_are_text(rows: list[str], lines: tuple[str, ...], below: str) -> None:
    article = read(HEAD + table(*rows) + below, title=TITLE)
    expected = (TEXT, *lines, *([SENTENCE.strip()] if below else []))
    assert told(article) == (expected, [""] * len(rows))


def test_several_sentences_set_apart_below_an_image_are_text() -> None:
    boxes = "".join(f"<div><div>{image(at)}</div><div>{line}</div></div>" for at, line in enumerate([ONE, TWO]))
    assert told(read(HEAD + boxes, title=TITLE)) == ((TEXT, ONE, TWO), ["", ""])


@pytest.mark.parametrize(
    ("rows", "captions"),
    [
        ([row(image(0), "图为招聘会现场。")], ["图为招聘会现场。"]),
        ([row(image(0), "8月15日，招聘会举行。图为现场。魏华 摄")], ["8月15日，招聘会举行。图为现场。魏华 摄"]),
        ([row(image(0)), row("8月15日，招聘会举行。千余人参加。")], ["8月15日，招聘会举行。千余人参加。"]),
        ([row(image(0), image(1)), row("张浩", "李静")], ["张浩", "李静"]),
        ([row(image(0) + "<br>张浩", image(1) + "<br>李静")], ["张浩", "李静"]),
        ([row(image(0), SHORT)], [SHORT]),
    ],
    ids=["says so", "credited", "below", "names below", "names", "a sentence"],
)
def test_what_says_that_it_is_a_caption_or_is_a_single_sentence_remains_one(
    rows: list[str], captions: list[str]
) -> None:
    article = read(HEAD + table(*rows) + f"<p>　　{SENTENCE.strip()}</p>", title=TITLE)
    assert told(article) == ((TEXT, SENTENCE.strip()), captions)
