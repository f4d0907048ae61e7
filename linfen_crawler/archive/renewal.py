"""Update what another version of this program derived from texts."""

from __future__ import annotations

import logging

from linfen_crawler.archive import mirrors, similar
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.similarity import SIGNATURE_VERSION

logger = logging.getLogger(__name__)


def renew(database: ArchiveDatabase) -> None:
    """Recompute keys and links that are not this version's, in one transaction."""
    if database.execute("SELECT signature_version FROM archive").fetchone()[0] == SIGNATURE_VERSION:
        return
    with database.atomic():
        article_ids = [row[0] for row in database.execute("SELECT id FROM articles ORDER BY id")]
        if article_ids:
            logger.info("comparing the texts of %d articles; this happens once after an upgrade", len(article_ids))
        database.execute("DELETE FROM similar")
        database.execute("DELETE FROM text_keys")
        for article_id in article_ids:
            similar.enter_anew(database, article_id)
        mirrors.enter_anew(database)
        database.execute("UPDATE archive SET signature_version = ?", [SIGNATURE_VERSION])
