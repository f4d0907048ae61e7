"""The figures of the main job: a replica of 2,000 articles, each field equal to the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import Run
from truth import FIELDS, compare_with_truth

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Replica, serve


def report(tmp_path: Path, linfen: Run, *, size: int, seed: int) -> None:
    """Crawl a replica twice, compare it with the truth, and print what came of it."""
    folder = tmp_path / "archive"
    with serve(Replica(seed=seed, size=size)) as site:
        where = ("--archive", str(folder), "--site-url", site.url, "--log-level", "WARNING")
        assert linfen("crawl", *where).returncode == 0
        first = [request.path for request in site.requests]
        site.forget_requests()
        assert linfen("crawl", *where).returncode == 0
        again = [request.path for request in site.requests if request.path.rsplit("/", 1)[-1][:1].isdigit()]
        with Archive.open(folder) as archive:
            wrong = compare_with_truth(archive, site.replica)
            stored = archive.rows("SELECT count(*) AS n FROM articles")[0]["n"]
            twice = archive.rows("SELECT text_sha256 FROM articles GROUP BY text_sha256 HAVING count(*) > 1")
    print(f"\n{stored} of {size} articles archived with {len(first)} requests; {len(twice)} stored twice")
    for field in FIELDS:
        print(f"  {field:20} {100 * (1 - len(wrong.get(field, [])) / size):.2f} % equal to the truth")
    print(f"second run: {len(again)} article requests")
    assert (stored, len(first), twice, wrong, again) == (size, len(set(first)), [], {}, [])


def test_a_replica_of_200_is_read_exactly(tmp_path: Path, linfen: Run) -> None:
    report(tmp_path, linfen, size=200, seed=11)


@pytest.mark.figures
def test_a_replica_of_2000_is_read_exactly(tmp_path: Path, linfen: Run) -> None:
    report(tmp_path, linfen, size=2000, seed=1)
