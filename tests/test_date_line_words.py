"""Each word by which a field of the date line begins or ends, and by which a text opens."""

from __future__ import annotations

import pytest

from linfen_crawler.datelines import lead, read_date_line

BEHIND_A_SOURCE = """
|责任编辑：张三; / 2021年; · 2021年; 评论(3); 评论 3; 网友评论(0); 3条评论; 0评论; 我来说两句(0条评论); 点赞(5); 参与(0)
 发布人：admin; 发布单位：市委; 录入员：admin; 栏目：时政; 信息员：张三; 标签：会议;发布人：admin; 作者丨张三
 我要纠错; 收藏 打印; 加入收藏; 打印本文; 关闭窗口; 分享到 微信; 分享; 发表评论; 返回首页; 复制链接; 语音播报; 听新闻
 扫一扫在手机打开; 扫码阅读; 微信扫一扫; 手机看新闻; 手机版; 移动端阅读; 大 中 小; 字号 大; A- A+; 小字 大字
 (发布人：张三); (浏览：5);浏览(5); 浏览(5); 点击[5]次; 已有 55 人浏览; 已有55人参与; 本文已被浏览 5 次; 人气(5); 阅读()
 已有5位网友阅读;已有5人浏览; 二维码; 用微信扫描; 推荐给好友; 返回上一页; 查看原文; 下载PDF; 收藏本站; 繁體; English
 回复(2); 跟帖 3
【打印】;[打印];(字体：大 中 小);(字号：大);(大 中 小);(打印本页);(我要评论)
(浏览：5);(点击：5)
(阅读：5);(责任编辑：张三);打印本页;我要评论;2021-04-30; 第3版; A02版; 5次浏览;|5人阅读; 发布时间：昨天; 更新日期：昨天
 发表时间：昨天; 录入时间：昨天;时间：昨天;日期：昨天; 最近更新：昨天; 最后更新：昨天; 更新：昨天; 责任编辑：张三
 责编：张三; 编辑：张三
 作者：张三; 文章作者：张三; 记者：张三; 通讯员：张三; 审核：张三; 校对：张三; 终审：张三; 撰稿：张三; 摄影：张三
 供稿：张三; 记者 张三
 本报记者 张三; 本网记者 张三; 作者 张三; 通讯员 张三; 浏览次数; 浏览量5; 点击数5; 点击率：5; 访问量 5; 人气：5
 浏览：5; 访问：5
 字体：大 中 小; 字号：大; 分享到：微信; 分享：微信; 评论：5; 人气 55; 阅读 55; 文章来源：; 信息来源：X; 稿件来源：X
 新闻来源：X;点击1563; 阅读 1563;丨作者丨张三
""".strip("\n").replace("\n", ";")
BEHIND_A_PERSON = """
【打印】;[打印];(临汾日报);|打印;打印本页;我要评论; 2021-04-30; 2021年4月; 发布时间：昨天; 更新时间：昨天
 发表日期：昨天; 录入时间：昨天
 时间：昨天; 日期：昨天; 来源：X; 文章来源：X; 信息来源：X; 稿件来源：X; 新闻来源：X; 稿源：X; 出处：X; 浏览：5
 点击：5; 阅读：5;丨来源丨X; 人文; 山西日报
 访问：5; 人气：5; 字体：大; 字号：大; 分享到：微信; 评论：5
""".strip("\n").replace("\n", ";")
WRITERS = "作者 文章作者 记者 本报记者 本网记者 通讯员 本报通讯员 撰稿 撰稿人 撰文 采写 摄影 供稿 文"
EDITORS = "责任编辑 文章编辑 责编 编辑 编审 审核 校对 终审 初审 复审 审校 监制 签发"
COUNTERS = (
    *[(f"{{}}{unit}{end}", None) for unit in ("次数", "量", "数", "率") for end in ("：", "")],
    *[(f"{{}}{unit}{end}5", 5) for unit in ("次数", "量", "数", "率") for end in ("：", "")],
    *[("{}：", None), ("{}：5", 5), ("{} 5", 5), ("临汾日报{}5", 5), ("5次{}", 5), ("5人{}", 5), ("5人次{}", 5)],
    *[("{}：5万", 50_000), ("{}：1.2万", 12_000), ("{}：3千", 3000), ("{}：3k", 3000), ("{}：3W", 30_000)],
    *[("{}(5)", 5), ("{}（5）次", 5), ("{} [5]", 5), ("{}【5】", 5), ("{}(1.2万)", 12_000), ("{}()", None)],
    *[
        ("已有 5 人{}", 5),
        ("已有5人{}", 5),
        ("共5人次{}", 5),
        ("本文已被{} 5 次", 5),
        ("已{}5次", 5),
        ("已有5位网友{}", 5),
        ("评论 0 {} 5", 5),
        ("5 人{} 3 条评论", 5),
        ("{}人数：5", 5),
    ],
    *[("{}：1,234", 1234), ("{}：[5]", 5), ("{}： (5)", 5), ("{}：2021-04-30", None)],
)
UPDATES = "更新时间 更新日期 更新于 修改时间 修订日期"
MEDIA = """
本报 本网 本台 本刊 本社 本站 临汾日报 临汾晚报版 临汾电视台 尧都电台 临汾客户端 临汾融媒 临汾融媒体 黄河在线
洪洞县融媒体中心
临汾发布公众号 中新社 临汾新闻网 洪洞
"""
AGENCIES = """
新华社临汾9月12日电 新华网临汾9月12日电 中新网临汾9月12日电 中新社太原9月12日电 人民网太原9月12日电
人民日报北京9月12日电
央视网9月12日电 央视9月12日电 中国新闻网临汾9月12日电 据新华社电 太原9月12日电 太原9月12日专电 太原9月12日综合电
据临汾日报消息 临汾日报9月12日消息 央广网北京9月12日消息
"""
NO_LEADS = "通讯 资讯 喜讯 短讯 简讯 快讯 视讯 音讯 电讯 闪讯"


