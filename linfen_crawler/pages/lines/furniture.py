"""Recognise by a line's words and links what is around the text of any page: buttons, paths, teasers, small print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.announcing import announces
from linfen_crawler.pages.lines.attachments import has_file
from linfen_crawler.pages.lines.buttons import BRACKETS, behind_buttons, is_button
from linfen_crawler.pages.lines.rights import names_owner
from linfen_crawler.pages.lines.wording import Wording, is_of_site, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN, is_name_alone
from linfen_crawler.text import fold

_MIN_SENTENCE = 4
"""Characters: 特此通告。 is one."""
_VERSES = 2
"""Line breaks of a paragraph without a full stop that is verse."""
_MIN_LISTED = 8
"""Characters of a link that is the title of another page."""
_MAX_BESIDE = 14
"""Characters beside a listed link: the day it is of, and by whom."""
_ENDS = ("。", "；")
_MAX_CHROME = 80
_MAX_HEADING = 24
_BOX = 16
"""Levels up to the box that a heading and its links share."""
_IN_A_BOX = 40
"""Blocks up to the last paragraph before a box, and up to the one after it."""
_PAGE_TYPES = (".html", ".htm", ".shtml", ".jhtml")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SENTENCE = re.compile(r"[。！？；…]|，[^：:]{20}|[a-z]{2}[^a-z]{0,3}[.!?](?:\s|$)")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)$|^(?:#|javascript:)", re.IGNORECASE)
_RESERVED = (
    r"[^。]{0,80}未经[^。]{0,10}(?:授权|许可|允许|同意)[^。]{0,4}(?:不得|禁止|严禁|请勿|谢绝)"
    r"[^。]{0,6}(?:转载|摘编|复制|镜像)[^。;!?]{0,20}$"
)
"""What a medium reserves to itself; a text about it ends its sentence."""
_DISCLAIMER = re.compile(
    r"\W{0,3}(?:免责|特别|郑重|版权与免责|本网|本站|平台|网站)?(?:声明|申明|提示) ?:"
    r"|本(?:网站?|站)(?:所)?(?:刊载|转载|发布)|(?:[^。]{0,20}[,:;!(])?(?:如需|欢迎)?转载[^。]{0,20}(?:注明|附上|目的在于)"
    rf"|本文(?:链接|网址|地址) ?:|[^。]{{0,60}}(?:仅|不)代表[^。]{{0,20}}(?:观点|立场)|{_RESERVED}"
)
_SITE_DISCLAIMER = re.compile(
    r"\W{0,3}免责(?:声明|申明)|[^。]{0,40}(?:仅|不)(?:代表|表明)[^。]{0,20}(?:观点|立场)"
    r"|\W{0,3}(?:特别|郑重|版权)?声明 ?:? ?(?:凡?本[网站]|以上)|本文(?:链接|网址|地址) ?:"
    rf"|{_RESERVED}"
)
_COMMENTS = r"(?:网友|全部|最新|热门|精彩|发表|我要|用户)?(?:评论(?![员家])|留言|跟帖|回复)区?"
_HEADS_COMMENTS = re.compile(rf"\W{{0,4}}{_COMMENTS}(?: ?[(:\d].{{0,6}}|\W{{0,4}})")
_HEADS_ANOTHER = re.compile(
    rf"\W{{0,4}}(?:{_COMMENTS}"
    r"|(?:热门|热点|最新|更多|精彩|编辑|相关|为您?|大家都在|猜你|近期|\d\d小时)"
    r"(?:文章|新闻|报道|阅读|推荐|资讯|看|喜欢|图片|专题|热榜|排行|内容)"
    r"|[您你]?可能(?:还会?)?(?:感兴趣|喜欢|想看)(?:的(?:文章|新闻|内容))?"
    r"|往期(?:推荐|回顾|精彩|精选|文章|好文)|图片新闻|点击排行|排行榜|关于(?:我们|本[网站])|友情链接)"
    r"(?: ?[(:]? ?\d.{0,6}|[^见]{0,4})"
    r"|\W{0,4}(?:(?:[该本此]?作者|TA)的?(?:热门|最新|更多|其[他它]|全部|近期)的?(?:文章|作品|内容|动态|视频|稿件)"
    r"|(?:相关|热门)(?:标签|话题))(?: ?\(?\d{1,6}\)?)?\W{0,4}"
)
_SUMMARY = re.compile(
    r"\W{0,3}(?:AI|智能|内容|文章|本文|新闻)?(?:生成)?(?:摘要|导读|速读|速览|总结)\W{0,3}", re.IGNORECASE
)
INTRODUCES = re.compile(r"\W{0,3}(?:核心提示|内容提要|内容摘要|摘要|导读|提要)(?: ?:|[】\]])")
TAGS = re.compile(
    r"\W{0,3}(?:文章|本文|相关|热门)?(?:(?:tag)?标签|关键[词字]|分类|tags?|话题|所属栏目|录入[者人员]?"
    r"|栏目|发布[者人]) ?:",
    re.IGNORECASE,
)
_PERSON_LABEL = re.compile(rf"\W{{0,3}}[{HAN}]{{0,4}}(?:[人者员]|回复|答复|录入|发布|评论|留言) ?: ?")
_BETWEEN_NAMES = re.compile("[、,/]")
_TAGS_ALONE = re.compile(r"\W{0,3}(?:文章|本文|相关|热门)?(?:标签|话题|关键[词字]|tags?)\W{0,3}", re.IGNORECASE)
"""The label of tags, without a colon, beside which nothing but links stands."""
_SEVERAL_TAGS = re.compile(rf"{TAGS.pattern} ?#?[^\W_]{{1,8}}(?:[ ,;、/|]#?[^\W_]{{1,8}}){{1,12}}", re.IGNORECASE)
LABEL_WORD = (
    r"(?:本文|文章|信息|稿件|新闻)?(?:来源|稿源|出处|作者|记者|文|撰文|采写|编辑|责任编辑|责编|时间|日期"
    r"|(?:发布|发表|更新|录入)(?:时间|日期|于)?|浏览|点击|阅读|字体|字号)(?:次数|量|数|率)?"
)
LABEL = re.compile(rf"{LABEL_WORD} ?[:|]")
WHERE = re.compile(r"\W{0,4}(?:您?(?:现在|当前|所在)?的?|当前)(?:位置|所在位置) ?:?|(?:首页|主页) ?[>›»→/]")
_SMALL = re.compile(r"\d{1,2}(?:px)?")
_DATE = re.compile(r"[\d年月日:./\s-]")
_STAMP = re.compile(r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d|年\d{1,2}月\d{1,2}日 ?\d{1,2}:\d\d)")
_DAY = re.compile(r"\d日$")
_CAPTION = re.compile(r"[摄图。]")
_PATH = re.compile(r"[>›»→]+")


def prose_of(block: Block) -> int:
    """Return how many characters of a block read like sentences or verse, links left out."""
    if not isinstance(block, Text):
        return 0
    beside = block.beside_links if block.anchors else block.text
    is_told = "。" in beside or _SENTENCE.search(beside) or (beside.count("\n") >= _VERSES and not block.anchors)
    if len(beside) < _MIN_SENTENCE or not is_told or wording_of(block.line) is not None:
        return 0
    return len(beside)


def is_chrome(block: Text) -> bool:
    """Tell buttons, counters, tags and the path to the page from text."""
    if len(block.text) > _MAX_CHROME:
        return False
    if _is_linked(block, 2) and wording_of(block.line) is None:
        return not any(_is_file(one.href) for one in block.anchors)
    line = block.line.strip()
    if block.anchors and (
        _PATH.search(block.beside_links) or TAGS.match(line) or _TAGS_ALONE.fullmatch(fold(block.beside_links))
    ):
        return True
    return bool((is_button(line) and not names_person(line)) or WHERE.match(line) or block.is_dead_link)


def files_text(line: str) -> bool:
    """Recognise a folded line of several words by which a content system files a text: 关键词：春耕；农业."""
    return TAGS.match(line) is not None and _SEVERAL_TAGS.fullmatch(line) is not None


def is_small_print(block: Text) -> bool:
    """Tell what is at the foot of a page, and what a site declares of its articles."""
    return names_site(block) or _is_disclaimer(block) or is_of_site(block.line)


def names_site(block: Text) -> bool:
    """Recognise the small print of a page's foot: whose the site is, its licences, how to reach it."""
    return names_owner(block.line)


