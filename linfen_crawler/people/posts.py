"""Recognise someone's office, rank or trade before his name: 县委书记, 教授, 民警, 网友.

Works on folded text. It is recognised by what it ends with, as an office is
(:func:`linfen_crawler.people.units.is_unit`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from linfen_crawler.people.surnames import COMPOUND_SURNAMES, SURNAMES

_POST = re.compile(
    r".*(?:书记|主任|主席|委员|常委|党组成员|经理|董事|总裁|总监|教授|顾问|助理|秘书|干部|参谋|政委|院士|博士|硕士|学士|护士|战士|卫士"
    r"|[市县区州省镇乡村部局厅处科室院所校站队行会厂团营连排班组社庭段场台馆司署察事书家]长|人大代表|党代表"
    r"|(?<![动满])(?<!^[人全])员|(?<![老出会])师|警|[法村教军警察]官|[作画术法业艺影专]家|[学读愿业工作好]者|[网影校诗书票战]友"
    r"|[村农市居牧]民|[学医究]生|[村校军]医|[职员矿民技社]工|工人|[歌选骑]手|[诗军承]人|[听观]众|参事|[游旅]客)"
)
_LAST = frozenset("记任席员委理事裁监授问书部谋士长表师警官家者友民生医工人手众客")
"""What they end with: told by one character, most words are none."""
# 我的老师, 好书记, 最美民警: so a headline refers to someone.
_PRAISED = re.compile(
    r"[的了着是不就且把被很没我你他她它们]|^(?:最美|优秀|先进|模范)|好(?=..$)|^[名女老新](?=..$)|^(?:专?访|记|致|任命|聘|对话|走近)"
)
_MAX_POST = 24
_LONGEST_NAME = 3
# 安全员 and 董事长 begin with surnames; hardly any name ends so.
_LIKE_NAME = re.compile("..[员师警官长]|武警|党员|常委|董事|司长|游客")


@lru_cache(maxsize=4096)
def is_post(word: str) -> bool:
    """Tell whether a folded word says what someone is: 中共洪洞县委书记, 退休教师; 李卫民 and 郝晋生 are people.

    >>> is_post("市教育局局长"), is_post("民警"), is_post("郝晋生")
    (True, True, False)
    """
    if not 2 <= len(word) <= _MAX_POST or word[-1] not in _LAST:
        return False
    if _PRAISED.search(word) or not _POST.fullmatch(word):
        return False
    is_family = word[0] in SURNAMES or word[:2] in COMPOUND_SURNAMES
    return not is_family or len(word) > _LONGEST_NAME or _LIKE_NAME.fullmatch(word) is not None
