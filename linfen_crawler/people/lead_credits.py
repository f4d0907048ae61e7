"""Find the credit right after a text's lead that no bracket sets apart: 临汾新闻网讯 记者 X 摄像 Y 报道."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linfen_crawler.people.marks import marks_in
from linfen_crawler.people.names import HAN, Gate, Span, leading_names
from linfen_crawler.people.phrases import Phrase, read_phrase
from linfen_crawler.text import Folded

_MAX_NAMES = 80
"""Folded characters after a label in which its names are."""
# 【古县融媒】记者X报道
_OPENS_LABEL = re.compile(rf"(?:[【\[][{HAN}]{{2,12}}[】\]])?[ (】\]]{{0,4}}")
# 本报苏州1月1日电记者X报道, 本报福州电记者X报道
_TIGHT_LEAD = re.compile(rf"本报[{HAN}\d]{{2,16}}?[电讯](?=[{HAN}]{{0,10}}记者)")
_BETWEEN_LABELS = re.compile(r"[ 、,]?")
_BEHIND_LABEL = re.compile(r"[ :]{0,2}")
_MAX_LABEL = 30
_LEAD_VERB = re.compile(r" ?(?:摄影报道|报道)")


def behind_lead(folded: Folded, opening: Span | None) -> Iterator[Phrase]:
    """Yield the credit after the lead whose bracket is missing or never closed; without a lead 报道 must follow."""
    text = folded.text
    tight = None if opening else _TIGHT_LEAD.match(text)
    is_lead = bool(opening or tight)
    if not is_lead and "报道" not in text:
        return
    start = matched_to(_OPENS_LABEL, text, opening[1] if opening else tight.end() if tight else 0)
    end = _labelled_to(text, start, any_label=False)
    # 记者 X 摄像 Y 报道: without the verb the other words may be the sentence's.
    others = _labelled_to(text, end, any_label=True) if end > start else end
    end = others if _LEAD_VERB.match(text, others) else end
    verb = _LEAD_VERB.match(text, end)
    if end == start or text.startswith(")", end) or not (is_lead or verb):
        return
    phrase = read_phrase(folded, start, verb.end() if verb else end, gate=Gate.SURNAME)
    yield from filter(None, [phrase])


def _labelled_to(text: str, end: int, *, any_label: bool) -> int:
    """Return where labels and their names end, one after another; of 记者 and its like alone, or of any work."""
    while behind := _labelled_names(text, matched_to(_BETWEEN_LABELS, text, end), any_label=any_label):
        end = behind
    return end


def _labelled_names(text: str, start: int, *, any_label: bool) -> int | None:
    """Return where the names end whose label is at a position; ``None`` if there are none."""
    label = next(marks_in(text, start, min(len(text), start + _MAX_LABEL)), None)
    if label is None or label.start != start or not (label.is_label or any_label):
        return None
    begin = matched_to(_BEHIND_LABEL, text, label.end)
    names, end = leading_names(text, begin, min(len(text), begin + _MAX_NAMES))
    return end if names else None


def matched_to(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where a pattern that may match nothing ends."""
    match = pattern.match(text, start)
    return match.end() if match else start
