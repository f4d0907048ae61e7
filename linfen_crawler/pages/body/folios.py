"""Leave a newspaper's folio, pasted with its headline, out of the headline block: it stays with the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from linfen_crawler.pages.body.columns import names_column
from linfen_crawler.pages.body.verses import Headlines
from linfen_crawler.pages.lines.bylines import leads
from linfen_crawler.pages.lines.folio import is_folio
from linfen_crawler.pages.lines.likeness import SAME, likeness
from linfen_crawler.pages.lines.matters import is_day
from linfen_crawler.pages.tree.texts import Text

_HEAD = 6
"""Lines among which a folio is looked for, above the first sentence."""
_MAX_LINE = 60


def without_folio(texts: Sequence[Text], title: str, part: Callable[[Sequence[Text], str], Headlines]) -> Headlines:
    """Separate with ``part`` the headline block from the text, as if the folio among its lines were not there."""
    head = list(takewhile(_may_be_headline, texts[:_HEAD]))
    folio = {at for at, one in enumerate(head) if _is_folio(one, head[:at], head[at + 1 :], title)}
    if not folio:
        return part(texts, title)
    told = part([one for at, one in enumerate(texts) if at not in folio], title)
    kept, others = [], -told.begin
    for at, one in enumerate(texts):
        if at in folio:
            kept.append(one)
            continue
        if others >= 0:
            kept.append(told.texts[others])
        others += 1
    return replace(told, texts=tuple(kept), begin=len(texts) - len(kept))


def _is_folio(line: Text, above: Sequence[Text], below: Sequence[Text], title: str) -> bool:
    """Recognise a folio, a day above the line that is the web title, and a column's name right below that."""
    folded = line.line
    if is_folio(folded):
        return likeness(line.text, title) < SAME
    if is_day(folded):
        return any(likeness(one.text, title) >= SAME for one in below)
    return bool(above) and names_column(folded) and likeness(above[-1].text, title) >= SAME > likeness(line.text, title)


def _may_be_headline(text: Text) -> bool:
    return len(text.text) <= _MAX_LINE and "。" not in text.text and not leads(text)
