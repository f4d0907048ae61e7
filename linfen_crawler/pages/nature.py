"""Tell what a page is that should have been an article: a message, a challenge, a login, an empty shell, a listing.

Each of them has little prose. What stands in the site's frame around it (menus, footers) is mostly links, so it is
text outside of links that is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborNode

from linfen_crawler.items import Kind, Nature
from linfen_crawler.pages.blocks import Embed, Picture, read_blocks
from linfen_crawler.pages.document import Document, Page
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import wording_of
from linfen_crawler.text import fold
from linfen_crawler.urls import article_address, kind_of, listing_section

Said = tuple[Nature, str]
"""What a page is, and the words or marks of it that say so."""

_WHAT = r"(?:页面?|网页|文章|内容|信息|文件|文档|新闻|稿件|地址)"
_SAYS_GONE = re.compile(
    rf"{_WHAT}(?:不存在|(?:已经?|可能|好像)?(?:被|经)?(?:删除|移除|下架|下线|撤回|撤下|失效|过期|丢失)|未找到|找不到|走丢|不见|已经不在)"
    r"(?=了|$|[\s。!,;~.…)]|或|,)"
    rf"|(?:找不到|未找到|无法找到)[^。,]{{0,8}}{_WHAT}"
    rf"|(?:访问|请求|查看|浏览)的?{_WHAT}[^。,]{{0,6}}(?:不存在|找不到|走丢|不见|已?被?删除)(?=了|$|[\s。!,;~.…)]|或)"
    r"|没有通过审核或已经?被删除|(?:尚|还)?未通过审核|未审核[^。]{0,6}(?:删除|不存在)|not found",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[\W_]{0,8}(?:http|error|错误)?[\W_]{0,8}404(?:[\W_]{0,8}(?:error|not found|错误|页面?|提示|-.{0,40}))?[\W_]{0,8}",
    re.IGNORECASE,
)
_SAYS_ERROR = re.compile(
    r"正在审核|等待审核|系统(?:正在)?维护|网站(?:正在)?维护|服务器(?:错误|繁忙|异常)|系统(?:错误|繁忙|异常)|数据库|加载中"
    r"|error warning|fatal error|sqlstate|mysql|\{dede:|\[!--|internal server error|service unavailable|bad gateway"
    r"|域名[^。]{0,12}(?:出售|转让|停放|到期)|(?:buy|this) domain|domain[^.]{0,20}(?:sale|parked|expired)"
    r"|站点已暂停|未绑定",
    re.IGNORECASE,
)
_SAYS_LOGIN = re.compile(
    r"(?:没有|无|未)[^。]{0,6}权限|无权(?:访问|浏览|查看)|权限不足|仅限[^。]{0,12}(?:访问|浏览|查看)|请先?登[录陆]|登[录陆]后[^。]{0,6}(?:查看|阅读|浏览|访问)|仅限会员"
)
_CHALLENGE = re.compile(
    r"安全验证|安全检查|人机验证|人机识别|滑动验证|滑块验证|请完成验证|请输入验证码|正在验证|正在进行验证|浏览器检查|访问过于频繁|访问太频繁"
    r"|(?:启用|开启|打开|允许)[^。,]{0,8}(?:javascript|cookie|脚本)|just a moment|checking your browser|captcha"
    r"|geetest|极验"
    r"|verify you are (?:a )?human|access denied|attention required|ddos"
    r"|安全狗|云锁|宝塔|创宇盾|云盾|防火墙|\bwaf\b|t-sec"
    r"|访问(?:存在|出现)?异常|异常(?:请求|访问|流量)|不合法(?:的)?参数|请求[^。]{0,12}(?:拦截|阻断|拒绝)"
    r"|被[^。]{0,8}拦截|禁止访问"
    r"|request (?:was |has been )?(?:blocked|rejected)|blocked by",
    re.IGNORECASE,
)
_CHALLENGE_SCRIPT = re.compile(
    r"__jsl_clearance|acw_sc__v2|cf[-_]chl|_cf_chl_opt|challenge-platform|__cf_bm|_guard|wzws|yunsuo_session|turnstile"
    r"|document\.cookie\s{0,4}=[^<]{0,2000}?location|location[^<]{0,400}?document\.cookie",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登录|登陆|sign in|log ?in", re.IGNORECASE)
_H5 = re.compile(r"swiper-(?:container|slide|wrapper)|fullpage|/h5[./_-]|h5\.js|eqxiu|createjs", re.IGNORECASE)
_PLAYER = re.compile(r"player|video|iframe\.html|\.m3u8|\.mp4|qq\.com|bilibili|youku|cctv", re.IGNORECASE)
_HOME = (".topnews-strong", ".n-c-Focus", ".swiper-hd")
"""What three crawlers of the site read its home page by."""
_SHELL = "#app, #root, #__next, #__nuxt, app-root"

_MAX_PROSE = 160
"""Characters outside of links, in paragraphs that read like sentences; a page with more says more than a message."""
_MAX_LABEL = 16
"""Characters of a line that is a form's heading."""
_MAX_TEXT = 80
"""Characters of a text that can be a message alone."""
_MAX_BESIDE = 20
"""Characters beside the words that make a line a message."""
_MAX_MESSAGE = 60
"""Characters of the line that is the message."""
_MAX_CHALLENGE = 600
"""Characters of a page that asks for a proof before it shows anything."""
_MAX_SHELL = 40
"""Characters of a page that shows nothing before its scripts have run."""
_MIN_LISTED = 3
_HOME_SECTIONS = 5


