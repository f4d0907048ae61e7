"""Tell how near two texts are: keys by which an index finds those that may be near, and a score that measures it.

Compared are the CJK characters and digits of the folded text alone. What a mirror's damage leaves behind (``?wù)?``,
kana, tag tails, doubled or ASCII punctuation) is none of them, so damage costs no more than the characters that it ate.

*Keys* are a bottom-k sketch, MinHash with a single hash function: the smallest hashes of all pieces of ten characters.
Two texts share keys as they share pieces; and all keys of a text are among the hashes of a longer one that holds it,
so a copy between spam lines is found, however long they are. The *score* is then measured on the texts themselves.
The figures behind the numbers below: ``python benchmarks/similarity.py`` (``docs/decisions/0008-…``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nsmallest

import xxhash

from linfen_crawler.items import Article, Image
from linfen_crawler.text import FOLD_VERSION, fingerprint_text, fold

SIGNATURE_VERSION = f"{FOLD_VERSION}.2"
"""What stored keys and scores were made with. Raise the second number with any change of what this module answers."""
KEYS = 16
"""How many keys the archive keeps of a text."""
SIMILAR = 0.5
"""The score from which two texts are nearly the same, whatever their addresses are."""
SIMILAR_BY_PATH = 0.3
"""The score from which a mirror's text is a copy of the article under the same path: the path has said so already."""
MIN_CHARS = 50
"""A text with fewer compared characters says too little to be recognised by itself."""

_KEY_CHARS = 10
# Shorter pieces are stock phrases that thousands of articles share; their keys would tell nothing.
_PIECE_CHARS = 5
# Shorter pieces are shared by chance; longer ones lose more to each eaten character.
_NOT_COMPARED = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f0-9]+")
_NUMBER = re.compile(r"\d+")
_MIN_NUMBERS = 3
_SAME_NUMBERS = 0.9
_KEY_SHIFT = 16
# 48 bits: SQLite keeps them in 6 bytes, and 300,000 articles of 800 characters have 2^28 pieces.
_UTF32_BYTES = 4


def compared(text: str) -> str:
    """Return what is compared of a text: its CJK characters and digits, folded.

    >>> compared("授予市五一勞動(dòng)獎(jiǎng)?wù)?,, ３個集體?/p>")
    '授予市五一劳动奖3个集体'
    """
    return _NOT_COMPARED.sub("", fingerprint_text(text))


def article_text(*, title: str, body: str, captions: Iterable[str | None]) -> str:
    """Return what is compared of an article: its body; where that is short, title and captions with it."""
    text = compared(body)
    return text if len(text) >= MIN_CHARS else compared("\n".join((title, *filter(None, captions), body)))


def text_of(article: Article) -> str:
    """Return what is compared of an article, as :func:`article_text` does."""
    return article_text(title=article.title, body=article.body, captions=_captions(article.images))


def copy_text(article: Article) -> str:
    """Return what a mirror's page says, verbatim: all its lines, because a mirror loses which part is which."""
    lines = (article.title, article.kicker, article.headline, article.subtitle, *_captions(article.images))
    return "\n".join((*filter(None, lines), article.body))


def _captions(images: Sequence[Image]) -> list[str | None]:
    return [image.caption for image in images]


@lru_cache(maxsize=64)
def keys(text: str, count: int = KEYS) -> tuple[int, ...]:
    """Return the keys of a compared text, the smallest first; none where it is too short to be recognised by.

    The last answers are kept: an article is looked up, and then stored.
    """
    if len(text) < MIN_CHARS:
        return ()
    # XXH3 is specified to the bit, so keys are the same in every process, on every machine, for good.
    encoded, digest = text.encode("utf-32-le"), xxhash.xxh3_64_intdigest
    width = _KEY_CHARS * _UTF32_BYTES
    ends = range(width, len(encoded) + 1, _UTF32_BYTES)
    hashes = {digest(encoded[end - width : end]) for end in ends}
    return tuple(sorted({found >> _KEY_SHIFT for found in nsmallest(count, hashes)}))


def score(one: str, other: str) -> float:
    """Return the share of the shorter text's pieces that the longer one holds, 0 to 1, to three digits.

    A share of the shorter one, so that neither spam lines nor a missing later page count against a copy.

    >>> score("临汾市召开表彰大会", "点击进入临汾市召开表彰大会注册")
    1.0
    """
    left, right = _pieces(one), _pieces(other)
    smaller = min(len(left), len(right))
    return round(len(left & right) / smaller, 3) if smaller else 0.0


def has_other_figures(one: str, other: str) -> bool:
    """Recognise texts of which neither has the other's numbers: the forecasts of two days share all their words.

    >>> has_other_figures("最高气温26℃，最低12℃，风力3级。", "最高气温24℃，最低10℃，风力4级。")
    True
    """
    left, right = (Counter(_NUMBER.findall(fold(text))) for text in (one, other))
    smaller = min(left.total(), right.total())
    return smaller >= _MIN_NUMBERS and (left & right).total() < _SAME_NUMBERS * smaller


def _pieces(text: str) -> set[str]:
    return {text[start : start + _PIECE_CHARS] for start in range(len(text) - _PIECE_CHARS + 1)}
