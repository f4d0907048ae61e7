"""``linfen verify``: is the archive as it was stored."""

from __future__ import annotations

from collections.abc import Sequence
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
    how = "there" if quick else "proved by its bytes"
    sound = f"sound: {proved['articles']} articles; each of {proved['captures']} captures is {how}" if proved else ""
    return report(damages, sound, as_json=as_json)


def report(damages: Sequence[Damage], sound: str, *, as_json: bool) -> int:
    """Print each damage, a line each, or what is to be said of a sound archive; return the exit code."""
    if as_json:
        print_json([asdict(one) for one in damages])
    else:
        click.echo("\n".join(f"{one.where}: {one.what}" for one in damages) or sound)
    return int(ExitCode.DAMAGED if damages else ExitCode.OK)
