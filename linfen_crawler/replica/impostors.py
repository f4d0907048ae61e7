"""Write pages that are at an article's address and are no articles: what a site serves in an article's place, with 200.

No listing leads to them. Each nature is in two sections, of either charset; challenges come in three kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linfen_crawler.kinds import Nature
from linfen_crawler.replica import markup
from linfen_crawler.replica.chrome import Chrome, document
from linfen_crawler.replica.indexes import breadcrumb
from linfen_crawler.replica.sections import Section

FIRST_ID = 9_000_001
"""Far above the ids of articles."""

_COOKIE_CHALLENGE = """<html><head>{meta}<title></title><script type="text/javascript">
function setCookie(n,v){{document.cookie=n+"="+v+"; path=/; max-age=3600";}}
var a="4f5a1c90",b=0;for(var i=0;i<a.length;i++){{b=(b*31+a.charCodeAt(i))&0x7fffffff;}}
setCookie("__jsl_clearance",b+"|0|"+a);setTimeout(function(){{location.href=location.pathname+"?jsl="+b;}},1500);
</script></head><body><noscript>请开启JavaScript并刷新该页。</noscript></body></html>
"""
_CDN_CHALLENGE = """<!DOCTYPE html><html lang="zh-CN"><head>{meta}<title>安全验证</title>
<style>body{{background:#f4f5f7;text-align:center}}.box{{width:420px;margin:auto;background:#fff}}</style></head>
<body><div class="box"><h2>安全验证</h2><p>为了保护网站安全，请完成以下验证后继续访问 www.lfxww.com</p>
<div id="slider" data-sitekey="0x4AAA"><span>请按住滑块，拖动到最右边</span></div>
<p>您的IP：203.0.113.7　事件ID：7f3a9c2e1b5d</p><p>本页面由云防护提供，网站管理员请登录控制台查看拦截日志</p></div>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1" defer></script></body></html>
"""
_CDN_CHECK = """<!DOCTYPE html><html lang="en-US"><head>{meta}<title>Just a moment...</title>
<meta http-equiv="refresh" content="360"></head><body class="no-js"><div class="main-wrapper" role="main">
<h1>www.lfxww.com</h1><p id="challenge-running">正在检查您的浏览器，请稍候……</p>
<noscript><p>Enable JavaScript and cookies to continue</p></noscript></div>
<script>window._cf_chl_opt={{cvId:"3",cType:"managed",cRay:"8a1b2c3d4e5f"}};</script></body></html>
"""
_SHELL = """<!DOCTYPE html><html lang="zh-CN"><head>{meta}
<meta name="viewport" content="width=device-width">
<title>临汾新闻网</title><link href="/static/css/app.2f1c.css" rel="stylesheet"></head>
<body>
<noscript><strong>This site doesn't work properly without JavaScript enabled.</strong></noscript>
<div id="app"></div><script src="/static/js/chunk-vendors.91bd.js"></script>
<script src="/static/js/app.77e0.js"></script>
</body></html>
"""
_H5 = """<!DOCTYPE html><html><head>{meta}
<meta name="viewport" content="width=640,user-scalable=no,target-densitydpi=device-dpi">
<title>一图看懂 村里的新变化</title><script src="//res.wx.qq.com/open/js/jweixin-1.6.0.js"></script>
<link rel="stylesheet" href="/h5/css/swiper.min.css"></head><body>
<audio id="bgm" src="/h5/music/1.mp3" autoplay loop></audio><div class="music-btn rotate"></div>
<div class="swiper-container" id="h5"><div class="swiper-wrapper">
<div class="swiper-slide"><img class="ani" src="/images/blank.png" swiper-animate-effect="fadeInUp"></div>
<div class="swiper-slide"><img class="ani" src="/images/blank.png" swiper-animate-effect="zoomIn"></div>
<div class="swiper-slide"><p class="ani">长按识别二维码 分享给更多的人</p></div></div></div>
<div class="tip-rotate">请将手机竖屏观看</div><script src="/h5/js/swiper.min.js"></script>
<script>wx.config({{jsApiList:["onMenuShareTimeline"]}});new Swiper('#h5');</script>
</body></html>
"""
_HOMEWARD = """<html><head>{meta}<meta http-equiv="refresh" content="3; url=/"><title>提示</title></head>
<body><div class="tip">三秒后自动转到首页</div></body></html>
"""
_AWAY = """<html><head>{meta}<title>平台</title></head>
<body><script>window.location.href="https://v8.example.net/?from=lf";</script></body></html>
"""
_BARE = {
    "homeward": _HOMEWARD,
    "away": _AWAY,
    "cookie": _COOKIE_CHALLENGE,
    "cdn": _CDN_CHALLENGE,
    "check": _CDN_CHECK,
    "shell": _SHELL,
    "h5": _H5,
}
_SOFT_404 = """<div class="error-page text-center"><h2>抱歉，您访问的页面不存在</h2>
<p>您访问的页面不存在或已被删除，系统将在<em id="sec">5</em>秒后返回
<a href="/">首页</a>。您还可以：<a href="javascript:history.back()">返回上一页</a></p></div>"""
_LOGIN = """<div class="container login"><h3>用户登录</h3><form action="/member/login" method="post">
<p><label>用户名：<input type="text" name="username"></label></p>
<p><label>密　码：<input type="password" name="password"></label></p>
<p><label>验证码：<input name="vcode">
<img src="/images/blank.png" alt="看不清，换一张"></label></p>
<p><input type="checkbox" name="keep"> 记住我 <button type="submit">登 录</button>
<a href="#">忘记密码？</a> <a href="#">免费注册</a></p>
</form><p>您需要登录后才可以查看该内容</p></div>"""
_VIDEO = """<div class="col-md-8 xb-left"><h2 class="h2 text-center xb-h2">【视频】村里的新变化</h2>
<h3 class="h4 text-center xb-h4">2024-05-06 08:00:00 来源：临汾新闻网</h3>
<div class="col-md-12 nry jcontent"><div id="player"><video controls poster="/images/blank.png" width="640">
<source src="/videos/9.mp4" type="video/mp4">您的浏览器不支持 video 标签。</video></div></div></div>"""
_ERROR = """<div class="col-md-8 xb-left"><h2 class="h2 text-center xb-h2">系统提示</h2>
<div class="col-md-12 nry jcontent"><p>系统正在维护，请稍后再试</p></div></div>"""
_WITHDRAWN = """<div class="col-md-8 xb-left"><h2 class="h2 text-center xb-h2">村里的新变化</h2>
<h3 class="h4 text-center xb-h4">2024-05-06 08:00:00 来源：临汾新闻网</h3>
<div class="col-md-12 nry jcontent"><p>您查看的稿件已经撤下</p></div>
<div class="text-right zrbj"><p>责任编辑：</p></div></div>"""
_FRAMED = {
    "withdrawn": ("村里的新变化", _WITHDRAWN),
    "soft 404": ("页面不存在", _SOFT_404),
    "login": ("用户登录", _LOGIN),
    "video": ("【视频】村里的新变化", _VIDEO),
    "error": ("系统提示", _ERROR),
}
_KINDS = {
    "listing": Nature.LISTING,
    "home": Nature.HOME,
    "soft 404": Nature.SOFT_404,
    "cookie": Nature.CHALLENGE,
    "cdn": Nature.CHALLENGE,
    "check": Nature.CHALLENGE,
    "login": Nature.LOGIN,
    "shell": Nature.EMPTY,
    "h5": Nature.H5,
    "video": Nature.VIDEO,
    "error": Nature.ERROR,
    "withdrawn": Nature.SOFT_404,
    "homeward": Nature.SOFT_404,
    "away": Nature.OFFSITE,
}


def addresses(sections: Sequence[Section]) -> Iterator[tuple[str, Section, str, Nature]]:
    """Yield path, section, kind and nature of each."""
    chosen: dict[str, Section] = {}
    for section in sections:
        chosen.setdefault(section.charset, section)
    for place, section in enumerate(chosen.values()):
        for at, (kind, nature) in enumerate(_KINDS.items()):
            yield f"{section.path}{FIRST_ID + 100 * place + at}.html", section, kind, nature


def page(kind: str, section: Section, *, meta: str, frame: Chrome) -> str:
    """Write a page of a kind that is neither listing nor home page: those are the site's own."""
    if kind in _BARE:
        return _BARE[kind].format(meta=meta)
    title, content = _FRAMED[kind]
    return document(markup.text(title), meta, f"{breadcrumb(section)}{content}\n{frame.sidebar}", frame)
