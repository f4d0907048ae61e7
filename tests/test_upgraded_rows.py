"""After an upgrade, rows that no article of this version accounts for are no damages, and what is damaged is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import foreign
import pytest
from another_reader import OTHER, other_reader
from harness import run
from test_bad_input import path_of
from test_identity import article
from test_rebuild import copy_database
from test_similar import NOTICE
from test_upgraded_proof import linfen
from test_upgraded_recheck import change, edited

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Article, RawArticle
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.pages.listing import ListingPage
from linfen_crawler.replica import Page, RunningReplica

FIRST, SECOND = "http://www.lfxww.com/linfen/shizheng/2567491.html", "http://www.lfxww.com/newstp/2567492.html"
"""Two addresses of one text in the replica."""


def another_editor(article: RawArticle) -> RawArticle:
    return replace(article, editor_lines=("责任编辑：错误",))


def another_source(article: RawArticle) -> RawArticle:
    return replace(article, source_line="来源：旧的报")


def without_an_end(article: RawArticle) -> RawArticle:
    return replace(article, paragraphs=article.paragraphs[: len(article.paragraphs) * 2 // 3])


def another_title_of_the_first(article: RawArticle) -> RawArticle:
    return replace(article, title=f"{article.title}（另读）") if article.url == FIRST else article


def without_the_last(listing: ListingPage) -> ListingPage:
    return replace(listing, links=listing.links[:-1]) if listing.links[3:] else listing


def in_another_order(listing: ListingPage) -> ListingPage:
    return replace(listing, links=listing.links[1:] + listing.links[:1])


def is_sound(folder: Path) -> bool:
    """Tell whether an archive is sound and can be copied; what a newer version would read is another matter."""
    assert linfen("verify", folder=folder)
    return bool(linfen("backup", str(folder.parent / "copy"), folder=folder))


def recheck(folder: Path, site: RunningReplica) -> None:
    """Read each article again by this version."""
    where = ["--archive", str(folder), "--site-url", site.url]
    assert run(["recheck", *where, "--older-than", "0h"]).returncode in {0, 3}
    with Archive.open(folder) as archive:
        assert archive.rows("SELECT DISTINCT parser_version AS v FROM articles") == [{"v": PARSER_VERSION}]


def is_named(folder: Path, sql: str) -> bool:
    """Tell whether `linfen verify` names what a statement alters, and put it right again."""
    kept = folder.parent / "kept"
    kept.mkdir(exist_ok=True)
    copy_database(folder, kept)
    with closing(sqlite3.connect(folder / "linfen.db")) as database, database:
        assert database.execute(sql).rowcount > 0
    done = run(["verify", "--archive", str(folder)])
    copy_database(kept, folder)
    return done.returncode == 5


@pytest.mark.parametrize("reading", [another_editor, another_source])
def test_what_was_read_otherwise_of_another_address_is_no_damage(
    reading: object, folder: Path, site: RunningReplica
) -> None:
    """Its article is this version's; the address itself does not answer, or is not due yet."""
    before = other_reader(mark="", article=reading)  # type: ignore[arg-type]
    run(["crawl", "--archive", str(folder), "--site-url", site.url], before=before)
    with Archive.open(folder) as archive:
        for row in archive.rows("SELECT url FROM article_urls WHERE relation = 'same text'"):
            site.overrides[path_of(str(row["url"]))] = Page(status=500)
    recheck(folder, site)
    assert is_sound(folder)
    assert is_named(folder, "UPDATE articles SET title = 'x' WHERE id = 5")


@pytest.mark.parametrize("reading", [another_source, without_an_end])
def test_what_was_read_otherwise_of_a_mirrors_page_is_no_damage(
    reading: object, folder: Path, site: RunningReplica
) -> None:
    """Nobody asks a mirror again: its page stays as another version has read it."""
    before = other_reader(mark="", article=reading)  # type: ignore[arg-type]
    where = ["--archive", str(folder), "--site-url", site.url]
    run(["crawl", *where], before=before)
    pages = []
    for one in [one for one in site.replica.articles() if one.layout == "regular"][:6]:
        page = site.replica.page(path_of(one.url))
        kind = next(value for name, value in page.headers if name.lower() == "content-type")
        url = f"http://copies.example{path_of(one.url)}"
        pages.append(foreign.Page(url=url, body=page.body, headers=(("Content-Type", kind),)))
    file = folder.parent / "mirror.warc.gz"
    file.write_bytes(foreign.warc(pages))
    run(["ingest", str(file), "--archive", str(folder)], before=before)
    with Archive.open(folder) as archive:
        assert len(archive.rows("SELECT id FROM mirrors WHERE article_id IS NOT NULL")) == 6
    assert is_sound(folder)
    recheck(folder, site)
    assert is_sound(folder)


@pytest.mark.parametrize("reading", [without_the_last, in_another_order])
def test_what_was_read_otherwise_of_a_listing_is_no_damage(reading: object, folder: Path, site: RunningReplica) -> None:
    before = other_reader(mark="", listing=reading)  # type: ignore[arg-type]
    run(["crawl", "--archive", str(folder), "--site-url", site.url], before=before)
    assert is_sound(folder)
    recheck(folder, site)
    assert is_sound(folder)
    assert is_named(folder, "UPDATE articles SET title = 'x' WHERE id = 5")
    assert is_named(folder, "UPDATE changes SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 2")


def test_what_two_addresses_were_read_as_is_no_damage(folder: Path, site: RunningReplica) -> None:
    """As two articles, where this version reads one; then the site edits one of them."""
    before = other_reader(mark="", article=another_title_of_the_first)
    where = ["--archive", str(folder), "--site-url", site.url]
    run(["crawl", *where], before=before)
    run(["recheck", *where, "--older-than", "0h"], before=before)
    with Archive.open(folder) as archive:
        assert (archive.article(FIRST) or {})["id"] != (archive.article(SECOND) or {})["id"]
    change(site, FIRST, edited)
    recheck(folder, site)
    assert is_sound(folder)
    assert is_named(folder, "UPDATE articles SET title = 'x' WHERE id = 5")


def test_links_between_many_notices_of_one_form_are_kept(folder: Path) -> None:
    """Though each is read again with another title: those that came after it have found it, not it them."""

    def read(number: int, version: str, title: str) -> Article:
        one = article(f"/gggs/{number}", text=NOTICE.format(number * 7, number), title=title, day=1 + number % 28)
        return replace(one, text_sha256=str(number), content_sha256=f"{number} {title}", parser_version=version)

    def links() -> list[dict[str, object]]:
        with Archive.open(folder) as archive:
            return [dict(row) for row in archive.rows("SELECT article_id, other_id FROM similar ORDER BY 1, 2")]

    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for number in range(1, 61):
        one = read(number, OTHER, "天气预报（另读）")
        writer.store(replace(one, similar_to=writer.similar_to(one)))
    writer.commit()
    before = links()
    assert len(before) > 60 * 20
    for number in range(1, 61):
        one = read(number, PARSER_VERSION, "天气预报")
        writer.store(replace(one, before=replace(one, similar_to=writer.similar_to(one))))
    writer.commit()
    assert links() == before
    with Archive.open(folder) as archive:
        assert archive.rows("SELECT DISTINCT parser_version AS v FROM articles") == [{"v": PARSER_VERSION}]
    writer.close()
