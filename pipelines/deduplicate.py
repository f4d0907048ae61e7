"""Find archived articles with the same text, or nearly the same."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from linfen_crawler.archive.mirrors import no_copy
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, Item, Mirror, Refusal
from linfen_crawler.kinds import Kind
from linfen_crawler.run import RunStep
from linfen_crawler.urls import is_on_site, original_of


class Deduplicate(RunStep):
    """Fingerprint each article and name those it resembles; the archive merges or links them."""

    def process_item(self, item: object) -> object:
        """Return the item: an article with fingerprints, or a foreign host's page as a mirror's or a refusal."""
        if not isinstance(item, Article):
            return item
        item = replace(
            item,
            text_sha256=text_sha256(item),
            content_sha256=content_sha256(item),
        )
        return self._compared(item) if is_on_site(item.url) else self._traced(item)

    def _compared(self, item: Article) -> Article:
        """Name the articles with the same text, and those with nearly the same."""
        return replace(item, same_text_as=self._same(item), similar_to=self._run.archive.similar_to(item))

    def _same(self, item: Article) -> tuple[int, ...]:
        """Name the articles with the same text; for a replayed item, those that were found the first time."""
        facts = item.entry.facts if item.entry is not None else {}
        if facts.get("text_sha256") == item.text_sha256:
            return tuple(cast("list[int]", facts["same_text_as"]))
        return self._run.archive.same_text(item, within_days=self._run.options.same_text_days)

    def _traced(self, item: Article) -> Item:
        """Trace a foreign host's page to its article; under an article's path, refuse all but copies of it."""
        page = Mirror(
            url=item.url, captures=item.captures, entry=item.entry, article=item, original=original_of(item.url)
        )
        copy_of = self._run.archive.original_of(page)
        if copy_of is None and page.original is not None and self._run.archive.holds(page.original):
            return Refusal(
                url=item.url,
                kind=Kind.OFFSITE,
                reason=no_copy(page.original),
                parser_version=item.parser_version,
                captures=item.captures,
                entry=item.entry,
            )
        return replace(page, copy_of=copy_of)
