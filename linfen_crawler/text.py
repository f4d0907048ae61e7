"""Clean and fold the site's text.

*Cleaning* makes what is kept and shown: white space as a reader sees it, nothing unseen, no other character changed.
*Folding* makes what is compared and searched, never shown: Traditional to Simplified character by character, one
width of Latin letters, digits and punctuation, toned-pinyin glosses removed, white space unified.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import opencc

FOLD_VERSION = 1
"""Raise it with any change of what :func:`fold` answers, and :data:`linfen_crawler.told.VERSION` with it."""

_MARKS = r"[\u0300-\u036f\u3099\u309a]"
# OpenCC converts these to another character only inside a phrase. Folding must not depend on context, so both
# spellings become one. They are compared, never shown.
_ALSO_EQUAL = str.maketrans({"著": "着", "瞭": "了", "藉": "借", "馀": "余", "锺": "钟", "夥": "伙", "妳": "你"})
_WHITE = re.compile(r"\s+")
# A mirror sets the pronunciation after a character: 勞動(dòng)獎(jiǎng). The site's own brackets hold (WTO) or
# (记者 X): so only one toned syllable, and only after a CJK character. A syllable without a tone mark is the
# neutral tone: 'me', 'le', 'de', 'zhe', 'men', 'ne', 'zi', 'li' and the like are listed, nothing else is.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONE_MARK = "\u0300\u0301\u0304\u030c"
_CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IDEOGRAPHS = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
_GLOSS = re.compile(
    rf"\((?<=[{_CJK}]\()(?:[a-zü]{{0,4}}[{_TONED}][a-z]{{0,4}}|[a-zü\u0308]{{1,5}}[{_TONE_MARK}][a-zü]{{0,4}}"
    r"|me|le|de|ne|ma|ba|zhe|zi|men|li|tou|shi)\)"
)
_DROPPED = re.compile(rf"{_GLOSS.pattern}| (?<=  ) *")
"""What folding takes out: glosses, and all but the first of several spaces."""


class _FoldTable(dict[str, str]):
    """Map a character to its folded form, filled on first use of each."""

    def __init__(self) -> None:
        super().__init__()
        self._to_simplified = opencc.OpenCC("t2s")

    def __missing__(self, character: str) -> str:
        self[character] = folded = self.of(character)
        return folded

    def of(self, cluster: str) -> str:
        """Fold one character with its combining marks."""
        composed = unicodedata.normalize("NFKC", cluster)
        # One character at a time: given a phrase, OpenCC would let the neighbours decide.
        simplified = "".join(map(self._to_simplified.convert, composed))
        return _WHITE.sub(" ", simplified.translate(_ALSO_EQUAL))

    def kept(self) -> str:
        """Return the ideographs that fold to themselves, as nearly all do that the site writes."""
        ideographs = [chr(point) for point in _IDEOGRAPHS]
        # Each on a line of its own, so that no neighbour decides.
        simplified = self._to_simplified.convert("\n".join(ideographs)).split("\n")
        return "".join(one for one, other in zip(ideographs, simplified, strict=True) if one == other)


_TABLE = _FoldTable()
_COMBINING = frozenset(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A)))
# To search for these and replace them costs a fourth of translating a text, which makes an object of each character.
_CHANGING = re.compile(f"[^ -~、。《》“”‘’·—{_TABLE.kept().translate(dict.fromkeys(_ALSO_EQUAL))}]")
"""What folding may change: all but ASCII, the commonest signs and the ideographs that both scripts share."""
_ODD = re.compile(rf".{_MARKS}+|{_CHANGING.pattern}", re.DOTALL)
"""A character with the marks on it, and any other that folding may change."""
_MAX_KEPT = 1024
"""Characters; a longer text is folded again each time, so that what is kept is bounded in bytes."""


class Folded(NamedTuple):
    """A folded text that remembers where each of its characters was in the original.

    Patterns are written once, for folded text (Simplified, half-width), and what they find is taken from the page's
    own characters with :meth:`original`.
    """

    text: str
    source: str
    starts: Sequence[int] | None
    """Offset in ``source`` of each folded character, and the end; ``None`` when the two run in step."""

    def original(self, start: int, end: int) -> str:
        """Return the page's own characters for the folded range ``[start, end)``, with glosses set after them."""
        if self.starts is None:
            return self.source[start:end]
        if start >= end:
            return ""
        # ㈱ folds to three characters that all began where it is: any of them is the whole of it.
        stop = end
        while stop < len(self.starts) - 1 and self.starts[stop] == self.starts[end - 1]:
            stop += 1
        return self.source[self.starts[start] : self.starts[stop]]

    def group(self, match: re.Match[str], group: int | str = 0) -> str | None:
        """Return the page's own characters for a group of a match on ``text``; ``None`` if it took no part."""
        start, end = match.span(group)
        return None if start < 0 else self.original(start, end)


def fold(text: str) -> str:
    """Fold text for comparison and search; a run of white space becomes one space.

    >>> fold("臨汾　新聞網(wǎng)訊（ＷＴＯ）")
    '临汾 新闻网讯(WTO)'
    """
    return fold_with_offsets(text).text


def fingerprint_text(text: str) -> str:
    r"""Return the folded text without white space: copies differ in indents, wrapping and spaced-out names.

    >>> fingerprint_text("魏　华\n 攝") == fingerprint_text("魏華 摄")
    True
    """
    return _fingerprint_line(text) if len(text) <= _MAX_KEPT else _fingerprint(text)


