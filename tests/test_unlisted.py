"""What a section's listing leaves out is requested again: that alone says nothing of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Run
from test_bad_input import path_of
from test_sweeps import FIRST, Listing, articles

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, RunningReplica
from linfen_crawler.urls import SITE_URL, first_part

Opened = Callable[[], Archive]
__all__ = ["articles"]


@pytest.fixture
def listing(crawl: Run, site: RunningReplica, articles: list[str]) -> Listing:
    """Return a listing of four pages whose articles are archived."""
    found = Listing(site, FIRST, articles[5:25])
    assert crawl("--section", FIRST, "--full").returncode == 0
    return found


@pytest.fixture
def due(crawl: Run, linfen: Run, site: RunningReplica, opened: Opened) -> Callable[..., set[str]]:
    """Crawl again, ask for what is due, and return the articles that this requested, by address."""

    def run(*arguments: str) -> set[str]:
        assert crawl("--section", FIRST, *arguments).returncode in {0, 3}
        site.forget_requests()
        folder = str(opened().folder)
        assert linfen("recheck", "--archive", folder, "--site-url", site.url).returncode == 0
        asked = {first_part(SITE_URL + one.path.removeprefix("/")) for one in site.requests}
        return {str((opened().article(url) or {})["url"]) for url in asked if url.endswith(".html")}

    return run


@pytest.mark.parametrize("at", [0, 2, 4, 5, 9, 18])
def test_what_a_listing_leaves_out_is_due_at_once_and_once(
    at: int, listing: Listing, due: Callable[..., set[str]], linfen: Run, opened: Opened
) -> None:
    url = listing.urls.pop(at)
    assert due("--full") == {url}
    assert due("--full") == set()
    assert opened().article(url) is not None
    assert linfen("verify", "--archive", str(opened().folder)).returncode == 0


def test_a_daily_crawl_sees_it_on_the_pages_that_it_reads(
    listing: Listing, due: Callable[..., set[str]], articles: list[str]
) -> None:
    listing.urls[:0] = articles[3:5]
    left_out = listing.urls.pop(4)
    assert due() == {left_out}


def test_it_is_gone_only_where_the_site_says_so(
    listing: Listing, due: Callable[..., set[str]], site: RunningReplica, opened: Opened
) -> None:
    stays, goes = listing.urls[1], listing.urls[3]
    listing.urls = [url for url in listing.urls if url not in {stays, goes}]
    site.overrides[path_of(goes)] = Page(status=404, headers=(), body=b"gone")
    assert due("--full") == {stays, goes}
    gone = opened().rows("SELECT url FROM articles WHERE gone_at IS NOT NULL")
    assert [row["url"] for row in gone] == [goes]


@pytest.mark.parametrize("arguments", [(), ("--full",)])
def test_what_is_new_or_moved_to_the_top_leaves_nothing_else_out(
    arguments: tuple[str, ...], listing: Listing, due: Callable[..., set[str]], articles: list[str]
) -> None:
    listing.urls[:0] = articles[:5]
    assert due(*arguments) == set()
    pinned = listing.urls.pop(17)
    listing.urls.insert(0, pinned)
    assert due(*arguments) == set()
    listing.urls.remove(pinned)
    listing.urls.insert(17, pinned)
    assert due("--full") == {pinned}


def test_a_listing_that_is_cut_leaves_nothing_out(listing: Listing, due: Callable[..., set[str]]) -> None:
    del listing.urls[12:]
    assert due("--full") == set()
