"""``linfen status``: what is archived, what is pending and why, how the last runs ended."""

from __future__ import annotations

from dataclasses import asdict

import click

from linfen_crawler.archive import Archive, summary
from linfen_crawler.archive.reader import RunRecord
from linfen_crawler.archive.rows import Record
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_fields, print_json, print_table, say


@click.command(name="status")
@parameters.archive
@parameters.as_json
def command(*, as_json: bool, **settings: str | None) -> int:
    """Show what is archived, what is not and why, and how the last runs ended."""
    with Archive.open(parameters.options(settings).archive) as archive:
        found: dict[str, object] = {
            "archive": str(archive.folder),
            "totals": summary.totals(archive),
            "bytes": summary.bytes_on_disk(archive),
            "sections": summary.by_section(archive),
            "addresses": summary.by_state(archive),
            "waiting": summary.waiting(archive, 20),
            "runs": [asdict(run) for run in archive.last_runs(10)],
        }
        if as_json:
            print_json(found)
        else:
            _print(archive)
    return 0


def _print(archive: Archive) -> None:
    totals = summary.totals(archive)
    sizes = ", ".join(f"{name} {size:,} bytes" for name, size in summary.bytes_on_disk(archive).items())
    print_fields(
        {
            "archive": archive.folder,
            "articles": _articles(totals),
            "copyright": f"{totals['notice_wordings']} wordings of the notice",
            "responses": totals["captures"],
            "listings": _listings(totals),
            "on disk": sizes,
        }
    )
    print_sections(archive)
    states = summary.by_state(archive)
    known = sum(int(str(row["addresses"])) for row in states)
    say(f"\nWhat became of the {known} addresses ever discovered, listings apart")
    print_table(("state", "kind", "addresses"), [tuple(row.values()) for row in states])
    if waiting := summary.waiting(archive, 20):
        say("\nNot archived, and why")
        columns = ("state", "reason", "addresses", "example", "next try at")
        print_table(columns, [tuple(row.values()) for row in waiting])
    say("\nLast runs")
    print_table(("run", "started at", "verdict", "because", "new"), [_run(run) for run in archive.last_runs(10)])


def _articles(totals: Record) -> str:
    """Return how many articles there are, and at how many addresses, as one may be found at several."""
    said = f"{totals['articles']}, at {totals['addresses']} addresses"
    also = {"gone": "gone from the site", "incomplete": "with a page missing"}
    more = [f"{totals[name]} {what}" for name, what in also.items() if totals[name]]
    return f"{said}; {', '.join(more)}" if more else said


def _listings(totals: Record) -> str:
    """Return how many readings of listings have not come to their end for good."""
    also = {
        "unfinished_sweeps": "interrupted, and resumed by the next run",
        "sweeps_to_confirm": "at their last page, if the next run finds no further one either",
    }
    more = [f"{totals[name]} {what}" for name, what in also.items() if totals[name]]
    return ", ".join(more) or "read down to what is known"


def _run(run: RunRecord) -> tuple[object, ...]:
    new = run.counters.get("article/added", 0)
    return run.id, run.started_at[:19], run.verdict or "no end yet", "; ".join(run.reasons), new


def print_sections(archive: Archive) -> None:
    """Print the table of sections; it fits a terminal of 80 columns."""
    say("\nSections")
    columns = ("section", "name", "articles", "years", "notices", "credits", "images", "copies")
    print_table(columns, [_section(row) for row in summary.by_section(archive)], gap=1)


def _section(row: Record) -> tuple[object, ...]:
    years = dict.fromkeys(str(day)[:4] for day in (row["first"], row["last"]) if day)
    counts = (row[name] for name in ("notices", "credited", "images", "duplicates"))
    return row["section"], row["name"], row["articles"], "–".join(years), *counts
