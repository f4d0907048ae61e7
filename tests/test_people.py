"""Credits, editors and captions, in every form that was seen or that sibling papers use."""

from __future__ import annotations

import re

import pytest
from credit_lines import LINES_OF_CREDITS, NOBODY, RUNNING_TEXT, Found, row
from hypothesis import given
from hypothesis import strategies as st

from linfen_crawler.datelines import lead, lead_span, read_date_line
from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import editor, everyone, is_credit_line, is_photo_credit, split_caption, staff
from linfen_crawler.text import fold_with_offsets


def found(text: str, *, byline: bool = False) -> Found:
    return [(credit.name, str(credit.role), credit.verbatim) for credit in credits_of(text, byline=byline)]


@pytest.mark.parametrize(("text", "expected"), LINES_OF_CREDITS)
def test_a_line_of_credits(text: str, expected: Found) -> None:
    assert found(text) == expected
    assert is_credit_line(text)
    assert split_caption(text)[0] is None


@pytest.mark.parametrize(("text", "expected"), RUNNING_TEXT)
def test_credits_in_running_text_are_at_its_ends(text: str, expected: Found) -> None:
    assert found(text) == expected
    assert not is_credit_line(text)


@pytest.mark.parametrize("text", NOBODY)
def test_no_place_desk_unit_or_verb_is_a_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("office", ["公安宣", "洪洞宣", "洪洞公宣", "临汾公安宣", "晋公宣", "文旅宣", "尧融"])
def test_the_name_that_an_office_signs_with_is_a_desk(office: str) -> None:
    for line in (f"{office} 摄", f"通讯员 {office} 摄"):
        assert (is_credit_line(line), found(line)) == (True, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("张　三", [("张三", "author", "张　三")]),
        ("张三", [("张三", "author", "张三")]),
        ("张三 李四", [("张三", "author", "张三 李四"), ("李四", "author", "张三 李四")]),
        ("临汾市第一中学 张三", [("张三", "author", "临汾市第一中学 张三")]),
        ("三年级（2）班　张三", [("张三", "author", "三年级（2）班　张三")]),
        ("安泽 张三", [("张三", "author", "安泽 张三")]),
        ("安泽", []),
        ("关注", []),
        ("诗　歌", []),
        ("外一首", []),
        ("文　苑", []),
        ("[美] 约翰·史密斯", [("约翰·史密斯", "author", "约翰·史密斯")]),
        ("吴　钩（上海）", [("吴钩", "author", "吴　钩")]),
        ("王　汾（尧都区文化馆）", [("王汾", "author", "王　汾")]),
        ("班级：三（2）班", []),
    ],
)
def test_a_bare_name_is_an_author_where_only_credits_stand(line: str, expected: Found) -> None:
    assert found(line, byline=True) == expected


@pytest.mark.parametrize(
    "line",
    [
        "供稿：市委宣传部",
        "供图：市林业局",
        "本报记者 摄",
        "本网记者",
        "本报编辑部",
        "临汾日报评论员",
        "王家庄村 摄",
        "图片：市委宣传部",
    ],
)
def test_an_office_alone_is_a_line_of_credits(line: str) -> None:
    assert is_credit_line(line)
    assert credits_of(line) == ()


