"""Find what belongs to an address: its article with all addresses, pages, versions and copies, and all their bytes.

What an address showed belongs to it, whatever article it was kept under, and so does what other addresses showed of its
texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linfen_crawler.archive.changes import MERGED_INTO
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record, Value
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.kinds import Kind
from linfen_crawler.urls import Site, kind_of, original_of

_SAME = "relation IN ('canonical', 'same text', 'mirror')"
_OF_SAME_BYTES = """
    WITH read AS (SELECT payload_sha256, fetched_at, p.* FROM article_parts p JOIN captures c ON c.id = p.capture_id),
    own AS (SELECT payload_sha256, min(fetched_at) AS at FROM read WHERE url IN ({marks}) GROUP BY payload_sha256)
    SELECT DISTINCT text_sha256 FROM own JOIN read x USING (payload_sha256)
    JOIN revisions r USING (article_id, revision)
    WHERE r.url NOT IN ({marks}) AND NOT EXISTS (SELECT 1 FROM read e WHERE e.payload_sha256 = own.payload_sha256
    AND e.url NOT IN ({marks}) AND e.fetched_at < own.at)
"""
"""What others read from a page of an article that has more, where it was this article's first."""
Version = tuple[int, int]
"""A row of ``revisions``: article and number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """All that an archive has of an article, or of an address that is none's."""

    article_id: int | None
    """``None`` if none is archived."""
    addresses: dict[str, Kind]
    """The address that was asked about first."""
    versions: tuple[Version, ...]
    """What its addresses showed before, and where others showed its text for a time."""
    texts: tuple[str, ...]
    """Digests of all folded texts that it ever had."""
    captures: tuple[Record, ...]
    """Rows of the responses that hold any of it, the oldest first."""


def belongings_of(archive: Archive, url: str) -> Belongings:
    """Return what belongs to a canonical address.

    Raises as :meth:`~linfen_crawler.archive.reader.Archive.rows` does.
    """
    article_id = _article_id(archive, url)
    own = [url, *_urls(archive, "SELECT url FROM article_urls WHERE article_id = ? ORDER BY relation, url", article_id)]
    texts = _Texts(archive, article_id, tuple(dict.fromkeys(own)))
    versions = texts.versions()
    addresses = dict(_addresses(archive, texts.addresses, article_id, versions))
    captures = _Captures(archive, article_id, addresses, versions, frozenset(texts.shown))
    return Belongings(
        article_id=article_id,
        addresses=addresses,
        versions=versions,
        texts=tuple(dict.fromkeys([*texts.present, *texts.shown, *_of_copies(archive, addresses)])),
        captures=tuple(captures.rows()),
    )


def _article_id(archive: Archive, url: str) -> int | None:
    article = archive.article(url)
    if article is not None:
        return int(str(article["id"]))
    asked = "SELECT p.article_id FROM article_parts p JOIN articles a ON a.id = p.article_id WHERE p.url = ?"
    return next((int(str(row["article_id"])) for row in archive.rows(asked, [url])), None)


def is_others_wording(archive: Archive, notice: str, found: Belongings) -> bool:
    """Recognise a copyright notice that other articles have too; one that none has is an article's own words."""
    gone = ", ".join(["(0, 0)", *["(?, ?)"] * len(found.versions)])
    rows = archive.rows(
        "SELECT 1 FROM articles WHERE copyright_notice = ?1 AND id IS NOT ?2 UNION ALL SELECT 1 FROM revisions "
        f"WHERE copyright_notice = ?1 AND (article_id, revision) NOT IN (VALUES {gone}) LIMIT 1",
        [notice, found.article_id, *(number for one in found.versions for number in one)],
    )
    return bool(rows)


class _Texts:
    """The texts of an article, and where they are."""

    def __init__(self, archive: Archive, article_id: int | None, addresses: tuple[str, ...]) -> None:
        self._archive = archive
        self._article_id = article_id
        self.addresses = addresses
        self._marks = _marks(addresses)
        present = _texts_of(archive, "SELECT text_sha256 FROM articles WHERE id = ?", article_id)
        sql = f"SELECT text_sha256 FROM article_urls WHERE article_id = ? AND {_SAME}"
        self.present = tuple(dict.fromkeys([*present, *_texts_of(archive, sql, article_id)]))
        """As it stands."""
        before = f"SELECT text_sha256 FROM revisions WHERE url IN ({self._marks})"
        shown = [*self.present, *(text for text in _texts_of(archive, before, *addresses) if not self._is_lent(text))]
        shown += _texts_of(archive, _OF_SAME_BYTES.format(marks=self._marks), *addresses, *addresses, *addresses)
        self.shown = tuple(text for text in dict.fromkeys(shown) if not self._stands_elsewhere(text))
        """All that are nobody else's: where others showed one of them, it was this article's."""

    def _stands_elsewhere(self, text: str) -> bool:
        sql = f"SELECT 1 FROM article_urls WHERE text_sha256 = ? AND article_id IS NOT ? AND {_SAME} LIMIT 1"
        return bool(self._archive.rows(sql, [text, self._article_id]))

    def _is_lent(self, text: str) -> bool:
        """Recognise a text that another address had before, and that this article shows no more."""
        sql = (
            f"SELECT min(iif(url IN ({self._marks}), seen_at, NULL)) AS own, "
            f"min(iif(url IN ({self._marks}), NULL, seen_at)) AS others FROM revisions WHERE text_sha256 = ?"
        )
        (row,) = self._archive.rows(sql, [*self.addresses, *self.addresses, text])
        return row["others"] is not None and str(row["others"]) < str(row["own"])

    def versions(self) -> tuple[Version, ...]:
        """Return the versions of its addresses, and those of others that had its text."""
        rows = self._archive.rows(
            f"SELECT article_id, revision FROM revisions WHERE url IN ({self._marks}) "
            f"OR text_sha256 IN ({_marks(self.shown)}) ORDER BY article_id, revision",
            [*self.addresses, *self.shown],
        )
        return tuple((int(str(row["article_id"])), int(str(row["revision"]))) for row in rows)


