"""A redesign as a JavaScript framework renders it on the server: divisions in divisions, hashes for class names."""

from __future__ import annotations

import zlib

from linfen_crawler.replica import furniture
from linfen_crawler.replica.outer import Outer, anchor


def _class(name: str) -> str:
    """Return a class attribute as build tools make it: the name itself is gone."""
    key = zlib.crc32(name.encode())
    return f'class="sc-{key:08x} {"".join(chr(97 + (key >> shift) % 26) for shift in range(0, 30, 5))}"'


def _div(name: str, *inner: str) -> str:
    return f"<div {_class(name)}>{''.join(inner)}</div>"


def document(page: Outer, meta: str) -> str:
    """Write a page."""
    styles = "".join(f".sc-{zlib.crc32(name.encode()):08x}{{display:block;margin:0 auto}}" for name in _NAMES)
    return f"""<!doctype html><html><head>{meta}<title>{page.title}_新闻_临汾</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style data-styled="active">{styles}</style>
<link rel="preload" as="script" href="/_next/static/chunks/main-7d1f0c2.js"></head><body><div id="__root">{
        _div("shell", _header(page), _div("columns", _main(page), _rail(page)), _footer())
    }</div>
<script id="__STATE__" type="application/json">
{{"user":null,"ads":[],"tips":["来源：临汾新闻网","责任编辑：值班"]}}</script>
<script src="/_next/static/chunks/main-7d1f0c2.js" defer></script></body></html>
"""


_NAMES = ("shell", "columns", "header", "brand", "nav", "trail", "main", "title", "meta", "prose", "editor", "rail")


def _header(page: Outer) -> str:
    links = "".join(_div("nav-item", channel) for channel in page.channels)
    trail = " / ".join(page.trail)
    return _div(
        "header",
        _div(
            "brand", '<a href="/"><img src="/images/logo.png" alt="临汾新闻网"></a>', _div("today", "2026-01-23 星期五")
        ),
        _div("search", '<input placeholder="请输入关键词" value="">', '<div role="button" tabindex="0">搜索</div>'),
        _div("nav", links),
        _div("trail", f"您的位置：{trail} / 正文"),
    )


def _main(page: Outer) -> str:
    fields = page.date_line.replace(" 来源", "</span><span>来源").replace(" 文章来源", "</span><span>文章来源")
    return _div(
        "main",
        _div("kicker", page.kicker) if page.kicker else "",
        f"<h1 {_class('title')}>{page.title}</h1>",
        _div("meta", f"<span>{fields}</span>"),
        _div("share", "<span>分享</span>", "<i></i>" * 4, "<span>收藏</span>", "<span>小</span><span>大</span>"),
        _div("prose", _div("prose-inner", page.body)),
        _div("pages", page.pager) if page.pager else "",
        *(_div("editor", line) for line in page.editors),
        _div("rights", page.notice) if page.notice else "",
        *(_div("neighbour", line) for line in page.neighbours),
        _related(page),
        _div(
            "comments",
            _div("comments-title", "评论区"),
            _div("comments-none", "还没有人评论，快来抢沙发吧。评论经审核后显示，请勿发布与本文无关的内容。"),
        ),
    )


def _related(page: Outer) -> str:
    if page.related is None:
        return ""
    items = "".join(_div("related-item", link) for link in page.related)
    return _div("related", _div("related-title", "相关阅读"), items or _div("none", "本文暂无相关文章"))


def _rail(page: Outer) -> str:
    cards = "".join(
        _div("card", _div("card-title", anchor(link)), _div("card-meta", f"来源：临汾新闻网 {link.day} 编辑：值班"))
        for link in page.newest
    )
    about = (
        "临汾新闻网客户端上线了，扫码下载，随时随地看临汾。登录后可以收藏文章、参与评论、报料投稿，编辑与记者在线答复。"
    )
    return _div("rail", _div("rail-title", "猜你喜欢"), cards, _div("promo", about))


def _footer() -> str:
    links = "".join(_div("foot-link", f'<a href="javascript:void(0)">{name}</a>') for name in furniture.ABOUT)
    friends = "".join(f'<a href="http://www.{host}/">{name}</a>' for name, host in furniture.FRIENDS)
    return _div(
        "footer",
        links,
        _div("friends", friends),
        furniture.FEET["middle"],
        _div("note", "本站为演示用的仿制站点，所有文字均系虚构。"),
    )
