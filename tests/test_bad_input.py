"""What goes wrong is recorded with its state and reason; nothing else is stopped and nothing is lost."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from harness import Run, run

from linfen_crawler.archive import Archive
from linfen_crawler.archive.compare import differences
from linfen_crawler.replica import Page, Replica, RunningReplica, serve

Opened = Callable[[], Archive]
HTML = (("Content-Type", "text/html; charset=utf-8"),)
SECTION = "/linfen/shizheng/"


def html(body: str, status: int = 200, **headers: str) -> Page:
    """Return a page to be served in another's place."""
    return Page(status=status, headers=(*HTML, *headers.items()), body=body.encode())


def victim(site: RunningReplica) -> tuple[str, str]:
    """Return path and canonical address of an article of one page, in a section of many."""
    url = next(url for url in site.replica.truth_listing(SECTION) if len(site.replica.parts(url)) == 1)
    return path_of(url), url


FAULTS = {
    "no title": (
        html("<div class='col-md-8 xb-left'><h2 class='xb-h2'> </h2><div class='nry jcontent'><p>正文</p></div></div>"),
        "refused",
        "title",
    ),
    "no body": (
        html("<div class='col-md-8 xb-left'><h2 class='xb-h2'>题</h2><div class='nry jcontent'></div></div>"),
        "refused",
        "body",
    ),
    "empty page": (html(""), "refused", "empty: shows nothing"),
    "no HTML": (
        Page(status=200, headers=(("Content-Type", "application/pdf"),), body=b"%PDF-1.4"),
        "refused",
        "no HTML",
    ),
    "binary called HTML": (Page(status=200, headers=HTML, body=bytes(range(256)) * 40), "refused", "layout"),
    "404": (html("gone", 404), "gone", "404"),
    "410": (html("gone", 410), "gone", "410"),
    "soft 404": (html("<title>404</title><body>您访问的页面不存在</body>"), "gone", "soft 404"),
    "500": (html("oops", 500), "failed", "HTTP 500"),
    "403": (html("no", 403), "refused", "HTTP 403"),
    "time-out": (Page(status=200, headers=HTML, body=b"late", delay_s=9.0), "failed", "Timeout"),
    "hangs up": (Page(hangs_up=True), "failed", ""),
    "redirect off the site": (
        html("", 302, Location="http://spam.example/x.html"),
        "skipped",
        "redirects to http://spam.example",
    ),
    "redirect home": (html("", 302, Location="/"), "gone", "redirect home"),
    "redirect loop": (html("", 302, Location="?loop"), "failed", "redirects"),
    "redirect to nothing": (html("", 302, Location="javascript:void(0)"), "failed", "redirects to no address"),
}


@dataclass(frozen=True)
class Faulty:
    """A site with each of the faults in the place of an article, and the crawl that met them."""

    site: RunningReplica
    folder: Path
    victims: dict[str, str]
    """The canonical address that shows each fault."""
    returncode: int
    stderr: str


def path_of(url: str) -> str:
    """Return the path of a canonical address."""
    return "/" + url.split("/", 3)[3]


def crawl_all(site: RunningReplica, folder: Path) -> subprocess.CompletedProcess[str]:
    """Crawl a site into a folder, with little patience."""
    return run(["crawl", "--archive", str(folder), "--site-url", site.url], env={"LINFEN_TIMEOUT_S": "1"})


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """Crawl a site that shows every fault at once."""
    folder = tmp_path_factory.mktemp("faulty")
    with serve(Replica(seed=7, size=60)) as site:
        singles = (
            article.url
            for article in site.replica.articles()
            if len(site.replica.parts(article.url)) == 1 and len(site.replica.same_text(article.url)) == 1
        )
        victims = dict(zip(FAULTS, singles, strict=False))
        for fault, url in victims.items():
            page = FAULTS[fault][0]
            if fault == "redirect loop":
                page = html("", 302, Location=path_of(url))
            site.overrides[path_of(url)] = page
        done = crawl_all(site, folder)
        yield Faulty(site, folder, victims, done.returncode, done.stderr)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_recorded_with_state_and_reason(fault: str, faulty: Faulty) -> None:
    _, state, reason = FAULTS[fault]
    url = faulty.victims[fault]
    with Archive.open(faulty.folder) as archive:
        entry = archive.ledger_entry(url)
        assert archive.article(url) is None
    assert entry is not None
    assert (entry["state"], reason in str(entry["reason"]), entry["attempts"]) == (state, True, 1), entry
    assert f"{state} {url} ({entry['reason']})" in faulty.stderr


