"""Read a page whose layout is not known: by its labels, and by where its prose is dense.

The title is the heading that the browser's title repeats; the date line is the dated line beside it; the body is the
element that holds most of the prose behind them, without the buttons and lists that stand in it. What names editor,
notice and source is told by the same wording as everywhere (:mod:`linfen_crawler.pages.wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import GENERIC
from linfen_crawler.pages.blocks import Block, Embed, Picture, line_of, read_blocks
from linfen_crawler.pages.document import Document
from linfen_crawler.pages.found import Found
from linfen_crawler.pages.headline import leads
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.margin import has_file
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import Wording, wording_of
from linfen_crawler.people import is_credit_line
from linfen_crawler.text import clean_line, fingerprint_text

_MAX_TITLE = 120
_MAX_DATE_LINE = 200
_MAX_KICKER = 80
_MAX_LABEL = 60
_NEAR = 6
"""Blocks between title and date line, or between the date and its label, at most."""
_TAIL = 12
"""Blocks behind the body in which its editor and its notice stand."""
_MIN_PROSE = 30
"""Characters; with less there is no text that could be an article's."""
_MAX_BLOCKS = 5000
_OF_AN_IMAGE = 40
"""What an image counts, in characters of prose: photo pages have none."""
_VERSES = 2
"""Line breaks of a paragraph without a full stop that is verse."""
_BESIDE = 3
"""Levels up to the element that two lines share which are set as rows of one table, or closer."""
_LEVELS = 64
"""Elements around a paragraph, at most, among which the body's is looked for."""
_HEADINGS = {"h1": 4, "h2": 3, "h3": 2, "h4": 1, "strong": 1, "b": 1}
_PARAGRAPHS = frozenset({"img", "p", "span", "font", "li", "dd", "blockquote"})

