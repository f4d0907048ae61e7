"""``linfen demo``: the main job on the embedded replica of the site, and what came of it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import click

from linfen_crawler.archive import Archive, summary
from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.cli import parameters
from linfen_crawler.cli.crawl import print_record
from linfen_crawler.cli.report import print_json, say
from linfen_crawler.cli.show import children_of, print_article
from linfen_crawler.cli.status import print_sections
from linfen_crawler.errors import ConfigError
from linfen_crawler.options import ROOT, in_checkout
from linfen_crawler.replica import Replica, serve


@click.command(name="demo")
@click.option(
    "--archive",
    "LINFEN_ARCHIVE",
    metavar="DIR",
    help="Folder of the demo's archive. Default: the checkout's data/demo/.",
)
@click.option(
    "--articles", type=click.IntRange(20, 100_000), default=200, show_default=True, help="Size of the replica."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the replica: each makes another site.")
@parameters.as_json
def command(*, articles: int, seed: int, as_json: bool, **settings: str | None) -> int:
    """Crawl the embedded replica of the site into data/demo/, and show what was archived and what to try next."""
    from linfen_crawler.cli.crawler import run  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    folder = _folder(settings)
    with serve(Replica(seed=seed, size=articles)) as site:
        given = {
            "LINFEN_ARCHIVE": str(folder),
            "LINFEN_SITE_URL": site.url,
            "LINFEN_DELAY_S": "0",
            # What an operator has set for the real site must not reach the demo.
            "LINFEN_SECTIONS": "",
            "LINFEN_REPLICA": f"the replica of {articles} articles, seed {seed}",
        }
        code, record = run("news", folder, given, {}, log_level="WARNING")
        asked = [request.path for request in site.requests]
    if record is None:
        return code
    if as_json:
        print_json(asdict(record))
        return code
    with Archive.open(folder) as archive:
        _print(archive, record, asked)
    return code


def _folder(settings: dict[str, str | None]) -> Path:
    if given := settings.get("LINFEN_ARCHIVE"):
        return Path(given).expanduser().absolute()
    if in_checkout():
        return ROOT / "data" / "demo"
    raise ConfigError("this is not a checkout: say where the demo's archive goes, with --archive DIR")


def _print(archive: Archive, record: RunRecord, asked: list[str]) -> None:
    print_sections(archive)
    totals = summary.totals(archive)
    say(
        f"\n{totals['articles']} articles at {totals['addresses']} addresses ({totals['duplicates']} of them carry the "
        f"text of another), {totals['notice_wordings']} wordings of the copyright notice"
    )
    if article := summary.telling_article(archive):
        say("\nOne of them, as the archive has it\n")
        print_article(article, children_of(archive, article))
    say("\nThis run\n")
    print_record(record)
    _print_next(archive, asked)


def _print_next(archive: Archive, asked: list[str]) -> None:
    database = archive.folder / "linfen.db"
    listings = sum(path.endswith("/") or "index_" in path for path in asked)
    say(f"\n{len(asked)} requests, {listings} of them for the home page and listings.")
    if listings < len(asked) - 1:
        say("Run it again: no article is fetched, and nothing new is found.")
    say(f"\nThe archive is in {archive.folder}. Try next:\n")
    say(f"  {_program('linfen')} status --archive {archive.folder}")
    newest = "SELECT published_at, title FROM articles ORDER BY published_at DESC LIMIT 5"
    say(f"  {_program('sqlite-utils')} {database} '{newest}' --table")
    where = "" if in_checkout() else " --archive DIR"
    say(f"  {_program('linfen')} crawl --max-articles 20{where}    # the real site, at most one request a second")


def _program(name: str) -> str:
    """Return how to call a program of this installation from here."""
    if shutil.which(name):
        return name
    path = Path(sys.executable).with_name(name)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
