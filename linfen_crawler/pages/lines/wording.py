"""Recognise lines that are no text by their own wording: editor, copyright notice, source, related links, neighbours.

Patterns are written for folded lines. In the body a line counts only where nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from linfen_crawler.pages.lines.buttons import are_bracketed
from linfen_crawler.pages.lines.rights import declares_rights, heads_declaration
from linfen_crawler.pages.lines.values import names_nobody
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.people.names import HAN
from linfen_crawler.text import unpadded


class Wording(Enum):
    """What a line says that is no text."""

    NOTICE = auto()
    RESPONSIBLE = auto()
    """责任编辑：X, wherever it is: no sentence has that wording."""
    EDITOR = auto()
    """编辑：X, 审核：X, X 编辑: no text where only such lines follow."""
    SOURCE = auto()
    RELATED = auto()
    NO_RELATED = auto()
    NEIGHBOUR = auto()
    """上一篇：, 下一篇：."""


MAX_LINE = 90
"""Characters; what is longer is text, except for the notice."""

# Each word begins with a character of its own, in no class: so a line is searched for these alone.
_HINT = re.compile(
    "编|责|校|审|核稿|签|监|班|来源|稿源|转载?自|相关|延伸|推荐|往期|暂无|上一[篇条]|下一[篇条]|前一[篇条]|后一[篇条]|版权"
)
ANY_EDITOR = (
    r"责任编辑|责编|(?:本[期版])?值班(?:编辑|编委|领导)|本[期版](?:编辑|责编)|网络编辑|编辑|副?主编"
    r"|(?:审核|(?:责任)?校对|总?监制|终审|初审|复审|审签|签发|编审|审校|校审|审[读定稿]|核稿)[人员]?"
    r"|值班主任|值班总编|副?总编辑?|美编|[一二三][审校]"
)
NOTICE = re.compile(r"[【\[( ]{0,2}版权声明[】\]) ]{0,2}(?::|(?=凡))")
_MAX_LABEL = 10
_NOTICE_GOES_ON = re.compile(r"[若如]?有?违[者反]")
GLUED_NOTICE = re.compile(r"[【\[(]?版权声明[】\]) ]{0,2}:? ?凡")
"""How both wordings of the site's notice begin, which identifies it anywhere."""
_BRACKETED_EDITOR = re.compile(r" ?[【\[(] ?(?:责任编辑|责编|编辑) ?[:/ ][^【】\[\]()]{0,40}[】\])] ?$")
_TELLS = re.compile("[说道称讲问答][,:]")
_BARE_EDITOR = re.compile(rf"(?<=[。!?”…]) {{0,4}}(?:责任编辑|责编|编辑) ?[:/] ?[{HAN} ]{{2,8}}$")
_DAY = r"(?:(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?(?: \d\d:\d\d(?::\d\d)?)? {1,4})?"
_RESPONSIBLE = re.compile(rf"[^\w。]{{0,4}}{_DAY}(?:责任编辑|责编) ?[:/|丨][^。;!?]{{0,60}}")
# 值班总编：王刚 责任编辑：畅任杰, 来源：临汾日报　责任编辑：畅任杰.
_BEFORE_EDITOR = re.compile(rf"[【\[( ]{{0,3}}[{HAN}]{{2,6}} ?:[^。:;!?]{{1,40}}[ |](?=(?:责任编辑|责编) ?[:/|丨])")
_OF_DESK = rf"(?:[{HAN}]{{0,2}}媒体|[实见]习|图文|文字|版面|栏目|执行|微信)编辑"
_EDITOR = re.compile(
    rf"[^\w。]{{0,4}}(?:{ANY_EDITOR}|{_OF_DESK})(?: ?[:/|丨][^。;!?]{{0,60}}| [{HAN} ]{{2,8}}[】\]) ]{{0,3}})"
    rf"|[【\[( ]{{0,3}}[{HAN}]{{2,4}} ?编辑[】\]) ]{{0,3}}"
)
_SOURCE = re.compile(
    r"(?:[(【\[]|[◎●○■□◆◇▲※*·—-]{1,2})? ?(?:本文|文章|信息|稿件|新闻|文字|图文|内容|素材)?(?:来源|稿源|转载?自)"
    r" ?[:|丨/] ?[^。:,]{1,30}[)】\]]?"
)
_EMPTY = re.compile(r"[(【\[ ]{0,2}(?:本文)?(?:作者|通讯员|摄影|供稿) ?: ?[)】\] ]{0,2}")
_OWN_RELATED_WORDS = r"相关(?:阅读|新闻|链接|文章|报道)"
_RELATED_WORDS = rf"{_OWN_RELATED_WORDS}|相关推荐|延伸阅读|推荐阅读|(?:往期|精彩)(?:推荐|回顾|精彩|精选|好文)"
OWN_RELATED = re.compile(rf"[^\w(]{{0,8}}(?:{_OWN_RELATED_WORDS})[^\w(]{{0,8}}")
"""What heads an article's own links wherever it is; 推荐阅读 heads a sidebar's as well."""
RELATED = re.compile(rf"[^\w(]{{0,8}}(?:{_RELATED_WORDS})[^\w(]{{0,8}}")
_NO_RELATED = re.compile(
    r"[^\w(]{0,8}(?:相关(?:阅读|新闻|文章)[^\w(]{0,8})?(?:本文)?暂无相关(?:文章|阅读|新闻|内容)\W{0,8}"
)
# In the body 下一条路 and 上一篇文章 begin sentences: there a separator and a link, or 没有了, must follow.
NEIGHBOUR = re.compile(r"[^\w(]{0,8}([上下前后])一[篇条] ?[:|>](?P<none>.{0,60}?(?:没有了|暂?无))?[^\w]{0,8}")
_NEIGHBOUR_BEHIND = re.compile(
    r"[^\w(]{0,8}([上下前后])一[篇条](?:$| ?[:|>\-—]| )|[^。\n]{0,24}[ |/][上下]一[篇条] ?[:|]"
)
Headings = Mapping[str, tuple[str, ...]]
"""Headings as they are in the text of a page, by two characters that all of them hold."""
RELATED_HEADINGS: Headings = {
    "相关": ("相关阅读", "相关新闻", "相关链接", "相关文章", "相关报道"),
    "相關": ("相關閱讀", "相關新聞", "相關鏈接", "相關文章", "相關報道"),
}
NEIGHBOUR_HEADINGS: Headings = {
    "一篇": ("上一篇", "下一篇", "前一篇", "后一篇"),
    "一条": ("上一条", "下一条"),
    "一條": ("上一條", "下一條"),
}
NOTICE_HEADINGS: Headings = {
    "声明": ("版权声明：凡", "版权声明:凡"),
    "聲明": ("版權聲明：凡", "版權聲明:凡"),
}

