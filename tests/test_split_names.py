"""An editors' line whose characters elements part, as a pasted page's ``<font>`` does: it says the same."""

from __future__ import annotations

from itertools import combinations

import pytest
from test_pages import LEAD, paragraphs, read

from linfen_crawler.items import Article
from pipelines.normalise import normalise

LINES = [
    "责任编辑：卫慧婷",
    "责任编辑：尉迟小梅",
    "编辑：范 娜 审核：郭宏鹏",
    "编辑:解惟舟 审核:荆葭",
    "责任编辑:郇亦遥 终审:樊予遥 校对:鄂汀",
    "【责任编辑：荆以蓁】",
]


def _said(line: str) -> tuple[object, ...]:
    in_template = _read(line, at_end=False)
    at_end = _read(line, at_end=True)
    return (
        *(in_template.editor, in_template.credits, in_template.body),
        *(at_end.editor, at_end.credits, at_end.body),
    )


def _read(line: str, *, at_end: bool) -> Article:
    if at_end:
        return normalise(read(paragraphs(LEAD, "今年计划栽植国槐2.6万株。", line), editor_line=""))
    return normalise(read(paragraphs(LEAD, "今年计划栽植国槐2.6万株。"), editor_line=line))


@pytest.mark.parametrize("line", LINES)
def test_an_element_around_some_characters_changes_nothing(line: str) -> None:
    whole = _said(line)
    wrapped = [f"{line[:a]}<font>{line[a:b]}</font>{line[b:]}" for a, b in combinations(range(len(line) + 1), 2)]
    assert [one for one in wrapped if _said(one) != whole] == []


@pytest.mark.parametrize("line", LINES)
def test_an_empty_element_changes_nothing(line: str) -> None:
    whole = _said(line)
    parted = [f"{line[:at]}<span></span>{line[at:]}" for at in range(len(line) + 1)]
    assert [one for one in parted if _said(one) != whole] == []
