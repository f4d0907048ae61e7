"""The replica over time: what is at an address, its listings and its headers follow from what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.request import urlopen

import pytest

from linfen_crawler.replica import LivingReplica, Page, Visit, seen, serve
from linfen_crawler.replica.living import Sight
from linfen_crawler.replica.timeline import REMOVALS, TROUBLES, Deed, Happening
from linfen_crawler.urls import SITE_URL

SECOND = timedelta(seconds=1)
AFTER_ALL = datetime.fromisoformat("2022-01-01T00:00:00+08:00")


@pytest.fixture(scope="module")
def replica() -> LivingReplica:
    """Make a replica of twenty days."""
    return LivingReplica(3, 60, begins=date(2021, 3, 1), days=20, per_page=100)


def page_at(replica: LivingReplica, path: str, moment: datetime) -> Page:
    """Return what is answered for a path at a moment."""
    replica.now = moment
    return replica.page(path)


def path_of(url: str) -> str:
    """Return the path of an address."""
    return "/" + url.removeprefix(SITE_URL)


def those(replica: LivingReplica, *deeds: Deed) -> Iterator[Happening]:
    """Yield the happenings of some deeds."""
    found = [one for one in replica.timeline.happenings if one.deed in deeds]
    assert found
    yield from found


def is_listed(replica: LivingReplica, url: str, moment: datetime) -> bool:
    """Tell whether the listing of an article's section leads to it."""
    section, _, name = path_of(url).rpartition("/")
    return name.encode() in page_at(replica, f"{section}/", moment).body


def test_the_same_seed_makes_the_same_days(replica: LivingReplica) -> None:
    again = LivingReplica(3, 60, begins=date(2021, 3, 1), days=20, per_page=100)
    assert again.timeline.happenings == replica.timeline.happenings
    assert {one.deed for one in again.timeline.happenings} == set(Deed)
    for path in ("/", "/linfen/shizheng/"):
        assert page_at(again, path, AFTER_ALL) == page_at(replica, path, AFTER_ALL)


def test_an_article_is_there_and_listed_from_when_it_appears_on(replica: LivingReplica) -> None:
    for one in those(replica, Deed.PUBLISHED):
        moments = (one.at - SECOND, one.at)
        assert [page_at(replica, path_of(one.url), at).status for at in moments] == [404, 200]
        assert [is_listed(replica, one.url, at) for at in moments] == [False, True]


def test_what_vanishes_leaves_its_listing_and_what_only_fails_stays(replica: LivingReplica) -> None:
    for one in those(replica, *REMOVALS, *TROUBLES):
        was_listed = is_listed(replica, one.url, one.at - SECOND)
        assert is_listed(replica, one.url, one.at) == (was_listed and one.deed in TROUBLES)
        assert not isinstance(replica.sight(one.url, one.at), Sight)


def test_tag_and_date_follow_the_state_of_a_page(replica: LivingReplica) -> None:
    for one in those(replica, Deed.TITLE, Deed.BODY, Deed.EDITOR, Deed.RELATED):
        before, after = replica.sight(one.url, one.at - SECOND), replica.sight(one.url, one.at)
        pages = [dict(page_at(replica, path_of(one.url), at).headers) for at in (one.at - SECOND, one.at)]
        if isinstance(before, Sight) and isinstance(after, Sight) and before != after and not after.missing:
            assert pages[0]["ETag"] != pages[1]["ETag"]
        if isinstance(after, Sight):
            assert parsedate_to_datetime(pages[1]["Last-Modified"]) == one.at.replace(microsecond=0)


def test_only_what_another_visit_did_not_show_is_seen(replica: LivingReplica) -> None:
    for one in those(replica, *Deed):
        visits = [Visit(at, one.url) for at in (one.at - SECOND, one.at, one.at + SECOND / 1000)]
        events = list(seen(replica, visits))
        assert [event for event in events if event.at == visits[2].at] == []
        if one.deed in TROUBLES or one.deed in {Deed.VIEWS, Deed.RELATED}:
            assert {event.kind for event in events if event.at == one.at} <= {"added"}


def test_a_removal_a_return_and_an_edit_are_seen_at_the_visits_that_show_them(replica: LivingReplica) -> None:
    gone = next(
        one
        for one in those(replica, Deed.GONE)
        if isinstance(replica.sight(one.url, one.at - SECOND), Sight) and _returned(replica, one)
    )
    back = _returned(replica, gone)
    assert back is not None
    visits = [Visit(at, gone.url) for at in (gone.at - SECOND, gone.at, gone.at + SECOND, back.at, back.at + SECOND)]
    added, removed, returned = list(seen(replica, visits))[:3]
    assert (added.kind, added.at) == ("added", gone.at - SECOND)
    assert (removed.kind, removed.at, removed.evidence) == ("gone", gone.at, "410")
    assert (returned.kind, returned.at) == ("returned", back.at)


def _returned(replica: LivingReplica, gone: Happening) -> Happening | None:
    """Return what ended a removal."""
    later = (one for one in replica.timeline.happenings if one.url == gone.url and one.at > gone.at)
    found = next(later, None)
    return found if found and found.deed is Deed.RESTORED else None


def test_answers_are_dated_by_the_clock_of_the_replica(replica: LivingReplica) -> None:
    replica.now = datetime(2021, 3, 5, 6, tzinfo=UTC)
    with serve(replica) as site:
        with urlopen(f"{site.url}robots.txt") as response:
            assert parsedate_to_datetime(response.headers["Date"]) == replica.now
        site.clock = lambda: None
        with urlopen(f"{site.url}robots.txt") as response:
            assert response.headers["Date"] is None
