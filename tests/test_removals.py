"""Removals and returns: what the site no longer shows stays archived, and when it went is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from test_identity import article
from test_verify import damages, execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.connection import open_writer
from linfen_crawler.archive.merging import join_articles
from linfen_crawler.items import Absence, Article, Capture, Failure, Item, Mirror, Refusal, Similar
from linfen_crawler.kinds import Evidence, Kind, Nature

ONE, OTHER = article("/shanxi/5"), article("/xwly/9")


def absent(url: str, evidence: Evidence = Evidence.NOT_FOUND) -> Absence:
    """Return what the site says of an address that it no longer has."""
    return Absence(url=url, kind=Kind.ARTICLE, evidence=evidence)


def store(folder: Path, *items: Item) -> None:
    """Store items in one run."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for item in items:
        is_article = isinstance(item, Article)
        writer.store(replace(item, same_text_as=writer.same_text(item, within_days=3)) if is_article else item)
        writer.commit()
    writer.close()


def events(folder: Path) -> list[tuple[object, object]]:
    """Return what happened to the only article."""
    with Archive.open(folder) as archive:
        return [(row["kind"], row["evidence"]) for row in archive.changes(1)][1:]


def gone_at(folder: Path) -> object:
    """Return when the only article went."""
    with Archive.open(folder) as archive:
        return (archive.article(1) or {})["gone_at"]


@pytest.mark.parametrize("evidence", list(Evidence))
def test_a_removal_is_kept_with_what_says_so_and_the_text_stays(evidence: Evidence, tmp_path: Path) -> None:
    store(tmp_path, ONE, absent(ONE.url, evidence), absent(ONE.url, evidence))
    assert events(tmp_path) == [("gone", f"{evidence}: {ONE.url}")]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["body"] == ONE.body
        assert (archive.ledger_entry(ONE.url) or {})["state"] == "gone"


def test_what_is_gone_is_requested_by_how_long_it_has_been(tmp_path: Path) -> None:
    """However old it is: at first as often as a new one, for it may be back soon."""

    def waits() -> list[timedelta]:
        with Archive.open(tmp_path) as archive:
            (row,) = archive.rows("SELECT next_check_at, gone_at FROM articles")
        due, gone, asked = (datetime.fromisoformat(str(one)) for one in (*row.values(), moment))
        return [due - asked, asked - gone]

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for after, wait in ((0, 0.5), (0.5, 0.5), (4, 2), (40, 20), (4000, 180)):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=after)
        with time_machine.travel(moment, tick=False):
            store(tmp_path, *(() if after else (ONE,)), absent(ONE.url))
        assert waits() == [timedelta(days=wait), timedelta(days=after)]


def test_an_article_is_gone_with_the_last_of_its_addresses(tmp_path: Path) -> None:
    store(tmp_path, ONE, OTHER, absent(ONE.url))
    assert gone_at(tmp_path) is None
    assert events(tmp_path) == [("merged", OTHER.url)]
    store(tmp_path, absent(OTHER.url))
    assert gone_at(tmp_path) is not None
    assert events(tmp_path)[1:] == [("gone", f"404: {OTHER.url}")]


def test_an_article_that_becomes_one_with_another_is_as_present_as_either(tmp_path: Path) -> None:
    later = article("/xwly/9", text=ONE.body + "又讯")
    store(tmp_path, ONE, later, absent(ONE.url), OTHER)
    assert gone_at(tmp_path) is None
    store(tmp_path, absent(OTHER.url))
    assert gone_at(tmp_path) is not None


def test_what_becomes_one_was_seen_since_the_first_and_is_gone_with_the_last(tmp_path: Path) -> None:
    """Of two articles that are gone already, and that a newer reading finds to tell the same."""
    other = replace(OTHER, text_sha256="another", content_sha256="another")
    days = {1: other, 3: ONE, 5: absent(ONE.url), 8: absent(OTHER.url)}
    for day, item in days.items():
        with time_machine.travel(datetime(2026, 3, day, 6, tzinfo=UTC), tick=False):
            store(tmp_path, item)
    database = open_writer(tmp_path)
    database.moment = database.seen = "2026-03-09T06:00:00.000000Z"
    with database.conn:
        join_articles(database, [1, 2])
    database.close()
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
    assert str(row["first_seen_at"])[:10] == "2026-03-01"
    assert str(row["gone_at"])[:10] == "2026-03-08"


def test_an_address_is_gone_since_the_site_first_said_so(tmp_path: Path) -> None:
    for day, item in {1: ONE, 5: absent(ONE.url), 8: absent(ONE.url, Evidence.GONE)}.items():
        with time_machine.travel(datetime(2026, 3, day, 6, tzinfo=UTC), tick=False):
            store(tmp_path, item)
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT gone_at FROM article_urls")
    assert str(row["gone_at"])[:10] == str(gone_at(tmp_path))[:10] == "2026-03-05"


def test_an_article_is_gone_where_its_last_address_tells_something_else(tmp_path: Path) -> None:
    """One text at two addresses: the one is removed, the other edited; and the first returns."""
    edited = article("/xwly/9", title="更正后的题目")
    store(tmp_path, ONE, OTHER, absent(ONE.url))
    assert gone_at(tmp_path) is None
    store(tmp_path, edited)
    assert events(tmp_path)[-1] == ("gone", f"404: {ONE.url}")
    assert gone_at(tmp_path) is not None
    assert damages(tmp_path) == []
    store(tmp_path, ONE)
    assert [kind for kind, _ in events(tmp_path)][-2:] == ["gone", "returned"]
    assert gone_at(tmp_path) is None
    assert damages(tmp_path) == []


