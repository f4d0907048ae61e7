"""Unfold what a page hides until its reader requests the rest: 展开全文."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linfen_crawler.pages.tree.styles import is_hidden
from linfen_crawler.text import holds

_CONTROL = re.compile("全[文部](?<=展开全文|查看全文|阅读全文|显示全文|展开全部|显示全部|余下全文|剩余全文)")
_REST = {
    "展开": re.compile(r"展开(?:剩余|余下|其余|更多|阅读|正文|[▼∨﹀↓])"),
    "剩余": re.compile(r"剩余(?:\d{1,3} ?%|内容|部分|正文|文字)"),
}
"""Other words for it, by how they begin: 展开剩余50%."""
_SIGNS = tuple((word[at], word.encode()) for at, word in ((0, "展开"), (1, "剩余"), (0, "全文"), (0, "全部")))
"""The words, each with a character of it that few texts have, and as bytes."""
_MAX_CONTROL = 12
"""Characters of a control: 点击展开全文 ▼."""
_HOLDERS = frozenset({"article", "div", "main", "p", "section", "span", "td"})
_SENTENCES = 2
"""Full stops of a hidden element from which it is the rest of a text: hints and counters have one at most."""
_MIN_SENTENCE = 20
"""Characters of one that is a sentence of a text; what a site says of itself has its own words."""
_OF_SITE = re.compile("转载|版权|侵权|免责|来源于|来自|本[网站文]|登录|注册|客户端|关注|下载|评论")


def unfold(parser: LexborHTMLParser, text: str, utf8: bytes) -> None:
    """Show the hidden elements that continue a text right before them, on a page that offers to show the rest.

    Anything else hidden stays hidden, because no reader sees it.
    """
    if not _may_offer_rest(text, utf8):
        return
    if not (holds(text, "全", _CONTROL) or any(holds(text, first, one) for first, one in _REST.items())):
        return
    shown: set[int] = set()
    for node in parser.css("[style], [hidden]"):
        if node.tag in _HOLDERS and is_hidden(node.attributes) and (_follows(node, shown) or _is_rest(node)):
            _show(node)
            shown.add(node.mem_id)


def _may_offer_rest(text: str, utf8: bytes) -> bool:
    """Tell a page with one of the words, ``utf8`` being its text as bytes.

    One character is found soonest in the text, a word in bytes: there the markup is half as long.
    """
    return any(first in text and word in utf8 for first, word in _SIGNS)


def _follows(node: LexborNode, shown: Collection[int]) -> bool:
    """Recognise a hidden element right after one that continues the text: of several, each a paragraph."""
    before = node.prev
    while before is not None and before.is_text_node and not before.text(strip=True):
        before = before.prev
    return before is not None and before.mem_id in shown and node.text().strip() != ""


def _is_rest(node: LexborNode) -> bool:
    """Tell what continues the text right before it: several sentences, or one of some length."""
    text = node.text().strip()
    is_sentence = text.endswith("。") and len(text) >= _MIN_SENTENCE and _OF_SITE.search(text) is None
    return (is_sentence or text.count("。") >= _SENTENCES) and _goes_on(node)


def unveil(root: LexborNode) -> bool:
    """Show the hidden element with the most sentences, as a script will; ``False`` if none holds a text."""
    hidden = [node for node in root.css("[style], [hidden]") if holds_hidden_text(node)]
    if not hidden:
        return False
    _show(max(hidden, key=lambda node: node.text().count("。")))
    return True


def holds_hidden_text(node: LexborNode) -> bool:
    """Recognise a hidden element with more than a hint or a counter."""
    return node.tag in _HOLDERS and is_hidden(node.attributes) and node.text().count("。") >= _SENTENCES


def _show(node: LexborNode) -> None:
    for name in ("style", "hidden"):
        if name in node.attributes:
            del node.attrs[name]


def _goes_on(node: LexborNode) -> bool:
    """Tell what comes right after a sentence, the control that unfolds it aside: that is hidden, being a button."""
    before = node.prev
    while before is not None and (len(said := before.text(strip=True)) <= _MAX_CONTROL):
        if said and not _is_control(said):
            break
        if said and before.is_element_node:
            before.attrs["hidden"] = ""
        before = before.prev
    return before is not None and before.text(strip=True).endswith(("。", "！", "？", "”"))


def _is_control(said: str) -> bool:
    return _CONTROL.search(said) is not None or any(one.search(said) for one in _REST.values())
