"""Tell what a page is that should have been an article: a message, a challenge, a login, an empty shell, a listing.

Each of them has little prose. What stands in the site's frame around it (menus, footers) is mostly links, so it is
text outside of links that is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from linfen_crawler.datelines import read_date_line
from linfen_crawler.kinds import Kind, Nature
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
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document, Page, parse
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold
from linfen_crawler.urls import article_address, is_on_site, kind_of, listing_section

_DAY = re.compile(r"\d ?[月日号]")
"""News says when; a message seldom does."""
_OF_THIS_PAGE = re.compile(
    "[您你]|我们|[本此该这]篇?[文页帖次](?!面)|此内容|[完全][整文部]|阅读|浏览|原文|请求|抱歉|对不起|该|返回|重试|刷新"
)
"""What a message speaks of and a notice does not: its reader, what he asked for, what he is to do here."""
_OF_A_SITE = re.compile("文章|页面|网页|内容|信息|文档|稿件|栏目|附件|[您你本此该这]页面")
"""What a newspaper's notice may speak of as well."""
_HEADS_NOTICE = re.compile("(?:启事|声明|[公通]告|通知|更正|致歉|道歉|倡议书?)$")
_SAYS_WHEN = re.compile("昨[日天晚]|前[日天]|日前|近日|明[日天]|今晚|即日|[上本下]周")
_IS_OVER = re.compile("已经?(?:全面|基本|全部)?(?:恢复|修复|排除|解决)")
"""A message never tells that what it speaks of is over."""
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
_HOME = (".topnews-strong", ".n-c-Focus", ".swiper-hd")
"""What three crawlers of the site read its home page by."""

_SEARCH = re.compile(
    r"(?:站内|全站|全文|新闻|高级|本站|信息)?(?:搜索|检索|查询|search)(?:结果|页面?|中心|列表| results?)?",
    re.IGNORECASE,
)
_COUNTS_HITS = re.compile(
    r"(?=.{0,50}(?:搜索|检索|查询|找到|命中|关键[词字]|结果))"
    r"[^。]{0,40}\d{1,9} ?[条个项篇][^。]{0,16}(?:结果|记录|匹配)[^。]{0,20}"
)
_STAMP_ALONE = re.compile(
    r"[\[(【]?(?:更新|发布|发表|录入|添加)(?:时间|日期|于) ?:? ?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"(?: \d{1,2}:\d\d(?::\d\d)?)?(?: {1,4}(?:来源|作者|浏览|点击|阅读)[^。]{0,24})?[\])】]?"
)
_DAY_OF_MACHINE = re.compile(r"(?<!\d)(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)")
_DAY_LAST = re.compile(rf"[\s。！？!?]{_DAY_OF_MACHINE.pattern}(?: \d{{1,2}}:\d\d(?::\d\d)?)?$")
_SENTENCE = re.compile("[。！？!?]")
_LINES_OF_ITEM = 4
"""Paragraphs of an item in a list, at most: its title, a summary, its time."""
_LINES_OF_ENTRY = 6
"""Paragraphs of a reader's question, at most: what it is about, who asks and when, the answer and when."""
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
_MIN_LISTED = 3
_MIN_SUMMARIES = 4
_HOME_SECTIONS = 5
_MAX_DATED = 60
_SOME = 20
"""Characters by which a sentence is found again among the paragraphs."""
_AROUND = 3
"""Elements up to a link around a card."""


def of_page(page: Page, document: Document, *, has_layout: bool) -> Said | None:
    """Tell a page on which no article was read; ``None`` where it may be one with something missing.

    A page of a known layout is neither an empty shell nor a listing: there, what is missing can be named.
    """
    look = Look(page, document)
    if look.prose > _MAX_PROSE:
        return None if has_layout else _summaries(look, look.sentences)
    said = _message(look) or of_player(look) or of_slides(look)
    return said if said or has_layout else of_shell(look) or _index(look)


def of_message(page: Page, document: Document) -> Said | None:
    """Tell a page that says, with status 200, that there is nothing or that it is for others; ``None`` of others."""
    look = Look(page, document)
    return None if look.prose > _MAX_PROSE else _message(look)


def trouble_in(page: Page) -> Said | None:
    """Return what shows that the answer 404 is a challenge, or that of a site that is out of order for a while.

    ``None`` where it is neither, or says so of the page as well: one that is not there may ask for scripts besides.
    """
    look = Look(page, parse(page))
    if look.prose > _MAX_PROSE or any(nature is Nature.SOFT_404 for nature, _ in look.messages):
        return None
    said = _message(look)
    if said is not None and said[0] is Nature.CHALLENGE:
        return said
    return next(filter(None, map(passing_trouble, (*look.titles, *(one.line for one in look.texts)))), None)


def says_missing(page: Page) -> bool:
    """Tell an error page that says that what was asked for is not there."""
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
    """It bears the site's notice."""


