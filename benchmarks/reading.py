"""Measure the reading of pages alone, ours and that of others, in one run: ``make bench-reading``.

Each contender is a process of its own that reads the same pages whenever it is told. They take turns, round by round,
so that what else the machine does meets all alike; what counts is CPU time. The others live in an environment of their
own under ``build/`` and are given each page decoded rightly; ours is given the bytes.
"""

from __future__ import annotations

import base64
import json
import platform
import random
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from exactness import judge

from linfen_crawler.replica import Replica

HERE = Path(__file__).parent
ROOT = HERE.parent
BUILD = ROOT / "build" / "bench-reading"
RESULT = ROOT / "build" / "bench-reading.json"
PAGES, REDESIGNED_PAGES = 240, 120
ROUNDS = 7
BUDGET_S = 200.0
"""Wall seconds for the rounds; on a slow machine there are fewer, but three at least."""
OURS = ("linfen", "linfen, pages alone")
PEERS = ("trafilatura", "trafilatura, fast", "newspaper4k", "gne", "readability-lxml")
YARDSTICK = "trafilatura"


@dataclass(frozen=True)
class Contender:
    """A process that reads pages when it is told."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, what: str) -> object:
        """Let it read all pages once."""
        print(what, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.name} ended: {self.process.stderr.read()[-2000:]}")
        return json.loads(answer)


def environment() -> str:
    """Make the environment of the others, once for each list of their versions, and return its Python."""
    pinned = (HERE / "peers.txt").read_text("utf-8")
    folder, stamp = BUILD / "venv", BUILD / "installed.txt"
    python = str(folder / "bin" / "python")
    if not stamp.exists() or stamp.read_text("utf-8") != pinned:
        print("installing the others into build/bench-reading/venv", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        # All of what they need is pinned: nothing is left to resolve.
        quiet = ["-q", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([python, "-m", "pip", "install", *quiet, "-r", str(HERE / "peers.txt")], check=True)
        stamp.write_text(pinned, "utf-8")
    return python


def write_pages(replica: Replica, count: int, path: Path) -> list[dict[str, str]]:
    """Write pages of articles of one page each as JSON lines, and return the truth of each."""
    chance = random.Random(1)
    urls = [url for url in replica.addresses() if len(replica.parts(url)) == 1]
    truths: list[dict[str, str]] = []
    with path.open("w", encoding="utf-8") as file:
        for url in chance.sample(urls, min(count, len(urls))):
            page, one = replica.page(urlsplit(url).path), replica.expected(url)
            line = {
                "url": url,
                "content_type": dict(page.headers)["Content-Type"],
                "body": base64.b64encode(page.body).decode("ascii"),
                "html": decoded(page.body),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            truths.append(
                {
                    "title": one.title,
                    "time": one.published_at or "",
                    "source": one.source or "",
                    "editor": one.editor or "",
                    "notice": one.copyright_notice or "",
                    "body": one.body,
                    "bytes": str(len(page.body)),
                }
            )
    return truths


def decoded(body: bytes) -> str:
    """Decode a page by what it holds: the replica's are UTF-8 or GB18030, whatever they declare."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def contenders(stack: ExitStack, names: Iterable[str], python: str, pages: Path) -> Iterator[Contender]:
    """Start the processes."""
    for name in names:
        command = [sys.executable if name in OURS else python, str(HERE / "contender.py"), name, str(pages)]
        errors = stack.enter_context((BUILD / "errors.txt").open("w+", encoding="utf-8"))
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, text=True, cwd=ROOT)
        yield Contender(name, stack.enter_context(process))


def rounds(running: list[Contender], count: int) -> dict[str, list[float]]:
    """Let all take turns, in another order each round; return articles a CPU second, by round."""
    speeds: dict[str, list[float]] = {one.name: [] for one in running}
    chance, started = random.Random(2), time.monotonic()
    for number in range(ROUNDS):
        if number >= 3 and time.monotonic() - started > BUDGET_S:
            break
        for one in chance.sample(running, len(running)):
            speeds[one.name].append(count / float(str(one.ask("time"))))
    return speeds


