"""Name the lines of a headline block: 引题 above the headline, 副题 below it.

Which line is the headline is recognised by its likeness to the web title, which the editors made from it, and by the
habits of the lines around it: a 引题 tells the occasion (…时强调), a 副题 who was there (…出席并讲话).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from linfen_crawler.pages.body.columns import (
    SIGNED,
    follows_column,
    is_column,
    names_column,
    names_series,
    without_column,
)
from linfen_crawler.pages.body.prominence import stands_out
from linfen_crawler.pages.lines.bylines import ATTENDANCE, DASH, OCCASION
from linfen_crawler.pages.lines.likeness import SAME, likeness
from linfen_crawler.pages.tree.texts import Text, joined

_STRONG = 0.3
"""What being the only bold line speaks for a headline, as a share of likeness."""
_MIDDLE = 0.3
"""What standing between two others speaks for a headline that no type tells; a county's name in common is less."""

_SERIES = 2
"""What a series' name with a number speaks against the headline, which is below it whatever the web title is."""


class Named(NamedTuple):
    """The lines of a headline block, each by what it is; several of a kind with line breaks between."""

    kicker: str | None
    headline: str | None
    subtitle: str | None


def named(titles: Sequence[Text], title: str) -> Named:
    """Name the lines: above the headline the kicker, below it the subtitle; what opens with —— is always one."""
    titles = _mended(list(titles), title)
    plain = [at for at, line in enumerate(titles) if not DASH.match(line.line) or names_column(line.line)]
    has_dashed = len(titles) > len(plain)
    # A ——副题 alone, or above all others, is the web title's.
    at = plain[_headline_at([titles[one] for one in plain], title, has_dashed=has_dashed)] if plain else -1
    lines = [line.text for line in titles]
    return Named(
        kicker=_in_lines([lines[one] for one in plain if one < at]),
        headline=lines[at] if plain else None,
        subtitle=_in_lines([line for one, line in enumerate(lines) if one > at or (one < at and one not in plain)]),
    )


def _mended(titles: list[Text], title: str) -> list[Text]:
    """Join the two lines of a headline that only together are the web title; a column and its headline are two."""
    own = without_column(title)
    for at, (first, second) in enumerate(itertools.pairwise(titles)):
        is_above = SIGNED.match(first.text.strip()) is not None or names_series(first.text)
        if is_above or follows_column(second.text, title) or DASH.match(second.line):
            continue
        if (first.is_strong, first.is_centred) != (second.is_strong, second.is_centred):
            # Where the web title holds the 引题 as well, that is set otherwise.
            continue
        whole = likeness(first.text + second.text, own)
        is_one = whole > 0.1 + max(likeness(first.text, own), likeness(second.text, own))
        if first.line.endswith(":"):
            # 蒲县： is above its headline, unless the web title is both and nothing else.
            is_one = whole == 1.0
        if whole >= SAME and is_one:
            return [*titles[:at], *filter(None, [joined([first, second])]), *titles[at + 2 :]]
    return titles


def _headline_at(lines: list[Text], title: str, *, has_dashed: bool) -> int:
    """Return which line is the headline; of equals the last before a ——副题, else the shorter of two."""
    scores = [_score(lines, at, title) for at in range(len(lines))]
    if (largest := _set_as_headline(lines, scores)) is not None:
        return largest
    if len(lines) == 2 and scores[0] == scores[1]:
        if has_dashed:
            return 1
        return int(len(lines[0].line) > len(lines[1].line))
    return max(range(len(lines)), key=lambda at: (scores[at], at == 1))


def _set_as_headline(lines: list[Text], scores: list[float]) -> int | None:
    """Return the line that its type makes the headline, though the web title is what is in plain type above it.

    The editors make the web title of the event as often as of the headline; a 副题 is never set heavier than that.
    """
    at = stands_out(lines)
    if at is None or not at or ATTENDANCE.search(lines[at].line.strip()) or max(scores[at:]) > scores[at]:
        return None
    is_set_in = any(one.is_centred and not lines[at].is_centred for one in lines[:at])
    return None if is_set_in else at


def _score(lines: list[Text], at: int, title: str) -> float:
    folded = lines[at].line.strip().rstrip(":,")
    is_signed = SIGNED.match(lines[at].text.strip()) is not None
    is_kicker = at < len(lines) - 1 and (OCCASION.search(folded) is not None or is_column(folded, title) or is_signed)
    is_subtitle = at > 0 and ATTENDANCE.search(folded) is not None and len(folded) <= 20
    # A web title of its own words leaves the type to tell: the newspaper's headline is the bold one.
    strong = sum(line.is_strong for line in lines)
    told = _STRONG * lines[at].is_strong if strong == 1 else _MIDDLE * (len(lines) == 3 and at == 1)
    if at > 0 and follows_column(folded, title):
        return 2.0
    is_series = at < len(lines) - 1 and names_series(lines[at].text)
    return likeness(lines[at].text, title) + told - (is_kicker or is_subtitle) - _SERIES * is_series


def _in_lines(lines: Sequence[str]) -> str | None:
    return "\n".join(lines) or None
