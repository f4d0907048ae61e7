"""Say how far a run is: drawn on a terminal, and a line a minute in a log otherwise."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Self

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

from linfen_crawler.run import Run

logger = logging.getLogger(__name__)

_EVERY_S = 60.0
_LEAST_S = 10.0
"""After so many seconds a rate says something."""
_FAILED = ("failed", "refused", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a run is."""

    new: int
    """Articles archived that were not before."""
    known: int
    """Links on listings that led to nothing new, and articles that are as they were."""
    failed: int
    """Articles that could not be read."""
    taken_up: int
    """Entries of the journal that were read again."""
    requests: int
    queued: int
    """Requests that wait, or are under way."""
    seconds: float

    @classmethod
    def of(cls, crawler: Crawler, *, seconds: float) -> Standing:
        """Return how far a run is after so many seconds."""
        counters, stats = Run.of(crawler).counters(), crawler.stats
        new, seen = counters.get("article/added", 0), counters.get("article/seen", 0)
        failed = sum(counters.get(f"article/{name}", 0) for name in _FAILED)
        enqueued, dequeued = (stats.get_value(f"scheduler/{name}", 0) for name in ("enqueued", "dequeued"))
        return cls(
            new=new,
            known=max(counters.get("listing/links", 0) - new - failed, 0) + seen,
            failed=failed,
            taken_up=counters.get("taken_up", 0),
            requests=stats.get_value("downloader/request_count", 0),
            queued=max(enqueued - dequeued, 0) + len(crawler.engine.downloader.active),
            seconds=seconds,
        )

    @property
    def per_minute(self) -> float | None:
        """Requests a minute; ``None`` as long as that says nothing."""
        return 60 * self.requests / self.seconds if self.seconds >= _LEAST_S and self.requests else None

    @property
    def left(self) -> timedelta | None:
        """How long what waits will take at this rate; what it leads to is not known yet."""
        rate = self.per_minute
        return timedelta(seconds=round(60 * self.queued / rate)) if rate and self.queued else None

    def __str__(self) -> str:
        """Return it in words."""
        said = [f"{self.new} new", f"{self.known} known", f"{self.failed} failed"]
        if self.taken_up:
            said.insert(0, f"{self.taken_up} entries of the journal")
        if (rate := self.per_minute) is not None:
            said.append(f"{rate:.0f}/min")
        if self.queued:
            said.append(f"{self.queued} wait")
        if (left := self.left) is not None:
            said.append(f"{left} left")
        return ", ".join(said)


class _Watching:
    """Base of what says how far a run is."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._began = monotonic()

    def standing(self) -> Standing:
        """Return how far the run is."""
        return Standing.of(self._crawler, seconds=monotonic() - self._began)


class ProgressBar(_Watching):
    """Draw how far the run is while the spider runs; log lines scroll above."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("crawling", total=None)
        self._handler = RichHandler(console=console, show_path=False, level=logging.WARNING)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the bar, if ``LINFEN_PROGRESS`` is on and there is a terminal to draw on."""
        if not crawler.settings.getbool("LINFEN_PROGRESS") or not sys.stderr.isatty():
            raise NotConfigured
        bar = cls(crawler)
        crawler.signals.connect(bar.begin, signals.spider_opened)
        crawler.signals.connect(bar.draw, signals.item_scraped)
        crawler.signals.connect(bar.end, signals.spider_closed)
        return bar

    def begin(self) -> None:
        """Start drawing."""
        logging.getLogger().addHandler(self._handler)
        self._progress.start()

    def draw(self) -> None:
        """Draw the counts as they are."""
        self._progress.update(self._task, description=f"crawling: {self.standing()}")

    def end(self) -> None:
        """Leave the terminal as it was."""
        self._progress.stop()
        logging.getLogger().removeHandler(self._handler)


class ProgressLog(_Watching):
    """Log how far the run is, each minute."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._each_minute: AsyncioLoopingCall | LoopingCall = create_looping_call(self.log)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the log, unless a bar is drawn."""
        if crawler.settings.getbool("LINFEN_PROGRESS") and sys.stderr.isatty():
            raise NotConfigured
        log = cls(crawler)
        crawler.signals.connect(log.begin, signals.spider_opened)
        crawler.signals.connect(log.end, signals.spider_closed)
        return log

    def begin(self) -> None:
        """Log each minute from now on."""
        self._each_minute.start(_EVERY_S, now=False)

    def log(self) -> None:
        """Log how far the run is."""
        logger.info("so far %s", self.standing())

    def end(self) -> None:
        """Log no more."""
        if self._each_minute.running:
            self._each_minute.stop()
