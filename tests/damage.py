"""Damage a text as spam mirrors do, from what is known of them (``site.md``, "Mirrors") and not from our rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

import opencc

_SYLLABLES = ("jiǎng", "huì", "dòng", "shù", "xiě", "wǎng", "yáng", "zhāng", "xiāng", "lóng", "nǚ", "ér", "me", "de")
_LEFT_OF_EATEN = ("?", "??", "?wù)?", ")?", "(jiǎng)?", "アカ", "ⅷ", "⒐と讼蠕", "芦@", "??待R", "の")
_SPAM = "澳門新葡京娛樂場線上開戶優惠活動首存送百分點擊進入最新網址手機版下載安裝註冊即送體驗金棋牌電子真人視訊客服"
_ASCII = str.maketrans({"，": ",", "：": ":", "（": "(", "）": ")", "；": ";", "？": "?", "！": "!", "\u3000": " "})
_LONGEST_SPOT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """How a mirror damages a page."""

    eaten: float = 0.0
    """Share of the characters that are lost, in spots of one to six."""
    glossed: float = 0.15
    """Share of the characters that are followed by their pronunciation."""
    spam_chars: int = 0
    """Length of the line set before the text, and of the one after it."""
    doubled: float = 0.1
    """Share of the punctuation that is doubled."""
    is_traditional: bool = True
    has_tag_tails: bool = True
    has_date_line: bool = False

    def copy(self, text: str, rng: Random, *, title: str = "") -> str:
        """Return the text as a mirror shows it."""
        lines = [self._line(line, rng) for line in self._eat(text, rng).split("\n")]
        if self.has_date_line:
            lines = [self._line(title, rng), "2021-04-30 09:17:15 來源:臨汾新聞網 瀏覽次數(shù):", *lines]
        if self.spam_chars:
            lines = [spam(self.spam_chars, rng), *lines, spam(self.spam_chars, rng)]
        return "\n".join(lines)

    def _eat(self, text: str, rng: Random) -> str:
        """Lose spots of the text until the share is reached; what is left of a spot is noise."""
        characters = list(text)
        left = round(self.eaten * len(text))
        while left > 0:
            length = min(left, rng.randint(1, _LONGEST_SPOT))
            start = rng.randrange(max(1, len(characters) - length))
            characters[start : start + length] = [rng.choice(_LEFT_OF_EATEN)]
            left -= length
        return "".join(characters)

    def _line(self, line: str, rng: Random) -> str:
        """Convert, gloss and punctuate a line, and let a tag's tail leak into its end."""
        converted = _traditional().convert(line) if self.is_traditional else line
        copied = "".join(self._character(character, rng) for character in converted.translate(_ASCII))
        return copied + ("?/p>" if self.has_tag_tails and rng.random() < 0.2 else "")

    def _character(self, character: str, rng: Random) -> str:
        if "\u4e00" <= character <= "\u9fff" and rng.random() < self.glossed:
            return f"{character}({rng.choice(_SYLLABLES)})"
        if character in ",:.;" and rng.random() < self.doubled:
            return character * 2
        return character


def spam(chars: int, rng: Random) -> str:
    """Return a line of spam."""
    return "".join(rng.choice(_SPAM) for _ in range(chars))


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
