"""``linfen crawl``: new articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import click

from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_fields, print_json
from linfen_crawler.values import section_path


def _sections(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str:  # noqa: ARG001
    try:
        return ",".join(section_path(path) for path in value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_WORDS = {"end": "past the last page", "links": "links on them", "section_gone": "sections gone"}


@click.command(name="crawl")
@parameters.archive
@click.option("--section", metavar="PATH", multiple=True, callback=_sections, help="Only this section; repeatable.")
@click.option("--max-articles", type=click.IntRange(min=1), metavar="N", help="Request at most N articles.")
@click.option("--full", is_flag=True, help="Read each listing to its end, even past what is known.")
@parameters.site_url
@parameters.delay
@parameters.log_level
@parameters.log_format
@parameters.as_json
def command(
    *, section: str, max_articles: int | None, full: bool, log_level: str | None, as_json: bool, **settings: str | None
) -> int:
    """Archive new articles, reading each section's listing from the newest down to what is known.

    What an earlier run left undone comes first; a run that was killed is continued by the next.
    """
    arguments = {"section": section, "max_articles": str(max_articles or ""), "full": "1" if full else ""}
    return crawl("news", arguments, settings, log_level=log_level, as_json=as_json)


def crawl(
    spider: str, arguments: dict[str, str], settings: Mapping[str, str | None], *, log_level: str | None, as_json: bool
) -> int:
    """Run a spider, print how it ended, and return the exit code."""
    from linfen_crawler.cli.crawler import run  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    code, record = run(spider, parameters.options(settings).archive, settings, arguments, log_level=log_level)
    if record is not None and as_json:
        print_json(asdict(record))
    elif record is not None:
        print_record(record)
    return code


def print_record(record: RunRecord) -> None:
    """Print how a run ended."""
    # Who asks again for articles reads no listing.
    listings = _counts(record.counters, "listing") or ("none read" if "recheck/due" not in record.counters else "")
    images = _counts(record.counters, "image")
    taken_up = record.counters.get("taken_up")
    print_fields(
        {
            "run": record.id,
            "verdict": record.verdict,
            "because": "; ".join(record.reasons),
            "articles": _counts(record.counters, "article") or "none requested",
            **({"listings": listings} if listings else {}),
            **({"images": images} if images else {}),
            **({"resumed": f"{taken_up} items that an earlier run had read"} if taken_up else {}),
            "requests": record.counters.get("requests", 0),
        }
    )


def _counts(counters: dict[str, int], subject: str) -> str:
    """Return the outcomes of a subject: ``20 added, 1 gone``; a listing's ``end`` is a page past its last."""
    prefix = f"{subject}/"
    found = {name.removeprefix(prefix): number for name, number in counters.items() if name.startswith(prefix)}
    return ", ".join(f"{number} {_WORDS.get(name, name)}" for name, number in found.items())
