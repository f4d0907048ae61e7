"""Print an article's history for ``linfen show``."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise

import click

from linfen_crawler.archive import Archive
from linfen_crawler.archive.reader import Record
from linfen_crawler.cli.report import print_fields, print_json, print_table
from linfen_crawler.errors import LinfenError
from linfen_crawler.history import Difference, Version, at, differences, moment_of, versions_of

_OUT, _IN = -1, 1


def print_history(archive: Archive, article: Record, *, as_json: bool) -> None:
    """Print what happened to an article, and the times between which each version stood."""
    changes = archive.changes(int(str(article["id"])))
    versions = versions_of(archive, article)
    if as_json:
        events = [{**one, "fields": json.loads(str(one["fields"]))} for one in changes]
        print_json({"changes": events, "versions": [asdict(one) for one in versions]})
        return
    click.secho(str(article["title"]), bold=True)
    rows = [(one["id"], one["at"], one["kind"], _named(one["fields"]), one["evidence"]) for one in changes]
    print_table(("change", "at", "what", "fields", "evidence"), rows)
    click.echo()
    stood = [(one.revision, one.seen_at, one.replaced_at or "still", one.fields["title"]) for one in versions]
    print_table(("revision", "seen from", "until", "title"), stood)
    if article["gone_at"]:
        click.echo(f"\nThe site has not had it since {article['gone_at']}.")


def _named(fields: object) -> str:
    return ", ".join(json.loads(str(fields)))


def print_differences(archive: Archive, article: Record, *, as_json: bool) -> None:
    """Print what each edit changed."""
    versions = versions_of(archive, article)
    edits = [(one, other, list(differences(one, other))) for one, other in pairwise(versions)]
    if as_json:
        print_json([_edit(one, other, found) for one, other, found in edits])
        return
    click.secho(str(article["title"]), bold=True)
    if not edits:
        click.echo("No edit was seen.")
    for _, other, found in edits:
        click.secho(f"\nRevision {other.revision}, seen {other.seen_at}", bold=True)
        for one in found:
            click.echo(f"{one.field}: {_marked(one)}")


def _edit(one: Version, other: Version, found: list[Difference]) -> dict[str, object]:
    changed = [{"field": each.field, "pieces": each.pieces} for each in found]
    return {"from": one.revision, "to": other.revision, "seen_at": other.seen_at, "fields": changed}


def _marked(difference: Difference) -> str:
    """Return both texts in one, what was taken out as ``[-…-]`` and what was put in as ``{+…+}``, in colour too."""
    return "".join(_piece(sign, text) for sign, text in difference.pieces)


def _piece(sign: int, text: str) -> str:
    if sign == _OUT:
        return click.style(f"[-{text}-]", fg="red")
    return click.style(f"{{+{text}+}}", fg="green") if sign == _IN else text


def print_as_of(archive: Archive, article: Record, day: str, *, as_json: bool) -> None:
    """Print an article as it stood.

    Raises :class:`LinfenError` for a time before it was archived.
    """
    version = at(versions_of(archive, article), moment_of(day))
    if version is None:
        raise LinfenError(f"{article['url']} was first seen {article['first_seen_at']}: no state of {day} is known")
    if as_json:
        print_json(asdict(version))
        return
    fields = version.fields
    click.secho(str(fields["title"]), bold=True)
    until = f"until {version.replaced_at}" if version.replaced_at else "and still"
    print_fields(
        {"revision": version.revision, "seen": f"from {version.seen_at} {until}"}
        | {name: value for name, value in fields.items() if value not in {None, ""} and name not in _LONG}
    )
    click.echo(f"\n{fields['body']}")
    for name in ("credits", "images", "copyright_notice"):
        if fields[name]:
            click.echo(f"\n{name}:\n{fields[name]}")


_LONG = frozenset({"title", "body", "credits", "images", "copyright_notice", "breadcrumbs", "complete"})
