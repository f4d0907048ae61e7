"""Take HTML source apart into tokens that put together give the same characters, and tell where each of them stands.

Nothing is parsed as a browser would: what a change does not touch must stay as it was, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    }
)  # fmt: skip
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
        "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
CONTAINERS = frozenset(
    {
        "article", "aside", "blockquote", "body", "center", "dd", "div", "figure", "footer", "form", "header", "li",
        "main", "nav", "section", "td", "th",
    }
)  # fmt: skip
"""What may hold blocks and text alike."""
INLINE = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "strong", "span", "font", "em", "i", "u",
    }
)  # fmt: skip
"""What holds text, and nothing but text and the like."""
_OPAQUE = "script|style|textarea|title|xmp|noscript|template|svg|math|object|select|button|pre|video|audio|iframe"
_TOKEN = re.compile(
    rf"(?P<raw><(?P<opaque>{_OPAQUE})\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>.*?(?:</(?P=opaque)\s*>|\Z))"
    r"|(?P<comment><!--.*?(?:-->|\Z)|<[!?][^>]*>)"
    r"|(?P<end></[a-z][^>]*>)"
    r"|(?P<start><[a-z][^\s/>]*(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"[a-z][^\s/>]*", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?P<space>[\s/]*)(?P<name>[^\s=>/\"']+)(?:(?P<equals>\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|"
    r"(?P<bare>[^\s\"'>]+)))?"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as written; ``equals`` is empty where it has no value."""

    space: str
    name: str
    equals: str = ""
    quote: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.space}{self.name}{self.equals}{self.quote}{self.value}{self.quote}"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of source: ``kind`` is text, start, end, comment or raw (a script and the like, whole)."""

    kind: str
    source: str
    name: str = ""
    """As written; compare :attr:`tag`."""
    attributes: tuple[Attribute, ...] = ()
    closing: str = ">"

    def __str__(self) -> str:
        if self.kind == "start":
            return f"<{self.name}{''.join(map(str, self.attributes))}{self.closing}"
        return f"</{self.name}{self.closing}" if self.kind == "end" else self.source

    @property
    def tag(self) -> str:
        """The element's name in lower case."""
        return self.name.lower()

    def attribute(self, name: str) -> Attribute | None:
        """Return the first attribute of a name."""
        return next((one for one in self.attributes if one.name.lower() == name), None)


def text(source: str) -> Token:
    """Make a token of text, or of any source that is inserted as it is."""
    return Token("text", source)


def start(source: str) -> Token:
    """Make the token of a start tag."""
    (token,) = tokenise(source)
    return token


def end(name: str) -> Token:
    """Make the token of an end tag."""
    return Token("end", f"</{name}>", name)


def tokenise(source: str) -> list[Token]:
    """Return the tokens of a page's source."""
    tokens, position = [], 0
    for match in _TOKEN.finditer(source):
        if match.start() > position:
            tokens.append(text(source[position : match.start()]))
        tokens.append(_token(match))
        position = match.end()
    return [*tokens, text(source[position:])] if position < len(source) else tokens


def _token(match: re.Match[str]) -> Token:
    kind, source = str(match.lastgroup if match.lastgroup != "opaque" else "raw"), match.group()
    if kind == "start":
        return _start_tag(source)
    if kind == "end":
        name = _NAME.match(source, 2)[0]
        return Token(kind, source, name, closing=source[2 + len(name) :])
    return Token(kind, source)


def _start_tag(source: str) -> Token:
    name = _NAME.match(source, 1)[0]
    at, found = 1 + len(name), []
    while match := _ATTRIBUTE.match(source, at):
        quote = '"' if match["double"] is not None else "'" if match["single"] is not None else ""
        value = match["double"] or match["single"] or match["bare"] or ""
        found.append(Attribute(match["space"], match["name"], match["equals"] or "", quote, value))
        at = match.end()
    return Token("start", source, name, tuple(found), source[at:])


@dataclass(slots=True)
class _Open:
    index: int
    tag: str
    is_tidy: bool = True


@dataclass(frozen=True)
class Document:
    """Tokens, and what can be told of where they are."""

    tokens: tuple[Token, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.tokens))

    def edited(self, changes: dict[int, Sequence[Token]]) -> Document:
        """Put tokens in the place of the tokens at some positions."""
        pieces = (changes.get(at, (token,)) for at, token in enumerate(self.tokens))
        return Document(tuple(one for piece in pieces for one in piece))

    def inserted(self, insertions: dict[int, Sequence[Token]]) -> Document:
        """Insert tokens before the tokens at some positions; ``len(tokens)`` is the end."""
        pieces = [(*insertions.get(at, ()), token) for at, token in enumerate(self.tokens)]
        return Document((*(one for piece in pieces for one in piece), *insertions.get(len(self.tokens), ())))

    @cached_property
    def _structure(self) -> tuple[dict[int, int], list[tuple[str, ...]]]:
        """Pair the tags of elements that are closed and hold nothing unclosed; the tags open before each token."""
        pairs: dict[int, int] = {}
        opened: list[_Open] = []
        paths: list[tuple[str, ...]] = []
        for at, token in enumerate(self.tokens):
            if token.kind == "end" and any(one.tag == token.tag for one in opened):
                paths.append(tuple(one.tag for one in opened))
                while opened[-1].tag != token.tag:
                    opened.pop()
                    _untidy(opened)
                if opened[-1].is_tidy:
                    pairs[opened[-1].index] = at
                else:
                    _untidy(opened)
                opened.pop()
                continue
            paths.append(tuple(one.tag for one in opened))
            if token.kind == "end":
                _untidy(opened)
            elif token.kind == "start" and token.tag not in VOID:
                opened.append(_Open(at, token.tag))
        return pairs, [*paths, tuple(one.tag for one in opened)]

    @property
    def pairs(self) -> dict[int, int]:
        """The end tag of each element that is tidy: closed, and all within it."""
        return self._structure[0]

    def path(self, at: int) -> tuple[str, ...]:
        """Return the elements that are open right before a token, outermost first."""
        return self._structure[1][at]

    def parent(self, at: int) -> str:
        """Return the element that is open right before a token."""
        return self.path(at)[-1] if self.path(at) else ""

    def is_edge(self, at: int) -> bool:
        """Tell whether a block begins or ends right before or after a position, so that white space there is none."""
        sides = self.tokens[max(at - 1, 0) : at + 1]
        return any(one.kind in {"start", "end"} and one.tag in BLOCKS for one in sides)

    def tags(self, *names: str) -> Iterator[int]:
        """Yield where start tags stand, of some names or all."""
        return (
            at for at, token in enumerate(self.tokens) if token.kind == "start" and (not names or token.tag in names)
        )

    def gaps(self) -> Iterator[int]:
        """Yield the positions between blocks where a block may be inserted."""
        for at in range(1, len(self.tokens)):
            if self.is_edge(at) and self.parent(at) in CONTAINERS and "p" not in self.path(at):
                yield at


def _untidy(opened: list[_Open]) -> None:
    for one in opened:
        one.is_tidy = False


def parse(source: str) -> Document:
    """Return the document of a page's source."""
    return Document(tuple(tokenise(source)))


def renamed(token: Token, name: str) -> Token:
    """Return a tag with its name written otherwise."""
    return replace(token, name=name)
