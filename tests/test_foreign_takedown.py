"""A takedown is proved where responses of one text were requested under different spellings of its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from foreign import Page as Captured
from foreign import warc
from harness import Run
from test_bad_input import HTML, path_of
from test_pages import LEAD, paragraphs, template

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]
IMAGE = '<p><img src="/upload/1.png"></p><p>责任编辑：张三</p>'


def test_an_earlier_capture_of_the_same_words_from_another_host_is_no_other_state(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path, opened: Opened
) -> None:
    """Its images are the site's, whoever served them: the replica, or whoever else captured it."""
    url, where = next(site.replica.articles()).url, ("--archive", str(folder))
    body = template(paragraphs(LEAD) + IMAGE).encode()
    site.overrides[path_of(url)] = Page(status=200, headers=HTML, body=body)
    crawl()
    again = body.replace("责任编辑：".encode(), "（责任编辑）：".encode())
    for number, said in enumerate((body, again)):
        file = tmp_path / f"{number}.warc.gz"
        file.write_bytes(warc([Captured(url=url, at=f"2025-03-0{number + 1}T08:00:00Z", body=said)]))
        assert linfen("ingest", str(file), *where).returncode == 0
    assert len(opened().article(url)["body"]) > 0  # type: ignore[arg-type, index]
    assert linfen("forget", url, "--reason", "x", "--yes", *where).returncode == 0
    verified = linfen("verify", *where)
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in linfen("rebuild", *where).stdout
