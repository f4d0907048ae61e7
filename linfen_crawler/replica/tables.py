"""A redesign as sites were built about 2005: tables in tables, font elements, no class that says anything."""

from __future__ import annotations

from linfen_crawler.replica import furniture
from linfen_crawler.replica.outer import Outer, anchor

_TOOLS = (
    "<TD align='right'>【<a href='javascript:addFav()'>收藏</a>】【<a href='javascript:window.print()'>打印</a>】"
    "【<a href='javascript:window.close()'>关闭</a>】</TD>"
)


def document(page: Outer, meta: str) -> str:
    """Write a page."""
    return f"""<HTML>
<HEAD>
{meta}
<TITLE>{page.title}|临汾新闻网</TITLE>
{furniture.STYLES["old"]}
{furniture.SCRIPTS["old"]}
</HEAD>
<BODY leftmargin="0" topmargin="0" bgcolor="#FFFFFF">
<CENTER>
<TABLE width="960" border="0" cellspacing="0" cellpadding="0">
<TR><TD width="200"><a href="/"><img src="/images/logo.png" border="0"></a></TD>
<TD align="right"><font color="#999999">2026年1月23日</font> <a href="#">设为首页</a> <a href="#">加入收藏</a></TD></TR>
<TR><TD colspan="2" bgcolor="#B50000" height="28"> {" | ".join(page.channels)}</TD></TR>
<TR><TD colspan="2" background="/images/bg.gif">您现在的位置： {" &gt;&gt; ".join(page.trail)} &gt;&gt; 正文</TD></TR>
</TABLE>
<TABLE width="960" border="0" cellspacing="0" cellpadding="0"><TR>
<TD width="220" valign="top">{_left(page)}</TD>
<TD width="740" valign="top">{_middle(page)}</TD>
</TR></TABLE>
<TABLE width="960" border="0" id="bottom"><TR><TD align="center">
{" | ".join(f'<a href="javascript:;">{name}</a>' for name in furniture.ABOUT)}<br>
{" ".join(f'<a href="http://www.{host}/">{name}</a>' for name, host in furniture.FRIENDS)}
{furniture.FEET["old"]}
<p>本站为演示用的仿制站点，所有文字均系虚构。</p></TD></TR></TABLE>
</CENTER>
{furniture.OVERLAYS["old"]}
</BODY></HTML>
"""


def _left(page: Outer) -> str:
    boxes = (("栏目热点", page.newest[:8]), ("编辑推荐", page.newest[8:]))
    return "".join(
        f'<TABLE width="210" border="1"><TR><TD bgcolor="#EEEEEE"><b>{name}</b></TD></TR>'
        + "".join(f"<TR><TD>· {anchor(link)} <font size='1'>({link.day})</font></TD></TR>" for link in links)
        + "</TABLE><br>"
        for name, links in boxes
    )


def _middle(page: Outer) -> str:
    rows = [
        f'<TD align="center">{page.kicker}</TD>' if page.kicker else "",
        f'<TD align="center" height="50"><font size="5"><b>{page.title}</b></font></TD>',
        f'<TD align="center" bgcolor="#F5F5F5"><font color="#888888">{page.date_line}</font></TD>',
        f'<TD id="zoom" style="padding:10px">{page.body}</TD>',
        f'<TD align="center">{page.pager}</TD>' if page.pager else "",
        *(f'<TD align="right">{line}</TD>' for line in page.editors),
        f"<TD><font color='#999999'>{page.notice}</font></TD>" if page.notice else "",
        *(f"<TD>{line}</TD>" for line in page.neighbours),
        _related(page),
        _TOOLS,
    ]
    written = "\n".join(f"<TR>{row}</TR>" for row in rows if row)
    return f'<TABLE width="720" border="0" align="center">\n{written}\n</TABLE>'


def _related(page: Outer) -> str:
    if page.related is None:
        return ""
    items = "<br>".join(f"· {link}" for link in page.related) or "本文暂无相关文章"
    return f"<TD><b>相关阅读</b><br>{items}</TD>"
