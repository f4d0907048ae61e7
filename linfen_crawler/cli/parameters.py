"""Options that several commands take, and the settings that they make."""

from __future__ import annotations

from collections.abc import Mapping

import click

from linfen_crawler.configuration import declared
from linfen_crawler.options import Options

archive = click.option(
    "--archive",
    "LINFEN_ARCHIVE",
    metavar="DIR",
    help="Folder of the archive. Default: LINFEN_ARCHIVE, else the checkout's data/.",
)
site_url = click.option(
    "--site-url", "LINFEN_SITE_URL", metavar="URL", help="Crawl another host instead: a replica or a mirror."
)
delay = click.option("--delay", "LINFEN_DELAY_S", metavar="SECONDS", help="Pause between requests.")
log_level = click.option("--log-level", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"]), help="Default: INFO.")
log_format = click.option(
    "--log-format", "LINFEN_LOG_FORMAT", metavar="text|json", help="json writes the log as one JSON object a line."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def options(given: Mapping[str, object]) -> Options:
    """Return all settings: those given on the command line before those of environment and file.

    Raises :class:`~linfen_crawler.errors.ConfigError`.
    """
    found = declared()
    return Options.from_values(
        {**found.values, **{name: value for name, value in given.items() if value is not None}}, problems=found.problems
    )


def article_id(text: str) -> int | None:
    """Return the id that an argument gives in place of an article's address; ``None`` for an address.

    Raises :class:`click.BadParameter` for a number that no id can be.
    """
    if not text.isdecimal():
        return None
    if len(text) > _ID_DIGITS:
        raise click.BadParameter(f"{text[:_ID_DIGITS]}… is no article's id: it has {len(text)} digits")
    return int(text)


_ID_DIGITS = 18
"""All numbers of so many digits fit into SQLite's integers."""
