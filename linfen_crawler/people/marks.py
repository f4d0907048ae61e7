"""The words by which newspapers credit people: labels before names (记者), verbs after them (摄), both (摄影).

A mark is found by its own characters; only then is the text before it looked at: 临汾新闻网首席记者 is one label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from linfen_crawler.kinds import Role
from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.people.spaced import MAY_BE_GIVEN, is_of_name
from linfen_crawler.people.units import is_unit
from linfen_crawler.text import Folded, fold_with_offsets

# Bars and dots that look alike and fold to nothing common: 文丨张三, 阿不都•热西提.
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("丨│┃︱∣ǀ▏▕", "|"), **dict.fromkeys("•‧・∙⋅", "·"), "∶": ":", "∕": "/", "〔": "[", "〕": "]"}
)
_LOOKALIKE = re.compile("[丨│┃︱∣ǀ▏▕•‧・∙⋅∶∕〔〕]")

# That no character comes before it, asked after the word's first one: so each word begins with one of its own.
_ALONE = rf"(?<![{HAN}].)"
_ENDS = rf"(?![{HAN}])"
_NAMES = "(?= ?[:/|])"
_JOINT = " ?[/、&·+] ?"
_WORDS = {
    "label": (
        "记者", "通讯员", "实习生", "见习生", "评论员", "撰稿人", "小记者", "学生记者", "大学生记者", "校园记者",
        "摄影记者", "摄影通讯员", "摄像记者", "摄像通讯员", "学生(?=[ :/|])",
        *(f"{whose}摄影师" for whose in ("特约", "签约", "本报", "本网", "本刊")),
    ),
    "both": (
        f"文字?{_JOINT}(?:图片?|摄影?)", f"图片?{_JOINT}文字?", f"摄影{_JOINT}文字?", "摄影报道", "文并[摄图]",
        "图并文", "图文报道", "文图报道", f"文{_ALONE}图{_ENDS}", f"图{_ALONE}文{_ENDS}",
    ),
    "video": (
        "航拍视频", "视频(?:拍摄|剪辑|制作|编辑)?", "拍摄剪辑", "摄像", "摄制", "剪辑", "后期(?:制作)?",
    ),
    "advise": ("指导老师", "指导教师", "辅导老师", "辅导教师"),
    "design": (
        "制图", "绘图", "美编", "美术编辑", "版式设计", "版面设计", "封面设计", "美术设计", "平面设计", "视觉设计",
        "设计", "漫画", "插画", "插图", "版式", "海报", "制作", "排版",
    ),
    "review": (
        "责任校对", "责校", "值班(?:主任|编委|总编辑?|领导|总监)", "带班(?:主任|编委|总编辑?|领导|总监)",
        *(f"{word}{_NAMES}" for word in ("总值班", "副监制", "联合监制", "签审", "监审", "检校")),
        *(f"{word}{_NAMES}" for word in ("一读", "二读", "三读")),
        *(
            f"{word}(?:[人员]{_NAMES})?"
            for word in (
                "审核", "校对", "校审", "审读", "审定", "审稿", "核稿", "终审", "初审", "复审", "审校", "编审", "审签",
                "监制", "总监制", "签发", "一[审校]", "二[审校]", "三[审校]",
            )
        ),
        "编委",
    ),
    "edit": (
        "编辑(?!部)", "责编", "责任编辑", "主编", "副主编", "总编(?!辑)",
        # Their first words alone are other marks.
        "图片编辑", "图文编辑", "文字编辑", "摄影编辑", "统筹编辑", "策划编辑",
    ),
    "produce": ("策划", "总策划", "统筹", "总统筹", "出品人?", "制片人?"),
    "photo": (
        "摄影(?!家|师|爱好者)", "供图", "拍摄", "航拍", f"摄{_ENDS}",
        f"题图{_NAMES}", "图片摄影", "图片(?!来源)", f"图{_ALONE}{_ENDS}",
    ),
    "word": (
        "文字", "撰文", "撰稿", "作者(?!单位)", "本文作者(?!单位)", "采写", "参与采写", "联合采写", "执笔",
        f"供稿(?:人{_NAMES})?",
        "报道(?![组员部])", "参与报道(?![组员部])", "联合报道(?![组员部])",
        "参与采访", f"采访(?:整理)?(?= ?(?:[:/|]|{_JOINT}整理))", "编译", "文案", f"翻译{_NAMES}",
        *(f"{word}整理(?= |[:/|)\\]】]|$)" for word in ("", "综合", "录音", "采访")),
        # 文 is a surname and a given name as well: in 记者 文 静 and 记者 荀 文 one character alone is beside it.
        rf"文{_ALONE}(?<![{HAN}]{{2}} [{HAN}] .)(?![{HAN}]| (?![图摄])[{HAN}](?! ?(?![图摄])[{HAN}]))",
    ),
    "none": (
        "讲述(?=[ ,])", "口述(?=[ ,])",
        *(f"{word}[人者]?{_NAMES}" for word in ("讲述", "口述", "主讲", "主持", "受访")),
        *(
            f"{word}{_NAMES}"
            for word in (
                "来源", "图片来源", "稿源", "配音", "播音", "主播", "朗[诵读]", "配乐", "出镜", "单位", "作者单位",
                "学校", "地址", "电话", "邮箱",
            )
        ),
    ),
}  # fmt: skip
"""The words of each kind. Of those that begin alike the longer comes first: 摄影报道 is no 摄影, 图片摄影 no 图片."""


def _told_apart(words: Mapping[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    """Return an expression for the first word that stands somewhere, and of each of its groups the kind of word.

    The words are sorted by how they begin: so a line is searched for these characters alone, and where one is, the
    few words are tried that begin with it.
    """
    alike: dict[str, list[tuple[str, str]]] = {}
    for kind, of_kind in words.items():
        for word in of_kind:
            alike.setdefault(word[0], []).append((kind, word[1:]))
    pattern = "|".join(f"{first}(?:{'|'.join(f'({rest})' for _, rest in rests)})" for first, rests in alike.items())
    return pattern, ("", *(kind for rests in alike.values() for kind, _ in rests))


_ANY_MARK, _KINDS = _told_apart(_WORDS)
_MARK = re.compile(_ANY_MARK)
# The same without groups: each of the many would be emptied before every search.
_MARK_AT_ALL = re.compile(re.sub(r"\((?!\?)", "(?:", _ANY_MARK))
ROLES = {
    "both": (Role.AUTHOR, Role.PHOTOGRAPHER),
    "photo": (Role.PHOTOGRAPHER,),
    "video": (Role.VIDEOGRAPHER,),
    "word": (Role.AUTHOR,),
    "design": (Role.DESIGNER,),
    "edit": (Role.EDITOR,),
    "review": (Role.REVIEWER,),
    "produce": (Role.PRODUCER,),
    "advise": (Role.ADVISER,),
    "none": (),
}
"""What a person did, by the kind of a mark; ``label`` depends on its word."""

# What names a thing as often as a person's work: 图片：花海, 视频 会议.
_OF_THINGS = re.compile(
    "图|图片|视频|海报|漫画|插[画图]|版式|制作|.{0,2}设计|报道|文|文字|制图|绘图|后期|策划|统筹|总策划|总统筹|航拍"
)
_PUPILS = ("小记者", "学生记者", "校园记者", "学生")
_OWN_DESK = r"本报|本网|本台|本刊|本站"
_DESK = (
    rf"(?:{_OWN_DESK}|央视|央广|总台|(?:(?![由为是在与和对被给从将把向])[{HAN}]){{1,12}}?"
    r"(?:报|晚报版|网|社|电视台|中心|客户端|频道|电讯|[央卫]视|央广|总台|之声|广播|新闻|在线|融媒|周刊|杂志))"
)
RANK = (
    r"(?:首席|出镜|高级|资深|见习|实习|特约|特派|全媒体?|融媒体?|责任|执行|值班|网络|新媒体|栏目|版面|当日|本期|本版|总|参与|采访"
    rf"|常务|轮值|带班|当班|夜班|副|驻[{HAN}]{{2,4}}?)"
)
_NAMES_DESK = re.compile(_DESK)
_WHOLE_DESK = re.compile(rf"{_DESK}?{RANK}{{0,3}}")
_OWN_DESK_AT_END = re.compile(rf"(?:{_OWN_DESK})?{RANK}{{0,3}}$")
# 新华社“新华视点”记者, 《法治日报》记者
_QUOTED_DESK = re.compile(rf"(?:{_OWN_DESK}|[{HAN}]{{1,4}}社)?(?:“[^“”]{{2,10}}”|《[^《》]{{2,10}}》){RANK}{{0,2}}$")
# 山西晚报·山河+记者, 齐鲁晚报·齐鲁壹点记者: a paper and its app, or what no name but that of an app has in it.
_APP = rf"[{HAN}\w]{{2,10}}"
_JOINED_DESK = re.compile(rf"(?<![{HAN}\w·+])(?:{_DESK}[·/]{_APP}\+?|(?:{_APP}[·/])?{_APP}\+) ?{RANK}{{0,3}}$")
_OF_TRADES = frozenset({"label", "edit"})
_OF_WRITERS = frozenset({"撰稿", "撰文", "供稿", "采写"})
"""Words for writing that have ranks as labels do: 特约撰稿."""
_PRAISE = re.compile("优秀|先进|最美|十佳|模范|杰出|获奖|知名|著名|百佳")
"""优秀记者 are people written about, not who wrote it."""
_MAY_JOIN = re.compile("[·/+]")
_MAX_DESK = 24
_MAX_OFFICE = 4
_PARTS = re.compile(rf" ?[:/|]| (?=[{HAN}])")
_MAX_KEPT = 300
"""Characters of a line whose reading is kept for the next who asks."""


_MAX_SPACED = 4
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?: [{HAN}])+(?![{HAN}])(?=(?P<colon> ?[:/|])?)")
_MAY_BE_SPACED = re.compile(rf" (?<=(?<![{HAN}])[{HAN}] )[{HAN}]")
"""Where a run of such characters has its first gap: told from there, for a line has few gaps."""
_SHOT_ON = re.compile(rf"(?<=[{HAN}]) ?(?:(?:19|20)\d\d年)?\d{{1,2}}月(?:\d{{1,2}}日)? ?(?=摄{_ENDS})")


class Mark(NamedTuple):
    """A label or a verb, and where it is."""

    kind: str
    word: str
    start: int
    end: int

    @property
    def is_label(self) -> bool:
        """True for 记者 and the like, which name a person's trade and not what he did for this page."""
        return self.kind == "label"

    @property
    def is_writers(self) -> bool:
        """True for what refers to a text or a pupil: no caption of a photograph ends so."""
        return self.kind in {"word", "both", "advise"} or self.word.endswith(_PUPILS)

    @property
    def is_of_things(self) -> bool:
        """True if the word names a thing as often as a person's work."""
        return _OF_THINGS.fullmatch(self.word) is not None

    @property
    def is_of_offices(self) -> bool:
        """True if an office stands as often as a person: 通讯员 县供电, 供图：消防."""
        return self.word.endswith(("通讯员", "供图", "供稿"))

    @property
    def closes(self) -> bool:
        """True for a verb with which a line ends that has labels of its own: 记者 X 摄像 Y 报道."""
        return self.kind == "both" or self.word.endswith(("报道", "采写", "采访", "供稿", "整理"))

    @property
    def is_own(self) -> bool:
        """True if the label names a newspaper: 本报记者."""
        return self.is_label and _NAMES_DESK.match(self.word) is not None

    @property
    def label_role(self) -> Role | None:
        """The role that a label gives; ``None`` for other marks."""
        if not self.is_label:
            return None
        if "摄影" in self.word:
            return Role.PHOTOGRAPHER
        if "摄像" in self.word:
            return Role.VIDEOGRAPHER
        if self.word.endswith("通讯员"):
            return Role.CORRESPONDENT
        return Role.AUTHOR if self.word.endswith(("评论员", "撰稿人", *_PUPILS)) else Role.REPORTER


