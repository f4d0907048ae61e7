"""A page of no known layout: a text that a box of links or an advertisement parts continues whatever lines."""

from __future__ import annotations

import pytest

from tests.test_boxes import BOXES, EDITOR, listed
from tests.test_generic import DATE, TEXT, TITLE, page, read

LINES = ("平阳广场", "尧庙宫广场", "体育街游园", "滨河公园")
IMAGES = ("/up/1.jpg", "/up/2.jpg")
BARE = listed("<li>{a}</li>", "<ul class=hot>{}</ul>")
AD = "<div{}><a href={}><img src={}></a></div>"


def paragraphs(lines: tuple[str, ...], tag: str = "p") -> str:
    """Return lines in elements of their own."""
    return "".join(f"<{tag}>{one}</{tag}>" for one in lines)


def halves(first: tuple[str, ...], second: tuple[str, ...], between: str = "", name: str = " class=txt") -> str:
    """Return a page whose text is in two elements beside title, date and editor."""
    text = between.join(f"<div{name}>{paragraphs(one)}</div>" for one in (first, second))
    return f"<title>{TITLE}_侯马在线</title><div class=wz><h1>{TITLE}</h1><p>{DATE}</p>{text}{EDITOR}</div>"


@pytest.mark.parametrize("tag", ["p", "div"])
def test_the_line_above_a_list_of_links_without_a_heading_is_one_of_those_around_it(tag: str) -> None:
    body = paragraphs(LINES[:2], tag) + BARE + paragraphs(LINES[2:], tag)
    assert read(page(body=f"<div class=zw>{body}</div>{EDITOR}")).paragraphs == LINES


@pytest.mark.parametrize("box", [BOXES["day behind"], BOXES["cards"], BARE])
def test_images_go_on_after_a_box(box: str) -> None:
    images = [f"<p><img src={one}></p>" for one in IMAGES]
    article = read(page(body=f"<div class=zw><p>{TEXT}</p>{box.join(images)}</div>{EDITOR}"))
    assert tuple(image.url.removeprefix("http://www.lfxww.com") for image in article.images) == IMAGES


@pytest.mark.parametrize("name", ["day behind", "cards", "table"])
def test_lines_go_on_after_a_box_in_the_element_of_the_title(name: str) -> None:
    body = paragraphs(LINES[:2]) + BOXES[name] + paragraphs(LINES[2:])
    article = read(f"<title>{TITLE}_侯马在线</title><div><h1>{TITLE}</h1><p>{DATE}</p>{body}{EDITOR}</div>")
    assert (article.paragraphs, article.complete) == (LINES, True)


@pytest.mark.parametrize("second", ["paragraphs", "lines", "no element"])
@pytest.mark.parametrize("lines", [LINES[:3], LINES])
def test_a_line_between_two_boxes_is_of_none_of_them(lines: tuple[str, ...], second: str) -> None:
    body = BOXES["comments"].join((f"<p>{lines[0]}</p>", f"<p>{lines[1]}</p>")) + BOXES[second] + paragraphs(lines[2:])
    assert read(page(body=f"<div class=zw>{body}</div>{EDITOR}")).paragraphs == lines


@pytest.mark.parametrize("foot", ["<p>侯马报社 版权所有</p>", "<p>上一篇：没有了</p>"])
def test_lines_between_a_box_and_the_foot_of_a_page_are_not_part_of_the_text(foot: str) -> None:
    body = f"<p>{TEXT}</p>{BOXES['paragraphs']}<p>侯马报社广告部</p>{foot}"
    page = f"<title>{TITLE}_侯马在线</title><div><h1>{TITLE}</h1><p>{DATE}</p>{body}</div>"
    assert read(page).paragraphs == (TEXT,)


