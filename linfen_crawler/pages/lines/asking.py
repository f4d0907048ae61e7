"""Recognise a line made only of what a page asks of its reader: 转发朋友圈，让更多人看到, 左右滑动查看更多.

There are more such lines than could be listed, but they say few things: what is to be done, to what on the page, and
what joins the two. A sentence of a text has a word besides.
"""

from __future__ import annotations

import re

from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text

_MAX_ASKED = 32
# Of two words that begin alike the longer comes first: what was taken is never given back.
_MEDIA = (
    "原文|二维码|公众号|公号|微信号|QQ(?:空间|群|好友)?|微信好友|微信群|RSS|TOP|新浪微博|腾讯微博|人人网|视频号|服务号|订阅号|小程序|客户端|手机[版端]|电脑版|网页版|微信|微博|抖音|快手|朋友圈"
    "|评论区|验证码|链接|网址|网页|本页|页面|窗口|顶部|首页|主页|蓝字|卡片|名片|APP"
)
"""On what a reader does something: of these no text speaks without a word besides."""
_DONE = (
    "[点轻][击点触]|点[赞亮个]|点一点|一键|扫[一码描]扫?|长按|按住|识别|关注|订阅|收藏|分享|转发|评论|留言|跟帖|回复|赞赏|打赏|举报|反馈"
    "|投诉|纠错|复制|打开|下载|安装|登录|注册|返回|回到|关闭|抢沙发|打分|评分|点评|发布|互动|星标|周知|扩散|动动(?:手指|小手)|回顶部|进入|前往|跳转|查看|阅读|浏览|观看|收看|收听|播放|朗读|展开"
    "|收起|加载|[上下左右]滑|滑动|放大|缩小|打印|提交|发表|发送|搜索|切换|加入|添加|在看|喜欢|想看|推荐|[上下]一[篇条]|(?:文明|理性)(?:上网|发言|评论)|说两句|报错|错误报告|不感兴趣|屏蔽|拉黑|私信|回帖|发帖|参与讨论|输入|生成|保存|手机看|按(?:热度|时间|最[新热])"
    "|[戳扫点赞踩听]"
)
"""What a reader may do on a page."""
_BESIDE = (
    "[全本此]文|文章|正文|新闻|资讯|动态|内容|信息|视频|音频|图[片中]|[大原上下]图|好友|朋友|频道|栏目|列表|目录|当前|正在|精选|上一页|网友|读者|大家"
    "|用户|我们|头像|标题|[上下]方|[左右][上下]角|[这此]里|此处|更多|精彩|详情|最新|热门|全部|剩余|部分|其他|手机|专题|报道|语音|上一?级|后台|合作|欢迎|一起|记得|觉得|不错|免费|成功|匿名|动力|前进|敬请|才能|可能|感兴趣|家人|设为|不迷路|编辑推荐|近期|本周|今日|热文|好文|为[您你]推荐|为本文"
    "|作者|标签|游客|[您你]?还?未登录|需要|海报|继续|遵守|新闻评论|服务协议|可以|立即|马上|获取|了解|新鲜事|热点|身边|[看读]完|看到|一下|一个|左右|上下|没有|暂无|即可|鼓励|支持|最好|AI"
    "|[请可就来去猜让把将给到至在的了吧哦呀啦和与及或并再还也又都已被有共个条次人快想要能看加后走更是你您我写过内图两句先用才字]"
)
_NAMED = r"[“「『][^“”「」『』,。]{1,12}[”」』]"
"""The name of an account, or of a button, in quotation marks."""
_ASKED = re.compile(rf"(?:{_NAMED}|{_MEDIA}|more|{_DONE}|{_BESIDE}|(?<!\d)\d{{1,7}}(?!\d)|[^\w。])++", re.IGNORECASE)
_OPINION = "[您你](?:怎么看|怎么想|有什么想说|觉得呢)[^。?!]{0,8}"
"""What a text may ask as well, and so does an interview; what follows shows who asks."""
_SAY_SO = (
    "(?:(?:欢迎|敬请|不妨|赶[快紧]|一起|可以?|大家|记得|[请快就来去在到把将和与给为您你]){0,6}"
    "(?:评论|留言|跟帖|讨论|互动|参与|投票|分享|转发|点赞|点个赞|关注|扫码|后台|说说|说出|说一说|聊聊|聊一聊|谈谈|告诉)[^。?]{0,12})"
)
_THIS_TEXT = "(?:[这此该]篇(?:文章|新闻|报道|内容|稿件)?|[本此该]文)"
_VALUED = "[您你]|有用|帮助|不错|怎么样|如何[?]|好看|喜欢|满意|精彩|感兴趣|有趣|错误|问题|疑问|赞"
"""Who reads it, or what it was to him; what is to be done for such a text is none of it: 这篇文章怎么写."""
_OF_ITSELF = re.compile(
    r"\W{0,3}(?:[^,。]{1,8},)?(?:请|求|随手|欢迎|帮忙){0,2}(?:转发|扩散|转给)(?:提醒|周知|告诉|,)[^,。!]{1,16}[!~]{0,3}"
    r"|返回[^,。]{1,8},查看更多|点个?赞[,!][^,。]{0,16}"
    r"|(?:[^。]{0,16}[,?])?欢迎[^,。]{0,8}留言[^,。]{0,4}[?!~]?"
    r"|(?:最[新热早]\W{0,3}){2,4}|(?:没有更多|已经?到底|到底)(?:内容|数据|评论)?了?"
    r"|(?:本文|文章)[^。]{0,6}\d[^。]{0,6}(?:评分|打分)[^。]{0,16}"
)
"""What asks a reader to send this very text on for some cause, or to write below it."""
_FOR_OPINION = re.compile(
    rf"[^。]{{0,16}}{_OPINION}[?!~,] ?{_SAY_SO}|{_SAY_SO}[,!:] ?{_OPINION}[?!~]?"
    rf"|(?=[^。]{{0,30}}(?:{_VALUED}))(?:[^,。]{{0,8}}{_THIS_TEXT}|(?:[您你]?(?:觉得|认为|喜欢|对|[看读]完了?))?文章)[^,。]{{0,12}}\?"
    rf"|[^,。]{{0,8}}{_THIS_TEXT}[^,。]{{0,4}}, ?{_OPINION}\?"
)
"""What asks for his opinion of this very text, or to say it here."""
_IS_DONE = re.compile(_DONE)
_ON_MEDIUM = re.compile(_MEDIA, re.IGNORECASE)
_ON_PAGE = re.compile(
    "[点轻戳][击点触]|[点戳][这此]|长按|按住|识别|扫[一码描]|收藏|分享|转发|评论|留言|跟帖|回复|打赏|赞赏|动动|在看|点[赞个亮]|关注|星标|[左右上下]滑|滑动|登录|注册|返回"
    r"|回到|打印|收起|展开|加载|放大|报错|纠错|不感兴趣|屏蔽|私信|发言|说两句|抢沙发|朗读|听新闻|想看|[上下]一[篇条]|阅读[^。]{0,4}\d"
)
"""What can be done on a page alone; a text may ask its reader to watch, to come, or to join."""
_OF_PAGE = re.compile(
    rf"{_MEDIA}|文章|[全本此]文|正文|新闻|资讯|内容|信息|视频|图|朋友|好友|身边|更多|精彩|详情|页|列表|上网|我们|[这此]里|左右|上下|剩余|欢迎|想看|再走|[上下]一[篇条]|AI|\d",
    re.IGNORECASE,
)
"""To what, or for whom."""
_FRESH = "更多|最新|热门|精彩|近期|本周|今日"
_MEDIUM_ALONE = re.compile(
    rf"\W{{0,4}}(?:(?:{_MEDIA})(?:\W{{0,4}}(?:{_MEDIA})){{0,8}}"
    rf"|(?:{_FRESH})?(?:更多|精彩|资讯|新闻|内容|文章|热文|好文|热门)|more)\W{{0,4}}",
    re.IGNORECASE,
)
"""The name of what a reader may send a page by, or the heading of what else there is to read."""


