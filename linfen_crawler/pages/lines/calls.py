"""Remove a medium's calls to follow it from the ends of a text: 点击上方蓝字关注我们, 长按二维码关注我们, END.

Editors who paste from WeChat take them along. In the middle of a text such a line may be the text's own, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice, takewhile

from linfen_crawler.lazily import asked_once
from linfen_crawler.pages.lines.asking import asks_on_medium
from linfen_crawler.pages.lines.furniture import prose_of
from linfen_crawler.pages.lines.wechat import ends_wechat, heads_wechat, tells_when_posted
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line

_MAX_CALL = 40
_MAX_END = 24
_BEHIND = 12
"""Lines after the end of a text, at most, that are its credits and the medium's."""
_OF_WECHAT = 60
"""Lines that WeChat's page has below a text, at most."""
_AHEAD = 6
"""Lines among which stands what WeChat's page has above it."""
_BRACKETS = ("（", "(", "【", "[")
_US = r"(?:我们|公众号|微信|微博|客户端|视频号|抖音|APP|本[报台号]|新闻网|[日晚]报|发布|融媒)"
_MORE = "(?:了解|查看|想看)?更多(?:精彩|本地|临汾)?(?:内容|新闻|资讯|报道|视频|信息)"
_CALL = re.compile(
    r"\W{0,4}(?:请|欢迎|微信|手机)?(?:"
    r"(?:点击|戳|轻触|轻点)[^。]{0,4}(?:蓝色?字|(?:卡片|名片|[“《「][^。]{1,16}[”》」])[^。]{0,8}(?:关注|订阅))[^。]{0,16}"
    r"|(?:点击|戳|轻触|轻点)[^。]{0,24}(?:关注|订阅)我们"
    rf"|(?:长按|识别|扫描|扫一扫|扫码)[^。]{{0,14}}(?:关注|下载|订阅|加入)[^。]{{0,12}}{_US}[^。]{{0,8}}"
    r"|(?:点击|戳)[^。]{0,8}阅读(?:原文|全文)[^。]{0,12}|(?:打开|使用)?(?:微信|手机)?扫一扫"
    rf"|{_MORE}[^,。]{{0,6}}[,:]? ?(?:请|敬请|欢迎)?(?:关注|下载|扫|长按|识别|订阅|登录|访问|浏览)"
    rf"[^。]{{0,20}}{_US}号?\W{{0,2}}"
    r"|[^。]{0,20}(?:点个?|点亮|点一下|点赞)[^。]{0,6}在看(?=\W|吧|哦|支持|$)[^。]{0,16}"
    r"|[^。]{0,30}[↓⬇▼▽👇]"
    r")\W{0,4}",
    re.IGNORECASE,
)
_CALLS_ON = re.compile(
    r"\W{0,4}(?:(?:更多|想)[^。:]{0,12}[,:]|请|欢迎|敬请|立即|马上|快来|赶快){0,3}"
    r"(?:关注|订阅|星标|扫|长按|识别|点(?!击?[率量数赞亮])|戳|下载|安装|打开|登录|加入(?!我们[吧!]?)|添加|收看)(?:"
    r"[^。]{0,24}(?:更多|精彩|资讯|新闻|热点|直播|回放|视频|推送|电子报|当前页|好文|原文|阅读|详情|[者友流丝]群|朋友圈|评论|我们)[^。]{0,12}"
    r"|[^,。:“]{0,8}(?:[日晚早时都市]报|新闻|发布|融媒|头条|广播|电视|之声|传媒|在线|网)[^,。:]{0,6}(?:客户端|APP|公众号|视频号|抖音号?|微博)[^。]{0,16})"
    r"|关注[“「《][^。”」》]{1,12}[”」》],[^。]{2,16}"
    r"|(?=[^。]{0,40}(?:更多|精彩|资讯|新闻|动态|我们|本[报网台号]|[日晚早]报|发布|融媒|头条|之声|在线))"
    r"[^。:]{2,20},(?:请|欢迎)(?:下载|关注|打开|订阅)[^,。]{2,16}"
    rf"|\W{{0,4}}{_MORE},?(?:尽|都)?在[^,。]{{0,12}}{_US}号?"
    r"|(?:合作)?请?加[^,。]{0,6}微信[号:]{0,2} ?[a-z0-9_-]{5,20}[^。]{0,16}",
    re.IGNORECASE,
)
"""What a medium asks of those who have read to the end: to follow it, and for what it offers. A headline may say so."""
_ON_MEDIUM = re.compile(
    "扫|长按|识别|星标|下载|安装|戳|客户端|APP|公众号|视频号|抖音|快手|微信|微博|小程序|[者友流丝]群|进群|朋友圈|原文|我们[^身的]|我们$|关注[“「《]|更多.{0,12}[尽都]?在",
    re.IGNORECASE,
)
"""Where, or how, a medium is followed; a slogan calls on its reader without: 关注身边的好人."""
_OF_ITSELF = re.compile(f"我们|本[报网台号]|{_MORE}")
_READING_TIME = re.compile(r"\W{0,3}(?:本文|全文)[^。]{0,6}\d ?字[^。]{0,12}\d ?分钟[^。]{0,4}")
_MAY_BE_END = re.compile("[NnＮｎ] ?[DdＤｄ]|完|结束")
"""Looked for before a line is folded."""
_END = re.compile(
    r"\W{0,8}(?:(?:the ?)?e ?n ?d|[全本]?文 ?(?:已?完|结束|终))\W{0,8}|[^\w([【]{1,8}完[^\w)\]】]{1,8}", re.IGNORECASE
)
"""（完） ends an agency's text, and is its own."""


