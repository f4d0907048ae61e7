"""The pager of a long article leads on whatever its addresses look like, and never to anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from harness import Run
from test_bad_input import SECTION, html, victim
from test_pages import LEAD, SENTENCE, URL, page_of, paragraphs, template

from linfen_crawler.archive import Archive
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import join_parts, read_article
from linfen_crawler.replica import RunningReplica

ID = URL.rpartition("/")[2].removesuffix(".html")
BODY = paragraphs(LEAD, SENTENCE)


def read(pager: str, url: str = URL) -> RawArticle:
    return read_article(page_of(template(BODY + pager), url))


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ('<p>1 <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">下一页</a></p>', f"{ID}.html?page=2"),
        ('<p>1 <a href="?page=1">2</a> <a href="?page=2">3</a></p>', f"{ID}.html?page=1"),
        ('<p><a href="?page=2">第二页</a></p>', f"{ID}.html?page=2"),
        (f'<p><a href="{ID}.html?pageNo=2">第2页：汾河两岸</a></p>', f"{ID}.html?pageNo=2"),
        (f'<p><a href="http://www.lfxww.com/linfen/shizheng/{ID}.html?p=2">»</a></p>', f"{ID}.html?p=2"),
        (f'<p><a href="{ID}_1.html">下一页</a></p>', f"{ID}_1.html"),
        (f'<div>1 <a href="{ID}_1.html">2</a> <a href="{ID}_2.html">3</a></div>', f"{ID}_1.html"),
        (f'<p><a href="/linfen/shizheng/{ID}-2.html">下页</a></p>', f"{ID}-2.html"),
        (f'<p><a href="{ID}-2.html"><img src="/next.gif" alt="下一页"></a></p>', f"{ID}-2.html"),
        (f'<p>1 <a href="{ID},2.html">2</a></p>', f"{ID},2.html"),
        (f'<ul><li>1<span>(current)</span></li><li><a href="{ID}_2.html">2</a></li></ul>', f"{ID}_2.html"),
        (f'<p><a href="{ID}/2.html">余下全文</a></p>', f"{ID}/2.html"),
        (f'<p><a href="{ID}_2.shtml">下一页 &gt;</a></p>', f"{ID}_2.shtml"),
        (f'<p><a href="{ID}_p2.html">未完，请看第2页</a></p>', f"{ID}_p2.html"),
        (
            f'<select><option value="{ID}.html">1</option><option value="{ID}-2.html">2</option></select>',
            f"{ID}-2.html",
        ),
        (
            f'<div>1 <a href="content_{ID}_2.htm">2</a> <a href="content_{ID}_2.htm">下一页</a></div>',
            f"content_{ID}_2.htm",
        ),
        (f'<p>1 <a href="/show.php?id={ID}&p=2">2</a> <a href="#">尾页</a></p>', f"/show.php?id={ID}&p=2"),
        (f"""<p><a href="#" onclick="location.href='{ID}-2.html'">下一页</a></p>""", f"{ID}-2.html"),
        (f'<link rel="next" href="{ID}-2.html">', f"{ID}-2.html"),
        (f'<script>createPageHTML(3,0,"{ID}","html");</script>', f"{ID}_1.html"),
        ('<div>页次：1/3 <a href="/show.asp?id=2664279&p=2">下一页</a></div>', "/show.asp?id=2664279&p=2"),
        (f'<ul><li>第1页：开篇</li><li><a href="{ID}_2.html">第2页：过程</a></li></ul>', f"{ID}_2.html"),
        (f"""<input type=button value="下一页" onclick="location.href='{ID}_2.html'">""", f"{ID}_2.html"),
        (f"<script>createPageHTML('pages', 3, 1, 't2021_{ID}', 'shtml', 30)</script>", f"t2021_{ID}_2.shtml"),
    ],
)
def test_a_pager_leads_to_the_next_page_whatever_its_address_looks_like(pager: str, following: str) -> None:
    article = read(pager)
    assert (article.next_part, article.complete) == (urljoin(URL, following), False)
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())
    assert article.links == ()


@pytest.mark.parametrize(
    "pager",
    [
        '<p>1 <a href="javascript:goPage(2)">2</a> <a href="javascript:goPage(2)">下一页</a></p>',
        '<p>1 <a href="#" onclick="show(2)">2</a> <a href="#" onclick="show(2)">下一页</a></p>',
        '<p>1 <a href="2664280.html">2</a> <a href="2664280.html">下一页</a></p>',
        f'<p><a href="{ID}_all.html">阅读全文</a></p>',
        "<script>var currentPage = 0; var countPage = 3;</script>",
        '<a href="javascript:goPage(2)">下一页</a>',
        '<p>未完，请点击<a href="javascript:goPage(2)">下一页</a></p>',
        '<div><a href="javascript:nextPage()">下一页</a></div>',
        '<div><button onclick="goPage(2)">下一页</button></div>',
        '<div><input type=button value="下一页" onclick="goPage(2)"></div>',
        '<div><span>1</span><a href="javascript:void(0)" onclick="goPage(2)">2</a>…<a onclick="goPage(3)">3</a></div>',
        "<ul><li data-page=1>1</li><li data-page=2>2</li></ul>",
        "<select><option value=1>第1页</option><option value=2>第2页</option></select>",
        '<ul><li><a href="#">1</a></li><li><a href="#">2</a></li><li><a href="#">»</a></li></ul>',
        "<p>首页 上一页 1 2 3 下一页 尾页</p>",
        '<div>第1页 / 共3页 <a href="javascript:void(0)" onclick="next()">下一页</a></div>',
        "<div>第1页 共3页</div>",
        "<div>共3页，当前第1页</div>",
        "<div>本文共分 <b>3</b> 页显示</div>",
        "<div>第一页 共三页</div>",
        "<div>页次：1/3</div>",
        "<p>(1/3)</p>",
        "<div>Page 1 of 3</div>",
        '<div>共3页 <a href="javascript:;">下一页</a></div>',
    ],
)
def test_a_page_that_goes_on_where_no_link_says_is_not_whole(pager: str) -> None:
    article = read(pager)
    assert (article.next_part, article.complete) == (None, False)
    assert join_parts([article]).complete is False
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())


@pytest.mark.parametrize(
    "pager",
    [
        '<p>1 <a href="#">下一页</a></p>',
        '<p>1 <a href="javascript:;">下一页</a></p>',
        f'<p><a href="{ID}.html">上一页</a> 1 <a href="{ID}.html">下一页</a></p>',
        '<p><a href="?page=1">1</a> <a href="?page=1">下一页</a></p>',
        '<p><a href="2664280.html">下一页</a></p>',
        f'<p><a href="{ID}.html?from=timeline">阅读全文</a></p>',
        f'<p><a href="{ID}.html?cpage=2">2</a> <a href="?cpage=2">下一页</a></p>',
        f'<p><a href="/comment/{ID}_2.html">2</a></p>',
        f'<p>1 <a href="http://news.example/linfen/shizheng/{ID}_2.html">2</a></p>',
        f'<p><a href="{ID}_2.jpg"><img src="{ID}_2.jpg"></a></p>',
        '<p>1 <a href="index_2.html">2</a> <a href="index_2.html">下一页</a></p>',
        '<p><a href="2664278.html">上一页</a> <a href="2664280.html">下一页</a></p>',
        '<p><a href="2664281.html">1</a> <a href="2664282.html">2</a> <a href="2664283.html">3</a></p>',
        '<p><a href="/down.php?file=1">1</a> <a href="/down.php?file=2">2</a></p>',
        '<p><a href="javascript:nextPicture()">下一页</a></p>',
        '<link rel="next" href="2664280.html">',
        f'<p><a href="{ID}_print.html">打印</a> <a href="/comment/{ID}-2.html">2</a></p>',
        f'<script>createPageHTML(1,0,"{ID}","html");</script>',
        '<script>createPageHTML(9,0,"index","html"); function createPageHTML(count,current){}</script>',
    ],
)
def test_a_pager_that_leads_nowhere_or_elsewhere_leaves_a_page_whole(pager: str) -> None:
    assert read(pager).complete is True


@pytest.mark.parametrize("pager", ["<div>第1页 共3页</div>", '<div><a href="javascript:goPage(2)">下一页</a></div>'])
def test_a_pager_after_the_text_or_its_editor_counts_as_one_in_the_text(pager: str) -> None:
    behind = read_article(page_of(template(f"{BODY}</div>{pager}<div>")))
    below_editor = read_article(page_of(template(BODY, tail=pager)))
    assert (behind.complete, below_editor.complete) == (False, False)


@pytest.mark.parametrize(
    "pager",
    [
        "<div>共1页</div>",
        "<div>1/1</div>",
        "<div>第1页 共1页</div>",
        '<div>页次：1/1 首页 上一页 <a href="javascript:nextPage()">下一页</a> 尾页</div>',
        "<div>当前是第1页，共1页</div>",
    ],
)
def test_a_pager_of_one_page_is_neither_text_nor_a_reason_to_call_an_article_cut(pager: str) -> None:
    article = read(pager)
    assert (article.complete, article.paragraphs) == (True, (LEAD.strip(), SENTENCE.strip()))


@pytest.mark.parametrize(
    "lines",
    [
        (LEAD, "报告共3页，详细列出了12项整改措施。"),
        (LEAD, SENTENCE, "翻到第1页，映入眼帘的是一张老照片。"),
        (LEAD, "第一页", SENTENCE),
        (LEAD, "1/3", "2/3", SENTENCE),
        (LEAD, SENTENCE, "01 05 12 23 30 33 08"),
        (LEAD, SENTENCE, "（本文共1200字）"),
    ],
)
def test_what_a_text_says_of_pages_is_text(lines: tuple[str, ...]) -> None:
    article = read_article(page_of(template(paragraphs(*lines))))
    assert (article.complete, article.paragraphs) == (True, tuple(line.strip() for line in lines))


@pytest.mark.parametrize(
    "body",
    [
        BODY + '<p><img src="/1.jpg"><img src="/2.jpg"></p><div>1/2</div>',
        BODY + '<p><img src="/1.jpg"></p><div><a href="#">1</a> <a href="#">2</a></div>',
        paragraphs(LEAD, "第 1 页 共 2 页", SENTENCE, "第 2 页 共 2 页"),
    ],
)
def test_what_counts_photographs_or_the_sheets_of_a_pasted_document_counts_no_pages(body: str) -> None:
    assert read_article(page_of(template(body))).complete is True


@pytest.mark.parametrize("beside", ["", f'<p><a href="{ID}.html">1</a> <a href="{ID}_2.html">2</a></p>'])
@pytest.mark.parametrize("alt", ["", "点击图片进入下一页"])
def test_a_photo_that_leads_to_the_next_page_when_it_is_clicked_is_the_articles(beside: str, alt: str) -> None:
    photo = f'<p style="text-align:center"><a href="{ID}_2.html"><img src="/u/1.jpg" alt="{alt}"></a></p>'
    article = read_article(page_of(template(photo + BODY + beside)))
    assert [(image.url, image.caption) for image in article.images] == [("http://www.lfxww.com/u/1.jpg", "")]
    assert article.next_part == urljoin(URL, f"{ID}_2.html")
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())


@pytest.mark.parametrize(
    "arrows",
    [
        f'<a href="{ID}_2.html"><img src="/i/7.gif" alt="下一页"></a>',
        f'<a href="{ID}_2.html"><img src="/images/next_1.gif"></a>',
        f'<a href="{ID}_2.html"><img src="/i/7.gif" width="32"></a>',
        f'<a href="{ID}.html"><img src="/i/6.gif"></a> <a href="{ID}_2.html"><img src="/i/7.gif"></a>',
    ],
)
def test_an_arrow_that_leads_to_the_next_page_is_no_image_of_the_article(arrows: str) -> None:
    article = read(f"<p>{arrows}</p>")
    assert (article.images, article.next_part) == ((), urljoin(URL, f"{ID}_2.html"))


def later(pager: str, name: str, number: int) -> RawArticle:
    """Read a page that a pager led to."""
    page = page_of(template(BODY + pager), urljoin(URL, name))
    return read_article(replace(page, first=URL, number=number))


@pytest.mark.parametrize(
    ("name", "pager"),
    [
        ("_3.html", f'<a href="{ID}_2.html">上一页</a> <a href="{ID}.html">1</a> <a href="{ID}_2.html">2</a> 3'),
        (
            "_3.html",
            f'<a href="{ID}_2.html">上页</a> 3 <a href="{ID}_3.html">下页</a> <a href="{ID}_all.html">阅读全文</a>',
        ),
        ("_3.html", f'<script>createPageHTML(3,2,"{ID}","html");</script>'),
        ("_2.html", f'<a href="{ID}.html">1</a> <a href="{ID}_1.html">2</a> 3'),
        (".html?page=3", '<a href="?page=2">上一页</a> <a href="?page=1">1</a> <a href="?page=2">2</a> 3'),
        ("-3.html", f'<a href="{ID}.html">1</a> <a href="{ID}-2.html">2</a> 3 <a href="{ID}.html">下一页</a>'),
        ("_3.html", '第3页 共3页 <a href="javascript:prev()">上一页</a> <a href="javascript:next()">下一页</a>'),
        ("_3.html", '<a href="javascript:p(1)">1</a> <a href="javascript:p(2)">2</a> 3'),
    ],
)
def test_a_last_page_is_recognised_by_its_own_number(name: str, pager: str) -> None:
    assert later(f"<p>{pager}</p>", f"{ID}{name}", 3).complete is True


@pytest.mark.parametrize(
    ("name", "pager", "following"),
    [
        ("-2.html", f'<a href="{ID}.html">1</a> 2 <a href="{ID}-3.html">3</a>', f"{ID}-3.html"),
        (",2.html", f'<a href="{ID}.html">1</a> 2 <a href="{ID},3.html">3</a>', f"{ID},3.html"),
        (".html?page=2", '<a href="?page=1">上一页</a> 2 <a href="?page=3">下一页</a>', f"{ID}.html?page=3"),
        ("_1.html", f'<a href="{ID}.html">1</a> 2 <a href="{ID}_2.html">3</a>', f"{ID}_2.html"),
        ("_1.html", f'<script>createPageHTML(3,1,"{ID}","html");</script>', f"{ID}_2.html"),
    ],
)
def test_a_later_page_leads_on_and_its_pager_is_no_text(name: str, pager: str, following: str) -> None:
    article = later(f"<p>{pager}</p>", f"{ID}{name}", 2)
    assert article.next_part == urljoin(URL, following)
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())


def test_an_article_whose_pager_has_an_unknown_form_is_kept_in_part_and_told_and_not_requested_again(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    path, url = victim(site)
    site.overrides[path] = html(template(BODY + '<p>1 <a href="javascript:goPage(2)">2</a> <a href="#">下一页</a></p>'))
    done = crawl("--section", SECTION)
    article = opened().article(url)
    assert article is not None
    assert article["complete"] == 0
    assert done.returncode == 3
    assert "articles kept in part because their pager leads to addresses of an unknown form: 1" in done.stdout
    site.forget_requests()
    crawl("--section", SECTION)
    assert path not in {request.path for request in site.requests}
