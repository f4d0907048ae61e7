"""Leave out what is at the ends of a known layout's body and not part of its text: buttons, counters, boxes.

The body is an element of its own, so that nothing but its ends is doubted. What is set as the text is set is text there
whatever its words are, and so is a sentence, and what the text itself refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.lines.asking import asks_of_page, asks_reader
from linfen_crawler.pages.lines.buttons import are_buttons, counts_readers, tells_of_voice
from linfen_crawler.pages.lines.calls import calls_on, calls_on_medium, is_call, is_end
from linfen_crawler.pages.lines.furniture import (
    TAGS,
    files_text,
    heads_comments,
    is_chrome,
    is_listed,
    is_site_disclaimer,
    leads_elsewhere,
    names_others,
    names_person,
    names_site,
    prose_of,
)
from linfen_crawler.pages.lines.matters import NUMERAL
from linfen_crawler.pages.lines.moods import moods_at_end, tallies
from linfen_crawler.pages.lines.own_contacts import is_own_contact
from linfen_crawler.pages.lines.rights import heads_declaration, names_licence, offers_contact, reaches_out
from linfen_crawler.pages.lines.setting import is_first_of_several
from linfen_crawler.pages.lines.wording import MAX_LINE, Wording, is_empty_field, is_of_site, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN
from linfen_crawler.text import fold

_LEVELS = 6
_MAX_BOX = 60
"""Blocks of a box after the text that are looked at."""
_MIN_LINKS = 2
_LOOK_BACK = 400
"""Blocks among which the text is looked for that a last line is held against."""
_APART = ("【", "[", "#")
"""What sets buttons and topics apart from a text of the same setting: 【打印】【关闭】, #乡村振兴."""
_MAX_ASKING = 24
_ASKS_READER = re.compile("[^。]{0,12}[您你][^。]{0,12}(?:心情|感受|表情|态度|看法|感觉)[^。]{0,8}")
_MAX_HEADING = 12
_OF_SITE = re.compile("版权|免责|本[网站]")
_COUNTER = rf"(?:[{HAN}]{{1,6}}\W{{0,4}}\d{{1,7}}|\d{{1,7}}\W{{0,4}}[{HAN}]{{1,6}})"
_COUNTERS = re.compile(rf"\W{{0,4}}(?:{_COUNTER}\W{{0,4}}){{2,16}}")
_ALL_ZERO = re.compile(r"[^1-9]*0[^1-9]*")
_SAYS_NOTHING = re.compile(r"(?:#[^#\s]{1,20}#?\s{0,4}){1,12}|[\s\u2190-\u2bff\ufe0f\U0001f300-\U0001faff]{1,16}")
"""Topics, and pictograms alone."""
_MIN_ASKED = 3
"""Characters of what is no line of a text that is set as it is: 返回 may be a word of a poem."""
_BESIDE = " >|·/»[]()【】"
_LIST = re.compile(r"^(?:https?://[\w.:-]+|[^?#]*/)(?:index[^/?#]{0,12})?$")
_CONTACT = re.compile(
    "广告|招商|征订|订阅|订报|发行|举报|投稿|来稿|征[集稿文]|作品|[报爆]料|热线|线索|邮箱|客户端|APP|公众号|小程序|二维码|扫码"
)
"""What the page's own small print offers, and a text about a service as well."""
_PAPERS = re.compile("投稿|来稿|征[集稿文]|作品")
"""The words by which a newspaper calls for papers."""


def begin_of(blocks: Sequence[Block]) -> int:
    """Return where a body begins after the buttons at its head; 0 where no prose follows them."""
    begin = 0
    while begin < len(blocks) and isinstance(first := blocks[begin], Text) and _may_open(first):
        begin += 1
    if not begin:
        return 0
    text = next((one for one in blocks[begin:] if prose_of(one)), None)
    is_told = text is None or any(_is_set_as(one, text) and not _is_pages(one) for one in blocks[:begin])
    if is_told or is_first_of_several(blocks, begin - 1):
        return 0
    return begin


def _may_open(block: Text) -> bool:
    if NUMERAL.fullmatch(block.line):
        return False
    if block.anchors:
        return False
    is_asked = asks_reader(block) or calls_on(block)
    return is_asked or is_chrome(block) or is_empty_field(block.line) or _SAYS_NOTHING.fullmatch(block.line) is not None


