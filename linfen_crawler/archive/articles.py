"""Write articles: one row per article, whatever the order in which its addresses are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from linfen_crawler import told
from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.archive.content import content_row, write_lists, write_parts
from linfen_crawler.archive.displaced import displace, own_article
from linfen_crawler.archive.earlier import SEEN, SET_ASIDE, set_in_place, widen
from linfen_crawler.archive.given_ids import given_id
from linfen_crawler.archive.gone import gone_later, mark_gone, mark_left
from linfen_crawler.archive.ledger import State, await_part, settle
from linfen_crawler.archive.merging import join_articles, rank
from linfen_crawler.archive.mirrors import claim_copies
from linfen_crawler.archive.putting_right import put_right
from linfen_crawler.archive.relation import Relation
from linfen_crawler.archive.revisions import changed_fields, keep_revision, lists_of, next_revision, says_same
from linfen_crawler.archive.rows import Row, Value, insert, update
from linfen_crawler.archive.schedule import set_next_check
from linfen_crawler.archive.similar import enter, withdraw
from linfen_crawler.archive.wholeness import has_fewer_pages, is_as_whole, pages_kept
from linfen_crawler.items import Article, Capture
from linfen_crawler.kinds import Kind
from linfen_crawler.similarity import text_of
from linfen_crawler.urls import is_on_site, kind_of

_DAY = len("2021-04-30")
_SEEN = ("first_seen_at", "last_seen_at")


def same_text(database: ArchiveDatabase, article: Article, *, within_days: int) -> tuple[int, ...]:
    """Return the ids of articles with the same text, also at one of their addresses, published within some days.

    An address that was not read since its article was edited tells of no article what it once said itself.
    A section that has the same words on another day has a notice that recurs, and a page without a publication date
    equals no other: such notices would otherwise swallow their successors. A mirror's page never makes two articles
    one.
    """
    if article.published_at is None:
        return ()
    rows = database.execute(
        "SELECT DISTINCT u.article_id, u.published_at, u.section FROM article_urls u JOIN articles a "
        "ON a.id = u.article_id WHERE u.text_sha256 = ?1 AND (a.text_sha256 = ?1 OR a.fold_version <> ?2) "
        "AND u.url <> ?3 AND u.published_at IS NOT NULL AND u.relation <> 'mirror'",
        [article.text_sha256, told.VERSION, article.url],
    )
    published = datetime.fromisoformat(article.published_at)
    near = (
        int(row["article_id"])
        for row in rows
        if _distance(published, datetime.fromisoformat(row["published_at"])) <= timedelta(days=within_days)
        and (row["section"] != article.section or row["published_at"][:_DAY] == article.published_at[:_DAY])
    )
    return tuple(sorted(set(near)))


def _distance(one: datetime, other: datetime) -> timedelta:
    """Return the time between two publications; if one shows only a day, between the days."""
    if one.tzinfo is None or other.tzinfo is None:
        return abs(one.date() - other.date())
    return abs(one - other)


def store_article(database: ArchiveDatabase, article: Article, capture_ids: Mapping[Capture, int]) -> str:
    """Write an article and return what became of it.

    ``added``, ``split`` (its address belonged to another text before), ``merged`` (one more address of a text),
    ``completed``, ``edited``, ``reparsed`` (the same bytes, read otherwise), ``returned`` (it was gone), ``in_part``
    (pages that are kept could not be read: what it says now waits for them), ``gone`` (nothing new, but another
    article's address leads here now) or ``seen`` (nothing new); of what others captured before it was last read also
    ``earlier`` (a state that was not known) and ``set_aside`` (its bytes are kept, and nothing follows from them).

    Raises :class:`ValueError` for an address off the site: there is a :class:`~linfen_crawler.items.Mirror`'s page.
    """
    if not is_on_site(article.url):
        raise ValueError(f"{article.url} is off the site: no article's address")
    is_reparsed = article.before is not None and put_right(database, article.url, article.before)
    outcome = _store_read(database, replace(article, before=None), capture_ids)
    return "reparsed" if is_reparsed and outcome == "seen" else outcome


def _store_read(database: ArchiveDatabase, article: Article, capture_ids: Mapping[Capture, int]) -> str:
    """Write an article beside a state that the same version has read, as far as its bytes could be read."""
    owner = database.execute(
        "SELECT a.id, a.url, a.text_sha256, a.fold_version, a.complete, a.revision, u.seen_at, u.gone_at "
        "FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE u.url = ?",
        [article.url],
    ).fetchone()
    if owner is not None and database.is_others and database.seen < owner["seen_at"]:
        earlier = _store_earlier(database, owner, article, capture_ids)
        if earlier is not None:
            return earlier
        # It has the missing pages: dated like the reading that it completes.
        database.seen = owner["seen_at"]
    gone = gone_later(database, article.url)
    is_other = _is_apart(database, owner, article)
    is_split = is_other and is_as_whole(database, owner, article)
    own = None if owner is None or is_split else int(owner["id"])
    left_at = owner["seen_at"] if owner is not None and is_split else None
    content = content_row(database, article)
    # Of an address that says less than its article nobody knows what it would say.
    same_text_as = set(article.same_text_as) - {own} if is_split or not is_other else set()
    others = _existing(database, same_text_as)
    if own is not None:
        # What the edit replaces is kept before the article becomes one with others.
        outcome = _write_over(database, own, article, content, capture_ids, is_known=True, is_gone=gone is not None)
        article_id = own if outcome == "in_part" else join_articles(database, sorted({own, *others}))
    elif others:
        article_id = join_articles(database, sorted(others))
        outcome = _write_over(
            database,
            article_id,
            article,
            content,
            capture_ids,
            is_known=False,
            is_gone=gone is not None,
            left_at=left_at,
        )
    else:
        new: Row = {"id": given_id(database, article), **content, **dict.fromkeys(_SEEN, database.seen)}
        article_id = insert(database, "articles", new)
        _write_children(database, article_id, 1, article, capture_ids)
        enter(database, article_id, text_of(article), article.similar_to)
        outcome = "split" if is_split else "added"
        log_change(database, article_id, outcome, evidence=article.url, left_at=left_at)
    _write_address(database, article_id, article, capture_ids, gone_at=gone.at if gone else None)
    _settle_addresses(database, article_id, article, is_gone=gone is not None)
    if displace(database, article, article_id) and outcome == "seen":
        outcome = "gone"
    if gone is not None:
        mark_gone(database, article.url, at=gone.at, evidence=gone.evidence)
    if is_split:
        mark_left(database, int(owner["id"]))
    set_next_check(database, article_id)
    if outcome not in {"seen", "in_part", "gone"}:
        claim_copies(database, article_id, (article.url, *article.redirected_from), text_of(article))
    return outcome


def _store_earlier(
    database: ArchiveDatabase, owner: sqlite3.Row, article: Article, capture_ids: Mapping[Capture, int]
) -> str | None:
    """Insert an earlier state of an address into its history; ``None`` if it is to be read as new."""
    article_id = int(owner["id"])
    if owner["url"] == article.url:
        return set_in_place(database, article_id, article, capture_ids, last_seen=owner["seen_at"])
    if _tells_other(owner, article):
        # That another address of the text once had a different one is no reason to split it off today.
        return SET_ASIDE
    widen(database, article_id)
    return SEEN


def _is_apart(database: ArchiveDatabase, owner: sqlite3.Row | None, article: Article) -> bool:
    """Tell whether an address of an article, but not its own, now tells something else."""
    if owner is None or owner["url"] == article.url or _has_moved(database, owner["url"], article):
        return False
    return _tells_other(owner, article)


def _tells_other(owner: sqlite3.Row, article: Article) -> bool:
    """Tell whether a page differs from the article that it belongs to, as far as they can be compared."""
    return bool(owner["fold_version"] == told.VERSION and owner["text_sha256"] != article.text_sha256)


def _existing(database: ArchiveDatabase, ids: set[int]) -> set[int]:
    """Return those that exist: a newer reading of the journal may have merged one away."""
    return {one for one in ids if database.execute("SELECT 1 FROM articles WHERE id = ?", [one]).fetchone()}


def _write_over(
    database: ArchiveDatabase,
    article_id: int,
    article: Article,
    content: Row,
    capture_ids: Mapping[Capture, int],
    *,
    is_known: bool,
    is_gone: bool,
    left_at: str | None = None,
) -> str:
    """Update an existing article from a page of it, and log the changes.

    ``is_gone``: since the page was captured, the site has said that it is gone.
    """
    stored = database.execute("SELECT * FROM articles WHERE id = ?", [article_id]).fetchone()
    has_moved = _has_moved(database, stored["url"], article)
    # Section and editor may be others where it has moved to, as in any second section.
    is_own = is_known and (stored["url"] == article.url or (has_moved and _tells_other(stored, article)))
    is_whole = is_as_whole(database, stored, article)
    lists = lists_of(database, article_id)
    is_same = is_own and says_same(stored, lists, article)
    is_edit = is_own and is_whole and not is_same
    is_better = stored["url"] != article.url and rank(article.url) < rank(stored["url"])
    changes: dict[str, Value] = {
        "first_seen_at": min(stored["first_seen_at"], database.seen),
        # A time later than that of a visit comes from a clock that was ahead.
        "last_seen_at": max(stored["last_seen_at"], database.seen) if database.is_others else database.seen,
    }
    outcome = ("seen" if is_whole else "in_part") if is_known else "merged"
    revision = int(stored["revision"])
    if is_edit:
        outcome = _kind_of_edit(database, stored, article, capture_ids)
    if outcome in {"edited", "completed"}:
        keep_revision(database, stored, lists)
        revision = next_revision(database, article_id)
        changes |= {"revision": revision, "changed_at": database.seen}
    if is_edit or is_better:
        withdraw(database, article_id)
        update(database, "articles", article_id, {**content, **changes})
        _write_children(database, article_id, revision, article, capture_ids)
        enter(database, article_id, text_of(article), article.similar_to)
    else:
        # What accompanies the content, such as a link in the text, may differ all the same.
        read = {name: content[name] for name in ("parser_version", "text_sha256", "fold_version")} if is_same else {}
        update(database, "articles", article_id, changes | read)
    # If it is gone now, it may have been there between two responses that said so.
    if stored["gone_at"] is not None and (not is_gone or stored["gone_at"] <= database.seen):
        update(database, "articles", article_id, {"gone_at": None})
        log_change(database, article_id, "returned", evidence=article.url)
        outcome = "returned" if outcome == "seen" else outcome
    if outcome not in {"seen", "returned", "in_part"}:
        fields = changed_fields(stored, content, lists, lists_of(database, article_id)) if is_edit else []
        is_shorter = outcome == "edited" and has_fewer_pages(database, stored, article)
        evidence = article.gone_part if is_shorter else article.url
        log_change(database, article_id, outcome, fields=fields, evidence=evidence, left_at=left_at)
    return outcome


def _has_moved(database: ArchiveDatabase, canonical: str, article: Article) -> bool:
    """Tell that an article's own address leads to another one of it, on the way to this page or when last asked.

    What the other one says is then said of the article. What others were shown is no evidence of that.
    """
    if database.is_others:
        return False
    led = "SELECT 1 FROM urls WHERE url = ? AND reason = ?"
    return (
        canonical in article.redirected_from
        or database.execute(led, [canonical, _leads_to(article.url)]).fetchone() is not None
    )


def _leads_to(url: str) -> str:
    return f"redirects to {url}"


def _kind_of_edit(
    database: ArchiveDatabase, stored: sqlite3.Row, article: Article, capture_ids: Mapping[Capture, int]
) -> str:
    """Distinguish the site's changes from pages that were missing, and from another reading of the same bytes."""
    if not stored["complete"] and (article.complete or len(article.parts) > pages_kept(database, stored)):
        return "completed"
    read_before = database.execute(
        "SELECT payload_sha256 FROM article_parts p JOIN captures c ON c.id = p.capture_id "
        "WHERE article_id = ? AND revision = ? ORDER BY position",
        [stored["id"], stored["revision"]],
    )
    ids = [capture_ids[part.capture] for part in article.parts]
    read_now = [database.execute("SELECT payload_sha256 FROM captures WHERE id = ?", [one]).fetchone() for one in ids]
    is_same = [row[0] for row in read_before] == [row[0] for row in read_now]
    return "reparsed" if is_same and stored["parser_version"] != article.parser_version else "edited"


def _write_children(
    database: ArchiveDatabase, article_id: int, revision: int, article: Article, capture_ids: Mapping[Capture, int]
) -> None:
    """Replace the dependent rows of an article."""
    write_parts(database, article_id, revision, article, capture_ids)
    write_lists(database, article_id, article)


def _write_address(
    database: ArchiveDatabase,
    article_id: int,
    article: Article,
    capture_ids: Mapping[Capture, int],
    *,
    gone_at: str | None,
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
        "seen_at": database.seen,
        "gone_at": gone_at,
    }
    database.execute("DELETE FROM article_urls WHERE url = ?", [article.url])
    insert(database, "article_urls", facts)
    for url in article.redirected_from:
        database.execute("DELETE FROM article_urls WHERE url = ? AND relation = 'redirect'", [url])
        redirect: dict[str, Value] = {
            "url": url,
            "article_id": article_id,
            "relation": Relation.REDIRECT,
            "seen_at": database.seen,
        }
        if database.execute("SELECT 1 FROM article_urls WHERE url = ?", [url]).fetchone() is None:
            insert(database, "article_urls", redirect)


def _settle_addresses(database: ArchiveDatabase, article_id: int, article: Article, *, is_gone: bool) -> None:
    """Record in the ledger the outcome of an article's addresses; one that is gone stays so."""
    canonical = database.execute("SELECT url FROM articles WHERE id = ?", [article_id]).fetchone()[0]
    database.execute(
        "UPDATE article_urls SET relation = CASE WHEN url = ? THEN 'canonical' ELSE 'same text' END "
        "WHERE article_id = ? AND relation IN ('canonical', 'same text')",
        [canonical, article_id],
    )
    asked: dict[str, Value] = {"article_id": article_id, "parser_version": article.parser_version}
    if is_gone:
        # Requested again as an article that is gone, no longer as an address that was never read.
        known = "UPDATE urls SET article_id = ?, next_try_at = NULL WHERE url = ?"
        database.execute(known, [article_id, article.url])
    else:
        settle(database, article.url, kind_of(article.url), State.ARCHIVED, asked)
    for part in article.parts[1:]:
        settle(database, part.url, Kind.PART, State.ARCHIVED, asked, discovered_on=article.url)
    if article.unasked is not None and not is_gone and not database.is_others:
        await_part(database, article.unasked, of=article.url)
    for url in article.redirected_from:
        if own_article(database, url) not in {None, article_id}:
            continue
        led: dict[str, Value] = {"reason": _leads_to(article.url), "article_id": article_id}
        settle(database, url, kind_of(url), State.DUPLICATE, led)
    database.execute(
        "UPDATE urls SET article_id = ?, state = CASE WHEN url = ? THEN 'archived' ELSE 'duplicate' END "
        "WHERE kind = 'article' AND url IN (SELECT url FROM article_urls WHERE article_id = ? AND gone_at IS NULL)",
        [article_id, canonical, article_id],
    )
