"""Tell what a page is that should have been an article: a message, a challenge, a login, an empty shell, a listing.

Each of them has little prose. What is in the site's frame around it (menus, footers) is mostly links, so it is
text outside of links that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from linfen_crawler.kinds import Nature
from linfen_crawler.pages.nature.listings import of_links, summaries
from linfen_crawler.pages.nature.look import Look
from linfen_crawler.pages.nature.messages import (
    MAX_MESSAGE,
    Said,
    passing_trouble,
    said_in,
    said_of_itself,
    speaks_of_trouble,
)
from linfen_crawler.pages.nature.scripted import (
    of_challenge,
    of_player,
    of_redirect,
    of_reload,
    of_shell,
    of_slides,
    of_speech,
)
from linfen_crawler.pages.tree.document import Document, Page, parse
from linfen_crawler.text import fold
from linfen_crawler.urls import is_on_site

_DAY = re.compile(r"\d ?[月日号]")
"""News says when; a message seldom does."""
_OF_THIS_PAGE = re.compile(
    "[您你]|我们|[本此该这]篇?[文页帖次](?!面)|此内容|[完全][整文部]|阅读|浏览|原文|请求|抱歉|对不起|该|返回|重试|刷新"
)
"""What a message refers to and a notice does not: its reader, what he asked for, what he is to do here."""
_OF_A_SITE = re.compile("文章|页面|网页|内容|信息|文档|稿件|栏目|附件|[您你本此该这]页面")
"""What a newspaper's notice may refer to as well."""
_HEADS_NOTICE = re.compile("(?:启事|声明|[公通]告|通知|更正|致歉|道歉|倡议书?)$")
_SAYS_WHEN = re.compile("昨[日天晚]|前[日天]|日前|近日|明[日天]|今晚|即日|[上本下]周")
_IS_OVER = re.compile("已经?(?:全面|基本|全部)?(?:恢复|修复|排除|解决)")
"""A message never tells that what it refers to is over."""
_QUOTED = re.compile(r"“[^“”]{1,120}”")
_CLAUSES = re.compile(r"[^。]{1,200}，[^。]{1,200}。")
"""A sentence of several clauses: many a message has only one, or no full stop."""
_WORD = re.compile(r"\w")
_LOGIN = re.compile(r"登[录陆入]|sign ?in|log ?in", re.IGNORECASE)
_TELEPHONE = "input[type=tel], input[placeholder*='手机'], input[name*='phone'], input[name*='mobile']"
_SENDS_CODE = re.compile(
    "(?:获取|发送|取得|索取)(?:短信|手机|动态|语音|登录){0,2}(?:验证码|校验码|动态码|动态密码|口令)|(?:send|get)code",
    re.IGNORECASE,
)
_MAX_BUTTONS = 40
_MAX_PROSE = 160
"""Characters outside of links, in paragraphs that read like sentences; a page with more says more than a message."""
_MAX_SHORT = 20
"""Characters of a text that its title may complete: 页面不存在, and below it 返回首页."""
_MAX_BESIDE = 8
"""Characters of a line of the template that came along with a message."""
_MAX_LABEL = 16
"""Characters of a line that is a form's heading."""
_MAX_FORM = 80
"""Characters around a form that asks for a password and nothing else."""


def of_page(page: Page, document: Document, *, has_layout: bool) -> Said | None:
    """Recognise a page on which no article was read; ``None`` if it may be one with something missing.

    A page of a known layout is neither an empty shell nor a listing: there, what is missing can be named.
    """
    look = Look(page, document)
    if look.prose > _MAX_PROSE:
        return None if has_layout else summaries(look, look.sentences)
    said = _message(look) or of_player(look) or of_slides(look)
    return said if said or has_layout else of_shell(look) or of_links(look)


def of_message(page: Page, document: Document) -> Said | None:
    """Tell a page that says, with status 200, that there is nothing or that it is for others; ``None`` of others."""
    look = Look(page, document)
    return None if look.prose > _MAX_PROSE else _message(look)


def trouble_in(page: Page) -> Said | None:
    """Return what shows that the answer 404 is a challenge, or that of a site that is out of order for a while.

    ``None`` if it is neither, or says so of the page as well: one that is not there may ask for scripts besides.
    """
    look = Look(page, parse(page))
    if look.prose > _MAX_PROSE or any(nature is Nature.SOFT_404 for nature, _ in look.messages):
        return None
    said = _message(look)
    if said is not None and said[0] is Nature.CHALLENGE:
        return said
    return next(filter(None, map(passing_trouble, (*look.titles, *(one.line for one in look.texts)))), None)


