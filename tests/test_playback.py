"""What was archived plays back: pywb serves ``warc/`` as it lies there, and every record can be read by others."""

from __future__ import annotations

import gzip
import json
import re
import socket
import subprocess
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from harness import ROOT, run
from test_bad_input import path_of
from test_recheck import ALL
from warcio.archiveiterator import ArchiveIterator

from linfen_crawler.archive import Archive
from linfen_crawler.raw import FOLDER, closed_files
from linfen_crawler.replica import Replica, RunningReplica, serve

PYWB = ROOT / "build" / "pywb" / "bin"
SIZE = 200
CODINGS: dict[str, Callable[[bytes], bytes]] = {"gzip": partial(gzip.compress, mtime=0), "deflate": zlib.compress}
"""Those that a crawl asks for."""
TITLE = re.compile(rb"<title>[^<]+</title>")
_DIRECT = build_opener(ProxyHandler({}))


@pytest.fixture(scope="module")
def site() -> Iterator[RunningReplica]:
    """Serve a replica of as many articles as are played back."""
    with serve(Replica(seed=4, size=SIZE)) as running:
        yield running


@pytest.fixture(scope="module")
def archived(site: RunningReplica, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive the replica and its images under the site's own addresses, look for news, and ask for all again."""
    folder = tmp_path_factory.mktemp("archived")
    for command in (["crawl"], ["crawl"], ["recheck", *ALL]):
        env = {"http_proxy": site.url, "LINFEN_DELAY_S": "0", "LINFEN_MEDIA": "1"}
        done = run([*command, "--archive", str(folder)], env=env)
        assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def pywb(archived: Path, folder: Path) -> Iterator[str]:
    """Let pywb serve the WARC files as they are in the archive, and return the root of its pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run([PYWB / "cdx-indexer", "-s", "-j", "-o", folder / "all.cdxj", archived / FOLDER], check=True)
    lines = (folder / "all.cdxj").read_text("utf-8").splitlines(keepends=True)
    (folder / "index.cdxj").write_text("".join(line for line in lines if not is_confirmation(line)), "utf-8")
    collection = {"index_paths": str(folder / "index.cdxj"), "archive_paths": f"{archived / FOLDER}/"}
    (folder / "config.yaml").write_text(json.dumps({"collections": {"site": collection}}), "utf-8")
    command = [PYWB / "wayback", "--bind", "127.0.0.1", "--port", str(port), "--directory", folder]
    with (folder / "pywb.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/site/"
        finally:
            process.terminate()


def is_confirmation(line: str) -> bool:
    """Tell whether a line of the index is of a 304, by what ``docs/operators.md`` gives to ``grep``."""
    (pattern,) = re.findall(
        r"^grep -v '(.+)' all.cdxj", (ROOT / "docs" / "operators.md").read_text("utf-8"), re.MULTILINE
    )
    return pattern in line


def wait_for(port: int) -> None:
    """Return once a server listens."""
    for _ in range(300):
        try:
            _DIRECT.open(f"http://127.0.0.1:{port}/", timeout=30).close()
        except HTTPError:
            return
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("pywb does not answer")


def image_urls(folder: Path) -> list[str]:
    """Return the addresses of all images that articles show."""
    with Archive.open(folder) as archive:
        return [str(row["url"]) for row in archive.rows("SELECT DISTINCT url FROM images WHERE url IS NOT NULL")]


def played_back(root: str, url: str) -> bytes:
    """Return the latest bytes of an address, as they were and not rewritten."""
    with _DIRECT.open(f"{root}2099id_/{url}", timeout=30) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.figures
@pytest.mark.skipif(not (PYWB / "wayback").exists(), reason="pywb is not installed: `make pywb` does it")
def test_pywb_plays_back_what_the_site_sent(site: RunningReplica, archived: Path, tmp_path: Path) -> None:
    replica = site.replica
    with pywb(archived, tmp_path) as root:
        equal = sum(
            all(
                played_back(root, part) == replica.page(urlsplit(part).path).body for part in replica.parts(article.url)
            )
            for article in replica.articles()
        )
        shown = image_urls(archived)
        images = sum(played_back(root, url) == replica.page(urlsplit(url).path).body for url in shown)
        pages = ["", *(section.path[1:] for section in replica.sections)]
        again = sum(
            played_back(root, f"http://www.lfxww.com/{path}") == replica.page(f"/{path}").body for path in pages
        )
    print(f"\npywb: the bytes of {equal} of {SIZE} articles equal what the site sent,", end=" ")
    print(f"those of {images} of {len(shown)} images,", end=" ")
    print(f"and of {again} of {len(pages)} pages of which the latest record is a revisit")
    assert (equal, images, again) == (SIZE, len(shown), len(pages))
    assert images > SIZE


@pytest.mark.figures
@pytest.mark.skipif(not (PYWB / "wayback").exists(), reason="pywb is not installed: `make pywb` does it")
def test_pywb_plays_back_what_a_crawl_asks_for_in_each_coding(site: RunningReplica, tmp_path: Path) -> None:
    """As it was transferred, and as a reader sees it, for whom pywb decodes the page and rewrites its links."""
    replica = site.replica
    articles = dict(zip(CODINGS, replica.articles(), strict=False))
    for coding, article in articles.items():
        page = replica.page(path_of(article.url))
        headers = (*page.headers[:1], ("Content-Encoding", coding))
        site.overrides[path_of(article.url)] = replace(page, headers=headers, body=CODINGS[coding](page.body))
    folder = tmp_path / "archive"
    done = run(["crawl", "--archive", str(folder)], env={"http_proxy": site.url, "LINFEN_DELAY_S": "0"})
    assert done.returncode == 0, done.stderr
    with pywb(folder, tmp_path) as root:
        for coding, article in articles.items():
            sent = replica.page(path_of(article.url)).body
            assert played_back(root, article.url) in {sent, CODINGS[coding](sent)}, coding
            with _DIRECT.open(f"{root}2099mp_/{article.url}", timeout=30) as answer:
                shown = answer.read()
            assert TITLE.findall(shown) == TITLE.findall(sent) != [], coding
    print(f"\npywb: pages coded by {', '.join(CODINGS)} are played back, as transferred and as they are read")


@pytest.mark.figures
def test_other_peoples_tools_read_every_record(archived: Path) -> None:
    read: dict[str, Counter[str]] = {"warcio": Counter(), "fastwarc": Counter()}
    for path in closed_files(archived):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                record.raw_stream.read()
                assert record.digest_checker.passed in {True, None}, record.digest_checker.problems
                read["warcio"][record.rec_type] += 1
        with path.open("rb") as file:
            for one in FastIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                assert one.verify_block_digest()
                read["fastwarc"][one.headers["WARC-Type"]] += 1
    print(f"\n{dict(read['warcio'])}: each read by warcio and by fastwarc")
    with Archive.open(archived) as archive:
        (row,) = archive.rows("SELECT count(*) AS n, count(refers_to) AS revisits FROM captures")
    assert read["warcio"] == read["fastwarc"]
    assert read["warcio"]["response"] + read["warcio"]["revisit"] == read["warcio"]["request"] == row["n"]
    assert read["warcio"]["revisit"] == row["revisits"] > SIZE
