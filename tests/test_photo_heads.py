"""Below photographs: the heads of a text's parts stay in it, captions go with their images."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

SETTINGS = {
    "indented": "<p>　　{}</p>",
    "at the margin": "<p>{}</p>",
    "in the middle": "<p align=center>{}</p>",
    "in bold": "<p align=center><b>{}</b></p>",
}
HEADS = {
    "steps": ("第一步　和面", "第二步　煮肉", "第三步　泡馍"),
    "numbers": ("1", "2", "3"),
    "two digits": ("01", "02"),
    "in words": ("壹", "贰", "叁"),
    "days of a tour": ("Day1 云丘山", "Day2 七里峪"),
    "labels": ("王志刚：城市美容师", "张红：平安摆渡人", "李强：风雨送货人"),
    "places": ("云丘山：清凉世界", "七里峪：天然氧吧"),
}
WORDED = {
    "equally long": ("看桃花", "看梨花", "看杏花"),
    "names": ("王志刚", "张红", "李强"),
    "people": ("环卫工人　王志刚", "公交司机　张红", "快递员　李强"),
}
CAPTIONS = {
    "scenes": ("会场一角", "企业展位前人头攒动", "现场签约"),
    "equally long": ("会场布置", "企业展示", "签约仪式"),
    "years": ("1958", "1972", "1985"),
    "numbered images": ("图1 会场", "图2 展位"),
    "circled": ("①会场", "②展位"),
}


def shown(setting: str, lines: tuple[str, ...]) -> str:
    """Write a text of parts, each below a photograph and its line."""
    part = "<p align=center><img src=/{}.jpg></p>{}" + paragraphs(SENTENCE)
    return paragraphs(LEAD) + "".join(part.format(at, setting.format(line)) for at, line in enumerate(lines))


def told(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of such a text."""
    return (LEAD.strip(), *(one for line in lines for one in (line, SENTENCE.strip())))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("heads", HEADS)
def test_heads_that_count_on_or_have_labels_are_text(heads: str, setting: str) -> None:
    article = read(shown(SETTINGS[setting], HEADS[heads]), title="最美劳动者")
    assert article.paragraphs == told(HEADS[heads])
    assert [one.caption for one in article.images] == [""] * len(HEADS[heads])


@pytest.mark.parametrize("heads", WORDED)
def test_heads_of_one_kind_set_as_the_text_is_are_text(heads: str) -> None:
    article = read(shown(SETTINGS["indented"], WORDED[heads]), title="最美劳动者")
    assert article.paragraphs == told(WORDED[heads])


@pytest.mark.parametrize("heads", HEADS)
def test_so_they_are_where_empty_lines_alone_part_the_text(heads: str) -> None:
    lines = [LEAD.strip()]
    for at, head in enumerate(HEADS[heads]):
        lines += [f"<img src=/{at}.jpg>", head, SENTENCE.strip()]
    article = read("<br><br>".join(f"　　{one}" for one in lines), title="最美劳动者")
    assert article.paragraphs == told(HEADS[heads])


@pytest.mark.parametrize("captions", CAPTIONS)
def test_short_lines_in_the_middle_below_each_of_several_images_are_captions(captions: str) -> None:
    article = read(shown(SETTINGS["in the middle"], CAPTIONS[captions]), title="我市举办招聘会")
    assert tuple(one.caption for one in article.images) == CAPTIONS[captions]
    assert set(article.paragraphs) == {LEAD.strip(), SENTENCE.strip()}


@pytest.mark.parametrize("setting", ["indented", "at the margin"])
def test_lines_of_different_kinds_below_each_image_are_captions(setting: str) -> None:
    article = read(shown(SETTINGS[setting], CAPTIONS["scenes"]), title="我市举办招聘会")
    assert tuple(one.caption for one in article.images) == CAPTIONS["scenes"]


def test_lines_that_count_on_without_text_below_each_are_captions() -> None:
    part = "<p align=center><img src=/{}.jpg></p><p align=center>第{}展厅</p>"
    body = paragraphs(LEAD, SENTENCE) + part.format(1, "一") + part.format(2, "二")
    assert [one.caption for one in read(body).images] == ["第一展厅", "第二展厅"]


@pytest.mark.parametrize("number", ["1", "（2）", "03", "三", "IV", "１"])
def test_the_number_of_a_part_alone_is_no_caption(number: str) -> None:
    body = paragraphs(LEAD) + f"<p align=center><img src=/1.jpg></p><p align=center>{number}</p>" + paragraphs(SENTENCE)
    article = read(body)
    assert ([one.caption for one in article.images], article.paragraphs[1]) == ([""], number)
