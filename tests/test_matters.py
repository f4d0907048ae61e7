"""Lines before the first sentence that are none of the newspaper's headlines stay in the text."""

from __future__ import annotations

import pytest
from test_headlines import HEAD, TEXT, credited
from test_pages import LEAD, SENTENCE, paragraphs, read

from linfen_crawler.pages.lines.matters import is_day, is_field, is_number, takes_part
from linfen_crawler.text import fold

MIDDLE = "<p align=center>{}</p>"
SET_IN = "<p>　　{}</p>"


def are_all_text(title: str, *lines: str, form: str = SET_IN, text: tuple[str, ...] = (TEXT, SENTENCE)) -> bool:
    article = read("".join(map(form.format, lines)) + paragraphs(*text), title=title)
    is_headless = not (article.kicker or article.headline or article.subtitle or article.bylines)
    return is_headless and article.paragraphs == (*lines, *(one.strip() for one in text)) and not credited(article)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("临政办发〔2021〕27号", True),
        ("乡林发[2013]17号", True),
        ("临汾市规〔2020〕1号", True),
        ("临公（交）决字〔2019〕第1号", True),
        ("（2020）晋10民终1532号", True),
        ("（2021）晋1002执恢77号之一", True),
        ("临汾市人民政府令第12号", True),
        ("2022年第5号", True),
        ("第十四号", True),
        ("第12期（总第103期）", True),
        ("神舟十三号", False),
        ("夜访解放路8号", False),
        ("读懂“一号文件”里的信号", False),
        ("（2021年6月28日）", False),
    ],
)
def test_the_number_of_a_document_is_recognised_by_its_form(line: str, is_one: bool) -> None:
    assert is_number(fold(line)) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("2024年4月12日", True),
        ("（2021年6月28日）", True),
        ("二〇一九年七月一日", True),
        ("2019年3月", True),
        ("2021年3月12日　星期五", True),
        ("2021年临汾大事", False),
        ("5月8日，襄汾县开展巡河", False),
    ],
)
def test_a_day_is_nothing_else(line: str, is_one: bool) -> None:
    assert is_day(fold(line)) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("开奖日期：2021年4月25日", True),
        ("采购编号：LFCG-2022-018", True),
        ("嘉　宾：市教育局副局长 高志远　市解放路学校校长 秦晓红", True),
        ("主持人：记者 潘洋", True),
        ("审判长：王志强", True),
        ("原告：张某", True),
        ("中标人：山西建邦集团有限公司", True),
        ("讲述人：刘秀英", True),
        ("亲历者讲述：王某某", True),
        ("村民口述：李某（化名）", True),
        ("主播：五（2）班 王子涵", True),
        ("朗诵：王子涵", True),
        ("出镜：王子涵", True),
        ("主播：把家乡好货卖出去", False),
        ("带头人：领着乡亲奔小康", False),
        ("市委书记：把创新摆在第一位", False),
        ("襄汾：巡河护水在行动", False),
        ("通讯员：王小山", False),
        ("指导老师：王丽", False),
        ("口述：许根宝　整理：本报记者　王敏", False),
    ],
)
def test_a_field_is_recognised_by_its_label_and_one_of_people_by_who_is_named(line: str, is_one: bool) -> None:
    assert is_field(line, fold(line)) is is_one


@pytest.mark.parametrize(("line", "is_one"), [("对话人", True), ("人物名片", True), ("嘉　宾", True), ("人物", False)])
def test_a_word_alone_may_head_who_takes_part(line: str, is_one: bool) -> None:
    assert takes_part(fold(line)) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("主持人　张红", True),
        ("嘉　宾　王志刚（市长）", True),
        ("主 持 人　张　红", True),
        ("本期嘉宾　王志刚 市人社局局长", True),
        ("访谈嘉宾 王志刚、李雪梅", True),
        ("嘉宾 点赞尧都新变化", False),
        ("主持人大赛落幕", False),
        ("主持人 精彩瞬间", False),
        ("王志刚主持 张红讲话", False),
    ],
)
def test_somebody_who_takes_part_may_be_behind_a_gap(line: str, is_one: bool) -> None:
    assert takes_part(fold(line)) is is_one


@pytest.mark.parametrize("form", [SET_IN, MIDDLE, "<p><b>{}</b></p>", "<p align=center><b>{}</b></p>"])
@pytest.mark.parametrize("head", [None, "专访市长王志刚"])
def test_who_takes_part_in_an_interview_is_no_headline_without_a_colon(form: str, head: str | None) -> None:
    lines = ("主持人　张红", "嘉宾　王志刚（市长）")
    said = ("主持人：欢迎王市长做客本网。", "王志刚：大家好。")
    body = (MIDDLE.format(f"<b>{head}</b>") if head else "") + "".join(map(form.format, lines)) + paragraphs(*said)
    article = read(body, title="专访市长王志刚")
    assert (article.kicker, article.headline, article.subtitle, article.bylines) == (None, head, None, ())
    assert (article.paragraphs, credited(article)) == ((*lines, *said), [])


@pytest.mark.parametrize("form", [MIDDLE, SET_IN, "<p>{}</p>"])
@pytest.mark.parametrize("line", ["临政办发〔2021〕27号", "（2020）晋10民终1532号", "第14号"])
def test_the_number_of_a_document_is_text(line: str, form: str) -> None:
    assert are_all_text("关于做好2021年汛期地质灾害防治工作的通知", line, form=form)


