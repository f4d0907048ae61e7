"""Part the line that names a page's editors from what stands beside it in elements of its own: buttons, counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from linfen_crawler.pages.lines.buttons import are_bracketed, counts_readers, is_button
from linfen_crawler.pages.lines.foot import edits_work, is_foot
from linfen_crawler.pages.lines.notes import is_credit, is_note, is_of_share_bar
from linfen_crawler.pages.lines.values import names_nobody
from linfen_crawler.pages.lines.wording import ANY_EDITOR, MAX_LINE, Wording, text_as_line, wording_of
from linfen_crawler.pages.lines.words import Word, until_element, words_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.marks import has_mark, marks_in
from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.people.surnames import WORDS
from linfen_crawler.text import fold

_MOST = 12
"""Lines of a page that are asked how their elements part them."""
_LAST = 3
"""Lines at the end of a text of which a note may open one."""
_IN_NAME = 3
"""Elements over which one name is set, at most."""
_STAFF = frozenset((Wording.RESPONSIBLE, Wording.EDITOR))
_SIGNS = " |·/,，、"
_JOINS = "/,，、"
_BRACKETS = "()[]【】<>「」『』"
_PLAIN = re.compile(rf"[\[【(（]?(?:责任编辑|责编|编辑)[:：] ?[{HAN}]{{2,3}}[\]】)）]?")
"""An editor's line with nothing behind one name."""
_NAMED = re.compile(
    rf"[\[【(]?(?:责任编辑|责编|编辑) ?[:/|丨] ?[{HAN}]{{2,4}}(?:[ 、,][{HAN}]{{2,4}}){{0,3}}[\]】)]? ?"
)
_LABEL = re.compile(rf"[\[【(]{{0,2}}(?:{ANY_EDITOR}) ?(?P<colon>[:/|丨])?")
_CLOSED = re.compile(rf"[\[【(]{{1,2}} ?(?:{ANY_EDITOR}) ?[:/|丨] ?[^\[\]【】()。:]{{1,30}}[\]】)]{{1,2}} ?(?=.)")
"""An editor's line in brackets, with something behind them."""
_FIELD = re.compile(rf"[\[【(]{{0,2}}(?P<word>[{HAN}]{{2,8}}) ?[:|丨]")
_NAME_LAST = re.compile(rf"[{HAN}·]{{1,8}}$")
_NAME_FIRST = re.compile(rf"[{HAN}·]{{1,16}}")
_COUNT = re.compile(rf"[{HAN}]{{2,4}} ?[:(]? ?\d[\d.,万+]{{0,9}}\)?次?")
"""浏览 22, which the date line in the head of a page tells as well."""
_OF_DESK = re.compile("[实见]习|.编辑?$")
_MAX_ALONE = 3
"""Characters of a name that no surname tells."""
_NUMBERED = re.compile(rf"[{HAN}]{{1,4}} ?\d")
"""共 3 页, the first word of which might be the end of a name."""
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]?\d{1,2}:\d\d(?::\d\d)?)?")


def staff_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, an editor's line without what its elements part from it; of that links and fields are lines.

    ``<span>责任编辑：X</span><span>举报</span>`` is one word to a machine; and so is a label whose colon its element
    stands for.
    """
    return chain.from_iterable(parts_of(blocks))


def parts_of(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield of each block what :func:`staff_apart` makes of it; a book's editor stays as the page has him."""
    count = 0
    for at, block in enumerate(blocks):
        # Asked of every line of a page, so that no function is called for it.
        if (
            not isinstance(block, Text)
            or len(block.text) > MAX_LINE
            or ("编" not in block.text and "編" not in block.text)
        ):
            yield (block,)
            continue
        is_whole = count >= _MOST or block.rows or _PLAIN.fullmatch(block.text) or edits_work(blocks, at)
        count += not is_whole
        yield (block,) if is_whole else _lines_apart(block, may_be_behind=_ends_text(blocks, at))


def _ends_text(blocks: Sequence[Block], at: int) -> bool:
    """Tell one of the last lines; below a line with an editor it is one of a list, whose works have theirs."""
    above = blocks[at - 1] if at else None
    return at >= len(blocks) - _LAST and not (isinstance(above, Text) and "责" in above.text and "编" in above.text)


def _lines_apart(block: Text, *, may_be_behind: bool) -> list[Text]:
    if beside := _behind_brackets(block):
        return beside
    if "\n" not in block.text:
        return _apart(block, may_be_behind=may_be_behind)
    lines = block.lines()
    parts = [part for line in lines for part in _apart(line, may_be_behind=may_be_behind)]
    return parts if any(part is not line for part, line in zip(parts, lines, strict=False)) else [block]


