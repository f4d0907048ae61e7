"""A page that its own pager says goes on is never kept as a whole article, wherever its next page is."""

from __future__ import annotations

from collections.abc import Callable

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
    "pager",
    [
        '<p>1 <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">下一页</a></p>',
        f'<p><a href="{ID}_1.html">下一页</a></p>',
        f'<div>1 <a href="{ID}_1.html">2</a> <a href="{ID}_2.shtml">3</a></div>',
        f'<p><a href="/linfen/shizheng/{ID}-2.html">下页</a></p>',
        f'<p><a href="{ID}/2.html">余下全文</a></p>',
        f'<p><a href="{ID}_2.shtml">下一页 &gt;</a></p>',
        f'<div>1 <a href="{ID}_1.html">2</a> <a href="{ID}_2.html">3</a></div>',
        f'<p><a href="{ID}_p2.html">未完，请看第2页</a></p>',
        f'<p><a href="{ID}-2.html"><img src="/next.gif" alt="下一页"></a></p>',
        '<p><a href="?page=2">第二页</a></p>',
        f'<p><a href="{ID}_all.html">阅读全文</a></p>',
        f'<p><a href="{ID}.html?pageNo=2">第2页：汾河两岸</a></p>',
        f'<p><a href="http://www.lfxww.com/linfen/shizheng/{ID}.html?p=2">»</a></p>',
        f'<script>createPageHTML(3,0,"{ID}","html");</script>',
        f"<script>createPageHTML('pages', 3, 1, '{ID}', 'html', 30)</script>",
    ],
)
def test_a_page_whose_pager_leads_on_is_not_whole(pager: str) -> None:
    article = read(pager)
    assert (article.next_part, article.complete) == (None, False)
    assert join_parts([article]).complete is False
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())
    assert article.links == ()


@pytest.mark.parametrize(
    "pager",
    [
        '<p>1 <a href="#">下一页</a></p>',
        '<p>1 <a href="javascript:;">下一页</a></p>',
        f'<p><a href="{ID}.html">上一页</a> 1 <a href="{ID}.html">下一页</a></p>',
        '<p><a href="?page=1">1</a> <a href="?page=1">下一页</a></p>',
        '<p><a href="2664280.html">下一页</a></p>',
        f'<p><a href="{ID}.html?from=timeline">阅读全文</a></p>',
        f'<p><a href="{ID}.html?cpage=2">2</a></p>',
        f'<p><a href="{ID}_print.html">打印</a> <a href="/comment/{ID}-2.html">2</a></p>',
        f'<script>createPageHTML(1,0,"{ID}","html");</script>',
        '<script>createPageHTML(9,0,"index","html"); function createPageHTML(count,current){}</script>',
    ],
)
def test_a_pager_that_leads_nowhere_or_elsewhere_leaves_a_page_whole(pager: str) -> None:
    assert read(pager).complete is True


@pytest.mark.parametrize(
    "pager",
    [
        f'<p><a href="{ID}_2.html">上一页</a> <a href="{ID}.html">1</a> <a href="{ID}_2.html">2</a> 3</p>',
        f'<p><a href="{ID}_2.html">上页</a> 3 <a href="{ID}_3.html">下页</a> <a href="{ID}_all.html">阅读全文</a></p>',
        f'<script>createPageHTML(3,2,"{ID}","html");</script>',
    ],
)
def test_a_last_page_is_told_by_its_own_number(pager: str) -> None:
    assert read(pager, URL.replace(".html", "_3.html")).complete is True


def test_an_article_whose_pager_has_an_unknown_form_is_kept_in_part_and_told_and_not_asked_for_again(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    path, url = victim(site)
    site.overrides[path] = html(template(BODY + '<p>1 <a href="?page=2">2</a> <a href="?page=2">下一页</a></p>'))
    done = crawl("--section", SECTION)
    article = opened().article(url)
    assert article is not None
    assert article["complete"] == 0
    assert done.returncode == 3
    assert "articles kept in part, whose pager leads to addresses of no known form: 1" in done.stdout
    site.forget_requests()
    crawl("--section", SECTION)
    assert path not in {request.path for request in site.requests}