def credit_line(text: str) -> Folded:
    """Fold a line, and what looks like a bar or a dot to one; a label that is spaced out is joined: 记 者, 摄　影：.

    The day before 摄 is left out: 记者张浩 4月28日摄.
    """
    return _short_line(text) if len(text) <= _MAX_KEPT else _read_line(text)


# Several readers of a page ask for the same lines.
@lru_cache(maxsize=256)
def _short_line(text: str) -> Folded:
    return _read_line(text)


def _read_line(text: str) -> Folded:
    folded = fold_with_offsets(text)
    if _LOOKALIKE.search(folded.text):
        folded = folded._replace(text=folded.text.translate(_LOOKALIKES))
    gaps: set[int] = set()
    if _MAY_BE_SPACED.search(folded.text):
        gaps.update(gap for run in _SPACED.finditer(folded.text) for gap in _gaps_in_labels(run))
    if "摄" in folded.text and "月" in folded.text:
        gaps.update(at for day in _SHOT_ON.finditer(folded.text) for at in range(*day.span()))
    return _without(folded, gaps) if gaps else folded


def _gaps_in_labels(run: re.Match[str]) -> Iterator[int]:
    """Yield where the spaces are inside the labels that single characters spell: before a colon, or before names."""
    joined = run[0][::2]
    at = 0
    while at < len(joined):
        lengths = range(min(len(joined) - at, _MAX_SPACED), 1, -1)
        # In 李 文 图/ the first label is of the name.
        is_of_name = at % 2 == 1 and joined[at] in MAY_BE_GIVEN
        told = len(joined) if run["colon"] is not None and not is_of_name else -1
        length = next((one for one in lengths if _is_label(joined[at : at + one], is_told=at + one == told)), 1)
        yield from (run.start() + 2 * one + 1 for one in range(at, at + length - 1))
        at += length


