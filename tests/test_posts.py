"""What someone is – an office, a rank, a trade – goes with his name in a credit, and credits nobody in a sentence."""

from __future__ import annotations

import pytest
from test_pages import SENTENCE, paragraphs, read

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import split_caption
from linfen_crawler.people.posts import is_post
from pipelines.normalise import normalise

LEAD = "　　临汾新闻网讯 4月29日，尧都区推行生活垃圾分类，居民踊跃参与。"
ESSAY = ("　　母亲的老花镜，是我用第一个月的工资给她买的。", "　　那年冬天，雪下得很大。", "　　她把信读了一遍又一遍。")
POSTS = """
中共洪洞县委书记 临汾市教育局局长 退休教师 县公安局民警 山西师范大学教授 侯马市委副书记、市长 吉县检察院检察官
第一书记 驻村工作队员 高级工程师 市作家协会会员 全国人大代表 霍州煤电集团董事长 村医 安全员 武警战士 执法人员 省政府参事
游客 大宁县文联副主席
"""
PEOPLE = "李卫民 郝晋生 张建长 孙学友 王国士 赵护民 高士家"
PRAISED = "基层好干部 最美教师 优秀民警 好书记 老党员 我的老师"


def credited(*lines: str, title: str = "我市生活垃圾分类") -> list[tuple[str, str]]:
    article = normalise(read(paragraphs(*lines), title=title))
    return [(one.name, str(one.role)) for one in article.credits if one.role != "editor"]


def names(text: str, *, byline: bool = False) -> list[tuple[str, str]]:
    return [(one.name, str(one.role)) for one in credits_of(text, byline=byline)]


@pytest.mark.parametrize("post", POSTS.split())
def test_a_post_is_recognised_by_its_end(post: str) -> None:
    assert all(map(is_post, post.split("、")))
    assert names(f"{post} 张浩", byline=True) == [("张浩", "author")]
    assert names(f"作者：{post} 张浩") == [("张浩", "author")]
    assert names(f"记者 李静 通讯员 {post} 张浩") == [("李静", "reporter"), ("张浩", "correspondent")]


@pytest.mark.parametrize("word", [*PEOPLE.split(), *PRAISED.split(), "人员", "成长", "国家", "记者了"])
def test_what_ends_as_a_post_may_be_a_name_or_another_word(word: str) -> None:
    assert not is_post(word)


@pytest.mark.parametrize("mark", ["{}", "□ {}", "作者：{}", "文/{}", "（作者：{}）"])
@pytest.mark.parametrize("post", ["中共洪洞县委书记　", "市委常委、宣传部部长 ", "教师 ", "县公安局民警 "])
@pytest.mark.parametrize("text", [ESSAY, (LEAD, SENTENCE, SENTENCE)])
def test_an_author_signs_below_the_date_line_with_his_post(mark: str, post: str, text: tuple[str, ...]) -> None:
    line = mark.format(f"{post}张浩")
    article = read(paragraphs(line, *text), title="以实干书写新篇章")
    assert (article.bylines, article.headline, article.paragraphs) == ((line,), None, tuple(map(str.strip, text)))
    assert credited(line, *text) == [("张浩", "author")]


@pytest.mark.parametrize("line", ["张浩　李静", "张　浩　李　静", "张浩、李静", "（张浩 李静）"])
@pytest.mark.parametrize("text", [ESSAY, (LEAD, SENTENCE, SENTENCE)])
def test_several_authors_sign_below_the_date_line(line: str, text: tuple[str, ...]) -> None:
    assert credited(line, *text) == [("张浩", "author"), ("李静", "author")]
    assert read(paragraphs(line, *text), title="我市生活垃圾分类").headline is None


@pytest.mark.parametrize("line", ["张浩　李静", "□ 张浩 李静", "县委书记 张浩"])
def test_authors_whom_the_lead_credits_again_are_still_authors(line: str) -> None:
    people = "记者 张浩 李静" if "李静" in line else "记者 张浩"
    article = read(paragraphs(line, LEAD.replace("讯", f"讯（{people}）"), SENTENCE))
    assert (article.bylines, article.headline) == ((line,), None)


@pytest.mark.parametrize("line", ["张浩（市教育局局长）", "张浩（市教育局）"])
def test_a_post_may_come_after_its_author(line: str) -> None:
    assert credited(line, *ESSAY) == [("张浩", "author")]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("我市召开现场会", ("董一兵　李云峰", LEAD, *ESSAY)),
        ("董一兵到洪洞县调研", ("李云峰　常书铭", LEAD, *ESSAY)),
        ("我市垃圾分类见成效", ("张浩　李静", LEAD, *ESSAY, "　　张浩说，要再接再厉。", *ESSAY)),
        ("我市垃圾分类见成效", ("民警　张浩", *ESSAY, "　　张浩说，要再接再厉。", *ESSAY)),
        ("平阳好人", ("敬业奉献", "民警　张浩", *ESSAY, "　　张浩说，要再接再厉。", *ESSAY)),
        ("发言摘登", ("市教育局局长　张浩", *ESSAY, "市财政局局长　李静", *ESSAY)),
        ("平阳好人", ("最美教师　张浩", *ESSAY)),
        ("平阳好人", ("村里的好书记　张浩", *ESSAY)),
        ("我市召开现场会", ("市委书记 张浩", "出席并讲话", LEAD, *ESSAY)),
        ("我市垃圾分类见成效", ("市委书记张浩讲话", LEAD, *ESSAY)),
        ("任命名单", (*ESSAY, "　　任命张浩为市教育局局长；", "　　免去李静的市财政局副局长职务。")),
        ("我市垃圾分类见成效", (*ESSAY, "　　县委书记 张浩", *ESSAY)),
        ("第1号令", (*ESSAY, "市长　张浩")),
        ("平阳好人", (*ESSAY, "（市委书记张浩）")),
        ("平阳好人", (*ESSAY, "（文中民警张浩、李静为化名）")),
        ("对话市长", (*ESSAY, "　　嘉宾：市教育局局长 张浩", *ESSAY)),
    ],
)
def test_of_whom_a_page_tells_by_his_post_is_no_author(title: str, lines: tuple[str, ...]) -> None:
    assert credited(*lines, title=title) == []


