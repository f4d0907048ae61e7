"""Changes of what a template has between its tags and in its text: white space, comments, entities."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from markup import CONTAINERS, INLINE, Document, Token, text
from mutation import Draw, change

_SPACES = (" ", "  ", "\n", "\t", "\n      ", " \r\n\t")
_COMMENTS = (
    "<!-- 正文 begin -->",
    "<!---->",
    "<!--[if lt IE 9]><p>浏览器版本过低</p><script src='/js/html5.js'></script><![endif]-->",
    '<!--<div class="col-md-12 nry jcontent"><p>旧模板</p></div>-->',
    "<!-- 责任编辑：模板 来源：模板 a > b -->",
    "<!--EndFragment-->",
    "<![if !IE]>",
    '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />',
)


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
        if token.kind == "text" and token.source.strip(" \t\r\n\f") and document.parent(at) in {*CONTAINERS, *INLINE}
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
def entities_of_ascii(document: Document, draw: Draw) -> Document:
    """Write digits, letters and signs of the text as entities, as editors that escape too much do."""
    places = [at for at, token in enumerate(document.tokens) if token.kind == "text" and _may_be_escaped(document, at)]

    def written(character: str) -> str:
        is_white = character in " \t\r\n\f"
        return character if is_white or draw.random() < 0.7 else f"&#{ord(character)};"

    return document.edited({at: [text("".join(map(written, document.tokens[at].source)))] for at in draw.some(places)})


def _may_be_escaped(document: Document, at: int) -> bool:
    source = document.tokens[at].source
    return "body" in document.path(at) and "&" not in source and "<" not in source


@change
def line_ends(document: Document, draw: Draw) -> Document:
    """Save the file with the line ends of another system."""
    other = draw.choice(("\r\n", "\r", "\n"))
    places = [at for at, token in enumerate(document.tokens) if token.kind == "text" and "\n" in token.source]
    return document.edited({at: [text(re.sub(r"\r\n|\n", other, document.tokens[at].source))] for at in places})


@change
def empty_elements(document: Document, draw: Draw) -> Document:
    """Set elements that hold nothing between the words: anchors, icons, what an editor has left behind."""
    offered = ("<span></span>", '<i class="icon"></i>', "<b></b>", "<wbr>", "<font></font>", "<o:p></o:p>")
    return _inside_words(document, draw, lambda: (draw.choice(offered), ""))


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
