"""Recognise the buttons and counters of a page by their words, whether anything is linked or not."""

from __future__ import annotations

import re
from collections.abc import Callable

from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN
from linfen_crawler.text import fold

_MAX_BUTTON = 8
_MAX_CONTROL = 6
_BESIDE_CONTROLS = re.compile(r"\W{0,4}(?:\w{1,4} ?:)?\W*")
_BESIDE = " >|·/»、[]()【】「」*\u30000123456789"
"""What is beside buttons: brackets, and how often each was pressed."""
_COUNTER = (
    r"(?:浏览|点击|阅读|播放|收看|访问|热度|人气|评论|点赞|赞|踩|顶|在看|收藏|转发|分享|顶一下|踩一下|有用|[没无]用|有帮助|支持|反对|好文章?)(?:次数|量|数|率)?"
    r" ?:? ?[(\d.,万+%)]{0,12}次?"
)
_CHROME = re.compile(
    r"[-—–_=*~·]{4,}(?:分[隔割]线[-—–_=*~·]*)?|"
    r"分享(?:[到至给 :|].{0,40}|让更多.{0,30})?|(?:转发|推荐)到.{0,40}"
    r"|(?:我要)?(?:打印|收藏|纠错|评论|点赞|投稿|举报)(?:本[页文]|此[页文])?"
    r"|[【\[](?:返回|回到|进入)[^。【】\[\]]{1,6}[】\]]|关闭(?:窗口|本页)?|广告|(?:返回|回到)(?:顶部|首页|列表|上一页)"
    r"|返回(?:[^,。]{2,8},查看更多)?"
    r"|(?:(?:打开|使用)?(?:微信|手机))?扫(?:一扫|码)(?:[^。]{0,16}(?:关注|下载|阅读|分享|打开|观?看|订阅|我们)[^。]{0,12})?"
    r"|(?:长按|识别).{0,8}二维码.{0,20}"
    r"|(?:\W{0,2}(?:字体|[大中小]?字[号体]|大|中|小|打印本页|打印|关闭窗口|关闭|收藏|分享|放大|缩小|默认|上一篇|下一篇"
    r"|(?:返回|回到)(?:顶部|首页|列表)?|纠错|我要评论|评论|推荐|举报)"
    r"[ :|/\W]?){2,12}"
    r"|(?:微信|微博|QQ空间|QQ好友|朋友圈|易信|新浪微博|人人网|[ |/·])+"
    r"|(?:查看|发表|[共已]?有? ?\d{1,9} ?条)?(?:网友|全部|最新|热门)?评论(?![员家])[^,。]{0,12}"
    rf"|(?:[ |/·]{{0,3}}{_COUNTER}){{1,6}}|[(\[]?(?!0\d)\d{{1,9}} ?[%人]?(?:次|点赞|赞|评论|阅读)?[)\]]?"
    r"|[^。]{0,8}一键三连[^。]{0,4}|(?:点击)?(?:听新闻|语音播报|全文朗读|听全文|AI ?朗读|展开全文|阅读全文).{0,30}"
    rf"|(?:点击)?(?:收听|播放|朗读|展开)(?:[剩余全文本更多音视频语新闻]{{1,6}}|[^{HAN}].{{0,28}})?"
    r"|\d\d:\d\d ?/ ?\d\d:\d\d(?: ?(?:高清|标清|超清|流畅|自动|倍速|[\d.]{1,4}x))*"
    r"|(?:(?:举报|反馈|投诉|纠错)[ /|·]{0,3}){1,4}|\W{0,8}(?:the )?end\W{0,8}"
    r"|更多.{0,8}(?:内容|资讯|新闻|报道|信息).{0,8}(?:下载|关注|登录|扫码|点击).{0,16}(?:客户端|APP|公众号|小程序)\W{0,3}"
    r"|[^。]{0,20}(?:点赞|在看|转发|分享|收藏)[、,+和 ]{1,2}[求球]?(?:点赞|在看|转发|分享|收藏)[^。]{0,16}"
    r"|[^,。]{0,8}(?:官方(?:微信|微博|抖音)(?:公众号|二维码|号)?|(?:微信|客户端|公众号|APP)二维码)"
    r"|倍速 ?\d\.\dx?|您的浏览器不支持[^。]{0,16}。?|AI ?摘要|(?:摘要|导读) ?:"
    r"|标签|关键词|(?:请|立即)?(?:登录|注册)[^。]{0,12}(?:评论|回复).{0,6}"
    r"|(?:正在)?加载(?:中|更多)?\W{0,3}|[^:]{0,12}关注.{0,12}(?:微信|微博|公众号)"
    r"|(?:立即|点击|请|欢迎)?(?:打开|下载|关注).{0,16}(?:APP|客户端|公众号|平台)(?!的).{0,30}|立即(?:打开|下载)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?=\D{{1,12}}\d)(?:[ |/·]{{0,3}}{_COUNTER}){{1,6}}|[【\[(]?字[号体] ?:? ?[大中小Aa+ -]{{3,12}}[】\])]?"
    r"|(?:A[+-]? ?){2,4}"
)
BRACKETS = ("【", "[", "〖", "『", "「", "(", "（")
_BEFORE_LABEL = re.compile(r"[【\[〖『「(（]([^【】\[\]〖〗『』「」()（）]{1,16})[】\]〗』」)）]\s{0,4}(?=\S)")
_GROUP = re.compile(r"[【\[〖『「]([^【】\[\]〖〗『』「」]{1,16})[】\]〗』」]")
_AROUND_GROUPS = re.compile(r"(?:[ |/·>]|\(\d{0,6}\))*")
_ACTION = re.compile(
    r"(?:我要|加入|查看(?:全部|更多|网友)?|发表|添加|点击|email)?(?:打印|收藏|关闭|返回|回到?|分享|转发|推荐|评论|纠错|报错|举报|复制|下载|发送|发|留言|点赞)"
    r"(?:[本此该这]?(?:页面?|窗口|网页|文章?|篇|新闻|稿件?)|首页|顶部|页首|列表|目录|上一?[页级层]|正文|主页|频道|链接|网址|地址"
    r"|[给至到](?:好友|朋友|微[信博])|好友|评论)?"
    r"|(?:加入|添加)?收藏夹?|顶部|页首|top|我来说两句|(?:网友)?评论\(?\d{0,6}\)?条?"
    r"|进入论坛|字[体号] ?:?(?:[大中小]){1,3}|[大中小]{1,3}",
    re.IGNORECASE,
)
"""What a button does, and to what: it stands alone in its brackets, as no heading of a text's part does."""
_COMMENTED = re.compile(
    r"(?:我来说两句|(?:我要|发表|查看|网友)?(?:评论|留言)) ?\((?:[共已]?有? ?)?\d{1,7} ?(?:条评论|条|人参与)?\)"
    r"|(?:本文|目前){0,2}[共已]?有? ?0 ?(?:条(?:评论|留言)|人(?:参与|评论)(?:评论|讨论)?)"
    r"|(?:暂无|还没有)(?:网友)?(?:评论|留言)\W?"
    r"|(?:网友|最新|全部|热门|精彩)(?:评论|留言|跟帖) ?:?"
)
"""How many readers said something, and the heading of what they said where nothing is left below it."""
_POINTER = re.compile(
    "(?:(?:更多|详情|全文|内容){0,3}请?)(?:点击|点此|猛?戳)(?:这里|此处)?(?:阅读|查看|观看|收看|收听|进入|浏览|了解)|(?:查看)?(?:更多|详情)$|进入专题"
)
"""What leads to another page: 点击进入专题."""
_POINTS = re.compile(r"^.{0,16}(?:>>|»)\W{0,2}$")
_TELLS = re.compile(
    r"(?:评论|分享|扫码) ?: ?(?!.{0,12}(?:微信|微博|朋友圈|公众号|客户端|二维码|关注|评论|登录))"
    rf"[^:|]{{0,8}}[{HAN}]{{6}}"
    r"|.{0,40}(?:即可|就能|便可)(?!.{0,4}(?:阅读|观看|收看|收听|下载|评论|了解|.{0,2}(?:更多|全文|详情)))"
)
"""What continues after a button's word as a sentence does: 关注“临汾应急”公众号即可查询, 评论：把好事办好."""

