"""``linfen backup``: a consistent copy of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from linfen_crawler.archive.backup import back_up
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import say
from linfen_crawler.cli.verify import damages_of, report, tell_of


@click.command(name="backup")
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False))
@parameters.archive
@parameters.as_json
def command(*, directory: str, as_json: bool, **settings: str | None) -> int:
    """Copy the archive into DIR, even while a crawl is writing it, and prove the copy.

    Called again with the same DIR, it copies only what is new. The exit code is 5 if the archive is damaged: an earlier
    copy then stays as it was. It is 2 for a copy that has gone on by itself: that stays as it is, too.
    """
    options = parameters.options(settings)
    had_copy = (Path(directory) / DATABASE).exists()
    damages = back_up(options.archive, Path(directory), prove=damages_of)
    tell_of(options, "backup", damages)
    if damages and had_copy:
        say("linfen: the copy was left as it was: repair what is named, then call this again", err=True)
    return report(damages, f"copied to {directory}; the copy is proved by its bytes", as_json=as_json)
