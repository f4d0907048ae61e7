"""Find what belongs to an address: its article with all addresses, pages, versions and copies, and all their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linfen_crawler.archive.reader import Archive, Record
from linfen_crawler.archive.rows import Value
from linfen_crawler.errors import ArchiveDamagedError
from linfen_crawler.items import Kind
from linfen_crawler.urls import Site, kind_of, original_of

_SAME = "relation IN ('canonical', 'same text', 'mirror')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """All that an archive has of an article, or of an address that is none's."""

    article_ids: tuple[int, ...]
    """The article, and those that were merged into it; empty where none is archived."""
    addresses: dict[str, Kind]
    """The address that was asked about first."""
    texts: tuple[str, ...]
    """Digests of all folded texts that it ever had."""
    captures: tuple[Record, ...]
    """Rows of the responses that hold any of it, the oldest first."""


def belongings_of(archive: Archive, url: str) -> Belongings:
    """Return what belongs to a canonical address.

    Raises as :meth:`~linfen_crawler.archive.reader.Archive.rows` does.
    """
    ids = tuple(_article_ids(archive, url))
    addresses = dict(_addresses(archive, url, ids))
    texts = tuple(_texts(archive, ids, addresses))
    captures = tuple(_captures(archive, ids, addresses, frozenset(texts)))
    return Belongings(article_ids=ids, addresses=addresses, texts=texts, captures=captures)


def _article_ids(archive: Archive, url: str) -> Iterator[int]:
    article = archive.article(url)
    found = None if article is None else article["id"]
    if found is None:
        asked = "SELECT p.article_id FROM article_parts p JOIN articles a ON a.id = p.article_id WHERE p.url = ?"
        found = next((row["article_id"] for row in archive.rows(asked, [url])), None)
    waiting = [] if found is None else [int(str(found))]
    while waiting:
        article_id = waiting.pop(0)
        yield article_id
        merged = "SELECT article_id FROM changes WHERE kind = 'merged' AND evidence = ? AND article_id <> ?"
        rows = archive.rows(merged, [f"into article {article_id}", article_id])
        waiting.extend(int(str(row["article_id"])) for row in rows)


def _addresses(archive: Archive, url: str, ids: tuple[int, ...]) -> Iterator[tuple[str, Kind]]:
    """Yield the addresses of an article, of its pages, and of the copies that mirrors have, each with its kind."""
    own = [url]
    for article_id in ids:
        own += _urls(archive, "SELECT url FROM article_urls WHERE article_id = ? ORDER BY relation, url", article_id)
        own += _urls(
            archive, "SELECT url FROM article_parts WHERE article_id = ? ORDER BY revision, position", article_id
        )
    for one in list(own):
        own += _urls(archive, "SELECT url FROM urls WHERE kind = 'part' AND discovered_on = ? ORDER BY id", one)
    # Also a copy that was refused: under the path of an article that is no more, it would be another's.
    known = _urls(archive, "SELECT url FROM urls WHERE kind = 'offsite' ORDER BY id")
    wanted = set(own)
    own += [one for one in known if original_of(one) in wanted]
    for one in list(own):
        own += _urls(archive, "SELECT url FROM urls WHERE reason = ? ORDER BY id", f"a later page of {one}")
    own += _images(archive, ids)
    for one in dict.fromkeys(own):
        (entry,) = archive.rows("SELECT max(kind) AS kind FROM urls WHERE url = ?", [one])
        yield one, kind_of(one) if entry["kind"] is None else Kind(str(entry["kind"]))


def _images(archive: Archive, ids: tuple[int, ...]) -> list[str]:
    """Return the images that articles show or showed, and that were asked for; what others show as well is theirs."""
    if not ids:
        return []
    marks = ", ".join("?" * len(ids))
    shown = (
        "SELECT url, article_id FROM images UNION ALL "
        "SELECT json_extract(j.value, '$.url'), r.article_id FROM revisions r, json_each(r.images) j"
    )
    return _urls(
        archive,
        f"WITH shown AS ({shown}) SELECT u.url FROM urls u WHERE u.kind = 'image' "
        f"AND u.url IN (SELECT url FROM shown WHERE article_id IN ({marks})) "
        f"AND u.url NOT IN (SELECT url FROM shown WHERE url IS NOT NULL AND article_id NOT IN ({marks})) ORDER BY u.id",
        *ids,
        *ids,
    )


