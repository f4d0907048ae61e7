"""Recognise the box in which a page asks about its reader's mood, and its counts and remarks below a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linfen_crawler.pages.lines.furniture import prose_of
from linfen_crawler.pages.lines.setting import are_set_alike
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import are_beside
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN, Gate, is_name

_MAX_ASKING = 24
_MAX_BOX = 16
"""Blocks of a box, with the question."""
_MAX_ANSWERS = 60
_LOOK_BACK = 100
_FELT = "心情|感受|表情|态度|看法|感觉"
_ASKS = re.compile(
    rf"[^。]{{0,12}}[您你](?!们)[^。]{{0,12}}(?:{_FELT})[^。]{{0,8}}"
    rf"|[^。]{{0,4}}(?:看|读|阅读)完?[^。]{{0,10}}(?:{_FELT})[^。]{{0,8}}|[^。]{{0,12}}对[您你]有所?帮助[^。]{{0,4}}"
)
_WORDS = re.compile(rf"[{HAN}]+|\d+|\w")
_COUNTED = re.compile(r"\d")
_MAX_ANSWER = 8
"""Characters of what a reader felt, and of how many did."""
# In brackets an author says how long a text is: （本文共1200字）.
_TALLY = re.compile(
    r"\W{0,3}(?:(?<![(\[【])(?:本文|全文|文章)?(?:总?字数 ?[:约]{0,2} ?|共计?约? ?)\d{2,6} ?字?"
    r"(?:[,; ].{0,6}阅读.{0,12})?"
    r"|(?:本文|文章)(?:阅读|浏览|点击)(?:量|次数|数) ?:? ?\d{1,9} ?次?|[您你]是第 ?\d{1,9} ?位\w{2,4}"
    r"|(?:本文|文章)已经?(?:影响|帮助)了? ?\d{1,9} ?[人次]"
    r"|(?:最后|最近|上次)(?:更新|修改|编辑)(?:时间|日期|于)? ?:? ?(?:19|20)\d\d.{3,18}"
    r"|(?:本文|以上)?(?:内容)?由?AI(?:辅助|自动|智能)?(?:生成|创作|撰写)[^。]{0,12})\W{0,3}",
    re.IGNORECASE,
)


def tallies(line: str) -> bool:
    """Recognise a folded line of what a page counts and says of a text: how long it is, when it was changed last.

    >>> tallies("本文共计1200字,预计阅读时间3分钟"), tallies("字数:3000字以内")
    (True, False)
    """
    return _TALLY.fullmatch(line) is not None


def moods_at_end(blocks: Sequence[Block]) -> int:
    """Return how many of the last blocks ask what a reader felt and offer answers; 0 where none do.

    A text's own question is set as its paragraphs are, or is among them without counts, and people are no answers.
    """
    for count in range(1, min(_MAX_BOX, len(blocks) - 1) + 1):
        block = blocks[-count]
        if not isinstance(block, Text) or block.rows or len(block.text) > _MAX_ANSWERS:
            return 0
        asked, *answers = block.line.split()
        if len(asked) <= _MAX_ASKING and _ASKS.fullmatch(asked) and all(map(_offers, answers)):
            above = reversed(blocks[max(len(blocks) - count - _LOOK_BACK, 0) : -count])
            text = next((one for one in above if prose_of(one)), None)
            is_box = answers or any(
                map(_COUNTED.search, (one.line for one in blocks[-count:] if isinstance(one, Text)))
            )
            is_own = text is None or are_set_alike(block, text) or (_stand_together(block, text) and not is_box)
            return 0 if is_own else count
        if not _offers(block.line):
            return 0
    return 0


def _stand_together(one: Text, other: Block) -> bool:
    """Recognise two paragraphs in one element, however each is set."""
    return one.node is not None and other.node is not None and are_beside(one.node, other.node)


def _offers(line: str) -> bool:
    """Recognise nothing but short words and numbers, none of them a name."""
    words = _WORDS.findall(line)
    return bool(words) and all(len(one) <= _MAX_ANSWER and not is_name(one, Gate.STRICT) for one in words)
