"""Items that act on what was archived before: another reading, a takedown, its traces, a listing's omission."""

from __future__ import annotations

from dataclasses import dataclass

from linfen_crawler.items import Article, Item
from linfen_crawler.sketches import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread(Item):
    """What another version of this program reads from an article's bytes, when it rebuilds the archive."""

    article_id: int
    event: str
    """Its kind: ``reparsed``, ``added`` or ``merged``."""
    fields: tuple[str, ...] = ()
    """Those that differ; empty if that is not known, because the earlier reading is lost."""
    evidence: str | None = None
    parser_version: str | None = None
    """Which version reads it so; ``None`` if that was not noted yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted(Item):
    """An archived article that a section's listing has left out: no absence, but a reason to request it again."""

    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A response whose bytes a takedown removes, and what of it rows rest on that stay."""

    url: str
    """As requested."""
    fetched_at: str
    """As ``captures`` has it."""
    payload_sha256: str
    notice: str | None = None
    """The copyright notice of the page: the dates of a wording are those of all pages that had it."""
    published_at: str | None = None
    content_sha256: str | None = None
    """Digest of what the page said: what it was an edit of tells it from what comes before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown(Item):
    """An address that is taken down, with all that belongs to it."""

    reason: str
    """The operator's words."""
    article_ids: tuple[int, ...]
    """The article; empty where none was archived. Before ``versions`` were noted, also those merged into it."""
    versions: tuple[tuple[int, int], ...] | None = None
    """The rows of ``revisions`` that go, by article and number; ``None`` is all of the articles."""
    addresses: tuple[tuple[str, str], ...]
    """All addresses of the article, its pages and its copies, each with its kind."""
    texts: tuple[str, ...]
    """Digests of all its versions, as in ``articles.text_sha256``."""
    removed: tuple[Removed, ...]
    sketches: tuple[Sketch, ...] = ()
    """What is kept of these texts to recognise them again in a slightly changed form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(Item):
    """An article, a mirror's page or an image that was stored before a takedown removed its bytes: what it left."""

    parts: tuple[str, ...]
    """Addresses of its pages."""
    article: Article | None = None
    """Of an article of the site: without its words, so that what it was to others is as it was."""
    image_of: str | None = None
    """Of an image: the article that had it asked for."""
