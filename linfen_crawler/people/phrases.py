"""Read a phrase of credits: labels before names (``记者 X``, ``文/X``), verbs after them (``摄``, ``摄影报道``).

Where such phrases may occur in a text is :mod:`linfen_crawler.people.places`' business; here a range is one,
whole, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linfen_crawler.items import Credit
from linfen_crawler.people.credited import trimmed
from linfen_crawler.people.groups import Reading, holds_names
from linfen_crawler.people.marks import Mark, marks_in
from linfen_crawler.people.names import HAN, Gate, Span, names_in
from linfen_crawler.people.posts import is_post
from linfen_crawler.text import Folded

# No phrase of credits holds one of these: a sentence does.
_NEVER = re.compile("[。!?“”]")
# 照片由市民张三拍摄: an office or a post before the name makes no credit of it, as 本报记者 does.
_MADE_BY = re.compile(rf"(?<=[{HAN}]{{2}})(?<!自)由(?=[{HAN}]{{2}})")
# 作者：张三，系临汾三中教师; 作者：张三，临汾市第三中学教师
_CLAUSE = re.compile(rf"[,;]? ?(?:系(?=[^ ,;]{{3}})|现为|现任|工作单位|联系)|, ?(?:[男女](?=,|$)|[{HAN}]{{5}})")
# 执行：段玉峰 among 策划：李明 统筹：王强
_LABELLED = re.compile(rf"(?<![^ ,;|(\[])([{HAN}]{{2,6}}) ?:(?= ?[{HAN}])")

_OF_MAKERS = frozenset({"produce", "design", "video", "review"})
"""Kinds of words whose labels say more of the work, and no other: 执行策划, 短片剪辑."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that credits someone, or a desk alone, and the folded range that it takes up with its brackets."""

    start: int
    end: int
    verbatim: str
    credits: tuple[Credit, ...]
    is_desk: bool = False
    """True if it names an office as a credit names people: 供稿：市委宣传部."""


def read_phrase(
    folded: Folded,
    start: int,
    end: int,
    *,
    outer: Span | None = None,
    bare: bool = False,
    gate: Gate = Gate.STRICT,
    may_be_caption: bool = False,
    is_behind: bool = False,
) -> Phrase | None:
    """Read a folded range as one phrase of credits; ``None`` if anything in it is none.

    ``bare`` lets names stand without label and verb; ``gate`` is what names must pass that nothing sets apart. A desk
    alone (``本报记者 摄``) is a phrase without names. What ``may_be_caption`` opens with no place: 柳岗村 记者 X 摄;
    nor does it, or what ``is_behind`` a sentence of a caption, open with a word: 秋色　X 摄.
    """
    if folded.text.find("。", start, end) >= 0:
        return None
    marks = _with_labels(folded.text, start, end, list(marks_in(folded.text, start, end)))
    if _tells_maker(folded.text, start, end) and not any(mark.is_label for mark in marks):
        return None
    if any(_NEVER.search(folded.text, *gap) for gap in _between(marks, start, end)):
        return None
    if not bare and all(mark.kind == "none" for mark in marks):
        return None
    # Where names may stand alone there are mostly none: that is checked before the phrase is taken apart.
    if not marks and not holds_names(folded.text, start, end, gate):
        return None
    if marks and marks[0].kind == "word" and (clause := _CLAUSE.search(folded.text, marks[0].end, end)):
        end = clause.start() if clause.start() > marks[0].end else end
        marks = [mark for mark in marks if mark.end <= end]
    is_shot = may_be_caption and any(mark.kind == "photo" for mark in marks)
    may_open = bare or not is_shot or any(mark.is_writers for mark in marks)
    reading = Reading(
        text=folded.text,
        start=start,
        end=end,
        gate=gate,
        may_open_with_unit=may_open,
        may_be_caption=not bare and (may_be_caption or is_behind),
    )
    if not reading.take_all(marks) or not (bare or reading.is_marked):
        return None
    outer_start, outer_end = outer or (start, end)
    return Phrase(
        start=outer_start,
        end=outer_end,
        verbatim=trimmed(folded, start, end),
        credits=tuple(credit for group in reading.groups for credit in group.credits(folded)),
        is_desk=reading.has_desk,
    )


def _tells_maker(text: str, start: int, end: int) -> bool:
    """Recognise a sentence that says by whom something was made."""
    return text.find("由", start, end) >= 0 and _MADE_BY.search(text, start, end) is not None


def _with_labels(text: str, start: int, end: int, marks: list[Mark]) -> list[Mark]:
    """Return marks and what else labels a name in a line of them: 执行：X credits nobody, 执行策划：X as 策划 does.

    A label that is an office says something about the person, and what comes after other labels is no name:
    地点：尧都区.
    """
    if text.count(":", start, end) < 2 or not any(mark.kind != "none" and _is_told(text, mark) for mark in marks):
        return marks
    labels = [match.span(1) for match in _LABELLED.finditer(text, start, end)]
    begins = sorted({end, *(label[0] for label in labels), *(mark.start for mark in marks)})
    for label in labels:
        inside = [at for at, mark in enumerate(marks) if label[0] <= mark.start < label[1]]
        if not inside:
            following = next(one for one in begins if one > label[0])
            if not is_post(text[slice(*label)]) and _are_names(text, label[1], following):
                marks.append(Mark("none", text[slice(*label)], *label))
        elif len(inside) == 1 and (mark := marks[inside[0]]).end == label[1] and mark.kind in _OF_MAKERS:
            marks[inside[0]] = mark._replace(start=label[0])
    return sorted(marks, key=lambda mark: mark.start)


def _is_told(text: str, mark: Mark) -> bool:
    return text[mark.end : mark.end + 2].lstrip().startswith(":")


def _are_names(text: str, start: int, end: int) -> bool:
    begin = text.index(":", start, end) + 1
    return bool(names_in(text, begin, end, Gate.STRICT, may_run_together=False))


def _between(marks: list[Mark], start: int, end: int) -> Iterator[Span]:
    """Yield the ranges before, between and after labels and verbs."""
    for mark in marks:
        yield start, mark.start
        start = mark.end
    yield start, end
