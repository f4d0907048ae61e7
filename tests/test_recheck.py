"""Asking again: edits, removals and returns are seen, and what has not changed costs next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from harness import Run
from test_bad_input import html, path_of
from test_long_articles import TEXTS, long_article
from test_pages import LEAD, paragraphs, template

from linfen_crawler.archive import Archive
from linfen_crawler.archive.schedule import wait_of
from linfen_crawler.replica import Page, RunningReplica, serve

ALL = ("--older-than", "0h")
Opened = Callable[[], Archive]


@pytest.fixture
def recheck(linfen: Run, site: RunningReplica, tmp_path: Path) -> Run:
    """Ask again for what ``crawl`` has archived."""

    def run(*arguments: str) -> object:
        return linfen("recheck", "--archive", str(tmp_path / "archive"), "--site-url", site.url, *arguments)

    return run  # type: ignore[return-value]


def events(archive: Archive) -> list[tuple[object, object]]:
    """Return what happened after the articles were added."""
    return [
        (row["kind"], row["url"])
        for row in archive.rows(
            "SELECT kind, url FROM changes LEFT JOIN articles a ON a.id = article_id "
            "WHERE kind NOT IN ('added', 'merged') ORDER BY changes.id"
        )
    ]


def some(archive: Archive, count: int) -> list[str]:
    """Return canonical addresses of articles with one address and one page, whose text has several sentences."""
    rows = archive.rows(
        "SELECT url FROM articles a WHERE layout = 'regular' AND length(body) > 200 "
        "AND (SELECT count(*) FROM article_urls WHERE article_id = a.id) = 1 "
        "AND (SELECT count(*) FROM article_parts WHERE article_id = a.id) = 1 ORDER BY id LIMIT ?",
        [count],
    )
    return [str(row["url"]) for row in rows]


def test_what_has_not_changed_is_confirmed_without_a_body(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    crawl()
    site.forget_requests()
    done = recheck(*ALL)
    assert (done.returncode, "nothing has changed" in done.stdout) == (0, True)
    pages = [record for record in site.requests if record.path != "/robots.txt"]
    assert {record.status for record in pages} <= {304, 301, 302}
    archive = opened()
    assert events(archive) == []
    confirmed = archive.rows(
        "SELECT c.url, o.url AS other, o.status FROM captures c JOIN captures o ON o.id = c.refers_to "
        "WHERE c.status = 304"
    )
    assert len(confirmed) == sum(record.status == 304 for record in pages) > 30
    assert all((row["url"], row["status"]) == (row["other"], 200) for row in confirmed)


def test_what_another_host_said_of_a_page_is_no_condition(
    crawl: Run, linfen: Run, site: RunningReplica, opened: Opened
) -> None:
    """A mirror's or a replica's ``ETag`` may stand for another page on the host that is asked now."""
    crawl()
    with serve(site.replica) as other:
        done = linfen("recheck", "--archive", str(opened().folder), "--site-url", other.url, *ALL)
        assert (done.returncode, "nothing has changed" in done.stdout) == (0, True)
        pages = [record for record in other.requests if record.path != "/robots.txt"]
        assert {record.status for record in pages} <= {200, 301, 302}
        other.forget_requests()
        linfen("recheck", "--archive", str(opened().folder), "--site-url", other.url, *ALL)
        # By now it has said something itself.
        assert 304 in {record.status for record in other.requests}


def test_edits_removals_and_returns_are_seen(crawl: Run, recheck: Run, site: RunningReplica, opened: Opened) -> None:
    crawl()
    edited, removed, moved, challenged, failing, guarded, troubled = some(opened(), 7)
    page = site.replica.page(path_of(edited))
    charset = "utf-8" if b"charset=utf-8" in page.body[:500] else "gb18030"
    body = page.body.replace("。".encode(charset), "！".encode(charset))
    site.overrides[path_of(edited)] = Page(status=200, headers=page.headers[:1], body=body)
    site.overrides[path_of(removed)] = Page(status=404, headers=(), body=b"gone")
    site.overrides[path_of(moved)] = Page(status=302, headers=(("Location", "/"),), body=b"")
    site.overrides[path_of(challenged)] = Page(status=403, headers=(), body=b"no")
    site.overrides[path_of(guarded)] = html("<p>安全验证<p>请完成验证", 404)
    site.overrides[path_of(failing)] = Page(status=503, headers=(), body=b"later")
    site.overrides[path_of(troubled)] = html("", 302, Location="/Error.aspx?aspxerrorpath=/")
    recheck(*ALL)
    assert sorted(events(opened()), key=str) == sorted(
        [("edited", edited), ("gone", removed), ("gone", moved)], key=str
    )
    for url in (removed, moved, challenged, failing, guarded, troubled):
        assert (opened().article(url) or {})["body"]
    for url in (removed, moved, challenged, failing, guarded, troubled):
        del site.overrides[path_of(url)]
    recheck(*ALL)
    assert sorted(events(opened())[3:], key=str) == sorted([("returned", removed), ("returned", moved)], key=str)


def test_an_edit_of_a_later_page_is_an_edit_of_the_article(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    bodies = [paragraphs(LEAD, *TEXTS[:2]), paragraphs(*TEXTS[2:4])]
    url = long_article(site, bodies)
    crawl()
    bodies[1] = paragraphs(*TEXTS[2:3], "改过的一句话在这里，供读者参考。")
    long_article(site, bodies)
    recheck(*ALL)
    archive = opened()
    assert ("edited", url) in events(archive)
    article = archive.article(url) or {}
    assert str(article["body"]).endswith("改过的一句话在这里，供读者参考。")
    assert TEXTS[1] in str(article["body"])


def test_only_what_is_due_is_asked(crawl: Run, recheck: Run, site: RunningReplica) -> None:
    crawl()
    site.forget_requests()
    done = recheck()
    assert (done.returncode, "no address was due" in done.stdout) == (0, True)
    assert site.requests == []
    done = recheck(*ALL, "--limit", "3")
    assert "3 addresses rechecked" in done.stdout


def test_a_site_that_cannot_be_reached_is_no_removal(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    crawl()
    site.overrides["/robots.txt"] = Page(status=503, headers=(), body=b"")
    assert recheck(*ALL).returncode == 1
    assert events(opened()) == []


@pytest.mark.parametrize("given", [("--older-than", "gestern"), ("--newer-than", "7"), ("--limit", "0")])
def test_wrong_ages_are_named(given: tuple[str, str], crawl: Run, recheck: Run) -> None:
    crawl("--max-articles", "1")
    assert recheck(*given).returncode == 2


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_either_validator_alone_saves_the_body_of_an_unchanged_page(
    validator: str, crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    for url in site.replica.addresses():
        for part in site.replica.parts(url):
            page = site.replica.page(path_of(part))
            headers = tuple(one for one in page.headers if one[0] in {"Content-Type", validator})
            site.overrides[path_of(part)] = replace(page, headers=headers)
    crawl("--max-articles", "5")
    assert "nothing has changed" in recheck(*ALL).stdout
    rows = opened().rows("SELECT DISTINCT status FROM captures WHERE run_id = 2 AND url NOT LIKE '%robots.txt'")
    assert rows == [{"status": 304}]


def test_the_older_an_article_the_longer_it_is_left_alone() -> None:
    waits = [wait_of(timedelta(days=days)) for days in (-3, 0, 1, 2, 10, 100, 360, 6000)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(hours=12)
    assert waits[-1] == timedelta(days=180)


def test_a_text_that_was_edited_alike_at_two_addresses_is_edited_once(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    """Were the copy's answer stored first, it would be split off and merged again."""
    crawl()
    pairs = opened().rows(
        "SELECT a.url, u.url AS other FROM articles a JOIN article_urls u ON u.article_id = a.id "
        "WHERE relation = 'same text' ORDER BY a.id"
    )
    for pair in pairs:
        page = html(template(paragraphs(LEAD, TEXTS[0], f"{pair['url']} 与 {pair['other']} 同时更正。")))
        site.overrides |= {path_of(str(pair["url"])): page, path_of(str(pair["other"])): page}
    before = len(opened().rows("SELECT id FROM changes"))
    site.forget_requests()
    recheck(*ALL)
    happened = opened().rows("SELECT kind, evidence FROM changes ORDER BY id")[before:]
    assert {(row["kind"], row["evidence"]) for row in happened} == {("edited", pair["url"]) for pair in pairs}
    asked = [record.path for record in site.requests]
    assert pairs
    assert all(asked.index(path_of(str(pair["url"]))) < asked.index(path_of(str(pair["other"]))) for pair in pairs)
