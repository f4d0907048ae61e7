"""Changes of a template's blocks: elements set around others, scripts and strangers between them."""

from __future__ import annotations

import re

from markup import CONTAINERS, INLINE, Document, Token, end, parse, start, text
from mutation import ADDS_TEXT, Draw, change
from rendering import INSERTED

_SCRIPTS = (
    f'<script {INSERTED}>var hits = "浏览次数：99"; if (1 < 2) document.write("<p>责任编辑：脚本</p>");</script>',
    f'<script {INSERTED} type="text/javascript" src="/js/count.js"></script>',
    f"<style {INSERTED} type='text/css'>.zz > p {{ color: red }}</style>",
    f'<script {INSERTED} type="application/ld+json">{{"@type": "WebPage", "datePublished": "1999-01-01"}}</script>',
    f'<link {INSERTED} rel="stylesheet" href="/css/new.css">',
    f"<template {INSERTED}><p>来源：模板 浏览次数：99</p></template>",
    f'<div {INSERTED} style="display: none"><p>责任编辑：隐藏</p><p>1999-01-01 来源：隐藏</p></div>',
    f'<input {INSERTED} type="hidden" name="title" value="模板">',
    f'<div {INSERTED} class="clear"></div>',
    f'<noscript {INSERTED}><img src="/count.gif" alt="统计"></noscript>',
)
_ADS = (
    (
        f'<header {INSERTED} class="site-head"><a href="/"><img src="/images/top.gif" alt="临汾新闻网"></a>'
        "<p>登录 | 注册</p>"
        '<ul><li><a href="/linfen/xnc/">新农村</a></li><li><a href="/linfen/ft/">访谈</a></li></ul></header>'
    ),
    f'<div {INSERTED} class="ad"><a href="http://ad.example.com/"><img src="/ad/1.gif"></a><p>广告</p></div>',
    f'<div {INSERTED} class="today">今天是2026年11月24日 星期二 <span>晴 -3℃～8℃</span></div>',
    f'<div {INSERTED} class="tool"><span>分享到：</span><a href="#">微信</a> <a href="#">微博</a></div>',
)
_ADS_BEHIND = (
    *_ADS[1:],
    f"<footer {INSERTED}><p>版权所有 临汾新闻网 晋ICP备05000001号</p><p>举报电话：0357-2000000</p></footer>",
)
_COLUMN = re.compile(r"(?:^|\s)(?:xb-left|piccontext)(?:\s|$)")


@change
def wrapped(document: Document, draw: Draw) -> Document:
    """Set one or two more elements around a block."""
    pairs = document.pairs
    places = [
        at
        for at in pairs
        if document.tokens[at].tag in _WRAPPABLE
        and document.parent(at) in CONTAINERS
        and "p" not in document.path(at)
        and "body" in document.path(at)
    ]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(places):
        for _ in range(draw.choice((1, 1, 2))):
            opening, closing = _wrapper(draw)
            insertions.setdefault(at, []).append(opening)
            insertions.setdefault(pairs[at] + 1, []).insert(0, closing)
    return document.inserted(insertions)


_WRAPPABLE = frozenset(
    {
        "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "blockquote", "center",
    }
)  # fmt: skip


def _wrapper(draw: Draw) -> tuple[Token, Token]:
    name = draw.choice(("div", "section", "div", "article"))
    extra = draw.choice(
        ("", ' class="wrap"', f' data-v-{draw.randrange(99999)}=""', ' style="margin:0 8px"', ' id="w"')
    )
    return start(f"<{name}{extra}>"), end(name)


@change
def neighbours_wrapped(document: Document, draw: Draw) -> Document:
    """Set one more element around two blocks or more that follow one another."""
    pairs = document.pairs
    places = [at for at in pairs if _next_block(document, at) is not None]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(places)[:1]:
        last = at
        while (following := _next_block(document, last)) is not None and (last == at or draw.random() < 0.5):
            last = following
        opening, closing = _wrapper(draw)
        insertions = {at: [opening], pairs[last] + 1: [closing]}
    return document.inserted(insertions)


def _next_block(document: Document, at: int) -> int | None:
    """Return the block that follows another in the same container, with nothing between them that is seen."""
    closing = document.pairs[at]
    following = closing + 1
    while following < len(document.tokens) and _is_nothing(document.tokens[following]):
        following += 1
    is_next = following in document.pairs and document.parent(at) in CONTAINERS and "p" not in document.path(at)
    both = is_next and {document.tokens[at].tag, document.tokens[following].tag} <= _WRAPPABLE
    return following if both else None


