"""Draw the progress of a crawl, on a terminal only."""

from __future__ import annotations

import logging
import sys
from typing import Self

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from linfen_crawler.run import Run
from linfen_crawler.verdict import articles_read


class ProgressBar:
    """Show articles, listings and what went wrong while the spider runs; log lines scroll above."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("crawling", total=None, counts="")
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
        counters = Run.of(self._crawler).counters()
        failed = sum(counters.get(f"article/{name}", 0) for name in ("failed", "refused", "gone"))
        counts = f"{articles_read(counters)} articles, {counters.get('listing/read', 0)} listings, {failed} not read"
        if taken_up := counters.get("taken_up"):
            counts = f"{taken_up} entries of the journal, {counts}"
        self._progress.update(self._task, counts=counts)

    def end(self) -> None:
        """Leave the terminal as it was."""
        self._progress.stop()
        logging.getLogger().removeHandler(self._handler)
