"""What the tests share: a real server on loopback, the real commands in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Replica, RunningReplica, serve

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(**settings: str) -> dict[str, str]:
    """Return an environment without any settings of the person who runs the tests, proxies included."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LINFEN_") and not k.lower().endswith("_proxy")}
    return clean | {"LINFEN_BATCH_S": "0.2"} | settings


@pytest.fixture
def linfen(tmp_path: Path) -> Run:
    """Run ``linfen`` to its end, in a folder of its own."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "linfen_crawler", *arguments]
        return subprocess.run(
            command, env=environment(**(env or {})), cwd=cwd, capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture
def scrapy() -> Run:
    """Run ``scrapy`` to its end, in the checkout."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", *arguments]
        return subprocess.run(
            command, env=environment(**(env or {})), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture
def site() -> Iterator[RunningReplica]:
    """Serve a small replica."""
    with serve(Replica(seed=7, size=40)) as running:
        yield running


@pytest.fixture
def crawl(linfen: Run, site: RunningReplica, tmp_path: Path) -> Run:
    """Crawl the small replica into ``tmp_path / "archive"``."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        where = ("--archive", str(tmp_path / "archive"), "--site-url", site.url)
        return linfen("crawl", *where, *arguments, env=env)

    return run


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Archive]]:
    """Open the archive that ``crawl`` made."""
    archives: list[Archive] = []

    def open_it() -> Archive:
        archives.append(Archive.open(tmp_path / "archive"))
        return archives[-1]

    yield open_it
    for archive in archives:
        archive.close()
