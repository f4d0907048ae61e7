"""Pages of a long article, joined: what each repeats is kept once, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, URL, page_of, paragraphs, template

from linfen_crawler.items import RawArticle, RawImage
from linfen_crawler.pages import is_repeat, join_parts, read_article
from linfen_crawler.pages.pager.joining import distinct

MORE = ("第二页讲述临汾的发展，汾河两岸变化喜人。", "第二页还讲述了乡村的变化，农民笑容满面。")
CAPTION = "图为大会现场。记者 魏华 摄"
FIRST = (LEAD.strip(), SENTENCE.strip())


def part(number: int, body: str, **parts: str) -> RawArticle:
    url = URL if number == 1 else URL.replace(".html", f"_{number}.html")
    return read_article(page_of(template(body, **parts), url))


@pytest.mark.parametrize(
    "head",
    [
        (LEAD,),
        ("第2页",),
        ("（第 2 页，共 3 页）",),
        ("2021年04月30日 09:17",),
        ("我市召开五一表彰大会", "2021-04-30 来源：临汾新闻网"),
        ("我市召开五一表彰大会（2）", "2021-04-30 来源：临汾新闻网"),
        ("我市召开五一表彰大会_2",),
        ("我市召开五一表彰大会（第2页）",),
        ("我市召开五一表彰大会 [2/3]",),
        ("我市召开五一表彰大会（续）",),
    ],
)
def test_what_a_later_page_repeats_at_its_head_is_dropped(head: tuple[str, ...]) -> None:
    pages = [part(1, paragraphs(LEAD, SENTENCE)), part(2, paragraphs(*head, *MORE))]
    assert join_parts(pages).paragraphs == (*FIRST, *MORE)


@pytest.mark.parametrize(
    "head",
    [
        "2021年4月30日，他出发了。",
        "2021年4月30日",
        "第二页",
        "二、重点任务",
        "我市召开五一表彰大会（二）",
        "我市召开五一表彰大会（4）",
        "五一表彰大会（2）",
    ],
)
def test_a_text_that_continues_with_the_day_or_a_sub_head_is_kept(head: str) -> None:
    pages = [
        part(1, paragraphs(LEAD, SENTENCE), date_line="2021-04-30 来源：临汾新闻网"),
        part(2, paragraphs(head, *MORE), date_line="2021-04-30 来源：临汾新闻网"),
    ]
    assert join_parts(pages).paragraphs == (*FIRST, head, *MORE)


def test_a_caption_without_its_image_is_kept_once() -> None:
    pages = [part(1, paragraphs(CAPTION, LEAD)), part(2, paragraphs(CAPTION, *MORE))]
    assert [image.caption for image in join_parts(pages).images] == [CAPTION]


def test_pages_of_one_image_each_are_no_repeats() -> None:
    first, second, again = (
        part(number, f"<p><img src='/u/{image}.jpg'></p>") for number, image in ((1, 1), (2, 2), (3, 1))
    )
    assert not is_repeat([first], second)
    assert is_repeat([first, second], again)


def test_a_page_served_again_is_a_repeat_whatever_opens_it() -> None:
    body = f"<p><img src='/u/1.jpg'></p>{paragraphs(CAPTION, '临汾市举行五一表彰大会', LEAD, SENTENCE)}"
    first = part(1, body)
    assert is_repeat([first], part(2, body))
    assert not is_repeat([first], part(2, paragraphs(LEAD, *MORE)))


def test_an_image_shown_twice_is_one_with_its_caption() -> None:
    plain, told = RawImage(url="http://www.lfxww.com/1.jpg"), RawImage(url="http://www.lfxww.com/1.jpg", caption="汾河")
    assert distinct([plain, told]) == distinct([told, plain]) == (told,)


def test_a_later_page_may_repeat_the_kicker_above_the_headline() -> None:
    head = [f"<p align=center><strong>{line}</strong></p>" for line in ("凝心聚力谋发展", "我市召开五一表彰大会")]
    first = part(1, "".join(head) + paragraphs(LEAD, SENTENCE))
    assert (first.kicker, first.headline) == ("凝心聚力谋发展", "我市召开五一表彰大会")
    assert join_parts([first, part(2, paragraphs("凝心聚力谋发展", *MORE))]).paragraphs == (*FIRST, *MORE)


PAGER = '<p><a href="{0}.html">1</a> <a href="{0}_2.html">2</a> <a href="{0}_2.html">下一页</a></p>'.format(
    URL.rpartition("/")[2].removesuffix(".html")
)


@pytest.mark.parametrize("heading", ["相关链接", "延伸阅读", "【相关阅读】", "网友评论", "声明"])
def test_a_heading_that_ends_a_page_heads_the_text_of_the_next(heading: str) -> None:
    first = paragraphs(LEAD, SENTENCE)
    pages = [part(1, f"{first}<p>　　<strong>{heading}</strong></p>{PAGER}"), part(2, paragraphs(*MORE))]
    assert join_parts(pages).paragraphs == (*FIRST, heading, *MORE)
    assert part(1, f"{first}<p>　　<strong>{heading}</strong></p>").paragraphs == FIRST


@pytest.mark.parametrize(
    "line",
    [
        "<p>　　版权声明</p>",
        "<p>　　免责声明：</p>",
        "<p>　　暂无相关文章</p>",
        "<p align=center>相关链接</p>",
        "<p>　　点击二维码关注我们</p>",
        "<p>　　相关阅读</p><p><a href='/linfen/shizheng/1.html'>我市部署森林防火工作</a></p>",
    ],
)
def test_what_heads_no_text_does_not(line: str) -> None:
    pages = [part(1, paragraphs(LEAD, SENTENCE) + line + PAGER), part(2, paragraphs(*MORE))]
    assert join_parts(pages).paragraphs == (*FIRST, *MORE)
