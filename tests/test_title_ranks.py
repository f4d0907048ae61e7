"""The title of a page of no known layout: what speaks for a line, and that no line of the text outdoes one above it."""

from __future__ import annotations

import pytest
from test_generic import read

from linfen_crawler.items import Article
from pipelines.normalise import normalise

DAY = "<div class=m>2024-05-08 09:17　来源：临汾日报</div>"
MENU = "<ul><li><a href=/>首页</a></li><li><a href=/ms/>民生</a></li><li><a href=/wy/>文艺</a></li></ul>"
FIRST = "星期天，爸爸妈妈带我去公园玩。一进大门，我就看见一条清清的河水静静地流着。"
SECOND = "河边的柳树垂下长长的枝条，好像小姑娘的辫子，可爱极了！"
HEADS = {
    "first heading": "<h1>{}</h1>",
    "fourth heading": "<h4>{}</h4>",
    "plain": "<div>{}</div>",
    "bold": "<p align=center><b>{}</b></p>",
}


def article(said: str, head: str, *text: str, box: str = "<div class=c>{}</div>") -> Article:
    lines = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in text)
    inner = f"{MENU}<div class=w>{head}{box.format(lines)}<p>编辑：宋军</p></div>"
    return normalise(read(f"<head>{said}</head>{inner}"))


def titled(title: str) -> str:
    return f"<title>{title}</title>"


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("last", ["<p>我爱美丽的汾河公园！</p>", "<p><strong>美丽的汾河公园！</strong></p>"])
@pytest.mark.parametrize("box", ["<div class=c>{}</div>", "{}"])
def test_a_sentence_that_repeats_the_title_is_none(head: str, last: str, box: str) -> None:
    title = "美丽的汾河公园"
    for said in (titled(title), f"{titled('平阳在线')}<meta property='og:title' content='{title}'>"):
        read = article(said, head.format(title) + DAY, FIRST, SECOND, last, "指导老师：王晓芳", box=box)
        assert read.title == title
        assert read.body.startswith(FIRST)
        assert SECOND in read.body


def test_a_sentence_that_begins_as_a_title_that_is_cut_is_none() -> None:
    title, said = "在全市教师节表彰大会上的讲话", titled("在全市教师节表彰大会…")
    last = f"{title}，我只讲三点意见，供大家参考。"
    assert article(said, f"<h4>{title}</h4>{DAY}", FIRST, last, SECOND).title == title
    assert article(said, f"<div>{title}</div>{DAY}", FIRST, last, SECOND).body.startswith(FIRST)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "一周简讯",
            ("<p><b>我市新增三家省级专精特新企业</b></p>", FIRST, "<p><b>侯马海关签发原产地证书</b></p>", SECOND),
        ),
        ("要闻速览", ("<h3>全市防汛工作会召开</h3>", FIRST, "<h3>市区公交线路有调整</h3>", SECOND)),
        ("诗三首", ("<p align=center>春　雨</p>", f"<p>{FIRST}</p>", "<p align=center>秋　思</p>", SECOND)),
        ("绿色转型看浮山", ("<p align=center><b style='font-size:22px'>荒山变银行</b></p>", FIRST, SECOND)),
        ("故乡的汾河", ("<p align=center>李树人</p>", FIRST, SECOND)),
        ("致敬劳动者", ("<h2>环卫工人张师傅的一天</h2>", FIRST, SECOND)),
    ],
    ids=["bold sub-heads", "sub-heads", "poems", "larger headline", "author", "second heading"],
)
def test_what_the_text_has_below_a_short_title_is_none(head: str, title: str, text: tuple[str, ...]) -> None:
    for told in (titled(title), titled(f"{title}_平阳在线"), titled("民生_平阳在线")):
        assert article(told, head.format(title) + DAY, *text).title == title
    assert article(titled(title), DAY + head.format(title), *text).title == title


@pytest.mark.parametrize("title", ["讣　告", "更正", "平阳古城的三张名片", "春耕正忙 农机先行"])
@pytest.mark.parametrize(
    "logo",
    [
        "<h1><a href=/>尧都区教育体育局</a></h1>",
        "<h1><a href=http://www.x.gov.cn/index.html>尧都区教育体育局</a></h1>",
        "<h1>尧都区教育体育局</h1>",
        "<div class=logo><a href=../../>尧都区教育体育局</a></div>",
    ],
)
@pytest.mark.parametrize("between", [" ", "-", "　", "_"])
def test_the_sites_name_before_the_title_is_none(title: str, logo: str, between: str) -> None:
    said = titled(f"尧都区教育体育局{between}{title}")
    page = f"<head>{said}</head>{logo}{MENU}<div class=w><h2>{title}</h2>{DAY}<div class=c><p>{FIRST}</p></div></div>"
    assert normalise(read(page)).title == title


@pytest.mark.parametrize("site", ["", "|平阳在线", " - 平阳在线"])
def test_a_title_with_its_column_overrides_the_headline_below_it(site: str) -> None:
    title, headline = "身边故事｜柏头村完工交付醋坊", "柏头村完工交付醋坊"
    read = article(titled(f"{title}{site}"), f"<h1>{title}</h1>{DAY}", f"<p align=center><b>{headline}</b></p>", FIRST)
    assert (read.title, read.headline) == (title, headline)


def test_a_name_after_a_title_is_none_where_it_is_above_the_date() -> None:
    head = f"<h1>【图集】老屋门前的枣树</h1><div>看平阳</div>{DAY}"
    assert article(titled("老屋门前的枣树 - 看平阳"), head, FIRST, SECOND).title == "【图集】老屋门前的枣树"


