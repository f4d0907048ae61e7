"""What a stray end tag has put outside of the body is of the text; what a template has there is not."""

from __future__ import annotations

import pytest
from test_pages import page_of, read, template

from linfen_crawler.pages import read_article

FIRST = "为做好防汛工作，现将有关事项通知如下。"
SECOND = "各级各部门要落实防汛责任制。"
SET_IN = f"<p>　　{FIRST}</p>"
REST = (
    "<p>　　<b>一、提高认识</b></p>"
    f"<p>　　{SECOND}</p>"
    "<p><img src='/u/1.jpg'></p>"
    "<table><tr><td>单位</td><td>电话</td></tr><tr><td>水利局</td><td>2012345</td></tr></table>"
    "<p align=right>临汾市人民政府办公室</p><p align=right>2021年4月28日</p>"
)
TEXT = (FIRST, "一、提高认识", SECOND, "单位 | 电话\n水利局 | 2012345", "临汾市人民政府办公室", "2021年4月28日")


def test_behind_a_stray_end_tag_the_text_goes_on() -> None:
    article = read(f"{SET_IN}</div>{REST}")
    assert article.paragraphs == TEXT
    assert [one.url[-8:] for one in article.images] == ["/u/1.jpg"]
    assert (article.editor_lines, article.layout) == (("责任编辑：畅任杰",), "regular")


def test_whatever_case_the_tags_of_an_old_page_have() -> None:
    page = template(f"{SET_IN}</DIV>{REST}").replace("<div", "<DIV").replace("</div>", "</DIV>")
    assert read_article(page_of(page)).paragraphs == TEXT


def test_so_does_a_pasted_one_of_which_two_elements_are_closed() -> None:
    pasted = f"<section><p>{FIRST}</p></section></div><section><p>要求：责任到人</p><p>{SECOND}</p></section>"
    assert read(pasted).paragraphs == (FIRST, "要求：责任到人", SECOND)


def test_and_a_poem_keeps_its_lines() -> None:
    poem = "汾水汤汤绕古城<br>春风又绿旧时营<br>农人早起催耕急"
    assert read(f"{SET_IN}</div><p>{poem}</p>").paragraphs == (FIRST, poem.replace("<br>", "\n"))


BARE = (
    "<p>请登录后发表评论。</p>",
    "<p>评论发表成功，请等待审核。</p>",
    "<p>用手机扫描二维码，在手机上浏览本页。</p>",
)
CLASSED = (
    "<div class='tip'><p>您的浏览器版本过低，请升级浏览器。</p></div>",
    "<div class='audio'><p>您的浏览器不支持音频播放。</p></div>",
    "<div class='firsttop'><h2>已到第一张图片了。</h2></div>",
    "<div class='endtop'><h2>已到最后一张图片了。</h2></div>",
)


@pytest.mark.parametrize(
    ("stray", "between"), [*(("", one) for one in BARE + CLASSED), *(("</div>", one) for one in CLASSED)]
)
def test_what_a_template_says_between_body_and_editor_is_no_text(stray: str, between: str) -> None:
    """Behind a stray end tag, what has no class of its own is set as what an editor writes, and may be that."""
    page = template(SET_IN + stray).replace('<div class="text-right zrbj">', f'{between}<div class="text-right zrbj">')
    assert read_article(page_of(page)).paragraphs == (FIRST,)
