"""Change a page as its template might change, so that a browser shows the same.

Each change works on the source's tokens: what it does not mean to change stays byte for byte. :func:`mutate` applies
steps; a step is a change and a seed, so that any failure can be repeated and :func:`shrink` can make it small.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from markup import Document, parse

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Served:
    """A page as a server sends it."""

    body: bytes
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One change with its seed; ``only`` says which of the places that it draws it shall touch, ``None`` is all."""

    change: str
    seed: int
    only: int | None = None


class Draw(random.Random):
    """Chance, and the choice of the places that a change touches."""

    def __init__(self, step: Step) -> None:
        super().__init__(f"{step.change}/{step.seed}")
        self.only = step.only

    def __new__(cls, _: Step) -> Draw:
        return super().__new__(cls)

    def some(self, places: Sequence[_T]) -> list[_T]:
        """Draw one place, a few or all, in order."""
        share = self.choice((0.0, 0.1, 0.5, 1.0))
        drawn = [place for place in places if self.random() < share]
        if not drawn and places:
            drawn = [self.choice(places)]
        return drawn if self.only is None else drawn[self.only : self.only + 1]


@dataclass(frozen=True, slots=True)
class Source:
    """A page as text, with what is needed to make bytes of it again."""

    document: Document
    encoding: str
    content_type: str | None
    has_bom: bool = False

    @property
    def text(self) -> str:
        """The source."""
        return str(self.document)


Change = Callable[[Source, Draw], Source]
CHANGES: dict[str, Change] = {}
ADDS_TEXT: set[str] = set()
"""Changes after which the page says more than before, outside the article."""
DROPS_CLASSES: set[str] = set()
"""Changes that take away classes which only style."""
_NEVER_DECODED = "latin-1"


def change(function: Callable[[Document, Draw], Document]) -> Callable[[Document, Draw], Document]:
    """Register a change of the document alone."""

    def apply(source: Source, draw: Draw) -> Source:
        return replace(source, document=function(source.document, draw))

    CHANGES[function.__name__] = apply
    return function


def change_of_bytes(function: Change) -> Change:
    """Register a change of the encoding."""
    CHANGES[function.__name__] = function
    return function


def read(served: Served) -> Source:
    """Decode a page by what it holds; one that is damaged is taken byte for byte."""
    has_bom = served.body.startswith(b"\xef\xbb\xbf")
    body = served.body[3:] if has_bom else served.body
    for encoding in ("utf-8", "gb18030", _NEVER_DECODED):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Source(parse(text), encoding, served.content_type, has_bom)
    raise AssertionError("latin-1 decodes all bytes")


def write(source: Source) -> Served:
    """Encode a page."""
    bom = b"\xef\xbb\xbf" if source.has_bom else b""
    return Served(bom + source.text.encode(source.encoding), source.content_type)


def mutate(served: Served, steps: Sequence[Step]) -> Served:
    """Apply changes in order; one that finds nothing to change leaves the page as it is."""
    source = read(served)
    for step in steps:
        changed = CHANGES[step.change](source, Draw(step))
        # The next change sees the tokens as a reader of the source would.
        source = replace(changed, document=parse(changed.text))
    return write(source)


def draw_steps(seed: str, names: Sequence[str], *, most: int = 6) -> list[Step]:
    """Draw one to ``most`` changes."""
    chance = random.Random(seed)
    return [Step(chance.choice(names), chance.randrange(1_000_000)) for _ in range(chance.randint(1, most))]


def shrink(steps: Sequence[Step], fails: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """Return the fewest steps that still fail, each at one place alone where that is enough."""
    kept = list(steps)
    for step in list(steps):
        fewer = [one for one in kept if one is not step]
        if fewer and fails(fewer):
            kept = fewer
    for at, step in enumerate(kept):
        fits = partial(_fails_at, kept, at, fails)
        only = next((number for number in range(200) if fits(number)), None)
        kept[at] = replace(step, only=only)
    return kept


def _fails_at(steps: list[Step], at: int, fails: Callable[[Sequence[Step]], bool], only: int) -> bool:
    return fails([*steps[:at], replace(steps[at], only=only), *steps[at + 1 :]])


_CHARSET = re.compile(r"(?P<head><meta[^<>]{0,200}?charset\s*=\s*[\"']?)(?P<name>[\w-]+)", re.IGNORECASE)


@change_of_bytes
def byte_order_mark(source: Source, draw: Draw) -> Source:
    """Set a byte order mark before UTF-8."""
    return replace(source, has_bom=True) if source.encoding == "utf-8" else source


@change_of_bytes
def reencoded(source: Source, draw: Draw) -> Source:
    """Write the page in the other encoding, and declare it."""
    if source.encoding == _NEVER_DECODED:
        return source
    to_utf8 = source.encoding == "gb18030"
    encoding = "utf-8" if to_utf8 else "gb18030"
    declared = "utf-8" if to_utf8 else draw.choice(("gb2312", "gbk", "GB18030"))
    text, found = _CHARSET.subn(rf"\g<head>{declared}", source.text)
    if not found:
        text = re.sub(r"(<head[^>]*>)", rf'\1<meta charset="{declared}">', text, count=1, flags=re.IGNORECASE)
        found = "<meta" in text
    header = f"text/html; charset={declared}" if not found or draw.random() < 0.5 else "text/html"
    return Source(parse(text), encoding, header)


# These register the changes of the document: they need what is above.
import block_changes  # noqa: E402, F401
import tag_changes  # noqa: E402, F401
import text_changes  # noqa: E402, F401
