"""Keep each wording of the copyright notice once, with its holders and the dates between which it was seen."""

from __future__ import annotations

import hashlib
import json
import re

from sqlite_utils import Database

from linfen_crawler.text import fold_with_offsets

_WITHHELD = "taken down: "
_PUBLISHES = "(?:刊载|刊登|刊发|登载|发布|发表|采写|采编|拍摄|制作|所有)"
_AND = "(?:以及|[、,及和或与])"
# 凡临汾日报、临汾发布刊载及发布的各类稿件: a verb that ends the names has no further name and no verb right after it.
_HOLDERS = re.compile(rf"凡([^,。;凡]{{1,200}}?){_PUBLISHES}(?!{_PUBLISHES})(?!{_AND}(?!{_PUBLISHES}))")
_BETWEEN = re.compile("[、,，]|以及|(?<=[报网社台号刊端布])[及和与]")


def holders(notice: str) -> tuple[str, ...]:
    """Return whose rights a notice claims, in the page's own characters.

    >>> holders("版权声明：凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权，任何媒体…")
    ('临汾日报', '临汾新闻网')
    """
    folded = fold_with_offsets(notice)
    match = _HOLDERS.search(folded.text)
    if match is None:
        return ()
    named = folded.group(match, 1) or ""
    return tuple(name.strip() for name in _BETWEEN.split(named) if name.strip())


def withheld(notice: str) -> str:
    """Return what replaces a wording that only taken-down content has: its digest."""
    return f"{_WITHHELD}{_sha256(notice)}"


def withhold(database: Database, standing_in: str) -> None:
    """Remove the wording that :func:`withheld` has replaced; its number and dates stay."""
    if not standing_in.startswith(_WITHHELD):
        return
    wording = database.execute(
        "SELECT id FROM copyright_notices WHERE sha256 = ?", [standing_in.removeprefix(_WITHHELD)]
    ).fetchone()
    if wording is None:
        return
    # A takedown that a kill left half-way may have been taken up: then both are there, and the first keeps its number.
    row = database.execute(
        "SELECT id, first_published_at, last_published_at FROM copyright_notices WHERE sha256 = ?",
        [_sha256(standing_in)],
    ).fetchone()
    if row is not None:
        _widen(database, wording[0], row[1], row[2])
        database.execute("UPDATE articles SET copyright_id = ? WHERE copyright_id = ?", [wording[0], row[0]])
        database.execute("DELETE FROM copyright_notices WHERE id = ?", [row[0]])
    database.execute(
        "UPDATE copyright_notices SET text = ?, sha256 = ?, holders = '[]' WHERE id = ?",
        [standing_in, _sha256(standing_in), wording[0]],
    )


def _sha256(notice: str) -> str:
    return hashlib.sha256(notice.encode()).hexdigest()


def keep_notice(
    database: Database, notice: str | None, published_at: str | None, *, is_read_again: bool = False
) -> int | None:
    """Return the id of a wording, inserting it if new; widen the dates between which it was seen.

    For a page that ``is_read_again`` a known wording uses up no number, as for each page that is stored: a rebuild,
    which reads each once, has to come to the same numbers.
    """
    if notice is None:
        return None
    day = published_at[:10] if published_at else None
    known = "SELECT id FROM copyright_notices WHERE sha256 = ?"
    row = database.execute(known, [_sha256(notice)]).fetchone() if is_read_again else None
    row = (
        row
        or database.execute(
            "INSERT INTO copyright_notices (text, sha256, holders) VALUES (?, ?, ?) "
            # Only so does an upsert return the row that was there.
            "ON CONFLICT (sha256) DO UPDATE SET sha256 = sha256 RETURNING id",
            [notice, _sha256(notice), json.dumps(holders(notice), ensure_ascii=False)],
        ).fetchone()
    )
    _widen(database, int(row[0]), day, day)
    return int(row[0])


def _widen(database: Database, notice_id: int, first: str | None, last: str | None) -> None:
    """Widen the dates between which a wording was seen to include two days."""
    database.execute(
        "UPDATE copyright_notices SET "
        "first_published_at = min(coalesce(first_published_at, ?1), coalesce(?1, first_published_at)), "
        "last_published_at = max(coalesce(last_published_at, ?2), coalesce(?2, last_published_at)) WHERE id = ?3",
        [first, last, notice_id],
    )
