"""Find the address of a lazily loaded image, which a script puts in the place of another when it comes into view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

_NAMES = (
    "data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-lazyload", "data-lazy", "data-echo",
    "data-ks-lazyload", "lay-src", "data-img", "data-original-src", "lazysrc", "lazy-src", "original", "file",
)  # fmt: skip
"""Attributes of lazy loaders, the commonest first; ``file`` is Discuz's."""
_ALSO_OTHERS = ("data-url", "_src")
"""Attributes that have other uses as well: believed only where there is no image, or beside a placeholder of one."""
_ANY_NAME = frozenset(_NAMES + _ALSO_OTHERS)
_ADDRESS = re.compile(r"(?!data:|javascript:|about:)[^\t\r\n<>{}\"'#]*[/.][^\t\r\n<>{}\"']*", re.I)
_PAGE = re.compile(r"(?:/|\.s?html?)(?:[?#]|$)", re.I)
_IMAGE = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|bmp|avif|tiff?)(?![a-z0-9])|[?&/](?:wx_fmt=|mmbiz_)"
    r"|^(?:https?:)?//[^/]{0,60}(?:img|image|pic|photo)",
    re.I,
)
"""By its file type, or by the host that serves nothing else."""
_PLACEHOLDER = re.compile(
    r"(?:^|[_.-])(?:loading|loader|lazyload|lazy|blank|placeholder|spacer|grey|gray|transparent|pixel|1x1|none|default"
    r"|no[_-]?(?:pic|image|img|photo)|zhanwei)(?:[_.-]|$)"
    r"|\.gif$",
    re.I,
)
"""A file's name that only placeholders have, or a type that no photograph has."""
_WORD = re.compile("[A-Za-z0-9]+")


def image_address(image: Mapping[str, str | None]) -> str:
    """Return the address that an image has when a reader sees it, from its attributes.

    What a lazy loader is to put in its place takes precedence over ``src``, whatever picture is there until then: an
    address, but no page's; and where ``src`` might be a photograph itself, one that names an image which is not
    a smaller one of that. Without either the first of several sizes: ``/1.jpg 1x, /1@2x.jpg 2x``. The empty string
    where there is none.
    """
    src = (image.get("src") or "").strip()
    # Most images have none of them.
    lazy = "" if _ANY_NAME.isdisjoint(image) else _lazy(image, src)
    if not lazy and (not src or src.startswith("data:")):
        return (image.get("srcset") or image.get("data-srcset") or "").strip().partition(" ")[0].rstrip(",")
    return lazy or src


def _lazy(image: Mapping[str, str | None], src: str) -> str:
    """Return the address that is to take the place of another; empty where the other stays."""
    if not src or src.startswith("data:"):
        return next(_addresses(image, _NAMES + _ALSO_OTHERS), "")
    if _PLACEHOLDER.search(_file_of(src)):
        others = (one for one in _addresses(image, _ALSO_OTHERS) if _IMAGE.search(one))
        return next(chain(_addresses(image, _NAMES), others), "")
    found = (one for one in _addresses(image, _NAMES) if _IMAGE.search(one))
    return next((one for one in found if not _is_smaller(one, src)), "")


def _is_smaller(lazy: str, src: str) -> bool:
    """Tell a picture that is called by another's name and more: /u/7-150x150.jpg, /u/thumb/7.jpg beside /u/7.jpg."""
    stem, file = _words(_file_of(src).rpartition(".")[0]), _words(_file_of(lazy))
    return stem != "--" and stem in file and len(lazy) > len(src)


def _words(name: str) -> str:
    return f"-{'-'.join(_WORD.findall(name))}-"


def _file_of(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].rpartition("/")[2]


def _addresses(image: Mapping[str, str | None], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = (image.get(name) or "").strip()
        if value and _ADDRESS.fullmatch(value) and not _PAGE.search(value):
            yield value
