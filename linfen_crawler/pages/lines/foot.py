"""Tell the lines that name a page's source and editor from those of its text: a book has an editor as well."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.lines.values import is_speakers, may_be_said, names_nobody
from linfen_crawler.pages.lines.wording import ANY_EDITOR, MAX_LINE, Wording, text_as_line, wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN
from linfen_crawler.people.records import makers_in_records
from linfen_crawler.people.rosters import rosters_in
from linfen_crawler.people.works import is_field_of_one, makers_of_works, makers_told_of, may_be_of_work
from linfen_crawler.text import fold, unpadded

_FIELD = (
    r"(?:(?:来源|稿源|作者|记者|通讯员|编辑|责任编辑|发布时间|时间|日期) ?: ?[^。!?,;:]{1,30}"
    r"|(?:19|20)\d\d[-/.年][\d/.月日 :-]{3,16})"
)
_FIELDS = re.compile(rf"{_FIELD}(?: {{0,4}}{_FIELD}){{1,3}}")
"""A line of fields, as an importer writes what it knows: 来源：临汾日报　作者：王小山."""
_MEDIUM = re.compile("[报网社台刊]|[^0-9]{2}新闻$|广播|电视|客户端|公众号|杂志|微信|微博|发布|融媒")
_SOURCE = r"(?:文章|信息|稿件|新闻)?(?:来源|稿源)"
_SOURCE_ALONE = re.compile(rf"[(【\[ ]{{0,2}}(?:本文)?{_SOURCE} ?: ?[)】\] ]{{0,2}}")
"""A label with nothing after it."""
_PERSON = rf"(?:本文)?作者|(?:本[报网台])?记者|通讯员|撰稿|供稿|文字?|摄影|摄像|{ANY_EDITOR}"
_LABELLED = rf"[{HAN}]{{1,6}} ?: ?[^。:!?]{{1,30}}"
_FOOT = re.compile(rf"[【\[( ]{{0,3}}(?:{_SOURCE}|{_PERSON}) ?: ?[^。:!?]{{1,30}}(?:[ |,;/]{_LABELLED}){{0,4}}")
_BARRED = re.compile(rf"{_SOURCE} ?[/|丨] ?[^。:!?/|丨]{{1,30}}(?: (?:{_PERSON}) ?[/|丨] ?[{HAN} 、]{{2,16}}){{1,4}}")
"""来源/山西日报 编辑/李静"""
_NAMES_PEOPLE = re.compile(rf"(?:{_PERSON}) ?[:/|丨]")
_BRACKETS = ("【", "[", "(")
_ENDS_SENTENCE = tuple("。!?！？”…")
_RECORDS = 12
"""Lines on either side of a field among which its own work and the next are looked for."""
_GOES_ON = 2
"""Lines of sentences after an editor's line from which it is in the middle of a text; one may be a remark."""


def own_editors(blocks: Sequence[Block]) -> frozenset[int]:
    """Return which blocks name an editor of the page: not a book's, nor in a line with more of the text after it.

    An editor in brackets is the page's wherever he is: imported pages bring him so. The cells of a table are text.
    """
    editors = [at for at, one in enumerate(blocks) if isinstance(one, Text) and not one.rows and _names_editor(one)]
    open_ones = {at for at in editors if not _text(blocks[at]).startswith(_BRACKETS)}
    if not open_ones:
        return frozenset(editors)
    lines = [
        (at, line) for at, one in enumerate(blocks) for line in (one.text if isinstance(one, Text) else "").split("\n")
    ]
    of_works = {lines[at][0] for at in makers_of_works([line for _, line in lines])}
    sentences = [at for at, line in lines if _is_sentence(line)]
    of_works.difference_update(_ends_list(open_ones & of_works, lines))
    told = {at for at in open_ones if at in of_works or _stands_within(at, sentences) or _is_said(blocks, at)}
    return frozenset(editors) - told


def _ends_list(editors: Collection[int], lines: Sequence[tuple[int, str]]) -> Collection[int]:
    """Return the one editor that a list of works names where it ends: the page's, below no field of a work.

    Of several each edited a work.
    """
    if len(editors) != 1:
        return ()
    own = next(iter(editors))
    *_, above = ("", *(line for at, line in lines if at < own and line))
    behind = (line for at, line in lines if at > own)
    is_last = not any(
        _is_sentence(line) or (may_be_of_work(line) and wording_of(fold(line)) is None) for line in behind
    )
    return () if is_field_of_one(above) or not is_last else editors


