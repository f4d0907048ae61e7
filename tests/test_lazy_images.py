"""Images that a script is to load: their address is the one that a reader sees in the end."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

WANTED = "http://www.lfxww.com/u/7.jpg"
PLACEHOLDERS = [
    "/static/s.gif", "/static/loading2.gif", "/static/default.png", "/static/nopic.jpg", "/static/white.gif",
    "/static/zhanwei.png", "/static/blank.gif", "/static/img_loading.svg", "/static/logo.png", "/static/wait.gif",
    "/u/7_thumb.jpg", "data:image/gif;base64,R0lGODlhAQABAIAAAP", "",
]  # fmt: skip
FULL = [
    "/u/2021/7_800x600.jpg", "/u/640x480/7.jpg", "/u/7_s.jpg", "/u/7.jpg!600x400", "/u/s/7.jpg", "/u/small/7.jpg",
    "/u/big 7.jpg",
]  # fmt: skip
"""Whole pictures with a size, or a blank, in their names."""
NAMES = ["data-src", "data-original", "data-echo", "data-lazyload", "data-lazy-src", "lazysrc", "original", "file"]
WECHAT = "https://mmbiz.qpic.cn/mmbiz_jpg/x8/640?wx_fmt=jpeg"


def images_of(image: str) -> list[str]:
    return [one.url for one in read(paragraphs(LEAD) + f"<p>{image}</p>" + paragraphs(SENTENCE)).images]


@pytest.mark.parametrize("src", PLACEHOLDERS)
def test_the_address_that_a_loader_is_to_show_overrides_whatever_stands_there_until_then(src: str) -> None:
    assert images_of(f'<img src="{src}" data-src="/u/7.jpg">') == [WANTED]
    assert images_of(f'<img data-src=" /u/7.jpg " src="{src}"><noscript><img src="/u/7.jpg"></noscript>') == [WANTED]


@pytest.mark.parametrize("name", NAMES)
def test_loaders_name_it_by_many_attributes(name: str) -> None:
    assert images_of(f'<img src="/static/default.png" {name}="/u/7.jpg">') == [WANTED]
    assert images_of(f'<img src="static/image/common/none.gif" {name}="../../u/7.jpg" zoomfile="/u/big.jpg">') == [
        WANTED
    ]


@pytest.mark.parametrize("url", FULL)
@pytest.mark.parametrize("src", ["/static/default.png", "/static/zhanwei.png", "/static/loading.gif"])
def test_whatever_size_its_name_tells_it_is_the_picture(src: str, url: str) -> None:
    (found,) = images_of(f'<img src="{src}" data-src="{url}">')
    assert found.replace("%20", " ") == f"http://www.lfxww.com{url}"


@pytest.mark.parametrize("src", ["/static/default.png", "/static/nopic.jpg", "/static/no_image.png", "/zhanwei.png"])
@pytest.mark.parametrize("url", ["/attachment/show/778", "/GetImage.aspx?id=778", "/pic?id=77"])
def test_beside_a_placeholder_it_needs_no_file_type(src: str, url: str) -> None:
    assert images_of(f'<img src="{src}" data-src="{url}">') == [f"http://www.lfxww.com{url}"]


@pytest.mark.parametrize("other", ["/v/7.mp4", "http://h5.lfxww.com/v/7"])
def test_what_an_image_leads_to_is_none(other: str) -> None:
    assert images_of(f'<img src="/u/7.gif" data-url="{other}">') == ["http://www.lfxww.com/u/7.gif"]
    assert images_of('<img src="/u/7.gif" data-url="/u/7.jpg">') == [WANTED]


def test_several_images_with_one_placeholder_are_several() -> None:
    body = "".join(f'<img src="/static/default.png" data-src="/u/{number}.jpg">' for number in (7, 8, 9))
    assert images_of(body) == [WANTED, WANTED.replace("7", "8"), WANTED.replace("7", "9")]


def test_an_image_of_wechat_has_no_file_type() -> None:
    assert images_of(f'<img src="/2021/x_640.jpg" data-src="{WECHAT}">') == [WECHAT]


def test_an_image_of_a_host_of_images_needs_no_file_type() -> None:
    url = "https://p3.toutiaoimg.com/origin/pgc/0f7c~tplv-640"
    assert images_of(f'<img src="/static/zhanwei.png" data-src="{url}">') == [url]


@pytest.mark.parametrize("src", ["", "data:image/gif;base64,R0lGOD"])
def test_of_several_sizes_that_are_to_be_loaded_the_first_is_taken(src: str) -> None:
    assert images_of(f'<img src="{src}" data-srcset="/u/7.jpg 640w, /u/7b.jpg 1280w">') == [WANTED]


@pytest.mark.parametrize(
    "beside",
    [
        'data-src="{&quot;id&quot;: 7}"', 'data-src="img"', 'data-src="data:image/gif;base64,x"', 'data-url="/linfen/"',
        'data-original="javascript:show()"', 'data-src="/u/7_thumb.jpg"', 'data-src="/u/small/7.jpg"',
        'data-src="/u/7-150x150.jpg"', 'data-src="/u/thumb/7.jpg?x=1"',
        'data-url="http://pic.lfxww.com/gallery/7.html"', 'data-url="/qr/8.png?url=x"', 'file="7"',
        'data-src="/show?id=8"',
    ],
)  # fmt: skip
def test_what_is_no_image_or_a_smaller_one_replaces_none(beside: str) -> None:
    assert images_of(f'<img src="/u/7.jpg" {beside}>') == [WANTED]


@pytest.mark.parametrize("src", ["/u/2011/7.gif", "/u/grey-heron/7.jpg"])
@pytest.mark.parametrize("beside", ['data-url="/linfen/2664.html"', 'data-original="/show/"', 'file="/u/7.shtml?a=1"'])
def test_no_page_takes_the_place_of_an_image(src: str, beside: str) -> None:
    assert images_of(f'<img src="{src}" {beside}>') == [f"http://www.lfxww.com{src}"]
