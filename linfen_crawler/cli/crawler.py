"""Run a spider from ``linfen``: the same settings, spiders and pipelines as ``scrapy crawl``."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from linfen_crawler.archive import Archive
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.archive.unstored import Stretch, unread
from linfen_crawler.crawling import Ended, crawl
from linfen_crawler.errors import ExitCode, RebuildError
from linfen_crawler.raw import FOLDER


def run(
    spider: str,
    folder: Path,
    given: Mapping[str, object],
    arguments: Mapping[str, str],
    *,
    log_level: str | None = None,
) -> tuple[int, RunRecord | None]:
    """Run a spider and return its exit code and, where the run got as far as that, its record."""
    ended = _crawl(spider, given, arguments, log_level=log_level)
    if ended.run_id is None:
        return ended.exit_code, None
    with Archive.open(folder) as archive:
        return ended.exit_code, archive.run(ended.run_id)


def rebuild(
    source: Path,
    target: Path,
    *,
    up_to: int | None = None,
    without: Sequence[Stretch] = (),
    with_media: bool = False,
    log_level: str | None = None,
) -> list[str]:
    """Make a new database in a folder from another one's WARC files; return what is missing for it, in sentences.

    ``up_to`` is the last entry of the journal that is read, ``without`` are those before it that are not.
    ``with_media`` recreates the other one's image files where they are missing or damaged. Raises
    :class:`RebuildError` where it is interrupted, or has no room.
    """
    if with_media:
        (target / MEDIA).symlink_to((source / MEDIA).absolute(), target_is_directory=True)
    (target / FOLDER).symlink_to((source / FOLDER).absolute(), target_is_directory=True)
    stretches = ",".join(f"{first}-{last}" for first, last in without)
    arguments = {"up_to": "" if up_to is None else str(up_to), "without": stretches}
    ended = _crawl("rebuild", {"LINFEN_ARCHIVE": str(target)}, arguments, log_level=log_level or "WARNING")
    if ended.exit_code not in {ExitCode.OK, ExitCode.SUSPECT}:
        raise RebuildError(target, ended.exit_code)
    with Archive.open(target) as new:
        return [*ended.damages, *unread(new, up_to=up_to, without=without)]


def _crawl(spider: str, given: Mapping[str, object], arguments: Mapping[str, str], *, log_level: str | None) -> Ended:
    is_terminal = sys.stderr.isatty()
    settings = Settings()
    settings.setmodule("linfen_crawler.settings", priority="project")
    settings.setdict({name: value for name, value in given.items() if value is not None}, priority="cmdline")
    # On a terminal the progress bar says what a log line a page would bury.
    settings.set("LOG_LEVEL", log_level or ("WARNING" if is_terminal else "INFO"), priority="cmdline")
    settings.set("LINFEN_PROGRESS", is_terminal and log_level in {None, "WARNING"}, priority="cmdline")
    settings.set("LOG_FORMAT", "%(asctime)s %(levelname)s %(message)s", priority="cmdline")
    # Scrapy's banner comes while the process is made, which resets the levels of its loggers, but no filters.
    logging.getLogger("scrapy.utils.log").addFilter(lambda record: record.levelno >= logging.WARNING)
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    return crawl(process, process.create_crawler(spider), **{name: value for name, value in arguments.items() if value})
