"""``linfen recheck``: archived articles again."""

from __future__ import annotations

import click

from linfen_crawler.cli import parameters
from linfen_crawler.cli.crawl import crawl


@click.command(name="recheck")
@parameters.archive
@click.option("--older-than", metavar="AGE", help="Instead of those due all last read longer ago: 12h, 7d, 8w.")
@click.option("--newer-than", metavar="AGE", help="Only those published since, such as 90d.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Ask for at most N articles.")
@parameters.site_url
@parameters.delay
@parameters.log_level
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
    arguments = {"older_than": older_than or "", "newer_than": newer_than or "", "limit": str(limit or "")}
    return crawl("recheck", arguments, settings, log_level=log_level, as_json=as_json)