@pytest.mark.parametrize(
    "line", ["", "张三", "本报今起改版", "设计理念", "记者节快乐", "编辑部", "来源：临汾日报", "市林业局", "图片"]
)
def test_a_word_of_the_trade_makes_no_line_of_credits(line: str) -> None:
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者 魏华 摄", True),
        ("图为大会现场。魏华 摄", True),
        ("图为大会现场。（记者 魏华 摄）", True),
        ("本报记者 摄", True),
        ("图为大会现场。摄影：魏华", True),
        ("市林业局供图", False),
        ("记者 魏华 摄影报道", False),
        ("记者 魏华", False),
        ("图为平阳广场。摄于2021年4月", False),
        ("他喜欢摄影", False),
    ],
)
def test_a_line_that_ends_with_a_photographs_credit_is_told(text: str, expected: bool) -> None:
    assert is_photo_credit(text) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["责任编辑：畅任杰"], "畅任杰"),
        (["责任编辑： 吉政"], "吉政"),
        (["责任编辑：吉　政"], "吉政"),
        (["責(zé)任編輯:暢任杰"], "暢任杰"),
        (["责任编辑：实习生卫慧婷"], "卫慧婷"),
        (["责任编辑：实习生 卫慧婷 指导老师：李四"], "卫慧婷"),
        (["【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑"], "李甲"),
        (["责任编辑：临汾新闻网编辑", "【责任编辑： 李甲】"], "李甲"),
        (["责任编辑：临汾新闻网编辑"], "临汾新闻网编辑"),
        *(
            ([f"责任编辑：{desk}"], desk)
            for desk in ("网站编辑", "房产编辑", "小编", "平阳小编", "新媒体", "值班", "临报")
        ),
        (["责任编辑：小编 校对：王五", "编辑：李甲"], "李甲"),
        (["责任编辑：畅任杰 分享到："], "畅任杰"),
        (["责任编辑：临汾新闻网编辑", "编辑：李甲"], "李甲"),
        (["(责编:张三、李四)"], "张三、李四"),
        (["责任编辑：张三 李四"], "张三、李四"),
        (["[责任编辑:\n张三\n]"], "张三"),
        (["编辑：张三 审核：李四 校对：王五"], "张三"),
        (["编辑 | 张三 审核 | 李四 校对 | 王五"], "张三"),
        (["编辑丨张三 审核丨李四"], "张三"),
        (["审核：李四 编辑：张三"], "张三"),
        (["编辑：张三", "责编：李四"], "李四"),
        (["主编：张三 编辑：李四"], "李四"),
        (["主编：张三"], "张三"),
        (["责任编辑：张三 副总编：李建军"], "张三"),
        (["责任编辑：张三 实习生 李建军"], "张三、李建军"),
        (["责任编辑：张三 实习生：李建军"], "张三"),
        (["张三编辑"], "张三"),
        (["张三 编辑"], "张三"),
        (["本报编辑 张三"], "张三"),
        (["来源：临汾日报 责任编辑：张三"], "张三"),
        (["责任编辑：张三 【打印】【关闭】"], "张三"),
        (["责任编辑：阿不都·热西提"], "阿不都·热西提"),
        (["责任编辑：卬明"], "卬明"),
        (["责任编辑：admin"], "admin"),
        (["责任编辑：畅任杰　　2021-04-30"], "畅任杰"),
        (["责任编辑：畅任杰 2021年4月30日 09:17"], "畅任杰"),
        (["责任编辑：畅任杰 时间：2021-04-30 09:17:15"], "畅任杰"),
        (["2021-04-30 责任编辑：畅任杰"], "畅任杰"),
        (["✎ 责任编辑：畅任杰"], "畅任杰"),
        (["▲ 编辑丨张三 审核丨李四"], "张三"),
        (["责任编辑：新媒体中心"], "新媒体中心"),
        (["审核：李四"], None),
        (["指导老师：李四"], None),
        (["责任编辑：指导老师：李四"], None),
        (["责任编辑："], None),
        (["责任编辑：　"], None),
        (["【责任编辑：】"], None),
        ([""], None),
        ([], None),
    ],
)
def test_the_editor_is_named_as_on_the_page(lines: list[str], expected: str | None) -> None:
    assert editor(lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        row("责任编辑：畅任杰 => editor 畅任杰"),
        row("【责任编辑： 李甲】 => editor 李甲"),
        row("责任编辑：实习生卫慧婷 => editor 卫慧婷"),
        row("(责编:张三、李四) => editor 张三; editor 李四"),
        row("责任编辑：张三 审核：李四 => editor 张三 [责任编辑：张三]; reviewer 李四 [审核：李四]"),
        row("编辑 | 张三 校对 | 李四 => editor 张三 [编辑 | 张三]; reviewer 李四 [校对 | 李四]"),
        row("责任编辑：实习生张三 指导老师：李四 => editor 张三 [责任编辑：实习生张三]; adviser 李四 [指导老师：李四]"),
        row("校对：张三、李四 => reviewer 张三; reviewer 李四"),
        *(
            row(f"{post}{who}：张三 => reviewer 张三")
            for post in ("审核", "校对", "初审", "复审", "终审", "审签", "签发", "审稿", "编审")
            for who in ("人", "员")
        ),
        row("供稿人：张三 审核人：李四 => author 张三 [供稿人：张三]; reviewer 李四 [审核人：李四]"),
        *(
            row(f"{first} {post}{mark}李建军 => editor 张晓红 [{first}]; {role} 李建军 [{post}{mark}李建军]")
            for first in ("责任编辑：张晓红",)
            for mark in ("：", " ")
            for post, role in (
                ("副总编辑", "editor"),
                ("值班副总编", "editor"),
                ("轮值主编", "editor"),
                ("常务副总编辑", "editor"),
                ("图片编辑", "editor"),
                ("文字编辑", "editor"),
                ("图文编辑", "editor"),
                ("统筹编辑", "editor"),
                ("视觉编辑", "editor"),
                ("微信编辑", "editor"),
                ("值班编委", "reviewer"),
                ("带班领导", "reviewer"),
            )
        ),
        *(
            row(f"{post}：李建军 责任编辑：张晓红 => {role} 李建军 [{post}：李建军]; editor 张晓红 [责任编辑：张晓红]")
            for post, role in (
                ("值班副总编", "editor"),
                ("网页编辑", "editor"),
                ("夜班编辑", "editor"),
                ("副监制", "reviewer"),
                ("三读", "reviewer"),
            )
        ),
        # Another's post that is no label of a role: neither is an editor.
        *(
            row(f"责任编辑：张晓红 {post} 李建军 => editor 张晓红")
            for post in ("技术", "美术", "主持人", "栏目主持", "编务", "值守")
        ),
        row("责任编辑：张晓红 实习生 李丹 => editor 张晓红; editor 李丹"),
        row("责任编辑：张晓红 见习生 李丹 => editor 张晓红; editor 李丹"),
        row("文字编辑：张晓红 题图来源：新华社 => editor 张晓红 [文字编辑：张晓红]"),
        row("责任编辑：文静 时光 => editor 文静; editor 时光"),
        row("张晓红编辑 李建军校对 => editor 张晓红 [张晓红编辑]; reviewer 李建军 [李建军校对]"),
        row("张三编辑 => editor 张三"),
        row("编辑：张三 视频：李四 => editor 张三 [编辑：张三]; videographer 李四 [视频：李四]"),
        row("责任编辑：临汾新闻网编辑 => "),
        row("责任编辑：网站编辑 => "),
        row("责任编辑：小编 => "),
        row("责任编辑：值班 => "),
        row("责任编辑：新媒体中心 => "),
        row("责任编辑： => "),
    ],
)
def test_an_editor_line_names_everyone_with_his_part_of_it(line: str, expected: Found) -> None:
    assert [(one.name, str(one.role), one.verbatim) for one in staff([line])] == expected


