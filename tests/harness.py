"""What the tests share that is no fixture: a clean environment, and the real command in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import time_machine

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
_TIMEOUT_S = 120

# Each process is forked from one that has imported Scrapy already: half the time of a small crawl is importing.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    [
        "linfen_crawler.cli.crawler",
        "linfen_crawler.cli.demo",
        "linfen_crawler.pages",
        # What Scrapy imports when a crawl begins.
        "scrapy.core.downloader.handlers.http11",
        "scrapy.core.scheduler",
        "scrapy.downloadermiddlewares.cookies",
        "scrapy.downloadermiddlewares.httpcompression",
        "scrapy.downloadermiddlewares.redirect",
        "scrapy.extensions.feedexport",
        "scrapy.extensions.memusage",
        "scrapy.extensions.remote_control",
        "scrapy.extensions.throttle",
        "scrapy.resolver",
        "scrapy.squeues",
    ]
)


def environment(**settings: str) -> dict[str, str]:
    """Return an environment without any settings of the person who runs the tests, proxies included."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LINFEN_") and not k.lower().endswith("_proxy")}
    return clean | {"LINFEN_BATCH_S": "0.2"} | settings


def start(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    stdout: Path | str = os.devnull,
    stderr: Path | str = os.devnull,
    moment: datetime | None = None,
) -> BaseProcess:
    """Start ``linfen`` with these arguments in a process of its own, which can be killed.

    With a ``moment`` its calendar goes on from there.
    """
    process = _processes.Process(
        target=_linfen, args=(list(arguments), environment(**(env or {})), str(cwd), str(stdout), str(stderr), moment)
    )
    process.start()
    return process


def run(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    timeout_s: float = _TIMEOUT_S,
    moment: datetime | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``linfen`` to its end."""
    with tempfile.TemporaryDirectory() as folder:
        stdout, stderr = Path(folder, "stdout"), Path(folder, "stderr")
        process = start(arguments, env=env, cwd=cwd, stdout=stdout, stderr=stderr, moment=moment)
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"linfen {' '.join(arguments)}: {stderr.read_text('utf-8')}")
        said = (stdout.read_text("utf-8"), stderr.read_text("utf-8"))
        return subprocess.CompletedProcess(list(arguments), process.exitcode, *said)


def _linfen(
    arguments: list[str], env: dict[str, str], cwd: str, stdout: str, stderr: str, moment: datetime | None
) -> None:
    """Be ``linfen``: take environment, folder, streams and calendar, and run its main function."""
    from linfen_crawler.cli import main

    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    for stream, path in ((sys.stdout, stdout), (sys.stderr, stderr)):
        stream.flush()
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  # a descriptor is wanted
            os.dup2(file.fileno(), stream.fileno())
    with time_machine.travel(moment) if moment else nullcontext():
        main(arguments)
