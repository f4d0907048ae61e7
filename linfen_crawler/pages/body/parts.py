"""Tell what heads a text's first part from a headline: the heads of the other parts are set and worded as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linfen_crawler.pages.body.setting import set_of
from linfen_crawler.pages.lines.bylines import ATTENDANCE, DASH, leads
from linfen_crawler.pages.lines.likeness import SAME, likeness
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.works import tells_of_work

_MAX_LENGTH = 40
_NUMERAL = re.compile("[〇零一二三四五六七八九十]{1,3}|[0-9]{1,3}|[①-⑳]")
_FEWEST = 2
"""Other parts whose heads begin, end or run alike: with one, a headline may happen to."""
_SHARED = 2
_LONGER = 2
"""Characters by which the head of the first part may be longer than the others; a 副题 is a sentence's length."""
_WORK_ALONE = re.compile("《[^》]{1,40}》")
_FIELDS = 4
"""Lines below the title of a work among which one says that it is a book's or a film's: 出版社：…."""


def opens_first_part(line: Text, rest: Sequence[Text], title: str, *, is_signed: bool) -> bool:
    """Recognise the head of the first of several parts of a text, 案例一 or 立春习俗; the title may have its words.

    ``rest`` is the text below it. What is the web title, or stands above a lead, is a headline. Below a byline that
    ``is_signed`` means, one line set as it is tells enough: who wrote an article signs below its headline.
    """
    if not rest or leads(rest[0]) or likeness(line.text, title) >= SAME:
        return False
    own, others = line.line.strip(), list(_heads_like(line, rest))
    if not others or is_signed:
        return bool(others)
    if own.endswith("?") and others[0].endswith("?"):
        return True
    if _counts_on(own, others[0]):
        return True
    return len(others) >= _FEWEST and are_worded_alike([own, *others])


def opens_below_headline(line: Text, rest: Sequence[Text], title: str) -> bool:
    """Recognise the head of the first part right below a headline, which a 副题 may be set as: it is worded alike.

    Of several that are not, the first is hardly longer than the others, as a 副题 is.
    """
    own = line.line.strip()
    if not rest or DASH.match(own) or ATTENDANCE.search(own) or leads(rest[0]) or likeness(line.text, title) >= SAME:
        return False
    others = list(_heads_like(line, rest))
    if not others or "。" not in rest[0].text:
        return False
    if are_worded_alike([own, *others]) or _counts_on(own, others[0]):
        return True
    is_set_out = line.is_centred or line.is_strong
    return is_set_out and len(others) >= _FEWEST and len(own) <= max(map(len, others)) + _LONGER


def _heads_like(line: Text, rest: Sequence[Text]) -> Iterator[str]:
    """Yield the lines above a sentence that are set as a line is, and are none themselves."""
    setting = set_of(line)
    for one, below in pairwise(rest):
        folded = one.line.strip()
        if set_of(one) == setting and len(folded) <= _MAX_LENGTH and "。" not in folded and "。" in below.text:
            yield folded


def _counts_on(one: str, other: str) -> bool:
    """Tell whether two lines differ in what they count: 案例一, 案例二; 消费警示第1号, 消费警示第2号."""
    first, second = _NUMERAL.search(one), _NUMERAL.search(other)
    if first is None or second is None or first[0] == second[0]:
        return False
    return one[: first.start()] == other[: second.start()]


def are_worded_alike(lines: Sequence[str]) -> bool:
    """Tell whether lines begin or end with the same word, or are equally long."""
    ways = ({line[:_SHARED] for line in lines}, {line[-_SHARED:] for line in lines}, {len(line) for line in lines})
    return any(len(found) == 1 for found in ways)


def opens_with_work(texts: Sequence[Text], title: str) -> bool:
    """Tell the first of the works of which a text tells, its author and its publisher below, from a headline."""
    if not texts or _WORK_ALONE.fullmatch(texts[0].line.strip()) is None or likeness(texts[0].text, title) > 0:
        return False
    return any(tells_of_work(one.line) for one in texts[1 : 1 + _FIELDS])
