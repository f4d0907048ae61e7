"""Pages of one size that are hard to read: one thing of all that a page holds, far too often or far too long."""

from __future__ import annotations

import cProfile
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import CodeType

from backtracking import timed
from large_pages import LARGE, in_another, in_template

from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages import Page, join_parts, read_article, read_listing, read_menu
from linfen_crawler.urls import Site
from pipelines.normalise import normalise

LIMIT_S = 20.0
"""CPU seconds after which a reader is broken off."""
_MAX_WALL_S = 90.0
"""Seconds after which a process is given up: what is stuck in C hears no signal."""
URL = "http://www.lfxww.com/linfen/shizheng/2664279.html"
_DATE_LINE = "2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数："
_TEXT = "<p>　　临汾新闻网讯 （记者 张浩 霍壮） 4月29日，表彰大会在市影剧院隆重举行。</p>"

_EVERY_PART = "nry jcontent xb-left xb-h2 xb-h4 zrbj"


def page(body: str = _TEXT, *, title: str = "我市召开五一表彰大会", date_line: str = _DATE_LINE, tail: str = "") -> str:
    """Write the regular template."""
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        '<div class="navlf"><span><a href="/linfen/">临汾</a></span></div>'
        f'<div class="col-md-8 xb-left"><h2 class="xb-h2">{title}</h2><h3 class="h4 xb-h4">{date_line}</h3>'
        f'<div class="col-md-12 nry jcontent">{body}</div>'
        f'<div class="text-right zrbj"><p>责任编辑：吉政</p></div>{tail}</div></body></html>'
    )


def _filled(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()) + 1)


def _in_body(unit: str) -> Callable[[int], str]:
    return lambda size: page(_filled(unit, size) + _TEXT)


def _in_paragraph(unit: str) -> Callable[[int], str]:
    return lambda size: page(f"{_TEXT}<p>{_filled(unit, size)}</p>{_TEXT}")


def _behind_text(unit: str) -> Callable[[int], str]:
    return lambda size: page(_TEXT + _filled(unit, size))


