"""Read a line of a page's head as its elements separate it: what a reader sees apart is one word to a machine."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise, starmap, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.kinds import Precision
from linfen_crawler.pages.lines.asking import asks_reader
from linfen_crawler.pages.lines.buttons import are_bracketed, is_button
from linfen_crawler.pages.lines.furniture import LABEL, LABEL_WORD, is_chrome
from linfen_crawler.pages.lines.publishers import names_publisher
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.nodes import ancestors, shared, texts_apart
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.text import clean_line, fold


class _Piece(NamedTuple):
    """A text of a line that its elements part from what comes before it."""

    text: str
    level: int
    """How many elements of the line hold both."""
    is_spaced: bool = False
    """White space is between."""


_MAX_LINE = 200
_BEGUN = 2
"""Characters of what a label may begin with: 责任 before 编辑, 发布 before 时间."""
_MAX_GAPS = 8
_LEVELS = 4
"""Elements of a line that begin where another begins in it."""
_MAX_NODES = 200
_MAX_LINKS = 20
_JOINS = "、,，/·-—&和与"
"""What is between two that are one source."""
LABEL_ALONE = re.compile(rf"{LABEL_WORD}[:：]?")
_COUNTS = re.compile(r"(?:本文|文章|信息|稿件|新闻)?(?:浏览|点击|阅读)(?:次数|量|数|率)?")
_EDITOR_ALONE = re.compile(r"(?:责任编辑|责编)[:：]?")
_OPENS_AS_EDITOR = re.compile(r"责任编辑|责编|编辑")
_NAMES = re.compile(rf"[{HAN}]{{2,4}}(?:[ 、,]{{1,2}}[{HAN}]{{2,4}}){{0,3}}")
_NAMES_SOMEBODY = re.compile("编辑|編輯|责编|責編|作者|记者|記者")
_NAMED_LAST = re.compile(rf"(?:{_NAMES_SOMEBODY.pattern}) ?[:：] ?(?:[{HAN}]{{2,4}}、){{0,3}}(?P<name>[{HAN}]{{2,4}})$")
_MAX_NAMED = 24
"""Characters of a label and its names."""
_HAN_FIRST = re.compile(rf"[{HAN}]+")
_NAMES_WRITER = re.compile(rf"(?:本报|本网)?(?:记者|通讯员|作者)[ \u3000][{HAN}]")
_MAY_BE_GLUED = re.compile(rf"(?:19|20)\d\d|\d\d:\d\d|^{LABEL_WORD}(?! ?[:：])")


def spaced(block: Text) -> str:
    """Return a line of the head; as its elements part it, where only that tells its date or its label.

    ``<b>时间</b><i>2024-05-08</i><i>09:17</i>`` is one word to a machine, and three to a reader.
    """
    line = _apart_from_links(block).replace("\n", " ")
    if not _MAY_BE_GLUED.search(line):
        return line
    pieces = _pieces_of(block)
    apart = [piece.text for piece in pieces]
    parted = max((_parted(pieces, gaps) for gaps in _gaps(pieces)), key=_exactness)
    has_label = LABEL_ALONE.fullmatch(apart[0]) is not None or any(starmap(_labels_next, pairwise(apart)))
    is_labelled = has_label or (len(apart) > 1 and all(map(_is_label, apart)))
    # 发布时间：2024-05-08 begins a field wherever an element begins with it.
    is_labelled = is_labelled or any(not one.is_spaced and LABEL.match(fold(one.text)) for one in pieces[1:])
    is_labelled = is_labelled or any(map(_NAMES_WRITER.match, apart[1:]))
    return _with_colon(parted) if is_labelled or _exactness(parted) > _exactness(line) else line


def apart_from_values(block: Text, line: str) -> str:
    """Return a line with a gap between its source, and whom it names, and what is beside that in its own element.

    What stands ahead of a source is told only where no label says where it begins: a channel, 山西 before 山西日报.
    """
    if block.node is None or (only := block.node.child) is None or (only.is_text_node and only.next is None):
        return line
    line = _apart_from_names(block.node, line) if _NAMES_SOMEBODY.search(line) else line
    source = read_date_line(line).source or ""
    for element in block.node.css("*")[:_MAX_LINKS] if source else ():
        piece = clean_line(element.text())
        # 大 中 小 are buttons of one character; 融媒体中心 holds one of them.
        at = source.find(piece) if len(piece) > 1 else -1
        is_last = "源" not in line and source.endswith(piece) and names_publisher(piece) and _begins_word(element)
        if at > 0 and source[at - 1] not in _JOINS and (is_last or _is_apart(source, at, piece)):
            return line.replace(source, f"{source[:at]}\u3000{source[at:]}", 1)
    return line


def _apart_from_names(node: LexborNode, line: str) -> str:
    """Return a line with gaps before fields, and between a name and a button, or what is no name together with it."""
    at = 0
    for element in node.css("*")[:_MAX_LINKS]:
        piece = clean_line(element.text())
        begin = line.find(piece, at) if piece else -1
        at = max(at, begin)
        if (
            begin > 0
            and not line[begin - 1].isspace()
            and (_begins_label(line, at, piece) or _is_behind_name(line, at, piece, is_link=element.tag == "a"))
        ):
            line = f"{line[:at]}\u3000{line[at:]}"
            at += 1
    return line


def _begins_label(line: str, at: int, piece: str) -> bool:
    """Recognise a label, but not the rest of one: 责任<span>编辑：X</span>."""
    return LABEL.match(fold(piece)) is not None and not _is_label(line[max(0, at - _BEGUN) : at] + piece)


def _is_behind_name(line: str, at: int, piece: str, *, is_link: bool) -> bool:
    """Recognise a button behind a name, or what makes none with it; 尉迟<font>小</font>梅 is one name."""
    named = _NAMED_LAST.search(line, max(0, at - _MAX_NAMED), at)
    if named is None:
        return False
    behind = _HAN_FIRST.match(piece)
    whole = named["name"] + (behind[0] if behind else "")
    is_whole_button = is_button(fold(piece)) and (len(piece) > 1 or is_link)
    return is_whole_button or (is_name(named["name"], Gate.SURNAME) and not is_name(whole, Gate.SURNAME))


def _begins_word(element: LexborNode) -> bool:
    """Recognise an element that no bare text comes right before, as before an editor's ``<font>`` within a name."""
    before = next((one.prev for one in (element, *islice(ancestors(element), _LEVELS)) if one.prev is not None), None)
    return before is None or not before.is_text_node or (before.text_content or " ")[-1:].isspace()


