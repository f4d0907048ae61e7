"""Write the pages of articles as HTML, in the site's regular template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linfen_crawler.items import RawLink
from linfen_crawler.replica import editors, markup, pagers, photo
from linfen_crawler.replica.chrome import Chrome, document
from linfen_crawler.replica.indexes import breadcrumb
from linfen_crawler.replica.plan import Layout
from linfen_crawler.replica.story import Story
from linfen_crawler.replica.surroundings import Surroundings

_NO_RELATED = "本文暂无相关文章"


def article(story: Story, around: Surroundings, page: int, *, meta: str, frame: Chrome) -> str:
    """Write one page of an article; the first is 1."""
    is_gallery = story.layout is Layout.GALLERY
    content = photo.content(story) if is_gallery else _text_content(story, around, page, frame)
    return document(story.title, meta, f"{breadcrumb(story.place.section)}{content}\n{frame.sidebar}", frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Classes:
    """The class attributes of a year: they gained and lost classes."""

    column: str = "col-md-8 xb-left"
    title: str = "h2 text-center xb-h2"
    date_line: str = "h4 text-center xb-h4"
    body: str = "col-md-12 nry jcontent"
    editor: str = "text-right zrbj"


_USUAL = _Classes()
_OF_YEARS = {
    2014: _Classes(column="xb-left", body="nry"),
    2016: _Classes(title="xb-h2", date_line="xb-h4", body="jcontent", editor="zrbj"),
}
_GAINED = _Classes(
    column="col-md-8 xb-left mt-2",
    title="h2 mt-2 text-center xb-h2 fw-bold",
    date_line="h4 text-center xb-h4 text-muted",
    body="col-md-12 nry jcontent mt-2",
    editor="text-right zrbj clearfix",
)
_GAINED_FROM = 2023


def _classes(year: int) -> _Classes:
    return _GAINED if year >= _GAINED_FROM else _OF_YEARS.get(year, _USUAL)


def _text_content(story: Story, around: Surroundings, page: int, frame: Chrome) -> str:
    classes = _classes(story.published_at.year)
    gap = "\n    " if story.place.number % 5 == 1 else ""
    return f"""<div class="{classes.column}">
{_kicker(story)}<h2 class="{classes.title}">{gap}{markup.text(story.title)}{gap}</h2>
<h3 class="{classes.date_line}">{_date_line(story)}</h3>
{frame.tools}
<div class="{classes.body}">
{_body(story, page)}
</div>
{_foot(story, around, classes)}
</div>"""


# The line above some titles is known, its element is not: these are ours.
_KICKERS = ('<h4 class="h4 text-center">{}</h4>\n', '<p class="text-center">{}</p>\n', '<div class="yt">{}</div>\n')


def _kicker(story: Story) -> str:
    if story.title_kicker is None:
        return ""
    return _KICKERS[story.place.number % len(_KICKERS)].format(markup.text(story.title_kicker))


def _date_line(story: Story) -> str:
    """Write the line below the title, its fields now and then in elements of their own."""
    line = markup.text(story.date_line.text(story.published_at))
    if story.place.number % 7 == 3:
        line = line.replace("\u00a0", "&nbsp;").replace("\u3000", "&#12288;")
    if story.place.number % 4 == 1:
        line = f"<span>{line}</span>".replace("来源", "</span><span>来源", 1)
    # Counters of this kind increase when read: robots.txt forbids the address, and an archiver must not ask for it.
    counter = f'<script src="/plus/count.php?view=yes&amp;aid={story.place.site_id}"></script>'
    return f'{line}<span id="hits"></span>{counter}' if story.date_line.has_view_label else line


# What editors and older systems leave in a body, and no reader of the page ever sees.
_UNSEEN = {
    0: (
        "<!--enpproperty <date>2008-08-08</date><author>旧稿</author>/enpproperty--><!--enpcontent-->",
        "<!--/enpcontent-->",
    ),
    3: ('<style type="text/css">p{line-height:2em}</style>', ""),
    5: ('<p style="display: none;">来源：旧稿 责任编辑：旧稿</p>', ""),
    7: ("", "<script>var readed='责任编辑：旧稿';document.close();</script>"),
    9: ("", '<input type="hidden" name="editor" value="责任编辑：旧稿"><span hidden>记者 旧稿</span>'),
}


def _body(story: Story, page: int) -> str:
    before, after = _UNSEEN.get(story.place.number % 20, ("", ""))
    written = before + markup.page_of(story, page) + after
    if len(story.pages) == 1:
        return written
    if story.has_page_bar:
        return f'{written}\n<div class="page">{pagers.bar(story, page)}</div>'
    return f'{written}\n<p style="text-align: center;">{pagers.digits(story, page)}</p>'


def _foot(story: Story, around: Surroundings, classes: _Classes) -> str:
    """Write what is below the text: editor, notice, neighbours, related links."""
    parts = [
        f'<div class="{classes.editor}"><p>{markup.text(editor.line)}</p></div>'
        for editor in editors.below(story.editor, is_imported=bool(story.body_source))
    ]
    if story.notice:
        form = '<div class="bqsm"><p>{}</p></div>' if story.place.number % 3 else '<div class="clearfix"></div>\n{}<br>'
        parts.append(form.format(story.notice))
    if story.has_neighbours:
        parts.append(
            f'<div class="sxp">{_neighbour("上一篇：", around.previous)}{_neighbour("下一篇：", around.next)}</div>'
        )
    if story.related_count is not None:
        parts.append(_related(around.related, is_list=story.place.number % 4 != 2))
    return "\n".join(part for part in parts if part)


def _neighbour(label: str, link: RawLink | None) -> str:
    return f"<p>{label}{markup.anchor(link) if link else '没有了'}</p>"


def _related(links: Sequence[RawLink], *, is_list: bool) -> str:
    if not links:
        return f'<div class="xgyd"><h4>相关阅读</h4><p>{_NO_RELATED}</p></div>'
    if is_list:
        items = "".join(f"<li>{markup.anchor(link)}</li>" for link in links)
        return f'<div class="xgyd"><h4>相关阅读</h4><ul>{items}</ul></div>'
    items = "".join(f"<p>· {markup.anchor(link)}</p>" for link in links)
    return f'<div class="xgyd"><p><strong>相关阅读：</strong></p>{items}</div>'
