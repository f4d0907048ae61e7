"""Images in a row and their captions after them, and the last paragraph of a text below an image."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

TEXT, MORE = LEAD.strip(), SENTENCE.strip()
ONE, TWO, THREE = "图为大棚外景。记者 李静 摄", "图为西红柿挂果。记者 李静 摄", "图为农技员讲课。张浩 摄"
CENTRED = "<p align=center>{}</p>"
SET_IN = "<p>　　{}</p>"
MARGIN = "<p>{}</p>"
RIGHT = "<p align=right>{}</p>"
LAST = "大棚里，西红柿挂满枝头。"


def images(*numbers: int) -> str:
    return "".join(CENTRED.format(f"<img src=/{at}.jpg>") for at in numbers)


def told(body: str) -> tuple[list[str], dict[str, str]]:
    article = read(SET_IN.format(TEXT) + body)
    return list(article.paragraphs[1:]), {(one.url or "")[-5:-4]: one.caption for one in article.images if one.caption}


@pytest.mark.parametrize("form", [CENTRED, SET_IN, MARGIN])
@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        ((ONE, TWO), (ONE, TWO)),
        ((ONE, TWO, THREE), (ONE, TWO, THREE)),
        (("上图：外景。", "下图：挂果。李静 摄"), ("上图：外景。", "下图：挂果。李静 摄")),
        (("下图为挂果。", "上图为外景。"), ("上图为外景。", "下图为挂果。")),
        (("左图为外景。右图为挂果。 李静 摄",), ("左图为外景。", "右图为挂果。 李静 摄")),
        (("左图为外景。<br>右图为挂果。",), ("左图为外景。", "右图为挂果。")),
        (
            ("右上图：挂果。", "右下图：讲课。", "左图：外景。"),
            ("左图：外景。", "右上图：挂果。", "右下图：讲课。"),
        ),
        (
            ("左上图：甲。", "左下图：丙。", "右上图：乙。", "右下图：丁。"),
            ("左上图：甲。", "右上图：乙。", "左下图：丙。", "右下图：丁。"),
        ),
        (("上图：外景。", "中图：挂果。", "下图：讲课。"), ("上图：外景。", "中图：挂果。", "下图：讲课。")),
        (("①外景。", "②挂果。李静 摄"), ("①外景。", "②挂果。李静 摄")),
        (("①外景。②挂果。③讲课。李静 摄",), ("①外景。", "②挂果。", "③讲课。李静 摄")),
        (("图2 挂果", "图1 外景"), ("图1 外景", "图2 挂果")),
        (("图为外景。", "李静 摄", "图为挂果。", "张浩 摄"), ("图为外景。\n李静 摄", "图为挂果。\n张浩 摄")),
        (("图为旧貌。", "（资料图）", TWO), ("图为旧貌。\n（资料图）", TWO)),
        (("▲外景", "▲挂果"), ("▲外景", "▲挂果")),
        (("图为挂果（下图）。", "图为外景（上图）。"), ("图为外景（上图）。", "图为挂果（下图）。")),
        (("挂果（图②）。李静 摄", "外景（图①）。李静 摄"), ("外景（图①）。李静 摄", "挂果（图②）。李静 摄")),
    ],
)
def test_captions_below_a_row_of_images_are_in_their_order_or_say_whose_they_are(
    form: str, lines: tuple[str, ...], captions: tuple[str, ...]
) -> None:
    row = range(1, len(captions) + 1)
    wanted = {str(at): caption for at, caption in zip(row, captions, strict=True)}
    body = images(*row) + "".join(map(form.format, lines))
    assert told(body + SET_IN.format(MORE)) == ([MORE], wanted)
    assert told(SET_IN.format(MORE) + body) == ([MORE], wanted)


@pytest.mark.parametrize(
    ("body", "captions"),
    [
        (images(1, 2) + CENTRED.format("上图为外景。"), {"1": "上图为外景。"}),
        (images(1, 2) + CENTRED.format(ONE), {"2": ONE}),
        (images(1) + CENTRED.format(ONE) + images(2) + CENTRED.format(TWO), {"1": ONE, "2": TWO}),
        (CENTRED.format("图①为外景。") + CENTRED.format("图②为挂果。") + images(1, 2),
         {"1": "图①为外景。", "2": "图②为挂果。"}),
        (images(1, 2) + CENTRED.format("▼挂果") + images(3), {"3": "▼挂果"}),
        (images(1, 2) + CENTRED.format("下图：挂果。") + images(3), {"3": "下图：挂果。"}),
        (images(1) + CENTRED.format(THREE) + images(2, 3) + CENTRED.format(ONE) + CENTRED.format(TWO),
         {"1": THREE, "2": ONE, "3": TWO}),
        (images(1, 2) + CENTRED.format("图1：甲。") + CENTRED.format("图2：乙。")
         + images(3, 4) + CENTRED.format("图3：丙。") + CENTRED.format("图4：丁。"),
         {"1": "图1：甲。", "2": "图2：乙。", "3": "图3：丙。", "4": "图4：丁。"}),
        (images(1, 2) + CENTRED.format("大棚外景") + CENTRED.format("西红柿挂果"),
         {"1": "大棚外景", "2": "西红柿挂果"}),
        (images(1, 2) + CENTRED.format("大棚外景。") + CENTRED.format("西红柿挂果。"),
         {"1": "大棚外景。", "2": "西红柿挂果。"}),
        (images(1) + SET_IN.format("图1 外景。") + images(2) + SET_IN.format("图2 挂果。"),
         {"1": "图1 外景。", "2": "图2 挂果。"}),
    ],
    ids=[
        *("one named", "one", "in turn", "above", "arrow", "下图", "both"),
        *("numbered on", "plain", "centred", "numbered in turn"),
    ],
)  # fmt: skip
def test_captions_of_images(body: str, captions: dict[str, str]) -> None:
    assert told(SET_IN.format(MORE) + body + SET_IN.format(LAST)) == ([MORE, LAST], captions)


def test_as_many_captions_below_the_last_image_as_the_page_has_images_are_theirs_in_order() -> None:
    body = images(1) + SET_IN.format(MORE) + images(2) + CENTRED.format("上图：外景。") + CENTRED.format("下图：挂果。")
    assert told(body) == ([MORE], {"1": "上图：外景。", "2": "下图：挂果。"})


@pytest.mark.parametrize("above", [SET_IN.format(TEXT), ""])
def test_lines_that_are_the_alternative_texts_of_a_row_are_their_captions(above: str) -> None:
    row = [CENTRED.format(f'<img src="/{at}.jpg" alt="{alt}">') for at, alt in enumerate(("大棚外景", "西红柿挂果"))]
    for lines in (("大棚外景", "西红柿挂果"), ("西红柿挂果", "大棚外景")):
        article = read(above + "".join(row) + "".join(map(CENTRED.format, lines)) + paragraphs(LEAD, SENTENCE))
        assert [one.caption for one in article.images] == ["大棚外景", "西红柿挂果"]
        assert (article.headline, article.paragraphs[-2:]) == (None, (TEXT, MORE))


def test_an_alternative_text_of_several_images_says_nothing_of_a_row() -> None:
    row = "".join(CENTRED.format(f'<img src="/{at}.jpg" alt="大棚外景">') for at in range(2))
    article = read(SET_IN.format(TEXT) + row + CENTRED.format("图为外景。") + CENTRED.format(TWO) + SET_IN.format(MORE))
    assert [one.caption for one in article.images] == ["图为外景。", TWO]


@pytest.mark.parametrize(
    "lines",
    [
        tuple(map(SET_IN.format, ("①抢抓农时。", "②备足农资。", "③加强指导。"))),
        tuple(map(SET_IN.format, ("①抢抓农时，" + LAST * 4, "②备足农资，" + LAST * 4))),
        tuple(map(SET_IN.format, ("图1显示，产量逐年提高。", "图2显示，成本逐年下降。"))),
        tuple(map(SET_IN.format, ("上图书馆借书，下农田学艺，成了他的日常。", MORE))),
        tuple(map(CENTRED.format, ("春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "花落知多少"))),
        tuple(map(RIGHT.format, ("洪洞县融媒体中心", "2021年4月29日"))),
        (SET_IN.format(MORE), SET_IN.format(LAST)),
    ],
    ids=["a list", "long items", "charts", "上图书馆", "verse", "who signs", "text"],
)
def test_what_is_no_caption_stays_text_below_a_row_of_images(lines: tuple[str, ...]) -> None:
    assert told(images(1, 2) + "".join(lines)) == ([line.split(">")[1].split("<")[0].strip("　") for line in lines], {})


def test_a_list_that_is_announced_is_text_though_it_has_as_many_entries_as_the_row_images() -> None:
    body = SET_IN.format("要做到两点：") + images(1, 2) + SET_IN.format("①抢抓农时。") + SET_IN.format("②备足农资。")
    assert told(body) == (["要做到两点：", "①抢抓农时。", "②备足农资。"], {})


@pytest.mark.parametrize("count", [3_000])
def test_rows_without_end_take_no_time(count: int) -> None:
    lines = "".join(CENTRED.format(f"图{at % 99 + 1} 外景") for at in range(count))
    assert told(images(*range(count)) + lines)
    assert told((images(1, 2) + CENTRED.format("外景") * 2) * (count // 2))


@pytest.mark.parametrize("credit", ["记者 李静 摄", "（记者 李静 摄）", "记者 张浩 李静 摄"])
@pytest.mark.parametrize("at", [RIGHT, SET_IN, CENTRED])
@pytest.mark.parametrize("before", [images(1), images(1, 2), images(1) + SET_IN.format(MORE) + images(2)])
def test_the_last_paragraph_stays_text_between_an_image_and_who_took_all(before: str, at: str, credit: str) -> None:
    text = [MORE] if MORE in before else []
    for end in (LAST, "今年一定是个丰收年！"):
        assert told(before + SET_IN.format(end) + at.format(credit)) == ([*text, end, credit], {})


@pytest.mark.parametrize(
    ("form", "line", "credit", "behind"),
    [
        (SET_IN, "图为村民在播种。", "李静 摄", ""),
        (CENTRED, "村民在播种。", "李静 摄", ""),
        (MARGIN, "村民在播种。", "李静 摄", ""),
        ('<p style="color:#888">　　{}</p>', "村民在播种。", "李静 摄", ""),
        (SET_IN, "村民在播种", "李静 摄", ""),
        (SET_IN, "村民在播种。", "李静 摄", SET_IN.format(LAST)),
        (SET_IN, "这是4月29日拍摄的大槐树（无人机照片）。", "李静 摄", ""),
        (SET_IN, "4月29日，村民在播种。", "新华社记者 李静 摄", ""),
    ],
    ids=["图为", "centred", "margin", "grey", "no sentence", "text below", "of a photograph", "an agency's"],
)
def test_a_line_above_its_photographer_is_a_caption(form: str, line: str, credit: str, behind: str) -> None:
    body = SET_IN.format(MORE) + images(1) + form.format(line) + form.format(credit) + behind
    assert told(body) == ([MORE, *([LAST] if behind else [])], {"1": f"{line}\n{credit}"})


def test_where_all_other_images_have_a_caption_the_last_has_one() -> None:
    body = images(1) + SET_IN.format(ONE) + SET_IN.format(MORE) + images(2) + SET_IN.format(LAST)
    assert told(body + SET_IN.format("张浩 摄")) == ([MORE], {"1": ONE, "2": f"{LAST}\n张浩 摄"})


def test_above_a_line_break_several_captions_end_with_the_last_photographer() -> None:
    article = read(paragraphs(LEAD) + f"<p><img src=/1.jpg><br><img src=/2.jpg><br>{ONE}<br>{TWO}<br>{MORE}</p>")
    assert article.paragraphs == (TEXT, MORE)
    assert [one.caption for one in article.images] == [ONE, TWO]


@pytest.mark.parametrize(
    "lines",
    [
        ("上图：会场。<br>①农田。",),
        ("左图为会场<br>②农田。",),
        ("图2：农田<br>图99为会场。",),
        ("图2：农田<br>图0 会场",),
        ("上图：甲。下图：乙。<br>图1 会场", "图1 农田"),
        (f"{ONE}<br>{TWO}<br>{THREE}", "李静 摄"),
    ],
)
def test_of_what_one_paragraph_holds_below_a_row_nothing_is_lost(lines: tuple[str, ...]) -> None:
    for at in (CENTRED, SET_IN):
        body = "".join(map(at.format, lines))
        for row in (images(1, 2) + body, body + images(1, 2), images(1, 2, 3) + body):
            text, captions = told(SET_IN.format(MORE) + row)
            found = "".join((*text, *captions.values()))
            assert sorted("".join(found.split())) == sorted(
                "".join("".join((MORE, *lines)).replace("<br>", "").split())
            )
