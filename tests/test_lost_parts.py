"""A redesign begins with one part of the page: what a known layout has lost is found by labels, and strays are left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_fixtures import as_kept, differences, load, pages

from linfen_crawler.pages import Reading, join_parts, read
from pipelines.normalise import normalise

CASE = "article/regular_2021"
TITLE = '<h2 class="h2 text-center xb-h2">全市春季造林绿化工作推进会召开</h2>'
DATE = '<h3 class="h4 text-center xb-h4">2021-03-18 08:45:02 来源：临汾新闻网　　 浏览次数：</h3>'
SAID = "2021-03-18 08:45:02 来源：临汾新闻网　　 浏览次数："
COLUMN = '<div class="col-md-8 xb-left">'
BODY = '<div class="col-md-12 nry jcontent">'
EDITOR = '<div class="text-right zrbj"><p>责任编辑：实习生卫慧婷</p></div>'
NAMED = "<p>责任编辑：实习生卫慧婷</p>"
CRUMBS = '<div class="navlf">'
RELATED = '<div class="xgyd">'
SIDEBAR = '<div class="col-md-4">'
FOOT = '<div class="footer">'

SAID_TITLE = "<title>全市春季造林绿化工作推进会召开-临汾新闻网</title>"

OF_DATE, OF_PATH = {DATE: f'<div class="info">{SAID}</div>'}, {CRUMBS: '<div class="crumbs">'}
OF_TITLE = {TITLE: '<div class="tt">全市春季造林绿化工作推进会召开</div>'}
OF_BODY, OF_COLUMN = {BODY: '<div class="article-content">'}, {COLUMN: '<div class="main">'}

ONE_LOST = {
    "the date line's element": (OF_DATE, "date_line"),
    "its tag, and two elements for it": (
        {DATE: '<p>2021-03-18 08:45:02</p><p class="ly">来源：临汾新闻网　　 浏览次数：</p>'},
        "date_line",
    ),
    "the date line's place": ({DATE: "", TITLE: f'<div class="time">{SAID}</div>{TITLE}'}, "date_line"),
    "the breadcrumb's class": (OF_PATH, "breadcrumb"),
    "the title's element": (OF_TITLE, "title"),
    "the title's element, with a channel's heading above": (
        {TITLE: "<h1>时政要闻</h1><h2>全市春季造林绿化工作推进会召开</h2>"},
        "title",
    ),
    "the title's class, under a logo": (
        {TITLE: '<h1><a href="/">临汾新闻网</a></h1><h2>全市春季造林绿化工作推进会召开</h2>'},
        "title",
    ),
    "the editor's place, outside of the column": ({EDITOR: "", SIDEBAR: f"{NAMED}{SIDEBAR}"}, "editor"),
    "the editor's place, above the text": ({EDITOR: "", BODY: f"{NAMED}{BODY}"}, "editor"),
}
NOTHING_LOST: dict[str, dict[str, str]] = {
    "the title is a first-level heading": {TITLE: TITLE.replace("h2 class", "h1 class").replace("/h2", "/h1")},
    "the title stands above the column": {TITLE: "", COLUMN: f"{TITLE}{COLUMN}"},
    "the date line has lost its class, not its line": {DATE: DATE.replace("h3", "h4").replace("/h3", "/h4")},
    "a second date line": {DATE: f'<h3 class="xb-h4">更新时间：2021-03-19 10:00:00</h3>{DATE}'},
    "the editor's class": {EDITOR: f'<div class="bianji">{NAMED}</div>'},
    "the column's class": OF_COLUMN,
    "one of the body's classes": {BODY: '<div class="nry">'},
    "a class on the related links": {RELATED: '<div class="xgyd jcontent">'},
    "a title's class on the heading of related links": {RELATED: '<h2 class="xb-h2">相关阅读</h2><div>'},
    "comments": {RELATED: f'<div class="comments"><div class="nry"><p>网友：说得好，支持！</p></div></div>{RELATED}'},
    "a box before the column": {
        COLUMN: f'<h2 class="xb-h2">推荐</h2><div class="nry"><p>敬请期待新版。</p></div>{COLUMN}'
    },
    "a sidebar of the column's class": {COLUMN: f'<div class="xb-left"><h3>专题</h3></div>{COLUMN}'},
    "a gallery in the sidebar": {
        SIDEBAR: f'<div class="piccontext picshow"><h2>视觉</h2><img src="/t.jpg"></div>{SIDEBAR}'
    },
    "the foot": {FOOT: '<div class="footer nry">'},
    "the browser's title names the channel, as a heading does": {
        SAID_TITLE: "<title>时政要闻-临汾新闻网</title>",
        COLUMN: f"<h1>时政要闻</h1>{COLUMN}",
    },
    "the browser's title is the newspaper's headline": {
        SAID_TITLE: "<title>我市召开春季造林绿化工作推进会-临汾新闻网</title>",
    },
    "the browser's title is the site's name": {SAID_TITLE: "<title>临汾新闻网</title>"},
    "strays, and no column": {
        **OF_COLUMN,
        CRUMBS: f'<div><h2 class="xb-h2">专题</h2><div class="nry"><p>点击进入专题，了解更多。</p></div></div>{CRUMBS}',
        SIDEBAR: f'<div><h2 class="xb-h2">热点</h2><div class="jcontent"><p>侧栏的文字。</p></div></div>{SIDEBAR}',
    },
}
REDESIGNED: dict[str, dict[str, str]] = {
    "date line and breadcrumb": OF_DATE | OF_PATH,
    "title, date line and column": OF_TITLE | OF_DATE | OF_COLUMN,
    "the body": OF_BODY,
    "all, and a box bears the old classes": {
        **OF_TITLE, **OF_DATE, **OF_BODY, **OF_COLUMN, **OF_PATH,
        SIDEBAR: (
            '<div class="xb-left"><h2 class="xb-h2">视觉</h2><h3 class="xb-h4">2021-03-17 来源：图片库</h3>'
            f'<div class="jcontent"><p>这里是侧栏的图片说明文字。</p></div></div>{SIDEBAR}'
        ),
    },
    "all, and a photo box bears the gallery's classes": {
        **OF_TITLE, **OF_DATE, **OF_BODY, **OF_COLUMN,
        SIDEBAR: (
            '<div class="piccontext"><h2>视觉</h2><div class="picshowlist"><ul>'
            f'<li><img src="/t.jpg" bigimg="/b.jpg" text="秋色"></li></ul></div></div>{SIDEBAR}'
        ),
    },
}  # fmt: skip


def reading_of(changes: dict[str, str]) -> Reading:
    """The regular page with parts of its source replaced."""
    page = next(pages(CASE))
    source = page.body.decode()
    for old, new in changes.items():
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return read(replace(page, body=source.encode()))


def wrong(reading: Reading, layout: str) -> dict:
    """The fields that differ from what a person read of the page as it was."""
    expected = load(CASE, "expected") | {"layout": layout}
    return differences(as_kept(normalise(join_parts([reading.article]))), expected)


@pytest.mark.parametrize("lost", ONE_LOST)
def test_one_lost_part_is_found_by_labels_and_marked(lost: str) -> None:
    changes, part = ONE_LOST[lost]
    reading = reading_of(changes)
    assert wrong(reading, "regular") == {}
    assert reading.told == {part}
    assert normalise(reading.article).found_by_labels == (part,)
    assert reading.rules[part].endswith("the layout's element for it is missing")


@pytest.mark.parametrize("change", NOTHING_LOST)
def test_a_class_more_or_less_or_a_stray_one_changes_nothing(change: str) -> None:
    assert wrong(reading_of(NOTHING_LOST[change]), "regular") == {}


@pytest.mark.parametrize("lost", REDESIGNED)
def test_a_page_that_has_lost_its_body_or_several_parts_is_of_no_known_layout(lost: str) -> None:
    assert wrong(reading_of(REDESIGNED[lost]), "generic") == {}


def test_what_holds_title_date_and_text_may_bear_the_bodys_class() -> None:
    moved = {BODY: '<div class="txt">', TITLE: f"{BODY}{TITLE}", EDITOR: f"</div>{EDITOR}"}
    assert wrong(reading_of(moved), "regular") == {}


def test_a_channels_name_above_the_title_is_no_kicker() -> None:
    assert wrong(reading_of({TITLE: f'<h2 class="pd">时政要闻</h2>{TITLE}'}), "regular") == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="piccontext">', '<div class="picbox">'),
        ("<h2>汾河秋色</h2>", '<div class="tt">汾河秋色</div>'),
        ('<div class="source_left">', '<div class="from">'),
        ('<div class="source"><div class="source_left">', "<div><div>"),
        ('<div class="picshow">', '<div class="picshow on">'),
    ],
)
def test_a_photo_page_that_has_lost_a_part_is_a_photo_page(old: str, new: str) -> None:
    page = next(pages("article/gallery"))
    source = page.body.decode()
    assert source.count(old) == 1
    reading = read(replace(page, body=source.replace(old, new).encode()))
    assert differences(as_kept(normalise(join_parts([reading.article]))), load("article/gallery", "expected")) == {}
