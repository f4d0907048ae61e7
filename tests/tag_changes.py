"""Changes inside the tags of a template: attributes, classes, quoting, case, end tags left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markup import CONTAINERS, INLINE, VOID, Attribute, Document, Token, end, renamed
from mutation import DROPS_CLASSES, Draw, change

_CLASSES = (
    "clearfix", "mt-2", "v-a81c2", "is-wide", "pb10", "fl-l", "article_x", "MsoNormal", "js-x", "u-m0",
    "lazy-wrap", "xl-12", "pt_5", "active", "row-fluid",
)  # fmt: skip
_SPACES = (" ", "  ", "\n", "\t", "\n      ", " \r\n\t")
_STYLES = ("margin:0", "line-height: 1.75em;", "color:#333;font-family:宋体", "word-break: break-all", "padding:0 8px;")


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
    """Give elements more classes, before, after and among those they have, with any white space between."""
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


_NEEDED = re.compile("xb-|navlf|nry|jcontent|zrbj|pic|source|text-center|crumb")
"""The classes that layouts name, that centre a line, and that say 面包屑 where no layout is known."""


@change
def classes_dropped(document: Document, draw: Draw) -> Document:
    """Take away the classes that only style what they are on."""
    places = [
        at
        for at in document.tags()
        if _is_plain(document.tokens[at]) and (has := document.tokens[at].attribute("class")) and has.quote
    ]

    def poorer(token: Token) -> Token:
        made = (
            replace(one, value=" ".join(filter(_NEEDED.search, one.value.split())))
            if one.name.lower() == "class"
            else one
            for one in token.attributes
        )
        return _with(token, *(one for one in made if one.value or one.name.lower() != "class"))

    return _each(document, draw.some(places), poorer)


DROPS_CLASSES.add("classes_dropped")


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
def stray_end_tags(document: Document, draw: Draw) -> Document:
    """Leave an end tag over where no such element is open: a browser passes it by."""
    stray = draw.choice(("div", "section", "span", "font", "b"))
    # Between words the end of a block would be taken for the block's edge.
    offered = range(1, len(document.tokens)) if stray in INLINE else document.gaps()
    places = [at for at in offered if "body" in (path := document.path(at)) and stray not in path]
    return document.inserted({at: [end(stray)] for at in draw.some(places)})


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
