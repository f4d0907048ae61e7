"""Recognise an office, a school, a firm or a place by how its name ends, in folded text."""

from __future__ import annotations

import re
from functools import lru_cache

from linfen_crawler.people.surnames import COMPOUND_SURNAMES, COUNTIES, SURNAMES, WORDS

# What ends so and is longer than a name, or names an office: 市林业局, 王家庄村, 高河镇.
_UNIT = re.compile(
    r".{2,}(?:[局部厅院所站队校系班组科室委办处段矿业镇乡县区市省厂店馆村社台报网团会庄沟岭]"
    r"|[文妇残侨]联|社科联|工商联|[作书美科记影音剧]协|政府|公司|集团|中心|[一二三四五六七八九十][中小]|[中小大]学|学会|街道|工区|银行|支行|医院|景区)$"
)
# 李建校 and 王爱乡 are people.
_SHORT_UNIT = re.compile(
    r".(?![建爱兴卫振为]).[局部厅院所校系班队镇乡县区市省厂馆府寺庙祠]$|[市县区省镇乡]委办?$|[市县省](?:[文妇残侨]联|[作书美科记影音剧]协)$|.{2}[办室组委段处]$"
    r"|.[全务传事政教技法财护医]科$|.[用销作行版]社$|.[委工协商]会$|[一二三四五六七八九十]{1,2}[中小]$"
    r"|.{1,2}(?:政府|法院|公司|日报|晚报|新闻网|发布|融媒)$"
    r"|[师医农林工财理科交]大$|.[煤矿]$"
    r"|.家[村庄沟岭湾坡堡洼垣]$|.(?!建).村$|.{2}[者性率]$|.县.$"
)
# 洪融宣, 晋公宣: an office that is shortened to such a character is no given name's; 文旅 and the like are no surnames.
_SHORT_OFFICE = re.compile(r"(?:.[融公警检税纪政教法工]|文旅|卫[健生]|司法|纪[检委]|安监|林业|车管|路政)宣$")
_MAX_DESK = 6
_MAX_SHORT = 3
_NEVER_IN_UNIT = re.compile("[的了着是不就且把被很没我你他她它们在于为从到对]")
_MAX_UNIT = 16


@lru_cache(maxsize=4096)
def is_unit(word: str) -> bool:
    """Tell whether a folded word is an office, a school, a firm or a place rather than a person."""
    if word.endswith("干部"):
        return False
    if word[-1:] in {"宣", "融"} and _signs_for_office(word):
        return True
    if len(word) <= 3:
        # 襄汾台 is the station of a county.
        return word in COUNTIES or bool(_SHORT_UNIT.match(word)) or (word[-1:] == "台" and word[:-1] in COUNTIES)
    # 孩子们在柳岗村参加民歌会 ends as an office does.
    if len(word) > _MAX_UNIT or _NEVER_IN_UNIT.search(word):
        return False
    return word[:2] not in COMPOUND_SURNAMES and bool(_UNIT.match(word) or _SHORT_UNIT.match(word))


def _signs_for_office(word: str) -> bool:
    """Recognise the name under which an office publishes: 公安宣, 临融; not 李文宣 with its surname, nor 金融."""
    office = word[:-1]
    if not office or len(word) > (_MAX_DESK if word[-1] == "宣" else _MAX_SHORT):
        return False
    if office[0] not in SURNAMES and word[:2] not in COMPOUND_SURNAMES:
        return True
    return len(office) > 1 and (office[:2] in COUNTIES or office in WORDS or _SHORT_OFFICE.match(word) is not None)
