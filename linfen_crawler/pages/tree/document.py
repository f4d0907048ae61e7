"""Turn the bytes of a page into text, and the text into a tree."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding
from w3lib.html import get_base_url

from linfen_crawler.pages.tree.blocks import Block, read_blocks
from linfen_crawler.pages.tree.bounds import bounded
from linfen_crawler.pages.tree.folding import unfold, unveil
from linfen_crawler.urls import Site, article_address, first_part

# No Chinese page is written in any other, and the single-byte ones, which servers send by default, decode any bytes.
_CHINESE = re.compile(r"utf|gb|big5|hz|cp936|cp950|euc", re.IGNORECASE)
# What w3lib's stricter reading of <meta> passes over: a missing quote, bracket or http-equiv.
_MALFORMED_META = re.compile(rb"<meta[^<>]{0,200}?charset[\s=\"']{1,5}([\w-]{3,20})", re.IGNORECASE)
_CHINESE_UTF8 = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
_SURE_OF_UTF8 = 3
"""That many Chinese characters in bytes that are UTF-8 throughout: in GB18030, one in seven is accidental."""
_UTF8_TO_DAMAGE = 20
"""So many Chinese characters for each broken one, and the page is UTF-8 all the same."""
_BYTES = 3
"""Of a Chinese character in UTF-8."""
_BEGINNING = 4096
_MAX_SEARCHED = 65536
_PIECE = 64
_GB = frozenset({"gb2312", "gbk", "gb18030"})
_EURO_OR_STRICT = "linfen_euro_or_strict"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS
"""Nothing here needs the text of a choice from a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response with what is needed to read it."""

    url: str
    """Canonical address."""
    body: bytes = field(repr=False)
    """Content coding (gzip) already removed."""
    content_type: str | None
    """The Content-Type header."""
    site: Site
    """Makes links canonical, whatever host was requested."""
    first: str = ""
    """Canonical address of the first page of the article that this one is of; derived from ``url`` if not given."""
    number: int = 0
    """Which page of its article this is; derived from ``url`` if not given."""
    base: str = field(init=False, repr=False, compare=False)
    """What relative links are relative to: ``<base href>``, else the page's address."""
    _links: dict[tuple[str, bool], str | None] = field(init=False, repr=False, compare=False, default_factory=dict)
    """The links resolved so far, because each reader of a page asks for them."""

    def __post_init__(self) -> None:
        """Look for the base once, for a page has many links, and tell by its address which page of an article it is."""
        object.__setattr__(self, "base", _base(self.body[:4096], self.url))
        address = article_address(self.url)
        object.__setattr__(self, "first", self.first or first_part(self.url))
        object.__setattr__(self, "number", self.number or (address.part if address else 1))

    def link(self, href: str | None, *, keeps_query: bool = False) -> str | None:
        """Return the canonical address of a link; ``None`` if it leads nowhere.

        ``keeps_query`` is for the pages of an article, which a query may choose.
        """
        if not href or href.strip().startswith("#"):
            return None
        asked = href, keeps_query
        if asked not in self._links:
            self._links[asked] = self.site.canonical(href, self.base, keeps_query=keeps_query)
        return self._links[asked]


def _base(head: bytes, url: str) -> str:
    """Return what relative links of a page are relative to: ``<base href>``, else its address."""
    if b"<base" not in head.lower():
        return url
    try:
        return get_base_url(head.decode("latin-1"), url)
    except ValueError:
        # <base href="http://["> leads nowhere.
        return url


@dataclass(frozen=True)
class Document:
    """A page as text and as the tree that a browser builds from it."""

    text: str = field(repr=False)
    root: LexborNode = field(repr=False)
    _parser: LexborHTMLParser = field(repr=False)

    @property
    def head(self) -> LexborNode:
        """The ``<head>`` element; the root if there is none."""
        return self._parser.head or self.root

    @property
    def body(self) -> LexborNode:
        """The ``<body>`` element; the root if there is none."""
        return self._parser.body or self.root

    @cached_property
    def shown(self) -> tuple[Block, ...]:
        """All that the body shows, in order: it is asked what the page is by some, and what it says by others."""
        return tuple(read_blocks(self.body))

    @cached_property
    def words(self) -> str:
        """The text of the body in one piece, with its scripts: what is not in it need not be looked for."""
        return self.body.text_lexbor()


def parse(page: Page) -> Document:
    """Return the page's tree; any bytes have one, if an empty one."""
    return _parsed(*_decoded(page.body, page.content_type))


def unveiled(document: Document) -> Document | None:
    """Return a page with the hidden text shown that a script will show; ``None`` where it hides none.

    The document given is not to be asked any more: its tree is the other's.
    """
    return replace(document) if unveil(document.body) else None


def parse_text(text: str) -> Document:
    """Return the tree of a page's text."""
    return _parsed(text, text.encode())


def _parsed(text: str, utf8: bytes) -> Document:
    """Return a page's tree, nested no deeper than in a browser, without tags of endless attributes."""
    kept = bounded(text)
    parser = LexborHTMLParser(utf8 if kept == text else kept, options=_WITHOUT_EVENTS)
    unfold(parser, text, utf8)
    root = parser.root
    if root is None:
        raise LookupError("a parser of HTML5 makes a tree of any text")
    return Document(text, root, parser)


def _euro(error: UnicodeError) -> tuple[str, int]:
    """Decode the byte that Windows writes for € in GBK, as browsers do; any other fault stays one."""
    if isinstance(error, UnicodeDecodeError) and error.encoding in _GB and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error(_EURO_OR_STRICT, _euro)


