"""What the tests share: a real server on loopback, the real commands in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from harness import ROOT, TIMEOUT_S, Run, environment, run

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Replica, RunningReplica, serve

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def linfen(tmp_path: Path) -> Run:
    """Run ``linfen`` to its end, in a folder of its own."""

    def linfen(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path = tmp_path) -> Done:
        return run(arguments, env=env, cwd=cwd)

    return linfen


@pytest.fixture
def scrapy() -> Run:
    """Run ``scrapy`` to its end, in the checkout."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> Done:
        command = [sys.executable, "-m", "scrapy", *arguments]
        clean = environment(**(env or {}))
        return subprocess.run(
            command, env=clean, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )

    return run


@pytest.fixture
def site() -> Iterator[RunningReplica]:
    """Serve a small replica."""
    with serve(Replica(seed=7, size=40)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where ``crawl`` archives."""
    return tmp_path / "archive"


@pytest.fixture
def crawl(linfen: Run, site: RunningReplica, folder: Path) -> Run:
    """Crawl the small replica into ``folder``."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> Done:
        where = ("--archive", str(folder), "--site-url", site.url)
        return linfen("crawl", *where, *arguments, env=env)

    return run


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Archive]]:
    """Open the archive that ``crawl`` made."""
    archives: list[Archive] = []

    def open_it() -> Archive:
        archives.append(Archive.open(folder))
        return archives[-1]

    yield open_it
    for archive in archives:
        archive.close()