@pytest.mark.parametrize("behind", BEHIND_A_SOURCE.split(";"))
def test_a_source_ends_where_the_next_field_begins(behind: str) -> None:
    assert read_date_line(f"来源：临汾日报{behind}").source == "临汾日报"


@pytest.mark.parametrize(
    "source",
    [
        "新华社 客户端",
        "临汾日报（电子版）",
        "新华社(太原)",
        "央视网 · 新闻频道",
        "山西日报 / 黄河新闻网",
        "人民网 - 人民日报",
        "学习强国 山西学习平台",
        "中国文明网（综合）",
        "《收藏》杂志",
        "打印时代 传媒",
        "评论网",
        "CCTV 13",
        "都市频道 新闻60分",
        "掌上临汾 App",
        "半月谈 2022年第3期",
        "光明日报（2022年）",
        "人民日报 评论部",
    ],
)
@pytest.mark.parametrize("behind", ["", " 浏览(5)", " 发布人：admin", " 打印"])
def test_a_source_keeps_the_gaps_and_brackets_of_its_own(source: str, behind: str) -> None:
    assert read_date_line(f"2021-04-30 来源：{source}{behind}").source == source


def test_bullets_part_a_line_that_has_them_before_the_source_as_well() -> None:
    assert read_date_line("2021-04-30 · 来源：临汾日报 · 张三").source == "临汾日报"


@pytest.mark.parametrize("behind", BEHIND_A_PERSON.split(";"))
def test_a_person_ends_where_the_next_field_begins(behind: str) -> None:
    assert read_date_line(f"作者：张三{behind}").author == "作者：张三"


@pytest.mark.parametrize("gap", ["：", "/", " "])
@pytest.mark.parametrize("label", WRITERS.split())
def test_whoever_wrote_is_kept_with_his_label(label: str, gap: str) -> None:
    said = read_date_line(f"2021-04-30 09:17 {label}{gap}张三 来源：临汾日报")
    assert (said.author, said.editor) == (f"{label}{gap}张三", None)


@pytest.mark.parametrize("gap", ["：", "/"])
@pytest.mark.parametrize("label", EDITORS.split())
def test_whoever_edited_is_kept_with_his_label(label: str, gap: str) -> None:
    said = read_date_line(f"2021-04-30 09:17 {label}{gap}张三 来源：临汾日报")
    assert (said.author, said.editor) == (None, f"{label}{gap}张三")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("稿源：临汾日报", "临汾日报"),
        ("出处：临汾日报", "临汾日报"),
        ("来源自：临汾日报", "临汾日报"),
        ("来源：【临汾日报】", "临汾日报"),
        ("文章来源 临汾日报", "临汾日报"),
        ("信息来源 临汾日报", "临汾日报"),
        ("稿件来源 临汾日报", "临汾日报"),
        ("新闻来源 临汾日报", "临汾日报"),
        ("来源 《临汾日报》", "《临汾日报》"),
        ("来源 “学习强国”", "“学习强国”"),
        ("来源丨临汾日报", "临汾日报"),
        ("水的来源 汾河", None),
    ],
)
def test_a_source_is_named_by_any_of_its_labels(line: str, source: str | None) -> None:
    assert read_date_line(line).source == source