def _numbered(unit: str, around: str = "{}") -> Callable[[int], str]:
    """Write a page of tags with attributes of which no two are the same."""
    return lambda size: page(around.format("".join(unit.format(n) for n in range(size // len(unit)))) + _TEXT)


HARD: dict[str, Callable[[int], str]] = {
    **{f"one tag of {unit!r}": _numbered(unit, "<p{}>") for unit in (" a{}=1", "a{}='1'", "/a{}")},
    **{f"many tags like {unit!r}": _numbered(unit) for unit in ("<body a{}=1>", "<HTML b{}>", "<p a{}>")},
    **{f"one paragraph of {unit!r}": _in_paragraph(unit) for unit in (
        "(记者 ", "（记者 张三 ", "【", "(", "张", "张三 ", "记者 ", "1", "1 ", "a", " ", "&nbsp;", "\u3000",
        "\u3000\u3000张。<br>",
        "摄 ", "记者 张三 摄。", "责任编辑：", "【责任编辑：张三】", "来源：", "首席", "本报首席记者 张三、", "图为",
        "·", "2021-04-30 ",
        "临汾新闻网讯 ", "版权声明：", "凡的", "上一篇：", "相关阅读", "附件", "dòng(", "勞(dòng)", "é", "e\u0301",
        "<b>的</b>", "&#20020;",
        "#p#", "，", "——", "404 ", "臨", "下一页 ", "第1", "1 的",
    )},
    **{f"many lines of {unit!r}": _in_body(unit) for unit in (
        "<br>", "<p>", "<p>临汾", "<p>临汾</p>", "<div>", "<p></p>", "<p>记者 张三 摄</p>", "<p>图为大会现场。</p>",
        "<p>【责任编辑：张三】</p>",
        "<p>　　临汾新闻网讯 （记者 张三） 会。</p>", '<a href="/linfen/1.html">见</a>', '<img src="/1.jpg">',
        "<p>来源：临汾日报</p>", '<p>1 <a href="/x?p=2">2</a></p>', '<a href="2664279_2.html">2</a>',
        '<p><img src="/1.jpg"></p><p>图为会场。记者 张三 摄</p>', "<strong>小标题</strong><br>", "<!-- -->",
        "<script></script>",
        "<section><section><span>的</span></section></section>", "&amp;", "<", "</p>", "</div>", "<font>", "<b>",
        "<ul><li>的</ul>",
        '<p align="center">的</p>', "<p>版权声明：凡的</p>", "<table><tr><td>的</td><td>的</td></tr></table>",
        "<p>1</p>", "<p>下一页</p>",
        '<div><p>山西</p><p>频道</p><p>首页</p><ul><li><a href="/x/1.html">大槐树景区客流</a> 2021-06-17</li></ul>',
        '<iframe src="/v.html"></iframe>', "<pre>的</pre>",
    )},
    **{f"lines behind the text of {unit!r}": _behind_text(unit) for unit in (
        "<div>打印</div>", "<div>分享微信朋友圈</div>", "<p>阅读原文</p>", "<p>原标题：的</p>", "<p>附件：</p>",
    )},
    "a long title": lambda size: page(title=_filled("张", size)),
    "a long number before a word": lambda size: page(f"{_TEXT}<p>{_filled('1', size)}的</p>"),
    "lines of long numbers": lambda size: page(_filled(f"<p>{'1' * 60}的</p>", size)),
    "a title of spaces": lambda size: page(title="张" + _filled(" ", size) + "张"),
    "a long date line": lambda size: page(date_line=_DATE_LINE + _filled("来源：张 ", size)),
    "a date line of digits": lambda size: page(date_line=_filled("2021-04-30 09:", size)),
    "a date line of spaces": lambda size: page(date_line="2021-04-30" + _filled(" ", size) + "来源：临汾新闻网"),
    "a long attribute": lambda size: page(f'<p title="{_filled("张", size)}">的</p>{_TEXT}'),
    "a long class": lambda size: page(f'<p class="{_filled("a ", size)}">的</p>{_TEXT}'),
    "a long style": lambda size: page(f'<p style="{_filled("display :", size)}">的</p>{_TEXT}'),
    "a long href": lambda size: page(f'<p><a href="/{_filled("a/../", size)}">的</a></p>{_TEXT}'),
    "a long src": lambda size: page(f'<p><img src="/{_filled("loading_", size)}" data-src="/1.jpg"></p>{_TEXT}'),
    "a long alt": lambda size: page(f'<p><img src="/1.jpg" alt="{_filled("张", size)}"></p>{_TEXT}'),
    "different links": lambda size: page(_numbered('<a href="/linfen/{n}.html">第{n}篇</a>', size) + _TEXT),
    "different links behind": lambda size: page(tail=_numbered('<p><a href="/linfen/{n}.html">第{n}篇</a></p>',
    size)),
    "related links": lambda size: page(tail="<h4>相关阅读</h4>" + _numbered('<a href="/l/{n}.html">第{n}篇</a>',
    size)),
    "different images": lambda size: page(_numbered('<p><img src="/{n}.jpg" alt="图{n}的说明"></p>', size) + _TEXT),
    "different captions": lambda size: page(_numbered("<p>图为第{n}个会场。记者 张三 摄</p>", size) + _TEXT),
    "different paragraphs": lambda size: page(_numbered("<p>　　第{n}件事办好了，大家都说好。</p>", size)),
    "different short lines": lambda size: page(_numbered("<p>第{n}件</p>", size)),
    "a table": lambda size: page("<table>" + _numbered("<tr><td>{n}</td><td>的</td></tr>",
    size) + "</table>" + _TEXT),
    "a wide table": lambda size: page("<table><tr>" + _numbered("<td>{n}</td>", size) + "</tr></table>" + _TEXT),
    "a table of spanning cells": lambda size: page(
        "<table>" + _filled("<tr>" + "<td rowspan=200 colspan=30>的" * 30, size) + "</table>" + _TEXT
    ),
    "nested divisions": lambda size: page(_filled("<div>", size) + _TEXT),
    "nested sections with spans": lambda size: page(_filled("<section><span>字</span>", size)),
    "nested sections with stray ends": lambda size: page(_filled("<section></b>字", size)),
    "nested tables": lambda size: page(_filled("<table><tr><td>的", size) + _TEXT),
    "nested bodies": lambda size: page(_filled('<div class="jcontent">', size) + _TEXT),
    "nested parts": lambda size: _filled('<div class="nry xb-left xb-h2">', size) + page(),
    "every part at once": lambda size: page() + _filled(f'<div class="{_EVERY_PART}">的</div>', size),
    "every part at once, before": lambda size: _filled(f'<div class="{_EVERY_PART}">的</div>', size) + page(),
    "parts in a deep place": lambda size: _filled("<div>", size) + '<div class="nry xb-left xb-h2">' * 99 + page(),
    "a title of nested lists": lambda size: page(title="数枣树的人<b>字</b>" + _filled("<ul><li>e\u0301", size)),
    "many titles": lambda size: _filled('<h2 class="xb-h2">的</h2>', size) + page(),
    "many date lines": lambda size: _filled('<h3 class="xb-h4">的</h3>', size) + page(),
    "many bodies": lambda size: page() + _filled('<div class="jcontent">的</div>', size),
    "many columns": lambda size: page() + _filled('<div class="xb-left"><div class="jcontent">的</div></div>', size),
    "many editors": lambda size: page(tail=_filled('<div class="zrbj"><p>责任编辑：吉政</p></div>', size)),
    "a gallery": lambda size: (
        '<div class="piccontext"><h2>的</h2><div class="source_left">2016-10-12 09:30:00</div>'
        '<div class="picshowlist"><ul>'
        + _numbered('<li><a><img src="/t/{n}.jpg" bigimg="/{n}.jpg" text="图{n}。记者 张三 摄"></a></li>', size)
        + '</ul></div><div class="pictext">的</div></div>'
    ),
    "a listing": lambda size: f'<div id="contentText"><div><ul>{_numbered("<li><a href=/l/{n}.html>的</a>", size)}',
    "pages of an article": lambda size: page(tail=_numbered('<a href="2664279_{n}.html">[{n}]</a>', size)),
    "pages of an article by query": lambda size: page(
        tail=_numbered('<a href="?page={n}">2664279_1.html 第{n}页</a>', size)
    ),
    "declared often": lambda size: _filled("<meta charset=gb", size) + page(),
    "no page at all": lambda size: _filled("临汾", size),
    "a soft 404": lambda size: f"<title>{_filled('页面', size)}</title><body>{_filled('- ', size)}</body>",
}  # fmt: skip


def _in(template: Callable[[str], str], fill: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: template(fill(size))


TIMED = tuple(HARD)
"""The pages that are timed at 1 MB; the longer list is held to the work that it takes."""
HARD |= {
    f"{name}, {template.__name__}": _in(template, fill)
    for name, fill in LARGE.items()
    for template in (in_template, in_another)
}


def _numbered(form: str, size: int) -> str:
    count = size // len(form.encode())
    return "".join(form.replace("{n}", str(number)) for number in range(1, count + 1))


def read_and_normalise(page: Page) -> None:
    """Read an article as the crawl does, to its end."""
    normalise(join_parts([read_article(page)]))


def times(name: str, size: int) -> dict[str, float]:
    """Return the CPU seconds that each reader takes for a hard page."""
    hard = _page(name, size)
    readers = (read_article, read_listing, read_menu, read_and_normalise)
    return {reader.__name__: timed(partial(_refusing, reader, hard), LIMIT_S) for reader in readers}


def work(name: str, size: int, within: str = "") -> int:
    """Return how many functions are called to read a hard page: the same on any machine, however busy.

    Those alone are counted whose module's path ends as ``within`` does.
    """
    hard = _page(name, size)
    profile = cProfile.Profile()
    profile.runcall(_refusing, read_and_normalise, hard)
    return sum(entry.callcount for entry in profile.getstats() if not within or _path(entry.code).endswith(within))


def _path(code: object) -> str:
    return code.co_filename if isinstance(code, CodeType) else ""


def _page(name: str, size: int) -> Page:
    return Page(url=URL, body=HARD[name](size).encode(), content_type="text/html; charset=utf-8", site=Site())


def _refusing(reader: Callable[[Page], object], hard: Page) -> None:
    with suppress(ExtractionError):
        reader(hard)


def measured(size: int, names: Sequence[str] = TIMED, *, together: int = 1) -> dict[str, dict[str, float] | str]:
    """Measure hard pages, so many together in a process: one that ends early says so in place of the times."""
    groups = [list(names[first : first + together]) for first in range(0, len(names), together)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = threads.map(partial(_in_a_process, size=size), groups)
        return {name: taken for one in found for name, taken in one.items()}


def _in_a_process(names: list[str], size: int) -> dict[str, dict[str, float] | str]:
    # A process of their own, for a page that nests too deep may end it.
    command = [sys.executable, __file__, str(size), *names]
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=path, timeout=_MAX_WALL_S * len(names)
        )
    except subprocess.TimeoutExpired as error:
        return dict.fromkeys(names, f"not read within {error.timeout} s")
    if done.returncode:
        return dict.fromkeys(names, f"exit {done.returncode}: {done.stderr[-300:]}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    print(json.dumps({name: times(name, int(sys.argv[1])) for name in sys.argv[2:]}))
