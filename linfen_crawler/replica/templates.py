"""Write whole pages as HTML: articles, photo pages, listings and the home page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from linfen_crawler.items import RawLink
from linfen_crawler.replica import markup
from linfen_crawler.replica.plan import Layout
from linfen_crawler.replica.sections import Section
from linfen_crawler.replica.story import Markup, Picture, Story
from linfen_crawler.replica.surroundings import Surroundings

_DEFAULT_EDITOR = "责任编辑：临汾新闻网编辑"
_NO_RELATED = "本文暂无相关文章"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLink:
    """A link of a listing or of the home page."""

    href: str
    title: str
    day: str


def article(story: Story, around: Surroundings, page: int) -> str:
    """Write one page of an article; the first is 1."""
    content = _photo_content(story) if story.layout is Layout.GALLERY else _text_content(story, around, page)
    return _document(story.title, story.place.section, _breadcrumb(story.place.section) + content)


def _document(title: str, section: Section | None, content: str) -> str:
    charset = "gb2312" if section and section.charset == "gb18030" else "utf-8"
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{markup.text(title)}_临汾新闻网</title>
</head>
<body>
<div class="top"><a href="/"><img src="/images/logo.png" alt="临汾新闻网"></a></div>
{content}
<div class="foot"><p>本站为演示用的仿制站点，所有文字均系虚构。</p></div>
</body>
</html>
"""


def _breadcrumb(section: Section) -> str:
    """Write the names of the channels; only the innermost has a page here."""
    outer = [f'<a href="/">{name}</a>' for name in section.names[:-1]]
    trail = " &gt; ".join([*outer, f'<a href="{section.path}">{section.name}</a>'])
    return f'<div class="navlf">当前位置：<span><span>{trail}</span></span></div>\n'


def _text_content(story: Story, around: Surroundings, page: int) -> str:
    # The line above some titles is known, its element is not: a small heading of its own is ours.
    kicker = f'<h4 class="h4 text-center">{markup.text(story.title_kicker)}</h4>\n' if story.title_kicker else ""
    # Class attributes gained and lost classes over the years.
    extra = " mt-2" if story.published_at.year >= 2023 else ""
    return f"""<div class="col-md-8 xb-left{extra}">
{kicker}<h2 class="h2 text-center xb-h2{extra}">{markup.text(story.title)}</h2>
<h3 class="h4 text-center xb-h4">{markup.text(_date_line(story))}</h3>
<div class="col-md-12 nry jcontent{extra}">
{_body(story, page)}
</div>
{_foot(story, around)}
</div>
<div class="col-md-4 xb-right"><h4>热门文章</h4><ul><li><a href="/">更多</a></li></ul></div>"""


def _date_line(story: Story) -> str:
    return story.date_line.text(story.published_at)


def _body(story: Story, page: int) -> str:
    parts = [markup.body(story.pages[page - 1], story.markup)]
    if page == 1:
        if story.body_source:
            parts.insert(0, markup.line(f"来源：{story.body_source}", story.markup))
        if story.headlines.headline:
            parts.insert(0, markup.headlines(story.headlines))
    if story.layout is Layout.LEGACY and story.editor:
        parts.append(markup.line(f"【{story.editor.line}】", story.markup))
    if len(story.pages) > 1:
        parts.append(_page_bar(story, page) if story.has_page_bar else _page_digits(story, page))
    return "\n".join(parts)


def _page_href(story: Story, page: int) -> str:
    return story.place.page_url(page).rpartition("/")[2]


def _page_bar(story: Story, page: int) -> str:
    """Write 上一页 1 2 3 下一页, the current page without a link."""
    total = len(story.pages)
    numbers = [
        f"<span>{number}</span>" if number == page else f'<a href="{_page_href(story, number)}">{number}</a>'
        for number in range(1, total + 1)
    ]
    if page > 1:
        numbers.insert(0, f'<a href="{_page_href(story, page - 1)}">上一页</a>')
    if page < total:
        numbers.append(f'<a href="{_page_href(story, page + 1)}">下一页</a>')
    return f'<div class="page">{" ".join(numbers)}</div>'


def _page_digits(story: Story, page: int) -> str:
    """Write [1] [2] [3], the current page without a link."""
    numbers = [
        f"[{number}]" if number == page else f'<a href="{_page_href(story, number)}">[{number}]</a>'
        for number in range(1, len(story.pages) + 1)
    ]
    return f'<p style="text-align: center;">{" ".join(numbers)}</p>'


def _foot(story: Story, around: Surroundings) -> str:
    """Write what stands below the text: editor, notice, neighbours, related links."""
    editor = _DEFAULT_EDITOR if story.layout is Layout.LEGACY else story.editor and story.editor.line
    parts = [f'<div class="text-right zrbj"><p>{markup.text(editor)}</p></div>' if editor else ""]
    if story.notice:
        parts.append(f'<div class="bqsm"><p>{story.notice}</p></div>')
    if story.has_neighbours:
        parts.append(
            f'<div class="sxp">{_neighbour("上一篇：", around.previous)}{_neighbour("下一篇：", around.next)}</div>'
        )
    if story.related_count is not None:
        parts.append(_related(around.related))
    if story.date_line.has_view_label:
        # Counters of this kind increase when read: robots.txt forbids the address, and an archiver must not ask for it.
        parts.append(f'<script src="/plus/count.php?view=yes&amp;aid={story.place.site_id}"></script>')
    return "\n".join(part for part in parts if part)


