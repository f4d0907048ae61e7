"""The archive in time: some days of a living replica, a crawl and a recheck each; what was to be seen is logged."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from harness import run

from linfen_crawler.archive import Archive
from linfen_crawler.items import Evidence
from linfen_crawler.replica import Event, LivingReplica, RunningReplica, Visit, seen, serve
from linfen_crawler.replica.calendar import CLOCK
from linfen_crawler.urls import SITE_URL, first_part

BEGINS = date(2021, 1, 10)
LEAD = timedelta(days=40)
"""The replica is as old when it is first crawled."""
SLACK = timedelta(minutes=3)
"""No command takes as long; what is due in such a time of it may be asked for or not."""


def moments(days: int) -> Iterator[tuple[str, datetime]]:
    """Yield the commands of so many days, each with its moment; no day is like another."""
    for day in range(days):
        midnight = datetime.combine(BEGINS + LEAD + timedelta(days=day), time(), CLOCK)
        for command, hour in (("crawl", 6), ("recheck", 19)):
            yield command, midnight + timedelta(hours=hour, seconds=Random(f"{day} {command}").randrange(3600))


def live(site: RunningReplica, folder: Path, days: int) -> Iterator[list[Visit]]:
    """Run a crawl and a recheck a day; yield the articles that the server was asked for by each."""
    assert isinstance(site.replica, LivingReplica)
    for command, moment in moments(days):
        site.replica.now = moment
        site.forget_requests()
        done = run([command, "--archive", str(folder), "--site-url", site.url], moment=moment)
        assert done.returncode in {0, 3}, done.stderr
        yield visits_of(site, moment)


def visits_of(site: RunningReplica, moment: datetime) -> list[Visit]:
    """Return which articles were asked for, in the order in which the last of their pages was."""
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
            yield Event(
                at=begun[bisect_right(begun, datetime.fromisoformat(str(row["at"]))) - 1],
                url=urls[row["article_id"]],
                kind=str(row["kind"]),
                fields=frozenset(json.loads(str(row["fields"]))),
                evidence=str(row["evidence"]).partition(": ")[0] if row["kind"] == "gone" else None,
            )


def by_article(events: list[Event]) -> list[Event]:
    """Sort events of one command by article: their order among articles is that of answers that cross."""
    return sorted(events, key=lambda event: (event.at, event.url))


class Schedule:
    """When each article is due, by the rule that docs/operators.md states: after half of its age, 12 h to 180 days."""

    def __init__(self, replica: LivingReplica, events: list[Event]) -> None:
        self.replica = replica
        self.due_at: dict[str, datetime] = {}
        self._events = [event for event in events if event.kind in {"gone", "returned"}]

    def due(self, moment: datetime) -> set[str]:
        """Return what is due, by canonical address."""
        return {url for url, due_at in self.due_at.items() if due_at <= moment}

    def note(self, visit: Visit) -> None:
        """Note that an article was asked for; one that could not be read stays due."""
        url, sight = self.replica.canonical(visit.url), self.replica.sight(visit.url, visit.at)
        if sight is None or (isinstance(sight, Evidence) and url not in self.due_at):
            return
        age = visit.at - (self._gone_at(url, visit.at) or self._published_at(url))
        self.due_at[url] = visit.at + min(max(age / 2, timedelta(hours=12)), timedelta(days=180))

    def _published_at(self, url: str) -> datetime:
        return datetime.fromisoformat(str(self.replica.expected(url).published_at))

    def _gone_at(self, url: str, moment: datetime) -> datetime | None:
        last = [event for event in self._events if event.url == url and event.at <= moment][-1:]
        return next((event.at for event in last if event.kind == "gone"), None)


def check_visits(replica: LivingReplica, runs: list[list[Visit]], schedule: Schedule) -> None:
    """Assert that each crawl has asked for what was listed, and each recheck for what was due and for nothing else."""
    asked: set[str] = set()
    for (command, moment), found in zip(moments(len(runs) // 2), runs, strict=True):
        if command == "recheck":
            rechecked = {replica.canonical(visit.url) for visit in found}
            assert schedule.due(moment - SLACK) <= rechecked <= schedule.due(moment + SLACK), moment
        asked |= {visit.url for visit in found}
        assert command == "recheck" or replica.listed(moment) <= asked, moment
        for visit in found:
            schedule.note(visit)


def check_days(folder: Path, *, size: int, seed: int, days: int) -> list[Event]:
    """Assert that an archive of some days holds what was to be seen, and asked when it should; return the events."""
    replica = LivingReplica(seed, size, begins=BEGINS, days=LEAD.days + days)
    with serve(replica) as site:
        runs = list(live(site, folder, days))
    visits = [visit for found in runs for visit in found]
    expected, changes = list(seen(replica, visits)), list(logged(folder, replica, days))
    assert by_article(changes) == by_article(expected)
    assert [event.at for event in changes] == [event.at for event in expected]
    check_visits(replica, runs, Schedule(replica, expected))
    verified = run(["verify", "--archive", str(folder)])
    assert verified.returncode == 0, verified.stdout
    befallen = sum(one.at <= replica.now for one in replica.timeline.happenings)
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(event.kind for event in expected).most_common())
    print(f"{days} days, {befallen} happenings, {len(visits)} visits: {len(expected)} changes as seen ({kinds})")
    return expected


def test_some_days_are_logged_as_they_could_be_seen(tmp_path: Path) -> None:
    assert {event.kind for event in check_days(tmp_path, size=80, seed=2, days=5)} >= {"added", "edited", "gone"}


@pytest.mark.figures
def test_sixty_days_are_logged_as_they_could_be_seen(tmp_path: Path) -> None:
    events = check_days(tmp_path, size=240, seed=1, days=60)
    assert {event.kind for event in events} == {"added", "completed", "edited", "gone", "returned", "merged"}