def edits_work(blocks: Sequence[Block], at: int) -> bool:
    """Tell the editor of a book, or of another work, from the page's: its other fields are above and below."""
    is_amid = 0 < at < len(blocks) - 1 and _may_be_of_work(blocks[at - 1]) and _may_be_of_work(blocks[at + 1])
    return is_amid or is_of_record(blocks, at)


def is_of_record(blocks: Sequence[Block], at: int) -> bool:
    """Tell an entry of a list of people, or a field of a new work, or of several that are listed with their editors."""
    begin = max(0, at - _RECORDS)
    lines = [one.text if isinstance(one, Text) else "" for one in blocks[begin : at + _RECORDS + 1]]
    own = at - begin
    return own in makers_in_records(lines) or own in rosters_in(lines) or own in makers_told_of(lines)


def _may_be_of_work(block: Block) -> bool:
    return isinstance(block, Text) and may_be_of_work(block.text) and wording_of(block.line) is None


def _stands_within(at: int, sentences: Sequence[int]) -> bool:
    until = bisect_right(sentences, at)
    return until > 0 and len(sentences) - until >= _GOES_ON


def _is_said(blocks: Sequence[Block], at: int) -> bool:
    """Tell what an editor says in an interview, 责任编辑：谢谢: it names nobody, and another speaks beside."""
    return may_be_said(_text(blocks[at])) and any(
        is_speakers(_text(one)) for one in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    )


def _names_editor(block: Text) -> bool:
    return ("编" in block.text or "編" in block.text) and wording_of(text_as_line(block)) is Wording.RESPONSIBLE


def _is_sentence(line: str) -> bool:
    return line.endswith(_ENDS_SENTENCE) and wording_of(fold(line)) is None


def _text(block: Block) -> str:
    return block.line if isinstance(block, Text) else ""


def foot_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the lines of fields after a body, up to what may be another's: a link, a paragraph."""
    return filter(is_foot, takewhile(may_be_foot, blocks))


def may_be_foot(block: Block) -> bool:
    """Recognise a line that may be among those at the foot of a page."""
    return not isinstance(block, Text) or not (block.anchors or len(block.text) > MAX_LINE)


def is_foot(block: Block) -> bool:
    """Recognise a line at the foot that names source or people by labels, one or several: 来源：X 记者：Y 编辑：Z."""
    if not isinstance(block, Text) or len(block.text) > MAX_LINE or wording_of(block.line) is Wording.NOTICE:
        return False
    line = text_as_line(block)
    if not (":" in line or "/" in line or "|" in line or "丨" in line):
        return False
    line = unpadded(line)
    return (_FOOT.fullmatch(line) is not None and not names_nobody(line)) or _BARRED.fullmatch(line) is not None


def names_medium(source: str) -> bool:
    """Tell the name of a newspaper, a site or a channel from whatever else words or figures are taken from."""
    return _MEDIUM.search(source) is not None


def names_people(block: Text) -> bool:
    """Tell whether a line of fields names anyone beside the source."""
    return _NAMES_PEOPLE.search(unpadded(block.line)) is not None


def names_source(block: Text, source: str) -> bool:
    """Tell whether a line names the source, or leaves it open, and no other than the date line does."""
    if len(block.text) >= MAX_LINE:
        return False
    if _SOURCE_ALONE.fullmatch(block.line):
        return True
    if not (wording_of(block.line) is Wording.SOURCE or _FIELDS.fullmatch(block.line) or _is_sourced_foot(block)):
        return False
    said = read_date_line(block.text).source or ""
    # 来源：市统计局 below a table says where its figures come from.
    own, named = fold(source), fold(said)
    return own in block.line and (named == own != "" or names_medium(named))


def ends_with_source(blocks: Sequence[Block], source: str, *, is_above_editors: bool) -> bool:
    """Tell whether the source ends a text: above the editors any name may be one, but not that of a table's figures."""
    *above, last = blocks
    if not above or not isinstance(last, Text):
        return False
    is_field = is_above_editors and isinstance(above[-1], Text) and not above[-1].rows
    is_any_source = wording_of(last.line) is Wording.SOURCE and fold(source) in last.line
    return names_source(last, source) or (is_field and is_any_source)


def _is_sourced_foot(block: Text) -> bool:
    return "源" in block.line and is_foot(block)
