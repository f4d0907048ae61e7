"""Recognise a text, or nearly the same text, without keeping anything that reveals it.

A sketch is a bottom-k sketch as in :mod:`linfen_crawler.similarity`, of CJK characters only, with 16 bits of each hash:
whoever has the piece of ten characters can tell that it may be in the text, but of all the pieces that nobody has, each
65,536th fits as well. All figures together are kept in 16 bits, too, and so is what accompanies the text: a recurring
notice has other figures, or another's name in its title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import xxhash

from linfen_crawler.similarity import keys

NEAR = 1 / 4
"""The share of a sketch's keys from which a text is nearly the one that was sketched."""
_SAME = 0.9
"""The share from which it is the same one, where nothing but the text can be compared."""
_KEYS = 64
_PROBES = 4096
"""So many keys of a text are looked up: all keys of a sketch are there where it is a sixtieth of the text."""
_BITS = 0xFFFF
_FIGURES = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text."""

    keys: tuple[int, ...]
    figures: int | None
    """``None`` if it has none."""
    beside: int | None = None
    """Of what it tells beside the text; ``None`` if that was not noted yet."""
    read_by: str | None = None
    """Which version told that; ``None`` if that was not noted yet."""


@dataclass(frozen=True, slots=True)
class Near:
    """A sketch that a text is near to."""

    url: str
    """Whose text was sketched."""
    share: float
    """Of the sketch's keys, those that the text has."""
    has_same_figures: bool
    """False if it has none: two obituaries differ in a name alone."""
    tells_same_beside: bool
    """True if it was not noted yet, or was told by another version and nearly all of the text is the same."""


def sketch_of(text: str, beside: str | None = None, read_by: str | None = None) -> Sketch | None:
    """Return the sketch of a compared text, and of what a version tells beside it; ``None`` if it is too short."""
    found = _keys(text, _KEYS)
    told = None if beside is None else _bits(beside)
    return Sketch(tuple(sorted(found)), _figures(text), told, read_by) if found else None


def share(sketch: Sketch | None, text: str) -> float:
    """Return the share of a sketch's keys that a compared text has."""
    return 0.0 if sketch is None else len(_keys(text, _PROBES).intersection(sketch.keys)) / len(sketch.keys)


class Sketches:
    """The sketches of many texts, found by their keys."""

    def __init__(self, sketches: Iterable[tuple[str, Sketch]]) -> None:
        self._sketches = list(sketches)
        self._having: defaultdict[int, list[int]] = defaultdict(list)
        for number, (_, sketch) in enumerate(self._sketches):
            for key in sketch.keys:
                self._having[key].append(number)

    def near(self, text: str, beside: str, read_by: str) -> list[Near]:
        """Return those that a compared text is near to, the nearest first; a version tells ``beside`` beside it."""
        if not self._sketches:
            return []
        shared = Counter(number for key in _keys(text, _PROBES) for number in self._having.get(key, ()))
        found = (self._near(number, count, text, beside, read_by) for number, count in shared.items())
        return sorted((one for one in found if one.share >= NEAR), key=lambda one: -one.share)

    def _near(self, number: int, count: int, text: str, beside: str, read_by: str) -> Near:
        url, sketch = self._sketches[number]
        is_same = sketch.figures is not None and sketch.figures == _figures(text)
        share = count / len(sketch.keys)
        tells_same = sketch.beside in {None, _bits(beside)} or (sketch.read_by != read_by and share >= _SAME)
        return Near(url, share, is_same, tells_same)


def _keys(text: str, count: int) -> set[int]:
    return {key & _BITS for key in keys(_FIGURES.sub("", text), count)}


def _figures(text: str) -> int | None:
    found = "".join(_FIGURES.findall(text))
    return _bits(found) if found else None


def _bits(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass")) & _BITS