def test_the_page_names_each_once_a_role_and_its_editors_last() -> None:
    people = everyone(
        bylines=["记者：张三"],
        texts=["临汾新闻网讯（记者 张三 李四）今天。", "图为现场。 张三 摄"],
        editor_lines=["【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑", "责任编辑：李甲 校对：王五"],
    )
    assert [(one.name, str(one.role)) for one in people] == [
        ("张三", "reporter"),
        ("李四", "reporter"),
        ("张三", "photographer"),
        ("李甲", "editor"),
        ("王五", "reviewer"),
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["真香啊！", "解放路学校 四年级（3）班　张语桐", "指导老师：贺　敏"], ["张语桐", "贺敏"]),
        (["放下吧。", "郭凤兰"], ["郭凤兰"]),
        (["本版图片为资料图。", "洪洞县人民法院 张文静"], ["张文静"]),
        (["三等奖（1名）", "郭凤兰"], []),
        (["名单公布如下。", "郭凤兰　李一诺"], []),
        (["放下吧。", "郭凤兰", "2018年5月"], []),
        (["放下吧。", "2018年5月"], []),
        (["郭凤兰"], []),
    ],
)
def test_a_name_alone_signs_before_an_adviser_or_after_the_last_sentence(texts: list[str], expected: list[str]) -> None:
    assert [one.name for one in everyone(texts=texts)] == expected
    assert not everyone(texts=texts[:2], captions=texts)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("圖為大會(huì)現(xiàn)場(chǎng)。 記者 魏華 攝", ("圖為大會(huì)現(xiàn)場(chǎng)。", "記者 魏華 攝")),
        ("图为大会现场。（记者 魏华 摄）", ("图为大会现场。", "记者 魏华 摄")),
        ("汾河美景\n记者 魏　华 摄", ("汾河美景", "记者 魏　华 摄")),
        ("汾河美景 本报记者 摄", ("汾河美景", "本报记者 摄")),
        ("图为大会现场。摄影：魏华", ("图为大会现场。", "摄影：魏华")),
        ("本报记者 摄", (None, "本报记者 摄")),
        ("雪中的汾河公园（航拍）　　张小军/摄", ("雪中的汾河公园（航拍）", "张小军/摄")),
        ("崖畔上的柿树　卫红/摄", ("崖畔上的柿树", "卫红/摄")),
        ("图为大会现场。", ("图为大会现场。", None)),
        ("图为平阳广场 摄于4月", ("图为平阳广场 摄于4月", None)),
        ("", (None, None)),
    ],
)
def test_a_caption_is_separated_from_its_credit(caption: str, expected: tuple[str | None, str | None]) -> None:
    assert split_caption(caption) == expected