@pytest.mark.parametrize(
    "what", ["网友 ", "读者 ", "民警 ", "摄影爱好者 ", "摄影家 ", "退休教师 ", "网友", "县委宣传部干部 "]
)
def test_what_a_photographer_is_goes_with_his_credit(what: str) -> None:
    assert split_caption(f"村民在采摘樱桃。{what}张浩 摄") == ("村民在采摘樱桃。", f"{what}张浩 摄")
    assert names(f"村民在采摘樱桃。（{what}张浩 供图）") == [("张浩", "photographer")]


@pytest.mark.parametrize("line", ["民警 张浩 记者 李静 摄", "图为民警张浩 李静 摄", "民警张浩 李静 摄"])
def test_an_officer_beside_another_is_in_the_picture(line: str) -> None:
    assert names(line) == [("李静", "photographer")]


def test_a_photographers_trade_may_follow_a_caption_without_a_sentence() -> None:
    assert split_caption("采摘忙 市民 张浩 摄") == ("采摘忙", "市民 张浩 摄")
    assert split_caption("4月28日摄") == ("4月28日摄", None)


@pytest.mark.parametrize(
    "line",
    [
        "（新华社记者张浩 4月28日摄）",
        "新华社记者 张浩 4月28日摄",
        "记者张浩摄于2021年4月",
        "张浩 2021年4月28日摄",
        "记者 张浩 2021年4月28日 摄",
    ],
)
def test_when_a_picture_was_shot_is_no_name(line: str) -> None:
    caption, credit = split_caption(f"村民在采摘樱桃。{line}")
    assert (caption, credit) == ("村民在采摘樱桃。", line.strip("（）"))
    assert names(f"村民在采摘樱桃。{line}") == [("张浩", "photographer")]


@pytest.mark.parametrize("line", ["1958年张浩摄于北京", "照片是4月28日摄", "图片摄于2021年"])
def test_where_a_picture_was_shot_credits_nobody_without_a_label(line: str) -> None:
    assert names(f"村民在采摘樱桃。{line}") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（张浩整理）", [("张浩", "author")]),
        ("（记者 张浩整理）", [("张浩", "reporter")]),
        ("（张浩）（题图：李静）", [("张浩", "author"), ("李静", "photographer")]),
        ("（记者 张浩 通讯员 李静 图由受访者提供）", [("张浩", "reporter"), ("李静", "correspondent")]),
        ("（作者为临汾市文联主席张浩）", [("张浩", "author")]),
        ("（记者张浩、通讯员 民警李静）", [("张浩", "reporter"), ("李静", "correspondent")]),
        ("（张浩）（图片由受访者提供）", [("张浩", "author")]),
        ("（资料整理）", []),
    ],
)
@pytest.mark.parametrize("before", ["", "大会圆满结束。"])
def test_who_is_named_beside_a_post_or_a_clause_at_the_end_is_not_lost(
    before: str, line: str, expected: list[tuple[str, str]]
) -> None:
    assert names(before + line) == expected


def test_a_bracket_ends_the_text_with_its_author_and_an_answer_with_who_gave_it() -> None:
    signed = (*ESSAY[:2], f"{ESSAY[2]}（退休教师 张浩）")
    assert credited(*signed) == credited(*ESSAY, "（退休教师 张浩）") == [("张浩", "author")]
    assert credited(*signed, *ESSAY) == []
    assert credited(*ESSAY[:2], f"{ESSAY[2]}（市交警支队 张浩）", *ESSAY) == [("张浩", "author")]


@pytest.mark.parametrize("name", ["阿依努尔", "次仁罗布", "扎西顿珠", "迪丽努尔", "索朗卓玛", "买买提·艾力"])
def test_a_label_sets_a_name_apart_that_is_written_by_its_sound(name: str) -> None:
    assert names(f"临汾新闻网讯（记者 {name}、张浩）4月28日，大会举行。") == [(name, "reporter"), ("张浩", "reporter")]
    assert names(f"村民在采摘樱桃。记者 {name} 摄") == [(name, "photographer")]
    assert names(f"村民在采摘樱桃。{name}") == []


def test_brackets_of_another_kind_are_brackets() -> None:
    assert names("临汾新闻网讯〔记者 张浩〕4月28日，大会举行。") == [("张浩", "reporter")]


MADE_BY = """
这幅照片由摄影家协会会员李静拍摄。 这张全家福由驻村第一书记王鹏拍摄。 照片由志愿者李静拍摄。
纪录片由山西电影学院教师李静拍摄。
老照片由村民王鹏供图。 这本画册由退休教师李静拍摄 画面由游客王鹏航拍。
"""


@pytest.mark.parametrize("sentence", MADE_BY.split())
def test_a_sentence_that_says_by_whom_something_was_made_credits_nobody(sentence: str) -> None:
    assert credits_of(sentence) == ()


@pytest.mark.parametrize(
    "line",
    [
        "（图片由摄影家协会会员李静拍摄）",
        "摄影家协会会员李静 摄",
        "通讯员 市作家协会会员李静",
        "（本文由本报记者李静采写）",
        "自由路派出所李静 摄",
    ],
)
def test_a_credit_names_him_behind_his_post(line: str) -> None:
    assert [one.name for one in credits_of(line)] == ["李静"]
