"""A redesign as county media centres build theirs: rendered from components, all named after the channel."""

from __future__ import annotations

import re

from linfen_crawler.replica import furniture
from linfen_crawler.replica.outer import Outer, anchor

_TAG = re.compile("<[^<>]+>")


def _div(name: str, inner: str) -> str:
    """Write a division as a component's scoped styles mark it; one that holds nothing is not shown."""
    return f'<div data-v-7ba5bd90="" class="{name}">{inner}</div>' if inner else ""


def document(page: Outer, meta: str) -> str:
    """Write a page: browser's title and first heading are the channel's, and a share bar parts title and date line."""
    channel = _TAG.sub("", page.trail[-1])
    return f"""<!DOCTYPE html><html lang="zh-CN"><head>{meta}
<title>{channel}-临汾新闻网</title><meta name="viewport" content="width=device-width,user-scalable=no">
<link href="/static/css/app.5c1f.css" rel="stylesheet"></head>
<body><div id="app">{_top(page)}
<div class="pd"><h1>{channel}</h1>{_div("wz", _article(page))}</div>{_bottom(page)}</div>
<script src="/static/js/app.90b2.js"></script></body></html>
"""


def _top(page: Outer) -> str:
    menu = "".join(f"<li>{channel}</li>" for channel in page.channels)
    return _div(
        "tb",
        f'<a href="/"><img src="/images/logo.png" alt="临汾新闻网"></a><ul>{menu}</ul>'
        f"{_div('wz_lj', ' &gt; '.join(page.trail))}",
    )


def _article(page: Outer) -> str:
    return "".join(
        (
            _div("wz_yt", page.kicker),
            f'<div data-v-7ba5bd90="" class="wz_t" style="font-size: 26px;">{page.title}</div>',
            _div("wz_gj", "<span>A+</span><span>A-</span><span>分享</span>"),
            _div("wz_xx", f"<span>{page.date_line}</span>"),
            _div("wz_nr", page.body),
            _div("wz_fy", page.pager),
            *(_div("wz_bj", line) for line in page.editors),
            _div("wz_sm", page.notice),
            *(_div("wz_sx", line) for line in page.neighbours),
            _related(page),
        )
    )


def _related(page: Outer) -> str:
    if page.related is None:
        return ""
    return _div("wz_xg", f"<h4>相关阅读</h4>{''.join(f'<p>{link}</p>' for link in page.related) or '本文暂无相关文章'}")


def _bottom(page: Outer) -> str:
    newest = "".join(f"<li>{anchor(link)}<i>{link.day}</i></li>" for link in page.newest)
    return _div("rm", f"<h3>热门推荐</h3><ul>{newest}</ul>") + _div("db", furniture.FEET["new"])
