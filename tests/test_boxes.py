"""Boxes of links to other pages in the middle of an article: they neither end its text nor are in it."""

from __future__ import annotations

import pytest
from test_nature import nature
from test_pages import read as read_known

from linfen_crawler.kinds import LinkKind
from tests.test_generic import DATE, TEXT, TITLE, page, read

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
OTHERS = (
    "市委常委会召开会议",
    "全市春季造林全面铺开",
    "我市新增三处国家级非遗",
    "临汾动车站改造完工",
    "隰县玉露香梨出口海外",
)
EDITOR = "<p>责任编辑：畅任杰</p>"


def listed(item: str, box: str = "<div class=box><h3>推荐阅读</h3><ul>{}</ul></div>") -> str:
    """Return a box with an item for each of some titles, whose link is in ``{a}``."""
    links = (f"<a href=/linfen/xnc/286210{at}.html>{title}</a>" for at, title in enumerate(OTHERS))
    return box.format("".join(item.format(a=link) for link in links))


BOXES = {
    "day behind": listed("<li>{a}<span>04-01</span></li>"),
    "day before": listed("<li>[2027-04-01] {a}</li>"),
    "comments": listed("<li>{a}<em>5评论</em></li>"),
    "hours ago": listed("<li><p>{a}</p><p>3小时前</p></li>"),
    "how often read": listed("<li><b>1</b>{a}<small>阅读 121</small></li>"),
    "source": listed("<div><div>{a}</div><div>临汾日报</div></div>", "<div class=ad>{}</div>"),
    "cards": listed("<div><a href=/x/1.html><img src=/s.jpg></a><h4>{a}</h4><p>2027-04-01</p></div>"),
    "teasers": listed("<div><h4>{a}</h4><p>会议由市长主持，听取了工作汇报。</p></div>"),
    "table": listed("<tr><td>{a}</td><td>2027-04-01</td></tr>", "<table><tr><td>热点新闻</td></tr>{}</table>"),
    "paragraphs": listed("<p>·{a}</p>", "<div class=r><p>热点推荐</p>{}</div>"),
    "lines of an item": listed("<li><a href=/x/1.html><img src=/s.jpg></a><br>{a}<br><span>5评</span></li>"),
    "lines": listed("· {a} (04-01)<br>", "<div><b>更多新闻</b><br>{}</div>"),
    "no element": listed("<p>{a}</p>", "<p>推荐阅读</p>{}"),
}
LONG = tuple(f"{TEXT}其{number}。" for number in "一二三四")


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_a_box_of_links_within_a_text_neither_ends_it_nor_is_in_it(box: str) -> None:
    body = f"<p>{LONG[0]}</p><p>{LONG[1]}</p>{box}<p>{LONG[2]}</p><p>{LONG[3]}</p>"
    for one in (read(page(body=body + EDITOR)), read_known(body)):
        assert (one.paragraphs, one.images, one.kicker, one.headline) == (LONG, (), None, None)
        assert one.editor_lines == ("责任编辑：畅任杰",)


@pytest.mark.parametrize("box", [box for name, box in BOXES.items() if name != "no element"])
def test_a_box_of_links_floated_at_the_head_of_a_text_is_not_part_of_it(box: str) -> None:
    body = f"<div style=float:left>{box}</div>" + "".join(f"<p>{one}</p>" for one in LONG)
    for one in (read(page(body=f"<div class=zw>{body}</div>{EDITOR}")), read_known(body)):
        assert (one.paragraphs, one.images, one.kicker, one.headline) == (LONG, (), None, None)


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_a_box_of_links_between_text_and_editor_hides_no_editor(box: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in LONG)
    article = read(page(body=f"<div class=zw>{body}{box}</div><div class=e>责任编辑：畅任杰</div>"))
    assert (article.paragraphs, article.editor_lines) == (LONG, ("责任编辑：畅任杰",))


