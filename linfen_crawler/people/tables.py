"""Tell a table of people and their posts, of which a text tells, from one of who made its page.

``李静 | 编辑`` below ``姓名 | 职务`` is on a list, as a row of the same table is that says who keeps the accounts; in a
table of a page's own makers each row begins with a label. Patterns are written for folded text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from linfen_crawler.people.marks import credit_line, marks_in

_BAR = " | "
_ANNOUNCES = re.compile(r"(?:如下|见下表)[^。:：]{0,6}[。:：]?$|.{10}[:：]$")
"""What ends the sentence above a table that a text has announced; 主创团队： may head a page's own makers."""

_VERB_BEHIND = re.compile(r" \| ?(?:文|图|摄|供图)$")
"""What stands behind a name in a credit and is no post: 李静 | 摄."""

_MAY_BE_MAKERS = re.compile("[编播摄记采策稿片图字音乐唱录]|剪辑|特效|动画|后期|技术|运营|美术|时间|日期|地点")
"""What else may be a row of such a table: 字幕, 配乐, 运营; who keeps the accounts is on a list."""


def without_tables(texts: Sequence[str], captions: Collection[str]) -> Sequence[str]:
    """Return texts with those emptied that are tables of people, and no credits of their page.

    Rows that are not all labelled are such, and those that a text announces. One row alone is a line like any other.
    """
    if not any(_may_be_table(text) for text in texts):
        return texts
    return list(_emptied(texts, captions))


def _may_be_table(text: str) -> bool:
    return _BAR in text and "\n" in text


def _emptied(texts: Sequence[str], captions: Collection[str]) -> Iterator[str]:
    above = ""
    for text in texts:
        is_listed = _may_be_table(text) and text not in captions and lists_people(text, above)
        yield "" if is_listed else text
        above = text


def lists_people(table: str, above: str) -> bool:
    r"""Tell a table of people, below a paragraph, from one of a page's makers, a line for each row.

    >>> lists_people("李静 | 编辑\n王鹏 | 会计", ""), lists_people("文 | 李静\n图 | 王鹏", "")
    (True, False)
    """
    rows = [line for line in table.split("\n") if _BAR in line]
    if len(rows) < 2:
        return False
    folded = [credit_line(row).text for row in rows]
    if _ANNOUNCES.search(above):
        return True
    if all(map(_VERB_BEHIND.search, folded)):
        return False
    labelled = [_is_labelled(row) for row in folded]
    # A head of columns comes first, and has no label: 姓名 | 职务.
    if not labelled[0] or sum(labelled) * 2 <= len(rows):
        return True
    others = (row.partition(" |")[0] for row, is_told in zip(folded, labelled, strict=True) if not is_told)
    return not all(map(_MAY_BE_MAKERS.search, others))


def _is_labelled(row: str) -> bool:
    """Recognise a row that begins with a label or with several, and nothing else before its bar."""
    end = 0
    for mark in marks_in(row, 0, len(row)):
        if mark.start != end:
            break
        end = mark.end
    return end > 0 and row.startswith(" |", end)
