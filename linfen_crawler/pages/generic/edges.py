"""Recognise lines at both ends of a text that are the page's own: repetitions, counts, calls and labels.

Between two paragraphs such a line is the text's, and so is one that a full stop ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.asking import asks_of_page, asks_reader
from linfen_crawler.pages.lines.attachments import has_file
from linfen_crawler.pages.lines.calls import calls_on, calls_on_medium, is_end, tells_length
from linfen_crawler.pages.lines.furniture import files_text, leads_elsewhere, prose_of
from linfen_crawler.pages.lines.moods import tallies
from linfen_crawler.pages.lines.parting import pieces_of
from linfen_crawler.pages.lines.wording import Wording, is_of_site, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN
from linfen_crawler.text import fingerprint_text, fold

_AHEAD = 12
"""Lines among which a summary is."""
_SUMMED_UP = 4
"""Lines after a summary that it may repeat."""
_MIN_REPEATED = 12
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "section", "aside", "ul", "form"})
_SUMMARY_WORD = r"\W{0,3}(?:核心提示|内容提要|内容摘要|摘要|导读|提要)"
_SUMMARY = re.compile(rf"{_SUMMARY_WORD}[:|】\]) ]\W{{0,2}}(?=\w)")
_SUMMARY_ALONE = re.compile(rf"{_SUMMARY_WORD}\W{{0,2}}")
_CUT = re.compile(r"[.…\W]{1,6}$")
_ENDS = ("。", "！", "？", "!", "?", "…", "”", "；")
_MEDIUM = r"(?:二维码|公众号|视频号|抖音号?|微博|微信|客户端|APP|小程序)"
_CALLS = re.compile(
    r"\W{0,3}(?:[^,。]{0,6}更多[^,。]{0,12}[,:]?)?(?:请|欢迎|敬请|微信|手机){0,2}"
    r"(?:扫|长按|识别|关注|下载|打开|点击|订阅)"
    rf"(?:[^。]{{0,36}}{_MEDIUM}\W{{0,2}}|[^。]{{0,16}}关注[^,。]{{0,12}})",
    re.IGNORECASE,
)
"""Follow us, without a subject and without an end but the medium: 扫码报名 and 市民可下载…APP，参与答题 tell more."""
_MAX_CALL = 60
_OF_PAGE = re.compile(
    r"[【\[( ]{0,3}(?:原标题|原题|(?:本文|文章|相关)?(?:关键[词字]|标签)|(?:所属)?栏目"
    r"|tags?|本文(?:链接|网址|地址)) ?[:|]",
    re.IGNORECASE,
)
"""Fields by which a content system files a text."""
_HEADS_NOTHING = frozenset({Wording.RELATED, Wording.NEIGHBOUR})
"""What is no text where no link is in it, nor anything below."""
_NO_VOTES = re.compile(rf"(?:[{HAN}]{{1,4}} ?\(?0\)?%?\W{{0,3}}){{1,8}}")
"""临汾队 2　运城队 0 are no votes."""
_ADVERTISED = re.compile(r"\W{0,2}(?:广告|推广|AD)\W{0,2}")
_AD = (
    r"(?:[Aa][Dd][SsVv]?|[Aa]dvert(?:isement|ising|ise|s)?|[Bb]anner|[Gg]uang[Gg]ao|[Tt]ui[Gg]uang|[Ss]ponsor(?:ed)?)"
    r"(?:[Bb]ox|[Bb]ar|[Aa]rea|[Ii]mg|[Pp]ic|[Ww]rap|[Ss]lot|[Uu]nit)?"
)
_CALLED = re.compile(rf"(?:(?<![A-Za-z]){_AD}|(?<=[a-z])A[Dd]s?)(?![A-Za-z])")
"""ad, ads-300, adv_box and topAd; address, admin and load are none."""
_ADDRESSED = re.compile(r"(?<=[/.])(?:ads?|adv|adimg|adclick|adserver|guanggao)\d{0,2}(?=[./?])", re.IGNORECASE)
_AROUND = 3
_LABEL = re.compile(rf"\W{{0,3}}[{HAN}]{{2,8}} ?[:：]\W*")
_ADDRESS = re.compile(r"\w[.@:/]\w")


def repeated(blocks: Sequence[Block], inside: Sequence[int]) -> frozenset[int]:
    """Return the lines ahead of a text, set apart from it, that repeat its beginning or call themselves its summary."""
    lines = list(islice(_texts(blocks, inside), _AHEAD + _SUMMED_UP))
    sentences = {at for at, block in lines if prose_of(block)}
    found: set[int] = set()
    for count, (at, block) in enumerate(lines[:_AHEAD]):
        if len(block.text) < _MIN_REPEATED:
            continue
        below = lines[count + 1 : count + 1 + _SUMMED_UP]
        told = [other for other, _ in below if other in sentences]
        if any(_is_set_like(block.node, blocks[other].node) for other in told):
            if at in sentences:
                # Here the text begins.
                break
            continue
        is_caption = at > 0 and isinstance(blocks[at - 1], Picture)
        # A lead says again what its headline says, which is no sentence and set as a headline is.
        is_headline = at not in sentences and (block.is_centred or block.is_strong)
        is_told = not is_headline and _is_repeated(block, [one for _, one in below])
        if told and not is_caption and (_is_summary(block) or is_told):
            found.add(at)
    return frozenset(found)


def _is_summary(block: Text) -> bool:
    """Tell what calls itself a summary, by a label that something parts from it: 导读员 is none."""
    return bool(_SUMMARY.match(block.line) or _SUMMARY_ALONE.fullmatch(fold(pieces_of(block)[0])))


def _is_repeated(block: Text, below: Sequence[Text]) -> bool:
    """Tell whether the lines after say what a line says, or the longest piece of it: a label may stand ahead."""
    text = "".join(fingerprint_text(one.text) for one in below)
    told = (_CUT.sub("", one) for one in {fold(block.text), fold(max(pieces_of(block), key=len))})
    return any(len(one) >= _MIN_REPEATED and fingerprint_text(one) in text for one in told)


def _texts(blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[tuple[int, Text]]:
    return ((at, block) for at in inside if isinstance(block := blocks[at], Text))


def _is_set_like(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Recognise two lines whose elements, and those around them, have the same tags and classes."""
    return one is not None and other is not None and _setting(one) == _setting(other)


