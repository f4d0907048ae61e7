"""Compare bytes with the digests that others state for them, however these are written."""

from __future__ import annotations

import base64
import binascii
import hashlib
from math import ceil

_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def fits(stated: str | None, *readings: bytes) -> bool:
    """Tell whether one of several readings has the digest that is stated; what states none that is known fits all.

    >>> fits("md5:kAFQmDzST7DWlj99KOF/cg==", b"", b"abc"), fits("md5:" + "0" * 32, b"abc"), fits("crc:1", b"abc")
    (True, False, True)
    """
    known = _read(stated)
    return known is None or any(hashlib.new(known[0], one).digest() == known[1] for one in readings)


def differ(one: str | None, other: str | None) -> bool:
    """Tell whether two digests cannot be of the same bytes.

    >>> differ("md5:" + "0" * 32, "MD5:" + "A" * 26), differ("md5:" + "0" * 32, "md5:" + "f" * 32)
    (False, True)
    """
    first, second = _read(one), _read(other)
    return first is not None and second is not None and first[0] == second[0] and first[1] != second[1]


def _read(stated: str | None) -> tuple[str, bytes] | None:
    """Return algorithm and value of a digest; ``None`` if it is of no known algorithm, or cannot be its value."""
    name, _, value = (stated or "").strip().partition(":")
    algorithm = name.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    size = hashlib.new(algorithm).digest_size
    text = value.strip().rstrip("=")
    try:
        if len(text) == size * 2:
            return algorithm, bytes.fromhex(text)
        if len(text) == ceil(size * 8 / 5):
            return algorithm, base64.b32decode(text.upper() + "=" * (-len(text) % 8))
        if len(text) == ceil(size * 8 / 6):
            return algorithm, base64.b64decode(
                text + "=" * (-len(text) % 4), altchars="-_" if {*"-_"} & {*text} else None
            )
    except (binascii.Error, ValueError):
        pass
    return None
