"""Distinguish a machine's message from a newspaper's text by its vocabulary.

News says who, when and where; a message is only about page, site and visitor, however it is worded. So it
is recognised not by a phrase but by the share of words from an interface.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from itertools import groupby
from operator import itemgetter

from linfen_crawler.kinds import Nature
from linfen_crawler.pages.nature.engines import is_of_engine, says_code_of_gone, traces
from linfen_crawler.pages.nature.vocabulary import (
    FAULTS,
    FOR_A_WHILE,
    FUNCTION,
    LOADS,
    MERELY,
    NAMES_THING,
    NATURE_OF,
    OF_EITHER,
    OF_ENGINE,
    OF_HOST,
    OF_PAGE,
    OUT_OF_USE,
    TROUBLES,
    WORDS,
)
from linfen_crawler.text import fold

Said = tuple[Nature, str]
"""What a page is, and the words or marks that show it."""

_PASSING = re.compile(
    "维护|维修|抢修|繁忙|太忙|忙碌|正忙|拥挤|拥堵|过载|超时|暂停|内部错误|数据库|正在.{0,8}(?:升级|改造|迁移|改版|调试)"
    "|(?:升级|改造|迁移|调试)[中期]|稍[后候等]片?刻?(?:再|重|访|尝|刷)|请稍[后候等](?:[。,!]|$)"
    "|maintenance|unavailable|hostname",
    re.IGNORECASE,
)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of some words; only those that begin as the text does there are tried."""
    alike = groupby(sorted(words, key=lambda word: (word[0], -len(word))), key=itemgetter(0))
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in alike)


_WORD = re.compile(f"({_any_of(WORDS)})")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_STRANGE = re.compile(rf"[^{FUNCTION}{''.join(sorted(set(''.join(WORDS))))}\0-\u4dff\ua000-\U0010ffff]")
"""Characters that belong to no such word and carry meaning."""
_ELSE = re.compile(rf"[\u4e00-\u9fff](?<![{FUNCTION}])")

