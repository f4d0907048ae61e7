"""A listing whose container has another name, or whose container's name is on something else."""

from __future__ import annotations

import pytest

from linfen_crawler.pages import Page, read_listing
from linfen_crawler.urls import Site

PATHS = [f"/linfen/shizheng/{number}.html" for number in range(2790700, 2790712)]
ITEMS = "".join(f'<li><a href="{path}">要闻</a><span>2026-01-12</span></li>' for path in PATHS)
CARDS = "".join(f'<div><h3><a href="{path}">要闻</a></h3><p>摘要。</p></div>' for path in PATHS)
THREE_LISTS = "".join(
    "<ul>" + "".join(f'<li><a href="{path}">要闻</a></li>' for path in PATHS[at : at + 4]) + "</ul>" for at in (0, 4, 8)
)
SIDEBAR = (
    "<div><h3>热点排行</h3><ul>"
    + "".join(f'<li><a href="/shanxi/{number}.html">热点</a></li>' for number in range(2780000, 2780008))
    + "</ul><h3>推荐</h3><ul>"
    + "".join(f'<li><a href="/linfen/shizheng/{number}.html">推荐</a></li>' for number in range(2770000, 2770004))
    + "</ul></div>"
)


def listed(body: str) -> list[str]:
    """The paths that a listing's page lists."""
    page = Page(url="http://www.lfxww.com/linfen/shizheng/", body=body.encode(), content_type="text/html", site=Site())
    return [link.url.removeprefix("http://www.lfxww.com") for link in read_listing(page).links]


@pytest.mark.parametrize(
    "main",
    [
        f'<div id="contentText"><div><ul>{ITEMS}</ul></div></div>',
        f'<div class="list"><ul>{ITEMS}</ul></div>',
        f'<div class="list">{THREE_LISTS}</div>',
        f'<div class="cards">{CARDS}</div>',
        f'<ul>{ITEMS}</ul><div id="contentText"><a href="/about/">关于我们</a></div>',
    ],
    ids=["as seen", "another name", "three lists", "cards", "a stray container"],
)
def test_the_sections_own_list_is_read_and_no_sidebar(main: str) -> None:
    assert listed(f'<div class="wrap"><div class="left">{main}</div>{SIDEBAR}</div>') == PATHS


def test_an_empty_container_is_an_empty_listing() -> None:
    assert listed(f'<div id="contentText"><div><ul></ul></div></div>{SIDEBAR}') == []


LIST = f'<div id="contentText"><div><ul>{ITEMS}</ul></div></div>'
OTHER = '<a href="http://other.example.com/2.html">下一页</a>'


@pytest.mark.parametrize(
    ("pager", "has_pager", "following"),
    [
        *((f"<a href=index_1.html>{word}</a>", True, "index_1.html") for word in ("下一页", "下页", "后一页", "Next")),
        *(
            (f"<a href=index_4.html>{word}</a>", True, None)
            for word in ("上一页", "前一页", "尾页", "末页", "最后一页", "last", "prev", "previous")
        ),
        ("<a href=index_1.html>next page</a>", False, "index_1.html"),
        ("<a href=index_1.html title=下一页>&gt;</a>", False, "index_1.html"),
        ("<link rel=next href=index_1.html>", False, "index_1.html"),
        ("<a rel=next href=index_1.html>2</a>", False, "index_1.html"),
        (f"{OTHER}<a href=index_1.html>下一页</a>", True, "index_1.html"),
        ("<a href=/linfen/shizheng/>下一页</a><a href=index_1.html>下页</a>", True, "index_1.html"),
        (OTHER, False, None),
        ("<a href=index_1.html>更多</a>", False, None),
        ("<a href=#>下一页</a>", False, None),
        ("<a href=/linfen/fzsh/>上一页</a>", False, None),
    ],
)
def test_a_listing_goes_on_where_its_pager_leads(pager: str, following: str | None, *, has_pager: bool) -> None:
    url = "http://www.lfxww.com/linfen/shizheng/"
    found = read_listing(Page(url=url, body=f"{LIST}{pager}".encode(), content_type="text/html", site=Site()))
    assert (found.has_pager, found.next_page) == (has_pager, f"{url}{following}" if following else None)