def test_below_a_headline_the_number_begins_the_text() -> None:
    title = "关于做好春耕生产的意见"
    body = f"<p align=center><b>{title}</b></p>" + MIDDLE.format("尧政办发〔2020〕6号") + paragraphs(TEXT)
    article = read(body, title=title)
    assert (article.headline, article.subtitle) == (title, None)
    assert article.paragraphs == ("尧政办发〔2020〕6号", TEXT.strip())


@pytest.mark.parametrize(
    "lines", [("开奖日期：2021年4月25日", "本期销量：3.2亿元"), ("线路名称：3路", "票价：1元"), ("案由：抚养费纠纷",)]
)
@pytest.mark.parametrize("text", [(TEXT, SENTENCE), (LEAD, SENTENCE)])
def test_fields_are_text_above_a_lead_as_well(lines: tuple[str, ...], text: tuple[str, ...]) -> None:
    article = read("".join(map(SET_IN.format, lines)) + paragraphs(*text), title="双色球开奖日期")
    assert (article.headline, article.subtitle) == (None, None)
    assert article.paragraphs[: len(lines)] == lines


@pytest.mark.parametrize("below", [("本报记者 张蕊", TEXT), (LEAD, SENTENCE)])
def test_a_headline_that_its_web_title_repeats_may_look_like_a_field(below: tuple[str, ...]) -> None:
    article = read(paragraphs("活动主题：绿色出行", *below), title="活动主题：绿色出行")
    assert article.headline == "活动主题：绿色出行"


def test_what_a_dash_announces_is_text_above_a_lead_as_well() -> None:
    assert are_all_text("致敬他们", "他们是——", "护林员老张", text=(LEAD, SENTENCE)[1:])
    article = read(paragraphs("他们是——", "护林员老张", LEAD), title="致敬他们")
    assert (article.headline, article.paragraphs[0]) == (None, "他们是——")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("致敬最美逆行者", ("他们是——", "市人民医院护士长　杨红霞", "隰县人民医院护士　冯雅琴")),
        ("百姓评判台", ("翼城县教师　王建国", "浮山县农民　李二虎", "古县工人　史文亮")),
        ("平阳工匠", ("工匠名片", "赵铁柱　山西华翔集团铸造车间班长", "贾玉梅　侯马纺织厂挡车工")),
        ("致敬劳模：采煤工郑国栋", ("郑国栋", "李雅庄煤矿综采队班长", "全国五一劳动奖章获得者")),
        ("致敬教师：李改梅", ("李改梅", "大宁县曲峨镇教师")),
        ("光荣榜", ("先进集体", "市医保局", "先进个人", "乔志刚")),
        ("“最美家庭”揭晓", ("最美家庭", "郭建国家庭", "李晓芳家庭")),
        ("市区十佳小区评选", ("十佳小区", "锦悦城小区", "滨河嘉园", "平阳佳苑")),
        ("“红黑榜”发布", ("红榜", "临汾市福源食品有限公司", "黑榜", "临汾市顺达调味品厂")),
    ],
)
def test_people_and_firms_whom_the_text_lists_are_no_headlines(title: str, lines: tuple[str, ...]) -> None:
    assert are_all_text(title, *lines)


@pytest.mark.parametrize("form", [MIDDLE, SET_IN])
def test_who_takes_part_in_a_talk_is_told_in_the_text(form: str) -> None:
    lines = ("对话人", "刘海泉　市卫生健康委员会主任", "潘　洋　本报记者")
    assert are_all_text("对话市卫健委主任", *lines, form=form, text=("　　记者：有哪些短板？", TEXT))
    assert are_all_text("对话市卫健委主任", *lines[1:], form=form, text=("　　记者：有哪些短板？", TEXT))


def test_lines_are_set_apart_from_sentences_alone() -> None:
    lines = ("红榜", "山西三维集团股份有限公司", "临汾市同盛高中", "黑榜")
    defaulter = "失信被执行人：刘某强，身份证号：1426011975****1234，执行案号：（2019）晋1002执123号"
    assert are_all_text("2020年度“红黑榜”发布", *lines, form="<p>{}</p>", text=(defaulter,))


@pytest.mark.parametrize("form", [MIDDLE, SET_IN])
def test_who_issues_a_document_is_above_its_day(form: str) -> None:
    title = "翼城县第七次人口普查公报"
    lines = ("翼城县统计局", "翼城县第七次全国人口普查领导小组办公室", "2021年6月11日")
    assert are_all_text(title, *lines, form=form)


def test_two_authors_in_the_middle_are_no_list_of_people() -> None:
    lines = ("中共临汾市委党校教师　李明轩", "市教育局干部　王倩倩")
    head = "<p align=center><b>大山里的坚守</b></p>" + "".join(map(MIDDLE.format, lines))
    assert read(head + paragraphs(TEXT), title=HEAD[0]).bylines == lines


@pytest.mark.parametrize(("line", "is_headline"), [("深山护林人的三十年", True), ("去年的护林", False)])
def test_what_is_set_as_the_text_is_must_be_much_like_its_title(line: str, is_headline: bool) -> None:
    article = read(paragraphs(f"　　{line}", TEXT, SENTENCE), title="深山护林人的坚守")
    assert (article.headline == line) is is_headline
    assert (article.paragraphs[0] == line) is not is_headline


def test_a_little_likeness_tells_a_line_that_stands_out() -> None:
    assert read(paragraphs("去年的护林", TEXT, SENTENCE), title="深山护林人的坚守").headline == "去年的护林"
