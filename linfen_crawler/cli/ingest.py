"""``linfen ingest``: what others captured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_fields, print_json, print_table, say


@click.command(name="ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@click.option("--mirror", metavar="HOST", multiple=True, help="Treat every page of this host as a copy; repeatable.")
@click.option("--url", metavar="URL", help="The address a saved page came from; with a single file.")
@click.option("--at", metavar="TIME", help="When it was saved: a date or a time, by the site's clock.")
@parameters.archive
@click.option(
    "--site-url",
    "LINFEN_SITE_URL",
    metavar="URL",
    help="The host that was captured: a replica or a mirror of the site.",
)
@parameters.log_level
@parameters.log_format
@parameters.as_json
def command(
    *,
    files: tuple[Path, ...],
    mirror: tuple[str, ...],
    url: str | None,
    at: str | None,
    log_level: str | None,
    as_json: bool,
    **settings: str | None,
) -> int:
    """Archive what others captured: WARC and WACZ files, pages saved as HTML, or folders of them.

    Pages of the site are archived with the time of their capture and the file they came from; pages of mirrors are
    linked as copies; everything else is passed over and counted. Ingesting the same files again changes nothing. The
    site is not contacted.
    """
    from linfen_crawler.cli.crawler import run  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    named = json.dumps([str(path.absolute()) for path in files])
    arguments = {"files": named, "mirror": ",".join(mirror), "url": url or "", "at": at or ""}
    code, record = run("ingest", parameters.options(settings).archive, settings, arguments, log_level=log_level)
    if record is not None and as_json:
        print_json({**asdict(record), "files": by_file(record.counters)})
    elif record is not None:
        _print(record)
    return code


def by_file(counters: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return what was counted of each file, by its name."""
    files: dict[str, dict[str, int]] = {}
    for name, number in counters.items():
        subject, _, rest = name.partition("/")
        if subject == "file":
            file, _, what = rest.partition("/")
            files.setdefault(file, {})[what] = number
    return files


def _print(record: RunRecord) -> None:
    rows = [
        (file, counted.get("records", 0), _found(counted), _passed(counted))
        for file, counted in by_file(record.counters).items()
    ]
    print_table(("file", "records", "of the site", "passed over"), rows)
    say()
    taken_up = record.counters.get("taken_up")
    print_fields(
        {
            "run": record.id,
            "verdict": record.verdict,
            "because": "; ".join(record.reasons),
            **({"resumed": f"{taken_up} items that an earlier run had read"} if taken_up else {}),
        }
    )


def _found(counted: Mapping[str, int]) -> str:
    """Return what became of a file's pages: ``20 added, 3 known, mirrors: 2 linked``."""
    own = {name.removeprefix("article/"): number for name, number in counted.items() if name.startswith("article/")}
    own |= {"known": counted["known"]} if "known" in counted else {}
    copies = {name.removeprefix("mirror/"): number for name, number in counted.items() if name.startswith("mirror/")}
    listings = counted.get("links/read", 0)
    said = [", ".join(f"{number} {name.replace('_', ' ')}" for name, number in own.items())]
    said += [f"listings: {listings}"] if listings else []
    said += [f"mirrors: {', '.join(f'{number} {name}' for name, number in copies.items())}"] if copies else []
    return "; ".join(one for one in said if one)


def _passed(counted: Mapping[str, int]) -> str:
    """Return why a file's records were passed over, the most frequent reason first."""
    reasons = [(number, name.removeprefix("passed/")) for name, number in counted.items() if name.startswith("passed/")]
    return ", ".join(f"{number} {reason}" for number, reason in sorted(reasons, key=lambda one: (-one[0], one[1])))
