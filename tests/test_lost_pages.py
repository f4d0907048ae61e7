"""A later page of an archived article is taken away or fails: nothing is lost, nothing is made up, the rest is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from harness import Run
from searching import found_in
from test_bad_input import SECTION, html, path_of
from test_history import OTHER, paged
from test_identity import TEXT, article, store
from test_long_articles import FORMS, TEXTS, THREE, WHOLE, addresses, long_article, make_due
from test_pages import LEAD, SENTENCE, paragraphs
from test_rebuild import EQUAL

from linfen_crawler.archive import Archive
from linfen_crawler.fingerprint import content_sha256
from linfen_crawler.items import Article
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]
CORRECTED = "原文所载获奖名单有误，获奖者应为李四，特此更正。"
BACK = html("", 302)
"""Stands for an answer that leads back to the first page."""
CHALLENGE = html("<p>安全验证<p>请完成验证")


@pytest.fixture
def recheck(linfen: Run, site: RunningReplica, folder: Path) -> Run:
    """Ask again for all that is archived."""

    def run() -> object:
        return linfen("recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h")

    return run  # type: ignore[return-value]


def led_to(path: str) -> Page:
    """Return an answer that leads elsewhere."""
    return html("", 302, Location=path)


def happened(archive: Archive, url: str) -> list[tuple[object, list[str], object]]:
    """Return what happened to an article after it was added: kind, fields and evidence."""
    article_id = int(str((archive.article(url) or {})["id"]))
    return [
        (row["kind"], json.loads(str(row["fields"])), row["evidence"]) for row in archive.changes(article_id) if row
    ][1:]


def standing(archive: Archive, url: str) -> tuple[object, object, object]:
    """Return title, text and ``complete`` of an article as it stands."""
    found = archive.article(url) or {}
    return found["title"], found["body"], found["complete"]


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        (html("x", 404), "404"),
        (html("x", 410), "410"),
        (html("<p>您访问的页面不存在</p>"), "soft 404"),
        (html("", 302, Location="/"), "redirect home"),
        (BACK, "redirect to a page before it"),
    ],
    ids=["404", "410", "soft 404", "home", "first page"],
)
def test_a_page_that_is_taken_away_leaves_its_text_in_the_version_before_and_the_rest_continues(
    answer: Page, evidence: str, crawl: Run, recheck: Run, linfen: Run, site: RunningReplica, opened: Opened
) -> None:
    title = "我市召开五一表彰大会"
    url = long_article(site, THREE)
    second = url.replace(".html", "_2.html")
    answer = led_to(path_of(url)) if answer is BACK else answer
    crawl("--section", SECTION)
    shown, first = site.overrides[path_of(second)], f"{LEAD.strip()}\n\n{SENTENCE.strip()}"
    long_article(site, [paragraphs(LEAD, SENTENCE, CORRECTED), *THREE[1:]])
    site.overrides[path_of(second)] = answer
    assert "1 edited" in recheck().stdout
    assert standing(opened(), url) == (title, f"{first}\n\n{CORRECTED}", 0)
    assert happened(opened(), url) == [("edited", ["body", "complete"], f"{evidence}: {second}")]
    assert [row["body"] for row in opened().revisions(int(str(opened().article(url)["id"])))] == [WHOLE]
    assert "nothing has changed" in recheck().stdout
    assert len(happened(opened(), url)) == 1
    long_article(site, [paragraphs(LEAD, SENTENCE), *THREE[1:]])
    site.overrides[path_of(second)] = answer
    recheck()
    assert happened(opened(), url)[1:] == [("edited", ["body"], url)]
    site.overrides[path_of(second)] = shown
    assert "1 completed" in recheck().stdout
    assert standing(opened(), url) == (title, WHOLE, 1)
    assert happened(opened(), url)[2:] == [("completed", ["body", "complete"], url)]
    assert EQUAL in linfen("rebuild", "--archive", str(opened().folder)).stdout
    assert linfen("verify", "--archive", str(opened().folder)).returncode == 0


@pytest.mark.parametrize("form", [FORMS[0], FORMS[3]])
def test_the_last_page_that_leads_back_to_one_before_it_is_gone(
    form: str, crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    url = long_article(site, THREE, form)
    crawl("--section", SECTION)
    first, second, third = addresses(path_of(url), form, 3)
    site.overrides[third] = led_to(second)
    assert "1 edited" in recheck().stdout
    assert standing(opened(), url)[1:] == (WHOLE.removesuffix(f"\n\n{TEXTS[2]}"), 0)
    gone = url.replace(first, third)
    assert happened(opened(), url) == [("edited", ["body", "complete"], f"redirect to a page before it: {gone}")]
    entry = opened().ledger_entry(gone) or {}
    assert (entry["state"], entry["reason"]) == ("gone", "redirect to a page before it")


def test_a_page_that_leads_to_another_article_says_nothing_of_its_own(
    crawl: Run, recheck: Run, site: RunningReplica, opened: Opened
) -> None:
    url = long_article(site, THREE)
    crawl("--section", SECTION)
    other = next(one for one in site.replica.truth_listing(SECTION) if one != url)
    site.overrides[path_of(url).replace(".html", "_2.html")] = led_to(path_of(other))
    assert "1 in_part" in recheck().stdout
    assert (standing(opened(), url)[2], happened(opened(), url)) == (1, [])


@pytest.mark.parametrize(
    "answer",
    [html("x", 500), html("x", 403), CHALLENGE, html("", 302, Location="/Error.aspx?aspxerrorpath=/"), html(" ")],
    ids=["500", "403", "challenge", "error page", "empty"],
)
def test_a_page_that_fails_takes_nothing_away_and_an_edit_waits_for_it(
    answer: Page, crawl: Run, recheck: Run, linfen: Run, site: RunningReplica, opened: Opened
) -> None:
    url = long_article(site, THREE)
    second = url.replace(".html", "_2.html")
    crawl("--section", SECTION)
    before = standing(opened(), url)
    long_article(site, [paragraphs(LEAD, SENTENCE, CORRECTED), *THREE[1:]])
    shown = site.overrides[path_of(second)]
    site.overrides[path_of(second)] = answer
    done = recheck()
    assert "1 in_part" in done.stdout
    # A challenge has a verdict of its own.
    assert done.returncode == 3 or "no change was seen; 1 of which a page could not be read" in done.stdout
    assert "nothing has changed" not in done.stdout
    assert (standing(opened(), url), happened(opened(), url)) == (before, [])
    assert (opened().ledger_entry(second) or {})["next_try_at"] is not None
    site.overrides[path_of(second)] = shown
    make_due(opened())
    crawl("--section", SECTION)
    assert happened(opened(), url) == [("edited", ["body"], url)]
    assert CORRECTED in str(standing(opened(), url)[1])
    assert (opened().ledger_entry(second) or {})["state"] == "archived"
    assert EQUAL in linfen("rebuild", "--archive", str(opened().folder)).stdout


def test_a_takedown_takes_the_page_along_that_the_site_took_away(
    crawl: Run, recheck: Run, linfen: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    url = long_article(site, THREE)
    crawl("--section", SECTION)
    site.overrides[path_of(url.replace(".html", "_2.html"))] = html("x", 404)
    recheck()
    where = ("--archive", str(folder))
    assert found_in(folder, [TEXTS[1]])
    assert linfen("forget", url, "--reason", "x", "--yes", *where).returncode == 0
    assert found_in(folder, [TEXTS[1]]) == {}
    assert EQUAL in linfen("rebuild", *where).stdout
    assert linfen("verify", *where).returncode == 0


def torn(one: Article, gone_part: str | None = None) -> Article:
    """Return the reading of an article's first page alone."""
    changed = replace(one, complete=False, gone_part=gone_part)
    return replace(changed, content_sha256=content_sha256(changed))


def test_an_address_whose_later_page_fails_is_not_split_off(tmp_path: Path) -> None:
    whole, first = article("/xwly/9"), article("/xwly/9", text=OTHER)
    assert store(tmp_path, [article("/shanxi/5"), whole, torn(first)]) == ["added", "merged", "in_part"]
    assert store(tmp_path, [whole, torn(first, f"404: {first.url}")]) == ["seen", "split"]


def test_what_fails_further_on_brings_no_missing_page_back_and_takes_none_away(tmp_path: Path) -> None:
    three, two = paged(TEXT + OTHER + TEXT, 3), paged(TEXT + OTHER, 2)
    gone = replace(two, gone_part=f"404: {two.url}")
    assert store(tmp_path, [three, two, gone, two, paged(TEXT, 1)]) == ["added", "in_part", "edited", "seen", "in_part"]