def _urls(archive: Archive, sql: str, *parameters: Value) -> list[str]:
    return [str(row["url"]) for row in archive.rows(sql, parameters)]


def _texts(archive: Archive, ids: Iterable[int], addresses: Iterable[str]) -> Iterator[str]:
    found: dict[str, None] = {}
    for article_id in ids:
        for table, condition in (
            ("articles", "id = ?"),
            ("revisions", "article_id = ?"),
            ("article_urls", f"article_id = ? AND {_SAME}"),
        ):
            rows = archive.rows(f"SELECT text_sha256 FROM {table} WHERE {condition}", [article_id])
            found.update(dict.fromkeys(str(row["text_sha256"]) for row in rows))
    for url in addresses:
        rows = archive.rows("SELECT text_sha256 FROM mirrors WHERE url = ?", [url])
        found.update(dict.fromkeys(str(row["text_sha256"]) for row in rows))
    yield from found


def _captures(
    archive: Archive, ids: tuple[int, ...], addresses: dict[str, Kind], texts: frozenset[str]
) -> Iterator[Record]:
    """Yield the responses that hold any of the texts.

    An address may have had another article's text, and another's may have had this one's: what another article rests on
    stays, and what an address showed while it was this one's is found by the text that the journal notes.
    """
    kept = _others_captures(archive, ids)
    former = _former_addresses(archive, ids) - addresses.keys()
    sites = list(_sites(archive))
    asked_at = {
        str(row["url"]): canonical
        for row in archive.rows("SELECT DISTINCT url FROM captures")
        if (canonical := _spellings(str(row["url"]), sites) & (addresses.keys() | former))
    }
    for url, canonical in asked_at.items():
        rows = archive.rows(
            "SELECT * FROM captures WHERE url = ? AND forgotten_at IS NULL "
            "AND (status IN (0, 200) OR refers_to IS NOT NULL) ORDER BY id",
            [url],
        )
        for row in rows:
            is_own = not canonical.isdisjoint(addresses) and row["id"] not in kept
            if is_own or _text_behind(archive, row) in texts:
                yield row
    yield from _redirected_images(archive, addresses, sites)


def _redirected_images(archive: Archive, addresses: dict[str, Kind], sites: Iterable[Site]) -> Iterator[Record]:
    """Yield the responses that brought images from where their addresses led to; what others refer to is theirs."""
    for address in addresses:
        rows = archive.rows(
            "SELECT c.* FROM media m JOIN captures c ON c.id = m.capture_id WHERE m.url = ? AND NOT EXISTS "
            "(SELECT 1 FROM captures o JOIN media x ON x.capture_id = o.id WHERE o.refers_to = c.id)",
            [address],
        )
        yield from (row for row in rows if addresses.keys().isdisjoint(_spellings(str(row["url"]), sites)))


def _spellings(url: str, sites: Iterable[Site]) -> set[str]:
    """Return the canonical addresses that an address as asked may stand for."""
    found = (site.canonical(url, keeps_query=keeps) for site in sites for keeps in (False, True))
    return {one for one in found if one is not None}


def _sites(archive: Archive) -> Iterator[Site]:
    """Yield the site as it was ever asked for."""
    asked = "SELECT DISTINCT json_extract(arguments, '$.site_url') AS url FROM runs"
    yield Site()
    yield from (Site(str(row["url"])) for row in archive.rows(asked) if row["url"])


def _others_captures(archive: Archive, ids: tuple[int, ...]) -> set[Value]:
    """Return the captures that other articles were read from."""
    marks = ", ".join("?" * len(ids))
    rows = archive.rows(f"SELECT DISTINCT capture_id FROM article_parts WHERE article_id NOT IN ({marks})", ids)
    return {row["capture_id"] for row in rows}


def _former_addresses(archive: Archive, ids: Iterable[int]) -> set[str]:
    """Return the addresses that ever were the article's, as its events name them."""
    rows = (row for article_id in ids for row in archive.changes(article_id))
    return {str(row["evidence"]) for row in rows if str(row["evidence"]).startswith(("http://", "https://"))}


def _text_behind(archive: Archive, capture: Record) -> str | None:
    """Return the digest of the text that was read from a response, as the journal notes it."""
    try:
        entry = archive.entry_of(int(str(capture["id"])))
    except ArchiveDamagedError:
        # It may be another article's, so it stays; `linfen verify` names what has rotted.
        return None
    said = None if entry is None else entry.facts.get("text_sha256")
    return None if said is None else str(said)
