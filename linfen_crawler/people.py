"""Find the people that a text credits: ``(记者 张浩 霍壮)``, ``记者 魏华 摄``, ``文/图 X``, ``【责任编辑： 李甲】``.

A credit is a phrase with a grammar: labels before names (记者, 文/), verbs behind them (摄, 摄影报道). Running text
uses the same words (``记者了解到``), so a phrase counts only where credits stand: alone on a line, in brackets, behind
the lead, at the end. Patterns are written for folded text; what is kept is the page's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from linfen_crawler.items import Credit, Role
from linfen_crawler.marks import credit_line
from linfen_crawler.places import byline_phrases, credits_anyone, lines_of, phrases_in, whole_line
from linfen_crawler.staff import editor, staff
from linfen_crawler.text import fold

_ENDS_SHOT = re.compile(r"(?:摄影?|供图|航拍)[ .。)】]*$")


__all__ = ["credits", "editor", "everyone", "is_credit_line", "is_photo_credit", "split_caption", "staff"]


def credits(text: str, *, byline: bool = False) -> tuple[Credit, ...]:  # noqa: A001 - the field's own word
    """Return everyone whom a paragraph, caption or byline credits, each once a role, in order.

    ``byline`` says that the line is known to hold nothing but credits, so that a bare name is an author's.

    >>> [(credit.name, str(credit.role)) for credit in credits("图为大会现场。 记者 魏　华 摄")]
    [('魏华', 'photographer')]
    """
    first: dict[tuple[str, Role], Credit] = {}
    for line in lines_of(text):
        for phrase in byline_phrases(line) if byline else phrases_in(line):
            _add(first, phrase.credits)
    return tuple(first.values())


def is_credit_line(text: str) -> bool:
    """Tell whether a line holds nothing but credits: ``记者 张浩 通讯员 李四``, ``本报记者 摄``."""
    phrase = whole_line(text)
    return phrase is not None and credits_anyone(phrase)


def is_photo_credit(text: str) -> bool:
    """Tell whether a line ends with the credit of a photograph, named or not."""
    phrases = phrases_in(text)
    return bool(phrases) and credits_anyone(phrases[-1]) and bool(_ENDS_SHOT.search(fold(phrases[-1].verbatim)))


def split_caption(caption: str) -> tuple[str | None, str | None]:
    """Part a caption from the phrase that credits its photographer; each ``None`` where there is none of it.

    >>> split_caption("图为大会现场。（记者 魏华 摄）")
    ('图为大会现场。', '记者 魏华 摄')
    """
    texts: list[str] = []
    phrases: list[str] = []
    for line in lines_of(caption):
        folded, position = credit_line(line), 0
        for phrase in phrases_in(line):
            texts.append(folded.original(position, phrase.start))
            phrases.append(phrase.verbatim)
            position = phrase.end
        texts.append(folded.original(position, len(folded.text)))
    kept = "\n".join(line for line in (part.strip() for part in texts) if line)
    return kept or None, "\n".join(phrases) or None


def everyone(
    *, bylines: Iterable[str] = (), texts: Iterable[str] = (), editor_lines: Sequence[str] = ()
) -> tuple[Credit, ...]:
    """Return everyone whom a page credits, each once a role, in the order of the page; its editor lines last."""
    first: dict[tuple[str, Role], Credit] = {}
    for line in bylines:
        _add(first, credits(line, byline=True))
    for text in texts:
        _add(first, credits(text))
    _add(first, staff(editor_lines))
    return tuple(first.values())


def _add(first: dict[tuple[str, Role], Credit], found: Iterable[Credit]) -> None:
    for credit in found:
        first.setdefault((credit.name, credit.role), credit)
