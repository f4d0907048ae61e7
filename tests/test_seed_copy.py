"""The seed is a mirror's copy, bytes eaten and all: it is known as the copy of its article, by path and by text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_mirrors import MIRROR, SITE, addresses, feed, ledger
from test_seed import SEED, article_page, seed, undone

from linfen_crawler.archive import Archive
from linfen_crawler.items import Capture, Part, RawArticle
from linfen_crawler.pages import Page, read_article
from linfen_crawler.urls import Site

PATH = "/linfen/shizheng/2661234.html"
# What the mirror ate, as the sentences around it tell: 五一劳动奖章 stands whole in others of the text.
_EATEN = {
    "奖?wù)?授予": "奖章;授予",
    "奖?wù)芦@得者": "奖章获得者",
    "向劳??待R": "向劳模看齐",
    "奖?wù)?、工人": "奖章、工人",
    "奖?wù)隆⒐と讼蠕h号": "奖章、工人先锋号",
}
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"the seed article {SEED.name} is not beside the checkout")


def original() -> list[str]:
    """Return the lines of the article that the mirror copied, as they presumably were."""
    text = "\n".join(undone(line) for line in seed())
    for eaten, was in _EATEN.items():
        assert eaten in text, eaten
        text = text.replace(eaten, was)
    return text.split("\n")


def read(url: str, lines: list[str]) -> RawArticle:
    """Read a page of the regular template."""

    body = article_page(lines).encode()
    article = read_article(Page(url=url, body=body, content_type="text/html; charset=utf-8", site=Site()))
    capture = Capture(url=url, fetched_at=datetime.now(UTC), status=200, payload=body)
    return replace(article, captures=(capture,), parts=(Part(url=url, capture=capture),))


@pytest.mark.parametrize("path", [PATH, "/news/show.asp?id=77"])
@pytest.mark.parametrize("comes_first", ["original", "copy"])
def test_the_seed_is_known_as_a_copy_of_its_article(tmp_path: Path, path: str, comes_first: str) -> None:
    pages = [read(SITE + PATH, original()), read(MIRROR + path, seed())]
    outcomes = feed(tmp_path, pages if comes_first == "original" else pages[::-1])
    assert outcomes == (["added", "linked"] if comes_first == "original" else ["waiting", "added"])
    assert addresses(tmp_path)[MIRROR + path] == ("mirror", SITE + PATH)
    assert ledger(tmp_path)[MIRROR + path][0] == "duplicate"
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT title FROM articles") == [{"title": "临汾市隆重举行五一劳动奖表彰大会"}]
        (mirror,) = archive.mirrors(1)
        assert 0.95 < float(str(mirror["score"])) < 1
        assert str(mirror["text"]).startswith("臨汾市隆重舉行五一勞動(dòng)獎(jiǎng)表彰大會(huì)\n")


def test_the_seed_between_spam_lines_is_known_too(tmp_path: Path) -> None:
    title, date_line, *body, editor, notice = seed()
    spam = "澳門新葡京娛樂場線上開戶,,優惠活動首存送百分百?/p>" * 14
    pages = [
        read(SITE + PATH, original()),
        read(f"{MIRROR}/x.html", [title, date_line, spam, *body, spam, editor, notice]),
    ]
    assert feed(tmp_path, pages) == ["added", "linked"]


def test_the_seed_under_another_of_the_sites_addresses_is_linked_with_its_original(tmp_path: Path) -> None:
    """Asked for in the site's place a mirror's wording cannot be told from the site's: both are kept, linked."""
    feed(tmp_path, [read(SITE + PATH, original()), read(f"{SITE}/yaoduqu/2661299.html", seed())])
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT score FROM similar")
    assert 0.95 < float(str(row["score"])) < 1