def _neighbour(label: str, link: RawLink | None) -> str:
    return f"<p>{label}{markup.anchor(link) if link else '没有了'}</p>"


def _related(links: Sequence[RawLink]) -> str:
    if not links:
        return f'<div class="xgyd"><h4>相关阅读</h4><p>{_NO_RELATED}</p></div>'
    items = "".join(f"<li>{markup.anchor(link)}</li>" for link in links)
    return f'<div class="xgyd"><h4>相关阅读</h4><ul>{items}</ul></div>'


def _photo_content(story: Story) -> str:
    """Write a photo page with the stock jQuery gallery's markup and its overlay texts."""
    shown = "".join(f"<li>{_gallery_link(picture, story)}</li>" for picture in story.pictures)
    listed = "".join(f'<li><img src="{_small(picture)}"></li>' for picture in story.pictures)
    text = markup.body(tuple(story.paragraphs), Markup.WIDE_INDENT)
    return f"""<div class="piccontext">
<h2>{markup.text(story.title)}</h2>
<div class="source"><div class="source_left">{markup.text(_date_line(story))}</div></div>
<div class="picshow">
<div class="picshowtop"><a href="#"><img src="" alt="" id="pic1" curindex="0"></a>
<a id="preArrow" href="#"></a><a id="nextArrow" href="#"></a></div>
<div class="picshowtxt"><span id="pictxt"></span></div>
<div class="picshowlist"><div class="picshowlist_mid"><ul>{shown}</ul></div></div>
</div>
<div class="pictext">{text}</div>
<div class="piclistshow"><ul>{listed}</ul></div>
<div class="bodymodal"></div>
<div class="firsttop"><p>已到第一张图片了。</p><a href="#">重新播放</a> <a href="#">列表查看</a></div>
<div class="endtop"><p>已到最后一张图片了。</p><a href="#">重新播放</a> <a href="#">高清查看</a></div>
</div>"""


def _gallery_link(picture: Picture, story: Story) -> str:
    big, caption = markup.reference(picture.url or ""), escape(picture.line)
    title = escape(story.title)
    image = f'<img src="{_small(picture)}" alt="{title}" bigimg="{big}" text="{caption}">'
    return f'<a href="javascript:void(0)">{image}</a>'


def _small(picture: Picture) -> str:
    """Return the address of an image's thumbnail."""
    return markup.reference(picture.url or "").replace(".png", "-small.png")


def listing(section: Section, links: Iterable[ListLink], pager: str) -> str:
    """Write a page of a section's listing."""
    items = "\n".join(_list_item(link) for link in links)
    content = f"""{_breadcrumb(section)}<div id="contentText"><div><ul>
{items}
</ul></div></div>
{pager}"""
    return _document(section.name, section, content)


def _list_item(link: ListLink) -> str:
    return f'<li><a href="{escape(link.href)}">{markup.text(link.title)}</a><span>{link.day}</span></li>'


def pager(page: int, last: int) -> str:
    """Write 上一页 1 2 3 下一页 尾页; page 0 is the section's root and shown as 1."""
    numbers = range(max(0, page - 3), min(last, page + 3) + 1)
    parts = [
        f"<span>{number + 1}</span>" if number == page else f'<a href="{_listing_href(number)}">{number + 1}</a>'
        for number in numbers
    ]
    if page > 0:
        parts.insert(0, f'<a href="{_listing_href(page - 1)}">上一页</a>')
    if page < last:
        parts += [f'<a href="{_listing_href(page + 1)}">下一页</a>', f'<a href="{_listing_href(last)}">尾页</a>']
    return f'<div class="page">{" ".join(parts)}</div>'


def _listing_href(page: int) -> str:
    return "./" if page == 0 else f"index_{page}.html"


def home(sections: Sequence[Section], links: Sequence[ListLink]) -> str:
    """Write the home page: the menu, and three blocks of links."""
    menu = "".join(f'<li><a href="{section.path}">{section.name}</a></li>' for section in sections)
    anchors = [f'<a href="{escape(link.href)}">{markup.text(link.title)}</a>' for link in links]
    slides = "".join(f'<div class="hd-title">{anchor}</div>' for anchor in anchors[1:4])
    focus = "".join(f"<li>{anchor}</li>" for anchor in anchors[4:])
    content = f"""<div class="menu"><div class="m-l-content fl"><ul>{menu}</ul></div></div>
<div class="topnews-strong t-news">{anchors[0]}</div>
<div class="swiper-hd"><div class="hd">{slides}</div></div>
<div class="n-c-Focus"><ul class="list-light-gray">{focus}</ul></div>"""
    return _document("首页", None, content)
