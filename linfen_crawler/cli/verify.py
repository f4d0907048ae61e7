"""``linfen verify``: is the archive still what was stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice

import click

from linfen_crawler.alerts import News, tell
from linfen_crawler.archive import Archive
from linfen_crawler.archive.passing import last_entry
from linfen_crawler.archive.proof import predates_journal, unproved
from linfen_crawler.archive.scratch import scratch
from linfen_crawler.archive.unstored import left_out, waiting_in_files
from linfen_crawler.archive.upgraded import upgraded
from linfen_crawler.archive.verify import Damage, count, verify
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_json, say
from linfen_crawler.errors import ArchiveDamagedError, ExitCode
from linfen_crawler.options import Options

_SHOWN = 100
"""The most differing rows to name; more would say nothing new."""


@click.command(name="verify")
@click.option("--quick", is_flag=True, help="Read no WARC files; only check that each is there in full length.")
@parameters.archive
@parameters.as_json
def command(*, quick: bool, as_json: bool, **settings: str | None) -> int:
    """Check the database against the WARC files and name each damage; the exit code is 5 if there is any.

    It changes nothing, and may run while a crawl is writing.
    """
    options = parameters.options(settings)
    # That nothing is missing does not mean that what a full check has found is repaired.
    name = "verify --quick" if quick else "verify"
    try:
        with Archive.open(options.archive) as archive:
            damages, sound = prove(archive, quick=quick)
    except ArchiveDamagedError as error:
        tell_of(options, name, [Damage("linfen.db", str(error))])
        raise
    tell_of(options, name, damages)
    return report(damages, sound, as_json=as_json)


def tell_of(options: Options, name: str, damages: Sequence[Damage]) -> None:
    """Tell who is to be told that an archive is damaged, or is so no more."""
    reasons = tuple(f"{one.where}: {one.what}" for one in damages)
    tell(
        options.archive, options.alert_urls, News(command=name, verdict="damaged" if damages else "ok", reasons=reasons)
    )


def prove(archive: Archive, *, quick: bool = False) -> tuple[list[Damage], str]:
    """Return an archive's damages and, if there are none, what to report about it."""
    archive.hold()
    damages = list(verify(archive, quick=quick))
    if damages:
        return damages, ""
    unsettled = Counter[str]()
    with upgraded(archive) as present:
        damages = [] if quick else list(_unproved(present, unsettled))
        return damages, "" if damages else _sound(present, unsettled, quick=quick)


def damages_of(archive: Archive) -> list[Damage]:
    """Return an archive's damages, by its bytes and row by row."""
    return prove(archive)[0]


def _unproved(archive: Archive, unsettled: Counter[str]) -> Iterator[Damage]:
    """Recreate the database from the WARC files, and yield what differs in the archive; what may differ is counted."""
    from linfen_crawler.cli.crawler import rebuild  # noqa: PLC0415  # Scrapy is slow to import: not for --help
    from linfen_crawler.pages import PARSER_VERSION  # noqa: PLC0415

    if predates_journal(archive):
        return
    with scratch() as folder:
        waiting = left_out(archive)
        losses = rebuild(archive.folder, folder, up_to=last_entry(archive), without=waiting)
        yield from (Damage("warc", loss) for loss in losses)
        with Archive.open(folder) as new:
            differing = unproved(archive, new, parser_version=PARSER_VERSION, unsettled=unsettled)
            for found in islice(differing, _SHOWN):
                yield Damage("linfen.db", str(found))


def _sound(archive: Archive, unsettled: Counter[str], *, quick: bool) -> str:
    """Report what was proved of a sound archive, and what else is in its files."""
    waiting = sum(last - first + 1 for first, last in left_out(archive))
    if not quick:
        waiting = max(waiting, waiting_in_files(archive))
    said = f"\n{waiting} entries wait for the next run to pick them up" if waiting else ""
    if unsettled:
        rows = ", ".join(f"{number} of {table}" for table, number in sorted(unsettled.items()))
        said += f"\nrows that this version reads differently, or that were altered: {rows}; `linfen rebuild` shows them"
    return _proved_of(archive, quick=quick) + said


def _proved_of(archive: Archive, *, quick: bool) -> str:
    from linfen_crawler.pages import PARSER_VERSION  # noqa: PLC0415

    proved = count(archive)
    if quick:
        return f"sound: {proved['articles']} articles; the files of all {proved['captures']} captures are there in full"
    said = f"sound: {proved['captures']} captures proved by their bytes"
    if predates_journal(archive):
        return f"{said}, and {proved['articles']} articles by their digests alone: the archive predates the journal"
    if others := archive.read_by - {PARSER_VERSION}:
        versions = "version " if len(others) == 1 else "versions "
        return (
            f"{said}, and {proved['articles']} articles by their digests; {versions}{' and '.join(sorted(others))} of "
            f"the reader made some rows, and this one is {PARSER_VERSION}: after `linfen rebuild --apply` every row is "
            "proved again"
        )
    return f"{said}, and from these every row of the database, {proved['articles']} articles among them"


def report(damages: Sequence[Damage], sound: str, *, as_json: bool) -> int:
    """Print each damage on a line, or the report on a sound archive; return the exit code."""
    if as_json:
        print_json([asdict(one) for one in damages])
    else:
        say("\n".join(f"{one.where}: {one.what}" for one in damages) or sound)
    return int(ExitCode.DAMAGED if damages else ExitCode.OK)
