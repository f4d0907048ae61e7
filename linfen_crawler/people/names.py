"""Recognise Chinese personal names in folded text: spaced out, listed, or run together.

Works on *folded* text (see :mod:`linfen_crawler.text`) and answers with spans, so that the caller takes the page's own
characters. What no rule can settle is left out: a name missed is found again in the text, a wrong one spreads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import groupby

from linfen_crawler.people.posts import is_post
from linfen_crawler.people.rare_names import has_both_surnames
from linfen_crawler.people.surnames import COMPOUND_SURNAMES, COUNTIES, SURNAMES, WORDS
from linfen_crawler.people.transcriptions import is_sounded, is_transcribed
from linfen_crawler.people.units import is_unit

Span = tuple[int, int]
Name = tuple[Span, ...]
"""The spans that one name is written in: two for one that is spaced out."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
"""The inside of a character class: the characters that a Chinese name is written with."""

BARE_NAME = re.compile(rf"[{HAN}]{{2,3}}|[{HAN}] [{HAN}]")
"""A line that can hardly be anything but a name, where a name may stand: headlines are longer."""


class Gate(IntEnum):
    """What is required of a word before it counts as a name: the less sets it apart, the more."""

    SHAPE = 0
    """After 记者： or within 记者 … 摄: two to four characters that are none of the words seen there."""
    SURNAME = 1
    """It begins as names do."""
    STRICT = 2
    """And it is no common word that begins so too: 关注, 管理."""


_GIVEN = 2
"""Characters of a given name that is separated from its surname: 畅 任杰."""
# Words that stand where a name is looked for: desks, verbs, media, notes.
_NOT_IN_NAMES = (
    r"本报|本网|本台|本刊|本站|通讯|报道|实习|整理|综合|资料|提供|新闻|日报|晚报|中心|宣传|部门|公司|政府|临汾|山西"
    r"|新华|中新|网友|读者|佚名|现场|连续|系列|专题|特别|深度|未完|待续|完毕|下转|上接|节选|试行|暂行|连载|采访|获悉"
    r"|了解|从市|近日|日前|今日|昨日|今年|去年|为了|关于|如图|明显|成立|时间|平均|平方|公里|公斤|公开|单位|有限|同比"
    r"|全国|全市|全省|全县|国家|国务|文化|文明|文件|广场|山区|东西|南北|和谐|解释|解读|年度|相关|来源|简介|简称|通知"
    r"|通报|谢谢|好的|请问|集体|手记|观察|视点|调查|来信|走访|探访|体验|感言|日记|札记|访谈|专访|快讯|热线|俱乐部|协会"
    r"|网络|老师|学生|学校|小学|中学|大学|学院|年级|社区|街道|融媒|客户端|公众号|微信|微博|转载|转自|摘自|原载|走进"
    r"|在线|基层|队伍|节日|指导|投稿|视觉|管理员|未知|不详|匿名|同志|主任|书记|市长|局长|部长|县长|经理|主席"
    r"|连日|时值|时下|年[初底末]|凌晨|清晨|傍晚|深夜|上午|下午|隆冬|入[春夏秋冬]|常言|俗话|马路|校长|院长"
)
_NOT_LAST = r".{2}[完终]$|.(?:师傅|先生|女士|大[爷妈娘]|阿姨)$"
_NOT_NAMES = re.compile(rf"{_NOT_IN_NAMES}|{_NOT_LAST}|气象|电视")
# Apart from each other: words alone are searched for by their first characters.
_NOT_NAMES_BY_WORD = re.compile(rf"{_NOT_IN_NAMES}|气象|电视")
_NOT_NAMES_BY_END = re.compile(_NOT_LAST)
_TITLES = frozenset(
    ("老师", "学生", "同志", "主任", "书记", "市长", "局长", "部长", "县长", "经理", "主席", "校长", "院长")
)
# 张滨作 is the work of 张滨; 解州 is a town.
_WORK = re.compile("..[作摘译编绘]$|.州$")
_IN_SENTENCES = re.compile(r"[的了着是不就都且或被把很没我你他她它们吗呢吧啊么些啥]")
# 市, 县 and the like open the name of an office: 县供电, 团市委.
_FIRST_NEVER = frozenset("在从对给让又再这市县区省乡镇村团总")
# 古县宣传部张翔宇: this much is no person's name.
_MIN_OFFICE = 4
# 尧都区解放路学校 三年级（2）班 张三: a child's school and class come before the name.
_NUMBER = r"[一二三四五六七八九十\d]"
_SCHOOL = re.compile(
    rf" ?\(?(?:(?:[{HAN}\d]{{2,20}}?"
    rf"(?:学校|小学|中学|大学|学院|幼儿园|校区|附小|附中|[一二三四五六七八九十]{{1,2}}[中小](?![{HAN}])))+"
    rf"(?:\([{HAN}]{{2,8}}\))?"
    rf"|[初高大小]?{_NUMBER}年级 ?(?:\(?{_NUMBER}{{1,3}}\)? ?班?)?(?:[{HAN}]班)?"
    rf"|[初高]?{_NUMBER} ?[(.]? ?{_NUMBER}{{1,3}} ?\)? ?班|[大中小]班)\)?"
)
_HAS_SCHOOL = re.compile("[学班级中小园附]")
_FILLERS = frozenset(
    {"等", "和", "与", "及", "文", "图", "整理", "综合", "供稿", "本报", "本网", "实习生", "见习", "同学"}
)
_CHUNK = re.compile(rf"[{HAN}·\s、,;&/.:|—○●□■◎⊙-]*")
# 班级：三（2）班
_OTHER_LABEL = re.compile(rf"[{HAN}] ?:")
_TOKEN = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*")
_BETWEEN_DOTS = re.compile("[^·]+")
_LEADING = re.compile(rf"[ 、]?([{HAN}]{{1,9}}?)(?=[ 、,:()。]|(?:摄影)?报道|$)")
_LIST = re.compile(rf"[ :]*[{HAN}]{{2,3}}(?:[ 、][{HAN}]{{2,3}})+ ?")
_AND = re.compile(r"(?<=..)[和与及](?=..)")


