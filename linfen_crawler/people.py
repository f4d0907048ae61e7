"""Find the people that a text credits: ``(记者 张浩 霍壮)``, ``记者 魏华 摄``, ``文/图 X``, ``【责任编辑： 李甲】``.

A credit is a phrase with a grammar: labels before names (记者, 文/), verbs behind them (摄, 摄影报道). Running text
uses the same words (``记者了解到``), so a phrase counts only where credits stand: alone on a line, in brackets, behind
the lead, at the end. Patterns are written for folded text; what is kept is the page's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linfen_crawler.datelines import lead_span
from linfen_crawler.items import Credit
from linfen_crawler.names import BARE_NAME, HAN, Span, has_surname, leading_names, names_in
from linfen_crawler.phrases import LABEL, Phrase, own_characters, read_phrase, trimmed
from linfen_crawler.text import Folded, fold, fold_with_offsets

_MAX_LINE = 80
"""Folded characters: longer than any line of credits, shorter than a paragraph of text."""

_DECORATION = " (【[■□●◆▲△○◎—-*)】].。"
_BRACKETS = re.compile(r"\(([^()]{2,60})(?:\)|$)|[【\[]([^【】\[\]]{2,60})[】\]]")
_TAIL_LABEL = re.compile(LABEL)
_TAIL_NAMES = re.compile(
    rf"(?:^|(?<=[。!?;,”’\"」)\]】 ]))(?P<names>[{HAN}·]{{1,8}}(?:[ 、][{HAN}·]{{1,4}}){{0,5}}) ?"
    r"(?:摄影?|供图)[ .。)]*$"
)
_ENDS_CREDIT = re.compile(r"(?:[^。. ]|摄影?[。. ]*|报道[。. ]*|[)】\]][。. ]*)$")
_DESK_ALONE = re.compile(r"记者|通讯员")
_ENDS_SHOT = re.compile(r"(?:摄影?|供图)[ .。)】]*$")
_SENTENCE_END = re.compile(r"[。!?;…”’\"」)】] ?$")


def credits(text: str, *, byline: bool = False) -> tuple[Credit, ...]:  # noqa: A001 - the field's own word
    """Return everyone whom a paragraph, caption or byline credits, each once a role, in order.

    ``byline`` says that the line is known to hold nothing but credits, so that a bare name is an author's.

    >>> [(credit.name, str(credit.role)) for credit in credits("图为大会现场。 记者 魏　华 摄")]
    [('魏华', 'photographer')]
    """
    found = {
        (credit.name, credit.role): credit
        for line in reversed(_lines(text))
        for phrase in reversed(_phrases(line, byline=byline))
        for credit in reversed(phrase.credits)
    }
    return tuple(reversed(found.values()))


def is_credit_line(text: str) -> bool:
    """Tell whether a line holds nothing but credits: ``记者 张浩 通讯员 李四``, ``本报记者 摄``."""
    folded = fold_with_offsets(text)
    phrase = _whole_line(folded, byline=False)
    return phrase is not None and _credits_anyone(phrase)


def is_photo_credit(text: str) -> bool:
    """Tell whether a line ends with the credit of a photograph, named or not."""
    phrases = _phrases(fold_with_offsets(text), byline=False)
    return bool(phrases) and _credits_anyone(phrases[-1]) and bool(_ENDS_SHOT.search(fold(phrases[-1].verbatim)))


def split_caption(caption: str) -> tuple[str | None, str | None]:
    """Part a caption from the phrase that credits its photographer; each ``None`` where there is none of it.

    >>> split_caption("图为大会现场。（记者 魏华 摄）")
    ('图为大会现场。', '记者 魏华 摄')
    """
    texts: list[str] = []
    phrases: list[str] = []
    for folded in _lines(caption):
        position = 0
        for phrase in _phrases(folded, byline=False):
            texts.append(folded.original(position, phrase.start))
            phrases.append(phrase.verbatim)
            position = phrase.end
        texts.append(folded.original(position, len(folded.text)))
    kept = "\n".join(line for line in (part.strip() for part in texts) if line)
    return kept or None, "\n".join(phrases) or None


def _credits_anyone(phrase: Phrase) -> bool:
    """Tell credits from a verb alone (图片, 设计), a word like any other; a desk without a name is one."""
    return bool(phrase.credits or _DESK_ALONE.search(fold(phrase.verbatim)))


def _lines(text: str) -> list[Folded]:
    """Return the folded lines of a text, a line break inside brackets ignored: ``(记者`` may be broken off."""
    joined = re.sub(r"([(（][^()（）\n]{0,40})\n(?=[^()（）\n]{0,40}[)）])", r"\1 ", text)
    return [fold_with_offsets(line) for line in joined.split("\n")]


def _phrases(folded: Folded, *, byline: bool) -> list[Phrase]:
    """Return the phrases of one line, in order, none inside another."""
    if whole := _whole_line(folded, byline=byline):
        return [whole]
    found: list[Phrase] = []
    for phrase in sorted((*_bracketed(folded), *_behind_lead(folded), *_at_end(folded)), key=lambda one: one.start):
        if not found or phrase.start >= found[-1].end:
            found.append(phrase)
    return found


def _whole_line(folded: Folded, *, byline: bool) -> Phrase | None:
    text = folded.text
    if len(text) > _MAX_LINE:
        return None
    start = len(text) - len(text.lstrip(_DECORATION))
    # In an interview 记者：谢谢。 is said by the reporter; only a verb or a bracket may stand before a full stop.
    end = len(text.rstrip(_DECORATION if _ENDS_CREDIT.search(text) else " "))
    bare = byline or text.strip().startswith("(")
    is_name = byline and BARE_NAME.fullmatch(text, start, end) is not None
    return read_phrase(folded, start, end, outer=(0, len(text)), bare=bare, gated=not is_name)


def _bracketed(folded: Folded) -> Iterator[Phrase]:
    """Yield the credits in brackets: labelled ones anywhere, bare names behind the lead or the last sentence."""
    text, opening = folded.text, lead_span(folded)
    for match in _BRACKETS.finditer(text):
        start, end = match.span(1 if match[1] is not None else 2)
        is_lead = opening is not None and not text[opening[1] : match.start()].strip()
        is_end = not text[match.end() :].strip(" .。") and bool(_SENTENCE_END.search(text[: match.start()]))
        phrase = read_phrase(folded, start, end, outer=match.span(), bare=is_lead or is_end, gated=not is_lead)
        if phrase is not None:
            yield phrase


def _behind_lead(folded: Folded) -> Iterator[Phrase]:
    """Yield the credit behind the lead whose bracket is missing or never closed."""
    opening = lead_span(folded)
    label = re.compile(rf"[ (]*({LABEL})[ :]*").match(folded.text, opening[1]) if opening else None
    if label is None:
        return
    names, end = leading_names(folded.text, label.end(), min(len(folded.text), label.end() + _MAX_LINE))
    if names and folded.text[end : end + 1] != ")":
        verb = re.compile(r" ?(?:摄影报道|报道)").match(folded.text, end)
        yield from filter(None, [read_phrase(folded, label.start(1), verb.end() if verb else end)])


def _at_end(folded: Folded) -> Iterator[Phrase]:
    """Yield the credit that ends a line: labelled names behind the last sentence, or any names before 摄."""
    text = folded.text
    end = len(text.rstrip(" .。)"))
    floor = max(0, end - _MAX_LINE)
    for label in _TAIL_LABEL.finditer(text, floor, end):
        is_apart = not text[: label.start()].strip() or _SENTENCE_END.search(text[: label.start()])
        phrase = read_phrase(folded, label.start(), end, outer=(label.start(), len(text)), gated=not is_apart)
        if phrase and (is_apart or re.search(r"(?:摄影?|供图|报道)$", text[:end])):
            yield phrase
            return
    if match := _TAIL_NAMES.search(text, floor):
        start = _where_names_begin(text, *match.span("names"))
        yield from filter(None, [read_phrase(folded, start, end, outer=(start, len(text)))])


def _where_names_begin(text: str, start: int, end: int) -> int:
    """Return where the names before 摄 begin: words in front of them, without a surname, are the caption's."""
    words = [match.span() for match in re.compile(rf"[{HAN}·]+").finditer(text, start, end)]
    first = len(words) - 1
    while first > 0 and _can_be_listed(text[slice(*words[first - 1])], is_single=_length(words[first]) == 1):
        first -= 1
    return words[first][0] if words else start


def _can_be_listed(word: str, *, is_single: bool) -> bool:
    return len(word) == 1 or (not is_single and 2 <= len(word) <= 3 and has_surname(word))


def _length(span: Span) -> int:
    return span[1] - span[0]


_EDITOR = re.compile(
    rf"(?P<label>责任编辑|责编|值班编辑|本期编辑|网络编辑|编辑|主编) ?[:/|] ?(?P<value>[^:/|\[\]【】()]*?)"
    rf"(?= ?(?:[{HAN}]{{0,2}}(?:审核|校对|编审|主编|责编|监制|编辑|终审|初审|复审|审校|签发|来源)) ?[:/|]"
    r"|[\[\]【】()]|$)"
)
_EDITOR_BEHIND = re.compile(rf"(?P<value>[{HAN} ]{{2,6}}?) ?(?P<label>编辑)")
_EDITOR_RANK = re.compile(r"(?:实习生?|见习)?(?:记者|编辑)? ?")
_DESK_EDITOR = re.compile(r"(?:网|报|社|台|部|中心|栏目)(?:编辑|编辑部)?$")


def editor(lines: Sequence[str]) -> str | None:
    """Return the editor's name from a page's editor lines; ``None`` where none of them names one.

    A person goes before the importer's default ``临汾新闻网编辑``, a 责任编辑 before other editors.

    >>> editor(["【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑"])
    '李甲'
    """
    found = [(rank, value) for line in lines for rank, value in _editors_of(fold_with_offsets(line))]
    return min(found, key=lambda one: one[0])[1] if found else None


def _editors_of(folded: Folded) -> Iterator[tuple[int, str]]:
    """Yield the editors of a line with their rank: 0 a responsible editor, 1 another, 2 what is no name."""
    text = folded.text.strip(" ()[]【】")
    shift = folded.text.index(text) if text else 0
    behind = _EDITOR_BEHIND.fullmatch(text)
    for match in [behind] if behind else _EDITOR.finditer(text):
        start, end = (shift + at for at in match.span("value"))
        if rank := _EDITOR_RANK.match(folded.text, start, end):
            start = rank.end()
        if not folded.text[start:end].strip():
            continue
        names = None if _DESK_EDITOR.search(text[: match.end("value")]) else names_in(folded.text, start, end)
        if names:
            spelled = ("".join(own_characters(folded, span) for span in name) for name in names)
            yield int("责" not in match["label"]), "、".join(spelled)
        else:
            yield 2, trimmed(folded, start, end)
