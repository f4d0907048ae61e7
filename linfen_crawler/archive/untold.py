"""Work out what a rebuilt database has to tell those who follow ``changes``: what nobody has told them yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linfen_crawler.archive.changes import MERGED_INTO
from linfen_crawler.archive.deferred import deferred_in
from linfen_crawler.archive.proof import paired
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.revisions import COMPARED, LISTS
from linfen_crawler.archive.rows import Record, Value
from linfen_crawler.rewrites import Reread

_NO_ARTICLE = "no article: "
_UNDISCOVERED = "never discovered"


def untold(old: Archive | None, new: Archive) -> Iterator[Reread]:
    """Yield what became of each article that a new database has otherwise than it was told, made by a newer reader.

    An article is as the ``old`` one has it, if no later event of the journal tells of it. Otherwise it is as these
    events tell, and what of it is read otherwise was deferred as they were read again; so it is of all articles if
    there is no old database that can be read.
    """
    last = _last_told(old, new)
    if old is not None:
        for one, other in paired(old, new, "articles"):
            if _id(one or other or {}) not in last:
                yield from _compared(old, new, one, other)
    deferred = {item.article_id: item for item in deferred_in(new)}
    for article_id, event in last.items():
        if new.article(article_id) is not None:
            yield from [deferred[article_id]] if article_id in deferred else []
        elif not _is_end(event):
            yield _lost(new, article_id, _address(new, article_id))


def _last_told(old: Archive | None, new: Archive) -> dict[int, Record]:
    """Return the last event of each article of which the journal tells more than an old database knows."""
    if old is None:
        return {int(str(row["article_id"])): row for row in new.table("changes")}
    pairs = paired(old, new, "changes")
    return {int(str(event["article_id"])): event for known, event in pairs if known is None and event is not None}


def _is_end(event: Record) -> bool:
    """Tell whether the archive has an article no longer, as an event tells."""
    evidence = str(event["evidence"])
    match event["kind"]:
        case "forgotten":
            return True
        case "merged":
            return evidence.startswith(MERGED_INTO)
        case kind:
            return kind == "reparsed" and evidence.startswith((_NO_ARTICLE, _UNDISCOVERED))


def _compared(old: Archive, new: Archive, one: Record | None, other: Record | None) -> Iterator[Reread]:
    url, by = (str(other["url"]), str(other["parser_version"])) if other else ("", None)
    if one is None and other is not None:
        yield Reread(url=url, article_id=_id(other), event="added", evidence=url, parser_version=by)
    elif one is not None and other is None:
        yield _lost(new, _id(one), str(one["url"]))
    elif one is not None and other is not None and one["content_sha256"] != other["content_sha256"]:
        fields = [name for name in COMPARED if one[name] != other[name]]
        fields += [name for name in LISTS if _listed(old, one, name) != _listed(new, other, name)]
        yield Reread(url=url, article_id=_id(other), event="reparsed", fields=tuple(fields), parser_version=by)


def _lost(new: Archive, article_id: int, url: str) -> Reread:
    """Return what became of an article that a newer reader does not have: merged into another, or none at all."""
    owner, entry = new.article(url), new.ledger_entry(url)
    if owner is not None:
        return Reread(url=url, article_id=article_id, event="merged", evidence=f"{MERGED_INTO}{owner['id']}")
    evidence = f"{_NO_ARTICLE}{entry['state']}, {entry['reason']}" if entry else _UNDISCOVERED
    return Reread(url=url, article_id=article_id, event="reparsed", evidence=evidence)


def _address(new: Archive, article_id: int) -> str:
    """Return the address that an article began with, as its first event tells."""
    began = "SELECT evidence FROM changes WHERE article_id = ? ORDER BY id LIMIT 1"
    return str(new.rows(began, [article_id])[0]["evidence"])


def _listed(archive: Archive, article: Record, table: str) -> list[tuple[Value, ...]]:
    return [tuple(row[name] for name in LISTS[table]) for row in archive.children(table, _id(article))]


def _id(article: Mapping[str, Value]) -> int:
    return int(str(article["id"]))
