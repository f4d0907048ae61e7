"""Collect the text of a page's elements into paragraphs, with the inline markup in them, and images between.

A paragraph ends where a browser starts a new one – at any block element, whatever its name – and at an empty line that
two ``<br>`` make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.tree.lazy import image_address
from linfen_crawler.pages.tree.styles import Attributes, Style, is_centring, is_shown_by_script
from linfen_crawler.pages.tree.texts import Span, Text, text_of
from linfen_crawler.text import clean_block, clean_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image; its address as written, ``""`` if the page gives none."""

    src: str
    alt: str = ""
    node: LexborNode | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A video, a sound or a frame; its address as written."""

    src: str
    node: LexborNode | None = field(default=None, compare=False, repr=False)


Block = Text | Picture | Embed

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HEADINGS = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT_INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "sub", "sup", "s", "del", "ins"})
"""What of a text's inline markup the HTML of a body shows."""
_TELLING = frozenset({"center", "img", "pre", *_HEADINGS, *_KEPT_INLINE})
"""What is no block and changes a text all the same."""
_ALONE = frozenset({"br", "img"})
"""What holds no text: an image set as a block stays within the line that it is in."""
_SETTING = frozenset({"center", "pre", *_HEADINGS})
"""What sets its text without an attribute."""
_MAX_OPEN = 16
"""Inline elements that one paragraph hands on to the next."""
# What marks a file's type before an attachment, or a mood, is no image, and does not part the line that it is in.
_ICON = re.compile(
    r"/fileTypeImages/|/emotion/|/smil(?:ey|ies)/|/emoji/"
    r"|/(?:icon|ico)_(?:pdf|docx?|xlsx?|pptx?|zip|rar|txt)\.(?:gif|png)",
    re.IGNORECASE,
)
_WIDE_INDENT = re.compile(r"[ \t\r\n\f]*(?:[\u3000\u2003]{2}|[\u00a0\u2002]{3}|(?:[\u00a0\u2002] ?){4})")
_CENTRED_BY_SPACES = re.compile(r"[ \t\r\n\f]*[\u3000\u2003]{4}")
OF_SOURCE = " \t\r\n\f"
"""White space of the source, which a browser shows as one space."""
_SOURCE_WHITE = re.compile(rf"[{OF_SOURCE}]+")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[0-9+\-−]{1,6}")
_PAGE_MARK = re.compile(r"#p#[^#\n]{0,80}#e#")
_EMPTY_LINE = re.compile(r"\n[\s\u200b\ufeff]*\n")
# After a full stop, a line that is indented is a new paragraph, though only one <br> parts them.
_NEW_PARAGRAPH = re.compile(r"(?<=[。！？”：…])[ \u00a0]{0,8}\n(?=[ \t]{0,8}(?:[\u3000\u2003]{2}|[\u00a0\u2002]{3}))")


class Open:
    """An element that was entered, with what its leaving takes back: of most elements nothing."""

    is_set = False
    indents = False
    span: _OpenSpan | None = None
    was_unseen: tuple[bool, bool] | None = None

    def __init__(self, node: LexborNode, tag: str, *, is_block: bool, centres: bool) -> None:
        self.node = node
        self.tag = tag
        self.is_block = is_block
        self.centres = centres


@dataclass(slots=True)
class _OpenSpan:
    tag: str
    href: str | None
    start: int
    end: int | None = None


