"""Tell names that are spaced out, 李 文, from the labels of one character that stand among such: 张 浩 文 李 静 图.

All of it is folded text.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN
from linfen_crawler.people.surnames import COMPOUND_SURNAMES, SURNAMES

MAY_BE_GIVEN = "文图"
"""Labels that are given names as well."""
_MAX_RUN = 32
"""Characters beside a label in which single ones are looked at: sixteen of them, with their gaps."""
_ONE_HAN = re.compile(f"[{HAN}]")
_SIGN_BEHIND = re.compile(" ?[:/|]")
_SHOT_BEHIND = re.compile("/[文图摄]")
_BEGIN_VERBS = frozenset("摄拍航供图文报采撰")


def is_of_name(text: str, floor: int, end: int, at: int) -> bool:
    """Tell 张 浩 李 文, where 文 is part of a name that is spaced out, from the labels of 张 浩 文 李 静 图."""
    if floor < at and _is_han(text, at - 1, end):
        # 李文/图
        is_first = at - 1 == floor or not _is_han(text, at - 2, end)
        return is_first and text[at - 1] in SURNAMES and text[at + 1 : at + 2] == "/"
    if _is_han(text, at + 1, end) or not (text[at - 1 : at] == " " or text[at + 1 : at + 2] == " "):
        return False
    # 张 浩/文 李 静/图
    if at > floor and text[at - 1] in "/|":
        return False
    begin, last = _run_around(text, floor, end, at)
    if _SIGN_BEHIND.match(text, last + 1, end):
        # 李 文/摄: what is left before the label is no name.
        if last == at and not (begin == at - 2 and _SHOT_BEHIND.match(text, last + 1, end)):
            return False
        last -= 2 if last > at and text[last] in MAY_BE_GIVEN else 0
    if _are_labels(text[begin : last + 1 : 2]):
        return False
    begin, last = _apart(text, floor, end, (begin, at, last))
    return (at - begin) // 2 in _named_among(text[begin : last + 1 : 2])


def _run_around(text: str, floor: int, end: int, at: int) -> tuple[int, int]:
    """Return where the first and the last of the single characters are among which one stands."""
    begin = last = at
    floor_of_run = max(floor, at - _MAX_RUN)
    while begin - 2 >= floor_of_run and text[begin - 1] == " " and _is_single(text, begin - 2, floor, end):
        begin -= 2
    while last + 2 < min(end, at + _MAX_RUN) and text[last + 1] == " " and _is_single(text, last + 2, floor, end):
        if text[last + 2] == "摄":
            break
        last += 2
    return begin, last


def _apart(text: str, floor: int, end: int, run: tuple[int, int, int]) -> tuple[int, int]:
    """Return the ends of a run around a label without characters of the words beside it: 上官 云 文, 文 畅 任杰."""
    begin, at, last = run
    if begin < at and text[max(floor, begin - 3) : begin - 1] in COMPOUND_SURNAMES:
        begin += 2
    is_family = last > at and text[last] in SURNAMES and text[last + 1 : last + 2] == " "
    if is_family and all(_is_han(text, last + far, end) for far in (2, 3)) and not _is_han(text, last + 4, end):
        last -= 0 if text[last + 2] in _BEGIN_VERBS else 2
    return begin, last


def _are_labels(singles: str) -> bool:
    """Tell whether the labels among single characters leave whole names, of two characters each."""
    return all(len(part) % 2 == 0 for part in re.split(f"[{MAY_BE_GIVEN}]", singles))


def _named_among(singles: str) -> frozenset[int]:
    """Return which of single characters that may be labels are of names; none where labels leave names whole."""
    if _are_labels(singles):
        return frozenset()
    # From the end: what the characters from here on are, with as few labels read as names as there may be.
    best: list[frozenset[int] | None] = [frozenset(), None]
    for at in range(len(singles) - 1, -1, -1):
        pair = singles[at : at + 2]
        is_pair = len(pair) == 2 and pair[0] in SURNAMES and pair != "文图"
        behind, alone = best[1] if is_pair else None, best[0] if singles[at] in MAY_BE_GIVEN else None
        paired = None if behind is None else behind | {one for one in (at, at + 1) if singles[one] in MAY_BE_GIVEN}
        best = [min((one for one in (alone, paired) if one is not None), key=len, default=None), best[0]]
    return best[0] or frozenset()


def _is_single(text: str, at: int, floor: int, end: int) -> bool:
    """Tell whether a character stands alone between gaps, signs or the ends of a range."""
    return (
        floor <= at
        and _is_han(text, at, end)
        and not (_is_han(text, at - 1, end) and at > floor)
        and (not _is_han(text, at + 1, end))
    )


def _is_han(text: str, at: int, end: int) -> bool:
    return 0 <= at < end and _ONE_HAN.match(text, at) is not None
