"""Tell what stands behind an editor's label: whom it names, or words that name nobody and make the line a text's own.

``责任编辑：2名`` offers a post, ``责任编辑：请您谈谈`` speaks in an interview. Patterns are written for folded lines.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN, Gate, has_surname, is_name, names_in
from linfen_crawler.people.units import is_unit

_REVIEW = "审核|校对|监制|[初复终一二三]审|审签|签发|编审|审校|校审|审[读定稿]|核稿"
_LABEL = rf"(?:(?P<review>{_REVIEW})|编辑|责编|主编|美编|总编|记者|通讯员|作者|摄影)"
_WORD = re.compile(rf"{_LABEL} ?[:/|丨] ?(?P<word>[^\s、,;|()\[\]【】:/。!?]{{1,40}})")
_POSTS = re.compile(r"(?:各|共|约|招聘?|不少于)?(?:[\d一二三四五六七八九十两几~-]{1,5} ?[名人位个]|若干)")
_IS_NUMBER = re.compile(r"\d{1,3}")
_POST_BEHIND = re.compile(r"\s{0,2}[名人位个]")
_SPOKEN = re.compile("[您你我他她它们吗呢吧的请]")
"""What no name holds, and whoever speaks or writes sentences does."""
_OF_DESK = re.compile(
    "编辑|编委|责编|小编|记者|实习|见习|学生|通讯员|管理员|值班|(?:[編网網报報社部台站组室班员号]|中心|融?媒体?|新闻|发布)$"
)
_HAN_ALONE = re.compile(rf"[{HAN}]+")
_MAX_NAME = 4
_LATIN = re.compile("[0-9A-Za-z]")
_ONE_HAN = re.compile(rf"[{HAN}]")
# 35周岁以下, 《平阳史话》编写组.
_CONDITION = re.compile(r"《|[以之][上下内外]|周岁|满\d|学历|优先")
_VERDICT = re.compile("[胜败上撤起]诉|诉求|[改宣]判|徒?刑|无罪|驳回|维持")
"""What a court says: 二审：王军胜诉."""
_OF_MEDIA = re.compile("[編编報报网刊台社]|新闻|宣传|媒|中心|发布|频道")
_SPEAKER = re.compile(rf"\W{{0,2}}(?P<who>[{HAN}]{{1,4}}) ?: ?(?P<said>.+)", re.DOTALL)
_ASKS = frozenset({"主持人", "记者", "嘉宾", "问", "答", "网友", "提问", "回答"})
_SENTENCE = re.compile("[。!?,;您你]")


def names_nobody(line: str) -> bool:
    """Tell a line whose label is an editor's, and behind it a number of posts, a condition, a term or a sentence.

    >>> [names_nobody(f"责编:{one}") for one in ("2名 本科以上", "35周岁以下", "乜芳", "值班", "平阳晚报编辑部")]
    [True, True, False, False, False]
    >>> [names_nobody(one) for one in ("终审:维持原判", "二审:王军胜诉", "审核:市财政局", "审核:县委宣传部")]
    [True, True, True, False]
    """
    found = _WORD.search(line)
    if found is None:
        return False
    word = found["word"]
    if _POSTS.match(word) or (_IS_NUMBER.fullmatch(word) and _POST_BEHIND.match(line, found.end())):
        return True
    if _SPOKEN.search(word):
        # 吉政我要爆料 is a name and a button, which an element parts.
        return not any(is_name(word[:end], Gate.STRICT) for end in (2, 3))
    if _CONDITION.search(word) or (found["review"] and _VERDICT.search(word)):
        return True
    if found["review"] and is_unit(word) and not _OF_MEDIA.search(word):
        return True
    if _OF_DESK.search(word) or any(is_name(word[:end], Gate.STRICT) for end in (2, 3, 4)):
        return False
    # 5月10日, 熟练使用PS.
    is_mixed = _LATIN.search(word) is not None and _ONE_HAN.search(word) is not None
    if is_mixed:
        return True
    is_long = len(word) > (1 if found["review"] else _MAX_NAME) and _HAN_ALONE.fullmatch(word) is not None
    gate = Gate.SURNAME if found["review"] else Gate.SHAPE
    return is_long and not has_surname(word) and names_in(word, 0, len(word), gate) is None


def may_be_said(line: str) -> bool:
    """Tell a line whose label is an editor's, and behind it a word that is neither a name nor a desk: 谢谢."""
    found = _WORD.search(line)
    return found is not None and not is_name(found["word"], Gate.SHAPE) and not _OF_DESK.search(found["word"])


def is_speakers(line: str) -> bool:
    """Tell a line of an interview or a play: who speaks, and a sentence.

    >>> is_speakers("张浩:感谢大家。"), is_speakers("记者:张浩"), is_speakers("地点:临汾市。")
    (True, False, False)
    """
    speaker = _SPEAKER.match(line)
    if speaker is None or not (speaker["who"] in _ASKS or is_name(speaker["who"], Gate.STRICT)):
        return False
    return _SENTENCE.search(speaker["said"]) is not None
