"""What is known of the site, a key a statement, and by what a page fixture shows that it covers one.

A case that names a fact in its ``meta.json`` must show it: each witness is a place and a pattern that is found there.
The places are ``url``, ``headers``, ``bytes`` (their encoding, and the one that the header says), ``page`` (the source
of all its pages), ``text`` (the source without tags, scripts and entities) and ``kept`` (what the expectation holds, as
JSON); with ``no`` before it, the pattern is not found there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

Witness = tuple[str, str]
_HAN = "[\u3400-\u9fff]"
_NAME = rf"{_HAN}(?:{_HAN}{{1,2}}|\u3000{_HAN})"
_P = r"<p[^>]*>\s*(?:<[^>]+>\s*)*"
_STRONG = r"<(?:strong|b)\b"
_NOTICE = "版权声明[:：]凡临汾日报、"
_NO_NOTICE = ("no kept", "copyright_notice")

FACTS: dict[str, dict[str, tuple[Witness, ...]]] = {
    "addresses and sections": {
        "url-1-segment": (("url", r"\.com/\w+/\d+\.html$"),),
        "url-2-segments": (("url", r"\.com/\w+/\w+/\d+\.html$"),),
        "url-3-segments": (("url", r"\.com/\w+/\w+/\w+/\d+\.html$"),),
        "url-later-pages": (("page", r"\d_2\.html"),),
        "id-imported": (("url", r"/1[0-3]\d{4}\.html$"),),
        "section-county": (("url", r"\.com/(?:yaoduqu|hongtong|yicheng|fushan|daning)/"),),
        "section-leader": (("url", r"\.com/ldzj/\w+/(?:hdbd|hyjh)/"),),
        "old-dedecms-link": (("page", r"/plus/view\.php\?aid=\d+"),),
    },
    "listings": {
        "listing-root": (("url", r"/$"),),
        "listing-index-page": (("url", r"/index_\d+\.html$"),),
        "listing-links": (("page", r"id=[\"']?contentText[\s\S]*?<ul[\s\S]*?<li>\s*<a[^>]+href=.*\d+\.html"),),
        "listing-h5": (("page", r"href=[\"']?[^\"'\s>]*h5"), ("kept", "h5")),
        "listing-offsite": (
            ("page", r"id=[\"']?contentText[\s\S]*href=[\"']?https?://(?!www\.lfxww)"),
            ("kept", "offsite"),
        ),
        "listing-empty": (("page", "contentText"), ("no kept", r"\d+\.html")),
        "listing-redesign": (("no page", "contentText"), ("kept", r"\d+\.html")),
    },
    "home page": {
        "home-tops": (("page", r"topnews-strong[\s\S]*swiper-hd[\s\S]*list-light-gray"),),
        "menu": (("page", r"class=[\"']menu[\s\S]*m-l-content[\s\S]*<li"),),
    },
    "template": {
        "breadcrumb": (
            ("page", r"(?i)class=[\"'][^\"']*navlf[\s\S]*?<span[\s\S]*?<span[^>]*>\s*<a"),
            ("kept", "breadcrumbs"),
        ),
        "title": (("page", r"<h2[^>]*class=\"[^\"]*xb-h2"), ("kept", "title")),
        "title-not-headline": (
            ("kept", '"title": "(?P<t>[^"]+)"'),
            ("kept", '"headline": "'),
            ("no kept", r'"title": "([^"]+)"[\s\S]*"headline": "\1"'),
        ),
        "kicker-above-title": (
            ("page", r"<(?:p|div|h\d)[^>]*>[^<]+</(?:p|div|h\d)>\s*<h2[^>]*xb-h2"),
            ("kept", '"kicker"'),
        ),
        "kicker-both": (("kept", r'"kicker": "[^"]*\\n'),),
        "class-tokens": (("page", r"(?i)class=([\"'])(?!col-md-12 nry jcontent\1)[^\"']*jcontent"),),
    },
    "date line": {
        "date-full": (("page", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 来源：\S+?　　 浏览次数："),),
        "date-empty-source": (("page", r"来源：\s*(?:浏览|<)"),),
        "date-no-label-early": (("page", "xb-h4[^>]*>201[0-7]-"), ("kept", '"view_label": false')),
        "date-no-label-late": (("page", "xb-h4[^>]*>202[3-9]-"), ("kept", '"view_label": false')),
        "date-label-empty": (
            ("page", r"浏览次数：\s*(?:<script[\s\S]*?</script>\s*)?(?:</?span[^>]*>\s*)*<"),
            ("kept", '"view_label": true'),
            ("no kept", "view_count"),
        ),
        "date-label-number": (("page", r"浏览次数：\s*[1-9]"), ("kept", r'"view_count": [1-9]')),
        "date-label-zero": (("page", r"浏览次数：\s*0"), ("kept", '"view_count": 0')),
        "date-ascii": (("page", r"\d\d:\d\d:\d\d 来源:\S"),),
        "date-in-spans": (("page", r"xb-h4[^>]*>\s*(?:<!--[\s\S]*?-->\s*)?<span"),),
    },
    "sources": {
        "source-lfxww": (("kept", '"source": "临汾新闻网"'),),
        "source-shanxi-daily": (("kept", '"source": "山西日报"'),),
        "source-hk": (("kept", '"source": "香港商报网"'),),
        "source-empty": (("kept", '"source": ""'),),
    },
    "headline block": {
        "head-kicker-headline-subtitle-caption": (
            ("kept", '"kicker"'),
            ("kept", '"headline"'),
            ("kept", '"subtitle"'),
            ("kept", '"caption": "'),
        ),
        "head-kicker-headline-subtitle": (("kept", '"kicker"'), ("kept", '"headline"'), ("kept", '"subtitle"')),
        "head-kicker-headline": (("kept", '"kicker"'), ("kept", '"headline"'), ("no kept", '"subtitle"')),
        "head-headline-subtitle": (("no kept", '"kicker"'), ("kept", '"headline"'), ("kept", '"subtitle"')),
        "head-headline-subtitle-author-reporter": (
            ("kept", '"headline"'),
            ("kept", '"subtitle"'),
            ("kept", '"author"'),
            ("kept", '"reporter"'),
        ),
        "head-dash": (("kept", '"subtitle": "(?:[^"]*n)?——'),),
        "head-in-one-paragraph": (
            ("page", r"jcontent[^>]*>[\s\S]{0,80}<p[^>]*>[^\n]*?<br ?/?>"),
            ("kept", '"headline"'),
        ),
        "head-two-subtitles": (("kept", r'"subtitle": "[^"]*\\n'),),
        "head-repeats-title": (("kept", r'"title": "(.)(?:\s*)(.)[\s\S]*"headline": "\1\s*\2'),),
        "head-headline-reporter": (("kept", '"headline"'), ("kept", '"role": "reporter"')),
        "byline-author": (("kept", '"role": "author"'),),
        "body-no-headline-block": (("no kept", '"headline"'), ("kept", '"body"')),
    },
    "leads": {
        "lead-plain": (("text", "临汾新闻网讯 [^(（]"), ("kept", '"dateline": "临汾新闻网讯')),
        "lead-reporters": (("text", rf"新闻网讯 ?[(（]\s*(?:本[报网])?记者\s+{_NAME}"),),
        "lead-reporter-tight": (("text", rf"新闻网讯 ?[(（]记者{_HAN}"),),
        "lead-no-space": (("text", rf"临汾新闻网讯{_HAN}|临汾新闻网讯\d"),),
        "lead-none": (("no text", "临汾新闻网讯"), ("no kept", '"dateline"')),
        "lead-agency": (("text", r"(?:新华[网社]|中新[网社])\S{0,8}\d{1,2}月\d{1,2}日电"), ("kept", '"dateline"')),
        "lead-agency-end": (("text", "[(（]完[)）]"),),
        "lead-other-medium": (("kept", '"dateline": "(?!临汾新闻网讯)'),),
    },
    "credits": {
        "credit-reporter": (("text", rf"记者[ \u3000]{_NAME}"),),
        "credit-reporter-tight": (("text", rf"记者{_HAN}"), ("kept", '"reporter"')),
        "credit-photo-reporter": (("text", rf"记者 ?{_NAME} ?摄"), ("kept", '"photographer"')),
        "credit-photo-name": (("text", rf"[。>\"\s](?:（)?{_NAME} ?摄"), ("kept", '"photographer"')),
        "credit-photo-paper": (("text", rf"本报记者 ?{_NAME} ?摄"),),
        "credit-photo-desk": (("text", "本报记者 ?摄"),),
        "credit-desk-reporter": (("text", r"本[网报]记者(?:[)）]|\s*$|\s*\n)"),),
        "credit-photo-site": (("text", rf"临汾新闻网记者 ?{_NAME} ?摄"),),
        "credit-chief-reporter": (("text", "首席记者"),),
        "credit-trainee": (("text", "(?:见习|实习)记者"),),
        "credit-reporter-correspondent": (("text", rf"记者[ \u3000]?{_NAME}[\s\S]{{0,12}}通讯员"),),
        "credit-correspondent": (("text", "通讯员"), ("kept", '"correspondent"')),
        "credit-photo-correspondent": (("text", rf"通讯员 ?{_NAME} ?摄"),),
        "credit-photo-report": (("text", "摄影报道"),),
        "credit-picture-text": (("text", "[图文] ?/ ?[图文]"),),
        "credit-text-slash": (("text", "文 ?/ ?"),),
        "credit-text-design": (("text", "文字[:：]"), ("text", "(?:制图|设计)[:：]")),
        "credit-bracketed-name": (("text", rf"[(（]{_NAME}[)）]"),),
        "credit-unclosed": (("text", rf"[(（](?:记者 ?|通讯员 ?)?{_NAME}\s*(?:\n|$)"),),
        "credit-break": (("page", r"[(（](?:记者|通讯员)\s*(?:<br ?/?>|\n)"),),
        "credit-closing-line": (("page", rf"{_P}[\s\u3000]*[(（]?(?:本报)?记者[^<]{{2,30}}</p>\s*</div>"),),
        "credit-agency": (("text", rf"[(（]{_HAN}{{2,3}}[ 、]{_HAN}{{2,3}}[)）]"), ("kept", '"reporter"')),
        "credit-once": (("kept", '"photographer"'),),
        "credit-two-photographers": (("kept", r'"photographer"[\s\S]*"photographer"'),),
        "credit-compound-surname": (("kept", '"name": "(?:欧阳|司马|上官|诸葛|皇甫|尉迟|令狐|东方|夏侯)'),),
        "spaced-name": (("text", rf"{_HAN}\u3000{_HAN}|{_HAN} {_HAN}(?!{_HAN})"),),
    },
    "roles beyond the seen": {
        "role-adviser": (("kept", '"adviser"'),),
        "role-producer": (("kept", '"producer"'),),
        "role-videographer": (("kept", '"videographer"'),),
    },
    "captions": {
        "caption-tuwei": (("text", "图为"), ("kept", '"caption": "')),
        "caption-tuwei-credit": (("text", r"图为[^\n]*摄"), ("kept", '"credit": "')),
        "caption-bare": (("kept", '"caption": "'),),
        "gallery-caption-credits": (("page", r'text="[^"]*摄|</p>\s*<p[^>]*>记者 ?[^<]* ?摄</p>'),),
        "alt-doubles": (("page", 'alt="[^"]{4,}"'), ("kept", '"caption": "')),
        "image-relative": (("page", r'<img[^>]+src="(?!/|https?:)[^"]+"'),),
        "caption-in-image-paragraph": (("page", r"<p[^>]*>\s*<img[^>]*>\s*(?:<br ?/?>)?\s*[^<\s]"),),
        "caption-in-table": (("page", r"<td[^>]*>\s*(?:<p[^>]*>)?\s*<img"), ("kept", '"caption": "')),
        "photo-short-text": (("page", "<img"), ("no kept", r'"body": \[[^]]{200}')),
    },
    "legacy": {
        "legacy-source": (("text", "来源：临汾日报"), ("kept", '"source": "临汾日报"')),
        "legacy-editor": (("text", "【责任编辑：\\s*\\S"), ("kept", '"role": "editor"')),
        "legacy-default-editor": (("text", "责任编辑：临汾新闻网编辑"), ("kept", '"editor": "临汾新闻网编辑"')),
        "legacy-seconds": (("text", r"20(?:09|1[0-2])-\d\d-\d\d \d\d:\d\d:00"),),
        "legacy-neighbours": (("text", "上一篇：[\\s\\S]*下一篇："),),
        "legacy-no-notice": (("no text", _NOTICE), _NO_NOTICE),
    },
    "special topics": {
        "topic": (("url", r"\.com/20\d\d/\w+/"), ("kept", '"layout": "topic"')),
        "topic-no-label": (("no text", "浏览次数"), ("kept", '"view_label": false')),
        "topic-notice-a": (("url", r"\.com/2019/"), ("kept", "临汾日报晚报版")),
    },
    "editor": {
        "editor-plain": (("page", rf"责任编辑：(?:<[^>]+>)?{_HAN}"),),
        "editor-space": (("page", "责任编辑： "),),
        "editor-trainee": (("page", "责任编辑：实习生"),),
        "editor-in-body": (("page", r"jcontent[\s\S]*责任编辑[\s\S]*zrbj"),),
    },
    "notice": {
        "notice-a": (("kept", f"{_NOTICE}临汾日报晚报版、"),),
        "notice-b": (("kept", f"{_NOTICE}临汾新闻网"),),
        "notice-b-reprint": (("kept", f"{_NOTICE}临汾新闻网"), ("no kept", '"source": "临汾新闻网"')),
        "notice-none-2014": (("kept", '"published_at": "2014-'), _NO_NOTICE),
        "notice-ascii": (("kept", "版权声明:凡"), ("kept", "各类稿件,")),
        "notice-in-body": (("page", r"jcontent[\s\S]*版权声明[\s\S]*zrbj"),),
        "notice-verbatim": (("kept", '"copyright_notice": "版权声明'), ("no kept", "依法追究侵权责任")),
    },
    "behind the text": {
        "related": (("text", "相关(?:阅读|新闻|文章)"), ("kept", '"related"')),
        "related-none": (("text", "本文暂无相关文章"), ("no kept", '"related"')),
        "neighbours-2017": (
            ("text", "上一篇："),
            ("kept", '"published_at": "201[78]-'),
            ("kept", '"(?:previous|next)"'),
        ),
        "neighbours-none": (("text", "上一篇：\\s*没有了|下一篇：\\s*没有了"),),
        "attachment-pdf": (("kept", r"\.pdf\", [^}]*\"attachment\""),),
        "attachment-doc": (("kept", r"\.docx?\", [^}]*\"attachment\""),),
        "attachment-list": (("kept", r'"attachment"[\s\S]*"attachment"'),),
    },
    "body": {
        "body-bare": (
            (
                "page",
                r"jcontent\">(?:(?!<p|<section|</?div)[\s\S])*?[\u3000\u00a0]|</div>[\u3000\u00a0]{2}|&nbsp;&nbsp;",
            ),
        ),
        "body-div": (("page", rf"jcontent[\s\S]*?<div[^>]*>[\s\u3000]*(?:&e[mn]sp;)*{_HAN}"),),
        "body-section": (("page", "<section"),),
        "body-brbr": (("page", r"<br ?/?>\s*<br ?/?>"),),
        "body-mixed": (("page", r"(?s)jcontent.*(?:<section.*<p|<p.*<(?:div|section|table))"),),
        "body-table": (("page", "<table"), ("kept", r" \| ")),
        "body-poem": (("kept", r'"body": \[[^\]]*\\n|"body": \["[^"]{2,24}", "[^"]{2,24}"'),),
        "body-list": (("page", "<li>"), ("page", "<blockquote")),
        "body-short": (("no kept", r'"body": \[[^]]{130}'),),
        "body-jump-lines": (("text", "下转|上接"),),
        "sub-heads": (("page", rf"{_STRONG}|<p[^>]*>[\s\u3000]*[一二三]、[^<。]{{2,20}}</p>"),),
        "signature": (
            ("page", r"text-align: ?right|align=\"?right|<p>[\s\u3000]*20\d\d年\d{1,2}月\d{1,2}日</p>\s*</div>"),
        ),
        "entities": (("page", r"&(?:#\d+|#x[0-9a-f]+|[a-z]{4,8});"),),
        "line-ends": (("page", "\r\n"),),
        "html-comment": (("page", "<!--"),),
    },
    "photo page": {
        "gallery-title": (("page", r"piccontext[^>]*>\s*<h2"),),
        "gallery-date": (("page", r"source_left[^>]*>\s*20\d\d-"),),
        "gallery-bigimg": (("page", 'bigimg="'), ("kept", '"url": "')),
        "gallery-overlays": (("page", "已到第一张图片了"), ("page", "重新播放"), ("no kept", "重新播放")),
        "gallery-twice": (("page", "piclistshow"),),
        "gallery-text": (("page", r"pictext\">\s*(?:<[^>]+>\s*)*[^<\s]"), ("kept", '"body"')),
        "gallery-no-text": (("no kept", '"body"'),),
        "gallery-in-regular": (
            ("page", "xb-h2"),
            ("page", r"(?:<img[\s\S]*?){3}</div>\s*</div>\s*<div class=\"text-right zrbj"),
        ),
    },
    "long articles": {
        "long-pager": (("page", r"href=\"[^\"]*_2\.html\"[^>]*>下一页"), ("kept", '"complete": true')),
        "long-numbers": (("page", r"href=\"[^\"]*_2\.html\"[^>]*>\[2\]"), ("kept", '"complete": true')),
        "incomplete": (("kept", '"complete": false'),),
    },
    "mirrors": {
        "mirror-traditional": (("text", "[臨記報勞動獎縣們這]"),),
        "mirror-glosses": (("text", rf"{_HAN}[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+[)）]?"),),
        "mirror-eaten-bytes": (("text", r"\?"),),
        "mirror-ascii": (("text", rf"{_HAN},{_HAN}|,,"),),
        "mirror-spam-lines": (("page", r"<body>\s*<h1><a href=\"http://mirror"),),
    },
    "encodings": {
        "charset-gb18030": (("bytes", "gb18030"),),
        "charset-outside-gb2312": (("bytes", "gb18030"), ("page", "gb2312")),
        "charset-header": (("headers", "(?i)charset"), ("no page", "(?i)charset")),
        "charset-meta": (("page", r"(?i)<meta[^>]+charset"), ("no headers", "(?i)charset")),
        "charset-malformed-meta": (("page", "(?i)charset"), ("no page", r"(?i)<meta charset=[\"'][\w-]+[\"'] ?/?>")),
        "charset-none": (("no headers", "(?i)charset"), ("no page", "(?i)charset")),
        "charset-wrong-header": (("bytes", r"^utf-8.* sent as (?:gb|iso)|^gb18030.* sent as (?:utf|iso)"),),
        "charset-bom": (("bytes", "bom"),),
    },
    "siblings' lines": {
        "sibling-date-shijian-laiyuan": (("text", r"时间[:：]\s*20\d\d[\s\S]{0,40}来源[:：]"),),
        "sibling-date-fabu-riqi": (("text", r"发布日期[:：]\s*20\d\d"),),
        "sibling-date-no-gap": (
            ("text", rf"来源[:：]\S+?(?:时间|日期|发布时间)[:：]?|\S网20\d\d-|\d\d:\d\d{_HAN}{{2}}"),
        ),
        "sibling-date-chinese": (("text", r"20\d\d年\d{1,2}月\d{1,2}日 \d\d:\d\d"),),
        "sibling-date-chinese-tight": (("text", r"20\d\d年\d{1,2}月\d{1,2}日\d\d:\d\d"),),
        "sibling-date-fabu-shijian": (("text", "发布时间[:：]"),),
        "sibling-date-weizhi": (("text", "来源[:：] ?未知"),),
        "sibling-minute": (("kept", '"published_precision": "minute"'),),
        "sibling-day": (("kept", '"published_precision": "day"'),),
        "sibling-count-liulanliang": (("text", "浏览量"), ("kept", '"view_label": true')),
        "sibling-count-liulan": (("text", "浏览(?!量|次数)"), ("kept", '"view_label": true')),
        "sibling-count-dianji": (("text", "点击(?!数)"), ("kept", '"view_label": true')),
        "sibling-count-dianjishu": (("text", "点击数"), ("kept", '"view_label": true')),
        "sibling-count-yuedu": (("text", "阅读"), ("kept", '"view_label": true')),
        "sibling-count-fangwen": (("text", "访问"), ("kept", '"view_label": true')),
        "sibling-editor-round": (("text", "[(（](?:责任编辑|责编)"),),
        "sibling-editor-square": (("text", r"[【\[]责任编辑"),),
        "sibling-editor-three-lines": (("page", r"责任编辑[:：]\s*(?:<[^>]+>|\n)\s*\S"),),
        "sibling-editor-zebian": (("text", "责编"),),
        "sibling-editor-plain": (("text", "(?<!责任)编辑[:：]"),),
        "sibling-editor-behind": (("page", rf"[\s>(（]{_NAME} ?编辑[)）<\s]"),),
        "sibling-reviewer": (("text", "审核|校对|编审|终审"), ("kept", '"reviewer"')),
        "neighbours-generic": (("kept", '"layout": "generic"'), ("kept", '"(?:previous|next)"')),
    },
    "siblings' markup": {
        "indent-u3000": (("page", r"\u3000\u3000"),),
        "indent-nbsp": (("page", r"(?:&nbsp;|\u00a0){2}"),),
        "indent-en-em": (("page", r"&e[nm]sp;|[\u2002\u2003]"),),
        "body-wechat": (("page", r"<section[\s\S]*(?:<section|<span style)"),),
        "lazy-image": (("page", 'data-src="'),),
        "body-video": (("page", "<(?:video|iframe)"),),
        "page-marks": (("page", "#p#"),),
        "view-counter": (("page", r"/plus/count\.php|/e/public/ViewClick"),),
        "generic-article-element": (("page", "<article"),),
        "generic-nested-divs": (("page", r"(?:<div[^>]*>\s*){3}"),),
        "generic-table-layout": (("page", r"(?i)<table[\s\S]*<td"),),
        "generic-section-soup": (("page", r"<section[\s\S]*<section"),),
        "generic-dl-metadata": (("page", r"<dl[\s\S]*<dt"),),
        "generic-wordpress": (("page", "entry-|wp-|post-"),),
        "generic-dede": (("page", r"class=\"info\"|/plus/"),),
        "generic-comments": (("page", "评论"),),
        "generic-short-text": (("no kept", r'"body": \[[^]]{150}'),),
        "generic-trs": (("page", "TRS_"),),
        "generic-sidebar-first": (("page", r"<li><a[\s\S]*</ul>[\s\S]*<p>[\s\S]*<h1"),),
        "generic-no-date": (("no kept", "published_at"),),
        "generic-date-in-pieces": (("no text", r"20\d\d-\d\d-\d\d[^\n]{0,3}\d\d:\d\d"), ("kept", "published_at")),
        "generic-teasers": (("page", r"<h\d[^>]*>\s*<a|推荐|相关"),),
        "generic-summary": (("text", "摘要|导读|核心提示|内容提要"),),
        "generic-signature": (("page", r"text-align: ?right|align=\"?right"),),
        "generic-date-in-metadata": (("page", r"<meta[^>]+20\d\d-"),),
        "generic-date-below": (("page", r"(?s)<p.*</p>.*20\d\d[-年]"), ("kept", "published_at")),
        "generic-labels-in-elements": (("page", r"<label>来源</label>"),),
        "generic-short-title": (("kept", '"title": "..?"'),),
        "generic-wechat": (("page", "<section"),),
        "generic-foot-longer": (("no kept", r'"body": \[[^]]{120}'),),
    },
    "no article": {
        "soft-404": (("kept", '"soft 404"'),),
        "challenge": (("kept", '"challenge"'),),
        "login": (("kept", '"login"'),),
        "empty-shell": (("kept", '"empty"'), ("page", "<script")),
        "empty-body": (("kept", '"field": "body"'), ("page", r"jcontent\">\s*(?:<p>&nbsp;</p>\s*)?</div>")),
        "no-title": (("kept", '"field": "title"'),),
        "listing-no-article": (("kept", '"listing"'),),
        "home-no-article": (("kept", '"home"'),),
        "video": (("kept", '"video"'),),
        "h5": (("kept", '"h5"'),),
    },
    "real text that looks like boilerplate or a name": {
        "trap-verb": (("kept", "记者(?:了解|获悉|在|从|看|见|近日|走|日前|发现|采访|来)"),),
        "trap-place": (("text", rf"{_HAN}{{2}} 摄"), ("no kept", '"photographer"')),
        "trap-editor-words": (("kept", '"body": [^]]*编(?:辑|者)'),),
        "trap-neighbour-words": (("kept", '"body": [^]]*[上下]一[篇条]'),),
        "trap-notice-words": (("kept", '"body": [^]]*版权'),),
        "trap-interview": (("kept", '"body": [^]]*(?:记者|编辑|主持人|问)[:：]'),),
        "trap-letter": (("kept", '"body": [^]]*(?:尊敬的|亲爱的|此致|敬礼)'),),
        "trap-poem": (("kept", '"body"'), ("no kept", r'"body": \["[^"]{60}')),
        "trap-dialogue": (("kept", '"body": [^]]*“'),),
        "trap-photo-credit": (("no kept", r'"url": "[^"]+\.(?:jpg|png)'), ("kept", "摄")),
        "trap-names": (("kept", rf'"body": [^]]*(?:{_HAN}{{2,3}}[、，\u3000]{_HAN}{{2,3}}|领队|作者|摄影家|记者站)'),),
        "trap-caption-words": (("kept", '"body": [^]]*图'),),
        "trap-label-words": (("kept", '"body": [^]]*(?:来源|时间|地点|责任)'),),
        "trap-soft-404": (("kept", '"body": [^]]*(?:不存在|404|找不到)'),),
        "trap-challenge": (("page", r"验证|refresh|document\.cookie"), ("kept", '"body"')),
        "trap-links": (("page", r"jcontent[\s\S]*(?:<a [\s\S]*?){5}"), ("kept", '"body"')),
        "trap-video": (("page", "<video|<iframe"), ("kept", '"body"')),
        "trap-login": (("page", "登录"), ("kept", '"body"')),
        "trap-opening-lines": (("kept", '"body"'), ("no kept", '"headline"')),
    },
}
"""Each statement with what shows it; a fact that no case names fails, and a case that does not show its fact."""


def missing_witnesses(fact: str, places: Mapping[str, str]) -> list[Witness]:
    """Return by which witnesses a case does not show a fact, ``places`` being what it has to show."""
    (witnesses,) = (of_kind[fact] for of_kind in FACTS.values() if fact in of_kind)
    return [one for one in witnesses if _is_missing(one, places)]


def _is_missing(witness: Witness, places: Mapping[str, str]) -> bool:
    place, pattern = witness
    found = re.search(pattern, places[place.removeprefix("no ")]) is not None
    return found is place.startswith("no ")


def words_of(source: str) -> str:
    """Return what a page says, without its tags, its scripts and its entities; the captions of a gallery are said."""
    bare = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", "", source)
    captions = re.findall(r'\stext="([^"]*)"', bare)
    lines = re.sub(r"(?i)<br\b[^>]*>", "\n", bare)
    return html.unescape("\n".join([re.sub(r"<[^>]*>", "", lines), *captions]))
