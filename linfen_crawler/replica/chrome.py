"""Set a page into the site's frame of its year: head, menu, search, tools, sidebar and foot.

The frame changes three times in seventeen years, as frames do; it weighs as much as that of a real news page, several
times the text. Frames depend on the year and the sections alone, so each is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from linfen_crawler.replica import furniture, markup
from linfen_crawler.replica.sections import Section

_SITE = "临汾新闻网"
_MENU_DATE = "2026年1月23日 星期五"
"""A day in the head of each page that is not the article's: the day on which the frame was last written."""


class Era(StrEnum):
    """The years of one frame."""

    OLD = "old"
    """To 2012: tables and inline handlers."""
    MIDDLE = "middle"
    """2013 to 2019: divisions, jQuery, share buttons."""
    NEW = "new"
    """From 2020 on: flexible boxes, structured data, floating tools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLink:
    """A link of a listing, of the home page or of a sidebar."""

    href: str
    title: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The parts of a frame, as HTML."""

    era: Era
    head: str
    header: str
    tools: str
    """Between date line and text: font sizes, print, share."""
    sidebar: str
    footer: str
    sections: tuple[Section, ...]
    newest: tuple[ListLink, ...]
    """What the sidebar shows."""


def era_of(year: int) -> Era:
    """Return the frame of a year."""
    if year <= 2012:
        return Era.OLD
    return Era.MIDDLE if year <= 2019 else Era.NEW


def chrome(era: Era, sections: Sequence[Section], newest: Sequence[ListLink]) -> Chrome:
    """Make a frame; ``newest`` is what its sidebar shows."""
    return Chrome(
        era=era,
        head=furniture.STYLES[era] + "\n" + furniture.SCRIPTS[era],
        header=_header(era, sections),
        tools=furniture.TOOLS[era],
        sidebar=_sidebar(era, sections, newest),
        footer=_footer(era),
        sections=tuple(sections),
        newest=tuple(newest),
    )


def document(title: str, meta: str, content: str, frame: Chrome) -> str:
    """Set a page's own part into its frame; ``meta`` declares the charset, or is ``""``."""
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
        if frame.era is Era.OLD
        else '<!DOCTYPE html>\n<html lang="zh-CN">'
    )
    named = f"{markup.text(title)}_{_SITE}"
    return f"""{doctype}
<head>
{meta}
<title>{named}</title>
<meta name="keywords" content="临汾,临汾新闻,临汾新闻网,临汾日报,编辑,记者">
<meta name="description" content="{escape(title)}　来源：{_SITE}">
{frame.head}
</head>
<body>
{frame.header}
{content}
{frame.footer}
</body>
</html>
"""


def menu(sections: Sequence[Section]) -> str:
    """Write the menu of channels."""
    items = "".join(f'<li><a href="{section.path}">{section.name}</a></li>' for section in sections)
    return f'<div class="menu"><div class="m-l-content fl"><ul>{items}</ul></div></div>'