@dataclass(frozen=True)
class _Look:
    """What of a page its nature is told by."""

    document: Document

    @cached_property
    def blocks(self) -> list[Text]:
        return [block for block in read_blocks(self.document.body) if isinstance(block, Text)]

    @cached_property
    def title(self) -> str:
        found = self.document.root.css_first("title")
        return fold(found.text()[:200]).strip() if found is not None else ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines that can be a message: short, and no link's."""
        return [one.line for one in self.blocks if len(one.text) <= _MAX_MESSAGE and not one.anchors]

    @cached_property
    def prose(self) -> int:
        """Characters outside of links in paragraphs that hold a whole sentence."""
        told = (one for one in self.blocks if len(one.text) > 20 and "。" in one.text)
        return sum(len(one.beside_links) for one in told if wording_of(one.line) is None)

    @cached_property
    def length(self) -> int:
        return sum(len(one.text) for one in self.blocks)

    @cached_property
    def source(self) -> str:
        """The page's own source, as far as marks are looked for in it."""
        return self.document.text[:200_000]

    def has(self, selector: str) -> bool:
        return self.document.root.css_first(selector) is not None


def of_message(document: Document) -> Said | None:
    """Tell a page that says, with status 200, that there is nothing or that it is for others; ``None`` of others."""
    look = _Look(document)
    if look.prose > _MAX_PROSE:
        return None
    return next((said for tell in (_soft_404, _challenge, _login, _error) if (said := tell(look))), None)


def of_article(title: str, paragraphs: Sequence[str]) -> Said | None:
    """Tell an article that is none: a message in the template of one, as content systems show it."""
    text = fold(" ".join(paragraphs))
    if len(text) > _MAX_TEXT or any(len(line) > _MAX_MESSAGE for line in paragraphs):
        return None
    for nature, pattern in (
        (Nature.SOFT_404, _SAYS_GONE),
        (Nature.LOGIN, _SAYS_LOGIN),
        (Nature.ERROR, _SAYS_ERROR),
    ):
        for line in paragraphs:
            match = pattern.search(folded := fold(line))
            # A message says little else; news that speaks of one goes on.
            if match and len(folded) - len(match[0]) <= _MAX_BESIDE:
                return nature, match[0]
    if len(title) <= _MAX_MESSAGE // 2 and (match := _SAYS_ERROR.search(fold(title))):
        return Nature.ERROR, match[0]
    return (Nature.SOFT_404, title) if _CODE.fullmatch(fold(title)) else None