def has_surname(name: str) -> bool:
    """Tell whether a folded name begins as Chinese names do; names with a middle dot always pass."""
    return "·" in name or name[0] in SURNAMES or name[:2] in COMPOUND_SURNAMES


# The same few people write and edit most of a paper.
@lru_cache(maxsize=4096)
def is_name(word: str, gate: Gate) -> bool:
    """Tell whether a folded word can be one person's name."""
    is_none = _NOT_NAMES_BY_WORD.search(word) or _NOT_NAMES_BY_END.search(word)
    if is_none and (gate is Gate.STRICT or not has_given_word(word)):
        return False
    if "·" in word:
        return 3 <= len(word) <= 16 and (gate is Gate.SHAPE or is_transcribed(word))
    if gate is Gate.SHAPE and is_sounded(word):
        return True
    if _IN_SENTENCES.search(word) or word[0] in _FIRST_NEVER or word in COUNTIES:
        return False
    # 沙沙沙 is a sound.
    if not 2 <= len(word) <= 4 or len(set(word)) < len(word) - 1 or is_unit(word):
        return False
    is_double = word[:2] in COMPOUND_SURNAMES
    # Four characters are two surnames of the parents', or one of two characters.
    if len(word) == 4 and not is_double and not (gate is Gate.SHAPE and has_both_surnames(word)):
        return False
    if gate is Gate.STRICT and not is_double and (word in WORDS or _WORK.match(word)):
        return False
    return gate is Gate.SHAPE or is_double or word[0] in SURNAMES


def is_name_alone(line: str) -> bool:
    """Recognise a folded line that holds nothing but a name, or a word like one."""
    line = line.strip()
    return BARE_NAME.fullmatch(line) is not None and is_name(line.replace(" ", ""), Gate.STRICT)