def says_missing(page: Page) -> bool:
    """Recognise an error page that says that the page requested does not exist."""
    look = Look(page, parse(page))
    said = None if look.prose > _MAX_PROSE else _message(look)
    return said is not None and said[0] is Nature.SOFT_404


def _message(look: Look) -> Said | None:
    return of_challenge(look) or of_redirect(look) or look.message or _login(look) or of_speech(look) or of_reload(look)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """By what a page says that an editor has published it."""

    names_editor: Callable[[], bool]
    """Asked of what reads like a message alone."""
    bears_notice: bool
    """It has the site's notice."""


def of_article(title: str, paragraphs: Sequence[str], signed: Signed, *, has_images: bool) -> Said | None:
    """Recognise an article that is none: a message in the template of one, as content systems show it.

    Of what an editor signs, only what speaks to its reader of this page is taken for one; a notice that says so in its
    title, or when it is of, may refer to the site. Nor is what mentions a fault that is over, quotes a message, or
    is below a title that itself refers to some service's trouble. A page of images says what it
    is by them: 图片新闻：道路改造 heads photographs, whatever few words are beside them.
    """
    text = "\n".join(paragraphs)
    said = _said_of("", paragraphs, text) if has_images else _said_of(title, paragraphs, text) or _own(text)
    if said is None or said[0] is Nature.SOFT_404:
        return said
    if (_IS_OVER.search(text) or speaks_of_trouble(title) or _quotes_message(text)) and signed.names_editor():
        return None
    if not _CLAUSES.fullmatch(text) or _OF_THIS_PAGE.search(text):
        return said
    is_notice = _HEADS_NOTICE.search(title) or _SAYS_WHEN.search(text) or not _OF_A_SITE.search(text)
    return None if is_notice and signed.bears_notice and signed.names_editor() else said


def _quotes_message(text: str) -> bool:
    """Recognise a text of which nothing is a message without what it quotes."""
    told = _QUOTED.sub("", text)
    return told != text and said_in(told) is None


def _said_of(title: str, paragraphs: Sequence[str], text: str) -> Said | None:
    if len(text) > MAX_MESSAGE or _DAY.search(text):
        return None
    if said := said_in(text):
        return said
    if len(text) <= _MAX_SHORT and said_in(title) and (said := said_in(f"{title}\n{text}")):
        return said
    words = [len(_WORD.findall(line)) for line in paragraphs]
    beside = zip(paragraphs, (sum(words) - own for own in words), strict=True)
    return next((said for line, others in beside if others <= _MAX_BESIDE and (said := said_in(line))), None)


def _own(text: str) -> Said | None:
    """Recognise a text that refers to its own page alone; one that names a day is news."""
    return None if _DAY.search(text) else said_of_itself(text)


def of_stranger(page: Page, document: Document) -> Said | None:
    """Recognise a page of another site, served under this one's address: its links lead elsewhere, and none back.

    A newspaper that has moved links to its new host alone: what is signed is no stranger's.
    """
    links = Look(page, document).links
    if not links or any(map(is_on_site, links)) or not is_on_site(page.url):
        return None
    return Nature.OFFSITE, f"no link into the site: {links[0]}"


def _login(look: Look) -> Said | None:
    """Recognise a form that asks for a password, or for a telephone and the code that is sent to it."""
    asks_password = look.has("input[type=password]")
    if not (asks_password or look.has(_TELEPHONE)):
        return None
    labels = ["".join(one.split()) for one in (*look.titles, *(one.line for one in look.texts), *_buttons(look))]
    says = any(_LOGIN.search(line) for line in labels if len(line) <= _MAX_LABEL)
    if asks_password:
        return (Nature.LOGIN, "asks for a password") if says or look.length <= _MAX_FORM else None
    return (Nature.LOGIN, "asks for a code") if says and any(map(_SENDS_CODE.search, labels)) else None


def _buttons(look: Look) -> Iterator[str]:
    """Yield what the buttons of a page say."""
    for one in islice(look.document.root.css("button, input[type=submit], input[type=button]"), _MAX_BUTTONS):
        yield fold(one.attributes.get("value") or one.text()[:_MAX_FORM])