# An image made so is the text's own: 图片由AI生成.
_VOICE = "语音|音频|声音|配音|朗读|播[报音读讲]|诵读|读报|听报|主播"
_MACHINE = "AI|TTS|人工智能|机器人?|智能|虚拟|数字人|讯飞"
_OF_THIS = "[本此该全][文条篇]|以[上下]|正文|由|系|为|采用|使用|来自|:"
"""What a line on a text speaks of, and how it is joined to what made it; a headline does without."""
_MADE = "合成|生成|提供|制作|转换|完成|技术|引擎|软件|自动|辅助|文章|稿件|新闻|内容|[男女]声|仅供参考|文[字本]"
_VOICED = re.compile(
    rf"(?:{_VOICE}|{_MACHINE}|{_OF_THIS}|{_MADE}|[的是请以准您,。()\[\]【】※*])++",
    re.IGNORECASE,
)
_IS_VOICE = re.compile(_VOICE)
_IS_MACHINE = re.compile(_MACHINE, re.IGNORECASE)
_IS_OF_THIS = re.compile(rf"{_OF_THIS}|(?:播报|朗读|播读)\W{{0,2}}$")
_MAX_VOICED = 30


def tells_of_voice(line: str) -> bool:
    """Recognise a folded line of nothing but what machine reads a text out: it is the page's wherever it stands.

    >>> tells_of_voice("本文语音由AI合成"), tells_of_voice("AI合成语音诈骗"), tells_of_voice("图片由AI生成")
    (True, False, False)
    """
    if len(line) > _MAX_VOICED or not _IS_VOICE.search(line) or not _IS_MACHINE.search(line):
        return False
    said = line.replace(" ", "")
    return _VOICED.fullmatch(said) is not None and _IS_OF_THIS.search(said) is not None


