"""A redesign in HTML5's own elements: header, nav, main, article, aside, footer."""

from __future__ import annotations

from linfen_crawler.replica import furniture
from linfen_crawler.replica.outer import Outer, anchor


def document(page: Outer, meta: str) -> str:
    """Write a page."""
    channels = "".join(f"<li>{channel}</li>" for channel in page.channels)
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
{meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{page.title} - 临汾新闻网</title>
<meta property="og:site_name" content="临汾新闻网"><meta property="og:type" content="article">
<meta property="og:title" content="{page.title.replace('"', "&quot;")}">
<link rel="icon" href="/images/logo.png">
{furniture.SCRIPTS["new"]}
<style>body{{display:grid;grid-template-areas:"h h" "m a" "f f"}}.skip{{position:absolute;left:-999px}}</style>
</head>
<body class="story">
<a class="skip" href="#story">跳到正文</a>
<header class="masthead"><a href="/"><img src="/images/logo.png" alt="临汾新闻网"></a>
<p>2026年1月23日 星期五 临汾 晴 <time>10:30</time></p>
<form role="search" action="/search"><label>搜索<input name="q" placeholder="搜标题、来源、记者">
</label><button>搜索</button></form>
<nav aria-label="主导航"><ul>{channels}</ul></nav>
<nav aria-label="当前位置"><ol><li>{"</li><li>".join(page.trail)}</li></ol></nav></header>
<main id="story">
<article>
<header>
{f"<p>{page.kicker}</p>" if page.kicker else ""}
<h1>{page.title}</h1>
<p class="stamp"><time>{page.date_line}</time></p>
<menu><li><button>听新闻</button></li><li><button>字号</button></li><li><button>分享到微信</button></li></menu>
</header>
<div class="prose">
{page.body}
</div>
{f'<nav class="leaves" aria-label="分页">{page.pager}</nav>' if page.pager else ""}
<footer>
{"".join(f"<p>{line}</p>" for line in page.editors)}
{f"<small>{page.notice}</small>" if page.notice else ""}
{"".join(f"<p>{line}</p>" for line in page.neighbours)}
</footer>
</article>
{_related(page)}
<section aria-label="评论"><h2>网友评论</h2>
<p>文明上网理性发言，请遵守新闻评论服务协议。登录后参与评论，已有0条评论。</p>
<textarea placeholder="我来说两句"></textarea><button>发表评论</button></section>
</main>
{_aside(page)}
<footer class="colophon"><nav>{" ".join(f'<a href="javascript:;">{name}</a>' for name in furniture.ABOUT)}</nav>
{furniture.FEET["new"]}
<ul>{"".join(f'<li><a href="http://www.{host}/">{name}</a></li>' for name, host in furniture.FRIENDS)}</ul>
<p>本站为演示用的仿制站点，所有文字均系虚构。</p></footer>
{furniture.OVERLAYS["new"]}
</body>
</html>
"""


def _related(page: Outer) -> str:
    if page.related is None:
        return ""
    items = "".join(f"<li>{link}</li>" for link in page.related)
    return f"<section><h2>相关阅读</h2>{f'<ul>{items}</ul>' if items else '<p>本文暂无相关文章</p>'}</section>"


def _aside(page: Outer) -> str:
    ranked = "".join(f"<li>{anchor(link)}<time>{link.day}</time></li>" for link in page.newest[:10])
    cards = "".join(
        f'<li><figure><img src="/images/blank.png" alt=""><figcaption>{anchor(link)}</figcaption></figure></li>'
        for link in page.newest[10:]
    )
    return f"""<aside>
<section><h2>热门文章</h2><ol>{ranked}</ol></section>
<section><h2>图片新闻</h2><ul>{cards}</ul></section>
<section><h2>关于本网</h2><p>临汾新闻网由临汾日报社主办，是本市重点新闻网站，每天发布本地要闻、民生资讯与图片报道，欢迎读者来信来电，
提供新闻线索，我们的记者将尽快与您联系。</p><p>责任编辑：值班　来源：本网　记者热线：0357-0000001</p></section>
</aside>"""