def _is_apart(source: str, at: int, piece: str) -> bool:
    """Tell a button after a source from a part of its name that is set otherwise."""
    return is_chrome(Text(text=piece)) or (names_publisher(source[:at]) and not names_publisher(source))


def with_terms(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, an editor whose label is an element of its own as one line: ``<dt>责任编辑</dt><dd>X</dd>``."""
    term: Text | None = None
    for block in blocks:
        line = _of_term(term, block) if term is not None else None
        if term is not None and line is None:
            yield term
        is_term = isinstance(block, Text) and block.node is not None and _is_term(block, block.node)
        term = block if is_term and isinstance(block, Text) else None
        if term is None:
            yield line or block
    if term is not None:
        yield term


def _is_term(block: Text, node: LexborNode) -> bool:
    return node.tag == "dt" or _EDITOR_ALONE.fullmatch(block.text) is not None


def _of_term(term: Text, block: Block) -> Text | None:
    """Return a label of a head or a foot and what it names as one line; ``None`` for any other term."""
    if not isinstance(block, Text) or block.node is None:
        return None
    if block.node.tag != "dd" and not (_NAMES.fullmatch(block.line) and _are_siblings(term.node, block.node)):
        return None
    line = f"{term.text.rstrip('：: ')}：{block.text}"
    is_field = term.node is not None and term.node.tag == "dt" and LABEL_ALONE.fullmatch(term.line)
    return Text(text=line, node=block.node) if is_field else _editor_line(line, block.node)


def _editor_line(line: str, node: LexborNode | None) -> Text | None:
    is_editor = wording_of(fold(line)) in {Wording.RESPONSIBLE, Wording.EDITOR}
    return Text(text=line, node=node) if is_editor else None


def _are_siblings(one: LexborNode | None, other: LexborNode) -> bool:
    if one is None or one.parent is None or other.parent is None:
        return False
    return one.parent.mem_id == other.parent.mem_id


def _gaps(pieces: Sequence[_Piece]) -> Iterator[Collection[int]]:
    """Yield which pieces may part digits from the digits before them, the likeliest first.

    A number may be separated as well, by an editor's ``<font>``: no element is asked first, then the outer ones, then
    one alone.
    """
    yield ()
    parting = [at for at in range(1, len(pieces)) if pieces[at - 1].text[-1].isdigit() and pieces[at].text[0].isdigit()]
    for level in sorted({pieces[at].level for at in parting}):
        yield [at for at in parting if pieces[at].level <= level]
    yield from ([at] for at in parting[:_MAX_GAPS])


def _parted(pieces: Sequence[_Piece], gaps: Collection[int]) -> str:
    """Return a line as its elements part it, with gaps before labels, and before some pieces."""
    line = pieces[0].text
    for at, piece in enumerate(pieces[1:], 1):
        if (begun := line[-_BEGUN:]) and _is_label(begun + piece.text) and not _is_label(begun):
            line = f"{line[:-_BEGUN]}\u3000{begun}{piece.text}".lstrip()
            continue
        label = _with_colon(line) if _may_be_named(line, piece.text) else line
        gap = "\u3000" if at in gaps or _is_label(piece.text) else " " if piece.is_spaced else ""
        line = f"{label}{gap}{piece.text}"
    return line


def _is_label(piece: str) -> bool:
    return bool(LABEL_ALONE.fullmatch(piece) or LABEL.match(fold(piece)) or _NAMES_WRITER.match(piece))


def _labels_next(piece: str, following: str) -> bool:
    """Recognise a label whose colon its own element stands for."""
    return LABEL_ALONE.fullmatch(piece) is not None and ":" not in fold(piece[-1] + following[0])


def _apart_from_links(block: Text) -> str:
    """Return a line with a gap around each link, bracketed or not: what is linked is a word of its own."""
    text = block.text
    links = [span for span in block.spans if span.tag == "a"]
    for span in sorted(links, key=lambda one: -one.end)[:_MAX_LINKS]:
        if span.end < len(text) and not text[span.end].isspace() and text[span.end] not in ":：":
            text = f"{text[: span.end]}\u3000{text[span.end :]}"
        before = text[: span.start].rstrip()
        if before.endswith(("[", "【", "(", "（")):
            text = f"{before[:-1]}\u3000{text[len(before) - 1 :]}"
        elif before and len(before) == span.start and before[-1] not in ":：/-":
            text = f"{before}\u3000{text[span.start :]}"
    return text


def _may_be_named(line: str, piece: str) -> bool:
    """Tell what can be the value of the label that a line ends in: no rest of that label, no words where it counts."""
    last = line.rpartition("\u3000")[2]
    if piece[0] in ":：" or _is_label(f"{last}{piece}"):
        return False
    return not _COUNTS.fullmatch(last) or piece[0].isdigit() or _is_label(piece)


def _with_colon(piece: str) -> str:
    """Return a line that ends in a label alone with the colon that its place stands for."""
    last = piece.rpartition("\u3000")[2]
    return f"{piece}：" if LABEL_ALONE.fullmatch(last) and last[-1] not in ":：" else piece


def pieces_of(block: Text) -> list[str]:
    """Return a short line as its elements part it; in one piece where its block holds more than the line."""
    return [piece.text for piece in _pieces_of(block)]


def partings(block: Text) -> Iterator[list[str]]:
    """Yield a short line as its outermost elements part it, and so on inwards: an editor's ``<font>`` parts nothing."""
    pieces = _pieces_of(block)
    for level in sorted({piece.level for piece in pieces}):
        marked = (f"\n{piece.text}" if piece.level <= level else piece.text for piece in pieces)
        yield "".join(marked).removeprefix("\n").split("\n")


def is_bar(block: Text) -> bool:
    """Recognise a line of nothing but what a reader may do, and buttons and counts that elements set side by side.

    微博, 微信, 分享 and 0 of a bar are one word to a machine.
    """
    if asks_reader(block) or are_bracketed(block.line):
        return True
    pieces = pieces_of(block)
    return len(pieces) > 1 and all(is_button(fold(one)) or are_bracketed(f"[{one}]") for one in pieces)


def _pieces_of(block: Text) -> list[_Piece]:
    line = block.text.replace("\n", " ")
    if block.node is None or len(line) > _MAX_LINE:
        return [_Piece(line, 0)]
    said = _solid(line)
    apart = _pieces(block.node, len(said))
    is_same = _solid("".join(piece.text for piece in apart)) == said
    return apart if is_same else [_Piece(line, 0)]


def _exactness(line: str) -> int:
    precision = read_date_line(line).precision
    return 0 if precision is None else 1 + (precision is not Precision.DAY)


def _solid(text: str) -> str:
    return "".join(text.split())


def _pieces(root: LexborNode, most: int) -> list[_Piece]:
    """Return the texts below an element as its elements part them; comments part nothing.

    Of an element with more characters than ``most`` it returns the first texts alone: it holds other lines as well.
    """
    found: list[_Piece] = []
    before: list[int] = []
    length = 0
    for node, is_apart in texts_apart(root, _MAX_NODES):
        path = _path(node, root)
        text = node.text_content or ""
        if found and not is_apart and path == before:
            found[-1] = _Piece(found[-1].text + text, found[-1].level)
        else:
            # Bare text beside an element is separated from it by less than two elements are from each other.
            level = shared(path, before)
            found.append(_Piece(text, level + (bool(found) and level == min(len(path), len(before)))))
        before = path
        length += len(_solid(clean_line(text)))
        if length > most:
            break
    return list(_with_text(found))


def _path(node: LexborNode, root: LexborNode) -> list[int]:
    """Return the elements from a root down to what holds a node, by ``mem_id``."""
    below = takewhile(lambda one: one.mem_id != root.mem_id, ancestors(node))
    return [one.mem_id for one in islice(below, _MAX_NODES)][::-1]


def _with_text(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces that hold more than white space; what one of those parts stays separated."""
    level: int | None = None
    is_spaced = False
    for piece in pieces:
        level = piece.level if level is None else min(level, piece.level)
        is_spaced = is_spaced or piece.text[:1].isspace()
        if text := clean_line(piece.text):
            yield _Piece(text, level, is_spaced)
            level, is_spaced = None, piece.text[-1].isspace()