def is_site_disclaimer(block: Text) -> bool:
    """Tell what a site says of any of its articles: who answers for it, whose opinion it is."""
    return _SITE_DISCLAIMER.match(block.line) is not None and wording_of(block.line) is None


def names_person(line: str) -> bool:
    """Recognise a folded field that says who did something, by his name: it may begin as a button's words do.

    >>> names_person("回复人:李静"), names_person("发布人:管理员"), names_person("回复:3")
    (True, False, False)
    """
    label = _PERSON_LABEL.match(line)
    return label is not None and all(map(is_name_alone, _BETWEEN_NAMES.split(line[label.end() :].rstrip(" )】]"))))


def heads_comments(block: Text) -> bool:
    """Recognise the heading of what readers say."""
    if len(block.text) > _MAX_HEADING or not _HEADS_COMMENTS.fullmatch(block.line):
        return False
    return not names_person(block.line)


def is_furniture(block: Text) -> bool:
    """Tell a line of the page from one of the text."""
    if block.rows:
        shown = sum(len(cell) for row in block.rows for cell in row)
        is_linked = sum(len(one.text) for one in block.linked) * 2 > shown
        return (is_linked or lists_pages(block, 0)) and not has_file(block)
    return is_chrome(block) or is_small_print(block) or is_listed(block)


