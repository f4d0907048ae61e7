"""What a page asks its reader below a text, and counts of it, is none of the text; a text's own lines are."""

from __future__ import annotations

import pytest

from linfen_crawler.pages import read_article
from tests.test_generic import read
from tests.test_pages import page_of, template
from tests.test_subheads import LAST, TOLD, apart, flat, paragraphs

BOXES = [
    "<div class=m><h4>您看完此新闻的感受</h4><span>支持 0</span><span>高兴 0</span></div>",
    "<div class=m><p>您看完此新闻的感受</p><ul><li>支持</li><li>高兴</li><li>难过</li></ul></div>",
    "<div><div>看完这篇文章心情如何</div><div><a href='javascript:;'>感动</a></div></div>",
    "<div class=m><b>你的心情是</b><br>高兴<br>感动</div>",
    "<div class=m><p>这篇文章对您有帮助吗？</p><span>有帮助</span><span>没帮助</span></div>",
    "<div>最后更新：2024-05-08 10:00</div>",
    "<div>您是第356位访问者</div>",
    "<div>AI生成内容，仅供参考</div>",
]
OWN = [
    ("获奖名单", "张三", "李四", "王五"),
    ("你的心情", "高兴", "难过"),
    ("体裁：散文", "字数：3000"),
    ("主持人：说说您的感受？", "嘉宾：很高兴。"),
]


@pytest.mark.parametrize("box", BOXES)
def test_what_a_page_asks_and_counts_below_a_text_is_not_part_of_it(box: str) -> None:
    body = paragraphs(TOLD, LAST) + box
    assert read(apart(body)).paragraphs == (TOLD, LAST)
    assert read(flat(body)).paragraphs == (TOLD, LAST)
    assert read_article(page_of(template(body))).paragraphs == (TOLD, LAST)


@pytest.mark.parametrize("lines", OWN)
def test_such_lines_set_as_the_text_is_are_text(lines: tuple[str, ...]) -> None:
    body = paragraphs(TOLD, LAST, *lines)
    for article in (read(apart(body)), read(flat(body)), read_article(page_of(template(body)))):
        assert article.paragraphs == (TOLD, LAST, *lines)


@pytest.mark.parametrize(
    "lines", [("那么，您的心情如何？",), ("那么，您的心情如何？", "喜悦"), ("说说您的感受", "张华", "李明")]
)
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_texts_own_last_question_is_text_however_far_it_is_indented(lines: tuple[str, ...], indent: str) -> None:
    above = f"<p>　　{TOLD}</p><p>　　{LAST}</p>"
    below = "".join(f"<p>{indent}{line}</p>" for line in lines)
    assert read_article(page_of(template(above + below))).paragraphs == (TOLD, LAST, *lines)


@pytest.mark.parametrize("line", ["那么，您的心情如何？", "面对这样的老人，您有什么感受？", "希望以上提示对您有所帮助"])
@pytest.mark.parametrize("wrapper", ["<p>{}</p>", "<section><p><span>{}</span></p></section>", "<div><p>{}</p></div>"])
def test_nor_is_it_lost_where_each_paragraph_has_its_wrapper(wrapper: str, line: str) -> None:
    body = "".join(wrapper.format(f"　　{one}") for one in (TOLD, LAST, line))
    assert read_article(page_of(template(body))).paragraphs == (TOLD, LAST, line)
    assert read(apart(body)).paragraphs == (TOLD, LAST, line)


@pytest.mark.parametrize(
    "last", ["<p class=MsoBodyText>　　{}</p>", "<div>{}</div>", "<section>{}</section>", "<p>{}</p>"]
)
@pytest.mark.parametrize("line", ["面对这样的老人，您有什么感受？", "希望以上提示对您有所帮助"])
def test_a_texts_last_line_speaks_to_its_reader_however_it_is_set(last: str, line: str) -> None:
    body = f"<p class=MsoNormal>　　{TOLD}</p><p class=MsoNormal>　　{LAST}</p>{last.format(line)}"
    assert read_article(page_of(template(body))).paragraphs == (TOLD, LAST, line)
