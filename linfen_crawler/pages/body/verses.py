"""Tell what is above a poem: its title, ——副题 or （外一首）, its author.

Verse is as short as headlines are, and any of it may be like the web title or sound like a name: a head is told there
only by what says itself that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from linfen_crawler.pages.body.columns import follows_column, without_column
from linfen_crawler.pages.lines.bylines import DASH, is_byline, leads, may_be_word, signs
from linfen_crawler.pages.lines.likeness import SAME, likeness
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.people.credits import signatories
from linfen_crawler.people.names import HAN, is_name_alone
from linfen_crawler.people.verse import (
    FEWEST,
    are_in_metre,
    are_verse_lines,
    begins_as_word,
    is_surely_name,
    is_verse_line,
    list_names,
    without_titles,
)
from linfen_crawler.text import fingerprint_text

_FURTHER = re.compile(r"\([^()\d]{1,10}\)")
"""（外一首）"""
_MAX_SIGNED = 2
"""Lines below a poem that say who wrote it, where and when."""
_MAX_SUBTITLES = 3
_SHORTEST_TITLE = 2
_MAX_SPREAD = 4
"""Times its length that a title takes up where it is spaced out."""
_LONGEST_TUNE = 40
"""Characters before they are folded."""
_SEVERAL = 2
_FEWEST_LISTED = 3
_FROM = re.compile(rf"[{HAN}·]{{2,6}} ?\([^()]{{2,16}}\)")
_FEWEST_OF_SEVERAL, _MOST_OF_SEVERAL = 4, 400
_LONGEST_LINE = 40
"""Characters of a line of several people's verse."""
_VERSE_ENDS = re.compile(r"[,。;!?…]$")
_TUNE = re.compile(rf"[{HAN}]{{2,6}}·[{HAN}]{{1,12}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """The headline block, and the text that follows it."""

    texts: tuple[Text, ...]
    begin: int = 0
    """The position among all paragraphs of the one in which the text begins."""
    kicker: str | None = None
    headline: str | None = None
    subtitle: str | None = None
    bylines: tuple[str, ...] = ()


def are_verse(texts: Sequence[Text], *, above: int = 0) -> bool:
    """Tell a poem from a list and from prose, whatever its last lines say of author and day.

    ``above`` are lines before, which may be its first.
    """
    if not texts or leads(texts[0]) or not is_verse_line(texts[0].lines()[0].line) or any(one.rows for one in texts):
        return False
    lines = [line.line for text in texts for line in text.lines()]
    signed = takewhile(_is_signature, reversed(lines[-_MAX_SIGNED:]))
    verses = lines[: len(lines) - sum(1 for _ in signed)]
    return len(verses) > 1 and len(verses) + above >= FEWEST and are_verse_lines(verses)


def _is_signature(line: str) -> bool:
    return is_name_alone(line) or not is_verse_line(line)


def is_title(line: Text, title: str) -> bool:
    """Recognise the web title, or its first words, 汾河春晓 of 汾河春晓（外一首）, or its last, of 诗歌：汾河春晓."""
    if len(line.text) > _MAX_SPREAD * len(title) or line.line.endswith("。"):
        return False
    said, whole = fingerprint_text(line.text), fingerprint_text(title)
    if len(said) < _SHORTEST_TITLE:
        return False
    is_named = whole.startswith(said) or fingerprint_text(without_column(title)) == said or follows_column(said, title)
    return is_named or likeness(line.text, title) >= SAME


def head_of_verse(texts: Sequence[Text], title: str) -> Headlines | None:
    """Separate from a text of short lines alone the title of a poem and its author, with what is between; or either.

    A title alone may be the first verse.
    """
    if not texts or "\n" not in texts[0].text:
        return _head_of_verse(texts, title)
    # A poem may be one paragraph with its head: then the head's lines are its first ones.
    lines, below = texts[0].lines(), texts[1:]
    if texts[0].rows or _may_be_first_verse(lines):
        return None
    told = _head_of_verse([*lines, *below], title)
    if told is None or not are_verse(told.texts):
        return None
    if told.begin >= len(lines):
        return replace(told, begin=told.begin - len(lines) + 1)
    first = joined(lines[told.begin :])
    return replace(told, texts=(*filter(None, [first]), *below), begin=0)


def _may_be_first_verse(lines: Sequence[Text]) -> bool:
    """Recognise a word above lines without metre, with nothing between, that is as likely a verse as a name: 白云."""
    first, *below = lines
    return (
        may_be_word(first)
        and is_name_alone(first.line)
        and begins_as_word(first.line.strip())
        and not are_in_metre([one.line for one in below])
    )


def _head_of_verse(texts: Sequence[Text], title: str) -> Headlines | None:
    if len(texts) < 2 or "\n" in texts[0].text:
        return None
    if has_author_above(texts[:2], texts[2:], title) and are_verse(texts[2:]):
        return Headlines(texts=tuple(texts[2:]), begin=2, headline=texts[1].text, bylines=(texts[0].text,))
    if signs(texts[0], texts[1:], title) and are_verse(texts[1:]):
        return Headlines(texts=tuple(texts[1:]), begin=1, bylines=(texts[0].text,))
    headlines = texts[: is_title(texts[0], title)]
    below = texts[len(headlines) : len(headlines) + _MAX_SUBTITLES]
    subtitles = list(takewhile(lambda one: _is_subtitle(one, has_title=bool(headlines)), below))
    begin = len(headlines) + len(subtitles)
    bylines = [one for one in texts[begin:-1][: bool(begin)] if is_byline(one, texts[:begin], texts[begin + 1], title)]
    rest = tuple(texts[begin + len(bylines) :])
    is_headed = bool(bylines or subtitles or (headlines and _is_title_of_signed(headlines[0], rest, title)))
    if not is_headed or list_names([one.line for one in rest[: None if bylines else -1]]):
        return None
    if not (bylines or are_verse(rest)):
        return None
    return Headlines(
        texts=rest,
        begin=len(texts) - len(rest),
        headline=next((one.text for one in headlines), None),
        subtitle="\n".join(one.text for one in subtitles) or None,
        bylines=tuple(one.text for one in bylines),
    )


def _is_title_of_signed(line: Text, rest: Sequence[Text], title: str) -> bool:
    """Recognise the web title, word for word, above a poem that is signed below, and not its first verse.

    A verse ends as the others do. In metre it is as long as they are, and has another beside it.
    """
    said = fingerprint_text(line.text)
    if not rest or said not in {fingerprint_text(title), fingerprint_text(without_column(title))}:
        return False
    lines = [one.line for text in rest for one in text.lines()]
    names = [one for one in lines[-_MAX_SIGNED:] if signatories(one)]
    if not names or not are_verse(rest):
        return False
    verses = lines[: lines.index(names[0], len(lines) - _MAX_SIGNED)]
    if _VERSE_ENDS.search(line.line) or not verses:
        return False
    if are_in_metre([line.line, *verses]) and not any(map(_VERSE_ENDS.search, verses)):
        return len(verses) % 2 == 0
    return True


def _is_subtitle(line: Text, *, has_title: bool) -> bool:
    if "\n" in line.text:
        return False
    return DASH.match(line.line) is not None or (has_title and _FURTHER.fullmatch(line.line) is not None)


def has_author_above(titles: Sequence[Text], rest: Sequence[Text], title: str) -> bool:
    """Recognise an author above his work's title: the only bold line, or a tune with its words, 沁园春·尧都."""
    if len(titles) != 2 or titles[0].is_strong or not rest:
        return False
    is_bold = titles[1].is_strong and not any(one.is_strong for one in rest)
    is_titled = _is_tune(titles[1]) and not any(map(_is_tune, rest))
    return (is_bold or is_titled) and signs(titles[0], rest, title)


def has_several_authors(texts: Sequence[Text]) -> bool:
    """Recognise short lines of several people's, each of whom is named above his own, or below: couplets, poems."""
    if not _FEWEST_OF_SEVERAL <= len(texts) <= _MOST_OF_SEVERAL or any(len(one.text) > _LONGEST_LINE for one in texts):
        return False
    names = [at for at, one in enumerate(texts) if is_name_alone(one.line)]
    names = without_titles(names, [one.text for one in texts])
    # 井台 and 白云 may be verses as well.
    if len({texts[at].line for at in names if is_surely_name(texts[at].line)}) < _SEVERAL:
        return False
    ends = [-1, *names] if names[-1] == len(texts) - 1 else [*names, len(texts)]
    lines = [end - begin - 1 for begin, end in pairwise(ends)]
    return 0 < max(lines) <= 2 * min(lines) + 1 and min(lines) > 0


def lists_people(texts: Sequence[Text]) -> bool:
    """Tell lines of which each names somebody and where he is from: 张国庆（尧都区） heads a list."""
    first = texts[:_FEWEST_LISTED]
    if len(first) < _FEWEST_LISTED or not first[0].text.endswith(("）", ")")):
        return False
    return all(_FROM.fullmatch(one.line) for one in first)


def _is_tune(line: Text) -> bool:
    return len(line.text) <= _LONGEST_TUNE and _TUNE.fullmatch(line.line) is not None
