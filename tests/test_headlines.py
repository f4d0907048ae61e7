"""Where the newspaper's headlines end and the text begins: nothing of either is lost between them."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, page_of, paragraphs, read, template

from linfen_crawler.items import RawArticle
from linfen_crawler.pages import read_article
from linfen_crawler.people.credits import signatories
from pipelines.normalise import normalise

TEXT = "　　王小山今年52岁，在乡宁县关王庙乡的大山里当了30年教师。"
HEAD = ("大山里的坚守", "——记乡村教师王小山")


def feature(*lines: str, title: str = "大山里的坚守") -> RawArticle:
    return read(paragraphs(*lines, TEXT), title=title)


def credited(article: RawArticle) -> list[tuple[str, str]]:
    return [(one.name, str(one.role)) for one in normalise(article).credits if one.role != "editor"]


@pytest.mark.parametrize(
    "opening",
    [
        "引子",
        "导读",
        "山路弯弯",
        "【案情】",
        "01",
        "一",
        "镜头一：社区",
        "2月15日　星期六　雪",
        "热闹！",
        "时间：4月12日",
    ],
)
def test_what_is_after_the_byline_is_the_text(opening: str) -> None:
    article = feature(*HEAD, "本报记者 张蕊", opening)
    assert (article.headline, article.subtitle) == HEAD
    assert article.bylines == ("本报记者 张蕊",)
    assert article.paragraphs[0] == opening


@pytest.mark.parametrize("opening", ["引子", "清晨", "【人物名片】", "王小山，男，汉族，中共党员"])
def test_a_line_that_opens_the_text_is_no_subtitle(opening: str) -> None:
    article = feature(*HEAD, opening)
    assert article.subtitle == HEAD[1]
    assert article.paragraphs[0] == opening


def test_a_kicker_that_the_web_title_holds_is_set_otherwise_than_its_headline() -> None:
    title = "中国共产党临汾市第五届委员会第一次全体会议召开"
    kicker, headline = title[:14], title[14:]
    article = read(paragraphs(kicker) + f"<p align=center><b>{headline}</b></p>" + paragraphs(LEAD), title=title)
    assert (article.kicker, article.headline) == (kicker, headline)
    broken = read(paragraphs(kicker, headline, LEAD), title=title)
    assert (broken.kicker, broken.headline) == (None, f"{kicker}\n{headline}")


def test_a_day_alone_above_the_lead_is_no_headline() -> None:
    article = read(paragraphs("2021年4月29日", LEAD, SENTENCE))
    assert (article.headline, article.paragraphs[0]) == (None, "2021年4月29日")


def test_when_and_where_something_is_held_is_text_from_the_first_line() -> None:
    article = feature("时间：7月15日上午9:00", "地点：市文化馆")
    assert article.paragraphs[:2] == ("时间：7月15日上午9:00", "地点：市文化馆")


def test_a_line_set_in_as_the_text_is_is_the_text() -> None:
    assert feature("大山里的坚守", "　　扎根山乡三十年").paragraphs[0] == "扎根山乡三十年"


@pytest.mark.parametrize("line", ["温暖", "黄河", "山里人"])
def test_a_line_that_credits_nobody_is_never_lost(line: str) -> None:
    article = feature("大山里的坚守", line)
    assert line in (*article.paragraphs, article.subtitle)


@pytest.mark.parametrize("author", ["麻建军", "郤永红", "那　英", "续小强"])
def test_an_author_of_a_rare_family_is_credited(author: str) -> None:
    assert credited(feature("大山里的坚守", author)) == [(author.replace("　", ""), "author")]


def test_a_headline_of_two_characters_is_one() -> None:
    article = feature("新春走基层", "守望", "——记护林员王小山", title="守望——记护林员王小山")
    assert (article.kicker, article.headline, article.subtitle) == ("新春走基层", "守望", "——记护林员王小山")


ESSAY = ("　　母亲的老花镜，是我用第一个月的工资给她买的。", "　　那年冬天，雪下得很大。")
VERSES = ("村口的老井", "还盛着半轮月亮", "辘轳哑了", "井绳挂在墙上")
STANZAS = ("春雨是母亲的手<br>轻轻抚过田野<br>麦苗醒了", "我在雨里站着<br>听见大地的心跳")


@pytest.mark.parametrize(
    "line", ["贺晓红", "贺　晓　红", "贺　红", "尧都区　贺晓红", "市纪委监委 贺晓红", "　　贺晓红", "□ 贺晓红"]
)
@pytest.mark.parametrize("text", [ESSAY, VERSES, ("　　一、", *ESSAY)])
def test_a_name_alone_above_a_text_is_its_authors(line: str, text: tuple[str, ...]) -> None:
    article = read(paragraphs(line, *text), title="母亲的手")
    assert credited(article) == [(line.split(maxsplit=line[0] in "尧市□")[-1].replace("　", ""), "author")]
    assert article.paragraphs == tuple(one.strip() for one in text)


@pytest.mark.parametrize("desk", ["半月谈", "第一财经", "南方周末特约"])
@pytest.mark.parametrize("above", [("大山里的坚守",), ()])
def test_a_reporter_signs_above_a_text_for_whatever_he_reports(desk: str, above: tuple[str, ...]) -> None:
    article = read(paragraphs(*above, f"{desk}记者 孙亮全", TEXT, SENTENCE))
    assert credited(article) == [("孙亮全", "reporter")]
    assert article.paragraphs == (TEXT.strip(), SENTENCE.strip())


def test_a_poem_keeps_its_lines_below_its_author() -> None:
    article = read(paragraphs("李　晋", *STANZAS), title="春雨")
    assert credited(article) == [("李晋", "author")]
    assert article.paragraphs == tuple(one.replace("<br>", "\n") for one in STANZAS)


def test_two_authors_of_a_commentary_are_credited() -> None:
    article = read(paragraphs("乔润令　马红霞", *ESSAY), title="论新时代的青年")
    assert credited(article) == [("乔润令", "author"), ("马红霞", "author")]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("平阳好人", ("王　芳", "王芳，女，38岁，教师。", *ESSAY)),
        ("平阳好人", ("诚实守信类", "王　芳", "王芳，女，38岁，教师。", *ESSAY)),
        ("王芳：扎根山乡三十年", ("王　芳", *ESSAY)),
        ("平阳好人", ("王　芳", "她捐出了全部积蓄。", "李　明", "他拾金不昧。", *ESSAY)),
        ("对话市人大代表", ("王　芳", "问：您有什么打算？", *ESSAY)),
        ("我市召开现场会", ("董一兵　李云峰", "临汾新闻网讯 5月11日，会议在乡宁县召开。", *ESSAY)),
        ("全市表彰名单", ("张建平", "李朝旗", "郭行杰", "王彬", "曹晓亮")),
        ("任命名单", ("张建平", "职务：局长", "电话：2098123", "男", "汉族", "大学")),
        ("走进隰县", ("隰县", *ESSAY)),
        ("读史札记", ("平阳府", *ESSAY)),
        ("光影临汾", ("<strong>夏　荷</strong>", *ESSAY)),
        ("故乡的春天", ("谷雨", *ESSAY, "转眼就到谷雨了，田里的人多了起来。", *ESSAY)),
    ],
)
def test_a_name_above_a_text_that_tells_of_people_is_nobodys_signature(title: str, lines: tuple[str, ...]) -> None:
    article = read(paragraphs(*lines), title=title)
    assert credited(article) == []
    assert article.paragraphs[-len(lines) + 1 :] == tuple(line.strip() for line in lines[1:])


@pytest.mark.parametrize("lines", [("董一兵 李云峰", "出席并讲话"), ("董一兵 李云峰 常书铭",)])
def test_who_was_there_is_no_author(lines: tuple[str, ...]) -> None:
    body = paragraphs("我市召开项目建设现场会", *lines, "　　临汾新闻网讯 5月11日，会议在乡宁县召开。", SENTENCE)
    assert credited(read(body, title="我市召开项目建设现场会")) == []


@pytest.mark.parametrize("unseen", ["<input type=hidden name=t>", "<INPUT TYPE='HIDDEN'>", ""])
@pytest.mark.parametrize(
    "between", ["<noscript><img src='/count.gif' alt='统计'></noscript>", "<script>1</script>", ""]
)
def test_what_nobody_sees_about_a_kicker_costs_nothing(unseen: str, between: str) -> None:
    above = f"<p>{unseen}把好事办在家门口 让日子过得更舒心</p>{between}"
    assert read(paragraphs(TEXT, SENTENCE), above=above).kicker == "把好事办在家门口 让日子过得更舒心"


@pytest.mark.parametrize(
    "line", ["分享到：", "字号：大 中 小", "打印本页", "当前位置：首页 > 时政要闻 > 正文", "临汾新闻网"]
)
def test_a_button_above_the_title_is_no_kicker(line: str) -> None:
    assert read(paragraphs(TEXT, SENTENCE), above=f"<p>{line}</p>").kicker is None


@pytest.mark.parametrize(
    "line",
    [
        "来源： 临汾日报　作者：王小山",
        "来源：临汾日报 时间：2011-03-07",
        "作者：王小山 来源：临汾日报",
        "来源：临汾日报 (2011年3月7日)",
    ],
)
def test_a_source_among_other_fields_is_the_source(line: str) -> None:
    article = read(paragraphs(line, TEXT, SENTENCE))
    assert normalise(article).source == "临汾日报"
    assert article.paragraphs == (TEXT.strip(), SENTENCE.strip())


def test_whom_a_bracket_names_after_a_label_may_be_of_any_family() -> None:
    assert credited(read(paragraphs(TEXT, f"{SENTENCE}（记者 位建军）"))) == [("位建军", "reporter")]


def test_a_dashed_line_alone_is_the_web_titles_subtitle() -> None:
    article = feature(HEAD[1])
    assert (article.kicker, article.headline, article.subtitle) == (None, None, HEAD[1])
    assert article.paragraphs == (TEXT.strip(),)


def test_a_dashed_line_above_the_author_is_no_headline() -> None:
    article = feature(HEAD[1], "本报记者 张蕊")
    assert (article.headline, article.subtitle, article.bylines) == (None, HEAD[1], ("本报记者 张蕊",))


@pytest.mark.parametrize("form", ["<h4>{}</h4>", "<p>{}</p>", "{}<br>"])
def test_a_dashed_line_right_below_the_web_title_is_kept(form: str) -> None:
    html = template(paragraphs(TEXT), title=HEAD[0])
    end = html.index("</h2>") + len("</h2>")
    article = read_article(page_of(html[:end] + form.format(HEAD[1]) + html[end:]))
    assert (article.title, article.subtitle) == HEAD
    assert article.date_line is not None


@pytest.mark.parametrize("subhead", ["<h2>{}</h2>", "<p><strong>{}</strong></p>"])
def test_the_sub_head_of_the_first_part_is_no_headline(subhead: str) -> None:
    body = subhead.format("现场") + paragraphs(LEAD) + subhead.format("要求") + paragraphs(SENTENCE)
    article = read(body)
    assert (article.headline, article.paragraphs) == (None, ("现场", LEAD.strip(), "要求", SENTENCE.strip()))


def test_an_author_whom_the_line_below_credits_again_is_still_one() -> None:
    article = feature("大山里的坚守", "扎根山乡三十年", "郇　珩", "记者 曲麦野 郇　珩")
    assert (article.headline, article.subtitle) == ("大山里的坚守", "扎根山乡三十年")
    assert article.bylines == ("郇　珩", "记者 曲麦野 郇　珩")
    assert article.paragraphs == (TEXT.strip(),)


def test_the_column_that_the_web_title_names_is_above_the_headline() -> None:
    article = feature("我为群众办实事", "一座桥连起两村心", title="【我为群众办实事】蒲县修通“致富桥”")
    assert (article.kicker, article.headline) == ("我为群众办实事", "一座桥连起两村心")


@pytest.mark.parametrize(
    ("column", "title"),
    [
        ("新春走基层", "【新春走基层】大山里的坚守"),
        ("【新春走基层】", "【新春走基层】大山里的坚守"),
        ("新春走基层·看变化", "[新春走基层·看变化]大山里的坚守"),
        ("新春走基层", "（新春走基层）大山里的坚守"),
        ("新春走基层", "大山里的坚守【新春走基层】"),
    ],
)
def test_a_column_in_brackets_is_no_part_of_the_headline(column: str, title: str) -> None:
    article = feature(column, "大山里的坚守", title=title)
    assert (article.kicker, article.headline) == (column, "大山里的坚守")


@pytest.mark.parametrize(
    ("column", "headline", "title"),
    [
        ("走进国企一线（三）", "霍州煤电：智能开采显身手", "走进国企一线（三）｜霍州煤电：智能开采显身手"),
        ("走进国企一线（三）", "霍州煤电：智能开采显身手", "走进国企一线（三） 霍州煤电：智能开采显身手"),
        ("走进国企一线", "霍州煤电：智能开采显身手", "走进国企一线：霍州煤电智能开采显身手"),
        ("■两会声音", "代表委员热议政府工作报告", "两会声音 代表委员热议政府工作报告"),
    ],
)
def test_a_column_is_above_its_headline_however_the_web_title_parts_them(
    column: str, headline: str, title: str
) -> None:
    article = feature(column, headline, title=title)
    assert (article.kicker, article.headline) == (column, headline)


def test_a_headline_in_two_lines_is_one_after_a_column_as_well() -> None:
    article = feature("我市隆重召开", "五一表彰大会", title="【聚焦】我市隆重召开五一表彰大会")
    assert article.headline == "我市隆重召开\n五一表彰大会"


@pytest.mark.parametrize("names", ["李静　王刚", "李静、王刚", "李 静　王 刚", "李静 王刚 郝晓红"])
def test_names_below_a_dashed_subtitle_are_the_authors_of_news_as_well(names: str) -> None:
    article = read(paragraphs(*HEAD, names, LEAD), title=HEAD[0])
    assert (article.headline, article.subtitle, article.bylines) == (*HEAD, (names,))
    assert [role for _, role in credited(article)][:2] == ["author", "author"]


@pytest.mark.parametrize("opening", ["4月12日 晴", "4月12日　星期六　雪", "【案情】", "镜头一：社区", "尧文轩", "引子"])
def test_what_opens_a_text_is_no_headline_above_a_lead(opening: str) -> None:
    article = read(paragraphs(opening, LEAD, SENTENCE), title="大山里的坚守")
    assert article.headline is None
    assert article.paragraphs[0] == opening


@pytest.mark.parametrize("line", ["5月8日，襄汾县开展巡河", "<b>春潮</b>", "春来了！", "襄汾：巡河护水"])
def test_a_headline_unlike_the_web_title_is_one_above_a_lead(line: str) -> None:
    article = read(paragraphs(line, LEAD, SENTENCE), title="大山里的坚守")
    assert article.headline == line.removeprefix("<b>").removesuffix("</b>")


def test_a_countys_name_in_the_middle_is_above_its_headline() -> None:
    head = "<p align=center>蒲县：</p><p align=center><b>林下养蜂酿出“甜蜜事业”</b></p>"
    article = read(head + paragraphs(TEXT), title="蒲县林下养蜂带富群众")
    assert (article.kicker, article.headline) == ("蒲县：", "林下养蜂酿出“甜蜜事业”")
    assert read(paragraphs("蒲县：", TEXT)).paragraphs[0] == "蒲县："


SET = {
    "plain": "<p>{}</p>",
    "indented": "<p>　　{}</p>",
    "centred": "<p align=center>{}</p>",
    "bold": "<p><b>{}</b></p>",
}


@pytest.mark.parametrize("setting", SET.values(), ids=SET)
@pytest.mark.parametrize(
    ("kicker", "headline", "title"),
    [
        ("李云峰在洪洞县检查森林防火工作时强调：", "压实责任 坚决守住安全底线", "李云峰检查森林防火工作"),
        ("市委书记在全市经济工作会议上要求，", "抢抓机遇 真抓实干", "全市经济工作会议召开"),
        ("“我为群众办实事”：", "小区加装电梯 居民上下无忧", "我市老旧小区加装电梯"),
        ("曲沃：", "大棚蔬菜俏销省城", "曲沃大棚蔬菜俏销"),
        ("新春走基层：", "让法治阳光照进乡村", "让法治阳光照进乡村"),
    ],
)
def test_a_kicker_may_lead_over_to_its_headline(setting: str, kicker: str, headline: str, title: str) -> None:
    article = read(setting.format(kicker) + setting.format(headline) + paragraphs(LEAD), title=title)
    assert (article.kicker, article.headline) == (kicker, headline)
    assert article.paragraphs[0] == LEAD.strip()


@pytest.mark.parametrize("setting", ["<p>{}</p>", "<p>　　{}</p>"])
@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("获奖名单如下：", "一等奖 张建国", "特此公布。"), "演讲比赛获奖名单"),
        (("全市广大青年朋友们：", "你们好！", "五四青年节到来之际，谨致以问候。"), "致全市青年的一封信"),
        (("王局长：", "好的，今年我们完成了三项任务。"), "王局长答记者问"),
        (("办理流程：", "网上申请", "窗口受理", "领取证件。"), "居住证办理指南"),
        (("经研究决定：", "任命张建国为市教育局局长", "免去其原职务。"), "关于张建国任免职务的通知"),
        (("我说：", "黄河在这里转弯", "你说：", "风从高原上来。"), "黄河边的对话"),
        (("网友提问：", "小区何时通暖气", "住建局回复：", "预计11月1日供暖。"), "网友关心供暖"),
    ],
)
def test_what_leads_over_to_the_text_is_its_own(setting: str, lines: tuple[str, ...], title: str) -> None:
    assert read("".join(map(setting.format, lines)), title=title).paragraphs == lines


@pytest.mark.parametrize("setting", SET.values(), ids=SET)
@pytest.mark.parametrize(
    "line",
    [
        "大美临汾 | 云丘山红叶正当时",
        "一、二、三产业齐头并进",
        "（一）蒲县见闻",
        "时间：五一，地点：临汾",
        "读者：我为报纸点赞",
        "坚定信心 攻坚克难；",
    ],
)
def test_the_web_title_is_the_headline_whatever_it_looks_like(setting: str, line: str) -> None:
    article = read(setting.format(line) + paragraphs(LEAD), title=line)
    assert (article.headline, article.paragraphs[0]) == (line, LEAD.strip())


def test_what_is_above_the_web_title_is_its_kicker_whatever_it_looks_like() -> None:
    article = read(paragraphs("3.8% 5.6% 7.1%", "蒲县GDP增长3.8%", LEAD), title="蒲县GDP增长3.8%")
    assert (article.kicker, article.headline) == ("3.8% 5.6% 7.1%", "蒲县GDP增长3.8%")


def test_a_dashed_subtitle_may_end_in_a_colon() -> None:
    lines = ("不误农时 不误春光", "——闫晨曦在调研春耕生产时强调：")
    article = read(paragraphs(*lines, LEAD), title="闫晨曦调研春耕生产")
    assert (article.headline, article.subtitle) == lines


@pytest.mark.parametrize("line", ["记者 | 李静", "作者 | 李静", "文 | 李静"])
def test_a_byline_may_have_a_bar_between_blanks(line: str) -> None:
    article = feature("大山里的坚守", line)
    assert (article.headline, article.bylines) == ("大山里的坚守", (line,))


def test_a_headline_in_two_lines_may_have_a_colon_between_them() -> None:
    lines = ("蒲县黑龙关镇：", "多措并举保春耕")
    article = read(paragraphs(*lines, LEAD), title="蒲县黑龙关镇多措并举保春耕")
    assert (article.kicker, article.headline) == (None, "\n".join(lines))


def test_what_is_bold_below_an_author_is_no_other_author() -> None:
    poem = "<p>虫声把夜叫薄了<br>月光就从缝里漏下来<br>落在母亲的白发上</p>"
    article = read(f"<p>刘晓东</p><p><b>秋夜</b></p>{poem}<p><b>归途</b></p>{poem}", title="诗两首")
    assert "秋夜" in article.paragraphs
    assert ("秋夜", "author") not in credited(article)


@pytest.mark.parametrize("name", ["周彩虹", "王　军"])
@pytest.mark.parametrize("heading", ["秋　夜", "黄河在这里转弯"])
def test_an_author_above_the_bold_title_of_his_work_is_one(name: str, heading: str) -> None:
    head = f"<p align=center>{name}</p><p align=center><b>{heading}</b></p>"
    verses = "<p>月光落在窗台上</p><p>像一封没有拆的信</p><p>我在灯下坐着</p><p>听见风翻过山冈</p>"
    essay = paragraphs("　　秋天是从一场雨开始的。", "　　父亲说，人和河一样。")
    for text in (verses, essay):
        article = read(head + text, title="文苑一束")
        assert (article.headline, article.bylines) == (heading, (name,))


def test_a_speech_may_name_its_day_above_its_speaker() -> None:
    head = "<p align=center>（2022年1月6日）</p><p align=center>闫建国</p>"
    article = read(head + paragraphs("同志们：", TEXT), title="在全市经济工作会议上的讲话")
    assert article.bylines == ("闫建国",)
    assert article.paragraphs == ("（2022年1月6日）", "同志们：", TEXT.strip())


def test_the_one_bold_line_in_quotation_marks_is_a_headline() -> None:
    quote = "<p><strong>“树在，根就在”</strong></p>"
    body = quote + paragraphs("　　清晨六点，卫根旺已经扫完了落叶。", TEXT)
    assert read(body, title="洪洞有位“护根人”").headline == "“树在，根就在”"
    second = "<p><strong>“我爱这棵树”</strong></p>"
    assert read(body + second + paragraphs(TEXT), title="洪洞有位“护根人”").headline is None


def test_where_a_serial_goes_on_is_no_subtitle() -> None:
    article = feature("汾河谣（二十三）", "（上接第二十二期）", title="连载：汾河谣（二十三）")
    assert (article.headline, article.paragraphs[0]) == ("汾河谣（二十三）", "（上接第二十二期）")


def test_the_head_of_the_first_part_with_its_speaker_is_text() -> None:
    def part(head: str, speaker: str) -> str:
        return f"<p align=center><b>{head}</b></p><p align=center>{speaker}</p>" + paragraphs(TEXT)

    body = part("把“第一书记”当成“第一责任”", "蒲县代表　席文彬") + part("让老区人民过上好日子", "穆建芳")
    article = read(body, title="在市六次党代会分组讨论上的发言（摘登）")
    assert (article.headline, article.subtitle, len(article.paragraphs)) == (None, None, 6)


@pytest.mark.parametrize("at", ["<p align=center>{}</p>", "<p style='text-align:center'>{}</p>"])
def test_a_line_in_the_middle_where_no_other_stands_so_is_a_headline(at: str) -> None:
    line = "三千余名村民学会心肺复苏"
    article = read(at.format(line) + paragraphs(TEXT, TEXT), title="蒲县的春天")
    assert (article.headline, len(article.paragraphs)) == (line, 2)
    several = at.format(line) + paragraphs(TEXT) + at.format("每月都有新课程") + paragraphs(TEXT)
    assert read(several, title="蒲县的春天").headline is None


def test_lines_in_elements_in_which_no_sentence_stands_are_a_headline_block() -> None:
    lines = ("小切口做好大文章 实打实办好身边事", "柳峪村连办三场急救培训", "今后每月3次")
    text = f"<section><section><span>{TEXT.strip()}</span></section></section>"
    article = read(paragraphs(*lines) + text, title="蒲县的春天")
    assert (article.kicker, article.headline, article.subtitle) == lines
    assert read(paragraphs(*lines) + text + paragraphs(TEXT.strip()), title="蒲县的春天").headline is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("市长　董一兵", "董一兵"),
        ("临汾市人民政府市长　董一兵", "董一兵"),
        ("大宁县委副书记、县长 王金龙", "王金龙"),
        ("市人民检察院检察长　李勇", "李勇"),
        ("安泽县文联　苗翠花", "苗翠花"),
        ("市作协 冯立新", "冯立新"),
        ("王小丽（14岁）", "王小丽"),
        ("李明轩 9岁", "李明轩"),
    ],
)
def test_below_a_headline_a_post_or_an_age_goes_with_the_author(line: str, name: str) -> None:
    head = f"<p align=center><b>政府工作报告</b></p><p align=center>{line}</p>"
    article = read(head + paragraphs("各位代表：", TEXT), title="政府工作报告")
    assert (article.bylines, article.paragraphs[0]) == ((line,), "各位代表：")
    assert [one.name for one in signatories(line)] == [name]


def test_a_speech_may_name_its_day_and_its_place_above_its_speaker() -> None:
    head = "<p align=center>（2023年1月5日在市五届人大三次会议上）</p><p align=center>市财政局局长　赵文</p>"
    article = read(head + paragraphs("各位代表：", TEXT), title="关于2022年预算执行情况的报告")
    assert article.bylines == ("市财政局局长　赵文",)


@pytest.mark.parametrize(
    "line", ["红球：03 08 12 19 25 31　蓝球：07", "03 08 12 19 25 31 + 07", "25:21 25:18 23:25 25:20"]
)
def test_figures_are_no_headline(line: str) -> None:
    article = read(f"<p align=center>{line}</p>" + paragraphs(TEXT), title="双色球第2021048期开奖公告")
    assert (article.headline, article.subtitle, article.paragraphs[0]) == (None, None, line)


@pytest.mark.parametrize("line", ["开栏语", "编者语", "编前话", "编后"])
def test_the_word_above_what_the_editors_say_is_no_headline(line: str) -> None:
    body = f"<p align=center>{line}</p>" + paragraphs("　　为展现我县成果，本网开设专栏。", LEAD)
    article = read(body, title="番茄红了")
    assert (article.headline, article.paragraphs[0]) == (None, line)


def test_the_one_bold_line_is_the_headline_below_two_others_as_well() -> None:
    head = ("喜迎二十大", "非凡十年看洪洞", "<b>小小番茄映红致富路</b>")
    article = read("".join(f"<p align=center>{one}</p>" for one in head) + paragraphs(LEAD), title="赵城大棚")
    assert (article.kicker, article.headline) == ("喜迎二十大\n非凡十年看洪洞", "小小番茄映红致富路")


def test_of_three_plain_lines_unlike_the_title_the_middle_one_is_the_headline() -> None:
    lines = ("牢记嘱托", "小小番茄映红致富路", "菜农增收")
    article = read(paragraphs(*lines, LEAD), title="赵城大棚")
    assert (article.kicker, article.headline, article.subtitle) == lines


@pytest.mark.parametrize(("count", "is_block"), [(5, True), (6, False)])
def test_a_headline_block_has_five_lines_at_most(count: int, *, is_block: bool) -> None:
    lines = ("大山里的坚守", "扎根山乡三十年", "送走学生上千人", "山路走出好风景", "老屋里书声琅琅", "灯火照亮山梁")
    article = read(paragraphs(*lines[:count], LEAD), title=lines[0])
    assert (article.headline == lines[0]) is is_block
    assert (lines[0] in article.paragraphs) is not is_block


def test_a_sentence_that_repeats_the_title_is_text_above_credits_as_well() -> None:
    lines = ("近日，我市表彰优秀新闻工作者。", "记者：张浩、霍壮", "编辑：畅任杰")
    article = read(paragraphs(*lines, "通讯员：葛俊平"), title="我市表彰优秀新闻工作者")
    assert (article.headline, article.paragraphs[0]) == (None, lines[0])


def test_words_in_quotation_marks_are_no_headline_where_another_head_is_bold() -> None:
    body = "<p><strong>“树在，根就在”</strong></p>" + paragraphs(TEXT) + "<h4>“我爱这棵树”</h4>" + paragraphs(TEXT)
    assert read(body, title="洪洞有位护林员").headline is None


def test_a_pupils_line_may_have_thirty_characters() -> None:
    line = "临汾市尧都区解放路学校三年级（2）班　李梓萱"
    assert credited(read(f"<p align=center>{line}</p>" + paragraphs(*ESSAY), title="妹妹")) == [("李梓萱", "author")]


def test_a_speech_may_name_its_day_below_its_title_and_its_occasion() -> None:
    head = ("<b>真抓实干</b>", "——在全市经济工作会议上的讲话", "（2022年1月6日）", "闫建国")
    body = "".join(f"<p align=center>{one}</p>" for one in head) + paragraphs("同志们：", TEXT)
    article = read(body, title="真抓实干")
    assert (article.headline, article.subtitle, article.bylines) == ("真抓实干", head[1], ("闫建国",))


@pytest.mark.parametrize("numbers", [("1", "2"), ("（1）", "（2）"), ("①", "②"), ("一", "二"), ("2019", "2020")])
def test_the_numbers_of_an_essays_parts_are_no_headline(numbers: tuple[str, str]) -> None:
    first, second = (f"<p style='text-align:center'>{one}</p>" for one in numbers)
    article = read(first + paragraphs(LEAD) + second + paragraphs(SENTENCE))
    assert (article.headline, article.kicker, article.subtitle) == (None, None, None)
    assert article.paragraphs == (numbers[0], LEAD.strip(), numbers[1], SENTENCE.strip())


PARTS = {**SET, "centred and bold": "<p align=center><b>{}</b></p>", "indented and bold": "<p>　　<b>{}</b></p>"}


@pytest.mark.parametrize("setting", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("交通违法典型案例", ("案例一", "案例二", "案例三")),
        ("养生五大误区", ("误区一：不吃主食", "误区二：只喝纯净水", "误区三：晨练越早越好")),
        ("疫苗接种问答", ("为什么要打疫苗？", "哪些人不能打？", "打完要注意什么？")),
        ("汾河公园赏花攻略", ("汾河公园樱花园", "汾河公园牡丹园", "汾河公园海棠园")),
        ("十大民生实事进展", ("教育实事", "医疗实事", "交通实事")),
        ("消费者权益日发布消费警示", ("消费警示第1号", "消费警示第2号", "消费警示第3号")),
    ],
)
def test_the_head_of_the_first_part_is_no_headline_though_the_title_has_its_words(
    setting: str, title: str, heads: tuple[str, ...]
) -> None:
    texts = [f"第{number}部分说的是具体内容，记者了解得很详细。" for number in range(3)]
    body = "".join(setting.format(head) + paragraphs(text) for head, text in zip(heads, texts, strict=True))
    article = read(body, title=title)
    assert article.headline is None
    assert article.paragraphs == tuple(one for pair in zip(heads, texts, strict=True) for one in pair)


@pytest.mark.parametrize("headline", ["隰县：小梨果做成大产业", "一颗梨的“甜蜜”之路"])
@pytest.mark.parametrize("setting", ["<p align=center>{}</p>", "<p align=center><b>{}</b></p>"])
def test_a_headline_is_one_above_parts_with_heads_of_their_own(headline: str, setting: str) -> None:
    parts = "".join(f"<p><b>{head}</b></p>{paragraphs(SENTENCE)}" for head in ("科技赋能", "电商引路"))
    article = read(setting.format(headline) + paragraphs(SENTENCE) + parts, title="隰县小梨果做成大产业")
    assert article.headline == headline


@pytest.mark.parametrize("setting", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("byline", ["记者 王志刚", "本报记者 王志刚 张红", "作者：王志刚", "□ 王志刚"])
@pytest.mark.parametrize(
    "heads", [("产业兴，百姓富", "环境美，日子甜"), ("引子", "尾声"), ("老屋", "老井"), ("壹", "贰")]
)
def test_below_a_byline_the_head_of_the_first_part_is_no_headline(
    byline: str, setting: str, heads: tuple[str, ...]
) -> None:
    body = paragraphs(byline) + "".join(setting.format(head) + paragraphs(SENTENCE) for head in heads)
    article = read(body, title="故乡散记")
    assert (article.headline, article.bylines) == (None, (byline,))
    assert article.paragraphs[::2] == heads


@pytest.mark.parametrize("line", ["本报评论员 尧言", "记者 尧言"])
@pytest.mark.parametrize("setting", SET.values(), ids=SET)
def test_whom_a_label_names_is_no_subtitle_though_the_name_is_not_known(line: str, setting: str) -> None:
    lines = ("凝心聚力 共谱新篇", "——热烈祝贺市五届人大七次会议开幕", line)
    article = read("".join(map(setting.format, lines)) + paragraphs(SENTENCE), title=lines[0])
    assert (article.headline, article.subtitle, article.paragraphs[0]) == lines
