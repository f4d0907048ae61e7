"""Who made a text or its photograph, named right below it, however he is set there."""

from __future__ import annotations

import pytest

from pipelines.normalise import normalise
from tests.test_generic import read

TITLE = "春耕备播忙"
SHOWN = "4月11日，翼城县里砦镇的农民正在田间起垄覆膜，田野里处处是忙碌的身影。"
LAST = "当地农技人员提醒，要抢抓墒情适时播种。"
IMAGE = "<img src=/u/1.jpg>"


def flat(body: str) -> str:
    """Return a page whose text is in an element with title, date, editor and neighbours."""
    return (
        f"<title>{TITLE}_吉县融媒</title><div class=nr><h2>{TITLE}</h2><p class=x>2017-03-14 09:00 来源：临汾日报</p>"
        f"{body}<p align=right>责任编辑：段宁</p><p>上一篇：<a href=/x/1.html>洪洞大槐树景区客流创新高</a></p></div>"
    )


@pytest.mark.parametrize("credit", ["记者　苏亚兵　摄", "（苏亚兵 摄）", "摄影：苏亚兵", "通讯员　苏亚兵　文/图"])
@pytest.mark.parametrize(
    "body",
    [
        "<center>{image}<br>{shown}</center><br><br>　　{credit}",
        "<p align=center>{image}</p><p>　　{shown}</p><br>　　{credit}",
        "<center>{image}</center><br>{shown}<br><br><center>{credit}</center>",
        "<figure>{image}<figcaption>{shown}</figcaption></figure><p>{credit}</p>",
        "<p>　　{shown}</p><p>{image}</p><p>　　{last}</p><div class=by><span>{credit}</span></div>",
    ],
)
def test_who_took_a_photograph_is_credited_below_it_however_he_is_set(body: str, credit: str) -> None:
    article = normalise(read(flat(body.format(image=IMAGE, shown=SHOWN, last=LAST, credit=credit))))
    assert {one.name for one in article.credits} >= {"苏亚兵", "段宁"}
    assert SHOWN in article.body or SHOWN in [one.caption for one in article.images]


@pytest.mark.parametrize(
    "behind",
    [
        "<div class=m><b>平阳客</b> 12分钟前</div>",
        "<div class=c><img width=40 src=/f.jpg><span>张浩</span></div>",
        "<div class=a><a href=/author/1>记者 张浩</a></div>",
        "<div class=v>浏览：33</div><div>记者 张浩</div>",
        "<h3>推荐图片</h3><a href=/x/2.html><img src=/a.jpg><p>张浩 摄</p></a>",
    ],
)
def test_what_is_below_the_buttons_of_a_page_credits_nobody(behind: str) -> None:
    article = normalise(read(flat(f"<p>　　{SHOWN}</p><p>　　{LAST}</p>{behind}")))
    assert {one.name for one in article.credits} == {"段宁"}
