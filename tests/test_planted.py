"""What the replica plants: articles put into a second section are one, notices of one wording are two, and linked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from test_exactness import score, served
from test_mirrors import put, running

from linfen_crawler.archive import Archive
from linfen_crawler.items import Capture, Part, RawArticle
from linfen_crawler.pages import join_parts, read_article
from linfen_crawler.replica import Replica

DAYS = (date(2021, 3, 1), date(2021, 4, 30))


def raw(replica: Replica, url: str) -> RawArticle:
    """Return an article as a spider yields it."""
    pages = [read_article(page) for page in served(replica, url)]
    captures = [Capture(url=page.url, fetched_at=datetime.now(UTC), status=200, payload=b"") for page in pages]
    parts = tuple(Part(url=one.url, capture=one) for one in captures)
    return replace(join_parts(pages), captures=tuple(captures), parts=parts)


def archive_all(replica: Replica, folder: Path) -> None:
    """Archive all that a replica has, the newest first as a crawl does."""
    with running(folder) as run:
        for url in reversed([*replica.addresses()]):
            put(run, raw(replica, url))


def check_planted(folder: Path, *, seed: int, size: int) -> None:
    """Assert and print what becomes of what is planted."""
    replica = Replica(seed=seed, size=size, days=DAYS)
    archive_all(replica, folder)
    copies = {replica.same_text(url) for url in replica.addresses() if len(replica.same_text(url)) == 2}
    notices = replica.notices()
    with Archive.open(folder) as archive:
        of = {str(row["url"]): row["article_id"] for row in archive.rows("SELECT url, article_id FROM article_urls")}
        links = {(row["article_id"], row["other_id"]): row["score"] for row in archive.rows("SELECT * FROM similar")}
    merged = {pair for pair in combinations(sorted(of), 2) if of[pair[0]] == of[pair[1]]}
    right = merged & {(min(pair), max(pair)) for pair in copies}
    linked = Counter(kind for *pair, kind in notices if links.get(tuple(sorted(of[one] for one in pair)), 0) >= 0.9)
    apart = Counter(kind for one, other, kind in notices if of[one] != of[other])
    print(f"\n{len(copies)} articles in a second section: {len(right)} are one; {len(merged)} pairs of addresses are")
    print(f"precision {len(right) / len(merged):.1%}, recall {len(right) / len(copies):.1%}")
    print(f"{len(notices)} pairs of notices of one wording: {apart.total()} stay two, {linked.total()} are linked")
    for kind, count in Counter(kind for *_, kind in notices).items():
        print(f"  {kind}: {apart[kind]} of {count} apart, {linked[kind]} linked")
    assert copies
    assert {len(merged), len(right)} == {len(copies)}
    assert apart.total() == linked.total() == len(notices)


def test_what_is_planted_is_told_apart_and_found(tmp_path: Path) -> None:
    check_planted(tmp_path, seed=5, size=240)


@pytest.mark.figures
def test_much_that_is_planted_is_told_apart_and_found(tmp_path: Path) -> None:
    check_planted(tmp_path, seed=6, size=2000)


def test_notices_are_read_exactly() -> None:
    score(Replica(seed=7, size=240, days=DAYS)).assert_perfect()