def without_calls(blocks: Sequence[Block]) -> list[Block]:
    """Return a text without the calls at its ends, nor the codes after the last or the editors; calls alone stay."""
    blocks = _to_its_end(_without_wechat(blocks))
    may_be_asked = asked_once(partial(_may_be_asked, blocks))

    def calls(block: Block) -> bool:
        return is_call(block) or (asks_on_medium(block) and may_be_asked())

    begin = next((at for at, one in enumerate(blocks) if not (calls(one) or tells_length(one))), 0)
    end = cut = len(blocks)
    while end > begin and (isinstance(last := blocks[end - 1], Picture) or calls(last) or is_end(last)):
        end -= 1
        cut = cut if isinstance(last, Picture) else end
    above = blocks[end - 1] if end > begin else None
    is_signed = isinstance(above, Text) and wording_of(above.line) is Wording.EDITOR
    return list(blocks[begin : end if is_signed else cut])


def _may_be_asked(blocks: Iterable[Block]) -> bool:
    """Recognise a text that a page may ask its reader about: one that is there, and refers to no code itself."""
    told = [one.text for one in blocks if isinstance(one, Text) and prose_of(one)]
    return bool(told) and not any("码" in text for text in told)


def _without_wechat(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return a text without what WeChat's page has around it, except for who made it and where it is from."""
    if any(map(heads_wechat, blocks[:_AHEAD])):
        head = list(takewhile(lambda one: not prose_of(one), blocks[:_AHEAD]))
        # One account posts a text once; several lines with a day each are a list of the text.
        if sum(map(tells_when_posted, head)) <= 1:
            blocks = [*(one for one in head if not heads_wechat(one)), *blocks[len(head) :]]
    behind = sum(1 for _ in takewhile(_is_short_or_wechats, islice(reversed(blocks), _OF_WECHAT)))
    at = next((at for at in range(len(blocks) - behind, len(blocks)) if ends_wechat(blocks[at])), None)
    if not at or any(prose_of(one) and not ends_wechat(one) for one in blocks[at:]):
        return blocks
    return [*blocks[:at], *filter(_names_makers, blocks[at + 1 :])]


def _is_short_or_wechats(block: Block) -> bool:
    return _is_short(block) or ends_wechat(block)


def _names_makers(block: Block) -> bool:
    if not isinstance(block, Text) or ends_wechat(block):
        return False
    return bool(block.rows) or wording_of(block.line) is not None or is_credit_line(block.text)


def _to_its_end(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return a text without what comes after its END, except for a sentence, or who made it and where it is from."""
    behind = sum(1 for _ in takewhile(_is_short, islice(reversed(blocks), _BEHIND)))
    at = next((at for at in range(len(blocks) - behind, len(blocks)) if is_end(blocks[at])), None)
    if not at or any(map(prose_of, blocks[at + 1 :])):
        return blocks
    return [*blocks[:at], *filter(_may_follow_end, blocks[at + 1 :])]


def _is_short(block: Block) -> bool:
    return not isinstance(block, Text) or len(block.text) <= _MAX_CALL


def _may_follow_end(block: Block) -> bool:
    if not isinstance(block, Text):
        return False
    is_told = bool(block.rows or block.anchors) or block.text.startswith(_BRACKETS)
    return is_told or wording_of(block.line) is not None or is_credit_line(block.text)


def is_call(block: Block) -> bool:
    """Recognise a call to follow the medium; a sentence is one where the medium refers to itself."""
    if not isinstance(block, Text) or len(block.text) > _MAX_CALL or not _CALL.fullmatch(block.line):
        return False
    return not block.line.endswith("。") or _OF_ITSELF.search(block.line) is not None


def calls_on(block: Block) -> bool:
    """Recognise a line below a text that asks to follow the medium, or to see what else it offers.

    >>> calls_on(Text(text="扫码进群，第一时间获取新闻资讯")), calls_on(Text(text="扫码报名"))
    (True, False)
    """
    if not isinstance(block, Text) or len(block.text) > _MAX_CALL or "即可" in block.text:
        return False
    return _CALLS_ON.fullmatch(block.line) is not None


def calls_on_medium(block: Block) -> bool:
    """Recognise such a line that names the medium or what is done to follow it: no text ends so.

    >>> calls_on_medium(Text(text="关注“尧都发布”，掌握一手资讯")), calls_on_medium(Text(text="关注身边的新闻人物"))
    (True, False)
    """
    return calls_on(block) and isinstance(block, Text) and _ON_MEDIUM.search(block.line) is not None


def is_end(block: Block) -> bool:
    """Recognise a line that says that the text ends."""
    if not isinstance(block, Text) or len(block.text) > _MAX_END or not _MAY_BE_END.search(block.text):
        return False
    return _END.fullmatch(block.line) is not None


def tells_length(block: Block) -> bool:
    """Recognise a line that says how long it takes to read the text below."""
    return isinstance(block, Text) and "分" in block.text and _READING_TIME.fullmatch(block.line) is not None