def has_given_word(word: str) -> bool:
    """Tell 常文明 and 上官文明 from 文明: after a label, a word after a surname is a given name; a title is none."""
    found = _NOT_NAMES.search(word)
    is_given = found is not None and len(found[0]) == 2 and found[0] not in _TITLES and found.end() == len(word)
    return is_given and (word[:-2] in SURNAMES or word[:-2] in COMPOUND_SURNAMES)


def names_in(
    text: str, start: int, end: int, gate: Gate = Gate.SHAPE, *, may_run_together: bool = True
) -> tuple[Name, ...] | None:
    """Return the names in ``text[start:end]``, each as the spans it is written in; ``None`` if it holds anything else.

    Schools, offices and posts beside the names are passed over. Single characters pair up, for short names are spaced
    out; four characters in a row that are two surnames with their given names are two people, where names
    ``may_run_together``.

    >>> [["魏 华 张小明"[a:b] for a, b in name] for name in names_in("魏 华 张小明", 0, 8) or ()]
    [['魏', '华'], ['张小明']]
    """
    if not _HAS_SCHOOL.search(text, start, end):
        listed = _listed(text, start, end, gate, may_run_together)
        return None if listed is None else tuple(listed)
    names: list[Name] = []
    for part_start, part_end in _between_schools(text, start, end):
        found = _listed(text, part_start, part_end, gate, may_run_together)
        if found is None:
            return None
        names.extend(found)
    return tuple(names)


def holds_unit(text: str, start: int, end: int) -> bool:
    """Tell whether a range that :func:`names_in` has read holds a school or an office."""
    if len(list(_between_schools(text, start, end))) > 1:
        return True
    return any(is_unit(text[slice(*token.span())]) for token in _TOKEN.finditer(text, start, end))


def holds_post(text: str, start: int, end: int) -> bool:
    """Tell whether a range that :func:`names_in` has read says of someone what he is: 县委书记 张浩."""
    return any(is_post(token[0]) or _behind_post(token[0]) for token in _TOKEN.finditer(text, start, end))


def tells_post(text: str, start: int, end: int) -> bool:
    """Recognise a post directly followed by a name, as at the beginning of a sentence: 市委书记张浩."""
    return any(_behind_post(token[0]) for token in _TOKEN.finditer(text, start, end))


