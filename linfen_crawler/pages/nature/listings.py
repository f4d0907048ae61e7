"""Recognise pages that lead to articles: a listing, the home page, a digest, search results.

What is in the site's frame around a page leads to articles as well; only a page without a text of its own is told
by its links alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from linfen_crawler.datelines import read_date_line
from linfen_crawler.kinds import Kind, Nature
from linfen_crawler.pages.nature.look import Look
from linfen_crawler.pages.nature.messages import Said
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.document import Document, Page
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fold
from linfen_crawler.urls import article_address, kind_of, listing_section

_HOME = (".topnews-strong", ".n-c-Focus", ".swiper-hd")
"""The selector by which three crawlers of the site read its home page."""
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
_MIN_LISTED = 3
_MIN_SUMMARIES = 4
_HOME_SECTIONS = 5
_MAX_DATED = 60
_SOME = 20
"""Characters by which a sentence is found again among the paragraphs."""
_AROUND = 3
"""Elements up to a link around a card."""


def of_links(look: Look) -> Said | None:
    """Recognise a listing and the home page by their links to articles."""
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
    return None if is_dated and dates < _MIN_SUMMARIES - 1 else summaries(look, sentences)


def of_search(page: Page, document: Document) -> Said | None:
    """Recognise the results of a search, by the browser's title or by a line that counts them: 共找到 2 条结果."""
    look = Look(page, document)
    titled = next((one for one in look.titles if _SEARCH.fullmatch(one.strip())), None)
    counted = (one.line for one in look.texts if len(one.text) <= _MAX_DATED and _COUNTS_HITS.fullmatch(one.line))
    said = titled or next(counted, None)
    return (Nature.LISTING, f"the results of a search: {said}") if said else None


def of_stamps(paragraphs: Sequence[str]) -> Said | None:
    """Recognise a list of items without links, each with its time (更新时间：2021-04-01): readers' questions."""
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
    """Recognise a line of a head that holds a date."""
    return len(block.text) <= _MAX_DATED and read_date_line(block.line).published_at is not None


def summaries(look: Look, told: Sequence[Text]) -> Said | None:
    """Recognise a listing with a sentence of each article: most of its sentences have a link to one of their own."""
    linked = _linked(look, told)
    if linked < _MIN_SUMMARIES or linked * 2 < len(told):
        return None
    return Nature.LISTING, f"{linked} summaries, each beside a link to its article"


def _linked(look: Look, told: Sequence[Text]) -> int:
    """Return how many sentences are beside a link to an article that is beside no other."""
    sentences = {id(one) for one in told}
    seen: set[str] = set()
    linked = 0
    pending: set[str] = set()
    is_told = True
    for block in look.document.shown:
        urls = {url for href in _hrefs_of(block) if (url := look.page.link(href)) and article_address(url)} - seen
        if id(block) in sentences:
            is_told = bool(urls or pending)
            linked += is_told
            seen |= urls | pending
            pending = set()
        elif urls and not is_told:
            # 阅读全文 comes after what it leads to.
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
