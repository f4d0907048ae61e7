"""Recognise what was taken down when it reappears: by address, by its path on a mirror, by its text or nearly so."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.mirrors import article_at, find_original
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.similar import text_of
from linfen_crawler.archive.takedowns import reason_of, reason_of_bytes, reason_of_text
from linfen_crawler.archive.unstored import sketches_of
from linfen_crawler.fingerprint import text_sha256
from linfen_crawler.items import Article, Mirror
from linfen_crawler.similarity import compared, copy_text
from linfen_crawler.similarity import text_of as text_of_page
from linfen_crawler.sketches import Sketches, share, sketch_of
from linfen_crawler.told import told_beside, version_of
from linfen_crawler.urls import is_on_site, original_of


class Withholding:
    """What takedowns keep away, as known when first asked, stored or not."""

    def __init__(self, database: ArchiveDatabase, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def reason(self, article: Article, *, is_sound: bool) -> str | None:
        """Return why nothing of a page may be kept; ``None`` if it may.

        A page that is not ``is_sound`` has lost what it tells beside its text.
        """
        if not self._is_any:
            return None
        original = original_of(article.url)
        urls = (article.url, *article.redirected_from, *(part.url for part in article.parts), original)
        led = (reason_of(self._database, url) for url in urls if url is not None)
        return (
            next((one for one in led if one is not None), None)
            or reason_of_text(self._database, text_sha256(article))
            or reason_of_bytes(self._database, [part.capture.payload_sha256 for part in article.parts])
            or self._near(article, original, is_sound=is_sound)
        )

    def _near(self, article: Article, original: str | None, *, is_sound: bool) -> str | None:
        """Return the taken-down text that a page nearly repeats.

        A page of the site that has other figures, or tells anything else beside its text, is another notice of the
        kind. What a page is as near to in the archive it may say all the same: that was not taken down with it.
        """
        is_own = is_on_site(article.url)
        text = text_of_page(article) if is_own else compared(copy_text(article))
        found = self._sketches.near(text, told_beside(article), version_of(article.parser_version))
        if is_own:
            found = [one for one in found if one.has_same_figures and (one.tells_same_beside or not is_sound)]
        near = next(iter(found), None)
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
