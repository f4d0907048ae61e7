"""The title of a page of no known layout, where the browser's title is the name of a site, an account or a channel."""

from __future__ import annotations

import pytest
from test_generic import read
from test_pages import page_of, template

from linfen_crawler.pages import read_article
from pipelines.normalise import normalise

TITLE = "浮山：社火闹红元宵夜"
TEXT = "<p>正月十五，浮山县城人潮涌动，二十多支社火队伍依次登场。</p><p>当晚，烟火晚会在体育公园举行。</p>"
DAY = "2025-02-12 09:20"


def shown(said: str, head: str, *, meta: str = "") -> str:
    return f"<head><title>{said}</title>{meta}</head><div class=page>{head}<div class=con>{TEXT}</div></div>"


@pytest.mark.parametrize(
    "head",
    [
        f"<div><img src=/f.png><h3>浮山融媒</h3><span>{DAY}</span></div><h2>{TITLE}</h2>",
        f"<h2>{TITLE}</h2><div><i>原创</i><span>浮山融媒</span><em>{DAY}</em></div>",
        f"<div><img src=/f.png><span>浮山融媒</span> <span>{DAY}</span></div><h3>{TITLE}</h3>",
        f"<h1>{TITLE}</h1><div class=m><img src=/f.png><div><p>浮山融媒</p><p>{DAY}</p></div></div>",
    ],
    ids=[
        "account above the title",
        "account below the title",
        "account and date in a line",
        "account in a box below the title",
    ],
)
def test_the_name_of_an_account_is_no_title(head: str) -> None:
    article = normalise(read(shown("浮山融媒", head)))
    assert (article.title, article.source) == (TITLE, "浮山融媒")


@pytest.mark.parametrize("title", ["夏日", "故园秋色"])
def test_a_short_title_below_the_head_of_its_site_is_a_title(title: str) -> None:
    site = "<div class=top><h1>平阳文学季刊网上版本</h1></div>"
    assert read(shown(title, f"{site}<div><div class=t>{title}</div><div>{DAY}</div></div>")).title == title
    assert read(shown(title, f"<h2>{title}</h2><div>{DAY}</div><h3>一、汾河岸边的蝉鸣与荷香</h3>")).title == title


@pytest.mark.parametrize("said", ["浮山融媒-资讯详情", "临汾热线--新闻中心", "新闻"])
@pytest.mark.parametrize(
    "head",
    [
        f"<p>{TITLE}</p><p><span>浮山融媒体中心</span><span>{DAY}</span><span>阅读 3.2万</span></p>",
        f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>http://www.x.cn　{DAY}　临汾日报</td></tr></table>",
    ],
)
def test_where_the_browsers_title_is_made_of_names_the_title_is_above_the_date(said: str, head: str) -> None:
    article = normalise(read(shown(said, head)))
    assert (article.title, article.published_at) == (TITLE, "2025-02-12T09:20:00+08:00")


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("新闻", "2025-02-12　临汾日报"),
        ("临汾市公共资源交易中心", "【信息时间：2025/2/12　阅读次数：108】【<a>关闭</a>】"),
    ],
)
def test_the_title_is_above_a_day_that_a_machine_wrote(said: str, when: str) -> None:
    article = normalise(read(shown(said, f"<p align=center><b>{TITLE}</b></p><p align=center>{when}</p>")))
    assert (article.title, article.published_at) == (TITLE, "2025-02-12")


def test_a_papers_page_that_does_not_show_its_name_has_the_headline_as_its_title() -> None:
    head = f"<table><tr><td align=center><strong>{TITLE}</strong></td></tr><tr><td align=center>□ 记者 郭 璞</td></tr>"
    body = f"<tr><td>{TEXT}</td></tr></table><p>2025年2月12日 星期三</p>"
    page = f"<head><title>{{}}</title></head><div>2025年2月12日 星期三</div>{head}{body}"
    of_paper = read(page.format("临汾日报晚报版多媒体数字报刊"))
    assert (of_paper.title, of_paper.headline) == (TITLE, None)
    of_article = read(page.format("浮山社火闹元宵"))
    assert (of_article.title, of_article.headline) == ("浮山社火闹元宵", TITLE)


