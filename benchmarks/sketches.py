"""Compare libraries that a text's keys may be made with: microseconds for a text of 800 characters.

    python3 -m venv build/sketches
    build/sketches/bin/pip install xxhash mmh3 rensa datasketch datasketches simhash
    build/sketches/bin/python benchmarks/sketches.py

It needs nothing of this project, and passes over what is not installed. Each sketches the same pieces of ten characters
into 16 values, or into what is the library's own size.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from random import Random
from timeit import repeat
from types import ModuleType

_PIECE = 10
_VALUES = 16
_RNG = Random(1)
TEXT = "".join(chr(_RNG.randrange(0x4E00, 0x9FA5)) for _ in range(800))


def pieces() -> list[str]:
    """Return the pieces of the text."""
    return [TEXT[start : start + _PIECE] for start in range(len(TEXT) - _PIECE + 1)]


def _xxhash(library: ModuleType) -> object:
    encoded, digest, width = TEXT.encode("utf-32-le"), library.xxh3_64_intdigest, 4 * _PIECE
    return sorted({digest(encoded[end - width : end]) for end in range(width, len(encoded) + 1, 4)})[:_VALUES]


def _mmh3(library: ModuleType) -> object:
    return sorted({library.hash64(piece)[0] for piece in pieces()})[:_VALUES]


def _rensa(library: ModuleType) -> object:
    sketch = library.RMinHash(num_perm=_VALUES, seed=1)
    sketch.update(pieces())
    return sketch.digest()


def _datasketch(library: ModuleType) -> object:
    sketch = library.MinHash(num_perm=_VALUES)
    sketch.update_batch([piece.encode() for piece in pieces()])
    return sketch.hashvalues


def _datasketches(library: ModuleType) -> object:
    sketch = library.update_theta_sketch(5)
    for piece in pieces():
        sketch.update(piece)
    sketch.trim()
    return sorted(sketch)


def _simhash(library: ModuleType) -> object:
    return library.Simhash(pieces()).value


_MAKERS: dict[str, Callable[[ModuleType], object]] = {
    "xxhash": _xxhash,
    "mmh3": _mmh3,
    "rensa": _rensa,
    "datasketch": _datasketch,
    "datasketches": _datasketches,
    "simhash": _simhash,
}


def main() -> None:
    """Print a line for each library."""
    for name, make in _MAKERS.items():
        try:
            library = importlib.import_module(name)
        except ImportError:
            print(f"{name:<14} not installed")
            continue
        seconds = min(repeat(lambda make=make, library=library: make(library), number=50, repeat=5)) / 50
        print(f"{name:<14} {seconds * 1e6:6.0f} µs")


if __name__ == "__main__":
    main()