def _texts_of(archive: Archive, sql: str, *parameters: Value) -> list[str]:
    return [str(row["text_sha256"]) for row in archive.rows(sql, parameters)]


def _of_copies(archive: Archive, addresses: Iterable[str]) -> Iterator[str]:
    for url in addresses:
        yield from _texts_of(archive, "SELECT text_sha256 FROM mirrors WHERE url = ?", url)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _addresses(
    archive: Archive, shared: Sequence[str], article_id: int | None, versions: Iterable[Version]
) -> Iterator[tuple[str, Kind]]:
    """Yield the addresses of an article, of its pages, and of the copies that mirrors have, each with its kind."""
    own = [*shared, *_pages(archive, shared, article_id, versions)]
    for one in shared:
        own += _urls(archive, "SELECT url FROM mirrors WHERE original_url = ? AND article_id IS NULL ORDER BY id", one)
    for one in list(own):
        own += _later_pages(archive, one)
    # Also a copy that was refused: once the article is gone, it would count as another's.
    known = _urls(archive, "SELECT url FROM urls WHERE kind = 'offsite' ORDER BY id")
    wanted = set(own)
    own += [one for one in known if original_of(one) in wanted]
    for one in list(own):
        own += _urls(archive, "SELECT url FROM urls WHERE reason = ? ORDER BY id", f"a later page of {one}")
    own += _images(archive, article_id, versions)
    for one in dict.fromkeys(own):
        (entry,) = archive.rows("SELECT max(kind) AS kind FROM urls WHERE url = ?", [one])
        yield one, kind_of(one) if entry["kind"] is None else Kind(str(entry["kind"]))


def _pages(
    archive: Archive, shared: Sequence[str], article_id: int | None, versions: Iterable[Version]
) -> Iterator[str]:
    """Yield the pages that an article was read from, now and earlier at its own addresses."""
    present = "SELECT p.url FROM article_parts p JOIN articles a ON a.id = article_id AND a.revision = p.revision "
    yield from _urls(archive, f"{present} WHERE a.id = ? ORDER BY position", article_id)
    before = "SELECT p.url FROM article_parts p JOIN revisions r USING (article_id, revision) "
    own = f"WHERE article_id = ? AND revision = ? AND r.url IN ({_marks(shared)}) ORDER BY position"
    for version in versions:
        yield from _urls(archive, f"{before} {own}", *version, *shared)


def _images(archive: Archive, article_id: int | None, versions: Iterable[Version]) -> list[str]:
    """Return the images that an article shows or showed, if requested; those that others show are theirs."""
    own = [f"{article_id}/", *(f"{one}/{number}" for one, number in versions)]
    shown = (
        "SELECT url, article_id || '/' AS version FROM images UNION ALL SELECT json_extract(j.value, '$.url'), "
        "r.article_id || '/' || r.revision FROM revisions r, json_each(r.images) j"
    )
    return _urls(
        archive,
        f"WITH shown AS ({shown}) SELECT u.url FROM urls u WHERE u.kind = 'image' "
        f"AND u.url IN (SELECT url FROM shown WHERE version IN ({_marks(own)})) AND u.url NOT IN "
        f"(SELECT url FROM shown WHERE url IS NOT NULL AND version NOT IN ({_marks(own)})) ORDER BY u.id",
        *own,
        *own,
    )


def _urls(archive: Archive, sql: str, *parameters: Value) -> list[str]:
    return [str(row["url"]) for row in archive.rows(sql, parameters)]


