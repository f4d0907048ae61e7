"""Write a photo page: the stock jQuery gallery, whose images are attributes until a script shows them."""

from __future__ import annotations

from html import escape

from linfen_crawler.replica import markup
from linfen_crawler.replica.story import Markup, Picture, Story


def content(story: Story) -> str:
    """Write a photo page with the stock jQuery gallery's markup and its overlay texts."""
    shown = "".join(f"<li>{_gallery_link(picture, story)}</li>" for picture in story.pictures)
    listed = "".join(f'<li><img src="{_small(picture)}"></li>' for picture in story.pictures)
    text = markup.body(tuple(story.paragraphs), Markup.WIDE_INDENT)
    return f"""<div class="piccontext">
<h2>{markup.text(story.title)}</h2>
<div class="source"><div class="source_left">{markup.text(story.date_line.text(story.published_at))}</div></div>
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
    big, caption = markup.reference(picture.url or ""), escape(" ".join(picture.lines))
    title = escape(story.title)
    image = f'<img src="{_small(picture)}" alt="{title}" bigimg="{big}" text="{caption}">'
    return f'<a href="javascript:void(0)">{image}</a>'


def _small(picture: Picture) -> str:
    """Return the address of an image's thumbnail."""
    return markup.reference(picture.url or "").replace(".png", "-small.png")
