"""``linfen forget``: takedown."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from linfen_crawler.archive import Archive
from linfen_crawler.archive.belonging import Belongings, belongings_of
from linfen_crawler.archive.rows import Record
from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import print_fields, print_json, say
from linfen_crawler.errors import ArchiveError, ConfigError, ExitCode, LinfenError
from linfen_crawler.takedown import check_address
from linfen_crawler.urls import Site


@click.command(name="forget")
@click.argument("url_or_id")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is taken down; kept in the tombstone.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation; required where there is no terminal.")
@parameters.archive
@parameters.log_level
@parameters.as_json
def command(
    *, url_or_id: str, reason: str, yes: bool, log_level: str | None, as_json: bool, **settings: str | None
) -> int:
    """Take an article down: remove its text and bytes from the database, the WARC files and the images.

    All its addresses, pages, versions and copies on mirrors go with it. A tombstone with the addresses, time, reason
    and digests stays, so that neither the addresses nor the text are archived again. This cannot be undone. The next
    `linfen backup` removes it from its copy as well; other copies are not touched.
    """
    if not reason.strip():
        raise click.BadParameter("say why it is taken down: the tombstone keeps it", param_hint="--reason")
    options = parameters.options(settings)
    with Archive.open(options.archive) as archive:
        canonical = _address(archive, url_or_id, options.site)
        check_address(canonical)
        found, like = belongings_of(archive, canonical), _similar(archive, canonical)
        if not as_json:
            _print_plan(archive, canonical, found, like)
        # Nothing is requested: an archive of invented articles meets no other site's by it.
        settings["LINFEN_REPLICA"] = archive.replica
    if not (yes or _agreed()):
        raise click.Abort
    return _forget(canonical, reason, settings, log_level=log_level, as_json=as_json)


def _address(archive: Archive, url_or_id: str, site: Site) -> str:
    """Return the canonical address of what is to be taken down, that of an article for its id."""
    if (number := parameters.article_id(url_or_id)) is not None:
        if (article := archive.article(number)) is not None:
            return str(article["url"])
        # Some of its bytes may remain, so that its takedown is repeated.
        if (taken := archive.taken_down(number)) is not None:
            return taken
        raise LinfenError(f"no article in {archive.folder} has the id {number}: give its address")
    canonical = site.canonical(url_or_id)
    if canonical is None:
        raise ConfigError(f"{url_or_id!r} is not an http(s) address")
    return canonical


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to confirm on: pass --yes to take it down")
    return click.confirm("Remove all of this for good?")


def _similar(archive: Archive, url: str) -> list[Record]:
    article = archive.article(url)
    return [] if article is None else archive.similar(int(str(article["id"])))


def _print_plan(archive: Archive, url: str, found: Belongings, like: list[Record]) -> None:
    article = None if found.article_id is None else archive.article(found.article_id)
    versions = len(found.versions) + bool(article)
    print_fields(
        {
            "address": url,
            "article": None if article is None else f"{article['id']}: {article['title']}",
            "versions": versions,
            "addresses": len(found.addresses),
            "responses": len(found.captures),
        }
    )
    for one in like:
        say(f"has nearly the same text and stays: {one['url']}  {one['title']}")


def _forget(url: str, reason: str, settings: dict[str, str | None], *, log_level: str | None, as_json: bool) -> int:
    from linfen_crawler.cli.crawler import run  # noqa: PLC0415  # Scrapy is slow to import: not for --help

    folder = parameters.options(settings).archive
    code, record = run("forget", folder, settings, {"url": url, "reason": reason}, log_level=log_level)
    if record is None or code not in {ExitCode.OK, ExitCode.SUSPECT}:
        return code
    with Archive.open(folder) as archive:
        stone = archive.tombstone(url)
    if stone is None or stone["erased_at"] is None:
        raise ArchiveError(
            f"{url} was taken down, but some of its bytes remain: the next run removes them (see the log)"
        )
    if as_json:
        print_json({**asdict(record), "tombstone": stone})
    else:
        say(f"{url} was taken down: no file in {folder} holds it any more")
    return code
