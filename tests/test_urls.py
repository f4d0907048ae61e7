"""The site's addresses: one canonical form, told apart by their form alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linfen_crawler.errors import ConfigError
from linfen_crawler.kinds import Kind
from linfen_crawler.urls import (
    SITE_URL,
    Site,
    first_part,
    kind_of,
    listing_page,
    listing_section,
    listing_url,
    next_part,
)

ARTICLE = "http://www.lfxww.com/linfen/shizheng/2664279.html"


@pytest.mark.parametrize(
    "href",
    [
        "2664279.html",
        "/linfen/shizheng/2664279.html",
        "//lfxww.com/linfen/shizheng/2664279.html",
        "https://www.lfxww.com/linfen/shizheng/2664279.html#p",
        "HTTP://LFXWW.COM:80/linfen/shizheng/2664279.html?from=timeline&isappinstalled=0",
        "http://127.0.0.1:8000/linfen/shizheng/2664279.html?utm_source=x",
        " ./2664279.html ",
    ],
)
def test_all_spellings_of_an_address_are_one(href: str) -> None:
    site = Site("http://127.0.0.1:8000/")
    canonical = site.canonical(href, "http://www.lfxww.com/linfen/shizheng/index_2.html")
    assert canonical == ARTICLE
    assert site.asked(ARTICLE) == "http://127.0.0.1:8000/linfen/shizheng/2664279.html"


def test_a_path_without_its_slash_is_a_listings_and_a_programs_is_not() -> None:
    site = Site()
    assert site.canonical("/linfen/shizheng?from=timeline", ARTICLE) == "http://www.lfxww.com/linfen/shizheng/"
    assert site.canonical("/pic?id=77", ARTICLE) == "http://www.lfxww.com/pic?id=77"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", Kind.HOME),
        ("shanxi/", Kind.LISTING),
        ("linfen/shizheng/index_3.html", Kind.LISTING),
        ("2019/topic/sub/", Kind.LISTING),
        ("gggs/155594.html", Kind.ARTICLE),
        ("ldzj/name/hdbd/2664279_3.html", Kind.PART),
        ("h5/2021/x.html", Kind.H5),
        ("a/b.mp4", Kind.VIDEO),
        ("upload/a.pdf", Kind.FILE),
        ("plus/view.php?aid=336872", Kind.OTHER),
        ("a/b/c/d/12.html", Kind.OTHER),
        ("robots.txt", Kind.ROBOTS),
        ("a/" + "9" * 30 + ".html", Kind.OTHER),
    ],
)
def test_kinds(path: str, kind: Kind) -> None:
    assert kind_of(SITE_URL + path) is kind


def test_what_is_elsewhere_is_off_the_site() -> None:
    assert kind_of("http://tv.cctv.com/2021/04/30/1.html") is Kind.OFFSITE
    assert kind_of("http://www.lfxww.com.spam.example/shanxi/1.html") is Kind.OFFSITE


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.example", "tel:1", "", "http://[bad", "http://x:99999/"]
)
def test_what_leads_nowhere_has_no_canonical_form(href: str) -> None:
    found = Site().canonical(href, ARTICLE)
    assert found is None or found == ARTICLE


@given(st.text(max_size=60))
def test_no_link_raises(href: str) -> None:
    found = Site().canonical(href, ARTICLE)
    assert found is None or Site().canonical(found) == found


@pytest.mark.parametrize(
    "root", ["", "lfxww.com", "ftp://lfxww.com/", "http://x/below", "http://x/?q", "http://x:port/"]
)
def test_a_site_is_the_root_of_a_host(root: str) -> None:
    with pytest.raises(ConfigError, match="LINFEN_SITE_URL"):
        Site(root)


def test_parts_and_listings() -> None:
    second = "http://www.lfxww.com/linfen/shizheng/2664279_2.html"
    assert (next_part(ARTICLE), first_part(second)) == (second, ARTICLE)
    for page in (0, 1, 12):
        url = listing_url("/linfen/shizheng/", page)
        assert (listing_section(url), listing_page(url)) == ("/linfen/shizheng/", page)


NAMES = st.text("ab1_-.%/", min_size=1, max_size=12)


@given(
    st.builds("".join, st.tuples(st.sampled_from(["", "/", "./", "../", SITE_URL, "//", "https://lfxww.com/"]), NAMES)),
    st.sampled_from([ARTICLE, SITE_URL, SITE_URL + "shanxi/", SITE_URL + "a/b?c=/d", "http://example.com/x"]),
)
def test_a_plain_link_is_what_it_would_be_resolved_to(href: str, base: str) -> None:
    site = Site()
    assert site.canonical(href, base) == site._resolved(href, base)
