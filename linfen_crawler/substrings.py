"""Find which of many strings stand in a text, in one pass over it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_FEW = 30
"""Strings that are sooner looked for one by one."""


def standing_in(texts: Collection[str], wanted: Collection[str]) -> frozenset[str]:
    """Return which of the wanted strings stand in any of the texts, however many there are of both.

    >>> sorted(standing_in(["汾河两岸"], ["汾河", "两岸", "河岸"]))
    ['两岸', '汾河']
    """
    if len(wanted) <= _FEW:
        return frozenset(one for one in wanted if any(one in text for text in texts))
    return _in_one_pass(texts, wanted)


def _in_one_pass(texts: Iterable[str], wanted: Iterable[str]) -> frozenset[str]:
    """Search as Aho and Corasick do ("Efficient string matching", 1975): a tree of the strings, gone down by the texts.

    Where no branch goes on with a character, the search goes on at the longest end of what was read that is a branch.
    """
    branches: list[dict[str, int]] = [{}]
    ends = {one: _grown(branches, one) for one in wanted}
    shorter = [0] * len(branches)
    order = [0]
    for at in order:
        for character, branch in branches[at].items():
            order.append(branch)
            shorter[branch] = _onward(branches, shorter, shorter[at], character) if at else 0
    is_read = [False] * len(branches)
    for text in texts:
        at = 0
        for character in text:
            # As _onward does, without a call for each character of the page.
            while at and character not in branches[at]:
                at = shorter[at]
            at = branches[at].get(character, 0)
            is_read[at] = True
    for at in reversed(order):
        if is_read[at]:
            is_read[shorter[at]] = True
    return frozenset(one for one, end in ends.items() if not one or is_read[end])


def _grown(branches: list[dict[str, int]], wanted: str) -> int:
    """Add a string to the tree, and return where it ends."""
    at = 0
    for character in wanted:
        onward = branches[at].get(character)
        if onward is None:
            onward = branches[at][character] = len(branches)
            branches.append({})
        at = onward
    return at


def _onward(branches: list[dict[str, int]], shorter: list[int], at: int, character: str) -> int:
    while at and character not in branches[at]:
        at = shorter[at]
    return branches[at].get(character, 0)
