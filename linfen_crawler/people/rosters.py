"""Tell the lists of people of which a text tells – a committee, a jury, who made a report – from its page's credits.

``设计：王军`` below ``项目负责人：张浩`` is the project's, and ``编辑：李静`` below ``名单如下：`` is on the list: no
page credits a committee, a party or a rank. Patterns are written for folded lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from linfen_crawler.people.marks import marks_in
from linfen_crawler.people.names import HAN, Gate, is_name, names_in
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.units import is_unit
from linfen_crawler.text import fold, unpadded

Fields = Mapping[int, Sequence[tuple[str, str]]]
"""The labels of each line of entries, and what stands behind them."""
_MAX_LINE = 60
"""Characters; a longer line is text."""
_CLOCK = r"(?<=\d):(?=\d\d)"
_ENTRY = re.compile(
    rf"[\W\d]{{0,4}}(?P<label>[{HAN}]{{2,8}}) ?: ?(?P<value>(?:[^:。!?]|{_CLOCK}){{1,40}})(?P<more>[ ,;]{{1,4}}.*)?"
)
_FIELD = re.compile(
    rf"(?:^|[ ,;])[\W\d]{{0,4}}(?P<label>[{HAN}]{{2,8}}) ?: ?(?P<value>(?:[^:。!? ,;、]|{_CLOCK}){{1,20}})"
)
_UNLABELLED = re.compile(rf"[\W\d]{{0,4}}(?P<label>[{HAN}]{{2,6}}) (?P<value>[{HAN} 、]{{2,30}})")
_WORDS = re.compile("[ ,;、(]")
_ANNOUNCES = re.compile(r"(?:名单|人员|成员|公示|公告)[^。:]{0,8}(?:如下[:。]?|:)$")
"""What ends the sentence before a list: 现将编委会名单公布如下：."""
_HEADS = re.compile(rf"[\W\d]{{0,4}}[{HAN}]{{0,8}}(?:人员|成员|名单|任命|班子|委员会|小组)[{HAN}]{{0,4}}:")
"""What heads a list and names nobody itself: 演职人员：, 新任命：."""
_OF_MEDIA = re.compile("[编播摄记导采策稿片]|主持|出品|撰|诵|校对|联系|讲述|口述|推荐|投|来信|摄制|[台社]长|法律顾问")
"""What may make a page without being one of its credits: 播音员, 主持人, 撰稿人, 联系人, 台长, 法律顾问."""
_PARTY = re.compile(
    r".*(?:申请|上诉|负责|代理|委托|辩护|经办|当事|法定代表|督办|提案|填报|制表)人|原告|被告人?|第三人"
    r"|.*(?:建设|施工|监理|勘察|设计|主管|承建)(?:单位|部门)|生产(?:商|厂家|企业)|制表|填报|检测|检验|监测|批准|复核|监理"
    r"|参赛(?:学生|选手|者)|选手|.*评委|评审|指挥|领唱|伴奏|副?理事|.*代表"
)
"""Whom a case, a building or a report names, or a performance."""
_RANK = re.compile(r"(?:正?高级|副高级|主任|助理)(?:记者|编辑)")
"""A title of the profession, as those are listed to whom it is given."""
_ON_CALL = re.compile(r"(?:联系|报料|爆料|热线|驻[村厂校]|包[村联])记者")
_ON_DUTY = re.compile(r"值班(?:记者|编辑)")
_DUTY = re.compile(rf"[{HAN}]{{0,4}}[值带]班[{HAN}]{{0,4}}")
_OF_NEWSROOM = re.compile("[编播记采审校稿报]|主任|总监|制片")
"""Whose duty it is to make a page: 值班编委, 值班主任; anybody else, and a room or a telephone, is of no credits."""
_SENTENCE = ("。", "！", "？", "!", "?")
_HEAD = 3
"""Lines above a list at the head of a text, at most: what it is, its day."""
_HAS_PHONE = re.compile(r"\d{7}|1\d{10}|\d月\d")
_DESIGN = re.compile(rf"(?P<what>[{HAN}]{{1,6}})(?:设计|制作)")
_OF_PAGE = re.compile(
    "页|版|图|封面|美术|视觉|平面|海报|动[画漫]|专题|创意|可视|插画|漫画|题|视频|音频|节目|后期|特效|字幕|剪辑"
)
"""What is designed for a page, and not by those of whom it tells."""
_MAKERS = frozenset({"label", "word", "both", "edit", "photo", "video", "produce"})
"""Kinds of credits with which those of a page begin."""
_SIGNS = frozenset({"label", "word", "both"})
"""Kinds of credits that close a page whatever it lists: 供稿：张浩, 记者：张浩."""


def rosters_in(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of a text are entries of lists of people.

    An entry has a label and whom it names, ``组长：王军``; entries that follow each other are a list if a text
    announces it, or if one of them names whom no page credits: a post, a party, a rank, a designer of something else.
    Who signs below a list that is not announced still signs the page.
    """
    fields = {at: named for at, line in enumerate(lines) if (named := _fields(line))}
    runs = list(_runs(fields))
    listed = {at for run in runs for at in _of_run(run, lines, fields)}
    return frozenset(listed.union(_headed(lines), _duties(runs, lines, fields)))


def _duties(runs: Iterable[Sequence[int]], lines: Sequence[str], fields: Fields) -> Iterable[int]:
    """Return the entries that say of several places who is on duty there, and how he is called; a page has one desk."""
    called = [run for run in runs if _tells_duty(run, fields) and _has_phone(run, lines)]
    return chain.from_iterable(called) if len(called) > 1 else ()


