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
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import time_machine
from scrapy.settings import default_settings

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
TIMEOUT_S = 300
"""Seconds after which a process hangs, however busy the machine is."""


def _imported_by_a_crawl() -> list[str]:
    """Return the modules that a crawl imports on its way, except for those that read the environment."""
    defaults = vars(default_settings).items()
    components = [path for name, value in defaults if name.endswith("_BASE") for path in [*value, *value.values()]]
    named = [path for path in (*components, *(value for _, value in defaults)) if isinstance(path, str)]
    scrapys = {path.rpartition(".")[0] for path in named if path.startswith("scrapy.")}
    folders = (ROOT / "spiders", ROOT / "pipelines", ROOT / "linfen_crawler", ROOT / "linfen_crawler" / "cli")
    files = (path.relative_to(ROOT) for folder in folders for path in folder.glob("[!_]*.py"))
    ours = {".".join(path.with_suffix("").parts) for path in files} - {"linfen_crawler.settings"}
    return sorted({*scrapys, *ours, "linfen_crawler.pages", "scrapy.resolver", "scrapy.squeues"})


# Each process is forked from one that has imported Scrapy already, and what this module needs, pytest with it: most of
# the time of a small crawl is importing.
_processes: BaseContext = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([*_imported_by_a_crawl(), "time_machine"])


def fork_from_here() -> None:
    """Fork further processes from this one: for one that was itself forked as these are, and runs no threads."""
    global _processes  # noqa: PLW0603
    _processes = multiprocessing.get_context("fork")


def environment(**settings: str) -> dict[str, str]:
    """Return an environment without any settings of the person who runs the tests, proxies included."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LINFEN_") and not k.lower().endswith("_proxy")}
    return clean | {"LINFEN_BATCH_S": "0.2", "LINFEN_MIN_FREE_BYTES": "0"} | settings


def start(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    stdout: Path | str = os.devnull,
    stderr: Path | str = os.devnull,
    moment: datetime | None = None,
    before: Callable[[], None] | None = None,
) -> BaseProcess:
    """Start ``linfen`` with these arguments in a process of its own, which can be killed.

    With a ``moment`` its clock runs on from there; ``before`` is called in that process first.
    """
    how = (list(arguments), environment(**(env or {})), str(cwd), str(stdout), str(stderr), moment, before)
    process = _processes.Process(target=_linfen, args=how)
    process.start()
    return process


def run(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    timeout_s: float = TIMEOUT_S,
    moment: datetime | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``linfen`` to its end; as :func:`start` does."""
    with tempfile.TemporaryDirectory() as folder:
        stdout, stderr = Path(folder, "stdout"), Path(folder, "stderr")
        process = start(arguments, env=env, cwd=cwd, stdout=stdout, stderr=stderr, moment=moment, before=before)
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"linfen {' '.join(arguments)}: {stderr.read_text('utf-8')}")
        said = (stdout.read_text("utf-8"), stderr.read_text("utf-8"))
        return subprocess.CompletedProcess(list(arguments), process.exitcode, *said)


def _linfen(
    arguments: list[str],
    env: dict[str, str],
    cwd: str,
    stdout: str,
    stderr: str,
    moment: datetime | None,
    before: Callable[[], None] | None,
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
    if before is not None:
        before()
    with time_machine.travel(moment) if moment else nullcontext():
        main(arguments)