def _header(era: Era, sections: Sequence[Section]) -> str:
    logo = f'<a href="/"><img src="/images/logo.png" alt="{_SITE}"></a>'
    search = (
        '<form class="search" action="/search" method="get" onsubmit="return checkSearch(this)">'
        '<select name="type"><option value="1">标题</option><option value="2">来源</option>'
        '<option value="3">记者</option><option value="4">责任编辑</option></select>'
        '<input name="keyword" value="请输入关键字"><input type="submit" value="搜索"></form>'
    )
    if era is Era.OLD:
        return f"""<!-- 页头 开始 -->
<table width="960" border="0" align="center" cellpadding="0" cellspacing="0"><tr>
<td width="240">{logo}</td><td class="tq">今天是：<script>showDate();</script><noscript>{_MENU_DATE}</noscript></td>
<td><a href="#" onclick="setHome(this)">设为首页</a> | <a href="javascript:addFav()">加入收藏</a></td><td>{search}</td>
</tr></table>
{menu(sections)}
<table width="960" align="center" class="rb1"><tr><td><marquee scrollamount="3">热线：0357-0000000 欢迎提供新闻线索
欢迎订阅临汾日报 记者、通讯员来稿请注明作者</marquee></td></tr></table>
<!-- 页头 结束 -->"""
    topbar = f"""<div class="topbar"><div class="wrap"><span class="fl date">{_MENU_DATE}</span>
<span class="tqyb">临汾 晴 -3℃～8℃</span>
<span class="fr"><a href="javascript:;">登录</a> <a href="javascript:;">注册</a>
<a href="javascript:;">手机版</a> <a href="javascript:;">数字报</a>
<a href="javascript:;">无障碍浏览</a></span></div></div>"""
    if era is Era.MIDDLE:
        return f'{topbar}\n<div class="wrap top">{logo}{search}</div>\n{menu(sections)}\n<div class="clear"></div>'
    papers = "".join(
        f"<li>{name}</li>" for name in ("临汾日报", "临汾日报晚报版", "临汾新闻网客户端", "视频号", "抖音号")
    )
    return f"""{furniture.OVERLAYS[era]}
<header class="site-header">{topbar}<div class="container d-flex">{logo}{search}
<ul class="papers">{papers}</ul></div></header>
<nav class="navbar" aria-label="频道导航">{menu(sections)}</nav>"""


def _sidebar(era: Era, sections: Sequence[Section], newest: Sequence[ListLink]) -> str:
    ranked = [_item(link, f"<em>{at}</em>") for at, link in enumerate(newest[:10], 1)]
    pictured = [
        f'<li><a href="{escape(link.href)}"><img src="/images/blank.png" alt="{escape(link.title)}">'
        f"<span>{markup.text(link.title)}</span></a></li>"
        for link in newest[10:14]
    ]
    topics = [f'<li><a href="{one.path}">专题：{one.name}</a></li>' for one in sections if one.is_topic]
    boxes = (
        ("热门文章", ranked),
        ("图片新闻", pictured),
        ("专题", [*topics, "<li>本网评论员文章</li>", "<li>记者走基层</li>"]),
        ("值班信息", ["<li>值班编辑：网络部</li>", "<li>来源：临汾日报社</li>", "<li>记者热线：0357-0000001</li>"]),
    )
    if era is Era.OLD:
        cells = "".join(
            f'<tr><td class="rb1"><b>{name}</b></td></tr>\n<tr><td class="rb2"><ul>{"".join(items)}</ul></td></tr>'
            for name, items in boxes
        )
        return f'<table width="240" align="right" border="0">{cells}</table>'
    style = "text-center" if era is Era.NEW else "h4"
    cards = "\n".join(
        f'<div class="side-card"><h2 class="{style}">{name}</h2><ul class="hot">{"".join(items)}</ul></div>'
        for name, items in boxes
    )
    return f'<div class="col-md-4 xb-right">\n{cards}\n</div>'


def _item(link: ListLink, mark: str) -> str:
    return f'<li>{mark}<a href="{escape(link.href)}" title="{escape(link.title)}">{markup.text(link.title)}</a></li>'


def _footer(era: Era) -> str:
    about = _row(f'<a href="javascript:;">{name}</a>' for name in furniture.ABOUT)
    friends = _row(f'<a href="http://www.{host}/" target="_blank">{name}</a>' for name, host in furniture.FRIENDS)
    overlay = furniture.OVERLAYS[era] if era is not Era.NEW else ""
    body = f"""<p>{about}</p>
<div class="links"><strong>友情链接：</strong>{friends}</div>
{furniture.FEET[era]}
<p>本站为演示用的仿制站点，所有文字均系虚构。</p>"""
    if era is Era.OLD:
        return (
            f'<table width="960" align="center" id="bottom"><tr><td align="center">{body}</td></tr></table>\n{overlay}'
        )
    tag = "footer" if era is Era.NEW else "div"
    counter = "<script>var cnzz='来源统计';document.write('<span style=\"display:none\">'+cnzz+'</span>');</script>"
    return f'<{tag} class="foot" id="footer">{body}</{tag}>\n{overlay}\n{counter}'


def _row(items: Iterable[str]) -> str:
    return " | ".join(items)
