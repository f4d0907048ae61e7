"""Recognise what a site declares about its texts and the rights in them: 转载请注明来源, 如有侵权请联系我们删除.

Such a line refers to this very text, its site, or of those whose work it took, and is at the end however it is
set. What a contest asks of those who enter, and what is told of other people's rights, is text.
"""

from __future__ import annotations

import re

MAX_DECLARED = 400
_MAX_CONTACT = 80
_OURS = r"(?:本(?:文|篇|网|站|平台|号|公众号|报|刊|台|媒体|社)|[此该]文|以上(?:内容|文章|图文|图片|言论)|我们)"
_HERE = rf"(?:{_OURS}|本[网站]|小编|后台|管理员)"
_RIGHTS = r"(?:侵权|侵犯|版权|著作权|权益|知识产权)"
_WITHOUT_LEAVE = r"未经[^。，,]{0,20}(?:授权|许可|允许|同意)"
_FORBIDS = r"(?:不得|禁止|严禁|请勿|谢绝|勿)[^。]{0,12}(?:转载|摘编|复制|镜像)"
_DECLARED = re.compile(
    # 如有侵权，请联系我们删除: the reader is asked to write to the site, or to no one else.
    rf"{_RIGHTS}[^。]{{0,60}}(?:联系|告知|通知|来[电函信]){_HERE}?(?:及时|立即|进行|予以|做|作|将|[,;] ?){{0,3}}"
    r"(?:我们|本[网站])?[^。,]{0,6}(?:删|撤|更正|处理)"
    rf"|{_RIGHTS}[^。]{{0,60}}(?:[与同和跟向]|联系|告知|通知){_HERE}[^。]{{0,8}}(?:联系|$)|侵权?[必即立联请]?删"
    r"|侵权,?请?(?:告知|联系|通知)(?!.{0,12}(?:法院|律师))|不构成(?:任何)?投资建议"
    rf"|(?:稿件|文章)[^。,]{{0,6}}[疑异][义议][^。]{{0,12}}[与和]{_HERE}联系"
    # 转载请注明来源.
    r"|转载(?:本文|此文|时)?,? ?(?:请|须|需|应|务?必)[^。,]{0,6}(?:注明|标明|附上|联系|授权)"
    r"|(?:^|[,:;!(])(?:如需)?转载(?:本文|此文|文章)?(?:注明|标明|附上)"
    rf"|(?:{_OURS}|稿件|字样)[^。]{{0,60}}{_WITHOUT_LEAVE}[^。]{{0,20}}{_FORBIDS}"
    rf"|^\W{{0,3}}(?:(?:版权所有|原创[^。,]{{0,6}})\W? ?)?{_WITHOUT_LEAVE},? ?{_FORBIDS}\W{{0,3}}$"
    # 凡本网注明“来源：…”的作品, 版权均属本网.
    r"|凡(?:是)?(?:本[网站报台刊])?[^。:]{0,8}(?:注[明有]|标注|署名)[^。]{0,6}(?:来源|稿源|出处|转载|本[网站报])"
    rf"|版权[均皆全都]?(?:归|属)于?(?:原|{_OURS}|[^。,]{{2,12}}(?:网|报社?|台|中心)所有)"
    # 转载出于传递更多信息之目的，不代表本网观点.
    r"|转载[^。]{0,10}(?:出于|目的|为了?)[^。]{0,10}传递"
    rf"|{_OURS}[^。]{{0,30}}(?:不|仅)代表[^。]{{0,16}}(?:观点|立场|意见)|不代表{_OURS}[^。]{{0,8}}(?:观点|立场|意见)"
    r"|(?:观点|言论|立场|内容)[^。,]{0,4}仅代表|与本[网站][^。,]{0,4}无关"
    rf"|{_OURS}[^。]{{0,12}}不对[^。]{{0,16}}真实性"
    rf"|(?:评论|留言|跟帖|言论)[^。,]{{0,8}}仅供|不[表说]明{_OURS}[^。]{{0,8}}(?:观点|立场|意见)"
    rf"|(?:{_OURS}|部分)[^。,]{{0,8}}(?:转载自|[来取源摘][自于])[^。,]{{0,4}}网络?(?![站页])"
    rf"|(?:{_OURS}|素材)[^。]{{0,8}}仅供[^。]{{0,4}}(?:学习|交流|参考|阅读)"
    r"|(?:本)?(?:网站|平台)仅提供信息(?:存储|发布|展示)"
)
# No class among the words: so a line is searched for their first characters alone.
_HINT = re.compile("侵|权|疑|异|投资|网络|互联网|转载|未经|注明|标注|署名|代表|真实|无关|仅提?供|表明|说明")
_TOLD = re.compile(
    "参赛|获奖|来稿|投稿|应征|征[文稿集]|主办|我(?:公司|单位|[局市县省院校])|(?<!本[报网])记者|法院|[说称道][,:]|表示"
)
"""What small print never says, and a call for papers or a report does."""
# 热线：12345 and 举报电话：12388 are public services'.
_SMALL_PRINT = re.compile(
    r"版权所有|copyright|©|备案号|ICP备|信息服务许可证|不良信息|技术支持|all rights reserved"
    r"|^(?:微信|抖音|快手|视频|头条)号 ?:"
    r"|^(?:(?:纠错|责编|责任编辑|编辑部)(?:电话|热线|邮箱)|(?:商务|广告|业务)(?:合作|联系|洽谈)(?:电话|热线)?) ?:"
    r"|举报(?:电话|热线|邮箱)(?! ?: ?\d{5}(?!\d))"
    r"|(?:报料|爆料|新闻热线|新闻线索)[^。]{0,20}\d{3}"
    r"|(?:公网安备|ICP证?)[^。]{0,12}\d{5}|^(?:本报)?(?:新闻)?(?:热线|投稿邮箱)(?:电话)? ?:(?! ?\d{5}(?!\d))"
    r"|^欢迎(?:来稿|投稿|爆料|报料)[^。]{0,16}\w@\w",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[^,。:]{0,10}(?:新闻(?!发布)|读者|线索|[报爆]料|广告|商务|发行|订阅|订报|投稿|编辑)[^,。:]{0,8}:? ?[^。]{0,6}"
    r"(?:\d{3,4}[-—－ ]?\d{7,8}(?!\d)|1\d{10}|\w{1,40}@\w)"
    r"|(?:[本我]报记者联系方式|联系我们|记者站(?:电话|地址)?|法律顾问|(?:广告|商务|媒体)(?:合作|投放|洽谈|业务|刊登)"
    r"|[报爆]料微信|[^。,:]{0,10}不良信息举报(?:电话|热线|邮箱)"
    r"|[^。,:]{0,10}官方(?:微信|微博|抖音|快手|视频|头条)(?:公众)?号?)(?:电话|热线|微信)? ?:"
    r"|(?:订阅|征订|发行|投递)(?:热线|电话) ?:|(?:订阅|征订|发行)[^,。:]{2,12}[,:]?[^,。:]{0,4}(?:拨打|热线|电话|扫)",
    re.IGNORECASE,
)
"""How to reach a newsroom, whatever it wrote of: 新闻热线, 商务合作. A notice's own is 咨询电话 or 联系电话."""
_FOR_READERS = re.compile(
    r"[^,。:]{0,12}(?:热线|电话|邮箱|线索|[报爆]料|[投来]稿)[^,。:]{0,8}[: ][^。]{0,24}(?:\d{5}|\w@\w)", re.IGNORECASE
)
_OF_TRADE = re.compile("广告|商务|招商|发行|订|法律|顾问|不良|违法|技术|版权|备案|许可|纠错|责编|编辑")
"""What is offered to advertisers, subscribers and lawyers, and what small print names a number for."""
_LICENCE = re.compile(
    r"^(?:copyright|©|互联网新闻信息服务许可证)|ICP(?:备|证)[^。]{0,12}\d{5}|公网安备|^all rights reserved",
    re.IGNORECASE,
)
_HEADS = re.compile(r"[【\[(*※ ]{0,2}(?:免责|版权|特别|郑重|重要|本[网站])?(?:声明|申明)[】\]): ]{0,2}")


