"""One run: it holds the archive, counts what becomes of each item, and ends with a record and a verdict."""

from __future__ import annotations

import asyncio
import logging
import signal as os_signal
import sqlite3
import threading
from collections.abc import Callable
from types import FrameType
from typing import Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from linfen_crawler.addon import options_of
from linfen_crawler.archive import ArchiveWriter
from linfen_crawler.errors import ArchiveError, ExitCode, LinfenError
from linfen_crawler.images import ImageFile
from linfen_crawler.ingest.provenance import file_of
from linfen_crawler.items import Absence, Article, Failure, Item, Kind, Links, Listing, Menu, Mirror, Refusal, Skip
from linfen_crawler.options import Options, about
from linfen_crawler.rewrites import Takedown
from linfen_crawler.verdict import IMAGE, IMAGE_LOST, Judgement, judge

logger = logging.getLogger(__name__)

_PREFIX = "linfen/"
_AFTERWARDS_S = 0.1
"""So long after its last signal an item is no longer counted as being processed."""
_EXPECTED = ("published_at", "section_name")
"""Fields that every page seen has: without them a template has changed."""


class StopSignal:
    """The signal that stops a run, noted as it comes; Scrapy's own handler then does the stopping."""

    def __init__(self) -> None:
        self.number = 0
        """0 while none has come."""

    def watch(self) -> None:
        """Stand before Scrapy's handlers, also those that it has only set since the last call."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (os_signal.SIGINT, os_signal.SIGTERM):
            handler = os_signal.getsignal(number)
            if callable(handler):
                os_signal.signal(number, self._noting(cast("Callable[[int, FrameType | None], object]", handler)))

    def _noting(self, handler: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], None]:
        def note(number: int, frame: FrameType | None) -> None:
            self.number = number
            handler(number, frame)

        return note


class Run:
    """The extension that owns the archive while a spider runs."""

    def __init__(
        self, crawler: Crawler, options: Options, archive: ArchiveWriter, stopped_by: StopSignal | None = None
    ) -> None:
        self._crawler = crawler
        self.options = options
        self.archive = archive
        self.storage_error: str | None = None
        """Why the archive could not be written any more."""
        self.judgement: Judgement | None = None
        """The verdict, once the run has ended."""
        self._example: dict[str, str] = {}
        """The first page of each layout and nature, and of each part that is missing or told by labels."""
        self._blocked: str | None = None
        self.failure: str | None = None
        """Why the run has failed, where the spider says so."""
        self.remarks: list[str] = []
        """What a spider found suspect, in sentences."""
        self._stopped_by = stopped_by or StopSignal()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the archive's lock and begin the run's record.

        Raises :class:`~linfen_crawler.errors.LinfenError` for bad settings and for an archive that cannot be had.
        """
        stopped_by = StopSignal()
        stopped_by.watch()
        options = options_of(crawler.settings)
        writer = getattr(crawler.spidercls, "writer", ArchiveWriter)
        archive: ArchiveWriter = writer.open(options.archive)
        try:
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
            raise ArchiveError(f"{options.archive} cannot be written: {error}") from error
        run = cls(crawler, options, archive, stopped_by)
        for handler, signal in (
            (stopped_by.watch, signals.engine_started),
            (run._count_error, signals.item_error),
            *((run._item_has_ended, one) for one in (signals.item_scraped, signals.item_dropped, signals.item_error)),
            (run._finish, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)
        return run

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the run of a crawler.

        Raises :class:`LinfenError` where the extension is switched off.
        """
        run = crawler.get_extension(cls)
        if run is None:
            raise LinfenError("the extension linfen_crawler.run.Run is off: nothing can be archived without it")
        return run

    def count(self, item: Item, outcome: str) -> None:
        """Count and log what became of an item."""
        subject, counted = _subject(item), _outcome(item, outcome)
        if item.entry is not None:
            # What an earlier run read says nothing of this one.
            self._crawler.stats.inc_value(f"{_PREFIX}taken_up")
            logger.debug("taken up %s %s", counted, item.url)
            return
        self._crawler.stats.inc_value(f"{_PREFIX}{subject}/{counted}")
        self.count_foreign(item, f"{subject}/{counted}")
        if isinstance(item, Article):
            self._crawler.stats.inc_value(f"{_PREFIX}layout/{item.layout}")
            self._example.setdefault(item.layout, item.url)
            missing = [name for name in _EXPECTED if not getattr(item, name)]
            for name in (*(f"missing/{one}" for one in missing), *(f"labels/{one}" for one in item.found_by_labels)):
                self._crawler.stats.inc_value(f"{_PREFIX}{name}")
                self._example.setdefault(name, item.url)
        if subject == IMAGE and counted in IMAGE_LOST:
            self._example.setdefault(IMAGE, item.url)
        if isinstance(item, Refusal) and subject == IMAGE:
            self._crawler.stats.inc_value(f"{_PREFIX}image_refused/{item.reason}")
        if isinstance(item, Refusal) and item.nature is not None:
            self._crawler.stats.inc_value(f"{_PREFIX}nature/{item.nature}")
            self._example.setdefault(item.nature, item.url)
        if isinstance(item, Links):
            self._crawler.stats.inc_value(f"{_PREFIX}links/new", int(outcome.partition(" ")[0]))
        if isinstance(item, Listing):
            self._crawler.stats.inc_value(f"{_PREFIX}listing/links", len(item.links))
            if item.page == 0 and not any(link.kind in {Kind.ARTICLE, Kind.PART} for link in item.links):
                self._crawler.stats.inc_value(f"{_PREFIX}listing/without_articles")
        if isinstance(item, Failure) and item.is_site_wide:
            self._blocked = item.reason
        logger.info("%s %s%s", counted, item.url, _detail(item, outcome))

    def count_foreign(self, item: Item, what: str) -> None:
        """Count what became of what others captured by the file that it was copied from, too."""
        provenance = item.captures[0].provenance if item.captures else None
        if provenance is not None:
            self._crawler.stats.inc_value(f"{_PREFIX}file/{file_of(provenance)}/{what}")

    @property
    def exit_code(self) -> int:
        """How the run ended, as an exit status; a second signal ends it before it can be judged."""
        if self.judgement is not None:
            return self.judgement.exit_code
        number = self._stopped_by.number
        return int(ExitCode.SIGNAL) + number if number else int(ExitCode.FAILED)

    def counters(self) -> dict[str, int]:
        """Return what was counted so far, by subject and outcome."""
        stats = self._crawler.stats.get_stats()
        ours = {name.removeprefix(_PREFIX): value for name, value in stats.items() if name.startswith(_PREFIX)}
        return dict(sorted(ours.items()))

    def _count_error(self) -> None:
        self._crawler.stats.inc_value(f"{_PREFIX}pipeline/error")

    def _item_has_ended(self) -> None:
        asyncio.get_running_loop().call_later(_AFTERWARDS_S, self._let_close)

    def _let_close(self) -> None:
        """Let the spider close behind its last item: Scrapy looks behind each response, and ``start()`` has none."""
        slot = self._crawler.engine.scraper.slot
        if slot is not None and slot.closing is not None and not slot.closing.called and slot.is_idle():
            slot.closing.callback(cast("Spider", self._crawler.spider))

    def _finish(self, reason: str) -> None:
        """Judge the run, write its record, and let go of the archive."""
        counters = self.counters()
        self.judgement = self._judge(counters, reason)
        stats = self._crawler.stats
        totals = {
            "requests": stats.get_value("downloader/request_count", 0),
            "response_bytes": stats.get_value("downloader/response_bytes", 0),
        }
        try:
            self.archive.finish_run(
                verdict=self.judgement.verdict, reasons=list(self.judgement.reasons), counters={**counters, **totals}
            )
        except (sqlite3.Error, OSError) as error:
            self.storage_error = self.storage_error or f"{type(error).__name__}: {error}"
            self.judgement = self._judge(counters, reason)
        finally:
            self.archive.close()
        logger.info("verdict %s: %s", self.judgement.verdict, "; ".join(self.judgement.reasons))

    def _judge(self, counters: dict[str, int], reason: str) -> Judgement:
        return judge(
            counters,
            finish_reason=reason,
            signal=self._stopped_by.number,
            storage_error=self.storage_error,
            blocked=self._blocked,
            failure=self.failure,
            damages=[*self.archive.damages, *self.remarks],
            examples=self._example,
        )


def _subject(item: Item) -> str:
    """Return what an item is about: ``article`` for its later pages too."""
    match item:
        case Article():
            return "article"
        case Mirror():
            return "mirror"
        case Listing():
            return "listing"
        case Menu():
            return "home"
        case Links():
            return "links"
        case Takedown():
            return "takedown"
        case ImageFile():
            return IMAGE
        case Absence(kind=kind) | Refusal(kind=kind) | Skip(kind=kind) | Failure(kind=kind):
            return "article" if kind is Kind.ARTICLE else str(kind)
    return "other"


def _outcome(item: Item, stored: str) -> str:
    match item:
        case Article() | Mirror() | ImageFile():
            return stored
        case Absence(ends_sweep=end) if end is not None:
            return "end"
        case Absence(kind=Kind.LISTING):
            return "section_gone"
        case Absence():
            return stored.replace(" ", "_")
        case Refusal():
            return "refused"
        case Skip():
            return "skipped" if item.may_change or item.kind is not Kind.IMAGE else "passed"
        case Failure():
            return "failed"
    return "read"


def _detail(item: Item, stored: str) -> str:
    """Return what a log line adds to outcome and address."""
    match item:
        case Article():
            return f" ({item.published_at or 'no date'}, {item.title})"
        case Mirror(copy_of=copied) if copied is not None:
            return f" (article {copied.article_id}, score {copied.score})"
        case ImageFile():
            return f" ({item.media_type}, {len(item.body)} bytes)"
        case Listing():
            end = f", sweep ends: {item.ends_sweep}" if item.ends_sweep else ""
            return f" ({len(item.links)} links, {stored}{end})"
        case Menu() | Links():
            return f" ({len(item.links)} links, {stored})"
        case Absence():
            return f" ({item.evidence})"
        case Refusal() | Skip() | Failure():
            return f" ({item.reason})"
    return ""
