"""The HTML of a body: the text of the archive, and nothing that a browser would run."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from test_pages import LEAD, SENTENCE, URL, WORDS, page_of, paragraphs, template

from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages import body_html, join_parts, read_article
from linfen_crawler.pages.tree.blocks import read_blocks
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.replica import Replica
from pipelines.normalise import normalise


def shown(html: str) -> str:
    """Return the text of an HTML body as a browser shows it, paragraph by paragraph."""
    root = LexborHTMLParser(html).body
    return "\n\n".join(block.text for block in read_blocks(root) if isinstance(block, Text)) if root else ""


def html_of(body: str) -> str:
    return body_html([page_of(template(body))])


def test_links_emphasis_tables_and_images_stay() -> None:
    body = (
        f"<p><img data-src='/u/1.jpg' src='/blank.gif'></p><p>图为现场。</p>{paragraphs(LEAD)}"
        "<p>　　详见<a href='/shanxi/1.html' onclick='x()'><b>公告</b>全文</a>，<em>切勿</em>转发<br>第二行</p>"
        "<table border=1><tr><td>县</td><td>亩</td></tr><tr><td>尧都</td><td>1</td></tr></table>"
    )
    written = html_of(body).replace(' rel="noopener noreferrer nofollow"', "", 1)
    assert written.split("\n")[2:] == [
        '<p>详见<a href="http://www.lfxww.com/shanxi/1.html"><b>公告</b>全文</a>，<em>切勿</em>转发<br>第二行</p>',
        "<table><tbody><tr><td>县</td><td>亩</td></tr><tr><td>尧都</td><td>1</td></tr></tbody></table>",
    ]
    assert html_of(body).startswith('<p><img src="http://www.lfxww.com/u/1.jpg" alt="图为现场。"></p>')


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("产能为10<sup>3</sup>吨", "产能为10³吨"),
        ("占地100m<sup>2</sup>，", "占地100m²，"),
        ("浓度为10<sup><span>-6</span></sup>以下", "浓度为10⁻⁶以下"),
        ("据统计<sup>[1]</sup>，", "据统计[1]，"),
        ("第1<sup>st</sup>届", "第1st届"),
        ("排放CO<sub>2</sub>少", "排放CO2少"),
    ],
)
def test_a_raised_number_is_no_digit_of_the_one_before_it(markup: str, text: str) -> None:
    body = f"{paragraphs(LEAD)}<p>　　{markup}较上年有所下降，各级各部门要认真落实。</p>"
    (article,) = [normalise(read_article(page_of(template(body))))]
    assert text in article.body
    assert shown(html_of(body)) == article.body


@pytest.mark.parametrize(
    ("rows", "written"),
    [
        (
            "<tr><td rowspan=2>县<td colspan=2 onclick=x style=color:red>亩<tr><td>麦<td>豆",
            '<tr><td rowspan="2">县</td><td colspan="2">亩</td></tr><tr><td>麦</td><td>豆</td></tr>',
        ),
        (
            "<tr><td>甲<td rowspan=3>乙<tr><td><tr><td>丙",
            '<tr><td>甲</td><td rowspan="2">乙</td></tr><tr><td>丙</td></tr>',
        ),
        (
            "<tr><td>甲<td rowspan=99>乙<tr><td>丙<td>丁",
            '<tr><td>甲</td><td rowspan="2">乙</td></tr><tr><td>丙</td><td>丁</td></tr>',
        ),
        ("<tr><td colspan=30>甲<td>乙", '<tr><td colspan="30">甲</td><td>乙</td></tr>'),
        ("<tr><td colspan=999>甲<td>乙", "<tr><td>甲</td><td>乙</td></tr>"),
        ("<tr><td colspan=0>甲<td colspan='2\"><script>'>乙", "<tr><td>甲</td><td>乙</td></tr>"),
    ],
)
def test_cells_of_a_table_span_what_they_do_on_the_page_within_bounds(rows: str, written: str) -> None:
    assert f"<tbody>{written}</tbody>" in html_of(f"<table>{rows}</table>")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>点</a>",
        "<a href=' java\tscript:alert(1)'>点</a>",
        "<svg onload=alert(1)><b>x</b></svg>",
        "<p style='background:url(javascript:alert(1))'>文</p>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<img src='/a.jpg' alt='\"><script>alert(1)</script>'>",
        "<table><caption><script>alert(1)</script>题</caption><tr><td>&lt;b onclick=x&gt;</td><td>1</td></tr></table>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<form action=//evil><input name=a></form><base href=//evil><link rel=stylesheet href=//evil>",
    ],
)
def test_nothing_that_a_browser_runs_comes_through(hostile: str) -> None:
    html = html_of(paragraphs(LEAD, f"文字{hostile}文字。", SENTENCE) + hostile)
    root = LexborHTMLParser(html).body
    assert root is not None
    allowed = {"a": {"href", "rel"}, "img": {"src", "alt"}}
    for node in root.css("body *"):
        assert node.tag in {"p", "a", "b", "br", "img", "table", "tbody", "tr", "td", "caption"}
        assert set(node.attributes) <= allowed.get(node.tag, set())
        assert not (node.attributes.get("href") or node.attributes.get("src") or "http").startswith("java")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from((*WORDS, "<a href=/x.html>", "</a>", "<i>", "&lt;", "\n")), max_size=12).map("".join),
        max_size=7,
    )
)
def test_the_text_is_that_of_the_archive(lines: list[str]) -> None:
    page = page_of(template(paragraphs(*lines)))
    try:
        article = normalise(read_article(page))
    except ExtractionError:
        return
    assert shown(body_html([page])) == article.body


def test_the_bodies_of_the_replica_are_equal_in_text() -> None:
    replica = Replica(seed=5, size=240)
    for url in replica.addresses():
        pages = []
        for part in replica.parts(url):
            served = replica.page(part.removeprefix("http://www.lfxww.com"))
            pages.append(page_of(served.body, part, dict(served.headers).get("Content-Type")))
        article = normalise(join_parts([read_article(page) for page in pages]))
        assert shown(body_html(pages)) == article.body, url


def test_an_article_has_a_page() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        body_html([])
    with pytest.raises(ExtractionError):
        body_html([page_of("<p>安全验证</p>", URL)])


def test_a_table_set_in_the_middle_sets_no_text_there() -> None:
    root = LexborHTMLParser(
        f"<table align=center><tr><td><p>{SENTENCE}</p><p align=center>晨</p></td></tr></table>"
    ).body
    assert root is not None
    assert [block.is_centred for block in read_blocks(root) if isinstance(block, Text)] == [False, True]


@pytest.mark.parametrize("sign", ["·", "&", "<", "文"])
def test_a_long_paragraph_is_written_whole_and_in_one(sign: str) -> None:
    line = f"开头{sign * 9000}结尾。"
    article_html = html_of(paragraphs(LEAD, escape(line)))
    assert line in shown(article_html)
    assert "wbr" not in article_html


@pytest.mark.soak
@pytest.mark.parametrize("sign", ["·", "&"])
def test_a_paragraph_of_a_megabyte_is_written_soon(sign: str) -> None:
    """nh3 alone takes the square of such a text node: 20 s and more."""
    page = page_of(template(paragraphs(LEAD, escape(sign * (1_000_000 // len(sign.encode()))))))
    started = time.process_time()
    body_html([page])
    assert time.process_time() - started < 2.5
