"""Find where in a line credits stand: alone on it, in brackets, after the lead, at its end.

Running text uses the same words (``记者了解到``): a phrase anywhere else credits nobody. Patterns are written for
folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from linfen_crawler.datelines import lead_span
from linfen_crawler.kinds import Role
from linfen_crawler.people.asides import aside_of, without_pictures
from linfen_crawler.people.lead_credits import behind_lead, matched_to
from linfen_crawler.people.marks import RANK, credit_line, has_mark, marks_in
from linfen_crawler.people.names import HAN, Gate, Span, has_surname, holds_post, is_name
from linfen_crawler.people.phrases import Phrase, read_phrase
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.things import is_thing
from linfen_crawler.people.worded import signs_with_word
from linfen_crawler.people.writers import writer_in
from linfen_crawler.text import Folded, fold

_MAX_LINE = 80
"""Folded characters: longer than any line of credits, shorter than a paragraph of text."""
_DECORATION = " (【[■□●◆▲△○◎★☆—-*)】].。"
_ADORNED = re.compile("[^\\w“‘《〈]*")
_SET_APART = frozenset("(【[")
_BULLET = re.compile(r" ?[□■◎] ?")
_BULLETS = re.compile(r"[□■◎ ]*")
_BARE = re.compile(r" ?[□■◎(]")
_HAS_BULLET = re.compile("[□■◎]")
"""What newspapers set before a bare name."""
# [美] 约翰·史密斯
_NATION = re.compile(rf" ?[(\[【][{HAN}]{{1,3}}[)\]】] ?(?=[{HAN}])")
# 半月谈记者 孙亮全
_ANY_DESK = re.compile(rf"[{HAN}\d]{{2,10}}?(?={RANK}?记者[\s:：])")
# 本组图片均由记者 魏华 摄, 压题照片：王永摄, 图为王永摄
_PHOTOS = re.compile(
    rf"[ (]?(?:[{HAN}]{{0,4}}(?:图片|照片)[均都皆]?[由为:]|图为) ?(?=[^()。]{{2,30}}(?<!拍)摄[ )。]*$)"
)
# 新华社发（吕桂明 摄）
_BY_AGENCY = re.compile(rf"[{HAN}]{{2,4}}社发(?= ?\([^()。]{{2,30}}(?<!拍)摄\)$)")
# (图片由王雷拍摄); without brackets it is a sentence.
_SHOT_BY = re.compile(rf"[{HAN}]{{0,4}}(?:图片|照片)[均都皆]?由 ?(?=[^()。]{{2,30}}拍摄[ )。]*$)")
# 作者系临汾市委党校副教授 贺晓霞
_OFFICE = re.compile(rf"(?:本文)?作者(?:系|为|是|现为)[^()。]{{2,40}} (?=[{HAN}]{{2,4}}$)")
_SHOT_AT = re.compile(rf"(?<=摄)[于自](?=[{HAN}\d])")
_MAX_BEHIND = 60
_BRACKETS = re.compile(r"\(([^()]{2,60})(?:\)|$)|[【\[]([^【】\[\]]{2,60})[】\]]")
_LABELLED_BEHIND = re.compile(r"(\)) ?\((?:[^()]{1,8}:[^()]{2,30}|[^()]{2,30}提供)\)$")
_CLAUSES = re.compile("[,。!?;、:《]")
_SENTENCE_BEHIND = re.compile(r" ?(?:[。;!(\[【]|$)")
_BROKEN_BRACKET = re.compile(r"[(（][^()（）]{1,80}[)）]")
_TAIL_NAMES = re.compile(
    rf"(?:^|(?<=[。!?;,”’\"」)\]】 ]))(?P<names>[{HAN}·]{{1,8}}(?:[ 、][{HAN}·]{{1,4}}){{0,5}})"
    r"(?: ?[/|]? ?(?:(?<!拍)摄|供图)| (?:摄影|拍摄|航拍)|(?:摄影|拍摄)报道)$"
)
_SHOT_VERBS = ("摄", "摄影", "航拍", "供图", "报道", "图")
_ENDS_CREDIT = re.compile(r"(?:[^。. ]|(?:摄影?|报道|[)】\]])[。. ]{0,9})$")
_DESK_ALONE = re.compile(r"记者|通讯员")
_SENTENCE_END = '。!?;…”’"」)】]'
_STOPS = "。!?;…"
_CLOSERS = '”’"」)】]'
_OPENERS = '“‘"「([【'
_FIRST_RUN = re.compile(rf"[{HAN}]{{2,12}} (?=[{HAN}])")
_SENTENCES = re.compile(rf".*[{re.escape(_SENTENCE_END)}]", re.DOTALL)
"""All up to the last end of a sentence."""


def credits_anyone(phrase: Phrase) -> bool:
    """Tell credits from a verb alone (图片, 设计), a word like any other; a desk without a name is one."""
    return bool(phrase.credits) or phrase.is_desk or _DESK_ALONE.search(fold(phrase.verbatim)) is not None


def lines_of(text: str) -> Iterable[str]:
    """Return the lines of a text, a line break inside brackets ignored: ``(记者`` may be broken off."""
    if "\n" not in text:
        return (text,)
    return filter(str.strip, _BROKEN_BRACKET.sub(lambda match: match[0].replace("\n", " "), text).split("\n"))


# Whether a line is one of credits, and of whom, is asked by several readers of a page.
@lru_cache(maxsize=128)
def phrases_in(line: str) -> tuple[Phrase, ...]:
    """Return the phrases of one line, in order, none inside another."""
    folded = credit_line(line)
    if len(folded.text) <= _MAX_LINE and (whole := whole_line(line)):
        return (whole,)
    found: list[Phrase] = []
    opening = lead_span(folded)
    candidates = [*_bracketed(folded, opening), *behind_lead(folded, opening), *_at_end(folded)]
    for phrase in sorted(candidates, key=lambda one: one.start):
        if not found or phrase.start >= found[-1].end:
            found.append(phrase)
    return tuple(found)


def byline_phrases(line: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line known to hold nothing but credits: a bare name is an author's."""
    whole = whole_byline(line)
    return (whole,) if whole else phrases_in(line)


@lru_cache(maxsize=128)
def whole_byline(line: str) -> Phrase | None:
    """Return a line as one phrase in which a bare name is an author's; ``None`` if it holds anything else."""
    whole = _read_whole(line, byline=True)
    if whole is None and "记者" in line and (desk := _ANY_DESK.match(line)):
        whole = _read_whole(line[desk.end() :], byline=True)
    return whole


@lru_cache(maxsize=128)
def whole_line(line: str) -> Phrase | None:
    """Return a line as one phrase; ``None`` if it holds anything but credits."""
    return _read_whole(line, byline=False)


def _read_whole(line: str, *, byline: bool) -> Phrase | None:
    """Read a line as one phrase, whatever is set around it."""
    folded = credit_line(line)
    text = folded.text
    bare = byline or _BARE.match(text) is not None
    if len(text) > _MAX_LINE or not (bare or has_mark(text, 0, len(text))):
        return None
    opening = (_NATION if byline else _PHOTOS).match(text) or (_SHOT_BY.match(text, 1) if text[:1] == "(" else None)
    agency = _BY_AGENCY.match(text)
    behind = agency.end() if agency else 0
    start = opening.end() if opening else matched_to(_ADORNED, text, behind)
    # In an interview 记者：谢谢。 is said by the reporter; only a verb or a bracket may come before a full stop.
    end = len(text.rstrip(_DECORATION if _ENDS_CREDIT.search(text[-12:]) else " "))
    whole, told = end, without_pictures(text, start, end)
    end = told
    if aside := aside_of(text[:end] + ")", start, byline=byline):
        end, bare = aside.start(), bare or "作者" in aside[0]
    if named := _behind_office(text, start, end):
        start, bare = named, True
    if byline and (who := writer_in(text, start, end)):
        start, end = who
    is_set = opening is not None or text.lstrip()[:1] in _SET_APART
    gate = Gate.SURNAME if signs_with_word(text, start, end) else Gate.STRICT
    outer = (behind, len(text))
    phrase = read_phrase(folded, start, end, outer=outer, bare=bare, gate=gate, may_be_caption=not is_set)
    return _with_behind(phrase, folded, told, whole)


def _bracketed(folded: Folded, opening: Span | None) -> Iterator[Phrase]:
    """Yield the credits in brackets: labelled ones between sentences, bare names after lead or last sentence."""
    text = folded.text
    if not ("(" in text or "【" in text or "[" in text):
        return
    behind_lead = _behind_phrase(text, opening[1]) if opening else -1
    whole = len(text.rstrip(" .。"))
    last = _before_brackets(text, whole)
    for match in _BRACKETS.finditer(text):
        start, end = _within(text, *match.span(1 if match[1] is not None else 2))
        is_lead = match.start() == behind_lead
        is_first = not text[: match.start()].strip() and last < whole
        is_end = match.end() >= last and (is_first or _ends_sentence(text, match.start()))
        if not (is_lead or is_end or (has_mark(text, start, end) and _is_between_sentences(text, *match.span()))):
            continue
        gate = Gate.SHAPE if (is_lead and has_mark(text, start, end)) or _is_labelled(text, start, end) else Gate.STRICT
        # After an answer stands who gave it: （市农科所研究员 任建国）.
        bare = is_lead or (is_end and not holds_post(text, start, end))
        phrase = read_phrase(folded, start, end, outer=match.span(), bare=bare, gate=gate)
        if phrase is not None:
            is_agency = is_lead and opening is not None and text.startswith("电", opening[1] - 1)
            yield _by_reporters(phrase) if is_agency and not has_mark(text, start, end) else phrase


def _before_brackets(text: str, end: int) -> int:
    """Return where the first of the brackets ends with which a line ends that has a label: （张浩）（题图：李静）."""
    behind = _LABELLED_BEHIND.search(text, max(0, end - _MAX_BEHIND), end)
    return behind.end(1) if behind and has_mark(text, behind.end(1), end) else end


def _by_reporters(phrase: Phrase) -> Phrase:
    """Return a phrase whose bare names are an agency's reporters: 新华社太原3月5日电(王飞航 胡靖国)."""
    return replace(phrase, credits=tuple(replace(one, role=Role.REPORTER) for one in phrase.credits))


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Recognise a bracket that opens with 记者 or 通讯员 and a gap: what follows is a name, whatever its surname."""
    label = next(marks_in(text, start, end), None)
    return label is not None and label.is_label and label.start == start and text.startswith((" ", ":"), label.end)


def _within(text: str, start: int, end: int) -> Span:
    """Return the range of a bracket's credit without what is set around it: □ X, 图为 X 摄, X 摄于汾河."""
    start = matched_to(_BULLETS, text, start)
    shot = _SHOT_AT.search(text, start, end)
    end = shot.start() if shot else without_pictures(text, start, end)
    photos = _PHOTOS.match(text, start, end) or _SHOT_BY.match(text, start, end)
    return (photos.end() if photos else _behind_office(text, start, end) or start), end


def _with_behind(phrase: Phrase | None, folded: Folded, end: int, whole: int) -> Phrase | None:
    """Return a phrase extended by remarks on its pictures after it."""
    if phrase is None or end == whole:
        return phrase
    return replace(phrase, verbatim=phrase.verbatim + folded.original(end, whole).rstrip())


def _behind_office(text: str, start: int, end: int) -> int | None:
    """Return where the author's name begins after his office; ``None`` if there is none before a name."""
    office = _OFFICE.match(text, start, end)
    return office.end() if office and is_name(text[office.end() : end], Gate.STRICT) else None


def _is_between_sentences(text: str, start: int, end: int) -> bool:
    """Tell a bracket that refers to the text around it from one within a sentence: 消息《…》（作者：X）获二等奖."""
    if _ends_sentence(text, start) or _SENTENCE_BEHIND.match(text, end):
        return True
    return start <= _MAX_LINE and _CLAUSES.search(text, 0, start) is None


def _behind_phrase(text: str, position: int) -> int:
    while text.startswith((" ", "】", "]"), position):
        position += 1
    return position


def _ends_sentence(text: str, end: int) -> bool:
    """Tell whether a sentence ends before a position."""
    before = text[max(0, end - 2) : end].rstrip(" ")
    return before.endswith(tuple(_SENTENCE_END))


def _at_end(folded: Folded) -> Iterator[Phrase]:
    """Yield the credit that ends a line: what follows the last sentence, a label before 摄, names before 摄."""
    text = folded.text
    end = len(text.rstrip(" .。)"))
    floor = max(0, end - _MAX_LINE)
    whole, end = end, without_pictures(text, floor, end)
    if not (has_mark(text, floor, end) or (_may_have_bullet(text) and _HAS_BULLET.search(text, floor, end))):
        return
    phrase = _behind_sentence(folded, floor, end) or _labelled(folded, floor, end) or _shot(folded, floor, end)
    if told := _with_behind(phrase, folded, end, whole):
        yield told


def _may_have_bullet(text: str) -> bool:
    return "□" in text or "■" in text or "◎" in text


def _behind_sentence(folded: Folded, floor: int, end: int) -> Phrase | None:
    """Return the credit that comes after the last sentence as it is on a line of its own."""
    text = folded.text
    sentences = _SENTENCES.match(text, floor, end)
    if sentences is None:
        return None
    begin = sentences.end()
    bullet = _BULLET.match(text, begin, end)
    start = end - len(text[begin:end].lstrip("□■◎●—-( "))
    if (cut := _behind_run(text, start, end)) and _is_in_sentence(text, begin):
        behind = read_phrase(folded, cut, end, outer=(cut, len(text)), is_behind=True)
        if behind and behind.credits:
            return behind
    phrase = read_phrase(folded, start, end, outer=(begin, len(text)), bare=bullet is not None, is_behind=True)
    return phrase if phrase and credits_anyone(phrase) else None


def _is_in_sentence(text: str, begin: int) -> bool:
    """Recognise what goes on behind a closing mark, 在“田间”劳作, not behind a sentence, nor a title: “秋色”张浩."""
    if text[begin - 1] not in _CLOSERS or text[begin : begin + 1] <= " ":
        return False
    is_title = text.lstrip()[:1] in _OPENERS and text.find(text[begin - 1]) == begin - 1
    return text[begin - 2] not in _STOPS and not is_title


def _behind_run(text: str, start: int, end: int) -> int | None:
    """Return where the next run of characters begins, if the first is no surname alone: 劳作 记者 李静 摄."""
    run = _FIRST_RUN.match(text, start, end)
    return run.end() if run else None


def _labelled(folded: Folded, floor: int, end: int) -> Phrase | None:
    """Return the labelled names that end a line, after a sentence or before 摄."""
    text = folded.text
    is_shot = text.endswith(_SHOT_VERBS, floor, end)
    for mark in marks_in(text, floor, end):
        start = mark.start
        is_told = mark.kind != "none" and text[start - 1 : start] == " " and text.startswith((":", "/", "|"), mark.end)
        if not (mark.is_label or is_told):
            continue
        is_apart = start == 0 or is_told or _ends_sentence(text, start)
        if not (is_apart or is_shot):
            continue
        phrase = read_phrase(folded, start, end, outer=(start, len(text)))
        if phrase and (is_apart or phrase.credits or text[start - 1] == " "):
            return phrase
    return None


def _shot(folded: Folded, floor: int, end: int) -> Phrase | None:
    """Return the names before 摄 that end a line without a label."""
    is_shot = folded.text.endswith(_SHOT_VERBS, floor, end)
    match = _TAIL_NAMES.search(folded.text, floor, end) if is_shot else None
    if match is None:
        return None
    start = _where_names_begin(folded.text, *match.span("names"))
    phrase = read_phrase(folded, start, end, outer=(start, len(folded.text)))
    return phrase if phrase and phrase.credits else None


_WORD = re.compile(rf"[{HAN}·]+")


def _where_names_begin(text: str, start: int, end: int) -> int:
    """Return where the names before 摄 begin: words in front of them, without a surname, are the caption's."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    first = len(words) - 1
    while first > 0 and _can_be_listed(
        text[slice(*words[first - 1])], is_single=words[first][1] - words[first][0] == 1
    ):
        first -= 1
    # 汾河之滨 夏 张浩/摄, 冬 魏 华 摄: one character before a full name is no name's.
    if words and _is_apart(text, words[first:]):
        first += 1
    # 采摘忙 市民 张浩 摄; 执勤民警 张浩 摄 may be who is in the picture.
    if first > 1 and is_post(text[slice(*words[first - 1])]):
        first -= 1
    if first == 0 and start > 0 and (cut := _behind_run(text, start, end)) and _is_in_sentence(text, start):
        return cut
    return _behind_things(text, words[first:]) if words else start


def _behind_things(text: str, words: Sequence[Span]) -> int:
    """Return where the names begin behind words that tell what a picture shows: 秋色　张浩; 白云、张浩 are people."""
    begin = 0
    is_shown = False
    for at, (word, following) in enumerate(pairwise(words), 1):
        is_shown = is_shown or is_thing(text[slice(*word)])
        if text[word[1] : following[0]] != " ":
            continue
        if not is_shown:
            break
        begin, is_shown = at, False
    return words[begin][0]


def _is_apart(text: str, words: Sequence[Span]) -> bool:
    """Recognise a single character before names that need none to be whole."""
    first, *behind = (text[slice(*word)] for word in words)
    if len(first) > 1 or not behind:
        return False
    is_spaced = len(behind[0]) == 1
    if is_spaced and (len(behind) != 2 or has_surname(first)):
        return False
    return is_name("".join(behind) if is_spaced else behind[0], Gate.STRICT)


def _can_be_listed(word: str, *, is_single: bool) -> bool:
    return len(word) == 1 or (not is_single and is_name(word, Gate.STRICT))
