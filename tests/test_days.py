"""The archive in time: some days of a living replica, a crawl and a recheck each; what was to be seen is logged."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from harness import run

from linfen_crawler.archive import Archive
from linfen_crawler.kinds import Evidence
from linfen_crawler.replica import Event, LivingReplica, RunningReplica, Visit, seen, serve
from linfen_crawler.replica.calendar import CLOCK
from linfen_crawler.urls import SITE_URL, first_part, listing_page, listing_section

BEGINS = date(2021, 1, 10)
PER_PAGE = 20
LEAD = timedelta(days=40)
"""The replica is as old when it is first crawled."""
SLACK = timedelta(minutes=3)
"""No command takes as long; what is due in such a time of it may be requested or not."""


def moments(days: int) -> Iterator[tuple[str, datetime]]:
    """Yield the commands of so many days, each with its moment; no day is like another."""
    for day in range(days):
        midnight = datetime.combine(BEGINS + LEAD + timedelta(days=day), time(), CLOCK)
        for command, hour in (("crawl", 6), ("recheck", 19)):
            yield command, midnight + timedelta(hours=hour, seconds=Random(f"{day} {command}").randrange(3600))


@dataclass(frozen=True)
class Command:
    """The requests that a command sent to the server."""

    moment: datetime
    visits: list[Visit]
    """Articles."""
    listings: Mapping[str, set[int]]
    """Pages of each section's listing."""


def live(site: RunningReplica, folder: Path, days: int) -> Iterator[Command]:
    """Run a crawl and a recheck a day; yield the requests that each sent."""
    assert isinstance(site.replica, LivingReplica)
    for command, moment in moments(days):
        site.replica.now = moment
        site.forget_requests()
        done = run([command, "--archive", str(folder), "--site-url", site.url], moment=moment)
        assert done.returncode in {0, 3}, done.stderr
        yield Command(moment, visits_of(site, moment), listings_of(site))


def listings_of(site: RunningReplica) -> Mapping[str, set[int]]:
    """Return which pages of listings were requested, by section."""
    asked: dict[str, set[int]] = defaultdict(set)
    for record in site.requests:
        url = SITE_URL + record.path.removeprefix("/")
        if (section := listing_section(url)) is not None:
            asked[section].add(listing_page(url))
    return asked


def visits_of(site: RunningReplica, moment: datetime) -> list[Visit]:
    """Return which articles were requested, in the order in which their last page was."""
    articles = set(site.replica.addresses())
    asked: dict[str, None] = {}
    for record in site.requests:
        url = first_part(SITE_URL + record.path.removeprefix("/"))
        if url in articles:
            asked.pop(url, None)
            asked[url] = None
    return [Visit(moment, url) for url in asked]


def logged(folder: Path, replica: LivingReplica, days: int) -> Iterator[Event]:
    """Yield the changes of an archive, each at the moment of the command that logged it."""
    begun = [moment for _, moment in moments(days)]
    with Archive.open(folder) as archive:
        urls = {row["id"]: replica.canonical(str(row["url"])) for row in archive.rows("SELECT id, url FROM articles")}
        for row in archive.rows("SELECT * FROM changes ORDER BY id"):
            said, _, _ = str(row["evidence"]).partition(": ")
            yield Event(
                at=begun[bisect_right(begun, datetime.fromisoformat(str(row["at"]))) - 1],
                url=urls[row["article_id"]],
                kind=str(row["kind"]),
                fields=frozenset(json.loads(str(row["fields"]))),
                evidence=said if ": " in str(row["evidence"]) else None,
            )


def by_article(events: list[Event]) -> list[Event]:
    """Sort events of one command by article: their order among articles is that of answers that cross."""
    return sorted(events, key=lambda event: (event.at, event.url))


class Schedule:
    """When each article is due, by the rule that docs/operators.md states: after half of its age, 12 h to 180 days.

    What a listing leaves out is due at once, and what could not be read after half of the time for which it was not.
    """

    def __init__(self, replica: LivingReplica, events: list[Event]) -> None:
        self.replica = replica
        self.due_at: dict[str, datetime] = {}
        self._read_at: dict[str, datetime] = {}
        """When each address last showed its article."""
        self._gone: set[str] = set()
        """Addresses that were not there when they were last asked for."""
        self._events = [event for event in events if event.kind in {"gone", "returned"}]

    def leave_out(self, urls: set[str], moment: datetime) -> None:
        """Note at a crawl that a listing shows addresses no more; of what is known to be gone that is no news."""
        for url in map(self.replica.canonical, urls - self._gone):
            if url in self.due_at:
                self.due_at[url] = moment

    def due(self, moment: datetime) -> set[str]:
        """Return what is due, by canonical address."""
        return {url for url, due_at in self.due_at.items() if due_at <= moment}

    def note(self, visit: Visit) -> None:
        """Note that an article was requested."""
        url, sight = self.replica.canonical(visit.url), self.replica.sight(visit.url, visit.at)
        if sight is None:
            self._put_off(url, visit)
            return
        if isinstance(sight, Evidence) and url not in self.due_at:
            return
        (self._gone.add if isinstance(sight, Evidence) else self._gone.discard)(visit.url)
        if not isinstance(sight, Evidence):
            self._read_at[visit.url] = visit.at
        self.due_at[url] = visit.at + self._by_age(url, visit.at)

    def _put_off(self, url: str, visit: Visit) -> None:
        if visit.url not in self._read_at:
            return
        wait = min(_wait(visit.at - self._read_at[visit.url]), timedelta(days=7), self._by_age(url, visit.at))
        if not visit.at < self.due_at[url] < visit.at + wait:
            self.due_at[url] = visit.at + wait

    def _by_age(self, url: str, moment: datetime) -> timedelta:
        return _wait(moment - (self._gone_at(url, moment) or self._published_at(url)))

    def _published_at(self, url: str) -> datetime:
        return datetime.fromisoformat(str(self.replica.expected(url).published_at))

    def _gone_at(self, url: str, moment: datetime) -> datetime | None:
        last = [event for event in self._events if event.url == url and event.at <= moment][-1:]
        return next((event.at for event in last if event.kind == "gone"), None)