def _behind_brackets(block: Text) -> list[Text]:
    """Return an editor in brackets and the note or the credit behind them; empty for any other line."""
    line = text_as_line(block)
    closed = _CLOSED.match(line)
    if closed is None or not (is_note(rest := line[closed.end() :]) or is_credit(rest)):
        return []
    at = len(block.folded.original(0, closed.end()))
    # The editor ends a text, of which the note is.
    return list(filter(None, (block.cut(at, len(block.text)), block.cut(0, at))))


def _apart(block: Text, *, may_be_behind: bool = False) -> list[Text]:
    """Return an editor's line and what stands beside it, in order; any other line as it is.

    ``may_be_behind`` says that what stands ahead of the label may be a note to the text.
    """
    text, line = block.text, block.line
    if len(line) != len(text):
        # Character by character, so that offsets stay: a line is short.
        line = "".join(same if len(same := fold(one)) == 1 else one for one in text)
    if _LABEL.match(line) is None and "责" not in line:
        return [block]
    words = words_of(block)
    begin = _begin(line, words, may_be_behind=may_be_behind)
    if begin is None:
        return [block]
    links = frozenset(span.start for span in block.spans if span.tag == "a")
    # With a day it may be the date line in the head of a page, of which nothing may be lost.
    out = "\u3000" if _DAY.search(line) else "\n"
    ahead = [(words[begin].start, out)] if begin else []
    edits = sorted(chain(ahead, _edits(line, words[begin:], links, out)))
    return _edited(block, edits) if edits else [block]


def _begin(line: str, words: list[Word], *, may_be_behind: bool) -> int | None:
    """Return at which word an editor's line begins, behind buttons, a count, a field, a note; ``None`` for none."""
    for at, word in enumerate(words):
        label = _LABEL.match(line, word.start)
        if label is None or not (label["colon"] or _stands_for_colon(line, words, label.end())):
            continue
        if at == 0:
            said = wording_of(line if label["colon"] else f"{line[: label.end()]}:{line[label.end() :].lstrip()}")
            return 0 if said in _STAFF or _is_before_note(line, words) else None
        ahead = line[: word.start].strip(_SIGNS)
        # 来源：临汾新闻网 编辑：值班 stands below a teaser as well.
        is_own = word.is_element and "责" in label[0]
        if not is_own:
            return None
        is_parted = _is_of_page(ahead) or is_foot(one := Text(text=ahead)) or _names_staff(one)
        is_parted = is_parted or (may_be_behind and is_note(ahead) and _names_editor(line, word.start, len(line)))
        return at if is_parted else None
    return None


def _is_before_note(line: str, words: list[Word]) -> bool:
    """Tell an editor's line that a note behind it makes a sentence."""
    return any(
        _names_editor(line, 0, word.start)
        and (is_note(line[word.start :]) or is_note(until_element(line, words, word.start)))
        for word in islice(words, 1, _IN_NAME + 1)
        if word.is_element
    )


def _names_editor(line: str, start: int, end: int) -> bool:
    return _NAMED.fullmatch(line, start, end) is not None and not names_nobody(line[start:end])


def _stands_for_colon(line: str, words: list[Word], at: int) -> bool:
    """Tell whether an element begins where a label ends, and names somebody."""
    if not any(word.is_element for word in words if at <= word.start <= at + 1):
        return False
    behind = (line[at : word.end].strip(_SIGNS + _BRACKETS) for word in words if word.end > at)
    return any(
        name and (is_name(name.replace(" ", ""), Gate.SURNAME) or _OF_DESK.search(name) is not None)
        for name in islice(behind, _IN_NAME)
    )


def _edits(line: str, words: list[Word], links: Collection[int], out: str) -> Iterator[tuple[int, str]]:
    """Yield where something is set into a line: a gap, the colon of a label, or the break before what is none of it.

    ``links`` are where links begin; ``out`` is the break.
    """
    value = words[0].start
    is_out = is_noted = False
    counted = 0
    for word in words:
        # An element may begin within a label: 责任<span>编</span>辑：X.
        label = _LABEL.match(line, word.start) if word.start >= value else None
        if label is not None and (label["colon"] or _stands_for_colon(line, words, label.end())):
            gap = [] if word is words[0] else [(word.start, "\n" if is_out else "\u3000")]
            yield from gap if label["colon"] else (*gap, (label.end(), "："))
            value, is_out = label.end(), False
        elif is_out:
            if word.is_element and is_noted != _is_noted(line, words, word, goes_on=is_noted):
                yield word.start, out
                is_noted = not is_noted
        elif word.start > value and word.start >= counted:
            if (count := _COUNT.match(line, word.start)) and counts_readers(count[0]):
                yield word.start, "\u3000"
                counted = count.end()
            elif sign := _parting(line, words, word, value, is_link=word.start in links):
                yield word.start, out if sign == "\n" else sign
                is_out = sign == out == "\n"
                is_noted = is_out and word.is_element and _is_noted(line, words, word, goes_on=False)
            elif _FIELD.match(line, word.start):
                value = word.start