def _is_pages(block: Block) -> bool:
    """Recognise a line that is the page's however it is set."""
    if not isinstance(block, Text) or len(block.text) < _MIN_ASKED:
        return False
    if is_empty_field(block.line) or tells_of_voice(block.line):
        return True
    return asks_of_page(block) or calls_on_medium(block) or counts_readers(block.line) or names_licence(block.line)


def count_at_end(blocks: Sequence[Block], title: str) -> int:
    """Return how many of the last blocks are a line or a box that is none of the text; 0 for a text's own end.

    ``title`` is the page's: the contacts of those whom it names are its text's.
    """
    last = blocks[-1]
    if isinstance(last, Text):
        if len(blocks) > 1 and not last.rows and is_of_site(last.line):
            return 1
        if last.rows or len(last.text) > MAX_LINE:
            return 0
        if moods := moods_at_end(blocks):
            return moods
        if _is_left_out(last) and _is_none_of(last, blocks[-_LOOK_BACK:-1], title):
            return 1
    elif codes := _codes_at_end(blocks):
        return codes
    text = next(filter(prose_of, blocks), None)
    if not isinstance(text, Text) or text is last:
        return 0
    count = _box_at_end(blocks, text)
    return count if count and _is_left_out_as_box(blocks[-count:]) else 0


def heads_next_page(blocks: Sequence[Block]) -> bool:
    """Recognise a last line that heads a part of the text, and is set as that is, on a page that is not the last.

    相关链接 and 网友评论 head text where no links or comments of the page's own are below them.
    """
    if len(blocks) < 2 or not isinstance(last := blocks[-1], Text) or last.rows or last.anchors:
        return False
    if len(last.text) > _MAX_HEADING:
        return False
    is_declared = heads_declaration(last.line) and not _OF_SITE.search(last.line)
    if not (is_declared or wording_of(last.line) is Wording.RELATED or heads_comments(last)):
        return False
    text = next((one for one in islice(reversed(blocks), 1, _LOOK_BACK) if prose_of(one)), None)
    return text is not None and _is_set_as(last, text)


def _codes_at_end(blocks: Sequence[Block]) -> int:
    """Return how many of the last blocks are images below a call, 打开微信扫一扫, and that call."""
    images = sum(1 for _ in takewhile(lambda one: isinstance(one, Picture), reversed(blocks)))
    return images + 1 if 0 < images < len(blocks) and is_call(blocks[-1 - images]) else 0


def _is_left_out(block: Text) -> bool:
    """Recognise a line that is none of the text by its words."""
    if ":" in block.line and not block.anchors and names_person(block.line):
        return False
    if is_call(block) or calls_on(block) or is_end(block) or is_site_disclaimer(block) or asks_reader(block):
        return True
    said = wording_of(block.line)
    if files_text(block.line) or tallies(block.line) or tells_of_voice(block.line):
        return True
    if prose_of(block) or said is not None:
        return said in {Wording.RELATED, Wording.NO_RELATED, Wording.NEIGHBOUR}
    if TAGS.match(block.line) or _SAYS_NOTHING.fullmatch(block.line):
        return True
    if block.anchors:
        return are_buttons(block) or _leads_to_list(block)
    return is_chrome(block) or names_site(block) or names_others(block)


def _leads_to_list(block: Text) -> bool:
    """Recognise a link alone to a page of links: 返回时政频道首页."""
    if len(block.anchors) != 1 or block.beside_links.strip(_BESIDE):
        return False
    return _LIST.search(block.anchors[0].href) is not None


def _is_none_of(block: Text, above: Sequence[Block], title: str) -> bool:
    """Recognise a line that is set otherwise than the text above it, of which that does not speak either."""
    text = next((one for one in reversed(above) if prose_of(one)), None)
    if text is None:
        return False
    if block.anchors or is_call(block) or is_end(block) or block.text.startswith(_APART):
        return True
    if wording_of(block.line) is not None or (_is_pages(block) and prose_of(above[-1])):
        # What heads nothing is no text, and a verse that only asks has verses above it.
        return True
    if reaches_out(block.line) and _is_set_as(block, text):
        # Whom its readers may call a text tells as well as a page, which sets it apart.
        return False
    if offers_contact(block.line):
        told = (one.line for one in above if isinstance(one, Text) and not one.rows)
        if _is_set_as(block, text) and is_own_contact(block.line, fold(title), told):
            return False
        return not (_is_told(block, above) or _is_one_of_several(block, above))
    if files_text(block.line) and prose_of(above[-1]):
        return not (_is_told(block, above) or _is_one_of_several(block, above))
    return not (_is_set_as(block, text) or _is_told(block, above) or _is_one_of_several(block, above))


