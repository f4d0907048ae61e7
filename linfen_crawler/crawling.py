"""Run a spider to its end and report how it ended, for ``linfen`` and ``scrapy crawl`` alike."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import cast

from scrapy.crawler import AsyncCrawlerProcess, Crawler, CrawlerProcessBase

from linfen_crawler.errors import LinfenError
from linfen_crawler.run import Run


@dataclass(frozen=True, slots=True)
class Ended:
    """How a crawl ended."""

    exit_code: int
    run_id: int | None
    """The id of the run's record; ``None`` if none was begun."""
    damages: tuple[str, ...] = ()
    """What was found missing from the archive, in sentences."""


def crawl(process: CrawlerProcessBase, crawler: Crawler, **arguments: str) -> Ended:
    """Run a spider to its end; an error of this project is printed in one line.

    Raises any other error.
    """
    # Hold the task and ask for its result: an error that nobody retrieves is logged with a traceback.
    task = cast("AsyncCrawlerProcess", process).crawl(crawler, **arguments)
    process.start()
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, LinfenError):
        sys.stderr.write(f"linfen: {error}\n")
        return Ended(int(error.exit_code), None)
    if error is not None:
        raise error
    run = Run.of(crawler)
    return Ended(run.exit_code, run.archive.run_id, tuple(run.archive.damages))
