"""Find the people that a text credits: ``(记者 张浩 霍壮)``, ``记者 魏华 摄``, ``文/图 X``, ``【责任编辑： 李甲】``.

A credit is a phrase with a grammar: labels before names (记者, 文/), verbs after them (摄, 摄影报道). Running text
uses the same words (``记者了解到``), so a phrase counts only where credits stand: alone on a line, in brackets, after
the lead, at the end. Patterns are written for folded text; what is kept is the page's own characters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.people.marks import credit_line, has_mark
from linfen_crawler.people.names import HAN, holds_post, is_name_alone
from linfen_crawler.people.offices import is_from_place
from linfen_crawler.people.places import byline_phrases, credits_anyone, lines_of, phrases_in, whole_byline, whole_line
from linfen_crawler.people.providers import office_before, provided
from linfen_crawler.people.quoted import quoted_in
from linfen_crawler.people.rare_names import sounds_like_name
from linfen_crawler.people.staff import editor, staff
from linfen_crawler.people.tables import without_tables
from linfen_crawler.people.verse import is_verse, poets_among
from linfen_crawler.people.works import maker_shown, without_makers
from linfen_crawler.people.writers import says_made
from linfen_crawler.text import fold

_MAX_SIGNATURE = 30
_OWN_DESK = re.compile(
    rf"(?:本[报网台刊站社]|[{HAN}]{{2,8}}[报网社台])[{HAN}]{{0,4}}?(?:编辑部|评论[员部组]|编委会|采访[组团]|报道组)"
)
_AROUND = " ()□■◎●"
_CLOSING = re.compile(r"(?<=[。！？!?…”])[(（][^()（）]{2,60}[)）]$")
"""The bracket that ends a text, with whatever office its author has."""
# （霍州煤电 程瑞芳）
_FROM_OFFICE = re.compile(
    rf"(?:^|(?<=[。！？!?…”]))[(（]([{HAN}]{{3,16}})[ \u3000\xa0]([{HAN} \u3000\xa0、]{{2,16}})[)）]$"
)
_OPENS = ("(", "（", "[", "【")
_SENTENCE_ENDS = tuple("。！？!?…”’")
# …。新华社发（刘亮亮 摄）, （新华社发 詹彦摄）: the agency is named before its photographer.
_AGENCY = re.compile(rf"[(\[【]? ?[{HAN}]{{2,4}}社发 ?$")
_CALLED = re.compile(rf"\s*([{HAN}]{{2,8}})\s+(?=[{HAN}])")
_QUOTED = re.compile(r"[”』」]\s*([（(][^（）()]{2,12}[）)])\s*$")
_LAST_WORD = re.compile(rf"[{HAN}]+")
_BESIDE_NAME = re.compile(r"\S[ \u3000\xa0(（]")
"""What parts a name from the place beside it."""
_FEW = 4
"""A list names somebody in one of this many lines at least."""
_ENDS_SHOT = re.compile(r"(?:摄影?|供图|航拍)[ .。)】]*$")


__all__ = [
    "credits", "editor", "everyone", "is_credit_line", "is_photo_credit", "names_adviser",
    "names_with_place", "signatories", "split_caption", "staff",
]  # fmt: skip


def credits(text: str, *, byline: bool = False) -> tuple[Credit, ...]:  # noqa: A001 - the field's own word
    """Return everyone whom a paragraph, caption or byline credits, each once per role, in order.

    ``byline`` says that the line is known to hold nothing but credits, so that a bare name is an author's.

    >>> [(credit.name, str(credit.role)) for credit in credits("图为大会现场。 记者 魏　华 摄")]
    [('魏华', 'photographer')]
    """
    first: dict[tuple[str, Role], Credit] = {}
    for line in lines_of(text):
        for phrase in byline_phrases(line) if byline else phrases_in(line):
            _add(first, phrase.credits)
    return tuple(first.values())


def signatories(line: str) -> tuple[Credit, ...]:
    """Return whom a line names that holds nothing else, as one above a text does; a bare name is an author's."""
    phrase = whole_byline(line)
    return () if phrase is None else tuple(dict.fromkeys(phrase.credits))


def is_credit_line(text: str) -> bool:
    """Tell whether a line holds nothing but credits: ``记者 张浩 通讯员 李四``, ``本报记者 摄``, ``本报评论员``."""
    phrase = whole_line(text)
    is_credited = phrase is not None and credits_anyone(phrase)
    return is_credited or _OWN_DESK.fullmatch(fold(text).strip(_AROUND)) is not None


def speaks_of_photo(text: str) -> bool:
    """Recognise a line with a character that each word for a photographer's work has: without, none is looked for."""
    return "摄" in text or "图" in text or "拍" in text or "攝" in text or "圖" in text


