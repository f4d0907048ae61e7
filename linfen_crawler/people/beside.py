"""Tell names from the words that credits hold beside them: other work (朗诵), ranks (特约), offices in two characters.

All of it is folded text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from linfen_crawler.kinds import Role
from linfen_crawler.people.marks import RANK, Mark
from linfen_crawler.people.names import Gate, Name, has_given_word, has_surname, is_name, names_in
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.rare_names import is_rare_name, sounds_like_name
from linfen_crawler.people.surnames import SURNAMES, cut
from linfen_crawler.people.things import is_thing

_MAX_HAN = 3
"""Characters of a Chinese name without a surname of two."""
_SHORT = 2
"""Characters of the shortest."""
_RANKS = re.compile(rf"{RANK}{{1,2}}")
_OTHER_WORK = re.compile(
    "(?:配音|播[音报]|主播|主[持讲]人?|朗[诵读]|领?诵读?|演播|解说|讲解|讲述|口述|旁白|录音|录制|出[镜境]|配乐|音乐|作[曲词]|演唱|灯光|字幕"
    "|动画|特效|导演|编导|导播|场记|剧务|翻译|绘画|手绘|插图|书法|篆刻|剪纸|雕塑|图表|速[记录]|记录|监督|手语)者?"
)
"""What is done beside writing and photographing; no role of a page is meant."""
_OFFICES = cut(
    "公安国安治安水利电信农信环保社保医保人保国保劳保住建城建党建路建交建水建人寿卫健卫生学生民生文化绿化", 2
)
"""Those that go on as names do."""

_NO_FAMILY = frozenset("一二三四五六七八九十西北中上下大小新老")
"""With which no surname begins, but the name of a firm: 三维, 西山."""


def referred_to(text: str, names: tuple[Name, ...], mark: Mark, *, is_last: bool) -> tuple[Name, ...]:
    """Return whom a mark refers to of the words behind it: no work, nobody behind one, behind a gap only likely names.

    Behind a reporter a post begins as well who is none, 记者 X 网友 Y, if no verb behind may be of both (``is_last``).
    """
    kept = list(names[:1])
    for before, name in pairwise(names):
        word = "".join(text[slice(*span)] for span in name)
        between = text[before[-1][1] : name[0][0]]
        passed = between.split()
        is_behind_post = is_last and mark.label_role is Role.REPORTER and any(map(is_post, passed))
        if any(map(is_other_work, (word, *passed))) or is_behind_post:
            break
        if not (mark.is_label and between.isspace() and len(name) == 1) or is_likely_name(word):
            kept.append(name)
    return tuple(kept)


def rare_names_alone(text: str, start: int, end: int) -> tuple[Name, ...] | None:
    """Return the names behind 文/ or 图/ of which some have rare surnames, where no word is anything else."""
    names = names_in(text, start, end, Gate.SHAPE, may_run_together=False)
    words = ["".join(text[slice(*span)] for span in name) for name in names or ()]
    return names if all(is_name(word, Gate.STRICT) or is_rare_name(word) for word in words) else None


def is_other_work(word: str) -> bool:
    """Recognise a word between names that tells what the next one did: 记者 X 朗诵 Y.

    >>> is_other_work("配音"), is_other_work("主持人"), is_other_work("李静")
    (True, True, False)
    """
    return _OTHER_WORK.fullmatch(word) is not None


def is_likely_name(word: str) -> bool:
    """Recognise a name by its surname, or by one character behind it that people are named with."""
    is_known = is_name(word, Gate.STRICT) or has_given_word(word) or len(word) > _MAX_HAN
    return is_known or any(sounds_like_name(word[0] + one) for one in word[1:])


def is_part_of_work(word: str) -> bool:
    """Recognise a word in front of a work without a gap that is no name: 特约撰稿, 无人机航拍.

    >>> is_part_of_work("特约"), is_part_of_work("短"), is_part_of_work("李静")
    (True, True, False)
    """
    if _RANKS.fullmatch(word) or is_thing(word):
        return True
    is_like = word in SURNAMES or is_rare_name(word) or sounds_like_name(word)
    return not (is_like or is_name(word, Gate.SURNAME))


def is_office_among(word: str, others: list[str]) -> bool:
    """Tell 消防 and 农商行 after 通讯员 from a person: they neither begin as names do nor go on so beside one."""
    if len(word) == _SHORT:
        return not (has_surname(word) or is_rare_name(word) or _is_person_among(word, others))
    return len(word) == _MAX_HAN and not is_likely_name(word)


def _is_person_among(word: str, others: list[str]) -> bool:
    """Tell 展红 from 公安 among the names after 通讯员: it goes on as names do, and someone beside it is known."""
    is_beside = any(one != word and is_name(one, Gate.STRICT) for one in others)
    return is_beside and sounds_like_name(word) and word not in _OFFICES and word[0] not in _NO_FAMILY
