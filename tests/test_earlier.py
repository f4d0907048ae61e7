"""What others captured takes its place in an article's history by its own time, whenever it comes to light."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
from harness import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from test_history import paged
from test_identity import TEXT, article, store
from test_verify import execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.verify import verify
from linfen_crawler.history import absences_of, at, versions_of
from linfen_crawler.items import Absence, Article, Capture, Failure, Item
from linfen_crawler.kinds import Evidence, Kind

OTHER = TEXT.replace("下一阶段", "第三季度", 1)


def day(number: int) -> datetime:
    """Return the n-th day of a month long past."""
    return datetime(2022, 3, number, 8, tzinfo=UTC)


def found(one: Article, on: int) -> Article:
    """Return an article as another crawler captured it on a day."""
    said = {"fetched_at": day(on), "provenance": f"x.warc.gz <{on}>"}
    captures = {old: replace(old, payload=one.title.encode() + old.payload, **said) for old in one.captures}
    parts = tuple(replace(part, capture=captures[part.capture]) for part in one.parts)
    return replace(one, captures=tuple(captures.values()), parts=parts)


def titled(title: str, on: int) -> Article:
    """Return the one article of these tests under a title, as captured on a day."""
    return found(article("/shanxi/5", title=title), on)


def history(folder: Path) -> list[tuple[object, str, str | None]]:
    """Return the states of the one article: title, since when, until when; days as numbers."""
    with Archive.open(folder) as archive:
        versions = versions_of(archive, archive.article(1) or {})
    return [(one.fields["title"], _day(one.seen_at), _day(one.replaced_at)) for one in versions]


def _day(moment: str | None) -> str | None:
    return None if moment is None else str(int(moment[8:10])) if moment.startswith("2022-03") else "now"


def sound(folder: Path) -> list[str]:
    """Return what breaks an invariant."""
    with Archive.open(folder) as archive:
        return [str(one) for one in verify(archive)]


def test_a_page_is_dated_by_its_capture(tmp_path: Path) -> None:
    assert store(tmp_path, [titled("甲", 3)]) == ["added"]
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
        assert row["first_seen_at"] == row["last_seen_at"] == instant(day(3))
        assert archive.children("article_urls", 1)[0]["seen_at"] == instant(day(3))
        assert archive.changes(1)[0]["at"] > instant(day(3))
        assert (archive.ledger_entry(str(row["url"])) or {})["discovered_at"] > instant(day(3))
        assert archive.rows("SELECT provenance, fetched_at FROM captures") == [
            {"provenance": "x.warc.gz <3>", "fetched_at": instant(day(3))}
        ]


def test_an_earlier_state_comes_to_light(tmp_path: Path) -> None:
    assert store(tmp_path, [titled("乙", 5), titled("甲", 3)]) == ["added", "earlier"]
    assert history(tmp_path) == [("甲", "3", "5"), ("乙", "5", None)]
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
        # What was cited as the first revision stays the first.
        assert (row["title"], row["revision"], row["first_seen_at"]) == ("乙", 1, instant(day(3)))
        assert [one["revision"] for one in archive.revisions(1)] == [2]
        events = [(one["kind"], json.loads(str(one["fields"]))) for one in archive.changes(1)]
        assert events == [("added", []), ("earlier", ["title"])]
        assert {one["revision"] for one in archive.children("article_parts", 1)} == {1, 2}
        assert at(versions_of(archive, row), day(4)).fields["title"] == "甲"  # type: ignore[union-attr]
        assert at(versions_of(archive, row), day(2)) is None
    assert sound(tmp_path) == []


def test_the_next_edit_takes_a_number_that_is_free(tmp_path: Path) -> None:
    store(tmp_path, [titled("乙", 5), titled("甲", 3)])
    assert store(tmp_path, [article("/shanxi/5", title="丙")]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["revision"] == 3
    assert history(tmp_path) == [("甲", "3", "5"), ("乙", "5", "now"), ("丙", "now", None)]
    assert sound(tmp_path) == []


def test_the_same_state_captured_before_moves_its_beginning_alone(tmp_path: Path) -> None:
    pages = [article("/shanxi/5", title="甲"), titled("甲", 4), titled("甲", 2), titled("甲", 3)]
    assert store(tmp_path, pages) == ["added", "seen", "seen", "seen"]
    assert history(tmp_path) == [("甲", "2", None)]
    with Archive.open(tmp_path) as archive:
        assert [one["kind"] for one in archive.changes(1)] == ["added"]
        assert (archive.article(1) or {})["last_seen_at"] > instant(day(9))


def test_the_beginning_of_a_later_state_moves_the_end_of_the_one_before(tmp_path: Path) -> None:
    store(tmp_path, [titled("甲", 1), titled("乙", 9), titled("乙", 5)])
    assert history(tmp_path) == [("甲", "1", "5"), ("乙", "5", None)]
    store(tmp_path, [article("/shanxi/5", title="丙"), titled("乙", 4), titled("丙", 20)])
    assert history(tmp_path) == [("甲", "1", "4"), ("乙", "4", "20"), ("丙", "20", None)]
    assert sound(tmp_path) == []


def test_a_state_between_two_sightings_of_another_parts_it(tmp_path: Path) -> None:
    assert store(tmp_path, [titled("甲", 1), titled("甲", 9), titled("乙", 5)]) == ["added", "seen", "earlier"]
    assert history(tmp_path) == [("甲", "1", "5"), ("乙", "5", "9"), ("甲", "9", None)]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["revision"] == 1
        assert {one["revision"] for one in archive.children("article_parts", 1)} == {1, 2, 3}
    assert sound(tmp_path) == []


STATES = [("甲", 1), ("甲", 3), ("乙", 6), ("丙", 8), ("丙", 11), ("丁", 15)]


@settings(max_examples=30, deadline=None)
@given(st.permutations(STATES), st.integers(0, 5))
def test_every_order_gives_the_same_history(order: list[tuple[str, int]], runs: int) -> None:
    with TemporaryDirectory() as folder:
        pages = [titled(title, on) for title, on in order]
        for some in (pages[:runs], pages[runs:]):
            if some:
                store(Path(folder), some)
        assert history(Path(folder)) == [("甲", "1", "6"), ("乙", "6", "8"), ("丙", "8", "15"), ("丁", "15", None)]
        assert sound(Path(folder)) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 28)), min_size=1, max_size=8, unique_by=lambda x: x[1])
)
def test_whatever_came_to_light_states_follow_one_another_without_a_gap(seen: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        store(Path(folder), [titled(title, on) for title, on in seen])
        states = history(Path(folder))
        assert [one[2] for one in states] == [*(one[1] for one in states[1:]), None]
        assert [int(str(one[1])) for one in states] == sorted({int(str(one[1])) for one in states})
        assert sound(Path(folder)) == []
        # What came last is at its time, whatever was known before.
        title, on = seen[-1]
        (held,) = (one for one in states if int(str(one[1])) <= on and (one[2] is None or on < int(str(one[2]))))
        assert held[0] == title


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙"), st.integers(1, 28)), min_size=1, max_size=8, unique_by=lambda x: x[1])
)
def test_in_order_of_time_each_change_is_seen(seen: list[tuple[str, int]]) -> None:
    ordered = sorted(seen, key=lambda one: one[1])
    with TemporaryDirectory() as folder:
        store(Path(folder), [titled(title, on) for title, on in ordered])
        begun = [next(group) for _, group in itertools.groupby(ordered, key=lambda one: one[0])]
        assert [(one[0], one[1]) for one in history(Path(folder))] == [(title, str(on)) for title, on in begun]


def test_two_texts_of_one_second_both_survive(tmp_path: Path) -> None:
    pages = [titled("甲", 3), titled("乙", 3)]
    assert store(tmp_path, pages) == ["added", "edited"]
    assert [one[0] for one in history(tmp_path)] == ["甲", "乙"]
    with Archive.open(tmp_path) as archive:
        rows = archive.rows("SELECT id, payload_sha256, refers_to FROM captures ORDER BY id")
        assert len({row["payload_sha256"] for row in rows}) == 2
        assert [row["refers_to"] for row in rows] == [None, None]
    # A later capture with the second's payload may not refer to it: the reference would find the first.
    store(tmp_path, [titled("乙", 8)])
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT refers_to FROM captures WHERE id = 3") == [{"refers_to": None}]
    assert sound(tmp_path) == []


def test_fewer_pages_are_no_earlier_state(tmp_path: Path) -> None:
    whole = article("/shanxi/5", text=TEXT + OTHER)
    assert store(tmp_path, [found(whole, 9), found(paged(TEXT, 1), 3)]) == ["added", "set_aside"]
    assert [one[1] for one in history(tmp_path)] == ["9"]


def test_more_pages_complete_what_stands(tmp_path: Path) -> None:
    whole = article("/shanxi/5", text=TEXT + OTHER)
    assert store(tmp_path, [found(paged(TEXT, 1), 9), found(whole, 3)]) == ["added", "completed"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["complete"] == 1
    assert sound(tmp_path) == []


def test_a_page_that_the_site_took_away_is_not_brought_back_by_an_older_capture(tmp_path: Path) -> None:
    whole, shorter = found(article("/shanxi/5"), 3), paged(OTHER, 1)
    shorter = replace(shorter, gone_part=f"404: {shorter.url}")
    assert store(tmp_path, [whole, shorter, titled("又题", 9)]) == ["added", "edited", "earlier"]
    assert history(tmp_path) == [("题目", "3", "9"), ("又题", "9", "now"), ("题目", "now", None)]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["complete"] == 0
    assert sound(tmp_path) == []


def test_an_earlier_text_of_a_further_address_splits_nothing_off(tmp_path: Path) -> None:
    pages = [article("/shanxi/5"), article("/shanxi/9")]
    assert store(tmp_path, pages) == ["added", "merged"]
    assert store(tmp_path, [found(article("/shanxi/9", text=OTHER), 3)]) == ["set_aside"]
    assert store(tmp_path, [found(article("/shanxi/9"), 4)]) == ["seen"]
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": 1}]
        assert (archive.article(1) or {})["first_seen_at"] == instant(day(4))


def test_an_earlier_text_that_another_article_has_merges_nothing(tmp_path: Path) -> None:
    store(tmp_path, [article("/shanxi/5", text=OTHER), article("/shanxi/9")])
    assert store(tmp_path, [found(article("/shanxi/5"), 3)]) == ["earlier"]
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": 2}]
    # Both merged later: the number of the earlier state stays its own.
    store(tmp_path, [article("/shanxi/5")])
    assert sound(tmp_path) == []


def gone(url: str = "http://www.lfxww.com/shanxi/5.html") -> Absence:
    """Return that the site does not have the article."""
    return Absence(url=url, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND)


def put(folder: Path, items: Iterable[Item]) -> list[str]:
    """Store items in their order."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    outcomes = [writer.store(one) for one in items]
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return outcomes


