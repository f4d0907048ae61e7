"""Write each item into the archive, many in one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from linfen_crawler.errors import said_of
from linfen_crawler.items import Absence, Item, Listing
from linfen_crawler.run import Run

logger = logging.getLogger(__name__)

_FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What is raised if the archive cannot be written; the last comes from a damaged text in the database."""


class Keep:
    """Store items; commit when a batch is full or old, and when the spider must see the ledger."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run = Run.of(crawler)
        self._clock: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step with the archive that the run has opened."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Start committing at intervals."""
        self._clock = asyncio.get_running_loop().create_task(self._commit_by_time())

    async def close_spider(self) -> None:
        """Commit the rest."""
        if self._clock is not None:
            self._clock.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._clock
        self._commit()

    def process_item(self, item: object) -> object:
        """Store an item, count and log what became of it.

        Raises :class:`DropItem` once the archive cannot be written any more, or the clock is wrong by which the item
        would be dated: the run then ends. What an earlier run has read bears that run's times.
        """
        if not isinstance(item, Item):
            raise TypeError(f"the archive keeps no {type(item).__name__}")
        objection = self._run.storage_error if item.entry is not None else self._run.objection
        if objection is not None:
            self._run.stop("clock", objection)
            raise DropItem(f"not stored: {objection}")
        try:
            outcome = self._run.archive.store(item)
        except _FAULTS as error:
            self._stop(error)
            raise DropItem(f"not stored: {said_of(error)}") from error
        self._run.count(item, outcome)
        if self._run.archive.pending_items >= self._run.options.batch_items or _must_be_seen(item):
            self._commit()
        return item

    def _commit(self) -> None:
        try:
            self._run.archive.commit()
        except _FAULTS as error:
            self._run.drop_counts()
            self._stop(error)
        else:
            self._run.settle_counts()

    async def _commit_by_time(self) -> None:
        while True:
            await asyncio.sleep(self._run.options.batch_s)
            self._commit()

    def _stop(self, error: Exception) -> None:
        """Note why, and stop the run."""
        if self._run.storage_error is None:
            self._run.storage_error = f"{type(error).__name__}: {said_of(error)}"
            self._run.stop("storage", f"the archive cannot be written ({self._run.storage_error})")


def _must_be_seen(item: Item) -> bool:
    """Tell whether the spider's plan depends on what this item writes: a listing's links, a sweep's end, a retry."""
    is_end = isinstance(item, Absence) and item.ends_sweep is not None
    return isinstance(item, Listing) or is_end or item.entry is not None
