"""The changes that a template may undergo, each of which a browser shows alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

from markup import CONTAINERS, VOID, Attribute, Document, Token, end, parse, renamed, start, text
from mutation import ADDS_TEXT, Draw, change
from rendering import INSERTED

_CLASSES = (
    "clearfix", "mt-2", "v-a81c2", "is-wide", "pb10", "fl-l", "article_x", "MsoNormal", "js-x", "u-m0",
    "lazy-wrap", "xl-12", "pt_5", "active", "row-fluid",
)  # fmt: skip
_SPACES = (" ", "  ", "\n", "\t", "\n      ", " \r\n\t")
_STYLES = ("margin:0", "line-height: 1.75em;", "color:#333;font-family:宋体", "word-break: break-all", "padding:0 8px;")
_COMMENTS = (
    "<!-- 正文 begin -->",
    "<!---->",
    "<!--[if lt IE 9]><p>浏览器版本过低</p><script src='/js/html5.js'></script><![endif]-->",
    '<!--<div class="col-md-12 nry jcontent"><p>旧模板</p></div>-->',
    "<!-- 责任编辑：模板 来源：模板 a > b -->",
    "<!--EndFragment-->",
    "<![if !IE]>",
)
_SCRIPTS = (
    f'<script {INSERTED}>var hits = "浏览次数：99"; if (1 < 2) document.write("<p>责任编辑：脚本</p>");</script>',
    f'<script {INSERTED} type="text/javascript" src="/js/count.js"></script>',
    f"<style {INSERTED} type='text/css'>.zz > p {{ color: red }}</style>",
    f'<script {INSERTED} type="application/ld+json">{{"@type": "WebPage", "datePublished": "1999-01-01"}}</script>',
    f'<link {INSERTED} rel="stylesheet" href="/css/new.css">',
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


def _each(document: Document, places: list[int], made: Callable[[Token], Token]) -> Document:
    return document.edited({at: [made(document.tokens[at])] for at in places})


def _with(token: Token, *attributes: Attribute) -> Token:
    return replace(token, attributes=attributes)


@change
def attributes_reordered(document: Document, draw: Draw) -> Document:
    """Set the attributes in another order; of two of a name the first holds, so those stay."""
    places = [at for at in document.tags() if len(_names(document.tokens[at])) > 1 and _is_plain(document.tokens[at])]

    def reordered(token: Token) -> Token:
        spaces = [one.space for one in token.attributes]
        shuffled = draw.sample(token.attributes, len(token.attributes))
        return _with(token, *(replace(one, space=space) for one, space in zip(shuffled, spaces, strict=True)))

    return _each(document, draw.some(places), reordered)


def _names(token: Token) -> list[str]:
    return [one.name.lower() for one in token.attributes]


def _is_plain(token: Token) -> bool:
    """Tell whether each name stands once, apart from the next, and no value could run into what follows it."""
    names = _names(token)
    quoted = all(one.quote or not one.value for one in token.attributes)
    return len(set(names)) == len(names) and quoted and all(one.space.strip("/") for one in token.attributes)


@change
def classes_added(document: Document, draw: Draw) -> Document:
    """Give elements more classes, before, behind and among those they have, with any white space between."""
    places = [at for at in document.tags() if "body" in document.path(at) and _is_plain(document.tokens[at])]

    def classier(token: Token) -> Token:
        has = token.attribute("class")
        tokens = has.value.split() if has else []
        for _ in range(draw.randint(1, 3)):
            tokens.insert(draw.randint(0, len(tokens)), draw.choice(_CLASSES))
        value = draw.choice(_SPACES).join(tokens)
        value = draw.choice(("", " ", "\n")) + value + draw.choice(("", " ", "\n"))
        if has is None:
            return _with(token, Attribute(" ", "class", "=", '"', value), *token.attributes)
        made = Attribute(has.space, has.name, has.equals, has.quote or '"', value)
        return _with(token, *(made if one is has else one for one in token.attributes))

    return _each(document, draw.some(places), classier)


@change
def attributes_added(document: Document, draw: Draw) -> Document:
    """Give elements attributes that change nothing that is seen."""
    places = [at for at in document.tags() if "body" in document.path(at) and _is_plain(document.tokens[at])]

    def richer(token: Token) -> Token:
        number = draw.randrange(1_000_000)
        offered = [
            Attribute(" ", f"data-v-{number:06x}", "=", '"', ""),
            Attribute(" ", f"data-v-{number:06x}"),
            Attribute(" ", "id", "=", '"', f"x{number}"),
            Attribute(" ", "style", "=", '"', draw.choice(_STYLES)),
            Attribute("\n  ", "data-id", "=", '"', str(number)),
            Attribute(" ", "onclick", " = ", "'", 'track("a > b")'),
            Attribute(" ", "lang", "=", '"', "zh-CN"),
        ]
        new = [one for one in draw.sample(offered, 2) if one.name not in _names(token)]
        if len({one.name for one in new}) < len(new):
            new = new[:1]
        return _with(token, *((*new, *token.attributes) if draw.random() < 0.5 else (*token.attributes, *new)))

    return _each(document, draw.some(places), richer)


@change
def spacing_in_tags(document: Document, draw: Draw) -> Document:
    """Set white space between attributes, around ``=`` and before ``>`` as another editor would."""
    places = [at for at in document.tags() if _is_plain(document.tokens[at])]

    def spaced(token: Token) -> Token:
        made = (
            replace(one, space=draw.choice(_SPACES), equals=draw.choice(("=", " = ", "= ")) if one.equals else "")
            for one in token.attributes
        )
        return replace(token, attributes=tuple(made), closing=draw.choice(("", " ", "\n")) + token.closing)

    return _each(document, draw.some(places), spaced)


@change
def quoting(document: Document, draw: Draw) -> Document:
    """Quote attributes otherwise, or not at all where that is legal."""
    places = [at for at in document.tags() if _is_plain(document.tokens[at])]

    def quoted(token: Token) -> Token:
        made = tuple(_quoted(one, draw.choice(('"', "'", ""))) for one in token.attributes)
        closing = token.closing
        if made and made[-1].value and not made[-1].quote and closing.startswith("/"):
            closing = " " + closing
        return replace(token, attributes=made, closing=closing)

    return _each(document, draw.some(places), quoted)


def _quoted(one: Attribute, quote: str) -> Attribute:
    is_bare = one.value and not re.search(r"[\s\"'=<>`]", one.value)
    if not one.equals or (quote and quote in one.value) or (not quote and not is_bare):
        return one
    return replace(one, quote=quote)


@change
def case_of_names(document: Document, draw: Draw) -> Document:
    """Write the names of elements and attributes in capitals, or both ways."""
    places = [at for at, token in enumerate(document.tokens) if token.kind in {"start", "end"}]
    write = draw.choice((str.upper, str.title, lambda name: "".join(draw.choice((c, c.upper())) for c in name)))

    def cased(token: Token) -> Token:
        made = tuple(replace(one, name=write(one.name)) for one in token.attributes)
        return replace(renamed(token, write(token.name)), attributes=made)

    return _each(document, draw.some(places), cased)


@change
def self_closing(document: Document, draw: Draw) -> Document:
    """Write ``<br>`` as ``<br/>`` and back."""
    places = [at for at in document.tags(*VOID) if document.tokens[at].closing.strip() in {">", "/>"}]

    def closed(token: Token) -> Token:
        is_bare = bool(token.attributes and token.attributes[-1].value and not token.attributes[-1].quote)
        if "/" in token.closing:
            return replace(token, closing=">")
        return replace(token, closing=" />" if is_bare else draw.choice(("/>", " />")))

    return _each(document, draw.some(places), closed)


@change
def white_space_between_tags(document: Document, draw: Draw) -> Document:
    """Set white space where a block begins or ends, and around ``<br>``: none of it is seen."""

    def is_free(at: int) -> bool:
        sides = document.tokens[at - 1 : at + 1]
        return document.is_edge(at) or any(one.kind == "start" and one.tag == "br" for one in sides)

    places = [at for at in range(1, len(document.tokens)) if is_free(at)]
    return document.inserted({at: [text(draw.choice(_SPACES))] for at in draw.some(places)})


@change
def white_space_removed(document: Document, draw: Draw) -> Document:
    """Minify: drop white space beside blocks, and write what is left as one space or one line break."""
    places = [at for at, token in enumerate(document.tokens) if token.kind == "text" and "body" in document.path(at)]

    def minified(at: int) -> Token:
        source = document.tokens[at].source
        if not source.strip(" \t\r\n\f"):
            return text("" if document.is_edge(at) or document.is_edge(at + 1) else source)
        return text(re.sub(r"[ \t\r\n\f]+", lambda _: draw.choice((" ", "\n", "\n\t")), source))

    return document.edited({at: [minified(at)] for at in draw.some(places)})


@change
def comments(document: Document, draw: Draw) -> Document:
    """Set comments anywhere between tags, and inside the text."""
    places = [at for at in range(1, len(document.tokens)) if document.path(at)]
    inserted = document.inserted({at: [Token("comment", draw.choice(_COMMENTS))] for at in draw.some(places)})
    return _inside_words(inserted, draw, lambda: (draw.choice(_COMMENTS), "")) if draw.random() < 0.5 else inserted


@change
def words_wrapped(document: Document, draw: Draw) -> Document:
    """Set ``<span>`` and ``<font>`` around words, as editors leave them in pasted text."""
    openings = (
        '<span style="font-size: 16px;">',
        '<font face="宋体">',
        '<span lang="EN-US">',
        "<span>",
        '<FONT color="#000000">',
    )

    def wrap() -> tuple[str, str]:
        opening = draw.choice(openings)
        return opening, "</span>" if "span" in opening else "</font>"

    return _inside_words(document, draw, wrap)


_CHARACTER = re.compile(r"&#?\w+;?|[^&]", re.DOTALL)


def _inside_words(document: Document, draw: Draw, made: Callable[[], tuple[str, str]]) -> Document:
    """Insert an opening and a closing piece of source around some characters of texts of the body."""
    places = [
        at
        for at, token in enumerate(document.tokens)
        if token.kind == "text" and token.source.strip(" \t\r\n\f") and document.parent(at) in {*CONTAINERS, *_INLINE}
    ]

    def cut(at: int) -> Token:
        source = document.tokens[at].source
        characters = _CHARACTER.findall(source)
        if "".join(characters) != source:
            return text(source)
        first, last = sorted(draw.choices(range(len(characters) + 1), k=2))
        opening, closing = made()
        inner = "".join(characters[first:last])
        return text("".join(characters[:first]) + opening + inner + closing + "".join(characters[last:]))

    return document.edited({at: [cut(at)] for at in draw.some(places)})


_INLINE = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "strong", "span", "font", "em", "i", "u",
    }
)  # fmt: skip


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
    single = [at for at in document.tags("img") if document.parent(at) in {*CONTAINERS, *_INLINE}]
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
        at for at in pairs if document.tokens[at].tag in _INLINE - {"a", "b", "strong"} and _is_inline(document, at)
    ]
    insertions: dict[int, list[Token]] = {}
    for at in draw.some(sorted({*blocks, *lines})):
        opening, closing = _wrapper(draw) if at in blocks else (start("<span>"), end("span"))
        insertions.setdefault(at + 1, []).insert(0, opening)
        insertions.setdefault(pairs[at], []).append(closing)
    return document.inserted(insertions)


def _is_inline(document: Document, at: int) -> bool:
    inside = document.tokens[at + 1 : document.pairs[at]]
    return all(one.tag in {*_INLINE, "br", "img"} - _WRAPPABLE for one in inside if one.kind in {"start", "end"})


_CLOSES_P = frozenset(
    {
        "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section", "blockquote", "center",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})


@change
def end_tags_omitted(document: Document, draw: Draw) -> Document:
    """Leave out ``</p>``, ``</li>``, ``</td>``, ``</tr>``, ``</body>`` where HTML lets it."""
    places = [closing for opening, closing in document.pairs.items() if _may_be_open(document, opening, closing)]
    return document.edited({at: [] for at in draw.some(sorted(places))})


def _may_be_open(document: Document, opening: int, closing: int) -> bool:
    tag, parent = document.tokens[opening].tag, document.parent(opening)
    following = next((one for one in document.tokens[closing + 1 :] if one.kind != "text" or one.source.strip()), None)
    begins = following.tag if following is not None and following.kind == "start" else ""
    ends = following is None or (following.kind == "end" and following.tag == parent)
    match tag:
        case "p":
            return parent in CONTAINERS and (begins in _CLOSES_P or ends)
        case "li":
            return begins == "li" or ends
        case "td" | "th":
            return begins in {*_CELLS, "tr"} or ends
        case "tr":
            return begins == "tr" or ends
        case _:
            return tag in {"body", "html"}


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
def entities(document: Document, draw: Draw) -> Document:
    """Write characters of the text as entities."""
    places = [at for at, token in enumerate(document.tokens) if token.kind == "text" and "body" in document.path(at)]

    def written(character: str) -> str:
        if character.isascii():
            return character
        named = _NAMED.get(character)
        forms = [
            f"&#{ord(character)};",
            f"&#x{ord(character):x};",
            f"&#X{ord(character):X};",
            *([named] * 3 if named else []),
        ]
        return draw.choice(forms) if named or draw.random() < 0.1 else character

    return document.edited({at: [text("".join(map(written, document.tokens[at].source)))] for at in draw.some(places)})


_NAMED = {
    "\u00a0": "&nbsp;", "\u2002": "&ensp;", "\u2003": "&emsp;", "\u2009": "&thinsp;", "“": "&ldquo;", "”": "&rdquo;",
    "‘": "&lsquo;", "’": "&rsquo;", "—": "&mdash;", "…": "&hellip;", "·": "&middot;", "\u3000": "&#12288;",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|#\d{3,6}|#x[0-9a-f]{3,5});", re.I)


@change
def characters(document: Document, draw: Draw) -> Document:
    """Write entities of the text as characters."""
    places = [at for at, token in enumerate(document.tokens) if token.kind == "text" and _ENTITY.search(token.source)]
    return document.edited(
        {at: [text(_ENTITY.sub(_character, document.tokens[at].source))] for at in draw.some(places)}
    )


def _character(match: re.Match[str]) -> str:
    character = unescape(match.group())
    return (
        match.group() if character.isascii() or (not character.isprintable() and not character.isspace()) else character
    )


@change
def scripts(document: Document, draw: Draw) -> Document:
    """Set scripts, styles and the like between blocks."""
    places = draw.some(list(document.gaps()))
    return document.inserted({at: [Token("raw", draw.choice(_SCRIPTS))] for at in places})


@change
def strangers(document: Document, draw: Draw) -> Document:
    """Set a page head or an advertisement before the article's column, and a foot or another behind it."""
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
