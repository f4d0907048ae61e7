"""Decide which values of a database cannot be held against the bytes: they are a run's, or another version's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from linfen_crawler.archive.difference import Difference
from linfen_crawler.archive.otherwise import Otherwise
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record, Value
from linfen_crawler.archive.unstored import left_out

_ADDED = {
    ("section_urls", "listing_id"): "m008_places",
    ("section_urls", "position"): "m008_places",
    ("revisions", "attachments"): "m009_attachments",
    ("urls", "asked_at"): "m010_asked",
    ("changes", "seen_at"): "m011_seen",
    ("changes", "left_at"): "m011_seen",
}
"""Columns that a migration added, empty in the rows from before."""
_AT_ONCE = 1000
_GROWING = frozenset({"captures", "journal", "runs", "warc_files"})
"""Tables that a running crawl appends to while they are being compared."""
_UNENDED = {"finished_at": None, "verdict": None, "reasons": "[]", "counters": "{}"}
"""The columns of a run that has not ended."""
_OF_READING = frozenset({"copyright_notices", "listings", "section_urls", "sweeps", "urls"})
"""Tables whose rows rest on many pages, and do not say which version of the reader read them."""


def read_by_others(archive: Archive, parser_version: str) -> set[int]:
    """Return the articles of which this or an earlier revision was read by another version of the reading."""
    rows = archive.rows(
        "SELECT id FROM articles WHERE parser_version <> ?1 UNION "
        "SELECT article_id FROM revisions WHERE parser_version <> ?1",
        [parser_version],
    )
    return {int(str(row["id"])) for row in rows}


def last_entry(archive: Archive) -> int:
    """Return the number of the last entry of the journal, 0 where there is none."""
    return int(str(archive.rows("SELECT coalesce(max(number), 0) AS number FROM journal")[0]["number"]))


class Passed:
    """Decides which values of an archive this version cannot prove."""

    def __init__(self, archive: Archive, new: Archive, parser_version: str, otherwise: Otherwise) -> None:
        self._archive = archive
        self._version = parser_version
        self._later = _added_later(archive)
        self._articles = read_by_others(archive, parser_version)
        self._otherwise = otherwise
        both = (archive, new)
        self._made_otherwise = {id_ for one in both for id_ in _owners(one, "article_urls", otherwise.addresses)}
        self._copies = {id_ for one in both for id_ in _owners(one, "mirrors", otherwise.addresses | otherwise.texts)}
        self._is_shifted = bool(otherwise) and _are_shifted(archive, new)
        self._notices, self._notices_now = (_notices_of(one) for one in both)
        (unended,) = archive.rows(
            "SELECT max(id) AS id FROM runs WHERE id = (SELECT max(id) FROM runs) "
            "AND NOT EXISTS (SELECT 1 FROM journal WHERE what = 'RunEnded' AND run_id = runs.id)"
        )
        self._unended = str(unended["id"])

    def table(self, name: str) -> bool:
        """Recognise a table that another version's reading may have made otherwise."""
        if name not in _OF_READING or self._articles:
            return name in _OF_READING
        if name == "copyright_notices":
            return bool(self._otherwise) or self._has_other_notices()
        return self._is_shifted

    def _has_other_notices(self) -> bool:
        """Tell whether an article had another notice until its bytes were read again: that one's wording stays."""
        sql = "SELECT 1 FROM changes WHERE kind = 'reparsed' AND fields LIKE '%\"copyright_notice\"%' LIMIT 1"
        return bool(self._archive.rows(sql))

    def is_read_otherwise(self, table: str, one: Record | None, other: Record | None) -> bool:
        """Recognise a row that rests on what another version has made of a page, and this one makes otherwise."""
        return any(self._rests_otherwise(table, row) for row in (one, other) if row is not None)

    def _rests_otherwise(self, table: str, row: Record) -> bool:
        if table == "urls" and not self._otherwise.addresses.isdisjoint({row["url"], row["discovered_on"]}):
            return True
        if table in {"mirrors", "mirror_keys"}:
            return row["id" if table == "mirrors" else "mirror_id"] in self._copies
        if table == "article_urls" and row["url"] in self._otherwise.texts:
            return True
        ids = {row.get("id") if table == "articles" else row.get("article_id"), row.get("other_id")}
        return table not in {"changes", "tombstones"} and bool(ids & self._made_otherwise)

    def value(self, found: Difference) -> bool:
        """Recognise a value that was not kept yet when its row was written, and the end of a run that had none yet."""
        if found.table == "runs" and found.key == self._unended:
            return found.column in _UNENDED and found.old == _UNENDED[found.column]
        if (found.table, found.column) == ("articles", "copyright_id") and self._notices:
            # The same wording may have another number: another version may have read others before it.
            return self._notices.get(found.old, found.old) == self._notices_now.get(found.new)
        return found.old is None and (found.table, found.column) in self._later

    def is_told(self, table: str, new: Archive) -> bool:
        """Tell whether the entries that are proved are all that mention the ids of a table."""
        if table in _GROWING or self._articles or self._otherwise:
            return False
        return table != "articles" or (last_entry(self._archive) == last_entry(new) and not left_out(self._archive))

    def row(self, table: str, one: Record | None, other: Record | None) -> bool:
        """Recognise a row that is another version's, or that a run has written meanwhile."""
        if one is None:
            return table in _GROWING or self._is_others(table, other or {})
        return self._is_others(table, one)

    def _is_others(self, table: str, row: Record) -> bool:
        article = row.get("id") if table == "articles" else row.get("article_id")
        is_others = row.get("parser_version") not in {None, self._version}
        is_others = is_others or row.get("other_id") in self._articles
        return table != "changes" and (article in self._articles or is_others)


