"""A site that is away has removed nothing: where many articles are gone at once, others are asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run
from test_bad_input import html, path_of
from test_rebuild import EQUAL
from test_recheck import ALL, events, some

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import open_writer
from linfen_crawler.replica import Page, RunningReplica
from linfen_crawler.replica.server import Request

Opened = Callable[[], Archive]
HOME = html("", 302, Location="/")
MESSAGE = "the site itself seems to be away"


@pytest.fixture
def recheck(linfen: Run, site: RunningReplica, folder: Path) -> Run:
    """Ask again for what ``crawl`` has archived."""

    def run(*arguments: str) -> object:
        return linfen("recheck", "--archive", str(folder), "--site-url", site.url, *arguments)

    return run  # type: ignore[return-value]


def replace_all(site: RunningReplica, answer: Page | Callable[[Request], Page | None]) -> None:
    """Let all addresses of articles answer otherwise."""
    pages = (page for url in site.replica.addresses() for page in site.replica.parts(url))
    site.overrides |= dict.fromkeys(map(path_of, pages), answer)


@pytest.mark.parametrize(
    "answer", [HOME, html("", 302, Location="/shanxi/"), html("x", 404), html("<p>您访问的页面不存在</p>")]
)
def test_what_is_said_of_all_articles_is_said_of_the_site(
    answer: Page, crawl: Run, recheck: Run, linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    crawl()
    replace_all(site, answer)
    done = recheck(*ALL)
    assert (done.returncode, MESSAGE in done.stdout) == (3, True), done.stdout
    assert events(opened()) == []
    assert opened().rows("SELECT url FROM articles WHERE gone_at NOT NULL") == []
    # What it answered is kept.
    assert opened().rows("SELECT count(*) AS n FROM journal WHERE what = 'Failure'")[0]["n"] >= 20
    site.overrides.clear()
    done = recheck(*ALL)
    assert (done.returncode, "nothing has changed" in done.stdout) == (0, True), done.stdout
    assert EQUAL in linfen("rebuild", "--archive", str(folder)).stdout
    assert linfen("verify", "--archive", str(folder)).returncode == 0


def test_a_site_that_goes_away_while_it_is_asked_has_removed_nothing(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    crawl()
    asked: list[str] = []

    def answer(request: Request) -> Page | None:
        asked.append(request.path)
        return HOME if len(asked) > 15 else None

    replace_all(site, answer)
    done = recheck(*ALL)
    assert (done.returncode, MESSAGE in done.stdout) == (3, True), done.stdout
    assert events(opened()) == []


@pytest.mark.parametrize("count", [1, 4])
def test_some_removals_are_reported_if_others_are_there_though_no_other_was_due(
    count: int, crawl: Run, recheck: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    crawl()
    gone = some(opened(), count)
    make_due(folder, gone)
    site.overrides |= {path_of(url): HOME for url in gone}
    site.forget_requests()
    done = recheck()
    assert f"{count} gone" in done.stdout
    assert sorted(events(opened()), key=str) == sorted([("gone", url) for url in gone], key=str)
    paths = [record.path for record in site.requests if record.path != "/robots.txt"]
    asked = Counter(paths)
    assert {path: asked.pop(path) for path in map(path_of, gone)} == dict.fromkeys(map(path_of, gone), 2)
    # The witnesses, some of them of several pages.
    assert 5 <= len({re.sub(r"_\d+\.html", ".html", path) for path in asked}) <= 5 + count


def test_a_site_that_is_away_loses_nothing_however_few_are_asked_for(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    """Run by run they would be gone one after the other."""
    crawl()
    replace_all(site, html("x", 404))
    for limit in ("1", "4", "2"):
        done = recheck(*ALL, "--limit", limit)
        assert (done.returncode, MESSAGE in done.stdout) == (3, True), done.stdout
    assert events(opened()) == []


def test_an_only_article_that_is_gone_is_told(crawl: Run, recheck: Run, site: RunningReplica, opened: Opened) -> None:
    crawl("--max-articles", "1")
    replace_all(site, HOME)
    assert "1 gone" in recheck(*ALL).stdout
    assert [kind for kind, _ in events(opened())] == ["gone"]


@pytest.mark.parametrize("are_alone", [True, False])
def test_many_removals_are_reported_if_others_are_there(
    are_alone: bool, crawl: Run, recheck: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """Of what was requested in the run, or else of what was not due."""
    crawl()
    gone = some(opened(), 7)
    make_due(folder, gone)
    site.overrides |= {path_of(url): HOME for url in gone}
    done = recheck(*([] if are_alone else ALL))
    assert done.returncode in {0, 3}
    assert MESSAGE not in done.stdout
    assert sorted(events(opened()), key=str) == sorted([("gone", url) for url in gone], key=str)


@pytest.mark.parametrize(("count", "is_told"), [(4, True), (5, False)])
def test_from_five_on_those_who_stood_are_asked_once_more(
    count: int, is_told: bool, crawl: Run, recheck: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """The site goes away while it is asked; what few are gone may have been so before."""
    crawl()
    due = one_page_each(opened(), count + 3)
    make_due(folder, due)
    replace_all(site, HOME)
    for url in due[count:]:
        answers = iter([None])
        site.overrides[path_of(url)] = lambda _, answers=answers: next(answers, HOME)
    done = recheck()
    assert (MESSAGE in done.stdout, len(events(opened()))) == (not is_told, count * is_told)


def test_what_is_said_once_and_not_again_is_no_removal(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    crawl()
    (url,) = some(opened(), 1)
    answers = iter([HOME])
    site.overrides[path_of(url)] = lambda _: next(answers, None)
    done = recheck(*ALL)
    assert (done.returncode, "nothing has changed" in done.stdout) == (0, True), done.stdout
    assert events(opened()) == []
    assert (opened().ledger_entry(url) or {})["reason"] is None


def make_due(folder: Path, urls: list[str]) -> None:
    """Let some articles be due, and no other."""
    database = open_writer(folder)
    marks = ", ".join("?" * len(urls))
    database.execute(f"UPDATE articles SET next_check_at = '2020' WHERE url IN ({marks})", urls)
    database.close()


def one_page_each(archive: Archive, count: int) -> list[str]:
    """Return some articles of one page, at one address."""
    sql = (
        "SELECT url FROM articles a WHERE (SELECT count(*) FROM article_parts p WHERE p.article_id = a.id) = 1 "
        "AND (SELECT count(*) FROM article_urls u WHERE u.article_id = a.id) = 1 ORDER BY id LIMIT ?"
    )
    return [str(row["url"]) for row in archive.rows(sql, [count])]