def is_photo_credit(text: str) -> bool:
    """Tell whether a line ends with the credit of a photograph, named or not."""
    phrases = phrases_in(text)
    if not phrases or not credits_anyone(phrases[-1]):
        return False
    roles = {one.role for one in phrases[-1].credits}
    return roles == {Role.PHOTOGRAPHER} or bool(_ENDS_SHOT.search(fold(phrases[-1].verbatim)))


def split_caption(caption: str, titles: Iterable[str] = ()) -> tuple[str | None, str | None]:
    """Separate a caption from the phrase that credits its photographer; each ``None`` if there is none of it.

    ``titles`` are the page's: what one of them ends with is no photographer's name in front of another's.

    >>> split_caption("图为大会现场。（记者 魏华 摄）")
    ('图为大会现场。', '记者 魏华 摄')
    """
    texts: list[str] = []
    phrases: list[str] = []
    for whole in lines_of(caption):
        called = _behind_title(whole, titles)
        texts.append(whole[:called])
        line = whole[called:]
        folded, position = credit_line(line), 0
        for phrase in filter(credits_anyone, phrases_in(line)):
            agency = _AGENCY.search(folded.text, position, phrase.start)
            start = agency.start() if agency else phrase.start
            if start == phrase.start and {one.role for one in phrase.credits} == {Role.PHOTOGRAPHER}:
                start = office_before(folded.text, position, start)
            texts.append(folded.original(position, start))
            said = _unwrapped(folded.original(start, phrase.end))
            # 本文图片由 is a credit's own.
            phrases.append(phrase.verbatim if _words(said) == _words(phrase.verbatim) else said)
            position = phrase.end
        rest = len(folded.text)
        if (given := provided(folded.text[position:])) is not None:
            rest = position + given
            phrases.append(_unwrapped(folded.original(rest, len(folded.text))))
        texts.append(folded.original(position, rest))
    kept = "\n".join(line for line in (part.strip() for part in texts) if line)
    return kept or None, "\n".join(phrases) or None


def _behind_title(line: str, titles: Iterable[str]) -> int:
    """Return where the credit of a photograph begins behind what the page calls it: 江山　张浩 摄 below 摄影：江山."""
    opening = _CALLED.match(line) if titles and speaks_of_photo(line) else None
    if opening is None or not is_photo_credit(line[opening.end() :]) or not is_credit_line(line[opening.end() :]):
        return 0
    called = fold(opening[1])
    is_called = any(_LAST_WORD.findall(fold(title))[-1:] == [called] for title in titles)
    return opening.end() if is_called else 0


def _words(credit: str) -> int:
    """Return how many characters a credit has that no cleaning drops."""
    return sum(map(str.isalnum, credit))


def _unwrapped(credit: str) -> str:
    """Return a credit without the bracket that it is in as a whole."""
    credit = credit.strip()
    return credit[1:-1].strip() if credit[:1] in "(（【[" else credit


def everyone(
    *,
    bylines: Iterable[str] = (),
    texts: Iterable[str] = (),
    captions: Collection[str] = (),
    editor_lines: Sequence[str] = (),
    titles: Sequence[str] = (),
) -> tuple[Credit, ...]:
    """Return everyone whom a page credits, each once per role, in the order of the page; its editor lines last.

    ``captions`` are those of the texts that no author signs, ``titles`` what the page is called.
    """
    first: dict[tuple[str, Role], Credit] = {}
    lines = list(bylines)
    for line in lines:
        _add(first, credits(line, byline=True))
    told = without_tables(list(texts), captions)
    own_texts = [at for at, text in enumerate(told) if text not in captions]
    # Where the authors of a page's pieces are told, and stay in its text, other names in it are titles: 修鞋匠.
    has_pieces = len(lines) > 1 and all(line in told for line in lines)
    quoted = quoted_in(told).intersection(own_texts)
    signed = set() if has_pieces else _signatures(own_texts, told, is_signed=bool(first))
    last = max(own_texts, default=None)
    ending = "" if first else _signed_ending([told[at] for at in own_texts])
    for at, text in enumerate(_own_lines(told, captions)):
        if at in quoted:
            continue
        if titles and text in captions:
            for line in lines_of(text):
                _add(first, credits(line[_behind_title(line, titles) :]))
        else:
            own = text if at == last else _without_quoted(text)
            _add(first, credits(own, byline=at in signed))
        if at == last and (signed_by := _CLOSING.search(text)):
            _add(first, credits(signed_by[0]))
        if at == last and (office := _FROM_OFFICE.search(text[-_MAX_SIGNATURE:])) and is_from_place(fold(office[1])):
            _add(first, _signed(office[0], office[2]))
        if at == last and ending:
            _add(first, credits(ending, byline=True))
        if text in captions:
            _add(first, _shown(text, (one for one in told if one not in captions)))
    _add(first, staff(editor_lines))
    return tuple(first.values())


