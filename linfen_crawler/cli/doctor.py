"""``linfen doctor``: can this installation run."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

import click
from packaging.requirements import Requirement

from linfen_crawler.archive import Archive, summary
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_json, print_table
from linfen_crawler.errors import ConfigError, ExitCode, LinfenError
from linfen_crawler.options import ROOT, Options, is_loopback

_OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with it."""
_MIN_FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: str
    state: str
    """``ok``, ``advice`` (it runs, but) or ``broken``."""
    detail: str
    exit_code: ExitCode = ExitCode.FAILED
    """How the command ends where this is broken."""


@click.command(name="doctor")
@parameters.archive
@click.option(
    "--page", metavar="URL|FILE", help="Show what is read from this page, by which rule, and what is left over."
)
@click.option("--url", metavar="URL", help="The address of the page in FILE.")
@click.option("--site-url", "LINFEN_SITE_URL", metavar="URL", help="Crawl another host instead: a replica or a mirror.")
@parameters.as_json
def command(*, page: str | None, url: str | None, as_json: bool, **settings: str | None) -> int:
    """Check whether this installation can run: Python, SQLite, packages, settings, archive, disk.

    With --page, check how one page is read instead. The exit code is then 0 for an article in a known layout, 3 for one
    read without a known layout, and 1 for a page that is no article.
    """
    if page is not None:
        from linfen_crawler.cli.page import examine as examine_page  # noqa: PLC0415  # Scrapy is slow to import

        return examine_page(page, url, parameters.options(settings), settings, as_json=as_json)
    if url is not None:
        raise ConfigError(f"--url {url}: only goes with --page FILE, whose address it gives")
    findings = list(examine(settings))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        print_table(("check", "state", "what was found"), [(f.check, f.state, f.detail) for f in findings])
    return next((int(finding.exit_code) for finding in findings if finding.state == "broken"), int(ExitCode.OK))


def examine(settings: dict[str, str | None]) -> Iterator[Finding]:
    """Yield the findings, what concerns the others last."""
    yield _finding("python", sys.version.split()[0], is_good=sys.version_info >= (3, 11), cure="install 3.11 or newer")
    sqlite = sqlite3.sqlite_version
    yield _finding("sqlite", sqlite, is_good=sqlite3.sqlite_version_info >= _OLDEST_SQLITE, cure="needs 3.37 or newer")
    yield _packages()
    yield from _own_packages()
    try:
        options = parameters.options(settings)
    except LinfenError as error:
        yield Finding("settings", "broken", str(error), error.exit_code)
        return
    yield Finding(
        "settings",
        "ok",
        f"crawls {options.site.asked_at}, {options.delay_s:g} s between an answer and the next request",
    )
    yield _contact(options)
    yield from _archive(options.archive)


def _finding(check: str, found: str, *, is_good: bool, cure: str) -> Finding:
    return Finding(check, "ok" if is_good else "broken", found if is_good else f"{found}: {cure}")


def _packages() -> Finding:
    """Compare what is installed with what the package asks for."""
    try:
        needed = [Requirement(text) for text in requires("linfen-crawler") or ()]
    except PackageNotFoundError:
        return Finding("packages", "broken", "linfen-crawler is not installed: run `make install`")
    wrong = []
    needed = [need for need in needed if need.marker is None or need.marker.evaluate({"extra": ""})]
    for need in needed:
        try:
            found = version(need.name)
        except PackageNotFoundError:
            wrong.append(f"{need.name} is missing")
            continue
        if not need.specifier.contains(found, prereleases=True):
            wrong.append(f"{need.name} is {found}, needed {need.specifier}")
    return _finding(
        "packages", "; ".join(wrong) or f"{len(needed)} requirements met", is_good=not wrong, cure="pip install"
    )


def _own_packages() -> Iterator[Finding]:
    """Tell whether ``spiders`` and ``pipelines`` are ours: both are common names."""
    from linfen_crawler import settings  # noqa: PLC0415  # importing it puts our root first, which is what is checked

    for name in ("spiders", "pipelines"):
        spec = find_spec(name)
        origin = Path(spec.origin).parent if spec and spec.origin else None
        is_ours = origin is not None and origin.resolve() == ROOT / name and bool(settings.BOT_NAME)
        yield _finding(f"package {name}", str(origin), is_good=is_ours, cure=f"should be {ROOT / name}")


def _contact(options: Options) -> Finding:
    if options.contact or is_loopback(options.site.host):
        return Finding("contact", "ok", options.user_agent)
    return Finding("contact", "advice", "set LINFEN_CONTACT, so that the site can write to you before it blocks you")


def _archive(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        parent = next(path for path in folder.parents if path.exists())
        is_good = parent.is_dir() and _is_writable(parent)
        yield _finding("archive", f"{folder} will be created", is_good=is_good, cure="its parent cannot be written")
        return
    yield _finding("archive", str(folder), is_good=_is_writable(folder), cure="cannot be written")
    free = shutil.disk_usage(folder).free
    state = "ok" if free > _MIN_FREE_BYTES else "advice"
    yield Finding("disk", state, f"{free / (1 << 30):.1f} GiB free")
    if (folder / DATABASE).exists():
        yield _database(folder)


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _database(folder: Path) -> Finding:
    try:
        with Archive.open(folder) as archive:
            found = summary.quick_check(archive)
    except LinfenError as error:
        return Finding("database", "broken", str(error), error.exit_code)
    return _finding("database", found, is_good=found == "ok", cure="restore a backup")
