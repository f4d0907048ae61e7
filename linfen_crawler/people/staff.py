"""Read the lines that name a page's editors, reviewers and advisers: ``责任编辑：实习生X 指导老师：Y``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.people.credited import Group, trimmed
from linfen_crawler.people.groups import Reading
from linfen_crawler.people.marks import credit_line, has_mark, marks_in
from linfen_crawler.people.names import HAN, Gate, Name, has_surname
from linfen_crawler.text import Folded, clean_line

_MAX_LINE = 400
"""Characters of a line that are read; the longest names a dozen people."""
_DESK_EDITOR = re.compile(r" ?[:/|] ?(?P<desk>[^:/|\[\]【】()]{1,40}?) ?(?=[\[\]【】()]|$|[ ,、;][^ :/|]{2,8} ?[:/|])")
_BEHIND = re.compile(
    rf"[ _][A-Z]{{1,3}}\d{{2,6}}$|[ |]{{1,4}}[{HAN}]{{2,4}} ?[(]? ?\d[\d.,万+]{{0,9}}\)?次?$"
    r"|[ |]{1,4}(?:分享到?|打印|收藏|关闭|纠错) ?:?$"
    r"|[ |/(]{1,3}(?:(?:时间|日期) ?: ?)?"
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?(?:[ T]?\d{1,2}:\d\d(?::\d\d)?)?$"
)
"""What may follow a name: a staff number (责任编辑：X SN123), a count, a button, when the page was made."""
_AHEAD = re.compile(
    r"^[^\w【\[(]{1,4}|^(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?(?: \d\d:\d\d(?::\d\d)?)? {1,4}"
)
"""What comes before the label: a sign, ✎ 责任编辑：X, or when the page was made."""
_FIELD_BEHIND = re.compile(
    rf"[ |]{{1,4}}(?P<label>[{HAN}]{{2,6}}|[A-Za-z]{{2,6}}) ?: ?[^:]{{0,40}}(?::\d[^:]{{0,6}})?$"
)
"""A field of another kind after the names: 新闻热线：0357-2222333."""
_EDGES = " ()[]【】"
_TRAINEE = re.compile("(?:实习|见习)(?:生|编辑)(?! ?[:/|])")
_PARTS_LABEL = re.compile(" ?[:/|]")
_ENDS_DESK = re.compile("[编管班报网台媒体统]$")
_HAN = re.compile(f"[{HAN}]")
_NAMES_DESK = re.compile("[小网美责]编$|新?媒体$")
"""What no name ends with: 平阳小编, though 平 is a surname."""


def staff(lines: Iterable[str]) -> tuple[Credit, ...]:
    """Return everyone whom a page's editor lines name, each once per role, in order: editor, reviewers, adviser.

    What proves a credit is its line, or its part of a line that names several.

    >>> [(one.name, str(one.role), one.verbatim) for one in staff(["责任编辑：实习生卫慧婷 校对：李四"])]
    [('卫慧婷', 'editor', '责任编辑：实习生卫慧婷'), ('李四', 'reviewer', '校对：李四')]
    """
    first: dict[tuple[str, Role], Credit] = {}
    for line in lines:
        folded, reading = _staff_line(line)
        marked = [group for group in reading.groups if group.marker or group.named]
        found = [credit for group in marked for credit in group.credits(folded)]
        if len(marked) == 1 and len(line) <= _MAX_LINE:
            whole = clean_line(line)
            found = [replace(credit, verbatim=whole) for credit in found]
        for credit in found:
            first.setdefault((credit.name, credit.role), credit)
    return tuple(first.values())


def editor(lines: Iterable[str]) -> str | None:
    """Return the editor's name from a page's editor lines; ``None`` if none of them names one.

    A person takes precedence over the importer's default ``临汾新闻网编辑``, a 责任编辑 before other editors. Several
    are separated by ``、``.

    >>> editor(["【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑"])
    '李甲'
    """
    found = [ranked for line in lines for ranked in _editors_of(*_staff_line(line))]
    return min(found, key=lambda one: one[0])[1] if found else None


def _staff_line(line: str) -> tuple[Folded, Reading]:
    return _read(line[:_MAX_LINE])


# A page's lines are read for the editor's name and again for everyone's.
@lru_cache(maxsize=64)
def _read(line: str) -> tuple[Folded, Reading]:
    """Read a line known to be the editors', whatever it holds besides: ``[责任编辑:⏎张三⏎]``."""
    folded = credit_line(line.replace("\n", " "))
    text = _AHEAD.sub("", _without_fields(folded.text.strip(_EDGES)))
    while behind := _BEHIND.search(text):
        text = text[: behind.start()]
    start = folded.text.index(text) if text else 0
    end = start + len(text)
    reading = Reading(text=folded.text, start=start, end=end, gate=Gate.SHAPE, is_lenient=True)
    reading.take_all(list(marks_in(folded.text, start, end)))
    for group in reading.groups:
        for named in group.named:
            named.names = _people(folded.text, named.names, is_marked=group.marker is not None)
        _close(group)
    _take_trainees(folded.text, reading)
    return folded, reading