@pytest.mark.parametrize(
    "medium",
    [
        "临汾日报",
        "山西晚报",
        "临汾新闻网",
        "新华社",
        "中国新闻社",
        "临汾日报社",
        "人民网-人民日报",
        "山西日报·黄河新闻网",
        "山西广播电视台",
        "隰县融媒体中心",
        "浮山新闻中心",
        "央视新闻客户端",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "{}　2025-03-05 09:17:15",
        "2025-03-05 09:17 {}",
        "{} | 2025-03-05",
        "2025-03-05　{}　浏览：123",
        "原创{} 2025-03-05",
        "{}2025-03-05 09:17:15",
        "2025-03-05 09:17:15{}",
    ],
)
def test_a_newspaper_beside_the_date_is_the_source(form: str, medium: str) -> None:
    assert read_date_line(form.format(medium)).source == medium


@pytest.mark.parametrize(
    "line",
    [
        *[
            f"{word} 2025-03-05"
            for word in [
                "工作简报",
                "情况通报",
                "天气预报",
                "通知公告",
                "图片新闻",
                "新闻中心",
                "时政要闻",
                "官网",
                "互联网",
                "张浩",
                "打印",
                "报",
            ]
        ],
        "首页 > 临汾新闻网 > 正文 2025-03-05",
        "当前位置：临汾新闻网 2025-03-05",
        "临汾日报",
    ],
)
def test_no_other_word_beside_the_date_is_a_source(line: str) -> None:
    assert read_date_line(line).source is None


@pytest.mark.parametrize(("form", "count"), COUNTERS)
@pytest.mark.parametrize("verb", ["浏览", "点击", "阅读", "访问", "查看", "阅览"])
def test_how_often_a_page_was_read_is_counted(verb: str, form: str, count: int | None) -> None:
    said = read_date_line(f"2021-04-30 {form.format(verb)}")
    assert (said.view_label, said.view_count) == (True, count)


@pytest.mark.parametrize("label", ["人气", "热度", "已阅"])
@pytest.mark.parametrize(("form", "count"), [("{}：", None), ("{}：88", 88), ("{} 88", 88), ("{}：88℃", 88)])
def test_how_much_a_page_was_read_is_counted_after_a_noun(label: str, form: str, count: int | None) -> None:
    said = read_date_line(f"2021-04-30 来源：临汾日报 {form.format(label)}")
    assert (said.source, said.view_label, said.view_count) == ("临汾日报", True, count)


@pytest.mark.parametrize(
    ("text", "published_at"),
    [
        *[(f"2021-04-30 {half}3:17", "2021-04-30T03:17:00+08:00") for half in ("上午", "早上", "凌晨")],
        *[(f"2021-04-30 {half}3:17", "2021-04-30T15:17:00+08:00") for half in ("下午", "晚上")],
        *[(f"2021-04-30 9:17 {half}", "2021-04-30T09:17:00+08:00") for half in ("上午", "早上", "清晨")],
        *[(f"2021-04-30 {half}9:17", "2021-04-30T21:17:00+08:00") for half in ("晚", "晚间", "午后", "傍晚")],
        ("2021-04-30 中午12:17", "2021-04-30T12:17:00+08:00"),
        ("2021-04-30 中午1:17", "2021-04-30T13:17:00+08:00"),
        ("2021-04-30 中午11:17", "2021-04-30T11:17:00+08:00"),
        ("2021-04-30 凌晨12:17", "2021-04-30T00:17:00+08:00"),
        ("2021-04-30 下午12:17", "2021-04-30T12:17:00+08:00"),
        ("2021-04-30 24:00:00", "2021-04-30"),
        ("2021.04.30 9时17分", "2021-04-30T09:17:00+08:00"),
        ("2021-04-30T09:17:15", "2021-04-30T09:17:15+08:00"),
        ("2021-04-30 周五 09:17", "2021-04-30T09:17:00+08:00"),
        *[(f"{label}：2021-05-02 10:00 2021-04-30 09:17", "2021-04-30T09:17:00+08:00") for label in UPDATES.split()],
    ],
)
def test_a_clock_of_twelve_hours_and_an_update_are_understood(text: str, published_at: str) -> None:
    assert read_date_line(text).published_at == published_at


@pytest.mark.parametrize("phrase", [*[f"{medium}讯" for medium in MEDIA.split()], *AGENCIES.split()])
def test_a_text_opens_with_the_medium_that_reports(phrase: str) -> None:
    assert lead(f"{phrase} 今天，大会举行。") == phrase


@pytest.mark.parametrize("before", ["", "临汾日报"])
@pytest.mark.parametrize("word", NO_LEADS.split())
def test_a_word_that_ends_as_a_lead_does_opens_no_text(word: str, before: str) -> None:
    assert lead(f"{before}{word} 今天") is None


@pytest.mark.parametrize("text", ["本报讯息传来", "本报讯号中断"])
def test_a_word_that_begins_with_a_lead_opens_no_text(text: str) -> None:
    assert lead(text) is None
