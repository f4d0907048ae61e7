"""Articles of several pages, through a real crawl: read from their first page on, whole or known not to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run
from test_bad_input import SECTION, html, path_of, victim
from test_pages import LEAD, SENTENCE, paragraphs, template

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Failure
from linfen_crawler.kinds import Kind
from linfen_crawler.replica import Page, RunningReplica

TEXTS = tuple(f"第{number}页讲述临汾的发展，汾河两岸变化喜人。" for number in range(1, 13))


FORMS = ("{stem}_{number}.html", "{stem}-{number}.html", "{stem},{number}.html", "{stem}.html?page={number}")
FORMS += ("{stem}/{number}.html", "{folder}/content_{id}_{number}.htm", "/show.php?id={id}&page={number}")


def addresses(path: str, form: str, count: int) -> list[str]:
    """Return the paths of an article's pages, the later ones of a form."""
    folder, _, name = path.rpartition("/")
    stem, site_id = path.removesuffix(".html"), name.removesuffix(".html")
    later = [form.format(stem=stem, folder=folder, id=site_id, number=number) for number in range(2, count + 1)]
    return [path, *later]


def long_article(site: RunningReplica, bodies: list[str], form: str = FORMS[0], **parts: str) -> str:
    """Serve the pages of a long article in place of a short one; return its canonical address."""
    path, url = victim(site)
    pages = addresses(path, form, len(bodies))
    for number, (address, body) in enumerate(zip(pages, bodies, strict=True), start=1):
        onward = f"<p>{number} <a href='{pages[number]}'>下一页</a></p>" if number < len(bodies) else ""
        site.overrides[address] = html(template(body + onward, **(parts if number > 1 else {})))
    return url


def make_due(archive: Archive) -> None:
    """Let all that waits for another try be due."""
    database = sqlite3.connect(archive.folder / "linfen.db")
    database.execute("UPDATE urls SET next_try_at = '2000-01-01T00:00:00.000000Z' WHERE next_try_at IS NOT NULL")
    database.commit()
    database.close()


THREE = [paragraphs(LEAD, SENTENCE), paragraphs(TEXTS[1]), paragraphs(TEXTS[2])]
WHOLE = "\n\n".join([LEAD.strip(), SENTENCE.strip(), *TEXTS[1:3]])


def test_an_article_of_twelve_pages_with_an_image_each_is_read_whole_though_listed_by_its_second(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, [f"<p><img src='/u/{number}.jpg'></p>" for number in range(1, 13)])
    path = path_of(url)
    shown = site.replica.page(SECTION)
    body = shown.body.replace(path.encode(), path.encode().replace(b".html", b"_2.html"))
    site.overrides[SECTION] = Page(status=200, headers=shown.headers, body=body)
    crawl("--section", SECTION)
    archive = opened()
    article = archive.article(url)
    assert article is not None
    assert article["complete"] == 1
    images = archive.rows("SELECT url FROM images WHERE article_id = ? ORDER BY position", [article["id"]])
    assert [image["url"].rpartition("/u/")[2] for image in images] == [f"{number}.jpg" for number in range(1, 13)]