_ENGLISH = {
    Nature.SOFT_404: re.compile(
        r"not found|(?:does not|doesn't) exist|no longer (?:available|exist)"
        r"|been (?:re)?moved|been deleted|can(?:no|')t be found|\b404\b",
        re.IGNORECASE,
    ),
    Nature.CHALLENGE: re.compile(
        r"just a moment|(?:checking )?your browser|captcha|not a robot|are (?:a )?human|javascript|cookies"
        r"|security check|ddos|\bwaf\b|firewall"
        r"|(?:access|request) ?(?:was |has been )?(?:denied|blocked|rejected)|blocked by|attention required",
        re.IGNORECASE,
    ),
    Nature.LOGIN: re.compile(r"\blog ?in\b|sign in|unauthori[sz]ed", re.IGNORECASE),
}
_ENGLISH_ERROR = re.compile(
    r"error|exception|warning|fatal|fail|unavailable|gateway|upstream|healthy|time-?out|server|database|\b\w*sql|\bphp|asp\.net|\bjava"
    r"|application|maintenance|forbidden|permission|invalid|undefined|request|connect|nginx|apache|tomcat"
    r"|no such|\btable\b|\bcolumn\b"
    r"|unknown|can(?:no|')t|errno|went wrong|try again|domain|for sale|resource|configur|input file|specified|\bnull\b",
    re.IGNORECASE,
)
_MIN_ENGLISH = 2
"""Words of an error: a single one may be in any text."""
_CODE = re.compile(
    r"[\W_]{0,8}(?:http|error|错误)?[\W_]{0,8}404(?:[\W_]{0,8}(?:error|not found|错误|页面?|提示|-.{0,40}))?[\W_]{0,8}",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?:http\S{0,4} )?(?:error|status)?\W{0,3}(4\d\d|50\d)\b\W{1,3}(?=[a-z])[\0-\x7f]{1,60}", re.IGNORECASE
)
_REASONS = frozenset(one.phrase.lower() for one in HTTPStatus if one >= HTTPStatus.BAD_REQUEST)
"""A server's default reasons for an error status: Bad Gateway."""
_GONE = re.compile("4(?:04|10)")
_VALUE = re.compile(r"null|undefined|none|nan|\[object object\]|err_\w{1,40}", re.IGNORECASE)
"""What a program writes for a missing value."""
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\$?\{[$#%]?[\w.:!'\"|/ =()-]{1,80}\}|\[!-{2}[^\[\]]{1,40}-{2}\]"
    r"|\[[a-z]{1,12}:[^\[\]]{1,40}\]|<[%?][^<>]{0,80}[%?]>"
    r"|</?[a-z]{1,12}[_:]\w[^<>]{0,80}>|#[a-z_]{2,30}#|@[a-z]{1,20}\.[\w.()]{1,60}|\$\w{1,20}(?:\.|->)\w{1,40}",
    re.IGNORECASE | re.ASCII,
)
"""What a template shows for a field that nobody filled in."""

_OF_ITSELF = re.compile(
    r"(?:[^,。]{1,16},){0,2}?(?:"
    r"(?:[您你]?所?[要想]?(?:访问|查看|浏览|请求|查?找|寻找|打开|阅读|搜索)的|[该此本])[条篇个]?"
    r"(?:页面?|网页|文章?|新闻|信息|内容|稿件?|文档|资讯|帖子?|资源|报道|专题|\w{0,2}?链接)"
    r"|[您你]的(?:本次|当前)?(?:操作|访问|请求|IP|网络|浏览器|设备))"
    r"[^《“]*",
    re.IGNORECASE,
)
"""What refers to its own page, or to what its reader does there, before it has mentioned anything."""
_SENDS_TO_READ = re.compile(
    r"(?:[^,。:]{0,12}[,:])?请[^,。]{0,24}(?:查看|阅读|浏览|打开|观看|访问)"
    r"(?:(?:完整|全部|更多|详细|[本该此])?(?:内容|链接|文章|页面|新闻|信息|全文))?[。!~]?"
)
_IS_ATTACHED = re.compile("附件|下载")
_NAME = re.compile(r"[\u4e00-\u9fff]{2}(?:APP|ETC)", re.IGNORECASE)
_MAX_CLAUSES = 60
"""Characters of a message that is recognised by whom and what it refers to."""
_MAX_NAMES, _MIN_SHARE_OF_OWN = 10, 0.4
"""Characters of no such word in it, and the share of those that are."""
_MIN_SHARE_OF_CALL = 0.7
"""The share in a call to read elsewhere, which newspapers print as well: 成绩已公布，请登录网站查看."""

MAX_MESSAGE = 300
"""Characters; the longest messages name causes and remedies."""
_MAX_ELSE, _MIN_SHARE = 2, 0.6
"""Characters of no such word in a message – whoever has a name takes more – and the share of those that are."""
_MIN_SHARE_OF_MANY = 0.8
"""The share where more characters are none of them."""


def said_in(text: str) -> Said | None:
    """Recognise a message; ``None`` for any other text, however short.

    >>> said_in("您要查看的稿件可能已经撤下")
    (<Nature.SOFT_404: 'soft 404'>, '您要查看的稿件可能已经撤下')
    >>> said_in("尧庙景区临时关闭，恢复开放时间另行通知。")
    """
    folded = fold(text).strip()
    if len(folded) > MAX_MESSAGE:
        return None
    if _CODE.fullmatch(folded):
        return Nature.SOFT_404, folded
    if (status := _STATUS.fullmatch(folded)) or folded.lower() in _REASONS:
        return Nature.SOFT_404 if status and _GONE.match(status[1]) else Nature.ERROR, folded
    if _VALUE.fullmatch(folded):
        return Nature.ERROR, folded
    is_unfilled = _PLACEHOLDER.search(folded) and not _CHINESE.search(_PLACEHOLDER.sub("", folded))
    nature = Nature.ERROR if is_unfilled else (_chinese if _CHINESE.search(folded) else _english)(folded)
    if nature is None:
        nature = Nature.ERROR if traces(folded) else None
    elif nature is not Nature.ERROR and is_of_engine(folded) and not says_code_of_gone(folded):
        nature = Nature.ERROR
    return None if nature is None else (nature, folded[:60])


def _chinese(folded: str) -> Nature | None:
    strange = len(_STRANGE.findall(folded))
    if strange > _MAX_ELSE and len(folded) - strange < len(folded) * _MIN_SHARE_OF_MANY:
        # To part it at its words would show no more: whatever else it holds is not enough.
        return None
    parted = _WORD.split(folded)
    words = parted[1::2]
    if NAMES_THING.isdisjoint(words):
        return None
    known, others = _weigh(parted)
    share = _MIN_SHARE if others <= _MAX_ELSE else _MIN_SHARE_OF_MANY
    if known < (known + others) * share:
        return None
    nature = _nature_of(words)
    return Nature.ERROR if nature is Nature.SOFT_404 and _is_of_host(words) else nature


def _is_of_host(words: Sequence[str]) -> bool:
    of_page = OF_PAGE if OF_ENGINE.isdisjoint(words) else OF_PAGE - OF_EITHER
    return not OF_HOST.isdisjoint(words) and of_page.isdisjoint(words)


def _weigh(parted: Sequence[str]) -> tuple[int, int]:
    """Return how many characters of a text, separated at an interface's words, are of these and of any others."""
    return sum(map(len, parted[1::2])), len(_ELSE.findall("".join(parted[::2])))


def _nature_of(words: Iterable[str]) -> Nature | None:
    """Return what most of the faults among some words are of.

    What is merely out of use is so for whatever else is wrong, and comes back where that is said to be for a while;
    that a page sends on, or loads, is no fault beside another.
    """
    faults: Counter[Nature] = Counter()
    told = list(words)
    for word in told:
        if word in NATURE_OF and word not in MERELY and word not in LOADS:
            faults[NATURE_OF[word]] += len(word)
    if faults:
        return max(FAULTS, key=lambda nature: faults[nature])
    if OUT_OF_USE in told:
        return Nature.SOFT_404 if FOR_A_WHILE.isdisjoint(told) else Nature.ERROR
    if not MERELY.isdisjoint(told):
        return Nature.ERROR
    return None if LOADS.isdisjoint(told) else Nature.EMPTY


def passing_trouble(text: str) -> Said | None:
    """Recognise a message of a server or a site that is out of order for a while, whatever the page.

    >>> passing_trouble("网站正在维护，请稍后访问")
    (<Nature.ERROR: 'error'>, '网站正在维护,请稍后访问')
    >>> passing_trouble("页面出错了，稍后为您跳转到首页")
    """
    said = said_in(text)
    if said is None or said[0] is not Nature.ERROR:
        return None
    folded = fold(text)
    return said if _PASSING.search(folded) or _is_of_host(_WORD.split(folded)[1::2]) else None


def speaks_of_trouble(title: str) -> bool:
    """Tell the title of a text about a fault, or a question, of something that it names: no message is below it.

    >>> speaks_of_trouble("公交APP故障已修复"), speaks_of_trouble("小麦机收进度过半"), speaks_of_trouble("系统故障")
    (True, False, False)
    """
    folded = fold(title)
    parted = _WORD.split(folded)
    is_named = _weigh(parted)[1] > _MAX_ELSE or _NAME.search(folded) is not None
    return is_named and not TROUBLES.isdisjoint(parted[1::2])


def sends_on(text: str) -> bool:
    """Recognise a message that only says that its page leads to another: what else is said tells why.

    >>> sends_on("如果您的浏览器没有自动跳转，请点击这里"), sends_on("文章已删除，即将跳转到首页")
    (True, False)
    """
    faults = [word for word in _WORD.split(fold(text))[1::2] if word in NATURE_OF]
    return bool(faults) and MERELY.issuperset(faults)


def said_of_itself(text: str) -> Said | None:
    """Recognise a whole text that has nothing to say but of its own page, whatever happened to it; news has a subject.

    >>> said_of_itself("此新闻已归档，请到档案库查询")
    (<Nature.SOFT_404: 'soft 404'>, '此新闻已归档,请到档案库查询')
    >>> said_of_itself("该村新建的文化广场日前投入使用。")
    """
    folded = fold(text).strip()
    if len(folded) > _MAX_CLAUSES:
        return None
    parted = _WORD.split(folded)
    known, others = _weigh(parted)
    share = known / (known + others or 1)
    is_sent_on = share >= _MIN_SHARE_OF_CALL and _SENDS_TO_READ.fullmatch(folded) and not _IS_ATTACHED.search(folded)
    is_own = share >= _MIN_SHARE_OF_OWN and others <= _MAX_NAMES and _OF_ITSELF.fullmatch(folded)
    return (_nature_of(parted[1::2]) or Nature.SOFT_404, folded) if is_sent_on or is_own else None


def _english(folded: str) -> Nature | None:
    """Recognise a message in English: the newspaper writes none of its short texts in it."""
    for nature, fault in _ENGLISH.items():
        if fault.search(folded):
            return nature
    words = {word.lower() for word in _ENGLISH_ERROR.findall(folded)}
    return Nature.ERROR if len(words) >= _MIN_ENGLISH else None
