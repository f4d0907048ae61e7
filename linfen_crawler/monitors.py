"""Hold a run against this archive's own past: each monitor yields what makes it suspect, in sentences.

A monitor that breaks is logged, and breaks nothing else. What a run's own counters show is in
:mod:`~linfen_crawler.verdict`.
"""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import median

from linfen_crawler.archive import Archive
from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.archive.rhythm import Latest, days_by_section, latest_articles, longest_pause, silence_of
from linfen_crawler.history import SITE_ZONE
from linfen_crawler.items import GENERIC
from linfen_crawler.options import Options

logger = logging.getLogger(__name__)

_REMEMBERED = 50
"""Past runs that a run is held against."""
_LEAST_RUNS = 5
_LEAST_REQUESTS = 20
"""Requests of a run whose speed says something."""
_RECENT, _BEFORE = 20, 200
"""The articles published last are held against those published before them."""
_SIGMAS = 4.0
"""How far from the share before a share must be, in standard deviations of so small a sample."""
_YEAR = timedelta(days=400)
"""A rhythm has its holidays; each comes once in that time."""
_REGULAR_DAYS, _REGULAR_IN = 10, 30
"""A section that has published on so many of the last days on which the site did has a rhythm."""
_HOLIDAY = timedelta(days=10)
"""The longest time in which a newspaper may publish nothing at all."""
_WORDS = {
    "editor": "an editor",
    "copyright_notice": "a copyright notice",
    "source": "a source",
    "section_name": "the names of its sections",
    "credits": "a credit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A run that ends, and what came before it."""

    options: Options
    archive: Archive
    past: Sequence[RunRecord]
    """Runs of the same spider that ended by themselves, newest first."""
    counters: Mapping[str, int]
    requests: int
    seconds: float
    now: datetime
    """Aware."""


Monitor = Callable[[View], Iterator[str]]


def watch(view: View) -> list[str]:
    """Return what all monitors say."""
    said: list[str] = []
    for monitor in MONITORS:
        try:
            said.extend(monitor(view))
        # Whatever is wrong with a monitor, the run is none the worse for it.
        except Exception:
            logger.exception("the monitor %s failed", monitor.__name__)
    return said


def past_runs(archive: Archive, spider: str, *, before: int) -> list[RunRecord]:
    """Return the runs of a spider that ended by themselves, newest first."""
    found = (run for run in archive.last_runs(_REMEMBERED * 4) if run.spider == spider and run.id < before)
    return [run for run in found if run.verdict in {"ok", "suspect"}][:_REMEMBERED]


def free_space(view: View) -> Iterator[str]:
    """Notice that the disk will soon be full."""
    free, least = shutil.disk_usage(view.options.archive).free, view.options.min_free_bytes
    if free < least:
        yield f"{free / 1e9:.1f} GB are free for the archive, of at least {least / 1e9:.1f} GB (LINFEN_MIN_FREE_BYTES)"


def speed(view: View) -> Iterator[str]:
    """Notice that the site has become slow: that each request takes longer than in most runs before."""
    before = [_seconds_of(run) / requests for run in view.past if (requests := _requests_of(run)) >= _LEAST_REQUESTS]
    if view.requests < _LEAST_REQUESTS or len(before) < _LEAST_RUNS:
        return
    now_s, usual_s = view.seconds / view.requests, median(before)
    # Of very short times, a busy machine makes several times as much.
    if now_s > view.options.max_slowdown * usual_s and now_s - usual_s > 0.5:
        yield f"a request took {now_s:.1f} s on average, and {usual_s:.1f} s in most runs before"


def layouts(view: View) -> Iterator[str]:
    """Notice a layout that no run has met for long."""
    seen = Counter[str]()
    for run in view.past:
        seen.update({name: number for name, number in run.counters.items() if name.startswith("layout/")})
    if seen.total() < _BEFORE:
        return
    for name in sorted(name for name in view.counters if name.startswith("layout/") and name not in seen):
        if (layout := name.removeprefix("layout/")) != GENERIC:
            yield f"{view.counters[name]} articles have the layout {layout}, which none of the last {seen.total()} had"


def coverage(view: View) -> Iterator[str]:
    """Notice that the articles published last lack what those before them have, or are much shorter."""
    if not view.counters.get("article/added"):
        return
    found = latest_articles(view.archive, _RECENT + _BEFORE)
    recent, before = found[:_RECENT], found[_RECENT:]
    if len(before) < _BEFORE // 2:
        return
    for name, words in _WORDS.items():
        now, usual = _share(recent, name), _share(before, name)
        drop = max(view.options.max_coverage_drop, _SIGMAS * sqrt(usual * (1 - usual) / len(recent)))
        if usual - now > drop:
            example = next(one.url for one in recent if name not in one.fields)
            yield (
                f"{now:.0%} of the {len(recent)} articles published last have {words}, of those before {usual:.0%}; "
                f"one without is {example}: look at it with `linfen doctor --page`"
            )
    now_chars, usual_chars = (median(one.char_count for one in some) for some in (recent, before))
    if now_chars < usual_chars / 4:
        yield (
            f"the {len(recent)} articles published last have {now_chars:.0f} characters at the median, "
            f"and those before {usual_chars:.0f}, such as {recent[0].url}"
        )


def silence(view: View) -> Iterator[str]:
    """Notice that a section, or the whole site, has published nothing for longer than it ever did."""
    if not view.counters.get("listing/read") or len(view.past) < _LEAST_RUNS:
        return
    today = view.now.astimezone(SITE_ZONE).date()
    days = days_by_section(view.archive, since=today - _YEAR)
    site = sorted({day for own in days.values() for day in own if day <= today})
    if len(site) < _REGULAR_IN:
        return
    pause = today - site[-1]
    longest = longest_pause(site)
    if pause > max(_HOLIDAY, view.options.silence_factor * longest):
        yield f"the site has published nothing for {pause.days} days; before, its longest pause was {longest.days} days"
        return
    for section, own in sorted(days.items()):
        if _is_regular(own, site):
            found = silence_of([day for day in own if day <= today], site, today=today)
            if found.days > max(view.options.silence_factor * found.longest, found.longest + 2):
                yield (
                    f"{section} has published nothing on {found.days} days on which others did; "
                    f"before it never was more than {found.longest}"
                )


MONITORS: tuple[Monitor, ...] = (free_space, silence, coverage, layouts, speed)


def _share(articles: Sequence[Latest], field: str) -> float:
    return sum(field in one.fields for one in articles) / len(articles)


def _is_regular(own: Sequence[date], site: Sequence[date]) -> bool:
    """Tell whether a section has a rhythm: before it fell silent, it published on many of the site's days."""
    before = [day for day in site if own and day <= own[-1]][-_REGULAR_IN:]
    return len(before) == _REGULAR_IN and len(set(before) & set(own)) >= _REGULAR_DAYS


def _requests_of(run: RunRecord) -> int:
    return run.counters.get("requests", 0)


def _seconds_of(run: RunRecord) -> float:
    if run.finished_at is None:
        return 0.0
    return (datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)).total_seconds()
