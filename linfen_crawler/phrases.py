"""Read a phrase of credits: labels before names (``记者 X``, ``文/X``), verbs behind them (``摄``, ``摄影报道``).

Where such phrases stand in a text is :mod:`linfen_crawler.people`'s business; here a range is one, whole, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linfen_crawler.items import Credit, Role
from linfen_crawler.names import HAN, Span, names_in
from linfen_crawler.text import Folded

_DESK = rf"(?:本报|本网|本台|本刊|本站|(?<![{HAN}])(?!图为)[{HAN}]{{1,12}}?(?:报|晚报版|网|社|电视台|中心|客户端|频道))"
_RANK = r"(?:首席|高级|见习|实习|特约|特派|全媒体|融媒体?|文字)"
LABEL = rf"{_DESK}?{_RANK}*(?:摄影)?(?:记者|通讯员|实习生|评论员|撰稿人)"
_MARK = re.compile(
    rf"(?P<label>{LABEL})"
    r"|(?P<both>文(?:字)? ?[/、&·] ?(?:图片?|摄影?)|图片? ?[/、&·] ?文字?|摄影 ?[/、&·] ?文字?"
    rf"|摄影报道|图文报道|文图报道|(?<![{HAN}])(?:文图|图文)(?![{HAN}]))"
    rf"|(?P<photo>摄影|供图|拍摄|航拍|摄(?![{HAN}])|图片|(?<![{HAN}])图(?![{HAN}]))"
    rf"|(?P<word>文字|撰文|撰稿|作者|采写|执笔|报道|(?<![{HAN}])文(?![{HAN}]))"
    r"|(?P<design>制图|绘图|美编|设计|漫画|插画|版式|海报|制作)"
    r"|(?P<edit>责任编辑|责编|编辑|主编|编审)"
    r"|(?P<other>审核|校对|监制|视频|剪辑|来源|统筹|策划|配音|终审|初审|复审|审校|签发)"
)
_ROLES = {
    "both": (Role.AUTHOR, Role.PHOTOGRAPHER),
    "photo": (Role.PHOTOGRAPHER,),
    "word": (Role.AUTHOR,),
    "design": (Role.DESIGNER,),
    "edit": (Role.EDITOR,),
    "other": (),
}
_APART = re.compile(r"[ :/|、]")
_SHOT = re.compile(r" ?摄")
_PREFIXED = re.compile(r" ?[/:|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that credits someone, or a desk alone, and the folded range that it takes up with its brackets."""

    start: int
    end: int
    verbatim: str
    credits: tuple[Credit, ...]


@dataclass(slots=True, kw_only=True)
class _Named:
    """The names behind one label, and the range of label and names."""

    role: Role | None
    start: int
    end: int
    names: tuple[tuple[Span, ...], ...]


@dataclass(slots=True, kw_only=True)
class _Group:
    """Names that share one verb or prefix: ``记者 X 通讯员 Y 摄``, ``文/X``."""

    start: int
    end: int
    marker: re.Match[str] | None = None
    named: list[_Named] = field(default_factory=list)


def read_phrase(
    folded: Folded, start: int, end: int, *, outer: Span | None = None, bare: bool = False, gated: bool = False
) -> Phrase | None:
    """Read a folded range as one phrase of credits; ``None`` where anything in it is none.

    ``bare`` lets names stand without label and verb, ``gated`` asks of names that nothing sets apart for a known
    surname. A desk alone (``本报记者 摄``) is a phrase without names.
    """
    groups = _groups(folded.text, start, end, gated=gated)
    if groups is None or not (bare or _MARK.search(folded.text, start, end)):
        return None
    found = tuple(credit for group in groups for credit in _credits_of(folded, group))
    outer_start, outer_end = outer or (start, end)
    return Phrase(start=outer_start, end=outer_end, verbatim=trimmed(folded, start, end), credits=found)


def _groups(text: str, start: int, end: int, *, gated: bool) -> list[_Group] | None:
    """Part a range at its labels and verbs, each group with its names; ``None`` where a name is none."""
    groups = [_Group(start=start, end=start)]
    role: Role | None = None
    label_start = start
    marks = list(_MARK.finditer(text, start, end))
    for mark, (chunk_start, chunk_end) in _chunks(marks, start, end):
        if mark is not None:
            role = _label_role(mark["label"]) if mark["label"] else None
            label_start = mark.start()
            _take_mark(groups, mark, is_prefix=_PREFIXED.match(text, mark.end(), end) is not None)
        # What stands first, with a gap behind it, speaks of the names that follow: 图/文 X.
        is_apart = (
            mark is not None
            and bool(_APART.match(text, chunk_start))
            and bool(role or mark.start() == start or _PREFIXED.match(text, chunk_start))
        )
        names = names_in(text, chunk_start, chunk_end, gated=gated and not (is_apart or _SHOT.match(text, chunk_end)))
        if names is None:
            return None
        if names:
            names_end = names[-1][-1][1]
            groups[-1].named.append(_Named(role=role, start=label_start, end=names_end, names=names))
            groups[-1].end = max(groups[-1].end, names_end)
    return groups


def _chunks(marks: list[re.Match[str]], start: int, end: int) -> Iterator[tuple[re.Match[str] | None, Span]]:
    """Yield each mark with the range behind it, and first the range before any mark."""
    starts = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), end]
    yield from zip([None, *marks], zip(starts, ends, strict=True), strict=True)


def _take_mark(groups: list[_Group], mark: re.Match[str], *, is_prefix: bool) -> None:
    """Let a label join the open group, a prefix open one, a verb close one."""
    last = groups[-1]
    if mark["label"]:
        if last.marker is not None:
            groups.append(_Group(start=mark.start(), end=mark.end()))
        return
    if is_prefix or not last.named:
        groups.append(_Group(start=mark.start(), end=mark.end(), marker=mark))
        return
    last.marker, last.end = mark, mark.end()
    groups.append(_Group(start=mark.end(), end=mark.end()))


def _credits_of(folded: Folded, group: _Group) -> Iterator[Credit]:
    for named in group.named:
        # A verb speaks of all before it, a label of its own names alone.
        span = (named.start, named.end) if group.marker is None else (group.start, group.end)
        for spans in named.names:
            name = "".join(own_characters(folded, one) for one in spans)
            for role in _roles(group.marker, named.role):
                yield Credit(name=name, role=role, verbatim=trimmed(folded, *span))


def _roles(marker: re.Match[str] | None, label_role: Role | None) -> tuple[Role, ...]:
    """Say what a person did: 摄 overrules the label, 报道 and 文/图 leave a reporter a reporter."""
    if marker is None:
        return (label_role or Role.AUTHOR,)
    writer = label_role or (Role.REPORTER if "报道" in marker[0] else Role.AUTHOR)
    return tuple(writer if role is Role.AUTHOR else role for role in _ROLES[marker.lastgroup or ""])


def _label_role(label: str) -> Role:
    if "摄影" in label:
        return Role.PHOTOGRAPHER
    if label.endswith("通讯员"):
        return Role.CORRESPONDENT
    return Role.AUTHOR if label.endswith(("评论员", "撰稿人")) else Role.REPORTER


def own_characters(folded: Folded, span: Span) -> str:
    """Return the page's own characters of a name, without a gloss set behind one: 張(zhāng)浩 is 張浩."""
    if folded.starts is None:
        return folded.source[slice(*span)]
    return "".join(folded.source[folded.starts[at]] for at in range(*span))


def trimmed(folded: Folded, start: int, end: int) -> str:
    """Return the page's own characters of a folded range without the separators around it."""
    return folded.original(start, end).strip(" \u3000\u00a0,，、;；")
