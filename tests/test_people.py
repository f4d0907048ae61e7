"""Credits, editors and captions, in every form that was seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linfen_crawler.people import credits as credits_of
from linfen_crawler.people import editor, is_credit_line, split_caption


def found(text: str, **how: bool) -> list[tuple[str, str]]:
    return [(credit.name, str(credit.role)) for credit in credits_of(text, **how)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者 魏华", [("魏华", "reporter")]),
        ("记者魏华", [("魏华", "reporter")]),
        ("记者 魏　华 摄", [("魏华", "photographer")]),
        ("魏华 摄", [("魏华", "photographer")]),
        ("本报记者 魏华 摄", [("魏华", "photographer")]),
        ("临汾新闻网记者 魏华 摄", [("魏华", "photographer")]),
        ("首席记者 张浩 记者 霍壮", [("张浩", "reporter"), ("霍壮", "reporter")]),
        ("见习记者 卫慧婷", [("卫慧婷", "reporter")]),
        ("记者 张浩 通讯员 李四", [("张浩", "reporter"), ("李四", "correspondent")]),
        ("通讯员 李四 摄", [("李四", "photographer")]),
        ("记者 李四 摄影报道", [("李四", "reporter"), ("李四", "photographer")]),
        ("图/文 李四", [("李四", "author"), ("李四", "photographer")]),
        ("文/李四", [("李四", "author")]),
        ("文字：李四　　制图：王五", [("李四", "author"), ("王五", "designer")]),
        ("文/李四 图/王五", [("李四", "author"), ("王五", "photographer")]),
        ("李四/文 王五/图", [("李四", "author"), ("王五", "photographer")]),
        ("记者 阿卜杜·热合曼 摄", [("阿卜杜·热合曼", "photographer")]),
        ("记者 张浩霍壮", [("张浩", "reporter"), ("霍壮", "reporter")]),
        ("记者 欧阳修文", [("欧阳修文", "reporter")]),
        ("（李四）", [("李四", "author")]),
        ("(李四", [("李四", "author")]),
        ("记者 张　浩　霍　壮", [("张浩", "reporter"), ("霍壮", "reporter")]),
        ("記者 張(zhāng)浩 魏(wèi)華(huá) 攝(shè)", [("張浩", "photographer"), ("魏華", "photographer")]),
    ],
)
def test_a_line_of_credits(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert is_credit_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("臨汾新聞網(wǎng)訊 (記者 張浩 霍壯) 在“五一”來臨之際,", [("張浩", "reporter"), ("霍壯", "reporter")]),
        ("临汾新闻网讯(记者张浩)4月29日，", [("张浩", "reporter")]),
        ("临汾新闻网讯 (记者\n张浩 霍壮) 4月29日，", [("张浩", "reporter"), ("霍壮", "reporter")]),
        ("临汾新闻网讯 (记者 张浩 在五一国际劳动节来临之际", [("张浩", "reporter")]),
        ("新华网临汾9月12日电(李四 王五)今天", [("李四", "author"), ("王五", "author")]),
        ("今天大会结束。(李四)", [("李四", "author")]),
        ("图为大会现场。魏华 摄", [("魏华", "photographer")]),
        ("图为大会现场记者魏华摄", [("魏华", "photographer")]),
        ("市民在公园里赏花 王 丽 摄", [("王丽", "photographer")]),
    ],
)
def test_credits_in_running_text_stand_at_its_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 摄",
        "本网记者",
        "记者在现场看到，这里很好。",
        "近日，记者从市人社局获悉，就业好。",
        "他接受本报记者采访时说很好",
        "记者手记",
        "深度报道",
        "作者 简介",
        "设计理念",
        "今天大会结束。(完)",
        "获奖者为县委书记(张三)",
        "世界卫生组织(WHO)",
        "图片由县委宣传部提供",
        "张三 李四 王五",
        "",
    ],
)
def test_no_place_verb_or_desk_is_a_name(text: str) -> None:
    assert found(text) == []


def test_a_bare_name_is_an_author_where_only_credits_stand() -> None:
    assert found("张　三", byline=True) == [("张三", "author")]


def test_the_phrase_is_kept_verbatim() -> None:
    assert [credit.verbatim for credit in credits_of("圖為大會(huì)現(xiàn)場(chǎng)。 記者 魏　華 攝")] == [
        "記者 魏　華 攝"
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["责任编辑：畅任杰"], "畅任杰"),
        (["责任编辑： 吉政"], "吉政"),
        (["责任编辑：吉　政"], "吉政"),
        (["責(zé)任編輯:暢任杰"], "暢任杰"),
        (["责任编辑：实习生卫慧婷"], "卫慧婷"),
        (["【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑"], "李甲"),
        (["责任编辑：临汾新闻网编辑", "【责任编辑： 李甲】"], "李甲"),
        (["责任编辑：临汾新闻网编辑"], "临汾新闻网编辑"),
        (["(责编:张三、李四)"], "张三、李四"),
        (["[责任编辑:\n张三\n]"], "张三"),
        (["编辑：张三 审核：李四 校对：王五"], "张三"),
        (["编辑：张三", "责编：李四"], "李四"),
        (["张三编辑"], "张三"),
        (["审核：李四"], None),
        (["责任编辑："], None),
        ([], None),
    ],
)
def test_the_editor_is_named_as_on_the_page(lines: list[str], expected: str | None) -> None:
    assert editor(lines) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("圖為大會(huì)現(xiàn)場(chǎng)。 記者 魏華 攝", ("圖為大會(huì)現(xiàn)場(chǎng)。", "記者 魏華 攝")),
        ("图为大会现场。（记者 魏华 摄）", ("图为大会现场。", "记者 魏华 摄")),
        ("汾河美景\n记者 魏　华 摄", ("汾河美景", "记者 魏　华 摄")),
        ("本报记者 摄", (None, "本报记者 摄")),
        ("图为大会现场。", ("图为大会现场。", None)),
        ("", (None, None)),
    ],
)
def test_a_caption_is_parted_from_its_credit(caption: str, expected: tuple[str | None, str | None]) -> None:
    assert split_caption(caption) == expected


@given(st.text("记者通讯员魏华张　 摄影报道文图/（）(：:、。[]【】·临汾新闻网讯\n1a", max_size=60))
def test_any_text_is_read_and_names_are_its_own_characters(text: str) -> None:
    for credit in credits_of(text):
        assert 2 <= len(credit.name) <= 16
        assert set(credit.name) <= set(text)
    split_caption(text)
    editor([text])