def _is_label(word: str, *, is_told: bool) -> bool:
    mark = _MARK.fullmatch(word)
    return mark is not None and (is_told or _kind(mark) == "label")


def _without(folded: Folded, gaps: set[int]) -> Folded:
    """Return a folded text without some of its characters."""
    kept = [at for at in range(len(folded.text)) if at not in gaps]
    starts = folded.starts or range(len(folded.text))
    text = "".join(folded.text[at] for at in kept)
    return Folded(text, folded.source, (*(starts[at] for at in kept), len(folded.source)))


def has_mark(text: str, start: int, end: int) -> bool:
    """Tell whether a folded range holds a label or a verb at all."""
    first = _MARK_AT_ALL.search(text, start, end)
    if first is None or text[first.start()] not in MAY_BE_GIVEN:
        return first is not None
    return next(marks_in(text, start, end), None) is not None


def marks_in(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the labels and verbs of a folded range, each with the desk and rank before it."""
    floor = position = start
    while match := _MARK.search(text, position, end):
        position = match.end()
        if text[match.start()] in MAY_BE_GIVEN and is_of_name(text, floor, end, match.start()):
            position = match.start() + 1
            continue
        kind = _kind(match)
        begin = match.start()
        if kind in _OF_TRADES and _PRAISE.match(text, max(floor, begin - 2)):
            continue
        if kind in {"label", "edit"}:
            begin = _with_desk(text, floor, begin)
        if kind == "edit" and begin == match.start() and _PARTS.match(text, match.end(), end):
            begin = _with_office(text, floor, begin)
        elif kind in {"photo", "review"} or match[0] in _OF_WRITERS:
            begin = _with_own_desk(text, floor, begin)
        yield Mark(kind, text[begin : match.end()], begin, match.end())
        floor = match.end()


def _kind(mark: re.Match[str]) -> str:
    return _KINDS[mark.lastindex or 0]


def _with_desk(text: str, floor: int, end: int) -> int:
    """Return where the desk and rank begin right before a label."""
    if quoted := _QUOTED_DESK.search(text[max(floor, end - _MAX_DESK) : end]):
        return end - len(quoted[0])
    begin = _run_before(text, floor, end)
    is_whole = begin == end or _WHOLE_DESK.fullmatch(text, begin, end) is not None or is_unit(text[begin:end])
    is_app = not (is_whole and _NAMES_DESK.match(text, begin, end))
    if is_app and _MAY_JOIN.search(text, max(floor, begin - 2), begin):
        joined = _JOINED_DESK.search(text[max(floor, end - _MAX_DESK) : end])
        if joined:
            return end - len(joined[0])
    if is_whole:
        return begin
    return _with_own_desk(text, floor, end)


def _with_office(text: str, floor: int, end: int) -> int:
    """Return where the word begins that says which editor a field names, 时政编辑：; a name before it does not."""
    begin = _run_before(text, floor, end)
    word = text[begin:end]
    may_be = 1 < len(word) <= _MAX_OFFICE and not any(is_name(word[:at], Gate.STRICT) for at in (2, 3))
    return begin if may_be else end


def _with_own_desk(text: str, floor: int, end: int) -> int:
    """Return where 本报 and ranks begin right before a word: 本报特约摄影."""
    found = _OWN_DESK_AT_END.search(text[_run_before(text, floor, end) : end])
    return end - len(found[0]) if found else end


def _run_before(text: str, floor: int, end: int) -> int:
    """Return where the characters without a gap begin right before a position."""
    begin, floor = end, max(floor, end - _MAX_DESK)
    # Folded, no separator of a page stands as high as the characters do.
    while begin > floor and text[begin - 1] >= "\u3400":
        begin -= 1
    return begin
