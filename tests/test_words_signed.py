"""Names that are words as well, on lines that hold nothing but who signs: 记者 马力."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import is_credit_line

NAMES = "马力 高山 黄河 夏天 和平 江河 平凡 高兴 万里 温和 时光 方圆 华山 关心 边疆 平安 原野 黄海 温柔 严谨 满心 江东"
SIGNED = {
    "记者 {}": "{} reporter",
    "本报记者　{}": "{} reporter",
    "通讯员 {}": "{} correspondent",
    "记者 {} 通讯员 张浩": "{} reporter, 张浩 correspondent",
    "记者 张浩 通讯员 {}": "张浩 reporter, {} correspondent",
    "山西日报记者 {}": "{} reporter",
    "实习生 {}": "{} reporter",
}
NOBODY = """
记者 那么
记者 何时
记者 于是
记者 全市
记者 党员
通讯员 常委
记者 应该
记者 走进
记者：马上
记者：高兴
记者 临汾
记者 洪洞
通讯员 武警
记者 平均
记者 关于
记者 关注
记者 解读
记者 连线
通讯员 林业
通讯员 卫生
通讯员 石化
通讯员 司法
通讯员 高速
记者 游子
高山
"""


@pytest.mark.parametrize("name", NAMES.split())
@pytest.mark.parametrize("line", SIGNED)
def test_behind_a_label_that_a_line_opens_with_a_word_is_a_name(line: str, name: str) -> None:
    found = credits_of(line.format(name))
    assert ", ".join(f"{one.name} {one.role}" for one in found) == SIGNED[line].format(name)
    assert is_credit_line(line.format(name))


@pytest.mark.parametrize("line", NOBODY.strip().split("\n"))
def test_what_begins_a_sentence_or_is_a_place_or_a_post_is_nobody(line: str) -> None:
    assert credits_of(line) == ()


def test_in_running_text_such_a_word_is_none() -> None:
    assert credits_of("记者 高山 流水都看到了。") == ()
