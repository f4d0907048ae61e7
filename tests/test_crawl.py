"""The main job, end to end: a real server, the real commands, a real archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from harness import ROOT, Run
from truth import compare_with_truth

from linfen_crawler.archive import Archive
from linfen_crawler.archive.compare import differences
from linfen_crawler.replica import RunningReplica

Opened = Callable[[], Archive]


def article_requests(site: RunningReplica) -> list[str]:
    """Return the paths of articles that were requested."""
    return [request.path for request in site.requests if request.path.rsplit("/", 1)[-1][:1].isdigit()]


def test_every_article_is_archived_as_the_site_has_it(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    assert crawl().returncode == 0
    assert compare_with_truth(opened(), site.replica) == {}
    states = {row["state"] for row in opened().rows("SELECT DISTINCT state FROM urls WHERE kind = 'article'")}
    assert states <= {"archived", "duplicate"}


def test_links_that_are_not_read_are_recorded(crawl: Run, site: RunningReplica, opened: Opened) -> None:
    crawl()
    skipped = {str(row["url"]) for row in opened().rows("SELECT url FROM urls WHERE state = 'skipped'")}
    assert site.replica.skipped() <= skipped
    assert not [request.path for request in site.requests if "h5" in request.path.lower()]


def test_a_second_run_reads_listings_alone_and_says_that_nothing_is_new(crawl: Run, site: RunningReplica) -> None:
    crawl()
    site.forget_requests()
    second = crawl("--json")
    assert second.returncode == 0
    assert json.loads(second.stdout)["reasons"] == ["nothing new: the listings showed no unknown address"]
    assert article_requests(site) == []


def test_no_address_is_requested_twice(crawl: Run, site: RunningReplica) -> None:
    crawl()
    asked = article_requests(site)
    assert len(asked) == len(set(asked))


def test_max_articles_ends_the_run_but_not_its_sweep(
    crawl: Run, site: RunningReplica, opened: Opened, linfen: Run, tmp_path: Path
) -> None:
    assert crawl("--max-articles", "3").returncode == 0
    firsts = [path for path in article_requests(site) if "_" not in path.rsplit("/", 1)[-1]]
    assert len(firsts) == 3
    assert opened().rows("SELECT count(*) AS n FROM urls WHERE state = 'pending' AND kind = 'article'")[0]["n"] > 0
    assert opened().rows("SELECT count(*) AS n FROM sweeps WHERE ended_at IS NULL")[0]["n"] == 1
    crawl()
    other = tmp_path / "other"
    linfen("crawl", "--archive", str(other), "--site-url", site.url)
    with Archive.open(other) as undisturbed:
        assert list(differences(opened(), undisturbed)) == []


def test_scrapy_crawl_has_the_same_effect(
    crawl: Run, scrapy: Run, site: RunningReplica, opened: Opened, tmp_path: Path
) -> None:
    crawl()
    settings = ("-s", f"LINFEN_ARCHIVE={tmp_path / 'scrapy'}", "-s", f"LINFEN_SITE_URL={site.url}")
    done = scrapy("crawl", "news", *settings)
    assert done.returncode == 0, done.stderr
    with Archive.open(tmp_path / "scrapy") as other:
        assert list(differences(opened(), other)) == []


def test_sections_can_be_chosen(crawl: Run, opened: Opened) -> None:
    crawl("--section", "linfen/shizheng")
    assert [row["section"] for row in opened().rows("SELECT DISTINCT section FROM listings")] == ["/linfen/shizheng/"]


def test_new_articles_are_found_and_old_ones_not_requested_again(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    """A listing that grows at its top: only what is new is requested."""
    section = "/linfen/shizheng/"
    newest, *older = site.replica.truth_listing(section)
    shown = site.replica.page(section)
    name = newest.rsplit("/", 1)[-1].encode()
    lines = [line for line in shown.body.splitlines(keepends=True) if name not in line]
    site.overrides[section] = type(shown)(status=200, headers=shown.headers, body=b"".join(lines))
    crawl("--section", section)
    assert opened().article(newest) is None
    del site.overrides[section]
    site.forget_requests()
    crawl("--section", section)
    assert opened().article(newest) is not None
    assert {path.rsplit("/", 1)[-1].encode() for path in article_requests(site)} == {name}
    assert all(opened().article(url) is not None for url in older)


def test_full_reads_each_listing_to_its_end(crawl: Run, site: RunningReplica) -> None:
    crawl()
    first = {request.path for request in site.requests if "index_" in request.path}
    site.forget_requests()
    crawl("--full")
    assert {request.path for request in site.requests if "index_" in request.path} == first


def test_everything_stored_rests_on_a_capture_that_can_be_read_back(
    crawl: Run, site: RunningReplica, opened: Opened
) -> None:
    from linfen_crawler.raw import Place, read_capture

    crawl()
    archive = opened()
    rows = archive.rows(
        "SELECT p.url, c.* FROM article_parts p JOIN captures c ON c.id = p.capture_id ORDER BY p.article_id, position"
    )
    assert len(rows) >= 40
    for row in rows:
        place = Place(str(row["warc_file"]), int(row["warc_offset"]), int(row["warc_length"]))
        capture = read_capture(archive.folder, place)
        assert capture.payload_sha256 == row["payload_sha256"]
        assert capture.status == 200
    robots = archive.rows("SELECT status FROM captures WHERE url LIKE '%/robots.txt'")
    assert [row["status"] for row in robots] == [200]
    assert archive.rows("SELECT count(*) AS n FROM captures")[0]["n"] == len(site.requests)


def test_the_archive_can_be_read_while_a_crawl_writes(linfen: Run, site: RunningReplica, tmp_path: Path) -> None:
    """A reader with a transaction open for the whole crawl hinders nobody and sees one state of the archive."""
    where = ("--archive", str(tmp_path / "archive"), "--site-url", site.url)
    linfen("crawl", *where, "--max-articles", "5")
    reader = sqlite3.connect(f"file:{tmp_path / 'archive' / 'linfen.db'}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT count(*) FROM articles").fetchone()
    assert linfen("crawl", *where).returncode == 0
    assert reader.execute("SELECT count(*) FROM articles").fetchone() == before
    reader.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM articles").fetchone() > before
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reader.close()


def test_it_can_be_started_from_anywhere(linfen: Run, site: RunningReplica, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = linfen("crawl", "--site-url", site.url, "--archive", "relative", "--max-articles", "1", cwd=elsewhere)
    assert done.returncode == 0
    assert (elsewhere / "relative" / "linfen.db").exists()
    assert not (ROOT / "relative").exists()
