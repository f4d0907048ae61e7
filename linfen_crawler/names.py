"""Tell Chinese personal names apart in folded text: spaced out, listed, or run together.

Works on *folded* text (see :mod:`linfen_crawler.text`) and answers with spans, so that the caller takes the page's own
characters. What no rule can settle is left out: a name missed is found again in the text, a wrong one spreads.
"""

from __future__ import annotations

import re
from itertools import groupby

Span = tuple[int, int]

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
"""The inside of a character class: the characters that a Chinese name is written with."""

BARE_NAME = re.compile(rf"[{HAN}]{{2,3}}|[{HAN}] [{HAN}]")
"""A line that can hardly be anything but a name, where a name may stand: headlines are longer."""

# The families of the Hundred Surnames that still occur, the modern ones it lacks, and those of Linfen's counties
# (畅, 降, 亢, 尉, 逯 ...). Only where nothing labels a name does it have to begin with one of them.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉"
    "戎祖武符刘景詹束龙叶幸司韶郜黎薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛"
    "寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁"
    "勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查荆红游竺权盖益桓公仉督岳帅缑亢况有琴归海墨哈谯年爱阳佟商牟佘伯赏闫肖付代覃"
    "郇鄯邰畅降尉逯撖原芦仝卫邸闪苟晋曳睢冶郄苑蔄揣回展揭敬兰庆战门邝邵耶楚檀底占修仵延员南宝但位来英淡斐竹初亓火信达镐泰候幺"
)
# Two characters each, end to end.
_COMPOUNDS = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容长孙宇文司徒司空令狐夏侯轩辕端木呼延南宫独孤申屠闻人澹台淳于单于"
    "太史拓跋西门百里濮阳钟离鲜于公羊赫连完颜纳兰万俟左丘东郭"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUNDS[at : at + 2] for at in range(0, len(_COMPOUNDS), 2))
# Words that stand where a name is looked for: desks, verbs, media, notes.
_NOT_NAMES = re.compile(
    r"本报|本网|本台|本刊|本站|记者|通讯|报道|摄影|实习|图片|文字|整理|综合|编辑|资料|提供|视频|新闻|日报|晚报|中心|宣传|部门|公司|"
    r"政府|临汾|山西|新华|中新|网友|读者|作者|佚名|现场|连续|系列|专题|特别|深度|未完|待续|完毕|下转|上接|节选|试行|暂行|连载|采访|"
    r"获悉|了解|从市|近日|日前|今日|昨日|今年|去年|为了|关于|如图|明显|成立|时间|平均|平方|公里|公斤|公开|单位|有限|同比|全国|"
    r"全市|全省|全县|国家|国务|文化|文明|文件|广场|山区|东西|南北|和谐|解释|解读|年度|相关|来源|简介|简称|通知|通报|谢谢|好的|请问|"
    r"手记|观察|视点|调查|来信|走访|探访|体验|感言|日记|札记|访谈|专访|快讯|热线|俱乐部|协会"
)
_FILLERS = frozenset({"等", "和", "与", "及", "文", "图", "整理", "综合", "供稿", "本报", "本网", "实习生", "见习"})
_CHUNK = re.compile(rf"[{HAN}·\s、,;&/.:|—-]*")
_TOKEN = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*")


def has_surname(name: str) -> bool:
    """Tell whether a folded name begins as Chinese names do; names with a middle dot always pass."""
    if "·" in name:
        return True
    return name[0] in _SURNAMES or name[:2] in _COMPOUND_SURNAMES


def is_name(word: str, *, gated: bool) -> bool:
    """Tell whether a folded word can be one person's name; ``gated`` asks for a known surname too."""
    if _NOT_NAMES.search(word):
        return False
    if "·" in word:
        return 3 <= len(word) <= 16
    if not 2 <= len(word) <= 4 or (gated and len(word) == 4 and word[:2] not in _COMPOUND_SURNAMES):
        return False
    return has_surname(word) or not gated


def names_in(text: str, start: int, end: int, *, gated: bool = False) -> tuple[tuple[Span, ...], ...] | None:
    """Return the names in ``text[start:end]``, each as the spans it is written in; ``None`` if it holds anything else.

    Single characters pair up, for short names are spaced out; four characters in a row that are two surnames with
    their given names are two people.

    >>> [["魏 华 张小明"[a:b] for a, b in name] for name in names_in("魏 华 张小明", 0, 8) or ()]
    [['魏', '华'], ['张小明']]
    """
    if not _CHUNK.fullmatch(text, start, end):
        return None
    tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
    words = [split for span in tokens if text[slice(*span)] not in _FILLERS for split in _run_together(text, span)]
    names: list[tuple[Span, ...]] = []
    for is_single, group in groupby(words, key=lambda span: span[1] - span[0] == 1):
        spans = tuple(group)
        paired: tuple[tuple[Span, ...], ...] | None = tuple((span,) for span in spans)
        if is_single:
            paired = _paired(spans)
        if paired is None:
            return None
        names.extend(paired)
    if all(is_name("".join(text[slice(*span)] for span in name), gated=gated) for name in names):
        return tuple(names)
    return None


def leading_names(text: str, start: int, end: int) -> tuple[tuple[tuple[Span, ...], ...], int]:
    """Return the names at the start of running text and where they end: words of two or three with a known surname."""
    names: list[tuple[Span, ...]] = []
    position = start
    for token in re.compile(rf"[ 、]?([{HAN}]+)(?=[ 、,:()。]|$)").finditer(text, start, end):
        if token.start() != position or len(token[1]) > 3 or not is_name(token[1], gated=True):
            break
        names.append((token.span(1),))
        position = token.end()
    return tuple(names), position


def _paired(singles: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...] | None:
    """Pair single characters up; three are one name, any other odd number is none."""
    if len(singles) == 3:
        return (tuple(singles),)
    if len(singles) % 2:
        return None
    return tuple((one, other) for one, other in zip(singles[::2], singles[1::2], strict=True))


def _run_together(text: str, span: Span) -> tuple[Span, ...]:
    """Part names written without a space, where surnames show the seam: 张浩霍壮."""
    start, end = span
    word = text[start:end]
    if "·" in word or len(word) < 4 or (len(word) == 4 and word[:2] in _COMPOUND_SURNAMES):
        return (span,)
    for first in (2, 3):
        rest = word[first:]
        if 2 <= len(rest) <= 3 and has_surname(word) and rest[0] in _SURNAMES:
            return (start, start + first), (start + first, end)
    return (span,)
