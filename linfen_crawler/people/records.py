"""Tell the fields of several works that a text lists one below the other from those of its page, which has one of each.

作者, 责任编辑 and 出版社 of one book, and the same of the next: a page names its own editors once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from linfen_crawler.people.names import HAN
from linfen_crawler.text import fold, unpadded

_MAX_LINE = 60
"""Characters; a longer line is text."""
_FIELD = re.compile(rf"[\W\d]{{0,4}}(?P<label>[{HAN}]{{2,6}}) ?: ?(?P<value>.*)")
_EDITOR = frozenset({"责任编辑", "责编"})
# Two shifts of a paper's editors may each have their own reader, two articles of a page their source and reporter.
_OF_PAGE = re.compile("编辑|责编|校对|审核|[初终复][审校]|审签|监制|值班|来源|稿源|记者|通讯员|[图文]|摄影|供图")
_SENTENCE = re.compile("[。!?]")


def makers_in_records(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of a text are fields of records that name an editor each, where it lists several.

    Each record has its editor and another label, 作者 or 出版社, in one order: an editor without that is the page's.
    Fields that a page has of its own mark no record.
    """
    editors = [at for at, line in enumerate(lines) if len(line) <= _MAX_LINE and ("责" in line or "責" in line)]
    if len(editors) < 2:
        return frozenset()
    fields = {at: field for at, line in enumerate(lines) if (field := _field(line)) is not None}
    own = [at for at in editors if at in fields and fields[at][0] in _EDITOR]
    found: set[int] = set()
    for run in _runs(lines, fields, own):
        found.update(_of_records(run, fields))
    return frozenset(found)


def _field(line: str) -> tuple[str, str] | None:
    if len(line) > _MAX_LINE or not (":" in line or "：" in line):
        return None
    found = _FIELD.fullmatch(unpadded(fold(line)))
    return None if found is None else (found["label"], found["value"].strip())


def _runs(lines: Sequence[str], fields: dict[int, tuple[str, str]], editors: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the lines from one to another that hold several editors and no sentence but behind a label."""
    named = set(editors)
    parted = groupby(range(len(lines)), lambda at: at in fields or _may_be_of_record(lines[at]))
    for is_run, group in parted:
        run = list(group) if is_run else []
        if sum(at in named for at in run) > 1:
            yield run


def _may_be_of_record(line: str) -> bool:
    return len(line) <= _MAX_LINE and not _SENTENCE.search(fold(line))


def _of_records(run: Sequence[int], fields: dict[int, tuple[str, str]]) -> Iterator[int]:
    """Yield the fields of a run that are of records; an editor behind the last record is the page's."""
    editors = [at for at in run if at in fields and fields[at][0] in _EDITOR]
    others = [at for at in run if at in fields and not _OF_PAGE.search(fields[at][0])]
    if len({fields[at][1] for at in editors}) < 2:
        return
    edges = [run[0] - 1, *editors, run[-1] + 1]
    labels = [{fields[at][0] for at in others if begin < at < end} for begin, end in pairwise(edges)]
    # 作者 stands above each editor, or below each.
    begin = 0 if labels[0] & labels[1] else 1
    common = labels[begin] & labels[begin + 1]
    named = [at for at, around in zip(editors, labels[begin:], strict=False) if around & common]
    if len(named) > 1:
        yield from named
        yield from others
