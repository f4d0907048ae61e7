"""The bar of an account below a title: its portrait, its name, the date; on a page of no known layout."""

from __future__ import annotations

import pytest

from pipelines.normalise import normalise
from tests.test_generic import TEXT, TITLE, read
from tests.test_generic_ends import LISTED

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
BODY = f"<p>{TEXT}</p><p>{SECOND}</p>"
POEM = "<p>黄河一线接云天，</p><p>极目层楼思渺然。</p><p>千里烟波归大海，</p><p>万家灯火入平川。</p>"
PHOTO = "<p align=center><img src=/u/p.jpg></p><p align=center>孩子们在草坪上放风筝</p>"
FACE = "<img class=avatar src=/static/a.png>"
NAME, MOMENT = "<b>蒲县融媒</b>", "<span>2024-05-08 09:17</span>"
BARS = {
    "box": f"{FACE}<div>{NAME}{MOMENT}</div>",
    "button": f"{FACE}<div>{NAME}{MOMENT}</div><a href='javascript:;'>+关注</a>",
    "place": f"{FACE}<div>{NAME}<span>2024-05-08 09:17 · 山西</span></div>",
    "address": f"{FACE}<div>{NAME}<span>2024-05-08 09:17</span><span>IP属地：山西</span></div>",
    "moment first": f"{FACE}<div>{MOMENT}{NAME}</div>",
    "as people write it": f"{FACE}<div>{NAME}<em>2024年05月08日 09:17</em></div>",
    "labels": f"{FACE}<div><span>来源：蒲县融媒</span><span>发布时间：2024-05-08 09:17</span></div>",
    "lines": f"<div>{FACE}</div><div><div>蒲县融媒</div><div>2024-05-08 09:17</div></div>",
    "paragraphs": f"{FACE}<p>蒲县融媒</p><p>2024-05-08 09:17</p>",
    "side by side": f"<span>{FACE}</span>{NAME}{MOMENT}",
    "sign": f"{FACE}<img src=/static/v.png><div>{NAME}{MOMENT}</div>",
    "sign in name": f"{FACE}<div><b>蒲县融媒<img src=/static/v.png></b>{MOMENT}</div>",
    "what it is": f"{FACE}<div>{NAME}<p>蒲县融媒官方账号</p>{MOMENT}</div>",
    "heading": f"{FACE}<div><h4>蒲县融媒</h4><time>2024-05-08 09:17</time></div>",
    "own figure": f"<figure>{FACE}</figure><div>{NAME}{MOMENT}</div>",
    "several sizes": f"<picture><source srcset=/a.webp>{FACE}</picture><div>{NAME}{MOMENT}</div>",
    "one text": f"{FACE}<div>蒲县融媒 2024-05-08 09:17</div>",
}


def page(head: str, body: str = BODY, *, is_apart: bool = True) -> str:
    """Return a page with a title, what is below it, a text and its editor."""
    body = f"<div class=txt>{body}</div>" if is_apart else body
    return (
        f"<title>{TITLE}_蒲县融媒</title><div class=nav><a href=/>首页</a></div><section class=art><h1>{TITLE}</h1>"
        f"{head}{body}<div class=foot>责编：李小花</div></section><div class=xg><b>相关新闻</b><ul>{LISTED}</ul></div>"
    )


@pytest.mark.parametrize("is_apart", [True, False], ids=["text apart", "text beside"])
@pytest.mark.parametrize("body", [BODY, POEM, PHOTO + BODY], ids=["news", "poem", "photo"])
@pytest.mark.parametrize("bar", BARS.values(), ids=BARS)
def test_the_portrait_of_an_author_bar_is_no_image_of_the_article(bar: str, body: str, *, is_apart: bool) -> None:
    article = normalise(read(page(f"<div class=author>{bar}</div>", body, is_apart=is_apart)))
    assert (article.published_at, article.source) == ("2024-05-08T09:17:00+08:00", "蒲县融媒")
    expected = [("p.jpg", "孩子们在草坪上放风筝")] if body.startswith(PHOTO) else []
    assert [((one.url or "").rpartition("/")[2], one.caption) for one in article.images] == expected
    assert article.body.split("\n\n")[0] == ("黄河一线接云天，" if body == POEM else TEXT)
    assert (article.kicker, article.subtitle, article.editor) == (None, None, "李小花")


DATED = "<p class=meta>2024-05-08 09:17 来源：蒲县融媒</p>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (DATED, "<div class=pic><img src=/u/p.jpg><div><b>汾河公园</b><span>2024-05-06</span></div></div>"),
        (DATED, "<div class=pic><img src=/u/p.jpg><p>2024-05-06 汾河公园</p></div>"),
        (DATED, "<div class=pic><img src=/u/p.jpg></div>"),
        (DATED, "<figure><img src=/u/p.jpg><figcaption><b>汾河公园</b><i>2024-05-06</i></figcaption></figure>"),
        ("<div class=pic><img src=/u/p.jpg><p>5月6日，市民在赏秋。</p></div>" + DATED, ""),
        (DATED, f"<p>{TEXT}</p><div class=pic><img src=/u/p.jpg><div><b>汾河公园</b><i>2024-05-06</i></div></div>"),
    ],
    ids=["apart", "one text", "no caption", "figure", "above the date line", "in the text"],
)
def test_a_dated_caption_is_no_author_bar(head: str, body: str) -> None:
    article = normalise(read(page(head, body + BODY)))
    shown = [(one.url or "").rpartition("/")[2] for one in article.images]
    assert shown == ([] if "p.jpg" in head else ["p.jpg"])
    assert (article.published_at, article.source) == ("2024-05-08T09:17:00+08:00", "蒲县融媒")
