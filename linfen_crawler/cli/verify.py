"""``linfen verify``: is the archive as it was stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import click

from linfen_crawler.archive import Archive
from linfen_crawler.archive.verify import Damage, count, verify
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_json
from linfen_crawler.errors import ExitCode


@click.command(name="verify")
@click.option("--quick", is_flag=True, help="Read no WARC file: only whether each is there in its full length.")
@parameters.archive
@parameters.as_json
def command(*, quick: bool, as_json: bool, **settings: str | None) -> int:
    """Hold database and WARC files against each other and name each damage; exit code 5 where there is any.

    It may run while a crawl is writing, and changes nothing.
    """
    options = parameters.options(settings)
    with Archive.open(options.archive) as archive:
        damages = list(verify(archive, quick=quick))
        proved = count(archive) if not damages else {}
    if as_json:
        print_json([asdict(one) for one in damages])
    else:
        print_damages(damages)
        if not damages:
            how = "there" if quick else "proved by its bytes"
            click.echo(f"sound: {proved['articles']} articles; each of {proved['captures']} captures is {how}")
    return int(ExitCode.DAMAGED if damages else ExitCode.OK)


def print_damages(damages: Iterable[Damage]) -> None:
    """Print each damage, a line each."""
    for one in damages:
        click.echo(f"{one.where}: {one.what}")
