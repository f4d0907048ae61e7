"""Tell what was taken down when it comes again: by its address, by its path on a mirror, by its text or nearly so."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.mirrors import article_at, find_original
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.similar import text_of
from linfen_crawler.archive.takedowns import reason_of, reason_of_text
from linfen_crawler.archive.unstored import sketches_of
from linfen_crawler.fingerprint import text_sha256
from linfen_crawler.items import Article, Mirror
from linfen_crawler.similarity import compared, copy_text
from linfen_crawler.similarity import text_of as text_of_page
from linfen_crawler.sketches import Sketches, share, sketch_of
from linfen_crawler.urls import is_on_site, original_of


class Withholding:
    """What the takedowns keep away that an archive knows when it is first asked, stored or not."""

    def __init__(self, database: ArchiveDatabase, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def reason(self, article: Article) -> str | None:
        """Return why nothing of a page may be kept; ``None`` where it may."""
        if not self._is_any:
            return None
        original = original_of(article.url)
        urls = (article.url, *article.redirected_from, *(part.url for part in article.parts), original)
        led = (reason_of(self._database, url) for url in urls if url is not None)
        digest = text_sha256(title=article.title, body=article.body, images=article.images)
        by_text = reason_of_text(self._database, digest)
        return next((one for one in led if one is not None), None) or by_text or self._near(article, original)

    def _near(self, article: Article, original: str | None) -> str | None:
        """Return of which text that was taken down a page has nearly the same.

        A page of the site with other figures is another notice of the kind. What a page is as near to in the archive
        it may say all the same: that was not taken down with it.
        """
        is_own = is_on_site(article.url)
        text = text_of_page(article) if is_own else compared(copy_text(article))
        near = next((one for one in self._sketches.near(text) if one.has_same_figures or not is_own), None)
        if near is None or self._kept_share(article, original, text) >= near.share:
            return None
        return f"nearly the text of {near.url}, which was taken down"

    def _kept_share(self, article: Article, original: str | None, text: str) -> float:
        """Return how near a page is to the archived article that it would belong to."""
        article_id = article_at(self._database, article.url)
        if not is_on_site(article.url):
            found = find_original(self._database, Mirror(url=article.url, article=article, original=original))
            article_id = None if found is None else found.article_id
        return 0.0 if article_id is None else share(sketch_of(text_of(self._database, article_id)), text)

    @cached_property
    def _is_any(self) -> bool:
        return self._database.execute("SELECT 1 FROM journal WHERE what = 'Takedown' LIMIT 1").fetchone() is not None

    @cached_property
    def _sketches(self) -> Sketches:
        with Archive.open(self._folder) as archive:
            return Sketches(sketches_of(archive))