@pytest.mark.parametrize("name", ["day behind", "cards", "paragraphs"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["各项目成绩如下。", "男子100米　郭子豪", "男子200米　张宇航"], ["女子跳高　王思雨", "女子跳远　李佳慧"]),
        (["项目编号：LFZC2021-045"], ["项目名称：校园文化建设", "中标供应商：山西翰林文化传播有限公司"]),
        (["参赛选手名单"], ["丁一　马志远　王刚<br>王秀兰　牛建军　石爱民<br>田野　任晓东　刘凤英"]),
        (["帝都平阳，尧天舜日，世代流芳。"], ["望姑射晴岚，神居古洞。", "凭栏处，看高楼林立，万里春光。"]),
    ],
    ids=["results", "fields", "names", "verses"],
)
def test_short_lines_go_on_after_a_box(above: list[str], below: list[str], name: str) -> None:
    """What is in the text's own element and is set like the lines before is text without a sentence as well."""
    texts = ["".join(f"<p>{one}</p>" for one in lines) for lines in (above, below)]
    article = read(page(body=f"<div class=zw>{BOXES[name].join(texts)}</div><div class=e>责任编辑：畅任杰</div>"))
    assert article.paragraphs == (*above, *(one.replace("<br>", "\n") for one in below))
    assert article.complete


@pytest.mark.parametrize("line", ["更多精彩内容请关注我们", "扫码关注临汾发布", "—— END ——", "分享到：微信 微博"])
def test_what_a_page_asks_after_a_box_is_none(line: str) -> None:
    text = "".join(f"<p>{one}</p>" for one in LONG)
    article = read(page(body=f"<div class=zw>{text}{BOXES['day behind']}<p>{line}</p></div>"))
    assert article.paragraphs == LONG


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_a_box_of_links_that_ends_a_page_is_none_of_its_text(box: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in LONG)
    article = read(page(body=f"<div class=zw>{body}{box}</div>"))
    assert (article.paragraphs, article.images, article.complete) == (LONG, (), True)


def test_a_short_text_above_many_links_is_an_article() -> None:
    box = "<h3>最新新闻</h3>" + listed("<li>{a}<span>04-01</span></li>", "<ul>{}</ul>") * 5
    assert read(page(head="<p>2024-05-08 09:17</p>", body=f"<p>{TEXT}</p>{box}")).paragraphs == (TEXT,)


def test_a_table_and_bare_lines_of_a_text_go_on_after_a_box() -> None:
    body = f"{LONG[0]}<br><br>{LONG[1]}{BOXES['day before']}{LONG[2]}<br><br>{LONG[3]}<br><br>责任编辑：畅任杰"
    article = read(page(body=f"<div class=zw>{body}</div>"))
    assert (article.paragraphs, article.editor_lines) == (LONG, ("责任编辑：畅任杰",))


def test_the_links_of_a_box_of_related_articles_are_kept() -> None:
    box = listed("<li>{a}<span>04-01</span></li>", "<div><b>相关新闻</b><ul>{}</ul></div>")
    for one in (
        read(page(body=f"<p>{TEXT}</p>{box}<p>{SECOND}</p>")),
        read_known(f"<p>{TEXT}</p>{box}<p>{SECOND}</p>"),
    ):
        assert [link.text for link in one.links if link.kind is LinkKind.RELATED] == list(OTHERS)


@pytest.mark.parametrize("line", ["有关文件如下：", "本报此前的报道："])
def test_a_list_of_links_that_a_text_announces_is_text(line: str) -> None:
    box = listed("<li>{a}</li>", "<ul>{}</ul>")
    assert read_known(f"<p>{TEXT}</p><p>{line}</p>{box}<p>{SECOND}</p>").paragraphs == (TEXT, line, *OTHERS, SECOND)


def test_titles_without_any_heading_in_a_known_body_are_text() -> None:
    box = listed("<li>{a}</li>", "<ul>{}</ul>")
    assert read_known(f"<p>{TEXT}</p>{box}<p>{SECOND}</p>").paragraphs == (TEXT, *OTHERS, SECOND)


