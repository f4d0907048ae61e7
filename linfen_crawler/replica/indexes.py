"""Write the pages that lead to articles: listings and the home page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from linfen_crawler.replica import markup
from linfen_crawler.replica.chrome import Chrome, ListLink, document
from linfen_crawler.replica.sections import Section


def breadcrumb(section: Section) -> str:
    """Write the names of the channels; only the innermost has a page here."""
    outer = [f'<a href="/">{name}</a>' for name in section.names[:-1]]
    trail = " &gt; ".join([*outer, f'<a href="{section.path}">{section.name}</a>'])
    return f'<div class="navlf">当前位置：<span><span>{trail}</span></span></div>\n'


def listing(section: Section, links: Iterable[ListLink], pager: str, *, meta: str, frame: Chrome) -> str:
    """Write a page of a section's listing."""
    items = "\n".join(_list_item(link) for link in links)
    content = f"""{breadcrumb(section)}<div id="contentText"><div><ul>
{items}
</ul></div></div>
{pager}
{frame.sidebar}"""
    return document(section.name, meta, content, frame)


def _list_item(link: ListLink) -> str:
    return f'<li><a href="{escape(link.href)}">{markup.text(link.title)}</a><span>{link.day}</span></li>'


def pager(page: int, last: int) -> str:
    """Write 上一页 1 2 3 下一页 尾页; page 0 is the section's root and shown as 1."""
    numbers = range(max(0, page - 3), min(last, page + 3) + 1)
    parts = [
        f"<span>{number + 1}</span>" if number == page else f'<a href="{_listing_href(number)}">{number + 1}</a>'
        for number in numbers
    ]
    if page > 0:
        parts.insert(0, f'<a href="{_listing_href(page - 1)}">上一页</a>')
    if page < last:
        parts += [f'<a href="{_listing_href(page + 1)}">下一页</a>', f'<a href="{_listing_href(last)}">尾页</a>']
    return f'<div class="page">{" ".join(parts)}</div>'


def _listing_href(page: int) -> str:
    return "./" if page == 0 else f"index_{page}.html"


def home(links: Sequence[ListLink], *, meta: str, frame: Chrome) -> str:
    """Write the home page: three blocks of links below the menu."""
    anchors = [f'<a href="{escape(link.href)}">{markup.text(link.title)}</a>' for link in links]
    slides = "".join(f'<div class="hd-title">{anchor}</div>' for anchor in anchors[1:4])
    focus = "".join(f"<li>{anchor}</li>" for anchor in anchors[4:])
    content = f"""<div class="topnews-strong t-news">{"".join(anchors[:1])}</div>
<div class="swiper-hd"><div class="hd">{slides}</div></div>
<div class="n-c-Focus"><ul class="list-light-gray">{focus}</ul></div>"""
    return document("首页", meta, content, frame)