def _setting(node: LexborNode) -> tuple[str | None, ...]:
    around = node.parent or node
    return node.tag, node.attributes.get("class"), around.tag, around.attributes.get("class")


def is_of_page(blocks: Sequence[Block], at: int, prose: LexborNode | None) -> bool:
    """Recognise a last line that the page adds to a text; ``prose`` is where the last sentence before it stands."""
    block = blocks[at]
    if not isinstance(block, Text) or block.rows:
        return False
    if is_of_site(block.line) or calls_on_medium(block) or asks_of_page(block) or is_end(block) or tells_length(block):
        return True
    if not block.anchors and wording_of(block.line) in _HEADS_NOTHING:
        return True
    if block.line.endswith(_ENDS):
        return False
    if _OF_PAGE.match(block.line) or files_text(block.line) or _is_call(block) or _is_list_of_links(block):
        return True
    if prose is None or _is_set_like(block.node, prose):
        return False
    if asks_reader(block) or calls_on(block):
        return True
    return _heads_link(blocks, at) or tallies(block.line) or (_is_boxed(block.node, prose) and _is_vote(block))


def _is_call(block: Text) -> bool:
    return len(block.text) <= _MAX_CALL and _CALLS.fullmatch(block.line) is not None


def _is_list_of_links(block: Text) -> bool:
    """Recognise a label with links alone after it: 相关热词搜索：临汾 安泽."""
    return len(block.anchors) > 1 and _LABEL.fullmatch(block.beside_links) is not None


def is_label_of_links(block: Text) -> bool:
    """Recognise a label with a link to another page, ahead of a text: 专题：聚焦国庆假期; no file, no address."""
    if not block.anchors or has_file(block) or _LABEL.fullmatch(block.beside_links) is None:
        return False
    return not any(_ADDRESS.search(one.text) for one in block.anchors)


def _heads_link(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a heading right above a link, which is no text."""
    node, below = blocks[at].node, blocks[at + 1] if at + 1 < len(blocks) else None
    return node is not None and node.tag in _HEADINGS and isinstance(below, Text) and bool(below.anchors)


def _is_boxed(node: LexborNode | None, prose: LexborNode) -> bool:
    """Recognise a line in a box of its own, which does not hold the last sentence."""
    if node is None:
        return False
    box = node if node.tag in _BOXES else node.parent
    return box is not None and box.tag in _BOXES and prose.parent is not None and box.mem_id != prose.parent.mem_id


def _is_vote(block: Text) -> bool:
    """Tell that nobody has voted yet, and what asks for votes."""
    return block.line.endswith(":") or _NO_VOTES.fullmatch(block.line) is not None


def is_advertised(blocks: Sequence[Block], at: int) -> bool:
    """Recognise the word that marks an advertisement, as the law asks, and the image beside it that leads elsewhere.

    So does one in an element that is called one, ``ad-300``, and the banner of a topic above its name.
    """
    picture = blocks[at]
    if isinstance(picture, Picture) and leads_elsewhere(picture):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if _is_called_so(picture) or (isinstance(below, Text) and is_label_of_links(below)):
            return True
    beside = (at, at + 1) if isinstance(blocks[at], Text) else (at - 1, at)
    if beside[0] < 0 or beside[1] >= len(blocks):
        return False
    label, image = (blocks[one] for one in beside)
    if not isinstance(label, Text) or not isinstance(image, Picture):
        return False
    return _ADVERTISED.fullmatch(label.line) is not None and leads_elsewhere(image)


def _is_called_so(picture: Picture) -> bool:
    """Recognise an image that its box, its address or its link calls an advertisement."""
    if picture.node is None or _ADDRESSED.search(picture.src):
        return picture.node is not None
    for one in (picture.node, *islice(ancestors(picture.node), _AROUND)):
        said = one.attributes
        if any(_CALLED.search(name) for name in (said.get("class"), said.get("id")) if name):
            return True
        if one.tag == "a" and _ADDRESSED.search(said.get("href") or ""):
            return True
    return False
