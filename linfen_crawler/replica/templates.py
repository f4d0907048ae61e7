"""Write the pages of articles as HTML, in the site's regular template."""

from __future__ import annotations

from collections.abc import Sequence

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


def _text_content(story: Story, around: Surroundings, page: int, frame: Chrome) -> str:
    # The line above some titles is known, its element is not: a small heading of its own is ours.
    kicker = f'<h4 class="h4 text-center">{markup.text(story.title_kicker)}</h4>\n' if story.title_kicker else ""
    # Class attributes gained and lost classes over the years.
    extra = " mt-2" if story.published_at.year >= 2023 else ""
    return f"""<div class="col-md-8 xb-left{extra}">
{kicker}<h2 class="h2 text-center xb-h2{extra}">{markup.text(story.title)}</h2>
<h3 class="h4 text-center xb-h4">{markup.text(story.date_line.text(story.published_at))}</h3>
{frame.tools}
<div class="col-md-12 nry jcontent{extra}">
{_body(story, page)}
</div>
{_foot(story, around)}
</div>"""


def _body(story: Story, page: int) -> str:
    written = markup.page_of(story, page)
    if len(story.pages) == 1:
        return written
    if story.has_page_bar:
        return f'{written}\n<div class="page">{pagers.bar(story, page)}</div>'
    return f'{written}\n<p style="text-align: center;">{pagers.digits(story, page)}</p>'


def _foot(story: Story, around: Surroundings) -> str:
    """Write what stands below the text: editor, notice, neighbours, related links."""
    parts = [
        f'<div class="text-right zrbj"><p>{markup.text(editor.line)}</p></div>'
        for editor in editors.below(story.editor, is_imported=bool(story.body_source))
    ]
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
