"""One run: it owns the archive, counts what becomes of each item, and ends with a record and a verdict."""

from __future__ import annotations

import asyncio
import logging
import signal as os_signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from types import FrameType
from typing import Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from linfen_crawler.addon import options_of
from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.clock import Clock
from linfen_crawler.errors import ArchiveError, ExitCode, LinfenError, said_of
from linfen_crawler.ingest.provenance import file_of
from linfen_crawler.items import Failure, Item
from linfen_crawler.monitors import View, past_runs, watch
from linfen_crawler.options import Options, about
from linfen_crawler.pace import Pacer
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.tally import beside, detail_of, exemplified, outcome_of, subject_of
from linfen_crawler.verdict import Early, Judgement, judge

logger = logging.getLogger(__name__)

_PREFIX = "linfen/"
_GRACE_S = 5.0
"""Seconds for which a run that was told to stop waits for the answers to what it has asked."""
_AFTERWARDS_S = 0.1
"""Seconds after its last signal at which an item no longer counts as being processed."""


class StopSignal:
    """The signal that stops a run, noted when it arrives; Scrapy's own handler then stops the run."""

    def __init__(self) -> None:
        self.number = 0
        """0 while none has arrived."""
        self.then: Callable[[], object] = int
        """Called when one arrives, between any two instructions of the program."""

    def watch(self) -> None:
        """Install handlers that run before Scrapy's, including those that it has set since the last call."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (os_signal.SIGINT, os_signal.SIGTERM):
            handler = os_signal.getsignal(number)
            if callable(handler):
                os_signal.signal(number, self._noting(cast("Callable[[int, FrameType | None], object]", handler)))

    def _noting(self, handler: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], None]:
        def note(number: int, frame: FrameType | None) -> None:
            self.number = number
            self.then()
            handler(number, frame)

        return note


class RunStep:
    """Base of the pipeline's steps that query the archive: they share the run that holds it."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step with the archive that the run has opened."""
        return cls(Run.of(crawler))


