"""``linfen recheck``: fetch archived articles again."""

from __future__ import annotations

import click

from linfen_crawler.archive.connection import check_begun
from linfen_crawler.cli import parameters
from linfen_crawler.cli.crawl import crawl


@click.command(name="recheck")
@parameters.archive
@click.option(
    "--older-than",
    metavar="AGE",
    help="Instead of the articles that are due, all last read longer ago than this: 12h, 7d, 8w.",
)
@click.option("--newer-than", metavar="AGE", help="Only articles younger than this, such as 90d.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Request at most N articles.")
@parameters.site_url
@parameters.delay
@parameters.log_level
@parameters.log_format
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
    """Fetch archived articles again, to notice edits, removals and returns.

    An article is due after half of its age, but not before 12 hours and at the latest after 180 days. One that has not
    changed costs a request, but is not transferred again if the site sends ETag or Last-Modified.
    """
    check_begun(parameters.options(settings).archive)
    arguments = {"older_than": older_than or "", "newer_than": newer_than or "", "limit": str(limit or "")}
    return crawl("recheck", arguments, settings, log_level=log_level, as_json=as_json)
