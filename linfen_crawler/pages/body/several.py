"""Tell a page of several people's, their deeds or their pieces, by the lines that name them: set and worded alike.

The first of them is no author of the page, and what is above him no headline of it: all such lines are the text's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from linfen_crawler.pages.body.naming import named
from linfen_crawler.pages.body.setting import are_set_apart
from linfen_crawler.pages.body.verses import Headlines, is_title
from linfen_crawler.pages.lines.bylines import may_be_word, tells_of
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line, signatories
from linfen_crawler.people.marks import marks_in
from linfen_crawler.people.names import HAN, Gate, is_name, is_name_alone
from linfen_crawler.people.posts import is_post
from linfen_crawler.people.verse import is_surely_name
from linfen_crawler.people.works import fields_of_works
from linfen_crawler.text import fold

_HEAD = 3
"""Lines among which the first name is: below a headline and the title of the first piece, at most."""
_SIGNED = 2
"""Lines above the first of one author's pieces: his name, and its title."""
_MAX_NAME, _MAX_TITLE = 30, 40
"""Folded characters of a line that names somebody, and of a piece's title."""
_MAX_LINES = 400
_SHORTEST_NAME, _ROLE = 2, 2
_MAX_ADDRESSED = 9
"""Characters of a name and what its bearer is called behind it."""
_LABEL, _SIGN, _AS = "label", "sign", "as"
_OF_WRITERS = frozenset({"label", "word", "both"})
"""Kinds of labels that name who wrote a piece; an editor made all of a page."""
_LIKE, _UNLIKE = 0.4, 0.15
"""Shares of the web title's words with which a first title is the page's headline, where no other has so many."""
_SENTENCE = re.compile(r"[。!?…;]|\n")
_PLACED = re.compile(rf"(?P<name>[{HAN}]{{2,3}}|[{HAN}] [{HAN}]) ?\([^()]{{2,24}}\)")
_ADDRESSED = re.compile(rf"[{HAN}]+")
_CLAUSE = re.compile(rf"[{HAN}]{{2,16}}(?=[,、。;])")
_DESCRIBES = re.compile(
    r"[他她](?![们])|(?:^|.{0,20}[,;])[男女](?=[,。;])|[^。]{0,12}\d{4}[年.](?:\d{1,2}月?)?(?:\d{1,2}日)?(?:出?生)"
    r"|[^。]{0,12}\d{2}岁|[^,。]{0,4}[现曾]任"
)
"""How a text begins that says who somebody is: 男，汉族, 1965年生, 现任."""


class _Several(NamedTuple):
    """Where the first of several people's parts begins, and who wrote the parts if they are their pieces."""

    begin: int
    authors: tuple[str, ...]


def headlines_of_several(texts: Sequence[Text], title: str) -> Headlines | None:
    """Separate the headline block from the parts of several people, and credit the authors of their pieces.

    ``None`` of any other text. What is above the parts is a headline if it is the web title, or the only line in its
    type.
    """
    first = next((at for at, one in enumerate(texts[: _HEAD + 1]) if _is_text(one)), 0)
    # Few texts have any line as short as that of the second name.
    if not first or not any(len(one.text) <= _MAX_TITLE for one in texts[first + 1 : -1]):
        return None
    found = _several_people(texts[:first], texts, title)
    if found is None:
        is_signed = first == _SIGNED and _signs_pieces(texts, title)
        return Headlines(texts=tuple(texts[1:]), begin=1, bylines=(texts[0].text,)) if is_signed else None
    above, parts = texts[: found.begin], texts[found.begin :]
    if not above or not (any(is_title(one, title) for one in above) or are_set_apart(above, parts)):
        return Headlines(texts=tuple(texts), bylines=found.authors)
    lines = named(above, title)
    return Headlines(
        texts=tuple(parts),
        begin=found.begin,
        kicker=lines.kicker,
        headline=lines.headline,
        subtitle=lines.subtitle,
        bylines=found.authors,
    )


def _several_people(above: Sequence[Text], texts: Sequence[Text], title: str) -> _Several | None:
    """Recognise parts of a text with somebody's name above each, below the part's title or alone.

    Below titles of their own they are the authors', unless the parts tell of those who are named. Alone above a text a
    name is that of whom it tells, or of who speaks; whether it is an author's nothing says, and he is not credited.
    """
    for at, line in enumerate(above):
        if (form := _form(line)) and not is_title(line, title) and (found := _parts(texts, at, form, title)):
            return found
    return None


def _parts(texts: Sequence[Text], first: int, form: str, title: str) -> _Several | None:
    """Return the parts below lines of one form, of which the first one is told."""
    alike = [first, *_alike(texts, first, form)]
    # A title may sound like a name as well: 修鞋匠 above the name of its author.
    heads = [at for at in alike if at + 1 not in alike]
    if len(heads) == 1 or heads[0] != first:
        return None
    is_titled = first > 0 and not is_title(texts[first - 1], title)
    is_titled = is_titled and all(_is_set_alike(texts[at - 1], texts[first - 1]) for at in heads[1:])
    ends = [*(at - is_titled for at in heads[1:]), len(texts)]
    parts = [texts[at + 1 : end] for at, end in zip(heads, ends, strict=True)]
    names = [texts[at] for at in heads]
    if not all(any(map(_is_text, part)) for part in parts) or (len(heads) < len(alike) and not is_titled):
        return None
    if form.startswith(_LABEL) and not fields_of_works([one.text for one in texts]).isdisjoint(heads):
        return None
    told = sum(_tells_of(part, name) for part, name in zip(parts, names, strict=True))
    if is_titled:
        # Who signs an article may sign what is below it as well: 记者手记.
        is_labelled = form.startswith((_LABEL, _SIGN))
        if is_labelled and len({one.line for one in names}) == 1:
            return None
        like = _UNLIKE if is_labelled else _LIKE
        first_title, *titles = (texts[at - 1] for at in heads)
        if _are_words(names, parts) or _is_headline(first_title, titles, title, like=like):
            return None
        return _Several(first - 1, () if 2 * told >= len(parts) else tuple(one.text for one in names))
    return _Several(first, ()) if _are_told_of(names, form, told=told, is_headed=first > 0) else None