def _is_nothing(token: Token) -> bool:
    return token.kind == "comment" or (token.kind == "text" and not token.source.strip(" \t\r\n\f"))


@change
def inline_wrapped(document: Document, draw: Draw) -> Document:
    """Set ``<span>`` around links, images and emphasis."""
    pairs = document.pairs
    closed = [
        at for at in pairs if document.tokens[at].tag in {"a", "strong", "b", "span"} and _is_inline(document, at)
    ]
    single = [at for at in document.tags("img") if document.parent(at) in {*CONTAINERS, *INLINE}]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(sorted({*closed, *single})):
        insertions.setdefault(at, []).append(start(draw.choice(("<span>", '<span class="img-box">'))))
        insertions.setdefault(pairs.get(at, at) + 1, []).insert(0, end("span"))
    return document.inserted(insertions)


@change
def contents_wrapped(document: Document, draw: Draw) -> Document:
    """Set one more element around all that an element holds."""
    pairs = document.pairs
    blocks = [at for at in pairs if document.tokens[at].tag in CONTAINERS and "body" in document.path(at)]
    lines = [
        at for at in pairs if document.tokens[at].tag in INLINE - {"a", "b", "strong"} and _is_inline(document, at)
    ]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(sorted({*blocks, *lines})):
        opening, closing = _wrapper(draw) if at in blocks else (start("<span>"), end("span"))
        insertions.setdefault(at + 1, []).insert(0, opening)
        insertions.setdefault(pairs[at], []).append(closing)
    return document.inserted(insertions)


@change
def inline_split(document: Document, draw: Draw) -> Document:
    """Split an inline element in two, as an editor does where its format was changed and changed back."""
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(
        [at for at in document.pairs if document.tokens[at].tag in _SPLIT and _is_inline(document, at)]
    ):
        opening = document.tokens[at]
        inside = [one for one in range(at + 2, document.pairs[at]) if document.parent(one) == opening.tag]
        if inside:
            insertions[draw.choice(inside)] = [end(opening.name), start(str(opening))]
    return document.inserted(insertions)


_SPLIT = frozenset({"span", "font", "b", "strong"})


def _is_inline(document: Document, at: int) -> bool:
    inside = document.tokens[at + 1 : document.pairs[at]]
    return all(one.tag in {*INLINE, "br", "img"} - _WRAPPABLE for one in inside if one.kind in {"start", "end"})


@change
def table_bodies(document: Document, draw: Draw) -> Document:
    """Set ``<tbody>`` around the rows of a table that has none."""
    places = [
        at
        for at, closing in document.pairs.items()
        if document.tokens[at].tag == "table"
        and not any(
            one.tag in {"tbody", "thead", "tfoot", "caption", "table"} for one in document.tokens[at + 1 : closing]
        )
    ]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(places):
        insertions[at + 1] = [start("<tbody>")]
        insertions[document.pairs[at]] = [end("tbody")]
    return document.inserted(insertions)


@change
def scripts(document: Document, draw: Draw) -> Document:
    """Set scripts, styles and the like between blocks."""
    places = draw.some(list(document.gaps()))
    return document.inserted({at: [Token("raw", draw.choice(_SCRIPTS))] for at in places})


@change
def strangers(document: Document, draw: Draw) -> Document:
    """Set a page head or an advertisement before the article's column, and a foot or another after it."""
    before, behind = _around(document)
    insertions: dict[int, list[Token]] = {}
    for at, offered in ((before, _ADS), (behind, _ADS_BEHIND)):
        if at is not None and draw.random() < 0.7:
            insertions.setdefault(at, []).extend(parse(draw.choice(offered)).tokens)
    return document.inserted(insertions)


ADDS_TEXT.add("strangers")


def _around(document: Document) -> tuple[int | None, int | None]:
    """Return where the article's column begins and ends; else where the page's body does."""
    for at, closing in document.pairs.items():
        found = document.tokens[at].attribute("class")
        if found is not None and _COLUMN.search(found.value) and document.parent(at) in CONTAINERS:
            return at, closing + 1
    body = next(document.tags("body"), None)
    return (None, None) if body is None else (body + 1, document.pairs.get(body))


@change
def prologue(document: Document, draw: Draw) -> Document:
    """Declare the document otherwise: lower case, XHTML, HTML 4, an XML declaration before it."""
    doctype = draw.choice(
        (
            "<!doctype html>",
            (
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
                '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
            ),
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">',
        )
    )
    if not document.tokens or not document.tokens[0].source.lower().startswith("<!doctype"):
        return document
    made = [text("\n")] * draw.randint(0, 1) + [Token("comment", doctype)] + [text("\n")] * draw.randint(0, 2)
    return document.edited({0: made})