def test_a_later_page_with_a_title_of_its_own_is_text_of_the_article(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    bodies = [paragraphs(LEAD, SENTENCE), *(paragraphs(text) for text in TEXTS[1:3])]
    url = long_article(site, bodies, title="分会场同步表彰")
    crawl("--section", SECTION)
    article = opened().article(url)
    assert article is not None
    assert article["title"] == "我市召开五一表彰大会"
    assert article["body"] == "\n\n".join([LEAD.strip(), SENTENCE.strip(), *TEXTS[1:3]])


@pytest.mark.parametrize(
    "answer",
    [html("gone", 404), html("<html><body><p>您访问的页面不存在</p></body></html>"), html(template(" "))],
    ids=["404", "soft 404", "empty"],
)
def test_an_article_whose_third_page_is_not_there_is_kept_as_incomplete(
    answer: Page, crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, [paragraphs(LEAD, SENTENCE), paragraphs(TEXTS[1]), paragraphs(TEXTS[2])])
    third = url.replace(".html", "_3.html")
    site.overrides[path_of(third)] = answer
    crawl("--section", SECTION)
    archive = opened()
    article, rest = archive.article(url), archive.ledger_entry(third)
    assert article is not None
    assert rest is not None
    assert (article["complete"], article["body"]) == (0, "\n\n".join([LEAD.strip(), SENTENCE.strip(), TEXTS[1]]))
    assert rest["state"] in {"gone", "refused"}
    assert rest["next_try_at"] is not None


@pytest.mark.parametrize("form", FORMS)
def test_a_long_article_is_one_row_whatever_its_pages_are_called(
    form: str, crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, THREE, form)
    assert crawl("--section", SECTION).returncode == 0
    archive = opened()
    article = archive.article(url)
    assert article is not None
    assert (article["complete"], article["body"]) == (1, WHOLE)
    parts = archive.rows("SELECT url FROM article_parts WHERE article_id = ? ORDER BY position", [article["id"]])
    assert [str(part["url"]).removeprefix("http://www.lfxww.com") for part in parts] == addresses(path_of(url), form, 3)
    ledger = "SELECT url, state, article_id FROM urls WHERE kind = 'part' AND discovered_on = ? ORDER BY id"
    assert archive.rows(ledger, [url]) == [
        {"url": part["url"], "state": "archived", "article_id": article["id"]} for part in parts[1:]
    ]
    site.forget_requests()
    crawl("--section", SECTION)
    assert path_of(url) not in {request.path.partition("?")[0] for request in site.requests}


@pytest.mark.parametrize("form", FORMS)
def test_a_later_page_that_fails_is_pending_and_completes_the_article_when_it_comes(
    form: str, crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, THREE, form)
    third = addresses(path_of(url), form, 3)[2]
    shown = site.overrides[third]
    site.overrides[third] = html("oops", 500)
    crawl("--section", SECTION)
    archive = opened()
    article, rest = archive.article(url), archive.ledger_entry(f"http://www.lfxww.com{third}")
    assert article is not None
    assert rest is not None
    assert (article["complete"], article["body"]) == (0, WHOLE.removesuffix(f"\n\n{TEXTS[2]}"))
    assert (rest["kind"], rest["state"], rest["discovered_on"]) == ("part", "failed", url)
    site.overrides[third] = shown
    make_due(archive)
    crawl("--section", SECTION)
    article, rest = opened().article(url), opened().ledger_entry(f"http://www.lfxww.com{third}")
    assert article is not None
    assert rest is not None
    assert (article["complete"], article["body"], rest["state"]) == (1, WHOLE, "archived")
    changes = opened().rows("SELECT kind FROM changes WHERE article_id = ? ORDER BY id", [article["id"]])
    assert [change["kind"] for change in changes] == ["added", "completed"]


def test_a_pager_that_turns_in_a_circle_ends(crawl: Run, site: RunningReplica, opened: Callable[[], Archive]) -> None:
    url = long_article(site, THREE, "{stem}-{number}.html")
    second, third = addresses(path_of(url), "{stem}-{number}.html", 3)[1:]
    site.overrides[third] = html(template(f"{THREE[2]}<p><a href='{third}'>3</a> <a href='{second}'>下一页</a></p>"))
    assert crawl("--section", SECTION).returncode == 0
    article = opened().article(url)
    assert article is not None
    assert (article["complete"], article["body"]) == (1, WHOLE)


@pytest.mark.parametrize("form", ["{stem}-{number}.html", "{stem}.html?page={number}"])
def test_a_later_page_that_is_the_first_again_doubles_no_text(
    form: str, crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, THREE, form)
    first, second, _ = addresses(path_of(url), form, 3)
    site.overrides[second] = site.overrides[first]
    crawl("--section", SECTION)
    article, rest = opened().article(url), opened().ledger_entry(f"http://www.lfxww.com{second}")
    assert article is not None
    assert rest is not None
    assert (article["complete"], article["body"]) == (0, f"{LEAD.strip()}\n\n{SENTENCE.strip()}")
    assert (rest["kind"], rest["state"], rest["reason"]) == ("part", "refused", "body: the page before once more")


@pytest.mark.parametrize("form", ["{stem}-{number}.html", "{stem}_{number}.html"])
def test_a_later_page_that_redirects_to_the_first_leaves_the_article_its_address(
    form: str, crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, THREE, form)
    second = addresses(path_of(url), form, 3)[1]
    site.overrides[second] = html("", 302, Location=path_of(url))
    crawl("--section", SECTION)
    first, rest = opened().ledger_entry(url), opened().ledger_entry(f"http://www.lfxww.com{second}")
    assert first is not None
    assert rest is not None
    assert (first["kind"], first["state"], rest["kind"], rest["state"]) == ("article", "archived", "part", "gone")
    assert opened().article(url)["complete"] == 0


def test_an_article_of_too_many_pages_is_kept_in_part_and_its_rest_is_told(
    crawl: Run, site: RunningReplica, opened: Callable[[], Archive]
) -> None:
    url = long_article(site, [paragraphs(f"第{number}页讲述临汾的发展。") for number in range(1, 103)])
    crawl("--section", SECTION, "--delay", "0")
    article, rest = opened().article(url), opened().ledger_entry(url.replace(".html", "_101.html"))
    assert article is not None
    assert rest is not None
    assert (article["complete"], str(article["body"]).count("\n\n")) == (0, 99)
    assert (rest["state"], rest["reason"]) == ("skipped", "not read: more than 100 pages of one article")


def test_a_later_page_for_which_nothing_could_be_asked_waits_for_another_try(tmp_path: Path) -> None:
    url, part = "http://www.lfxww.com/shanxi/5.html", "http://www.lfxww.com/shanxi/5-2.html"
    writer = ArchiveWriter.open(tmp_path)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(Failure(url=part, kind=Kind.PART, part_of=url, reason="robots.txt: HTTP 500", is_site_wide=True))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    with Archive.open(tmp_path) as archive:
        make_due(archive)
        assert [asked for _, asked in archive.due(after=0, limit=9, parser_version="1")] == [url]
