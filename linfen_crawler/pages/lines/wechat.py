"""Recognise what WeChat's own page says around a text, which an editor may copy along with it.

It comes from one application and is the same on every page, so its words are known, unlike a site's.
"""

from __future__ import annotations

import re

from linfen_crawler.pages.lines.furniture import is_listed
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text

_MAX_LINE = 80
_NAME = r"[^\s,。:!?、《》“”]{2,16}"
_DAY = r"(?:(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?|\d{1,2}月\d{1,2}日)"
_POSTED = rf"(?:{_DAY} \d\d:\d\d(?: [^\s\d]{{2,8}})?|20\d\d-\d\d?-\d\d?|[今昨前]天|\d天前)"
_HEAD = re.compile(
    r"(?:已?收录于|选自)(?:合集|话题|专辑).{0,40}|#[^#\s]{1,20} \d{1,4} ?个?"
    r"|以下(?:文章|内容)来源于.{2,40}|在小说阅读器(?:读本章|中沉浸阅读)|去阅读"
    rf"|(?:原创 ?:? ?)?{_NAME}(?: {_NAME})?(?<!摄) {_POSTED}|原创 ?:? ?{_NAME}(?: {_NAME})?(?: {_DAY})?"
)
"""Whose text it is, and the account with the time at which it posted it: 原创 张三 吉县发布 2021-04-28 17:00."""
_MAY_BE_HEAD = re.compile("收录于|选自|#|来源于|阅读|原创|昨天|今天|前天|天前")
_MAY_BE_DAY = re.compile(r"\d[-年/.月日:]")
_TAIL = re.compile(
    r"预览时标签不可点击?|关注该公众号|(?:继续|向上)滑动看下一个|轻触(?:阅读原文|查看原文)|阅读原文"
    r"|(?:微信)?扫一扫(?:赞赏作者|关注该公众号|使用小程序|可打开此内容.{0,12})|使用(?:小程序|完整服务)|.{0,60}轻点两下取消.{0,40}"
    r"|(?:已?收录于|选自)(?:合集|话题|专辑).{0,40}|喜欢此内容的人还喜欢|写(?:下你的)?留言|精选留言|已无更多数据"
    r"|\d{0,6}人划线|已同步到看一看.{0,20}|前往“发现”.{0,30}|当前微信版本.{0,30}|长按识别前往小程序|文章已于.{4,12}修改"
)
_OPENS_TAIL = ("使用", "已", "收录", "选自", "文章已")
_MAY_BE_TAIL = re.compile("不可点|滑动看|读原文|看原文|扫一扫|轻点两下|留言|喜欢此|划线|前往|微信版本")
"""No class among the words: so a line is searched for their first characters alone."""
_SIGNS = " ,。:·.>"


def heads_wechat(block: Block) -> bool:
    """Recognise a line above a text: whose it is, who posted it and when."""
    if not isinstance(block, Text) or len(block.text) > _MAX_LINE or is_listed(block):
        return False
    if not (_MAY_BE_HEAD.search(block.text) or _MAY_BE_DAY.search(block.text)):
        return False
    return _HEAD.fullmatch(block.line.strip(_SIGNS)) is not None


def tells_when_posted(block: Block) -> bool:
    """Recognise the line of those above a text that says when it was posted."""
    return isinstance(block, Text) and _MAY_BE_DAY.search(block.text) is not None and heads_wechat(block)


def ends_wechat(block: Block) -> bool:
    """Recognise a line below a text, after which nothing but WeChat's own follows."""
    if not isinstance(block, Text) or len(block.text) > _MAX_LINE:
        return False
    if not (block.text.startswith(_OPENS_TAIL) or block.text.endswith("公众号") or _MAY_BE_TAIL.search(block.text)):
        return False
    return _TAIL.fullmatch(block.line.strip(_SIGNS)) is not None
