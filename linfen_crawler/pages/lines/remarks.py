"""Tell what is said of a text where it ends from what the page says there: （未完待续）, 张浩 摄."""

from __future__ import annotations

import re

from linfen_crawler.people import is_credit_line

_OF_TEXT = re.compile(
    r"待续|未完|^\(完\)$|有删|删[节改减]|节选|原载|[转摘选译]自|转载自|下转|上接|下[期篇]|供图|资料图|提供"
    r"|(?:本[文版篇期刊]|图片|照片|资料|数据|视频|作者)(?:均?[为系由是]|有|来自|根据|原|节|图|照)"
)
_OF_PAGE = re.compile("请(?:注明|联系|告知|与)|版权|[侵授]权")
_SHOT = re.compile(r"(?:摄影?|供图)[)）]?$")
_MIN_SENTENCE = 8


def is_remark(line: str) -> bool:
    """Tell a folded line that says where a text or its pictures are from, or how it goes on.

    >>> is_remark("(未完待续)"), is_remark("张浩 摄"), is_remark("(新媒体中心)"), is_remark("转载请注明出处")
    (True, True, False, False)
    """
    if ":" in line or _OF_PAGE.search(line):
        return False
    return _OF_TEXT.search(line) is not None or (_SHOT.search(line) is not None and is_credit_line(line))


def is_sentence(line: str) -> bool:
    """Tell a folded line that is a sentence."""
    return line.endswith("。") and len(line) >= _MIN_SENTENCE