_SENTENCE = re.compile(r"[。！？；…]|，[^：:]{20}")
_SITE_SUFFIX = re.compile(r"\s{0,4}[_|\-–—－·>]{1,2}\s{0,4}[^_|–—－·>]{1,30}$")
_LABEL = re.compile(
    r"(?:文章|信息|稿件|新闻)?(?:来源|稿源|出处|作者|记者|编辑|责任编辑|责编|时间|日期|发布时间|发布日期|发表时间|更新时间|浏览|点击|阅读|字体|字号)"
    r"(?:次数|量|数|率)? ?[:|]"
)
_LABEL_ALONE = re.compile(r"[\w ]{2,8}[:：]")
_TIME_LABEL = re.compile(r"(?:来源|稿源|(?:发布|发表|更新|录入)?(?:时间|日期)) ?:")
_TODAY = re.compile(r"今天是|今日|现在时间|农历|天气")
_CHROME = re.compile(
    r"(?:分享(?:到|至|给)?|转发到|推荐到).{0,40}"
    r"|(?:我要)?(?:打印|收藏|纠错|评论|点赞|投稿|举报)(?:本[页文]|此[页文])?"
    r"|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表|上一页)?|扫[一码].{0,30}"
    r"|(?:\W?(?:字体|字号|大|中|小|打印本页|打印|关闭窗口|关闭|收藏|分享)[ :|/\W]?){2,12}"
    r"|(?:微信|微博|QQ空间|朋友圈|新浪微博|人人网|[ |/·])+"
    r"|(?:网友|全部|最新|热门)?评论.{0,12}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)? ?:? ?\d{0,9}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W{0,3}(?:免责|特别|郑重|版权与免责|本网|网站)?(?:声明|申明|提示) ?:|[^。]{0,20}转载[^。]{0,20}(?:注明|目的在于)"
)
_HEADS_ANOTHER = re.compile(
    r"\W{0,4}(?:(?:网友|全部|最新|热门|精彩|发表|我要|用户)?(?:评论|留言|跟帖)区?|(?:热门|热点|最新|更多|精彩|编辑|为您?|大家都在|猜你)"
    r"(?:文章|新闻|阅读|推荐|资讯|看|喜欢|图片|专题)|图片新闻|点击排行|排行榜|关于(?:我们|本[网站])|友情链接).{0,4}"
)
_THE_END = re.compile(r"\W{0,3}(?:全文|本文)?完\W{0,3}")
_CRUMBS = "[aria-label*='位置'], [aria-label*='readcrumb'], [class*='crumb']"
_WHERE = re.compile(r"\W{0,4}(?:您?(?:现在|当前|所在)?的?|当前)(?:位置|所在位置) ?:?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Where title and date line stand among the blocks."""

    title: str
    title_at: int
    date_line: str
    last: int
    """The last block of the head; the text begins behind it."""


def find(document: Document) -> Found | None:
    """Return what a page of no known layout holds; ``None`` where nothing dated on it reads like an article."""
    blocks = read_blocks(document.body)
    head = _head(blocks, _page_title(document))
    if head is None:
        return None
    behind = range(head.last + 1, _where_another_begins(blocks, head.last + 1))
    container = _densest(blocks, behind)
    if container is None:
        return None
    inside = [at for at in behind if _holds(container, blocks[at])]
    body, end = _trimmed(blocks, inside, head)
    if sum(map(_prose, body)) < _MIN_PROSE and not (body and any(isinstance(one, Picture) for one in body)):
        return None
    return Found(
        layout=GENERIC,
        title=head.title,
        kicker=_kicker(blocks[: head.title_at + 1]),
        date_line=head.date_line,
        breadcrumbs=_breadcrumbs(document, blocks[: head.title_at]),
        body=body,
        tail=[block for block in blocks[end + 1 : end + 1 + _TAIL] if _is_margin(block)],
        outer=frozenset(node.mem_id for node in (container, *islice(ancestors(container), _LEVELS))),
        elsewhere=lambda _: blocks[end + 1 :],
        rules={
            "title": "the heading that the browser's title repeats",
            "date_line": "the dated line beside the title",
            "body": f"the densest prose behind them, in {_name(container)}",
        },
    )


def _page_title(document: Document) -> str:
    """Return the browser's title, or what the page's metadata call its title."""
    for selector, name in (("meta[property='og:title']", "content"), ("meta[name=ArticleTitle]", "content")):
        node = document.root.css_first(selector)
        if node is not None and (said := clean_line(node.attributes.get(name) or "")):
            return said
    node = document.root.css_first("title")
    return clean_line(node.text()) if node is not None else ""


def _head(blocks: Sequence[Block], page_title: str) -> _Head | None:
    dated = [at for at, block in enumerate(blocks) if isinstance(block, Text) and _is_dated(block)]
    if not dated:
        return None
    titles = sorted(_titles(blocks, page_title), reverse=True)
    for _, negative_at in titles:
        at = -negative_at
        near = [one for one in dated if -_NEAR <= one - at <= _NEAR]
        if near:
            best = max(near, key=lambda one: (_date_score(blocks[one]), one > at, -abs(one - at)))
            return _head_at(blocks, at, best)
    return None


def _head_at(blocks: Sequence[Block], title_at: int, date_at: int) -> _Head:
    title = blocks[title_at]
    first, last = date_at, date_at
    has_source = read_date_line(_text(blocks[date_at])).source is not None
    while last + 1 < len(blocks) and last - date_at < _NEAR and _is_label(blocks, last + 1, has_source=has_source):
        last += 1
    while first > title_at + 1 and date_at - first < _NEAR and _is_label(blocks, first - 1, has_source=has_source):
        first -= 1
    lines = [block.text.replace("\n", " ") for block in blocks[first : last + 1] if isinstance(block, Text)]
    return _Head(
        title=clean_line(title.text) if isinstance(title, Text) else "",
        title_at=title_at,
        date_line="\u3000".join(lines),
        last=max(last, title_at),
    )


def _titles(blocks: Sequence[Block], page_title: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the headings that can be the title, with their rank: repeated by the browser's title, then by their tag."""
    said = fingerprint_text(page_title)
    for at, block in enumerate(blocks):
        if not isinstance(block, Text) or not 4 <= len(block.text) <= _MAX_TITLE or block.anchors:
            continue
        own = fingerprint_text(block.text)
        level = max((_HEADINGS.get(tag, 0) for tag in _tags(block)), default=0)
        is_said = len(own) >= 4 and (own in said or (len(said) >= 6 and said in own and len(own) < 2 * len(said)))
        # Sidebars have headings as well; a first-level one is the page's own.
        if is_said or level == _HEADINGS["h1"]:
            yield (len(own) if is_said else 0, level), -at


def _tags(block: Text) -> Iterator[str]:
    """Yield the tags that a line stands in, up to the third."""
    yield from (span.tag for span in block.spans if span.end - span.start == len(block.text))
    if block.node is not None:
        yield block.node.tag or ""
        yield from (one.tag or "" for _, one in zip(range(2), ancestors(block.node), strict=False))


def _is_dated(block: Text) -> bool:
    """Tell a line with a date that can be the article's: no item of a list of links, no clock of the page's head."""
    if len(block.text) > _MAX_DATE_LINE or (block.anchors and len(block.beside_links) < 8) or "。" in block.text:
        return False
    if leads(block) or not any(character.isdigit() for character in block.text):
        return False
    return not _TODAY.search(block.line) and read_date_line(block.text).published_at is not None


def _date_score(block: Block) -> int:
    if not isinstance(block, Text):
        return 0
    said = read_date_line(block.text)
    is_exact = said.precision is not None and said.precision != "day"
    return 2 * bool(_TIME_LABEL.search(block.line)) + is_exact + (block.node is not None and block.node.tag == "time")


def _text(block: Block) -> str:
    return block.text if isinstance(block, Text) else ""


def _is_label(blocks: Sequence[Block], at: int, *, has_source: bool) -> bool:
    """Tell a line that goes on with the date line: 来源：X, 编辑：X, 点击：9; a second source is the text's own.

    In a list of terms the label and what it names are lines of their own.
    """
    block = blocks[at]
    if not isinstance(block, Text) or len(block.text) > _MAX_LABEL or "。" in block.text:
        return False
    if has_source and wording_of(block.line) is Wording.SOURCE:
        return False
    if _LABEL.match(block.line.lstrip(" |[(【")):
        return True
    return bool(_LABEL_ALONE.fullmatch(_text(blocks[at - 1]))) if at else False


def _where_another_begins(blocks: Sequence[Block], start: int) -> int:
    """Return where, behind some text or image, a heading says that another's begins."""
    has_content = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        if has_content and isinstance(block, Text) and _ends_article(block):
            return at
        has_content = has_content or isinstance(block, Picture) or _prose(block) > 0
    return len(blocks)


def _densest(blocks: Sequence[Block], behind: range) -> LexborNode | None:
    """Return the element around the first prose or image behind the head with the most of both and little else."""
    worth = {at: _worth(blocks[at]) for at in behind[:_MAX_BLOCKS]}
    first = next((at for at, value in worth.items() if value > 0), None)
    if first is None:
        return None
    nodes = list(_around(blocks[first]))
    scores = dict.fromkeys((node.mem_id for node in nodes), 0)
    for at, value in worth.items():
        for node in _around(blocks[at]):
            if node.mem_id in scores:
                scores[node.mem_id] += value
    # Of elements that hold the same, the innermost that can hold more than a paragraph.
    nodes = [node for node in nodes if node.tag not in _PARAGRAPHS] or nodes
    return max(nodes, key=lambda node: scores[node.mem_id])


def _worth(block: Block) -> int:
    """Return how much a block speaks for its element being the body's: prose, or else its length against it."""
    if isinstance(block, Picture):
        return _OF_AN_IMAGE
    if not isinstance(block, Text):
        return 0
    prose = 0 if _is_boilerplate(block) else _prose(block)
    return prose or -len(block.text)


def _around(block: Block) -> Iterator[LexborNode]:
    """Yield the elements around a block, the innermost first; a page may nest without end."""
    if block.node is not None:
        yield block.node
        yield from islice(ancestors(block.node), _LEVELS)


def _is_boilerplate(text: Text) -> bool:
    return bool(_DISCLAIMER.match(text.line)) or _is_chrome(text)


def _prose(block: Block) -> int:
    """Return how many characters of a block read like sentences or verse, links left out."""
    if not isinstance(block, Text):
        return 0
    beside = block.beside_links if block.anchors else block.text
    is_told = _SENTENCE.search(beside) or (beside.count("\n") >= _VERSES and not block.anchors)
    if len(beside) < 12 or not is_told or wording_of(block.line) is not None:
        return 0
    return len(beside)


def _holds(container: LexborNode, block: Block) -> bool:
    """Tell whether a block stands in an element."""
    return any(node.mem_id == container.mem_id for node in _around(block))


def _trimmed(blocks: Sequence[Block], inside: Sequence[int], head: _Head) -> tuple[list[Block], int]:
    """Return the body without the buttons and lists around its text, and where it ends."""
    kept: list[int] = []
    has_ended = False
    for at in inside:
        block = blocks[at]
        has_ended = has_ended or (bool(kept) and _is_margin(block))
        if has_ended and not _is_margin(block):
            # Behind its editor nothing of an article follows but more of the same, and its links.
            break
        if isinstance(block, Text):
            if kept and _ends_article(block):
                break
            if _is_chrome(block):
                continue
        kept.append(at)
    while kept and not _ends_text(blocks, kept):
        kept.pop()
    return [blocks[at] for at in kept], kept[-1] if kept else head.last


def _ends_article(block: Text) -> bool:
    """Tell the heading of what is another's, and the small print."""
    if len(block.text) <= 24 and _HEADS_ANOTHER.fullmatch(block.line):
        return True
    return bool(_DISCLAIMER.match(block.line)) and wording_of(block.line) is None


def _is_chrome(block: Text) -> bool:
    """Tell buttons, counters and the path to the page from text."""
    if len(block.text) > 80:
        return False
    if block.anchors and len(block.beside_links.strip(" >|·/»、[]()")) <= 2 and wording_of(block.line) is None:
        return not any(
            "." in one.href.rpartition("/")[2][-6:] and not one.href.endswith((".html", ".htm", ".shtml"))
            for one in block.anchors
        )
    return bool(_CHROME.fullmatch(block.line.strip())) or bool(_WHERE.match(block.line))


def _ends_text(blocks: Sequence[Block], kept: Sequence[int]) -> bool:
    """Tell whether the last block kept can be the text's own end: prose, an image, a credit, a line set like prose."""
    last = blocks[kept[-1]]
    if isinstance(last, Embed):
        return True
    if isinstance(last, Picture):
        return len(kept) == 1 or kept[-1] - kept[-2] <= 2
    if _prose(last) or last.rows or wording_of(last.line) is not None or is_credit_line(last.text) or leads(last):
        return True
    is_caption = len(kept) > 1 and kept[-1] - kept[-2] == 1 and isinstance(blocks[kept[-2]], Picture)
    if is_caption or has_file(last) or _THE_END.fullmatch(last.line):
        return True
    prose = next((blocks[at] for at in reversed(kept) if _prose(blocks[at])), None)
    return isinstance(prose, Text) and _are_siblings(prose.node, last.node) and kept[-1] - kept[0] < 400


def _are_siblings(first: LexborNode | None, second: LexborNode | None) -> bool:
    if first is None or second is None or first.parent is None or second.parent is None:
        return False
    return first.tag == second.tag and first.parent.mem_id == second.parent.mem_id


def _is_margin(block: Block) -> bool:
    """Tell a line behind the body that is the article's: editor, notice, related links, neighbours, files."""
    if not isinstance(block, Text):
        return False
    said = wording_of(block.line.replace("\n", " "))
    return said in {Wording.RESPONSIBLE, Wording.EDITOR, Wording.NOTICE}


def _kicker(blocks: Sequence[Block]) -> str | None:
    """Return the line right before the title, set beside it in the same element: text alone, no path and no date."""
    if len(blocks) < 2:
        return None
    above, title = blocks[-2], blocks[-1]
    if not isinstance(above, Text) or not isinstance(title, Text) or above.anchors or len(above.text) > _MAX_KICKER:
        return None
    has_date = read_date_line(above.text).published_at is not None or _TODAY.search(above.line)
    if has_date or _is_chrome(above) or "。" in above.text or above.node is None or title.node is None:
        return None
    around = {node.mem_id for node in islice(ancestors(title.node), _BESIDE)}
    return above.text if any(node.mem_id in around for node in islice(ancestors(above.node), _BESIDE)) else None


def _breadcrumbs(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names of the channels: of what calls itself so, or of the last line of several links in a row."""
    named = document.root.css_first(_CRUMBS)
    if named is not None and (names := tuple(filter(None, map(line_of, named.css("a"))))):
        return names
    for block in reversed(blocks):
        if isinstance(block, Text) and (_WHERE.match(block.line) or (len(block.anchors) > 1 and ">" in block.line)):
            return tuple(anchor.text for anchor in block.anchors)
    return ()


def _name(node: LexborNode) -> str:
    classes = ".".join((node.attributes.get("class") or "").split()[:2])
    return f"{node.tag}.{classes}" if classes else str(node.tag)
