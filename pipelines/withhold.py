"""Keep nothing of what was taken down, under whatever address it comes again."""

from __future__ import annotations

from linfen_crawler.items import Article, NoPage, Skip
from linfen_crawler.run import RunStep
from linfen_crawler.urls import kind_of
from pipelines.validate import fault


class Withhold(RunStep):
    """Make of what was taken down a note that it came: its bytes never reach the archive."""

    def process_item(self, item: object) -> object:
        """Return the item, or the note in its place; what is read again of the journal was kept lawfully then."""
        if not isinstance(item, Article | NoPage) or item.entry is not None:
            return item
        archive = self._run.archive
        reason = (
            archive.withholds(item, is_sound=fault(item) is None)
            if isinstance(item, Article)
            else archive.forbids(item.url)
        )
        if reason is None:
            return item
        self._run.pass_over(item, "taken down")
        return Skip(url=item.url, kind=kind_of(item.url), reason=reason)
