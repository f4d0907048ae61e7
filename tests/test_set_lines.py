"""Captions, headlines and last lines that are recognised by how they are set, not by their words."""

from __future__ import annotations

import pytest
from test_generic import LISTED, page
from test_generic import TEXT as SHORT_TEXT
from test_generic import read as read_redesigned
from test_pages import LEAD, SENTENCE, paragraphs, read

from pipelines.normalise import normalise

TEXT = (LEAD.strip(), SENTENCE.strip())
SET_IN = '<p style="text-indent:2em">{}</p>'
IMAGE = "<p><img src=/a.jpg></p>"
SHOWN = "平阳广场上的孩子们"
STORY = "王大爷今年七十三岁，家住尧都区解放路，每天清晨都要到平阳广场打太极拳。"
VERSES = ("风从姑射山来", "吹过九月的谷穗", "吹过母亲弯下的腰")
TITLE = "我市召开五一表彰大会"


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        (f"<p>　　　　{SHOWN}</p>", SHOWN),
        (f"<p align=center>{SHOWN}</p>", SHOWN),
        (f'<p style="text-align:center;text-indent:2em">{SHOWN}</p>', SHOWN),
        (SET_IN.format(SHOWN), None),
    ],
    ids=["centred by spaces", "centred", "centred and set in", "set in as the text is"],
)
def test_a_line_below_an_image_is_its_caption_unless_it_is_set_as_the_text(line: str, caption: str | None) -> None:
    first, last = (SET_IN.format(one) for one in TEXT)
    found = normalise(read(f"{first}{IMAGE}{line}{last}"))
    assert [image.caption for image in found.images] == [caption]
    assert found.body.count(SHOWN) == (caption is None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("劳动光荣创造伟大风尚永存", "奋力谱写时代新篇", "——全市职工风采录"),
            ("劳动光荣创造伟大风尚永存", "奋力谱写时代新篇", "——全市职工风采录"),
        ),
        (
            ("奋力谱写时代", "劳动光荣创造伟大新篇", "——全市职工风采录"),
            ("奋力谱写时代", "劳动光荣创造伟大新篇", "——全市职工风采录"),
        ),
        (("春风又绿", "满目青山入画来处处景"), (None, "春风又绿", "满目青山入画来处处景")),
        (("满目青山入画来处处景", "春风又绿"), ("满目青山入画来处处景", "春风又绿", None)),
    ],
)
def test_of_lines_unlike_the_title_a_dash_or_the_length_tells_the_headline(
    lines: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    found = normalise(read(paragraphs(*lines, *TEXT)))
    assert (found.kicker, found.headline, found.subtitle) == expected


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (("春风又绿汾河", "满目青山入画处处景", f"　　{STORY}"), "春风又绿汾河"),
        (("春风又绿汾河", "满目青山入画", f"　　{STORY}"), None),
        (("　　春风又绿汾河", "　　满目青山入画处处景", f"　　{STORY}"), None),
        (("春风又绿汾河", "满目青山入画处处景", STORY), None),
        (("春风又绿汾河", f"　　{STORY}"), None),
    ],
    ids=["set out", "verses", "set in as the text", "nothing is set in", "one line"],
)
def test_lines_that_stand_out_where_the_text_is_indented_are_headlines(lines: tuple[str, ...], headline: str) -> None:
    assert normalise(read(paragraphs(*lines, SENTENCE))).headline == headline


@pytest.mark.parametrize(
    "above",
    [
        paragraphs(TITLE, "张　浩"),
        paragraphs("五一表彰大会我市召开", "张　浩"),
        f"<p>{TITLE}<br>张　浩</p>",
        # One of several poems: its own title is not the page's.
        paragraphs("汾河岸边的秋天", "张　浩"),
    ],
    ids=["title and author", "nearly the title", "one paragraph", "another line"],
)
def test_verse_is_signed_below_its_title(above: str) -> None:
    found = normalise(read(above + paragraphs(*VERSES)))
    assert [one.name for one in found.credits if one.role == "author"] == ["张浩"]
    assert found.body == "\n\n".join(VERSES)


@pytest.mark.parametrize("links", ["", f"<ul>{LISTED * 3}</ul>"], ids=["text", "links"])
def test_an_image_after_text_or_links_set_as_its_paragraphs_are_is_of_a_text_without_a_layout(links: str) -> None:
    found = read_redesigned(page(body=f"<p>{SHORT_TEXT}</p>{links}<p><img src=/a.jpg></p>"))
    assert found.paragraphs == (SHORT_TEXT,)
    assert [image.url for image in found.images] == ["http://www.lfxww.com/a.jpg"]


