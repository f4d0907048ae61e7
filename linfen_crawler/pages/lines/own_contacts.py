"""Tell the contacts that a notice gives of its own affair from those that a site adds to every page.

A newspaper that invites subscribers or advertisers says whom they are to call, 订阅电话：, in the words of its small
print; a library's notice ends with its account, 官方微信：. What the page is about tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from linfen_crawler.people.names import HAN

_MEDIUM = re.compile(
    r"[日晚早晨][报報](?!讯|记者)|(?:都市|电视)报|本(?:报(?!讯|记者|通讯员|评论员|特约)|[刊台网](?!讯|记者))"
    r"|报社|报刊|报纸|期刊|杂志|电视台|广播|传媒|融媒|新媒体|《[^》]{1,12}[报刊]》"
)
_TRADE = re.compile("订阅|订报|订刊|[征预收]订|[订定]价|发行|投递|广告|招商|商务|合作|加盟|刊登|刊例")
"""What a medium sells, and by what words it looks for those who buy."""
_SUBSCRIBES = re.compile("征订|订阅|订报|订刊|报刊发行")
_ACCOUNT = re.compile(r"官方(?:微信|微博|抖音|快手|视频|头条)(?:公众)?号? ?:")
_NOTICE = re.compile(r"(?:公[告示]|通[知告]|启事|须知|声明|简章|指南|安排|提[示醒]|(?:公开|致)[^,。:]{0,20}信)\W{0,3}$")
_OWN = re.compile("[我本][馆校院局店园所站厂县村]|[我本](?:公司|单位|中心|医院|学校)")
_FIELD = re.compile(rf"[{HAN}]{{2,10}} ?: ?\S")
_NEWSROOM = re.compile("新闻|读者|报料|爆料|广告|商务|投稿")
_NAME = re.compile(rf"[{HAN}]{{2,20}}")
_ENDING = 2
"""Characters by which an account's name is looked for: 临汾图书馆 is 市图书馆."""


def is_own_contact(line: str, title: str, above: Iterable[str]) -> bool:
    """Tell whether a folded contact belongs to a text with such a title, of which the lines ``above`` are folded.

    >>> is_own_contact("广告电话:0357-2599101", "《临汾日报》征订启事", ["各地邮政局均可办理。"])
    True
    >>> is_own_contact("广告电话:0357-2599101", "吉县苹果丰收", ["果农们忙着采摘。"])
    False
    """
    lines = [title, *above]
    if _ACCOUNT.match(line):
        return _is_own_account(line, lines)
    is_mediums = _MEDIUM.search(title) is not None and _NOTICE.search(title) is not None
    return is_mediums or _SUBSCRIBES.search(title) is not None or any(map(_tells_of_trade, lines))


def _tells_of_trade(line: str) -> bool:
    """Recognise a line of which one sentence names a medium and what it sells."""
    if _TRADE.search(line) is None or _MEDIUM.search(line) is None:
        return False
    return any(_TRADE.search(one) and _MEDIUM.search(one) for one in line.split("。"))


def _is_own_account(line: str, lines: list[str]) -> bool:
    """Recognise the account of the office whose notice it ends: it is named there, or beside its other fields."""
    title, last = lines[0], lines[-1]
    account = line.partition(":")[2]
    if _MEDIUM.search(account) or "新闻" in account:
        return any(map(_tells_of_trade, lines))
    if _NOTICE.search(title) or (_FIELD.match(last) and not _NEWSROOM.search(last)):
        return True
    name = _NAME.search(account)
    return any(_OWN.search(one) or (name is not None and name[0][-_ENDING:] in one) for one in lines)
