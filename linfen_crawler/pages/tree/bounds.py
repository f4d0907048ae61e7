"""Bound what of a page's source costs a parser more than its length: depth, attributes, names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

_MANY_TAGS = 10_000
"""A page with fewer cannot nest so deep that reading it takes long."""
_MAX_DEPTH = 512
"""Elements in each other; Chrome's parser nests no deeper."""
# Elements without an end, and those that a sibling of theirs ends, nest in nothing of their kind.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|link|meta|area|base|col|embed|source|wbr|p|li|td|th|tr|dd|dt)\b)([a-z][^\s<>/]{0,40})[^<>]*>?",
    re.IGNORECASE,
)
_LONG_TAG = 10_000
"""Characters; a shorter tag holds too few attributes to take long."""
# The tag is dropped, not cut: an attribute that stays open would swallow what follows.
_OF_MANY_ATTRIBUTES = re.compile(
    rf"<[a-zA-Z](?=[^<>]{{{_LONG_TAG}}})"
    r"(?:(?:[^<>\s\"']*+[\s\"']++){2000}|(?:[^<>\s/]{0,40}+/++){2000})[^<>]*+>?"
)
"""Attributes are separated by white space, quotes or slashes; those of an image in base64 are far apart."""
# All but the first only hand their attributes on to it.
_ROOT_TAG = re.compile(r"<(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\b[^<>]*+>?")
_MAX_ROOT_TAGS = 2
_WITH_ATTRIBUTES = re.compile(r"<([a-zA-Z][^\s<>/]{0,40})([\s/][^<>]*)>")
_VALUE = re.compile(r"=\s{0,8}(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_NAME = re.compile(r"[^\s\"'<>/=]+")
_MAX_NAMES = 2000
"""Different names of attributes on one page; the whole of HTML has some two hundred."""


def bounded(text: str) -> str:
    """Return a page that no parser takes long for; of any that was ever seen, the page itself."""
    if len(text) > _LONG_TAG:
        text = _with_few_roots(_with_few_attributes(text) if _may_hold_long_tag(text) else text)
    is_long = len(text) > _MANY_TAGS and text.count("<") > _MANY_TAGS
    return _flattened(_with_few_names(text)) if is_long else text


def _may_hold_long_tag(text: str) -> bool:
    """Recognise a page in half the length of a long tag of which no other begins."""
    return any(text.find("<", at, at + _LONG_TAG // 2) < 0 for at in range(0, len(text), _LONG_TAG // 2))


def _with_few_attributes(text: str) -> str:
    """Drop the tags that give one element thousands of attributes: parsers take the square of their number."""
    return _OF_MANY_ATTRIBUTES.sub("", text)


def _with_few_roots(text: str) -> str:
    """Drop all but the first tags of the root and the body."""
    roots = list(islice(_ROOT_TAG.finditer(text), _MAX_ROOT_TAGS + 1))
    if len(roots) <= _MAX_ROOT_TAGS:
        return text
    kept = roots[_MAX_ROOT_TAGS - 1].end()
    return text[:kept] + _ROOT_TAG.sub("", text[kept:])


def _with_few_names(text: str) -> str:
    """Drop the attributes by which a page names more and more of them: parsers look through all names for a new one."""
    names: set[str] = set()

    def keep(tag: re.Match[str]) -> str:
        new = set(_NAME.findall(_VALUE.sub(" ", tag[2]))) - names
        if new and len(names) >= _MAX_NAMES:
            return f"<{tag[1]}>"
        names.update(new)
        return tag[0]

    return _WITH_ATTRIBUTES.sub(keep, text)


def _flattened(text: str) -> str:
    """Drop the tags of elements deeper than any browser would open: parsers take the square of the depth."""
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if not tag[1]:
            is_kept = depth < _MAX_DEPTH
            depth += is_kept
            (opened if is_kept else dropped)[name] += 1
            return tag[0] if is_kept else ""
        # An end tag ends an element of its own name alone, and that of a dropped one nothing.
        if dropped[name]:
            dropped[name] -= 1
            return ""
        if opened[name]:
            opened[name] -= 1
            depth -= 1
        return tag[0]

    return _NESTING_TAG.sub(keep, text)
