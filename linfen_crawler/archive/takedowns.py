"""Take down articles: their rows in one transaction, and their bytes once that is committed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from linfen_crawler.archive.articles import store_article
from linfen_crawler.archive.changes import log_change
from linfen_crawler.archive.connection import ArchiveDatabase, now
from linfen_crawler.archive.known import entry_of
from linfen_crawler.archive.ledger import State, discover, settle
from linfen_crawler.archive.leftovers import sweep
from linfen_crawler.archive.media import remove_unnamed
from linfen_crawler.archive.merging import LISTS
from linfen_crawler.archive.notices import withhold
from linfen_crawler.archive.rows import Row, Value, insert
from linfen_crawler.archive.similar import withdraw
from linfen_crawler.items import Capture, ListedLink
from linfen_crawler.kinds import Kind
from linfen_crawler.raw import (
    FOLDER,
    Place,
    Tombstone,
    closed_file,
    read_member,
    silenced_member,
    tombstone_member,
    write_over,
)
from linfen_crawler.rewrites import Takedown, Withheld
from linfen_crawler.urls import original_of

_REASONED = frozenset({"Refusal", "Failure"})
_OF_ARTICLE = ("article_urls", *LISTS)
_OF_VERSION = ("article_parts", "revisions")


def reason_of(database: ArchiveDatabase, url: str) -> str | None:
    """Return why an address is never to be archived again; ``None`` if it may be."""
    row = database.execute("SELECT reason FROM tombstones WHERE url = ?", [url]).fetchone()
    return None if row is None else _said(row["reason"])


def reason_of_text(database: ArchiveDatabase, text_sha256: str) -> str | None:
    """Return why a text is never to be archived again, under whatever address; ``None`` if it may be."""
    row = database.execute(
        "SELECT t.url FROM tombstones t, json_each(t.text_sha256) x WHERE x.value = ? LIMIT 1", [text_sha256]
    ).fetchone()
    return None if row is None else f"the text of {row['url']}, which was taken down"


def reason_of_bytes(database: ArchiveDatabase, payloads: Iterable[str]) -> str | None:
    """Return why a page is never to be archived again, whatever a reader makes of its bytes; ``None`` if it may be."""
    row = database.execute(
        "SELECT t.url FROM tombstones t, json_each(t.payload_sha256) x "
        "WHERE x.value IN (SELECT value FROM json_each(?)) LIMIT 1",
        [json.dumps(list(payloads))],
    ).fetchone()
    return None if row is None else f"the page of {row['url']}, which was taken down"


def _said(reason: str) -> str:
    return f"taken down: {reason}"


def store_takedown(database: ArchiveDatabase, item: Takedown) -> None:
    """Remove all rows of what is taken down, and leave a tombstone for each of its addresses."""
    # What is deleted is written over, here and where SQLite moves rows about.
    database.execute("PRAGMA secure_delete = ON")
    for article_id, number in item.versions or ():
        for table in _OF_VERSION:
            database.execute(f"DELETE FROM {table} WHERE article_id = ? AND revision = ?", [article_id, number])
    for article_id in item.article_ids:
        if item.versions is None:
            for table in _OF_VERSION:
                database.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        _remove_article(database, article_id)
    for url, kind in item.addresses:
        _remove_mirror(database, url)
        database.execute("DELETE FROM media WHERE url = ?", [url])
        database.execute("UPDATE images SET sha256 = NULL, path = NULL WHERE url = ?", [url])
        _close_address(database, url, Kind(kind), item.reason)
        _bury(database, url, item)
    for notice in {one.notice for one in item.removed if one.notice}:
        withhold(database, notice)
    for one in item.removed:
        database.execute(
            "UPDATE captures SET forgotten_at = ? WHERE url = ? AND fetched_at = ? AND payload_sha256 = ?",
            [database.moment, one.url, one.fetched_at, one.payload_sha256],
        )
    if item.article_ids:
        log_change(database, item.article_ids[0], "forgotten", evidence=item.url)


def _remove_article(database: ArchiveDatabase, article_id: int) -> None:
    is_there = database.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is not None
    if is_there:
        withdraw(database, article_id)
    for mirror in database.execute("SELECT url FROM mirrors WHERE article_id = ?", [article_id]).fetchall():
        _remove_mirror(database, mirror["url"])
    for table in _OF_ARTICLE:
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
    present = "(SELECT revision FROM articles WHERE id = article_id)"
    database.execute(f"DELETE FROM article_parts WHERE article_id = ? AND revision = {present}", [article_id])
    database.execute("UPDATE urls SET article_id = NULL WHERE article_id = ?", [article_id])
    database.execute("DELETE FROM articles WHERE id = ?", [article_id])


def _remove_mirror(database: ArchiveDatabase, url: str) -> None:
    database.execute("DELETE FROM mirror_keys WHERE mirror_id = (SELECT id FROM mirrors WHERE url = ?)", [url])
    database.execute("DELETE FROM article_urls WHERE url = ?", [url])
    database.execute("DELETE FROM mirrors WHERE url = ?", [url])


def _close_address(database: ArchiveDatabase, url: str, kind: Kind, reason: str) -> None:
    """Record an address that is never to be requested; nothing that happened to it before is kept."""
    nothing: Row = dict.fromkeys(("next_try_at", "article_id", "capture_id", "parser_version"))
    settle(database, url, kind, State.SKIPPED, {**nothing, "reason": _said(reason)})
    database.execute("UPDATE urls SET attempts = 0 WHERE url = ?", [url])


def _bury(database: ArchiveDatabase, url: str, item: Takedown) -> None:
    """Write the tombstone of an address; one that has one keeps what it says, and gets the new digests as well."""
    known = database.execute("SELECT * FROM tombstones WHERE url = ?", [url]).fetchone()
    texts = _with(known["text_sha256"] if known else "[]", item.texts)
    payloads = _with(known["payload_sha256"] if known else "[]", (one.payload_sha256 for one in item.removed))
    row: dict[str, Value] = {"url": url, "forgotten_at": database.moment, "reason": item.reason}
    row["article_id"] = item.article_ids[0] if item.article_ids else None
    said = {**row, **({} if known is None else {name: known[name] for name in row})}
    database.execute("DELETE FROM tombstones WHERE url = ?", [url])
    insert(database, "tombstones", {**said, "text_sha256": texts, "payload_sha256": payloads})


def _with(known: str, new: Iterable[str]) -> str:
    return json.dumps(list(dict.fromkeys([*json.loads(known), *new])))


def store_withheld(database: ArchiveDatabase, item: Withheld, capture_ids: Mapping[Capture, int]) -> None:
    """Store the traces of an item whose bytes are gone, in the order in which the item itself left them.

    Later rows have numbers after those of its addresses and versions. An article of the site does all that it did, but
    for its words: others were merged with it, or went on under its number.
    """
    if item.article is not None:
        store_article(database, item.article, capture_ids)
        return
    if item.image_of is not None:
        settle(database, item.url, Kind.IMAGE, State.ARCHIVED, {}, discovered_on=item.image_of)
        return
    _keep_place(database, item.url)
    original = original_of(item.url)
    if original is not None:
        discover(database, [ListedLink(url=original, kind=Kind.ARTICLE)], on=item.url)
    for url in (*item.parts[1:], item.url):
        settle(database, url, Kind.OFFSITE, State.SKIPPED, {})


def _keep_place(database: ArchiveDatabase, url: str) -> None:
    """Reserve a mirror's page's number until it is taken down."""
    if database.execute("SELECT 1 FROM mirrors WHERE url = ?", [url]).fetchone() is None:
        nothing: Row = dict.fromkeys(("title", "text", "text_sha256"), "")
        insert(database, "mirrors", {"url": url, **nothing, "seen_at": database.moment})


def is_unfinished(database: ArchiveDatabase) -> bool:
    """Tell whether bytes taken down are still to be removed."""
    return database.execute("SELECT 1 FROM tombstones WHERE erased_at IS NULL").fetchone() is not None


def remove_bytes(database: ArchiveDatabase, folder: Path) -> Iterator[str]:
    """Remove the bytes of all that was taken down from the files of an archive, and yield what cannot be removed.

    After a kill at any instant, it is done again. Only the holder of the archive's lock may call it, between two
    transactions and while no file of ``warc/`` is open.
    """
    losses = list(_erase_records(database, folder))
    remove_unnamed(database, folder)
    sweep(folder)
    losses.extend(_rewrite(database))
    if not losses:
        database.execute("UPDATE tombstones SET erased_at = ? WHERE erased_at IS NULL", [now()])
    yield from losses


def _erase_records(database: ArchiveDatabase, folder: Path) -> Iterator[str]:
    rows = database.execute(
        "SELECT * FROM captures WHERE forgotten_at IS NOT NULL ORDER BY warc_file, warc_offset"
    ).fetchall()
    files: dict[str, dict[int, Place]] = {}
    stones: dict[Place, Tombstone] = {}
    for row in rows:
        if row["refers_to"] is None:
            stones[_place(row)] = _tombstone(row)
    for place in (*stones, *_entries_that_quote(database, folder, rows)):
        files.setdefault(place.file, {})[place.offset] = place
    for name, places in files.items():
        try:
            write_over(folder, name, _written_over(folder, places, stones))
            closed = closed_file(folder / FOLDER / name)
        except FileNotFoundError:
            # `linfen verify` names it, and also what it holds, should it be put back.
            continue
        except (OSError, ValueError) as error:
            yield f"warc/{name} still holds what was taken down: {error}"
            continue
        database.execute("UPDATE warc_files SET sha256 = ? WHERE name = ?", [closed.sha256, name])


def _entries_that_quote(database: ArchiveDatabase, folder: Path, rows: Iterable[sqlite3.Row]) -> Iterator[Place]:
    """Yield where the entries lie that say of a response why it gave no article: earlier versions quoted its page."""
    for row in rows:
        with suppress(OSError, ValueError, zlib.error):
            # `linfen verify` reports an entry that cannot be read.
            found = entry_of(database, folder, row["id"])
            if found is not None and found[0].what in _REASONED:
                yield found[1]


def _written_over(folder: Path, places: Mapping[int, Place], stones: Mapping[Place, Tombstone]) -> dict[int, bytes]:
    """Return what is to be written over the records of a file, by offset; what is done already is left as it is.

    Raises :class:`OSError`, and :class:`ValueError` for a record that is too short.
    """
    members: dict[int, bytes | None] = {}
    for offset, place in places.items():
        stone = stones.get(place)
        members[offset] = (
            silenced_member(read_member(folder, place), place.length)
            if stone is None
            else tombstone_member(stone, place.length)
        )
    return {offset: member for offset, member in members.items() if member is not None}


def _place(row: sqlite3.Row) -> Place:
    return Place(row["warc_file"], row["warc_offset"], row["warc_length"])


def _tombstone(row: sqlite3.Row) -> Tombstone:
    return Tombstone(**{name: row[name] for name in Tombstone.__slots__})


def _rewrite(database: ArchiveDatabase) -> Iterator[str]:
    """Write the database again without its free pages, and empty its log: both hold what was replaced long ago."""
    database.execute("VACUUM")
    (is_busy, _, _) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        yield "linfen.db may still hold what was taken down, for it is being read: the next run removes it"
