"""What a crawl makes of pages that are no articles: each is in the ledger with its kind and reason, none is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run
from short_texts import MESSAGES

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]
HTML = (("Content-Type", "text/html; charset=utf-8"),)
SITE = "http://www.lfxww.com"
TEMPLATE = """<html><head><title>{title}-临汾新闻网</title></head><body><div class="navlf"><span><span>
<a href="/shanxi/">山西</a></span></span></div><div class="col-md-8 xb-left">
<h2 class="h2 text-center xb-h2">{title}</h2>
<h3 class="h4 text-center xb-h4">2021-04-30 09:17:15 来源：临汾新闻网</h3><div class="col-md-12 nry jcontent">
<p>{text}</p></div><div class="text-right zrbj"><p>责任编辑：吉政</p></div></div></body></html>"""


def page(html: str, *, status: int = 200, location: str | None = None) -> Page:
    return Page(status=status, headers=(*HTML, *((("Location", location),) if location else ())), body=html.encode())


def message(text: str, title: str = "我市召开会议") -> Page:
    return page(TEMPLATE.format(title=title, text=text))


def paths_of(site: RunningReplica, count: int) -> list[str]:
    """Return paths of articles that no section lists as later pages, spread over the site."""
    urls = [site.replica.canonical(url) for url in site.replica.addresses()]
    return [url.removeprefix(SITE) for url in dict.fromkeys(urls) if "_" not in url.rsplit("/", 1)[-1]][:count]


SERVED = {
    "soft 404 in the template": (message("该信息已被删除！"), "gone", "soft 404"),
    "sent home by the page": (page("<meta http-equiv=refresh content='0;url=/'>"), "gone", "soft 404"),
    "redirect to an error page": (page("", status=302, location="/404.html"), "gone", "soft 404"),
    "redirect home": (page("", status=302, location="/"), "gone", "redirect home"),
    "raw template": (message("{$content}"), "refused", "error: a message, 10 characters"),
    "challenge": (page("<p>请拖动滑块完成验证"), "refused", "challenge: a message, 9 characters"),
    "redirect to a listing": (page("", status=302, location="/shanxi/"), "gone", "redirect to a listing"),
    "challenge called 404": (
        page("<p>安全验证<p>请完成验证", status=404),
        "refused",
        "challenge: a message, 5 characters",
    ),
    "404 of its server": (page("<center><h1>404 Not Found</h1></center><hr>nginx", status=404), "gone", "404"),
    "404 that asks for scripts": (
        page("<noscript>请启用JavaScript后再访问本网站</noscript><p>您所访问的页面已失效", status=404),
        "gone",
        "404",
    ),
    "redirect to a login": (
        page("", status=302, location="/member/login.php?gourl=1"),
        "refused",
        f"login: redirects to {SITE}/member/login.php",
    ),
    "another site's": (
        page("<script>location.href='https://v8.example.net/'</script>"),
        "refused",
        "offsite: sends on, 23 characters",
    ),
    "empty": (page("<body><div id=app></div>"), "refused", "empty: filled by a script"),
}


def test_each_is_recorded_with_its_kind_and_reason_and_the_run_is_suspect(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    expected = {}
    for path, (served, state, reason) in zip(paths_of(site, len(SERVED)), SERVED.values(), strict=True):
        site.overrides[path] = served
        expected[SITE + path] = (state, reason)
    done = crawl("--delay", "0")
    assert done.returncode == 3, done.stderr
    rows = opened().rows("SELECT url, state, reason, next_try_at FROM urls")
    found = {row["url"]: (row["state"], row["reason"]) for row in rows if row["url"] in expected}
    assert found == expected
    assert all(row["next_try_at"] for row in rows if row["url"] in expected)
    assert not {row["url"] for row in opened().rows("SELECT url FROM article_urls")} & set(expected)
    for words in ("a challenge: 2", "a login: 1", "another site's: 1"):
        assert f"not articles but {words}, such as {SITE}/" in done.stdout


def test_no_message_in_the_template_of_an_article_reaches_the_archive(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    said = [line for lines in MESSAGES.values() for line in lines.strip().splitlines() if "|" not in line]
    paths = paths_of(site, 25)
    for path, text in zip(paths, said[::3], strict=False):
        site.overrides[path] = message(text)
    crawl("--delay", "0")
    states = opened().rows("SELECT url, state FROM urls WHERE kind = 'article'")
    assert {row["state"] for row in states if row["url"].removeprefix(SITE) in site.overrides} <= {"gone", "refused"}


@pytest.mark.parametrize(("served", "is_read_again"), [(message("文章不存在"), True), (page("", status=404), False)])
def test_a_page_that_an_older_parser_took_for_one_that_is_gone_is_read_again_by_a_newer(
    crawl: Run, site: RunningReplica, opened: Opened, tmp_path: Path, served: Page, is_read_again: bool
) -> None:
    (path,) = paths_of(site, 1)
    site.overrides[path] = served
    crawl("--delay", "0")
    assert opened().ledger_entry(SITE + path)["state"] == "gone"  # type: ignore[index]
    with sqlite3.connect(tmp_path / "archive" / "linfen.db") as database:
        database.execute("UPDATE urls SET parser_version = '0' WHERE parser_version IS NOT NULL AND state = 'gone'")
    database.close()
    for expected in (is_read_again, False):
        site.forget_requests()
        crawl("--delay", "0")
        assert ([request.path for request in site.requests].count(path) == 1) is expected, "once for each version"
    del site.overrides[path]
    with sqlite3.connect(tmp_path / "archive" / "linfen.db") as database:
        database.execute("UPDATE urls SET parser_version = NULL WHERE state = 'gone'")
    database.close()
    crawl("--delay", "0")
    state = opened().ledger_entry(SITE + path)["state"]  # type: ignore[index]
    assert (state == "archived") is is_read_again