def is_button(line: str) -> bool:
    """Recognise a folded line of buttons or counters: 分享到最后，满屋子的人都静了下来。 is a sentence."""
    if line.endswith(("。", "!")) and "," in line:
        return False
    if tells_of_voice(line):
        return True
    return bool(_CHROME.fullmatch(line) or _COUNTED.fullmatch(line)) and not _TELLS.match(line)


def counts_readers(line: str) -> bool:
    """Recognise a folded line of counters with their numbers, and what sets the size of the type: no text is like them.

    >>> counts_readers("点击数:120 评论:3"), counts_readers("字号:大 中 小"), counts_readers("浏览")
    (True, True, False)
    """
    return _COUNTED.fullmatch(line) is not None


def are_bracketed(line: str) -> bool:
    """Tell a folded line of nothing but buttons that brackets set apart, or one that counts what readers said.

    >>> are_bracketed("【返回顶部】 [打印本页](0)"), are_bracketed("【案情】"), are_bracketed("【打印】版")
    (True, False, False)
    """
    words = _GROUP.findall(line)
    if not words:
        return _COMMENTED.fullmatch(line) is not None
    return all(map(_is_action, words)) and _AROUND_GROUPS.fullmatch(_GROUP.sub("", line)) is not None


def behind_buttons(text: str) -> int:
    """Return where a line continues after the buttons in brackets that open it."""
    at = 0
    while (group := _BEFORE_LABEL.match(text, at)) and _is_action(group[1]):
        at = group.end()
    return at


def _is_action(word: str) -> bool:
    return _ACTION.fullmatch("".join(word.split())) is not None


def are_buttons(block: Text) -> bool:
    """Recognise a line of links that are buttons, at least half of them by their words; a pointer, 点击阅读, is one."""
    anchors = block.anchors
    if not anchors or block.beside_links.strip(_BESIDE):
        return False
    said = [fold(one.text) for one in anchors]
    words = [one.strip(_BESIDE) for one in said]
    if len(words) == 1 and (_POINTER.match(words[0]) or _POINTS.search(said[0])):
        return True
    return 2 * sum(len(word) <= _MAX_BUTTON and is_button(word) for word in words) >= len(words)


def are_controls(block: Text, link_to: Callable[[str], str | None]) -> bool:
    """Recognise a line of buttons, such as 分享到：微信 微博: links, of which none leads anywhere."""
    anchors = block.anchors
    if not anchors or any(len(one.text) > _MAX_CONTROL or link_to(one.href) for one in anchors):
        return False
    if len(anchors) == 1 and not anchors[0].href.strip().lower().startswith("javascript:"):
        return False
    return _BESIDE_CONTROLS.fullmatch(fold(block.beside_links)) is not None
