"""The line below the title, and the phrase that opens a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linfen_crawler.datelines import DateLine, lead, read_date_line
from linfen_crawler.kinds import Precision


@pytest.mark.parametrize(
    ("text", "published_at", "precision"),
    [
        ("2021-04-30 09:17:15 来源：临汾新闻网", "2021-04-30T09:17:15+08:00", Precision.SECOND),
        ("2010-01-29 10:00:00", "2010-01-29T10:00:00+08:00", Precision.SECOND),
        ("２０２１－０４－３０　０９：１７", "2021-04-30T09:17:00+08:00", Precision.MINUTE),
        ("2021年10月20日 10:45:18", "2021-10-20T10:45:18+08:00", Precision.SECOND),
        ("2022年02月28日17:12", "2022-02-28T17:12:00+08:00", Precision.MINUTE),
        ("时间:2021-1-2 来源:X", "2021-01-02", Precision.DAY),
        ("2021年4月30日（星期五）09:17", "2021-04-30T09:17:00+08:00", Precision.MINUTE),
        ("2021年4月30日 下午3:17 来源：X", "2021-04-30T15:17:00+08:00", Precision.MINUTE),
        ("2021年4月30日 上午9:17 来源：X", "2021-04-30T09:17:00+08:00", Precision.MINUTE),
        ("2021/4/30 3:17:15 PM", "2021-04-30T15:17:15+08:00", Precision.SECOND),
        ("2021/4/30 12:07:15 AM", "2021-04-30T00:07:15+08:00", Precision.SECOND),
        ("2021-04-30　3:17 下午", "2021-04-30T15:17:00+08:00", Precision.MINUTE),
        ("更新时间：2021-05-02 10:00 发布时间：2021-04-30 09:17", "2021-04-30T09:17:00+08:00", Precision.MINUTE),
        ("最后更新：2021-05-02 10:00", "2021-05-02T10:00:00+08:00", Precision.MINUTE),
        ("成文日期：2021-04-28 发布日期：2021-04-30", "2021-04-30", Precision.DAY),
        ("成文日期：2021-04-28", "2021-04-28", Precision.DAY),
        ("二〇二四年五月八日　来源：临汾日报", "2024-05-08", Precision.DAY),
        ("二○一九年十二月三十一日", "2019-12-31", Precision.DAY),
        ("一九九八年 十月二十日", "1998-10-20", Precision.DAY),
        ("二零零五年一月十一日", "2005-01-11", Precision.DAY),
        ("二〇二一年二月二十九日", None, None),
        ("二〇二四年五月八日刊发 2024-05-09 08:00", "2024-05-09T08:00:00+08:00", Precision.MINUTE),
        ("May 8, 2024", "2024-05-08", Precision.DAY),
        ("Posted on 31st December 2023 by admin", "2023-12-31", Precision.DAY),
        ("Sept. 3, 2015", "2015-09-03", Precision.DAY),
        ("Maybe 8, 2024", None, None),
        ("1970-01-01 08:00:00", None, None),
        ("2020-13-01 10:00:00", None, None),
        ("2021-02-29 10:00:00", None, None),
        ("2021-02-02 25:00:00", None, None),
        ("来源：临汾新闻网", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_times_are_the_sites_own(text: str | None, published_at: str | None, precision: Precision | None) -> None:
    said = read_date_line(text)
    assert (said.published_at, said.precision) == (published_at, precision)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数：", "临汾新闻网"),
        ("2021-04-30 09:17:15 來源:臨汾新聞網(wǎng)   瀏覽次數(shù):", "臨汾新聞網(wǎng)"),
        ("2021-04-30 09:17:15 來源:臨汾新聞網(wǎng) 瀏覽次數(shù):", "臨汾新聞網(wǎng)"),
        ("发布日期:2021-01-02 来源: 临汾日报 【字体:大 中 小】 打印本页", "临汾日报"),
        ("来源:临汾日报时间:2025-12-04", "临汾日报"),
        ("发布时间:2020-01-01 文章来源:新华网 点击:644377", "新华网"),
        ("来源:未知 点击数:1563 日期:2020-02-03", "未知"),
        ("2010-01-29 10:00:00 来源：　来源：临汾日报", "临汾日报"),
        ("（来源：山西日报）", "山西日报"),
        ("来源：新华社(太原) 作者：李四", "新华社(太原)"),
        ("2021-04-30 / 来源：临汾日报 / 访问次数：99", "临汾日报"),
        ("【来源：临汾日报】【2021-04-30】【点击：5】", "临汾日报"),
        ("[2021-04-30] 来源：[临汾日报]", "临汾日报"),
        ("来源 临汾日报 2021-04-30", "临汾日报"),
        ("2013-04-25 11:20　浮山新闻中心", "浮山新闻中心"),
        ("浮山县传媒中心 | 2013-04-25", "浮山县传媒中心"),
        ("2013-04-25　文化中心", None),
        ("来源于：临汾日报 2021-04-30", "临汾日报"),
        ("2021年04月30日 来源：临汾日报 第01版", "临汾日报"),
        ("2021-04-30 来源：临汾日报 12次浏览", "临汾日报"),
        ("2021-04-30 · 来源：临汾日报 · 1203 阅读", "临汾日报"),
        ("来源：临汾日报 最近更新：2021-04-30", "临汾日报"),
        ("2021-04-30 来源：　　浏览次数：", ""),
        ("2021-04-30 09:17:15", None),
    ],
)
def test_no_label_and_no_source_are_two_things(text: str, source: str | None) -> None:
    assert read_date_line(text).source == source


@pytest.mark.parametrize(
    ("text", "label", "count"),
    [
        ("2021-04-30 来源：X　　 浏览次数：", True, None),
        ("2021-04-30 来源：X　　 浏览次数：0", True, 0),
        ("2021-04-30 来源：X", False, None),
        ("来源：X 点击:644377", True, 644377),
        ("来源:未知 点击数:1563 日期:2020-02-03", True, 1563),
        ("浏览量：1,234 次", True, 1234),
        ("访问次数：12", True, 12),
        ("阅读次数：7", True, 7),
        ("浏览: 2021-04-30", True, None),
        ("浏览：1.2万", True, 12000),
        ("阅读 3.5w", True, 35000),
        ("阅读次数：10万+", True, 100000),
        ("来源：X 12次浏览", True, 12),
        ("来源：X 1,234 次浏览", True, 1234),
        ("来源：全民阅读 2021-04-30", False, None),
    ],
)
def test_no_label_no_number_and_zero_are_three_things(text: str, label: bool, count: int | None) -> None:
    said = read_date_line(text)
    assert (said.view_label, said.view_count) == (label, count)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("　　临汾新闻网讯 (记者 张浩) 4月", "临汾新闻网讯"),
        ("臨汾新聞網(wǎng)訊 (記者 張浩 霍壯) 在", "臨汾新聞網(wǎng)訊"),
        ("临汾新闻网讯4月29日", "临汾新闻网讯"),
        ("本报讯 昨日", "本报讯"),
        ("新华网临汾9月12日电(李四)", "新华网临汾9月12日电"),
        ("据新华社北京5月1日电（记者", "据新华社北京5月1日电"),
        ("国网临汾供电公司4月29日电力供应", None),
        ("本报临汾4月29日讯（记者 张三）", "本报临汾4月29日讯"),
        ("通讯员张三", None),
        ("喜讯 传来", None),
        ("各级各部门要认真贯彻。", None),
        ("", None),
    ],
)
def test_leads_are_kept_as_the_page_has_them(text: str, expected: str | None) -> None:
    assert lead(text) == expected


@pytest.mark.parametrize(
    ("text", "source", "author", "editor"),
    [
        ("来源：X　作者：张三", "X", "作者：张三", None),
        ("2021-04-30 来源：临汾新闻网　作者：张　三　浏览次数：", "临汾新闻网", "作者：张　三", None),
        ("2021-04-30 来源：临汾新闻网 作者：张三 浏览次数：12", "临汾新闻网", "作者：张三", None),
        ("作者：张三 2021-04-30 09:17 来源：X", "X", "作者：张三", None),
        ("文章来源：X 文章作者：张三 点击：12", "X", "文章作者：张三", None),
        ("来源：X 记者：张三 李四", "X", "记者：张三 李四", None),
        ("来源：X 记者 张三 通讯员 李四", "X", "记者 张三\n通讯员 李四", None),
        ("来源：X 责任编辑：王五", "X", None, "责任编辑：王五"),
        ("来源：X　编辑：王五　审核：赵六", "X", None, "编辑：王五\n审核：赵六"),
        ("来源：X 作者：张三 编辑：王五 【字体：大 中 小】", "X", "作者：张三", "编辑：王五"),
        ("來源：X　作者：張(zhāng)三　編輯：王五", "X", "作者：張(zhāng)三", "編輯：王五"),
        ("来源：X 作者： 编辑：", "X", None, None),
        ("2026/05/09 08:30 · 临汾日报 · 责编 王五", "临汾日报", None, "责编 王五"),
        ("来源：作者：张三", "", "作者：张三", None),
        ("2021-04-30 来源：临汾新闻网　　 浏览次数：", "临汾新闻网", None, None),
        ("来源：记者站", "记者站", None, None),
        ("来源：中国记者网", "中国记者网", None, None),
        (None, None, None, None),
    ],
)
def test_people_beside_the_time_are_kept_verbatim(
    text: str | None, source: str | None, author: str | None, editor: str | None
) -> None:
    said = read_date_line(text)
    assert (said.source, said.author, said.editor) == (source, author, editor)


@given(st.text("2021-04-30 年月日时:：来源浏览次数　0159讯电报", max_size=60) | st.text(max_size=60))
def test_any_line_is_read(text: str) -> None:
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert isinstance(read_date_line(text), DateLine)
        lead(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报通讯员 柴云祥", None),
        ("本报通讯员队伍建设座谈会昨日举行。", None),
        ("山西网络通讯有限公司举行发布会。", None),
        ("新华社太原4月29日电题：绿了两岸", "新华社太原4月29日电"),
        ("（新华社北京4月29日电）活动举行。", "新华社北京4月29日电"),
        ("临汾新闻网讯几经商量，大伙儿定下规矩。", "临汾新闻网讯"),
    ],
)
def test_a_lead_is_no_word_that_begins_like_one(text: str, expected: str | None) -> None:
    assert lead(text) == expected


@pytest.mark.parametrize(
    "names",
    [
        "临汾日报、临汾新闻网",
        "临汾日报/临汾新闻网",
        "临汾日报 临汾新闻网",
        "临汾新闻网、尧都融媒",
        "临汾日报·临汾新闻网",
    ],
)
def test_a_lead_may_name_a_paper_and_its_site(names: str) -> None:
    assert lead(f"　　{names}讯（记者 张浩）4月29日，活动举行。") == f"{names}讯"


def test_an_hour_that_ends_the_day_leaves_the_day() -> None:
    assert read_date_line("2021-04-30 24:00:00").published_at == "2021-04-30"


@pytest.mark.parametrize("label", ["来 源：", "来　源：", "稿 源："])
def test_the_label_of_a_source_may_be_spaced_out(label: str) -> None:
    assert read_date_line(f"2021-04-30 09:17:15 {label}临汾日报　浏览次数：").source == "临汾日报"
