"""Serve the replica, or write it out: ``python -m linfen_crawler.replica serve --port 8000``."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from linfen_crawler.replica import Replica, serve, write

_SEED = click.option("--seed", default=1, show_default=True, help="Another seed invents other articles.")
_SIZE = click.option("--size", default=200, show_default=True, help="How many articles: 20 to 100000.")
_PER_PAGE = click.option("--per-page", default=20, show_default=True, help="Articles on a page of a listing.")
_REDESIGNED = click.option("--redesigned", is_flag=True, help="Articles in templates that no rule knows.")


@click.group()
def main() -> None:
    """Run a small replica of www.lfxww.com: invented articles on a loopback port, or as files."""


def _replica(seed: int, size: int, per_page: int, *, redesigned: bool) -> Replica:
    try:
        return Replica(seed, size, per_page=per_page, redesigned=redesigned)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@main.command("serve")
@click.option("--port", default=8000, show_default=True, help="0 is any free one.")
@_SIZE
@_SEED
@_PER_PAGE
@_REDESIGNED
def serve_command(*, port: int, size: int, seed: int, per_page: int, redesigned: bool) -> None:
    """Serve until interrupted; the first line printed is the address."""
    replica = _replica(seed, size, per_page, redesigned=redesigned)
    try:
        with serve(replica, port) as running:
            click.echo(running.url)  # flushed, for a script that waits for it
            threading.Event().wait()
    except KeyboardInterrupt:
        return
    except OSError as error:
        raise click.ClickException(f"port {port}: {error}; choose another, or 0 for any free one") from error


@main.command("write")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@_SIZE
@_SEED
@_PER_PAGE
@_REDESIGNED
def write_command(*, directory: Path, size: int, seed: int, per_page: int, redesigned: bool) -> None:
    """Write all pages below DIRECTORY, for any web server."""
    replica = _replica(seed, size, per_page, redesigned=redesigned)
    click.echo(f"{write(replica, directory)} files below {directory}")


if __name__ == "__main__":
    main()
