"""Pages as long as one likes, as an editor, an importer or an attacker may write them, in two templates."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

_CHARACTERS = (
    "的一是在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
)
_SENTENCE = "　　汾河两岸的乡亲们说，今年的收成比去年好了{n}成，大家心里都踏实。"


def in_template(body: str) -> str:
    """Write the regular template around a body."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>我市召开五一表彰大会_临汾新闻网</title></head><body>'
        '<div class="navlf"><span><a href="/linfen/">临汾</a></span></div>'
        '<div class="col-md-8 xb-left"><h2 class="h2 text-center xb-h2">我市召开五一表彰大会</h2>'
        '<h3 class="h4 text-center xb-h4">2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数：</h3>'
        f'<div class="col-md-12 nry jcontent">{body}</div>'
        '<div class="text-right zrbj"><p>责任编辑：吉政</p></div></div></body></html>'
    )


def in_another(body: str) -> str:
    """Write a template that no layout declares around a body."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>我市召开五一表彰大会_临汾新闻网</title></head><body>'
        '<nav><a href="/">首页</a> <a href="/linfen/">临汾</a></nav><main><article><h1>我市召开五一表彰大会</h1>'
        '<div class="info"><span>2021-04-30 09:17</span> <span>来源：临汾新闻网</span></div>'
        f'<div class="entry">{body}</div><p class="ed">（责任编辑：吉政）</p></article></main></body></html>'
    )


def _filled(units: Callable[[int], str], size: int) -> str:
    """Return numbered units up to a size in bytes."""
    return "".join(_until(map(units, count(1)), size))


def _until(pieces: Iterator[str], size: int) -> Iterator[str]:
    taken = 0
    while taken < size:
        piece = next(pieces)
        taken += len(piece.encode())
        yield piece


def _of(form: str) -> Callable[[int], str]:
    return lambda size: _filled(lambda n: form.replace("{n}", str(n)), size)


def _around(before: str, form: str, after: str = "") -> Callable[[int], str]:
    return lambda size: before + _of(form)(size) + after


def _words(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choices(_CHARACTERS, k=chance.randint(least, most)))


def _prose(size: int) -> str:
    """Return text in sentences of all lengths, without a break."""
    chance = random.Random(7)
    return _filled(lambda _: _words(chance, 4, 40) + chance.choice("，，、。"), size)


def _different_paragraphs(size: int) -> str:
    chance = random.Random(8)
    return _filled(lambda _: f"<p>　　{_words(chance, 10, 120)}。</p>\r\n", size)


def _rows(cells: int, form: str = "<td>{n}</td>") -> Callable[[int], str]:
    return _around("<table>", f"<tr>{form * cells}</tr>\n", "</table>")


LARGE: dict[str, Callable[[int], str]] = {
    "prose in one paragraph": lambda size: f"<p>{_prose(size)}</p>",
    "prose without an element": _prose,
    "prose of one sentence": lambda size: f"<p>{_prose(size).replace('。', '，')}。</p>",
    "paragraphs of prose": _different_paragraphs,
    "paragraphs parted by empty lines": _of("　　今年的收成好了{n}成，大家都踏实。<br><br>\n"),
    "lines parted by breaks": _of("今年的收成好了{n}成，<br>"),
    "indented lines parted by breaks": _of("　　今年的收成好了{n}成。<br/>\n"),
    "short paragraphs": _of("<p>好{n}</p>\n"),
    "paragraphs of office software": _of(
        '<p class="MsoNormal" style="text-indent:32pt;mso-char-indent-count:2.0"><span lang="EN-US" style="font-size:'
        '16.0pt;font-family:仿宋_GB2312"><o:p>{n}</o:p></span><span style="font-size:16.0pt">件事办好了。</span></p>\n'
    ),
    "paragraphs of a chat application": _of(
        '<section style="margin:0 8px;line-height:1.75em"><section style="box-sizing:border-box"><p style="text-align:'
        'justify"><span style="font-size:15px;color:rgb(63,63,63)">第{n}件事办好了，大家都说好。</span></p></section>'
        "</section><p><br></p>"
    ),
    "spans around each character": _of(
        '<span style="font-size:15px">临</span><span style="font-size:15px">汾</span><span>{n}</span>'
    ),
    "paragraphs of spans around each character": _of(
        '<p><span style="color:#333">汾</span><span style="color:#333">河</span><span>{n}</span><span>。</span></p>'
    ),
    "links in one paragraph": _around("<p>", '<a href="/linfen/shizheng/{n}.html">第{n}条消息</a>、', "</p>"),
    "links in sentences": _of('<p>　　据<a href="http://www.example.com/{n}">新华社</a>报道，第{n}件事办好了。</p>'),
    "links in a list": _around("<ul>", '<li><a href="/linfen/shizheng/{n}.html">第{n}届文化节开幕</a></li>', "</ul>"),
    "links with dates": _of(
        '<li><span>2021-04-30</span><a href="/linfen/shizheng/{n}.html" title="第{n}届">第{n}届文化节开幕</a></li>'
    ),
    "bold words": _around("<p>", "第<b>{n}</b>件<strong>大事</strong>，", "</p>"),
    "marks of emphasis left open": _of("<b><i>第{n}件<p>大事"),
    "images with captions": _of(
        '<p style="text-align:center"><img src="/u/{n}.jpg" alt="会场{n}"></p><p style="text-align:center">'
        "图为第{n}个会场。记者 张浩 摄</p>"
    ),
    "images with captions that name someone else each": _of(
        '<p><img src="/u/{n}.jpg"></p><p>▲第{n}位村民王小{n}在果园里采摘。李爱国 摄</p>'
    ),
    "images with alternative texts": _of(
        '<p><img src="/u/{n}.jpg" alt="第{n}位市民在跳舞"></p><p>第{n}位市民跳得好。</p>'
    ),
    "images in one paragraph": _around("<p>", '<img src="/u/{n}.jpg" alt="">', "</p>"),
    "images as figures": _of('<figure><img data-src="/u/{n}.jpg"><figcaption>会场一角 {n}</figcaption></figure>'),
    "images in a grid": _rows(3, '<td><img src="/u/{n}.jpg"><br>会场{n}</td>'),
    "credits": _of("<p>记者 张浩 通讯员 李爱国</p>"),
    "credits of people": _of("<p>文/王小{n} 图/李爱国</p>"),
    "credits in brackets": _of("<p>　　第{n}件事办好了。（记者 张浩 通讯员 李爱国）</p>"),
    "leads": _of("<p>　　本报讯（记者 张浩）第{n}件事办好了。</p>"),
    "names of a list": _around("<p>", "王小军 李爱国 张 浩 畅任杰　", "</p>"),
    "a name a paragraph": _of("<p>张浩</p>"),
    "names above their teachers": _of("<p>张浩</p><p>指导老师：李静</p>"),
    "names in lines": _of("<p>王小军 李爱国 张　浩 畅任杰</p>"),
    "dialogue": _of("<p>　　记者：今年收成怎么样？</p><p>　　王小军：好了{n}成。</p>"),
    "verses": _of("汾水东流去，<br>春风第{n}回。<br><br>"),
    "verses in paragraphs": _of('<p align="center">汾水东流去</p><p align="center">春风第{n}回</p>'),
    "numbered sub-heads": _of("<p><strong>{n}、加强组织领导</strong></p><p>　　各单位要高度重视，抓好落实。</p>"),
    "a list": _around("<ul>", "<li>第{n}件：修好村口的路</li>\n", "</ul>"),
    "nested lists": _of("<ul><li>第{n}件<ol><li>甲</li><li>乙</li></ol></li></ul>"),
    "definitions": _around("<dl>", "<dt>第{n}名</dt><dd>尧都区</dd>", "</dl>"),
    "a table of two columns": _rows(2),
    "a table of eight columns": _rows(8),
    "a table of paragraphs": _rows(4, '<td width="72" style="border:1px solid"><p>{n}</p></td>'),
    "a table of styled spans": _rows(4, '<td><p class="MsoNormal"><span style="color:red"><b>{n}</b></span></p></td>'),
    "a table of empty cells": _rows(6, "<td></td>"),
    "a table of long cells": _rows(2, "<td>" + _SENTENCE * 8 + "</td>"),
    "a table that lays out paragraphs": _around(
        "<table><tr><td>", f"<p>{_SENTENCE}</p>", "</td></tr></table>"
    ),
    "a table of one row": _around("<table><tr>", "<td>第{n}名</td>", "</tr></table>"),
    "a table of one column": _rows(1, "<td>第{n}名</td>"),
    "small tables": _of("<table><tr><td>第{n}名</td><td>尧都区</td></tr><tr><td>分</td><td>{n}</td></tr></table>"),
    "tables of one cell": _of("<table><tr><td>第{n}件事办好了。</td></tr></table>"),
    "tables with captions": _of("<table><caption>表{n}</caption><tr><td>甲<td>乙</table><p>说明{n}。</p>"),
    "tables in tables": _of("<table><tr><td><table><tr><td>第{n}名</td><td>尧都</td></tr></table></td></tr></table>"),
    "a table with links": _rows(3, '<td><a href="/f/{n}.pdf">{n}</a></td>'),
    "unclosed rows and cells": _around("<table>", "<tr><td>第{n}名<td>尧都区<td>{n}"),
    "cells outside of a table": _of("<tr><td>第{n}名</td><td>尧都区</td></tr>"),
    "text that a table throws out": _around("<table>", "第{n}名<tr>尧都区<td>甲", "</table>"),
    "divisions": _of("<div>　　第{n}件事办好了，大家都说好。</div>"),
    "divisions in divisions": _of("<div><div><div><div>第{n}件事办好了。</div></div></div></div>"),
    "divisions one in another": lambda size: "<div>" * 400 + _different_paragraphs(size) + "</div>" * 400,
    "boxes with classes": _of('<div class="row c{n}" id="b{n}"><div class="col">第{n}件事办好了。</div></div>'),
    "breaks": _of("<br/>\n"),
    "empty paragraphs": _of("<p>&nbsp;</p>\n"),
    "white space": _around("<p>第", " \n\t&nbsp;　", "件</p>"),
    "comments": _of("<!-- 第{n}条注释 --><p>第{n}件事办好了。</p>"),
    "one comment": _around("<!--", "第{n}条注释 <p>", "-->"),
    "comments left open": _of("<!-- 第{n}条注释 "),
    "scripts": _of('<script>var a{n}="<p>第{n}件事</p>";</script><p>第{n}件事办好了。</p>'),
    "one script": _around("<script>", 'document.write("<p>第{n}件</p>");', "</script>"),
    "one style sheet": _around("<style>", ".c{n}{color:red}", "</style>"),
    "a script left open": _around("<script>", "var a{n}=1;"),
    "an image written out": _around('<p><img src="data:image/png;base64,', "iVBORw0KGgo{n}", '"></p>'),
    "named entities": _of("&ldquo;第{n}件&rdquo;&mdash;&hellip;&middot;"),
    "numbered entities": _of("&#20020;&#27774;&#x65b0;&#x95fb;"),
    "broken entities": _of("&&amp&#&#x;&bogus{n};"),
    "unclosed paragraphs": _of("<p>　　第{n}件事办好了"),
    "unclosed divisions": _of("<div>第{n}件事办好了"),
    "unclosed spans": _of("<p><span>第{n}件事办好了"),
    "unclosed links": _of('<a href="/{n}.html">第{n}件事'),
    "unclosed fonts": _of("<font size=3>第{n}件<p>事办好了"),
    "ends that nothing opened": _of("第{n}件</div></span></p></td>"),
    "less-than signs": _of("第{n}<件，a < b，"),
    "attributes": _of('<p data-a="{n}" id="p{n}" class="a b c" align="left" title="第{n}件">事</p>'),
    "words in Latin letters": _around("<p>", "The meeting number {n} was held. ", "</p>"),
    "numbers": _around("<p>", "{n}，", "</p>"),
    "prices": _of("<p>玉米 2.{n} 元/公斤</p>"),
    "Traditional characters with glosses": _of("<p>勞動(dòng)獎(jiǎng)第{n}屆頒發(fā)。</p>"),
    "letters with marks": _around("<p>", "Café n° {n} é ", "</p>"),
    "emoji": _of("<p>👍🏻👨‍👩‍👧 第{n}件事🎉</p>"),
    "words split by unseen marks": _of("<p>第\u200b{n}\u00ad件\ufeff事办好了。</p>"),
    "players": _of('<video src="/v/{n}.mp4" controls></video><p>第{n}段视频</p>'),
    "frames": _of('<iframe src="/v/{n}.html"></iframe>'),
    "hidden text": _of('<p style="display:none">第{n}件事</p><p>第{n}件事办好了。</p>'),
    "editors": _of("<p>责任编辑：张浩</p><p>第{n}件事办好了。</p>"),
    "notices": _of("<p>版权声明：凡临汾日报、临汾新闻网刊载的第{n}件</p>"),
    "buttons": _of("<p>分享到：微信 微博 QQ空间</p><p>打印本页 关闭窗口</p><p>第{n}</p>"),
    "page numbers": _around("<p>", '<a href="2664279_{n}.html">{n}</a> ', '<a href="2664279_2.html">下一页</a></p>'),
    "teasers": _of('<div class="item"><h3><a href="/{n}.html">第{n}届文化节</a></h3><p>开幕…</p><i>04-30</i></div>'),
    "comments of readers": _of('<div class="c"><b>网友{n}</b> <i>2021-05-01</i><p>说得好！顶{n}次。</p></div>'),
    "dates": _of("<p>2021年4月{n}日 09:17</p>"),
    "headings": _of("<h3>第{n}件事</h3>"),
    "a text set down letter by letter": _of("<p>汾</p><p>河</p><p>水</p>"),
    "preformatted lines": _around("<pre>", "第{n}名    尧都区    {n}分\n", "</pre>"),
    "fields of a form": _of('<input name="a{n}"><select><option>第{n}</option></select><label>甲</label>'),
    "a drawing": _around("<svg>", '<path d="M{n} 0L1 1"/><text>第{n}</text>', "</svg><p>第一件事办好了。</p>"),
    "ruby": _around("<p>", "<ruby>汾<rt>fén</rt></ruby>", "</p>"),
    "old page marks": _of("<p>第{n}件事办好了。</p><p>#p#第{n}页#e#</p>"),
}  # fmt: skip
"""What fills the body, by what it is."""