def _owners(archive: Archive, table: str, addresses: Iterable[str]) -> Iterator[Value]:
    """Yield the ids of what has some addresses: of the articles, or of mirrors' pages."""
    column = "article_id" if table == "article_urls" else "id"
    for url in addresses:
        yield from (row["id"] for row in archive.rows(f"SELECT {column} AS id FROM {table} WHERE url = ?", [url]))


def _are_shifted(old: Archive, new: Archive) -> bool:
    """Tell whether an address has another number in the ledger: what is read otherwise has shown others before it."""
    left, right = _numbered(old), _numbered(new)
    one, other = next(left, None), next(right, None)
    while one is not None and other is not None:
        if one[0] == other[0] and one[1] != other[1]:
            return True
        is_behind, is_ahead = one[0] <= other[0], one[0] >= other[0]
        one = next(left, None) if is_behind else one
        other = next(right, None) if is_ahead else other
    return False


def _numbered(archive: Archive) -> Iterator[tuple[str, int]]:
    """Yield the addresses of the ledger with their ids, in order of the address."""
    last = ""
    while rows := archive.rows("SELECT url, id FROM urls WHERE url > ? ORDER BY url LIMIT ?", [last, _AT_ONCE]):
        last = str(rows[-1]["url"])
        yield from ((str(row["url"]), int(str(row["id"]))) for row in rows)


def _notices_of(archive: Archive) -> dict[Value, Value]:
    return {row["id"]: row["text"] for row in archive.rows("SELECT id, text FROM copyright_notices")}


def _added_later(archive: Archive) -> set[tuple[str, str | None]]:
    """Return the columns that were added after the archive was begun."""
    (first,) = archive.rows("SELECT min(started_at) AS at FROM runs")
    rows = archive.rows("SELECT name, applied_at FROM _sqlite_migrations")
    try:
        applied = {str(row["name"]): datetime.fromisoformat(str(row["applied_at"])) for row in rows}
        begun = datetime.fromisoformat(str(first["at"]))
        return {column for column, name in _ADDED.items() if applied[name] > begun}
    except (ValueError, TypeError, LookupError):
        # Times that no program wrote: they are reported where they are, and excuse nothing.
        return set()
