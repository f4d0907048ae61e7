"""What a photograph shows or is called before the name of its photographer, and two photographers."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import everyone, is_credit_line, split_caption
from linfen_crawler.people.things import is_thing


def names(text: str) -> str:
    return " ".join(one.name for one in credits_of(text))


@pytest.mark.parametrize(
    ("shown", "credit", "photographers"),
    [
        ("农民在“田间”劳作", "记者 李静 摄", "李静"),
        ("“全国劳模”于洋", "记者 李静 摄", "李静"),
        ("志愿者（右一）包粽子", "本报记者 贾丽 摄", "贾丽"),
        ("学生在“读书角”朗读", "记者 祁 军 摄", "祁军"),
        ("金秋", "记者 闫锐鹏 摄", "闫锐鹏"),
        ("古槐", "本报记者 张浩 霍壮 摄", "张浩 霍壮"),
        ("王鹏", "记者 李静 摄", "李静"),
        ("夏收", "通讯员 关红军 摄影", "关红军"),
        ("汾河日出", "记者 李静 通讯员 王鹏 摄", "李静 王鹏"),
    ],
)
def test_a_label_before_the_photographer_ends_the_caption(shown: str, credit: str, photographers: str) -> None:
    line = f"{shown} {credit}"
    assert split_caption(line) == (shown, credit)
    assert names(line) == photographers
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    ("shown", "photographers"),
    [
        ("村民在“红色基地”宣讲", "张浩"),
        ("“五一”期间，党员在“红色基地”宣讲", "张浩"),
        ("村民（中）包饺子", "高建国"),
        ("选手（前）冲刺", "亢永刚"),
        ("志愿者（右一）于洋", "李静"),
    ],
)
def test_what_follows_a_closing_mark_in_a_sentence_is_the_captions(shown: str, photographers: str) -> None:
    assert split_caption(f"{shown} {photographers} 摄") == (shown, f"{photographers} 摄")


@pytest.mark.parametrize("shown", ["汾河夜景（局部）", "汾河日出（资料图）", "“春天来了！”", "“秋色”"])
@pytest.mark.parametrize("credit", ["张浩 摄", "张浩、李静 摄"])
def test_names_alone_behind_a_closing_mark_are_the_photographers(shown: str, credit: str) -> None:
    assert split_caption(shown + credit) == (shown, credit)


@pytest.mark.parametrize("shown", ["“春天来了！”", "“秋色”", "汾河日出（航拍）。"])
def test_two_names_behind_a_sentence_or_a_title_are_photographers(shown: str) -> None:
    assert split_caption(f"{shown}张浩 李静 摄") == (shown, "张浩 李静 摄")


_SHOWN = """
秋色 云海 金秋 古槐 梅花 田园 高粱红 蓝天、白云 荷塘_白鹭 谷穗 蒲公英 柳絮 苗圃 蒲剧
霍州署 石榴 雪景 云雾 温室 贺岁 古渡_夕阳 金秋_古槐
"""


@pytest.mark.parametrize("shown", _SHOWN.split())
@pytest.mark.parametrize(
    "credit", ["闫锐鹏 摄", "魏　华 摄", "王小明/摄", "闫锐鹏 高建国 摄", "闫锐鹏 供图", "闫锐鹏 摄影"]
)
def test_a_word_before_a_gap_and_a_name_is_the_caption(shown: str, credit: str) -> None:
    shown = shown.replace("_", " ")
    assert split_caption(f"{shown}　{credit}") == (shown, credit)
    assert split_caption(f"图为现场。{shown} {credit}")[1] == credit


_PAIRS = """
张浩_李静 闫锐鹏_高建国 云建军_白海涛 亢旭东_逯鹏 降雪峰_张浩 畅任杰、牛志勇 王子涵_金玉龙
梅红霞_田小丽 白云飞_李静 高峰_李静 张浩_白雪 白云、张浩 石磊_魏华 欧阳春_司马光明
丁丽萍_常青山 云海涛_温文斌 古玉琴_时俊峰 金海_黄涛 白洁_马骏 李拥军_郭志刚 尉青山_仝晓荣
卬小明_李静
"""


@pytest.mark.parametrize("pair", _PAIRS.split())
@pytest.mark.parametrize("verb", [" 摄", "/摄", " 摄影"])
def test_two_photographers_are_two(pair: str, verb: str) -> None:
    if pair.startswith("卬"):
        pair = f"记者 {pair}"
    line = pair.replace("_", "　") + verb
    assert split_caption(line) == (None, line)
    assert names(line) == pair.replace("、", " ").replace("_", " ").removeprefix("记者 ")


@pytest.mark.parametrize("line", ["记者 金秋 李静 摄", "（金秋 李静 摄）", "通讯员 白云 张浩 摄"])
def test_behind_a_label_and_in_brackets_a_word_is_a_name(line: str) -> None:
    assert len(credits_of(line)) == 2


@pytest.mark.parametrize(
    ("caption", "title", "expected"),
    [
        ("江山　闫锐鹏 摄", "摄影作品：江山", ("江山", "闫锐鹏 摄")),
        ("江山　闫锐鹏 摄", "《江山》", ("江山", "闫锐鹏 摄")),
        ("高峰 张浩/摄", "高峰", ("高峰", "张浩/摄")),
        ("路遥　魏　华 摄", "【摄影】路遥", ("路遥", "魏　华 摄")),
        ("江山　闫锐鹏 摄", "摄影作品：秋色", (None, "江山　闫锐鹏 摄")),
        ("闫锐鹏　高建国 摄", "高建国摄影作品", (None, "闫锐鹏　高建国 摄")),
        ("江山 摄", "江山", (None, "江山 摄")),
    ],
)
def test_what_the_page_is_called_is_no_photographer(caption: str, title: str, expected: tuple[str | None, str]) -> None:
    assert split_caption(caption, [title]) == expected
    people = everyone(texts=[caption], captions=[caption], titles=[title])
    assert [one.name for one in people] == names(expected[1]).split()


@pytest.mark.parametrize("word", ["秋色", "施工", "包粽子", "黄河谣", "丰收节", "霍州署", "万年青"])
def test_a_thing(word: str) -> None:
    assert is_thing(word)


@pytest.mark.parametrize(
    "word",
    [
        "张浩",
        "白云飞",
        "常青山",
        "王子涵",
        "李拥军",
        "上官云珠",
        "高峰",
        "江山",
        "牛群",
        "黄梅",
        "亢旭东",
        "卬明",
        "丰子恺",
        "白玉兰",
    ],
)
def test_no_thing(word: str) -> None:
    assert not is_thing(word)
