"""Find out which articles of the archive carry the same text, or nearly the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from linfen_crawler.archive.mirrors import no_copy
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, Item, Kind, Mirror, Refusal
from linfen_crawler.run import Run
from linfen_crawler.urls import is_on_site, original_of


class Deduplicate:
    """Fingerprint each article and name those it is like; the archive makes them one, or links them."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step on the archive that the run holds."""
        return cls(Run.of(crawler))

    def process_item(self, item: object) -> object:
        """Return the item: an article with its fingerprints, a foreign host's as a mirror's page or its refusal."""
        if not isinstance(item, Article):
            return item
        item = replace(
            item,
            text_sha256=text_sha256(title=item.title, body=item.body, images=item.images),
            content_sha256=content_sha256(item),
        )
        return self._compared(item) if is_on_site(item.url) else self._traced(item)

    def _compared(self, item: Article) -> Article:
        """Name the articles with the same text, and those with nearly the same."""
        archive, days = self._run.archive, self._run.options.same_text_days
        return replace(
            item, same_text_as=archive.same_text(item, within_days=days), similar_to=archive.similar_to(item)
        )

    def _traced(self, item: Article) -> Item:
        """Trace a foreign host's page to its article; under the path of one it must be its copy, or it is refused."""
        page = Mirror(url=item.url, captures=item.captures, article=item, original=original_of(item.url))
        copy_of = self._run.archive.original_of(page)
        if copy_of is None and page.original is not None and self._run.archive.holds(page.original):
            return Refusal(
                url=item.url,
                kind=Kind.OFFSITE,
                reason=no_copy(page.original),
                parser_version=item.parser_version,
                captures=item.captures,
            )
        return replace(page, copy_of=copy_of)