class _Captures:
    """The responses that hold an article's texts.

    An address may have had another article's text, and another's may have had this one's: what others rest on stays,
    and what an address showed while it was this one's is found by the text that the journal notes.
    """

    def __init__(
        self,
        archive: Archive,
        article_id: int | None,
        addresses: dict[str, Kind],
        versions: tuple[Version, ...],
        texts: frozenset[str],
    ) -> None:
        self._archive = archive
        self._addresses = addresses
        self._texts = texts
        self._kept = _others_captures(archive, article_id, versions)
        self._elsewhere = set(_elsewhere(archive, article_id, versions)) - addresses.keys()
        self._sites = list(_sites(archive))

    def rows(self) -> Iterator[Record]:
        """Yield the responses of its addresses, whatever their status, and those of others that brought its text."""
        for asked in self._archive.rows("SELECT DISTINCT url FROM captures"):
            canonical = _spellings(str(asked["url"]), self._sites)
            is_own = not canonical.isdisjoint(self._addresses)
            if is_own or not canonical.isdisjoint(self._elsewhere):
                yield from (row for row in self._of(asked["url"]) if self._is_its(row, is_own=is_own))
        yield from self._redirected_images()

    def _of(self, asked: Value) -> list[Record]:
        sql = "SELECT * FROM captures WHERE url = ? AND forgotten_at IS NULL ORDER BY id"
        return self._archive.rows(sql, [asked])

    def _is_its(self, row: Record, *, is_own: bool) -> bool:
        if row["id"] in self._kept:
            return False
        return is_own or _text_behind(self._archive, row) in self._texts

    def _redirected_images(self) -> Iterator[Record]:
        """Yield the responses for images after redirects; those that others refer to are theirs."""
        for address in self._addresses:
            rows = self._archive.rows(
                "SELECT c.* FROM media m JOIN captures c ON c.id = m.capture_id WHERE m.url = ? AND NOT EXISTS "
                "(SELECT 1 FROM captures o JOIN media x ON x.capture_id = o.id WHERE o.refers_to = c.id)",
                [address],
            )
            yield from (row for row in rows if self._addresses.keys().isdisjoint(self._spelled(row)))

    def _spelled(self, row: Record) -> set[str]:
        return _spellings(str(row["url"]), self._sites)


def _spellings(url: str, sites: Iterable[Site]) -> set[str]:
    """Return the canonical addresses that an address as requested may stand for."""
    found = (site.canonical(url, keeps_query=keeps) for site in sites for keeps in (False, True))
    return {one for one in found if one is not None}


def _sites(archive: Archive) -> Iterator[Site]:
    """Yield the site under each address at which it was requested."""
    asked = "SELECT DISTINCT json_extract(arguments, '$.site_url') AS url FROM runs"
    yield Site()
    yield from (Site(str(row["url"])) for row in archive.rows(asked) if row["url"])


def _others_captures(archive: Archive, article_id: int | None, versions: Sequence[Version]) -> set[Value]:
    """Return the captures of other articles, current and earlier, and those that they refer to."""
    gone = ", ".join(["(0, 0)", *["(?, ?)"] * len(versions)])
    rows = archive.rows(
        "SELECT c.id, c.refers_to FROM article_parts p JOIN captures c ON c.id = p.capture_id "
        "WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = ? AND id = p.article_id AND revision = p.revision) "
        f"AND (p.article_id, p.revision) NOT IN (VALUES {gone})",
        [article_id, *(number for one in versions for number in one)],
    )
    return {one for row in rows for one in row.values() if one is not None}


def _elsewhere(archive: Archive, article_id: int | None, versions: Iterable[Version]) -> Iterator[str]:
    """Yield the addresses that may have shown an article's text: of its versions, and those that its events name."""
    waiting = list(dict.fromkeys([*([article_id] if article_id else []), *(one for one, _ in versions)]))
    for one in waiting:
        merged = "SELECT article_id FROM changes WHERE kind = 'merged' AND evidence = ? ORDER BY id"
        rows = archive.rows(merged, [f"{MERGED_INTO}{one}"])
        waiting += {int(str(row["article_id"])) for row in rows}.difference(waiting)
        for event in archive.changes(one):
            evidence = str(event["evidence"])
            if evidence.startswith(("http://", "https://")):
                yield evidence
                yield from _later_pages(archive, evidence)
    for version in versions:
        yield from _urls(archive, "SELECT url FROM revisions WHERE article_id = ? AND revision = ?", *version)
        yield from _urls(archive, "SELECT url FROM article_parts WHERE article_id = ? AND revision = ?", *version)


def _later_pages(archive: Archive, url: str) -> list[str]:
    return _urls(archive, "SELECT url FROM urls WHERE kind = 'part' AND discovered_on = ? ORDER BY id", url)


def _text_behind(archive: Archive, capture: Record) -> str | None:
    """Return the digest of the text that was read from a response, as the journal notes it."""
    try:
        entry = archive.entry_of(int(str(capture["id"])))
    except ArchiveDamagedError:
        # It may be another article's, so it stays; `linfen verify` names what has rotted.
        return None
    said = None if entry is None else entry.facts.get("text_sha256")
    return None if said is None else str(said)
