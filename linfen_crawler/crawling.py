"""Run a spider to its end and report how it ended, for ``linfen`` and ``scrapy crawl`` alike."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import cast

from scrapy.crawler import AsyncCrawlerProcess, Crawler, CrawlerProcessBase

from linfen_crawler.addon import options_of
from linfen_crawler.alerts import News, tell
from linfen_crawler.errors import ArchiveLockedError, ConfigError, LinfenError
from linfen_crawler.run import Run
from linfen_crawler.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Ended:
    """How a crawl ended."""

    exit_code: int
    run_id: int | None
    """The id of the run's record; ``None`` if none was begun."""
    damages: tuple[str, ...] = ()
    """What was found missing from the archive, in sentences."""


def crawl(process: CrawlerProcessBase, crawler: Crawler, **arguments: str) -> Ended:
    """Run a spider to its end, and tell who is to be told; an error of this project is printed in one line.

    Raises any other error.
    """
    # Hold the task and ask for its result: an error that nobody retrieves is logged with a traceback.
    task = cast("AsyncCrawlerProcess", process).crawl(crawler, **arguments)
    process.start()
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None:
        _tell_failure(crawler, error)
    if isinstance(error, LinfenError):
        sys.stderr.write(f"linfen: {error}\n")
        return Ended(int(error.exit_code), None)
    if error is not None:
        raise error
    run = Run.of(crawler)
    if run.judgement is not None and run.judgement.verdict is not Verdict.INTERRUPTED:
        _tell(crawler, run.judgement.verdict, run.judgement.reasons)
    return Ended(run.exit_code, run.archive.run_id, tuple(run.archive.damages))


def _tell_failure(crawler: Crawler, error: BaseException) -> None:
    """Tell of a run that could not begin; that another one holds the archive is no news, nor what its caller sees."""
    if isinstance(error, LinfenError):
        if not isinstance(error, ArchiveLockedError | ConfigError):
            _tell(crawler, Verdict.FAILED, (str(error),))
    else:
        _tell(crawler, Verdict.FAILED, (f"this program failed ({type(error).__name__}): see the log",))


def _tell(crawler: Crawler, verdict: Verdict, reasons: tuple[str, ...]) -> None:
    """Tell of a spider that is called again and again; the crawl of a demo concerns nobody."""
    if getattr(crawler.spidercls, "asks_site", True) and not crawler.settings.get("LINFEN_REPLICA"):
        options = options_of(crawler.settings)
        command = getattr(crawler.spidercls, "command", crawler.spidercls.name)
        tell(options.archive, options.alert_urls, News(command=command, verdict=verdict, reasons=reasons))