def lists_pages(block: Text, most: int) -> bool:
    """Tell a table of titles of other pages, with a day or a number beside each, or words of ``most`` characters."""
    titles = {one.text for one in block.linked if len(_DATE.sub("", one.text)) >= _MIN_LISTED}
    rows = [row for row in block.rows if not titles.isdisjoint(row)]
    beside = (cell for row in rows for cell in row if cell not in titles)
    return len(rows) * 2 > len(block.rows) and all(len(one) <= most or not _DATE.sub("", one) for one in beside)


def is_listed(block: Text) -> bool:
    """Recognise a link to another page by its title, with its day beside it at most."""
    titles = [one for one in block.anchors if len(_DATE.sub("", one.text)) >= _MIN_LISTED and not _is_file(one.href)]
    return bool(titles) and _is_linked(block, _MAX_BESIDE) and not has_file(block)


def unbuttoned(block: Block) -> Block:
    """Return an editor's line without buttons before it: 【纠错】【责任编辑：X】; 【打印】 【关闭】 are both."""
    if not isinstance(block, Text) or not block.text.startswith(BRACKETS) or not (at := behind_buttons(block.text)):
        return block
    shown = block.cut(at, len(block.text))
    return shown if shown is not None and is_margin(shown) else block


def is_margin(block: Block) -> bool:
    """Recognise a line after the body that is the article's: editor or notice; a table that names editors is text."""
    if not isinstance(block, Text) or len(block.rows) > 1:
        return False
    said = wording_of(block.line.replace("\n", " "))
    return said in {Wording.RESPONSIBLE, Wording.EDITOR, Wording.NOTICE}


def heads_summary(blocks: Sequence[Block], at: int) -> bool:
    """Recognise the heading of a box that sums the text up."""
    block = blocks[at]
    if not isinstance(block, Text) or len(block.text) > _MAX_HEADING or not _SUMMARY.fullmatch(block.line):
        return False
    beside = [one.node for one in blocks[at + 1 : at + 3]]
    return block.node is not None and len(beside) > 1 and _is_nearer(block.node, *beside)


def heads_another(blocks: Sequence[Block], at: int) -> bool:
    """Tell the heading of what is another's: by its words, by the links that it heads; and what a site declares."""
    block = blocks[at]
    if not isinstance(block, Text):
        return False
    if names_others(block):
        return True
    is_heading = len(block.text) <= _MAX_HEADING and not block.anchors and wording_of(block.line) is None
    return (is_heading and _heads_links(blocks, at) and not announces(block.line)) or _is_disclaimer(block)


def names_others(block: Text) -> bool:
    """Recognise the heading of what is another's by its words alone: 热门推荐, 您可能还喜欢."""
    if len(block.text) > _MAX_HEADING or not _HEADS_ANOTHER.fullmatch(block.line):
        return False
    return not names_person(block.line)


