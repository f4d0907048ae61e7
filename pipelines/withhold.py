"""Keep nothing of what was taken down, under whatever address it comes again."""

from __future__ import annotations

from linfen_crawler.items import Article, Item, Mirror, NoPage, Skip
from linfen_crawler.run import RunStep
from linfen_crawler.urls import kind_of


class Withhold(RunStep):
    """Make of what was taken down a note that it came: its bytes never reach the archive."""

    def process_item(self, item: object) -> object:
        """Return the item, or the note in its place; what is read again of the journal was kept lawfully then."""
        if not isinstance(item, Article | Mirror | NoPage) or item.entry is not None:
            return item
        reason = self._reason(item)
        return item if reason is None else Skip(url=item.url, kind=kind_of(item.url), reason=reason)

    def _reason(self, item: Item) -> str | None:
        read = item.article if isinstance(item, Mirror) else item
        archive = self._run.archive
        if not isinstance(read, Article):
            return archive.forbids(item.url)
        led = (archive.forbids(url) for url in (*read.redirected_from, *(part.url for part in read.parts)))
        return archive.forbids(item.url, read.text_sha256) or next((one for one in led if one is not None), None)
