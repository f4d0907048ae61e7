"""An archive that an earlier version's full disk has separated from its bytes can be made again from these."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import Run
from test_pages import LEAD, page_of, paragraphs, template

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.recovery import insert_closed
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, Capture, Part
from linfen_crawler.normalising import normalise
from linfen_crawler.pages import read_article


def article(number: int) -> Article:
    """Return an article that its bytes give again."""
    url = f"http://www.lfxww.com/linfen/shizheng/270000{number}.html"
    words = (
        "".join(f"{chr(at)}{chr(at + 7)}，" for at in range(0x4E00 + 900 * number, 0x4E00 + 900 * number + 200)) + "。"
    )
    page = page_of(template(paragraphs(LEAD, words), title=f"第{number}篇"), url)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture(url=url, fetched_at=datetime.now(UTC), status=200, headers=headers, payload=page.body)
    read = normalise(replace(read_article(page), captures=(capture,), parts=(Part(url=url, capture=capture),)))
    return replace(read, text_sha256=text_sha256(read), content_sha256=content_sha256(read))


def broken(folder: Path, *, has_end: bool) -> None:
    """Let a run lose a batch and believe it stored, as earlier versions did; the next gives its numbers again.

    Where the run ``has_end`` that was written after the batch, only the ids of events are given again.
    """
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article(1))
    writer.commit()
    for number in (2, 3, 4):
        writer.store(article(number))
    writer._database.rollback()
    writer._is_begun, writer.pending_items = False, 0
    if has_end:
        writer.finish_run(verdict="failed", reasons=[], counters={})
    else:
        assert writer._warc is not None
        writer._warc.close()
        insert_closed(writer._database, writer._warc.take_closed(), writer.run_id)
        writer._database.commit()
    writer.close()
    writer = ArchiveWriter.open(folder)
    assert writer.damages == []
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for number in (5, 2, 6):
        writer.store(article(number))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()


@pytest.mark.parametrize("has_end", [True, False])
@pytest.mark.parametrize("has_database", [True, False])
def test_what_a_full_disk_took_back_and_gave_again_is_passed_over(
    has_end: bool, has_database: bool, tmp_path: Path, linfen: Run
) -> None:
    broken(tmp_path, has_end=has_end)
    where = ("--archive", str(tmp_path))
    assert linfen("verify", *where).returncode == 5
    with Archive.open(tmp_path) as archive:
        articles, changes = (archive.rows(f"SELECT * FROM {name} ORDER BY id") for name in ("articles", "changes"))
    if not has_database:
        for path in tmp_path.glob("linfen.db*"):
            path.unlink()
    done = linfen("rebuild", *where)
    assert done.returncode == (3 if has_database else 0), done.stdout + done.stderr
    assert "run 1 had no room for 3 journal entries" in done.stderr
    done = linfen("rebuild", "--apply", *where)
    assert done.returncode == (3 if has_database else 0), done.stdout + done.stderr
    done = linfen("verify", *where)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal row for row" in linfen("rebuild", *where).stdout
    with Archive.open(tmp_path) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM articles ORDER BY id")] == [
            row["url"] for row in articles
        ]
        assert archive.rows("SELECT * FROM changes ORDER BY id") == changes
        (held,) = archive.rows("SELECT count(*) AS n FROM captures")
        assert held["n"] == 7
