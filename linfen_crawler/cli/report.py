"""Print records as tables for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_json(value: object) -> None:
    """Print a value as JSON, its characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, gap: int = 2) -> None:
    """Print a table; numbers stand to the right. Piped into a file it is as wide as it needs to be."""
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
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


def print_fields(fields: Mapping[str, object]) -> None:
    """Print names and values, a line each; what is missing is said to be."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        click.echo(f"{name:<{width}}  {'–' if value is None else value}")
