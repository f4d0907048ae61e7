"""Turn the strings of a page into an article as the archive keeps it."""

from __future__ import annotations

from linfen_crawler.items import RawArticle
from linfen_crawler.normalising import normalise

__all__ = ["Normalise", "normalise"]


class Normalise:
    """Make an :class:`~linfen_crawler.items.Article` of each raw one; other items pass."""

    def process_item(self, item: object) -> object:
        """Return the normalised item."""
        return normalise(item) if isinstance(item, RawArticle) else item
