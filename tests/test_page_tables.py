"""Tables of old that lay out a page, around a text of short lines: a menu, and beside it title, date, text, editor."""

from __future__ import annotations

import re

import pytest
import test_pages as known

from tests.test_generic import read

TITLE = "母亲的菜园"
MENU = "<td><b>热点</b><br>·<a href=/x/1.html>春运首日平安有序</a><br>·<a href=/x/2.html>家电下乡补贴兑付</a>"
HEAD = (
    f"<center><font size=5><b>{TITLE}</b></font><br><font size=2>2010-02-03 09:10:00 来源：临汾日报</font></center><hr>"
)
BOXED = f"<div class=t>{TITLE}</div><div class=d>2010-02-03 来源：临汾日报</div>"
END = "<p align=right>【责任编辑：段宁】</p><p align=center>【<a href='javascript:print()'>打印本页</a>】</p>"
TEXTS = {
    "verse": ("母亲在院子里\n种下一畦黄瓜\n两畦豆角", "豆角老了\n母亲舍不得摘\n她说\n等你回来"),
    "results": ("比赛结束全部争夺，具体成绩如下：", "男子甲组", "冠军：尧都区代表队", "亚军：侯马市代表队"),
    "weather": ("尧都区：多云转小雨，12℃～19℃", "洪洞县：多云转小雨，11℃～18℃", "吉县：小雨转中雨，8℃～15℃"),
    "briefs": ("本报讯　安泽县连翘花节开幕，游客走进花海。（王金鑫）", "本报讯　蒲县技术员指导果农。（任永刚）"),
}


def page(table: str) -> str:
    """Return a page with a table below its banner."""
    banner = "<table><tr><td><a href=/>首页</a> | <a href=/linfen/>本地</a></table>"
    return f"<title>{TITLE}</title>{banner}<table>{table}</table><center>版权所有：临汾新闻网</center>"


ROWS = {
    "menu at the left": "<tr>{menu}<td>{cell}",
    "menu at the right": "<tr><td>{cell}{menu}",
    "rows above and below": "<tr><td>今日天气：晴<td><a href=/a/>投稿</a><tr>{menu}<td>{cell}<tr><td>晋ICP备05001234号",
    "below a row of channels": "<tr><td><a href=/>首页</a><td><a href=/x/>临汾</a><tr><td colspan=2>{cell}",
}


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("head", [HEAD, BOXED])
@pytest.mark.parametrize("kind", TEXTS)
def test_a_table_that_lays_out_a_page_is_no_table_of_its_text(kind: str, head: str, rows: str) -> None:
    lines = TEXTS[kind]
    body = "".join(f"<p>　　{one.replace(chr(10), '<br>　　')}</p>" for one in lines)
    article = read(page(ROWS[rows].format(menu=MENU, cell=head + body + END)))
    assert (article.title, article.paragraphs, article.images) == (TITLE, lines, ())
    assert (article.date_line or "").startswith("2010-02-03")
    assert article.editor_lines == ("【责任编辑：段宁】",)


