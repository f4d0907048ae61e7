"""Split a phrase of credits at its labels and verbs: names that share one make a group.

A label refers to the names after it, a verb of those before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linfen_crawler.kinds import Role
from linfen_crawler.people.beside import is_office_among, is_part_of_work, rare_names_alone, referred_to
from linfen_crawler.people.credited import Group, Named
from linfen_crawler.people.marks import Mark, marks_in
from linfen_crawler.people.names import (
    HAN,
    Gate,
    Name,
    Span,
    has_given_word,
    holds_post,
    holds_unit,
    is_name,
    leading_names,
    listed_words,
    names_in,
    tells_post,
)
from linfen_crawler.people.offices import names_beside_offices
from linfen_crawler.people.rare_names import is_rare_name, may_be_name, sounds_like_name
from linfen_crawler.people.surnames import WORDS
from linfen_crawler.people.things import is_thing

_BRACKET = re.compile(r"[\[\]【】()<>]")
_APART = re.compile(r"[ :/|、]")
_SHOT = re.compile(r" ?摄(?!影)")
_SHOT_SIGN = re.compile(r" ?[/|]? ?(?:摄|供图|图|拍摄|航拍)")
_JOINTS = frozenset({"", "/", "、", " ", "·", "|", " / ", "+", "&"})
# 摄影、撰文：X, 摄影摄像：X
_LABEL_JOINTS = _JOINTS - {" "}
_PREFIXED = re.compile(r" ?[/:|]")
_SUFFIXED = re.compile(r"[/|] ?$")
_ONE_WORD = re.compile(rf"[ :]*[{HAN}]{{2,10}} ?")
# 作者：[英] 约翰·史密斯
_NATION = re.compile(rf"[ :]*[(\[【][{HAN}]{{1,3}}[)\]】] ?(?=[{HAN}])")
_LAST_WORD = re.compile(rf" (?:发自)?([{HAN}]{{2,6}})$")
# 无人机航拍: what is written in front of a work without a gap, where no name is.
_AHEAD_OF_WORK = re.compile(rf" ([{HAN}]{{1,4}})$")
_PROVIDED = "提供"
_SPOKEN = re.compile(r"[爱喜欢好学练习会搞玩在去来做干事行于谈究拿拍录编被由]$")
"""王丽爱摄影 is a sentence, 王丽摄影 a credit."""


def holds_names(text: str, start: int, end: int, gate: Gate) -> bool:
    """Recognise a range without a label and a verb that holds names and nothing else."""
    nation = _NATION.match(text, start, end)
    if tells_post(text, start, end):
        return False
    return names_in(text, nation.end() if nation else start, end, gate, may_run_together=gate is Gate.SHAPE) is not None


@dataclass(slots=True, kw_only=True)
class Reading:
    """Split a range at its labels and verbs into groups, each with its names."""

    text: str
    start: int
    end: int
    gate: Gate
    may_open_with_unit: bool = True
    may_be_caption: bool = False
    """True where words without a label may be the caption's, before the name of its photographer."""
    is_lenient: bool = False
    """True on a line known to hold credits alone: what is no name there is passed over."""
    groups: list[Group] = field(default_factory=list)
    has_desk: bool = False
    has_label: bool = False
    has_labelled_shot: bool = False
    """True for 记者 X 通讯员 Y 摄: labels, and at the end who took the photograph."""

    def take_all(self, marks: list[Mark]) -> bool:
        """Read the range; False where a name is none."""
        self.has_label = any(mark.is_label for mark in marks)
        is_shot = len(marks) > 1 and marks[-1].kind == "photo"
        self.has_labelled_shot = is_shot and all(mark.is_label for mark in marks[:-1])
        self.groups.append(Group(start=self.start, end=self.start))
        ends = [*(mark.start for mark in marks), self.end]
        is_prefixing = self._puts_marks_first(marks)
        role: Role | None = None
        label_start = self.start
        for at, mark in enumerate([None, *marks]):
            chunk = (mark.end if mark else self.start, ends[at])
            if mark is not None:
                role = mark.label_role
                label_start = mark.start
                behind = chunk if chunk[0] < chunk[1] else self._behind_joined(marks[at:], chunk)
                self._take_mark(mark, is_prefix=self._is_prefix(mark, marks, behind, is_prefixing=is_prefixing))
            if not self._take_names(mark, chunk, role, label_start):
                return False
        return True

    def _behind_joined(self, marks: list[Mark], chunk: Span) -> Span:
        """Return the range after words without a gap: 摄影摄像 王芳."""
        end = chunk[0]
        for mark in marks:
            if mark.start != end or mark.is_label:
                return end, mark.start
            end = mark.end
        return end, self.end

    def _puts_marks_first(self, marks: list[Mark]) -> bool:
        """Tell 记者 张浩 摄影 霍壮, also before 报道, from 张浩 文 霍壮 摄影: names come after the marks."""
        if not marks:
            return False
        has_names_last = bool(self.text[marks[-1].end : self.end].strip(" )]】"))
        return has_names_last or (marks[-1].closes and self._opens_with_mark(marks))

    def _opens_with_mark(self, marks: list[Mark]) -> bool:
        return not self.text[self.start : marks[0].start].strip()

    def _is_prefix(self, mark: Mark, marks: list[Mark], chunk: Span, *, is_prefixing: bool) -> bool:
        """Tell whether a word refers to the names after it: 文/X."""
        if mark.is_label:
            return False
        if mark.kind == "advise":
            return True
        if mark.word in {"口述", "讲述"} and self._is_teller():
            return False
        if set_apart := _PREFIXED.match(self.text, mark.end, self.end):
            # In 张三 文/图/视频 the next verb follows, and no name.
            return not (self.groups[-1].named and self._stands_at(set_apart.end(), marks))
        if _SUFFIXED.search(self.text[max(self.start, mark.start - 2) : mark.start]) or mark.word == "摄":
            return False
        is_apart = self.text.startswith(" ", chunk[0]) or self._opens_with_mark(marks)
        return is_prefixing and is_apart and bool(self.text[slice(*chunk)].strip())

    @property
    def is_marked(self) -> bool:
        """False if names come before a label that has none of its own: 张三学生."""
        named = [one for group in self.groups for one in group.named if group.marker is None]
        return all(one.role is not None for one in named) or any(
            group.named and (group.marker is not None or any(one.role for one in group.named)) for group in self.groups
        )

    @staticmethod
    def _stands_at(position: int, marks: list[Mark]) -> bool:
        return any(mark.start == position and not mark.is_label for mark in marks)

    def _take_mark(self, mark: Mark, *, is_prefix: bool) -> None:
        """Let a label join the open group, a prefix open one, a verb close one."""
        last = self.groups[-1]
        if mark.is_label:
            # 文/记者 X: the prefix is still waiting for its names.
            is_awaited = last.is_prefix and not last.named and last.marker is not None and last.marker.kind != "none"
            if last.marker is not None and not is_awaited:
                self.groups.append(Group(start=mark.start, end=mark.end))
            return
        if last.is_prefix and not last.named and self.text[last.end : mark.start] in _LABEL_JOINTS:
            last.also.append(mark)
            last.end = mark.end
            return
        if not is_prefix and self._joins_verb(mark):
            self.groups[-2].also.append(mark)
            self.groups[-2].end = last.start = last.end = mark.end
            return
        if not is_prefix and mark.closes and last.is_prefix and self._closes_all(mark):
            return
        if is_prefix or not last.named:
            self.groups.append(Group(start=mark.start, end=mark.end, marker=mark, is_prefix=True))
            return
        last.marker, last.end = mark, mark.end
        self.groups.append(Group(start=mark.end, end=mark.end))

    def _is_teller(self) -> bool:
        """Recognise who told what another wrote down, X 口述 Y 整理: names that no label is before."""
        last = self.groups[-1]
        return last.marker is None and bool(last.named) and all(one.role is None for one in last.named)

    def _closes_all(self, mark: Mark) -> bool:
        """Let the verb after 记者 张浩 摄像 霍壮 refer to those whose work no word tells; False for one group."""
        named = [group for group in self.groups if group.named]
        if len(named) < 2:
            return False
        for group in named:
            if group.marker is None and mark.kind == "both":
                group.marker, group.end = mark, mark.end
        self.groups.append(Group(start=mark.end, end=mark.end))
        return True

    def _joins_verb(self, mark: Mark) -> bool:
        """Tell whether a verb refers to the people that the verb before it refers to: 张三 文/图/视频."""
        if len(self.groups) < 2 or self.groups[-1].named or self.groups[-1].marker:
            return False
        before = self.groups[-2]
        return not before.is_prefix and before.marker is not None and self.text[before.end : mark.start] in _JOINTS

    def _take_names(self, mark: Mark | None, chunk: Span, role: Role | None, label_start: int) -> bool:
        """Give a chunk's names to the open group; False where they are none."""
        is_blank = not self.text[slice(*chunk)].strip(" :/|")
        is_behind_verb = len(self.groups) > 1 and self.groups[-2].marker is mark and not self.groups[-2].is_prefix
        if is_blank or (mark is not None and mark.kind == "none" and not is_behind_verb):
            return True
        names = self._names_or_first(mark, chunk)
        if names is None:
            return self.is_lenient or self._is_other_office(mark, chunk)
        if names and self._is_sentence(chunk):
            return False
        if mark is not None and not _APART.match(self.text, chunk[0]) and holds_unit(self.text, *chunk):
            return self.is_lenient
        if mark is None and not self.may_open_with_unit and self._opens_caption(chunk, has_names=bool(names)):
            return False
        if mark is None and names and self._is_told_of(chunk):
            return True
        if mark is None and names and self.may_be_caption and self._ends_caption(chunk, names):
            return False
        if not names:
            self.has_desk = self.has_desk or self._names_desk(mark, chunk)
        if names:
            named = Named(role=role, start=label_start, end=names[-1][-1][1], names=names)
            self.groups[-1].named.append(named)
            self.groups[-1].end = max(self.groups[-1].end, named.end)
        return True

    def _is_told_of(self, chunk: Span) -> bool:
        """Recognise 民警 张浩 记者 李静 摄, where the reporter writes about the officer: only he has a label."""
        return self.has_label and holds_post(self.text, *chunk)

    def _ends_caption(self, chunk: Span, names: tuple[Name, ...]) -> bool:
        """Recognise what is no photographer's before 摄: names before another's label, a word before a gap and a name.

        王鹏 记者 李静 摄 shows him, 秋色　李静 摄 is called so; in 白云、李静 摄 a dot lists people.
        """
        if self.has_labelled_shot:
            return True
        if len(names) < 2 or _SHOT_SIGN.match(self.text, chunk[1], self.end) is None:
            return False
        first = next((at for at in range(1, len(names)) if self._is_gap(names[at - 1], names[at])), len(names))
        return first < len(names) and any(len(one) == 1 and is_thing(self._joined(one)) for one in names[:first])

    def _is_gap(self, name: Name, following: Name) -> bool:
        return self.text[name[-1][1] : following[0][0]].isspace()

    def _is_other_office(self, mark: Mark | None, chunk: Span) -> bool:
        """Recognise the one word after 通讯员 or 图/ that is no person, where someone is beside: 县委报道组, 网络."""
        if mark is None or _ONE_WORD.fullmatch(self.text, chunk[0] + self._is_explicit(chunk[0]), chunk[1]) is None:
            return False
        is_named = any(group.named for group in self.groups)
        is_origin = mark.kind == "photo" and self._is_explicit(chunk[0]) and is_named
        return is_origin or (mark.is_of_offices and (is_named or chunk[1] < self.end))

    def _opens_caption(self, chunk: Span, *, has_names: bool) -> bool:
        """Tell 柳堡中学 记者 X 摄, where the place is the caption's, from 王家庄村 摄."""
        is_shot = _SHOT.match(self.text, chunk[1]) is not None or self.text.startswith("供图", chunk[1])
        return (has_names or not is_shot) and holds_unit(self.text, *chunk)

    def _names(self, mark: Mark | None, chunk: Span) -> tuple[Name, ...] | None:
        nation = _NATION.match(self.text, *chunk)
        start, end = nation.end() if nation else chunk[0], self._without_place(*chunk)
        if self.is_lenient:
            cut = _BRACKET.search(self.text, start, end)
            end = cut.start() if cut else end
        if mark is not None and mark.kind == "photo" and self.text.endswith(_PROVIDED, start, end):
            # 图/受访者提供
            return names_in(self.text, start, end - len(_PROVIDED), Gate.STRICT) or ()
        gate = self._gate(mark, start, end)
        # Before 摄 alone 古树认养一角 stands as often as two names.
        names = names_in(self.text, start, end, gate, may_run_together=mark is not None or self.gate is Gate.SHAPE)
        if mark is None and names and any(self._joined(name) in WORDS for name in names):
            return None  # 文　苑 is the name of a column.
        if mark is None and names and self._opens_with_title(names, end):
            return None  # 夏　张浩/摄: the picture is called so.
        if mark is None and names and len(names) > 1 and tells_post(self.text, start, end):
            return None  # 图为民警张浩 李静 摄: the officer is in the picture.
        if names is None and mark is not None:
            names = self._rare(mark, start, end)
        if names is None or mark is None:
            return names
        if mark.is_of_offices:
            # 通讯员 消防、张浩: the office is passed over beside the person.
            words = [self._joined(name) for name in names]
            persons = [name for name in names if len(name) > 1 or not is_office_among(self._joined(name), words)]
            names = tuple(persons) if persons or not names else None
        return names and referred_to(self.text, names, mark, is_last=end == self.end)

    def _names_or_first(self, mark: Mark | None, chunk: Span) -> tuple[Name, ...] | None:
        """Return the names of a chunk; in credits alone those before a word that is none: 卢英杰 栏目主持 王鹏."""
        names = self._names(mark, chunk)
        start, end = chunk
        if names is not None or not self.is_lenient:
            return names
        while (end := self.text.rfind(" ", start, end)) > start:
            names = self._names(mark, (start, end))
            if names and all(is_name(self._joined(name), Gate.STRICT) for name in names):
                return names
        return None

    def _opens_with_title(self, names: tuple[Name, ...], end: int) -> bool:
        """Recognise one character before a photographer's full name that no label makes his surname."""
        is_apart = len(names[0]) == 2 and len(self._joined(names[0][1:])) == 2
        return (
            is_apart
            and is_name(self._joined(names[0][1:]), Gate.STRICT)
            and _SHOT_SIGN.match(self.text, end, self.end) is not None
        )

    def _without_place(self, start: int, end: int) -> int:
        """Return where the names end before a place or a word that goes with the verb: 太原报道, 无人机航拍."""
        if end < self.end and self.text[end - 1] > " ":
            ahead = _AHEAD_OF_WORK.search(self.text, start + 1, end)
            if ahead and is_part_of_work(ahead[1]):
                return ahead.start()
        place = _LAST_WORD.search(self.text, start + 1, end) if self.text.startswith("报道", end) else None
        return end if place is None or is_name(place[1], Gate.STRICT) else place.start()

    def _rare(self, mark: Mark, start: int, end: int) -> tuple[Name, ...] | None:
        """Return names of which some have rare surnames."""
        if not mark.is_label:
            return rare_names_alone(self.text, start, end) if self.groups[-1].is_prefix else None
        is_apart = _APART.match(self.text, start, end) is not None
        names = self._vouched(mark, start, end) if is_apart else None
        names = self._rare_among(mark, start, end) if names is None else names
        return (
            names_beside_offices(self.text, start, end) if names is None and is_apart and mark.is_of_offices else names
        )

    def _vouched(self, mark: Mark, start: int, end: int) -> tuple[Name, ...] | None:
        """Return a reporter's rare names: a newspaper's own, or among common ones."""
        names = names_in(self.text, start, end, Gate.SHAPE, may_run_together=False)
        if not names:
            return None
        is_own = mark.is_own and not any(map(self._is_short, names))
        is_known = is_own or any(group.named for group in self.groups)
        return names if is_known or any(map(self._is_common, names)) else None

    def _rare_among(self, mark: Mark, start: int, end: int) -> tuple[Name, ...] | None:
        """Return whom a label names of whom some have rare surnames; one not known as a name is passed over."""
        names = names_in(self.text, start, end, Gate.SHAPE, may_run_together=False) or listed_words(
            self.text, start, end
        )
        words = [self._joined(name) for name in names or ()]
        known = [is_name(word, Gate.STRICT) or is_rare_name(word) for word in words]
        if names is None:
            return None
        # 通讯员 团委 X
        is_office_first = mark.is_of_offices and known[-1]
        may_be = sounds_like_name if any(known) else may_be_name
        if not (is_office_first or all(one or may_be(word) for word, one in zip(words, known, strict=True))):
            return None
        found = tuple(name for name, is_known in zip(names, known, strict=True) if is_known)
        return found if found or self._names_others() else None

    def _names_others(self) -> bool:
        """Tell whether a label of the range is right before someone's name."""
        labels = (mark for mark in marks_in(self.text, self.start, self.end) if mark.is_label)
        return any(leading_names(self.text, mark.end, self.end)[0] for mark in labels)

    def _is_common(self, name: Name) -> bool:
        joined = self._joined(name)
        return is_name(joined, Gate.STRICT) or has_given_word(joined)

    def _is_short(self, name: Name) -> bool:
        """Recognise two characters that are not spaced out, as short names are."""
        return len(name) == 1 and len(self._joined(name)) == 2

    def _joined(self, name: Name) -> str:
        return "".join(self.text[slice(*span)] for span in name)

    def _gate(self, mark: Mark | None, start: int, end: int) -> Gate:
        """Return what the names after a mark must pass: little where the page sets them apart, else all."""
        if mark is None:
            return self.gate
        is_shot = bool(_SHOT.match(self.text, end, self.end))
        is_apart = bool(_APART.match(self.text, start, end))
        if is_apart and is_shot:
            return Gate.SHAPE
        is_set = is_apart and (bool(mark.is_label) or mark.start == self.start or self._is_explicit(start))
        if not is_set:
            return Gate.SURNAME if is_shot else max(self.gate, Gate.SURNAME)
        if mark.is_of_things:
            return Gate.STRICT
        if not self._is_explicit(start):
            return self.gate
        if mark.kind == "review":
            # 终审：改判, 审核：已通过 say how it ended.
            return Gate.SURNAME
        # In an interview 记者： may be followed by a word or two.
        return self.gate if mark.is_label else Gate.SHAPE

    def _is_explicit(self, start: int) -> bool:
        return bool(_PREFIXED.match(self.text, start, self.end))

    def _is_sentence(self, chunk: Span) -> bool:
        """Tell whether names run into the verb after them as words of a sentence do: 王丽爱摄影."""
        verb = self.text[chunk[1] : chunk[1] + 2]
        return verb in {"摄影", "拍摄", "摄像"} and bool(_SPOKEN.search(self.text[slice(*chunk)]))

    def _names_desk(self, mark: Mark | None, chunk: Span) -> bool:
        is_set = mark is not None and mark.kind != "none" and self._is_explicit(chunk[0])
        return (is_set or bool(_SHOT.match(self.text, chunk[1]))) and holds_unit(self.text, *chunk)
