"""Print records as tables for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

# The control characters of C0 and C1, and those of Unicode that turn the direction of writing (UAX #9).
_STEERING = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SHOWN = {one: f"\\x{one:02x}" if one < 0x100 else f"\\u{one:04x}" for one in _STEERING if chr(one) not in "\n\t"}
_IN_JSON = {one: f"\\u{one:04x}" for one in _STEERING if one >= 0x7F}


def shown(text: str) -> str:
    r"""Return a text with what would steer a terminal written out, such as ``\x1b``: a page may hold it."""
    return text.translate(_SHOWN)


def say(text: str = "", *, nl: bool = True, err: bool = False, bold: bool | None = None, fg: str | None = None) -> None:
    """Print a text, whatever pages or files put into it."""
    click.secho(shown(text), nl=nl, err=err, bold=bold, fg=fg)


def print_json(value: object) -> None:
    """Print a value as JSON, its characters as they are, but for those that would steer a terminal."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str).translate(_IN_JSON))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, gap: int = 2) -> None:
    """Print a table, numbers aligned to the right. On a terminal it fits the width, in a file it takes up to 160."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    found = [list(row) for row in rows]
    for index, column in enumerate(columns):
        numbers = all(isinstance(row[index], int | float) for row in found) and bool(found)
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in found:
        # As Text, so that brackets of a title are not taken for markup.
        table.add_row(*(Text("" if cell is None else shown(str(cell))) for cell in row))
    with console.capture() as printed:
        console.print(table)
    # Rich fills the last column with blanks, which a file, a diff or a copied line shows.
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def print_fields(fields: Mapping[str, object]) -> None:
    """Print names and values, one per line; a dash where there is no value."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        say(f"{name:<{width}}  {'–' if value is None else value}")
