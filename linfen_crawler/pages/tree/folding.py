"""Unfold what a page hides until its reader asks for the rest: 展开全文."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linfen_crawler.pages.tree.styles import is_hidden
from linfen_crawler.text import holds

_CONTROL = re.compile("全[文部](?<=展开全文|查看全文|阅读全文|显示全文|展开全部|显示全部|余下全文|剩余全文)")
_MAX_CONTROL = 12
"""Characters of a control: 点击展开全文 ▼."""
_HOLDERS = frozenset({"article", "div", "main", "p", "section", "span", "td"})
_SENTENCES = 2
"""Full stops of a hidden element from which it is the rest of a text: hints and counters have one at the most."""


def unfold(parser: LexborHTMLParser, text: str) -> None:
    """Show the hidden elements that go on with a text right before them, on a page that offers to show the rest.

    What else is hidden stays so: a reader sees nothing of it.
    """
    if not holds(text, "全", _CONTROL):
        return
    for node in parser.css("[style], [hidden]"):
        if holds_hidden_text(node) and _goes_on(node):
            _show(node)


def unveil(root: LexborNode) -> bool:
    """Show the hidden element with the most sentences, as a script will; ``False`` where none holds a text."""
    hidden = [node for node in root.css("[style], [hidden]") if holds_hidden_text(node)]
    if not hidden:
        return False
    _show(max(hidden, key=lambda node: node.text().count("。")))
    return True


def holds_hidden_text(node: LexborNode) -> bool:
    """Tell a hidden element with more than a hint or a counter."""
    return node.tag in _HOLDERS and is_hidden(node.attributes) and node.text().count("。") >= _SENTENCES


def _show(node: LexborNode) -> None:
    for name in ("style", "hidden"):
        if name in node.attributes:
            del node.attrs[name]


def _goes_on(node: LexborNode) -> bool:
    """Tell what stands right behind a sentence, the control that unfolds it aside."""
    before = node.prev
    while before is not None and (len(said := before.text(strip=True)) <= _MAX_CONTROL):
        if said and _CONTROL.search(said) is None:
            break
        before = before.prev
    return before is not None and before.text(strip=True).endswith(("。", "！", "？", "”"))
