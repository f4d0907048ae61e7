"""Articles of several pages, through a real crawl: read from their first page on, whole or known not to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Run
from test_bad_input import SECTION, html, path_of, victim
from test_pages import LEAD, SENTENCE, paragraphs, template

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, RunningReplica

TEXTS = tuple(f"第{number}页讲述临汾的发展，汾河两岸变化喜人。" for number in range(1, 13))


def long_article(site: RunningReplica, bodies: list[str], **parts: str) -> str:
    """Serve the pages of a long article in place of a short one; return its canonical address."""
    path, url = victim(site)
    stem = path.removesuffix(".html")
    for number, body in enumerate(bodies, start=1):
        onward = f"<p><a href='{stem}_{number + 1}.html'>下一页</a></p>" if number < len(bodies) else ""
        address = path if number == 1 else f"{stem}_{number}.html"
        site.overrides[address] = html(template(body + onward, **(parts if number > 1 else {})))
    return url


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