@lru_cache(maxsize=256)
def _fingerprint_line(text: str) -> str:
    return _fingerprint(text)


def _fingerprint(text: str) -> str:
    if "\n" not in text:
        return fold(text).replace(" ", "")
    # Line by line: a blank line between paragraphs would send the whole text the long way round.
    return "".join(map(fold, text.split("\n"))).replace(" ", "")


def fold_with_offsets(text: str) -> Folded:
    """Fold text and keep, for each folded character, where it was.

    The last answers are kept: reading a page asks about each of its lines many times, once for each pattern.
    """
    return _folded_line(text) if len(text) <= _MAX_KEPT else _folded(text)


@lru_cache(maxsize=1024)
def _folded_line(text: str) -> Folded:
    return _folded(text)


def _folded(text: str) -> Folded:
    changing = set(_CHANGING.findall(text))
    if not (changing or "(" in text or "  " in text):
        return Folded(text, text, None)
    is_even = changing.isdisjoint(_COMBINING)
    folded = text
    # In order, for 苧 becomes 苎, and 薴 becomes 苧.
    for character in sorted(changing):
        if len(to := _TABLE[character]) == 1:
            folded = folded.replace(character, to)
        else:
            is_even = False
    # A gloss is in brackets, and few lines have one.
    if is_even and not ("  " in folded or ("(" in folded and _GLOSS.search(folded))):
        return Folded(folded, text, None)
    joined, starts = (folded, range(len(text))) if is_even else _with_clusters(folded, text)
    return _without(joined, starts, text)


def _with_clusters(folded: str, text: str) -> tuple[str, Sequence[int]]:
    """Return a text folded character by character with what folds to more or fewer, and where each one was."""
    pieces: list[str] = []
    starts = array("I")
    position = 0
    for odd in _ODD.finditer(text):
        value = _TABLE[odd[0]] if len(odd[0]) == 1 else _fold_cluster(odd[0])
        start, end = odd.span()
        if end - start == len(value) == 1:
            continue
        pieces += folded[position:start], value
        starts.extend(range(position, start))
        starts.extend([start] * len(value))
        position = end
    starts.extend(range(position, len(text)))
    return "".join([*pieces, folded[position:]]), starts


_fold_cluster = lru_cache(maxsize=256)(_TABLE.of)


def _without(joined: str, starts: Sequence[int], source: str) -> Folded:
    """Drop glosses and repeated spaces from folded characters, keeping the offsets of what stays."""
    pieces: list[str] = []
    kept = array("I")
    position = 0
    for dropped in _DROPPED.finditer(joined):
        pieces.append(joined[position : dropped.start()])
        kept.extend(starts[position : dropped.start()])
        position = dropped.end()
    kept.extend(starts[position:])
    kept.append(len(source))
    return Folded("".join([*pieces, joined[position:]]), source, kept)


_PADDED = re.compile(rf"(?<![{_CJK}])[{_CJK}](?:\s{{1,4}}[{_CJK}]){{1,3}}(?=\s{{0,2}}[:：])")


def unpadded(text: str) -> str:
    """Return text with the labels joined that are spaced out to one width.

    >>> unpadded("来 源：临汾日报 责 任 编 辑：吉政")
    '来源：临汾日报 责任编辑：吉政'
    """
    # Every white space but the common one is told by what cannot be printed, in less time than the labels are.
    may_be_padded = (":" in text or "：" in text) and (" " in text or not text.isprintable())
    return _PADDED.sub(lambda padded: "".join(padded[0].split()), text) if may_be_padded else text


# Nothing shows them: hints where a line may break, and marks that editors and copy protection leave behind. Joiners
# (U+200C, U+200D) stay inside a line, for they make one emoji of several.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_LINE_WHITE = re.compile(r"[ \t\r\f\v]+")
# What indents a Chinese paragraph: U+3000, NBSP, en and em spaces, zero-width marks pasted from editors.
_INDENT = " \t\r\f\v\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u3000\ufeff"


def clean_line(text: str) -> str:
    r"""Return a line as a reader sees it: no indent, no trailing space, runs of ASCII white space as one space.

    Characters that nothing shows are dropped, such as soft hyphens. Wide spaces inside a line stay: ``魏　华``
    is the page's own spelling.

    >>> clean_line("\u3000\u3000临汾\n 新闻 \u00a0")
    '临汾 新闻'
    """
    text = text.strip(_INDENT)
    if text.isprintable():
        # So it has no white space but spaces: nearly all lines are like that, and there is next to nothing to do.
        return _LINE_WHITE.sub(" ", text) if "  " in text else text
    text = _UNSEEN.sub("", text)
    if _is_plain(text):
        return text.strip(_INDENT)
    return _LINE_WHITE.sub(" ", text.replace("\n", " ")).strip(_INDENT)


def _is_plain(text: str) -> bool:
    """Tell a line without white space to unify: nearly all are, and to look for it costs less than to replace it."""
    return not ("  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text)


def clean_block(text: str) -> str:
    """Return a paragraph with its own line breaks, each line cleaned; empty lines are dropped."""
    if "\n" not in text:
        return clean_line(text)
    return "\n".join(line for line in map(clean_line, text.split("\n")) if line)


def holds(text: str, first: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern that begins with ``first`` matches anywhere in a long text.

    To leap from one to the next takes half as long as to search with the pattern, which steps through all.

    >>> holds("下页：下一页", "下", re.compile("下一"))
    True
    """
    at = text.find(first)
    while at >= 0 and pattern.match(text, at) is None:
        at = text.find(first, at + 1)
    return at >= 0
