"""Separate the line that names a page's editors from what is beside it in elements of its own: buttons, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.marks import has_mark
from linfen_crawler.names import HAN, Gate, is_name
from linfen_crawler.pages.lines.buttons import are_bracketed, counts_readers, is_button
from linfen_crawler.pages.lines.foot import edits_work, is_foot
from linfen_crawler.pages.lines.wording import ANY_EDITOR, MAX_LINE, Wording, wording_of
from linfen_crawler.pages.tree.blocks import IGNORED, Block
from linfen_crawler.pages.tree.nodes import is_unseen
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.surnames import WORDS
from linfen_crawler.text import fold


class _Word(NamedTuple):
    """A stretch of a line that elements or white space part from the others."""

    start: int
    end: int
    is_element: bool
    """An element begins or ends before it."""


_MOST = 12
"""Lines of a page that are asked how their elements part them."""
_MAX_NODES = 2000
"""Nodes of the element that holds a line; a text between ``<br>`` is in one with all of its page."""
_IN_NAME = 3
"""Elements over which one name is set, at most."""
_SIGNS = " |·/,，、"
_JOINS = "/,，、"
_BRACKETS = "()[]【】<>「」『』"
_PLAIN = re.compile(rf"[\[【(（]?(?:责任编辑|责编|编辑)[:：] ?[{HAN}]{{2,3}}[\]】)）]?")
"""An editor's line with nothing after one name."""
_LABEL = re.compile(rf"[\[【(]{{0,2}}(?:{ANY_EDITOR}) ?(?P<colon>[:/|丨])?")
_FIELD = re.compile(rf"[\[【(]{{0,2}}(?P<word>[{HAN}]{{2,8}}) ?[:|丨]")
_NAME_LAST = re.compile(rf"[{HAN}·]{{1,8}}$")
_NAME_FIRST = re.compile(rf"[{HAN}·]{{1,16}}")
_COUNT = re.compile(rf"[{HAN}]{{2,4}} ?[:(]? ?\d[\d.,万+]{{0,9}}\)?次?")
"""浏览 22, which the date line in the head of a page tells as well."""
_OF_DESK = re.compile("[实见]习|.编辑?$")
_NUMBERED = re.compile(rf"[{HAN}]{{1,4}} ?\d")
"""共 3 页, the first word of which might be the end of a name."""
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]?\d{1,2}:\d\d(?::\d\d)?)?")


def staff_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, an editor's line without what its elements part from it; of that links and fields are lines.

    ``<span>责任编辑：X</span><span>举报</span>`` is one word to a machine; and so is a label whose colon its element
    stands for.
    """
    return chain.from_iterable(parts_of(blocks))


def parts_of(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield of each block what :func:`staff_apart` makes of it; a book's editor stays as the page has him."""
    count = 0
    for at, block in enumerate(blocks):
        # Asked of every line of a page, so that no function is called for it.
        if (
            not isinstance(block, Text)
            or len(block.text) > MAX_LINE
            or ("编" not in block.text and "編" not in block.text)
        ):
            yield (block,)
            continue
        is_whole = count >= _MOST or block.rows or _PLAIN.fullmatch(block.text) or edits_work(blocks, at)
        count += not is_whole
        yield (block,) if is_whole else _lines_apart(block)


def _lines_apart(block: Text) -> list[Text]:
    if "\n" not in block.text:
        return _apart(block)
    lines = block.lines()
    parts = [part for line in lines for part in _apart(line)]
    return parts if any(part is not line for part, line in zip(parts, lines, strict=False)) else [block]


def _apart(block: Text) -> list[Text]:
    """Return an editor's line and what is beside it, in order; any other line as it is."""
    text, line = block.text, block.line
    if len(line) != len(text):
        # Character by character, so that offsets stay: a line is short.
        line = "".join(same if len(same := fold(one)) == 1 else one for one in text)
    if _LABEL.match(line) is None and "责" not in line:
        return [block]
    words = _words(text, _borders(block.node, text))
    begin = _begin(line, words)
    if begin is None:
        return [block]
    edits = sorted(_edits(line, words, begin))
    return _edited(block, edits) if edits else [block]


def _words(text: str, borders: frozenset[int]) -> list[_Word]:
    starts = {0, *borders, *(one.end() for one in re.finditer(r"\s+", text))}
    ordered = sorted(at for at in starts if at < len(text))
    return [
        _Word(at, end, at in borders or bool(borders.intersection(range(_back(text, at), at))))
        for at, end in zip(ordered, [*ordered[1:], len(text)], strict=True)
    ]


def _back(text: str, at: int) -> int:
    return len(text[:at].rstrip())


def _borders(node: LexborNode | None, text: str) -> frozenset[int]:
    """Return where in a line an element begins or ends; none where the block's element holds too much to tell."""
    if node is None or (only := node.child) is None or (only.is_text_node and only.next is None):
        return frozenset()
    pieces = list(_pieces(node))
    at = "".join(pieces).rfind("".join(text.split()))
    if at < 0:
        return frozenset()
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    found: set[int] = set()
    end = 0
    for piece in pieces:
        if 0 < end - at < len(solid):
            found.add(solid[end - at])
        end += len(piece)
    return frozenset(found)


