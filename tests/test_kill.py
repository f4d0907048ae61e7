"""SIGKILL at any instant: plain ``linfen crawl`` continues, and the archive is that of an undisturbed run."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest
from harness import run, start

from linfen_crawler.archive import Archive
from linfen_crawler.archive.compare import differences
from linfen_crawler.replica import Replica, RunningReplica, serve


def arguments(site: RunningReplica, folder: Path) -> list[str]:
    """Return the arguments that crawl a replica into a folder."""
    return ["crawl", "--archive", str(folder), "--site-url", site.url]


def crawl_to_the_end(site: RunningReplica, folder: Path) -> None:
    """Crawl and be left alone."""
    done = run(arguments(site, folder))
    assert done.returncode == 0, done.stderr


def crawl_and_kill(site: RunningReplica, folder: Path, *, at_request: int, delay_s: float) -> bool:
    """Kill a crawl a moment after its n-th request; tell whether it was still running then."""
    site.forget_requests()
    process = start(arguments(site, folder))
    while len(site.requests) < at_request and process.is_alive():
        time.sleep(0.001)
    time.sleep(delay_s)
    is_running = process.is_alive()
    process.kill()
    process.join()
    return is_running


def check(folder: Path, undisturbed: Archive) -> None:
    """Assert that an archive is sound and equals an undisturbed one."""
    database = sqlite3.connect(folder / "linfen.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT count(*) FROM runs WHERE verdict IS NULL").fetchone() == (0,)
    database.close()
    assert list((folder / "warc").glob("*.open")) == []
    with Archive.open(folder) as archive:
        assert list(differences(archive, undisturbed)) == []


def kill_loop(tmp_path: Path, *, size: int, kills: int, seed: int) -> int:
    """Kill crawls of a replica, continue each, and return how many were killed while they ran."""
    moments = random.Random(seed)
    killed = 0
    with serve(Replica(seed=seed, size=size)) as site:
        crawl_to_the_end(site, tmp_path / "undisturbed")
        requests = len(site.requests)
        with Archive.open(tmp_path / "undisturbed") as undisturbed:
            for number in range(kills):
                # robots.txt, home page, first listing, first article: the first kill comes right after a listing.
                at_request = 4 if number == 0 else moments.randrange(1, requests)
                delay_s = 0 if number == 0 else moments.uniform(0, 0.05)
                folder = tmp_path / str(number)
                was_running = crawl_and_kill(site, folder, at_request=at_request, delay_s=delay_s)
                killed += was_running
                crawl_to_the_end(site, folder)
                check(folder, undisturbed)
                print(f"kill {number + 1} of {kills} after request {at_request} of {requests}: equal", flush=True)
    return killed


def test_a_killed_crawl_is_continued(tmp_path: Path) -> None:
    assert kill_loop(tmp_path, size=40, kills=3, seed=3) >= 2


def test_a_crawl_killed_many_times_in_a_row_comes_to_its_end(tmp_path: Path) -> None:
    with serve(Replica(seed=5, size=40)) as site:
        crawl_to_the_end(site, tmp_path / "undisturbed")
        for at_request in (3, 5, 20, 8):
            crawl_and_kill(site, tmp_path / "killed", at_request=at_request, delay_s=0.01)
        crawl_to_the_end(site, tmp_path / "killed")
        with Archive.open(tmp_path / "undisturbed") as undisturbed:
            check(tmp_path / "killed", undisturbed)
    done = run(["rebuild", "--archive", str(tmp_path / "killed")])
    assert done.returncode == 0, done.stdout


@pytest.mark.figures
def test_thirty_kills_of_a_crawl_of_200(tmp_path: Path) -> None:
    killed = kill_loop(tmp_path, size=200, kills=30, seed=1)
    print(f"{killed} of 30 kills met a running crawl; 30 of 30 archives equal that of an undisturbed run")
    assert killed >= 25
