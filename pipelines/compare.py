"""Give an article the state that it is compared with, where another version of the reader has read that."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from linfen_crawler.archive import Archive
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, RawArticle
from linfen_crawler.normalising import normalise
from linfen_crawler.replay import decoder, read_pages, site_of
from linfen_crawler.run import Run
from pipelines.validate import fault

logger = logging.getLogger(__name__)


class Compare:
    """Read an archived state again from its bytes, so that a newer reader's work is not taken for the site's.

    Each article needs that once after an upgrade: from then on its state is this version's.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._run = Run.of(crawler)
        self._respond = decoder(crawler)
        self._archive: Archive | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step with the archive that the run has opened."""
        return cls(crawler)

    def close_spider(self) -> None:
        """Release the archive."""
        if self._archive is not None:
            self._archive.close()

    def process_item(self, item: object) -> object:
        """Return the item, an article with the archived state as this version reads it."""
        return replace(item, before=self._before(item)) if isinstance(item, Article) else item

    def _before(self, item: Article) -> Article | None:
        """Return the archived state; ``None`` if this version has read it, or its bytes give none any more."""
        known = self._run.archive.read_by_another(item)
        if known is None:
            return None
        if self._archive is None:
            # What another version has read is committed: an earlier run did it.
            self._archive = Archive.open(self._run.options.archive)
        try:
            pages = [(url, self._archive.capture(capture_id)) for url, capture_id in known.parts]
        except ArchiveDamagedError as error:
            logger.warning("what %s said before cannot be read again: %s", known.url, error)
            return None
        if any(capture.is_forgotten for _, capture in pages):
            return None
        read = read_pages(pages, site_of(self._archive, known.run_id), self._respond)
        if not isinstance(read, RawArticle):
            return None
        is_whole = len(read.parts) == len(known.parts)
        before = normalise(replace(read, complete=read.complete and is_whole))
        if fault(before) is not None:
            return None
        return replace(
            before,
            text_sha256=text_sha256(before),
            content_sha256=content_sha256(before),
            similar_to=self._run.archive.similar_to(before),
        )
