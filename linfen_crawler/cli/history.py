"""Print an article's history for ``linfen show``."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from operator import itemgetter

from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.rows import Record
from linfen_crawler.cli.report import print_fields, print_json, print_table, say
from linfen_crawler.errors import LinfenError
from linfen_crawler.history import (
    Difference,
    Version,
    at,
    differences,
    moment_of,
    stretches,
)
from linfen_crawler.lives import Story

_MARKS = {-1: ("[-{}-]", "red"), 1: ("{{+{}+}}", "green")}
"""How a piece of a difference is marked, by its sign."""


def print_history(story: Story, *, as_json: bool) -> None:
    """Print what happened to an article, and the times between which each version stood, or none did."""
    article = story.article
    if as_json:
        events = [{**one, "fields": json.loads(str(one["fields"]))} for one in story.changes]
        versions, absences = map(asdict, story.versions), map(asdict, story.absences)
        print_json({"changes": events, "versions": list(versions), "absences": list(absences)})
        return
    say(str(article["title"]), bold=True)
    rows = [
        (one["id"], one["at"], one["article_id"], one["kind"], _named(one["fields"]), _evidence(one))
        for one in story.changes
    ]
    print_table(("change", "at", "article", "what", "fields", "evidence"), rows)
    say()
    print_table(("revision", "seen from", "until", "title"), _times(story))
    if article["gone_at"]:
        say(f"\nIt has been gone from the site since {article['gone_at']}.")


def _times(story: Story) -> list[tuple[object, ...]]:
    """Return the rows that tell what stood when, and when nothing did."""
    stood = [
        (one.since, one.until, _numbered(one.version, story), one.version.fields["title"])
        for one in stretches(story.versions, story.absences)
    ]
    away = [(one.since, one.until, "gone", one.evidence) for one in story.absences]
    rows = sorted([*stood, *away], key=itemgetter(0))
    return [(what, since, until or "now", said) for since, until, what, said in rows]


def _evidence(event: Record) -> str:
    """Return what an event rests on, and of when that is, if it came to light later."""
    said = str(event["evidence"] or "")
    return f"{said} (of {event['seen_at']})" if event.get("seen_at") else said


def _named(fields: object) -> str:
    return ", ".join(json.loads(str(fields)))


def _numbered(version: Version, story: Story) -> str:
    """Return the number of a revision; of another article, to which an address belonged, with that one's: 5/1."""
    is_own = version.article_id == story.article["id"]
    return str(version.revision) if is_own else f"{version.article_id}/{version.revision}"


def print_differences(story: Story, *, as_json: bool) -> None:
    """Print what each edit changed."""
    edits = [(one, other, list(differences(one, other))) for one, other in pairwise(story.versions)]
    if as_json:
        print_json([_edit(one, other, found) for one, other, found in edits])
        return
    say(str(story.article["title"]), bold=True)
    if not edits:
        say("No edits were seen.")
    for _, other, found in edits:
        say(f"\nRevision {_numbered(other, story)}, seen {other.seen_at}", bold=True)
        for one in found:
            _print_difference(one)


def _edit(one: Version, other: Version, found: list[Difference]) -> dict[str, object]:
    changed = [{"field": each.field, "pieces": each.pieces} for each in found]
    return {"from": one.revision, "to": other.revision, "seen_at": other.seen_at, "fields": changed}


def _print_difference(difference: Difference) -> None:
    """Print both texts in one, what was taken out as ``[-…-]`` and what was put in as ``{+…+}``, in colour too."""
    say(f"{difference.field}: ", nl=False)
    for sign, text in difference.pieces:
        marked, colour = _MARKS.get(sign, ("{}", None))
        say(marked.format(text), fg=colour, nl=False)
    say()


def print_as_of(story: Story, day: str, *, as_json: bool) -> None:
    """Print an article as it stood; where the site did not have it then, so it says, beside its last text.

    Raises :class:`LinfenError` for a time before it was archived.
    """
    moment, absences = moment_of(day), story.absences
    version = at(story.versions, moment)
    if version is None:
        raise LinfenError(
            f"{story.article['url']} was first seen {story.versions[0].seen_at}: how it stood on {day} is not known"
        )
    away = next((one for one in absences if one.covers(instant(moment))), None)
    if as_json:
        print_json({**asdict(version), "gone": None if away is None else asdict(away)})
        return
    fields = version.fields
    say(str(fields["title"]), bold=True)
    before = [one for one in stretches([version], absences) if one.since <= instant(moment)]
    since, until = (before[-1].since, before[-1].until) if before else (version.seen_at, version.replaced_at)
    gone = {} if away is None else {"gone": f"since {away.since}, {_until(away.until)} ({away.evidence})"}
    print_fields(
        {**gone, "revision": _numbered(version, story), "seen": f"from {since} {_until(until)}"}
        | {name: value for name, value in fields.items() if value not in {None, ""} and name not in _LONG}
    )
    say(f"\n{fields['body']}")
    for name in ("credits", "images", "attachments", "copyright_notice"):
        if fields.get(name):
            say(f"\n{name}:\n{fields[name]}")


def _until(moment: str | None) -> str:
    return f"until {moment}" if moment else "until now"


_LONG = frozenset({"title", "body", "credits", "images", "attachments", "copyright_notice", "breadcrumbs", "complete"})
