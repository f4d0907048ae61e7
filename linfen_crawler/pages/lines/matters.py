"""Recognise the lines that belong to what is published and are no headline of it: its number, its day, a field of it.

A notice opens with 临政办发〔2021〕27号, a judgment with its file number, a communiqué with the day, a draw with
开奖日期：2021年4月25日, an interview with those who take part. A headline may hold a colon, 襄汾：巡河护水在行动:
a field is recognised by what its label names, and where that is somebody by whether somebody is named after it.
"""

from __future__ import annotations

import re

from linfen_crawler.people.credits import is_credit_line, signatories
from linfen_crawler.people.names import HAN, leading_names
from linfen_crawler.people.units import is_unit

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}) ?年?"
_COUNT = r"(?:\d{1,6}(?:-\d{1,4})?|[〇○零一二三四五六七八九十百]{1,6})"
_NUMBER = re.compile(
    # 临政办发〔2021〕27号, (2020)晋10民终1532号, 临公（交）决字[2019]第1号之一
    rf"(?:[{HAN}\d()]{{0,20}} ?[〔\[(【] ?(?:19|20)\d\d ?年?[〕\])】] ?[{HAN}\d]{{0,16}}? ?第? ?{_COUNT} ?号"
    # 临市监罚字第5号, 2022年第5号, 第14号, 第三期
    rf"|(?:[{HAN}]{{1,16}}字|[{HAN}]{{2,16}}[令告])? ?(?:{_YEAR} ?)?第 ?{_COUNT} ?[号期]"
    rf")(?:之[一二三四五]|附件\d?)?(?: ?\(?总第? ?{_COUNT} ?[号期]\)?)?"
)
_DAY = re.compile(
    rf"\(? ?{_YEAR} ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月"
    r"(?: ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?日)?(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)? ?\)?"
)
_MAX_LINE, _MAX_PART = 60, 8
_FIELD = re.compile(rf"((?:[{HAN}] ?){{2,10}}): ?(.+)")
_OF_THINGS = re.compile(
    r"(?:日期|时间|[期时]限|地[点址]|位置|电话|手机|邮箱|邮编|网址|传真|[文案编票标账批期牌机]号|号码|代码|名称|姓名|性别"
    r"|年龄|籍贯|民族|学历|职[业务称]|单位|机构|对象|范围|方式|形式|内容|主题|议题|案由|事由|价格?|单价|定价|票价|费用|金额|总额"
    r"|销量|销售额|数量|人数|规格|面积|品牌|型号|[主原配用佐辅]料|食材|做法|功效|预算|资格|事项|备注|附件|[书片剧歌曲]名|出版社"
    r"|题材|类别|体裁|等级|[红蓝]球)"
)
NUMERAL = re.compile(r"\W{0,3}(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[ivx]{1,4})\W{0,3}", re.IGNORECASE)
"""The number of an essay's part, alone on its line."""
_OF_PEOPLE = re.compile(
    r"(?:[人员长官师者方商]|嘉宾|主持|主讲|主播|播音|演播|配音|出镜|解说|朗诵|[朗领]读|[原被]告|导演|主演|编剧|[讲口]述)"
)
_OF_TALK = re.compile(r".{0,4}(?:主持人?|嘉宾|对话人|受访[人者]|(?:采访|对话|访谈|受访)(?:对象|嘉宾))")
_SOMEBODY = re.compile(rf"[{HAN}]某[{HAN}]{{0,2}}(?:[、,(].*)?")
_PART = (
    r"(?:本期|访谈|对话|采访|受访|主讲|特邀|特约)?(?:嘉 ?宾|主 ?持 ?人|(?:对话|访谈|主讲)人|(?:受访|[讲口]述)[人者])"
    r"|(?:采访|对话|访谈|受访)(?:对象|人物)"
)
_PART_OF_SOMEBODY = re.compile(rf"(?:{_PART}) (?=[{HAN}])")
_TAKES_PART = re.compile(
    rf"{_PART}|(?:本期|访谈|对话|采访|受访|主讲|特邀|特约)?主持|(?:人物|[{HAN}]{{2}})?(?:名片|档案|小传|小档案)|(?:个人|人物)简介"
)


def is_number(folded: str) -> bool:
    """Recognise a folded line that is a document's number, a court's, or an issue's.

    >>> is_number("临政办发〔2021〕27号"), is_number("(2020)晋10民终1532号"), is_number("神舟十三号")
    (True, True, False)
    """
    return len(folded) <= _MAX_LINE and ("号" in folded or "期" in folded) and _NUMBER.fullmatch(folded) is not None


def is_day(folded: str) -> bool:
    """Recognise a folded line that is a day with its year, or a month, and nothing else."""
    return "年" in folded[:8] and _DAY.fullmatch(folded) is not None


def is_field(text: str, folded: str) -> bool:
    """Recognise a line that says one thing of a matter after its label, or who takes part; credits are none.

    >>> is_field("开奖日期：2021年4月25日", "开奖日期:2021年4月25日")
    True
    """
    if ":" not in folded[:21] or len(folded) > _MAX_LINE or (found := _FIELD.fullmatch(folded)) is None:
        return False
    label, value = found[1].replace(" ", ""), found[2].strip()
    if _OF_TALK.fullmatch(label):
        return True
    is_of_things = _ends_with(_OF_THINGS, label)
    if not (is_of_things or _ends_with(_OF_PEOPLE, label)) or is_credit_line(text):
        return False
    return is_of_things or bool(_SOMEBODY.fullmatch(value) or signatories(value) or is_unit(value))


def takes_part(folded: str) -> bool:
    """Recognise the word above those who take part in a talk, or above who somebody is: 对话人, 嘉宾, 人物名片.

    With a gap in place of the colon somebody is named behind it: 主持人　张红, 嘉宾　王志刚（市长）.
    """
    if len(folded) <= _MAX_PART and _TAKES_PART.fullmatch(folded):
        return True
    part = _PART_OF_SOMEBODY.match(folded) if " " in folded and len(folded) <= _MAX_LINE else None
    return part is not None and bool(leading_names(folded, part.end(), len(folded))[0])


def _ends_with(ending: re.Pattern[str], label: str) -> bool:
    return any(ending.fullmatch(label, len(label) - length) for length in range(1, min(4, len(label)) + 1))
