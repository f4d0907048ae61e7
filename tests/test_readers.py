"""Downstream: what reads the archive, and the README's words on it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from harness import ROOT, Run, start

from linfen_crawler.fingerprint import text_sha256
from linfen_crawler.options import OPTIONS
from linfen_crawler.replica import Page, Replica, serve

README = (ROOT / "README.md").read_text("utf-8")
NOT_FOUND = Page(status=404, headers=(), body=b"")
QUERIES = re.findall(r"```sql\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def database(crawl: Run, tmp_path: Path) -> Path:
    """Crawl the small replica and return its database."""
    assert crawl().returncode == 0
    return tmp_path / "archive" / "linfen.db"


def test_the_readmes_queries_answer(database: Path) -> None:
    assert len(QUERIES) == 3
    connection = sqlite3.connect(database)
    for query in QUERIES:
        assert len(connection.execute(query).fetchall()) >= 3
    connection.close()


def test_the_readmes_python_reads_every_article(database: Path, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    code = (
        code.replace("data/linfen.db", str(database)) + "\nprint(len(articles), articles.body.str.len().min() >= 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["40", "True"], done.stderr


def test_the_row_shown_in_the_readme_is_one_of_the_demos() -> None:
    (path,) = re.findall(r"linfen show http://www\.lfxww\.com(\S+) --archive data/demo", README)
    article = Replica(seed=1, size=200).expected(f"http://www.lfxww.com{path}")
    people = [(role, [one.name for one in ones]) for role, ones in groupby(article.credits, attrgetter("role"))]
    fields = ("title", "headline", "subtitle", "published_at", "source", "editor", "copyright_notice")
    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", README, flags=re.MULTILINE)) == {
        **{name: getattr(article, name) for name in fields},
        "credits": "; ".join(f"{role} {', '.join(names)}" for role, names in people),
        "text_sha256": text_sha256(article),
    }


def test_the_settings_page_describes_every_setting() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `(LINFEN_\w+)` \| .*? \| (.*) \|$", page, flags=re.MULTILINE)
    assert rows == [(option.name, option.help) for option in OPTIONS]


def test_the_exit_codes_of_the_page_are_the_programs() -> None:
    from linfen_crawler.errors import ExitCode

    page = (ROOT / "docs" / "operators.md").read_text("utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \|", page, flags=re.MULTILINE)] == [
        code for code in ExitCode if code < ExitCode.SIGNAL
    ]


def test_readers_of_all_kinds_see_a_sound_archive_while_a_crawl_writes(tmp_path: Path) -> None:
    """sqlite3, the sqlite-utils command and pandas, again and again, each in a process of its own."""
    folder = tmp_path / "archive"
    path = folder / "linfen.db"
    query = "SELECT count(*) AS n FROM articles"
    sqlite_utils = str(Path(sys.executable).with_name("sqlite-utils"))
    pandas = f"import pandas, sqlite3; print(pandas.read_sql({query!r}, sqlite3.connect({str(path)!r})).n[0])"
    readers = [[sqlite_utils, str(path), query, "--csv", "--no-headers"], [sys.executable, "-c", pandas]]
    if shutil.which("sqlite3"):
        readers.append(["sqlite3", str(path), query])
    with serve(Replica(seed=2, size=150)) as site:
        # One article is not served before each reader has read: the crawl continues around it, however fast it is.
        have_read = threading.Event()
        held = next(url for url in site.replica.addresses() if site.replica.expected(url).url == url)
        site.overrides[urlsplit(held).path] = lambda _: None if have_read.wait(timeout=60) else NOT_FOUND
        crawl = start(["crawl", "--archive", str(folder), "--site-url", site.url], env={"LINFEN_BATCH_ITEMS": "5"})
        while not site.requests:
            time.sleep(0.05)
        counts: list[list[int]] = [[] for _ in readers]
        while crawl.is_alive():
            for reader, seen in zip(readers, counts, strict=True):
                done = subprocess.run(reader, capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stderr
                seen.append(int(done.stdout))
            if all(0 < seen[-1] < 150 for seen in counts):
                have_read.set()
        assert crawl.exitcode == 0
    assert all(seen == sorted(seen) and seen[-1] <= 150 for seen in counts)
    assert all(any(0 < number < 150 for number in seen) for seen in counts), counts