def test_a_sites_name_of_which_the_page_has_no_line_is_no_title() -> None:
    head = "<div class=bar><span>详情</span></div><div><p class=tt1>老屋</p>"
    foot = "</div><p>版权所有 河东热线</p><div>"
    assert article(titled("河东热线 - 老屋"), f"{head}{DAY}</div>", FIRST, SECOND, foot).title == "老屋"
    assert article(titled("民生 &gt; 老屋"), f"{head}{DAY}</div>", FIRST, SECOND).title == "老屋"


@pytest.mark.parametrize(
    "told",
    [
        "<title>{} - 平阳在线</title><meta property='og:title' content='平阳在线'>",
        "<title>{}</title><meta property='og:title' content='临汾市民生服务平台'>",
        "<title>{}</title><meta property='og:site_name' content=平阳网群><meta property='og:title' content=平阳网群>",
        "<title>平阳在线</title><meta name='ArticleTitle' content='{}'><meta property='og:title' content='平阳在线'>",
        "<title>民生 - 平阳在线</title><meta name='articletitle' content='{}'>",
        "<title>民生 &gt; {0}</title><meta name='title' content='{0}'>",
        '<title>平阳在线</title><script type=application/ld+json>{{"@type":"NewsArticle","headline":"{}"}}</script>',
        '<title>{}_平阳在线</title><script type=application/ld+json>{{"@type":"WebSite","headline":"平阳"}}</script>',
    ],
)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_of_what_the_metadata_say_the_article_has_its_own(told: str, head: str) -> None:
    for title in ("诗三首", "汾河两岸绿意浓"):
        text = ("<p align=center>春　雨</p>", FIRST, SECOND)
        assert article(told.format(title), head.format(title) + DAY, *text).title == title


def test_a_tag_of_the_articles_makes_its_title_no_channel() -> None:
    tags = "<p>标签：<a href=/t/1>警钟</a></p>"
    text = ("<p align=center><b>一起酒驾事故的背后</b></p>", FIRST, SECOND)
    assert (
        article(titled("警钟 平阳在线"), f"<h1>警钟</h1>{DAY}", *text, box="<div class=c>{}</div>" + tags).title
        == "警钟"
    )


def test_a_line_of_the_text_is_the_title_where_the_browser_says_a_channel() -> None:
    head, title = "<div class=lm>民生</div>", "<p align=center><b>汾河两岸绿意浓</b></p>"
    inside = article(titled("民生_平阳在线"), head, title, DAY, FIRST, SECOND)
    assert (inside.title, inside.published_at) == ("汾河两岸绿意浓", "2024-05-08T09:17:00+08:00")
    first = article(titled("看平阳"), f"<div>看平阳</div>{DAY}", "<h1>汾河两岸绿意浓</h1>", FIRST, SECOND)
    assert first.title == "汾河两岸绿意浓"


def test_of_lines_that_say_the_title_the_one_above_the_date_and_the_text_is_it() -> None:
    title = "汾河两岸绿意浓"
    above = (
        f"<div class=bar>{title}</div><ul><li><a href=/>首页</a></li><li>{title}</li></ul><p class=k>生态文明看临汾</p>"
    )
    read = article(titled(title), f"{above}<div>{title}</div>{DAY}", FIRST, f"<b>{title}</b>", SECOND)
    assert (read.title, read.kicker) == (title, "生态文明看临汾")
    assert read.body.startswith(FIRST)


def test_many_lines_that_repeat_the_title_are_read_in_time() -> None:
    lines = "".join("<p>汾河两岸绿意浓</p>" for _ in range(3000))
    assert article(titled("汾河两岸绿意浓_平阳在线"), f"<h1>汾河两岸绿意浓</h1>{DAY}", FIRST, lines, SECOND).title


def test_what_is_the_title_whole_overrides_a_longer_line_above_it() -> None:
    head = f"<h3>李云峰在尧都区调研时强调</h3><h3>李云峰在尧都区调研</h3>{DAY}"
    assert article(titled("李云峰在尧都区调研"), head, FIRST, SECOND).title == "李云峰在尧都区调研"


def test_a_headline_of_the_text_is_no_title_where_the_date_comes_after_the_text() -> None:
    head = "<div style='font-size:26px'>绿色转型看浮山</div>"
    text = ("<p align=center><b style='font-size:22px'>荒山变银行，黄土生金果</b></p>", FIRST, SECOND)
    read = article(titled("绿色转型看浮山-平阳在线"), head, *text, box="<div class=c>{}</div>" + DAY)
    assert read.title == "绿色转型看浮山"


def test_a_sub_head_is_no_title_where_title_and_text_share_an_element() -> None:
    text = ("<h3>全市防汛工作会召开</h3>", FIRST, "<h3>市区公交线路有调整</h3>", SECOND)
    assert article(titled("要闻速览"), "<div>要闻速览</div>", *text, f"{DAY}", box="{}").title == "要闻速览"


@pytest.mark.parametrize("box", ["<center><b>{}</b></center>", "<div align=center><strong>{}</strong></div>"])
def test_a_headline_that_the_lead_says_again_is_none_of_its_summaries(box: str) -> None:
    kicker, headline = "坚持以人民为中心　坚决打赢蓝天保卫战", "我市召开冬季清洁取暖工作调度会"
    lead = f"11月8日，{headline}，听取工程进展情况汇报，研究解决存在的突出问题。"
    text = (
        f"<div align=center>{kicker}</div>",
        box.format(headline),
        f"　　{lead}<br><br>　　会议指出，要倒排工期。<br>",
    )
    read = article(
        titled("临汾市召开冬季清洁取暖工作调度会"), f"<h3>临汾市召开冬季清洁取暖工作调度会</h3>{DAY}", "".join(text)
    )
    assert (read.kicker, read.headline) == (kicker, headline)