def _wait(age: timedelta) -> timedelta:
    return min(max(age / 2, timedelta(hours=12)), timedelta(days=180))


class Shown:
    """What the listings have shown: it says which articles they leave out."""

    def __init__(self, replica: LivingReplica) -> None:
        self.replica = replica
        self._of: dict[str, set[str]] = defaultdict(set)

    def left_out(self, section: str, pages: set[int], moment: datetime) -> set[str]:
        """Return what was between two articles that some pages still show, and is listed no more."""
        listed = self.replica.listing(section, moment)
        order = {url: at for at, url in enumerate(self.replica.truth_listing(section))}
        missing = self._of[section] - set(listed)
        left_out: set[str] = set()
        for first in (page for page in sorted(pages) if page - 1 not in pages):
            last = next(page for page in count(first) if page + 1 not in pages)
            shown = listed[PER_PAGE * first : PER_PAGE * (last + 1)]
            kept = [order[url] for url in shown if url in self._of[section]]
            if kept:
                top = kept[0] if first else -1
                left_out |= {url for url in missing if top < order[url] < kept[-1]}
            self._of[section] |= set(shown)
        self._of[section] -= left_out
        return left_out


def check_visits(replica: LivingReplica, runs: list[Command], schedule: Schedule) -> int:
    """Assert that each crawl has asked for what was listed, and each recheck for what was due and for nothing else.

    Return how many articles listings have left out.
    """
    asked: set[str] = set()
    shown, left_out = Shown(replica), 0
    for (command, moment), done in zip(moments(len(runs) // 2), runs, strict=True):
        found = done.visits
        if command == "recheck":
            rechecked = {replica.canonical(visit.url) for visit in found}
            assert schedule.due(moment - SLACK) <= rechecked <= schedule.due(moment + SLACK), moment
        asked |= {visit.url for visit in found}
        assert command == "recheck" or replica.listed(moment) <= asked, moment
        for visit in found:
            schedule.note(visit)
        for section, pages in done.listings.items():
            missing = shown.left_out(section, pages, moment)
            schedule.leave_out(missing, moment)
            left_out += len(missing)
    return left_out


def check_days(folder: Path, *, size: int, seed: int, days: int) -> list[Event]:
    """Assert that an archive of some days holds what was to be seen, and asked when it should; return the events."""
    replica = LivingReplica(seed, size, begins=BEGINS, days=LEAD.days + days, per_page=PER_PAGE)
    with serve(replica) as site:
        runs = list(live(site, folder, days))
    visits = [visit for done in runs for visit in done.visits]
    expected, changes = list(seen(replica, visits)), list(logged(folder, replica, days))
    assert by_article(changes) == by_article(expected)
    assert [event.at for event in changes] == [event.at for event in expected]
    left_out = check_visits(replica, runs, Schedule(replica, expected))
    assert left_out
    verified = run(["verify", "--archive", str(folder)])
    assert verified.returncode == 0, verified.stdout
    befallen = sum(one.at <= replica.now for one in replica.timeline.happenings)
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(event.kind for event in expected).most_common())
    seen_by = f"{len(visits)} visits, {left_out} left out of listings"
    print(f"{days} days, {befallen} happenings, {seen_by}: {len(expected)} changes as seen ({kinds})")
    return expected


def test_some_days_are_logged_as_they_could_be_seen(tmp_path: Path) -> None:
    assert {event.kind for event in check_days(tmp_path, size=80, seed=2, days=5)} >= {"added", "edited", "gone"}


@pytest.mark.figures
def test_sixty_days_are_logged_as_they_could_be_seen(tmp_path: Path) -> None:
    events = check_days(tmp_path, size=240, seed=1, days=60)
    assert {event.kind for event in events} == {"added", "completed", "edited", "gone", "returned", "merged"}
