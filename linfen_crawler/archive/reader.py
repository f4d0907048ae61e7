"""Read the archive: the read-only interface for spiders, commands and programs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from linfen_crawler.archive.changes import MERGED_INTO
from linfen_crawler.archive.connection import instant, now
from linfen_crawler.archive.known import dealt_with, entry_of
from linfen_crawler.archive.readonly import ReadOnlyDatabase
from linfen_crawler.archive.revisions import source_of
from linfen_crawler.archive.rows import Record, Value
from linfen_crawler.archive.schedule import IS_DUE, IS_RETRIED, retried_between
from linfen_crawler.errors import ArchiveDamagedError, ArchiveError
from linfen_crawler.items import Capture
from linfen_crawler.journal import Entry
from linfen_crawler.kinds import Evidence, Kind
from linfen_crawler.raw import NOT_MODIFIED, Place, read_capture
from linfen_crawler.urls import first_part, kind_of

_IN_ONE_QUERY = 500
_BEGUN = "coalesce(published_at, first_seen_at)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger records about an address."""

    url: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What the archive keeps about a run."""

    id: int
    spider: str
    arguments: dict[str, str]
    started_at: str
    """ISO 8601, UTC."""
    finished_at: str | None
    verdict: str | None
    """``None`` while the run continues, and for one that was killed, until the next begins."""
    reasons: list[str]
    counters: dict[str, int]
    version: str
    """Of this program."""
    branch: str | None = None
    """Where it is the first of a copy that was put back, what that is to those who follow: see ``docs/schema.md``."""


class Archive(ReadOnlyDatabase):
    """An archive, read-only: what it knows of addresses, articles, captures and runs."""

    def known(self, urls: Iterable[str]) -> dict[str, Known]:
        """Return the ledger's entries for addresses; those never discovered are missing."""
        wanted = list(urls)
        found: dict[str, Known] = {}
        for start in range(0, len(wanted), _IN_ONE_QUERY):
            some = wanted[start : start + _IN_ONE_QUERY]
            marks = ", ".join("?" * len(some))
            for row in self.rows(f"SELECT url, kind, state FROM urls WHERE url IN ({marks})", some):
                found[str(row["url"])] = Known(str(row["url"]), str(row["kind"]), str(row["state"]))
        return found

    def due(self, *, after: int, limit: int, parser_version: str) -> list[tuple[int, str]]:
        """Return the next articles that are pending or due for another try, by ledger id.

        Those of which a later page is due are among them: an article is read from its first page.

        What another version of the parser refused, took for a page that says it is not there, or kept without its
        later pages is due at once.
        """
        rows = self.rows(
            "SELECT id, url, kind, discovered_on FROM urls "
            "WHERE id > ? AND kind IN ('article', 'part') AND (state = 'pending' OR "
            f"(state IN ('failed', 'refused', 'skipped', 'gone') AND {IS_RETRIED}) OR "
            "((state = 'refused' OR (state = 'gone' AND reason = ?)) AND parser_version IS NOT ?) OR "
            "url IN (SELECT url FROM articles WHERE complete = 0 AND parser_version <> ?)) ORDER BY id LIMIT ?",
            [after, *retried_between(), Evidence.SOFT_404, parser_version, parser_version, limit],
        )
        return [(int(cast("int", row["id"])), _to_read(row)) for row in rows]

    def unfinished_sweeps(self, section: str) -> list[tuple[int, int]]:
        """Return id and next page of a section's unfinished sweeps, the oldest first."""
        rows = self.rows(
            "SELECT id, next_page FROM sweeps WHERE section = ? AND ended_at IS NULL ORDER BY id", [section]
        )
        return [(int(cast("int", row["id"])), int(cast("int", row["next_page"]))) for row in rows]

    def are_known(self, section: str, urls: Iterable[str], *, known_to: int) -> bool:
        """Tell whether the section's sweeps up to a given one have shown all of some addresses.

        Each sweep covers the listing from its top without a gap, down to where it ended or will be continued:
        so what is below these addresses is known, or waits in an older sweep.
        """
        wanted = list(urls)
        marks = ", ".join("?" * len(wanted))
        (row,) = self.rows(
            "SELECT count(*) AS known FROM section_urls s JOIN urls u ON u.id = s.url_id "
            f"WHERE s.section = ? AND s.sweep_id <= ? AND u.url IN ({marks})",
            [section, known_to, *wanted],
        )
        return bool(wanted) and row["known"] == len(wanted)

    def newest_sweep(self, section: str) -> int:
        """Return the id of a section's newest sweep, 0 where it never had one."""
        (row,) = self.rows("SELECT coalesce(max(id), 0) AS id FROM sweeps WHERE section = ?", [section])
        return int(cast("int", row["id"]))

    def unfinished_sections(self) -> tuple[str, ...]:
        """Return the sections of which a sweep is unfinished."""
        rows = self.rows("SELECT section FROM sweeps WHERE ended_at IS NULL GROUP BY section ORDER BY min(id)")
        return tuple(str(row["section"]) for row in rows)

    def sections(self) -> tuple[str, ...]:
        """Return the sections that were ever swept, in the order in which they were first."""
        rows = self.rows("SELECT section FROM sweeps GROUP BY section ORDER BY min(id)")
        return tuple(str(row["section"]) for row in rows)

    def article(self, url_or_id: str | int) -> Record | None:
        """Return an article by its id or any of its addresses; ``None`` if there is none."""
        return self._row(
            "SELECT * FROM articles WHERE id = ?"
            if isinstance(url_or_id, int)
            else "SELECT * FROM articles WHERE id = (SELECT article_id FROM article_urls WHERE url = ?)",
            [url_or_id],
        )

    def children(self, table: str, article_id: int) -> list[Record]:
        """Return an article's rows of ``credits``, ``images``, ``links``, ``article_parts`` or ``article_urls``.

        ``attachments`` are those of its links that hand out files.
        """
        order = "relation, url" if table == "article_urls" else "position"
        return self.rows(f"SELECT * FROM {source_of(table)} WHERE article_id = ? ORDER BY {order}", [article_id])

    def captured(self, url: str, at: str) -> Capture | None:
        """Return the response of an address as requested at a time that another file states; ``None`` without."""
        try:
            moment = instant(datetime.fromisoformat(at))
        except ValueError:
            return None
        row = self._row("SELECT id FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id", [url, moment])
        return None if row is None else self.capture(int(str(row["id"])))

    def knows(self, capture: Capture) -> bool:
        """Tell whether a capture of that address, time and payload was processed already."""
        return dealt_with(self._database, self.folder, capture) is not None

    def entry_of(self, capture_id: int) -> Entry | None:
        """Return the entry of the journal that a capture was stored with; ``None`` if a kill has separated the two.

        Raises :class:`ArchiveDamagedError` if it cannot be read.
        """
        try:
            found = entry_of(self._database, self.folder, capture_id)
        except (OSError, ValueError, zlib.error) as error:
            raise ArchiveDamagedError(f"{self.folder}: the journal cannot be read: {error}") from error
        return None if found is None else found[0]

    def later_pages(self, url: str) -> list[str]:
        """Return the addresses of the later pages that an article was read from, in any of its revisions."""
        rows = self.rows(
            "SELECT DISTINCT p.url FROM article_urls u JOIN article_parts p USING (article_id) "
            "WHERE u.url = ? AND p.position > 1",
            [url],
        )
        return [str(row["url"]) for row in rows]

    def part_nearest(self, url: str, moment: datetime) -> int | None:
        """Return the capture, nearest in time, from which a later page of an article was read."""
        row = self._row(
            "SELECT c.id FROM article_parts p JOIN captures c ON c.id = p.capture_id "
            "WHERE p.url = ? AND p.position > 1 ORDER BY abs(julianday(c.fetched_at) - julianday(?)), c.id LIMIT 1",
            [url, instant(moment)],
        )
        return None if row is None else int(str(row["id"]))

    def capture(self, capture_id: int) -> Capture:
        """Return a response from its bytes, wherever its payload lies; for a 304 the response that it confirms.

        Of one that a takedown has removed the payload is empty, and it says so.
        Raises :class:`ArchiveError` for an unknown id, :class:`ArchiveDamagedError` where the bytes are
        not available.
        """
        row = self._row("SELECT * FROM captures WHERE id = ?", [capture_id])
        if row is None:
            raise ArchiveError(f"{self.folder} has no capture {capture_id}")
        if row["status"] == NOT_MODIFIED and row["refers_to"]:
            return self.capture(int(str(row["refers_to"])))
        original = self._row("SELECT * FROM captures WHERE id = ?", [row["refers_to"]]) if row["refers_to"] else None
        try:
            return read_capture(self.folder, place_of(row), None if original is None else place_of(original))
        except (OSError, ValueError, zlib.error) as error:
            raise ArchiveDamagedError(f"{self.folder}: capture {capture_id} cannot be read: {error}") from error

    def due_for_check(
        self, *, limit: int | None = None, seen_before: str | None = None, published_since: str | None = None
    ) -> list[int]:
        """Return the ids of the articles to be requested again, those that have waited longest first.

        Those whose time has come; with ``seen_before`` (a time, UTC) all last read before it instead, or at a time
        that is yet to come, by when they were last asked for: what cannot be read keeps no other waiting.
        ``published_since`` (a time, UTC) leaves out what is older.
        """
        due = IS_DUE if seen_before is None else "(last_seen_at < ?2 OR last_seen_at > ?1)"
        young = "" if published_since is None else f"AND julianday({_BEGUN}) >= julianday(?3)"
        waiting = "next_check_at" if seen_before is None else "(SELECT asked_at FROM urls WHERE url = articles.url)"
        rows = self.rows(
            f"SELECT id FROM articles WHERE {due} {young} ORDER BY {waiting}, id LIMIT ?4",
            [now(), seen_before, published_since, -1 if limit is None else limit],
        )
        return [int(str(row["id"])) for row in rows]

    def own_addresses(self, article_id: int) -> list[str]:
        """Return the site's addresses of an article, the best first; none where it was merged into another."""
        rows = self.rows(
            "SELECT url FROM article_urls WHERE article_id = ? AND relation IN ('canonical', 'same text') "
            "ORDER BY relation, url",
            [article_id],
        )
        return [str(row["url"]) for row in rows]

    def last_read(self, url: str) -> int | None:
        """Return the id of the capture from which an address of an article, or a page of one, was last read."""
        row = self._row(
            "SELECT coalesce((SELECT capture_id FROM article_urls WHERE url = ?), "
            "(SELECT capture_id FROM article_parts p JOIN captures c ON c.id = p.capture_id WHERE p.url = ? "
            "ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1)) AS id",
            [url, url],
        )
        return None if row is None or row["id"] is None else int(str(row["id"]))

    def revisions(self, article_id: int) -> list[Record]:
        """Return an article's state before each edit, the oldest first; lists of people and images as JSON."""
        return self.rows(
            "SELECT * FROM revisions WHERE article_id = ? ORDER BY seen_at, replaced_at, revision", [article_id]
        )

    def changes(self, article_id: int) -> list[Record]:
        """Return what happened to an article, in order; ``fields`` as JSON."""
        return self.rows("SELECT * FROM changes WHERE article_id = ? ORDER BY id", [article_id])

    def memberships(self, url: str) -> list[Record]:
        """Return the events by which an address has come to an article, in order: added, joined or split off.

        :meth:`merged_into` says whether an article was merged into another.
        """
        return self.rows(
            "SELECT * FROM changes WHERE evidence = ? AND kind IN ('added', 'split', 'merged') ORDER BY id", [url]
        )

    def merged_into(self, article_id: int) -> tuple[int, Record] | None:
        """Return the article into which an article was merged, and the event; ``None`` if it was not merged."""
        row = self._row(
            "SELECT * FROM changes WHERE article_id = ? AND kind = 'merged' AND evidence LIKE ? || '%'",
            [article_id, MERGED_INTO],
        )
        return None if row is None else (int(str(row["evidence"]).removeprefix(MERGED_INTO)), row)

    def joined_at(self, article_id: int, *, after: str) -> str:
        """Return when another article was merged into this one, not before ``after``; ``after`` if none was."""
        sql = "SELECT coalesce(min(at), ?1) AS at FROM changes WHERE at >= ?1 AND kind = 'merged' AND evidence = ?2"
        return str(self.rows(sql, [after, f"{MERGED_INTO}{article_id}"])[0]["at"])

    def similar(self, article_id: int) -> list[Record]:
        """Return the articles with nearly the same text, the nearest first: id, address, title, date and score."""
        if not self._has_table("similar"):
            return []
        return self.rows(
            "SELECT a.id, a.url, a.title, a.published_at, s.score FROM articles a JOIN ("
            "SELECT other_id AS id, score FROM similar WHERE article_id = ?1 UNION ALL "
            "SELECT article_id, score FROM similar WHERE other_id = ?1) s ON s.id = a.id ORDER BY s.score DESC, a.url",
            [article_id],
        )

    def mirrors(self, article_id: int) -> list[Record]:
        """Return the copies of an article that mirrors have: what each said, and how near its text is."""
        if not self._has_table("mirrors"):
            return []
        return self.rows("SELECT * FROM mirrors WHERE article_id = ? ORDER BY url", [article_id])

    def tombstone(self, url: str) -> Record | None:
        """Return what is known of an address that was taken down; ``None`` for any other."""
        return self._row("SELECT * FROM tombstones WHERE url = ?", [url]) if self._has_table("tombstones") else None

    def has_tombstones(self) -> bool:
        """Tell whether anything was ever taken down."""
        return self._has_table("tombstones") and bool(self.rows("SELECT 1 FROM tombstones LIMIT 1"))

    def taken_down(self, article_id: int) -> str | None:
        """Return an address of an article that was taken down; ``None`` for any other."""
        sql = "SELECT url FROM tombstones WHERE article_id = ? ORDER BY url"
        row = self._row(sql, [article_id]) if self._has_table("tombstones") else None
        return None if row is None else str(row["url"])

    def ledger_entry(self, url: str) -> Record | None:
        """Return what became of an address; ``None`` if it was never discovered."""
        return self._row("SELECT * FROM urls WHERE url = ?", [url])

    def run(self, run_id: int) -> RunRecord | None:
        """Return a run's record."""
        return next(self._runs("WHERE id = ?", [run_id]), None)

    def runs_begun(self) -> dict[int, str]:
        """Return when each run began, by its number."""
        return {int(str(row["id"])): str(row["started_at"]) for row in self.rows("SELECT id, started_at FROM runs")}

    def last_runs(self, count: int) -> list[RunRecord]:
        """Return the last runs, newest first."""
        return list(self._runs("ORDER BY id DESC LIMIT ?", [count]))

    def _runs(self, clause: str, parameters: list[Value]) -> Iterator[RunRecord]:
        for row in self.rows(f"SELECT * FROM runs {clause}", parameters):
            decoded = {name: json.loads(str(row[name])) for name in ("arguments", "reasons", "counters")}
            yield RunRecord(**{**row, **decoded})


def _to_read(row: Record) -> str:
    """Return the address to begin with: of a part, that of the article's first page."""
    url = str(row["url"])
    if row["kind"] != Kind.PART:
        return url
    # The ledger has always known <id>_2.html by its form, and any other by the article whose pager led there.
    return first_part(url) if kind_of(url) is Kind.PART else str(row["discovered_on"])


def place_of(row: Record) -> Place:
    """Return where the record of a row is."""
    return Place(str(row["warc_file"]), int(str(row["warc_offset"])), int(str(row["warc_length"])))