def of_article(title: str, paragraphs: Sequence[str], signed: Signed, *, has_images: bool) -> Said | None:
    """Tell an article that is none: a message in the template of one, as content systems show it.

    Of what an editor signs, only what speaks to its reader of this page is taken for one; a notice that says so in its
    title, or when it is of, may speak of the site. Nor is what tells of a fault that is over, quotes a message, or
    stands below a title that itself speaks of some service's trouble. A page of images says what it
    is by them: 图片新闻：道路改造 heads photographs, whatever few words stand beside them.
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
    """Tell a text of which nothing is a message without what it quotes."""
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
    """Tell a text that speaks of its own page alone; one that names a day is news."""
    return None if _DAY.search(text) else said_of_itself(text)


def of_stranger(page: Page, document: Document) -> Said | None:
    """Tell a page of another site, served under this one's address: its links lead elsewhere, and none back.

    A newspaper that has moved links to its new host alone: what is signed is no stranger's.
    """
    links = Look(page, document).links
    if not links or any(map(is_on_site, links)) or not is_on_site(page.url):
        return None
    return Nature.OFFSITE, f"no link into the site: {links[0]}"


def _login(look: Look) -> Said | None:
    """Tell a form that asks for a password, or for a telephone and the code that is sent to it."""
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


def _index(look: Look) -> Said | None:
    """Tell a listing and the home page by their links to articles."""
    sections = Counter(address.section for url in look.links if (address := article_address(url)))
    listings = {listing_section(url) for url in look.links if kind_of(url) is Kind.LISTING}
    count = sections.total()
    if sum(map(look.has, _HOME)) > 1:
        return Nature.HOME, f"the home page's blocks, with links to {count} articles"
    if count < _MIN_LISTED and not look.has("#contentText"):
        return None
    is_home = len(sections) >= _HOME_SECTIONS and len(listings) >= _HOME_SECTIONS
    if is_home and sections.most_common(1)[0][1] * 2 < count:
        return Nature.HOME, f"links to {count} articles of {len(sections)} sections"
    return Nature.LISTING, f"links to {count} articles, and no text"


def of_summaries(page: Page, document: Document, date_line: str | None, paragraphs: Sequence[str]) -> Said | None:
    """Tell a listing with a sentence of each article from a digest, which is dated as one and not item by item.

    ``paragraphs`` are what was read as the text: a sidebar may sum other articles up.
    """
    look = Look(page, document)
    text = "\n".join(paragraphs)
    sentences = [one for one in look.sentences if one.text[:_SOME] in text]
    if len(sentences) < _MIN_SUMMARIES:
        return None
    first, last = (next(at for at, one in enumerate(look.texts) if one is end) for end in (sentences[0], sentences[-1]))
    is_dated = any(date_line and one.text in date_line and _is_dated_line(one) for one in look.texts[:first])
    dates = sum(map(_is_dated_line, look.texts[first : last + 1]))
    return None if is_dated and dates < _MIN_SUMMARIES - 1 else _summaries(look, sentences)


def of_search(page: Page, document: Document) -> Said | None:
    """Tell the results of a search, by the browser's title or by a line that counts them: 共找到 2 条结果."""
    look = Look(page, document)
    titled = next((one for one in look.titles if _SEARCH.fullmatch(one.strip())), None)
    counted = (one.line for one in look.texts if len(one.text) <= _MAX_DATED and _COUNTS_HITS.fullmatch(one.line))
    said = titled or next(counted, None)
    return (Nature.LISTING, f"the results of a search: {said}") if said else None


def of_stamps(paragraphs: Sequence[str]) -> Said | None:
    """Tell a list of items without links, each with its time: 更新时间：2021-04-01; readers' questions with answers."""
    lines = [fold(line).strip() for one in paragraphs for line in one.split("\n")]
    stamps = [at for at, one in enumerate(lines) if len(one) <= _MAX_DATED and _STAMP_ALONE.fullmatch(one)]
    most = _LINES_OF_ITEM
    if len(stamps) < _MIN_LISTED:
        stamps, most = list(_stamps_of_entries(lines)), _LINES_OF_ENTRY
    if len(stamps) < _MIN_LISTED or len(stamps) * most < len(lines):
        return None
    return Nature.LISTING, f"{len(stamps)} items, each with its own time: {lines[stamps[0]]}"


def _stamps_of_entries(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines that say a day as machines write it, alone or last, with a sentence of their own each."""
    is_told = True
    for at, line in enumerate(lines):
        says_more = _SENTENCE.search(line) is not None
        is_told = is_told or says_more
        is_dated = _DAY_LAST.search(line) if says_more else len(line) <= _MAX_DATED and _DAY_OF_MACHINE.search(line)
        if is_told and is_dated:
            yield at
            is_told = False


def _is_dated_line(block: Text) -> bool:
    """Tell a line of a head that holds a date."""
    return len(block.text) <= _MAX_DATED and read_date_line(block.line).published_at is not None


def _summaries(look: Look, told: Sequence[Text]) -> Said | None:
    """Tell a listing with a sentence of each article: most of its sentences have a link to one of their own."""
    linked = _linked(look, told)
    if linked < _MIN_SUMMARIES or linked * 2 < len(told):
        return None
    return Nature.LISTING, f"{linked} summaries, each beside a link to its article"


def _linked(look: Look, told: Sequence[Text]) -> int:
    """Return how many sentences stand beside a link to an article that stands beside no other."""
    sentences = {id(one) for one in told}
    seen: set[str] = set()
    linked = 0
    pending: set[str] = set()
    is_told = True
    for block in look.shown:
        urls = {url for href in _hrefs_of(block) if (url := look.page.link(href)) and article_address(url)} - seen
        if id(block) in sentences:
            is_told = bool(urls or pending)
            linked += is_told
            seen |= urls | pending
            pending = set()
        elif urls and not is_told:
            # 阅读全文 stands behind what it leads to.
            linked, is_told = linked + 1, True
            seen |= urls
        else:
            pending = urls or pending
    return linked


def _hrefs_of(block: Block) -> Iterator[str]:
    """Yield where the links in a block, or the one around it, lead."""
    if isinstance(block, Text):
        yield from (one.href for one in block.anchors)
    around = () if block.node is None else (block.node, *islice(ancestors(block.node), _AROUND))
    yield from (one.attributes.get("href") or "" for one in around if one.tag == "a")
