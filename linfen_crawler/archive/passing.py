"""Decide which values of a database cannot be held against the bytes: they are a run's, or another version's."""

from __future__ import annotations

from datetime import datetime

from linfen_crawler.archive.difference import Difference
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record
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
_GROWING = frozenset({"captures", "journal", "runs", "warc_files"})
"""Tables that a running crawl appends to while they are being compared."""
_UNENDED = {"finished_at": None, "verdict": None, "reasons": "[]", "counters": "{}"}
"""The columns of a run that has not ended."""
_OF_NO_READER = frozenset({"archive", "changes", "media", "tombstones", *_GROWING})
"""Tables that rest on the journal alone, whatever a version of the reader makes of a page."""


def last_entry(archive: Archive) -> int:
    """Return the number of the last entry of the journal, 0 where there is none."""
    return int(str(archive.rows("SELECT coalesce(max(number), 0) AS number FROM journal")[0]["number"]))


class Passed:
    """Decides which values of an archive this version cannot prove.

    A row may rest on many pages, and a page on the rows that others have left. So where another version has read any,
    only what no reader has a part in can be held against the bytes, until ``linfen rebuild --apply`` has read them all.
    """

    def __init__(self, archive: Archive, parser_version: str) -> None:
        self._archive = archive
        self._is_mixed = bool(archive.read_by - {parser_version})
        self._later = _added_later(archive)
        (unended,) = archive.rows(
            "SELECT max(id) AS id FROM runs WHERE id = (SELECT max(id) FROM runs) "
            "AND NOT EXISTS (SELECT 1 FROM journal WHERE what = 'RunEnded' AND run_id = runs.id)"
        )
        self._unended = str(unended["id"])

    def table(self, name: str) -> bool:
        """Recognise a table that another version's reading may have made otherwise."""
        return self._is_mixed and name not in _OF_NO_READER

    def value(self, found: Difference) -> bool:
        """Recognise a value that was not kept yet when its row was written, and the end of a run that had none yet."""
        if found.table == "runs" and found.key == self._unended:
            return found.column in _UNENDED and found.old == _UNENDED[found.column]
        return found.old is None and (found.table, found.column) in self._later

    def is_told(self, table: str, new: Archive) -> bool:
        """Tell whether the entries that are proved are all that mention the ids of a table."""
        if table in _GROWING or self._is_mixed:
            return False
        return table != "articles" or (last_entry(self._archive) == last_entry(new) and not left_out(self._archive))

    def row(self, table: str, one: Record | None) -> bool:
        """Recognise a row that a run has written meanwhile: the archive, as it was held, has none."""
        return one is None and table in _GROWING


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