@pytest.mark.parametrize("rows", ROWS)
def test_verse_that_breaks_part_goes_into_no_field_of_such_a_table(rows: str) -> None:
    body = "<br><br>".join(one.replace("\n", "<br>　　") for one in TEXTS["verse"])
    article = read(page(ROWS[rows].format(menu=MENU, cell=f"{HEAD}　　冯秀莲<br><br>　　{body}{END}")))
    assert article.paragraphs == TEXTS["verse"]
    assert (article.bylines, article.date_line) == (("冯秀莲",), "2010-02-03 09:10:00 来源：临汾日报")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>一等奖<td><p>张三</p><p>李四</p><p>王五</p>", "一等奖 | 张三 李四 王五"),
        (
            "<tr><td>甲组<td><p>张三</p><p>李四</p><p>王五</p><p>赵六</p><p>钱七</p><tr><td>乙组<td>孙八",
            "甲组 | 张三 李四 王五 赵六 钱七\n乙组 | 孙八",
        ),
        ("<tr><td>时间<td>2024-05-08 09:00<tr><td>地点<td>平阳广场", "时间 | 2024-05-08 09:00\n地点 | 平阳广场"),
        (
            "<tr><td>日程<td><p>5月8日 09:00 报到</p><p>14:30 开幕</p><p>16:00 参观</p><tr><td>地点<td>平阳广场",
            "日程 | 5月8日 09:00 报到 14:30 开幕 16:00 参观\n地点 | 平阳广场",
        ),
        (
            "<tr><td>作品<td>主创<tr><td>春到平阳<td><p>作者：张浩</p><p>责任编辑：郇丽</p><p>版面：仝帅</p>",
            "作品 | 主创\n春到平阳 | 作者：张浩 责任编辑：郇丽 版面：仝帅",
        ),
        (
            "<tr><td>日期<td>安排<tr><td>28日<td><p>2021年4月28日9:00报到</p><p>14:30开幕</p><p>18:00晚餐</p>",
            "日期 | 安排\n28日 | 2021年4月28日9:00报到 14:30开幕 18:00晚餐",
        ),
        (
            "<tr><td>语文<td><p>2021年6月7日</p><p>9:00</p><p>至11:30</p><p>地点：</p><p>临汾一中</p>",
            "语文 | 2021年6月7日 9:00 至11:30 地点： 临汾一中",
        ),
    ],
)
def test_a_table_with_paragraphs_in_its_cells_is_one(table: str, rows: str) -> None:
    text = "本周我市蔬菜价格小幅回落，有关情况如下。"
    head = f"<title>{TITLE}</title><div><h1>{TITLE}</h1><p>2024-05-08 09:17</p>"
    assert read(f"{head}<div><p>{text}</p><table>{table}</table></div></div>").paragraphs == (text, rows)


def test_a_table_that_names_editors_ends_no_text() -> None:
    first, last = "本届好新闻评选揭晓，获奖人员如下。", "颁奖仪式将于下月举行，届时将邀请各界代表参加。"
    table = "<table><tr><td>责任编辑<td>李伟<tr><td>美术编辑<td>王芳</table>"
    head = f"<title>{TITLE}</title><div><h1>{TITLE}</h1><p>2024-05-08 09:17</p>"
    article = read(f"{head}<div><p>{first}</p>{table}<p>{last}</p></div></div>")
    assert (article.paragraphs, article.complete) == ((first, "责任编辑 | 李伟\n美术编辑 | 王芳", last), True)


FIRST_TABLES = {
    "of three columns": "<tr><td>县（市、区）<td>考点<td>时间<tr><td>尧都区<td>临汾一中<td>4月10日—15日",
    "in paragraphs": "<tr><td><p>时间</p><td><p>节目</p><tr><td><p>07:00</p><td><p>临汾新闻</p>",
    "of names": "<tr><td>名次<td>姓名<tr><td>1<td>李静<tr><td>2<td>王鹏",
    "with heads": "<tr><th>日期<th>天气<th>气温<tr><td>12日<td>多云<td>11℃～26℃",
    "of fields": "<tr><td>项目名称<td>鼓楼南街改造<tr><td>采购人<td>市住建局",
}


@pytest.mark.parametrize("table", FIRST_TABLES)
@pytest.mark.parametrize("above", ["", "<p align=center><b>5月份安排</b></p>", "<p><img src=/u/1.jpg></p>"])
@pytest.mark.parametrize(
    "below", ["<p>　　注：因天气等原因另行通知。</p>", "<p>　　临汾新闻网讯 4月12日，市教育局公布安排。</p>", ""]
)
def test_a_table_with_which_a_text_opens_is_text(table: str, above: str, below: str) -> None:
    """Whatever its first rows look like, none is a kicker, a headline or a subtitle."""
    body = f"{above}<table border=1>{FIRST_TABLES[table]}</table>{below}"
    article = known.read(known.template(body, title="体育测试安排"))
    assert (article.kicker, article.subtitle) == (None, None)
    assert article.headline in {None, "5月份安排"}
    text = "\n".join(article.paragraphs)
    assert [cell for cell in re.sub(r"<[^>]*>", " ", FIRST_TABLES[table]).split() if cell not in text] == []
