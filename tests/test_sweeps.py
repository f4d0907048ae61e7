"""Sweeps: whatever stops one, nothing that a listing showed or will show is missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run

from linfen_crawler.archive import Archive
from linfen_crawler.archive.summary import totals
from linfen_crawler.replica import Page, Replica, RunningReplica, serve

Opened = Callable[[], Archive]
HTML = (("Content-Type", "text/html; charset=utf-8"),)
FIRST, SECOND = "/linfen/shizheng/", "/hongtong/"


class Listing:
    """A section's listing that changes between runs, five articles a page."""

    def __init__(self, site: RunningReplica, section: str, urls: list[str]) -> None:
        self.urls = urls
        self.broken: set[int] = set()
        """Pages that answer 500."""
        for page in range(20):
            path = section if page == 0 else f"{section}index_{page}.html"
            site.overrides[path] = lambda _, page=page: self.page(page)

    def page(self, page: int) -> Page:
        """Return a page of the listing as it stands."""
        if page in self.broken:
            return Page(status=500, headers=HTML, body=b"oops")
        shown = self.urls[5 * page : 5 * page + 5]
        if not shown:
            return Page(status=404, headers=HTML, body=b"no such page")
        items = "".join(f'<li><a href="{url}">x</a></li>' for url in shown)
        return Page(status=200, headers=HTML, body=f'<div id="contentText"><div><ul>{items}</ul></div></div>'.encode())


@pytest.fixture
def articles(site: RunningReplica) -> list[str]:
    """Return addresses of articles with texts of their own, newest first."""
    replica = site.replica
    own = [one.url for one in replica.articles() if len(replica.same_text(one.url)) == 1]
    return own[::-1]


def archived(archive: Archive, urls: list[str]) -> list[bool]:
    """Tell which addresses are archived."""
    return [archive.article(url) is not None for url in urls]


def test_a_page_that_never_answers_hides_nothing_above_it(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    listing = Listing(site, FIRST, articles[5:30])
    listing.broken = {3}
    only = ("--section", FIRST)
    assert crawl(*only).returncode == 3
    assert sum(archived(opened(), articles[5:30])) == 15
    listing.urls = articles[:30]
    assert crawl(*only).returncode == 3
    assert all(archived(opened(), articles[:5]))
    listing.broken = set()
    assert crawl(*only).returncode == 0
    assert all(archived(opened(), articles[:30]))
    crawl(*only)
    assert opened().rows("SELECT count(*) AS n FROM sweeps WHERE ended_at IS NULL") == [{"n": 0}]


def test_what_another_section_has_shown_hides_nothing_below_it(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    """Ten new articles push five below the first page, and another section lists the five that are on it."""
    first, second = Listing(site, FIRST, articles[10:25]), Listing(site, SECOND, articles[25:30])
    both = ("--section", SECOND, "--section", FIRST)
    crawl(*both)
    first.urls, second.urls = articles[:25], [*articles[:5], *articles[25:30]]
    crawl(*both)
    assert all(archived(opened(), articles[:25]))


def test_new_articles_during_an_unfinished_sweep_are_not_taken_for_known(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    listing = Listing(site, FIRST, articles[20:35])
    crawl("--section", FIRST)
    # Each run is cut short, and more has come on top before the next.
    for top in (15, 10, 5, 0):
        listing.urls = articles[top:35]
        crawl("--section", FIRST, "--max-articles", "2")
    crawl("--section", FIRST)
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[:35]))


def test_articles_withdrawn_while_a_sweep_waits_hide_nothing(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    """The listing shrinks by less than a page: what moved up across the seam is read in the overlap."""
    listing = Listing(site, FIRST, articles[:30])
    listing.broken = {2}
    crawl("--section", FIRST)
    listing.urls, listing.broken = articles[4:30], set()
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[:30]))


def test_known_pages_in_a_row_are_a_setting(crawl: Run, site: RunningReplica, articles: list[str]) -> None:
    Listing(site, FIRST, articles[:30])
    crawl("--section", FIRST)
    crawl("--section", FIRST)
    for pages in (1, 2, 4):
        site.forget_requests()
        crawl("--section", FIRST, env={"LINFEN_KNOWN_PAGES": str(pages)})
        assert sum(request.path.startswith(FIRST) for request in site.requests) == pages


def test_newest_first(crawl: Run, site: RunningReplica, articles: list[str]) -> None:
    Listing(site, FIRST, articles[:20])
    crawl("--section", FIRST, "--delay", "0.02")
    names = [url.rsplit("/", 1)[1] for url in articles[:20]]
    asked = [request.path.rsplit("/", 1)[1] for request in site.requests]
    assert [name for name in asked if name in names] == names


@pytest.mark.parametrize("style", [0, 1, 2])
def test_every_page_of_every_style_of_listing_is_read(style: int, tmp_path: Path, linfen: Run) -> None:
    """No pager; index_1 repeats the root; pager links."""
    with serve(Replica(seed=4, size=40, per_page=4)) as site:
        section = site.replica.sections[style].path
        for _ in range(2):
            linfen("crawl", "--archive", str(tmp_path), "--site-url", site.url, "--section", section)
        with Archive.open(tmp_path) as archive:
            assert all(archived(archive, site.replica.truth_listing(section)))
            assert archive.rows("SELECT count(*) AS n FROM sweeps WHERE ended_at IS NULL") == [{"n": 0}]
        firsts = {request.path for request in site.requests}
        assert len([path for path in firsts if path.startswith(section) and "index_" in path]) >= 2