class Run:
    """The extension that owns the archive while a spider runs."""

    def __init__(
        self,
        crawler: Crawler,
        options: Options,
        archive: ArchiveWriter,
        stopped_by: StopSignal | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._crawler = crawler
        self.options = options
        self.archive = archive
        self.storage_error: str | None = None
        """Why the archive can no longer be written."""
        self.judgement: Judgement | None = None
        """The verdict, once the run has ended."""
        self._example: dict[str, str] = {}
        """The first page of each layout and nature, and of each part that is missing or was found by its label."""
        self._unsettled: list[tuple[str, int]] = []
        """Counts of the open transaction."""
        self._blocked: str | None = None
        self.failure: str | None = None
        """Why the run has failed, if the spider says so."""
        self.remarks: list[str] = []
        """What a spider finds suspect, in sentences."""
        self._stopped_by = stopped_by or StopSignal()
        self._clock = clock
        """``None`` where nothing that is stored is dated by this machine's clock."""
        self._began = monotonic()
        self.pacer = Pacer(options, stop=self._end_early)
        self._early: str | None = None
        """Why the run ends before its work is done, though nothing is broken."""
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the archive's lock and begin the run's record.

        Raises :class:`~linfen_crawler.errors.LinfenError` for bad settings, for an archive that cannot be opened, and
        for a clock that contradicts the archive where the site is not asked.
        """
        stopped_by = StopSignal()
        stopped_by.watch()
        options = options_of(crawler.settings)
        writer = getattr(crawler.spidercls, "writer", ArchiveWriter)
        archive: ArchiveWriter = writer.open(options.archive)
        try:
            clock = _clock_of(crawler, options, archive)
            archive.note_reader(PARSER_VERSION)
            archive.begin_run(
                crawler.spidercls.name,
                getattr(crawler.spider, "arguments", {}) | {"site_url": options.site.asked_at},
                warc_bytes=options.warc_bytes,
                about=about(options),
                replica=crawler.settings.get("LINFEN_REPLICA"),
            )
        except LinfenError:
            archive.close()
            raise
        except (sqlite3.Error, OSError) as error:
            archive.close()
            raise ArchiveError(f"{options.archive} cannot be written: {said_of(error)}") from error
        for damage in archive.damages:
            logger.error("%s", damage)
        run = cls(crawler, options, archive, stopped_by, clock)
        for handler, signal in (
            (run._begin, signals.engine_started),
            (run._count_error, signals.item_error),
            *((run._item_has_ended, one) for one in (signals.item_scraped, signals.item_dropped, signals.item_error)),
            (run._finish, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)
        return run

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the run of a crawler.

        Raises :class:`LinfenError` if the extension is switched off.
        """
        run = crawler.get_extension(cls)
        if run is None:
            raise LinfenError("the extension linfen_crawler.run.Run is off: nothing can be archived without it")
        return run

    @property
    def objection(self) -> str | None:
        """Why nothing more may be stored; ``None`` while nothing speaks against it."""
        return self.storage_error or (self._clock.fault if self._clock else None)

    @property
    def is_ending(self) -> bool:
        """Whether the run was stopped because nothing more may be stored."""
        return self._closing is not None

    def hear(self, now: datetime, date: Sequence[bytes], age: Sequence[bytes]) -> None:
        """Compare this machine's clock with an answer of the site; if that proves it wrong, stop the run."""
        if self._clock is not None:
            self._clock.hear(now, date, age)
            if self._clock.proof is not None:
                self.stop("clock", self._clock.proof)

    def _begin(self) -> None:
        """Listen for signals: the run then ends within seconds, whatever the site does."""
        loop = asyncio.get_running_loop()
        self._stopped_by.then = lambda: loop.call_soon_threadsafe(partial(self.pacer.end, within_s=_GRACE_S))
        self._stopped_by.watch()

    def _end_early(self, why: Early, said: str) -> None:
        """Close the spider, because no more requests may be sent; what has arrived is stored."""
        self._early = said
        self.stop(why, said, level=logging.INFO)

    def stop(self, why: str, said: str, *, level: int = logging.ERROR) -> None:
        """Close the spider, because nothing more may be stored: what cannot be stored must not be fetched."""
        if self._closing is None:
            logger.log(level, "%s: stopping the run", said)
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=why))

    def count(self, item: Item, outcome: str) -> None:
        """Count and log what became of an item; :meth:`settle_counts` makes it permanent once it is committed."""
        subject, counted = subject_of(item), outcome_of(item, outcome)
        if item.entry is not None:
            # What an earlier run read says nothing about this one.
            self._add("taken_up")
            logger.debug("taken up %s %s", counted, item.url)
            return
        self._add(f"{subject}/{counted}")
        self.count_foreign(item, f"{subject}/{counted}")
        for name, number in beside(item, subject, outcome):
            self._add(name, number)
        for name in exemplified(item, subject, counted):
            self._example.setdefault(name, item.url)
        if isinstance(item, Failure) and item.is_site_wide:
            self._blocked = item.reason
        logger.info("%s %s%s", counted, item.url, detail_of(item, outcome))

    def count_foreign(self, item: Item, what: str) -> None:
        """Also count what became of foreign captures by the file that they were copied from."""
        provenance = item.captures[0].provenance if item.captures else None
        if provenance is not None:
            self._add(f"file/{file_of(provenance)}/{what}")

    def _add(self, name: str, number: int = 1) -> None:
        self._unsettled.append((name, number))

    def settle_counts(self) -> None:
        """Move what was counted since the last call into the run's counters, because it is committed."""
        for name, number in self._unsettled:
            self._crawler.stats.inc_value(f"{_PREFIX}{name}", number)
        self._unsettled.clear()

    def drop_counts(self) -> None:
        """Drop what was counted since then, because it was rolled back."""
        self._unsettled.clear()

    def pass_over(self, item: Item, why: str) -> None:
        """Count a foreign capture that is not kept, also by its file, like other records that are passed over."""
        if item.captures and item.captures[0].provenance is not None:
            self._add(f"passed/{why}")
            self.count_foreign(item, f"passed/{why}")

    @property
    def exit_code(self) -> int:
        """The run's exit status; a second signal ends it before it can be judged."""
        if self.judgement is not None:
            return self.judgement.exit_code
        number = self._stopped_by.number
        return int(ExitCode.SIGNAL) + number if number else int(ExitCode.FAILED)

    def counters(self) -> dict[str, int]:
        """Return the counts so far, by subject and outcome."""
        stats = self._crawler.stats.get_stats()
        ours = {name.removeprefix(_PREFIX): value for name, value in stats.items() if name.startswith(_PREFIX)}
        return dict(sorted(ours.items()))

    def _count_error(self) -> None:
        self._crawler.stats.inc_value(f"{_PREFIX}pipeline/error")

    def _item_has_ended(self) -> None:
        asyncio.get_running_loop().call_later(_AFTERWARDS_S, self._let_close)

    def _let_close(self) -> None:
        """Let the spider close after its last item: Scrapy checks after each response, and ``start()`` has none."""
        slot = self._crawler.engine.scraper.slot
        if slot is not None and slot.closing is not None and not slot.closing.called and slot.is_idle():
            slot.closing.callback(cast("Spider", self._crawler.spider))

    def _finish(self, reason: str) -> None:
        """Judge the run, write its record, and release the archive."""
        counters = self.counters()
        stats = self._crawler.stats
        totals = {
            "requests": stats.get_value("downloader/request_count", 0),
            "response_bytes": stats.get_value("downloader/response_bytes", 0),
        }
        self.remarks.extend(self._watch(counters, requests=totals["requests"]))
        self.judgement = self._judge(counters, reason)
        try:
            self.archive.finish_run(
                verdict=self.judgement.verdict, reasons=list(self.judgement.reasons), counters={**counters, **totals}
            )
        except (sqlite3.Error, OSError) as error:
            self.storage_error = self.storage_error or f"{type(error).__name__}: {said_of(error)}"
            self.judgement = self._judge(counters, reason)
        finally:
            self.archive.close()
        logger.info("verdict %s: %s", self.judgement.verdict, "; ".join(self.judgement.reasons))

    def _watch(self, counters: dict[str, int], *, requests: int) -> list[str]:
        """Return what makes a run that asks the site suspect beside those before it."""
        if self.storage_error is not None or not getattr(self._crawler.spidercls, "asks_site", True):
            return []
        try:
            with Archive.open(self.options.archive) as archive:
                return watch(
                    View(
                        options=self.options,
                        archive=archive,
                        past=past_runs(archive, self._crawler.spidercls.name, before=self.archive.run_id),
                        counters=counters,
                        requests=requests,
                        seconds=monotonic() - self._began,
                        now=datetime.now(UTC),
                    )
                )
        except ArchiveError as error:
            logger.warning("the run cannot be held against those before it: %s", error)
            return []

    def _judge(self, counters: dict[str, int], reason: str) -> Judgement:
        clock = self._clock
        return judge(
            counters,
            finish_reason=reason,
            signal=self._stopped_by.number,
            storage_error=self.storage_error,
            blocked=self._blocked,
            failure=self.failure or (clock.fault if clock else None),
            early=self._early,
            damages=[*self.archive.damages, *self.remarks, *(clock.remarks() if clock else ())],
            examples=self._example,
        )


def _clock_of(crawler: Crawler, options: Options, archive: ArchiveWriter) -> Clock | None:
    """Return this machine's clock as the archive confirms or contradicts it; ``None`` where nothing is dated by it.

    Raises :class:`~linfen_crawler.clock.ClockError` if it is contradicted, and the spider does not ask the site.
    """
    if not getattr(crawler.spidercls, "dates", True):
        return None
    latest = archive.last_written()
    clock = Clock(
        now=datetime.now(UTC),
        latest=None if latest is None else datetime.fromisoformat(latest),
        trusted=options.trust_clock,
    )
    if not getattr(crawler.spidercls, "asks_site", True):
        clock.check()
    return clock
