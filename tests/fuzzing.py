"""Damage pages by chance, each by its number alone so that any can be made again, and watch them being read."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from backtracking import timed

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import Page, join_parts, read_article, read_listing, read_menu
from linfen_crawler.replica import Replica
from linfen_crawler.urls import SITE_URL, Site
from pipelines.normalise import normalise

FIXTURES = Path(__file__).parent / "fixtures"
_REPLICA_PAGES = 60
_MAX_BYTES = 60_000
LIMIT_S = 5.0
"""CPU seconds after which a call is broken off; over one second it has failed already."""
_ADDRESSES = ("linfen/shizheng/2664279.html", "2021/lh/2664279_2.html", "linfen/shizheng/", "", "yaoduqu/index_3.html")
_TYPES = (
    None, "text/html", "text/html; charset=utf-8", "text/html; charset=gb2312", "text/html;charset=GBK",
    "text/html; charset=",
    "text/html; charset=utf-16", "text/html; charset=base64", "text/html; charset=\x00", "application/octet-stream",
    "text/html; charset=big5", "text/html; charset=shift_jis", "text/html; charset=utf-7", "text/html; charset=hz",
    "é",
)  # fmt: skip
_JUNK = (
    b"\x00", b"\x00" * 40, b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80",
    b"\xf8\x88\x80\x80\x80",
    b"&#xd800;", b"&#0;", b"&#x110000;", b"&#99999999999;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<", b"</",
    b"<a href='",
    b'<base href="http://[::1">', b"<a href='http://[::1/1.html'>x</a>", b"<a href='//\x00/'>x</a>",
    b"<img src='http://[/'>",
    b"<a href='javascript:void(0)'>x</a>", b"<svg><p>", b"<math>", b"<table>",
    b"<table>" + b"<tr><td rowspan=999 colspan=999>1<td>2" * 500, b"<select>", b"<template>",
    b"<plaintext>",
    b"<style>", b"<script>", b"<title>", b"<textarea>", b"<frameset>", b"</body></html>", b"<html>",
    b"<?xml version='1.0'?>",
    b"<meta charset=utf-16>", b"<meta charset='utf-7'>", b"<meta charset=\xff>", b"<a href='1.html#p#e'>#p#", b"#e#",
    b"<br>" * 30, b"\xe2\x80\x8b", b"\xcc\x81" * 30, b"\x81\x30\x84\x32", b"\xa1\xa1",
    b"1" * 80, b"9999-99-99 99:99:99",
    b"2021-02-30 25:61:61", b"<a href='/a/99999999999999999999999999.html'>x</a>",
    b"<a href='2664279_99999999999.html'>x</a>",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Specimen:
    url: str
    body: bytes
    content_type: str | None


@cache
def specimens() -> tuple[_Specimen, ...]:
    """Return sound pages: all fixtures, and pages of the replica in both charsets, listings included."""
    return (*_fixtures(), *_replica())


def _fixtures() -> Iterator[_Specimen]:
    for path in sorted(FIXTURES.glob("*/*/page.html")):
        meta = json.loads(path.with_name("meta.json").read_text("utf-8"))
        types = [value for name, value in meta.get("headers", {}).items() if name.lower() == "content-type"]
        yield _Specimen(meta["url"], path.read_bytes(), types[0] if types else None)


def _replica() -> Iterator[_Specimen]:
    replica = Replica(seed=11, size=300)
    articles = random.Random(11).sample(list(replica.addresses()), _REPLICA_PAGES)
    listings = [replica.listing_urls(section.path)[0] for section in replica.sections][:10]
    for url in [SITE_URL, *listings, *articles]:
        page = replica.page("/" + url.removeprefix(SITE_URL))
        yield _Specimen(url, page.body, dict(page.headers)["Content-Type"])


Damage = Callable[[bytes, random.Random], bytes]


def _cut(body: bytes, chance: random.Random) -> bytes:
    start = chance.choice((0, 0, chance.randrange(len(body) + 1)))
    return body[start : chance.randrange(len(body) + 1)]


def _flipped(body: bytes, chance: random.Random) -> bytes:
    made = bytearray(body)
    for _ in range(chance.choice((1, 3, 20, 200)) if body else 0):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _spliced(body: bytes, chance: random.Random) -> bytes:
    other = chance.choice(specimens()).body
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


def _repeated(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    piece = body[start : start + chance.choice((5, 50, 500))]
    return body[:start] + piece * chance.choice((2, 10, 200)) + body[start:]


def _nested(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    tag = chance.choice(
        (b"<div>", b"<b>", b"<p>", b"<table><tr><td>", b"<ul><li>", b"<section>", b"<font>", b"<a href=1>")
    )
    return body[:at] + tag * chance.choice((10, 300, 3000)) + body[at:]


def _inserted(body: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 5))):
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(_JUNK) + body[at:]
    return body


def _tags_moved(body: bytes, chance: random.Random) -> bytes:
    """Take tags away, double them and set them elsewhere."""
    pieces = body.replace(b"<", b"\n\x01<").split(b"\n\x01")
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(pieces))
        piece = pieces.pop(at) if chance.random() < 0.6 else pieces[at]
        if chance.random() < 0.6 or not pieces:
            pieces.insert(chance.randrange(len(pieces) + 1), piece)
    return b"".join(pieces)


_DAMAGES: tuple[Damage, ...] = (
    _cut,
    _flipped,
    _flipped,
    _spliced,
    _spliced,
    _repeated,
    _nested,
    _inserted,
    _tags_moved,
)


def damaged(number: int) -> Page:
    """Return a damaged page."""
    chance = random.Random(f"fuzz/{number}")
    specimen = chance.choice(specimens())
    body = specimen.body
    for _ in range(chance.randint(1, 3)):
        body = chance.choice(_DAMAGES)(body, chance)[:_MAX_BYTES]
    is_other = chance.random() < 0.2
    return Page(
        url=SITE_URL + chance.choice(_ADDRESSES) if is_other else specimen.url,
        body=body,
        content_type=chance.choice(_TYPES) if chance.random() < 0.3 else specimen.content_type,
        site=Site(),
    )


@dataclass(slots=True)
class Watch:
    """What was seen while pages were read."""

    pages: int = 0
    articles: int = 0
    escaped: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""
    peak_mb: float = 0.0

    def add(self, other: Watch) -> None:
        """Take over what another has seen."""
        self.pages += other.pages
        self.articles += other.articles
        self.escaped += other.escaped
        self.peak_mb = max(self.peak_mb, other.peak_mb)
        if other.slowest_s > self.slowest_s:
            self.slowest_s, self.slowest = other.slowest_s, other.slowest

    def call(self, number: int, name: str, function: Callable[[], object]) -> None:
        """Call a reader; only an ExtractionError may leave it."""
        try:
            taken = timed(lambda: _refusing(function), LIMIT_S)
        except Exception as error:  # noqa: BLE001 - whatever leaves a reader is what is looked for
            self.escaped.append(f"page {number}: {name}: {type(error).__name__}: {str(error)[:200]}")
            return
        if taken > self.slowest_s:
            self.slowest_s, self.slowest = taken, f"page {number}: {name}"


def _refusing(function: Callable[[], object]) -> None:
    try:
        function()
    except ExtractionError:
        return


@cache
def _sound_article() -> RawArticle:
    specimen = next(one for one in specimens() if one.url.endswith("/2655960.html"))
    return read_article(Page(url=specimen.url, body=specimen.body, content_type=specimen.content_type, site=Site()))


def watch(numbers: Iterable[int]) -> Watch:
    """Read damaged pages with every reader, joined and normalised as well."""
    seen = Watch()
    for number in numbers:
        page = damaged(number)
        read: list[RawArticle] = []
        seen.call(number, "read_article", lambda page=page, read=read: read.append(read_article(page)))
        seen.call(number, "read_listing", lambda page=page: read_listing(page))
        seen.call(number, "read_menu", lambda page=page: read_menu(page))
        if read:
            joined = [_sound_article(), *read]
            seen.call(number, "join_parts and normalise", lambda joined=joined: normalise(join_parts(joined)))
        seen.pages += 1
        seen.articles += len(read)
    seen.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return seen


def watch_in_processes(count: int, *, processes: int, chunk: int = 1000) -> Watch:
    """Read so many damaged pages, spread over processes."""
    total = Watch()
    with ThreadPoolExecutor(processes) as threads:
        chunks = [(first, min(first + chunk, count)) for first in range(0, count, chunk)]
        for seen in threads.map(lambda one: _watch_apart(*one), chunks):
            total.add(seen)
    return total


def _watch_apart(first: int, end: int) -> Watch:
    """Read pages in a process of its own; one that ends it is noted, and the next process continues after it."""
    total = Watch()
    while first < end:
        command = [sys.executable, __file__, str(first), str(end)]
        path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=path)
        lines = done.stdout.splitlines()
        for line in lines:
            if not line.isdecimal():
                total.add(Watch(**json.loads(line)))
        if done.returncode == 0:
            break
        ended = int(lines[-1]) if lines else first
        total.escaped.append(f"page {ended}: the process ended with {done.returncode}: {done.stderr[-500:]}")
        first = ended + 1
    return total


def _main(first: int, end: int) -> None:
    """Say which page is begun and what was seen; a reader that is stuck in C is ended by the alarm."""
    for number in range(first, end):
        print(number, flush=True)
        signal.setitimer(signal.ITIMER_REAL, 6 * LIMIT_S)
        print(json.dumps(asdict(watch([number]))), flush=True)


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