def asks_reader(block: Block) -> bool:
    """Recognise a line of nothing but what a reader may do, or of one thing that he does it on.

    >>> asks_reader(Text(text="（点击图片可放大）")), asks_reader(Text(text="扫码报名"))
    (True, False)
    """
    if not isinstance(block, Text) or len(block.text) > _MAX_ASKED:
        return False
    if _asks_of_itself(block.line):
        return True
    if not _ASKED.fullmatch(block.line):
        return False
    return _IS_DONE.search(block.line) is not None or _MEDIUM_ALONE.fullmatch(block.line) is not None


def _asks_of_itself(line: str) -> bool:
    if _OF_ITSELF.fullmatch(line):
        return True
    is_question = "?" in line or "你" in line or "您" in line
    return is_question and _FOR_OPINION.fullmatch(line) is not None


def asks_of_page(block: Block) -> bool:
    """Recognise such a line that no text ends with, even if it is set as the text is: it is about the page itself.

    >>> asks_of_page(Text(text="分享给身边的朋友吧")), asks_of_page(Text(text="欢迎大家前往观看！"))
    (True, False)
    """
    if not asks_reader(block) or not isinstance(block, Text):
        return False
    if _asks_of_itself(block.line) or _MEDIUM_ALONE.fullmatch(block.line):
        return True
    return _ON_PAGE.search(block.line) is not None and _OF_PAGE.search(block.line) is not None


def asks_on_medium(block: Block) -> bool:
    """Recognise such a line that says both what is done and on what: no text speaks so, however it is set."""
    return asks_reader(block) and isinstance(block, Text) and bool(_ON_MEDIUM.search(block.line))
