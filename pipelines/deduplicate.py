"""Find out which articles of the archive carry the same text."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article
from linfen_crawler.run import Run


class Deduplicate:
    """Fingerprint each article and name those with the same text; the archive makes them one."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step on the archive that the run holds."""
        return cls(Run.of(crawler))

    def process_item(self, item: object) -> object:
        """Return the item, an article with its fingerprints."""
        if not isinstance(item, Article):
            return item
        item = replace(
            item,
            text_sha256=text_sha256(title=item.title, body=item.body, images=item.images),
            content_sha256=content_sha256(item),
        )
        days = self._run.options.same_text_days
        return replace(item, same_text_as=self._run.archive.same_text(item, within_days=days))