def measure(python: str) -> dict[str, object]:
    """Measure speed and exactness on the site as it is, and exactness on a redesign that no rule knows."""
    BUILD.mkdir(parents=True, exist_ok=True)
    pages = BUILD / "pages.jsonl"
    truths = write_pages(Replica(seed=3, size=1000), PAGES, pages)
    with ExitStack() as stack:
        running = list(contenders(stack, (*OURS, *PEERS), python, pages))
        # The first reading warms up: caches, lazy imports, jieba's dictionary.
        exact = {one.name: judge(one.ask("read"), truths) for one in running}
        speeds = rounds(running, len(truths))
        for one in running:
            one.process.stdin.close()
    rows = {name: {**_speed(speeds[name], speeds[YARDSTICK]), **exact[name]} for name in speeds}
    return {
        "pages": len(truths),
        "mean_bytes": round(sum(int(truth["bytes"]) for truth in truths) / len(truths)),
        "rounds": len(speeds[YARDSTICK]),
        "python": platform.python_version(),
        "versions": {"linfen-crawler": version("linfen-crawler"), **_pinned()},
        "regular": rows,
        "redesigned": redesigned(python),
    }


def redesigned(python: str) -> dict[str, object]:
    """Return the exactness of all on the replica's redesign."""
    pages = BUILD / "redesigned.jsonl"
    truths = write_pages(Replica(seed=3, size=1000, redesigned=True), REDESIGNED_PAGES, pages)
    found: dict[str, object] = {}
    with ExitStack() as stack:
        for one in contenders(stack, (OURS[0], *PEERS), python, pages):
            readings = one.ask("read")
            layouts = [reading["layout"] for reading in readings]
            found[one.name] = {**judge(readings, truths), "generic": layouts.count("generic") / len(layouts)}
            one.process.stdin.close()
    return found


def _pinned() -> dict[str, str]:
    lines = (HERE / "peers.txt").read_text("utf-8").split()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {name: number for name, number in pairs if name in {*PEERS, "jieba"}}


def _speed(own: list[float], yardstick: list[float]) -> dict[str, float]:
    """Return the median and what the rounds lie between; the ratio is taken round by round."""
    return {
        "per_second": median(own),
        "slowest": min(own),
        "fastest": max(own),
        "ratio": median(one / other for one, other in zip(own, yardstick, strict=True)),
    }


EXACT = ("title", "time", "day", "source", "editor", "notice", "recall", "precision", "leaks")


def table(rows: Mapping[str, Mapping[str, float | None]], *, with_speed: bool) -> Iterator[str]:
    """Yield the lines of a table."""
    heads = ["", *(["articles/s", "spread", f"× {YARDSTICK}"] if with_speed else []), *EXACT]
    yield "| " + " | ".join(heads) + " |"
    yield "| --- |" + " ---: |" * (len(heads) - 1)
    for name, row in rows.items():
        cells = [name, *(_speed_cells(row) if with_speed else []), *(_share(row[field]) for field in EXACT)]
        yield "| " + " | ".join(cells) + " |"


def _speed_cells(row: Mapping[str, float | None]) -> list[str]:
    return [f"{row['per_second']:.0f}", f"{row['slowest']:.0f}–{row['fastest']:.0f}", f"{row['ratio']:.1f}"]


def _share(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def main() -> None:
    """Measure, print the tables and write them as JSON."""
    BUILD.mkdir(parents=True, exist_ok=True)
    result = measure(environment())
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{result['pages']} pages of {result['mean_bytes']} bytes, {result['rounds']} rounds, CPU time")
    print(", ".join(f"{name} {number}" for name, number in result["versions"].items()), end="\n\n")
    print(*table(result["regular"], with_speed=True), sep="\n")
    print(f"\nA redesign that no rule knows; ours generic {result['redesigned']['linfen']['generic']:.0%}\n")
    print(*table(result["redesigned"], with_speed=False), sep="\n")


if __name__ == "__main__":
    main()