def _tells_duty(run: Iterable[int], fields: Fields) -> bool:
    return any(_DUTY.fullmatch(label) for at in run for label, _ in fields[at])


def _has_phone(run: Iterable[int], lines: Sequence[str]) -> bool:
    return any(_HAS_PHONE.search(fold(lines[at])) for at in run)


def _of_run(run: Sequence[int], lines: Sequence[str], fields: Fields) -> Iterable[int]:
    """Return which entries that follow each other are of a list."""
    above = lines[run[0] - 1] if run[0] else ""
    is_announced = len(above) > 2 and _ANNOUNCES.search(fold(above[-24:])) is not None
    named = [one for at in run for one in fields[at]]
    labels = [label for label, _ in named]
    if len(run) > 1 and (is_announced or any(map(_RANK.fullmatch, labels))):
        return run
    if _tells_duty(run, fields) and _is_duty(run, lines, labels):
        return run
    is_list = len(named) > 1 and not _opens_credits(labels[0])
    if (is_list and any(_is_of_text(*one) for one in named)) or any(map(_is_of_things, labels)):
        return set(run).difference(_signed(run, fields))
    return (at for at in run if _is_on_call(lines[at], fields[at]))


def _is_duty(run: Sequence[int], lines: Sequence[str], labels: Sequence[str]) -> bool:
    """Tell who is on duty, and how he is called, from the newsroom's people below a text: 值班主任：王军, 值班电话：.

    At the head of a text any field beside theirs tells that, which no page has among its credits.
    """
    if any(_DUTY.fullmatch(one) and not _OF_NEWSROOM.search(one) and not _is_of_page(one) for one in labels):
        return True
    if run[0] > _HEAD or any(line.endswith(_SENTENCE) for line in lines[: run[0]]):
        return False
    return _has_phone(run, lines) or any(not _is_of_page(one) and not _OF_MEDIA.search(one) for one in labels)


def _is_of_page(label: str) -> bool:
    # Some words are labels only where a colon follows, 总值班; 电话 ends others.
    first = next(marks_in(f"{label}:", 0, len(label) + 1), None)
    return first is not None and first.start == 0


def _fields(line: str) -> list[tuple[str, str]]:
    """Return the labels of a line of entries, each with what stands behind it; nothing for text."""
    if not (":" in line or "：" in line) or len(line) > _MAX_LINE:
        return []
    folded = unpadded(fold(line))
    if _ENTRY.fullmatch(folded) is None:
        return []
    return [(one["label"], one["value"]) for one in _FIELD.finditer(folded)]


def _runs(fields: Fields) -> Iterator[list[int]]:
    """Yield the lines of entries that follow each other."""
    run: list[int] = []
    for at in fields:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _headed(lines: Sequence[str]) -> Iterator[int]:
    """Yield the entries below what heads a list, with a gap for a colon: 演职人员：, 摄影 李静."""
    is_below = False
    for at, line in enumerate(lines):
        if len(line) > _MAX_LINE:
            is_below = False
            continue
        if line.endswith(("：", ":")):
            is_below = _HEADS.fullmatch(fold(line)) is not None
        elif is_below:
            is_below = _is_unlabelled(line)
            if is_below:
                yield at


def _is_unlabelled(line: str) -> bool:
    folded = unpadded(fold(line))
    entry = _UNLABELLED.fullmatch(folded)
    return entry is not None and names_in(folded, *entry.span("value"), Gate.STRICT) is not None


def _is_of_text(label: str, value: str) -> bool:
    """Tell a label that no page has for its own people, and behind it a person or an office."""
    if not _is_posts(label):
        return False
    word = _WORDS.split(value, maxsplit=1)[0]
    return is_name(word, Gate.STRICT) or is_unit(word)


def _is_posts(label: str) -> bool:
    if _OF_MEDIA.search(label) or (next(marks_in(label, 0, len(label)), None) is not None and "设计" not in label):
        return False
    return is_post(label) or _PARTY.fullmatch(label) is not None


def _is_of_things(label: str) -> bool:
    made = _DESIGN.fullmatch(label)
    return made is not None and _OF_PAGE.search(made["what"]) is None


def _opens_credits(label: str) -> bool:
    """Tell who made a page, named first, from whom a list begins with: 编辑：李静 before 主任：王军 of her desk."""
    kinds = {mark.kind for mark in marks_in(label, 0, len(label))}
    return not _MAKERS.isdisjoint(kinds) and not _is_of_things(label)


def _signed(run: Sequence[int], fields: Fields) -> Iterator[int]:
    """Yield which entries of a list sign its page: its writers, and the one editor whom its last line names."""
    kinds = {at: {mark.kind for mark in marks_in(label, 0, len(label))} for at in run for label, _ in fields[at][:1]}
    editors = [at for at in run if "edit" in kinds[at]]
    for at in run:
        if not _SIGNS.isdisjoint(kinds[at]) or editors == [at] == [run[-1]]:
            yield at


def _is_on_call(line: str, fields: Sequence[tuple[str, str]]) -> bool:
    """Tell a reporter whom readers can call, and when."""
    label = fields[0][0]
    return _ON_CALL.fullmatch(label) is not None or (
        _ON_DUTY.fullmatch(label) is not None and _HAS_PHONE.search(fold(line)) is not None
    )