class _Decoded(NamedTuple):
    """A page's text, and the same in UTF-8, which the parser takes: mostly the very bytes that were served."""

    text: str
    utf8: bytes


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page by the encoding it is in, whatever it claims.

    A byte order mark decides, then text that is plainly UTF-8, then the header, ``<meta>``, UTF-8 and GB18030: the
    first that decodes without a fault. Pages that declare gb2312 hold GB18030 bytes. A character cut off at the end
    is dropped. Where nothing fits, the encoding that loses the fewest characters is taken.

    >>> decode("临汾".encode("gbk"), "text/html; charset=utf-8")
    '临汾'
    """
    return _decoded(body, content_type).text


def _decoded(body: bytes, content_type: str | None) -> _Decoded:
    encoding, bom = read_bom(body)
    if encoding is not None and bom is not None and _bears_out(body[len(bom) :], encoding):
        # Not the final piece of its input: a character cut off at the end is dropped.
        marked = codecs.getincrementaldecoder(encoding)("replace").decode(body[len(bom) :])
        return _encoded(_SURROGATE.sub("\ufffd", marked))
    if (plain := _plain_utf8(body)) is not None:
        return plain
    body = body.removeprefix(codecs.BOM_UTF8)
    for candidate in _candidates(body, content_type):
        if (found := _strictly(body, candidate)) is not None:
            return found
    damaged = (body.decode(candidate, "replace") for candidate in _candidates(body, content_type))
    return _encoded(min((_SURROGATE.sub("\ufffd", text) for text in damaged), key=_damage))


def _encoded(text: str) -> _Decoded:
    """Return a text with its bytes in UTF-8; raises :class:`UnicodeError` for half of a surrogate pair."""
    return _Decoded(text, text.encode())


def _bears_out(body: bytes, encoding: str) -> bool:
    """Tell whether bytes are what the mark before them says: a template saved with one may hold a page of GB18030."""
    if encoding != "utf-8" or _strictly(body, "utf-8") is not None:
        return True
    return _damage(body.decode("utf-8", "replace")) <= _damage(body.decode("gb18030", "replace"))


def _plain_utf8(body: bytes) -> _Decoded | None:
    """Return the text of bytes that are plainly UTF-8, except for a character here and there; ``None`` of others.

    A page cut in the middle of a character is GB18030 by its bytes as often as not, and would then be all mojibake.
    """
    if body.isascii():
        return _Decoded(body.decode("ascii"), body)
    if (whole := _strictly(body, "utf-8")) is not None:
        return whole if _holds_chinese(body) else None
    # Of a page in GB18030 its beginning alone is more than a page in UTF-8 can have that is broken.
    if _damage(body[:_BEGINNING].decode("utf-8", "replace")) > 1 + len(body) // _BYTES // _UTF8_TO_DAMAGE:
        return None
    text = body.decode("utf-8", "replace")
    is_sound = _damage(text) * _UTF8_TO_DAMAGE <= len(_CHINESE_UTF8.findall(body))
    return _encoded(text) if is_sound and _holds_chinese(body) else None


def _holds_chinese(body: bytes) -> bool:
    """Recognise bytes with more Chinese characters in UTF-8 than are in others by accident."""
    # The head of a page is mostly ASCII, which is told eight bytes at a time.
    start = next((at for at in range(0, _MAX_SEARCHED, _PIECE) if not body[at : at + _PIECE].isascii()), _MAX_SEARCHED)
    found = _CHINESE_UTF8.finditer(body, start, _MAX_SEARCHED)
    return sum(1 for _ in islice(found, _SURE_OF_UTF8)) == _SURE_OF_UTF8


def _candidates(body: bytes, content_type: str | None) -> Iterator[str]:
    """Yield the encodings to try, the likeliest first."""
    for declared in _declared(body, content_type):
        if declared is not None and _CHINESE.match(declared) and _is_text_encoding(declared):
            yield declared
    yield "utf-8"
    yield "gb18030"


def _declared(body: bytes, content_type: str | None) -> Iterator[str | None]:
    yield http_content_type_encoding(content_type)
    yield html_body_declared_encoding(body) or _malformed_meta_encoding(body[:4096])


def _malformed_meta_encoding(head: bytes) -> str | None:
    match = _MALFORMED_META.search(head)
    return resolve_encoding(match[1].decode("ascii", "replace")) if match else None


def _is_text_encoding(name: str) -> bool:
    """Tell whether a declared name can be decoded from bytes: ``base64`` and ``punycode`` are codecs as well."""
    try:
        b"a".decode(name, "strict")
    except (LookupError, UnicodeError):
        return name.startswith(("utf-16", "utf-32"))
    return name not in {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "utf-7"}


def _strictly(body: bytes, encoding: str) -> _Decoded | None:
    """Decode without a fault but a character cut off at the end; ``None`` if there is one."""
    try:
        if encoding == "utf-8":
            return _Decoded(body.decode(encoding), body)
    except UnicodeDecodeError as error:
        whole = body[: error.start]
        return _Decoded(whole.decode(encoding), whole) if _is_cut_off(body, error) else None
    try:
        return _encoded(codecs.getincrementaldecoder(encoding)(_EURO_OR_STRICT).decode(body))
    except (UnicodeError, LookupError):
        return None


def _is_cut_off(body: bytes, error: UnicodeDecodeError) -> bool:
    """Tell a character that only lacks its last bytes at the page's end from a broken one."""
    return error.end == len(body) and error.reason == "unexpected end of data"


def _damage(text: str) -> int:
    return text.count("\ufffd")
