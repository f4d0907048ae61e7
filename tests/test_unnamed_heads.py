"""A page of no known layout whose browser's title is not its headline: the head is recognised by how it is set."""

from __future__ import annotations

import pytest
from test_generic import DATE, LISTED, TEXT, read

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import Article
from pipelines.normalise import normalise

TITLE = "我市安排部署防汛抗旱工作"
KICKER, SUBTITLE = "压实责任 严阵以待", "李建国出席会议并讲话"
MENU = "<ul><li><a href=/>首页</a></li><li><a href=/linfen/shizheng/>时政要闻</a></li></ul>"
BODY = f"<div class=con><p>{TEXT}</p><p>会议要求，各县（市、区）强化值班值守，做好物资储备，确保安全度汛。</p></div>"
EDITOR = "<p>责任编辑：李雪</p>"
DAY = "<div>2026-05-09</div>"
SAYS = ["临汾新闻网", "时政要闻-临汾新闻网", "时政要闻", "", "新闻详情", "防汛会议在临汾召开-临汾新闻网"]
HEADS = {
    "second heading": "<h2>{}</h2>",
    "fourth heading": "<h4>{}</h4>",
    "class": "<div class=detail-tit>{}</div>",
    "no class": "<div>{}</div>",
    "font": "<p align=center><font size=5>{}</font></p>",
    "style": "<p><span style='font-size: 22px'>{}</span></p>",
    "bold": "<p><strong>{}</strong></p>",
    "cell": "<table><tr><td class=a>{}</td></tr></table>",
}


def page(head: str, said: str = "临汾新闻网", *, behind: str = "") -> Article:
    return normalise(read(f"<title>{said}</title>{MENU}<div class=m>{head}{BODY}</div>{behind}"))


@pytest.mark.parametrize("said", SAYS)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_of_a_text_is_its_title_whatever_the_browsers_says(head: str, said: str) -> None:
    article = page(head.format(TITLE) + DAY, said)
    assert (article.title, article.published_at) == (TITLE, "2026-05-09")
    assert article.body.startswith(TEXT)


@pytest.mark.parametrize("said", ["临汾新闻网", f"{TITLE}-临汾新闻网"])
@pytest.mark.parametrize(
    ("above", "below"), [("<h3>{}</h3>", "<h3>{}</h3>"), ("<p class=yt>{}</p>", "<p class=ft>{}</p>")]
)
def test_kicker_subtitle_and_author_are_around_the_title_in_elements_of_their_own(
    above: str, below: str, said: str
) -> None:
    head = f"{above.format(KICKER)}<h2>{TITLE}</h2>{below.format(SUBTITLE)}<div>本报记者 李雪</div>{DAY}"
    article = page(head, said)
    assert (article.title, article.kicker, article.subtitle) == (TITLE, KICKER, SUBTITLE)
    assert [(one.name, one.role) for one in article.credits] == [("李雪", "reporter")]


def test_of_lines_set_alike_the_title_is_the_one_that_tells_no_occasion_and_no_attendance() -> None:
    lines = ("全市防汛工作会议强调", TITLE, SUBTITLE)
    article = page("".join(f"<div class=a{at}>{line}</div>" for at, line in enumerate(lines)) + DAY)
    assert (article.kicker, article.title, article.subtitle) == lines


@pytest.mark.parametrize(
    "tools", ["<div><span>A+</span><span>A-</span><span>分享</span></div>", "<div><i>收藏</i></div>"]
)
def test_buttons_below_a_title_are_no_subtitle(tools: str) -> None:
    article = page(f"<h2>{TITLE}</h2><div>{tools}</div>{DAY}")
    assert (article.title, article.subtitle) == (TITLE, None)


@pytest.mark.parametrize("said", ["时政要闻", "时政要闻-临汾新闻网", "临汾新闻网"])
@pytest.mark.parametrize("box", ["<div class=k><h1>时政要闻</h1><div>{}</div></div>", "<h1>临汾新闻网</h1>{}"])
def test_the_heading_of_a_channel_or_of_the_site_is_no_title(box: str, said: str) -> None:
    assert page(box.format(f"<h2>{TITLE}</h2>{DAY}"), said).title == TITLE


@pytest.mark.parametrize("said", [f"{TITLE}-临汾新闻网", f"{TITLE}_时政要闻"])
@pytest.mark.parametrize(
    "inside",
    [
        "我市安排部署<br>防汛抗旱工作",
        f"<span>要闻</span>{TITLE}",
        f"{TITLE}<small>2026-05-09</small>",
        f"{TITLE}<span>(阅读：12)</span>",
    ],
    ids=["two lines", "kind", "date", "count"],
)
def test_of_a_heading_what_the_browsers_title_says_is_the_title(inside: str, said: str) -> None:
    assert page(f"<h1>{inside}</h1><div>2026-05-09</div>", said).title == TITLE


def test_a_title_that_the_browsers_title_cuts_is_whole() -> None:
    assert page(f"<h3>{TITLE}</h3>{DAY}", "我市安排部署防汛…_临汾新闻网").title == TITLE


def test_the_day_of_another_pages_teaser_above_a_title_is_not_its_own() -> None:
    card = "<div><h4><a href=/linfen/xnc/2600001.html>洪洞大槐树景区客流创新高</a></h4><time>2026-05-01</time></div>"
    assert page(f"{card * 3}<div><h2>{TITLE}</h2></div>", f"{TITLE}-临汾新闻网", behind=EDITOR).published_at is None


@pytest.mark.parametrize("said", ["临汾新闻网", "时政要闻-临汾新闻网", ""])
def test_a_list_below_a_heading_is_no_article(said: str) -> None:
    with pytest.raises(ExtractionError):
        read(f"<title>{said}</title>{MENU}<h1>时政要闻</h1><p>更新时间：2026-05-09 08:30</p><ul>{LISTED * 6}</ul>")


