"""Tell the newspaper's headline block from the text: 引题, headline, 副题, authors, up to five short lines.

The block ends where the text begins: at the lead (临汾新闻网讯 …) or the first sentence. Which line is the headline is
told by its likeness to the web title, which the editors made from it, and by the habits of the lines around it: a
引题 tells the occasion (…时强调), a 副题 who was there (…出席并讲话).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import not_

from linfen_crawler.datelines import lead
from linfen_crawler.names import BARE_NAME, HAN
from linfen_crawler.pages.blocks import Text
from linfen_crawler.people import credits as credits_of
from linfen_crawler.people import is_credit_line
from linfen_crawler.text import fingerprint_text, fold

_MAX_LINES = 5
_MAX_LENGTH = 60
"""Folded characters without spaces; the longest 引题 seen has 35."""
_LIKE = 0.15
"""Of the character pairs of two lines, the share in common that is no accident."""

_SUBHEAD = re.compile(
    r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.,]|第[一二三四五六七八九十\d]{1,3}[章节条]|[①-⑩]"
)
_EDITORS_WORD = re.compile(r"编者按|编者的话|按语|导语|核心提示|内容提要|开栏的话|原标题")
_SPACED_NAME = re.compile(rf"[{HAN}] [{HAN}]")
_DASH = re.compile(r"[—–―-]{1,3}(?=[^\d—–―-])")
_OCCASION = re.compile(r"(?:时|中|上)?(?:再次)?(?:强调|指出|要求|提出|表示)$|时$|[会谈]上$")
_ATTENDANCE = re.compile(r"(?:出席|主持|讲话|参加|致辞|陪同|宣布|作报告|讲授|点评)(?:会议|活动|并讲话)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """The headline block, and the text that follows it."""

    texts: tuple[Text, ...]
    kicker: str | None = None
    headline: str | None = None
    subtitle: str | None = None
    bylines: tuple[str, ...] = ()


def part_headlines(texts: Sequence[Text], title: str) -> Headlines:
    """Part the headline block from the text; a body of short lines alone (a poem, a list) has none."""
    found = _head(texts)
    if found is None:
        return Headlines(texts=tuple(texts))
    lines, rest = found
    are_bylines = [_is_byline(line, is_first=at == 0) for at, line in enumerate(lines)]
    bylines = tuple(compress(lines, are_bylines))
    titles = list(compress(lines, map(not_, are_bylines)))
    is_led = lead(rest[0].text) is not None
    is_known = any(likeness(line, title) >= _LIKE or _DASH.match(line) for line in titles)
    if not (is_led or is_known or bylines):
        return Headlines(texts=tuple(texts))
    return _named(titles, title, bylines, rest)


def _head(texts: Sequence[Text]) -> tuple[list[str], tuple[Text, ...]] | None:
    """Return the lines before the text and the text; ``None`` where no block can be told."""
    lines: list[str] = []
    for at, block in enumerate(texts):
        inside = block.text.split("\n")
        for line_at, line in enumerate(inside):
            if begins_text(line):
                rest = (replace(block, text="\n".join(inside[line_at:])), *texts[at + 1 :])
                return (lines, rest) if lines else None
            lines.append(line)
            if len(lines) > _MAX_LINES:
                return None
    return None


def begins_text(line: str) -> bool:
    """Tell whether a line can be no line of a headline block: a lead, a sentence, a sub-head, a row of a table."""
    folded = fold(line)
    if len(folded.replace(" ", "")) > _MAX_LENGTH or "。" in folded or " | " in folded:
        return True
    if folded.endswith((";", ":", ",")) or is_subhead(folded) or _EDITORS_WORD.match(folded):
        return True
    return lead(line) is not None


def is_subhead(folded: str) -> bool:
    """Tell whether a folded line is numbered as sub-heads are."""
    return bool(_SUBHEAD.match(folded))


def _is_byline(line: str, *, is_first: bool) -> bool:
    """Tell a line of credits, or a bare name: behind a headline, or spaced out as no headline is."""
    folded = fold(line)
    is_bare = len(folded) <= 12 and bool(credits_of(line, byline=True))
    is_short = not is_first and BARE_NAME.fullmatch(folded.strip()) is not None
    return is_credit_line(line) or is_short or (is_bare and (not is_first or bool(_SPACED_NAME.fullmatch(folded))))


def _named(titles: list[str], title: str, bylines: tuple[str, ...], rest: tuple[Text, ...]) -> Headlines:
    """Name the lines: above the headline the kicker, below it the subtitle."""
    plain = [at for at, line in enumerate(titles) if at == 0 or not _DASH.match(line)]
    at = plain[_headline_at([titles[one] for one in plain], title)] if titles else 0
    return Headlines(
        texts=rest,
        kicker=_joined(titles[:at]),
        headline=titles[at] if titles else None,
        subtitle=_joined(titles[at + 1 :]),
        bylines=bylines,
    )


def _headline_at(lines: list[str], title: str) -> int:
    """Return which line is the headline; of equals, the second of three and the shorter of two."""
    if len(lines) == 2 and _score(lines, 0, title) == _score(lines, 1, title):
        return int(len(fold(lines[0])) > len(fold(lines[1])))
    return max(range(len(lines)), key=lambda at: (_score(lines, at, title), at == 1))


def _score(lines: list[str], at: int, title: str) -> float:
    folded = fold(lines[at]).strip()
    is_kicker = at < len(lines) - 1 and _OCCASION.search(folded) is not None
    is_subtitle = at > 0 and _ATTENDANCE.search(folded) is not None and len(folded) <= 20
    return likeness(lines[at], title) + 0.1 * (len(lines) == 3 and at == 1) - (is_kicker or is_subtitle)


def likeness(line: str, title: str) -> float:
    """Return the share of character pairs that two lines have in common, 0 to 1 (Dice).

    >>> likeness("我市隆重舉行表彰大會", "临汾市隆重举行表彰大会") > 0.7
    True
    """
    ours, theirs = _pairs(line), _pairs(title)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _pairs(line: str) -> frozenset[str]:
    text = re.sub(rf"[^{HAN}A-Za-z0-9]", "", fingerprint_text(line))
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _joined(lines: Sequence[str]) -> str | None:
    return "\n".join(lines) or None