def _people(text: str, names: tuple[Name, ...], *, is_marked: bool) -> tuple[Name, ...]:
    """Return the names without desks, and without another post and whose it is: 责任编辑：X 技术 Y."""
    names = tuple(name for name in names if not _is_desk(text, name))
    begin_as_names = [has_surname(text[slice(*name[0])]) for name in names]
    posts = (at for at, (one, after) in enumerate(pairwise(begin_as_names)) if after and not one)
    return names[: next(posts, None)] if is_marked else names


def _close(group: Group) -> None:
    """Let a group end with the last name that is left."""
    group.named = [named for named in group.named if named.names]
    for named in group.named:
        named.end = named.names[-1][-1][1]
    group.end = max(
        [group.start, *(one.end for one in filter(None, [group.marker])), *(one.end for one in group.named)]
    )


def _take_trainees(text: str, reading: Reading) -> None:
    """Count a trainee beside an editor among the editors, 责任编辑：X 实习生 Y, unless he has a field, 实习生：Y."""
    for before, group in pairwise(reading.groups):
        is_editors = before.marker is not None and before.marker.kind == "edit" and group.marker is None
        if is_editors and all(_TRAINEE.match(text, one.start) for one in group.named):
            before.named += group.named
            before.end = max(before.end, group.end)
            group.named = []


def _without_fields(text: str) -> str:
    """Return an editors' line without the fields after it that name nobody."""
    # Some words are marks before a colon alone.
    while (field := _FIELD_BEHIND.search(text)) and not has_mark(text, field.start("label"), field.end("label") + 1):
        text = text[: field.start()]
    return text


def _is_desk(text: str, name: Name) -> bool:
    """Recognise the word for a desk: 网站 between two labels, 小编, or 值班, which does not begin with a surname."""
    word = "".join(text[slice(*span)] for span in name)
    is_between = name[0][0] > 0 and text.startswith("编辑", name[-1][1])
    # 题图来源 is one label.
    may_be = _ENDS_DESK.search(word) or _HAN.match(text, name[-1][1])
    return is_between or bool(_NAMES_DESK.search(word) or (may_be and not has_surname(word)))


def _editors_of(folded: Folded, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield a line's editors with their rank: 0 a responsible editor, 1 another, 2 a chief, 3 what is no name."""
    for group in reading.groups:
        if group.marker is None or group.marker.kind != "edit":
            continue
        label = group.marker.word
        names = [name for named in group.named for name in group.spelled(folded, named)]
        if names:
            yield (0 if "责" in label else 2 if "主编" in label or "总" in label else 1), "、".join(names)
        elif desk := _DESK_EDITOR.match(folded.text, _behind_label(folded.text, group), reading.end):
            yield 3, trimmed(folded, *desk.span("desk"))


def _behind_label(text: str, group: Group) -> int:
    """Return where the label of a group ends, whose marker may be the second of two: 责任编辑：网站编辑."""
    own = group.end if group.marker is None else group.marker.end
    parting = _PARTS_LABEL.search(text, group.start, own)
    return own if parting is None else parting.start()
