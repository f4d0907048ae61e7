"""Each sign of a challenge, a film, slides or a redirect, and of when a page says that it was published."""

from __future__ import annotations

import pytest
from test_generic import page as redesigned
from test_generic import read
from test_nature import nature

from linfen_crawler.kinds import Nature
from linfen_crawler.pages.nature.messages import said_in
from pipelines.normalise import normalise

CHALLENGES = """
__jsl_clearance acw_sc__v2 cf-chl cf_chl challenge-platform __cf_bm _guard wzws yunsuo security_verify turnstile
__tst_status btwaf
geetest captcha _incapsula_
"""
SLIDES = "swiper-container swiper-slide swiper-wrapper fullpage /h5/ /h5. h5.js eqxiu createjs"
PLAYERS = "player video iframe.html .m3u8 .mp4 qq.com bilibili youku cctv"
REDIRECTS = """
location = "{}"
location.href='{}'
location.replace('{}')
location.assign("{}")
"""
GONE = """
not found;does not exist;doesn't exist;no longer available;no longer exist;been moved;been removed;been deleted
cannot be found
can't be found;404
"""
KEPT_OUT = """
just a moment;checking your browser;your browser;captcha;not a robot;are a human;are human;enable javascript
enable cookies
security check;ddos protection;waf;firewall;access denied;request was blocked;request has been rejected;blocked by
attention required
"""
SIGN_IN = "login;log in;sign in;unauthorized;unauthorised"
TIMES = """
pubdate publishdate published_time publish-date publication_date release_date issue_date create_at
article:published_time
weibo:article:create_at apub:time DC.date.issued date og:release_date published_at createtime
"""


@pytest.mark.parametrize("sign", CHALLENGES.split())
def test_a_challenge_is_recognised_by_its_script(sign: str) -> None:
    assert nature(f"<title>lfxww.com</title><script>x='{sign}'</script>") == Nature.CHALLENGE


@pytest.mark.parametrize("sign", SLIDES.split())
def test_slides_are_recognised_by_their_script(sign: str) -> None:
    assert nature(f"<title>劳动光荣</title><div data-of='{sign}'></div><p>滑动翻页</p>") == Nature.H5


@pytest.mark.parametrize("sign", PLAYERS.split())
def test_a_film_is_recognised_by_its_player(sign: str) -> None:
    assert nature(f"<h1>尧都新貌</h1><iframe src='http://a.example.com/{sign}'></iframe>") == Nature.VIDEO


@pytest.mark.parametrize("ending", ["mp4", "m3u8", "flv"])
def test_a_film_is_recognised_by_its_address(ending: str) -> None:
    assert nature(f"<h1>尧都新貌</h1><script>play('/v/1.{ending}')</script>") == Nature.VIDEO


@pytest.mark.parametrize("script", REDIRECTS.strip().split("\n"))
@pytest.mark.parametrize(("url", "expected"), [("/", Nature.SOFT_404), ("https://v8.example.net/", Nature.OFFSITE)])
def test_a_page_that_sends_on_is_told_by_where_to(script: str, url: str, expected: Nature) -> None:
    assert nature(f"<script>{script.format(url)}</script>") == expected


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        *((Nature.SOFT_404, words) for words in GONE.strip("\n").replace("\n", ";").split(";")),
        *((Nature.CHALLENGE, words) for words in KEPT_OUT.strip("\n").replace("\n", ";").split(";")),
        *((Nature.LOGIN, words) for words in SIGN_IN.split(";")),
    ],
)
def test_a_message_in_english_is_recognised_by_its_words(expected: Nature, words: str) -> None:
    said = said_in(f"This page: {words}")
    assert said is not None
    assert said[0] == expected


@pytest.mark.parametrize("name", TIMES.split())
def test_the_metadata_say_when_under_many_names(name: str) -> None:
    html = redesigned("<p>来源：临汾日报</p>", meta=f'<meta name="{name}" content="2024-05-08 09:17:15">')
    assert normalise(read(html)).published_at == "2024-05-08T09:17:15+08:00"


@pytest.mark.parametrize("name", ["update", "modified_time", "expiration_date", "candidate", "validate"])
def test_another_time_of_the_metadata_is_not_the_articles(name: str) -> None:
    html = redesigned("<p>来源：临汾日报</p>", meta=f'<meta name="{name}" content="2024-05-08 09:17:15">')
    assert normalise(read(html)).published_at is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        *((kind, "2024-05-08T09:17:15+08:00") for kind in ("NewsArticle", "Article", "BlogPosting", "Report")),
        *((kind, None) for kind in ("WebSite", "WebPage", "ItemList")),
    ],
)
@pytest.mark.parametrize("key", ["datePublished", "pubDate"])
def test_linked_data_of_an_article_say_when(kind: str, expected: str | None, key: str) -> None:
    said = f'{{"@type": "{kind}", "{key}": "2024-05-08T09:17:15+08:00"}}'
    html = redesigned("<p>来源：临汾日报</p>", meta=f"<script type=application/ld+json>{said}</script>")
    assert normalise(read(html)).published_at == expected


@pytest.mark.parametrize("mark", ["span itemprop=datePublished content='{}'", "time datetime='{}'"])
def test_an_element_marked_as_the_time_says_when(mark: str) -> None:
    html = redesigned(f"<p><{mark.format('2024-05-08 09:17:15')}>3小时前</p>")
    assert normalise(read(html)).published_at == "2024-05-08T09:17:15+08:00"
