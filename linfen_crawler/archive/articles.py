"""Write articles: one row an article, whatever the order in which its addresses are read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.ledger import State, settle
from linfen_crawler.archive.mirrors import claim_copies
from linfen_crawler.archive.notices import keep_notice
from linfen_crawler.archive.rows import Row, Value, insert, update
from linfen_crawler.archive.similar import enter, enter_anew, withdraw
from linfen_crawler.items import Article, Capture, Kind, Relation
from linfen_crawler.similarity import text_of
from linfen_crawler.text import FOLD_VERSION
from linfen_crawler.urls import article_address, is_on_site, kind_of

_CHILDREN = ("article_parts", "credits", "images", "links")
_TOPIC = re.compile(r"^/\d{4}/", re.ASCII)
_SEEN = ("first_seen_at", "last_seen_at")


def rank(url: str) -> tuple[bool, int, str]:
    """Order the addresses of one text; the lowest is canonical.

    A regular section before a special topic, the lowest id first. A mirror's address never comes this far.
    """
    address = article_address(url)
    if address is None:
        return (True, 0, url)
    return (bool(_TOPIC.match(address.section)), address.site_id, url)


def same_text(database: ArchiveDatabase, article: Article, *, within_days: int) -> tuple[int, ...]:
    """Return the ids of the articles of which an address carries the same text, published within some days.

    A page without a publication date equals no other: a recurring notice would otherwise swallow its successors. What
    a mirror says makes no two articles one.
    """
    if article.published_at is None:
        return ()
    rows = database.execute(
        "SELECT DISTINCT article_id, published_at FROM article_urls "
        "WHERE text_sha256 = ? AND url <> ? AND published_at IS NOT NULL AND relation <> 'mirror'",
        [article.text_sha256, article.url],
    )
    published = datetime.fromisoformat(article.published_at)
    near = (
        int(row["article_id"])
        for row in rows
        if _distance(published, datetime.fromisoformat(row["published_at"])) <= timedelta(days=within_days)
    )
    return tuple(sorted(set(near)))


def _distance(one: datetime, other: datetime) -> timedelta:
    """Return the time between two publications; where one shows a day alone, between the days."""
    if one.tzinfo is None or other.tzinfo is None:
        return abs(one.date() - other.date())
    return abs(one - other)


def store_article(database: ArchiveDatabase, article: Article, capture_ids: Mapping[Capture, int]) -> str:
    """Write an article and return what became of it.

    ``added``, ``split`` (its address belonged to another text before), ``merged`` (one more address of a text),
    ``completed``, ``edited`` or ``seen`` (nothing new). Raises :class:`ValueError` for an address off the site: what
    stands there is a :class:`~linfen_crawler.items.Mirror`'s page.
    """
    if not is_on_site(article.url):
        raise ValueError(f"{article.url} is off the site: no article's address")
    owner = database.execute(
        "SELECT a.id, a.url, a.text_sha256 FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE u.url = ?",
        [article.url],
    ).fetchone()
    is_split = bool(owner) and owner["url"] != article.url and owner["text_sha256"] != article.text_sha256
    own = () if owner is None or is_split else (int(owner["id"]),)
    ids = sorted({*article.same_text_as, *own})
    content = _content_row(database, article)
    if ids:
        article_id = _join(database, ids)
        outcome = _write_over(database, article_id, article, content, capture_ids, is_known=bool(own))
    else:
        article_id = insert(database, "articles", {**content, **dict.fromkeys(_SEEN, database.moment)})
        _write_children(database, article_id, 1, article, capture_ids)
        enter(database, article_id, text_of(article), article.similar_to)
        outcome = "split" if is_split else "added"
        _log(database, article_id, outcome)
    _write_address(database, article_id, article, capture_ids)
    _settle_addresses(database, article_id, article)
    if outcome != "seen":
        claim_copies(database, article_id, (article.url, *article.redirected_from), text_of(article))
    return outcome


def _write_over(
    database: ArchiveDatabase,
    article_id: int,
    article: Article,
    content: Row,
    capture_ids: Mapping[Capture, int],
    *,
    is_known: bool,
) -> str:
    """Bring an article that is there up to date with a page of it; what the page changes is logged."""
    stored = database.execute("SELECT * FROM articles WHERE id = ?", [article_id]).fetchone()
    is_own = is_known and stored["url"] == article.url
    # A reading of which a later page is missing must not take the place of a whole one.
    is_edit = (
        is_own and stored["content_sha256"] != article.content_sha256 and (article.complete or not stored["complete"])
    )
    is_better = stored["url"] != article.url and rank(article.url) < rank(stored["url"])
    changes: dict[str, Value] = {"last_seen_at": database.moment}
    outcome = "seen" if is_known else "merged"
    revision = int(stored["revision"])
    if is_edit:
        outcome = "completed" if article.complete and not stored["complete"] else "edited"
        revision += 1
        changes |= {"revision": revision, "changed_at": database.moment}
    if is_edit or is_better:
        withdraw(database, article_id)
        update(database, "articles", article_id, {**content, **changes})
        _write_children(database, article_id, revision, article, capture_ids)
        enter(database, article_id, text_of(article), article.similar_to)
    else:
        update(database, "articles", article_id, changes)
    if outcome != "seen":
        old = {name: stored[name] for name in content if is_edit and stored[name] != content[name]}
        _log(database, article_id, outcome, fields=old, evidence=article.url)
    return outcome


def _content_row(database: ArchiveDatabase, article: Article) -> dict[str, Value]:
    return {
        "url": article.url,
        "site_id": article.site_id,
        "section": article.section,
        "section_name": article.section_name,
        "breadcrumbs": _json(article.breadcrumbs),
        "layout": article.layout,
        "title": article.title,
        "kicker": article.kicker,
        "headline": article.headline,
        "subtitle": article.subtitle,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "source": article.source,
        "dateline": article.dateline,
        "body": article.body,
        "editor": article.editor,
        "copyright_notice": article.copyright_notice,
        "copyright_id": keep_notice(database, article.copyright_notice, article.published_at),
        "view_label": int(article.view_label),
        "view_count": article.view_count,
        "complete": int(article.complete),
        "char_count": sum(not character.isspace() for character in article.body),
        "content_sha256": article.content_sha256,
        "text_sha256": article.text_sha256,
        "fold_version": FOLD_VERSION,
        "parser_version": article.parser_version,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_children(
    database: ArchiveDatabase, article_id: int, revision: int, article: Article, capture_ids: Mapping[Capture, int]
) -> None:
    """Write the rows that hang on an article, in place of those that did."""
    for table in _CHILDREN[1:]:
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
    database.execute("DELETE FROM article_parts WHERE article_id = ? AND revision = ?", [article_id, revision])
    key: dict[str, Value] = {"article_id": article_id}
    parts: list[dict[str, Value]] = [
        {"revision": revision, "url": part.url, "capture_id": capture_ids[part.capture]} for part in article.parts
    ]
    rows: dict[str, list[dict[str, Value]]] = {
        "article_parts": parts,
        "credits": [{"name": c.name, "role": c.role, "verbatim": c.verbatim} for c in article.credits],
        "images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images],
        "links": [{"url": link.url, "text": link.text, "kind": link.kind} for link in article.links],
    }
    for table in _CHILDREN:
        for position, row in enumerate(rows[table], start=1):
            insert(database, table, {**key, "position": position, **row})


def _write_address(
    database: ArchiveDatabase, article_id: int, article: Article, capture_ids: Mapping[Capture, int]
) -> None:
    """Keep an address of an article with its own facts, and the addresses that lead to it."""
    first = capture_ids[article.parts[0].capture] if article.parts else None
    facts: dict[str, Value] = {
        "url": article.url,
        "article_id": article_id,
        "relation": Relation.SAME_TEXT,
        "section": article.section,
        "title": article.title,
        "published_at": article.published_at,
        "source": article.source,
        "editor": article.editor,
        "text_sha256": article.text_sha256,
        "capture_id": first,
        "seen_at": database.moment,
    }
    database.execute("DELETE FROM article_urls WHERE url = ?", [article.url])
    insert(database, "article_urls", facts)
    for url in article.redirected_from:
        database.execute("DELETE FROM article_urls WHERE url = ? AND relation = 'redirect'", [url])
        redirect: dict[str, Value] = {
            "url": url,
            "article_id": article_id,
            "relation": Relation.REDIRECT,
            "seen_at": database.moment,
        }
        if database.execute("SELECT 1 FROM article_urls WHERE url = ?", [url]).fetchone() is None:
            insert(database, "article_urls", redirect)


def _settle_addresses(database: ArchiveDatabase, article_id: int, article: Article) -> None:
    """Write into the ledger what became of the addresses of an article."""
    canonical = database.execute("SELECT url FROM articles WHERE id = ?", [article_id]).fetchone()[0]
    database.execute(
        "UPDATE article_urls SET relation = CASE WHEN url = ? THEN 'canonical' ELSE 'same text' END "
        "WHERE article_id = ? AND relation IN ('canonical', 'same text')",
        [canonical, article_id],
    )
    asked: dict[str, Value] = {"article_id": article_id, "parser_version": article.parser_version}
    settle(database, article.url, kind_of(article.url), State.ARCHIVED, asked)
    for part in article.parts[1:]:
        settle(database, part.url, Kind.PART, State.ARCHIVED, asked, discovered_on=article.url)
    for url in article.redirected_from:
        led: dict[str, Value] = {"reason": f"redirects to {article.url}", "article_id": article_id}
        settle(database, url, kind_of(url), State.DUPLICATE, led)
    database.execute(
        "UPDATE urls SET article_id = ?, state = CASE WHEN url = ? THEN 'archived' ELSE 'duplicate' END "
        "WHERE kind = 'article' AND url IN (SELECT url FROM article_urls WHERE article_id = ?)",
        [article_id, canonical, article_id],
    )


def _join(database: ArchiveDatabase, ids: Sequence[int]) -> int:
    """Make one article of several whose texts are equal and return its id: the lowest, stable for ever.

    A text published on the 1st and on the 7th is two articles, until one of the 4th lies within a few days of both.
    """
    kept, *others = ids
    for other in others:
        rows = {
            row["id"]: dict(row) for row in database.execute("SELECT * FROM articles WHERE id IN (?, ?)", [kept, other])
        }
        best = min(rows, key=lambda article_id: rank(str(rows[article_id]["url"])))
        withdraw(database, kept)
        withdraw(database, other)
        for table in ("article_urls", "urls", "mirrors"):
            database.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", [kept, other])
        _keep_children(database, kept, other, best)
        database.execute("DELETE FROM articles WHERE id = ?", [other])
        first_seen = min(str(row["first_seen_at"]) for row in rows.values())
        update(database, "articles", kept, {**rows[best], "id": kept, "first_seen_at": first_seen})
        enter_anew(database, kept)
        _log(database, other, "merged", evidence=f"into article {kept}")
    return kept


def _keep_children(database: ArchiveDatabase, kept: int, other: int, best: int) -> None:
    """Leave the kept article with the dependent rows of the better of two."""
    for table in _CHILDREN:
        loser = other if best == kept else kept
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", [loser])
        database.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", [kept, best])


def _log(
    database: ArchiveDatabase,
    article_id: int,
    kind: str,
    *,
    fields: Mapping[str, object] | None = None,
    evidence: str | None = None,
) -> None:
    """Append an event; ``fields`` holds what an edit replaced, so that no text is lost by it."""
    row: dict[str, Value] = {"at": database.moment, "article_id": article_id, "kind": kind, "evidence": evidence}
    insert(database, "changes", {**row, "fields": _json(fields or {})})