def test_a_listing_that_answers_every_page_with_the_same_ends(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    listing = Listing(site, FIRST, articles[:5])
    for page in range(1, 20):
        site.overrides[f"{FIRST}index_{page}.html"] = listing.page(0)
    for _ in range(2):
        assert crawl("--section", FIRST).returncode == 0
    reasons = opened().rows("SELECT reason FROM sweeps ORDER BY id")
    assert reasons == [{"reason": "same links again"}, {"reason": "all known"}]


@pytest.mark.parametrize(
    "glitch",
    [
        Page(status=404, headers=HTML),
        Page(status=200, headers=HTML, body=b'<div id="contentText"><div><ul></ul></div></div>'),
        Page(status=302, headers=(*HTML, ("Location", "/"))),
    ],
)
def test_an_end_that_was_none_is_found_out_by_the_next_run(
    glitch: Page, crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    listing = Listing(site, FIRST, articles[:20])
    site.overrides[f"{FIRST}index_2.html"] = glitch
    crawl("--section", FIRST)
    assert sum(archived(opened(), articles[:20])) == 10
    site.overrides[f"{FIRST}index_2.html"] = lambda _: listing.page(2)
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[:20]))


def test_a_sweep_that_is_taken_up_goes_back_to_what_it_knows(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    """So many articles were withdrawn that the page where it stopped shows only what it never saw."""
    listing = Listing(site, FIRST, articles[:35])
    crawl("--section", FIRST, "--max-articles", "18")
    listing.urls = articles[12:35]
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[12:35]))


def test_a_section_that_left_the_menu_is_read_to_the_end_of_what_was_begun(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    Listing(site, SECOND, articles[:15])
    crawl("--section", SECOND, "--max-articles", "4")
    menu = f'<div class="menu"><div class="m-l-content fl"><ul><li><a href="{FIRST}">x</a></li></ul></div></div>'
    site.overrides["/"] = Page(status=200, headers=HTML, body=menu.encode())
    crawl()
    assert all(archived(opened(), articles[:15]))


def linked(body: str) -> Page:
    """Return a listing page with whatever is around its list."""
    return Page(status=200, headers=HTML, body=body.encode())


@pytest.mark.parametrize(
    "around",
    [
        '<a href="javascript:go(1)">下一页</a>',
        '<span class="prev">Prev</span><span class="next">Next</span>',
        '<a href="{following}">下一页</a>',
        '<a href="{section}">首页</a><a href="{following}">下一页</a>',
    ],
)
def test_whatever_a_pager_looks_like_every_page_is_read(
    around: str, crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    order = [0, 1, 2]
    for at, page in enumerate(order):
        items = "".join(f'<li><a href="{url}">x</a></li>' for url in articles[3 * page : 3 * page + 3])
        following = f"{FIRST}index_{order[at + 1]}.html" if at + 1 < len(order) else ""
        pager = around.format(following=following, section=FIRST) if following or "{" not in around else ""
        path = FIRST if page == 0 else f"{FIRST}index_{page}.html"
        site.overrides[path] = linked(f'<div id="contentText"><div><ul>{items}</ul></div></div>{pager}')
    site.overrides[f"{FIRST}index_3.html"] = Page(status=404, headers=HTML)
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[:9]))


def test_a_pager_that_counts_down_is_followed(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    for page, following, some in ((0, 2, articles[:3]), (2, 1, articles[3:6]), (1, None, articles[6:9])):
        items = "".join(f'<li><a href="{url}">x</a></li>' for url in some)
        pager = f'<a href="{FIRST}index_{following}.html">下一页</a>' if following else f'<a href="{FIRST}">上一页</a>'
        path = FIRST if page == 0 else f"{FIRST}index_{page}.html"
        site.overrides[path] = linked(f'<div id="contentText"><div><ul>{items}</ul></div></div>{pager}')
    crawl("--section", FIRST)
    assert all(archived(opened(), articles[:9]))


@pytest.mark.parametrize(
    "items",
    ['<li><a href="/h5/a/">x</a></li>', '<li><a href="about.php?x=1">x</a></li>', '<li><a href="5.shtml">x</a></li>'],
)
def test_a_section_that_lists_no_article_is_suspect(items: str, crawl: Run, site: RunningReplica) -> None:
    site.overrides[FIRST] = linked(f'<div id="contentText"><div><ul>{items}</ul></div></div>')
    done = crawl("--section", FIRST)
    assert done.returncode == 3
    assert "sections that listed no article: 1" in done.stdout


def test_a_later_page_in_a_listing_is_read_with_its_article(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    part = articles[0].replace(".html", "_2.html")
    site.overrides[FIRST] = linked(
        f'<div id="contentText"><div><ul><li><a href="{part}">2021</a></li></ul></div></div>'
    )
    crawl("--section", FIRST, "--max-articles", "1")
    assert opened().rows("SELECT count(*) AS n FROM urls WHERE url IN (?, ?)", [part, articles[0]]) == [{"n": 2}]
    crawl("--section", FIRST)
    assert archived(opened(), articles[:1]) == [True]
    asked = [request.path for request in site.requests if request.path.endswith(articles[0].rsplit("/", 1)[1])]
    assert len(asked) == 1


def test_an_end_that_one_run_has_found_is_no_unfinished_sweep(
    crawl: Run, site: RunningReplica, opened: Opened, articles: list[str]
) -> None:
    Listing(site, FIRST, articles[:8])
    told = []
    for _ in range(2):
        assert crawl("--section", FIRST).returncode == 0
        summed = totals(opened())
        told.append((summed["unfinished_sweeps"], summed["sweeps_to_confirm"]))
    assert told == [(0, 1), (0, 0)]