def test_faults_stop_nothing_else_and_are_healed(faulty: Faulty, tmp_path: Path) -> None:
    """Once the faults are over and the time of the next try has come, it is as if nothing had been."""
    assert faulty.returncode == 3, faulty.stderr
    assert "articles requested, 16 could not be read" in faulty.stderr
    with Archive.open(faulty.folder) as archive:
        missing = [one.url for one in faulty.site.replica.articles() if archive.article(one.url) is None]
        assert sorted(missing) == sorted(faulty.victims.values())
    faulty.site.overrides.clear()
    database = sqlite3.connect(faulty.folder / "linfen.db")
    database.execute("UPDATE urls SET state = 'pending' WHERE state <> 'archived' AND kind = 'article'")
    database.commit()
    database.close()
    assert crawl_all(faulty.site, faulty.folder).returncode == 0
    crawl_all(faulty.site, tmp_path)
    with Archive.open(faulty.folder) as healed, Archive.open(tmp_path) as undisturbed:
        assert list(differences(healed, undisturbed)) == []


def test_what_a_proxy_may_have_changed_is_a_page_all_the_same(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    """As it is in what others captured."""
    path, url = victim(site)
    site.overrides[path] = replace(site.replica.page(path), status=203)
    assert crawl("--section", SECTION).returncode == 0
    found = opened().article(url)
    assert found is not None
    assert found["body"] == site.replica.expected(url).body


@pytest.mark.parametrize(
    "glitch",
    [
        html("gone", 404),
        html("", 302, Location="/"),
        html("", 302, Location="/waf/challenge.html?u=1"),
        html("", 302, Location="http://portal.example/login"),
    ],
)
def test_a_passing_glitch_of_the_whole_site_costs_no_article(
    glitch: Page, crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    urls = site.replica.truth_listing(SECTION)
    for url in urls:
        site.overrides[path_of(url)] = glitch
    done = crawl("--section", SECTION)
    assert done.returncode == 3
    assert "could not be read" in done.stdout
    site.overrides.clear()
    database = sqlite3.connect(opened().folder / "linfen.db")
    assert database.execute("SELECT count(*) FROM urls WHERE kind = 'article' AND next_try_at IS NULL").fetchone() == (
        0,
    )
    database.execute("UPDATE urls SET next_try_at = '2000-01-01T00:00:00.000000Z' WHERE kind = 'article'")
    database.commit()
    database.close()
    assert crawl("--section", SECTION).returncode == 0
    assert all(opened().article(url) is not None for url in urls)


def test_a_further_page_that_is_the_first_again_is_none(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    """A server that ignores the suffix: the text must not be doubled, nor the article be called whole."""
    url = next(url for url in site.replica.addresses() if len(site.replica.parts(url)) == 2)
    first, second = site.replica.parts(url)
    path = second.removeprefix("http://www.lfxww.com")
    site.overrides[path] = site.replica.page(first.removeprefix("http://www.lfxww.com"))
    crawl("--delay", "0")
    archive = opened()
    article, rest = archive.article(url), archive.ledger_entry(second)
    assert article is not None
    assert rest is not None
    assert str(site.replica.expected(url).body).startswith(str(article["body"]))
    assert (article["complete"], rest["state"], rest["reason"]) == (0, "refused", "body: the page before once more")


def test_a_torn_reading_never_takes_the_place_of_a_whole_one(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    """An archived article of several pages is met again, through a redirect, while its second page is broken."""
    url, parts = next(
        (a.url, site.replica.parts(a.url)) for a in site.replica.articles() if site.replica.parts(a.url)[1:]
    )
    crawl()
    section = "/" + url.split("/", 3)[3].rsplit("/", 1)[0] + "/"
    site.overrides[f"{section}999999999.html"] = html("", 301, Location=path_of(url))
    shown = site.replica.page(section)
    list_begins = b'<div id="contentText"><div><ul>'
    added = shown.body.replace(list_begins, list_begins + b'<li><a href="999999999.html">x</a></li>')
    assert added != shown.body
    site.overrides[section] = Page(status=200, headers=shown.headers, body=added)
    site.overrides[path_of(parts[1])] = html("oops", 500)
    crawl()
    found = opened().article(url)
    assert found is not None
    assert (found["complete"], found["body"], found["revision"]) == (1, site.replica.expected(url).body, 1)
    assert opened().ledger_entry(parts[1])["next_try_at"] is not None


def test_what_failed_waits_until_it_is_due_and_is_then_tried_again(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    path, url = victim(site)
    site.overrides[path] = html("oops", 500)
    crawl("--section", SECTION)
    del site.overrides[path]
    site.forget_requests()
    crawl("--section", SECTION)
    assert path not in {request.path for request in site.requests}
    database = sqlite3.connect(opened().folder / "linfen.db")
    database.execute("UPDATE urls SET next_try_at = '2000-01-01T00:00:00.000000Z' WHERE url = ?", [url])
    database.commit()
    database.close()
    crawl("--section", SECTION)
    assert opened().article(url) is not None
    assert opened().ledger_entry(url)["attempts"] == 2


def test_a_later_page_that_fails_leaves_the_article_incomplete_until_it_comes(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    url, parts = next(
        (a.url, site.replica.parts(a.url)) for a in site.replica.articles() if len(site.replica.parts(a.url)) > 1
    )
    path = "/" + parts[1].split("/", 3)[3]
    site.overrides[path] = html("oops", 500)
    crawl()
    found = opened().article(url)
    assert found is not None
    assert found["complete"] == 0
    assert opened().ledger_entry(parts[1])["state"] == "failed"
    del site.overrides[path]
    database = sqlite3.connect(opened().folder / "linfen.db")
    database.execute("UPDATE urls SET next_try_at = '2000-01-01T00:00:00.000000Z' WHERE state = 'failed'")
    database.commit()
    database.close()
    crawl()
    found = opened().article(url)
    assert found is not None
    assert (found["complete"], found["body"]) == (1, site.replica.expected(url).body)
    kinds = opened().rows("SELECT kind FROM changes WHERE article_id = ? ORDER BY id", [found["id"]])
    assert [row["kind"] for row in kinds] == ["added", "completed"]


def test_a_redirect_to_another_article_gives_it_one_more_address(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    first, second = [url for url in site.replica.truth_listing(SECTION) if len(site.replica.same_text(url)) == 1][:2]
    path = "/" + first.split("/", 3)[3]
    site.overrides[path] = html("", 301, Location=second)
    assert crawl("--section", SECTION).returncode == 0
    assert opened().article(first) == opened().article(second)
    entry = opened().ledger_entry(first)
    assert (entry["state"], entry["reason"]) == ("duplicate", f"redirects to {second}")


def test_a_wrong_charset_is_read_all_the_same(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    path, url = victim(site)
    body = site.replica.page(path).body.decode("utf-8").replace("utf-8", "gb2312")
    site.overrides[path] = Page(
        status=200, headers=(("Content-Type", "text/html; charset=iso-8859-1"),), body=body.encode("gb18030")
    )
    crawl("--section", SECTION)
    found = opened().article(url)
    assert found is not None
    assert (found["title"], found["body"]) == (site.replica.expected(url).title, site.replica.expected(url).body)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            html("<div id='contentText'><div><ul></ul></div></div>"),
            "listing pages without the articles expected there",
        ),
        (html("<p>just a text</p>"), "listing pages without the articles expected there"),
        (html("oops", 500), "listing pages that could not be fetched"),
        (html("no", 404), "sections that no longer exist"),
    ],
)
def test_a_listing_with_nothing_is_suspect(
    page: Page, reason: str, crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    site.overrides[SECTION] = page
    done = crawl("--json")
    assert done.returncode == 3, done.stdout
    assert any(reason in text for text in json.loads(done.stdout)["reasons"])
    # The other sections were read, and the next run reads this one as if for the first time.
    assert opened().rows("SELECT count(*) AS n FROM articles")[0]["n"] > 10
    del site.overrides[SECTION]
    assert crawl().returncode == 0
    assert all(opened().article(url) is not None for url in site.replica.truth_listing(SECTION))


def test_a_home_page_without_its_menu_does_not_blind_the_crawl(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    site.overrides["/"] = html("<p>redesigned</p>")
    done = crawl("--json")
    assert done.returncode == 3
    assert "the home page's menu led to no section" in json.loads(done.stdout)["reasons"][0]
    assert all(opened().article(url) is not None for url in site.replica.truth_listing(SECTION))


def test_a_site_that_cannot_be_reached_is_a_failed_run(linfen: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = linfen("crawl", "--archive", str(tmp_path), "--site-url", f"http://127.0.0.1:{port}/", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert record["verdict"] == "failed"
    assert "the site could not be crawled" in record["reasons"][0]


def test_a_robots_txt_that_answers_500_forbids_everything(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    """RFC 9309, 2.3.1.4."""
    crawl("--section", SECTION, "--max-articles", "2")
    pending = opened().rows("SELECT count(*) AS n FROM urls WHERE state = 'pending'")[0]["n"]
    site.overrides["/robots.txt"] = html("oops", 500)
    site.forget_requests()
    done = crawl("--json")
    assert done.returncode == 1
    assert "HTTP 500" in json.loads(done.stdout)["reasons"][0]
    assert {request.path for request in site.requests} == {"/robots.txt"}
    # What was pending still is: it was not the addresses' fault.
    assert (
        opened().rows("SELECT count(*) AS n FROM urls WHERE state = 'pending' AND kind = 'article'")[0]["n"] == pending
    )
    del site.overrides["/robots.txt"]
    assert crawl("--section", SECTION).returncode == 0


def test_what_robots_txt_forbids_is_not_requested(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    path, url = victim(site)
    site.overrides["/robots.txt"] = Page(
        status=200, headers=(("Content-Type", "text/plain"),), body=f"User-agent: *\nDisallow: {path}\n".encode()
    )
    assert crawl("--section", SECTION).returncode == 0
    assert path not in {request.path for request in site.requests}
    entry = opened().ledger_entry(url)
    assert (entry["state"], entry["reason"]) == ("skipped", "forbidden by robots.txt")
    assert entry["next_try_at"] is not None


@pytest.mark.parametrize("status", [404, 403])
def test_a_robots_txt_that_is_not_there_forbids_nothing(status: int, crawl: Run, site: RunningReplica) -> None:
    site.overrides["/robots.txt"] = html("User-agent: *\nDisallow: /\n", status)
    assert crawl("--section", SECTION).returncode == 0


def test_a_crawl_delay_holds_even_without_a_pace_of_our_own(crawl: Run, site: RunningReplica) -> None:
    site.overrides["/robots.txt"] = Page(
        status=200, headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nCrawl-delay: 0.5\nDisallow:\n"
    )
    crawl("--section", SECTION, "--max-articles", "4")
    times = [request.at for request in site.requests if request.path != "/robots.txt"]
    gaps = len(times) - 1
    assert gaps >= 4
    # One that a busy machine is late to serve comes the nearer to the next, but not to the one before.
    assert (times[-1] - times[0]).total_seconds() > 0.45 * gaps