@dataclass(slots=True)
class ParagraphReader:
    """Collect text until a block ends."""

    blocks: list[Block] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[_OpenSpan] = field(default_factory=list)
    stack: list[Open | LexborNode | None] = field(default_factory=list)
    """The elements around; ``None`` for one that changes nothing, the element itself for one that only ends blocks."""
    centred: int = 0
    indented: int = 0
    strong: int = 0
    preformatted: int = 0
    is_sizeless: bool = False
    """Inside of an element whose text has no size."""
    is_invisible: bool = False
    """Inside of an element whose text leaves a blank."""
    has_plain: bool = False
    """Whether the buffer holds characters that are not bold."""
    inline: list[Picture] = field(default_factory=list)
    """Images within the lines of the buffer."""

    def enter(self, node: LexborNode, tag: str, attributes: Attributes, style: Style | None) -> None:
        """Enter an element, with its style if it has any."""
        is_block = tag in _BLOCKS or (style is not None and style.is_block and tag not in _ALONE)
        if is_block and (self.buffer or self.spans):
            self.flush()
        # <table align=center> sets itself in the middle, and no text in it.
        centres = bool(attributes) and tag != "table" and is_centring(attributes)
        if not (centres or tag in _TELLING or (style is not None and style.sets_text)):
            self.stack.append(node if is_block else None)
            return
        opened = Open(node, tag, is_block=is_block, centres=centres)
        self.stack.append(opened)
        if style is not None and style.sets_text:
            self._set(opened, style, attributes)
        if opened.indents or opened.centres or tag in _SETTING:
            opened.is_set = True
            self._count(opened, 1)
        if tag in _KEPT_INLINE:
            opened.span = _OpenSpan(tag, attributes.get("href"), self.length)
            self.spans.append(opened.span)
        elif tag == "img" and not _ICON.search(attributes.get("src") or ""):
            self._picture(node, attributes)

    def _picture(self, node: LexborNode, attributes: Attributes) -> None:
        """Take an image: one between lines ends the paragraph, one within a line (100m²) comes after it."""
        picture = Picture(src=image_address(attributes), alt=clean_line(attributes.get("alt") or ""), node=node)
        line = "".join(self.buffer).rpartition("\n")[2]
        if line and not line.isspace():
            self.inline.append(picture)
        elif line and len(self.buffer) == 1:
            # The indent before an image is that of the text after it.
            self.blocks.append(picture)
        else:
            self.flush()
            self.blocks.append(picture)

    def leave(self, opened: Open | LexborNode) -> None:
        """Leave the element that was entered last, of those that are not passed through."""
        if not isinstance(opened, Open):
            if self.buffer or self.spans:
                self.flush(opened)
            return
        if opened.is_block and (self.buffer or self.spans):
            self.flush(opened.node)
        if opened.span is not None:
            opened.span.end = self.length
        if opened.is_set:
            self._count(opened, -1)
        if opened.was_unseen is not None:
            self.is_sizeless, self.is_invisible = opened.was_unseen

    def _set(self, opened: Open, style: Style, attributes: Attributes) -> None:
        """Note how an element is set by its style."""
        opened.indents = style.indents
        opened.centres = opened.centres or style.centres
        if style.is_sizeless is not None or style.is_invisible is not None:
            opened.was_unseen = self.is_sizeless, self.is_invisible
            self._show(style, attributes)

    def _show(self, style: Style, attributes: Attributes) -> None:
        """Note by which property an element hides its text, or lifts what hides it: one does not lift the other."""
        if style.is_sizeless is not None:
            self.is_sizeless = style.is_sizeless
        if style.is_invisible is not None:
            self.is_invisible = style.is_invisible and not is_shown_by_script(attributes)

    def add(self, text: str) -> None:
        """Take text as the browser shows it: a line break of the source is a space."""
        if self.is_sizeless or self.is_invisible:
            return
        if self.spans and self.spans[-1].tag == "sup" and self.spans[-1].end is None and _POWER.fullmatch(text):
            # In a line 10 and a raised 3 would be another number; the character is raised without the element.
            text = text.translate(_RAISED)
            self.spans.pop()
        if ("\n" in text or "  " in text or "\t" in text or "\r" in text) and not self.preformatted:
            text = _SOURCE_WHITE.sub(" ", text)
        self.buffer.append(text)
        self.length += len(text)
        if not (self.strong or self.has_plain):
            self.has_plain = not text.isspace()

    def end_line(self) -> None:
        """Take the line break of a ``<br>``, which shows nothing that could be bold or plain."""
        self.buffer.append("\n")
        self.length += 1

    def flush(self, node: LexborNode | None = None) -> None:
        """End the paragraph; ``node`` is the block element that ends with it."""
        if self.buffer:
            raw = self.buffer[0] if len(self.buffer) == 1 else "".join(self.buffer)
            if not raw.isspace():
                at = node or self._block_around()
                position = 0
                for start, end in _breaks(raw) if "\n" in raw else ():
                    self._paragraph(raw, position, start, at)
                    position = end
                self._paragraph(raw, position, len(raw), at)
            # Emptied, and not made anew: who reads the elements holds on to it.
            self.buffer.clear()
            self.length, self.has_plain = 0, False
            if self.inline:
                self.blocks.extend(self.inline)
                self.inline = []
        if self.spans:
            # An element that stays open over paragraphs is a mistake of the source's; thousands are an attack.
            self.spans = [one for one in self.spans if one.end is None][-_MAX_OPEN:]
            for one in self.spans:
                one.start = 0

    def _block_around(self) -> LexborNode | None:
        for one in reversed(self.stack):
            if isinstance(one, LexborNode):
                return one
            if one is not None and one.is_block:
                return one.node
        return None

    def _paragraph(self, raw: str, start: int, end: int, at: LexborNode | None) -> None:
        paragraph = raw[start:end]
        if not paragraph:
            return
        spans = self._spans_between(start, end) if self.spans else ()
        if "#p#" in paragraph:
            paragraph, spans = _PAGE_MARK.sub("", paragraph), ()
        text, kept = text_of(paragraph, spans) if spans else (clean_block(paragraph), ())
        if not text:
            return
        is_set_in = paragraph[0].isspace()
        self.blocks.append(
            Text(
                text=text,
                spans=kept,
                is_indented=bool(self.indented or (is_set_in and _WIDE_INDENT.match(paragraph))),
                is_centred=bool(self.centred or (is_set_in and _CENTRED_BY_SPACES.match(paragraph))),
                is_strong=not self.has_plain or bool(kept and any(_is_bold(one, text) for one in kept)),
                node=at,
            )
        )

    def _spans_between(self, start: int, end: int) -> list[Span]:
        """Return the inline elements of a stretch of the buffer, by offsets in it."""
        ends = ((one, self.length if one.end is None else one.end) for one in self.spans)
        return [
            Span(max(one.start, start) - start, min(last, end) - start, one.tag, one.href)
            for one, last in ends
            if one.start < end and last > start
        ]

    def _count(self, opened: Open, step: int) -> None:
        tag = opened.tag
        if tag in _HEADINGS:
            self.strong += step
        elif tag == "pre":
            self.preformatted += step
        if opened.indents:
            self.indented += step
        if opened.centres or tag == "center":
            self.centred += step


def _is_bold(span: Span, text: str) -> bool:
    """Tell bold type from the first character to the last, where empty lines alone part a text into paragraphs."""
    return span.start == 0 and span.end == len(text) and span.tag in {"b", "strong"}


def _breaks(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs are separated inside one element, in order."""
    found = [match.span() for pattern in (_EMPTY_LINE, _NEW_PARAGRAPH) for match in pattern.finditer(raw)]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end
