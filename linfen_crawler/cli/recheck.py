"""``linfen recheck``: archived articles again."""

from __future__ import annotations

from dataclasses import asdict

import click

from linfen_crawler.cli import parameters
from linfen_crawler.cli.crawl import print_record
from linfen_crawler.cli.report import print_json


@click.command(name="recheck")
@parameters.archive
@click.option("--older-than", metavar="AGE", help="Instead of those due all last read longer ago: 12h, 7d, 8w.")
@click.option("--newer-than", metavar="AGE", help="Only those published since, such as 90d.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Ask for at most N articles.")
@click.option("--site-url", "LINFEN_SITE_URL", metavar="URL", help="Ask another host: a replica or a mirror.")
@click.option("--delay", "LINFEN_DELAY_S", metavar="SECONDS", help="Pause between requests.")
@click.option("--log-level", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"]), help="Default: INFO.")
@parameters.as_json
def command(
    *,
    older_than: str | None,
    newer_than: str | None,
    limit: int | None,
    log_level: str | None,
    as_json: bool,
    **settings: str | None,
) -> int:
    """Ask for archived articles again: edits, removals and returns.

    Young articles are due often, old ones seldom: after half of their age, from 12 hours to 180 days. What has not
    changed costs an answer without a body.
    """
    from linfen_crawler.cli.crawler import run  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    options = parameters.options(settings)
    arguments = {"older_than": older_than or "", "newer_than": newer_than or "", "limit": str(limit or "")}
    code, record = run("recheck", options.archive, settings, arguments, log_level=log_level)
    if record is None:
        return code
    if as_json:
        print_json(asdict(record))
    else:
        print_record(record)
    return code