def test_the_source_is_beside_a_day_without_its_year() -> None:
    head = f"<h1>{TITLE}</h1><div><img src=/f.png><div>浮山融媒</div><div>02-12 09:20</div></div>"
    meta = "<meta property='article:published_time' content='2025-02-12T09:20:12+08:00'>"
    article = normalise(read(shown(TITLE, head, meta=meta)))
    assert (article.source, article.published_at) == ("浮山融媒", "2025-02-12T09:20:12+08:00")


@pytest.mark.parametrize("bar", ["：", " | ", "丨"])
@pytest.mark.parametrize("behind", ["", "<div class=c><p>编辑：吉政</p></div>"])
def test_who_made_a_text_is_named_at_its_end(bar: str, behind: str) -> None:
    head = f"<h1>{TITLE}</h1><div>{DAY}</div>"
    line = f"记者{bar}韩文鑫　通讯员{bar}李晓娟"
    html = shown(TITLE, head).replace("</div></div>", f"<p>{line}</p>{behind}</div></div>")
    article = read(html)
    assert article.paragraphs[-1] == line
    assert [one.name for one in normalise(article).credits][:2] == ["韩文鑫", "李晓娟"]


def test_who_made_a_text_may_be_named_below_its_wrapper_and_its_end() -> None:
    head = f"<h1>{TITLE}</h1><div>{DAY}</div>"
    foot = "<p>-END-</p><p>文字 | 秦　岚</p><p>摄影 | 杜建平</p><p>编辑 | 尚晓燕</p>"
    html = f"<head><title>{TITLE}</title></head>{head}<div class=con><section>{TEXT}</section>{foot}</div>"
    assert read(html).paragraphs[2:] == ("文字 | 秦　岚", "摄影 | 杜建平")


@pytest.mark.parametrize(
    ("inner", "title", "kicker", "subtitle"),
    [
        (f"<span>图文</span>{TITLE}", TITLE, None, None),
        (f"<small>视频</small>{TITLE}", TITLE, None, None),
        (f"<span class=type>专题</span><span>{TITLE}</span>", TITLE, None, None),
        (f"<em>原创</em>{TITLE}<span>[组图]</span>", TITLE, None, None),
        (f"{TITLE}<small>阅读 320</small>", TITLE, None, None),
        (f"<small>我们的节日</small><br>{TITLE}", TITLE, "我们的节日", None),
        (f"{TITLE}<small>二十多支社火队登场</small>", TITLE, None, "二十多支社火队登场"),
        ("<span>视频</span>会议调度防汛工作", "视频会议调度防汛工作", None, None),
        ("<span>浮山</span>：社火闹红元宵夜", TITLE, None, None),
        (f"【视频】{TITLE}", f"【视频】{TITLE}", None, None),
    ],
)
def test_what_is_beside_a_title_in_its_element_is_not_part_of_it(
    inner: str, title: str, kicker: str | None, subtitle: str | None
) -> None:
    html = template(TEXT, title=inner)
    article = read_article(page_of(f"<title>{title}-临汾新闻网</title>{html}"))
    assert (article.title, article.kicker, article.subtitle) == (title, kicker, subtitle)


@pytest.mark.parametrize("kind", ["<span>图文</span>", "<i>视频</i> ", "<small>[组图]</small>"])
def test_the_kind_of_an_article_is_recognised_by_its_word_where_the_browser_says_no_title(kind: str) -> None:
    html = template(TEXT, title=f"{kind}{TITLE}")
    assert read_article(page_of(html)).title == TITLE
    assert read(shown(TITLE, f"<h1>{kind}{TITLE}</h1><p>{DAY}</p>")).kicker is None