RESPONSIBLE_LABELS: Headings = {
    "责": ("责任编辑：", "责任编辑:", "责编：", "责编:"),
    "責": ("責任編輯：", "責任編輯:", "責編：", "責編:"),
}
EDITOR_LABELS: Headings = {**RESPONSIBLE_LABELS, "编辑": ("编辑：", "编辑:"), "編輯": ("編輯：", "編輯:")}


def has_heading(text: str, headings: Headings) -> bool:
    """Tell whether the text of a page holds one of some headings: without, there is nothing to look for."""
    for both, words in headings.items():
        # One character is looked for in a fraction of the time.
        if both[0] in text and both in text and any(word in text for word in words):
            return True
    return False


def wording_of(line: str) -> Wording | None:
    """Tell what a folded line says; ``None`` if it is text like any other."""
    if len(line) > MAX_LINE:
        return Wording.NOTICE if NOTICE.match(line) else None
    return _wording_of_short(line)


# Each reader of a page asks for the lines that the others have asked for.
@lru_cache(maxsize=256)
def _wording_of_short(line: str) -> Wording | None:
    if not _HINT.search(line, 0, 40):
        # 王五 编辑 is recognised by its end, and short enough to end here.
        return None
    if NOTICE.match(line):
        return Wording.NOTICE
    line = unpadded(line)
    for wording, pattern in _BY_WHOLE_LINE:
        if pattern.fullmatch(line):
            # 责任编辑：王芳说，稿件要核实三遍 is told of her.
            is_told = wording is Wording.RESPONSIBLE and _TELLS.search(line)
            is_text = is_told or (wording in {Wording.RESPONSIBLE, Wording.EDITOR} and names_nobody(line))
            return None if is_text else wording
    return Wording.NEIGHBOUR if NEIGHBOUR.match(line) else None


_BY_WHOLE_LINE = (
    (Wording.RESPONSIBLE, _RESPONSIBLE),
    (Wording.EDITOR, _EDITOR),
    (Wording.SOURCE, _SOURCE),
    (Wording.NO_RELATED, _NO_RELATED),
    (Wording.RELATED, RELATED),
)


def opens_neighbours(line: str) -> bool:
    """Recognise a folded line after the text that opens with 上一篇 or 下一篇."""
    return "一" in line and _NEIGHBOUR_BEHIND.match(line) is not None


def is_own_notice(line: str) -> bool:
    """Tell the site's own notice, in either wording, from what else calls itself one."""
    return GLUED_NOTICE.match(line) is not None


def notice_goes_on(notice: Text, following: Text) -> bool:
    """Tell whether a paragraph ends the notice before it: a label alone, or a text that was set in two paragraphs."""
    opening = NOTICE.match(notice.line) if "版" in notice.text[:_MAX_LABEL] else None
    if opening is None:
        return False
    if opening.end() == len(notice.line):
        return following.text.startswith("凡")
    if not is_own_notice(notice.line) or following.anchors or wording_of(following.line) is not None:
        return False
    is_cut = not notice.line.endswith("。") and following.line.endswith("。") and "声明" not in following.line
    return len(following.text) <= MAX_LINE and (is_cut or _NOTICE_GOES_ON.match(following.line) is not None)


