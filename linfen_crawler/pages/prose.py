"""Find the body of a page whose layout is not known: where prose is dense, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.blocks import Block, Embed, Picture
from linfen_crawler.pages.headline import leads
from linfen_crawler.pages.layouts import ancestors
from linfen_crawler.pages.margin import has_file
from linfen_crawler.pages.texts import Text
from linfen_crawler.pages.wording import Wording, wording_of
from linfen_crawler.people import is_credit_line

_MAX_BLOCKS = 5000
_OF_AN_IMAGE = 40
"""What an image counts, in characters of prose: photo pages have none."""
_MIN_LISTED = 4
_MIN_HEADING = 6
_MAX_DATE = 12
"""Characters beside a listed link: the day it is of."""
_NEAR = 8
"""Blocks behind the head in which a text without a sentence begins."""
_MIN_SENTENCE = 4
"""Characters: 特此通告。 is one."""
_VERSES = 2
"""Line breaks of a paragraph without a full stop that is verse."""
LEVELS = 64
"""Elements around a paragraph, at most, among which the body's is looked for."""
_PARAGRAPHS = frozenset({"img", "p", "span", "font", "li", "dd", "blockquote"})


_SENTENCE = re.compile(r"[。！？；…]|，[^：:]{20}|[a-z]{2}[^a-z]{0,3}[.!?](?:\s|$)")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)$|^(?:#|javascript:)", re.IGNORECASE)
_SMALL_PRINT = re.compile(
    r"版权所有|copyright|©|备案号|ICP备|信息服务许可证|举报电话|技术支持|all rights reserved", re.IGNORECASE
)
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
WHERE = re.compile(r"\W{0,4}(?:您?(?:现在|当前|所在)?的?|当前)(?:位置|所在位置) ?:?")


def where_another_begins(blocks: Sequence[Block], start: int) -> int:
    """Return where, behind some text or image, a heading says that another's begins."""
    has_content = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        if has_content and isinstance(block, Text) and _ends_article(block):
            return at
        has_content = has_content or isinstance(block, Picture) or prose_of(block) > 0
    return len(blocks)


def densest(blocks: Sequence[Block], behind: range) -> LexborNode | None:
    """Return the element around the first prose or image behind the head with the most of both and little else."""
    worth = {at: _worth(blocks[at]) for at in behind[:_MAX_BLOCKS]}
    if not any(value > 0 for value in worth.values()):
        # Verse, a list of numbers, a notice of one line: what stands right behind the head is the text.
        near = (at for at in behind[:_NEAR] if isinstance(blocks[at], Text) and not _is_furniture(blocks[at]))
        worth |= {at: len(_text_of(blocks[at])) for at in near}
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


def _text_of(block: Block) -> str:
    return block.text if isinstance(block, Text) else ""


def _is_furniture(block: Block) -> bool:
    """Tell links, buttons and small print from a short text."""
    if not isinstance(block, Text):
        return True
    return bool(block.anchors or _is_boilerplate(block) or _SMALL_PRINT.search(block.text) or _ends_article(block))


def _worth(block: Block) -> int:
    """Return how much a block speaks for its element being the body's: prose, or else its length against it."""
    if isinstance(block, Picture):
        return 0 if _leads_elsewhere(block) else _OF_AN_IMAGE
    if not isinstance(block, Text):
        return 0
    prose = 0 if _is_boilerplate(block) or _SMALL_PRINT.search(block.text) else prose_of(block)
    return prose or -len(block.text)


def _leads_elsewhere(picture: Picture) -> bool:
    """Tell the thumbnail of another page from an image, which links to itself at the most."""
    link = next((node for node in islice(_around(picture), 4) if node.tag == "a"), None)
    return link is not None and not _IMAGE_FILE.search(link.attributes.get("href") or "#")


def _around(block: Block) -> Iterator[LexborNode]:
    """Yield the elements around a block, the innermost first; a page may nest without end."""
    if block.node is not None:
        yield block.node
        yield from islice(ancestors(block.node), LEVELS)


def _is_boilerplate(text: Text) -> bool:
    return bool(_DISCLAIMER.match(text.line)) or is_chrome(text)


def prose_of(block: Block) -> int:
    """Return how many characters of a block read like sentences or verse, links left out."""
    if not isinstance(block, Text):
        return 0
    beside = block.beside_links if block.anchors else block.text
    is_told = _SENTENCE.search(beside) or (beside.count("\n") >= _VERSES and not block.anchors)
    if len(beside) < _MIN_SENTENCE or not is_told or wording_of(block.line) is not None:
        return 0
    return len(beside)


def holds(container: LexborNode, block: Block) -> bool:
    """Tell whether a block stands in an element."""
    return any(node.mem_id == container.mem_id for node in _around(block))


def trimmed(blocks: Sequence[Block], inside: Sequence[int], *, default_end: int) -> tuple[list[Block], int]:
    """Return the body without the buttons and lists around its text, and where it ends."""
    kept: list[int] = []
    has_ended = False
    for at in inside:
        block = blocks[at]
        has_ended = has_ended or (bool(kept) and is_margin(block))
        if has_ended and not is_margin(block):
            # Behind its editor nothing of an article follows but more of the same, and its links.
            break
        if isinstance(block, Text):
            if kept and _ends_article(block):
                break
            if is_chrome(block):
                continue
        kept.append(at)
    while kept and not _ends_text(blocks, kept):
        kept.pop()
    return [blocks[at] for at in kept], kept[-1] if kept else default_end


def _ends_article(block: Text) -> bool:
    """Tell the heading of what is another's, and the small print."""
    if len(block.text) <= 24 and _HEADS_ANOTHER.fullmatch(block.line):
        return True
    return bool(_DISCLAIMER.match(block.line)) and wording_of(block.line) is None


def is_chrome(block: Text) -> bool:
    """Tell buttons, counters and the path to the page from text."""
    if len(block.text) > 80:
        return False
    if block.anchors and len(block.beside_links.strip(" >|·/»、[]()")) <= 2 and wording_of(block.line) is None:
        return not any(
            "." in one.href.rpartition("/")[2][-6:] and not one.href.endswith((".html", ".htm", ".shtml"))
            for one in block.anchors
        )
    return bool(_CHROME.fullmatch(block.line.strip())) or bool(WHERE.match(block.line))


def _ends_text(blocks: Sequence[Block], kept: Sequence[int]) -> bool:
    """Tell whether the last block kept can be the text's own end: prose, an image, a credit, a line set like prose."""
    last = blocks[kept[-1]]
    if isinstance(last, Embed):
        return True
    if isinstance(last, Picture):
        return len(kept) == 1 or kept[-1] - kept[-2] <= 2
    if prose_of(last) or last.rows or wording_of(last.line) is not None or is_credit_line(last.text) or leads(last):
        return True
    is_caption = len(kept) > 1 and kept[-1] - kept[-2] == 1 and isinstance(blocks[kept[-2]], Picture)
    # 特此通告。 is short, and the text's all the same.
    is_sentence = last.line.rstrip(" ”)").endswith(("。", "!", "?"))
    if is_sentence or is_caption or has_file(last) or _THE_END.fullmatch(last.line):
        return True
    prose = next((blocks[at] for at in reversed(kept) if prose_of(blocks[at])), None)
    return isinstance(prose, Text) and _are_siblings(prose.node, last.node) and kept[-1] - kept[0] < 400


def _are_siblings(first: LexborNode | None, second: LexborNode | None) -> bool:
    if first is None or second is None or first.parent is None or second.parent is None:
        return False
    return first.tag == second.tag and first.parent.mem_id == second.parent.mem_id


def is_index(blocks: Sequence[Block], inside: Sequence[int]) -> bool:
    """Tell a list of other articles with their summaries: as many headings that are links as there are texts."""
    links = texts = 0
    for block in (blocks[at] for at in inside):
        if isinstance(block, Text):
            is_link = bool(block.anchors) and len(block.beside_links.strip(" >|·/»、[]()")) <= _MAX_DATE
            links += is_link and len(block.text) > _MIN_HEADING
            texts += prose_of(block) > 0
    return links >= _MIN_LISTED and links >= texts


def is_margin(block: Block) -> bool:
    """Tell a line behind the body that is the article's: editor, notice, related links, neighbours, files."""
    if not isinstance(block, Text):
        return False
    said = wording_of(block.line.replace("\n", " "))
    return said in {Wording.RESPONSIBLE, Wording.EDITOR, Wording.NOTICE}