@pytest.mark.parametrize("name", ["day behind", "cards", "table"])
def test_a_box_above_a_list_or_below_it_is_none_of_that(name: str) -> None:
    for body in (BOXES[name] + paragraphs(LINES), paragraphs(LINES) + BOXES[name]):
        assert read(page(body=f"<div class=zw>{body}</div>{EDITOR}")).paragraphs == LINES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LINES[:1], LINES[1:]),
        ((TEXT,), LINES[:1]),
        (("材料如下：",), (TEXT, *LINES)),
        (("书名：《汾河传》", "作者：马明高"), ("出版社：北岳文艺出版社", TEXT)),
        ((TEXT, "道歉人：陈某某"), ("2022年4月8日",)),
        (("5月1日 9:00 乒乓球团体赛", "5月2日 14:30 羽毛球决赛"), ("5月3日 8:30 太极拳项目",)),
    ],
    ids=["list", "last line", "heading", "fields", "day", "programme"],
)
@pytest.mark.parametrize(
    "between", ["", AD.format(" class=ad-300", "/x/9", "/up/9.jpg")], ids=["nothing", "advertised"]
)
def test_elements_of_one_name_with_paragraphs_are_one_text(
    first: tuple[str, ...], second: tuple[str, ...], between: str
) -> None:
    article = read(halves(first, second, between))
    assert (article.paragraphs, article.images) == ((*first, *second), ())


def test_an_image_between_two_halves_that_nothing_calls_an_advertisement_is_kept() -> None:
    photo = AD.format(" class=pic", "/photo/9.html", "/up/9.jpg")
    article = read(halves((TEXT,), LINES, photo))
    assert (article.paragraphs, len(article.images)) == ((TEXT, *LINES), 1)


def test_an_image_below_a_box_in_the_element_of_the_title_may_be_the_pages() -> None:
    page = f"<h1>{TITLE}</h1><p>{DATE}</p><p>{TEXT}</p>{BOXES['paragraphs']}<img src=/code.png>"
    assert read(f"<title>{TITLE}_侯马在线</title><div>{page}</div>").images == ()


def test_the_rows_of_a_page_are_no_text() -> None:
    rows = "".join(
        f"<div class=row>{one}</div>" for one in (f"<h1>{TITLE}</h1>", DATE, f"<p>{TEXT}</p>", "分享到：微信", EDITOR)
    )
    assert read(f"<title>{TITLE}_侯马在线</title><div>{rows}</div>").paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "marked",
    [
        AD.format(" class=advert", "http://hm.example/b", "/up/9.jpg"),
        AD.format(" id=ad_mid", "http://hm.example/b", "/up/9.jpg"),
        AD.format(" class=midAd", "/go?u=3", "/up/9.jpg"),
        AD.format("", "http://adserver.example/c?z=3", "/up/9.jpg"),
        AD.format("", "http://hm.example/b", "/ads/9.jpg"),
    ],
    ids=["class", "id", "camel case", "link", "address"],
)
def test_what_calls_an_image_an_advertisement_tells_it_from_one_of_the_text(marked: str) -> None:
    assert read(page(body=f"<div class=zw><p>{TEXT}</p>{marked}{paragraphs(LINES)}</div>")).images == ()


@pytest.mark.parametrize("name", ["address", "admin-box", "load", "shadow", "adopt"])
def test_other_words_call_no_image_an_advertisement(name: str) -> None:
    photo = AD.format(f" class={name}", "/photo/9.html", f"/{name}/9.jpg")
    assert len(read(page(body=f"<div class=zw><p>{TEXT}</p>{photo}<p>{TEXT}</p></div>")).images) == 1


def test_a_label_with_an_address_ahead_of_a_text_is_text() -> None:
    line = "报名网址：<a href=http://bm.example/>http://bm.example/</a>"
    article = read(page(body=f"<div class=zw><p>{line}</p>{paragraphs((TEXT, *LINES))}</div>"))
    assert article.paragraphs == ("报名网址：http://bm.example/", TEXT, *LINES)
