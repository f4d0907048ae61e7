"""An upgrade finds out that an article has more pages than were asked for: it is kept as one that lacks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from another_reader import other_reader
from harness import run
from test_apply_behind import apply, events, is_settled, keep, put_back
from test_bad_input import path_of
from test_upgraded_proof import linfen
from test_upgraded_rows import is_sound

from linfen_crawler.archive import Archive
from linfen_crawler.items import RawArticle
from linfen_crawler.replica import Page, RunningReplica


def without_its_pager(article: RawArticle) -> RawArticle:
    return replace(article, next_part=None, complete=True)


def with_a_pager_to_nowhere(article: RawArticle) -> RawArticle:
    return replace(article, next_part=None)


@pytest.fixture
def url(site: RunningReplica) -> str:
    """Return the address of an article of two pages."""
    return next(one.url for one in site.replica.articles() if len(site.replica.parts(one.url)) == 2)


def crawl(folder: Path, site: RunningReplica, before: Callable[[], None] | None = None) -> None:
    done = run(["crawl", "--archive", str(folder), "--site-url", site.url], before=before)
    assert done.returncode in {0, 3}, done.stdout + done.stderr


def recheck(folder: Path, site: RunningReplica) -> None:
    done = run(["recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h"])
    assert done.returncode in {0, 3}, done.stdout + done.stderr


def state(folder: Path, url: str) -> tuple[object, tuple[object, ...], list[tuple[object, bool]]]:
    """Return whether an article is complete, its pages, and what was told of it: if it was said to be complete."""
    with Archive.open(folder) as archive:
        article = archive.article(url) or {}
        number = int(str(article["id"]))
        current = [row for row in archive.children("article_parts", number) if row["revision"] == article["revision"]]
        told = [(row["kind"], '"complete"' in str(row["fields"])) for row in archive.changes(number)]
        return article["complete"], tuple(row["url"] for row in current), told


@pytest.mark.parametrize("how", ["refused", "one page"])
@pytest.mark.parametrize("is_recovered", [False, True], ids=["applied", "recovered"])
@pytest.mark.parametrize("command", [crawl, recheck])
def test_a_page_that_nobody_asked_for_is_missing_and_is_asked_for(
    how: str,
    command: Callable[[Path, RunningReplica], None],
    url: str,
    folder: Path,
    site: RunningReplica,
    *,
    is_recovered: bool,
) -> None:
    parts = site.replica.parts(url)
    linfen("crawl", "--max-articles", "1", folder=folder, site=site)
    keep(folder)
    reading = {"refused": {"refused": [url]}, "one page": {"article": without_its_pager}}[how]
    crawl(folder, site, other_reader(mark="", **reading))  # type: ignore[arg-type]
    if is_recovered:
        put_back(folder)
    else:
        apply(folder)
        complete, pages, told = state(folder, url)
        assert (complete, pages) == (0, (url,))
        assert told[0] == ("added", False)
        with Archive.open(folder) as archive:
            assert (archive.ledger_entry(parts[1]) or {})["state"] == "pending"
        assert is_settled(folder)
    command(folder, site)
    complete, pages, told = state(folder, url)
    assert (complete, pages) == (1, parts)
    assert [one for one in told if one[0] != "reparsed"] == [("added", False), ("completed", True)]
    with Archive.open(folder) as archive:
        assert (archive.ledger_entry(parts[1]) or {})["state"] == "archived"
    assert is_sound(folder)
    apply(folder)
    assert is_settled(folder)


def test_what_an_upgrade_finds_to_be_missing_is_no_edit(url: str, folder: Path, site: RunningReplica) -> None:
    """Nor if it cannot be read for now; and what the site has taken away in the end stays missing."""
    parts = site.replica.parts(url)
    crawl(folder, site, other_reader(mark="", article=without_its_pager))
    assert state(folder, url)[:2] == (1, (url,))
    site.overrides[path_of(parts[1])] = Page(status=500)
    recheck(folder, site)
    assert state(folder, url) == (0, (url,), [("added", False), ("reparsed", True)])
    assert is_sound(folder)
    site.overrides.clear()
    recheck(folder, site)
    assert state(folder, url) == (1, parts, [("added", False), ("reparsed", True), ("completed", True)])
    assert is_sound(folder)
    told = events(folder)
    apply(folder)
    assert events(folder) == told
    assert is_settled(folder)


@pytest.mark.parametrize("command", [crawl, recheck])
def test_a_page_is_found_to_which_no_link_had_led(
    command: Callable[[Path, RunningReplica], None], url: str, folder: Path, site: RunningReplica
) -> None:
    """That there is one was known: the article lacks it, and is due at once."""
    crawl(folder, site, other_reader(mark="", article=with_a_pager_to_nowhere))
    assert state(folder, url) == (0, (url,), [("added", False)])
    command(folder, site)
    assert state(folder, url) == (1, tuple(site.replica.parts(url)), [("added", False), ("completed", True)])
    assert is_sound(folder)
    apply(folder)
    assert is_settled(folder)