@pytest.mark.parametrize("day", ["2027-04-01", "04-01", "2027年4月1日", "[2027-04-01]"])
@pytest.mark.parametrize("lead", ["", "<p>　　本周，本网刊发了一批优秀报道。</p>"])
@pytest.mark.parametrize(("item", "around"), [("<li>{{a}} {day}</li>", "<ul>{}</ul>"), ("<p>{{a}} {day}</p>", "{}")])
def test_titles_with_their_days_and_no_heading_are_text_as_well(item: str, around: str, lead: str, day: str) -> None:
    said = tuple(f"{title} {day}" for title in OTHERS)
    behind = "<p>　　下周请继续关注。</p>" if lead else ""
    raw = read_known(f"{lead}{listed(item.format(day=day), around)}{behind}", title="一周要闻")
    told = ("本周，本网刊发了一批优秀报道。", *said, "下周请继续关注。") if lead else said
    assert raw.paragraphs == told


def test_lines_with_a_day_each_are_no_head_of_wechats() -> None:
    held = tuple(f"{place} 2027-04-{at}" for at, place in enumerate(("尧都专场", "襄汾专场", "洪洞专场"), 10))
    assert read_known("".join(f"<p>{one}</p>" for one in (*held, TEXT))).paragraphs == (*held, TEXT)
    assert read_known(f"<p>吉县发布 2027-04-10</p><p>{TEXT}</p>").paragraphs == (TEXT,)


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("said", ["", "<p>本栏目讲述农民自己的故事。</p>", "<p>欢迎投稿，来稿请注明姓名。</p>"])
def test_a_page_of_boxes_is_a_listing_whatever_few_words_stand_there(box: str, said: str) -> None:
    head = "<title>新农村_临汾新闻网</title><nav><a href=/>首页</a></nav><h1>新农村</h1>"
    assert nature(f"{head}{said}{box}{box}") != "article"
    assert nature(f"{head}{box}{said}{box}") != "article"


def test_what_is_in_another_column_after_a_box_is_not_part_of_the_text() -> None:
    box = BOXES["day behind"]
    column = f"<div class=col><h1>{TITLE}</h1>{DATE}<p>{TEXT}</p></div>"
    other = f"<div class=col><p>{SECOND}</p></div>"
    assert read(f"<title>{TITLE}</title><div>{column}{box}{other}</div>").paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "behind",
    [
        f"<p>热门推荐</p><p>{SECOND}</p>",
        f"<div><p>热门推荐</p></div><div><p>{SECOND}</p></div>{EDITOR}",
    ],
)
def test_an_article_with_more_text_after_its_end_is_not_stored_as_complete(behind: str) -> None:
    article = read(page(body=f"<p>{TEXT}</p>{behind}"))
    assert (article.paragraphs, article.complete) == ((TEXT,), False)


@pytest.mark.parametrize(
    "behind",
    [
        f"<p>网友评论</p><p>{SECOND}</p>",
        f"{EDITOR}<p>热门推荐</p><div><p>{SECOND}</p></div>",
        f"<h3>热门推荐</h3>{BOXES['teasers']}{EDITOR}",
        f"<div class=side><p>热门推荐</p><p>{SECOND}</p></div>",
    ],
)
def test_an_article_is_complete_whatever_of_others_comes_after_its_end(behind: str) -> None:
    article = read(page(body=f"<div class=text><p>{TEXT}</p></div>{behind}"))
    assert (article.paragraphs, article.complete) == ((TEXT,), True)


def test_the_articles_before_and_after_are_no_box() -> None:
    links = zip(("上一篇", "下一篇"), OTHERS, strict=False)
    near = "".join(f"<p>{said}：<a href=/x/{said}.html>{title}</a></p>" for said, title in links)
    article = read_known(f"<p>{TEXT}</p><p>{SECOND}</p><div>{near}</div>")
    assert [link.kind for link in article.links] == [LinkKind.PREVIOUS, LinkKind.NEXT]


def test_the_heading_of_a_box_ahead_of_the_text_is_no_title() -> None:
    box = listed("<li><span>1</span>{a}</li>", "<div class=r><div class=tit>今日热点</div><ul>{}</ul></div>")
    head = f"<td><font size=5><b>{TITLE}</b></font><br><font size=2>2024-05-08 09:17 来源：临汾日报</font><hr>"
    body = f"<div>{box}{TEXT}<br><br>{SECOND}<br></div></td>"
    article = read(f"<title>{TITLE}-临汾新闻网</title><table><tr>{head}{body}</tr></table>")
    assert (article.title, article.paragraphs) == (TITLE, (TEXT, SECOND))