def _is_noted(line: str, words: list[Word], word: Word, *, goes_on: bool) -> bool:
    """Tell a word of a note from a button; a note may run on over elements, but not to buttons that end the line."""
    behind = line[word.start :]
    if goes_on:
        return not _is_of_page(behind.strip(_SIGNS + _BRACKETS))
    own = until_element(line, words, word.start)
    is_pages = _is_of_page(own.strip(_SIGNS + _BRACKETS)) or is_of_share_bar(own.strip(_SIGNS))
    return not is_pages and (is_note(own) or is_note(behind))


def _parting(line: str, words: list[Word], word: Word, value: int, *, is_link: bool) -> str:
    """Return what parts a word behind a label from what stands before it; empty where it goes on with that."""
    said = line[word.start : word.end]
    bare = said.strip(_SIGNS + _BRACKETS)
    if not bare or not line[value : word.start].strip(_SIGNS):
        return ""
    is_glued = not line[word.start - 1].isspace()
    # 尉迟<b>小</b>梅 is a name; a button of one character is a link, or stands apart.
    is_in_name = len(bare) == 1 and is_glued and not is_link
    is_pages = (_is_of_page(bare) and not is_in_name) or are_bracketed(said.strip())
    if is_pages or is_button(line[word.start :].strip(_SIGNS + _BRACKETS)) or _is_beside(line, words, word):
        return "\n"
    gap = "\u3000" if is_glued else ""
    if not word.is_element or said[0] in _JOINS + _BRACKETS or line[word.start - 1] in _JOINS + "([【":
        return ""
    before = _NAME_LAST.search(line[value : word.start].rstrip(_SIGNS))
    name = _NAME_FIRST.match(said)
    if name is None or _FIELD.match(said):
        return gap
    if before is None or not is_name(before[0], Gate.SURNAME):
        return ""
    if has_mark(said, 0, len(said)):
        return gap
    is_numbered = _NUMBERED.match(line, word.start) is not None
    if is_glued and not is_numbered and is_name(f"{before[0]}{name[0]}", Gate.SURNAME):
        return ""
    is_another = is_name(name[0], Gate.SURNAME) and name[0] not in WORDS
    is_another = is_another or (not is_link and _is_name_alone(line, words, word))
    return gap if is_another and not is_numbered else "\n"


def _is_name_alone(line: str, words: list[Word], word: Word) -> bool:
    """Tell a name that is a word as well, or begins as few do, by its own element: 马力, 乜芳."""
    own = until_element(line, words, word.start).strip(_SIGNS)
    return len(own) <= _MAX_ALONE and is_name(own, Gate.SHAPE)


def _is_beside(line: str, words: list[Word], word: Word) -> bool:
    """Tell a button, a note, or the credit of a photograph whose verb stands last: 张浩 摄."""
    if not word.is_element:
        return False
    own = until_element(line, words, word.start)
    bare = own.strip(_SIGNS)
    if is_of_share_bar(bare) or is_note(own):
        return True
    # A note may run over several elements; what follows a name does so by itself.
    if is_note(line[word.start :]) and not is_name(bare, Gate.SURNAME):
        return True
    # What a colon follows is the label of somebody else: 解<b>惟舟</b> 审核：荆葭.
    last = next(reversed(list(marks_in(own, 0, len(own)))), None)
    return last is not None and last.start > 0 and not own[last.end :].strip(_SIGNS + _BRACKETS) and is_credit(own)


def _is_of_page(said: str) -> bool:
    return is_button(said) or are_bracketed(f"[{said}]") or counts_readers(said) or _DAY.fullmatch(said) is not None


def _names_staff(line: Text) -> bool:
    return wording_of(line.line) in {Wording.RESPONSIBLE, Wording.EDITOR}


def _edited(block: Text, edits: list[tuple[int, str]]) -> list[Text]:
    """Return a line with gaps and colons set into it, parted at its breaks."""
    found: list[Text] = []
    start = 0
    places = [*edits, (len(block.text), "\n")]
    inside: list[tuple[int, str]] = []
    for at, sign in places:
        if sign != "\n":
            inside.append((at - start, sign))
            continue
        part = block.cut(start, at)
        if part is not None:
            # What is set into a line behind white space that the cut drops stands further ahead by as much.
            dropped = len(block.text[start:at]) - len(block.text[start:at].lstrip())
            found.append(part.with_signs([(place - dropped, one) for place, one in inside]))
        start, inside = at, []
    of_text = [one for one in found if not _names_staff(one) and _says_something(one)]
    # The editor ends a text, of which the note is.
    return of_text + [one for one in found if one not in of_text and (one.anchors or _names_staff(one) or is_foot(one))]


def _says_something(part: Text) -> bool:
    line = text_as_line(part)
    return is_note(line) or is_credit(line)
