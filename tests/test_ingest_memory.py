"""Hundreds of thousands of records stream in bounded memory."""

from __future__ import annotations

import contextlib
import gzip
import os
import resource
import time
import tracemalloc
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from foreign import Page, warc
from test_ingest import ARTICLES, captured

from linfen_crawler.archive import Archive
from linfen_crawler.cli import main
from linfen_crawler.ingest import Given, read_file
from linfen_crawler.ingest.records import Record
from linfen_crawler.urls import Site

_PAGES = 20
_AMONG = 250
"""Records of other sites for each page of ours."""


def write(path: Path, records: int) -> None:
    """Write a file of mostly other sites' pages, as one of Common Crawl is, with pages of the site here and there."""
    ours = [warc([captured(one.url)]) for one in ARTICLES[:_PAGES]]
    others = warc(
        Page(url=f"http://news{number % 50}.example/{number}.html", body=b"<html>" + b"x" * 2000 + bytes(number))
        for number in range(_AMONG // 3)
    )
    with path.open("wb") as file:
        for number in range(records // _AMONG):
            file.write(others)
            # Every page but the first few is the same capture again.
            file.write(ours[number % len(ours)])


def ingest(path: Path, folder: Path, pipe: Connection) -> None:
    """Ingest a file in this process, and tell how much memory it took at most."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing, contextlib.redirect_stdout(nothing):
        try:
            main(["ingest", str(path), "--archive", str(folder), "--log-level", "ERROR"])
        except SystemExit as ended:
            pipe.send((ended.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def measured(tmp_path: Path, records: int) -> tuple[int, float]:
    """Return the peak of memory in KB and the speed in records a second."""
    path = tmp_path / f"{records}.warc.gz"
    write(path, records)
    # Not forked: a child would begin with the memory of its parent.
    processes = get_context("spawn")
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=ingest, args=(path, tmp_path / f"archive-{records}", sender))
    began = time.perf_counter()
    process.start()
    code, peak_kb = receiver.recv()
    process.join()
    seconds = time.perf_counter() - began
    assert code == 0
    with Archive.open(tmp_path / f"archive-{records}") as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": min(_PAGES, records // _AMONG)}]
        counters = archive.last_runs(1)[0].counters
        assert counters[f"file/{path.name}/records"] >= records * 0.95
    path.unlink()
    return peak_kb, records / seconds


@pytest.mark.figures
def test_ten_times_as_many_records_take_no_more_memory(tmp_path: Path) -> None:
    few, _ = measured(tmp_path, 20_000)
    many, speed = measured(tmp_path, 200_000)
    print(f"20,000 records: {few / 1024:.0f} MB at most; 200,000: {many / 1024:.0f} MB, {speed:,.0f} records a second")
    assert many < few * 1.2


def test_one_stream_over_all_records_is_never_held_whole(tmp_path: Path) -> None:
    """A gzip stream of 64 MB of zeros, in a file of 64 KB."""
    page = Page(url="http://a.example/", body=bytes(64 << 20))
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(warc([page], is_gzip=False)))
    tracemalloc.start()
    found = read_file(path, site=Site(), given=Given(), max_bytes=1 << 20)
    kinds = [one.kind for one in found if isinstance(one, Record)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kinds == ["warcinfo", "request", "response", "metadata"]
    assert peak < 8 << 20