def _alike(texts: Sequence[Text], first: int, form: str) -> list[int]:
    """Return which lines below one name somebody in the same form, and are set as it is; the last line signs."""
    setting = texts[first].is_centred, texts[first].is_strong
    return [
        at
        for at in range(first + 1, min(len(texts) - 1, _MAX_LINES))
        if len(texts[at].text) <= _MAX_NAME
        and (texts[at].is_centred, texts[at].is_strong) == setting
        and _form(texts[at]) == form
    ]


def _signs_pieces(texts: Sequence[Text], title: str) -> bool:
    """Recognise the author of pieces with titles set alike, above the first title; the texts do not tell of him."""
    name, first, *below = texts
    form = _form(name)
    if form is None or form.startswith(_AS) or is_title(first, title) or is_title(name, title):
        return False
    # Of two names one below the other the second is a title only if it is a word like 夏荷.
    if _SENTENCE.search(first.line) or (_form(first) is not None and not may_be_word(first)):
        return False
    titles = [
        one
        for before, one, behind in zip(below, below[1:], below[2:], strict=False)
        if _is_text(before) and _is_set_alike(one, first) and _is_text(behind) and not _is_text(one)
    ]
    if not titles or _is_headline(first, titles, title, like=_LIKE):
        return False
    return not _is_named_in(title, name) and not any(tells_of(one, name) for one in below)


def _form(line: Text) -> str | None:
    """Return how a line is worded that names somebody, ``None`` of any other: alone, first, last, with which label."""
    folded = line.line.strip()
    if not folded or len(folded) > _MAX_NAME or _SENTENCE.search(folded):
        return None
    if is_name_alone(folded):
        return "alone"
    if is_credit_line(line.text) and (label := next(marks_in(folded, 0, len(folded)), None)):
        return f"{_LABEL} {label.kind}" if label.kind in _OF_WRITERS else None
    placed = _PLACED.fullmatch(folded) if "(" in folded else None
    if placed and is_name(placed["name"].replace(" ", ""), Gate.STRICT):
        return "first ("
    # Run together with what else a line says stands a name in headlines.
    is_apart = " " in folded or "(" in folded or not folded[0].isalnum()
    if not is_apart or not (people := signatories(line.text)):
        return _role(folded)
    if not folded[0].isalnum():
        return f"{_SIGN} {folded[0]}"
    name = fold(people[0].name)
    if folded.replace(" ", "").startswith(name):
        return "first"
    return "last"


def _role(folded: str) -> str | None:
    """Return what somebody is called behind his name, 王志刚代表: the same word is behind the others'."""
    if not _SHORTEST_NAME + _ROLE <= len(folded) <= _MAX_ADDRESSED or _ADDRESSED.fullmatch(folded) is None:
        return None
    return f"{_AS} {folded[-_ROLE:]}" if any(is_name(folded[:length], Gate.STRICT) for length in (2, 3)) else None


def _is_set_alike(line: Text, first: Text) -> bool:
    """Recognise a title set as the first one is."""
    if len(line.text) > _MAX_TITLE or "。" in line.text or "\n" in line.text:
        return False
    return (line.is_centred, line.is_strong) == (first.is_centred, first.is_strong)


def _is_text(one: Text) -> bool:
    return len(one.text) > _MAX_TITLE or _SENTENCE.search(one.line) is not None or "\n" in one.text


def _tells_of(part: Sequence[Text], name: Text) -> bool:
    """Recognise a text about whom the line above it names."""
    opening = part[0].line.strip()
    if _DESCRIBES.match(opening):
        return True
    clause = _CLAUSE.match(opening)
    if clause is not None and is_post(clause[0]):
        return True
    # 石榴熟了 tells of nobody.
    return not may_be_word(name) and any(tells_of(one, name) for one in part)


def _is_named_in(title: str, name: Text) -> bool:
    told = fold(title)
    return any(fold(one.name) in told for one in signatories(name.text))


def _are_words(names: Sequence[Text], parts: Sequence[Sequence[Text]]) -> bool:
    """Recognise words of two characters above verse: they may be verses, or a poem's title, as well as names."""
    is_verse = not any("。" in one.text for part in parts for one in part)
    return is_verse and all(may_be_word(one) and not one.is_centred for one in names)


def _is_headline(first: Text, others: Sequence[Text], title: str, *, like: float) -> bool:
    """Tell a page's headline, like its web title, from the first of several titles."""
    return likeness(first.text, title) >= like and all(likeness(one.text, title) < _UNLIKE for one in others)


def _are_told_of(names: Sequence[Text], form: str, *, told: int, is_headed: bool) -> bool:
    """Tell those of whom a text tells, or who speak in it, from its author with names as sub-heads below.

    A label says what somebody did; of names alone the texts must tell, or most be no words such as 白云.
    """
    if form.startswith((_LABEL, _SIGN)):
        return False
    if form != "alone" or told:
        return True
    sure = sum(is_surely_name(one.line) for one in names[1:])
    return not is_headed and 2 * sure >= len(names) - 1