def pieces(block: Text) -> Iterable[Text]:
    """Split a paragraph at the lines that are not part of it; a notice takes the rest of its paragraph but buttons."""
    text = block.text
    # Most have nothing that could part them, and need no generator.
    may_be_parted = "编" in text or "編" in text or "责" in text or "版" in text or "\n" in text
    return _parted(block) if may_be_parted else (block,)


def _parted(block: Text) -> Iterator[Text]:
    text = block.text
    if "\n" not in text:
        yield from _unglued(block)
        return
    if len(text) < MAX_LINE and wording_of(text_as_line(block)) is Wording.RESPONSIBLE:
        yield block
        return
    first, *editor = _without_editor(block)
    if editor:
        # 来源：山西晚报【责任编辑： 李甲】 ends a paragraph of many lines.
        yield from pieces(first)
        yield from editor
        return
    run: list[Text] = []
    lines = block.lines()
    said = [wording_of(line.line) if _may_say(line.text) else None for line in lines]
    if not any(said):
        yield from _unglued(block)
        return
    at = 0
    while at < len(lines):
        if said[at] is None:
            run.append(lines[at])
            at += 1
            continue
        yield from _unglued(joined(run))
        run = []
        if said[at] is Wording.NOTICE:
            end = _end_of_notice(lines, said, at)
            yield from _unglued(joined(lines[at:end]))
            at = end
        else:
            yield lines[at]
            at += 1
    yield from _unglued(joined(run))


def _end_of_notice(lines: Sequence[Text], said: Sequence[Wording | None], at: int) -> int:
    """Return where another notice begins and, after the site's own, what it declares beside it, or buttons."""
    is_own = is_own_notice(lines[at].line)
    for end in range(at + 1, len(lines)):
        if said[end] is Wording.NOTICE or (is_own and is_of_site(lines[end].line)):
            return end
    return len(lines)


def text_as_line(block: Text) -> str:
    """Return a folded paragraph on one line: ``[责任编辑:⏎张三⏎]``."""
    return block.line.replace("\n", " ")


def _may_say(text: str) -> bool:
    return len(text) <= MAX_LINE or "版" in text[:12]


def _unglued(block: Text | None) -> Iterator[Text]:
    """Part ``…。版权声明：凡…``, ``…。【责任编辑： 李甲】`` and ``来源：X　责任编辑：李甲`` into what it is made of."""
    if block is None:
        return
    text = block.text
    if "责" in text and len(text) <= MAX_LINE and (label := _BEFORE_EDITOR.match(block.line)):
        at = len(block.folded.original(0, label.end()))
        if wording_of(text_as_line(block)) is None:
            yield from filter(None, [block.cut(0, at), block.cut(at, len(text))])
            return
    if "版" in text and (notice := GLUED_NOTICE.search(block.line)) and notice.start():
        at = len(block.folded.original(0, notice.start()))
        yield from _unglued(block.cut(0, at))
        yield from _without_editor(block.cut(at, len(text)))
        return
    yield from _without_editor(block)


def _without_editor(block: Text | None) -> Iterator[Text]:
    if block is None:
        return
    text = block.text
    if text[-1:] in "】])）" and ("编" in text[-60:] or "編" in text[-60:]):
        folded = block.folded
        match = _BRACKETED_EDITOR.search(folded.text, max(0, len(folded.text) - 60))
        if match is not None:
            at = len(folded.original(0, match.start()))
            yield from filter(None, [block.cut(0, at), block.cut(at, len(text))])
            return
    if ("编" in text[-16:] or "編" in text[-16:]) and (bare := _BARE_EDITOR.search(block.line)):
        at = len(block.folded.original(0, bare.start()))
        yield from filter(None, [block.cut(0, at), block.cut(at, len(text))])
        return
    yield block


def is_of_site(line: str) -> bool:
    """Tell what no text ends with, however it is set: what the site declares of its rights, buttons in brackets."""
    is_told = declares_rights(line) or heads_declaration(line) or are_bracketed(line) or is_empty_field(line)
    return is_told and wording_of(line) is None


def is_empty_field(line: str) -> bool:
    """Recognise the label of an author with nothing after it: 作者：."""
    return line.endswith((":", ":】", ":)", ":]")) and _EMPTY.fullmatch(line) is not None


def is_overflow(block: Text) -> bool:
    """Tell whether a paragraph between body and editor is text: a whole sentence, and no link."""
    return not block.anchors and wording_of(block.line) is None and block.line.rstrip(" )”").endswith(("。", "!", "?"))
