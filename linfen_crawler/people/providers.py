"""Find the office that the credit of a photograph names: 霍州煤电 魏华 摄, 市人社局供图.

What a caption shows is a place as often as it names an office: 晨练 汾河公园 魏华 摄. So behind a mere gap only what
acts is taken for one, a newsroom or an authority; behind the end of a sentence also a shortened name with its place.
"""

from __future__ import annotations

import re

from linfen_crawler.people.names import HAN
from linfen_crawler.people.surnames import COUNTIES
from linfen_crawler.people.units import is_unit

_MAX_OFFICE = 16
_WINDOW = 2 * _MAX_OFFICE
_BEFORE = re.compile(
    rf"(?:(?P<end>[。！？!?…”][)）]?|[(\[【]) ?|^| )(?:(?:通讯员|记者) )?(?P<office>[{HAN}]{{3,{_MAX_OFFICE}}}) $"
)
_ACTS = re.compile(
    r"(?:融媒体?(?:中心)?|传媒中心|新闻中心|宣传中心|报社|电视台|广播电台|宣传部|.{2}(?<!邮)局|[^上下外]公司|集团|[支大中]队"
    r"|[市县区省州工]委|政府|法院|检察院|[文妇残侨]联|总工会|协会|学会|银行|支行)$"
)
_MIN_SHORTENED = 4
"""Characters of an office's shortened name with its place: 尧都公安."""
_MAX_SHORT = 8
"""Characters of whoever is named alone before 供图."""
_TELLS = re.compile("[的了着是在把被很正将我你他她它们]|(?<!华)为")
_OF_A_PLACE = re.compile("[市县区省](?![民场区域城会级长内外])")
"""市民争睹 tells, 市总工会 is an office."""
_PROVIDED = re.compile(
    rf"(?:^|(?P<end>[。！？!?…”][)）]?) ?|(?P<open>[(\[【])| )"
    rf"(?:(?P<shown>[{HAN}]{{0,4}}(?:图片|照片|图)[均都皆]?由 ?)(?P<by>[{HAN}]{{2,{_MAX_OFFICE}}}) ?提供"
    rf"|(?P<who>[{HAN}]{{2,{_MAX_OFFICE}}}) ?供图)[)\]】。]{{0,2}}$"
)


def office_before(text: str, position: int, start: int) -> int:
    """Return where the office begins that folded text names right before a photographer; ``start`` without one."""
    if start - position < 4 or text[start - 1] != " ":
        return start
    found = _BEFORE.search(text, max(position, start - _WINDOW), start)
    if found is None:
        return start
    office = found["office"]
    is_office = bool(_ACTS.search(office)) and is_unit(office)
    # 霍州署 is a sight.
    if not is_office and found["end"] and len(office) >= _MIN_SHORTENED and not _TELLS.search(office):
        is_office = is_unit(office) or office[:2] in COUNTIES or _OF_A_PLACE.match(office) is not None
    if not is_office:
        return start
    return found.start() + (len(found["end"].rstrip("([【")) if found["end"] else 0)


def provided(text: str) -> int | None:
    """Return where the phrase begins that ends a folded caption and says which office the photograph is from."""
    if not text.rstrip(")]】。").endswith(("供图", "提供")):
        return None
    found = _PROVIDED.search(text, max(len(text) - _WINDOW, 0))
    if found is None:
        return None
    who = found["who"] or found["by"]
    if _TELLS.search(who):
        return None
    is_apart = bool(found["end"] or found["open"] or found["shown"])
    if not (is_apart or is_unit(who) or len(who) <= _MAX_SHORT):
        return None
    return found.start() + len(found["end"] or "")