def test_what_was_captured_before_a_removal_brings_nothing_back(tmp_path: Path) -> None:
    put(tmp_path, [article("/shanxi/5", title="乙"), gone()])
    assert put(tmp_path, [titled("甲", 3), titled("乙", 4)]) == ["earlier", "seen"]
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
        assert row["gone_at"] is not None
        assert archive.children("article_urls", 1)[0]["gone_at"] is not None
        assert (archive.ledger_entry(str(row["url"])) or {})["state"] == "gone"
        assert [one["kind"] for one in archive.changes(1)] == ["added", "gone", "earlier"]
    assert sound(tmp_path) == []


def test_what_was_captured_between_the_last_visit_and_a_removal_is_an_edit_and_no_return(tmp_path: Path) -> None:
    put(tmp_path, [titled("甲", 3), gone()])
    assert put(tmp_path, [titled("乙", 5)]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["gone_at"] is not None
        assert [one["kind"] for one in archive.changes(1)] == ["added", "gone", "edited"]
        assert archive.children("article_urls", 1)[0]["gone_at"] is not None
    assert sound(tmp_path) == []


def test_a_failure_after_a_removal_brings_nothing_back(tmp_path: Path) -> None:
    """What is captured between the last visit and the removal comes to light when the site answers 500."""
    failed = Failure(url=gone().url, kind=Kind.ARTICLE, reason="status 500")
    put(tmp_path, [titled("甲", 3), gone(), failed])
    assert put(tmp_path, [titled("甲", 5)]) == ["seen"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["gone_at"] is not None
        assert [one["kind"] for one in archive.changes(1)] == ["added", "gone"]
    # An archive of before knows such an address as one that failed.
    execute(tmp_path, "UPDATE urls SET state = 'failed', reason = 'status 500'")
    assert put(tmp_path, [titled("甲", 6)]) == ["seen"]
    with Archive.open(tmp_path) as archive:
        assert [one["kind"] for one in archive.changes(1)] == ["added", "gone"]
    assert sound(tmp_path) == []


def test_what_was_gone_before_it_was_archived_is_archived_as_gone(tmp_path: Path) -> None:
    put(tmp_path, [gone()])
    assert put(tmp_path, [titled("甲", 3)]) == ["added"]
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
        entry = archive.ledger_entry(str(row["url"])) or {}
        assert (entry["state"], entry["article_id"], entry["next_try_at"]) == ("gone", 1, None)
        assert row["gone_at"] == entry["discovered_at"]
        events = [(one["kind"], one["evidence"]) for one in archive.changes(1)]
        assert events == [("added", row["url"]), ("gone", f"404: {row['url']}")]
    assert sound(tmp_path) == []
    # Asked for again it is still gone, or returns.
    assert put(tmp_path, [gone()]) == ["still gone"]
    assert put(tmp_path, [article("/shanxi/5", title="甲")]) == ["returned"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["gone_at"] is None
    assert sound(tmp_path) == []


def gone_on(moment: datetime) -> tuple[Absence, datetime]:
    """Return what the site answered to a visit of ours, and when."""
    answer = Capture(url="http://www.lfxww.com/shanxi/5.html", fetched_at=moment, status=404)
    return replace(gone(), captures=(answer,)), moment


@pytest.mark.parametrize(
    ("captured", "gone_now", "then"),
    [(4, True, []), (6, True, ["returned", "gone"]), (9, False, ["returned"])],
)
def test_what_was_captured_between_two_answers_that_it_is_gone_was_a_return(
    captured: int, gone_now: bool, then: list[str], tmp_path: Path
) -> None:
    """And no later one than the last of them: what the site says now is not undone."""
    for item, moment in ((titled("甲", 3), day(3)), gone_on(day(5)), gone_on(day(8))):
        with time_machine.travel(moment, tick=False):
            put(tmp_path, [item])
    put(tmp_path, [titled("甲", captured)])
    with Archive.open(tmp_path) as archive:
        row = archive.article(1) or {}
        assert [one["kind"] for one in archive.changes(1)] == ["added", "gone", *then]
        gone_at = {4: day(5), 6: day(8)}.get(captured)
        assert row["gone_at"] == (instant(gone_at) if gone_at else None)
        assert (archive.ledger_entry(str(row["url"])) or {})["state"] == ("gone" if gone_now else "archived")
    assert sound(tmp_path) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_every_order_of_addresses_gives_the_same_article(tmp_path: Path, order: tuple[int, ...]) -> None:
    pages = [
        found(article("/2021/topic/3", title="题目：甲"), 2),
        found(article("/shanxi/9", title="题目 甲"), 4),
        found(article("/shanxi/5", title="题目甲"), 6),
        article("/hongtong/4", title="《题目》甲"),
    ]
    store(tmp_path, [pages[index] for index in order])
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT title, first_seen_at FROM articles")
        assert row == {"title": "《题目》甲", "first_seen_at": instant(day(2))}
        titles = [one["title"] for one in archive.rows("SELECT title FROM article_urls")]
        assert sorted(map(str, titles)) == sorted(one.title for one in pages)


def test_an_absence_ends_when_the_site_had_it_again_and_not_when_that_came_to_light(
    tmp_path: Path, linfen: Run
) -> None:
    for item, moment in ((titled("甲", 3), day(3)), gone_on(day(5)), gone_on(day(9))):
        with time_machine.travel(moment, tick=False):
            put(tmp_path, [item])
    put(tmp_path, [titled("甲", 7)])
    with Archive.open(tmp_path) as archive:
        told = [(one["kind"], _day(str(one["at"])), one["seen_at"]) for one in archive.changes(1)]
        away = [(_day(one.since), _day(one.until)) for one in absences_of(archive, 1)]
    assert told == [
        ("added", "3", None),
        ("gone", "5", None),
        ("returned", "now", instant(day(7))),
        ("gone", "now", instant(day(9))),
    ]
    assert away == [("5", "7"), ("9", None)]
    assert sound(tmp_path) == []
    where = ("--archive", str(tmp_path))
    for on, is_gone in ((4, False), (6, True), (8, False), (10, True)):
        shown = linfen("show", "1", "--as-of", day(on).isoformat(), *where).stdout
        assert ("\ngone " in shown) is is_gone
    assert f"(of {instant(day(7))})" in linfen("show", "1", "--history", *where).stdout
