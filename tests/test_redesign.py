"""The day when the site changes: all is archived, nothing is passed over, and the run says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from harness import Run

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, Replica, RunningReplica, serve

HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def redesigned() -> Iterator[RunningReplica]:
    """Serve a small replica in templates that no layout knows."""
    with serve(Replica(seed=9, size=40, redesigned=True)) as running:
        yield running


def test_a_redesigned_site_is_archived_and_the_run_is_suspect(
    linfen: Run, redesigned: RunningReplica, tmp_path: Path, opened: Callable[[], Archive]
) -> None:
    done = linfen("crawl", "--archive", str(tmp_path / "archive"), "--site-url", redesigned.url, "--delay", "0")
    assert done.returncode == 3, done.stderr
    archive = opened()
    assert archive.rows("SELECT layout, count(*) AS n FROM articles GROUP BY layout") == [
        {"layout": "generic", "n": 40}
    ]
    (reason,) = [line for line in done.stdout.splitlines() if line.startswith("because")]
    assert "(100%) were read without a known layout, such as http://www.lfxww.com/" in reason
    assert "linfen doctor --page" in reason


def test_a_part_that_all_pages_have_lost_makes_the_run_suspect(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    for url in dict.fromkeys(map(site.replica.canonical, site.replica.addresses())):
        path = url.removeprefix("http://www.lfxww.com")
        served = site.replica.page(path)
        site.overrides[path] = replace(served, body=served.body.replace(b"xb-h4", b"xb-info"))
    done = crawl("--delay", "0")
    assert done.returncode == 3, done.stderr
    (reason,) = [line for line in done.stdout.splitlines() if line.startswith("because")]
    assert "articles lack the layout's element for the date line, which was found by labels, such as http:" in reason
    assert "regular" in {row["layout"] for row in opened().rows("SELECT DISTINCT layout FROM articles")}


def test_a_challenge_is_no_article_and_is_named_in_the_verdict(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = site.replica.canonical(next(site.replica.addresses()))
    path = url.removeprefix("http://www.lfxww.com")
    body = "<html><head><title>安全验证</title></head><body><p>请完成验证后继续访问</p></body></html>"
    site.overrides[path] = Page(status=200, headers=HTML, body=body.encode())
    done = crawl("--delay", "0")
    assert done.returncode == 3, done.stderr
    assert f"not articles but a challenge: 1, such as {url}" in done.stdout
    entry = opened().ledger_entry(url)
    assert entry is not None
    assert (entry["state"], entry["reason"], entry["next_try_at"] is not None) == (
        "refused",
        "challenge: a message, 10 characters",
        True,
    )


def test_what_another_parser_refused_is_read_again_at_once(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive], tmp_path: Path
) -> None:
    url = site.replica.canonical(next(site.replica.addresses()))
    path = url.removeprefix("http://www.lfxww.com")
    site.overrides[path] = Page(status=200, headers=HTML, body=b"<html><body><div id='app'></div></body></html>")
    crawl("--delay", "0")
    site.forget_requests()
    crawl("--delay", "0")
    assert path not in {request.path for request in site.requests}, "a refused page waits for its day"
    _forge_parser_version(tmp_path / "archive", url)
    for expected in (1, 0):
        site.forget_requests()
        crawl("--delay", "0")
        assert [request.path for request in site.requests].count(path) == expected, "once for each version"
    assert opened().ledger_entry(url)["reason"] == "empty: filled by a script"  # type: ignore[index]


def _forge_parser_version(folder: Path, url: str) -> None:
    """Make the archive remember the page as refused by an older parser."""
    import sqlite3

    with sqlite3.connect(folder / "linfen.db") as database:
        database.execute("UPDATE urls SET parser_version = '0' WHERE url = ?", [url])
    database.close()
