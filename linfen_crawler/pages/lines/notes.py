"""Tell what an author or editor notes beside the editor's name from the page's buttons, its fields and more names.

``（本文有删节）`` and ``本版图片均为资料图片。`` are words about the text, and stay with it.
Patterns are written for folded text.
"""

from __future__ import annotations

import re

from linfen_crawler.pages.lines.buttons import are_bracketed, counts_readers, is_button
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.people.marks import marks_in
from linfen_crawler.people.names import HAN, Gate, is_name, names_in
from linfen_crawler.text import unpadded

_MAX_NOTE = 80
_MIN_NOTE = 6
"""Characters of a note that neither brackets nor a full stop tell; the words of buttons are shorter."""
_HAN = re.compile(rf"[{HAN}]")
_IN_BRACKETS = re.compile(r"\((?P<said>[^()]{1,78})\)")
_OF_STAFF = re.compile("[实见]习|值班|编[辑审]?$|兼")
_FIELD = re.compile(rf"[{HAN}A-Za-z]{{1,8}} ?[:|丨]")
_DESK_LAST = re.compile("(?:编辑?|[网报社部台站组室班号端]|中心|媒体?|专题|专栏|频道)$")
_SHARE_BAR = re.compile(
    "关注|举报|反馈|投诉|纠错|报错|复制|链接|朗读|播放|收听|字号|字体|首页|顶部|底部"
    "|下载|留言|投稿|浏览|阅读|点击|访问|人气|热度|更多|广告|目录|来源|时间|日期|微信"
    "|微博|抖音|转发|分享|收藏|打印|关闭|返回|推荐|点赞|评论|登录|注册|搜索|导航|上页"
    "|下页|上篇|下篇|海报|扫码|订阅|展开|收起|全文|原文|专题|视频|图片|图集|标签|喜欢"
    "|在看|支持|反对|有用|朋友圈|二维码|客户端|公众号|小程序|听新闻|回首页|加关注|回顶部"
    "|上一页|下一页|上一篇|下一篇|关键词|打印机|手机版|电脑版|放大|缩小|繁体|简体"
    "|查看|热评|跟帖|吐槽|语音|音频|直播|邮箱|热线|导读|往期|上一条|下一条|夜间|护眼"
)
"""What buttons and share bars say in two or three characters, as names have."""
_POINTS = re.compile("^(?:点击|扫|长按|打开|下载|关注|返回|进入|查看|更多|手机|分享|我要|相关|上一|下一|版权)")
"""What a button bids, and what heads links."""


def is_note(said: str) -> bool:
    """Tell words about a text: in round brackets, a sentence, or too long for a button or a name.

    >>> [is_note(one) for one in ("(完)", "(实习)", "下期请看《汾水长》", "(新媒体中心)", "(打印)", "手机看新闻")]
    [True, False, True, False, False, False]
    """
    said = unpadded(said).strip()
    if len(said) > _MAX_NOTE or not _HAN.search(said) or wording_of(said) not in {None, Wording.NOTICE}:
        return False
    if is_button(said) or are_bracketed(said) or counts_readers(said):
        return False
    if inside := _IN_BRACKETS.fullmatch(said):
        word = inside["said"].strip()
        is_other = is_button(word) or are_bracketed(f"[{word}]") or _FIELD.match(word) or _DESK_LAST.search(word)
        return not (is_other or _OF_STAFF.search(word) or is_name(word, Gate.SURNAME))
    if _POINTS.match(said):
        return False
    if said.endswith(("。", "!")):
        return True
    if _FIELD.match(said) or _labels_someone(said):
        return False
    is_long = len(_HAN.findall(said)) >= _MIN_NOTE
    return is_long and not _DESK_LAST.search(said) and not names_in(said, 0, len(said))


def _labels_someone(said: str) -> bool:
    """Tell the rest of a name that its element broke off, before whom the next label names: 惟舟 审核：荆葭."""
    return ":" in said and any(said.startswith((":", " :"), mark.end) for mark in marks_in(said, 0, len(said)))


def is_credit(said: str) -> bool:
    """Tell words that credit somebody by a label or a verb, and are no field of the editors': 张浩 摄."""
    said = unpadded(said).strip()
    return len(said) <= _MAX_NOTE and wording_of(said) is None and is_credit_line(said)


def is_of_share_bar(word: str) -> bool:
    """Tell what a button of two or three characters says, which a name might be."""
    return _SHARE_BAR.fullmatch(word) is not None
