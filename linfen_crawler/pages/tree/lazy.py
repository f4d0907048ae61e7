"""Find an image's own address where a script is to put it in place of another when the image comes into view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAMES = (
    "data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-lazyload", "data-lazy", "data-echo",
    "data-ks-lazyload", "data-original-src", "data-url", "lazysrc", "lazy-src", "original", "file", "_src",
)  # fmt: skip
"""Attributes of lazy loaders, the commonest first; ``file`` is Discuz's."""
_ANY_NAME = frozenset(_NAMES)
_ADDRESS = re.compile(r"(?!data:|javascript:|about:)[^\s<>{}\"'#]*[/.][^\s<>{}\"']*", re.I)
_IMAGE = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|bmp|avif|tiff?)(?![a-z0-9])|[?&/](?:wx_fmt=|mmbiz_)"
    r"|^(?:https?:)?//[^/]{0,60}(?:img|image|pic|photo)",
    re.I,
)
"""By its file type, or by the host that serves nothing else."""
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:loading|lazyload|lazy|blank|placeholder|spacer|grey|gray|transparent|pixel|1x1|none)(?:[_.-]|$)"
    r"|\.gif(?:[?#]|$)",
    re.I,
)
"""A name that only pictures have that stand in for another, or the type that no photograph has."""
_SMALL = re.compile(r"(?:^|[/_.!@-])(?:thumb(?:nail)?s?|small|mini|s|\d{2,3}x\d{2,3})(?:[/_.!@-]|$)", re.I)


def image_address(image: Mapping[str, str | None]) -> str:
    """Return the address that an image has when a reader sees it, from its attributes.

    What a lazy loader is to put in its place goes before ``src``, whatever picture stands there until then: an
    address, and where ``src`` might be a photograph itself one that names an image, and no smaller one. Without either
    the first of several sizes: ``/1.jpg 1x, /1@2x.jpg 2x``. The empty string where there is none.
    """
    src = (image.get("src") or "").strip()
    # Most images have none of them.
    lazy = "" if _ANY_NAME.isdisjoint(image) else next(_addresses(image), "")
    if not lazy and (not src or src.startswith("data:")):
        return (image.get("srcset") or image.get("data-srcset") or "").strip().partition(" ")[0].rstrip(",")
    return lazy if lazy and _stands_in(src, lazy) else src


def _addresses(image: Mapping[str, str | None]) -> Iterator[str]:
    for name in _NAMES:
        if (value := (image.get(name) or "").strip()) and _ADDRESS.fullmatch(value):
            yield value


def _stands_in(src: str, lazy: str) -> bool:
    """Tell what stands in for an image until it is loaded."""
    if not src or src.startswith("data:") or _PLACEHOLDER.search(src):
        return True
    return _IMAGE.search(lazy) is not None and (_SMALL.search(lazy) is None or _SMALL.search(src) is not None)
