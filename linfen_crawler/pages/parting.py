"""Read a line of a page's head as its elements part it: what stands apart for a reader is one word to a machine."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import Precision
from linfen_crawler.pages.furniture import LABEL, LABEL_WORD
from linfen_crawler.pages.texts import Text
from linfen_crawler.text import clean_line, fold

_MAX_LINE = 200
_MAX_NODES = 200
_MAX_LINKS = 20
LABEL_ALONE = re.compile(rf"{LABEL_WORD}[:：]?")
_MAY_BE_GLUED = re.compile(rf"(?:19|20)\d\d|\d\d:\d\d|^{LABEL_WORD}(?! ?[:：])")


def spaced(block: Text) -> str:
    """Return a line of the head; as its elements part it, where only that tells its date or its label.

    ``<b>时间</b><i>2024-05-08</i><i>09:17</i>`` is one word to a machine, and three to a reader.
    """
    line = _apart_from_links(block).replace("\n", " ")
    if not _MAY_BE_GLUED.search(line):
        return line
    apart = pieces_of(block)
    parted = apart[0]
    for piece in apart[1:]:
        is_gap = (parted[-1].isdigit() and piece[0].isdigit()) or _is_label(piece)
        parted = f"{_with_colon(parted)}\u3000{piece}" if is_gap else f"{_with_colon(parted)}{piece}"
    is_labelled = LABEL_ALONE.fullmatch(apart[0]) is not None or (len(apart) > 1 and all(map(_is_label, apart)))
    return _with_colon(parted) if is_labelled or _exactness(parted) > _exactness(line) else line


def _is_label(piece: str) -> bool:
    return bool(LABEL_ALONE.fullmatch(piece) or LABEL.match(fold(piece)))


def _apart_from_links(block: Text) -> str:
    """Return a line with a gap around each link, bracketed or not: what is linked is a word of its own."""
    text = block.text
    links = [span for span in block.spans if span.tag == "a" and span.href]
    for span in sorted(links, key=lambda one: -one.end)[:_MAX_LINKS]:
        if span.end < len(text) and not text[span.end].isspace():
            text = f"{text[: span.end]}\u3000{text[span.end :]}"
        before = text[: span.start].rstrip()
        if before.endswith(("[", "【", "(", "（")):
            text = f"{before[:-1]}\u3000{text[len(before) - 1 :]}"
    return text


def _with_colon(piece: str) -> str:
    """Return a line that ends in a label alone with the colon that its place stands for."""
    last = piece.rpartition("\u3000")[2]
    return f"{piece}：" if LABEL_ALONE.fullmatch(last) and last[-1] not in ":：" else piece


def pieces_of(block: Text) -> list[str]:
    """Return a short line as its elements part it; in one piece where its block holds more than the line."""
    line = block.text.replace("\n", " ")
    if block.node is None or len(line) > _MAX_LINE:
        return [line]
    apart = _pieces(block.node)
    return apart if "".join("".join(apart).split()) == "".join(line.split()) else [line]


def _exactness(line: str) -> int:
    precision = read_date_line(line).precision
    return 0 if precision is None else 1 + (precision is not Precision.DAY)


def _pieces(root: LexborNode) -> list[str]:
    """Return the texts below an element as its elements part them; comments part nothing."""
    apart = [""]
    for node in islice(root.traverse(include_text=True), _MAX_NODES):
        if node.is_text_node:
            apart[-1] += node.text_content or ""
        elif node.tag != "-comment":
            apart.append("")
            continue
        following = node.next
        if following is None:
            apart.append("")
    return [line for piece in apart if (line := clean_line(piece))]