def _is_child(node: LexborNode, parent: LexborNode | None) -> bool:
    return node.parent is not None and parent is not None and node.parent.mem_id == parent.mem_id


def leads_elsewhere(picture: Picture) -> bool:
    """Tell the thumbnail of another page from an image, which links to itself at most."""
    around = () if picture.node is None else (picture.node, *islice(ancestors(picture.node), 3))
    link = next((node for node in around if node.tag == "a"), None)
    return link is not None and not _IMAGE_FILE.search(link.attributes.get("href") or "#")


def is_icon(blocks: Sequence[Block], at: int) -> bool:
    """Recognise an image of the page's: small, beside a button's words, or the face or the sign before a date line."""
    picture = blocks[at]
    if picture.node is None:
        return False
    if any(_SMALL.fullmatch(picture.node.attributes.get(side) or "") for side in ("width", "height")):
        return True
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(below, Text) and below.node is not None and _is_stamp(below) and picture.node.parent is not None:
        return picture.node.parent.mem_id == below.node.mem_id
    for beside in (blocks[at - 1] if at else None, below):
        if isinstance(beside, Picture):
            continue
        if isinstance(beside, Text) and is_chrome(beside) and _are_boxed(picture.node, beside.node):
            return True
    return False


def _is_stamp(block: Text) -> bool:
    """Tell a date line from a caption with a date."""
    return len(block.text) <= _MAX_CHROME and bool(_STAMP.search(block.line)) and not _CAPTION.search(block.line)


def _are_boxed(image: LexborNode, words: LexborNode | None) -> bool:
    """Tell whether an image is in the element of some words, or beside it."""
    box = next((one for one in ancestors(image) if one.tag != "a"), None)
    if words is None or box is None:
        return False
    return box.mem_id in {one.mem_id for one in (words, words.parent) if one is not None}


def _heads_links(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether titles of other pages come right after a line: one after a heading, two in one box with another.

    The last line of the text has links after it as well, but they do not stand nearer to it than the text does. A
    line among the text's own paragraphs heads the links that are there too, where no sentence follows.
    """
    block = blocks[at]
    if block.node is None:
        return False
    count = 1 if block.node.tag in _HEADINGS else 2
    following = [one for one in blocks[at + 1 : at + 5] if isinstance(one, Text)][:count]
    if sum(len(one.anchors) for one in following) < count or not all(map(is_listed, following)):
        return False
    return count == 1 or _is_nearer(block.node, following[0].node, blocks[at - 1].node) or _heads_rest(blocks, at)


def _heads_rest(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a line that is no sentence and no date, with links below it as its siblings or in a list beside it."""
    heading, link = blocks[at], blocks[at + 1].node
    if not isinstance(heading, Text) or heading.node is None or link is None:
        return False
    if prose_of(heading) or _STAMP.search(heading.line) or _DAY.search(heading.line):
        return False
    item = link.parent if link.tag == "li" and link.parent is not None else link
    if not _is_child(item, heading.node.parent):
        return False
    below = (one.node for one in blocks[at + 1 : at + 1 + _IN_A_BOX] if prose_of(one))
    return not any(one is not None and _is_child(one, heading.node.parent) for one in below)


def _is_nearer(node: LexborNode, one: LexborNode | None, other: LexborNode | None) -> bool:
    """Tell whether the smallest element around a node and one more is without the other."""
    if one is None or other is None:
        return False
    around_one = {near.mem_id for near in (one, *islice(ancestors(one), _BOX))}
    box = next((near.mem_id for near in (node, *islice(ancestors(node), _BOX)) if near.mem_id in around_one), None)
    return box is not None and all(near.mem_id != box for near in (other, *islice(ancestors(other), 2 * _BOX)))


def _is_disclaimer(block: Text) -> bool:
    return bool(_DISCLAIMER.match(block.line)) and wording_of(block.line) is None


def _is_file(href: str) -> bool:
    return "." in href.rpartition("/")[2][-6:] and not href.endswith(_PAGE_TYPES)


def _is_linked(block: Text, most: int) -> bool:
    """Recognise a line of links with little beside them; what ends a sentence after one makes it text."""
    if not block.anchors:
        return False
    beside = block.beside_links.strip(" >|·/»、[]()")
    return len(beside) <= most and not beside.endswith(_ENDS)
