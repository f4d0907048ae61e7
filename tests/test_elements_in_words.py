"""A page of no known layout: an element within a word parts nothing, one between two words does."""

from __future__ import annotations

import pytest

from pipelines.normalise import normalise
from tests.test_generic import TEXT, TITLE, page, read


@pytest.mark.parametrize(
    "line",
    [
        "<small>点击数:</small>1<i></i>563 <small>日期:</small>2024-05-08<b></b> 09:17",
        "<small>点击数:</small>1<font>563</font> <small>日期:</small>2<span>024-05-08 </span>09:17",
        "<label>点击数</label><b>1563</b><label>时间</label><b>2</b><b><i>024-05-08</i></b><b>0<i>9:</i>17</b>",
    ],
    ids=["nothing", "font", "cut in two"],
)
def test_an_element_within_a_number_parts_no_other_numbers(line: str) -> None:
    found = normalise(read(page(f"<div><small>来源:</small>未知 {line}</div>")))
    assert (found.published_at, found.view_count) == ("2024-05-08T09:17:00+08:00", 1563)


@pytest.mark.parametrize(
    "source", ["尧都区融媒体<b>中</b>心", "尧都区融媒<b>体</b>中心", "临汾日报<b>晚</b>报版", "临汾日报<b>晚报</b>版"]
)
def test_a_source_is_not_cut_where_a_shorter_one_ends(source: str) -> None:
    whole = source.replace("<b>", "").replace("</b>", "")
    assert normalise(read(page(f"<p><i>2024-05-08 09:17</i><i>来源：{source}</i></p>"))).source == whole


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("编辑:<b>畅</b>任杰", ["编辑:畅任杰"]),
        ("责任编辑：<b>畅任杰</b> <b>吉政</b>", ["责任编辑：畅任杰 吉政"] * 2),
        ("<b>责任编辑</b><i>畅任杰</i> <i>吉政</i>", ["责任编辑：畅任杰 吉政"] * 2),
    ],
)
def test_an_editors_line_is_kept_as_it_stands_but_for_the_colon_it_lacks(line: str, expected: list[str]) -> None:
    assert [one.verbatim for one in normalise(read(page(behind=f"<p>{line}</p>"))).credits] == expected


@pytest.mark.parametrize("buttons", ["<a>收藏</a><a>举报</a><a>A+</a>", "<a>投诉</a> <a>A-</a>"])
def test_words_that_lead_nowhere_are_buttons_however_many(buttons: str) -> None:
    assert read(page(body=f"<div>{buttons}</div><p>{TEXT}</p>")).paragraphs == (TEXT,)


def test_a_target_within_a_word_is_no_button() -> None:
    body = f"<p>{TEXT}</p><p><a name=a>{TITLE[:4]}</a></p><p>{TEXT}</p>"
    assert read(page(body=body)).paragraphs == (TEXT, TITLE[:4], TEXT)


@pytest.mark.parametrize("link", ["<a id=ly>我有话说</a>", "<a id=sc>加入书签</a><a id=ly>我有话说</a>"])
def test_a_link_to_nowhere_that_a_script_asks_for_by_its_id_is_a_button(link: str) -> None:
    assert read(page(body=f"<div>{link}</div><p>{TEXT}</p>")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "head",
    [
        "<ul><li>2024-05-08 09:17</li><li>临<i></i>汾日报</li></ul>",
        "<ul><li><div><div>2024-05-08 09:17</div></div></li><li>临汾日报</li></ul>",
        "<p><b>原创</b><b>临<font>汾日报</font></b><b><a>临汾日报</a></b><b>2024-05-08 09:17</b></p>",
    ],
    ids=["nothing", "wrapper around the date", "font"],
)
def test_a_source_without_a_label_is_not_cut_within_its_name(head: str) -> None:
    assert normalise(read(page(head))).source == "临汾日报"


@pytest.mark.parametrize("clock", ["<b>09</b><b>:17:15</b>", "<b>09:17:1</b><b>5</b>", "<b>09</b>:<b>17</b>:<b>15</b>"])
def test_the_clock_of_a_date_in_parts_may_be_in_parts_as_well(clock: str) -> None:
    head = f"<div><b>2024</b><i>05</i>/<i>08</i>{clock}</div>"
    assert normalise(read(page(head))).published_at == "2024-05-08T09:17:15+08:00"
