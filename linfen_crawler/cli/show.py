"""``linfen show``: one article as the archive has it."""

from __future__ import annotations

from typing import cast

import click

from linfen_crawler.archive import Archive
from linfen_crawler.archive.rows import Record
from linfen_crawler.cli import history, parameters
from linfen_crawler.cli.report import print_fields, print_json, say
from linfen_crawler.errors import LinfenError
from linfen_crawler.kinds import Kind
from linfen_crawler.lives import story_of
from linfen_crawler.urls import Site, first_part

_HEAD = (
    "kicker",
    "headline",
    "subtitle",
    "published_at",
    "source",
    "editor",
    "section",
    "section_name",
    "layout",
    "url",
)
_CHILDREN = ("article_urls", "credits", "images", "links", "article_parts")


@click.command(name="show")
@click.argument("url_or_id")
@click.option("--history", "shown", flag_value="history", help="What happened to it, and when each version stood.")
@click.option("--diff", "shown", flag_value="diff", help="What each edit changed, character by character.")
@click.option("--as-of", metavar="DATE", help="The article as it stood on a day, or at a time, by the site's clock.")
@parameters.archive
@parameters.as_json
def command(*, url_or_id: str, shown: str | None, as_of: str | None, as_json: bool, **settings: str | None) -> int:
    """Print one article as the archive has it, by id or by address (in any spelling, on any host that was crawled)."""
    if shown and as_of is not None:
        raise click.UsageError(f"--{shown} shows the whole history, --as-of one day of it: use one or the other")
    options = parameters.options(settings)
    with Archive.open(options.archive) as archive:
        key = _key(url_or_id, options.site)
        story = story_of(archive, key)
        if story is None:
            raise LinfenError(_missing(archive, key))
        if isinstance(key, int) and key != story.article["id"]:
            say(f"Article {key} was merged into article {story.article['id']}.", err=True)
        if shown == "history":
            history.print_history(story, as_json=as_json)
        elif shown == "diff":
            history.print_differences(story, as_json=as_json)
        elif as_of is not None:
            history.print_as_of(story, as_of, as_json=as_json)
        else:
            _print(story.article, children_of(archive, story.article), as_json=as_json)
    return 0


def _print(article: Record, children: dict[str, list[Record]], *, as_json: bool) -> None:
    if as_json:
        print_json({**article, **children})
    else:
        print_article(article, children)


def children_of(archive: Archive, article: Record) -> dict[str, list[Record]]:
    """Return the rows that hang on an article, by table; of ``similar`` the articles that it is linked with."""
    article_id = cast("int", article["id"])
    children = {table: archive.children(table, article_id) for table in _CHILDREN}
    return children | {"mirrors": archive.mirrors(article_id), "similar": archive.similar(article_id)}


def _key(text: str, site: Site) -> str | int:
    """Return an id, or the canonical address of an article, for that of a later page too."""
    if (number := parameters.article_id(text)) is not None:
        return number
    return first_part(site.canonical(text) or text.encode("utf-8", "replace").decode())


def _missing(archive: Archive, key: str | int) -> str:
    if isinstance(key, int):
        return f"no article in {archive.folder} has the id {key} (articles.id); its address would find it, too"
    entry = archive.ledger_entry(key)
    if entry is None:
        return f"{key} is not in the archive {archive.folder}, and was never discovered"
    because = f", {entry['reason']}" if entry["reason"] else ""
    if entry["kind"] != Kind.ARTICLE:
        return f"{key} is not an article but of kind {entry['kind']}: {entry['state']}{because}"
    return f"{key} is not archived: {entry['state']}{because}"


def print_article(article: Record, children: dict[str, list[Record]]) -> None:
    """Print an article for reading: title block, text, people, images, notice, addresses."""
    say(str(article["title"]), bold=True)
    print_fields({name: article[name] for name in _HEAD if article[name] is not None} | {"views": _views(article)})
    say(f"\n{article['body']}\n")
    _print_list("Credits", [f"{c['role']}: {c['name']}  ({c['verbatim']})" for c in children["credits"]])
    images = [" ".join(str(i[k]) for k in ("url", "caption", "credit", "path") if i[k]) for i in children["images"]]
    _print_list("Images", images)
    say(f"Copyright notice: {article['copyright_notice'] or 'the page has none'}")
    scores = {mirror["url"]: f", {_near(mirror)}" for mirror in children["mirrors"]}
    addresses = [f"{a['url']}  ({a['relation']}{scores.get(a['url'], '')})" for a in children["article_urls"]]
    _print_list("Addresses", addresses)
    _print_list("Similar", [f"{s['url']}  {s['title']}  ({_near(s)})" for s in children["similar"]])


def _near(row: Record) -> str:
    """Return how much of the shorter text the longer one holds, in per cent."""
    return f"{float(str(row['score'])):.0%} of the text"


def _views(article: Record) -> str:
    if not article["view_label"]:
        return "the page shows no counter"
    return "the page's counter is empty" if article["view_count"] is None else str(article["view_count"])


def _print_list(title: str, lines: list[str]) -> None:
    if lines:
        say(f"{title}:")
        for line in lines:
            say(f"  {line}")
