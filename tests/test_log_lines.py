"""What a log says of items: what happened to them, and never their texts, which no takedown could reach there."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from harness import Run
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response
from searching import sentences
from test_identity import article
from test_verify import execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.log_formatter import ShortLogFormatter
from linfen_crawler.replica import RunningReplica


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_no_log_holds_a_text(level: str, crawl: Run, linfen: Run, site: RunningReplica, tmp_path: Path) -> None:
    """Of a run that stores what it reads, and of one that cannot: the disk is full."""
    done = crawl("--log-level", level)
    full = tmp_path / "full"
    ArchiveWriter.open(full).close()
    execute(full, "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'full'); END")
    failed = linfen("crawl", "--archive", str(full), "--site-url", site.url, "--log-level", level)
    assert "the archive cannot be written" in failed.stderr
    with Archive.open(tmp_path / "archive") as archive:
        pieces = [piece for row in archive.rows("SELECT body FROM articles") for piece in sentences(row)]
    assert len(pieces) > 100
    assert [piece for piece in pieces if piece in done.stderr + failed.stderr] == []


def test_items_are_named_by_their_addresses() -> None:
    item, log, nobody = article("/shanxi/5"), ShortLogFormatter(), cast("Spider", None)
    stored = log.scraped(item, Response("http://www.lfxww.com/shanxi/5.html"), nobody)
    dropped = log.dropped(item, DropItem("not stored", log_level="INFO"), None, nobody)
    failed, odd = log.item_error(item, ValueError(), None, nobody), log.item_error("text", ValueError(), None, nobody)
    address = "http://www.lfxww.com/shanxi/5.html"
    assert [one and one["msg"] % one["args"] for one in (stored, dropped, failed, odd)] == [
        f"Scraped from <200 {address}>\nArticle {address}",
        f"Dropped: not stored\nArticle {address}",
        f"Error processing Article {address}",
        "Error processing str",
    ]
