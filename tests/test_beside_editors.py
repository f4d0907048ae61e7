"""What stands beside an editor's name keeps its role, what it says of the text stays in that.

Each text stands in a known layout and in an unknown one, above the template's own editor.
"""

from __future__ import annotations

import pytest
from test_no_editors import articles


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("他笑了。（来源：山西日报）", "山西日报"),
        ("他笑了。稿源：山西日报", "山西日报"),
        ("他笑了。 [稿源：山西晚报]", "山西晚报"),
        ("他笑了。来源：山西日报", "山西日报"),
    ],
)
def test_the_source_before_an_editor_is_parted_from_the_text(line: str, source: str) -> None:
    for lines in ((line, "【责任编辑：郇丽】"), (f"{line}【责任编辑：郇丽】",)):
        article, behind = articles(*lines)[0]
        assert (article.source, article.editor, behind) == (source, "郇丽", "他笑了。")


@pytest.mark.parametrize(
    "line", ["他笑了。（数据来源：市统计局）", "他介绍了经费来源：财政拨款", "他说水的来源：汾河。"]
)
def test_the_source_of_something_else_is_text(line: str) -> None:
    article, behind = articles(line, "【责任编辑：郇丽】")[0]
    assert (article.editor, behind) == ("郇丽", line)
