"""A page of no known layout: how its text is signed and counted, and short lines that are a text all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linfen_crawler.pages.generic.signing import is_signature
from linfen_crawler.pages.tree.document import parse_text
from linfen_crawler.pages.tree.texts import Text
from pipelines.normalise import normalise
from tests.test_generic import DATE, TEXT, TITLE, read

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
TABLE = "<table border=1><tr><td>品种<td>价格<tr><td>白菜<td>1.2<tr><td>葱<td>3.5</table>"
LISTED = "".join(
    f"<li><a href=/x/{at}.html>洪洞大槐树景区客流创新高</a><p>临汾日报 2024-01-1{at}</p>" for at in range(5)
)


def bare(body: str) -> str:
    """Return a page whose text is in its body, beside title and date."""
    head = (
        f"<title>{TITLE}</title><a href=/>首页</a> &gt; <a href=/x/>要闻</a><hr><center><h3>{TITLE}</h3>{DATE}</center>"
    )
    return f"{head}<hr>{body}<hr><center><a href=/>返回首页</a></center>"


def flat(body: str) -> str:
    """Return a page whose text is in an element with title, date and neighbours."""
    return (
        f"<title>{TITLE}_吉县融媒</title><div class=view><h3>{TITLE}</h3><p>{DATE}</p>{body}"
        "<div class=next>上一篇：<a href=/x/1.html>洪洞大槐树景区客流创新高</a></div></div>"
    )


def columned(body: str) -> str:
    """Return a page with the text in an element of its own, a disclaimer and a list of others below."""
    disclaimer = "<div><p>特别声明：以上内容为用户上传，本平台仅提供信息存储服务。</p></div>"
    return (
        f"<title>{TITLE}|要闻|吉县号</title><div><div><h1>{TITLE}</h1><div>{DATE}</div><div><div>{body}</div>{disclaimer}"
        f"</div></div><div><h3>相关推荐</h3><ul>{LISTED}</ul></div></div>"
    )


def lines_of(html: str) -> list[str]:
    """Return the lines of a text; short ones below each other are one paragraph."""
    return normalise(read(html)).body.split("\n")


Frame = Callable[[str], str]
PAGES = [bare, flat, columned]


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize(
    "signature",
    [
        "<div align=right>汾河公园管理处</div><div align=right>2024年5月8日</div>",
        "<p style='text-align: right;'>汾河公园管理处</p><p style='text-align: right;'>二○二四年五月八日</p>",
        "<div class=sign>汾河公园管理处<br>2024.5.8</div>",
        "<div align=right><p>汾河公园管理处</p><p>5月8日夜</p></div>",
        "<p class=r>汾河公园管理处</p><p class=r>（2024年5月8日）</p>",
    ],
)
@pytest.mark.parametrize("text", [f"　　{TEXT}<br><br>　　{SECOND}<br><br>", f"<p>{TEXT}</p><p>{SECOND}</p>{TABLE}"])
def test_who_signs_a_text_and_when_is_text(text: str, signature: str, frame: Frame) -> None:
    told = [one for one in lines_of(frame(text + signature)) if one]
    assert (told[0], told[-2]) == (TEXT, "汾河公园管理处")
    assert told[-1] in {"2024年5月8日", "二○二四年五月八日", "2024.5.8", "5月8日夜", "（2024年5月8日）"}


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize(
    "line",
    [
        "浏览次数：203",
        "更新时间：2024-05-08",
        "【打印本页】【关闭窗口】",
        "—— END ——",
        "分享到：微信 微博",
        "作者：冯燕",
        "12",
    ],
)
def test_what_a_page_sets_at_the_right_is_none(line: str, frame: Frame) -> None:
    told = lines_of(frame(f"<p>{TEXT}</p><p>{SECOND}</p><div align=right>{line}</div>"))
    assert told[-1] == SECOND


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize("mark", ["{}", "（{}）", "0{}", "{}、"])
@pytest.mark.parametrize("tag", ["p", "p align=center", "div"])
def test_the_numbers_of_sections_are_text(tag: str, mark: str, frame: Frame) -> None:
    numbers = [mark.format(at) for at in (1, 2)]
    told = lines_of(
        frame(
            "".join(f"<{tag}>{n}</{tag[:3].strip()}><p>{s}</p>" for n, s in zip(numbers, (TEXT, SECOND), strict=True))
        )
    )
    assert [one for one in told if one] == [numbers[0], TEXT, numbers[1], SECOND]


@pytest.mark.parametrize("count", ["12", "1", "（3）"])
def test_a_number_alone_counts_readers(count: str) -> None:
    assert lines_of(flat(f"<p>{TEXT}</p><div><span>{count}</span></div><p>{SECOND}</p>"))[-1] == SECOND
    assert count not in lines_of(flat(f"<p>{TEXT}</p><p>{SECOND}</p><div>{count}</div>"))


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize(
    "lines",
    [
        ["上联：春风送暖千山绿", "下联：瑞雪迎春万象新", "上联：政通人和家家乐", "下联：国泰民安户户春"],
        ["5月1日　9:00　乒乓球男子团体预赛", "5月2日　14:30　羽毛球混合双打决赛", "5月3日　8:30　太极拳集体项目"],
        ["3月10日 15:00 机关队—教育队", "3月11日 15:00 公安队—卫生队", "3月12日 15:00 决赛"],
        ["苹果：3.50元/斤", "白菜：0.60元/斤", "土豆：1.10元/斤", "鸡蛋：4.20元/斤"],
        ["周一：土豆炖牛肉、清炒油麦菜", "周二：西红柿炒鸡蛋、红烧豆腐", "周三：宫保鸡丁、蒜蓉西兰花"],
    ],
    ids=["couplets", "programme", "matches", "prices", "menu"],
)
def test_short_lines_are_a_text_whatever_is_listed_below(lines: list[str], frame: Frame) -> None:
    assert (
        lines_of(frame("".join(f"<p>　　{one}</p>" for one in lines)))
        == [part for one in lines for part in (one, "")][:-1]
    )


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize("line", ["出处：《帝王世纪》", "出处：清·康熙《平阳府志》", "时间：5月20日上午9时"])
def test_where_words_are_from_and_when_something_is_held_end_a_text(line: str, frame: Frame) -> None:
    assert lines_of(frame(f"<p>{TEXT}</p><p>{line}</p>"))[-1] == line
    assert lines_of(frame(f"<p>{TEXT}</p><p>出处：山西晚报</p>"))[-1] == TEXT


def test_the_first_of_two_boxes_of_a_text_may_hold_lines_alone() -> None:
    first = "<p>姓名：郭福林</p><p>性别：男</p><p>年龄：78岁</p>"
    body = f"<div class=c>{first}</div><div class=ad><p>&nbsp;</p></div><div class=c><p>{TEXT}</p><p>{SECOND}</p></div>"
    assert [one for one in lines_of(flat(body)) if one][:3] == ["姓名：郭福林", "性别：男", "年龄：78岁"]


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("中共临汾市尧都区委宣传部、尧都区精神文明建设指导中心办公室", True),
        ("中国共产党临汾市尧都区委员会宣传部、尧都区精神文明建设指导中心办公室供稿小组联合署名", False),
    ],
)
def test_who_signs_at_the_right_may_have_a_long_name_and_no_paragraph(line: str, *, is_told: bool) -> None:
    assert (len(line) > 40) is not is_told
    node = parse_text(f"<p style='text-align:right'>{line}</p>").root.css_first("p")
    assert is_signature(Text(text=line, node=node)) is is_told


@pytest.mark.parametrize("office", ["文章录入", "录入", "值班总编"])
def test_the_editor_may_be_named_in_one_line_below_the_text_with_whoever_entered_it(office: str) -> None:
    foot = f"<table><tr><td align=right>{office}：张浩&nbsp;&nbsp;&nbsp;责任编辑：刘静&nbsp;</td></tr></table>"
    article = normalise(read(bare(f"<p>{TEXT}</p><p>{SECOND}</p>{foot}")))
    assert (article.editor, article.body) == ("刘静", f"{TEXT}\n\n{SECOND}")


@pytest.mark.parametrize("heads", [("点赞", "曝光"), ("收藏", "展览"), ("分享", "倾听")])
def test_the_first_of_several_sub_heads_is_text_though_a_button_says_so(heads: tuple[str, str]) -> None:
    first, second = (f"<p align=center><b>{one}</b></p>" for one in heads)
    told = lines_of(columned(f"{first}<p>{TEXT}</p>{second}<p>{SECOND}</p>"))
    assert told[::2] == [heads[0], TEXT, heads[1], SECOND]


@pytest.mark.parametrize("frame", PAGES)
@pytest.mark.parametrize("word", ["点赞", "打印"])
def test_a_button_above_a_text_without_sub_heads_is_none_of_it(word: str, frame: Frame) -> None:
    assert lines_of(frame(f"<p align=center><b>{word}</b></p><p>{TEXT}</p><p>{SECOND}</p>"))[::2] == [TEXT, SECOND]