def _is_set_as(block: Block, text: Block) -> bool:
    """Recognise a line that is set as the text is: indented as it is, or in an element that is alike and beside it."""
    if not isinstance(block, Text) or not isinstance(text, Text) or block.is_centred > text.is_centred:
        return False
    if block.is_indented or text.is_indented:
        return block.is_indented and text.is_indented
    return block.node is not None and text.node is not None and _are_alike(block.node, text.node)


def _are_alike(one: LexborNode, other: LexborNode) -> bool:
    if one.tag != other.tag or one.attributes != other.attributes or one.parent is None or other.parent is None:
        return False
    return one.parent.mem_id == other.parent.mem_id


def _is_told(block: Text, above: Iterable[Block]) -> bool:
    """Tell the contacts of those whom the text is about from the site's own."""
    offered = _offered(block.line)
    told = (one for one in above if offered and prose_of(one) and isinstance(one, Text))
    return any(offered.intersection(_offered(one.line)) for one in told)


def _offered(line: str) -> set[str]:
    return {"投稿" if _PAPERS.fullmatch(word) else word for word in _CONTACT.findall(line)}


def _is_one_of_several(block: Text, above: Iterable[Block]) -> bool:
    """Tell a text's own 关键词：老旧小区改造 from the tags below it, which are set on one line."""
    return bool(TAGS.match(block.line)) and any(isinstance(one, Text) and TAGS.match(one.line) for one in above)


def _box_at_end(blocks: Sequence[Block], text: Text) -> int:
    """Return how many of the last blocks share an element that is beside the first paragraph of the text."""
    if text.node is None or text.node.parent is None:
        return 0
    beside, last = text.node.parent.mem_id, blocks[-1].node if isinstance(blocks[-1], Text | Picture) else None
    if last is None or last.mem_id == text.node.mem_id:
        return 0
    if last.parent is not None and last.parent.mem_id == beside:
        return 1
    box = _below(blocks[-1], beside)
    if box is None or box == text.node.mem_id:
        return 0
    behind = takewhile(lambda one: _below(one, beside) == box, islice(reversed(blocks), _MAX_BOX))
    return sum(1 for _ in behind)


def _below(block: Block, around: int) -> int | None:
    """Return the child of an element in which a block is, by ``mem_id``."""
    node = block.node if isinstance(block, Text | Picture) else None
    if node is None:
        return None
    for one in (node, *islice(ancestors(node), _LEVELS)):
        if one.parent is not None and one.parent.mem_id == around:
            return one.mem_id
    return None


def _is_left_out_as_box(box: Sequence[Block]) -> bool:
    """Tell a box of comments, of a reader's moods or of votes from one of the text."""
    first = box[0]
    if not isinstance(first, Text):
        texts = [one for one in box if isinstance(one, Text)]
        return bool(texts) and _are_counters(texts, is_asked=False)
    if len(box) > 1 and (heads_comments(first) or all(map(_is_pressed, box)) or _heads_links(box)):
        return True
    is_asked = len(first.text) <= _MAX_ASKING and bool(_ASKS_READER.fullmatch(first.line))
    return _are_counters([one for one in box[is_asked:] if isinstance(one, Text)], is_asked=is_asked)


def _heads_links(box: Sequence[Block]) -> bool:
    """Recognise a line with titles of other pages below it, and nothing else."""
    first, *links = box
    if len(links) < _MIN_LINKS or prose_of(first) or not isinstance(first, Text) or first.anchors:
        return False
    return all(isinstance(one, Text) and is_listed(one) for one in links)


def _is_pressed(block: Block) -> bool:
    """Recognise a button, or an image that leads to another page."""
    if isinstance(block, Picture):
        return leads_elsewhere(block)
    if not isinstance(block, Text) or prose_of(block):
        return False
    return are_buttons(block) if block.anchors else is_chrome(block)


def _are_counters(texts: Sequence[Text], *, is_asked: bool) -> bool:
    line = " ".join(one.line for one in texts).replace("\n", " ")
    return bool(_COUNTERS.fullmatch(line)) and (is_asked or bool(_ALL_ZERO.fullmatch(line)))