def test_a_newspapers_name_above_the_title_is_not_its_source() -> None:
    head = f"<h1>临汾新闻网</h1><h2>{TITLE}</h2>{DAY}"
    assert (page(head).source, page(f"<h2>{TITLE}</h2>{DATE}").source) == (None, "临汾日报")


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        (".nt{font-size:26px}", "class=nt"),
        ("p.nt { font: bold 20pt/36px 黑体 }", "class=nt"),
        (".m .nt,.other{font-size:180%!important}", "class=nt"),
        ("/* head */ @charset 'utf-8'; #bt{FONT-SIZE:1.8em}", "id=bt"),
        ("@media(max-width:9px){.above{font-size:60px}}.nt{font-size:26px}", "class=nt"),
        (".nt:hover{font-size:9px}.nt b{font-size:9px}.above a{font-size:60px}#x{}.nt{font-size:26px}", "class=nt"),
    ],
)
def test_the_pages_own_sheets_tell_how_large_a_line_is_set(sheet: str, name: str) -> None:
    above = "市防汛会议安排部署防汛抗旱工作的各项任务"
    head = f"<style>{sheet}</style><p class=above>{above}</p><p {name}>{TITLE}</p>{DAY}"
    article = page(head)
    assert (article.kicker, article.title) == (above, TITLE)


@pytest.mark.parametrize("tag", ["p", "div", "div class=desc"])
def test_a_plain_line_right_after_the_date_is_a_subtitle(tag: str) -> None:
    head = f"<h2>{TITLE}</h2>{DATE}<{tag}>{{}}</{tag.partition(' ')[0]}>"
    assert page(head.format("汛期值班值守全面启动")).subtitle == "汛期值班值守全面启动"
    for line in (
        "关注临汾新闻网官方微信公众号",
        "所属专题：防汛抗旱",
        "分享到：微信好友 朋友圈",
        "今天是5月9日 星期六",
    ):
        assert page(head.format(line)).subtitle is None


BARS = (
    "<span>微博</span><span>微信</span><span>分享</span><span>0</span>",
    "<i>微信好友</i><i>朋友圈</i><i>微博</i>",
    "<a href='#'>收藏</a><a href='#'>打印</a>",
    "<strong>转发</strong><strong>打印</strong>",
    "<b>评论</b><b>0</b><b>点赞</b><b>0</b>",
    "<em>阅读</em><em>1.2万</em>",
    "<span>复制链接</span><span>举报</span>",
    "我要评论(0)",
    "<span>人气</span><span>人人网</span><span>易信</span>",
    "<span>打印本页</span><span>热度</span><span>12</span>",
)
SHORT = "公告"


def short_page(head: str) -> Article:
    menu = MENU.replace("</ul>", f"<li><a href=/gggs/>{SHORT}</a></li></ul>")
    return normalise(read(f"<title>{SHORT}_临汾新闻网</title>{menu}<div class=m>{head}{BODY}</div>"))


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize(
    "head",
    [
        "<h1>{title}</h1>{day}<div>{bar}</div>",
        "<h2>{title}</h2><div>{bar}</div>{day}",
        "<div>{bar}</div><h1>{title}</h1>{day}",
        "<div class=title>{title}</div><div><span>2026-05-09</span>{bar}</div>",
    ],
)
def test_what_a_page_offers_its_reader_is_no_title_and_is_beside_none(head: str, bar: str) -> None:
    article = short_page(head.format(title=SHORT, day=DAY, bar=bar))
    assert (article.title, article.kicker, article.subtitle) == (SHORT, None, None)
    assert article.published_at == "2026-05-09"


@pytest.mark.parametrize("beside", ["<strong>手机看新闻</strong>", "<h4>语音版</h4>"])
def test_a_channels_name_is_the_title_where_its_own_date_parts_it_from_another_line(beside: str) -> None:
    assert short_page(f"<h1>{SHORT}</h1>{DAY}<div>{beside}</div>").title == SHORT


@pytest.mark.parametrize("said", ["公告公示_{}_临汾新闻网", "{}|临汾|民生_临汾新闻网"])
@pytest.mark.parametrize("head", ["<h1>{}</h1>", "<div class=title>{}</div>"])
@pytest.mark.parametrize(
    "below", [f"{DAY}<div>手机看新闻</div>", "<div><span>临汾日报</span> <span>05-09 08:00</span></div>"]
)
def test_a_short_title_comes_after_its_channels_name_in_the_browsers(said: str, head: str, below: str) -> None:
    html = f"<title>{said.format(SHORT)}</title>{MENU}<div class=m>{head.format(SHORT)}{below}{BODY}</div>"
    assert normalise(read(html)).title == SHORT


@pytest.mark.parametrize("head", ["<h2>{}</h2>", "<p align=center>{}</p>", "<div class=title>{}</div>"])
def test_a_channels_name_with_a_day_below_it_gives_way_to_the_title_above_its_own(head: str) -> None:
    assert short_page(f"<h1>{SHORT}</h1><div>2026-05-10</div>{head.format(TITLE)}{DAY}").title == TITLE


@pytest.mark.parametrize("title", [TITLE, "致全市纳税人"])
@pytest.mark.parametrize("head", ["<h2>{}</h2>", "<p align=center>{}</p>", "<div class=title>{}</div>"])
def test_the_title_below_a_channels_name_has_the_date_below_it(head: str, title: str) -> None:
    article = short_page(f"<h1>{SHORT}</h1>{head.format(title)}{DAY}")
    assert article.title == title