def leading_names(text: str, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """Return the names at the start of running text and where they end: of two or three characters, surname known."""
    names: list[Name] = []
    position = passed = start
    open_name: Name = ()
    for token in _LEADING.finditer(text, start, end):
        if token.start() != passed or len(token[1]) > 3:
            break
        passed = token.end()
        open_name = (*open_name, token.span(1))
        if len(token[1]) == 1 and len(open_name) == 1:
            continue
        if not is_name("".join(text[slice(*span)] for span in open_name), Gate.STRICT):
            break
        names.append(open_name)
        open_name, position = (), passed
    return tuple(names), position


def listed_words(text: str, start: int, end: int) -> tuple[Name, ...] | None:
    """Return the words of a list each as a name, also one that no name begins like: 区红、张浩."""
    if _LIST.fullmatch(text, start, end) is None:
        return None
    return tuple((word.span(),) for word in _TOKEN.finditer(text, start, end))


def _between_schools(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the ranges before, between and after schools and classes."""
    position = start
    for school in _SCHOOL.finditer(text, start, end):
        yield position, school.start()
        position = school.end()
    yield position, end


def _listed(text: str, start: int, end: int, gate: Gate, may_run: bool) -> list[Name] | None:  # noqa: FBT001
    if not _CHUNK.fullmatch(text, start, end) or _OTHER_LABEL.search(text, start, end):
        return None
    tokens = (token.span() for token in _TOKEN.finditer(text, start, end))
    names: list[Name] = []
    family: Name = ()
    for is_single, group in groupby(tokens, key=lambda span: span[1] - span[0] == 1):
        spans = tuple(group)
        if is_single:
            paired, family = _paired(text, spans)
            names.extend(paired)
            continue
        if family and text[slice(*family[0])] in SURNAMES and spans[0][1] - spans[0][0] == _GIVEN:
            names.append((*family, spans[0]))
            family, spans = (), spans[1:]
        names.extend((word,) for span in spans for word in _words_of(text, span, may_run))
    if family:
        return None
    return names if all(_is_spelled(text, name, gate) for name in names) else None


def _is_spelled(text: str, name: Name, gate: Gate) -> bool:
    """Tell whether spans are a name; hardly any other word is spaced out: 高　峰."""
    return is_name("".join(text[slice(*span)] for span in name), gate if len(name) == 1 else min(gate, Gate.SURNAME))


def _words_of(text: str, span: Span, may_run: bool) -> Iterator[Span]:  # noqa: FBT001
    """Yield the names that one word holds: none where it is an office, two where they are run together."""
    start = span[0]
    word = text[slice(*span)]
    if word in _FILLERS or is_unit(word) or is_post(word):
        return
    if "·" in word:
        yield from _around_dots(text, span) if may_run and not is_transcribed(word) else (span,)
        return
    word = _without_end(word)
    joint = _AND.search(word)
    if joint and all(is_name(one, Gate.STRICT) for one in (word[: joint.start()], word[joint.end() :])):
        yield start, start + joint.start()
        yield start + joint.end(), start + len(word)
        return
    if cut := _behind_post(word) or _behind_office(word):
        yield start + cut, start + len(word)
        return
    whole = (start, start + len(word))
    yield from _run_together(text, whole) if may_run else (whole,)


def _behind_office(word: str) -> int | None:
    """Return where a name begins that directly follows an office: 古县宣传部张翔宇."""
    cuts = (cut for cut in (len(word) - 3, len(word) - 2) if cut >= _MIN_OFFICE and is_unit(word[:cut]))
    return next((cut for cut in cuts if is_name(word[cut:], Gate.STRICT)), None)


def _behind_post(word: str) -> int | None:
    """Return where a name begins that directly follows a post: 文联主席张浩; 市交警支队 is no 交警."""
    if is_unit(word):
        return None
    cuts = (cut for cut in (len(word) - 3, len(word) - 2) if cut > 1 and is_post(word[:cut]))
    return next((cut for cut in cuts if is_name(word[cut:], Gate.STRICT)), None)


def _without_end(word: str) -> str:
    """Return a name without what directly follows it: 张浩等, 张浩整理."""
    if len(word) > 2 and word.endswith("等"):
        return word[:-1]
    return word[:-2] if word.endswith("整理") and is_name(word[:-2], Gate.STRICT) else word


def _around_dots(text: str, span: Span) -> tuple[Span, ...]:
    """Separate names that have a dot between them, 王军·李静, from one that is written with it."""
    parts = tuple(match.span() for match in _BETWEEN_DOTS.finditer(text, *span))
    return parts if all(is_name(text[slice(*part)], Gate.STRICT) for part in parts) else (span,)


def _paired(text: str, singles: Name) -> tuple[tuple[Name, ...], Name]:
    """Pair single characters up, three are one name; of any other odd number the last is left over: 畅 任杰.

    和 and 文 are surnames as well: they are left out only where the others pair up without them.
    """
    if len(singles) % 2:
        kept = tuple(span for span in singles if text[slice(*span)] not in _FILLERS)
        singles = kept if len(kept) % 2 == 0 else singles
    if len(singles) == 3:
        return (singles,), ()
    left = singles[len(singles) - len(singles) % 2 :]
    return tuple((one, other) for one, other in zip(singles[::2], singles[1::2], strict=False)), left


def _run_together(text: str, span: Span) -> tuple[Span, ...]:
    """Separate names written without a space, where surnames show the seam: 张浩霍壮."""
    start, end = span
    word = text[start:end]
    if len(word) < 4 or is_sounded(word) or (len(word) == 4 and word[:2] in COMPOUND_SURNAMES):
        return (span,)
    for first in (2, 3):
        rest = word[first:]
        if word[:2] in WORDS or rest[:2] in WORDS:
            continue
        if 2 <= len(rest) <= 3 and has_surname(word) and rest[0] in SURNAMES:
            return (start, start + first), (start + first, end)
    return (span,)