def _pieces(root: LexborNode) -> Iterator[str]:
    """Yield the first texts below an element, without white space, as its elements part them; comments part nothing."""
    before = ""
    is_apart = False
    for node in islice(root.traverse(include_text=True), _MAX_NODES):
        if not node.is_text_node:
            is_apart = is_apart or node.tag != "-comment"
            continue
        if (node.parent is not None and node.parent.tag in IGNORED) or is_unseen(node, root):
            continue
        text = "".join((node.text_content or "").split())
        if is_apart and before:
            yield before
            before = ""
        before, is_apart = before + text, node.next is None
    if before:
        yield before


def _begin(line: str, words: list[_Word]) -> int | None:
    """Return at which word an editor's line begins, after buttons, a count or another field; ``None`` for none."""
    for at, word in enumerate(words):
        label = _LABEL.match(line, word.start)
        if label is None or not (label["colon"] or _stands_for_colon(line, words, label.end())):
            continue
        if at == 0:
            said = wording_of(line if label["colon"] else f"{line[: label.end()]}:{line[label.end() :].lstrip()}")
            return 0 if said in {Wording.RESPONSIBLE, Wording.EDITOR} else None
        ahead = line[: word.start].strip(_SIGNS)
        # 来源：临汾新闻网 编辑：值班 is below a teaser as well.
        is_own = word.is_element and "责" in label[0]
        return at if is_own and (_is_of_page(ahead) or is_foot(one := Text(text=ahead)) or _names_staff(one)) else None
    return None


def _stands_for_colon(line: str, words: list[_Word], at: int) -> bool:
    """Tell whether an element begins where a label ends, and names somebody."""
    if not any(word.is_element for word in words if at <= word.start <= at + 1):
        return False
    behind = (line[at : word.end].strip(_SIGNS + _BRACKETS) for word in words if word.end > at)
    return any(
        name and (is_name(name.replace(" ", ""), Gate.SURNAME) or _OF_DESK.search(name) is not None)
        for name in islice(behind, _IN_NAME)
    )


def _edits(line: str, words: list[_Word], begin: int) -> Iterator[tuple[int, str]]:
    """Yield where something is set into a line: a gap, the colon of a label, or the break before what is none of it."""
    value = words[begin].start
    is_out = False
    counted = 0
    # With a day it may be the date line in the head of a page, of which nothing may be lost.
    out = "\u3000" if _DAY.search(line) else "\n"
    if begin:
        yield value, out
    for word in words[begin:]:
        # An element may begin within a label: 责任<span>编</span>辑：X.
        label = _LABEL.match(line, word.start) if word.start >= value else None
        if label is not None and (label["colon"] or _stands_for_colon(line, words, label.end())):
            if word.start > words[begin].start:
                yield word.start, "\n" if is_out else "\u3000"
            if not label["colon"]:
                yield label.end(), "："
            value, is_out = label.end(), False
        elif not is_out and word.start > value and word.start >= counted:
            if (count := _COUNT.match(line, word.start)) and counts_readers(count[0]):
                yield word.start, "\u3000"
                counted = count.end()
            elif sign := _parting(line, word, value):
                yield word.start, out if sign == "\n" else sign
                is_out = sign == out == "\n"
            elif _FIELD.match(line, word.start):
                value = word.start


def _parting(line: str, word: _Word, value: int) -> str:
    """Return what parts a word after a label from what comes before it; empty where it continues that."""
    said = line[word.start : word.end]
    bare = said.strip(_SIGNS + _BRACKETS)
    if not bare or not line[value : word.start].strip(_SIGNS):
        return ""
    if _is_of_page(bare) or are_bracketed(said.strip()) or is_button(line[word.start :].strip(_SIGNS + _BRACKETS)):
        return "\n"
    is_glued = not line[word.start - 1].isspace()
    gap = "\u3000" if is_glued else ""
    if not word.is_element or said[0] in _JOINS + _BRACKETS or line[word.start - 1] in _JOINS + "([【":
        return ""
    before = _NAME_LAST.search(line[value : word.start].rstrip(_SIGNS))
    name = _NAME_FIRST.match(said)
    if name is None or _FIELD.match(said):
        return gap
    if before is None or not is_name(before[0], Gate.SURNAME):
        return ""
    if has_mark(said, 0, len(said)):
        return gap
    is_numbered = _NUMBERED.match(line, word.start) is not None
    if is_glued and not is_numbered and is_name(f"{before[0]}{name[0]}", Gate.SURNAME):
        return ""
    is_another = not is_numbered and is_name(name[0], Gate.SURNAME) and name[0] not in WORDS
    return gap if is_another else "\n"


def _is_of_page(said: str) -> bool:
    return is_button(said) or are_bracketed(f"[{said}]") or counts_readers(said) or _DAY.fullmatch(said) is not None


def _names_staff(line: Text) -> bool:
    return wording_of(line.line) in {Wording.RESPONSIBLE, Wording.EDITOR}


def _edited(block: Text, edits: list[tuple[int, str]]) -> list[Text]:
    """Return a line with gaps and colons set into it, separated at its breaks."""
    found: list[Text] = []
    start = 0
    places = [*edits, (len(block.text), "\n")]
    inside: list[tuple[int, str]] = []
    for at, sign in places:
        if sign != "\n":
            inside.append((at - start, sign))
            continue
        part = block.cut(start, at)
        if part is not None:
            # What is set into a line after white space that the cut drops stands further ahead by as much.
            dropped = len(block.text[start:at]) - len(block.text[start:at].lstrip())
            found.append(part.with_signs([(place - dropped, one) for place, one in inside]))
        start, inside = at, []
    return [one for one in found if one.anchors or _names_staff(one) or is_foot(one)]