@pytest.mark.parametrize("line", ["【责任编辑：吉政】", "（编辑：吉政）", "　　【责任编辑：吉政】"])
@pytest.mark.parametrize("before", ["", SENTENCE])
def test_an_editor_in_brackets_is_not_part_of_the_text_alone_or_after_it(before: str, line: str) -> None:
    found = read(paragraphs(LEAD, f"{before}{line}"))
    assert found.paragraphs == tuple(filter(None, (LEAD.strip(), before.strip())))
    assert found.editor_lines[0] == line.strip()


@pytest.mark.parametrize(
    "line",
    [
        *("上一页 1 2 3 下一页", "首页 上页 1 2 尾页", "首页 1 2 末页", "最后一页 下一页", "共 3 页 1 2 下一页"),
        *("第1页 第2页 下一页", "余下全文", "展开全文", "阅读全文", "全文阅读", "分页：1 2 3"),
    ],
)
def test_a_pager_is_no_text(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line)).paragraphs == TEXT


@pytest.mark.parametrize("line", ["1 2 3", "88 : 79", "首页"])
def test_numbers_that_turn_no_page_are_text(line: str) -> None:
    assert read(paragraphs(LEAD, line, SENTENCE)).paragraphs == (TEXT[0], line, TEXT[1])


@pytest.mark.parametrize("line", ["注：", "★★★", "……", "* * *", "一"])
def test_a_line_of_marks_alone_is_text(line: str) -> None:
    assert read(paragraphs(LEAD, line, SENTENCE)).paragraphs == (TEXT[0], line, TEXT[1])


@pytest.mark.parametrize(
    "line",
    [
        "详见<a href=/linfen/xnc/2600001.html>附表</a>。",
        "关注<a href=http://a.example.com/1.pdf>《临汾市养犬管理条例》.pdf</a>",
    ],
)
def test_a_short_line_with_a_link_to_what_it_mentions_is_text(line: str) -> None:
    found = read_redesigned(page(body=f"<p>{SHORT_TEXT}</p><p>{line}</p><p>{SHORT_TEXT}</p>"))
    assert len(found.paragraphs) == 3


@pytest.mark.parametrize(("between", "caption"), [("", True), (f"<p>{SENTENCE}</p>", False)])
def test_a_credited_line_after_the_text_is_a_caption_right_before_an_image(between: str, *, caption: bool) -> None:
    line = f"{SHOWN}在放风筝。 张浩 摄"
    found = normalise(read(f"{paragraphs(LEAD, SENTENCE, line)}{between}{IMAGE}{paragraphs(SENTENCE)}"))
    assert [image.caption for image in found.images] == [f"{SHOWN}在放风筝。" if caption else None]
    assert (line in found.body) is not caption


LINKS = "<a href=/>首页</a>{}<a href=/linfen/shizheng/>时政要闻</a>"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (f"<div class=crumb>{LINKS.format(' ')}</div>", ("首页", "时政要闻")),
        (f"<nav aria-label=breadcrumb>{LINKS.format('')}</nav>", ("首页", "时政要闻")),
        (f"<p>您的位置：{LINKS.format(' ')}</p>", ("首页", "时政要闻")),
        (f"<p>{LINKS.format(' &gt; ')}</p>", ("首页", "时政要闻")),
        (f"<div class=top>{LINKS.format(' ')}</div>", ()),
    ],
)
def test_a_path_is_recognised_by_its_name_its_words_or_its_arrows(path: str, names: tuple[str, ...]) -> None:
    html = page().replace("<div class=nav><a href=/>首页</a></div>", path)
    assert read_redesigned(html).breadcrumbs == names


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("临汾市解放路学校四年级（3）班　张语桐", True),
        ("尧都区文化馆创作研究员　张语桐", True),
        ("尧都区文化馆喜迎新春佳节　张语桐", False),
        ("□ 张语桐", True),
        ("尧都区 张语桐", True),
    ],
)
def test_a_byline_with_a_class_or_a_post_may_be_longer_than_an_authors(line: str, *, is_byline: bool) -> None:
    found = normalise(read(paragraphs(TITLE, line, LEAD, SENTENCE)))
    assert found.subtitle == (None if is_byline else line)
    assert ("张语桐" in [one.name for one in found.credits]) is is_byline
