"""The command ``linfen``: one module per command, imported when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO, cast

import click

from linfen_crawler import __version__
from linfen_crawler.errors import ExitCode, LinfenError

_COMMANDS = {
    "crawl": "Archive new articles, reading each section's listing from the newest down to what is known.",
    "recheck": "Fetch archived articles again, to notice edits, removals and returns.",
    "ingest": "Archive what others captured: WARC and WACZ files, saved pages.",
    "status": "Show what is archived, what is not and why, and how the last runs ended.",
    "show": "Print one article, and how it changed, by address or id.",
    "rebuild": "Rebuild the database from the WARC files alone, and show how it differs.",
    "verify": "Check the database against the WARC files, and name each damage.",
    "backup": "Copy the archive, even while a crawl is writing it, and prove the copy.",
    "restore": "Put a copy made by backup back in place.",
    "forget": "Take an article down: remove its text and bytes, leaving a tombstone.",
    "schedule": "Print the systemd units or crontab lines that run this installation.",
    "demo": "Crawl the embedded replica of the site and show what was archived.",
    "doctor": "Check whether this installation can run, or how one page is read.",
}


class _Commands(click.Group):
    """Commands whose modules are imported only when they are called: most need no Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"linfen_crawler.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="linfen")
def linfen() -> None:
    """Archive the articles of Linfen News (临汾新闻网): nothing lost, every row provable.

    Exit codes: 0 success; 1 the run failed; 2 wrong usage; 3 finished, but suspect; 4 another run holds the archive;
    5 the archive is damaged or newer than this program; 128 + N stopped by signal N.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code; an error of ours is one line that says what to do."""
    try:
        code = linfen.main(arguments, prog_name="linfen", standalone_mode=False)
        _flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except LinfenError as error:
        click.echo(f"linfen: {error}", err=True)
        sys.exit(int(error.exit_code))
    except OSError as error:
        if not _drop_output():
            raise
        click.echo(f"linfen: its output cannot be written: {error.strerror}", err=True)
        sys.exit(int(ExitCode.FAILED))
    sys.exit(code if isinstance(code, int) else 0)


def _flush() -> None:
    # There is none where it was closed (`>&-`): what was to be printed is not wanted.
    if (output := cast("TextIO | None", sys.stdout)) is not None:
        output.flush()


def _drop_output() -> bool:
    """Tell whether standard output, such as a file on a full disk, takes nothing more; the rest is then dropped."""
    try:
        # What has failed may be held still, or be lost.
        click.echo()
    except OSError:
        # Python tries to write it once more as it ends, and would say that it cannot (docs.python.org, on SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False
