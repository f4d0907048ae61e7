"""Names beside offices, schools and other words, and where in a line a credit may stand."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import staff

UNITS = """
市林业局 东城法庭部 尧都区财政厅 五一路派出所 县人民医院 市教育科学院 汾河供电站 武警中队 尧都区党校 新闻班组
外语教研组 财务科室 县委办公室 纪检委 扶贫办
临汾机场二处 河西乡镇段 东山煤矿 铁路矿业 高河镇 台头镇 枕头乡 大宁县 尧都区 侯马市 山西省 棉纺厂 供销商店
解放路饭馆 市图书馆 王家庄村
汾东公司社 临汾日报社 黄河电视台 临汾日报 临汾新闻网 青年志愿者协会团 摄影家协会 段店村庄 马家沟 杨家岭 市政府
某某公司 融媒体中心 临汾三中 临汾一小
临汾大学 解放路小学 平阳中学 山西师大学会 水塔街道 鼓楼工区 工商银行 农行支行 中心医院 云丘山景区 团市委 县委 市委办
政务科 市政协 县工会 县法院
县政府 县公司 县日报 县发布 县融媒 李家庄 王家村 刘家沟 卫家岭 张家湾 郭家坡 段家堡 李家洼 杨家垣 柳岗村 志愿者
"""
SCHOOLS = """
解放路学校 临汾二小 临汾三中 鼓楼小学 平阳中学 山西大学 师范学院 尧都幼儿园 滨河校区 师大附小 师大附中 三年级
三年级（2）班 三年级2班 高二（3）班 初三5班
大班 小班 中班 二（1）班 临汾一中初三（2）班 解放路学校（滨河校区） 六年级英才班
"""
SHOTS = """
孩子们在广场上放风筝。张浩 摄
孩子们在广场上放风筝。张浩摄
孩子们在广场上放风筝，张浩 摄
孩子们在广场上放风筝 张浩供图
孩子们在广场上放风筝。张浩 供图
孩子们在广场上放风筝。张浩 摄影
孩子们在广场上放风筝。张浩 航拍
孩子们在广场上放风筝。张浩 拍摄
孩子们在广场上放风筝 张浩 航拍
孩子们在广场上放风筝 张浩 拍摄
孩子们在广场上放风筝 张浩 摄影
孩子们在广场上放风筝。（张浩 摄于平阳广场）
孩子们在广场上放风筝。（张浩摄自2021年）
孩子们在放风筝。（图为张浩 摄）
孩子们在广场上放风筝。□ 张浩 摄
孩子们在广场上放风筝。【张浩 摄】
本组图片均由张浩 摄
本版图片由张浩摄
本文图片皆为张浩摄
资料照片：张浩摄
图为张浩摄
"""


def names(text: str, *, byline: bool = False) -> list[str]:
    return [one.name for one in credits_of(text, byline=byline)]


@pytest.mark.parametrize("unit", UNITS.split())
def test_an_office_is_nobody_beside_a_name_or_alone(unit: str) -> None:
    assert names(f"{unit} 王晓宇 摄") == ["王晓宇"]
    assert names(f"图片：{unit}") == []
    assert staff([f"责任编辑：{unit}"]) == ()


@pytest.mark.parametrize("name", ["李建校", "王爱乡", "张兴镇", "李卫厂", "赵振区", "刘为省"])
def test_a_name_may_end_as_an_office_does(name: str) -> None:
    assert names(f"记者 {name}") == [name]


@pytest.mark.parametrize("school", SCHOOLS.split())
def test_a_pupils_school_and_class_are_passed_over(school: str) -> None:
    assert names(f"{school} 王晓宇", byline=True) == ["王晓宇"]
    assert names(f"作者：{school} 王晓宇") == ["王晓宇"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("张浩和霍壮", "张浩 霍壮"),
        ("张浩与霍壮", "张浩 霍壮"),
        ("张浩及霍壮", "张浩 霍壮"),
        ("张浩、霍壮等", "张浩 霍壮"),
        ("张浩等", "张浩"),
        ("张浩霍壮", "张浩 霍壮"),
        ("张晓浩霍壮", "张晓浩 霍壮"),
        ("张 浩 霍 壮", "张浩 霍壮"),
        ("张 小 明", "张小明"),
        ("李和平", "李和平"),
        ("李和平和张浩", "李和平 张浩"),
        ("阿不都·热西提", "阿不都·热西提"),
        ("张浩·霍壮", "张浩 霍壮"),
    ],
)
def test_names_are_parted_where_one_ends(said: str, expected: str) -> None:
    assert names(f"记者 {said}") == expected.split()


@pytest.mark.parametrize(
    "line",
    [
        "作者：张浩（临汾市一中）",
        "作者：张浩（三年级）",
        "张浩（作者单位：临汾市一中）",
        "张浩（作者系市作协会员）",
        "张浩（作者为市作协会员）",
        "张浩（作者现为教师）",
        "张浩（作者是市作协会员）",
        "作者：张浩（单位：临汾市一中）",
        "作者：张浩，系市作协会员",
        "作者：张浩 现为市一中教师",
        "作者：张浩，现任市一中教师",
        "作者：张浩，工作单位：市一中",
        "作者：张浩 联系电话：123",
    ],
)
def test_where_an_author_works_is_no_name(line: str) -> None:
    assert names(line) == ["张浩"]


@pytest.mark.parametrize("line", SHOTS.strip().split("\n"))
def test_who_took_a_photograph_is_named_at_its_captions_end(line: str) -> None:
    assert [(one.name, str(one.role)) for one in credits_of(line)] == [("张浩", "photographer")]


@pytest.mark.parametrize("word", list("爱喜欢好学练习会搞玩在去来做干事行于谈究拿拍录编被由"))
def test_a_sentence_of_photography_credits_nobody(word: str) -> None:
    assert names(f"王丽{word}摄影") == []


@pytest.mark.parametrize("line", ["他在广场上拍摄", "这张照片由游客拍摄", "孩子们看着爷爷拍摄", "他喜欢摄影"])
def test_to_take_a_photograph_is_a_verb_as_well(line: str) -> None:
    assert names(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本报苏州1月1日电记者张浩报道 今天", "张浩"),
        ("本报福州电记者张浩报道 今天", "张浩"),
        ("本报讯 记者 张浩 霍壮 今天，大会召开。", "张浩 霍壮"),
        ("记者 张浩 报道：今天，大会召开。", "张浩"),
        ("临汾新闻网讯（记者 张浩 今天，大会召开。", "张浩"),
        ("记者 张浩 今天了解到，大会召开。", ""),
    ],
)
def test_a_reporter_is_named_after_the_lead_without_a_whole_bracket(line: str, expected: str) -> None:
    assert names(line) == expected.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("张浩 霍 壮 摄", "张浩 霍壮"),
        ("王静 张 浩 摄", "王静 张浩"),
        ("图为孩子们 张 浩 摄", "张浩"),
        ("幸福的孩子 张 浩 摄", "张浩"),
        ("孩子们放风筝 王静 张浩 摄", "王静 张浩"),
        ("记者 县委报道组 摄影 张浩", "张浩"),
        ("本报记者 张浩 通讯员 消防", "张浩"),
        ("通讯员 联通 张浩", "张浩"),
        ("通讯员 联通 记者 张浩", "张浩"),
        ("供稿：消防", ""),
    ],
)
def test_words_before_a_name_are_the_captions_or_an_offices(line: str, expected: str) -> None:
    assert names(line) == expected.split()


@pytest.mark.parametrize(
    "name", ["买买提·艾力", "古丽·艾买提", "欧·亨利", "列夫·托尔斯泰", "大卫·科波菲尔", "埃德加·斯诺"]
)
def test_a_name_in_characters_for_its_sound_signs_with_its_dot(name: str) -> None:
    assert [one.name for one in credits_of(name, byline=True)] == [name]


@pytest.mark.parametrize(
    "phrase",
    [
        "喜迎·二十大",
        "乡村·振兴",
        "七律·尧都春",
        "春·花开",
        "健康·科普",
        "高·考",
        "古韵·平阳",
        "浣溪沙·汾河",
        "沙沙沙",
        "吉县宣",
    ],
)
def test_a_column_and_a_poem_with_a_dot_are_nobody(phrase: str) -> None:
    assert credits_of(phrase, byline=True) == ()
    assert credits_of(f"会议圆满结束。（{phrase}）") == ()
    assert [one.name for one in credits_of(f"{phrase} 王军 摄")] == ["王军"]