_RUNNING = """
今年 全市 粮食 丰收 张三 李四 王家庄村 尧都区 市公安局 表示 介绍 主持
会议 和 在 的 ， 。 、 ； ： “ ” 了解到 获悉 领导 干部 群众
摄氏度
摄于4月 喜欢摄影 正在拍摄 文化 图书 图为 汾河公园 高度重视 安全生产 方法 2021年 4月29日 获奖 学校 三年级 老师
"""


@given(st.lists(st.sampled_from(_RUNNING.split()), max_size=40).map("".join))
def test_running_text_credits_nobody(text: str) -> None:
    assert found(text) == []


_PIECES = """
记者 通讯员 实习生 小记者 魏华 张 三 李四 摄 摄影报道 摄影 文/ 图/ 文/图
（ ） ( ) ： : 、 。 [ ] 【 】 · • 丨 | □ 临汾新闻网讯
編輯 责任编辑 审核 校对 指导老师 作者 單位 攝 張(zhāng)三 来源 供图 市林业局 解放路学校 三年级（2）班 1 a
"""
_SPACES = " \u3000\u00a0\u2002\n"


@given(st.lists(st.sampled_from([*_PIECES.split(), *_SPACES]), max_size=14).map("".join) | st.text(max_size=60))
def test_of_any_text_names_and_phrases_are_its_own(text: str) -> None:
    said = (*credits_of(text), *credits_of(text, byline=True))
    # A line broken off within brackets is read as one.
    lines = text.replace("\n", " ")
    for credit in said:
        assert credit.verbatim.replace("\n", " ") in lines
    for credit in (*said, *staff([text])):
        assert 2 <= len(credit.name) <= 16
        assert re.search(".*?".join(map(re.escape, credit.name)), credit.verbatim, flags=re.DOTALL), credit
    split_caption(text)
    editor([text])
    is_credit_line(text)
    is_photo_credit(text)


_REPEATED = """
( （ [ 记者_ 、张 _ 记者_张三_摄_ (记者_张三) [记者 张 文/ 图/文_ 编辑： 稿源：
来源： 作者_ 作者：张三_ 临汾新闻网 讯( 学校 三年级 1 2021-04-30_
责任编辑：张三_ 。（张三） 。 张· 本报 □ 浏览次数 记者_张三、
"""


