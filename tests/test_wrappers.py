"""A page of no known layout: a wrapper around a part of the page, whatever it is called, changes nothing."""

from __future__ import annotations

import pytest

from tests.test_generic import DATE, TEXT, TITLE, page, read

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
SIGNED = ("尧都区融媒体中心", "2024年5月7日")
SIGNATURE = "".join(f"<p align=right>{line}</p>" for line in SIGNED)


@pytest.mark.parametrize(
    "head",
    [
        f"<div class=row>{DATE}</div>",
        f"{DATE}<div class=row><span>点击播放</span> 全文朗读 时长约2分钟</div>",
        f"<div class=row>{DATE}</div><div class=row><a>收藏</a><a>举报</a></div>",
        "<div class=row><ul><li>2024-05-08</li><li>09:17</li><li>临汾日报</li></ul></div>",
    ],
    ids=["date line", "player", "both", "list"],
)
def test_a_text_is_read_whole_where_its_element_is_called_as_one_ahead_of_it(head: str) -> None:
    text = f"<div class=row><p>{TEXT}</p><div><p>{SECOND}</p></div>{SIGNATURE}</div>"
    html = f"<title>{TITLE}</title><div class=a><h1>{TITLE}</h1>{head}{text}</div><div><img src=/qr.png></div>"
    assert read(html).paragraphs == (TEXT, SECOND, *SIGNED)


@pytest.mark.parametrize("wrapper", ["<div class=wrap>{}</div>", "<section id=w><div>{}</div></section>"])
def test_a_signature_outside_of_a_wrapper_is_the_texts_where_sentences_are_before_it(wrapper: str) -> None:
    text = f"{wrapper.format(f'<p>{TEXT}</p>')}<div><p>{SECOND}</p></div>{SIGNATURE}<p>责任编辑：李静</p>"
    html = f"<title>{TITLE}</title><div class=a><h1>{TITLE}</h1><div>{DATE}</div>{text}</div>"
    article = read(html)
    assert (article.paragraphs, article.editor_lines) == ((TEXT, SECOND, *SIGNED), ("责任编辑：李静",))


@pytest.mark.parametrize("line", ["您对这篇新闻的看法", "微信 微博 QQ", "发布人：管理员", "正文已结束"])
def test_what_is_between_the_element_of_a_text_and_its_editor_is_the_pages(line: str) -> None:
    article = read(page(behind=f"<p>{line}</p><p>责任编辑：李静</p>"))
    assert (article.paragraphs, article.editor_lines) == ((TEXT,), ("责任编辑：李静",))


@pytest.mark.parametrize("beside", ["", "<!-- 正文 -->", "<script>var a = 1;</script>"])
def test_a_signature_is_set_as_the_text_is_whatever_wrappers_are_around_either(beside: str) -> None:
    text = f"<div>{beside}<section><p>{TEXT}</p></section></div><div><p>{SIGNED[0]}</p></div>"
    html = f"<title>{TITLE}</title><div class=a><h1>{TITLE}</h1>{DATE}<p>{SECOND}</p>{text}</div>"
    assert read(html).paragraphs == (SECOND, TEXT, SIGNED[0])


@pytest.mark.parametrize("last", ["古桃园村", "山里人家 等你来"])
def test_a_text_in_the_body_of_the_page_alone_is_read(last: str) -> None:
    """No element holds another as well there, but that of the whole page."""
    lines = (TITLE, "2024-05-08 09:17 来源：临汾日报", TEXT, SECOND, last)
    html = f"<html><head><title>{TITLE}</title></head><body>{'<br><br>'.join(lines)}</body></html>"
    assert read(html).paragraphs == (TEXT, SECOND, last)


def test_a_box_that_sums_the_text_up_is_not_part_of_it_however_many_wrappers_are_around_its_words() -> None:
    told = f"{'<div>' * 9}本文由智能助手提炼，介绍了公园秋色。{'</div>' * 9}"
    box = f"<div class=ai><div><div>AI摘要</div></div>{told}</div>"
    assert read(page(body=f"{box}<p>{TEXT}</p><p>{SECOND}</p>")).paragraphs == (TEXT, SECOND)