def _signed(bracket: str, names: str) -> Iterator[Credit]:
    """Yield whom the last bracket of a text names behind an office, if all are called as people are."""
    found = credits(f"（{names}）")
    if all(sounds_like_name(fold(one.name)) for one in found):
        yield from (replace(one, verbatim=bracket.strip("(（)）")) for one in found)


def _without_quoted(text: str) -> str:
    """Return a text that goes on below without the bracket that says whom it quotes: …照汗青。”（文天祥）."""
    quoted = _QUOTED.search(text)
    return text if quoted is None or has_mark(fold(quoted[0]), 0, len(quoted[0])) else text[: quoted.start(1)]


def _shown(caption: str, texts: Iterable[str]) -> Iterator[Credit]:
    """Yield who made the work that a picture shows, but not of whom the text tells."""
    maker = maker_shown(caption)
    if maker is not None and not any(maker in text for text in texts):
        yield Credit(name=maker, role=Role.AUTHOR, verbatim=caption)


def _own_lines(texts: Sequence[str], captions: Collection[str]) -> Sequence[str]:
    """Return texts without the lines that credit the makers of works; a caption's picture is the page's own."""
    if not any("》" in text or "：" in text or ":" in text or "奖" in text for text in texts):
        return texts
    # An image without a caption may show any of the works.
    own = iter(without_makers((text for text in texts if text not in captions), are_shown="" in captions))
    return [text if text in captions else next(own) for text in texts]


def _signatures(paragraphs: Sequence[int], texts: Sequence[str], *, is_signed: bool) -> set[int]:
    """Return which paragraphs an author signs with nothing but his name: before his adviser's, or last of all."""
    pairs = [(one, other) for one, other in itertools.pairwise(paragraphs) if names_adviser(texts[other])]
    found = {one for one, _ in pairs if len(texts[one]) <= _MAX_SIGNATURE}
    own = [texts[at] for at in paragraphs]
    poets = poets_among(own, is_signed=is_signed)
    if len(poets) + is_signed > 1:
        found.update(paragraphs[at] for at in poets)
    *above, last = own or ("",)
    if above and _is_signature(last, above, is_signed=is_signed):
        found.add(paragraphs[-1])
    return found


def names_adviser(text: str) -> bool:
    """Recognise a line that names the adviser of whoever is named above it: 指导老师：李静."""
    if len(text) > _MAX_SIGNATURE or not ("导" in text or "導" in text):
        return False
    return {one.role for one in credits(text)} == {Role.ADVISER}


def _is_signature(text: str, above: Sequence[str], *, is_signed: bool) -> bool:
    """Tell the one name after the last sentence, or below a poem that nobody signs above, from the last of a list."""
    if len(text) > _MAX_SIGNATURE or "\n" in text or len(credits(text, byline=True)) != 1:
        return False
    # An order ends so: 市长　张浩.
    if says_made(folded := fold(text)) or (text[:1] not in _OPENS and holds_post(folded, 0, len(folded))):
        return False
    if above[-1].endswith(_SENTENCE_ENDS):
        return True
    lines = [line for one in above for line in one.split("\n")]
    return not is_signed and is_verse([fold(line) for line in lines]) and not _is_of_list(text, lines)


def _signed_ending(texts: Sequence[str]) -> str:
    """Return the last line of a poem's last paragraph if it is the author's; ``""`` of any other text."""
    *above, last = texts or ("",)
    verses, has_lines, name = last.rpartition("\n")
    if not has_lines or len(name) > _MAX_SIGNATURE or not is_verse([fold(one) for one in verses.split("\n")]):
        return ""
    return name if _is_signature(name, [*above, *verses.split("\n")], is_signed=False) else ""


def _is_of_list(last: str, above: Sequence[str]) -> bool:
    """Tell the last of those whom a list names, each with his place, from a poet: 张红（侯马市） below others like it.

    A list has a heading for each prize at most, a page of several people's poems some verses above each name.
    """
    if is_name_alone(fold(last)):
        return False
    alike = 1 + sum(names_with_place(line) for line in above)
    return alike > 1 and alike * _FEW > len(above)


def names_with_place(line: str) -> bool:
    """Recognise who is named with where he is from, and with no label: 王志刚（尧都区）, 李雪梅　市中心医院."""
    if len(line) > _MAX_SIGNATURE or _BESIDE_NAME.search(line) is None or is_name_alone(fold(line)):
        return False
    return any(one.role is Role.AUTHOR for one in credits(line, byline=True))


def _add(first: dict[tuple[str, Role], Credit], found: Iterable[Credit]) -> None:
    for credit in found:
        first.setdefault((credit.name, credit.role), credit)
