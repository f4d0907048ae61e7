"""Know a text again, or nearly the same, of which nothing is kept that tells it.

A sketch is a bottom-k sketch as :mod:`linfen_crawler.similarity` has it, of the CJK characters alone, and of each hash
16 bits: what has the piece of ten characters can tell that it may be in the text; of the pieces that nobody has, each
65,536th fits as well. Of all figures together 16 bits are kept, too: a notice that recurs has others.
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
    """``None`` where it has none."""


@dataclass(frozen=True, slots=True)
class Near:
    """A sketch that a text is near to."""

    url: str
    """Whose text was sketched."""
    share: float
    """Of the sketch's keys, those that the text has."""
    has_same_figures: bool
    """False where it has none: two obituaries differ in a name alone."""


def sketch_of(text: str) -> Sketch | None:
    """Return the sketch of a compared text; ``None`` where it is too short to be told by."""
    found = _keys(text, _KEYS)
    return Sketch(tuple(sorted(found)), _figures(text)) if found else None


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

    def near(self, text: str) -> list[Near]:
        """Return those that a compared text is near to, the nearest first."""
        if not self._sketches:
            return []
        shared = Counter(number for key in _keys(text, _PROBES) for number in self._having.get(key, ()))
        found = (self._near(number, count, text) for number, count in shared.items())
        return sorted((one for one in found if one.share >= NEAR), key=lambda one: -one.share)

    def _near(self, number: int, count: int, text: str) -> Near:
        url, sketch = self._sketches[number]
        is_same = sketch.figures is not None and sketch.figures == _figures(text)
        return Near(url, count / len(sketch.keys), is_same)


def _keys(text: str, count: int) -> set[int]:
    return {key & _BITS for key in keys(_FIGURES.sub("", text), count)}


def _figures(text: str) -> int | None:
    found = "".join(_FIGURES.findall(text))
    return xxhash.xxh3_64_intdigest(found.encode()) & _BITS if found else None