@pytest.mark.parametrize(
    "unit", [*(one.replace("_", " ") for one in _REPEATED.split()), " ", "\u3000", "\n", "（张三\n", "记者 "]
)
def test_a_text_of_any_length_is_read(unit: str) -> None:
    """Nothing is asserted of the time: a pattern that backtracks would never come to an end here."""
    times = 200_000 // len(unit.encode())
    for text in (unit * times, f"临汾新闻网讯 {unit * times}摄"):
        credits_of(text)
        credits_of(text, byline=True)
        split_caption(text)
        is_credit_line(text)
        is_photo_credit(text)
        editor([text])
        staff([text])
        lead(text)
        lead_span(fold_with_offsets(text))
        read_date_line(text)


@pytest.mark.parametrize("name", ["常文明", "田文化", "时平均"])
def test_a_given_name_may_be_a_word(name: str) -> None:
    found = credits_of(f"临汾新闻网讯（记者 {name} 通讯员 李学军）4月29日，大会举行。")
    assert [credit.name for credit in found] == [name, "李学军"]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [("雪景。新华社发（刘亮亮 摄）", "新华社发（刘亮亮 摄）"), ("雪景。（新华社发 詹彦摄）", "新华社发 詹彦摄")],
)
def test_an_agency_is_part_of_its_photographers_credit(caption: str, credit: str) -> None:
    assert split_caption(caption) == ("雪景。", credit)


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("作　者：王军", "王军", "author"),
        ("摄　影：王　军", "王军", "photographer"),
        ("编　辑：王军　审　核：李 强", "王军", "editor"),
        ("临汾新闻网讯（记 者 王 军）4月29日，大会举行。", "王军", "reporter"),
        ("本报讯（通 讯 员 王 军 记 者 张丽）4月29日，大会举行。", "王军", "correspondent"),
    ],
)
def test_a_label_may_be_spaced_out(line: str, name: str, role: str) -> None:
    found = credits_of(line)
    assert (found[0].name, str(found[0].role)) == (name, role)
    assert found[0].verbatim in line
    assert not {one.name for one in found} & {"记者", "审核"}


@pytest.mark.parametrize("line", ["责 任 编 辑：吉政", "编　辑：吉政", "【责　任　编　辑： 吉政】"])
def test_the_label_of_an_editor_may_be_spaced_out(line: str) -> None:
    assert editor([line]) == "吉政"
    assert staff([line])[0].verbatim == line


@pytest.mark.parametrize("before", ["", "春天来了。"])
@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("（作者系临汾市委党校副教授 贺晓霞）", "贺晓霞", "author"),
        ("（作者为市政协委员、民建会员 李雪梅）", "李雪梅", "author"),
        ("（图片由 王雷 拍摄）", "王雷", "photographer"),
        ("（本文图片由王雷拍摄）", "王雷", "photographer"),
    ],
)
def test_who_comes_after_an_office_or_before_a_verb_is_credited(before: str, line: str, name: str, role: str) -> None:
    assert [(one.name, str(one.role)) for one in credits_of(before + line)] == [(name, role)]


def test_who_a_bracket_says_took_the_pictures_credits_the_image() -> None:
    assert is_photo_credit("（图片由 王雷 拍摄）")
    assert is_credit_line("（图片由 王雷 拍摄）")
    assert not is_credit_line("图片由王雷拍摄")


@pytest.mark.parametrize("line", ["（作者系临汾市委党校 副教授）", "（作者为市作协会员）", "（图片由 无人机 拍摄）"])
def test_an_office_alone_is_nobody(line: str) -> None:
    assert credits_of(line) == ()


def test_the_station_of_a_county_is_no_name() -> None:
    assert [one.name for one in credits_of("襄汾台 张浩 李静 报道")] == ["张浩", "李静"]


@pytest.mark.parametrize("praise", ["优秀", "先进", "十佳", "最美", "杰出", "知名"])
@pytest.mark.parametrize("trade", ["记者", "通讯员", "编辑", "评论员"])
def test_who_is_honoured_for_his_trade_made_no_part_of_the_page(praise: str, trade: str) -> None:
    assert found(f"{praise}{trade}：张浩、霍壮") == []
    assert found(f"{trade}：张浩、霍壮") != []
