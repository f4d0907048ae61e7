"""``linfen restore``: put a copy back."""

from __future__ import annotations

from pathlib import Path

import click

from linfen_crawler.archive.backup import restore
from linfen_crawler.cli import parameters
from linfen_crawler.cli.verify import damages_of, report


@click.command(name="restore")
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False))
@parameters.archive
@parameters.as_json
def command(*, directory: str, as_json: bool, **settings: str | None) -> int:
    """Put the copy in DIR where the archive belongs, and prove it; nothing is overwritten.

    A damaged copy is not restored: the exit code is 5.
    """
    options = parameters.options(settings)
    return report(
        restore(Path(directory), options.archive, prove=damages_of),
        f"restored from {directory} to {options.archive}; proved by its bytes\n"
        "ids of articles and events take a leap with the next run: the lost archive may have given those in between",
        as_json=as_json,
    )