def declares_rights(line: str) -> bool:
    """Recognise a folded paragraph whose first sentence says what the site claims, or whom its reader may write to."""
    if len(line) > MAX_DECLARED or _HINT.search(line) is None:
        return False
    first = line.partition("。")[0]
    return _DECLARED.search(first) is not None and _TOLD.search(first) is None


def names_owner(line: str) -> bool:
    """Recognise a folded line that says whose the site is, by what licence, and how to reach it."""
    return _SMALL_PRINT.search(line) is not None or offers_contact(line)


def offers_contact(line: str) -> bool:
    """Recognise a folded line of how to reach the newsroom, its advertisers' desk or its lawyer.

    >>> offers_contact("新闻热线:0357-2012345"), offers_contact("咨询电话:0357-2012366")
    (True, False)
    """
    # A call for papers says what is to be on them.
    return _CONTACT.match(line) is not None and "注明" not in line


def reaches_out(line: str) -> bool:
    """Tell a folded line of where readers may call or write, which a text may end with as well as a page.

    >>> reaches_out("新闻热线:0357-2012345"), reaches_out("广告热线:0357-2012345")
    (True, False)
    """
    if len(line) > _MAX_CONTACT or _FOR_READERS.match(line) is None:
        return False
    return _OF_TRADE.search(line) is None


def names_licence(line: str) -> bool:
    """Recognise the licence of a site, which no text ends with."""
    return _LICENCE.search(line) is not None


def heads_declaration(line: str) -> bool:
    """Tell the heading of a declaration that is apart from it, 声明：, or alone."""
    return _HEADS.fullmatch(line) is not None