def of_rest(page: Page, document: Document, *, has_layout: bool) -> Said | None:
    """Tell a page on which no article was read: what scripts and players show, a listing, the home page.

    A page of a known layout is neither an empty shell nor a listing: there, what is missing can be named.
    """
    look = _Look(document)
    if look.prose > _MAX_PROSE:
        return None
    if said := _shown_by_script(look):
        return said
    return None if has_layout else _shell(look) or _index(page, look)


def _index(page: Page, look: _Look) -> Said | None:
    """Tell a listing and the home page by their links to articles."""
    found = [page.link(one.attributes.get("href")) for one in look.document.root.css("a[href]")[:2000]]
    urls = dict.fromkeys(url for url in found if url)
    sections = Counter(address.section for url in urls if (address := article_address(url)))
    listings = {listing_section(url) for url in urls if kind_of(url) is Kind.LISTING}
    count = sections.total()
    if sum(map(look.has, _HOME)) > 1:
        return Nature.HOME, f"the home page's blocks, with links to {count} articles"
    if count < _MIN_LISTED and not look.has("#contentText"):
        return None
    is_home = len(sections) >= _HOME_SECTIONS and len(listings) >= _HOME_SECTIONS
    if is_home and sections.most_common(1)[0][1] * 2 < count:
        return Nature.HOME, f"links to {count} articles of {len(sections)} sections"
    return Nature.LISTING, f"links to {count} articles, and no text"


def _soft_404(look: _Look) -> Said | None:
    for line in (look.title, *look.lines):
        if len(line) <= _MAX_MESSAGE and (_SAYS_GONE.search(line) or _CODE.fullmatch(line)):
            return Nature.SOFT_404, line
    return None


def _challenge(look: _Look) -> Said | None:
    # A challenge has none of the site's frame around it; a short notice of a 安全检查 has.
    for line in (look.title, *look.lines) if look.length <= _MAX_CHALLENGE else ():
        if match := _CHALLENGE.search(line):
            return Nature.CHALLENGE, match[0]
    if look.length <= _MAX_PROSE and (match := _CHALLENGE_SCRIPT.search(look.source)):
        return Nature.CHALLENGE, f"the script {match[0][:40]}"
    return None


def _login(look: _Look) -> Said | None:
    says = (line for line in (look.title, *look.lines) if len(line) <= _MAX_LABEL and _LOGIN.search(line))
    if look.has("input[type=password]") and any(says):
        return Nature.LOGIN, "asks for a password"
    return None


def _shown_by_script(look: _Look) -> Said | None:
    """Tell a video's page and an H5 page: what they show, scripts and players do."""
    blocks = read_blocks(look.document.body)
    plays = any(isinstance(one, Embed) and _PLAYER.search(one.src) for one in blocks) or look.has("video")
    if plays:
        return Nature.VIDEO, "a player and no text"
    if look.prose == 0 and look.length <= _MAX_PROSE and (match := _H5.search(look.source)):
        return Nature.H5, match[0]
    return None


def _error(look: _Look) -> Said | None:
    """Tell a message of the server, or of what runs on it."""
    for line in (look.title, *look.lines) if look.length <= _MAX_CHALLENGE else ():
        for nature, pattern in ((Nature.LOGIN, _SAYS_LOGIN), (Nature.ERROR, _SAYS_ERROR)):
            if match := pattern.search(line):
                return nature, match[0]
    return None


def _shell(look: _Look) -> Said | None:
    """Tell a page that shows nothing before its scripts have run."""
    blocks = read_blocks(look.document.body)
    if look.prose or look.length > _MAX_SHELL or any(isinstance(one, Picture) and one.src for one in blocks):
        return None
    shell: LexborNode | None = look.document.root.css_first(_SHELL)
    shown = " ".join(one.line for one in look.blocks)
    return Nature.EMPTY, "filled by a script" if shell is not None else f"shows {shown or 'nothing'}"