def test_an_article_that_is_not_gone_with_its_last_address_is_named(tmp_path: Path) -> None:
    store(tmp_path, ONE, absent(ONE.url))
    execute(tmp_path, "UPDATE articles SET gone_at = NULL")
    assert "article 1 is not gone, though each of its addresses is" in [one.what for one in damages(tmp_path)]


def test_a_mirrors_copy_keeps_no_article_on_the_site(tmp_path: Path) -> None:
    copied = Capture(url="https://mirror.example/shanxi/5.html", fetched_at=ONE.captures[0].fetched_at, status=200)
    page = replace(ONE, url=copied.url, captures=(copied,), parts=())
    mirror = Mirror(url=copied.url, captures=(copied,), article=page, original=ONE.url, copy_of=Similar(1, 1.0))
    store(tmp_path, ONE, mirror, absent(ONE.url))
    assert [kind for kind, _ in events(tmp_path)] == ["gone"]


def test_what_returns_is_noticed(tmp_path: Path) -> None:
    store(tmp_path, ONE, absent(ONE.url), ONE)
    assert [kind for kind, _ in events(tmp_path)] == ["gone", "returned"]
    assert gone_at(tmp_path) is None
    with Archive.open(tmp_path) as archive:
        assert (archive.ledger_entry(ONE.url) or {})["state"] == "archived"
        assert archive.revisions(1) == []


def test_what_returns_with_another_text_is_an_edit_as_well(tmp_path: Path) -> None:
    store(tmp_path, ONE, absent(ONE.url), article("/shanxi/5", title="新题"))
    assert [kind for kind, _ in events(tmp_path)] == ["gone", "returned", "edited"]


def test_a_challenge_or_a_failure_is_no_removal(tmp_path: Path) -> None:
    refused = Refusal(url=ONE.url, kind=Kind.ARTICLE, reason="HTTP 403", parser_version="1", nature=Nature.CHALLENGE)
    store(tmp_path, ONE, refused, Failure(url=ONE.url, kind=Kind.ARTICLE, reason="HTTP 500"))
    assert events(tmp_path) == []
    assert gone_at(tmp_path) is None
    with Archive.open(tmp_path) as archive:
        assert (archive.ledger_entry(ONE.url) or {})["state"] == "archived"


def test_an_article_whose_address_leads_to_another_one_is_gone(tmp_path: Path) -> None:
    """As with a redirect to the home page: the other one is told as what the site has there now."""
    other = replace(OTHER, body="临汾市区五条公交线路五月一日起调整。" * 9, text_sha256="other")
    led = replace(other, redirected_from=(ONE.url,))
    store(tmp_path, ONE, other, led, led)
    assert events(tmp_path)[0] == ("gone", f"redirect to another article, {other.url}: {ONE.url}")
    with Archive.open(tmp_path) as archive:
        (address,) = archive.rows("SELECT * FROM urls WHERE url = ?", [ONE.url])
        assert (address["state"], address["reason"], address["article_id"]) == ("gone", f"redirects to {other.url}", 1)
        assert [row["kind"] for row in archive.changes(1)] == ["added", "gone"]
        assert str(archive.rows("SELECT next_check_at FROM articles WHERE id = 1")[0]["next_check_at"]) > str(
            gone_at(tmp_path)
        )
    store(tmp_path, ONE)
    assert events(tmp_path)[-1] == ("returned", ONE.url)


def test_an_article_that_has_moved_is_not_gone(tmp_path: Path) -> None:
    store(tmp_path, ONE, replace(ONE, url=OTHER.url, redirected_from=(ONE.url,)))
    assert gone_at(tmp_path) is None
    assert "gone" not in [kind for kind, _ in events(tmp_path)]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(OTHER.url) or {})["id"] == 1
    assert damages(tmp_path) == []


def test_what_comes_back_from_where_it_has_moved_to_is_followed(tmp_path: Path) -> None:
    """Its first address is still asked: it leads there no more, and says something else."""
    corrected = replace(article("/shanxi/5", title="新题"), text_sha256="corrected")
    store(tmp_path, ONE, replace(OTHER, redirected_from=(ONE.url,)), absent(OTHER.url), corrected)
    assert [kind for kind, _ in events(tmp_path)] == ["merged", "edited"]
    assert gone_at(tmp_path) is None
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["title"] == corrected.title
    assert damages(tmp_path) == []


EDITED = replace(article("/xwly/9", title="新题"), text_sha256="edited")
FROM_BEFORE = (ONE.url,)


@pytest.mark.parametrize(
    "visits",
    [
        (replace(OTHER, redirected_from=FROM_BEFORE), EDITED),
        (replace(OTHER, redirected_from=FROM_BEFORE), replace(EDITED, redirected_from=FROM_BEFORE)),
        (OTHER, replace(EDITED, redirected_from=FROM_BEFORE)),
        (OTHER, replace(OTHER, redirected_from=FROM_BEFORE), EDITED),
    ],
)
def test_what_has_moved_and_is_edited_is_one_article_with_an_edit(tmp_path: Path, visits: tuple[Article, ...]) -> None:
    store(tmp_path, ONE, *visits)
    assert [kind for kind, _ in events(tmp_path)] == ["merged", "edited"]
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT id, url, title, revision, gone_at FROM articles")
        (before,) = archive.revisions(1)
    assert row == {"id": 1, "url": EDITED.url, "title": EDITED.title, "revision": 2, "gone_at": None}
    assert before["title"] == ONE.title
    assert damages(tmp_path) == []
